"""What happens once every part answers: steps with a voice, whose failure does not take the system down."""

import asyncio
import os
import signal
from pathlib import Path

import pytest

from deploy.local.supervision import runtime
from deploy.local.supervision.running import Started, Step, run
from deploy.local.system.failures import CannotStart
from deploy.local.system.parts import Part
from deploy.local.system.state import State, read_state
from tests.infrastructure import any_port
from tests.patience import PATIENCE


@pytest.fixture
def one_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system of one child, so that the steps are what matters."""
    port = str(any_port())
    part = Part(
        "child", "web", "tests.runtime.child", ("web", port), wanted_port=int(port), ready_path="/"
    )
    monkeypatch.setattr(runtime, "PARTS", (part,))
    monkeypatch.setenv("DOORSTART_KAFKA", "127.0.0.1:1")
    monkeypatch.setenv("DOORSTART_POSTGRES", "127.0.0.1:2")


async def run_until_told(folder: Path, *steps: Step) -> tuple[int, State]:
    """Run until the outcome of the steps is known, then ask for a stop as Ctrl-C does."""
    running = asyncio.create_task(run(folder, demo=True, steps=steps))
    async with asyncio.timeout(10):
        while not ((state := read_state(folder)).ready or state.failure):
            await asyncio.sleep(0.05)
    os.kill(os.getpid(), signal.SIGINT)
    return await running, state


@pytest.mark.usefixtures("one_part")
async def test_steps_run_in_order_and_may_speak(tmp_path: Path) -> None:
    def first(started: Started) -> None:
        started.say(f"stad geladen via {started.system.kafka}")

    def second(started: Started) -> None:
        started.progress("maanden", 14, 14)

    code, state = await run_until_told(tmp_path, first, second)
    assert code == 0
    assert state.told == ["stad geladen via 127.0.0.1:1"]
    assert state.progress is None


@pytest.mark.usefixtures("one_part")
async def test_a_step_that_fails_is_told_and_the_system_goes_on(tmp_path: Path) -> None:
    def step(_: Started) -> None:
        raise CannotStart("De stad kon niet worden geladen.", now=["Start opnieuw."])

    code, state = await run_until_told(tmp_path, step)
    assert code == 1
    assert state.failure
    assert state.failure.what == "De stad kon niet worden geladen."
    assert [part.state for part in state.parts] == ["running"]


@pytest.mark.usefixtures("one_part")
async def test_a_step_that_hangs_does_not_hold_up_a_stop(tmp_path: Path) -> None:
    hanging = asyncio.Event()
    loop = asyncio.get_running_loop()

    def step(_: Started) -> None:
        loop.call_soon_threadsafe(hanging.set)
        signal.pause()

    running = asyncio.create_task(run(tmp_path, demo=True, steps=[step]))
    async with asyncio.timeout(PATIENCE):
        await hanging.wait()
    os.kill(os.getpid(), signal.SIGTERM)
    async with asyncio.timeout(10):
        assert await running == 0
