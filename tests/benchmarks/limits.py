"""What the machine can do with the same bytes: PostgreSQL's COPY, the library's own recorder and its own projection runner.

Each is measured in the run that it limits, on the same server, into tables of the same shape beside our own.
"""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from uuid import UUID, uuid4

import psycopg
from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, DomainEvent
from eventsourcing.persistence import StoredEvent
from eventsourcing.postgres import (
    PostgresApplicationRecorder,
    PostgresDatastore,
    PostgresTrackingRecorder,
)
from eventsourcing.projection import Projection, ProjectionRunner
from psycopg import sql

from shared.settings import Database, split_address
from tests.infrastructure import DatabaseServer

PAGE = 500
# Facts that a limit is measured with at most: those of a million loans would not fit in memory.
SAMPLE = 20_000
COLUMNS = "originator_id, originator_version, topic, state"


@dataclass(frozen=True)
class Limits:
    """Measures in the database of the work itself, as its owner."""

    server: DatabaseServer
    database: Database

    def connect(self) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(
            psycopg.conninfo.make_conninfo(self.server.admin_url, dbname=self.database.name),
            autocommit=True,
        )

    def facts(self, after: int = 0) -> list[StoredEvent]:
        """The first that the work stored behind a position, as bytes."""
        with self.connect() as connection:
            rows = connection.execute(
                f"SELECT {COLUMNS} FROM stored_events WHERE notification_id > %s"
                " ORDER BY notification_id LIMIT %s",
                (after, SAMPLE),
            ).fetchall()
        return [StoredEvent(UUID(str(row[0])), row[1], row[2], bytes(row[3])) for row in rows]

    def stored(self, after: int = 0) -> int:
        """How many facts there are behind a position."""
        with self.connect() as connection:
            row = connection.execute(
                "SELECT count(*) FROM stored_events WHERE notification_id > %s", (after,)
            ).fetchone()
        return int(str(row[0])) if row else 0

    def copy(self, after: int = 0) -> float:
        """Facts a second by COPY of bytes that are ready, into a table with the same indexes, in one transaction."""
        with self.connect() as connection:
            connection.execute(
                "CREATE TABLE limit_copy (LIKE stored_events INCLUDING DEFAULTS INCLUDING INDEXES)"
            )
            with connection.cursor().copy(
                f"COPY (SELECT {COLUMNS} FROM stored_events WHERE notification_id > {int(after)}"
                f" ORDER BY notification_id LIMIT {SAMPLE}) TO STDOUT (FORMAT binary)"
            ) as copy:
                content = b"".join(copy)
            begin = time.perf_counter()
            with connection.cursor() as cursor:
                with cursor.copy(f"COPY limit_copy ({COLUMNS}) FROM STDIN (FORMAT binary)") as copy:
                    copy.write(content)
                rows = cursor.rowcount
            seconds = time.perf_counter() - begin
            connection.execute("DROP TABLE limit_copy")
        return rows / seconds

    def insert(self, facts: Sequence[StoredEvent], page: int = PAGE, callers: int = 1) -> float:
        """Facts a second through the library's `insert_events` as shipped, a page in one transaction."""
        recorder = self._recorder(callers)
        pages = [facts[begin : begin + page] for begin in range(0, len(facts), page)]
        begin = time.perf_counter()
        with ThreadPoolExecutor(callers) as pool:
            list(pool.map(recorder.insert_events, pages))
        seconds = time.perf_counter() - begin
        recorder.datastore.close()
        with self.connect() as connection:
            connection.execute("DROP TABLE limit_insert")
        return len(facts) / seconds

    def read(self) -> float:
        """Facts a second by the library's `select_notifications` of 5,000 at a time, as bytes only."""
        recorder, found, begin = self._recorder(1, "stored_events"), 0, time.perf_counter()
        after = 0
        while page := recorder.select_notifications(after + 1, 5_000):
            found, after = found + len(page), page[-1].id
        seconds = time.perf_counter() - begin
        recorder.datastore.close()
        return found / seconds

    def project(self, facts: Sequence[StoredEvent]) -> float:
        """Facts a second by the library's ProjectionRunner as shipped, each into one row."""
        environment = self._environment()
        application = _Facts(env={**environment, "CREATE_TABLE": "y"})
        for begin in range(0, len(facts), PAGE):
            happened = [
                _Facts.Happened(
                    originator_id=uuid4(),
                    originator_version=1,
                    timestamp=Aggregate.Event.create_timestamp(),
                    body=fact.state.decode(),
                )
                for fact in facts[begin : begin + PAGE]
            ]
            application.recorder.insert_events(
                [application.mapper.to_stored_event(one) for one in happened]
            )
        last = application.recorder.max_notification_id()
        begin_at = time.perf_counter()
        with ProjectionRunner(
            application_class=_Facts,
            projection_class=_Rows,
            view_class=_View,
            env=environment,
        ) as runner:
            runner.projection.view.wait(application.name, last, timeout=600)
            seconds = time.perf_counter() - begin_at
        application.close()
        with self.connect() as connection:
            for table in ("facts_events", "rows_tracking", "rows_seen"):
                connection.execute(
                    sql.SQL("DROP TABLE IF EXISTS {} CASCADE").format(sql.Identifier(table))
                )
        return len(facts) / seconds

    def _recorder(self, callers: int, table: str = "limit_insert") -> PostgresApplicationRecorder:
        host, port = split_address(self.server.host_port)
        user, password = _owner(self.server)
        recorder = PostgresApplicationRecorder(
            PostgresDatastore(
                self.database.name,
                host,
                port,
                user,
                password,
                pool_size=callers,
                max_overflow=callers,
                max_waiting=4 * callers,
            ),
            events_table_name=table,
        )
        if table != "stored_events":
            recorder.create_table()
        return recorder

    def _environment(self) -> dict[str, str]:
        host, port = split_address(self.server.host_port)
        user, password = _owner(self.server)
        return {
            "PERSISTENCE_MODULE": "eventsourcing.postgres",
            "POSTGRES_DBNAME": self.database.name,
            "POSTGRES_HOST": str(host),
            "POSTGRES_PORT": str(port),
            "POSTGRES_USER": user,
            "POSTGRES_PASSWORD": password,
        }


def _owner(server: DatabaseServer) -> tuple[str, str]:
    asked = psycopg.conninfo.conninfo_to_dict(server.admin_url)
    return str(asked["user"]), str(asked["password"])


class _Facts(Application[UUID]):
    """The same bytes as events of the library."""

    name = "facts"

    class Happened(DomainEvent):
        body: str


class _View(PostgresTrackingRecorder):
    """One row a fact, in the transaction of its tracking."""


class _Rows(Projection[_View]):
    name = "rows"
    topics = ()

    def process_event(self, domain_event: object, tracking: object) -> None:
        self.view.insert_tracking(tracking)
