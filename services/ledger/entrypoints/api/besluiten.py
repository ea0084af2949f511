"""The API for what people decide about a loan; money that is forgiven, claimed or given back goes by two of them."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from fastapi import Response
from pydantic import BaseModel, ConfigDict

from services.ledger.adapters.inzage import Inzage
from services.ledger.adapters.log import LENING
from services.ledger.application.lening import besluit
from services.ledger.domain.grootboek.boeking import Mutatie, Saldi
from services.ledger.domain.lening.besluiten import Besluit, BesluitVoorgesteld
from services.ledger.domain.lening.commands import (
    BekrachtigVoorstel,
    Besluitverzoek,
    DoeVoorstel,
    NeemBesluit,
    VerwerpVoorstel,
)
from services.ledger.domain.lening.events import LeningHerrekend
from services.ledger.domain.lening.gevraagd import GevraagdeGegevens
from services.ledger.domain.lening.toelichting import uitleg_van
from services.ledger.domain.verloop.gegevens import Mutatiegegevens
from services.ledger.domain.vier_ogen.motivering import Motivering
from services.ledger.entrypoints.api.dienst import Dienst
from services.ledger.entrypoints.woorden.algemeen import zin
from shared.begrippen import Feit
from shared.handle import Command, handle
from shared.transaction import Transaction
from shared.velden import Dag
from shared.web.commands import Asked
from shared.web.paging import Paginagrootte, Paginanummer, page_of
from shared.web.subjects import Subject

BESLUITEN = Subject(
    "Besluiten", "Wat mensen over een lening besluiten; over geld beslissen er twee."
)
Maakt = Callable[[date], Besluitverzoek]


class Besluitaanvraag(BaseModel):
    """What is asked, why, and since when it counts (by default today)."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    gegevens: GevraagdeGegevens
    motivering: Motivering
    valutadatum: Dag | None = None


class Besluituitkomst(BaseModel):
    """What was stored. `saldi_oud` and `herrekend_vanaf` when earlier bookings changed. No facts: it was already so."""

    besluit_id: UUID
    feiten: list[str]
    uitleg: list[str]
    signalen: list[str]
    saldi: Saldi | None = None
    saldi_oud: Saldi | None = None
    herrekend_vanaf: date | None = None


class Voorstel(BaseModel):
    """A proposal that waits for a second person."""

    besluit_id: UUID
    gegevens: Mutatiegegevens
    motivering: Motivering
    uitleg: str
    valutadatum: date
    voorgesteld_door: str

    @classmethod
    def van(cls, feit: BesluitVoorgesteld) -> "Voorstel":
        return cls(
            **{naam: getattr(feit, naam) for naam in cls.model_fields}
            | {"uitleg": zin(uitleg_van(feit))}
        )


class WachtendVoorstel(Voorstel):
    """A proposal with the loan that it is about."""

    lening_id: UUID


def voer_uit(inzage: Inzage, lening_id: UUID, maak: Maakt, command: Command) -> Besluituitkomst:
    """Decides on the business day of the ledger; raises the Weigering."""

    def work(transaction: Transaction, op: date) -> Besluituitkomst:
        verzoek = maak(op)
        return uitkomst(verzoek.besluit_id, besluit(transaction, inzage.kader, verzoek, command))

    return handle(inzage.store, command, work, Besluituitkomst, [(LENING, lening_id)])


def uitkomst(besluit_id: UUID, feiten: list[Feit]) -> Besluituitkomst:
    mutaties = [feit for feit in feiten if isinstance(feit, Mutatie)]
    herrekend = next((feit for feit in mutaties if isinstance(feit, LeningHerrekend)), None)
    return Besluituitkomst(
        besluit_id=besluit_id,
        feiten=[type(feit).__name__ for feit in mutaties],
        uitleg=[zin(uitleg_van(feit)) for feit in mutaties],
        signalen=[
            zin(tekst) for feit in mutaties if isinstance(feit, Besluit) for tekst in feit.signalen
        ],
        saldi=mutaties[-1].saldi if mutaties else None,
        saldi_oud=herrekend.saldi_oud if herrekend else None,
        herrekend_vanaf=herrekend.vanaf if herrekend else None,
    )


