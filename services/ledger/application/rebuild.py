"""The views made anew, from the first fact, beside the ones that people look at; then they take their place in one transaction.

Processes share the work by key, so that a loan, its ladder and what waits behind them stay in one hand. The projector goes on: the
switch holds the row of its position, so it stands between two of its pages, and it finds its place in the new views. Whatever fails
before the switch leaves the old ones as they are.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from psycopg import Cursor
from psycopg.errors import LockNotAvailable
from psycopg.rows import DictRow

from services.ledger.adapters import views
from services.ledger.application.copies import Copies, alone, dropped, follower_of
from services.ledger.application.rebuilding import SCHEMA, Hands, locked
from shared import aside
from shared.aside import Aside
from shared.rows import rows
from shared.store import Store

PAGE = 2_000
STRETCH = 40_000
TRIES = 120
Tell = Callable[[int, int], None]


class ReadersBusyError(Exception):
    """Somebody reads the old views in one transaction for as long as we wanted to wait."""


class ChangedMeanwhileError(Exception):
    """A fact was dropped, or the copies were taken by another, while they were made."""


@dataclass(frozen=True)
class Rebuilt:
    """Up to which fact the views are made, how long that took, and how many facts they cannot hold, with what waits behind them."""

    position: int
    seconds: float
    set_aside: int


def rebuild(store: Store, parts: int = 2, tell: Tell = lambda _done, _all: None) -> Rebuilt:
    """Raises ReplayRunsError, ReadersBusyError, ChangedMeanwhileError, RebuildFailedError; then the old views are still there."""
    started = time.monotonic()
    with alone(store):
        with store.cursor() as cursor:
            cursor.execute("SELECT weergaven_ernaast()")
            copy, skipped = locked(cursor), dropped(cursor)
        with Hands(store.database, parts, copy, skipped) as hands:
            position, asides = 0, list[Aside]()
            while (end := store.end()) - position > (PAGE if position else 0):
                until = min(end, position + STRETCH)
                asides = hands.fold(position, until)
                position = until
                tell(position, end)
        with store.cursor() as cursor:
            cursor.execute("SELECT weergaven_gemeten()")
        switch = _Switch(store, copy, skipped, position, asides)
        for left in reversed(range(TRIES)):
            try:
                position, waiting = switch.attempt()
                return Rebuilt(position, time.monotonic() - started, waiting)
            except ReadersBusyError:
                if not left:
                    raise
                time.sleep(0.5)
        raise AssertionError("unreachable")


@dataclass(frozen=True)
class _Switch:
    store: Store
    copy: int
    skipped: frozenset[int]
    position: int
    asides: Sequence[Aside]

    def attempt(self) -> tuple[int, int]:
        """The last fact in the new views, and how many they do not hold. Readers wait half a second at most, then it is given up."""
        with self.store.cursor() as cursor:
            live = self._hold(cursor)
            copies = Copies(self.store, SCHEMA, self.skipped, self.asides)
            self._catch_up(cursor, copies, live)
            position = max(live, self.position)
            self._set_aside(cursor, copies.asides)
            cursor.execute(
                "UPDATE log_positions SET position = %s, moved_at = now() WHERE follower = %s",
                (position, views.FOLLOWER),
            )
            cursor.execute("SET LOCAL lock_timeout = '500ms'")
            try:
                cursor.execute("SELECT weergaven_gewisseld()")
            except LockNotAvailable as busy:
                raise ReadersBusyError from busy
        return position, len(copies.asides)

    def _hold(self, cursor: Cursor[DictRow]) -> int:
        """Stops the projector between two pages; where it is."""
        cursor.execute(
            "INSERT INTO log_positions (follower, position) VALUES (%s, 0) ON CONFLICT DO NOTHING",
            (views.FOLLOWER,),
        )
        cursor.execute(
            "SELECT position FROM log_positions WHERE follower = %s FOR UPDATE", (views.FOLLOWER,)
        )
        live = int((cursor.fetchone() or {"position": 0})["position"])
        cursor.execute("SELECT 1 FROM set_aside WHERE follower = %s FOR UPDATE", (views.FOLLOWER,))
        if dropped(cursor) != self.skipped or locked(cursor) != self.copy:
            raise ChangedMeanwhileError
        return live

    def _catch_up(self, cursor: Cursor[DictRow], copies: Copies, live: int) -> None:
        follower, position = follower_of(self.store), self.position
        while position < live:
            page = rows(self.store, position, min(PAGE, live - position))
            copies.fold(cursor, follower.read(page))
            position = page[-1].id
        cursor.execute("SET LOCAL search_path TO DEFAULT")

    def _set_aside(self, cursor: Cursor[DictRow], found: Sequence[Aside]) -> None:
        """What the new views cannot hold, waits; what they hold does not. What a person asked stays asked."""
        cursor.execute(
            "DELETE FROM set_aside WHERE follower = %s AND NOT position = ANY(%s)",
            (views.FOLLOWER, [one.position for one in found]),
        )
        cursor.executemany(aside.STILL_ASIDE, [aside.as_row(views.FOLLOWER, one) for one in found])
