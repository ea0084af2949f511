"""What doors do with requests for help and dossiers, and how a refusal is told: by API and by page alike."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import DictRow
from pydantic import BaseModel

from services.intake.adapters.personen import te_zien
from services.intake.application import Aangeboden, DubbeleAanmelding, Intake
from services.intake.domain import weigeringen
from services.intake.domain.commands import Aanmeldingsverzoek
from services.intake.domain.weigeringen import Weigering
from shared.handle import Command, Done, handle
from shared.transaction import Transaction
from shared.web.errors import Translation
from shared.web.problems import Probleem

ELDERS = "Dat is elders: u kunt het niet openen."
VRAAG_ELDERS = "Vraag de ondernemer ernaar, of vraag een collega die er wel bij kan."


class Ontvangst(BaseModel):
    """`gevolgd_door` is the page where the request can be followed."""

    dossier_id: UUID
    gevolgd_door: str


@contextmanager
def binnen_zicht(cursor: Cursor[DictRow]) -> Iterator[None]:
    """A refusal does not point at what whoever asks may not see."""
    try:
        yield
    except weigeringen.LigtElders as weigering:
        if weigering.nummer and not te_zien(cursor, [weigering.nummer]):
            raise type(weigering)(None) from None
        raise


def doe(intake: Intake, maak: Callable[[date], Aanmeldingsverzoek], command: Command) -> None:
    """Decides on the business day; raises the Weigering."""

    def work(transaction: Transaction, op: date) -> Done:
        with binnen_zicht(transaction.cursor):
            intake.verwerk(transaction, maak(op), command)
        return Done()

    handle(intake.store, command, work, Done)


def neem_aan(intake: Intake, aangeboden: Aangeboden, command: Command) -> Ontvangst:
    """Takes in one request; raises the Probleem for a person who has an open dossier about it."""

    def work(transaction: Transaction, _op: date) -> Ontvangst:
        uitkomst = intake.neem_een_aan(transaction, aangeboden, command)
        if isinstance(uitkomst, DubbeleAanmelding):
            eerste = uitkomst.dossier_id
            raise dubbel(eerste if te_zien(transaction.cursor, [eerste]) else None)
        return Ontvangst(
            dossier_id=uitkomst.dossier_id, gevolgd_door=f"/dossiers/{uitkomst.dossier_id}"
        )

    return handle(intake.store, command, work, Ontvangst)


def dubbel(dossier_id: UUID | None) -> Probleem:
    if dossier_id is None:
        return Probleem(
            409,
            "aanmelding-dubbel",
            "Deze persoon heeft al een aanmelding",
            f"Voor deze persoon loopt elders al een aanmelding over dezelfde hulpvraag. {ELDERS}",
            VRAAG_ELDERS,
            "Er is niets bij gekomen.",
        )
    return Probleem(
        409,
        "aanmelding-dubbel",
        "Deze persoon heeft al een aanmelding",
        "Voor deze persoon loopt al een aanmelding over dezelfde hulpvraag.",
        "Open de eerste aanmelding en vul die aan.",
        "De eerste aanmelding staat er nog. Er is niets bij gekomen.",
        headers={"Link": f'</dossiers/{dossier_id}>; rel="related"'},
        verder=(f"/dossiers/{dossier_id}", "Open de eerste aanmelding"),
    )


_VERDER: dict[type[Weigering], str] = {
    weigeringen.AanmeldingIsIngetrokken: "Heropen het dossier, of doe een nieuwe aanmelding.",
    weigeringen.DossierIsGesloten: "Heropen het dossier, of begin een vervolgdossier.",
    weigeringen.DossierIsAlGesloten: "Laad de bladzijde opnieuw.",
    weigeringen.DossierIsOpen: "Laad de bladzijde opnieuw.",
    weigeringen.PersoonIsGewist: "Doe een nieuwe aanmelding als deze persoon weer hulp vraagt.",
}


def refusal(weigering: Weigering) -> Probleem:
    status = 404 if isinstance(weigering, weigeringen.AanmeldingBestaatNiet) else 409
    wat_te_doen = _VERDER.get(type(weigering), "Kijk uw verzoek na.")
    return Probleem(
        status, f"weigering-{type(weigering).__name__}", "Dit kan niet", str(weigering), wat_te_doen
    )


def loopt_elders(weigering: weigeringen.HulpvraagLooptElders) -> Probleem:
    if weigering.nummer is None:
        return elders(weigering)
    return _verwijst(weigering, f"/dossiers/{weigering.nummer}", "Open het andere dossier")


def elders(weigering: Weigering) -> Probleem:
    """The reason is of a municipality for which who asks does not work: which, and what, is not told."""
    return Probleem(
        409,
        f"weigering-{type(weigering).__name__}",
        "Dit kan nu niet",
        f"{str(weigering).partition('. ')[0].rstrip('.')}. {ELDERS}",
        VRAAG_ELDERS,
    )


def loopt_nog(weigering: weigeringen.AanvraagLooptNog) -> Probleem:
    return _verwijst(weigering, f"/aanvragen/{weigering.aanvraag_id}", "Open de aanvraag")


def _verwijst(weigering: Weigering, adres: str, woorden: str) -> Probleem:
    """A refusal that something else is the reason of."""
    return Probleem(
        409,
        f"weigering-{type(weigering).__name__}",
        "Dit kan nu niet",
        weigering.__doc__ or "",
        f"{woorden} ({adres}).",
        headers={"Link": f'<{adres}>; rel="related"'},
        verder=(adres, woorden),
    )


TRANSLATION: Translation = {
    **dict.fromkeys(
        (weigeringen.AanmeldingBestaatNiet, weigeringen.HulpvraagOntbreekt, *_VERDER), refusal
    ),
    weigeringen.HulpvraagLooptElders: loopt_elders,
    weigeringen.AanvraagLooptNog: loopt_nog,
}
