"""The API for what must be paid back of levensonderhoud: its balances, its lines, and what people decide about it."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from fastapi import Response
from pydantic import BaseModel, ConfigDict

from services.ledger.adapters.inzage import Inzage
from services.ledger.application import vordering as vorderingen
from services.ledger.domain.grootboek.boeking import Saldi
from services.ledger.domain.vier_ogen.gronden import Kostengrond
from services.ledger.domain.vier_ogen.motivering import Motivering
from services.ledger.domain.vordering.commands import (
    BekrachtigVorderingsbesluit,
    NeemVorderingsbesluit,
    StelVorderingsbesluitVoor,
    VerwerpVorderingsbesluit,
    Vorderingsverzoek,
)
from services.ledger.domain.vordering.events import (
    Besluitsoort,
    Vorderingsmutatie,
    Vorderingsoort,
    Vorderingstermijn,
)
from services.ledger.domain.vordering.state import Vordering
from services.ledger.entrypoints.api.dienst import Dienst
from services.ledger.entrypoints.woorden.regels import Regelweergave, regels
from shared.handle import Command, handle, rehearse
from shared.transaction import Transaction
from shared.velden import NatuurlijkCent
from shared.web.commands import Asked
from shared.web.paging import TOTAL, Paginagrootte, Paginanummer
from shared.web.subjects import Subject

VORDERINGEN = Subject(
    "Vorderingen", "Wat van levensonderhoud terug moet: saldi, regels en besluiten."
)
Maakt = Callable[[date], Vorderingsverzoek]


class Vorderingsaanvraag(BaseModel):
    """`bedrag_cent` only for kosten, kwijtschelding and terugstorting, `grondslag` only for kosten.

    `betaling_id` only for storno and correctie.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    soort: Besluitsoort
    bedrag_cent: NatuurlijkCent = 0
    grondslag: Kostengrond | None = None
    betaling_id: UUID | None = None
    motivering: Motivering


class Vorderingsvoorstel(BaseModel):
    """A proposal that waits for a second person."""

    besluit_id: UUID
    soort: Besluitsoort
    bedrag_cent: int
    motivering: Motivering
    voorgesteld_door: str


class Ontvangstweergave(BaseModel):
    """A receipt that counts on a vordering: by its number it can be taken off."""

    betaling_id: UUID
    valutadatum: date
    bedrag_cent: int


class Vorderingsweergave(BaseModel):
    """One vordering as it stands in the books; `verzuim_sinds` is the oldest unpaid vervaldag that was found."""

    vordering_id: UUID
    dossier_id: UUID
    gemeente: str
    soort: Vorderingsoort
    status: str
    grondslag: str
    betalingskenmerk: str
    termijnen: tuple[Vorderingstermijn, ...]
    open_termijnen: tuple[Vorderingstermijn, ...]
    saldi: Saldi
    verzuim_sinds: date | None
    is_gestaakt: bool
    voorstellen: list[Vorderingsvoorstel]
    ontvangsten: list[Ontvangstweergave] = []

    @classmethod
    def van(cls, vordering: Vordering) -> "Vorderingsweergave":
        eigen = {
            naam: getattr(vordering, naam)
            for naam in cls.model_fields
            if naam not in ("voorstellen", "ontvangsten")
        }
        voorstellen = [
            Vorderingsvoorstel.model_validate(een, from_attributes=True)
            for een in vordering.voorstellen
        ]
        ontvangsten = [
            Ontvangstweergave.model_validate(een, from_attributes=True)
            for een in vordering.tellende_ontvangsten
        ]
        return cls(**eigen, voorstellen=voorstellen, ontvangsten=ontvangsten)


def vraag(inzage: Inzage, maak: Maakt, command: Command) -> Vorderingsweergave:
    """Decides on the business day of the ledger; raises the Weigering."""

    def work(transaction: Transaction, op: date) -> Vorderingsweergave:
        return Vorderingsweergave.van(
            vorderingen.vraag(transaction, inzage.kader, maak(op), command)
        )

    return handle(inzage.store, command, work, Vorderingsweergave)


def beproef(inzage: Inzage, maak: Maakt, command: Command) -> list[Vorderingsmutatie]:
    """The facts that it would bring, without doing it; raises the Weigering."""

    def work(transaction: Transaction, op: date) -> list[Vorderingsmutatie]:
        vorderingen.vraag(transaction, inzage.kader, maak(op), command)
        return [feit for feit in transaction.added() if isinstance(feit, Vorderingsmutatie)]

    return rehearse(inzage.store, work)


