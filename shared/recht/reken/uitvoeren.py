"""Read the input, do the sum, print the outcome; bad input or a refused sum gives a message in three parts: exit 2, in a list exit 1."""

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from io import TextIOWrapper
from os import environ
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel, TypeAdapter

from shared.parameter_files import ParametersKloppenNiet, load_parameters
from shared.parameters import Parameter, ParameterOnbekend, Parameterset
from shared.recht.reken.lezen import BadInput, Vragen, lees, vraag_van
from shared.recht.reken.zinnen import HOOGUIT

DONE, SOME_REFUSED, WRONG_USE = 0, 1, 2


class Som(NamedTuple):
    """What a sum is made of: its input model, its pure function, its output type, and its words for people."""

    vraag: type[BaseModel]
    antwoord: Callable[[Any, Parameterset], Any]
    uitkomst: Any
    tekst: Callable[[Any], str]


def run(module: str, bestand: Path | None, *, tekst: bool, json_schema: bool) -> int:
    """Exit code of one call of the sum in a module; everything it says goes to standard output, complaints go to standard error."""
    for kanaal in (sys.stdout, sys.stderr):
        if isinstance(kanaal, TextIOWrapper):
            kanaal.reconfigure(encoding="utf-8", errors="backslashreplace")
    som: Som = import_module(module).SOM
    try:
        if json_schema:
            _write(_schema(som) + "\n")
            return DONE
        vragen, parameters = lees(bestand), Gelezen(_parameters().rijen)
        reken = (
            _als_tekst(som, parameters)
            if tekst
            else _als_json(som, parameters, is_lijst=vragen.is_lijst)
        )
        if not vragen.is_lijst:
            _write(reken(next(iter(vragen))) + "\n")
            return DONE
        return _reken_lijst(vragen, reken, tekst=tekst)
    except BadInput as problem:
        print(problem, file=sys.stderr)
        return WRONG_USE


def _reken_lijst(vragen: Vragen, reken: Callable[[str], str], *, tekst: bool) -> int:
    """One answer for each question, in order; a question that is refused spoils only itself."""
    begin, tussen, eind = ("", "\n\n", "\n") if tekst else ("[\n", ",\n", "\n]\n")
    geweigerd: list[int] = []
    for nummer, vraag in enumerate(vragen, start=1):
        try:
            antwoord = reken(vraag)
        except BadInput as problem:
            geweigerd.append(nummer)
            antwoord = (
                f"Geweigerd: {problem.wat}"
                if tekst
                else json.dumps({"geweigerd": problem.wat}, ensure_ascii=False)
            )
        _write((begin if nummer == 1 else tussen) + antwoord)
    _write(eind if len(vragen) else f"{begin.strip()}{eind.strip()}\n")
    if geweigerd:
        print(_geweigerd(geweigerd, len(vragen)), file=sys.stderr)
    return SOME_REFUSED if geweigerd else DONE


def _geweigerd(nummers: Sequence[int], aantal: int) -> str:
    genoemd = ", ".join(str(nummer) for nummer in nummers[:HOOGUIT]) + (
        " en verder" if len(nummers) > HOOGUIT else ""
    )
    return (
        f"Geweigerd: {len(nummers)} van de {aantal} sommen in de lijst, met nummer {genoemd}.\n"
        "De andere zijn gewoon uitgerekend.\n"
        "Wat u kunt doen: kijk in de uitkomst bij dat nummer waarom, verbeter die som en reken haar opnieuw."
    )


def _write(uitkomst: str) -> None:
    try:
        print(uitkomst, end="", flush=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        sys.stdout = None  # what is left in it cannot be written either
        raise BadInput(
            "De uitkomst kan niet geschreven worden.", "Kies een plek met ruimte en reken opnieuw."
        ) from error


def _schema(som: Som) -> str:
    uitvoer = TypeAdapter(som.uitkomst).json_schema(mode="serialization")
    lijst = {
        "type": "array",
        "items": {"type": "string"},
        "description": "Parameters zonder bron voor deze datum.",
    }
    uitvoer["properties"]["afgeleid"] = lijst
    uitvoer["required"].append("afgeleid")
    return json.dumps(
        {"invoer": som.vraag.model_json_schema(), "uitvoer": uitvoer}, ensure_ascii=False, indent=2
    )


@dataclass(frozen=True)
class Gelezen(Parameterset):
    """The parameters, with those that a sum used and that no source names: every output shows them."""

    afgeleid: dict[str, None] = field(default_factory=dict, compare=False)

    def waarde(self, naam: str, op: date, bekend_op: date | None = None) -> Parameter:
        """The row, remembered where it is derived."""
        rij = super().waarde(naam, op, bekend_op)
        if rij.is_afgeleid:
            self.afgeleid[rij.uitleg] = None
        return rij


def _als_tekst(som: Som, parameters: Gelezen) -> Callable[[str], str]:
    def reken(vraag: str) -> str:
        uitkomst = som.tekst(_antwoord(som, vraag_van(vraag, som.vraag), parameters))
        return "\n".join([uitkomst, *(f"Let op: {zin}." for zin in parameters.afgeleid)])

    return reken


def _als_json(som: Som, parameters: Gelezen, *, is_lijst: bool) -> Callable[[str], str]:
    """In a list each answer is one line."""
    adapter, inspringen, tussen = (
        TypeAdapter(som.uitkomst),
        None if is_lijst else 2,
        "" if is_lijst else "\n",
    )

    def reken(vraag: str) -> str:
        uitkomst = adapter.dump_json(
            _antwoord(som, vraag_van(vraag, som.vraag), parameters), indent=inspringen
        ).decode()
        afgeleid = json.dumps(list(parameters.afgeleid), ensure_ascii=False)
        return (
            f'{uitkomst.removesuffix("}").rstrip()},{tussen or " "}"afgeleid": {afgeleid}{tussen}}}'
        )

    return reken


def _parameters() -> Parameterset:
    map_ = environ.get("DOORSTART_PARAMETERS")
    try:
        return load_parameters(Path(map_) if map_ else None)
    except ParametersKloppenNiet as problem:
        raise BadInput(
            f"De parameters kloppen niet. {problem}",
            "Herstel het bestand in de map van DOORSTART_PARAMETERS.",
        ) from problem


def _antwoord(som: Som, vraag: BaseModel, parameters: Gelezen) -> Any:
    parameters.afgeleid.clear()
    try:
        return som.antwoord(vraag, parameters)
    except ParameterOnbekend as onbekend:
        raise BadInput(
            str(onbekend),
            "Leg eerst de waarde met haar bron vast in de parameters, en reken opnieuw.",
        ) from onbekend
    except OverflowError as error:
        raise BadInput("Een datum ligt buiten de kalender.") from error
    except ValueError as error:
        weg = "year" in str(error) and "out of range" in str(error)
        raise BadInput("Een datum ligt buiten de kalender." if weg else str(error)) from error
