"""What a person sees of a start: one line a part with its time, then one address per role."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.panel import Panel
from rich.progress import BarColumn, Progress, TextColumn
from rich.progress_bar import ProgressBar
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from deploy.local.system.state import Failure, PartState, State

DEMO_WARNING = "Demo, verzonnen personen, niet voor productie"
CLOSED = (
    "Zonder aanmelding (DOORSTART_OIDC_ISSUER, docs/login.md) is buiten de demo alles dicht: alleen /health antwoordt."
    " Rondkijken kan met doorstart demo --leeg."
)
CONDITIONS = {
    "waiting": "wacht",
    "starting": "start",
    "running": "draait",
    "done": "klaar",
    "restarting": "start opnieuw",
    "failed": "mislukt",
    "stopped": "gestopt",
}
PLAIN_PROGRESS_S = 10.0

WIDE = 160


def console(*, stderr: bool) -> Console:
    """As wide as the terminal; wide enough for whole lines in a file or a pipe."""
    made = Console(stderr=stderr, highlight=False)
    return made if made.is_terminal else Console(stderr=stderr, highlight=False, width=WIDE)


out = console(stderr=False)
err = console(stderr=True)


class StartScreen:
    """Shows a start as it goes: moving on a terminal, plain lines elsewhere. Give `show` the newest state as often as you like."""

    def __init__(self, console: Console = err) -> None:
        self._console = console
        self._live = (
            Live(console=console, transient=True, refresh_per_second=8)
            if console.is_terminal
            else None
        )
        self._shown: set[str] = set()
        self._told = 0
        self._progress_at = 0.0
        self._summary_given = False

    def __enter__(self) -> Self:
        if self._live:
            self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._live:
            self._live.stop()

    def show(self, state: State) -> None:
        """Print what is new, and move what moves."""
        for line in state.told[self._told :]:
            self._console.print(line)
        self._told = len(state.told)
        for part in state.parts:
            if part.state in ("running", "done") and part.name not in self._shown:
                self._shown.add(part.name)
                self._console.print(part_line(part))
        if state.ready and not self._summary_given:
            self._summary_given = True
            summary(state)
        if self._live:
            self._live.update(moving(state))
        elif state.progress and time.monotonic() - self._progress_at > PLAIN_PROGRESS_S:
            self._progress_at = time.monotonic()
            self._console.print("{}: {} van {}".format(*state.progress))


def part_line(part: PartState) -> Text:
    """`kafka  klaar in 2,1 s  127.0.0.1:19092`."""
    seconds = f"{part.seconds or 0:.1f}".replace(".", ",")
    return Text.assemble(
        (f"{part.name:18}", "bold"), f"klaar in {seconds:>5} s   {part.address or ''}".rstrip()
    )


def moving(state: State) -> RenderableType:
    """The part of the screen that changes: who is starting, how far a long step is, or that all is well."""
    lines: list[RenderableType] = [
        Spinner("dots", Text(f"{part.name:18}{CONDITIONS[part.state]}"))
        for part in state.parts
        if part.state in ("starting", "restarting")
    ]
    if state.progress:
        text, done, total = state.progress
        line = Table.grid(padding=(0, 2))
        line.add_row(
            text, ProgressBar(total=total, completed=done, width=30), f"{done} van {total}"
        )
        lines.append(line)
    if state.ready and not lines:
        lines.append(Text(f"Alles draait ({len(state.parts)} delen). Ctrl-C stopt.", style="dim"))
    return Group(*lines)


def summary(state: State) -> None:
    """The result of a start, on standard output: what kind of system this is, and one address per role."""
    if state.demo:
        out.print(Panel(DEMO_WARNING, expand=False))
    grid = Table.grid(padding=(0, 2))
    for name, address in [
        ("Kafka", state.kafka),
        ("PostgreSQL", state.postgres),
        *state.pages.items(),
    ]:
        grid.add_row(str(name), str(address))
    out.print(grid)
    if not state.demo and not os.environ.get("DOORSTART_OIDC_ISSUER"):
        err.print(CLOSED)
    err.print("Stoppen: doorstart stop.  Wat draait er: doorstart status.", style="dim")


def status_table(state: State, log_of: Callable[[str], str]) -> Table:
    """What runs, for people."""
    table = Table(
        "deel",
        "toestand",
        "proces",
        "adres",
        "opnieuw gestart",
        "log",
        box=None,
        header_style="bold",
    )
    for part in state.parts:
        again = f"{part.restarts} keer" if part.restarts else ""
        table.add_row(
            part.name,
            CONDITIONS[part.state],
            str(part.pid or ""),
            part.address or "",
            again,
            log_of(part.name),
        )
    return table


def failure_text(failure: Failure) -> Text:
    """An expected failure in its three parts."""
    steps = "\n".join(f"  - {step}" for step in failure.now)
    return Text.assemble(
        ("Niet gelukt. ", "bold red"),
        failure.what,
        "\n",
        failure.kept,
        "\n",
        ("Wat u kunt doen:\n" if steps else ""),
        steps,
    )


@contextmanager
def counting_facts() -> Iterator[Callable[[int, int], None]]:
    """A bar that hears how many facts are done, and how many there are."""
    columns = (
        TextColumn("Feiten"),
        BarColumn(),
        TextColumn("{task.completed:.0f} van {task.total:.0f}"),
    )
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task("Feiten", total=1)
        yield lambda done, total: bar.update(task, completed=done, total=total)
