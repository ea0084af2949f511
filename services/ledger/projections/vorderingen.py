"""A vordering in the debtor list: its light, the reason, and the next step with a date."""

from typing import Any
from uuid import UUID

from services.ledger.domain.vordering.events import (
    OntvangstGeboekt,
    VerzuimIngetreden,
    VorderingBuitenInvordering,
    VorderingGeopend,
    VorderingHeropend,
    VorderingInInvordering,
    Vorderingsmutatie,
    VorderingVoldaan,
)
from services.ledger.projections.debiteur import GESTAAKT, Debiteur, saldi_van
from services.ledger.projections.lichten import belicht, gepland, met_stap
from shared.dates import voluit


def evolve(rij: Debiteur | None, vordering_id: UUID, feit: Vorderingsmutatie) -> Debiteur:
    """The row after a fact. A fact before the opening is a broken log and raises."""
    if isinstance(feit, VorderingGeopend):
        laatste = feit.termijnen[-1].vervaldag
        rij = Debiteur(
            lening_id=vordering_id,
            dossier_id=feit.dossier_id,
            gemeente=feit.gemeente,
            betalingskenmerk=feit.betalingskenmerk,
            regeling="bbz",
            soort="vordering",
            oorspronkelijk_cent=feit.hoofdsom_cent,
            einddatum=laatste,
            sinds=feit.boekdatum,
        )
    if rij is None:
        raise ValueError(f"{type(feit).__name__} of a vordering that was not opened")
    rij = rij.na(**_anders(rij, feit))
    rij = met_stap(
        belicht(rij, feit.vervaldag if isinstance(feit, VerzuimIngetreden) else feit.boekdatum),
        feit.boekdatum,
    )
    if isinstance(feit, VorderingGeopend):
        return rij.na(
            reden=f"Te betalen: de eerste keer uiterlijk op {voluit(feit.termijnen[0].vervaldag)}"
        )
    return rij


def _anders(rij: Debiteur, feit: Vorderingsmutatie) -> dict[str, Any]:
    ontvangen = feit.valutadatum if isinstance(feit, OntvangstGeboekt) else rij.laatste_ontvangst_op
    is_afgelost = isinstance(feit, VorderingVoldaan) or (
        rij.is_afgelost and not isinstance(feit, VorderingHeropend)
    )
    anders = {
        **saldi_van(feit),
        "laatste_ontvangst_op": ontvangen,
        "is_afgelost": is_afgelost,
    }
    anders["pauze"] = None if is_afgelost else _pauze(rij, feit)
    if is_afgelost:
        anders["afspraak_op"] = None
    return anders | (gepland(None, None, None) if isinstance(feit, VorderingHeropend) else {})


def _pauze(rij: Debiteur, feit: Vorderingsmutatie) -> str | None:
    match feit:
        case VorderingBuitenInvordering():
            return GESTAAKT
        case VorderingInInvordering():
            return None
        case VorderingHeropend(is_gestaakt=True):
            return GESTAAKT
    return rij.pauze
