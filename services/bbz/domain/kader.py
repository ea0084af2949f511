"""What every decision may look at besides the application: the parameters of the law and who may sign."""

from dataclasses import dataclass

from shared.parameters import Parameterset
from shared.recht.mandaat import Mandaatregister


@dataclass(frozen=True)
class Kader:
    parameters: Parameterset
    mandaten: Mandaatregister
