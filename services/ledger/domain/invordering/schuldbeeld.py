"""What the ladder has to know about a claim: is it behind, since when, what stands still, what was paid."""

from datetime import date
from uuid import UUID

from services.ledger.domain.invordering.begrippen import Betaalbeschikking, Pauze, Schuldsoort
from shared.begrippen import Waarde


class Schuldbeeld(Waarde):
    """One claim on one day: what of it is overdue, and all that is owed. `ontvangen_cent` counts from the day the caller names."""

    schuldsoort: Schuldsoort
    schuld_id: UUID
    dossier_id: UUID
    gemeente: str
    betalingskenmerk: str
    is_open: bool
    achterstand_cent: int
    schuld_cent: int = 0
    gemiste_termijnen: int
    gemiste_schematermijnen: int = 0
    sinds: date | None = None
    beschikking: Betaalbeschikking | None = None
    stops: tuple[Pauze, ...] = ()
    ontvangen_cent: int = 0

    @property
    def vraagt_invordering(self) -> bool:
        """A term was found missed, or everything of a loan was claimed, and money is still owed."""
        return self.is_open and bool(
            self.gemiste_termijnen or (self.beschikking and self.schuldsoort == "lening")
        )
