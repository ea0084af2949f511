"""`doorstart status`: what runs, for people and for machines."""

import json
import os
from typing import Annotated

import httpx
import typer

from deploy.local.commands.screen import err, out, status_table, summary
from deploy.local.system.folders import state_folder
from deploy.local.system.state import PartState, State, read_living_state
from deploy.local.system.whereabouts import urls_of_environment

PROBLEMS = 3


def status(
    as_json: Annotated[
        bool, typer.Option("--json", help="Als gegevens, voor programma's.")
    ] = False,
) -> None:
    """Voorbeeld: doorstart status --json

    Toont welke delen draaien en op welke adressen. Code 3 als een deel van een draaiend systeem niet in orde is.
    """
    if urls := urls_of_environment():
        raise typer.Exit(_told_by_health(urls, as_json))
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
    return state.is_supervised and any(
        part.state not in ("running", "done") for part in state.parts
    )


def _told_by_health(urls: dict[str, str], as_json: bool) -> int:
    """Where nobody notes down what runs, as in a container, each service says itself whether it is ready."""
    parts = [
        PartState(
            name,
            "web",
            url.removeprefix("http://"),
            state="running" if _is_ready(f"{url}/{name}/health/ready") else "stopped",
        )
        for name, url in urls.items()
    ]
    state = State(
        kafka=os.environ.get("DOORSTART_KAFKA"),
        postgres=os.environ.get("DOORSTART_POSTGRES"),
        parts=parts,
    )
    if as_json:
        typer.echo(json.dumps(state.report()))
    else:
        out.print(status_table(state, lambda _: ""))
    return 0 if all(part.state == "running" for part in parts) else PROBLEMS


def _is_ready(url: str) -> bool:
    try:
        return httpx.get(url, timeout=10, trust_env=False).is_success
    except httpx.TransportError:
        return False
