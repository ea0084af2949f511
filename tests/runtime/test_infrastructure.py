"""The fixtures that all other tests stand on."""

from collections.abc import Callable

import psycopg
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from shared.contracts.topics import TOPICS
from shared.settings import Database
from tests.infrastructure import Broker


async def test_every_topic_has_the_partitions_of_its_contract(kafka: Broker, topics: str) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka.bootstrap)
    await admin.start()
    try:
        described = await admin.describe_topics([topics + topic.name for topic in TOPICS])
    finally:
        await admin.close()
    counts = {each["topic"]: len(each["partitions"]) for each in described}
    assert counts == {topics + topic.name: topic.partitions for topic in TOPICS}
    assert all(partition["leader"] > 0 for each in described for partition in each["partitions"])


async def test_a_record_comes_back(kafka: Broker, topics: str) -> None:
    name = topics + TOPICS[0].name
    async with AIOKafkaProducer(
        bootstrap_servers=kafka.bootstrap, acks="all", enable_idempotence=True
    ) as producer:
        await producer.send_and_wait(name, b"dag")
    async with AIOKafkaConsumer(
        name, bootstrap_servers=kafka.bootstrap, auto_offset_reset="earliest"
    ) as consumer:
        assert (await consumer.getone()).value == b"dag"


async def test_the_broker_makes_no_topic_by_itself(kafka: Broker) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka.bootstrap)
    await admin.start()
    try:
        [answer] = await admin.describe_configs(
            [ConfigResource(ConfigResourceType.BROKER, "1", {"auto.create.topics.enable": None})]
        )
    finally:
        await admin.close()
    [(*_, settings)] = answer.resources
    assert [(name, value) for name, value, *_ in settings] == [
        ("auto.create.topics.enable", "false")
    ]


def test_a_new_database_is_migrated_and_closed_to_other_services(
    new_database: Callable[[str], Database],
) -> None:
    intake, bbz = new_database("intake"), new_database("bbz")
    with psycopg.connect(intake.conninfo) as connection:
        assert connection.execute("SELECT count(*) FROM stored_events").fetchone() == (0,)
    with pytest.raises(psycopg.OperationalError, match="permission denied"):
        psycopg.connect(bbz.conninfo.replace(f"dbname={bbz.name}", f"dbname={intake.name}"))
