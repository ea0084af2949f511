"""The choice of a route for one dossier, as its facts make it."""

from typing import Literal

from services.routing.domain.events import (
    GeenRouteGevonden,
    GesprekVastgelegd,
    RoutekeuzeAfgesloten,
    RoutekeuzeGesloten,
    RoutekeuzeHeropend,
    RouteToegewezen,
)
from shared.begrippen import Feit, Waarde

Uitkomst = RouteToegewezen | GeenRouteGevonden


class Routekeuze(Waarde):
    """`uitkomst` is the last choice; None before the first."""

    status: Literal["onbekend", "open", "gesloten"] = "onbekend"
    uitkomst: Uitkomst | None = None
    laatste_gesprek: GesprekVastgelegd | None = None


def evolve(state: Routekeuze, feit: Feit) -> Routekeuze:
    match feit:
        case RouteToegewezen() | GeenRouteGevonden():
            return state.na(status="open", uitkomst=feit)
        case GesprekVastgelegd():
            return state.na(laatste_gesprek=feit)
        case RoutekeuzeGesloten() | RoutekeuzeAfgesloten():
            return state.na(status="gesloten")
        case RoutekeuzeHeropend():
            return state.na(status="open")
        case _:
            raise TypeError(f"unknown fact {type(feit).__name__}")
