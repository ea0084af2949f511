"""A whole organisation in one dated TOML file: for the first day, and for whoever keeps it in a file."""

import tomllib
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from shared.contracts.organisatie import (
    GemeenteAangesloten,
    LoketIngericht,
    MandaatVerleend,
    MedewerkerAangesteld,
    Organisatiegebeurtenis,
    RegioIngericht,
    RolToegekend,
    TeamIngericht,
    VervangingGeregeld,
    WerkafspraakVastgesteld,
)
from shared.money import BedragIsOnleesbaar, cent_uit_decimaal
from shared.velden import Dag

DEMO = Path(__file__).with_name("demo.toml")
# In this order: what comes later names what came before.
TABELLEN: tuple[tuple[str, type[Organisatiegebeurtenis]], ...] = (
    ("gemeente", GemeenteAangesloten),
    ("loket", LoketIngericht),
    ("regio", RegioIngericht),
    ("team", TeamIngericht),
    ("medewerker", MedewerkerAangesteld),
    ("rol", RolToegekend),
    ("mandaat", MandaatVerleend),
    ("vervanging", VervangingGeregeld),
    ("werkafspraak", WerkafspraakVastgesteld),
)


class InrichtingKloptNiet(ValueError):
    """The file is wrong: nothing of it is told."""


class Kop(BaseModel):
    """`ingericht_op`: the day on which the organisation was set up like this; every row that names no first day begins on it."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    ingericht_op: Dag


class Inrichting(BaseModel):
    model_config = ConfigDict(frozen=True)
    ingericht_op: Dag
    gebeurtenissen: tuple[Organisatiegebeurtenis, ...]


def lees(file: Path) -> Inrichting:
    """Everything that a file tells, in an order in which it can be told; raises InrichtingKloptNiet."""
    try:
        tables = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InrichtingKloptNiet(f"{file.name} is niet te lezen: {error}") from error
    rows = {name: tables.pop(name, []) for name, _ in TABELLEN}
    try:
        kop = Kop.model_validate(tables)
    except ValidationError as error:
        raise InrichtingKloptNiet(f"{file.name}, bovenaan: {_melding(error)}") from error
    return Inrichting.model_construct(
        ingericht_op=kop.ingericht_op,
        gebeurtenissen=tuple(
            _event(f"{file.name}, {name} {number}", kind, row, kop)
            for name, kind in TABELLEN
            for number, row in enumerate(rows[name], 1)
        ),
    )


def _event(
    where: str, kind: type[Organisatiegebeurtenis], row: Any, kop: Kop
) -> Organisatiegebeurtenis:
    if not isinstance(row, dict):
        raise InrichtingKloptNiet(f"{where}: dit is geen tabel ([[...]]).")
    unknown = sorted(row.keys() - kind.model_fields.keys() - {"tot_euro"})
    if unknown:
        raise InrichtingKloptNiet(f"{where}: het veld {unknown[0]} bestaat niet.")
    try:
        return kind.model_validate(_whole(kind, dict(row), kop))
    except (ValidationError, BedragIsOnleesbaar) as error:
        told = _melding(error) if isinstance(error, ValidationError) else str(error)
        raise InrichtingKloptNiet(f"{where}: {told}") from error


def _whole(kind: type[Organisatiegebeurtenis], row: dict[str, Any], kop: Kop) -> dict[str, Any]:
    """A mandate is written in euro; a first day that is not named is that of the file."""
    if kind is MandaatVerleend and "tot_euro" in row:
        row["tot_cent"] = cent_uit_decimaal(row.pop("tot_euro"))
    if kind is RolToegekend:
        row.setdefault("toekenning_id", f"{row.get('medewerker_id')}.{row.get('rol')}")
    for first in ("vanaf", "van", "geldig_van"):
        if first in kind.model_fields:
            row.setdefault(first, kop.ingericht_op)
    return row


def _melding(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    return f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}"
