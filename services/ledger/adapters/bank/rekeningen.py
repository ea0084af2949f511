"""The list of our own bank accounts as a dated TOML file; a municipality points to its own."""

import tomllib
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from services.ledger.domain.bank.rekeningenlijst import Rekening, Rekeningenlijst, kaal

DEMO = Path(__file__).with_name("rekeningen.toml")


class RekeningenKloppenNiet(ValueError):
    """The list is wrong; nothing starts with a wrong list."""


class Row(BaseModel):
    """One account and its period."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    iban: str
    geldig_van: date | None = None
    geldig_tot: date | None = None


def read_rekeningen(setting: str | None) -> Rekeningenlijst:
    """From a file, or from bare account numbers with spaces between them (ours since always); the demo's list when nothing is said."""
    words = (setting or "").split()
    if words and not any(Path(word).suffix == ".toml" for word in words):
        return Rekeningenlijst.van(*words)
    return load_rekeningen(Path(setting) if setting else DEMO)


def load_rekeningen(file: Path) -> Rekeningenlijst:
    """The list of a file; raises RekeningenKloppenNiet."""
    try:
        rows = [
            Row.model_validate(table) for table in tomllib.loads(file.read_text("utf-8")).values()
        ]
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise RekeningenKloppenNiet(
            f"{file.name} is geen geldige lijst van rekeningen: {error}"
        ) from error
    if any(row.geldig_van and row.geldig_tot and row.geldig_tot < row.geldig_van for row in rows):
        raise RekeningenKloppenNiet(f"{file.name}: een periode eindigt voor zij begint")
    return Rekeningenlijst(
        tuple(Rekening(iban=kaal(row.iban), van=row.geldig_van, tot=row.geldig_tot) for row in rows)
    )
