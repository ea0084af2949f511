"""What runs, in one file: written by the supervisor, read by every command."""

import json
import os
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from deploy.local.system.processes import Running

Condition = Literal["waiting", "starting", "running", "done", "restarting", "failed", "stopped"]


@dataclass
class PartState:
    """How one part is doing. `seconds` is how long its last start took."""

    name: str
    kind: str
    address: str | None = None
    pid: int | None = None
    created: float | None = None
    state: Condition = "waiting"
    stop_signal: int = 15
    restarts: int = 0
    seconds: float | None = None

    @property
    def running(self) -> Running | None:
        """The process of this part as it was noted down; it may have ended since."""
        return Running(self.pid, self.created) if self.pid and self.created else None


@dataclass
class Failure:
    """Why a start failed, in three parts."""

    what: str
    kept: str
    now: list[str]


@dataclass
class State:
    """Everything that the commands know about this folder's system; `ports` outlive a stop."""

    pid: int | None = None
    created: float | None = None
    demo: bool = False
    city: bool = False
    ready: bool = False
    kafka: str | None = None
    postgres: str | None = None
    ports: dict[str, int] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    parts: list[PartState] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    progress: tuple[str, int, int] | None = None
    failure: Failure | None = None

    @property
    def supervisor(self) -> Running | None:
        """The supervising process as it was noted down; it may have ended since."""
        return Running(self.pid, self.created) if self.pid and self.created else None

    @property
    def is_supervised(self) -> bool:
        """Whether the supervisor lives."""
        return self.supervisor is not None and self.supervisor.process() is not None

    def report(self) -> dict[str, Any]:
        """The answer of `doorstart status --json`."""
        parts = [
            {
                "name": part.name,
                "kind": part.kind,
                "pid": part.pid,
                "state": part.state,
                "address": part.address,
            }
            for part in self.parts
        ]
        return {"parts": parts, "kafka": self.kafka, "postgres": self.postgres, "pages": self.pages}


def state_file(folder: Path) -> Path:
    """The one file in the state folder that says what runs."""
    return folder / "state.json"


def read_state(folder: Path) -> State:
    """What is noted down; an empty state when nothing ever ran here."""
    try:
        noted = json.loads(state_file(folder).read_text())
    except FileNotFoundError:
        return State()
    parts = [PartState(**part) for part in noted.pop("parts")]
    failure = noted.pop("failure")
    progress = noted.pop("progress")
    return State(
        **noted,
        parts=parts,
        failure=Failure(**failure) if failure else None,
        progress=tuple(progress) if progress else None,
    )


def read_living_state(folder: Path) -> State:
    """What is noted down, corrected by what lives: a part whose process is gone is stopped, or being restarted."""
    state = read_state(folder)
    supervised = state.is_supervised
    for part in state.parts:
        if part.running and part.running.process() is None:
            part.pid = part.created = None
            part.state = "restarting" if supervised else "stopped"
        elif not supervised and not part.running:
            part.state = "stopped"
    return state


def write_state(folder: Path, state: State) -> None:
    """Replace the file as a whole, so that a reader never sees half of it."""
    write_atomically(state_file(folder), json.dumps(asdict(state), indent=1).encode())


def write_atomically(path: Path, content: bytes, mode: int = 0o644) -> None:
    """Write beside the file, then put it in place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            os.fchmod(file.fileno(), mode)
            file.write(content)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
