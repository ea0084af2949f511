"""Load parameter sets from TOML: the rows of the Rijk in `parameters/`, then the overlay of a municipality. Checked at start."""

import re
import tomllib
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from shared.parameters import GEEN, GEMEENTELIJK, ONBEKEND, Parameter, Parameterset

RIJK = Path(__file__).resolve().parent.parent / "parameters"
WOORDEN = (ONBEKEND, GEEN, GEMEENTELIJK)
GETELD = {"aantal", "dagen", "weken", "maanden", "jaren", "uren"}
CODES = re.compile(r"[a-z_]{1,60}(;[a-z_]{1,60})*", re.ASCII)
HEEL_GETAL, GETAL = re.compile(r"\d{1,9}", re.ASCII), re.compile(r"\d{1,9}(\.\d{1,15})?", re.ASCII)
SCHRIKKELJAAR = 2024


class ParametersKloppenNiet(ValueError):
    """A parameter file is wrong; nothing starts with a wrong set."""


class Row(BaseModel):
    """One period of one parameter."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    valid_from: date
    valid_to: date | None = None
    value: str = Field(min_length=1)
    source: str = ""
    confidence: Literal["F", "S", "F/S", "D", "G", "N"]
    bekend_vanaf: date | None = None
    choice: str = ""
    note: str = ""


class Rows(BaseModel):
    """One parameter with all its periods."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    unit: str = Field(min_length=1)
    select_on: str = Field(min_length=1)
    rows: tuple[Row, ...] = Field(min_length=1)


def load_parameters(overlay: Path | None = None, rijk: Path = RIJK) -> Parameterset:
    """The set of the Rijk, with the rows of a municipality from the TOML files in `overlay`; raises ParametersKloppenNiet."""
    basis = tuple(_read(rijk, "rijk"))
    eigen = tuple(_read(overlay, "gemeente")) if overlay else ()
    for laag in (basis, eigen):
        _refuse_overlap(laag)
    _refuse_overruling(basis, eigen)
    return Parameterset(basis + eigen)


def _read(folder: Path, laag: str) -> Iterable[Parameter]:
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise ParametersKloppenNiet(f"In {folder} staan geen parameters (*.toml).")
    for file in files:
        try:
            tables = {
                naam: Rows.model_validate(table)
                for naam, table in tomllib.loads(file.read_text("utf-8")).items()
            }
        except (OSError, ValidationError, ValueError) as error:
            raise ParametersKloppenNiet(
                f"{file.name} is geen geldig parameterbestand: {error}"
            ) from error
        for naam, table in tables.items():
            yield from (_parameter(naam, table, row, laag, file.name) for row in table.rows)


def _parameter(naam: str, table: Rows, row: Row, laag: str, file: str) -> Parameter:
    parameter = Parameter(
        naam=naam,
        eenheid=table.unit,
        kies_op=table.select_on,
        geldig_van=row.valid_from,
        geldig_tot=row.valid_to,
        waarde=row.value,
        bron=row.source,
        zekerheid=row.confidence,
        toelichting=row.note,
        bekend_vanaf=row.bekend_vanaf or row.valid_from,
        keuze=row.choice,
        laag=laag,
    )
    try:
        _check(parameter)
    except (ArithmeticError, ValueError) as error:
        raise ParametersKloppenNiet(
            f"{file}: {naam} per {row.valid_from} klopt niet: {error}"
        ) from error
    return parameter


def _check(rij: Parameter) -> None:
    """The value fits its unit, the period does not end before it starts, a usable value has a source."""
    if rij.geldig_tot and rij.geldig_tot < rij.geldig_van:
        raise ValueError("de periode eindigt voor zij begint")
    if (rij.waarde == ONBEKEND) != (rij.zekerheid == "N"):
        raise ValueError("onbekend hoort bij zekerheid N")
    if not rij.bron and rij.zekerheid not in ("N", "G"):
        raise ValueError("de bron ontbreekt")
    if rij.waarde in WOORDEN:
        return
    if rij.eenheid.startswith("EUR"):
        _ = rij.cent
    elif rij.eenheid == "datum":
        _ = rij.datum
    elif "/" in rij.eenheid:
        if rij.waarde not in rij.eenheid.split("/"):
            raise ValueError(f"'{rij.waarde}' is geen van {rij.eenheid}")
    elif rij.eenheid.startswith("MM-DD"):
        _ = date.fromisoformat(f"{SCHRIKKELJAAR}-{rij.waarde}")
    elif rij.eenheid == "codes" and not CODES.fullmatch(rij.waarde):
        raise ValueError(f"'{rij.waarde}' is geen rij codes met een puntkomma ertussen")
    elif rij.eenheid != "codes":
        getal = HEEL_GETAL if rij.eenheid.split()[0] in GETELD else GETAL
        if not all(getal.fullmatch(deel) for deel in rij.waarde.split(";")):
            raise ValueError(
                f"'{rij.waarde}' is geen {'heel ' if getal is HEEL_GETAL else ''}getal van nul of meer"
            )


def _refuse_overlap(rijen: Iterable[Parameter]) -> None:
    for eerste, tweede in pairwise(sorted(rijen, key=lambda rij: (rij.naam, rij.geldig_van))):
        if eerste.naam == tweede.naam and (
            eerste.geldig_tot is None or tweede.geldig_van <= eerste.geldig_tot
        ):
            raise ParametersKloppenNiet(
                f"Twee waarden van {eerste.naam} gelden op {tweede.geldig_van}: perioden mogen niet overlappen."
            )


def _refuse_overruling(basis: Iterable[Parameter], eigen: Iterable[Parameter]) -> None:
    """A municipality adds what is unknown, derived or left to it; it does not change a value of the law."""
    vast = [rij for rij in basis if not rij.is_onbekend and rij.zekerheid in ("F", "S", "F/S")]
    for rij in eigen:
        for wet in vast:
            if (
                wet.naam == rij.naam
                and wet.geldig_van <= (rij.geldig_tot or date.max)
                and rij.geldig_van <= (wet.geldig_tot or date.max)
            ):
                raise ParametersKloppenNiet(
                    f"{rij.naam} per {rij.geldig_van} staat al vast in {wet.bron}; een gemeente kan die waarde niet wijzigen."
                )
