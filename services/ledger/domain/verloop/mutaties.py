"""What can happen to a loan after it was granted. Every mutation has the day it was booked and the day from which it counts (A-22)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from shared.recht.aflosschema import Methode
from shared.recht.verjaring import Stuiting, Verlenging


class Keuze(StrEnum):
    """What an extra aflossing does: fewer terms of the same amount (default), or the same end with lower terms (rekenregels 1)."""

    TERMIJNBEDRAG_BLIJFT = "termijnbedrag_blijft"
    EINDDATUM_BLIJFT = "einddatum_blijft"


class Grond(StrEnum):
    """Why a loan is claimed at once (Bbz art. 39 lid 1, 41 lid 4, 43; Tozo art. 16 lid 1 b)."""

    BESTEMMING = "niet_besteed_aan_bestemming"
    BEDRIJF_BEEINDIGD = "bedrijf_overgedragen_of_beeindigd"
    INSOLVENTIE = "surseance_of_faillissement"
    NIET_BETAALD = "niet_betaald"
    DUURZAAM_ONVERMOGEN = "duurzaam_niet_in_staat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutatie:
    """Common to all: an id, the loan (empty: the debtor's only loan, or all for a payment), booked on, counts from."""

    mutatie_id: str
    boekdatum: date
    valutadatum: date
    lening_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Betaling(Mutatie):
    """Money credited on `valutadatum` (Awb 4:89 lid 3); `keuze` are the debts the debtor pointed out, in order."""

    bedrag_cent: int
    keuze: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ontvangst(Mutatie):
    """Money as the bank brings it: what is due, then the coming term, and more than that lowers the hoofdsom at once (rekenregels 1)."""

    bedrag_cent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraAflossing(Mutatie):
    """Voluntary repayment of hoofdsom that is not due; what is due goes first (BW 6:44)."""

    bedrag_cent: int
    keuze: Keuze = Keuze.TERMIJNBEDRAG_BLIJFT


@dataclass(frozen=True, slots=True, kw_only=True)
class AflossingIneens(Mutatie):
    """Payoff of everything on one day; without an amount exactly what is needed as it was known when it was booked.

    `aanvaard`: it was booked before. Then it stays money received, also where by later knowledge more was needed.
    """

    bedrag_cent: int | None = None
    aanvaard: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Kosten(Mutatie):
    """Costs charged to the debtor, with their article (aanmaning, dwangbevel, invordering)."""

    bedrag_cent: int
    grondslag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Terugstorting(Mutatie):
    """Money paid too much goes back to the debtor; `aanvaard` once it was decided and left."""

    bedrag_cent: int
    aanvaard: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Herroeping(Mutatie):
    """Storno of a collection, or correction of a wrong booking: `van` never counted (A-22)."""

    van: str
    soort: Literal["storno", "correctie"] = "storno"


@dataclass(frozen=True, slots=True, kw_only=True)
class Uitstel(Mutatie):
    """Uitstel of aflossing from `van` for so many months; `rente_mee` also postpones the interest (Bbz art. 41, Awb 4:94 for Tozo)."""

    van: date
    maanden: int
    rente_mee: bool = False
    rente_vervaldag: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Uitstelintrekking(Mutatie):
    """Uitstel that was granted ends on `valutadatum`: terms that fall due from that day on ask their aflossing again (Awb 4:96)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opeising(Mutatie):
    """The whole loan is claimed by a decision."""

    grond: Grond


@dataclass(frozen=True, slots=True, kw_only=True)
class BeschikkingWettelijkeRente(Mutatie):
    """Wettelijke rente over the arrears of `valutadatum`, fixed up to (not including) `tot` (Bbz art. 41 lid 5, Awb 4:98, 4:99)."""

    tot: date
    toerekenbaar: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rentekwijtschelding(Mutatie):
    """Waiver of the interest of one boekjaar (Bbz art. 21), ambtshalve; `bijstand_cent` is bijzondere bijstand over it (lid 3)."""

    boekjaar_begin: date
    netto_inkomen_cent: int
    jaarnorm_cent: int
    bijstand_in_boekjaar: bool
    vermogen_binnen_grens: bool
    bijstand_cent: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EindeBedrijf(Mutatie):
    """The business ended on `valutadatum` (Bbz art. 43); `renteloos` is the decision of lid 2 (before 2020 it followed from the law)."""

    verwijtbaar: bool
    renteloos: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Draagkracht(Mutatie):
    """Income over the month of `valutadatum` after the end of the business: half of what lies above the norm falls due (art. 43 lid 2)."""

    netto_inkomen_cent: int
    norm_cent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Kwijtschelding(Mutatie):
    """A decision to waive part of one loan; `grondslag` names its article and mandate."""

    bedrag_cent: int
    deel: Literal["hoofdsom", "rente", "kosten"]
    grondslag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Schuldregeling(Mutatie):
    """What is waived under a schuldregeling, all creditors in proportion; the secured part stays outside (Bbz art. 42)."""

    bedrag_cent: int
    alle_schuldeisers_werken_mee: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AchterstandKwijt(Mutatie):
    """Arrears on `valutadatum` are waived: all (toeslagengedupeerden), or with `verjaring` only what is barred by then (Awb 4:104).

    `stuitingen` and `verlengingen` are acts that the loan itself does not know: an aanmaning, a dwangbevel, a surseance.
    """

    grondslag: str
    verjaring: bool = False
    stuitingen: tuple[Stuiting, ...] = ()
    verlengingen: tuple[Verlenging, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BuitenInvordering(Mutatie):
    """Collection stops (or, with `hervat`, starts again); the debt stays."""

    hervat: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Omzetting(Mutatie):
    """A voorbereidingskrediet becomes a rentedragende lening from `valutadatum` (Bbz art. 29)."""

    jaarrente_procent: Decimal
    termijnen: int
    methode: Methode
    eerste_vervaldag: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OmNiet(Mutatie):
    """Hoofdsom becomes bijstand om niet (art. 29 without a start, old art. 21 lid 1)."""

    bedrag_cent: int
    grondslag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Borgtochtclaim(Mutatie):
    """The bank calls in the borgtocht: only hoofdsom is covered, and only with consent (Bbz art. 16)."""

    hoofdsom_cent: int
    rente_cent: int = 0
    kosten_cent: int = 0
    toestemming: bool = False
