"""Read the input, do the sum, print the outcome; bad input or a refused sum gives exit 2 and a message in three parts."""

import json
import sys
from collections.abc import Callable
from importlib import import_module
from io import TextIOWrapper
from os import environ
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel, TypeAdapter

from deploy.local.reken.lezen import BadInput, lees
from shared.parameter_files import ParametersKloppenNiet, load_parameters
from shared.parameters import ParameterOnbekend, Parameterset

DONE, WRONG_USE = 0, 2


class Som(NamedTuple):
    """What a sum is made of: its input model, its pure function, its output type, and its words for people."""

    vraag: type[BaseModel]
    antwoord: Callable[[Any, Parameterset], Any]
    uitkomst: Any
    tekst: Callable[[Any], str]


def run(naam: str, bestand: Path | None, *, tekst: bool, json_schema: bool) -> int:
    """Exit code of one call; everything it says goes to standard output, complaints go to standard error."""
    for kanaal in (sys.stdout, sys.stderr):
        if isinstance(kanaal, TextIOWrapper):
            kanaal.reconfigure(encoding="utf-8", errors="backslashreplace")
    som: Som = import_module(f"deploy.local.reken.{naam}").SOM
    try:
        _write(_schema(som) if json_schema else _uitkomst(som, bestand, tekst=tekst))
    except BadInput as problem:
        print(problem, file=sys.stderr)
        return WRONG_USE
    return DONE


def _write(uitkomst: str) -> None:
    try:
        print(uitkomst, flush=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        sys.stdout = None  # what is left in it cannot be written either
        raise BadInput("De uitkomst kan niet geschreven worden.", "Kies een plek met ruimte en reken opnieuw.") from error


def _schema(som: Som) -> str:
    return _json({"invoer": som.vraag.model_json_schema(), "uitvoer": TypeAdapter(som.uitkomst).json_schema(mode="serialization")})


def _uitkomst(som: Som, bestand: Path | None, *, tekst: bool) -> str:
    vragen, is_lijst = lees(bestand, som.vraag)
    parameters = _parameters()
    antwoorden = [_antwoord(som, vraag, parameters, nummer if is_lijst else None) for nummer, vraag in enumerate(vragen, start=1)]
    if tekst:
        return "\n\n".join(som.tekst(een) for een in antwoorden)
    adapter = TypeAdapter(som.uitkomst)
    gedumpt = [adapter.dump_python(een, mode="json") for een in antwoorden]
    return _json(gedumpt if is_lijst else gedumpt[0])


def _parameters() -> Parameterset:
    map_ = environ.get("DOORSTART_PARAMETERS")
    try:
        return load_parameters(Path(map_) if map_ else None)
    except ParametersKloppenNiet as problem:
        raise BadInput(f"De parameters kloppen niet. {problem}", "Herstel het bestand in de map van DOORSTART_PARAMETERS.") from problem


def _antwoord(som: Som, vraag: BaseModel, parameters: Parameterset, nummer: int | None) -> Any:
    plaats = f"In som {nummer} van de lijst: " if nummer else ""
    try:
        return som.antwoord(vraag, parameters)
    except ParameterOnbekend as onbekend:
        raise BadInput(f"{plaats}{onbekend}", "Leg eerst de waarde met haar bron vast in de parameters, en reken opnieuw.") from onbekend
    except OverflowError as error:
        raise BadInput(f"{plaats}Een datum ligt buiten de kalender.") from error
    except ValueError as error:
        weg = "year" in str(error) and "out of range" in str(error)
        raise BadInput(plaats + ("Een datum ligt buiten de kalender." if weg else str(error))) from error


def _json(waarde: Any) -> str:
    return json.dumps(waarde, ensure_ascii=False, indent=2)
