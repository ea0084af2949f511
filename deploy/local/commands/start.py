"""`doorstart demo` and `doorstart up`: start everything and keep it running."""

import asyncio
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Annotated, Literal

import typer

from deploy.local.commands.screen import StartScreen, err, failure_text, summary
from deploy.local.system.folders import state_folder
from deploy.local.system.state import State, read_living_state, read_state
from deploy.local.system.whereabouts import refuse_elsewhere
from deploy.setting_names import unknown_settings

Mode = Literal["demo", "leeg", "up"]
Detach = Annotated[
    bool,
    typer.Option("--detach", help="Keer terug zodra alles antwoordt; doorstart stop stopt het."),
]
Leeg = Annotated[
    bool, typer.Option("--leeg", help="Met de rollen van de demo, maar zonder verzonnen stad.")
]


def demo(detach: Detach = False, leeg: Leeg = False) -> None:
    """Voorbeeld: doorstart demo --detach

    Start het hele systeem met een verzonnen stad. Ctrl-C of doorstart stop stopt alles; een tweede start gaat verder.
    """
    raise typer.Exit(start(state_folder(), "leeg" if leeg else "demo", detach=detach))


def up(detach: Detach = False) -> None:
    """Voorbeeld: DOORSTART_KAFKA=kafka:9092 DOORSTART_POSTGRES_ADMIN=postgresql://... doorstart up

    Start de vijf diensten, zonder verzonnen stad. Zonder eigen Kafka of PostgreSQL draaien die hier mee.
    Met DOORSTART_OIDC_ISSUER melden mensen zich aan (docs/login.md). Zonder is alles dicht (401); alleen /health antwoordt.
    """
    raise typer.Exit(start(state_folder(), "up", detach=detach))


def start(folder: Path, mode: Mode, *, detach: bool) -> int:
    """Start the system of this folder, or say that it runs already; returns the exit code."""
    refuse_elsewhere()
    for told in unknown_settings():
        err.print(told)
    running = read_living_state(folder)
    if running.is_supervised:
        err.print(f"Doorstart draait al (proces {running.pid}).")
        summary(running)
        return 0
    return start_detached(folder, mode) if detach else start_here(folder, mode)


def start_here(folder: Path, mode: Mode) -> int:
    """Be the supervisor, with a screen, until somebody stops it."""
    # Only who starts a system needs a broker and a database to start: a container has neither.
    from deploy.local.supervision.after_start import steps_of  # noqa: PLC0415
    from deploy.local.supervision.running import AlreadyRuns, run  # noqa: PLC0415

    with StartScreen() as screen:
        try:
            code = asyncio.run(
                run(folder, mode != "up", steps_of(mode), screen.show, city=mode == "demo")
            )
        except AlreadyRuns:
            err.print("Doorstart start al in een ander venster.")
            return 1
    return _tell_end(read_state(folder), code)


def start_detached(folder: Path, mode: Mode) -> int:
    """Start a supervisor of its own and follow it until everything answers."""
    log = folder / "logs" / "supervisor.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "deploy.local.supervision.background", mode]
    with log.open("ab") as output:
        supervisor = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            env={**os.environ, "DOORSTART_STATE": str(folder)},
        )
    with StartScreen() as screen:
        state = _follow(folder, supervisor, screen)
    return _tell_end(state, 0 if state.ready else 1)


def _follow(folder: Path, supervisor: "subprocess.Popen[bytes]", screen: StartScreen) -> State:
    while True:
        ended = supervisor.poll() is not None
        state = read_state(folder)
        if state.pid == supervisor.pid or ended:
            screen.show(state)
        if ended or (state.pid == supervisor.pid and (state.ready or state.failure)):
            return state
        time.sleep(0.1)


def _tell_end(state: State, code: int) -> int:
    if state.failure:
        err.print(failure_text(state.failure))
    return code
