"""The library's recorder, with one way of ours to write: in the caller's transaction, under the library's lock, by COPY."""

from collections.abc import Iterable, Sequence
from struct import pack

from eventsourcing.persistence import StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder
from psycopg import Cursor
from psycopg.rows import DictRow
from psycopg.sql import SQL

_COPY = (
    "COPY stored_events (originator_id, originator_version, topic, state)"
    " FROM STDIN (FORMAT BINARY)"
)
_HEADER, _TRAILER = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff"


class Recorder(PostgresApplicationRecorder):
    """Reads as the library does. Telling listeners is the caller's choice: once a transaction and never for bulk work."""

    def write(
        self, cursor: Cursor[DictRow], events: Sequence[StoredEvent], *, notify: bool = False
    ) -> None:
        """Adds events in their order; whoever follows the log sees them in the order of commits.

        The lock is held until the transaction ends: write last. An event that is there already ends in the
        database's own unique violation on `stored_events_pkey`.
        """
        told = [SQL("NOTIFY stored_events")] if notify else []
        cursor.execute(SQL("; ").join((*told, *self.lock_table_statements)), prepare=False)
        with cursor.copy(_COPY) as copy:
            copy.write(_binary(events))


def _binary(events: Iterable[StoredEvent]) -> bytes:
    """The rows in PostgreSQL's binary form of COPY: a number of fields, and each field behind its length."""
    return b"".join((_HEADER, *map(_row, events), _TRAILER))


def _row(event: StoredEvent) -> bytes:
    topic = event.topic.encode()
    return b"".join(
        (
            pack("!hi16s", 4, 16, event.originator_id.bytes),  # type: ignore[union-attr]
            pack("!iqi", 8, event.originator_version, len(topic)),
            topic,
            pack("!i", len(event.state)),
            event.state,
        )
    )
