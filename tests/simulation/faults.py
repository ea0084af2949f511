"""A store that can be made to die: at a chosen transaction, before or after its commit, or by losing its connection.

It is the real store on a real database; only the moment of the fault is ours.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from psycopg import Cursor
from psycopg.rows import DictRow

from shared.store import Store
from shared.transaction import Transaction


class Killed(BaseException):
    """The process ends here. No handler may hold it up: after a kill nobody tidies."""


class Moment(StrEnum):
    """Where a transaction ends, seen from its commit."""

    BEFORE_FLUSH = "before_flush"
    BEFORE_COMMIT = "before_commit"
    AFTER_COMMIT = "after_commit"
    CONNECTION_LOST = "connection_lost"


@dataclass
class Fault:
    """Strikes once, in the transaction that comes after `passes` others."""

    moment: Moment
    passes: int = 0


class FaultyStore(Store):
    """Without a fault or rival it is the store itself."""

    fault: Fault | None = None
    rival: Callable[[], None] | None = None
    struck = 0

    @contextmanager
    def transaction(self, *, notify: bool = True) -> Iterator[Transaction]:
        fault, rival = self._due(), self.rival
        self.rival = None
        with super().transaction(notify=notify) as transaction:
            if fault:
                self._watch_flush(transaction, fault)
            if rival:
                _let_in(transaction, rival)
            yield transaction
            if fault and fault.moment is Moment.BEFORE_FLUSH:
                self._strike()
        if fault and fault.moment is Moment.AFTER_COMMIT:
            self._strike()

    @contextmanager
    def cursor(self) -> Iterator[Cursor[DictRow]]:
        fault = self._due()
        with super().cursor() as cursor:
            yield cursor
            if fault:
                self._end_badly(cursor, fault)
        if fault and fault.moment is Moment.AFTER_COMMIT:
            self._strike()

    def _due(self) -> Fault | None:
        if self.fault is None:
            return None
        if self.fault.passes:
            self.fault.passes -= 1
            return None
        fault, self.fault = self.fault, None
        return fault

    def _watch_flush(self, transaction: Transaction, fault: Fault) -> None:
        flush = transaction.flush

        def watched(**options: Any) -> None:
            flush(**options)
            if fault.moment is not Moment.BEFORE_FLUSH:
                self._end_badly(transaction.cursor, fault)

        setattr(transaction, "flush", watched)  # noqa: B010

    def _end_badly(self, cursor: Cursor[DictRow], fault: Fault) -> None:
        if fault.moment is Moment.CONNECTION_LOST:
            self.struck += 1
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        elif fault.moment is not Moment.AFTER_COMMIT:
            self._strike()

    def _strike(self) -> None:
        self.struck += 1
        raise Killed


def _let_in(transaction: Transaction, rival: Callable[[], None]) -> None:
    """Somebody else commits between what this transaction reads and what it writes."""
    prefetch, waiting = transaction.prefetch, [rival]

    def read(stream: Any, stream_ids: Any) -> None:
        prefetch(stream, stream_ids)
        if stream_ids and waiting:
            waiting.pop()()

    setattr(transaction, "prefetch", read)  # noqa: B010
