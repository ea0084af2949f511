"""Read the input, do the sum, print the outcome; bad input or a refused sum gives exit 2 and a message in three parts."""

import json
import sys
from collections.abc import Callable
from importlib import import_module
from os import environ
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel, TypeAdapter, ValidationError

from shared.parameter_files import ParametersKloppenNiet, load_parameters
from shared.parameters import ParameterOnbekend, Parameterset

DONE, WRONG_USE = 0, 2
MAX_BYTES = 50_000_000


class Som(NamedTuple):
    """What a sum is made of: its input model, its pure function, its output type, and its words for people."""

    vraag: type[BaseModel]
    antwoord: Callable[[Any, Parameterset], Any]
    uitkomst: Any
    tekst: Callable[[Any], str]


def run(naam: str, bestand: Path | None, *, tekst: bool, json_schema: bool) -> int:
    """Exit code of one call; everything it says goes to standard output, complaints go to standard error."""
    som: Som = import_module(f"deploy.local.reken.{naam}").SOM
    if json_schema:
        print(_json({"invoer": som.vraag.model_json_schema(), "uitvoer": TypeAdapter(som.uitkomst).json_schema(mode="serialization")}))
        return DONE
    try:
        vragen, is_lijst = _read(bestand, som.vraag)
        parameters = load_parameters(_overlay())
        antwoorden = [_antwoord(som, vraag, parameters, nummer if is_lijst else None) for nummer, vraag in enumerate(vragen, start=1)]
    except BadInput as problem:
        print(problem, file=sys.stderr)
        return WRONG_USE
    print("\n\n".join(som.tekst(een) for een in antwoorden) if tekst else _json(_dump(som, antwoorden, is_lijst=is_lijst)))
    return DONE


class BadInput(Exception):
    """What was wrong, that nothing was kept, what to do."""

    def __init__(
        self, wat: str, doen: str = "Verbeter de invoer en reken opnieuw; 'doorstart reken <som> --help' geeft een voorbeeld."
    ) -> None:
        super().__init__(f"Niet gelukt. {wat}\nEr is niets bewaard: deze opdracht rekent alleen.\nWat u kunt doen: {doen}")


def _read(bestand: Path | None, model: type[BaseModel]) -> tuple[list[Any], bool]:
    try:
        data = sys.stdin.buffer.read(MAX_BYTES) if bestand in (None, Path("-")) else _file(bestand)
        ruw = data.decode("utf-8-sig")
    except OSError as error:
        raise BadInput(f"{bestand} kan niet gelezen worden: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BadInput("De invoer is geen UTF-8-tekst.") from error
    is_lijst = ruw.lstrip().startswith("[")
    try:
        if is_lijst:
            return list(TypeAdapter(list[model]).validate_json(ruw)), True  # type: ignore[valid-type]
        return [model.model_validate_json(ruw)], False
    except ValidationError as error:
        raise BadInput(_zinnen(error, is_lijst=is_lijst)) from error


def _file(bestand: Path | None) -> bytes:
    if bestand is None:
        return b""
    with bestand.open("rb") as open_file:
        return open_file.read(MAX_BYTES)


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


def _overlay() -> Path | None:
    return Path(environ["DOORSTART_PARAMETERS"]) if environ.get("DOORSTART_PARAMETERS") else None


def _zinnen(error: ValidationError, *, is_lijst: bool) -> str:
    fouten = [_zin(fout, is_lijst=is_lijst) for fout in error.errors()[:5]]
    meer = error.error_count() - len(fouten)
    return " ".join(fouten) + (f" En nog {meer} andere." if meer else "")


def _zin(fout: Any, *, is_lijst: bool) -> str:
    plek = list(fout["loc"])
    waar = f"In som {plek.pop(0) + 1} van de lijst: " if is_lijst and plek else ""
    veld = ".".join(str(deel) for deel in plek)
    context = fout.get("ctx", {})
    match fout["type"]:
        case "json_invalid":
            zin = f"de invoer is geen geldige JSON ({context.get('error')})"
        case "missing":
            zin = f"'{veld}' ontbreekt"
        case "extra_forbidden":
            zin = f"'{veld}' is geen bekend veld"
        case "int_type" | "int_from_float" | "int_parsing":
            zin = f"'{veld}' moet een heel getal zijn, zonder aanhalingstekens"
        case "enum" | "literal_error":
            zin = f"'{veld}' moet een van deze woorden zijn: {context.get('expected')}"
        case "value_error":
            zin = f"'{veld}' {context.get('error')}" if veld else str(context.get("error"))
        case soort if "date" in soort:
            zin = f"'{veld}' moet een bestaande datum zijn, zoals 2026-03-01"
        case "greater_than_equal" | "greater_than":
            zin = f"'{veld}' is te klein: het minste is {context.get('ge', context.get('gt'))}"
        case "less_than_equal" | "less_than":
            zin = f"'{veld}' is te groot: het meeste is {context.get('le', context.get('lt'))}"
        case "model_type" | "model_attributes_type" | "dataclass_type":
            zin = "de invoer moet een JSON-object zijn" if not veld else f"'{veld}' moet een JSON-object zijn"
        case _:
            zin = f"'{veld}' heeft geen geldige waarde"
    return waar + (zin[0].upper() + zin[1:] if not waar else zin) + "."


def _dump(som: Som, antwoorden: list[Any], *, is_lijst: bool) -> Any:
    adapter = TypeAdapter(som.uitkomst)
    gedumpt = [adapter.dump_python(een, mode="json") for een in antwoorden]
    return gedumpt if is_lijst else gedumpt[0]


def _json(waarde: Any) -> str:
    return json.dumps(waarde, ensure_ascii=False, indent=2)


__all__ = ["BadInput", "ParametersKloppenNiet", "Som", "run"]
