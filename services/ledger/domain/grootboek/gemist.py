"""What somebody did not pay in time, in words. A sum that was asked at once, as a claim of a borgtocht or a whole loan, is no term."""

from collections.abc import Sequence

from services.ledger.domain.grootboek.boeking import OpenTermijn
from shared.dates import geteld


def zonder_termijn(termijnen: Sequence[OpenTermijn]) -> int:
    """How many of what was found missed are no term."""
    return sum(termijn.is_gemist and not termijn.nr for termijn in termijnen)


def wat_gemist_is(gemist: int, zonder: int, *, is_opgeeist: bool = False) -> str:
    """`gemist` counts all that was found missed, `zonder` what of it is no term; empty when nothing was."""
    if is_opgeeist and gemist:
        return "de hele lening is opgeëist"
    termijnen = [f"{geteld(gemist - zonder, 'termijn')} gemist"] if gemist > zonder else []
    return " en ".join([*termijnen, *(["betaaltermijn voorbij"] if zonder else [])])
