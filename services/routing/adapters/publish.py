"""routing's private facts as the world sees them. What closes a choice is told by intake already."""

from services.routing.domain import events
from services.routing.domain.eigenaar import events as eigenaar
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
    return _van_eigenaar(stored)


def _van_eigenaar(stored: StoredFact) -> Contract | None:
    velden, door = stored.fact.model_dump(), stored.cause.actor
    match stored.fact:
        case eigenaar.EigenaarToegewezen():
            return contract.EigenaarToegewezen(**velden, toegewezen_door=door)
        case eigenaar.DossierOvergedragen():
            return contract.DossierOvergedragen(**velden, overgedragen_door=door)
        case eigenaar.DossierGesluimerd():
            return contract.DossierGesluimerd(**velden, gesluimerd_door=door)
        case eigenaar.DossierGewekt():
            return contract.DossierGewekt(**velden)
    return None
