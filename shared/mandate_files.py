"""Load a register of mandates: a dated TOML file, for each service its own."""

import tomllib
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from shared.money import BedragIsOnleesbaar, cent_uit_decimaal
from shared.recht.mandaat import Mandaat, Mandaatregister


class MandatenKloppenNiet(ValueError):
    """The register is wrong; nothing starts with a wrong register."""


class Row(BaseModel):
    """One mandate; `tot` is an amount in euro as text, absent without a limit of its own."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    houder: str
    gemeenten: tuple[str, ...]
    tot: str | None = None
    geldig_van: date
    geldig_tot: date | None = None


def load_mandaten(file: Path) -> Mandaatregister:
    """The register of a file; raises MandatenKloppenNiet."""
    try:
        tables = tomllib.loads(file.read_text("utf-8"))
        return Mandaatregister(
            tuple(_mandaat(naam, Row.model_validate(table)) for naam, table in tables.items())
        )
    except (OSError, tomllib.TOMLDecodeError, ValidationError, BedragIsOnleesbaar) as error:
        raise MandatenKloppenNiet(f"{file.name} is geen geldig mandaatregister: {error}") from error


def _mandaat(naam: str, row: Row) -> Mandaat:
    if row.geldig_tot and row.geldig_tot < row.geldig_van:
        raise MandatenKloppenNiet(f"{naam}: de periode eindigt voor zij begint")
    return Mandaat(
        mandaat_id=naam,
        houder=row.houder,
        gemeenten=row.gemeenten,
        tot_cent=cent_uit_decimaal(row.tot) if row.tot else None,
        geldig_van=row.geldig_van,
        geldig_tot=row.geldig_tot,
    )
