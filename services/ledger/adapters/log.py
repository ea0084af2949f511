"""The streams in the ledger's log: loans, vorderingen and vaststellingen. The kind of the first fact is the kind of the stream."""

from typing import Any

from services.ledger.domain import vaststellingsdossier, vordering
from services.ledger.domain.state import Lening, evolve
from services.ledger.domain.vaststellingsfeiten import Vaststellingsfeit
from services.ledger.domain.vorderingsfeiten import Vorderingsmutatie
from shared.begrippen import Feit
from shared.store import Stream


def _alleen_leningen(lening: Lening, feit: Feit) -> Lening:
    """The id of a vordering or a vaststelling is no loan, and stays unknown as one."""
    return lening if isinstance(feit, Vorderingsmutatie | Vaststellingsfeit) else evolve(lening, feit)


def _alleen_vorderingen(stand: vordering.Vordering, feit: Feit) -> vordering.Vordering:
    return vordering.evolve(stand, feit) if isinstance(feit, Vorderingsmutatie) else stand


def _alleen_vaststellingen(stand: vaststellingsdossier.Vaststellingsdossier, feit: Feit) -> vaststellingsdossier.Vaststellingsdossier:
    return vaststellingsdossier.evolve(stand, feit) if isinstance(feit, Vaststellingsfeit) else stand


# `shape` changes when the state must be folded anew.
LENING = Stream(Lening(), _alleen_leningen, shape="lening.2")
VORDERING = Stream(vordering.Vordering(), _alleen_vorderingen, shape="vordering.1")
VASTSTELLING = Stream(vaststellingsdossier.Vaststellingsdossier(), _alleen_vaststellingen, shape="vaststelling.1")
STREAMS: dict[str, Stream[Any]] = {stream.shape: stream for stream in (LENING, VORDERING, VASTSTELLING)}


def stream_of(feit: Feit) -> Stream[Any]:
    """The stream that a fact belongs to."""
    if isinstance(feit, Vaststellingsfeit):
        return VASTSTELLING
    return VORDERING if isinstance(feit, Vorderingsmutatie) else LENING
