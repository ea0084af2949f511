"""The streams in the ledger's log. The kind of a fact says which stream it is of; the shape of a stored state says which kind it is."""

from typing import Any

from services.ledger.domain.invordering import state as invorderingstraject
from services.ledger.domain.invordering.events import INVORDERINGSFEITEN, Invorderingsfeit
from services.ledger.domain.invordering.state import Traject
from services.ledger.domain.lening.events import LENINGFEITEN
from services.ledger.domain.lening.state import Lening, evolve
from services.ledger.domain.register import state as leningregister
from services.ledger.domain.register.events import REGISTERFEITEN, Registerfeit
from services.ledger.domain.register.state import Leningregister
from services.ledger.domain.vaststelling import state as vaststellingsdossier
from services.ledger.domain.vaststelling.events import FEITEN as VASTSTELLINGSFEITEN
from services.ledger.domain.vaststelling.events import Vaststellingsfeit
from services.ledger.domain.vaststelling.state import Vaststellingsdossier
from services.ledger.domain.vordering import state as vordering
from services.ledger.domain.vordering.events import FEITEN as VORDERINGSFEITEN
from services.ledger.domain.vordering.events import Vorderingsmutatie
from services.ledger.domain.vordering.state import Vordering
from shared.begrippen import Feit
from shared.facts import Stream

# Stored names: they never change, whatever becomes of the classes.
FEITEN: dict[str, type[Feit]] = {
    **LENINGFEITEN,
    **INVORDERINGSFEITEN,
    **REGISTERFEITEN,
    **VASTSTELLINGSFEITEN,
    **VORDERINGSFEITEN,
}


# The id of another kind of stream is unknown here, not an error: somebody may ask for it.
def _lening(stand: Lening, feit: Feit) -> Lening:
    return evolve(stand, feit) if stream_of(feit) is LENING else stand


def _vordering(stand: Vordering, feit: Feit) -> Vordering:
    return vordering.evolve(stand, feit) if isinstance(feit, Vorderingsmutatie) else stand


def _vaststelling(stand: Vaststellingsdossier, feit: Feit) -> Vaststellingsdossier:
    return (
        vaststellingsdossier.evolve(stand, feit) if isinstance(feit, Vaststellingsfeit) else stand
    )


# `shape` changes when the state must be folded anew.
LENING = Stream(Lening(), _lening, shape="lening.5", beside=frozenset({"stand", "punt"}))
REGISTER = Stream(Leningregister(), leningregister.evolve, shape="register.1")
TRAJECT = Stream(Traject(), invorderingstraject.evolve, shape="invordering.1")
VORDERING = Stream(Vordering(), _vordering, shape="vordering.6")
VASTSTELLING = Stream(Vaststellingsdossier(), _vaststelling, shape="vaststelling.3")
STREAMS: dict[str, Stream[Any]] = {
    stream.shape.partition(".")[0]: stream
    for stream in (LENING, REGISTER, TRAJECT, VORDERING, VASTSTELLING)
}
SOORTEN: tuple[tuple[type[Feit], Stream[Any]], ...] = (
    (Registerfeit, REGISTER),
    (Invorderingsfeit, TRAJECT),
    (Vorderingsmutatie, VORDERING),
    (Vaststellingsfeit, VASTSTELLING),
)


def stream_of(feit: Feit) -> Stream[Any]:
    """The kind of stream that a fact belongs to."""
    return next((stream for soort, stream in SOORTEN if isinstance(feit, soort)), LENING)


def stream_with(shape: str) -> Stream[Any]:
    """The kind of stream that a stored state belongs to."""
    return STREAMS[shape.partition(".")[0]]
