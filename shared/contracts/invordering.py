"""What the ledger tells about the collection ladder of one claim, on the topic of its mutations. Amounts are euro cents."""

from datetime import date
from typing import ClassVar, Literal
from uuid import UUID

from shared.contracts.base import Contract, Topic

TOPIC = Topic("ledger.mutatie.v1")


class Invordering(Contract):
    """What every event of a ladder carries. `volgende_stap` and its day are absent once the arrears are over.

    A step is one of `shared.recht.invorderingsstappen`, or of a newer list: whoever does not know it shows it as work for us.
    """

    topic: ClassVar[Topic] = TOPIC
    sleutel: ClassVar[str] = "schuld_id"
    schuldsoort: Literal["lening", "vordering"]
    schuld_id: UUID
    dossier_id: UUID
    gemeente: str
    periode: int
    op: date
    uitleg: str
    volgende_stap: str | None = None
    volgende_stap_op: date | None = None


class InvorderingGestart(Invordering):
    """A period of arrears began, or everything was claimed at once."""

    sinds: date
    achterstand_cent: int
    gemiste_termijnen: int


class BetaaltermijnGesteld(Invordering):
    """The last day to pay what a betaalbeschikking asks (Awb 4:87)."""

    laatste_dag: date


class AchterstandGegroeid(Invordering):
    """One more term was missed while the ladder runs; its next step may come sooner."""

    achterstand_cent: int
    gemiste_termijnen: int


class AanmaningOpgemaakt(Invordering):
    """A demand is to be sent (Awb 4:112). Its two weeks start the day after sending; the letter has `aanmaning_id` as its number."""

    aanmaning_id: UUID
    soort: Literal["aanmaning", "tweede_aanmaning"]
    bedrag_cent: int
    vergoeding_cent: int
    gemiste_termijnen: int
    betalingskenmerk: str
    is_na_beschikking: bool


class AanmaningIngetrokken(Invordering):
    """A demand that was not sent yet must not go out: it was paid, or collection stands still."""

    aanmaning_id: UUID
    reden: Literal["beeindigd", "gepauzeerd"]


class AanmaningVerstuurd(Invordering):
    """A demand went out; `laatste_dag` is the last day to pay without further steps."""

    aanmaning_id: UUID
    soort: Literal["aanmaning", "tweede_aanmaning"]
    verstuurd_op: date
    laatste_dag: date


class StapOvergeslagen(Invordering):
    """Somebody left out a step of the ladder: which, and why as a code."""

    stap: str
    reden: str
    door: str


class DwangbevelUitgevaardigd(Invordering):
    """A dwangbevel was issued (Awb 4:114, 4:117)."""

    bedrag_cent: int


class InvorderingOvergedragen(Invordering):
    """Collection went to somebody else."""

    aan: Literal["deurwaarder", "andere_gemeente", "juridische_zaken"]


class ContactGelegd(Invordering):
    """The debt desk spoke, or tried to speak, with who owes: how (`wijze`), what came of it (`uitkomst`) and who it was, as codes."""

    wijze: str
    uitkomst: str
    is_afgerond: bool
    door: str


class InvorderingGepauzeerd(Invordering):
    """Collection stands still, also at the bailiff; without `tot` until `PauzeBeeindigd`. `reden` `afspraak`: it waits for the debtor.

    Of an appointment also what it is (`gesprek` or `betaling`), its day, and who made it; never what was said or the sum.
    """

    reden: str
    van: date
    tot: date | None = None
    afspraak: str | None = None
    afspraak_op: date | None = None
    door: str | None = None


class PauzeBeeindigd(Invordering):
    """A reason to stand still is over; of an appointment also which, and whether it was kept."""

    reden: str
    afspraak: str | None = None
    is_nagekomen: bool | None = None


class InvorderingBeeindigd(Invordering):
    """The period of arrears is over."""

    reden: Literal["ingelopen", "afgelost", "opgeeist", "beschikking_vervallen"]


CONTRACTS = (
    InvorderingGestart,
    BetaaltermijnGesteld,
    AchterstandGegroeid,
    AanmaningOpgemaakt,
    AanmaningIngetrokken,
    AanmaningVerstuurd,
    StapOvergeslagen,
    DwangbevelUitgevaardigd,
    InvorderingOvergedragen,
    ContactGelegd,
    InvorderingGepauzeerd,
    PauzeBeeindigd,
    InvorderingBeeindigd,
)
