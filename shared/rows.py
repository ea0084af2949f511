"""Facts as they are stored: for followers, who outlive one that cannot be read."""

from collections.abc import Sequence

from eventsourcing.persistence import Notification

from shared.store import STORED, Store


def rows(store: Store, after: int, limit: int) -> list[Notification]:
    """The facts behind position `after`, in the order of commits."""
    return list(store.recorder.select_notifications(after + 1, limit))


def rows_at(store: Store, positions: Sequence[int]) -> list[Notification]:
    """The facts at these positions, in the order of commits."""
    with store.cursor() as cursor:
        cursor.execute(
            f"SELECT {STORED} FROM stored_events WHERE notification_id = ANY(%s) ORDER BY notification_id",
            (list(positions),),
        )
        return [Notification(*row.values()) for row in cursor.fetchall()]