def neemt(
    soort: type[NeemVorderingsbesluit],
    vordering_id: UUID,
    aanvraag: Vorderingsaanvraag,
    command: Command,
) -> Maakt:
    """The request, once the business day is known."""
    return lambda op: soort(
        vordering_id=vordering_id,
        besluit_id=UUID(command.command_id),
        actor=command.actor,
        op=op,
        **dict(aanvraag),
    )


def beslist(
    soort: type[BekrachtigVorderingsbesluit], vordering_id: UUID, besluit_id: UUID, actor: str
) -> Maakt:
    """What becomes of a proposal, once the business day is known."""
    return lambda op: soort(vordering_id=vordering_id, besluit_id=besluit_id, actor=actor, op=op)


@VORDERINGEN.get(
    "/vorderingen/{vordering_id}",
    summary="Eén vordering",
    description="Saldi, termijnen, voorstellen die wachten, en de ontvangsten die tellen.",
)
def toon_vordering(vordering_id: UUID, inzage: Dienst) -> Vorderingsweergave:
    return Vorderingsweergave.van(vorderingen.vordering(inzage.store, vordering_id))


@VORDERINGEN.get(
    "/vorderingen/{vordering_id}/regels",
    summary="De grootboekregels van een vordering, met uitleg; aantal in X-Total-Count",
    description="In de volgorde waarin zij geboekt zijn, met artikel en boekregels.",
)
def toon_vorderingregels(
    vordering_id: UUID,
    response: Response,
    inzage: Dienst,
    page: Paginanummer = 1,
    page_size: Paginagrootte = 100,
) -> list[Regelweergave]:
    vorderingen.vordering(inzage.store, vordering_id)
    gevonden, totaal = regels(inzage, vordering_id, page_size, (page - 1) * page_size)
    response.headers[TOTAL] = str(totaal)
    return gevonden


@VORDERINGEN.post(
    "/vorderingen/{vordering_id}/besluiten",
    summary="Neem een besluit over een vordering dat één persoon mag nemen",
    description="`bedrag_cent` en `grondslag` alleen waar het soort besluit erom vraagt.",
)
def neem_vorderingsbesluit(
    vordering_id: UUID, aanvraag: Vorderingsaanvraag, inzage: Dienst, command: Asked
) -> Vorderingsweergave:
    return vraag(inzage, neemt(NeemVorderingsbesluit, vordering_id, aanvraag, command), command)


@VORDERINGEN.post(
    "/vorderingen/{vordering_id}/voorstellen",
    summary="Stel een besluit voor; een tweede persoon besluit",
    description="Er wordt nog niets geboekt: dat gebeurt als een tweede persoon het voorstel bekrachtigt.",
)
def stel_vorderingsbesluit_voor(
    vordering_id: UUID, aanvraag: Vorderingsaanvraag, inzage: Dienst, command: Asked
) -> Vorderingsweergave:
    return vraag(inzage, neemt(StelVorderingsbesluitVoor, vordering_id, aanvraag, command), command)


@VORDERINGEN.post(
    "/vorderingen/{vordering_id}/voorstellen/{besluit_id}/bekrachtigingen",
    summary="Besluit als tweede persoon, met mandaat",
    description="Alleen iemand anders dan wie het voorstelde, met een mandaat dat het bedrag dekt.",
)
def bekrachtig_vorderingsbesluit(
    vordering_id: UUID, besluit_id: UUID, inzage: Dienst, command: Asked
) -> Vorderingsweergave:
    return vraag(
        inzage,
        beslist(BekrachtigVorderingsbesluit, vordering_id, besluit_id, command.actor),
        command,
    )


@VORDERINGEN.post(
    "/vorderingen/{vordering_id}/voorstellen/{besluit_id}/verwerpingen",
    summary="Leg een voorstel terzijde",
    description="Er wordt niets geboekt; het voorstel wacht niet meer.",
)
def verwerp_vorderingsbesluit(
    vordering_id: UUID, besluit_id: UUID, inzage: Dienst, command: Asked
) -> Vorderingsweergave:
    return vraag(
        inzage,
        beslist(VerwerpVorderingsbesluit, vordering_id, besluit_id, command.actor),
        command,
    )
