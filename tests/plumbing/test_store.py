"""The store: facts, inbox, answers and state stand or fall together, in an order that no follower can miss."""

import threading
from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from uuid import uuid4

import psycopg
import pytest
from eventsourcing.persistence import PersistenceError

from shared.facts import Cause
from shared.settings import Database
from shared.store import StaleVersion, Store
from shared.transaction import GeenWerkdag, Transaction
from tests.infrastructure import DatabaseServer
from tests.patience import beside, end
from tests.plumbing.toy import FEITEN, NOTITIES, TODAY, Genoteerd

CAUSE = Cause("c1", "test", TODAY)


@pytest.fixture
def store(new_database: Callable[[str], Database]) -> Store:
    return Store(new_database("intake"), FEITEN)


def note(store: Store, stream_id: object, nummer: int, fail: bool = False) -> None:
    with store.transaction() as transaction:
        transaction.new_ids("c", [uuid4()])
        transaction.load(NOTITIES, stream_id)  # type: ignore[arg-type]
        transaction.append(NOTITIES, stream_id, [Genoteerd(gemeente="GM1", nummer=nummer)], CAUSE)  # type: ignore[arg-type]
        if fail:
            raise RuntimeError("in the middle")


def count(store: Store, table: str) -> int:
    with store.cursor() as cursor:
        cursor.execute(f"SELECT count(*) AS n FROM {table}")
        return int((cursor.fetchone() or {"n": -1})["n"])


def test_the_fast_mode_that_loses_events_cannot_be_switched_on(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POSTGRES_ENABLE_DB_FUNCTIONS", "y")
    with pytest.raises(RuntimeError, match="miss facts"):
        Store(store.database, FEITEN)
    monkeypatch.delenv("POSTGRES_ENABLE_DB_FUNCTIONS")
    assert store.datastore.enable_db_functions is False
    with store.cursor() as cursor:
        cursor.execute("SELECT proname FROM pg_proc WHERE proname LIKE 'es_insert_events%'")
        assert cursor.fetchall() == []


def test_the_table_is_the_one_of_the_library(store: Store, postgres: DatabaseServer) -> None:
    ours = "SELECT column_name, data_type, is_nullable FROM information_schema.columns WHERE table_name = 'stored_events' ORDER BY 1"
    with store.cursor() as cursor:
        cursor.execute(ours)
        columns = [
            (row["column_name"], row["data_type"], row["is_nullable"]) for row in cursor.fetchall()
        ]
    assert columns == [
        ("notification_id", "bigint", "NO"),
        ("originator_id", "uuid", "NO"),
        ("originator_version", "bigint", "NO"),
        ("state", "bytea", "YES"),
        ("topic", "text", "YES"),
    ]


def test_a_failure_leaves_neither_fact_nor_inbox_nor_state(store: Store) -> None:
    with pytest.raises(RuntimeError):
        note(store, uuid4(), 1, fail=True)
    assert (
        count(store, "stored_events") == count(store, "inbox") == count(store, "stream_states") == 0
    )


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE stored_events SET topic = 'x'",
        "DELETE FROM stored_events",
        "TRUNCATE stored_events",
        "DROP TABLE stored_events",
        "ALTER TABLE stored_events DISABLE TRIGGER ALL",
    ],
)
def test_the_service_cannot_change_a_fact(store: Store, change: str) -> None:
    note(store, uuid4(), 1)
    with pytest.raises(PersistenceError), store.cursor() as cursor:
        cursor.execute(change)
    assert count(store, "stored_events") == 1


def test_nobody_changes_a_fact_by_accident(store: Store, postgres: DatabaseServer) -> None:
    note(store, uuid4(), 1)
    admin_url = psycopg.conninfo.make_conninfo(postgres.admin_url, dbname=store.database.name)
    with (
        psycopg.connect(admin_url) as admin,
        pytest.raises(psycopg.errors.RaiseException, match="verandert nooit"),
    ):
        admin.execute("UPDATE stored_events SET topic = 'x'")


def test_two_writers_on_one_stream_never_lose_a_fact(store: Store) -> None:
    stream_id, rounds = uuid4(), 40

    def work() -> None:
        for _ in range(rounds):
            store.attempt(
                lambda transaction: transaction.append(
                    NOTITIES,
                    stream_id,
                    [
                        Genoteerd(
                            gemeente="GM1", nummer=transaction.load(NOTITIES, stream_id).aantal + 1
                        )
                    ],
                    CAUSE,
                ),
                tries=200,
            )

    end(*[beside(work) for _ in range(3)])
    facts = store.stream(stream_id)
    assert (
        [stored.version for stored in facts]
        == [stored.fact.nummer for stored in facts]
        == list(range(1, 3 * rounds + 1))
    )
    with store.transaction() as transaction:
        assert transaction.load(NOTITIES, stream_id).aantal == 3 * rounds


