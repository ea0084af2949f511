"""Everything that can happen to the papers of a dossier. Stored for ever under these names."""

from datetime import date
from uuid import UUID

from services.intake.domain.stukken.begrippen import (
    Bestandssoort,
    Bron,
    RedenAfwijzing,
    RedenVervallen,
)
from shared.begrippen import Feit, JaNee
from shared.stukken import Stuksoort


class Stukfeit(Feit):
    """Whose papers it is about, so that whoever reads one fact needs no other."""

    dossier_id: UUID
    gemeente: str


class StukkenGevraagd(Stukfeit):
    """Papers were asked for, all at once, for an application (then Awb 4:5 and 4:15 hold) or for a route; `hersteltermijn_tot` is the
    last day. `na_afwijzing`: one that came in was not good enough. `schort_op`: the term to decide stands still (Awb 4:15)."""

    uitvraag_id: UUID
    soorten: tuple[Stuksoort, ...]
    aanvraag_id: UUID | None = None
    route: int | None = None
    hersteltermijn_tot: date
    na_afwijzing: RedenAfwijzing | None = None
    gevraagd_op: date
    schort_op: JaNee = False


class StukOntvangen(Stukfeit):
    """A file came in. `kenmerk` is an HMAC of its content under the person's key; `is_laatste`: no more files of this kind follow."""

    stuk_id: UUID
    soort: Stuksoort
    bron: Bron
    bestandssoort: Bestandssoort
    bytes: int
    kenmerk: str
    is_laatste: JaNee = True
    ontvangen_op: date


class StukGecontroleerd(Stukfeit):
    """Somebody looked at it, and it is what was asked."""

    stuk_id: UUID
    soort: Stuksoort
    gecontroleerd_op: date


class StukAfgewezen(Stukfeit):
    """It is not good enough. `hersteltermijn_tot`: it is asked again within the request that still runs; None: it needs another one."""

    stuk_id: UUID
    soort: Stuksoort
    reden: RedenAfwijzing
    uitvraag_id: UUID | None = None
    hersteltermijn_tot: date | None = None
    afgewezen_op: date


class StukVervallen(Stukfeit):
    """A file (`stuk_id`) does not belong here and its content is gone, or what was asked (`uitvraag_id`) is not needed any more."""

    soort: Stuksoort
    reden: RedenVervallen
    stuk_id: UUID | None = None
    uitvraag_id: UUID | None = None
    vervallen_op: date


class StukkenCompleet(Stukfeit):
    """Nothing of this request is missing any more: from this day on the term to decide runs again (Awb 4:15)."""

    uitvraag_id: UUID
    aanvraag_id: UUID | None = None
    route: int | None = None
    compleet_op: date


# Stored names: they never change, whatever becomes of the classes.
FEITEN: dict[str, type[Feit]] = {
    "StukkenGevraagd": StukkenGevraagd,
    "StukOntvangen": StukOntvangen,
    "StukGecontroleerd": StukGecontroleerd,
    "StukAfgewezen": StukAfgewezen,
    "StukVervallen": StukVervallen,
    "StukkenCompleet": StukkenCompleet,
}