def neemt(
    soort: type[NeemBesluit], lening_id: UUID, aanvraag: Besluitaanvraag, command: Command
) -> Callable[[date], NeemBesluit]:
    """The request, once the business day is known; it counts from that day where nobody said another."""
    return lambda op: soort(
        lening_id=lening_id,
        besluit_id=UUID(command.command_id),
        gegevens=aanvraag.gegevens,
        motivering=aanvraag.motivering,
        valutadatum=aanvraag.valutadatum or op,
        op=op,
        actor=command.actor,
    )


def beslist(
    soort: type[BekrachtigVoorstel], lening_id: UUID, besluit_id: UUID, actor: str
) -> Callable[[date], BekrachtigVoorstel]:
    """What becomes of a proposal, once the business day is known."""
    return lambda op: soort(lening_id=lening_id, besluit_id=besluit_id, op=op, actor=actor)


@BESLUITEN.post(
    "/leningen/{lening_id}/besluiten",
    summary="Neem een besluit over een lening dat één persoon mag nemen",
    description="Zonder `valutadatum` geldt het besluit vanaf vandaag. Geld kwijtschelden, vragen of teruggeven vraagt een voorstel.",
)
def neem_besluit(
    lening_id: UUID, aanvraag: Besluitaanvraag, inzage: Dienst, command: Asked
) -> Besluituitkomst:
    return voer_uit(inzage, lening_id, neemt(NeemBesluit, lening_id, aanvraag, command), command)


@BESLUITEN.post(
    "/leningen/{lening_id}/voorstellen",
    summary="Stel een besluit voor; een tweede persoon besluit",
    description="Er wordt nog niets geboekt: dat gebeurt als een tweede persoon het voorstel bekrachtigt.",
)
def doe_voorstel(
    lening_id: UUID, aanvraag: Besluitaanvraag, inzage: Dienst, command: Asked
) -> Besluituitkomst:
    return voer_uit(inzage, lening_id, neemt(DoeVoorstel, lening_id, aanvraag, command), command)


@BESLUITEN.get(
    "/voorstellen",
    summary="Alle voorstellen die op een tweede persoon wachten, oudste eerst; aantal in X-Total-Count",
    description="Elk voorstel met de lening waarover het gaat.",
)
def toon_wachtende_voorstellen(
    response: Response, inzage: Dienst, page: Paginanummer = 1, page_size: Paginagrootte = 100
) -> list[WachtendVoorstel]:
    return [
        WachtendVoorstel(lening_id=lening.lening_id, **dict(Voorstel.van(een)))
        for een, lening in page_of(response, inzage.wachtende_voorstellen(), page, page_size)
    ]


@BESLUITEN.get(
    "/leningen/{lening_id}/voorstellen",
    summary="Voorstellen die op een tweede persoon wachten; aantal in X-Total-Count",
    description="Alleen wat nog op een besluit wacht.",
)
def toon_voorstellen(
    lening_id: UUID,
    response: Response,
    inzage: Dienst,
    page: Paginanummer = 1,
    page_size: Paginagrootte = 100,
) -> list[Voorstel]:
    return [
        Voorstel.van(feit)
        for feit in page_of(response, inzage.lening(lening_id).voorstellen, page, page_size)
    ]


@BESLUITEN.post(
    "/leningen/{lening_id}/voorstellen/{besluit_id}/bekrachtigingen",
    summary="Besluit als tweede persoon, met mandaat",
    description="Alleen iemand anders dan wie het voorstelde, met een mandaat dat het bedrag dekt.",
)
def bekrachtig_voorstel(
    lening_id: UUID, besluit_id: UUID, inzage: Dienst, command: Asked
) -> Besluituitkomst:
    return voer_uit(
        inzage,
        lening_id,
        beslist(BekrachtigVoorstel, lening_id, besluit_id, command.actor),
        command,
    )


@BESLUITEN.post(
    "/leningen/{lening_id}/voorstellen/{besluit_id}/verwerpingen",
    summary="Leg een voorstel terzijde",
    description="Er wordt niets geboekt; het voorstel wacht niet meer.",
)
def verwerp_voorstel(
    lening_id: UUID, besluit_id: UUID, inzage: Dienst, command: Asked
) -> Besluituitkomst:
    return voer_uit(
        inzage, lening_id, beslist(VerwerpVoorstel, lening_id, besluit_id, command.actor), command
    )
