"""Copies of the views: the facts folded once more, in tables of the same names in a schema of their own."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import psycopg
from psycopg import Cursor
from psycopg.rows import DictRow

from services.ledger.adapters import views
from shared.aside import Aside, Blocked
from shared.follower import LogFollower, Read
from shared.observability import Watchdog
from shared.store import Store

_LOCK = 0x6175646974


class ReplayRunsError(Exception):
    """Somebody else is replaying or making views anew in this database."""


@contextmanager
def alone(store: Store) -> Iterator[None]:
    """One at a time in a database; on a connection of its own, outside any transaction: it may take hours. Raises ReplayRunsError."""
    with psycopg.connect(store.database.conninfo, autocommit=True) as connection:
        row = connection.execute("SELECT pg_try_advisory_lock(%s)", (_LOCK,)).fetchone()
        if not (row and row[0]):
            raise ReplayRunsError
        yield


def follower_of(store: Store) -> LogFollower:
    """Reads and applies as the projector does."""
    return LogFollower(views.FOLLOWER, store, views.apply, views.key_of, Watchdog())


def dropped(cursor: Cursor[DictRow]) -> frozenset[int]:
    """The facts that a person took out of the views."""
    cursor.execute(
        "SELECT held_id FROM operator_acts WHERE act = 'laten_vallen' AND place = %s",
        (views.FOLLOWER,),
    )
    return frozenset(int(row["held_id"].rpartition(":")[2]) for row in cursor.fetchall())


class Copies:
    """The views in `schema`, as far as pages were folded into them; `asides` are facts that they cannot hold."""

    def __init__(
        self, store: Store, schema: str, dropped: frozenset[int], asides: Iterable[Aside] = ()
    ) -> None:
        self.schema, self.dropped, self.asides = schema, dropped, list(asides)
        self.follower = follower_of(store)
        self.blocked = Blocked((one.key, one.own_key) for one in self.asides)

    def fold(self, cursor: Cursor[DictRow], page: Sequence[Read]) -> None:
        """In the transaction of the cursor, which looks in our schema first from now on."""
        cursor.execute(f"SET LOCAL search_path TO {self.schema}, public")
        shown = [one for one in page if one.row.id not in self.dropped]
        self.asides += self.follower.take(cursor, shown, self.blocked)
