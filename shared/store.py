"""The event store of a service: facts by name, with everything that must stand or fall with them in the same transaction.

Built on the PostgreSQL recorder of the eventsourcing library in its default locking mode: inserts take the table lock, so the
order of the log is the order of commits and a follower never passes a fact that becomes visible later.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from eventsourcing.persistence import InterfaceError, Notification, OperationalError, StoredEvent
from eventsourcing.postgres import PostgresDatastore
from psycopg import Cursor
from psycopg.rows import DictRow
from psycopg_pool.base import AttemptWithBackoff

from shared.begrippen import Feit
from shared.envelope import closed, opened
from shared.facts import Cause, StoredFact
from shared.organisatie.nu import LEZER, Lezer
from shared.recorder import Recorder
from shared.settings import Database
from shared.together import Together
from shared.transaction import Transaction, last_workday

# Row security of the lists looks at these; without them, as in the work of the service itself, everything is there.
READS_AS = (
    "SELECT set_config('doorstart.gemeenten', %s, true), set_config('doorstart.afgeschermd', %s, true),"
    " set_config('doorstart.lezer', %s, true)"
)
Result = TypeVar("Result")
# The database is away for a moment: whoever can wait tries again, nothing is skipped.
DEPENDENCY_DOWN = (OperationalError, InterfaceError)
# Commands that share a transaction.
MOST = 32
STORED = "originator_id, originator_version, topic, state, notification_id"
# The pool doubles its pause after every failed try; a database that was away a few times would then be ignored for minutes.
AttemptWithBackoff.DELAY_BACKOFF = 1.0


class StaleVersion(Exception):
    """Somebody else added facts to this stream first: load it again and decide anew."""


class Store:
    """One service's log, states, inbox and answers. `facts` maps stored names, which never change, to types."""

    def __init__(
        self, database: Database, facts: Mapping[str, type[Feit]], *, pool_size: int = 2
    ) -> None:
        if os.environ.get("POSTGRES_ENABLE_DB_FUNCTIONS"):
            raise RuntimeError(
                "POSTGRES_ENABLE_DB_FUNCTIONS makes followers miss facts (ADR 3): unset it"
            )
        self.database = database
        self.facts = dict(facts)
        self._names = {kind: name for name, kind in self.facts.items()}
        self.datastore = PostgresDatastore(
            database.name,
            database.host,
            database.port,
            database.user,
            database.password,
            pool_size=pool_size,
            max_overflow=8,
            pre_ping=True,
            enable_db_functions=False,
            connect_timeout=5.0,
            idle_in_transaction_session_timeout=60.0,
        )
        self.recorder = Recorder(self.datastore)
        self.together: Together[Any] = Together(MOST)

    def close(self) -> None:
        self.datastore.close()

    @contextmanager
    def transaction(self, *, notify: bool = True) -> Iterator[Transaction]:
        """Everything done inside becomes visible together or not at all; raises StaleVersion when a stream moved."""
        with self.datastore.transaction(commit=True) as cursor:
            transaction = Transaction(self, cursor)
            yield transaction
            transaction.finish()
            try:
                transaction.flush(notify=notify)
            except Exception as error:
                if "stored_events_pkey" in str(error):
                    raise StaleVersion(str(error)) from error
                raise

    @contextmanager
    def cursor(self) -> Iterator[Cursor[DictRow]]:
        """A transaction for tables of the service's own, such as projections; in a request it sees what its reader may see (ADR 26)."""
        with self.datastore.transaction(commit=True) as cursor:
            if lezer := LEZER.get():
                cursor.execute(READS_AS, _as_settings(lezer))
            yield cursor

    def attempt(self, work: Callable[[Transaction], Result], *, tries: int = 5) -> Result:
        """Runs `work` in a transaction, again when another writer was first on the same stream."""
        for left in reversed(range(tries)):
            try:
                with self.transaction() as transaction:
                    return work(transaction)
            except StaleVersion:
                if not left:
                    raise
        raise AssertionError("unreachable")

    def last_workday(self) -> date | None:
        """The last day this service heard; None before the first."""
        with self.cursor() as cursor:
            return last_workday(cursor)

    def page(self, after: int, limit: int = 500) -> list[StoredFact]:
        """The facts behind position `after` in the order of commits."""
        return [self.read(row) for row in self.recorder.select_notifications(after + 1, limit)]

    def end(self) -> int:
        """The position of the last fact, 0 for an empty log."""
        return self.recorder.max_notification_id() or 0

    def stream(self, stream_id: UUID) -> list[StoredFact]:
        """All facts of one stream, oldest first, with their place in the log."""
        with self.cursor() as cursor:
            cursor.execute(
                f"SELECT {STORED} FROM stored_events WHERE originator_id = %s ORDER BY originator_version",
                (stream_id,),
            )
            return [self.read(Notification(*row.values())) for row in cursor.fetchall()]

    def read(self, row: Notification) -> StoredFact:
        envelope, fact = opened(row.state)
        cause = envelope["cause"]
        return StoredFact(
            position=row.id,
            stream_id=row.originator_id,  # type: ignore[arg-type]
            version=row.originator_version,
            name=row.topic,
            fact=self.facts[row.topic].model_validate_json(fact),
            cause=Cause(**{**cause, "at": date.fromisoformat(cause["at"])}),
            recorded_at=datetime.fromisoformat(envelope["recorded_at"]),
        )

    def write(self, stream_id: UUID, version: int, fact: Feit, cause: Cause) -> StoredEvent:
        name = self._names[type(fact)]
        cause_of = {**vars(cause), "at": cause.at.isoformat()}
        cause_of = {key: value for key, value in cause_of.items() if value is not None}
        return StoredEvent(stream_id, version, name, closed(name, cause_of, fact.stored()))


def _as_settings(lezer: Lezer) -> tuple[str, str, str]:
    """Never empty: an empty setting is nobody's."""
    return (
        ",".join(sorted(lezer.gemeenten)) or "-",
        ",".join(sorted(lezer.afgeschermd)) or "-",
        lezer.medewerker_id,
    )
