"""Read the questions of one call: not too much of it, UTF-8, JSON in which no name stands twice, and only fields that exist."""

import json
import sys
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from shared.recht.reken.zinnen import zinnen

MAX_BYTES = 50_000_000
WITRUIMTE = " \t\r\n"


class BadInput(Exception):
    """What was wrong, that nothing was kept, what to do."""

    def __init__(
        self,
        wat: str,
        doen: str = "Verbeter de invoer en reken opnieuw; 'doorstart reken <som> --help' geeft een voorbeeld.",
    ) -> None:
        self.wat = wat
        super().__init__(
            f"Niet gelukt. {wat}\nEr is niets bewaard: deze opdracht rekent alleen.\nWat u kunt doen: {doen}"
        )


@dataclass(frozen=True)
class Vragen:
    """The text of the input and where each question stands in it, so that a long list is never in memory as objects."""

    tekst: str
    plaatsen: "array[int]"
    is_lijst: bool

    def __iter__(self) -> Iterator[str]:
        for begin, eind in zip(self.plaatsen[::2], self.plaatsen[1::2], strict=True):
            yield self.tekst[begin:eind]

    def __len__(self) -> int:
        return len(self.plaatsen) // 2


def lees(bestand: Path | None) -> Vragen:
    """The questions, or BadInput when the input as a whole cannot be read."""
    tekst = _tekst(bestand)
    begin = _na_witruimte(tekst, 0)
    if begin == len(tekst):
        raise BadInput("De invoer is leeg: er staat geen JSON in.")
    is_lijst = tekst[begin] == "["
    try:
        plaatsen = array("Q", _van_lijst(tekst, begin + 1) if is_lijst else _van_een(tekst, begin))
    except json.JSONDecodeError as error:
        raise BadInput(
            f"De invoer is geen geldige JSON: kijk bij regel {error.lineno}, teken {error.colno}."
        ) from error
    except RecursionError as error:
        raise BadInput(
            "De invoer is geen geldige JSON voor een som: er staan te veel haken in elkaar."
        ) from error
    return Vragen(tekst, plaatsen, is_lijst)


def vraag_van(tekst: str, model: type[BaseModel]) -> Any:
    """One question; raises BadInput."""
    json.loads(
        tekst,
        object_pairs_hook=_elk_een_keer,
        parse_constant=_geen_getal,
        parse_int=str,
        parse_float=str,
    )
    try:
        return model.model_validate_json(tekst)
    except ValidationError as error:
        raise BadInput(zinnen(error)) from error


def _van_een(tekst: str, begin: int) -> Iterator[int]:
    eind = _SYNTAX.raw_decode(tekst, begin)[1]
    if _na_witruimte(tekst, eind) != len(tekst):
        raise json.JSONDecodeError("more than one value", tekst, eind)
    yield from (begin, eind)


def _van_lijst(tekst: str, begin: int) -> Iterator[int]:
    plek = _na_witruimte(tekst, begin)
    while tekst[plek : plek + 1] != "]":
        eind = _SYNTAX.raw_decode(tekst, plek)[1]
        yield from (plek, eind)
        plek = _na_witruimte(tekst, eind)
        if tekst[plek : plek + 1] == ",":
            plek = _na_witruimte(tekst, plek + 1)
            if tekst[plek : plek + 1] != "]":
                continue
        elif tekst[plek : plek + 1] == "]":
            break
        raise json.JSONDecodeError("no comma or end of the list", tekst, plek)
    if _na_witruimte(tekst, plek + 1) != len(tekst):
        raise json.JSONDecodeError("more than one value", tekst, plek + 1)


def _na_witruimte(tekst: str, plek: int) -> int:
    while plek < len(tekst) and tekst[plek] in WITRUIMTE:
        plek += 1
    return plek


def _tekst(bestand: Path | None) -> str:
    try:
        data = _stdin() if bestand in (None, Path("-")) else _file(bestand)
        if len(data) > MAX_BYTES:
            raise BadInput(
                f"De invoer is te groot: hooguit {MAX_BYTES // 1_000_000} MB in een keer.",
                "Deel de lijst op in kleinere lijsten.",
            )
        return data.decode("utf-8-sig")
    except OSError as error:
        raise BadInput(
            f"{bestand or 'De standaardinvoer'} {_waarom_niet(error)}.",
            "Controleer de naam en de rechten van het bestand.",
        ) from error
    except UnicodeDecodeError as error:
        raise BadInput(
            "De invoer is geen UTF-8-tekst.", "Bewaar het bestand als UTF-8 en reken opnieuw."
        ) from error


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


def _elk_een_keer(paren: list[tuple[str, Any]]) -> None:
    namen = [naam for naam, _ in paren]
    if len(set(namen)) < len(namen):
        dubbel = next(naam for naam in namen if namen.count(naam) > 1)
        raise BadInput(
            f"'{dubbel}' staat er twee keer in.", "Haal een van beide weg en reken opnieuw."
        )


def _geen_getal(woord: str) -> None:
    raise BadInput(f"{woord} is geen getal.")


# What JSON is, before anybody asks what it means.
_SYNTAX = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)
