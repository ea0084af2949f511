"""Our way to write beside the library's: the same rows, the same lock, the same refusal; and all that we use of it is there."""

import threading
from collections.abc import Callable
from uuid import UUID, uuid4

import psycopg
import pytest
from eventsourcing.persistence import StoredEvent
from psycopg.errors import UniqueViolation

from shared.settings import Database
from shared.store import Store
from tests.patience import beside, end
from tests.plumbing.toy import FEITEN

TRICKY = ["", "\t\\N\n", "é€漢", "x" * 70_000]


@pytest.fixture
def store(new_database: Callable[[str], Database]) -> Store:
    return Store(new_database("intake"), FEITEN)


def events(number: int, stream: UUID | None = None) -> list[StoredEvent]:
    return [
        StoredEvent(
            stream or uuid4(),
            version,
            f"Genoteerd{TRICKY[version % 4][:3]}",
            TRICKY[version % 4].encode(),
        )
        for version in range(1, number + 1)
    ]


def test_it_writes_what_the_library_writes_in_the_order_given(store: Store) -> None:
    ours, theirs = events(9), events(9)
    with store.datastore.transaction(commit=True) as cursor:
        store.recorder.write(cursor, ours)
    store.recorder.insert_events(theirs)
    read = store.recorder.select_notifications(1, 100)
    assert [row.id for row in read] == list(range(1, 19))
    assert store.recorder.max_notification_id() == 18
    seen = [
        StoredEvent(row.originator_id, row.originator_version, row.topic, row.state) for row in read
    ]
    assert seen == [*ours, *theirs]
    assert store.recorder.select_events(ours[4].originator_id) == [ours[4]]


def test_nobody_else_writes_until_the_transaction_ends_and_everybody_reads(store: Store) -> None:
    first, second = events(3), events(3)
    written = threading.Event()

    def write_too() -> None:
        with store.datastore.transaction(commit=True) as cursor:
            store.recorder.write(cursor, second)
        written.set()

    with store.datastore.transaction(commit=True) as cursor:
        store.recorder.write(cursor, first)
        other = beside(write_too)
        assert not written.wait(0.3)
        assert store.recorder.select_notifications(1, 100) == []
    end(other)
    read = store.recorder.select_notifications(1, 100)
    assert [row.originator_id for row in read] == [
        event.originator_id for event in (*first, *second)
    ]


def test_what_is_there_already_is_refused_by_name_and_nothing_is_written(store: Store) -> None:
    stream = uuid4()
    store.recorder.insert_events(events(2, stream))
    with (
        pytest.raises(Exception, match="stored_events_pkey") as refusal,
        store.datastore.transaction(commit=True) as cursor,
    ):
        store.recorder.write(cursor, events(3, stream))
    assert isinstance(refusal.value.__cause__, UniqueViolation)
    assert store.recorder.max_notification_id() == 2


def test_the_lock_is_the_one_that_keeps_followers_from_missing_facts(store: Store) -> None:
    """EXCLUSIVE lets readers through and no second writer (ADR 3)."""
    with store.datastore.transaction(commit=True) as cursor:
        store.recorder.write(cursor, events(1))
        cursor.execute(
            "SELECT mode FROM pg_locks WHERE relation = 'stored_events'::regclass AND granted"
        )
        assert "ExclusiveLock" in {row["mode"] for row in cursor.fetchall()}
        with psycopg.connect(
            host=store.database.host,
            port=store.database.port,
            dbname=store.database.name,
            user=store.database.user,
            password=store.database.password,
        ) as another:
            assert another.execute("SELECT count(*) FROM stored_events").fetchone() == (0,)
