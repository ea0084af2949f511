"""What every decision may look at besides the application: the parameters of the law and who may sign."""

from dataclasses import dataclass

from services.bbz.domain.mandaat import Mandaatregister
from shared.parameters import Parameterset


@dataclass(frozen=True)
class Kader:
    parameters: Parameterset
    mandaten: Mandaatregister
