"""The relay: one service's log, in order, to Kafka. One active relay a service; a crash repeats at most one page."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError
from aiokafka.partitioner import DefaultPartitioner

from shared.cloudevent import encode, wrap
from shared.contracts.base import Contract
from shared.kafka.dead_letters import publish_dead_letters
from shared.observability import Watchdog, log
from shared.process import Part
from shared.settings import Common
from shared.store import Store, StoredFact

PAGE = 1_000
POLL_SECONDS = 0.5
Translate = Callable[[StoredFact], Contract | None]


class LostLeadership(Exception):
    """Another relay saved a position: this one ends at once."""


def make_producer(kafka: str) -> AIOKafkaProducer:
    """Idempotent, acknowledged by all, lz4, murmur2: the only way anything of ours reaches Kafka."""
    return AIOKafkaProducer(
        bootstrap_servers=kafka, acks="all", enable_idempotence=True, compression_type="lz4", max_batch_size=4 * 1024 * 1024,
        max_request_size=8 * 1024 * 1024, request_timeout_ms=20_000, linger_ms=0,
    )  # fmt: skip


def relay_part(store: Store, translate: Translate, common: Common, watchdog: Watchdog) -> Part:
    """The relay of a service as one of the parts of a process."""
    return Relay(store, common.kafka, common.source, translate, watchdog, common.prefix).run


@dataclass
class Relay:
    """Publishes what `translate` makes of each fact; a fact that gives None stays private."""

    store: Store
    kafka: str
    source: str
    translate: Translate
    watchdog: Watchdog
    prefix: str = ""
    name: str = "relay"

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`: become the leader, publish from the saved position, begin again after a lost connection or broker."""
        while not stop.is_set():
            try:
                async with await psycopg.AsyncConnection.connect(self.store.database.conninfo, autocommit=True) as leader:
                    if await self._lead(leader, stop):
                        await self._publish_until(leader, stop)
            except (psycopg.OperationalError, OSError, KafkaError, TimeoutError) as error:
                log.warning("relay begins again", error=type(error).__name__, detail=str(error)[:200])
                self.watchdog.beat()
                await asyncio.sleep(0.5)

    async def _lead(self, leader: psycopg.AsyncConnection[Any], stop: asyncio.Event) -> bool:
        """Waits for the session lock that makes this the one active relay; False when told to stop first."""
        while not stop.is_set():
            self.watchdog.progressed()
            answer = await leader.execute("SELECT pg_try_advisory_lock(hashtext(%s))", (self.name,))
            row = await answer.fetchone()
            if row and row[0]:
                return True
            await asyncio.sleep(0.5)
        return False

    async def _publish_until(self, leader: psycopg.AsyncConnection[Any], stop: asyncio.Event) -> None:
        await leader.execute("LISTEN stored_events")
        await leader.execute("INSERT INTO log_positions (follower, position) VALUES (%s, 0) ON CONFLICT DO NOTHING", (self.name,))
        answer = await leader.execute("SELECT position FROM log_positions WHERE follower = %s", (self.name,))
        row = await answer.fetchone()
        position = int(row[0]) if row else 0
        async with make_producer(self.kafka) as producer:
            while not stop.is_set():
                page = await asyncio.to_thread(self.store.page, position, PAGE)
                if page:
                    sent_to = await self._send(producer, page)
                    position = await self._save(leader, position, sent_to)
                    self.watchdog.progressed()
                await publish_dead_letters(leader, producer, self.prefix)
                await asyncio.to_thread(self.watchdog.report, self.store, self.name, 0.0, 0)
                if len(page) < PAGE:
                    await _wait_for_news(leader)

    async def _send(self, producer: AIOKafkaProducer, page: Sequence[StoredFact]) -> int:
        """At most one batch a partition, so that no later record of a page overtakes a failed one; the last position sent."""
        batches: dict[tuple[str, int], Any] = {}
        last = page[0].position - 1
        for stored in page:
            contract = self.translate(stored)
            if contract is not None and not await self._add(producer, batches, stored, contract):
                break
            last = stored.position
        deliveries = [await producer.send_batch(batch, topic, partition=partition) for (topic, partition), batch in batches.items()]
        for delivery in deliveries:
            await delivery
        return last

    async def _add(self, producer: AIOKafkaProducer, batches: dict[tuple[str, int], Any], stored: StoredFact, contract: Contract) -> bool:
        """False when the batch of this partition is full: the page ends before this record."""
        topic = self.prefix + contract.topic.name
        key = contract.key().encode()
        place = (topic, partition_of(key, sorted(await producer.partitions_for(topic))))
        batch = batches.setdefault(place, producer.create_batch())
        value, headers = encode(wrap(stored, contract, self.source))
        return batch.append(key=key, value=value, timestamp=None, headers=headers) is not None

    async def _save(self, leader: psycopg.AsyncConnection[Any], before: int, after: int) -> int:
        answer = await leader.execute(
            "UPDATE log_positions SET position = %s, moved_at = now() WHERE follower = %s AND position = %s", (after, self.name, before)
        )
        if answer.rowcount != 1:
            raise LostLeadership(f"{self.name} is no longer at {before}")
        return after


def partition_of(key: bytes, partitions: Sequence[int]) -> int:
    """murmur2, as every Kafka client in Java does it: one key, one partition, for ever."""
    return int(DefaultPartitioner()(key, list(partitions), list(partitions)))


async def _wait_for_news(leader: psycopg.AsyncConnection[Any]) -> None:
    """NOTIFY only ends the wait early; without it the next poll finds the facts."""
    async for _ in leader.notifies(timeout=POLL_SECONDS, stop_after=1):
        pass
