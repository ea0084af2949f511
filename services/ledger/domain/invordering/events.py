"""Everything that can happen on the collection ladder of one claim. Stored for ever under these names. Amounts are euro cents."""

from datetime import date
from typing import Literal
from uuid import UUID

from services.ledger.domain.invordering.begrippen import (
    Afspraak,
    Betaalbeschikking,
    Contactuitkomst,
    Contactwijze,
    GeplandeStap,
    Ontvanger,
    Pauze,
    RedenBeeindigd,
    RedenIngetrokken,
    RedenOvergeslagen,
    Schuldsoort,
    Trajectaanleiding,
)
from shared.begrippen import Feit
from shared.recht.invorderingsstappen import Stap


class Invorderingsfeit(Feit):
    """What every fact carries: which claim, which period of arrears, and what is next after it (None: the period is over)."""

    schuldsoort: Schuldsoort
    schuld_id: UUID
    dossier_id: UUID
    gemeente: str
    periode: int
    op: date
    grondslag: str
    uitleg: str
    volgende: GeplandeStap | None = None


class InvorderingGestart(Invorderingsfeit):
    """A period of arrears begins. The herinnering goes out with the `BetalingGemist` behind it."""

    aanleiding: Trajectaanleiding
    sinds: date
    betalingskenmerk: str
    achterstand_cent: int
    gemiste_termijnen: int
    beschikking: Betaalbeschikking | None = None


class BetaaltermijnGesteld(Invorderingsfeit):
    """The last day to pay what a betaalbeschikking asks (Awb 4:87)."""

    laatste_dag: date


class AchterstandGegroeid(Invorderingsfeit):
    """One more term was missed while the ladder runs."""

    achterstand_cent: int
    gemiste_termijnen: int


class ContactGelegd(Invorderingsfeit):
    """Somebody spoke, or tried to speak, with the debtor; `is_afgerond` when the step needs no further attempt."""

    wijze: Contactwijze
    uitkomst: Contactuitkomst
    is_afgerond: bool


class AfspraakGemaakt(Invorderingsfeit):
    afspraak: Afspraak


class AfspraakNagekomen(Invorderingsfeit):
    afspraak: Afspraak


class AfspraakGebroken(Invorderingsfeit):
    """The day of an appointment passed, the bank statements of it are in, and what was agreed did not happen."""

    afspraak: Afspraak


class AanmaningOpgemaakt(Invorderingsfeit):
    """A demand is to be sent. Its term starts when it was sent; `vergoeding_cent` 0: none, `vergoeding_uitleg` says why."""

    aanmaning_id: UUID
    nummer: int
    soort: Literal["aanmaning", "tweede_aanmaning"]
    bedrag_cent: int
    vergoeding_cent: int
    vergoeding_uitleg: str
    gemiste_termijnen: int
    betalingskenmerk: str
    is_na_beschikking: bool


class AanmaningVerstuurd(Invorderingsfeit):
    """The letter went out on `verstuurd_op`; `laatste_dag` is the last day to pay without further steps (Awb 4:112)."""

    aanmaning_id: UUID
    soort: Literal["aanmaning", "tweede_aanmaning"]
    verstuurd_op: date
    laatste_dag: date


class AanmaningIngetrokken(Invorderingsfeit):
    """A demand that was not sent yet is not needed any more, or may not go out now (Awb 4:94 lid 2)."""

    aanmaning_id: UUID
    reden: RedenIngetrokken


class DwangbevelUitgevaardigd(Invorderingsfeit):
    bedrag_cent: int
    mandaat: str


class InvorderingOvergedragen(Invorderingsfeit):
    aan: Ontvanger


class StapOvergeslagen(Invorderingsfeit):
    stap: Stap
    reden: RedenOvergeslagen


class InvorderingGepauzeerd(Invorderingsfeit):
    """The ladder stands still: by a besluit in the books, or by a person."""

    pauze: Pauze


class PauzeBeeindigd(Invorderingsfeit):
    """Terms that ran when the ladder stood still get the days back that were left of them."""

    pauze: Pauze
    betaaltermijn_tot: date | None = None
    aanmaning_tot: date | None = None


class InvorderingBeeindigd(Invorderingsfeit):
    reden: RedenBeeindigd


# Stored names: they never change, whatever becomes of the classes.
INVORDERINGSFEITEN: dict[str, type[Feit]] = {
    "InvorderingGestart": InvorderingGestart,
    "BetaaltermijnGesteld": BetaaltermijnGesteld,
    "AchterstandGegroeid": AchterstandGegroeid,
    "ContactGelegd": ContactGelegd,
    "AfspraakGemaakt": AfspraakGemaakt,
    "AfspraakNagekomen": AfspraakNagekomen,
    "AfspraakGebroken": AfspraakGebroken,
    "AanmaningOpgemaakt": AanmaningOpgemaakt,
    "AanmaningVerstuurd": AanmaningVerstuurd,
    "AanmaningIngetrokken": AanmaningIngetrokken,
    "DwangbevelUitgevaardigd": DwangbevelUitgevaardigd,
    "InvorderingOvergedragen": InvorderingOvergedragen,
    "StapOvergeslagen": StapOvergeslagen,
    "InvorderingGepauzeerd": InvorderingGepauzeerd,
    "PauzeBeeindigd": PauzeBeeindigd,
    "InvorderingBeeindigd": InvorderingBeeindigd,
}
