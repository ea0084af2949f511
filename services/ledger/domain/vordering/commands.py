"""Everything that can be asked about a vordering. `op` is the business day."""

from datetime import date
from uuid import UUID

from services.ledger.domain.vier_ogen.gronden import Kostengrond
from services.ledger.domain.vier_ogen.motivering import Motivering
from services.ledger.domain.vordering.events import Besluitsoort, Vorderingsoort, Vorderingstermijn
from shared.begrippen import Verzoek


class Vorderingsverzoek(Verzoek):
    vordering_id: UUID
    op: date


class OpenVordering(Vorderingsverzoek):
    """`termijnen` empty: all of it within the betaaltermijn of Awb 4:87."""

    vaststelling_id: UUID
    aanvraag_id: UUID
    dossier_id: UUID
    gemeente: str
    soort: Vorderingsoort
    hoofdsom_cent: int
    termijnen: tuple[Vorderingstermijn, ...] = ()
    grondslag: str


class SluitVorderingsdag(Vorderingsverzoek):
    """Bank statements are booked without a gap up to and including `afschriften_tot`."""

    afschriften_tot: date | None = None


class BoekOntvangst(Vorderingsverzoek):
    """A receipt that was credited to the account on `valutadatum` (Awb 4:89 lid 3)."""

    betaling_id: UUID
    bedrag_cent: int
    valutadatum: date


class NeemVorderingsbesluit(Vorderingsverzoek):
    """`bedrag_cent` for kosten, kwijtschelding and terugstorting; `betaling_id` only for storno and correctie.

    `grondslag` of kosten, where known.
    """

    besluit_id: UUID
    soort: Besluitsoort
    bedrag_cent: int = 0
    grondslag: Kostengrond | None = None
    betaling_id: UUID | None = None
    motivering: Motivering
    actor: str


class StelVorderingsbesluitVoor(NeemVorderingsbesluit):
    """The first person of two."""


class BekrachtigVorderingsbesluit(Vorderingsverzoek):
    """The second person decides as was proposed."""

    besluit_id: UUID
    actor: str


class VerwerpVorderingsbesluit(BekrachtigVorderingsbesluit):
    """A proposal is put aside, by anybody, also by who made it."""
