"""The streams in the ledger's log. The shape of a stored state says which kind it is."""

from typing import Any

from services.ledger.domain import leningregister
from services.ledger.domain.leningregister import Leningregister
from services.ledger.domain.registerfeiten import Registerfeit
from services.ledger.domain.state import Lening, evolve
from shared.begrippen import Feit
from shared.store import Stream

# `shape` changes when the state must be folded anew.
LENING = Stream(Lening(), evolve, shape="lening.3")
REGISTER = Stream(Leningregister(), leningregister.evolve, shape="register.1")


def stream_of(feit: Feit) -> Stream[Any]:
    """The kind of stream that a fact belongs to."""
    return REGISTER if isinstance(feit, Registerfeit) else LENING


def stream_with(shape: str) -> Stream[Any]:
    """The kind of stream that a stored state belongs to."""
    return REGISTER if shape.startswith("register.") else LENING
