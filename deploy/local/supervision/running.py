"""One run of a system: from an empty or a used state folder until somebody stops it."""

import asyncio
import contextlib
import fcntl
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from deploy.local.supervision import runtime
from deploy.local.supervision.environment import System
from deploy.local.supervision.stopping import end_parts
from deploy.local.supervision.supervisor import Supervisor
from deploy.local.system.failures import CannotStart
from deploy.local.system.folders import PROJECT
from deploy.local.system.state import Failure, State, read_state
from shared.observability import log, set_up_logging, story_of


@dataclass(frozen=True)
class Started:
    """What a step after the start may use: where everything is, this system's folder, and a voice."""

    folder: Path
    system: System
    pages: dict[str, str]
    say: Callable[[str], None]
    progress: Callable[[str, int, int], None]


Step = Callable[[Started], None]


class AlreadyRuns(Exception):
    """Another supervisor holds this state folder."""


async def run(
    folder: Path,
    demo: bool,
    steps: Sequence[Step],
    following: Callable[[State], None] = lambda _: None,
    *,
    city: bool = False,
) -> int:
    """Run the system until SIGINT or SIGTERM; returns the exit code. `city`: its invented people live along.

    `following` gets the state to tell about it, again and again."""
    set_up_logging("deploy", "supervisor")
    with _only_one(folder), _asked_to_stop() as stop:
        supervisor, system = _assemble(folder, demo)
        supervisor.state.city = demo and city
        follower = asyncio.create_task(_follow(supervisor.state, following))
        try:
            return await _until_stopped(folder, supervisor, system, steps, stop)
        finally:
            follower.cancel()
            following(supervisor.state)


def _assemble(folder: Path, demo: bool) -> tuple[Supervisor, System]:
    """End what a crashed supervisor left behind, then lay out the new system."""
    before = read_state(folder)
    end_parts(before.parts)
    told: list[str] = []
    parts = runtime.chosen_parts()
    ports = runtime.choose_ports(parts, before.ports, told.append)
    system = runtime.describe(folder, parts, ports, demo)
    state = runtime.fresh_state(parts, ports, system)
    own = psutil.Process()
    state.pid, state.created, state.told = own.pid, own.create_time(), told
    tasks = runtime.make_tasks(folder, parts, ports, system, told.append)
    return Supervisor(folder, PROJECT, tasks, state), system


async def _until_stopped(
    folder: Path, supervisor: Supervisor, system: System, steps: Sequence[Step], stop: asyncio.Event
) -> int:
    """Keep the system until it is asked to stop; a failure of the start ends it, a failure of a later step does not."""
    keeping = supervisor.start()
    following_steps = asyncio.create_task(_after_start(folder, supervisor, system, steps))
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait([stopping, keeping], return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    following_steps.cancel()
    if problem := keeping.exception() if keeping.done() else None:
        _note_failure(supervisor, problem)
    await supervisor.stop()
    return 1 if supervisor.state.failure else 0


async def _after_start(
    folder: Path, supervisor: Supervisor, system: System, steps: Sequence[Step]
) -> None:
    await supervisor.all_ready()

    def progress(text: str, done: int, total: int) -> None:
        supervisor.state.progress = (text, done, total)
        supervisor.write()

    started = Started(folder, system, supervisor.state.pages, supervisor.say, progress)
    try:
        for step in steps:
            await _in_thread(step, started)
    except Exception as problem:
        _note_failure(supervisor, problem)
    supervisor.state.progress = None
    supervisor.state.ready = supervisor.state.failure is None
    supervisor.write()


async def _in_thread(step: Step, started: Started) -> None:
    """Take a step beside the supervisor's work, in a thread that does not hold up a stop."""
    loop = asyncio.get_running_loop()
    outcome: asyncio.Future[None] = loop.create_future()

    def tell(problem: Exception | None) -> None:
        if not outcome.done():
            outcome.set_exception(problem) if problem else outcome.set_result(None)

    def work() -> None:
        problem: Exception | None = None
        try:
            step(started)
        except Exception as caught:
            problem = caught
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(tell, problem)

    threading.Thread(target=work, daemon=True, name="after-start").start()
    await outcome


def _note_failure(supervisor: Supervisor, problem: BaseException) -> None:
    """Note a failure in three parts, for whoever follows the start."""
    if not isinstance(problem, CannotStart):
        log.error("unexpected failure", **story_of(problem))
        problem = CannotStart(
            f"Onverwachte fout: {problem!r}", now=["Start opnieuw met --debug en meld wat u ziet."]
        )
    supervisor.state.failure = Failure(problem.what, problem.kept, list(problem.now))
    supervisor.write()


async def _follow(state: State, following: Callable[[State], None]) -> None:
    while True:
        following(state)
        await asyncio.sleep(0.1)


@contextlib.contextmanager
def _asked_to_stop() -> Iterator[asyncio.Event]:
    """The event that Ctrl-C, a request to end, or a closed terminal sets."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    for number in numbers:
        loop.add_signal_handler(number, stop.set)
    try:
        yield stop
    finally:
        for number in numbers:
            loop.remove_signal_handler(number)


@contextlib.contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    """Hold the folder for as long as this process lives."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRuns from None
        yield
