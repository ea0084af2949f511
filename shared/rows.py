"""Facts as they are stored: for followers, who outlive one that cannot be read."""

from collections.abc import Sequence

from eventsourcing.persistence import InterfaceError, Notification, OperationalError
from eventsourcing.utils import retry
from psycopg.rows import tuple_row

from shared.store import STORED, Store

_AFTER = f"SELECT {STORED} FROM stored_events WHERE notification_id > %s ORDER BY notification_id LIMIT %s"
_AT = f"SELECT {STORED} FROM stored_events WHERE notification_id = ANY(%s) ORDER BY notification_id"


def rows(store: Store, after: int, limit: int) -> list[Notification]:
    """The facts behind position `after`, in the order of commits."""
    found: list[Notification] = _read(store, _AFTER, after, limit)
    return found


def rows_at(store: Store, positions: Sequence[int]) -> list[Notification]:
    """The facts at these positions, in the order of commits."""
    found: list[Notification] = _read(store, _AT, list(positions))
    return found


@retry((InterfaceError, OperationalError), max_attempts=10, wait=0.2)
def _read(store: Store, query: str, *parameters: object) -> list[Notification]:
    """In binary form: text costs three times as much."""
    connection = store.datastore.get_connection()
    with connection as conn, conn.cursor(binary=True, row_factory=tuple_row) as cursor:
        cursor.execute(query, parameters, prepare=True)
        return [Notification(*row) for row in cursor.fetchall()]
