"""A Kafka client ends with what it was started for, however that ends."""

import asyncio
from collections.abc import Callable

import pytest
from aiokafka import AIOKafkaConsumer
from aiokafka.errors import KafkaConnectionError

from shared.kafka.batch import BatchRunner
from shared.kafka.outgoing import make_producer
from shared.kafka.started import started
from shared.observability import Watchdog
from shared.settings import Database
from shared.store import Store
from tests.infrastructure import Broker
from tests.plumbing.open_clients import open_clients
from tests.plumbing.toy import FEITEN, Toy

NOBODY = "127.0.0.1:1"


async def test_a_client_that_could_not_start_is_closed() -> None:
    for client in (AIOKafkaConsumer(bootstrap_servers=NOBODY), make_producer(NOBODY)):
        with pytest.raises(KafkaConnectionError):
            async with started(client):
                pass
    assert open_clients() == []


async def test_a_client_whose_work_fails_is_closed(kafka: Broker) -> None:
    with pytest.raises(ValueError, match="the work"):
        async with started(make_producer(kafka.bootstrap)):
            raise ValueError("the work")
    assert open_clients() == []


async def test_a_runner_of_a_topic_that_does_not_exist_ends_and_leaves_nothing_open(
    kafka: Broker, topic_prefix: str, new_database: Callable[[str], Database]
) -> None:
    store = Store(new_database("intake"), FEITEN)
    runner = BatchRunner(
        Toy(store).consumer,
        kafka.bootstrap,
        [topic_prefix + "absent"],
        group=topic_prefix + "g",
        watchdog=Watchdog(),
    )
    with pytest.raises(LookupError, match="do not exist"):
        await runner.run(asyncio.Event())
    assert open_clients() == []
    store.close()
