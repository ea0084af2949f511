"""Parameter sets that differ from the law in one place, to see that a rule really reads that place on that day."""

from dataclasses import replace
from datetime import date, timedelta

from shared.parameter_files import load_parameters
from shared.parameters import Parameterset

PARAMETERS = load_parameters()


def met_waarde(naam: str, waarde: str, vanaf: date | None = None) -> Parameterset:
    """Another value of a parameter, on every day or from a day on."""
    rijen = []
    for rij in PARAMETERS.rijen:
        if rij.naam != naam:
            rijen.append(rij)
        elif vanaf is None:
            rijen.append(replace(rij, waarde=waarde))
        elif rij.geldig_van < vanaf and (rij.geldig_tot is None or vanaf <= rij.geldig_tot):
            rijen += [
                replace(rij, geldig_tot=vanaf - timedelta(days=1)),
                replace(rij, waarde=waarde, geldig_van=vanaf),
            ]
        else:
            rijen.append(rij)
    return Parameterset(tuple(rijen))
