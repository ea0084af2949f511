"""What a decision about a loan rests on besides how the loan stands: it is handed over, a decision reads nothing itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeVar

from services.ledger.domain.invordering.state import Traject
from services.ledger.domain.lening.geschiedenis import Geschiedenis, lees
from shared.begrippen import Feit
from shared.parameters import Parameterset
from shared.recht.mandaat import Mandaatregister
from shared.recht.verjaring import Stuiting

Dossierdeel = Literal["feiten", "stuitingen", "traject"]
Deel = TypeVar("Deel")


class Feitenvraag(Exception):
    """A decision asks for a part of the dossier that it was not given. Who wants the decision hands it over and asks again."""

    def __init__(self, deel: Dossierdeel) -> None:
        super().__init__(deel)
        self.deel = deel


@dataclass(frozen=True)
class Leningdossier:
    """The parameters of the law, who has a mandate, and as far as it was asked: the whole life of the loan, what stuit, its ladder."""

    parameters: Parameterset
    mandaten: Mandaatregister
    leven: Sequence[Feit] | None = None
    gestuit: Sequence[Stuiting] | None = None
    ladder: Traject | None = None

    @property
    def feiten(self) -> Sequence[Feit]:
        """Everything that happened to the loan; raises Feitenvraag."""
        return _gegeven(self.leven, "feiten")

    @property
    def stuitingen(self) -> Sequence[Stuiting]:
        """What its ladder knows of acts that stop verjaring (Awb 4:106); raises Feitenvraag."""
        return _gegeven(self.gestuit, "stuitingen")

    @property
    def traject(self) -> Traject:
        """Its ladder; raises Feitenvraag."""
        return _gegeven(self.ladder, "traject")

    @cached_property
    def geschiedenis(self) -> Geschiedenis:
        """What its life tells the rules; raises Feitenvraag."""
        return lees(self.feiten)


def _gegeven(deel: Deel | None, naam: Dossierdeel) -> Deel:
    if deel is None:
        raise Feitenvraag(naam)
    return deel
