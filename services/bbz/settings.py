"""What bbz's processes read from their environment."""

import os
from dataclasses import dataclass
from pathlib import Path

from services.bbz.domain.kader import Kader
from shared.mandate_files import load_mandaten
from shared.parameter_files import load_parameters
from shared.settings import Common, common

# The register of the demo.
MANDATEN = Path(__file__).parent / "adapters" / "mandaten.toml"


@dataclass(frozen=True)
class Settings:
    common: Common
    kader: Kader


def read() -> Settings:
    """Raises MissingSetting, ParametersKloppenNiet, MandatenKloppenNiet."""
    overlay = os.environ.get("DOORSTART_PARAMETERS")
    mandaten = Path(os.environ.get("DOORSTART_MANDATEN") or MANDATEN)
    return Settings(
        common("bbz"),
        Kader(load_parameters(Path(overlay) if overlay else None), load_mandaten(mandaten)),
    )
