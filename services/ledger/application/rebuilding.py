"""Processes that make the views anew together: each folds the keys of its part, page by page, into the copies beside."""

import multiprocessing
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Self
from uuid import UUID

from eventsourcing.persistence import Notification
from psycopg import Cursor
from psycopg.rows import DictRow

from services.ledger.adapters.log import FEITEN
from services.ledger.application.copies import Copies
from services.ledger.domain.invordering.events import INVORDERINGSFEITEN
from shared.aside import Aside, reason_of
from shared.follower import Read
from shared.process import spare_what_stays
from shared.rows import rows
from shared.settings import Database
from shared.store import Store

SCHEMA = "ernaast"
PAGE = 2_000


class RebuildFailedError(Exception):
    """One of the processes stopped; why."""


class CopiesGoneError(Exception):
    """Whoever we worked for is gone: somebody else began anew, or these are the live views by now."""


def locked(cursor: Cursor[DictRow]) -> int:
    """Which copies these are; they stay until the end of the transaction."""
    cursor.execute(
        "LOCK TABLE ernaast.debiteuren, ernaast.regels, ernaast.vaststellingen IN ROW EXCLUSIVE MODE"
    )
    cursor.execute("SELECT 'ernaast.debiteuren'::regclass::oid AS copy")
    return int((cursor.fetchone() or {"copy": 0})["copy"])


@dataclass
class Hands:
    """The processes, from their start to their end; they end with us."""

    database: Database
    parts: int
    copy: int
    dropped: frozenset[int]
    running: list[tuple[BaseProcess, Connection]] = field(default_factory=list)

    def __enter__(self) -> Self:
        spawn = multiprocessing.get_context("spawn")
        for number in range(self.parts):
            ours, theirs = spawn.Pipe()
            part = Part(number, self.parts, self.copy, self.dropped)
            process = spawn.Process(target=work, args=(theirs, self.database, part), daemon=True)
            process.start()
            theirs.close()
            self.running.append((process, ours))
        return self

    def __exit__(self, *_: object) -> None:
        for process, pipe in self.running:
            pipe.close()
            process.join(5)
            process.terminate()

    def fold(self, after: int, until: int) -> list[Aside]:
        """Everything behind `after` up to `until`; all that is set aside up to there. Raises RebuildFailedError."""
        found = list[Aside]()
        for _, pipe in self.running:
            pipe.send((after, until))
        for _, pipe in self.running:
            try:
                answer = pipe.recv()
            except EOFError as gone:
                raise RebuildFailedError("a process ended") from gone
            if isinstance(answer, str):
                raise RebuildFailedError(answer)
            found += answer
        return sorted(found, key=lambda one: one.position)


@dataclass(frozen=True)
class Part:
    """The keys of one process out of `parts`."""

    number: int
    parts: int
    copy: int
    dropped: frozenset[int]

    def has(self, key: UUID) -> bool:
        return key.int % self.parts == self.number

    def may_have(self, row: Notification) -> bool:
        """Before it is read: most facts wait under their stream. A ladder waits under its loan, an unknown fact blocks for all."""
        is_known = row.topic in FEITEN and row.topic not in INVORDERINGSFEITEN
        return not is_known or self.has(row.originator_id)  # type: ignore[arg-type]

    def wants(self, one: Read) -> bool:
        return one.key is None or self.has(UUID(one.key))

    def told(self, asides: list[Aside]) -> list[Aside]:
        """Those that no other process tells."""
        return [one for one in asides if self.has(UUID(one.own_key or str(one.stream_id)))]


def work(pipe: Connection, database: Database, part: Part) -> None:
    """Folds what is asked until nobody asks any more."""
    spare_what_stays()
    store = Store(database, FEITEN, pool_size=1)
    copies = Copies(store, SCHEMA, part.dropped)
    with suppress(EOFError, BrokenPipeError):
        while True:
            after, until = pipe.recv()
            try:
                for page in _pages(store, after, until):
                    _fold(store, copies, part, page)
                pipe.send(part.told(copies.asides))
            except Exception as error:
                pipe.send(reason_of(error))
    store.close()


def _fold(store: Store, copies: Copies, part: Part, page: list[Notification]) -> None:
    read = copies.follower.read([row for row in page if part.may_have(row)])
    with store.cursor() as cursor:
        if locked(cursor) != part.copy:
            raise CopiesGoneError
        copies.fold(cursor, [one for one in read if part.wants(one)])


def _pages(store: Store, after: int, until: int) -> Iterator[list[Notification]]:
    while page := [row for row in rows(store, after, PAGE) if row.id <= until]:
        yield page
        after = page[-1].id
