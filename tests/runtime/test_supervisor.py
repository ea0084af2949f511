"""The supervisor keeps its children, restarts them, and leaves none behind."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import psutil
import pytest

from deploy.local.supervision.runtime import is_ready
from deploy.local.supervision.stopping import stop
from deploy.local.supervision.supervisor import Supervisor, Task
from deploy.local.system.failures import CannotStart
from deploy.local.system.parts import Kind, Part
from deploy.local.system.processes import Launch, Running
from deploy.local.system.state import PartState, State, read_living_state, read_state, write_state
from tests.infrastructure import any_port
from tests.patience import PATIENCE

CHILD = str(Path(__file__).with_name("child.py"))


def child(
    name: str,
    how: str = "web",
    *,
    kind: Kind = "web",
    after: tuple[str, ...] = (),
    launched: list[str] | None = None,
) -> Task:
    port = any_port()
    part = Part(name, kind, after=after, wanted_port=port, ready_path="/")
    launch = Launch((sys.executable, "-S", CHILD, how, str(port)))

    def told_launch() -> Launch:
        if launched is not None:
            launched.append(name)
        return launch

    return Task(
        part,
        told_launch,
        (lambda: is_ready(f"127.0.0.1:{port}", "/")) if how == "web" else (lambda: True),
    )


def make(folder: Path, *tasks: Task) -> Supervisor:
    state = State(parts=[PartState(task.part.name, task.part.kind) for task in tasks])
    return Supervisor(folder, folder, tasks, state)


@asynccontextmanager
async def started(folder: Path, *tasks: Task) -> AsyncIterator[Supervisor]:
    supervisor = make(folder, *tasks)
    supervisor.start()
    await supervisor.all_ready()
    yield supervisor
    await supervisor.stop()


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not condition():
            await asyncio.sleep(0.05)


def noted(supervisor: Supervisor, name: str) -> PartState:
    return next(part for part in supervisor.state.parts if part.name == name)


async def test_parts_start_in_order_and_end_together(tmp_path: Path) -> None:
    launched: list[str] = []
    first, second = (
        child("first", launched=launched),
        child("second", after=("first",), launched=launched),
    )
    async with started(tmp_path, second, first) as supervisor:
        assert launched == ["first", "second"]
        running = [part.running for part in supervisor.state.parts]
        assert all(one and one.process() for one in running)
        assert [part["state"] for part in read_living_state(tmp_path).report()["parts"]] == [
            "running",
            "running",
        ]
    assert not any(one and one.process() for one in running)
    assert [part.state for part in read_state(tmp_path).parts] == ["stopped", "stopped"]


async def test_a_killed_child_comes_back_and_the_state_says_so(tmp_path: Path) -> None:
    async with started(tmp_path, child("web")) as supervisor:
        part = noted(supervisor, "web")
        before = part.pid
        assert before
        os.kill(before, signal.SIGKILL)
        await until(lambda: part.restarts == 1 and part.state == "running")
        assert part.pid != before
        assert any("web is gestopt (code -9)" in line for line in read_state(tmp_path).told)


async def test_a_child_that_keeps_ending_fails_the_start_and_stops_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deploy.local.supervision.supervisor.FIRST_PAUSE_S", 0.05)
    supervisor = make(tmp_path, child("good"), child("bad", "broken"))
    with pytest.raises(
        CannotStart, match="bad stopte 5 keer bij het starten, het laatst met code 1: kapot"
    ) as problem:
        await supervisor.start()
    assert str(tmp_path / "logs" / "bad.log") in problem.value.now[0]
    living = [each for each in psutil.Process().children() if each.status() != psutil.STATUS_ZOMBIE]
    assert not [each for each in living if CHILD in each.cmdline()]


async def test_a_child_that_ignores_the_request_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deploy.local.supervision.stopping.SERVICE_PATIENCE_S", 0.5)
    async with started(tmp_path, child("stubborn", "stubborn")) as supervisor:
        running = noted(supervisor, "stubborn").running
        assert running
    assert running.process() is None


async def test_no_child_survives_a_killed_supervisor(tmp_path: Path) -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.runtime.crashing", str(tmp_path)], cwd=Path(CHILD).parents[2]
    )
    await until(
        lambda: [part.state for part in read_state(tmp_path).parts] == ["running", "running"]
    )
    children = [part.running for part in read_state(tmp_path).parts]
    program.kill()
    program.wait(PATIENCE)
    await until(lambda: not any(one and one.process() for one in children))
    assert [part.state for part in read_living_state(tmp_path).parts] == ["stopped", "stopped"]


def test_stop_ends_what_a_crashed_supervisor_left(tmp_path: Path) -> None:
    orphan = subprocess.Popen(
        [sys.executable, "-S", CHILD, "waiting", "0"], process_group=0, stdout=subprocess.DEVNULL
    )
    left = Running.of(orphan.pid)
    write_state(
        tmp_path,
        State(parts=[PartState("web", "web", pid=left.pid, created=left.created, state="running")]),
    )
    assert stop(tmp_path) == 1
    assert orphan.wait(PATIENCE) == -signal.SIGTERM
    assert stop(tmp_path) == 0


def test_stop_leaves_a_stranger_with_a_reused_number_alone(tmp_path: Path) -> None:
    stranger = subprocess.Popen(
        [sys.executable, "-S", CHILD, "waiting", "0"], process_group=0, stdout=subprocess.DEVNULL
    )
    born = Running.of(stranger.pid).created
    write_state(
        tmp_path,
        State(
            parts=[PartState("web", "web", pid=stranger.pid, created=born - 100, state="running")]
        ),
    )
    assert stop(tmp_path) == 0
    assert stranger.poll() is None
    stranger.kill()
    stranger.wait(PATIENCE)
