"""Everything that can happen to a vordering: what is to be paid back of levensonderhoud. Stored for ever under these names; euro cents."""

from datetime import date
from typing import Literal
from uuid import UUID

from services.ledger.domain.grootboek.boeking import Mutatie
from services.ledger.domain.vier_ogen.motivering import Motivering
from shared.begrippen import Feit, Waarde
from shared.recht.cohort import Cohort

Vorderingsoort = Literal["terugvordering", "renteloze_lening"]
Besluitsoort = Literal[
    "kosten",
    "wettelijke_rente",
    "kwijtschelding",
    "invordering_gestaakt",
    "invordering_hervat",
    "storno",
    "correctie",
    "terugstorting",
]


class Vorderingstermijn(Waarde):
    """What is to be paid at the latest on a day. A terugvordering has one, a renteloze lening one a year (Bbz art. 13)."""

    nr: int
    vervaldag: date
    cent: int


class Vorderingsmutatie(Mutatie):
    """A fact about a vordering, with its balances after it."""


class VorderingGeopend(Vorderingsmutatie):
    """The betaalbeschikking: the sum and when it must be paid (Awb 4:86, 4:87)."""

    vordering_id: UUID
    vaststelling_id: UUID
    aanvraag_id: UUID
    soort: Vorderingsoort
    cohort: Cohort
    hoofdsom_cent: int
    termijnen: tuple[Vorderingstermijn, ...]
    betalingskenmerk: str
    bekendgemaakt_op: date


class OntvangstGeboekt(Vorderingsmutatie):
    """`ontvangen_cent` = kosten + rente + hoofdsom + tegoed (Awb 4:92)."""

    betaling_id: UUID
    ontvangen_cent: int
    kosten_cent: int
    rente_cent: int
    hoofdsom_cent: int
    tegoed_cent: int


class TegoedToegerekend(Vorderingsmutatie):
    """The surplus of a receipt paid what is open again, from its day; `bedrag_cent` = kosten + rente + hoofdsom (Awb 4:92)."""

    betaling_id: UUID
    bedrag_cent: int
    kosten_cent: int
    rente_cent: int
    hoofdsom_cent: int


class VerzuimIngetreden(Vorderingsmutatie):
    """A term was not (wholly) paid in time; verzuim runs from the day after it (Awb 4:97). Found once a term, when receipts are known."""

    termijn: int
    vervaldag: date
    openstaand_cent: int
    verzuim_vanaf: date
    betalingskenmerk: str


class VerzuimGezuiverd(Vorderingsmutatie):
    """Everything that was due has been paid; later terms may follow (BW 6:86)."""


class VorderingVoldaan(Vorderingsmutatie):
    """Nothing is owed any more."""


class VorderingHeropend(Vorderingsmutatie):
    """Money is owed again on a vordering that was voldaan: a receipt was taken off. `is_gestaakt`: collection was and stays stopped."""

    is_gestaakt: bool = False


class VorderingsbesluitVoorgesteld(Vorderingsmutatie):
    """The first person: what is asked and why. Nothing is booked until a second person decides."""

    besluit_id: UUID
    soort: Besluitsoort
    bedrag_cent: int
    motivering: Motivering
    voorgesteld_door: str
    betaling_id: UUID | None = None


class VorderingsbesluitVerworpen(Vorderingsmutatie):
    besluit_id: UUID
    verworpen_door: str


class Vorderingsbesluit(Vorderingsmutatie):
    """A mutation by a person. With four eyes `voorgesteld_door` is the first person; `mandaat` is that of the one who decided."""

    besluit_id: UUID
    bedrag_cent: int
    motivering: Motivering
    besloten_door: str
    voorgesteld_door: str | None = None
    mandaat: str | None = None


class VorderingskostenGeboekt(Vorderingsbesluit):
    pass


class VerzuimrenteVastgesteld(Vorderingsbesluit):
    """Wettelijke rente up to (not including) `tot` by beschikking (Awb 4:98, 4:99)."""

    tot: date


class VorderingKwijtgescholden(Vorderingsbesluit):
    pass


class VorderingBuitenInvordering(Vorderingsbesluit):
    """Collection stops; the debt stays."""


class VorderingInInvordering(Vorderingsbesluit):
    """Collection starts again."""


class OntvangstTeruggenomen(Vorderingsbesluit):
    """A receipt no longer counts here. The amounts are what it had paid, its settled surplus included; `bedrag_cent` is their sum."""

    betaling_id: UUID
    kosten_cent: int
    rente_cent: int
    hoofdsom_cent: int
    tegoed_cent: int


class OntvangstGestorneerd(OntvangstTeruggenomen):
    """The bank took the receipt back."""


class OntvangstGecorrigeerd(OntvangstTeruggenomen):
    """The receipt was booked on the wrong debt."""


class VorderingstegoedTeruggestort(Vorderingsbesluit):
    """What was paid too much left our account (BW 6:203)."""


# Stored names: they never change, whatever becomes of the classes.
FEITEN: dict[str, type[Feit]] = {
    "VorderingGeopend": VorderingGeopend,
    "OntvangstGeboekt": OntvangstGeboekt,
    "VerzuimIngetreden": VerzuimIngetreden,
    "VerzuimGezuiverd": VerzuimGezuiverd,
    "VorderingVoldaan": VorderingVoldaan,
    "VorderingsbesluitVoorgesteld": VorderingsbesluitVoorgesteld,
    "VorderingsbesluitVerworpen": VorderingsbesluitVerworpen,
    "VorderingskostenGeboekt": VorderingskostenGeboekt,
    "VerzuimrenteVastgesteld": VerzuimrenteVastgesteld,
    "VorderingKwijtgescholden": VorderingKwijtgescholden,
    "VorderingBuitenInvordering": VorderingBuitenInvordering,
    "VorderingInInvordering": VorderingInInvordering,
    "OntvangstGestorneerd": OntvangstGestorneerd,
    "OntvangstGecorrigeerd": OntvangstGecorrigeerd,
    "TegoedToegerekend": TegoedToegerekend,
    "VorderingHeropend": VorderingHeropend,
    "VorderingstegoedTeruggestort": VorderingstegoedTeruggestort,
}
