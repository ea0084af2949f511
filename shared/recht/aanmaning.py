"""The aanmaning: its term, its vergoeding where the amount is known, and from when a dwangbevel can follow (Awb 4:112, 4:113, 4:117)."""

from dataclasses import dataclass
from datetime import date, timedelta

from shared.money import bedrag
from shared.parameters import ParameterOnbekend, Parameterset
from shared.recht.termijnen import Termijn, wekentermijn


@dataclass(frozen=True, slots=True)
class Aanmaning:
    """What the letter says: pay before the end of the term; without vergoeding when its amount is unknown, and why."""

    termijn: Termijn
    vergoeding_cent: int
    uitleg: str
    dwangbevel_vanaf: date


def aanmaning(verzenddatum: date, hoofdsom_cent: int, parameters: Parameterset) -> Aanmaning:
    """The aanmaning for an amount in default, sent on a day; raises ParameterOnbekend only where the term itself is unknown.

    The lower vergoeding is for a hoofdsom under the limit, the higher one from the limit on (Awb 4:113 lid 1).
    """
    termijn = wekentermijn("aanmaning", verzenddatum, parameters)
    try:
        vergoeding, uitleg = _vergoeding(verzenddatum, hoofdsom_cent, parameters)
    except ParameterOnbekend as onbekend:
        vergoeding, uitleg = 0, f"De aanmaning gaat uit zonder vergoeding. {onbekend}"
    return Aanmaning(termijn, vergoeding, uitleg, termijn.laatste_dag + timedelta(days=1))


def _vergoeding(
    verzenddatum: date, hoofdsom_cent: int, parameters: Parameterset
) -> tuple[int, str]:
    grens = parameters.waarde("aanmaningsvergoeding_grens", verzenddatum).cent
    soort = "laag" if hoofdsom_cent < grens else "hoog"
    rij = parameters.waarde(f"aanmaningsvergoeding_{soort}", verzenddatum)
    return (
        rij.cent,
        f"Aanmaningsvergoeding {bedrag(rij.cent)} bij een hoofdsom van {bedrag(hoofdsom_cent)} ({rij.bron})",
    )
