"""One handler, two runners, the same promises: once each, in order per key, nothing skipped, nothing lost."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from uuid import UUID, uuid4

import pytest
from aiokafka import AIOKafkaProducer

from shared.contracts import intake as contract
from shared.kafka.batch import BatchRunner
from shared.kafka.consumer import Delivery
from shared.kafka.outgoing import partition_of
from shared.observability import Watchdog
from shared.settings import Database
from shared.store import DEPENDENCY_DOWN, Store
from tests.infrastructure import Broker
from tests.plumbing.open_clients import open_clients
from tests.plumbing.running import running
from tests.plumbing.toy import DATABASE_DOWN_ONCE, FAILS, FEITEN, Toy, dossiers, event, record

Record = tuple[bytes | None, bytes | None, Sequence[tuple[str, bytes]]]


def changed(**attributes: object) -> Record:
    """A good event of which some attributes are wrong or new."""
    key, value, headers = record(event(uuid4(), 1))
    return key, json.dumps({**json.loads(value), **attributes}).encode(), headers


# The toy's database is away once.
TRIES = 10
POISON: list[Record] = [
    changed(type="nl.bbz.\u0000"),
    (b"k", b"{not json", []),
    (b"k", b'{"specversion":"1.0"}', []),
    (b"k", b"\xff\xfe", []),
    (b"k", None, []),
    (b"k", b'{"a":1}', [("content-type", b"application/json"), ("ce_id", b"1")]),
    (b"k", b'{"a":1}', [("content-type", None), ("ce_id", None)]),  # type: ignore[list-item]
    (b"k", b"[" * 100_000, []),
    (b"k", b"{}", [("content-type", b"application/json"), ("ce_id", b"\xff")]),
    changed(time="2026-03-02T08:00:00"),
    changed(id="no uuid"),
    changed(data={"dossier_id": "a\u0000b"}),
    changed(source="urn:nld:oin:00000001823288444000:systeem:doorstart-bbz"),
    changed(source="urn:x\u0000y"),
]
# A newer neighbour: another type, another version, another organisation's type, a name that is none.
NEWER: list[Record] = [
    changed(type="nl.bbz.iets-van-later.v1"),
    changed(type="nl.bbz.aanmelding-ontvangen.v2"),
    changed(type="nl.anders.v1", source="urn:x"),
]


class Harness:
    """Brings records to the toy through one of the runners."""

    def __init__(
        self,
        toy: Toy,
        send: Callable[[Sequence[Record]], object],
        settle: Callable[[Callable[[], object]], object],
    ) -> None:
        self.toy, self.send, self.settle = toy, send, settle

    async def carry_out(self) -> None:
        """The runners on Kafka do this by themselves, every second."""
        if isinstance(self, InMemory):
            await asyncio.to_thread(self.toy.consumer.carry_out)


class InMemory(Harness):
    """Without a broker."""


@asynccontextmanager
async def in_memory(toy: Toy) -> AsyncIterator[Harness]:
    topic_id, offset = uuid4(), 0

    async def send(records: Sequence[Record]) -> None:
        nonlocal offset
        page = [
            Delivery("t", topic_id, 0, offset + n, key, value, tuple(headers))
            for n, (key, value, headers) in enumerate(records)
        ]
        offset += len(page)
        for _ in range(TRIES):
            try:
                await asyncio.to_thread(toy.consumer.take_in, page)
                return
            except DEPENDENCY_DOWN:
                continue
        raise AssertionError("the database stays away")

    async def settle(condition: Callable[[], object]) -> None:
        assert condition()

    yield InMemory(toy, send, settle)


@asynccontextmanager
async def on_kafka(toy: Toy, kafka: str, prefix: str) -> AsyncIterator[Harness]:
    topic = prefix + contract.TOPIC.name
    async with AIOKafkaProducer(bootstrap_servers=kafka, enable_idempotence=True) as producer:

        async def send(records: Sequence[Record]) -> None:
            partitions = sorted(await producer.partitions_for(topic))
            for key, value, headers in records:
                await producer.send_and_wait(
                    topic,
                    value,
                    key,
                    headers=list(headers),
                    partition=partition_of(key or b"", partitions),
                )

        async def go(stop: asyncio.Event) -> None:
            await BatchRunner(
                toy.consumer, kafka, [topic], group=prefix + "intake", watchdog=Watchdog()
            ).run(stop)

        async with running(go) as until:
            yield Harness(toy, send, until)


@pytest.fixture(params=["memory", "batch"])
async def harness(
    request: pytest.FixtureRequest,
    kafka: Broker,
    topics: str,
    new_database: Callable[[str], Database],
) -> AsyncIterator[Harness]:
    store = Store(new_database("intake"), FEITEN)
    toy = Toy(store)
    made = in_memory(toy) if request.param == "memory" else on_kafka(toy, kafka.bootstrap, topics)
    async with made as ready:
        yield ready
    store.close()
    assert open_clients() == [], "a runner that ended reads on"


def everything_of(toy: Toy, numbers: dict[UUID, int]) -> Callable[[], bool]:
    return lambda: all(
        toy.noted(dossier_id) == list(range(1, number + 1))
        for dossier_id, number in numbers.items()
    )


async def test_each_event_has_one_effect_in_order_however_often_it_comes(harness: Harness) -> None:
    ids = dossiers(5)
    records = [record(event(dossier_id, number)) for number in range(1, 4) for dossier_id in ids]
    await harness.send([*records, *records[:7], *records])
    await harness.settle(everything_of(harness.toy, dict.fromkeys(ids, 3)))
    assert harness.toy.count("inbox") == 15


async def test_what_cannot_be_read_is_kept_aside_and_the_rest_goes_on(harness: Harness) -> None:
    (one,) = dossiers(1)
    await harness.send([record(event(one, 1)), *POISON, record(event(one, 2))])
    await harness.settle(everything_of(harness.toy, {one: 2}))
    await harness.settle(lambda: harness.toy.count("dead_letters") == len(POISON))


async def test_a_failing_key_is_parked_with_what_follows_and_released_in_order(
    harness: Harness,
) -> None:
    toy, (bad, good) = harness.toy, dossiers(2)
    await harness.send(
        [
            record(event(bad, 1)),
            record(event(bad, 2, FAILS)),
            record(event(bad, 3)),
            record(event(good, 1)),
        ]
    )
    await harness.settle(everything_of(toy, {bad: 1, good: 1}))
    await harness.settle(lambda: toy.count("parked_records") == 2)
    await harness.send([record(event(bad, 2, FAILS)), record(event(bad, 4))])
    await harness.settle(lambda: toy.count("parked_records") == 3)

    with pytest.raises(ValueError, match="cannot be handled"):
        await asyncio.to_thread(toy.consumer.release, str(bad))
    assert toy.count("parked_records") == 3, "a release that fails changes nothing"

    toy.broken.clear()
    assert toy.consumer.release(str(bad)) == 3
    assert toy.noted(bad) == [1, 2, 3, 4]
    assert toy.count("parked_records") == 0
    await harness.send([record(event(bad, 5))])
    await harness.settle(everything_of(toy, {bad: 5}))


async def test_a_dependency_that_is_down_skips_nothing(harness: Harness) -> None:
    (one,) = dossiers(1)
    await harness.send(
        [record(event(one, 1)), record(event(one, 2, DATABASE_DOWN_ONCE)), record(event(one, 3))]
    )
    await harness.settle(everything_of(harness.toy, {one: 3}))
    assert harness.toy.was_down
    assert harness.toy.count("parked_records") == harness.toy.count("dead_letters") == 0


async def test_what_a_newer_neighbour_tells_is_passed_over_and_counted(harness: Harness) -> None:
    toy, (one,) = harness.toy, dossiers(1)
    additive = changed(nieuw="een attribuut van later")
    await harness.send([record(event(one, 1)), *NEWER, *NEWER, additive, record(event(one, 2))])
    await harness.settle(everything_of(toy, {one: 2}))
    await harness.settle(
        lambda: (
            toy.rows("SELECT sum(number)::int AS n FROM unknown_types") == [{"n": 2 * len(NEWER)}]
        )
    )
    assert toy.count("dead_letters") == toy.count("parked_records") == 0
    assert toy.count("inbox") == 3, "an attribute that a newer version added stops nobody"


async def test_what_a_person_asks_is_done_by_the_consumer_itself(harness: Harness) -> None:
    """Released in order, dropped with its reason, heard again once it can be: by whom and why is kept."""
    toy, (bad, other, good) = harness.toy, dossiers(3)
    late = changed(type="nl.bbz.aanmelding-ontvangen.v1", source="urn:anders")
    await harness.send(
        [
            record(event(bad, 1, FAILS)),
            record(event(bad, 2)),
            record(event(other, 1, FAILS)),
            record(event(other, 2)),
            late,
        ]
    )
    await harness.send([record(event(good, 1))])
    await harness.settle(everything_of(toy, {good: 1}))
    await harness.settle(
        lambda: toy.count("parked_records") == 4 and toy.count("dead_letters") == 1
    )

    found = {one.key: one for one in toy.held()}
    assert [(found[str(key)].kind, found[str(key)].behind) for key in (bad, other)] == [
        ("bericht", 1),
        ("bericht", 1),
    ]
    assert found[str(bad)].reason == "ValueError: this dossier cannot be handled"
    toy.ask([found[str(other)]], "laten_vallen")
    await harness.carry_out()
    await harness.settle(everything_of_numbers(toy, other, [2]))
    assert toy.noted(bad) == []

    toy.broken.clear()
    toy.ask([found[str(bad)]], "vrijgeven")
    toy.ask([one for one in toy.held() if one.kind == "onleesbaar"], "vrijgeven")
    await harness.carry_out()
    await harness.settle(everything_of(toy, {bad: 2}))
    await harness.settle(lambda: toy.rows("SELECT asked FROM dead_letters") == [{"asked": None}])
    assert toy.count("parked_records") == 0
    assert toy.rows("SELECT DISTINCT actor, reason FROM operator_acts") == [
        {"actor": "beheer-1", "reason": "hersteld"}
    ]
    toy.ask([one for one in toy.held() if one.kind == "onleesbaar"], "laten_vallen")
    await harness.carry_out()
    await harness.settle(lambda: toy.held() == [])
    assert toy.count("operator_acts") == 4


def everything_of_numbers(toy: Toy, dossier_id: UUID, numbers: list[int]) -> Callable[[], bool]:
    return lambda: toy.noted(dossier_id) == numbers
