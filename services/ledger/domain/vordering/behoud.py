"""What was recorded of a vordering stays until a recorded storno or correctie takes it back: checked by every decision and by replay."""

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from services.ledger.domain.grootboek.boeking import Saldi
from services.ledger.domain.grootboek.boekregels import Grootboek
from services.ledger.domain.grootboek.weigeringen import MutatieIsVerdwenen
from services.ledger.domain.vordering.events import (
    OntvangstGeboekt,
    OntvangstTeruggenomen,
    Vorderingsbesluit,
    VorderingsbesluitVoorgesteld,
    Vorderingsmutatie,
)
from services.ledger.domain.vordering.state import Vordering, evolve

DEBET = (Grootboek.TERUGVORDERING, Grootboek.KOSTEN, Grootboek.TEGOED)


def moet_alles_bewaren(vordering: Vordering, feiten: Sequence[Vorderingsmutatie]) -> None:
    """Raises MutatieIsVerdwenen: nothing of the decision is kept."""
    if van := verdwenen(vordering, feiten):
        raise MutatieIsVerdwenen(van)


def verdwenen(vordering: Vordering, feiten: Sequence[Vorderingsmutatie]) -> UUID | None:
    """The first decision or receipt that was recorded twice, or changed balances otherwise than by its lines; None when all is well."""
    for feit in feiten:
        if _is_al_geboekt(vordering, feit):
            return _van(feit, vordering)
        na = evolve(vordering, feit)
        if _geld(feit.saldi) != _geld(na.saldi) or _regels(feit) != _verschil(
            vordering.saldi, na.saldi
        ):
            return _van(feit, na)
        vordering = na
    return None


def _is_al_geboekt(vordering: Vordering, feit: Vorderingsmutatie) -> bool:
    """An id is of one decision, a proposal is decided once, and a receipt comes once and goes once."""
    match feit:
        case VorderingsbesluitVoorgesteld():
            return feit.besluit_id in _nummers(vordering)
        case Vorderingsbesluit() if feit.voorgesteld_door:
            is_al_besloten = feit.besluit_id not in {
                een.besluit_id for een in vordering.voorstellen
            }
            return is_al_besloten or _is_al_weg(vordering, feit)
        case Vorderingsbesluit():
            return feit.besluit_id in _nummers(vordering) or _is_al_weg(vordering, feit)
        case OntvangstGeboekt():
            return feit.betaling_id in vordering.bekende_ontvangsten
    return False


def _is_al_weg(vordering: Vordering, feit: Vorderingsbesluit) -> bool:
    return (
        isinstance(feit, OntvangstTeruggenomen)
        and feit.betaling_id not in vordering.getelde_ontvangsten
    )


def _nummers(vordering: Vordering) -> frozenset[UUID]:
    return frozenset(een.besluit_id for een in vordering.genomen)


def _regels(feit: Vorderingsmutatie) -> tuple[int, ...]:
    cent: Counter[str] = Counter()
    for regel in feit.boekregels:
        cent[regel.rekening.rpartition(":")[2]] += regel.bedrag_cent
    return tuple(cent[rekening] for rekening in DEBET)


def _geld(saldi: Saldi) -> tuple[int, ...]:
    return saldi.hoofdsom_cent, saldi.rente_cent, saldi.kosten_cent, saldi.tegoed_cent


def _verschil(voor: Saldi, na: Saldi) -> tuple[int, ...]:
    terug = na.hoofdsom_cent + na.rente_cent - voor.hoofdsom_cent - voor.rente_cent
    return terug, na.kosten_cent - voor.kosten_cent, voor.tegoed_cent - na.tegoed_cent


def _van(feit: Vorderingsmutatie, vordering: Vordering) -> UUID:
    van: UUID = (
        getattr(feit, "besluit_id", None)
        or getattr(feit, "betaling_id", None)
        or vordering.vordering_id
    )
    return van
