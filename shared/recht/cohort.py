"""The settlement with the Rijk that a loan belongs to (Bbz art. 49, Tozo art. 19)."""

from datetime import date
from enum import StrEnum

from shared.parameters import Parameterset


class Regeling(StrEnum):
    """The decree a loan was granted under."""

    BBZ = "bbz"
    TOZO = "tozo"


class Cohort(StrEnum):
    """The settlement with the Rijk: capital granted before or from 2020 (Bbz art. 49), or Tozo (Tozo art. 19)."""

    BBZ_VOOR_2020 = "bbz_voor_2020"
    BBZ_VANAF_2020 = "bbz_vanaf_2020"
    TOZO = "tozo"


def cohort_van(regeling: Regeling, toegekend_op: date, parameters: Parameterset) -> Cohort:
    """The cohort of capital by the date on which it was first granted; a conversion or a claim keeps that of the original."""
    if regeling is Regeling.TOZO:
        return Cohort.TOZO
    grens = parameters.waarde("cohortgrens_kapitaal", toegekend_op).datum
    return Cohort.BBZ_VOOR_2020 if toegekend_op < grens else Cohort.BBZ_VANAF_2020
