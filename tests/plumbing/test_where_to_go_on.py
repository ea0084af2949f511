"""Between getting a partition and knowing where to go on nothing is read, whatever Kafka believes; and what fails there is tried again."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.errors import KafkaTimeoutError
from eventsourcing.persistence import OperationalError

from shared.contracts import intake as contract
from shared.kafka.batch import BatchRunner
from shared.kafka.consumer import Place
from shared.observability import Watchdog
from shared.settings import Database
from shared.store import Store
from tests.infrastructure import Broker
from tests.plumbing.open_clients import open_clients
from tests.plumbing.running import running
from tests.plumbing.toy import FEITEN, Toy, dossiers, event, record

# How long the reader may have for what it must not do; no measure of speed.
TEMPTATION = 5.0


class Watched(AIOKafkaConsumer):
    """A client that says when it gave records, or why it gave none."""

    gave: threading.Event
    failures: list[BaseException]
    asked: int

    async def getmany(self, *parts: TopicPartition, **wishes: Any) -> Mapping[TopicPartition, Any]:
        try:
            records = await super().getmany(*parts, **wishes)
        except Exception as error:
            self.failures.append(error)
            self.gave.set()
            raise
        if records:
            self.gave.set()
        return records

    async def beginning_offsets(self, parts: list[TopicPartition]) -> dict[TopicPartition, int]:
        self.asked += 1
        if self.asked == 1:
            raise KafkaTimeoutError("the broker did not answer in time")
        return await super().beginning_offsets(parts)


class Slow(BatchRunner):
    """PostgreSQL answers only when the reader had every chance to read without it."""

    def _make_client(self) -> AIOKafkaConsumer:
        client = super()._make_client()
        client.__class__ = Watched
        client.gave, client.failures, client.asked = threading.Event(), [], 1
        return client

    def _read_positions(self, places: dict[Place, int]) -> dict[Place, int]:
        self.kafka.gave.wait(TEMPTATION)
        return super()._read_positions(places)


class Stumbling(BatchRunner):
    """Kafka does not answer the first question, and PostgreSQL not the second."""

    was_away = False

    def _make_client(self) -> AIOKafkaConsumer:
        client = super()._make_client()
        client.__class__ = Watched
        client.gave, client.failures, client.asked = threading.Event(), [], 0
        return client

    def _read_positions(self, places: dict[Place, int]) -> dict[Place, int]:
        if not self.was_away:
            self.was_away = True
            raise OperationalError("the database is away")
        return super()._read_positions(places)


class Topic:
    """A topic with its real partitions, heard by a toy."""

    def __init__(self, kafka: str, prefix: str, toy: Toy) -> None:
        self.kafka, self.toy = kafka, toy
        self.name, self.group = prefix + contract.TOPIC.name, prefix + "intake"

    def runner(self, kind: type[BatchRunner] = BatchRunner) -> Any:
        return kind(
            self.toy.consumer, self.kafka, [self.name], group=self.group, watchdog=Watchdog()
        )

    async def write(self, numbers: Sequence[tuple[UUID, int]]) -> None:
        async with AIOKafkaProducer(bootstrap_servers=self.kafka) as producer:
            for one in numbers:
                key, value, headers = record(event(*one))
                await producer.send_and_wait(self.name, value, key, headers=headers)

    async def commit_end(self) -> None:
        """Kafka believes that all was handled, as after a restore of the database from a backup."""
        async with AIOKafkaConsumer(
            bootstrap_servers=self.kafka, group_id=self.group, enable_auto_commit=False
        ) as consumer:
            parts = [
                TopicPartition(self.name, number) for number in range(contract.TOPIC.partitions)
            ]
            consumer.assign(parts)
            await consumer.commit(await consumer.end_offsets(parts))

    def has(self, numbers: Sequence[tuple[UUID, int]]) -> bool:
        return all(
            self.toy.noted(one) == [n for other, n in numbers if other == one]
            for one in {one for one, _ in numbers}
        )


@pytest.fixture
async def topic(
    kafka: Broker, topics: str, new_database: Callable[[str], Database]
) -> AsyncIterator[Topic]:
    store = Store(new_database("intake"), FEITEN)
    yield Topic(kafka.bootstrap, topics, Toy(store))
    store.close()
    assert open_clients() == [], "a runner that ended reads on"


def each(ids: Sequence[UUID], *rounds: int) -> list[tuple[UUID, int]]:
    return [(one, number) for number in rounds for one in ids]


async def test_what_kafka_read_from_its_own_offset_is_not_taken_for_what_comes_next(
    topic: Topic,
) -> None:
    ids = dossiers(12)
    await topic.write(each(ids, 1))
    async with running(topic.runner().run) as until:
        await until(lambda: topic.has(each(ids, 1)))
    await topic.write(each(ids, 2))
    await topic.commit_end()
    await topic.write(each(ids, 3))
    late = topic.runner(Slow)
    async with running(late.run) as until:
        await until(lambda: topic.has(each(ids, 1, 2, 3)))
        assert late.kafka.failures == []
    assert topic.toy.count("inbox") == 36


async def test_an_offset_that_kafka_does_not_have_is_no_failure(topic: Topic) -> None:
    ids = dossiers(12)
    await topic.write(each(ids, 1))
    late = topic.runner(Slow)
    async with running(late.run) as until:
        await until(lambda: topic.has(each(ids, 1)))
        assert late.kafka.failures == []


async def test_whoever_does_not_learn_where_to_go_on_asks_again(topic: Topic) -> None:
    """Also where Kafka has an offset, so that nothing else would fail and make us look again."""
    ids = dossiers(12)
    await topic.commit_end()
    await topic.write(each(ids, 1))
    late = topic.runner(Stumbling)
    async with running(late.run) as until:
        await until(lambda: topic.has(each(ids, 1)))
        assert late.kafka.asked > 1
        assert late.was_away


async def test_a_database_that_is_away_does_not_keep_a_process_from_stopping(topic: Topic) -> None:
    class Away(BatchRunner):
        def _read_positions(self, places: dict[Place, int]) -> dict[Place, int]:
            asked.set()
            raise OperationalError("the database is away")

    asked, stop = threading.Event(), asyncio.Event()
    ends = asyncio.ensure_future(topic.runner(Away).run(stop))
    assert await asyncio.to_thread(asked.wait, 30)
    stop.set()
    await asyncio.wait_for(ends, 30)


async def test_members_that_come_and_go_skip_and_double_nothing(topic: Topic) -> None:
    """Each that comes takes partitions from who is at work, and finds out slowly where to go on."""
    ids = dossiers(12)
    async with running(topic.runner().run) as until:
        for number in range(1, 4):
            async with running(topic.runner(Slow).run):
                await topic.write(each(ids, 2 * number - 1))
                await until(partial(topic.has, each(ids, *range(1, 2 * number))))
            await topic.write(each(ids, 2 * number))
            await until(partial(topic.has, each(ids, *range(1, 2 * number + 1))))
    assert topic.toy.count("inbox") == 12 * 6
