"""What bbz's processes read from their environment."""

import os
from dataclasses import dataclass
from pathlib import Path

from shared.parameter_files import load_parameters
from shared.parameters import Parameterset
from shared.settings import Common, common


@dataclass(frozen=True)
class Settings:
    common: Common
    parameters: Parameterset


def read() -> Settings:
    """Raises MissingSetting, ParametersKloppenNiet."""
    overlay = os.environ.get("DOORSTART_PARAMETERS")
    return Settings(
        common("bbz"),
        load_parameters(Path(overlay) if overlay else None),
    )
