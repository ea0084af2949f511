"""A command happens once, on a real database: the first answer, whenever and however often it is asked again."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from pydantic import BaseModel

from shared.handle import Command, KeyReused, handle, once, recall
from shared.settings import Database
from shared.store import Store
from shared.transaction import GeenWerkdag, Transaction
from tests.patience import at_once
from tests.plumbing.toy import FEITEN, NOTITIES, Genoteerd

DAY = date(2026, 3, 2)


class Noted(BaseModel):
    aantal: int


class RefusedError(Exception):
    """The rules say no."""


@pytest.fixture
def store(new_database: Callable[[str], Database]) -> Store:
    store = Store(new_database("intake"), FEITEN)
    hear(store, DAY)
    return store


def hear(store: Store, day: date) -> None:
    store.attempt(lambda transaction: transaction.hear_day(day))


def note(
    store: Store, command: Command, stream_id: UUID, refuse: Callable[[], bool] = lambda: False
) -> Noted:
    def work(transaction: Transaction, op: date) -> Noted:
        transaction.load(NOTITIES, stream_id)
        transaction.append(
            NOTITIES, stream_id, [Genoteerd(gemeente="GM0001", nummer=1)], command.cause(op)
        )
        if refuse():
            raise RefusedError
        return Noted(aantal=transaction.load(NOTITIES, stream_id).aantal)

    return handle(store, command, work, Noted)


def test_the_same_key_gets_the_first_answer_on_any_day(store: Store) -> None:
    stream_id = uuid4()
    answers = []
    for later in range(3):
        hear(store, DAY + timedelta(days=later))
        answers.append(note(store, Command("a", "POST /notities 1", "k"), stream_id))
        note(store, Command("a", "POST /notities 1"), stream_id)
    assert answers == [Noted(aantal=1)] * 3
    assert len(store.stream(stream_id)) == 4


@pytest.mark.parametrize("content", ["POST /notities 2", "POST /andere 1", "PUT /notities 1"])
def test_other_content_under_the_same_key_changes_nothing(store: Store, content: str) -> None:
    stream_id = uuid4()
    note(store, Command("a", "POST /notities 1", "k"), stream_id)
    with pytest.raises(KeyReused):
        note(store, Command("a", content, "k"), stream_id)
    with pytest.raises(KeyReused):
        recall(store, Command("a", content, "k"), Noted)
    assert len(store.stream(stream_id)) == 1


def test_a_key_belongs_to_its_caller(store: Store) -> None:
    stream_id = uuid4()
    note(store, Command("a", "POST /notities 1", "k"), stream_id)
    note(store, Command("b", "POST /notities 2", "k"), stream_id)
    note(store, Command("a\nk", "POST /notities 3", "k"), stream_id)
    note(store, Command("a", "POST /notities 4", "k\nk"), stream_id)
    assert len(store.stream(stream_id)) == 4


def test_a_refusal_stores_nothing_and_its_key_may_try_again(store: Store) -> None:
    stream_id, command = uuid4(), Command("a", "POST /notities 1", "k")
    with pytest.raises(RefusedError):
        note(store, command, stream_id, lambda: True)
    assert recall(store, command, Noted) is None
    assert (
        note(store, command, stream_id)
        == Noted(aantal=1)
        == note(store, command, stream_id, lambda: True)
    )


@pytest.mark.parametrize("key", ["k", None])
def test_without_a_day_nothing_happens(
    new_database: Callable[[str], Database], key: str | None
) -> None:
    store = Store(new_database("intake"), FEITEN)
    with pytest.raises(GeenWerkdag):
        note(store, Command("a", "POST /notities 1", key), uuid4())
    assert once(store, Command("a", "x", key), lambda _: Noted(aantal=0), Noted) == Noted(aantal=0)
    assert store.end() == 0


def test_two_at_once_get_one_answer_and_one_effect(store: Store) -> None:
    together, command = at_once(4), [Command("a", "POST /notities 1", "k") for _ in range(4)]
    streams = [uuid4() for _ in command]

    def ask(number: int) -> Noted:
        together.wait()
        return note(store, command[number], streams[number])

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ask, range(4))) == [Noted(aantal=1)] * 4
    assert sum(len(store.stream(stream_id)) for stream_id in streams) == 1
