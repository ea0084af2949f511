"""What routing tells the world: which of the three routes fit, and which team takes the case."""

from datetime import date
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from shared.begrippen import Groep, Hulpvraag, Instrument, JaNee
from shared.contracts.base import Contract, Topic

TOPIC = Topic("routing.route.v1")
Routenummer = Literal[1, 2, 3]


class Route(BaseModel):
    """One of the three routes, with the instruments that fit and a sentence for each rule that led here.

    `zonder_stukken` is a code: why it was settled although `ontbrekende_stukken` were not here, or not looked at. New codes may come.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    nummer: Routenummer
    instrumenten: tuple[Instrument, ...]
    redenen: tuple[str, ...]
    zonder_stukken: str | None = None
    ontbrekende_stukken: tuple[str, ...] = ()


class RouteToegewezen(Contract):
    """All routes of one dossier at once, with the lead route. Sent again when an addition changes the outcome.

    Chosen by `regels` it is a proposal; it is settled once a `medewerker` confirmed it, or chose other routes, after a talk.
    """

    topic: ClassVar[Topic] = TOPIC
    dossier_id: UUID
    gemeente: str
    groep: Groep
    hulpvraag: tuple[Hulpvraag, ...]
    routes: tuple[Route, ...]
    leidende_route: Routenummer
    leidende_reden: str = ""
    gekozen_door: Literal["regels", "medewerker"] = "regels"
    team: str
    is_spoed: bool
    aanmelding_ontvangen_op: date
    toegewezen_op: date
    is_groep_bekend: JaNee = True


class GeenRouteGevonden(Contract):
    """No rule matched: a person has to look at it."""

    topic: ClassVar[Topic] = TOPIC
    dossier_id: UUID
    gemeente: str
    team: str
    redenen: tuple[str, ...]
    vastgesteld_op: date


class GesprekVastgelegd(Contract):
    """A caseworker spoke with the entrepreneur; `vervolg_op` is the day of the next talk, if one was agreed."""

    topic: ClassVar[Topic] = TOPIC
    dossier_id: UUID
    gemeente: str
    vorm: Literal["telefoon", "op_kantoor", "bij_de_ondernemer", "video"]
    gesproken_op: date
    vervolg_op: date | None = None
    vastgelegd_door: str


class EigenaarToegewezen(Contract):
    """Who has the case now: a medewerker of the organisation by id, of this team. `eigenaar` absent: the team looks for somebody."""

    topic: ClassVar[Topic] = TOPIC
    dossier_id: UUID
    gemeente: str
    team: str
    eigenaar: str | None = None
    was: str | None = None
    reden: str
    toegewezen_door: str
    toegewezen_op: date


class DossierOvergedragen(Contract):
    """The owner handed the case over to a colleague: both by id, why, and what was done for it, as codes."""

    topic: ClassVar[Topic] = TOPIC
    dossier_id: UUID
    gemeente: str
    van: str
    aan: str
    reden: str
    punten: tuple[str, ...] = ()
    overgedragen_door: str
    overgedragen_op: date


class DossierGesluimerd(Contract):
    """The case is out of the lists until `tot`; on that day it is back by itself."""

    topic: ClassVar[Topic] = TOPIC
    dossier_id: UUID
    gemeente: str
    tot: date
    reden: str
    gesluimerd_door: str
    gesluimerd_op: date


class DossierGewekt(Contract):
    """The case is in the lists again: `dag`, `met_de_hand`, `nieuws` or `andere_eigenaar`."""

    topic: ClassVar[Topic] = TOPIC
    dossier_id: UUID
    gemeente: str
    reden: str
    gewekt_op: date


CONTRACTS = (
    RouteToegewezen,
    GeenRouteGevonden,
    GesprekVastgelegd,
    EigenaarToegewezen,
    DossierOvergedragen,
    DossierGesluimerd,
    DossierGewekt,
)
