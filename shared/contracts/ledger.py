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


class Mutatie(Contract):
    """What every event about a loan carries; balances are those after the event."""

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
    """A term was not (wholly) paid on its due date. Sent once a term, only when the bank statements up to that date are in."""

    termijn: int
    vervaldag: date
    termijnbedrag_cent: int
    openstaand_cent: int
    gemiste_termijnen: int
    betalingskenmerk: str


class AchterstandIngelopen(Mutatie):
    """Everything that was due has been paid; the loan is up to date again."""


class LeningAfgelost(Mutatie):
    """Nothing is owed any more."""


CONTRACTS = (LeningGeopend, RenteGeboekt, AflossingGeboekt, BetalingGemist, AchterstandIngelopen, LeningAfgelost)
