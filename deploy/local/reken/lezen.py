"""Read the questions of one call: not too much of it, UTF-8, JSON in which no name stands twice, and only fields that exist."""

import json
import sys
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from deploy.local.reken.zinnen import zinnen

MAX_BYTES = 50_000_000
WITRUIMTE = " \t\r\n"


class BadInput(Exception):
    """What was wrong, that nothing was kept, what to do."""

    def __init__(
        self, wat: str, doen: str = "Verbeter de invoer en reken opnieuw; 'doorstart reken <som> --help' geeft een voorbeeld."
    ) -> None:
        super().__init__(f"Niet gelukt. {wat}\nEr is niets bewaard: deze opdracht rekent alleen.\nWat u kunt doen: {doen}")


def lees(bestand: Path | None, model: type[BaseModel]) -> tuple[list[Any], bool]:
    """The questions, and whether they came as a list; raises BadInput."""
    ruw = _tekst(bestand)
    _controleer(ruw)
    is_lijst = ruw.lstrip(WITRUIMTE).startswith("[")
    try:
        if is_lijst:
            return list(TypeAdapter(list[model]).validate_json(ruw)), True  # type: ignore[valid-type]
        return [model.model_validate_json(ruw)], False
    except ValidationError as error:
        raise BadInput(zinnen(error, is_lijst=is_lijst)) from error


def _tekst(bestand: Path | None) -> str:
    try:
        data = _stdin() if bestand in (None, Path("-")) else _file(bestand)
        if len(data) > MAX_BYTES:
            raise BadInput(
                f"De invoer is te groot: hooguit {MAX_BYTES // 1_000_000} MB in een keer.", "Deel de lijst op in kleinere lijsten."
            )
        return data.decode("utf-8-sig")
    except OSError as error:
        raise BadInput(
            f"{bestand or 'De standaardinvoer'} {_waarom_niet(error)}.", "Controleer de naam en de rechten van het bestand."
        ) from error
    except UnicodeDecodeError as error:
        raise BadInput("De invoer is geen UTF-8-tekst.", "Bewaar het bestand als UTF-8 en reken opnieuw.") from error


def _stdin() -> bytes:
    return sys.stdin.buffer.read(MAX_BYTES + 1) if sys.stdin else b""


def _file(bestand: Path | None) -> bytes:
    if bestand is None:
        return b""
    with bestand.open("rb") as open_file:
        return open_file.read(MAX_BYTES + 1)


def _waarom_niet(error: OSError) -> str:
    match error:
        case FileNotFoundError():
            return "bestaat niet"
        case IsADirectoryError():
            return "is een map en geen bestand"
        case _:
            return "kan niet gelezen worden"


def _controleer(ruw: str) -> None:
    """Say where the JSON breaks, and refuse what JSON readers quietly accept: a name twice, NaN and Infinity."""
    if not ruw.strip(WITRUIMTE):
        raise BadInput("De invoer is leeg: er staat geen JSON in.")
    try:
        json.loads(ruw, object_pairs_hook=_elk_een_keer, parse_constant=_geen_getal, parse_int=str, parse_float=str)
    except json.JSONDecodeError as error:
        raise BadInput(f"De invoer is geen geldige JSON: kijk bij regel {error.lineno}, teken {error.colno}.") from error
    except RecursionError as error:
        raise BadInput("De invoer is geen geldige JSON voor een som: er staan te veel haken in elkaar.") from error


def _elk_een_keer(paren: list[tuple[str, Any]]) -> None:
    namen = [naam for naam, _ in paren]
    if len(set(namen)) < len(namen):
        dubbel = next(naam for naam in namen if namen.count(naam) > 1)
        raise BadInput(f"'{dubbel}' staat er twee keer in.", "Haal een van beide weg en reken opnieuw.")


def _geen_getal(woord: str) -> None:
    raise BadInput(f"{woord} is geen getal.")
