"""The streams in the ledger's log: loans, and the collection ladder of each."""

from typing import Any

from services.ledger.domain import invorderingstraject as invordering
from services.ledger.domain.invorderingsfeiten import Invorderingsfeit
from services.ledger.domain.invorderingstraject import Traject
from services.ledger.domain.state import Lening, evolve
from shared.begrippen import Feit
from shared.store import Stream

# `shape` changes when the state must be folded anew.
LENING = Stream(Lening(), evolve, shape="lening.2")
TRAJECT = Stream(Traject(), invordering.evolve, shape="invordering.1")


def stream_of(feit: Feit) -> Stream[Any]:
    """The kind of stream that a fact belongs to."""
    return TRAJECT if isinstance(feit, Invorderingsfeit) else LENING
