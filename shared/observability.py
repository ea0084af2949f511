"""What operators see: structured logs, health, lag in seconds, and a watchdog that ends a process that stands still."""

import logging
import os
import sys
import threading
import time
import traceback
from typing import Any

import structlog

from shared.store import Store


def set_up_logging(service: str, process: str) -> None:
    """One JSON object a line on standard error; never names, BSNs or amounts of a person."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
    )
    structlog.contextvars.bind_contextvars(service=service, process=process)


log: Any = structlog.get_logger()


OURS = ("shared", "services", "deploy")


def story_of(error: BaseException) -> dict[str, Any]:
    """An exception for the log: its kind, where it came from, and its text only where that is ours. A library's text may hold a value."""
    chain = [error]
    while (following := chain[-1].__cause__ or chain[-1].__context__) and following not in chain:
        chain.append(following)
    return {
        "error": " <- ".join(type(one).__name__ for one in chain),
        "detail": " <- ".join(
            str(one) for one in chain if type(one).__module__.partition(".")[0] in OURS
        )[:500],
        "frames": [
            f"{frame.filename}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(error.__traceback__)[-12:]
        ],
    }


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
