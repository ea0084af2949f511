"""What routing's processes read from their environment."""

from dataclasses import dataclass
from pathlib import Path

from shared.parameter_files import load_parameters
from shared.parameters import Parameterset
from shared.settings import Common, common, setting


@dataclass(frozen=True)
class Settings:
    common: Common
    parameters: Parameterset


def read() -> Settings:
    overlay = setting("DOORSTART_PARAMETERS", "")
    return Settings(common("routing"), load_parameters(Path(overlay) if overlay else None))
