"""Given facts, when a request: the words of the decision tests."""

from collections.abc import Sequence
from functools import reduce

from services.bbz.domain.commands import Aanvraagverzoek
from services.bbz.domain.decide import decide
from services.bbz.domain.events import Aanvraagfeit
from services.bbz.domain.kader import Kader
from services.bbz.domain.state import Aanvraag, evolve
from services.bbz.examples import BEOORDELING, GEOPEND, PARAMETERS
from tests.steun.organisatie import MANDATEN_AANVRAAG

KADER = Kader(PARAMETERS, MANDATEN_AANVRAAG)
OPEN = (GEOPEND,)
BEOORDEELD = (GEOPEND, BEOORDELING)


def gegeven(feiten: Sequence[Aanvraagfeit]) -> Aanvraag:
    return reduce(evolve, feiten, Aanvraag())


def als(
    feiten: Sequence[Aanvraagfeit], verzoek: Aanvraagverzoek, kader: Kader = KADER
) -> list[Aanvraagfeit]:
    """What the request adds to these facts."""
    return decide(gegeven(feiten), verzoek, kader)


def stil_daarna(feiten: Sequence[Aanvraagfeit], verzoek: Aanvraagverzoek) -> bool:
    """The same request again, after what it led to, adds nothing."""
    return als((*feiten, *als(feiten, verzoek)), verzoek) == []
