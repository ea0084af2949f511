"""What can happen to a loan after it was granted. Every mutation has the day it was booked and the day from which it counts (A-22)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Generic, Literal, TypeVar
from uuid import UUID

from shared.begrippen import Waarde

Inhoud = TypeVar("Inhoud", bound=Waarde)


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


# Money of the debtor on one loan, as the bank brought it or as the debtor meant it.
ONTVANGSTEN = (Ontvangst, ExtraAflossing, AflossingIneens)


@dataclass(frozen=True, slots=True, kw_only=True)
class Herroeping(Mutatie):
    """Storno of a collection, or correction of a wrong booking: `van` never counted (A-22)."""

    van: str
    soort: Literal["storno", "correctie"] = "storno"


@dataclass(frozen=True, slots=True, kw_only=True)
class Besluitmutatie(Mutatie, Generic[Inhoud]):
    """What a person decided: `gegevens` as they are stored, and the rule that says what they do to a loan.

    No `regel`: it is about uitstel, which only touches terms. `aanvaard`: it was booked before; then what left, left.
    """

    gegevens: Inhoud
    regel: Callable[..., Any] | None = field(default=None, compare=False)
    aanvaard: bool = False


def mutatie_id(plaats: int | str, bron: UUID) -> str:
    """The id of a mutation for the rules: what counts from the same day is done in the order in which it was booked."""
    return f"{plaats:>06}/{bron}"


def bron(mutatie_id: str) -> UUID:
    """The receipt or the besluit that a mutation came from."""
    return UUID(mutatie_id.rpartition("/")[2])
