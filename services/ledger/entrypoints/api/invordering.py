"""The API of the collection ladder of a loan or vordering: how it stands, what happened, and what a person does."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import Body
from pydantic import BaseModel

from services.ledger.adapters.inzage import Inzage
from services.ledger.adapters.log import TRAJECT
from services.ledger.application import vordering as vorderingen
from services.ledger.application.invordering import Schuld, handel
from services.ledger.domain.invordering.begrippen import Afspraak, GeplandeStap, Pauze
from services.ledger.domain.invordering.commands import Handeling
from services.ledger.domain.invordering.events import Invorderingsfeit
from services.ledger.domain.invordering.state import Traject, traject_id
from services.ledger.entrypoints.api.dienst import Dienst
from shared.handle import Command, handle, rehearse
from shared.transaction import Transaction
from shared.web.commands import Asked
from shared.web.subjects import Subject

INVORDERING = Subject(
    "Invordering", "De ladder van een lening of vordering: wat er gebeurde en wat er komt."
)
Gevraagd = Annotated[Handeling, Body()]


class Gebeurtenis(BaseModel):
    """One fact of the ladder."""

    soort: str
    op: date
    uitleg: str
    grondslag: str
    door: str


class Ladderweergave(BaseModel):
    """`volgende` is absent when nothing is overdue; `tijdlijn` is oldest first."""

    loopt: bool
    periode: int
    sinds: date | None
    volgende: GeplandeStap | None
    afspraak: Afspraak | None
    pauzes: tuple[Pauze, ...]
    betaaltermijn_tot: date | None
    aanmaning_tot: date | None
    tijdlijn: list[Gebeurtenis]


class Invorderingsweergave(Ladderweergave):
    lening_id: UUID


class Vorderingsinvordering(Ladderweergave):
    vordering_id: UUID


class Invorderingsuitkomst(BaseModel):
    """What was stored. No facts: it was already so."""

    feiten: list[str]
    uitleg: list[str]
    volgende: GeplandeStap | None


@INVORDERING.get(
    "/leningen/{lening_id}/invordering",
    summary="De ladder van een lening: volgende stap, afspraak, pauze en wat er gebeurde",
    description="Zonder achterstand is er geen `volgende`. De tijdlijn begint bij de oudste gebeurtenis.",
)
def toon_ladder(lening_id: UUID, inzage: Dienst) -> Invorderingsweergave:
    inzage.lening(lening_id)
    return Invorderingsweergave(lening_id=lening_id, **dict(weergave(inzage, lening_id)))


@INVORDERING.post(
    "/leningen/{lening_id}/invordering/handelingen",
    summary="Leg vast of besluit wat er op de ladder gebeurt",
    description="Bijvoorbeeld een contact, een afspraak, een pauze of de aanmaning. Het antwoord zegt wat de volgende stap is.",
)
def handel_op_ladder(
    lening_id: UUID, handeling: Gevraagd, inzage: Dienst, command: Asked
) -> Invorderingsuitkomst:
    return voer_in(inzage, ("lening", lening_id), handeling, command)


@INVORDERING.get(
    "/vorderingen/{vordering_id}/invordering",
    summary="De ladder van een vordering",
    description="Zonder achterstand is er geen `volgende`. De tijdlijn begint bij de oudste gebeurtenis.",
)
def toon_vorderingsladder(vordering_id: UUID, inzage: Dienst) -> Vorderingsinvordering:
    vorderingen.vordering(inzage.store, vordering_id)
    return Vorderingsinvordering(vordering_id=vordering_id, **dict(weergave(inzage, vordering_id)))


@INVORDERING.post(
    "/vorderingen/{vordering_id}/invordering/handelingen",
    summary="Leg vast of besluit wat er op de ladder gebeurt",
    description="Bijvoorbeeld een contact, een afspraak, een pauze of de aanmaning. Het antwoord zegt wat de volgende stap is.",
)
def handel_op_vorderingsladder(
    vordering_id: UUID, handeling: Gevraagd, inzage: Dienst, command: Asked
) -> Invorderingsuitkomst:
    return voer_in(inzage, ("vordering", vordering_id), handeling, command)


def voer_in(
    inzage: Inzage, schuld: Schuld, handeling: Any, command: Command
) -> Invorderingsuitkomst:
    """Raises the Weigering."""

    def work(transaction: Transaction, op: date) -> Invorderingsuitkomst:
        feiten = handel(transaction, inzage.kader, schuld, handeling, op, command)
        uitleg: list[str] = [getattr(feit, "uitleg", "") for feit in feiten]
        volgende = transaction.load(TRAJECT, traject_id(schuld[1])).volgende
        return Invorderingsuitkomst(
            feiten=[type(feit).__name__ for feit in feiten], uitleg=uitleg, volgende=volgende
        )

    return handle(inzage.store, command, work, Invorderingsuitkomst)


def beproef(
    inzage: Inzage, schuld: Schuld, handeling: Any, command: Command
) -> list[Invorderingsfeit]:
    """What it would bring, without doing it; raises the Weigering."""

    def work(transaction: Transaction, op: date) -> list[Invorderingsfeit]:
        handel(transaction, inzage.kader, schuld, handeling, op, command)
        return [feit for feit in transaction.added() if isinstance(feit, Invorderingsfeit)]

    return rehearse(inzage.store, work)


def traject(inzage: Inzage, schuld_id: UUID) -> Traject:
    with inzage.store.transaction() as transaction:
        return transaction.load(TRAJECT, traject_id(schuld_id))


def weergave(inzage: Inzage, schuld_id: UUID) -> Ladderweergave:
    """The ladder of a claim that exists."""
    nu = traject(inzage, schuld_id)
    tijdlijn = [
        Gebeurtenis(
            soort=een.name,
            op=een.fact.op,
            uitleg=een.fact.uitleg,
            grondslag=een.fact.grondslag,
            door=een.cause.actor,
        )
        for een in inzage.store.stream(traject_id(schuld_id))
    ]
    return Ladderweergave(
        loopt=nu.loopt,
        periode=nu.periode,
        sinds=nu.sinds if nu.loopt else None,
        volgende=nu.volgende,
        afspraak=nu.afspraak,
        pauzes=nu.pauzes,
        betaaltermijn_tot=nu.betaaltermijn_tot,
        aanmaning_tot=nu.aanmaning_tot,
        tijdlijn=tijdlijn,
    )
