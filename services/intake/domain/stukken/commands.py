"""Everything that can be asked about the papers of a dossier. `op` is the business day of the request."""

from datetime import date
from uuid import UUID

from services.intake.domain.stukken.begrippen import (
    Bestandssoort,
    Bron,
    RedenAfwijzing,
    RedenVervallen,
)
from shared.begrippen import Verzoek
from shared.stukken import Stuksoort


class Stukverzoek(Verzoek):
    """`is_gesloten`: the dossier was closed or withdrawn."""

    dossier_id: UUID
    gemeente: str
    is_gesloten: bool = False
    op: date


class VraagStukken(Stukverzoek):
    """`aanvraag_id` or `route`: what they are needed for. `lopende` are the applications that were not decided on, `over_tijd` those of
    them whose last day has passed."""

    uitvraag_id: UUID
    soorten: tuple[Stuksoort, ...]
    aanvraag_id: UUID | None = None
    route: int | None = None
    hersteltermijn_tot: date
    lopende: frozenset[UUID] = frozenset()
    over_tijd: frozenset[UUID] = frozenset()


class RegistreerOntvangst(Stukverzoek):
    stuk_id: UUID
    soort: Stuksoort
    bron: Bron
    bestandssoort: Bestandssoort
    bytes: int
    kenmerk: str
    is_laatste: bool = True


class ControleerStuk(Stukverzoek):
    stuk_id: UUID


class WijsStukAf(Stukverzoek):
    """`uitvraag_id` and `hersteltermijn_tot` are for a paper of a request that was complete already: it is asked for anew."""

    stuk_id: UUID
    reden: RedenAfwijzing
    uitvraag_id: UUID
    hersteltermijn_tot: date | None = None
    lopende: frozenset[UUID] = frozenset()
    over_tijd: frozenset[UUID] = frozenset()


class LaatStukVervallen(Stukverzoek):
    """This file does not belong here."""

    stuk_id: UUID
    reden: RedenVervallen


class LaatUitvraagVervallen(Stukverzoek):
    """What is still missing of a request is not needed any more."""

    uitvraag_id: UUID


Stukkenverzoek = (
    VraagStukken
    | RegistreerOntvangst
    | ControleerStuk
    | WijsStukAf
    | LaatStukVervallen
    | LaatUitvraagVervallen
)
