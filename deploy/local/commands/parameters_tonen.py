"""The rows of the parameters on a day, for people or as JSON, with why a value may not be used and who can supply it."""

import json
from datetime import date
from os import environ
from pathlib import Path

from shared.parameter_files import ParametersKloppenNiet, load_parameters
from shared.parameters import Parameter, ParameterOnbekend, Parameterset
from shared.recht.reken.hulp import wrong_use


def tonen(op: str, bekend_op: str, naam: str, *, as_json: bool) -> str:
    """Everything with this word in its name; wrong use is told and raises typer.Exit."""
    dag, bekend = _dag(op, "--op"), _dag(bekend_op, "--bekend-op") if bekend_op else None
    alle = _parameters()
    namen = [een for een in sorted(alle.op_naam) if naam in een]
    if not namen:
        raise wrong_use(f"geen parameter heeft '{naam}' in de naam", "doorstart parameters toon")
    rijen = [rij for een in namen if (rij := alle.rij(een, dag, bekend))]
    weigeringen = {een: reden for een in namen if (reden := _weigering(alle, een, dag, bekend))}
    return (
        _json(rijen, weigeringen, dag, alle.versie)
        if as_json
        else _tekst(rijen, weigeringen, dag, alle.versie)
    )


def _dag(tekst: str, optie: str) -> date:
    try:
        return date.fromisoformat(tekst)
    except ValueError:
        raise wrong_use(
            f"{optie} vraagt een dag, zoals {optie} 2026-07-01", "doorstart parameters toon"
        ) from None


def _parameters() -> Parameterset:
    overlay = environ.get("DOORSTART_PARAMETERS")
    try:
        return load_parameters(Path(overlay) if overlay else None)
    except ParametersKloppenNiet as problem:
        raise wrong_use(
            f"de parameters kloppen niet. {problem}".rstrip("."), "doorstart parameters"
        ) from problem


def _weigering(alle: Parameterset, naam: str, dag: date, bekend: date | None) -> str:
    try:
        alle.waarde(naam, dag, bekend)
    except ParameterOnbekend as onbekend:
        return str(onbekend)
    return ""


def _json(rijen: list[Parameter], weigeringen: dict[str, str], dag: date, versie: str) -> str:
    tabel = [{**vars(rij), "is_bruikbaar": rij.naam not in weigeringen} for rij in rijen]
    alles = {"op": dag, "parameterset": versie, "parameters": tabel, "weigeringen": weigeringen}
    return json.dumps(alles, default=date.isoformat, indent=2)


def _tekst(rijen: list[Parameter], weigeringen: dict[str, str], dag: date, versie: str) -> str:
    regels = [
        f"{rij.naam:44} {rij.waarde:>14} {rij.eenheid:28} {rij.geldig_van} t/m {rij.geldig_tot or 'nu'!s:10}  {rij.zekerheid:3} {rij.bron}"
        + ("  (niet te gebruiken)" if rij.naam in weigeringen else "")
        for rij in rijen
    ]
    return "\n".join(
        [
            *regels,
            "",
            *weigeringen.values(),
            "",
            f"Parameterset {versie}, {len(rijen)} parameters op {dag}.",
        ]
    )
