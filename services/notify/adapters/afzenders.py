"""The desks in whose name letters go out, one for each municipality, from a TOML file that a city brings itself."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from services.notify.domain.brief import Afzender

DEMO = Path(__file__).parent / "afzenders.toml"


class AfzendersKloppenNiet(ValueError):
    """The file of desks is wrong; nothing starts, so no letter goes out without a sender."""


def read_afzenders(file: Path = DEMO) -> Mapping[str, Afzender]:
    """The desk of each municipality code; raises AfzendersKloppenNiet."""
    try:
        tables = tomllib.loads(file.read_text())
        return {code: Afzender.model_validate(table) for code, table in tables.items()}
    except (OSError, ValueError, ValidationError) as error:
        raise AfzendersKloppenNiet(
            f"Het bestand met afzenders ({file}) klopt niet: {error}. Er is niets gestart. Verbeter het bestand."
        ) from error
