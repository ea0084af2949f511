"""The first interest day shared: one, two and four workers on one ledger, and one worker on each of two ledgers (ADR 22).

Workers are processes of their own, connected before the clock runs. Beside the speed: the processor time that a loan costs in the
workers and in their backends, and how long the lock on the log is held. The last two say what more cores could and could not do.
"""

import multiprocessing
import secrets
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from os import sysconf
from pathlib import Path

import psycopg

from shared.contracts import klok
from shared.settings import Database
from tests.benchmarks.figures import Notebook, Progress
from tests.benchmarks.ledger import BEFORE, DUE, OPENED, new_database
from tests.benchmarks.limits import PAGE, Limits
from tests.infrastructure import DatabaseServer
from tests.steun.ledger.stad import Stad, krediet

WORKS = ("workers",)
# Name, ledgers, workers on each.
WAYS = (("workers.1", 1, 1), ("workers.2", 1, 2), ("workers.4", 1, 4), ("workers.ledgers", 2, 1))
LOOK_SECONDS = 0.005
IS_HELD = (
    "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE relation = 'stored_events'::regclass AND granted"
    " AND mode = 'ExclusiveLock' AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))"
)
BACKENDS = "SELECT pid FROM pg_stat_activity WHERE datname = ANY(%s)"


def measure(server: DatabaseServer, notes: Notebook, progress: Progress, size: int) -> None:
    """One repeat of every way, each on ledgers of its own."""
    for name, ledgers, workers in WAYS:
        progress.say(f"{name}, {size:,} loans")
        with ExitStack() as stack:
            password = secrets.token_urlsafe(12)
            steden = [stack.enter_context(_ledger(server, password)) for _ in range(ledgers)]
            for number, stad in enumerate(steden):
                _until_the_day(stad, range(number, size, ledgers))
            databases = [stad.store.database for stad in steden]
            team = stack.enter_context(_team(databases * workers))
            look = stack.enter_context(Limits(server, databases[0]).connect())
            for stad in steden:
                stad.hoor(klok.DagAangebroken(dag=DUE))
            shared = _run(team, look, [database.name for database in databases])
            if sum(_closed(stad) for stad in steden) != size:
                raise RuntimeError(f"{name}: the day did not take every loan")
        notes.note(name, size / shared.seconds, "loans/s", None, "", size)
        notes.note(f"{name}.python", 1e6 * shared.python / size, "µs", None, "", size)
        if shared.postgres:
            notes.note(f"{name}.postgres", 1e6 * shared.postgres / size, "µs", None, "", size)
        if ledgers == 1:
            held = 1e6 * shared.held * shared.seconds / size
            notes.note(f"{name}.lock", held, "µs", None, "", size)


@dataclass(frozen=True)
class Shared:
    """Seconds until the day was closed, processor seconds of all workers and of their backends, share of the time the log was locked."""

    seconds: float
    python: float
    postgres: float
    held: float


@contextmanager
def _ledger(server: DatabaseServer, password: str) -> Iterator[Stad]:
    with new_database(server, password=password) as database:
        stad = Stad.nieuw(database)
        try:
            yield stad
        finally:
            stad.store.close()


def _until_the_day(stad: Stad, numbers: Sequence[int]) -> None:
    stad.dag(OPENED)
    for begin in range(0, len(numbers), PAGE):
        stad.hoor(*map(krediet, numbers[begin : begin + PAGE]))
    stad.dag(BEFORE)


def _closed(stad: Stad) -> int:
    (row,) = stad.rijen(
        "SELECT leningen FROM dagafsluiting WHERE dag = %s AND gesloten_op IS NOT NULL", DUE
    )
    return int(row["leningen"])


@contextmanager
def _team(databases: Sequence[Database]) -> Iterator[list[Connection]]:
    """A process a database, each ready to begin."""
    context = multiprocessing.get_context("spawn")
    team = []
    for database in databases:
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(database, theirs))
        process.start()
        theirs.close()
        team.append((process, ours))
    try:
        for _, ours in team:
            ours.recv()
        yield [ours for _, ours in team]
    finally:
        for process, ours in team:
            ours.close()
            process.join()


def _work(database: Database, pipe: Connection) -> None:
    stad = Stad.nieuw(database)
    werkbank = stad.werkbank
    while werkbank.step():
        pass
    pipe.send("ready")
    pipe.recv()
    begin = time.process_time()
    while werkbank.step():
        pass
    pipe.send(time.process_time() - begin)
    # The connections stay until their backends were looked at.
    with suppress(EOFError):
        pipe.recv()
    stad.store.close()


def _run(
    team: Sequence[Connection], look: psycopg.Connection[tuple[object, ...]], names: list[str]
) -> Shared:
    before, held, looks, python = _backend_seconds(look, names), 0, 0, 0.0
    begin = time.perf_counter()
    for pipe in team:
        pipe.send("go")
    busy = list(team)
    while busy:
        for pipe in wait(busy, LOOK_SECONDS):
            python += pipe.recv()  # type: ignore[union-attr]
            busy.remove(pipe)  # type: ignore[arg-type]
        held, looks = held + bool((look.execute(IS_HELD).fetchone() or (0,))[0]), looks + 1
    seconds = time.perf_counter() - begin
    return Shared(seconds, python, _backend_seconds(look, names) - before, held / looks)


def _backend_seconds(look: psycopg.Connection[tuple[object, ...]], names: list[str]) -> float:
    """Of every backend on these databases but our own; 0 where the server is on another machine or in a container."""
    own, ticks = look.info.backend_pid, 0
    for (pid,) in look.execute(BACKENDS, (names,)).fetchall():
        stat = Path(f"/proc/{pid}/stat")
        if pid != own and stat.exists() and "(postgres" in (found := stat.read_text()):
            user, system = found.rpartition(")")[2].split()[11:13]
            ticks += int(user) + int(system)
    return ticks / sysconf("SC_CLK_TCK")
