"""What came in on a vordering, and what it paid."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from services.ledger.domain.vordering.events import OntvangstGeboekt, TegoedToegerekend
from shared.begrippen import Waarde


class Aflossing(Waarde):
    """Hoofdsom that was paid or waived, or rente that was paid, from a day on; `betaling_id` of the receipt that paid it."""

    dag: date
    cent: int
    betaling_id: UUID | None = None


class Ontvangst(Waarde):
    """A receipt and what it paid; one that was taken off stays known and counts no more."""

    betaling_id: UUID
    bedrag_cent: int
    valutadatum: date
    kosten_cent: int
    rente_cent: int
    hoofdsom_cent: int
    tegoed_cent: int
    is_teruggenomen: bool = False


def geboekt(feit: OntvangstGeboekt) -> Ontvangst:
    velden = feit.model_dump(include=set(Ontvangst.model_fields))
    return Ontvangst(bedrag_cent=feit.ontvangen_cent, **velden)


def toegerekend(ontvangst: Ontvangst, feit: TegoedToegerekend) -> Ontvangst:
    return ontvangst.na(
        kosten_cent=ontvangst.kosten_cent + feit.kosten_cent,
        rente_cent=ontvangst.rente_cent + feit.rente_cent,
        hoofdsom_cent=ontvangst.hoofdsom_cent + feit.hoofdsom_cent,
        tegoed_cent=ontvangst.tegoed_cent - feit.bedrag_cent,
    )


def vervangen(ontvangsten: Iterable[Ontvangst], nieuw: Ontvangst) -> tuple[Ontvangst, ...]:
    return tuple(nieuw if een.betaling_id == nieuw.betaling_id else een for een in ontvangsten)


def zonder(aflossingen: Iterable[Aflossing], betaling_id: UUID) -> tuple[Aflossing, ...]:
    """As if the receipt had never paid."""
    return tuple(een for een in aflossingen if een.betaling_id != betaling_id)
