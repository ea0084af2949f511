"""What notify's processes read from their environment."""

from dataclasses import dataclass
from pathlib import Path

from shared.parameter_files import load_parameters
from shared.parameters import Parameterset
from shared.personen import Personenvraag
from shared.settings import Common, common, setting


@dataclass(frozen=True)
class Settings:
    common: Common
    personen: Personenvraag
    parameters: Parameterset


def read() -> Settings:
    """Raises MissingSetting, ParametersKloppenNiet."""
    overlay = setting("DOORSTART_PARAMETERS", "")
    return Settings(
        common=common("notify"),
        personen=Personenvraag.of("notify"),
        parameters=load_parameters(Path(overlay) if overlay else None),
    )
