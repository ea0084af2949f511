"""A follower of a service's own log: pages of facts into views, each page one transaction with its position.

A fact that cannot be read, or that the views cannot hold, is set aside with everything behind it under its key; the other keys flow.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from eventsourcing.persistence import Notification
from psycopg import Cursor
from psycopg.rows import DictRow

from shared import aside
from shared.again import is_passing
from shared.aside import BEHIND, Aside, Blocked, reason_of, set_aside
from shared.facts import StoredFact
from shared.observability import Watchdog, log
from shared.rows import rows as rows_after
from shared.rows import rows_at
from shared.store import Store

PAGE = 2_000
REST_SECONDS = 0.2
Apply = Callable[[Cursor[DictRow], Sequence[StoredFact]], None]
KeyOf = Callable[[StoredFact], str]


class Read(NamedTuple):
    """A fact with the key it waits under; without it the reason why it cannot be read."""

    row: Notification
    stored: StoredFact | None = None
    key: str | None = None
    reason: str = ""


@dataclass
class LogFollower:
    """Runs until `stop`; a second one is harmless, because only the first to move the position keeps its page."""

    name: str
    store: Store
    apply: Apply
    key_of: KeyOf
    watchdog: Watchdog
    page: int = PAGE

    async def run(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            try:
                worked = await asyncio.to_thread(self.step)
            except Exception as error:
                # Whatever it is, it is no single fact: those were set aside. The position stands still, and health says so.
                log.warning(
                    "page is followed again",
                    follower=self.name,
                    error=type(error).__name__,
                    detail=reason_of(error),
                )
                self.watchdog.beat()
                worked = False
            else:
                self.watchdog.progressed()
            if not worked:
                await asyncio.sleep(REST_SECONDS)

    def step(self) -> bool:
        """Follows the next page; False when it is at the end of the log and nobody asked for anything."""
        with self.store.cursor() as cursor:
            cursor.execute(
                "INSERT INTO log_positions (follower, position) VALUES (%s, 0) ON CONFLICT DO NOTHING",
                (self.name,),
            )
            cursor.execute(
                "SELECT position FROM log_positions WHERE follower = %s FOR UPDATE", (self.name,)
            )
            position = (cursor.fetchone() or {"position": 0})["position"]
            released = self._carry_out(cursor)
            page = self.read(rows_after(self.store, position, self.page))
            if page:
                self._set_aside(cursor, self.take(cursor, page, self._blocked(cursor)))
                cursor.execute(
                    "UPDATE log_positions SET position = %s, moved_at = now() WHERE follower = %s",
                    (page[-1].row.id, self.name),
                )
        return bool(page) or released

    def read(self, rows: Sequence[Notification]) -> list[Read]:
        """Each fact, or why it cannot be read."""
        return [self._read(row) for row in rows]

    def _read(self, row: Notification) -> Read:
        try:
            stored = self.store.read(row)
            return Read(row, stored, self.key_of(stored))
        except Exception as error:
            return Read(row, reason=reason_of(error))

    def take(self, cursor: Cursor[DictRow], page: Sequence[Read], blocked: Blocked) -> list[Aside]:
        """Applies what can be applied, in order; what cannot comes back, and blocks its key from now on."""
        found: list[Aside] = []
        free: list[Read] = []
        before = set[str | None]()
        for one in page:
            if one.stored and not _waits(one, blocked):
                free.append(one)
                before |= {one.key, str(one.row.originator_id)}
                continue
            if before & {one.key, str(one.row.originator_id)}:
                # What came before it under its key is not behind it.
                found += self._apply(cursor, free, blocked)
                free, before = [], set()
            reason = BEHIND if one.stored else one.reason
            found.append(set_aside(one.row, one.key, reason, blocked))
        return found + self._apply(cursor, free, blocked)

    def _apply(
        self, cursor: Cursor[DictRow], page: Sequence[Read], blocked: Blocked
    ) -> list[Aside]:
        """Halves a page that fails until the fact that cannot be held stands alone."""
        waiting = [
            set_aside(one.row, one.key, BEHIND, blocked) for one in page if _waits(one, blocked)
        ]
        if waiting:
            behind = {one.position for one in waiting}
            page = [one for one in page if one.row.id not in behind]
        if not page:
            return waiting
        try:
            with cursor.connection.transaction():
                self.apply(cursor, [one.stored for one in page if one.stored])
            return waiting
        except Exception as error:
            if is_passing(error):
                raise
            if len(page) == 1:
                (one,), reason = page, reason_of(error)
                log.error(
                    "fact is set aside", follower=self.name, position=one.row.id, reason=reason
                )
                return [*waiting, set_aside(one.row, one.key, reason, blocked)]
        middle = len(page) // 2
        first = self._apply(cursor, page[:middle], blocked)
        return waiting + first + self._apply(cursor, page[middle:], blocked)

    def _carry_out(self, cursor: Cursor[DictRow]) -> bool:
        """Does what a person asked for: each key in order, as far as it goes."""
        cursor.execute(aside.ASKED_KEYS, (self.name,))
        keys = [row["key"] for row in cursor.fetchall()]
        for key in keys:
            cursor.execute(aside.OF_KEY, (self.name, key, PAGE))
            asked = {row["position"]: row["asked"] for row in cursor.fetchall()}
            dropped = [position for position, act in asked.items() if act == "laten_vallen"]
            rows = rows_at(self.store, [position for position in asked if position not in dropped])
            again = self.take(cursor, self.read(rows), Blocked([]))
            kept = {one.position for one in again}
            cursor.execute(
                aside.FINISHED,
                (self.name, [position for position in asked if position not in kept]),
            )
            if again:
                cursor.execute(aside.NOT_ASKED, (self.name, key))
                self._set_aside(cursor, again)
        return bool(keys)

    def _blocked(self, cursor: Cursor[DictRow]) -> Blocked:
        """All keys that wait: the key of a fact that was not read yet is not known."""
        cursor.execute(
            "SELECT DISTINCT key, own_key FROM set_aside WHERE follower = %s", (self.name,)
        )
        return Blocked((row["key"], row["own_key"]) for row in cursor.fetchall())

    def _set_aside(self, cursor: Cursor[DictRow], found: Sequence[Aside]) -> None:
        if found:
            cursor.executemany(aside.SET_ASIDE, [aside.as_row(self.name, one) for one in found])


def _waits(one: Read, blocked: Blocked) -> bool:
    return bool(blocked.behind) and bool(blocked.find(one.key, str(one.row.originator_id)))
