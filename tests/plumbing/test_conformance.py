"""One handler, three runners, the same promises: once each, in order per key, nothing skipped, nothing lost."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from uuid import UUID, uuid4

import pytest
from aiokafka import AIOKafkaProducer

from shared.contracts import intake as contract
from shared.kafka.batch import BatchRunner
from shared.kafka.consumer import Delivery
from shared.kafka.faust_runner import attach, make_faust_app
from shared.kafka.relay import partition_of
from shared.observability import Watchdog
from shared.settings import Database
from shared.store import DEPENDENCY_DOWN, Store
from tests.infrastructure import Broker
from tests.plumbing.running import running
from tests.plumbing.toy import DATABASE_DOWN_ONCE, FAILS, FEITEN, Toy, dossiers, event, record

Record = tuple[bytes | None, bytes | None, Sequence[tuple[str, bytes]]]
POISON: list[Record] = [
    (b"k", b"{not json", []),
    (b"k", b'{"specversion":"1.0"}', []),
    (b"k", b"\xff\xfe", []),
    (b"k", None, []),
    (b"k", b'{"a":1}', [("content-type", b"application/json"), ("ce_id", b"1")]),
]


class Harness:
    """Brings records to the toy through one of the runners."""

    def __init__(self, toy: Toy, send: Callable[[Sequence[Record]], object], settle: Callable[[Callable[[], object]], object]) -> None:
        self.toy, self.send, self.settle = toy, send, settle


@asynccontextmanager
async def in_memory(toy: Toy) -> AsyncIterator[Harness]:
    topic_id, offset = uuid4(), 0

    async def send(records: Sequence[Record]) -> None:
        nonlocal offset
        page = [Delivery("t", topic_id, 0, offset + n, key, value, tuple(headers)) for n, (key, value, headers) in enumerate(records)]
        offset += len(page)
        while True:
            try:
                await asyncio.to_thread(toy.consumer.take_in, page)
                return
            except DEPENDENCY_DOWN:
                continue

    async def settle(condition: Callable[[], object]) -> None:
        assert condition()

    yield Harness(toy, send, settle)


@asynccontextmanager
async def on_kafka(toy: Toy, runner: str, kafka: str, prefix: str, folder: str) -> AsyncIterator[Harness]:
    topic = prefix + contract.TOPIC.name
    async with AIOKafkaProducer(bootstrap_servers=kafka, enable_idempotence=True) as producer:

        async def send(records: Sequence[Record]) -> None:
            partitions = sorted(await producer.partitions_for(topic))
            for key, value, headers in records:
                await producer.send_and_wait(topic, value, key, headers=list(headers), partition=partition_of(key or b"", partitions))

        async def go(stop: asyncio.Event) -> None:
            if runner == "batch":
                await BatchRunner(toy.consumer, kafka, [topic], group=prefix + "intake", watchdog=Watchdog()).run(stop)
                return
            app = make_faust_app(prefix + "intake", kafka, folder)
            attach(app, toy.consumer, kafka, [topic], Watchdog())
            async with app:
                await stop.wait()

        async with running(go) as until:
            yield Harness(toy, send, until)


@pytest.fixture(params=["memory", "batch", "faust"])
async def harness(
    request: pytest.FixtureRequest, kafka: Broker, topics: str, new_database: Callable[[str], Database], tmp_path: object
) -> AsyncIterator[Harness]:
    store = Store(new_database("intake"), FEITEN)
    toy = Toy(store)
    made = in_memory(toy) if request.param == "memory" else on_kafka(toy, request.param, kafka.bootstrap, topics, str(tmp_path))
    async with made as ready:
        yield ready
    store.close()


def everything_of(toy: Toy, numbers: dict[UUID, int]) -> Callable[[], bool]:
    return lambda: all(toy.noted(dossier_id) == list(range(1, number + 1)) for dossier_id, number in numbers.items())


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


async def test_a_failing_key_is_parked_with_what_follows_and_released_in_order(harness: Harness) -> None:
    toy, (bad, good) = harness.toy, dossiers(2)
    await harness.send([record(event(bad, 1)), record(event(bad, 2, FAILS)), record(event(bad, 3)), record(event(good, 1))])
    await harness.settle(everything_of(toy, {bad: 1, good: 1}))
    await harness.settle(lambda: toy.count("parked_records") == 2)
    await harness.send([record(event(bad, 2, FAILS)), record(event(bad, 4))])
    await harness.settle(lambda: toy.count("parked_records") == 3)

    with pytest.raises(ValueError, match="cannot be handled"):
        toy.consumer.release(str(bad))
    assert toy.count("parked_records") == 3, "a release that fails changes nothing"

    toy.broken.clear()
    assert toy.consumer.release(str(bad)) == 3
    assert toy.noted(bad) == [1, 2, 3, 4]
    assert toy.count("parked_records") == 0
    await harness.send([record(event(bad, 5))])
    await harness.settle(everything_of(toy, {bad: 5}))


async def test_a_dependency_that_is_down_skips_nothing(harness: Harness) -> None:
    (one,) = dossiers(1)
    await harness.send([record(event(one, 1)), record(event(one, 2, DATABASE_DOWN_ONCE)), record(event(one, 3))])
    await harness.settle(everything_of(harness.toy, {one: 3}))
    assert harness.toy.was_down
    assert harness.toy.count("parked_records") == harness.toy.count("dead_letters") == 0
