"""notify's private facts as the world sees them; what was not sent stays private."""

from typing import get_args

from services.notify.domain import events
from shared.contracts import notify as contract
from shared.contracts.base import Contract
from shared.facts import StoredFact

# Whoever reads BerichtVerstuurd knows these kinds and no others.
EERSTE_SOORTEN = get_args(contract.Berichtsoort)


def publish(stored: StoredFact) -> Contract | None:
    match stored.fact:
        case events.BerichtVerstuurd() as feit if feit.soort not in EERSTE_SOORTEN:
            return contract.BriefVerstuurd(bericht_id=stored.stream_id, **dict(feit))
        case events.BezorgingMislukt() as feit if feit.soort not in EERSTE_SOORTEN:
            return contract.BriefMislukt(bericht_id=stored.stream_id, **dict(feit))
        case events.BerichtVerstuurd() as feit:
            return contract.BerichtVerstuurd(bericht_id=stored.stream_id, **dict(feit))
        case events.BezorgingMislukt() as feit:
            return contract.BezorgingMislukt(bericht_id=stored.stream_id, **dict(feit))
    return None
