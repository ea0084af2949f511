"""notify's private facts as the world sees them; what was not sent stays private."""

from services.notify.domain import events
from shared.contracts import notify as contract
from shared.contracts.base import Contract
from shared.facts import StoredFact


def publish(stored: StoredFact) -> Contract | None:
    match stored.fact:
        case events.BerichtVerstuurd() as feit:
            return contract.BerichtVerstuurd(bericht_id=stored.stream_id, **dict(feit))
        case events.BezorgingMislukt() as feit:
            return contract.BezorgingMislukt(bericht_id=stored.stream_id, **dict(feit))
    return None
