"""What intake does with what others say."""

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from shared.contracts import klok, ledger, vordering
from shared.contracts.base import Contract


@dataclass(frozen=True)
class Kenmerk:
    """By what the payments of a loan or a claim are known, and whose it is."""

    soort: Literal["lening", "vordering"]
    schuld_id: UUID
    betalingskenmerk: str
    dossier_id: UUID


def nieuwe_dag(event: Contract) -> date | None:
    return event.dag if isinstance(event, klok.DagAangebroken) else None


def nieuw_kenmerk(event: Contract) -> Kenmerk | None:
    """A debt that was opened can be found by its payment reference."""
    match event:
        case ledger.LeningGeopend():
            return Kenmerk("lening", event.lening_id, event.betalingskenmerk, event.dossier_id)
        case vordering.VorderingGeopend():
            return Kenmerk(
                "vordering", event.vordering_id, event.betalingskenmerk, event.dossier_id
            )
    return None
