"""What decisions rest on besides the facts of their loan."""

from dataclasses import dataclass, field
from uuid import UUID

from services.ledger.adapters.log import TRAJECT
from services.ledger.domain.invordering.state import stuitingen, traject_id
from services.ledger.domain.lening.herrekening import Boek
from shared.parameters import Parameterset
from shared.recht.mandaat import Mandaatregister
from shared.recht.verjaring import Stuiting
from shared.store import Transaction


@dataclass(frozen=True)
class Kader:
    """The parameters of the law and who has a mandate."""

    parameters: Parameterset
    mandaten: Mandaatregister = field(default_factory=Mandaatregister)

    def boek(self, transaction: Transaction, lening_id: UUID) -> Boek:
        """The facts of a loan, and its ladder, are only read by decisions that ask for them."""
        return Boek(
            lambda: transaction.facts(lening_id),
            self.parameters,
            self.mandaten,
            lambda: _stuitingen(transaction, lening_id),
            lambda: transaction.load(TRAJECT, traject_id(lening_id)),
        )


def _stuitingen(transaction: Transaction, schuld_id: UUID) -> tuple[Stuiting, ...]:
    """What the ladder of a claim knows of acts that stop its verjaring (Awb 4:106)."""
    return stuitingen(transaction.facts(traject_id(schuld_id)))
