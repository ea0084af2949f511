"""Callers who come at the same moment share a transaction, on a real database: each has its own answer, and no more than its own."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from eventsourcing.persistence import DataError
from pydantic import BaseModel

from shared.facts import StoredFact
from shared.handle import Command, Done, KeyReused, handle
from shared.observability import caused
from shared.settings import Database
from shared.store import Store
from shared.together import Together
from shared.transaction import Transaction
from tests.infrastructure import DatabaseServer
from tests.patience import PATIENCE, until
from tests.plumbing.toy import FEITEN, NOTITIES, Genoteerd

DAY = date(2026, 3, 2)
Ask = Callable[[Store], BaseModel]


class Noted(BaseModel):
    aantal: int


class RefusedError(Exception):
    """The rules say no."""


@pytest.fixture
def database(new_database: Callable[[str], Database]) -> Database:
    return new_database("intake")


@pytest.fixture
def store(database: Database) -> Store:
    store = Store(database, FEITEN)
    store.attempt(lambda transaction: transaction.hear_day(DAY))
    return store


def nothing(_: Transaction) -> None: ...


def note(
    stream_id: UUID,
    key: str | None = None,
    *,
    content: str = "",
    then: Callable[[Transaction], object] = nothing,
    trace: str | None = None,
) -> Ask:
    """One fact in a stream; `then` comes after it."""
    command = Command("a", content or f"POST {stream_id}", key)

    def work(transaction: Transaction, op: date) -> Noted:
        transaction.load(NOTITIES, stream_id)
        fact = Genoteerd(gemeente="GM0001", nummer=1)
        transaction.append(NOTITIES, stream_id, [fact], command.cause(op))
        then(transaction)
        assert transaction.load(NOTITIES, stream_id).aantal == len(transaction.facts(stream_id))
        return Noted(aantal=len(transaction.facts(stream_id)))

    def ask(store: Store) -> Noted:
        with caused(None, trace):
            return handle(store, command, work, Noted, [(NOTITIES, stream_id)])

    return ask


def refuse(_: Transaction) -> None:
    raise RefusedError


def in_one_group(store: Store, asks: Sequence[Ask]) -> list[Future[BaseModel]]:
    """Asked in this order while another command is at work, so that they go together."""
    is_at_work, may_end = threading.Event(), threading.Event()

    def work(_: Transaction, __: date) -> Done:
        is_at_work.set()
        may_end.wait(PATIENCE)
        return Done()

    with ThreadPoolExecutor(len(asks) + 1) as pool:
        first = pool.submit(handle, store, Command("b"), work, Done)
        assert is_at_work.wait(PATIENCE)
        answers = []
        for number, ask in enumerate(asks, 1):
            answers.append(pool.submit(ask, store))
            until(lambda number=number: len(store.together._waiting) == number, "a seat")
        may_end.set()
        first.result(PATIENCE)
    return answers


def transactions(store: Store, *streams: UUID) -> list[str]:
    """The transaction that wrote each fact."""
    with store.cursor() as cursor:
        cursor.execute(
            "SELECT xmin::text AS x FROM stored_events WHERE originator_id = ANY(%s) ORDER BY notification_id",
            (list(streams),),
        )
        return [row["x"] for row in cursor.fetchall()]


def count(store: Store, table: str) -> int:
    with store.cursor() as cursor:
        cursor.execute(f"SELECT count(*) AS n FROM {table}")
        return int((cursor.fetchone() or {"n": -1})["n"])


def test_who_waits_goes_together_and_the_log_has_their_order(store: Store) -> None:
    streams = [uuid4() for _ in range(5)]
    answers = in_one_group(store, [note(one, str(number)) for number, one in enumerate(streams)])
    assert [answer.result() for answer in answers] == [Noted(aantal=1)] * 5
    assert len(set(transactions(store, *streams))) == 1
    assert [stored.stream_id for stored in store.page(0)] == streams
    assert count(store, "answers") == 5


def test_who_is_alone_works_at_once_in_its_own_thread() -> None:
    together, seen = Together[int](8), []
    together.join(1, lambda group: seen.append((group, threading.get_ident())))
    assert seen == [([1], threading.get_ident())]


def test_a_command_out_of_the_work_of_another_does_not_wait_for_it(store: Store) -> None:
    first, second = uuid4(), uuid4()
    answers: list[BaseModel] = []

    def ask_another(_: Transaction) -> None:
        answers.append(note(second, "inner")(store))

    answers.append(note(first, "outer", then=ask_another)(store))
    assert [answer.aantal for answer in answers] == [1, 1]  # type: ignore[attr-defined]
    assert note(second, "inner")(store) == Noted(aantal=1), "it has its answer kept"
    assert len(store.page(0)) == 2


def test_a_group_is_bounded_and_one_that_breaks_leaves_nobody_waiting() -> None:
    together, groups, may_end = Together[int](3), list[list[int]](), threading.Event()

    def do(group: list[int]) -> None:
        groups.append(group)
        if group == [0]:
            may_end.wait(PATIENCE)
        if 2 in group:
            raise KeyboardInterrupt

    with ThreadPoolExecutor(8) as pool:
        joined = []
        for number in range(8):
            joined.append(pool.submit(together.join, number, do))
            until(lambda number=number: len(together._waiting) == number and groups, "a seat")
        may_end.set()
        broken = [number for number, one in enumerate(joined) if one.exception(PATIENCE)]
    assert groups == [[0], [1, 2, 3], [4, 5, 6], [7]]
    assert broken == [1]


def test_a_refusal_leaves_the_others_as_they_are(store: Store) -> None:
    """Whatever it had done: facts, rows of its own, what must follow, and a statement that failed."""

    def write_and_refuse(transaction: Transaction) -> None:
        transaction.new_ids("refused", [uuid4()])
        transaction.at_end("refused", lambda named: pytest.fail(f"{named}"), 1, 1)
        raise RefusedError

    def fail(transaction: Transaction) -> None:
        transaction.cursor.execute("SELECT 1 / 0")

    good, shared, bad = [uuid4() for _ in range(4)], uuid4(), uuid4()
    answers = in_one_group(
        store,
        [
            note(good[0], "0", then=lambda transaction: transaction.new_ids("good", [uuid4()])),
            note(shared),
            note(shared, "r", then=refuse),
            note(bad, "w", then=write_and_refuse),
            note(good[1], "1"),
            note(bad, "f", then=fail),
            note(shared),
            note(good[2]),
        ],
    )
    told = [answer.exception() or answer.result() for answer in answers]
    assert [type(one) for one in told] == [
        *(Noted, Noted, RefusedError, RefusedError, Noted),
        *(DataError, Noted, Noted),
    ]
    assert told[6] == Noted(aantal=2)
    assert len(set(transactions(store, *good, shared))) == 1
    assert len(store.stream(shared)) == 2
    assert store.stream(bad) == []
    assert count(store, "inbox") == 1
    assert count(store, "answers") == 2


def test_a_read_that_fails_breaks_no_other_command(store: Store) -> None:
    """Nothing is written after it: the database would take back what came before without a word."""

    def looks(stream_id: Any) -> Ask:
        def work(transaction: Transaction, _: date) -> Noted:
            found = transaction.load(NOTITIES, stream_id)
            transaction.new_ids("looks", [uuid4()])
            return Noted(aantal=found.aantal)

        return lambda store: handle(store, Command("a"), work, Noted)

    answers = in_one_group(store, [looks(uuid4()), looks("no id"), looks(uuid4())])
    assert answers[0].result() == answers[2].result() == Noted(aantal=0)
    assert isinstance(answers[1].exception(), DataError)
    assert count(store, "inbox") == 2


def test_a_key_twice_in_one_group_has_one_effect(store: Store) -> None:
    streams = [uuid4() for _ in range(4)]
    answers = in_one_group(
        store,
        [
            note(streams[0], "k", content="x", then=refuse),
            note(streams[1], "k", content="x"),
            note(streams[2], "k", content="x"),
            note(streams[3], "k", content="y"),
        ],
    )
    told = [answer.exception() or answer.result() for answer in answers]
    assert [type(one) for one in told] == [RefusedError, Noted, Noted, KeyReused]
    assert [len(store.stream(one)) for one in streams] == [0, 1, 0, 0]


def test_a_key_in_two_groups_of_two_processes_has_one_effect(
    store: Store, database: Database
) -> None:
    other = Store(database, FEITEN)
    keys = [str(number) for number in range(12)]
    streams = {key: [uuid4(), uuid4()] for key in keys}
    asks = [
        [note(streams[key][which], key, content=key) for key in order]
        for which, order in enumerate((keys, list(reversed(keys))))
    ]
    with ThreadPoolExecutor(2) as pool:
        groups = list(pool.map(in_one_group, (store, other), asks))
    other.close()
    assert [answer.result() for group in groups for answer in group] == [Noted(aantal=1)] * 24
    for key in keys:
        assert sum(len(store.stream(one)) for one in streams[key]) == 1


def test_a_killed_backend_leaves_nothing_and_each_goes_on_alone(
    store: Store, postgres: DatabaseServer
) -> None:
    killed = []

    def kill(transaction: Transaction) -> None:
        if not killed:
            killed.append(transaction.cursor.connection.info.backend_pid)
            with psycopg.connect(postgres.admin_url, autocommit=True) as admin:
                admin.execute("SELECT pg_terminate_backend(%s, 10000)", killed)

    streams = [uuid4() for _ in range(4)]
    answers = in_one_group(
        store,
        [
            note(streams[0], "0"),
            note(streams[1]),
            note(streams[2], "2", then=kill),
            note(streams[3], "3", then=refuse),
        ],
    )
    assert [answer.result() for answer in answers[:3]] == [Noted(aantal=1)] * 3
    assert isinstance(answers[3].exception(), RefusedError)
    assert len(killed) == 1
    assert [len(store.stream(one)) for one in streams] == [1, 1, 1, 0]
    assert len(set(transactions(store, *streams))) == 3


def test_a_backend_that_is_killed_in_its_commit_does_nothing_twice(
    store: Store, database: Database, postgres: DatabaseServer
) -> None:
    """Who came without a key cannot know whether it happened: it hears of the error, as it does alone."""
    where = psycopg.conninfo.make_conninfo(postgres.admin_url, dbname=database.name)
    with psycopg.connect(where, autocommit=True) as admin:
        admin.execute(
            "CREATE FUNCTION dies() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            " IF (SELECT count(*) FROM answers WHERE xmin::text = pg_current_xact_id()::text) > 1"
            " THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF; RETURN NULL; END $$"
        )
        admin.execute(
            "CREATE CONSTRAINT TRIGGER dies AFTER INSERT ON answers DEFERRABLE INITIALLY DEFERRED"
            " FOR EACH ROW EXECUTE FUNCTION dies()"
        )
    streams = [uuid4() for _ in range(3)]
    answers = in_one_group(store, [note(streams[0], "0"), note(streams[1]), note(streams[2], "2")])
    assert [answers[0].result(), answers[2].result()] == [Noted(aantal=1)] * 2
    assert answers[1].exception() is not None
    assert [len(store.stream(one)) for one in streams] == [1, 0, 1]


def test_who_needs_a_row_that_somebody_holds_keeps_nobody_waiting(store: Store) -> None:
    def needs_the_day(transaction: Transaction) -> None:
        transaction.cursor.execute("SELECT dag FROM werkdag FOR UPDATE")

    streams = [uuid4() for _ in range(3)]
    with ThreadPoolExecutor(1) as pool:
        with store.cursor() as holds:
            holds.execute("SELECT dag FROM werkdag FOR UPDATE")
            asks = [note(streams[0]), note(streams[1], then=needs_the_day), note(streams[2])]
            asked = pool.submit(in_one_group, store, asks)
            until(
                lambda: len(store.stream(streams[0]) + store.stream(streams[2])) == 2,
                "the others went on",
                PATIENCE,
            )
            assert store.stream(streams[1]) == []
        assert [answer.result() for answer in asked.result(PATIENCE)] == [Noted(aantal=1)] * 3


def test_each_fact_tells_what_its_own_caller_was_doing(store: Store) -> None:
    streams = [uuid4() for _ in range(3)]
    traces = [f"00-{number:032x}-{number:016x}-01" for number in range(1, 4)]
    asks = [note(one, trace=trace) for one, trace in zip(streams, traces, strict=True)]
    for answer in in_one_group(store, asks):
        answer.result()
    assert [store.stream(one)[0].cause.traceparent for one in streams] == traces


def test_two_processes_on_the_same_streams_lose_nothing_and_no_follower_misses_a_fact(
    store: Store, database: Database
) -> None:
    processes, streams = [store, Store(database, FEITEN)], [uuid4() for _ in range(40)]
    seen, is_done = list[StoredFact](), threading.Event()

    def follow() -> None:
        is_last = False
        while not is_last:
            is_last = is_done.is_set()
            seen.extend(store.page(seen[-1].position if seen else 0))

    def call(number: int) -> None:
        for turn in range(10):
            stream_id = streams[(number * 7 + turn * (number % 2 or -1)) % len(streams)]
            note(stream_id, f"{number}.{turn}")(processes[number % 2])

    with ThreadPoolExecutor(17) as pool:
        following = pool.submit(follow)
        try:
            for caller in [pool.submit(call, number) for number in range(16)]:
                caller.result(PATIENCE)
        finally:
            is_done.set()
        following.result(PATIENCE)
    processes[1].close()
    assert len(seen) == 160 == count(store, "answers")
    assert seen == store.page(0)
