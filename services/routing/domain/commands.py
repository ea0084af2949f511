"""Everything routing can be asked."""

from datetime import date
from uuid import UUID

from services.routing.domain.events import Gespreksvorm, RedenKeuze, Routenummer
from services.routing.domain.stukken import RedenZonderStukken, Stukstand
from shared.begrippen import Groep, Hulpvraag, RedenIntrekking, Urgentie, Verzoek, Waarde
from shared.velden import Instrumenten


class BepaalRoute(Verzoek):
    """A new request for help: which routes fit?"""

    dossier_id: UUID
    gemeente: str
    groep: Groep
    hulpvraag: tuple[Hulpvraag, ...]
    urgentie: Urgentie
    is_groep_bekend: bool = True
    is_buiten_bbz: bool = False
    voorganger: UUID | None = None
    ontvangen_op: date
    op: date


class HerzieRoute(Verzoek):
    """The request changed: do other routes fit now?"""

    dossier_id: UUID
    groep: Groep
    hulpvraag: tuple[Hulpvraag, ...]
    urgentie: Urgentie
    is_groep_bekend: bool = True
    is_buiten_bbz: bool = False
    op: date


class GevoerdGesprek(Waarde):
    """A talk that is recorded in the same step as what came of it."""

    vorm: Gespreksvorm
    vervolg_op: date | None = None


class BevestigRoute(Verzoek):
    """After a talk a caseworker takes over what the rules proposed; `zonder_stukken`: why, where papers are missing."""

    dossier_id: UUID
    gesprek: GevoerdGesprek | None = None
    zonder_stukken: RedenZonderStukken | None = None
    op: date


class GekozenRoute(Waarde):
    nummer: Routenummer
    instrumenten: Instrumenten


class KiesRoute(Verzoek):
    """After a talk a caseworker chooses other routes, with a reason; the rules keep off from then on."""

    dossier_id: UUID
    routes: tuple[GekozenRoute, ...]
    leidende_route: Routenummer
    reden: RedenKeuze
    gesprek: GevoerdGesprek | None = None
    zonder_stukken: RedenZonderStukken | None = None
    op: date


class RegistreerGesprek(Verzoek):
    """A caseworker spoke with the entrepreneur."""

    dossier_id: UUID
    vorm: Gespreksvorm
    vervolg_op: date | None
    op: date


class NoteerStuk(Verzoek):
    """A paper came in, or somebody looked at it."""

    dossier_id: UUID
    stuk_id: UUID
    soort: str
    stand: Stukstand
    is_laatste: bool = True
    op: date


class SluitDossier(Verzoek):
    """The dossier was closed, or its person was erased; `reden` is a code of who closed it."""

    dossier_id: UUID
    reden: str
    op: date


class HeropenDossier(Verzoek):
    """The dossier was opened again."""

    dossier_id: UUID
    op: date


class SluitRoutekeuze(Verzoek):
    """The request was withdrawn."""

    dossier_id: UUID
    reden: RedenIntrekking
    op: date


Routeverzoek = (
    BepaalRoute
    | HerzieRoute
    | BevestigRoute
    | KiesRoute
    | RegistreerGesprek
    | NoteerStuk
    | SluitRoutekeuze
    | SluitDossier
    | HeropenDossier
)
