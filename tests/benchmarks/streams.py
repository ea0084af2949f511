"""The relay on a real broker: a log that is there already is told to the world as fast as it goes."""

import asyncio
import secrets
import time
from collections.abc import Sequence
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from deploy.topics import create_topics
from services.ledger.adapters.publish import publish
from shared.contracts import ledger as contract
from shared.kafka.outgoing import make_producer
from shared.kafka.relay import Relay
from shared.kafka.started import started
from shared.observability import Watchdog
from shared.rows import rows
from shared.settings import own_oin, source_of
from shared.store import Store
from tests.benchmarks.figures import Notebook, Progress
from tests.benchmarks.ledger import Day, new_database
from tests.benchmarks.limits import Limits
from tests.infrastructure import Broker, DatabaseServer, delete_topics
from tests.steun.ledger.stad import Stad

WORKS = ("relay",)
PATIENCE_SECONDS = 600.0


def measure(
    server: DatabaseServer, kafka: Broker, notes: Notebook, progress: Progress, size: int
) -> None:
    """One repeat: as many loans as asked, opened and through their first interest day."""
    with new_database(server) as database:
        stad = Stad.nieuw(database)
        try:
            day = Day(stad, Limits(server, database), Notebook(), progress, size)
            day.opening()
            day.first_interest_day()
            progress.say(f"relay, {stad.store.end():,} facts")
            asyncio.run(_relay(stad.store, kafka, notes, size))
        finally:
            stad.store.close()


async def _relay(store: Store, kafka: Broker, notes: Notebook, size: int) -> None:
    prefix = f"bench{secrets.token_hex(4)}."
    await create_topics(kafka.bootstrap, prefix)
    try:
        source = source_of(contract.TOPIC.owner, own_oin())
        relay = Relay(store, kafka.bootstrap, source, publish, Watchdog(), prefix)
        stop, end = asyncio.Event(), store.end()
        running = asyncio.create_task(relay.run(stop))
        # From its first page on: connecting is no part of catching up.
        first = await _reached(store, running, 1)
        last = await _reached(store, running, end)
        seconds, share = last[1] - first[1], (end - first[0]) / end
        stop.set()
        await running
        told, facts = await asyncio.to_thread(_told, relay, end)
        limit = await _produce(kafka, prefix, told)
    finally:
        await delete_topics(kafka, prefix)
    against = "producer alone, same bytes"
    notes.note("relay", len(told) * share / seconds, "events/s", limit, against, size)
    notes.note("relay.facts", facts * share / seconds, "facts/s", None, "", size)


async def _reached(store: Store, running: asyncio.Task[None], position: int) -> tuple[int, float]:
    """Where the relay is when it is at least there, and when that was."""
    give_up = time.perf_counter() + PATIENCE_SECONDS
    while (at := await asyncio.to_thread(_position, store)) < position:
        if running.done() or time.perf_counter() > give_up:
            raise RuntimeError(f"the relay stands still at {at}")
        await asyncio.sleep(0.02)
    return at, time.perf_counter()


def _position(store: Store) -> int:
    with store.cursor() as cursor:
        cursor.execute("SELECT position FROM log_positions WHERE follower = 'relay'")
        return int((cursor.fetchone() or {"position": 0})["position"])


def _told(relay: Relay, end: int) -> tuple[list[tuple[bytes, bytes]], int]:
    """Key and value of every event that went out, and how many facts were looked at."""
    found, after, facts = list[tuple[bytes, bytes]](), 0, 0
    while after < end and (page := rows(relay.store, after, 5_000)):
        for one in relay.publisher.tell(page):
            if sent := one.outgoing:
                found.append((sent.key.encode(), sent.value))
        after, facts = page[-1].id, facts + len(page)
    return found, facts


async def _produce(kafka: Broker, prefix: str, told: Sequence[tuple[bytes, bytes]]) -> float:
    """Events a second of the same producer with bytes that are ready."""
    topic = f"{prefix}limit"
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka.bootstrap)
    await admin.start()
    try:
        await admin.create_topics([NewTopic(topic, 12, 1)])
        async with started(make_producer(kafka.bootstrap)) as producer:
            await producer.send_and_wait(topic, b"first", key=b"first")
            waiting: list[Any] = []
            begin = time.perf_counter()
            for key, value in told:
                waiting.append(await producer.send(topic, value, key=key))
            await asyncio.gather(*waiting)
            seconds = time.perf_counter() - begin
        await admin.delete_topics([topic])
    finally:
        await admin.close()
    return len(told) / seconds
