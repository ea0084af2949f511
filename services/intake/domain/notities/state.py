"""One note, as its fact makes it."""

from services.intake.domain.notities.events import NotitieGemaakt
from shared.begrippen import Feit, Waarde


class Notitie(Waarde):
    is_gemaakt: bool = False


def evolve(_state: Notitie, feit: Feit) -> Notitie:
    if not isinstance(feit, NotitieGemaakt):
        raise TypeError(f"unknown fact {type(feit).__name__}")
    return Notitie(is_gemaakt=True)
