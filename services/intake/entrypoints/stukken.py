"""What people and links do with papers: each deed in its transaction, once for its key."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from pydantic import BaseModel

from services.intake.adapters.bestandsvorm import BestandNemenWijNietAan, herken
from services.intake.adapters.scanner import BestandIsBesmet, ErIsGeenScanner
from services.intake.adapters.stukinhoud import Bestand, kenmerk
from services.intake.application.stukken import Stukkenkast
from services.intake.domain.notities.commands import MaakNotitie
from services.intake.domain.stukken import weigeringen
from services.intake.domain.stukken.begrippen import Bron
from services.intake.domain.stukken.commands import (
    RegistreerOntvangst,
    Stukkenverzoek,
    VraagStukken,
)
from services.intake.domain.stukken.nodig import MEBIBYTE, Nodig
from services.intake.domain.weigeringen import Weigering
from shared.dates import voluit
from shared.handle import Command, Done, handle
from shared.parameters import ParameterOnbekend
from shared.stukken import Stuksoort
from shared.transaction import Transaction
from shared.web.errors import Translation
from shared.web.problems import Dichtstbij, Fout, Probleem

NIETS_BEWAARD = "Het bestand is niet bewaard."
# From whose papers it is about, and which applications run.
Maakt = Callable[[dict[str, Any], dict[str, Any]], Stukkenverzoek]
MaaktVraag = Callable[[dict[str, Any], dict[str, Any]], VraagStukken]


def refusal(weigering: Weigering) -> Probleem:
    onbekend = weigeringen.StukBestaatNiet | weigeringen.UitvraagBestaatNiet
    return Probleem(
        404 if isinstance(weigering, onbekend) else 409,
        f"weigering-{type(weigering).__name__}",
        "Dit kan niet",
        str(weigering),
        "Kijk de stukken van dit dossier na.",
        fouten=_bij_het_veld(weigering),
        dichtstbij=_dichtstbij(weigering),
    )


_VELDEN: dict[type[Weigering], str] = {
    weigeringen.HersteltermijnLigtTeVroeg: "hersteltermijn_tot",
    weigeringen.HersteltermijnOntbreekt: "hersteltermijn_tot",
    weigeringen.StukIsAlDubbel: "bestand",
    weigeringen.GeenStukGekozen: "soorten",
    weigeringen.WaarvoorOntbreekt: "waarvoor",
    weigeringen.UitvraagLooptAl: "waarvoor",
    weigeringen.AanvraagLooptNiet: "waarvoor",
    weigeringen.GeslotenDossierVraagtNiets: "waarvoor",
    weigeringen.GeslotenDossierNeemtNietsAan: "bron",
}


def _bij_het_veld(weigering: Weigering) -> tuple[Fout, ...]:
    """The question of the form that the refusal is about."""
    veld = _VELDEN.get(type(weigering))
    return (Fout(veld, str(weigering)),) if veld else ()


def _dichtstbij(weigering: Weigering) -> tuple[Dichtstbij, ...]:
    if not isinstance(weigering, weigeringen.HersteltermijnLigtTeVroeg):
        return ()
    dag = weigering.vroegst
    return (Dichtstbij("hersteltermijn_tot", dag.isoformat(), f"Vul {voluit(dag)} in"),)


TRANSLATION: Translation = {
    weigeringen.StukBestaatNiet: refusal,
    weigeringen.UitvraagBestaatNiet: refusal,
    weigeringen.GeenStukGekozen: refusal,
    weigeringen.WaarvoorOntbreekt: refusal,
    weigeringen.UitvraagLooptAl: refusal,
    weigeringen.GeslotenDossierVraagtNiets: refusal,
    weigeringen.GeslotenDossierNeemtNietsAan: refusal,
    weigeringen.HersteltermijnLigtTeVroeg: refusal,
    weigeringen.HersteltermijnOntbreekt: refusal,
    weigeringen.StukIsAlDubbel: refusal,
    weigeringen.StukIsAfgedaan: refusal,
    weigeringen.AanvraagLooptNiet: refusal,
    BestandNemenWijNietAan: lambda error: Probleem(
        400,
        "bestand-niet-aangenomen",
        "Dit bestand nemen wij niet aan",
        str(error),
        "Stuur een ander bestand.",
        NIETS_BEWAARD,
        (Fout("bestand", str(error)),),
    ),
    BestandIsBesmet: lambda _: Probleem(
        400,
        "bestand-besmet",
        "In dit bestand zit een virus",
        "De virusscanner vond iets in dit bestand.",
        "Laat uw computer nakijken, maak het bestand opnieuw en stuur dat.",
        NIETS_BEWAARD,
        (Fout("bestand", "In dit bestand zit een virus."),),
    ),
    ErIsGeenScanner: lambda _: Probleem(
        503,
        "geen-virusscanner",
        "Bestanden aannemen kan nog niet",
        "Er is geen virusscanner ingesteld, en zonder scanner nemen wij geen bestanden aan.",
        "Lever het stuk op papier in, of vraag de beheerder om DOORSTART_CLAMAV in te stellen.",
        NIETS_BEWAARD,
    ),
    ParameterOnbekend: lambda error: Probleem(
        409,
        "parameter-onbekend",
        "Een waarde is niet vastgelegd",
        str(error),
        "Bel de parameterbeheerder.",
    ),
}


class Ontvangen(BaseModel):
    """A paper that was taken in."""

    stuk_id: UUID


class Gevraagd(BaseModel):
    """A request for papers that was made."""

    uitvraag_id: UUID


def vraag(kast: Stukkenkast, dossier_id: UUID, maakt: MaaktVraag, command: Command) -> Gevraagd:
    """Asks for papers on the business day; raises AanmeldingBestaatNiet and the refusal."""

    def work(transaction: Transaction, op: date) -> Gevraagd:
        verzoek = maakt(
            kast.voor_stukken(transaction, dossier_id, op), kast.lopende(transaction, dossier_id)
        )
        kast.verwerk(transaction, verzoek, command.cause(op, correlation_id=str(dossier_id)))
        return Gevraagd(uitvraag_id=verzoek.uitvraag_id)

    return handle(kast.store, command, work, Gevraagd)


def doe(kast: Stukkenkast, dossier_id: UUID, maakt: Maakt, command: Command) -> None:
    """Decides on the business day; raises AanmeldingBestaatNiet and the refusal."""

    def work(transaction: Transaction, op: date) -> Done:
        verzoek = maakt(
            kast.voor_stukken(transaction, dossier_id, op), kast.lopende(transaction, dossier_id)
        )
        kast.verwerk(transaction, verzoek, command.cause(op, correlation_id=str(dossier_id)))
        return Done()

    handle(kast.store, command, work, Done)


def neem_aan(
    kast: Stukkenkast,
    nodig: Nodig,
    dossier_id: UUID,
    soort: Stuksoort,
    bron: Bron,
    naam: str,
    inhoud: bytes,
    command: Command,
    *,
    is_laatste: bool = True,
    daarbij: Callable[[Transaction, date], None] = lambda _transaction, _op: None,
) -> Ontvangen:
    """Takes a file in: looked at first, outside the transaction. Raises BestandNemenWijNietAan, BestandIsBesmet, ErIsGeenScanner, the
    refusal and GegevensZijnGewist. `daarbij` goes into the same transaction."""
    herkend = herken(naam, inhoud)
    bestand = Bestand(herkend.naam, inhoud, kast.poort.keur(inhoud))

    def work(transaction: Transaction, op: date) -> Ontvangen:
        grootste = nodig.grootste_bestand(op)
        if len(inhoud) > grootste:
            raise BestandNemenWijNietAan(te_groot(grootste))
        van = kast.voor_stukken(transaction, dossier_id, op)
        sleutel = kast.kluis.sleutel(transaction.cursor, dossier_id)
        ontvangst = RegistreerOntvangst(
            **van,
            stuk_id=uuid4(),
            soort=soort,
            bron=bron,
            bestandssoort=herkend.soort,
            bytes=len(inhoud),
            kenmerk=kenmerk(sleutel, inhoud),
            is_laatste=is_laatste,
        )
        cause = command.cause(op, correlation_id=str(dossier_id))
        kast.neem_aan(transaction, ontvangst, bestand, sleutel, cause)
        daarbij(transaction, op)
        return Ontvangen(stuk_id=ontvangst.stuk_id)

    return handle(kast.store, command, work, Ontvangen)


def noteer(kast: Stukkenkast, dossier_id: UUID, tekst: str, command: Command) -> None:
    """Raises AanmeldingBestaatNiet, GegevensZijnGewist."""

    def work(transaction: Transaction, op: date) -> Done:
        verzoek = MaakNotitie(
            **kast.van(transaction, dossier_id, op), notitie_id=uuid4(), door=command.actor
        )
        cause = command.cause(op, correlation_id=str(dossier_id))
        kast.noteer(transaction, verzoek, tekst, cause)
        return Done()

    handle(kast.store, command, work, Done)


def te_groot(grootste: int) -> str:
    return f"Dit bestand is groter dan {grootste // MEBIBYTE} MB. Maak het kleiner, of stuur het in delen."
