"""The relay: in order, one at a time, nothing skipped, whatever stops."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from uuid import UUID, uuid4

import psycopg
import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition

from shared.cloudevent import CONTENT_TYPE, decode
from shared.contracts import intake as contract
from shared.contracts.base import Contract
from shared.kafka.outgoing import partition_of
from shared.kafka.relay import Relay
from shared.observability import Watchdog
from shared.settings import Database
from shared.store import Cause, Store, StoredFact
from tests.infrastructure import Broker, DatabaseServer
from tests.plumbing.running import running
from tests.plumbing.toy import FEITEN, NOTITIES, SOURCE, TODAY, Genoteerd


def publish(stored: StoredFact) -> Contract | None:
    if stored.fact.gemeente == "geheim":
        return None
    return contract.AanmeldingIngetrokken(
        dossier_id=stored.stream_id, gemeente=stored.fact.gemeente, reden="vergissing", ingetrokken_op=TODAY
    )


@pytest.fixture
def store(new_database: Callable[[str], Database]) -> Store:
    return Store(new_database("intake"), FEITEN)


def write(store: Store, stream_id: UUID, gemeente: str, times: int = 1) -> None:
    with store.transaction() as transaction:
        transaction.load(NOTITIES, stream_id)
        facts = [Genoteerd(gemeente=gemeente, nummer=number) for number in range(times)]
        transaction.append(NOTITIES, stream_id, facts, Cause("c", "test", TODAY))


async def published(kafka: str, topic: str) -> list[tuple[bytes, UUID, str]]:
    """Everything on the topic: key, event id, log position."""
    async with AIOKafkaConsumer(bootstrap_servers=kafka) as consumer:
        parts = [TopicPartition(topic, number) for number in sorted(consumer.partitions_for_topic(topic) or range(12))]
        consumer.assign(parts)
        await consumer.seek_to_beginning(*parts)
        ends = await consumer.end_offsets(parts)
        found: list[tuple[bytes, UUID, str]] = []
        while any([await consumer.position(part) < ends[part] for part in parts]):
            for page in (await consumer.getmany(timeout_ms=500)).values():
                for record in page:
                    event = decode(record.value, record.headers)
                    assert dict(record.headers)["content-type"] == CONTENT_TYPE
                    assert record.key == event.subject.encode()
                    assert record.partition == partition_of(record.key, range(12))
                    found.append((record.key, event.id, event.logposition or ""))
        return found


def relay(store: Store, kafka: Broker, topics: str) -> Relay:
    return Relay(store, kafka.bootstrap, SOURCE, publish, Watchdog(), topics)


def position(store: Store) -> int:
    with store.cursor() as cursor:
        cursor.execute("SELECT position FROM log_positions WHERE follower = 'relay'")
        return int((cursor.fetchone() or {"position": 0})["position"])


async def test_facts_are_published_once_in_order_and_private_ones_stay_private(kafka: Broker, topics: str, store: Store) -> None:
    ids = [uuid4() for _ in range(20)]
    for stream_id in ids:
        write(store, stream_id, "GM1", times=60)
        write(store, stream_id, "geheim")
    async with running(relay(store, kafka, topics).run) as until:
        await until(lambda: position(store) == store.end())
    found = await published(kafka.bootstrap, topics + contract.TOPIC.name)
    assert len(found) == len({event_id for _, event_id, _ in found}) == 20 * 60
    for stream_id in ids:
        own = [sequence for key, _, sequence in found if key == str(stream_id).encode()]
        assert own == sorted(own)
        assert len(own) == 60


async def test_two_relays_have_one_leader_and_the_other_takes_over(kafka: Broker, topics: str, store: Store) -> None:
    first, second = asyncio.Event(), asyncio.Event()
    write(store, uuid4(), "GM1", times=5)
    leading = asyncio.create_task(relay(store, kafka, topics).run(first))
    async with running(_until_set(second, relay(store, kafka, topics))) as until:
        await until(lambda: position(store) == store.end())
        first.set()
        await leading
        write(store, uuid4(), "GM1", times=5)
        await until(lambda: position(store) == store.end())
    assert len(await published(kafka.bootstrap, topics + contract.TOPIC.name)) == 10


async def test_a_relay_whose_connection_is_cut_begins_again(kafka: Broker, topics: str, store: Store, postgres: DatabaseServer) -> None:
    async with running(relay(store, kafka, topics).run) as until:
        for _ in range(5):
            write(store, uuid4(), "GM1", times=20)
            with psycopg.connect(postgres.admin_url, autocommit=True) as admin:
                admin.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
                    (store.database.name,),
                )
        await until(lambda: _caught_up(store))
    found = await published(kafka.bootstrap, topics + contract.TOPIC.name)
    assert len({event_id for _, event_id, _ in found}) == 100


def _caught_up(store: Store) -> bool:
    with suppress(Exception):
        return position(store) == store.end()
    return False


def _until_set(stop: asyncio.Event, own: Relay):  # type: ignore[no-untyped-def]
    async def run(other: asyncio.Event) -> None:
        await own.run(other)
        stop.set()

    return run
