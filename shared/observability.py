"""What operators see: structured logs, health, lag in seconds, and a watchdog that ends a process that stands still."""

import logging
import os
import sys
import threading
import time
import traceback
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import structlog

from shared.store import Store

Line = MutableMapping[str, Any]

log: Any = structlog.get_logger()
OURS = ("shared", "services", "deploy")
# What this work follows from: the trace (W3C traceparent) and the id of the command or event.
_BEHIND: ContextVar[tuple[str | None, str | None]] = ContextVar("behind", default=(None, None))


def set_up_logging(service: str, process: str) -> None:
    """One JSON object a line on standard error, of ours and of every library; never names, BSNs or amounts of a person."""
    ours: list[Any] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        partial(_with_context, service, process),
        _without_values,
    ]
    as_json = structlog.processors.JSONRenderer(default=_named)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[_of_a_library, *ours],
            use_get_message=False,
            pass_foreign_args=True,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, as_json],
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.captureWarnings(capture=True)
    structlog.configure(
        processors=[*ours, as_json],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
    )


def tell_how_it_ends() -> None:
    """An error that ends the process or a thread is a line of the log as well: Python itself would print its text."""
    sys.excepthook = lambda _kind, error, _frames: log.critical(
        "ends by an error", **story_of(error)
    )
    threading.excepthook = lambda thread: log.critical(
        "a thread ends by an error", **story_of(thread.exc_value or RuntimeError())
    )


@contextmanager
def caused(cause: str | None, traceparent: str | None) -> Iterator[None]:
    """Every line that is logged inside tells this command or event, and its trace."""
    before = _BEHIND.set((traceparent, cause))
    try:
        yield
    finally:
        _BEHIND.reset(before)


def current_trace() -> str | None:
    """The traceparent of the request or event in work; None where nobody began a trace."""
    return _BEHIND.get()[0]


def story_of(error: BaseException) -> dict[str, Any]:
    """An exception for the log: its kind, where it came from, and its text only where that is ours. A library's text may hold a value."""
    chain = [error]
    while (following := _behind(chain[-1])) and following not in chain:
        chain.append(following)
    where = next((one for one in chain if not isinstance(one, BaseExceptionGroup)), error)
    return {
        "error": " <- ".join(type(one).__name__ for one in chain),
        "detail": " <- ".join(
            str(one) for one in chain if type(one).__module__.partition(".")[0] in OURS
        )[:500],
        "frames": [
            f"{frame.filename}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(where.__traceback__)[-12:]
        ],
    }


def _behind(error: BaseException) -> BaseException | None:
    if isinstance(error, BaseExceptionGroup):
        return error.exceptions[0]
    return error.__cause__ or error.__context__


def _with_context(service: str, process: str, _: Any, __: str, line: Line) -> Line:
    traceparent, cause = _BEHIND.get()
    trace_id = traceparent.split("-")[1] if traceparent else None
    return {"trace_id": trace_id, "cause": cause, **line, "service": service, "process": process}


def _without_values(_: Any, __: str, line: Line) -> Line:
    """A traceback prints what it was given; ours says what kind of error, and where."""
    found = line.pop("exc_info", None)
    line.pop("stack_info", None)
    if found is True:
        found = sys.exc_info()
    error = found[1] if isinstance(found, tuple) else found
    return {**line, **story_of(error)} if isinstance(error, BaseException) else line


def _of_a_library(_: Any, __: str, line: Line) -> Line:
    """Which library; an error in its text is its kind, and what follows the first line shows objects with what they hold."""
    found = line.pop("positional_args") or ()
    given = tuple(_kind_of(one) for one in found) if isinstance(found, tuple) else found
    text = line["event"] % given if given else line["event"]
    return {**line, "event": text.partition("\n")[0][:300], "library": line["_record"].name}


def _kind_of(given: object) -> object:
    return type(given).__name__ if isinstance(given, BaseException) else given


def _named(value: object) -> str:
    return str(value) if isinstance(value, UUID | date | Path) else type(value).__name__


class Watchdog:
    """Ends the process when its loop stops turning, or when work waits and nothing moves; the supervisor starts a new one."""

    def __init__(self, *, loop_seconds: float = 60.0, standstill_seconds: float = 120.0) -> None:
        self.loop_seconds, self.standstill_seconds = loop_seconds, standstill_seconds
        self.waiting: dict[str, int] = {}
        self.reported: dict[str, tuple[float, int | None, float]] = {}
        self.last_beat = self.last_progress = time.monotonic()

    def start(self) -> None:
        threading.Thread(target=self._watch, daemon=True, name="watchdog").start()

    def beat(self) -> None:
        """The loop turned."""
        self.last_beat = time.monotonic()

    def progressed(self) -> None:
        """Work was finished, or there was none."""
        self.last_progress = self.last_beat = time.monotonic()

    def report(
        self,
        store: Store,
        process: str,
        lag_seconds: float | None,
        waiting: int | None,
        *,
        moved_at: float | None = None,
    ) -> None:
        """Keeps lag where the health page reads it, at most once a second while nothing changes; None is unknown.

        A loop beside others in its process gives `moved_at` (monotonic), when it last finished work: its standstill is told, but it
        may wait for somebody else, so it is no reason to end the process.
        """
        self.waiting[process] = waiting or 0 if moved_at is None else 0
        if waiting == 0 and moved_at is None:
            self.progressed()
        moved_at = self.last_progress if moved_at is None else moved_at
        said_at, said, said_moved = self.reported.get(process, (0.0, -1, 0.0))
        if time.monotonic() - said_at < (1.0 if waiting != said else 5.0):
            return
        self.reported[process] = (time.monotonic(), waiting, moved_at)
        with store.cursor() as cursor:
            cursor.execute(
                "INSERT INTO progress (process, lag_seconds, waiting, moved_at) VALUES (%s, %s, %s, now()) ON CONFLICT (process) DO UPDATE"
                " SET lag_seconds = excluded.lag_seconds, waiting = excluded.waiting, progressed_at = now(),"
                " moved_at = CASE WHEN %s THEN now() ELSE progress.moved_at END",
                (process, lag_seconds, waiting, waiting == 0 or moved_at != said_moved),
            )

    def _watch(self) -> None:
        while True:
            time.sleep(1.0)
            now = time.monotonic()
            stands_still = (
                any(self.waiting.values()) and now - self.last_progress > self.standstill_seconds
            )
            if now - self.last_beat > self.loop_seconds or stands_still:
                log.error(
                    "watchdog ends the process",
                    silent_seconds=now - self.last_beat,
                    waiting=self.waiting,
                )
                os._exit(70)
