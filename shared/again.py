"""What failed: is it for later, or is something wrong with the work itself? And work that may fail without the rest of its transaction."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from shared.store import DEPENDENCY_DOWN, StaleVersion
from shared.transaction import Transaction

# PostgreSQL's own class for "an index row cannot be that large"; psycopg calls it operational, but it never passes.
_PROGRAM_LIMIT_EXCEEDED = "54"


def is_passing(error: BaseException) -> bool:
    """Whether the same work may succeed later: the database is away, busy or was restarted. What is too large for it stays too large."""
    if not isinstance(error, (*DEPENDENCY_DOWN, psycopg.OperationalError, psycopg.InterfaceError)):
        return False
    origin = error if isinstance(error, psycopg.Error) else error.__cause__
    return not str(getattr(origin, "sqlstate", "")).startswith(_PROGRAM_LIMIT_EXCEEDED)


def is_to_do_again(error: BaseException) -> bool:
    """Whether nothing is wrong with the work itself: the same page is done again."""
    return isinstance(error, StaleVersion) or is_passing(error)


@contextmanager
def apart(transaction: Transaction) -> Iterator[None]:
    """What is done inside is stored or undone on its own, while the rest of the transaction goes on. Raises StaleVersion."""
    transaction.flush(notify=True)
    try:
        with transaction.cursor.connection.transaction():
            yield
            transaction.flush(notify=True)
    except Exception as error:
        _forget(transaction)
        if "stored_events_pkey" in str(error):
            raise StaleVersion(str(error)) from error
        raise


def _forget(transaction: Transaction) -> None:
    """Drops what was appended since the last flush."""
    transaction._events.clear()
    kept = {
        stream_id: loaded
        for stream_id, loaded in transaction._streams.items()
        if loaded.version == loaded.stored_version
    }
    transaction._streams = kept
    transaction._lives.clear()
