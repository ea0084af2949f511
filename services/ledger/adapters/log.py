"""The streams in the ledger's log."""

from services.ledger.domain.state import Lening, evolve
from shared.store import Stream

# `shape` changes when the state must be folded anew.
LENING = Stream(Lening(), evolve, shape="lening.3")
