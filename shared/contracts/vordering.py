"""What the ledger tells about levensonderhoud after the boekjaar, and what must be paid back of it. Amounts are euro cents."""

from datetime import date
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from shared.contracts.base import Contract, Topic
from shared.contracts.ledger import TOPIC, Boekregel


class LevensonderhoudVastgesteld(Contract):
    """The provisional bijstand of a boekjaar was settled by two persons (Bbz art. 12, 13). Amounts follow from verstrekt + extra.

    `terug_cent` and `renteloze_lening_cent` become vorderingen; `extra_cent` is still to be paid to the entrepreneur.
    A revision names the day of the decision before it; the amounts are those of all months together.
    """

    topic: ClassVar[Topic] = TOPIC
    sleutel: ClassVar[str] = "vaststelling_id"
    vaststelling_id: UUID
    dossier_id: UUID
    aanvraag_id: UUID
    gemeente: str
    boekjaar_begin: date
    verstrekt_cent: int
    netto_inkomen_cent: int
    jaarnorm_cent: int
    om_niet_cent: int
    extra_cent: int
    terug_cent: int
    renteloze_lening_cent: int
    grondslag: str
    parameterset: str
    besloten_door: str
    mandaat: str
    besloten_op: date
    herziet_besluit_van: date | None = None


class Vorderingstermijn(BaseModel):
    """What is to be paid at the latest on a day."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    nr: int
    vervaldag: date
    cent: int


class Vorderingsmutatie(Contract):
    """What every event about a vordering carries; balances are those after the event. `achterstand_cent` is what is in verzuim."""

    topic: ClassVar[Topic] = TOPIC
    sleutel: ClassVar[str] = "vordering_id"
    vordering_id: UUID
    dossier_id: UUID
    gemeente: str
    boekdatum: date
    valutadatum: date
    hoofdsom_saldo_cent: int
    rente_saldo_cent: int
    kosten_saldo_cent: int
    achterstand_cent: int
    grondslag: str
    uitleg: str
    boekregels: tuple[Boekregel, ...] = ()


class VorderingGeopend(Vorderingsmutatie):
    """Something must be paid back: the sum, and when (Awb 4:86, 4:87)."""

    vaststelling_id: UUID
    aanvraag_id: UUID
    soort: Literal["terugvordering", "renteloze_lening"]
    hoofdsom_cent: int
    termijnen: tuple[Vorderingstermijn, ...]
    betalingskenmerk: str


class OntvangstGeboekt(Vorderingsmutatie):
    """A receipt was applied: costs, then wettelijke rente, then hoofdsom (Awb 4:92)."""

    ontvangen_cent: int
    kosten_cent: int
    rente_cent: int
    hoofdsom_cent: int
    tegoed_cent: int


class OntvangstGestorneerd(Vorderingsmutatie):
    """The bank took a receipt back: what it had paid is open again, from its own day."""

    bedrag_cent: int
    kosten_cent: int
    rente_cent: int
    hoofdsom_cent: int
    tegoed_cent: int


class OntvangstGecorrigeerd(Vorderingsmutatie):
    """A receipt stood on the wrong debt and was taken off: what it had paid is open again, from its own day."""

    bedrag_cent: int
    kosten_cent: int
    rente_cent: int
    hoofdsom_cent: int
    tegoed_cent: int


class TegoedToegerekend(Vorderingsmutatie):
    """The surplus of a receipt paid what was open again after another receipt was taken off."""

    bedrag_cent: int
    kosten_cent: int
    rente_cent: int
    hoofdsom_cent: int


class VorderingHeropend(Vorderingsmutatie):
    """Money is owed again on a vordering that was voldaan. `is_gestaakt`: its collection was stopped and still is."""

    is_gestaakt: bool


class VerzuimIngetreden(Vorderingsmutatie):
    """A term was not (wholly) paid in time. Sent once a term, only when the bank statements up to that day are in."""

    termijn: int
    vervaldag: date
    openstaand_cent: int
    verzuim_vanaf: date
    betalingskenmerk: str


class VerzuimGezuiverd(Vorderingsmutatie):
    """Everything that was due has been paid; later terms may follow."""


class VorderingVoldaan(Vorderingsmutatie):
    """Nothing is owed any more."""


class VorderingskostenGeboekt(Vorderingsmutatie):
    """Costs were charged to the debtor."""

    bedrag_cent: int


class VerzuimrenteVastgesteld(Vorderingsmutatie):
    """Wettelijke rente was fixed by beschikking (Awb 4:99)."""

    bedrag_cent: int


class VorderingKwijtgescholden(Vorderingsmutatie):
    """Part of the vordering, or all of it, was waived."""

    bedrag_cent: int


class VorderingBuitenInvordering(Vorderingsmutatie):
    """Collection stopped; the debt stays."""

    bedrag_cent: int


class VorderingInInvordering(Vorderingsmutatie):
    """Collection started again."""

    bedrag_cent: int


class VorderingstegoedTeruggestort(Vorderingsmutatie):
    """What was paid too much went back to the debtor."""

    bedrag_cent: int


CONTRACTS = (
    LevensonderhoudVastgesteld,
    VorderingGeopend,
    OntvangstGeboekt,
    VerzuimIngetreden,
    VerzuimGezuiverd,
    VorderingVoldaan,
    VorderingskostenGeboekt,
    VerzuimrenteVastgesteld,
    VorderingKwijtgescholden,
    VorderingBuitenInvordering,
    VorderingInInvordering,
    OntvangstGestorneerd,
    OntvangstGecorrigeerd,
    TegoedToegerekend,
    VorderingHeropend,
    VorderingstegoedTeruggestort,
)
