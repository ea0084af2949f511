"""routing's private facts as the world sees them. What closes a choice is told by intake already."""

from services.routing.domain import events
from shared.contracts import routing as contract
from shared.contracts.base import Contract
from shared.facts import StoredFact


def publish(stored: StoredFact) -> Contract | None:
    match stored.fact:
        case events.RouteToegewezen() as feit:
            return contract.RouteToegewezen.model_validate(feit.model_dump())
        case events.GeenRouteGevonden() as feit:
            return contract.GeenRouteGevonden.model_validate(feit.model_dump())
        case events.GesprekVastgelegd() as feit:
            return contract.GesprekVastgelegd.model_validate(
                {**feit.model_dump(), "vastgelegd_door": stored.cause.actor}
            )
    return None
