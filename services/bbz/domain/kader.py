"""What every decision may look at besides the application: the parameters of the law, who may sign, and what was granted before."""

from dataclasses import dataclass

from services.bbz.domain.eerder import NIETS, Eerder
from shared.parameters import Parameterset
from shared.recht.mandaat import Mandaatregister


@dataclass(frozen=True)
class Kader:
    parameters: Parameterset
    mandaten: Mandaatregister
    eerder: Eerder = NIETS
