"""Who has a dossier, as its facts make it."""

from datetime import date
from uuid import UUID, uuid5

from services.routing.domain.eigenaar.events import (
    DossierGesluimerd,
    DossierGewekt,
    DossierOvergedragen,
    EigenaarschapBeeindigd,
    EigenaarToegewezen,
    RedenSluimer,
    RedenToewijzing,
)
from shared.begrippen import Feit, Waarde

# With these it is, or is again, work that somebody has to do.
BEGINT: frozenset[RedenToewijzing] = frozenset({"verdeeld", "niemand_beschikbaar", "heropend"})


class Eigenaarschap(Waarde):
    """`eigenaar` None while the team looks for somebody; `reden` is why it is as it is, since `sinds`."""

    is_open: bool = False
    gemeente: str = ""
    team: str = ""
    eigenaar: str | None = None
    reden: RedenToewijzing | None = None
    sinds: date | None = None
    sluimert_tot: date | None = None
    sluimerreden: RedenSluimer | None = None

    @property
    def is_bekend(self) -> bool:
        return self.sinds is not None


def eigenaarschap_id(dossier_id: UUID) -> UUID:
    """The stream of who has a dossier."""
    return uuid5(dossier_id, "eigenaar")


def evolve(staat: Eigenaarschap, feit: Feit) -> Eigenaarschap:
    match feit:
        case EigenaarToegewezen():
            return staat.na(
                is_open=staat.is_open or feit.reden in BEGINT,
                gemeente=feit.gemeente,
                team=feit.team,
                eigenaar=feit.eigenaar,
                reden=feit.reden,
                sinds=feit.toegewezen_op,
            )
        case DossierOvergedragen():
            return staat.na(eigenaar=feit.aan, reden="toegewezen", sinds=feit.overgedragen_op)
        case DossierGesluimerd():
            return staat.na(sluimert_tot=feit.tot, sluimerreden=feit.reden)
        case DossierGewekt():
            return staat.na(sluimert_tot=None, sluimerreden=None)
        case EigenaarschapBeeindigd():
            return staat.na(is_open=False, sluimert_tot=None, sluimerreden=None)
        case _:
            raise TypeError(f"unknown fact {type(feit).__name__}")
