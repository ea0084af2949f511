"""Everything that can be asked about who has a dossier. `eigenaar_was` is who had it when somebody looked."""

from datetime import date
from uuid import UUID

from services.routing.domain.eigenaar.events import (
    Overdrachtspunt,
    RedenOverdracht,
    RedenSluimer,
)
from shared.begrippen import Verzoek


class VerdeelDossier(Verzoek):
    """The team takes the dossier: who of it gets it? `is_gekozen`: a person chose this team, after a talk.

    `voorganger`: the dossier that this one follows.
    """

    dossier_id: UUID
    gemeente: str
    team: str
    is_gekozen: bool = False
    voorganger: UUID | None = None
    op: date


class NeemOver(Verzoek):
    """Somebody makes the dossier their own."""

    dossier_id: UUID
    door: str
    eigenaar_was: str | None
    op: date


class WijsToe(Verzoek):
    """Somebody of the team, or who manages it, gives the dossier to a colleague."""

    dossier_id: UUID
    door: str
    aan: str
    eigenaar_was: str | None
    op: date


class DraagOver(Verzoek):
    """The owner gives the dossier to a colleague, with what was done for it."""

    dossier_id: UUID
    door: str
    aan: str
    reden: RedenOverdracht
    punten: tuple[Overdrachtspunt, ...] = ()
    op: date


class Sluimer(Verzoek):
    """Out of the lists until a day."""

    dossier_id: UUID
    door: str
    tot: date
    reden: RedenSluimer
    op: date


class MaakWakker(Verzoek):
    """Back in the lists, because somebody asks for it."""

    dossier_id: UUID
    door: str
    op: date


class WekDossier(Verzoek):
    """Back in the lists by itself: its day is there, or the entrepreneur told something."""

    dossier_id: UUID
    is_nieuws: bool = False
    op: date


class NeemAf(Verzoek):
    """Who left has the dossier no more: it falls to the team."""

    dossier_id: UUID
    op: date


class BeeindigEigenaarschap(Verzoek):
    """The dossier was closed."""

    dossier_id: UUID
    op: date


class HeropenEigenaarschap(Verzoek):
    """A dossier that was closed is work again: for who had it, or else for the team."""

    dossier_id: UUID
    op: date


Eigenaarsverzoek = (
    VerdeelDossier
    | NeemOver
    | WijsToe
    | DraagOver
    | Sluimer
    | MaakWakker
    | WekDossier
    | NeemAf
    | BeeindigEigenaarschap
    | HeropenEigenaarschap
)
