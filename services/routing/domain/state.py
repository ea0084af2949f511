"""The choice of a route for one dossier, as its facts make it."""

from typing import Literal

from services.routing.domain.events import (
    GeenRouteGevonden,
    GesprekVastgelegd,
    RoutekeuzeAfgesloten,
    RoutekeuzeGesloten,
    RoutekeuzeHeropend,
    RouteToegewezen,
    StukGehoord,
)
from services.routing.domain.stukken import Stuk, met
from shared.begrippen import Feit, Waarde

Uitkomst = RouteToegewezen | GeenRouteGevonden


class Routekeuze(Waarde):
    """`uitkomst` is the last choice; None before the first."""

    status: Literal["onbekend", "open", "gesloten"] = "onbekend"
    uitkomst: Uitkomst | None = None
    laatste_gesprek: GesprekVastgelegd | None = None
    stukken: tuple[Stuk, ...] = ()


def evolve(state: Routekeuze, feit: Feit) -> Routekeuze:
    match feit:
        case RouteToegewezen() | GeenRouteGevonden():
            return state.na(status="open", uitkomst=feit)
        case GesprekVastgelegd():
            return state.na(laatste_gesprek=feit)
        case RoutekeuzeGesloten() | RoutekeuzeAfgesloten():
            return state.na(status="gesloten")
        case StukGehoord():
            nieuw = Stuk(**feit.model_dump(exclude={"gehoord_op"}))
            return state.na(stukken=met(state.stukken, nieuw))
        case RoutekeuzeHeropend():
            return state.na(status="open")
        case _:
            raise TypeError(f"unknown fact {type(feit).__name__}")
