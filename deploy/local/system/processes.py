"""Child processes: started in a group of their own, ended for certain, never confused with a later process of the same number."""

import ctypes
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from deploy.local.system.account import Account
from deploy.local.system.failures import CannotStart

_SECRET = re.compile(
    r"DOORSTART_(\w+_PASSWORD|\w+_SECRET|CREDENTIAL_\w+|POSTGRES_ADMIN|\w+_KEY(_FILE)?)"
)
_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


def outer_environment() -> dict[str, str]:
    """Our own environment without the secrets in it, and without what would make every start of a part compile all its code again."""
    return {
        name: value
        for name, value in os.environ.items()
        if not _SECRET.fullmatch(name) and name != "PYTHONDONTWRITEBYTECODE"
    }


@dataclass(frozen=True)
class Launch:
    """How to start one process and how to ask it to stop; `death_signal` is what it gets when its parent dies."""

    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=outer_environment)
    account: Account | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    death_signal: signal.Signals = signal.SIGKILL


@dataclass(frozen=True)
class Running:
    """A process by number and birth, so that a reused number is never taken for it."""

    pid: int
    created: float

    @classmethod
    def of(cls, pid: int) -> "Running":
        """The process that has this number now; psutil.NoSuchProcess when it is gone already."""
        return cls(pid, psutil.Process(pid).create_time())

    def process(self) -> psutil.Process | None:
        """The living process, or None when it ended (a zombie has ended)."""
        try:
            found = psutil.Process(self.pid)
            same = abs(found.create_time() - self.created) < 1
            return found if same and found.status() != psutil.STATUS_ZOMBIE else None
        except psutil.NoSuchProcess:
            return None


def spawn(launch: Launch, log: Path, working_folder: Path) -> subprocess.Popen[bytes]:
    """Start a process with its output appended to `log`. Call it from a thread that lives as long as the process may."""
    log.parent.mkdir(parents=True, exist_ok=True)
    account = launch.account
    with log.open("ab") as output, _told_as_failure(launch):
        return subprocess.Popen(
            launch.command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(launch.environment),
            cwd="/" if account else working_folder,
            process_group=0,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            preexec_fn=_die_with_parent(launch.death_signal),  # noqa: PLW1509 - it takes no lock
        )


@contextmanager
def _told_as_failure(launch: Launch) -> Iterator[None]:
    try:
        yield
    except (OSError, subprocess.SubprocessError) as problem:
        raise CannotStart(f"{launch.command[0]} kon niet worden gestart: {problem}") from problem


def _die_with_parent(death_signal: signal.Signals) -> Callable[[], None] | None:
    """What the child runs before it becomes the program: Linux then ends it when the parent dies, however that dies."""
    if _LIBC is None:
        return None
    libc, parent = _LIBC, os.getpid()

    def ask() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, int(death_signal))
        if os.getppid() != parent:
            os._exit(1)

    return ask


def end(running: Iterable[tuple[Running, signal.Signals]], patience: float) -> None:
    """Ask every process group to stop, then kill what is left after `patience` seconds; returns when all have ended."""
    left = [(one, how) for one, how in running if one.process()]
    for one, how in left:
        _signal_group(one, how)
    deadline = time.monotonic() + patience
    while any(one.process() for one, _ in left) and time.monotonic() < deadline:
        time.sleep(0.05)
    for one, _ in left:
        _signal_group(one, signal.SIGKILL)
    while any(one.process() for one, _ in left):
        time.sleep(0.02)


def _signal_group(one: Running, number: signal.Signals) -> None:
    if one.process() is None:
        return
    try:
        os.killpg(one.pid, number)
    except ProcessLookupError:
        return
