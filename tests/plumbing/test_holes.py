"""Offsets with holes: transactions, aborted and open ones, compaction, restarts in the middle. On Kafka itself."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from shared.contracts import intake as contract
from shared.kafka.batch import BatchRunner
from shared.kafka.relay import Relay
from shared.observability import Watchdog
from shared.progress import standings
from shared.settings import Database
from shared.store import Store
from tests.infrastructure import Broker
from tests.plumbing import test_relay
from tests.plumbing.open_clients import open_clients
from tests.plumbing.running import Until, running
from tests.plumbing.toy import FEITEN, SOURCE, Toy, dossiers, event, record


@dataclass
class Line:
    """One topic of one partition, written as other programs do, and heard by the batch runner."""

    toy: Toy
    kafka: str
    topic: str
    group: str

    async def write(
        self, numbers: Sequence[tuple[UUID, int]], *, of_transaction: int = 0, ends: str = "commit"
    ) -> None:
        """The events in transactions of this many; 0 is without transactions."""
        name = None if not of_transaction else f"tx-{uuid4()}"
        async with AIOKafkaProducer(
            bootstrap_servers=self.kafka, enable_idempotence=True, transactional_id=name
        ) as producer:
            for start in range(0, len(numbers), of_transaction or len(numbers)):
                if of_transaction:
                    await producer.begin_transaction()
                for one in numbers[start : start + (of_transaction or len(numbers))]:
                    key, value, headers = record(event(*one))
                    await producer.send_and_wait(
                        self.topic, value, key, partition=0, headers=headers
                    )
                if of_transaction:
                    await (
                        producer.commit_transaction()
                        if ends == "commit"
                        else producer.abort_transaction()
                    )

    @asynccontextmanager
    async def heard(self) -> AsyncIterator[Until]:
        async with running(self._go) as until:
            yield until

    async def _go(self, stop: asyncio.Event) -> None:
        await BatchRunner(
            self.toy.consumer, self.kafka, [self.topic], group=self.group, watchdog=Watchdog()
        ).run(stop)

    async def end(self) -> int:
        async with AIOKafkaConsumer(bootstrap_servers=self.kafka) as consumer:
            part = TopicPartition(self.topic, 0)
            return int((await consumer.end_offsets([part]))[part])

    def is_at(self, end: int) -> bool:
        return self.toy.rows(
            "SELECT next_offset FROM consumer_positions WHERE next_offset > 0"
        ) == [{"next_offset": end}]

    def has(self, numbers: Sequence[tuple[UUID, int]]) -> bool:
        return all(
            self.toy.noted(one) == [n for other, n in numbers if other == one]
            for one in {one for one, _ in numbers}
        )

    def lag(self) -> object:
        return next(
            (
                (one.waiting, one.seconds)
                for one in standings(self.toy.store)
                if one.process == "intake"
            ),
            None,
        )


@pytest.fixture
async def line(
    kafka: Broker,
    topics: str,
    new_database: Callable[[str], Database],
) -> AsyncIterator[Line]:
    store = Store(new_database("intake"), FEITEN)
    yield Line(
        Toy(store),
        kafka.bootstrap,
        topics + contract.TOPIC.name,
        topics + "intake",
    )
    store.close()
    assert open_clients() == [], "a runner that ended reads on"


def each(number: int) -> list[tuple[UUID, int]]:
    """That many events of three dossiers, in order."""
    ids = dossiers(3)
    return [(ids[n % 3], n // 3 + 1) for n in range(number)]


async def test_one_marker_in_the_topic_stops_nobody(line: Line) -> None:
    """52 offsets with one marker among them: the 51 events are all handled, and the position is the end."""
    events = each(51)
    await line.write(events[:49], of_transaction=49)
    await line.write(events[49:])
    async with line.heard() as until:
        await until(lambda: line.has(events))
        end = await line.end()
        await until(lambda: line.is_at(end))
    assert end == 52


@pytest.mark.parametrize("of_transaction", [1, 2, 7])
async def test_markers_everywhere_and_at_the_end(line: Line, of_transaction: int) -> None:
    events = each(42)
    await line.write(events[:21], of_transaction=of_transaction)
    async with line.heard() as until:
        await line.write(events[21:], of_transaction=of_transaction)
        await until(lambda: line.has(events))
        end = await line.end()
        await until(lambda: line.is_at(end))
        await until(lambda: line.lag() == (0, 0.0))
    assert end == 42 + 2 * -(-21 // of_transaction), "a marker a transaction"


async def test_what_was_aborted_has_no_effect(line: Line) -> None:
    good, aborted = each(9), each(6)
    await line.write(good[:3], of_transaction=3)
    await line.write(aborted[:3], of_transaction=3, ends="abort")
    await line.write(good[3:6])
    async with line.heard() as until:
        await until(lambda: line.has(good[:6]))
        await line.write(aborted[3:], of_transaction=1, ends="abort")
        await line.write(good[6:], of_transaction=2)
        await until(lambda: line.has(good))
        end = await line.end()
        await until(lambda: line.is_at(end))
    assert all(line.toy.noted(one) == [] for one, _ in aborted)
    assert line.toy.count("inbox") == 9


async def test_what_is_not_committed_yet_waits_and_so_does_what_follows(line: Line) -> None:
    before, undecided, behind = each(3), each(3), each(3)
    await line.write(before)
    async with (
        AIOKafkaProducer(
            bootstrap_servers=line.kafka, transactional_id=f"tx-{uuid4()}"
        ) as producer,
        line.heard() as until,
    ):
        await producer.begin_transaction()
        for one in undecided:
            key, value, headers = record(event(*one))
            await producer.send_and_wait(line.topic, value, key, partition=0, headers=headers)
        await line.write(behind)
        await until(lambda: line.has(before))
        await until(lambda: (line.lag() or (0,))[0] == 6)  # type: ignore[index]
        assert line.toy.count("inbox") == 3
        await producer.commit_transaction()
        await until(lambda: line.has(undecided) and line.has(behind))
        end = await line.end()
        await until(lambda: line.is_at(end))


async def test_a_restart_in_the_middle_goes_on_behind_the_holes(line: Line) -> None:
    events, aborted = each(30), each(3)
    for start in range(0, 30, 10):
        await line.write(events[start : start + 10], of_transaction=5)
        await line.write(aborted, of_transaction=3, ends="abort")
        async with line.heard() as until:
            part = events[: start + 10]
            await until(lambda part=part: line.has(part))  # type: ignore[misc]
    async with line.heard() as until:
        end = await line.end()
        await until(lambda: line.is_at(end))
    assert line.toy.count("inbox") == 30


async def test_a_compacted_topic_is_read_to_its_end(line: Line) -> None:
    """Of the events of one key only the last are left; the offsets between are gone."""
    line.topic = line.topic.replace("intake.", "dicht.")
    await make_compacted(line)
    kept, (filler,) = [(one, 1) for one in dossiers(24)], dossiers(1)
    for number, one in enumerate(kept):
        await line.write([(filler, 10 * number + more) for more in range(1, 6)] + [one])
    await until_compacted(line, filler)
    async with line.heard() as until:
        await until(lambda: line.has(kept))
        end = await line.end()
        await until(lambda: line.is_at(end))
    assert 0 < len(line.toy.noted(filler)) < 24 * 5
    more = [(one, 2) for one, _ in kept]
    await line.write(more, of_transaction=4)
    async with line.heard() as until:
        await until(lambda: line.has([*kept, *more]))


async def make_compacted(line: Line) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=line.kafka)
    await admin.start()
    small = {
        "cleanup.policy": "compact",
        "segment.bytes": "1048576",
        "segment.ms": "200",
        "min.cleanable.dirty.ratio": "0.01",
        "max.compaction.lag.ms": "300",
        "delete.retention.ms": "100",
    }
    answer = await admin.create_topics([NewTopic(line.topic, 1, 1, topic_configs=small)])
    assert [each[1] for each in answer.topic_errors] == [0], answer
    await admin.close()


async def until_compacted(line: Line, filler: UUID) -> None:
    """Until the cleaner took most events of the filler; a new record every second rolls the segment, as time does in a city."""
    give_up, number = time.monotonic() + 120, 1000
    while True:
        async with AIOKafkaConsumer(bootstrap_servers=line.kafka) as consumer:
            part = TopicPartition(line.topic, 0)
            consumer.assign([part])
            await consumer.seek_to_beginning(part)
            found, end = 0, await line.end()
            while await consumer.position(part) < end:
                for page in (await consumer.getmany(timeout_ms=300)).values():
                    found += sum(record.key == str(filler).encode() for record in page)
        if found < 24 * 5 // 2:
            return
        assert time.monotonic() < give_up, f"{found} events of the filler are left"
        number += 1
        await line.write([(filler, number)])
        await asyncio.sleep(1.0)


async def test_the_relays_own_topic_may_have_holes_of_others(
    line: Line, kafka: Broker, topics: str
) -> None:
    facts = Store(line.toy.store.database, FEITEN)
    aborted = each(3)
    ids = [uuid4() for _ in range(3)]
    heard: list[UUID] = []
    line.toy.handle = lambda _transaction, _event, said: heard.append(said.dossier_id)  # type: ignore[method-assign, assignment]
    relay = Relay(facts, kafka.bootstrap, SOURCE, test_relay.publish, Watchdog(), topics)
    async with running(relay.run) as relayed, line.heard() as until:
        for stream_id in ids:
            test_relay.write(facts, stream_id, "GM1", times=4)
            await line.write(aborted, of_transaction=2, ends="abort")
            await relayed(lambda: test_relay.position(facts) == facts.end())
        await until(lambda: len(heard) == 12)
    assert {one: heard.count(one) for one in ids} == dict.fromkeys(ids, 4)
    facts.close()
