"""Everything that can happen to the choice of a route. Stored for ever under these names."""

from datetime import date
from typing import Literal
from uuid import UUID

from services.routing.domain.eigenaar.events import EIGENAARSFEITEN
from services.routing.domain.stukken import RedenZonderStukken, Stukstand
from shared.begrippen import Feit, Groep, Hulpvraag, Instrument, JaNee, RedenIntrekking, Waarde

Routenummer = Literal[1, 2, 3]
RedenKeuze = Literal["gesprek", "wens_ondernemer", "nieuwe_informatie", "geen_regel_past"]
Gespreksvorm = Literal["telefoon", "op_kantoor", "bij_de_ondernemer", "video"]


class Route(Waarde):
    """One of the three routes: what is used on it, why, and the names of the rules that led here.

    `zonder_stukken`: why it was settled although `ontbrekende_stukken` were not here, or nobody had looked at them.
    """

    nummer: Routenummer
    instrumenten: tuple[Instrument, ...]
    redenen: tuple[str, ...]
    regels: tuple[str, ...] = ()
    zonder_stukken: RedenZonderStukken | None = None
    ontbrekende_stukken: tuple[str, ...] = ()


class RouteToegewezen(Feit):
    """All routes of a dossier at once; a later one replaces it as a whole. By `regels` it is a proposal, by `medewerker` settled."""

    dossier_id: UUID
    gemeente: str
    groep: Groep
    hulpvraag: tuple[Hulpvraag, ...]
    is_spoed: bool
    routes: tuple[Route, ...]
    leidende_route: Routenummer
    leidende_reden: str
    team: str
    gekozen_door: Literal["regels", "medewerker"]
    aanmelding_ontvangen_op: date
    toegewezen_op: date
    is_groep_bekend: JaNee = True


class GeenRouteGevonden(Feit):
    """No rule fits this group and question: a person has to choose."""

    dossier_id: UUID
    gemeente: str
    groep: Groep
    hulpvraag: tuple[Hulpvraag, ...]
    is_spoed: bool
    team: str
    redenen: tuple[str, ...]
    aanmelding_ontvangen_op: date
    vastgesteld_op: date
    is_groep_bekend: JaNee = True


class GesprekVastgelegd(Feit):
    """Somebody spoke with the entrepreneur; `vervolg_op` is the day of the next talk, if one was agreed."""

    dossier_id: UUID
    gemeente: str
    vorm: Gespreksvorm
    gesproken_op: date
    vervolg_op: date | None


class StukGehoord(Feit):
    """What intake told of a paper: a route waits until it is here and somebody looked at it."""

    stuk_id: UUID
    soort: str
    stand: Stukstand
    is_laatste: JaNee = True
    gehoord_op: date


class RoutekeuzeGesloten(Feit):
    """The request for help was withdrawn: nothing is chosen any more."""

    reden: RedenIntrekking
    gesloten_op: date


class RoutekeuzeAfgesloten(Feit):
    """The dossier was closed: there is nothing to choose until it is opened again. `reden` is the code of who closed it."""

    reden: str
    afgesloten_op: date


class RoutekeuzeHeropend(Feit):
    """The dossier was opened again: the last choice counts."""

    heropend_op: date


# Stored names: they never change, whatever becomes of the classes.
FEITEN: dict[str, type[Feit]] = {
    "RouteToegewezen": RouteToegewezen,
    "GeenRouteGevonden": GeenRouteGevonden,
    "GesprekVastgelegd": GesprekVastgelegd,
    "RoutekeuzeGesloten": RoutekeuzeGesloten,
    "RoutekeuzeAfgesloten": RoutekeuzeAfgesloten,
    "RoutekeuzeHeropend": RoutekeuzeHeropend,
    "StukGehoord": StukGehoord,
    **EIGENAARSFEITEN,
}