def test_a_stale_version_is_told_as_such(store: Store) -> None:
    stream_id = uuid4()
    with pytest.raises(StaleVersion), store.transaction() as late:
        late.load(NOTITIES, stream_id)
        note(store, stream_id, 1)
        late.append(NOTITIES, stream_id, [Genoteerd(gemeente="GM1", nummer=9)], CAUSE)


def test_a_follower_never_passes_a_fact_that_becomes_visible_later(store: Store) -> None:
    """Writers with long and short transactions beside a tailing reader: no position may appear behind the reader."""
    done, seen = threading.Event(), list[int]()

    def write(size: int) -> None:
        for _ in range(30):
            with store.transaction() as transaction:
                for _ in range(size):
                    stream_id = uuid4()
                    transaction.load(NOTITIES, stream_id)
                    transaction.append(
                        NOTITIES, stream_id, [Genoteerd(gemeente="GM1", nummer=1)], CAUSE
                    )

    def follow() -> None:
        position = 0
        while True:
            finished = done.is_set()
            page = store.page(position)
            seen.extend(stored.position for stored in page)
            position = page[-1].position if page else position
            if finished and not page:
                return

    reader = beside(follow)
    try:
        end(*[beside(partial(write, size)) for size in (50, 5, 1, 1)])
    finally:
        done.set()
    end(reader)
    assert len(seen) == 30 * (50 + 5 + 1 + 1) == count(store, "stored_events")
    assert seen == sorted(seen)


def test_a_state_of_an_older_shape_is_folded_anew_from_the_facts(store: Store) -> None:
    stream_id = uuid4()
    for nummer in (1, 2, 3):
        note(store, stream_id, nummer)
    with store.cursor() as cursor:
        cursor.execute("UPDATE stream_states SET shape = 'older', state = '{}'")
    with store.transaction() as transaction:
        assert transaction.load(NOTITIES, stream_id).aantal == 3


def test_the_workday_never_goes_back(store: Store) -> None:
    with store.transaction() as transaction, pytest.raises(GeenWerkdag):
        transaction.workday()
    with store.transaction() as transaction:
        transaction.hear_day(TODAY)
        transaction.hear_day(TODAY.replace(day=1))
        assert transaction.workday() == TODAY


def test_what_must_follow_comes_once_at_the_end_and_not_after_a_refusal(store: Store) -> None:
    seen: list[dict[str, int]] = []
    with store.transaction() as transaction:
        for key, value in (("a", 1), ("b", 2), ("a", 3)):
            transaction.at_end("plan", lambda named: seen.append(dict(named)), key, value)
        assert seen == []
    assert seen == [{"a": 3, "b": 2}]
    with pytest.raises(RuntimeError), store.transaction() as transaction:
        transaction.at_end("plan", lambda named: seen.append(dict(named)), "a", 4)
        raise RuntimeError("refused")
    assert len(seen) == 1


def test_what_follows_may_ask_for_more_and_its_facts_are_stored(store: Store) -> None:
    stream = uuid4()

    def add(_: object) -> None:
        transaction.load(NOTITIES, stream)
        transaction.append(NOTITIES, stream, [Genoteerd(gemeente="GM1", nummer=1)], CAUSE)

    with store.transaction() as transaction:
        transaction.at_end(
            "first", lambda _: transaction.at_end("second", add, "key", None), "key", None
        )
    assert len(store.stream(stream)) == 1


def test_many_lives_are_read_at_once_with_what_was_just_added(store: Store) -> None:
    first, second = uuid4(), uuid4()
    note(store, first, 1)
    note(store, second, 2)
    with store.transaction() as transaction:
        transaction.load(NOTITIES, first)
        transaction.append(NOTITIES, first, [Genoteerd(gemeente="GM1", nummer=3)], CAUSE)
        transaction.prefetch_facts([first, second])
        transaction.append(NOTITIES, first, [Genoteerd(gemeente="GM1", nummer=4)], CAUSE)
        assert [fact.nummer for fact in transaction.facts(first)] == [1, 3, 4]
        assert [fact.nummer for fact in transaction.facts(second)] == [2]


@pytest.mark.parametrize("reads_facts_first", [False, True])
def test_a_state_and_its_facts_are_of_the_same_moment(
    store: Store, reads_facts_first: bool
) -> None:
    """Somebody else adds a fact between the two reads: the decision sees neither half of it."""
    stream_id = uuid4()
    note(store, stream_id, 1)

    def state(transaction: Transaction) -> int:
        return transaction.load(NOTITIES, stream_id).aantal

    def facts(transaction: Transaction) -> int:
        return len(transaction.facts(stream_id))

    first, then = (facts, state) if reads_facts_first else (state, facts)
    is_stale = nullcontext() if reads_facts_first else pytest.raises(StaleVersion)
    with is_stale, store.transaction() as transaction:
        first(transaction)
        note(store, stream_id, 2)
        then(transaction)
        assert facts(transaction) == state(transaction) == 1 + reads_facts_first
        transaction.append(NOTITIES, stream_id, [Genoteerd(gemeente="GM1", nummer=3)], CAUSE)
        assert facts(transaction) == state(transaction) == 2 + reads_facts_first
