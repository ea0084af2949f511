"""What notify's processes read from their environment."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from services.notify.adapters.afzenders import DEMO, read_afzenders
from services.notify.domain.brief import Afzender
from shared.parameter_files import load_parameters
from shared.parameters import Parameterset
from shared.personen import Personenvraag
from shared.settings import Common, common, setting


@dataclass(frozen=True)
class Settings:
    common: Common
    personen: Personenvraag
    afzenders: Mapping[str, Afzender]
    parameters: Parameterset


def read() -> Settings:
    """DOORSTART_AFZENDERS names a city's own file of desks; without it the demo city's desks sign."""
    overlay = setting("DOORSTART_PARAMETERS", "")
    return Settings(
        common=common("notify"),
        personen=Personenvraag.of("notify"),
        afzenders=read_afzenders(Path(setting("DOORSTART_AFZENDERS", str(DEMO)))),
        parameters=load_parameters(Path(overlay) if overlay else None),
    )
