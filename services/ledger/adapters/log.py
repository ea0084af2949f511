"""The streams in the ledger's log: loans, and beside each its register and its collection ladder."""

from typing import Any

from services.ledger.domain import invorderingstraject, leningregister
from services.ledger.domain.invorderingsfeiten import Invorderingsfeit
from services.ledger.domain.invorderingstraject import Traject
from services.ledger.domain.leningregister import Leningregister
from services.ledger.domain.registerfeiten import Registerfeit
from services.ledger.domain.state import Lening, evolve
from shared.begrippen import Feit
from shared.store import Stream

# `shape` changes when the state must be folded anew.
LENING = Stream(Lening(), evolve, shape="lening.3")
REGISTER = Stream(Leningregister(), leningregister.evolve, shape="register.1")
TRAJECT = Stream(Traject(), invorderingstraject.evolve, shape="invordering.1")


def stream_of(feit: Feit) -> Stream[Any]:
    """The kind of stream that a fact belongs to."""
    match feit:
        case Registerfeit():
            return REGISTER
        case Invorderingsfeit():
            return TRAJECT
    return LENING


def stream_with(shape: str) -> Stream[Any]:
    """The kind of stream that a stored state belongs to, whatever its version."""
    kinds = {kind.shape.partition(".")[0]: kind for kind in (LENING, REGISTER, TRAJECT)}
    return kinds[shape.partition(".")[0]]
