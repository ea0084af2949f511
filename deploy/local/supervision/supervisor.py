"""Keeps every part running: starts them in order, notices within a moment when one ends, starts it again."""

import asyncio
import re
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from deploy.local.supervision.stopping import end_parts, mark_stopped
from deploy.local.system.failures import CannotStart
from deploy.local.system.parts import Part
from deploy.local.system.processes import Launch, spawn
from deploy.local.system.state import Condition, PartState, State, write_state

POLL_S = 0.1
FIRST_PAUSE_S = 0.3
LONGEST_PAUSE_S = 10.0
STEADY_S = 20.0
SETTLING_S = 3.0
TRIES_AT_START = 5
READY_PATIENCE_S = 180.0
_JAVA_FRAME = re.compile(r"\s+(at |\.\.\. )|\s*$")


@dataclass(frozen=True)
class Task:
    """A part and how to bring it: `prepare` blocks and runs once, `answers` tells whether a started process can work."""

    part: Part
    launch: Callable[[], Launch]
    answers: Callable[[], bool] = lambda: True
    prepare: Callable[[], None] = lambda: None

    @property
    def settles_s(self) -> float:
        """How long a process must live before it can be called ready, when it has no page that tells."""
        return 0.0 if self.part.wanted_port else SETTLING_S


class Supervisor:
    """One system in one state folder. `state` is always what was last written there."""

    def __init__(
        self, folder: Path, working_folder: Path, tasks: Sequence[Task], state: State
    ) -> None:
        self.state = state
        self._folder = folder
        self._working_folder = working_folder
        self._tasks = {task.part.name: task for task in tasks}
        self._became_ready = {name: asyncio.Event() for name in self._tasks}
        self._started = False
        self._keeping: asyncio.Task[None] | None = None

    def start(self) -> "asyncio.Task[None]":
        """Start every part; the task ends, with everything stopped, when it is cancelled or with CannotStart."""
        self.write()
        self._keeping = asyncio.create_task(self._keep_all())
        return self._keeping

    async def all_ready(self) -> None:
        """Wait until every part can work at the same time; from then on a part that ends is started again and again."""
        while not all(part.state in ("running", "done") for part in self.state.parts):
            await asyncio.sleep(POLL_S)
        self._started = True

    async def stop(self) -> None:
        """Stop every part; returns when all have ended."""
        if self._keeping:
            self._keeping.cancel()
            await asyncio.wait([self._keeping])

    def write(self) -> None:
        """Make the state known to every command."""
        write_state(self._folder, self.state)

    def say(self, line: str) -> None:
        """Tell the person something that matters, once."""
        self.state.told.append(line)
        self.write()

    async def _keep_all(self) -> None:
        try:
            async with asyncio.TaskGroup() as group:
                for task in self._tasks.values():
                    group.create_task(self._keep(task, self._part_state(task.part.name)))
        except ExceptionGroup as problems:
            raise problems.exceptions[0] from None
        finally:
            await asyncio.to_thread(end_parts, self.state.parts)
            mark_stopped(self.state)
            self.write()

    async def _keep(self, task: Task, noted: PartState) -> None:
        """One part from its first start to the end of the system."""
        for name in task.part.after:
            if name in self._became_ready:
                await self._became_ready[name].wait()
        begun = time.monotonic()
        self._note(noted, "starting")
        await asyncio.to_thread(task.prepare)
        pause, tries = FIRST_PAUSE_S, 0
        while True:
            process = self._spawn(task, noted)
            if await self._becomes_ready(task, process):
                noted.seconds = round(time.monotonic() - begun, 1)
                self._note(noted, "running")
                self._became_ready[task.part.name].set()
            code = await _ended(process)
            if task.part.kind == "once" and code == 0:
                self._finish(task, noted, begun)
                return
            if time.monotonic() - begun > STEADY_S:
                pause, tries = FIRST_PAUSE_S, 0
            tries += 1
            self._after_end(task, noted, code, tries)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE_S)
            begun = time.monotonic()

    def _spawn(self, task: Task, noted: PartState) -> "subprocess.Popen[bytes]":
        launch = task.launch()
        process = spawn(launch, self.log_of(task.part.name), self._working_folder)
        noted.pid, noted.created, noted.stop_signal = (
            process.pid,
            psutil.Process(process.pid).create_time(),
            int(launch.stop_signal),
        )
        self._note(noted, noted.state)
        return process

    async def _becomes_ready(self, task: Task, process: "subprocess.Popen[bytes]") -> bool:
        """Whether the process can work before it ends; one that stays silent too long is killed."""
        if task.part.kind == "once":
            return False
        deadline = time.monotonic() + READY_PATIENCE_S
        await asyncio.sleep(task.settles_s)
        while process.poll() is None:
            if await asyncio.to_thread(task.answers) and process.poll() is None:
                return True
            if time.monotonic() > deadline:
                process.kill()
            await asyncio.sleep(POLL_S)
        return False

    def _finish(self, task: Task, noted: PartState, begun: float) -> None:
        noted.pid = noted.created = None
        noted.seconds = round(time.monotonic() - begun, 1)
        self._note(noted, "done")
        self._became_ready[task.part.name].set()

    def _after_end(self, task: Task, noted: PartState, code: int, tries: int) -> None:
        """Note the end; while the system starts, a part that keeps ending is a failure of the whole."""
        noted.pid = noted.created = None
        noted.restarts += 1
        log = self.log_of(task.part.name)
        if not self._started and tries >= (1 if task.part.kind == "once" else TRIES_AT_START):
            self._note(noted, "failed")
            raise CannotStart(
                f"{task.part.name} stopte {tries} keer bij het starten, het laatst met code {code}: {last_line(log)}",
                now=[f"Lees {log}", "Herstel de oorzaak en start opnieuw."],
            )
        self._note(noted, "restarting")
        if self._started and tries == 1:
            self.say(f"{task.part.name} is gestopt (code {code}) en wordt opnieuw gestart.")

    def _note(self, noted: PartState, condition: Condition) -> None:
        noted.state = condition
        self.write()

    def _part_state(self, name: str) -> PartState:
        return next(part for part in self.state.parts if part.name == name)

    def log_of(self, name: str) -> Path:
        """Where the output of a part goes."""
        return self._folder / "logs" / f"{name}.log"


async def _ended(process: "subprocess.Popen[bytes]") -> int:
    while (code := process.poll()) is None:
        await asyncio.sleep(POLL_S)
    return code


def last_line(log: Path) -> str:
    """The last line that a process wrote, for a message; of an exception in Java the last one with words."""
    lines = log.read_text(errors="replace").strip().splitlines() if log.exists() else []
    return next(
        (line[:300] for line in reversed(lines) if not _JAVA_FRAME.match(line)), "zonder uitleg"
    )
