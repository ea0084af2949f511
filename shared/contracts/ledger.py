"""What the ledger tells the world about money: every mutation of a loan, and what was missed. Amounts are euro cents."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from shared.begrippen import Regeling
from shared.contracts.base import Contract, Topic

TOPIC = Topic("ledger.mutatie.v1")


class Boekregel(BaseModel):
    """One side of a double entry; debet and credit of an event add up to the same."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    rekening: str
    debet_cent: int = 0
    credit_cent: int = 0


class GemisteTermijn(BaseModel):
    """A term that was found missed, and what is open of it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    termijn: int
    vervaldag: date
    openstaand_cent: int


class Mutatie(Contract):
    """What every event about a loan carries; balances are those after the event.

    `gemist`: every term that is missed and unpaid after this event; absent where the event does not tell.
    """

    topic: ClassVar[Topic] = TOPIC
    sleutel: ClassVar[str] = "lening_id"
    lening_id: UUID
    dossier_id: UUID
    gemeente: str
    boekdatum: date
    valutadatum: date
    hoofdsom_saldo_cent: int
    rente_saldo_cent: int
    achterstand_cent: int
    gemist: tuple[GemisteTermijn, ...] | None = None


class LeningGeopend(Mutatie):
    """The ledger opened a loan for a granted credit; it is the answer to `KredietVerstrekt`."""

    aanvraag_id: UUID
    regeling: Regeling
    hoofdsom_cent: int
    termijnen: int
    eerste_vervaldag: date
    einddatum: date
    betalingskenmerk: str


class RenteGeboekt(Mutatie):
    """Interest of one term was posted."""

    termijn: int
    rente_cent: int
    grondslag: str
    uitleg: str
    boekregels: tuple[Boekregel, ...]


class AflossingGeboekt(Mutatie):
    """A receipt was applied: first costs, then interest, then principal (Awb 4:92)."""

    ontvangen_cent: int
    kosten_cent: int
    rente_cent: int
    aflossing_cent: int
    tegoed_cent: int
    grondslag: str
    boekregels: tuple[Boekregel, ...]


class BetalingGemist(Mutatie):
    """A term was not (wholly) paid on its due date. Sent once a term, only when the bank statements up to that date are in.

    `geen_herinnering` says why the state of collection lets no herinnering out for it: `alles_gevraagd`, `staat_stil` or `aanmaning`.
    """

    termijn: int
    vervaldag: date
    termijnbedrag_cent: int
    openstaand_cent: int
    gemiste_termijnen: int
    betalingskenmerk: str
    geen_herinnering: str | None = None


class BetaaltermijnVerstreken(Mutatie):
    """What a decision asked in one sum was not (wholly) paid on the last day for it (Awb 4:87). It is about no term of the schedule."""

    laatste_dag: date
    openstaand_cent: int
    betalingskenmerk: str


class AchterstandIngelopen(Mutatie):
    """Everything that was due has been paid; the loan is up to date again."""


class LeningAfgelost(Mutatie):
    """Nothing is owed any more."""


class BesluitMutatie(Mutatie):
    """What a decision did to a loan: the ground, the sum in words and the lines; `bedrag_cent` is what the lines move."""

    bedrag_cent: int
    grondslag: str
    uitleg: str
    boekregels: tuple[Boekregel, ...]


class UitstelVerleend(BesluitMutatie):
    """Terms from `van` for so many months ask no aflossing (Bbz art. 41, Awb 4:94); no aanmaning in that time."""

    van: date
    maanden: int
    rente_mee: bool


class UitstelIngetrokken(BesluitMutatie):
    """Uitstel ends on `valutadatum`: terms that fall due from that day on ask aflossing again (Awb 4:96)."""


class LeningHerrekend(Mutatie):
    """Bookings from `vanaf` on changed; the reversals and new bookings follow. Amounts are what was and is still to be paid."""

    vanaf: date
    oud_cent: int
    nieuw_cent: int
    uitleg: str


class KostenGeboekt(BesluitMutatie):
    """Costs were charged to the debtor."""


class BetalingGestorneerd(BesluitMutatie):
    """A collection came back: the receipt never counted."""


class MutatieGecorrigeerd(BesluitMutatie):
    """An earlier mutation was a mistake and never counted."""


class TegoedTeruggestort(BesluitMutatie):
    """Money paid too much went back to the debtor."""


class LeningOpgeeist(BesluitMutatie):
    """The whole loan was claimed at once."""


class WettelijkeRenteVastgesteld(BesluitMutatie):
    """Wettelijke rente over the arrears was fixed by beschikking (Awb 4:99)."""


class WettelijkeRenteGeboekt(BesluitMutatie):
    """Wettelijke rente was posted."""


class RenteKwijtgescholden(BesluitMutatie):
    """Interest of a boekjaar was waived (Bbz art. 21)."""


class BedrijfBeeindigd(BesluitMutatie):
    """The business ended (Bbz art. 43)."""


class DraagkrachtVastgesteld(BesluitMutatie):
    """Half of the income above the norm fell due (Bbz art. 43 lid 2)."""


class SchuldKwijtgescholden(BesluitMutatie):
    """Part of the loan was waived by a decision."""


class SchuldregelingGetroffen(BesluitMutatie):
    """Hoofdsom was waived under a schuldregeling (Bbz art. 42)."""


class AchterstandKwijtgescholden(BesluitMutatie):
    """All arrears were waived."""


class InvorderingGestaakt(BesluitMutatie):
    """Collection stopped; the debt stays."""


class InvorderingHervat(BesluitMutatie):
    """Collection started again."""


class KredietOmgezet(BesluitMutatie):
    """A voorbereidingskrediet became rentedragend (Bbz art. 29)."""


class BorgtochtUitgewonnen(BesluitMutatie):
    """The municipality paid the bank under a borgtocht; the debtor owes that hoofdsom from now on (Bbz art. 16)."""


class OmNietVerklaard(BesluitMutatie):
    """Hoofdsom became bijstand om niet."""


class LeningHeropend(BesluitMutatie):
    """Money is owed again on a loan that was afgelost."""


class BoekingTeruggedraaid(BesluitMutatie):
    """A booking no longer holds; its lines stand here on the other side."""


class BoekingHerboekt(BesluitMutatie):
    """What an earlier mutation comes to, now that something before it changed."""


CONTRACTS = (
    LeningGeopend,
    RenteGeboekt,
    AflossingGeboekt,
    BetalingGemist,
    BetaaltermijnVerstreken,
    AchterstandIngelopen,
    LeningAfgelost,
    UitstelVerleend,
    UitstelIngetrokken,
    LeningHerrekend,
    KostenGeboekt,
    BetalingGestorneerd,
    MutatieGecorrigeerd,
    TegoedTeruggestort,
    LeningOpgeeist,
    WettelijkeRenteVastgesteld,
    WettelijkeRenteGeboekt,
    RenteKwijtgescholden,
    BedrijfBeeindigd,
    DraagkrachtVastgesteld,
    SchuldKwijtgescholden,
    SchuldregelingGetroffen,
    AchterstandKwijtgescholden,
    InvorderingGestaakt,
    InvorderingHervat,
    KredietOmgezet,
    OmNietVerklaard,
    BorgtochtUitgewonnen,
    LeningHeropend,
    BoekingTeruggedraaid,
    BoekingHerboekt,
)
