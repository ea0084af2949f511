"""`doorstart status`: what runs, for people and for machines."""

import json
from typing import Annotated

import typer

from deploy.local.folders import state_folder
from deploy.local.screen import err, out, status_table, summary
from deploy.local.state import State, read_living_state

PROBLEMS = 3


def status(as_json: Annotated[bool, typer.Option("--json", help="Als gegevens, voor programma's.")] = False) -> None:
    """Voorbeeld: doorstart status --json

    Toont welke delen draaien en op welke adressen. Code 3 als een deel van een draaiend systeem niet in orde is.
    """
    folder = state_folder()
    state = read_living_state(folder)
    if as_json:
        typer.echo(json.dumps(state.report()))
    elif not state.is_supervised:
        err.print("Er draait niets. Start met: doorstart demo")
    else:
        out.print(status_table(state, lambda name: str(folder / "logs" / f"{name}.log")))
        summary(state)
    raise typer.Exit(PROBLEMS if has_problems(state) else 0)


def has_problems(state: State) -> bool:
    """Whether a part that should run does not."""
    return state.is_supervised and any(part.state not in ("running", "done") for part in state.parts)
