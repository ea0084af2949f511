"""The batch runner: pages from aiokafka, one PostgreSQL transaction a page, the position in that same transaction.

Offsets have holes: markers of transactions, aborted and compacted records. Only a lower offset than ours is a repeat. A higher one is
the next only when it was fetched from our position: so nothing of a new partition is fetched until PostgreSQL said where to go on.
"""

import asyncio
import time
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, TopicPartition
from aiokafka.errors import KafkaError, OffsetOutOfRangeError
from aiokafka.structs import ConsumerRecord

from shared.again import is_passing
from shared.aside import reason_of
from shared.kafka.consumer import Consumer, Delivery, Fenced, Place
from shared.kafka.started import started
from shared.kafka.topic_ids import topic_ids
from shared.observability import Watchdog, log
from shared.process import Part
from shared.settings import Common
from shared.store import StaleVersion

PAGE = 500
ASK_SECONDS = 1.0
AGAIN_SECONDS = 0.5


def batch_part(
    consumer: Consumer, topics: Sequence[str], common: Common, watchdog: Watchdog
) -> Part:
    """A consumer as one of the parts of a process; topics and group get the prefix of the settings."""
    names = [common.prefix + topic for topic in topics]
    group = common.prefix + consumer.name
    return BatchRunner(
        consumer, common.kafka, names, group=group, watchdog=watchdog, instance=common.instance
    ).run


class BatchRunner(ConsumerRebalanceListener):
    """Runs a consumer until `stop` is set. What a kill repeats is dropped by the inbox; what another member took is fenced off."""

    def __init__(
        self,
        consumer: Consumer,
        kafka: str,
        topics: Sequence[str],
        *,
        group: str,
        watchdog: Watchdog,
        instance: str | None = None,
    ) -> None:
        self.consumer, self.topics, self.watchdog = consumer, list(topics), watchdog
        self.address, self.group, self.instance = kafka, group, instance
        self.positions: dict[Place, int] = {}
        self.ids: dict[str, UUID] = {}
        self.working = asyncio.Lock()
        self.trouble: str | None = None
        self.asked_at = 0.0
        self.oldest: float | None = None

    async def run(self, stop: asyncio.Event) -> None:
        # Made here and not in __init__: an aiokafka client belongs to the loop it was made on.
        async with started(self._make_client()) as self.kafka:
            self.ids = await topic_ids(self.kafka, self.topics)
            self.kafka.subscribe(self.topics, listener=self)
            while not stop.is_set():
                self.watchdog.beat()
                await self._turn()

    def _make_client(self) -> AIOKafkaConsumer:
        return AIOKafkaConsumer(
            bootstrap_servers=self.address,
            group_id=self.group,
            group_instance_id=self.instance,
            enable_auto_commit=False,
            auto_offset_reset="none",
            isolation_level="read_committed",
            session_timeout_ms=10_000,
            heartbeat_interval_ms=2_000,
            rebalance_timeout_ms=20_000,
            fetch_max_wait_ms=500,
            max_poll_interval_ms=300_000,
        )

    async def _turn(self) -> None:
        try:
            await self._find_where_to_go_on()
            records = await self.kafka.getmany(timeout_ms=250, max_records=PAGE)
            async with self.working:
                page = [
                    record for part in records.values() for record in part if self._is_next(record)
                ]
                if page:
                    await self._take_in(page)
                elif not records:
                    await self._pass_over_holes()
                await self._report()
            await self._carry_out()
        except OffsetOutOfRangeError:
            log.error(
                "the topic no longer holds what was not read yet: publish it again from the log",
                consumer=self.consumer.name,
            )
            raise
        except Exception as error:
            if not (is_passing(error) or isinstance(error, StaleVersion | Fenced | KafkaError)):
                raise
            self._tell(error)
            self.positions.clear()
            await asyncio.sleep(AGAIN_SECONDS)
        else:
            self.trouble = None

    def _tell(self, error: Exception) -> None:
        """Once, however long it lasts: a database that is away fails twice a second."""
        if self.trouble != (trouble := f"{type(error).__name__} {reason_of(error)}"):
            log.warning(
                "page is read again",
                consumer=self.consumer.name,
                error=type(error).__name__,
                detail=reason_of(error),
            )
        self.trouble = trouble

    async def _take_in(self, page: list[Any]) -> None:
        self.oldest = min(record.timestamp for record in page) / 1000
        await self._report()
        deliveries = [self._delivery(record) for record in page]
        await asyncio.to_thread(self.consumer.take_in, deliveries, dict(self.positions))
        self.positions.update({delivery.place: delivery.offset + 1 for delivery in deliveries})
        self.oldest = None
        self.watchdog.progressed()
        # A courtesy to lag dashboards: the truth is the position in PostgreSQL.
        await self.kafka.commit(
            {
                TopicPartition(topic, partition): offset
                for (topic, _, partition), offset in self.positions.items()
            }
        )

    async def _pass_over_holes(self) -> None:
        """Nothing came: wherever Kafka's own reader is beyond us, it found offsets without a record for us."""
        at = {
            self._place(part): await self.kafka.position(part)
            for part in self.kafka.assignment()
            if self._place(part) in self.positions
        }
        beyond = {place: offset for place, offset in at.items() if offset > self.positions[place]}
        if beyond:
            await asyncio.to_thread(
                self.consumer.pass_over, beyond, {place: self.positions[place] for place in beyond}
            )
            self.positions.update(beyond)

    async def _carry_out(self) -> None:
        if time.monotonic() - self.asked_at > ASK_SECONDS:
            await asyncio.to_thread(self.consumer.carry_out)
            self.asked_at = time.monotonic()

    def _place(self, part: TopicPartition) -> Place:
        return part.topic, self.ids[part.topic], part.partition

    def _is_next(self, record: ConsumerRecord[bytes, bytes]) -> bool:
        """Records before our position may come once more after a seek; a transaction must not see them."""
        place = (record.topic, self.ids[record.topic], record.partition)
        return place in self.positions and bool(record.offset >= self.positions[place])

    def _delivery(self, record: ConsumerRecord[bytes, bytes]) -> Delivery:
        return Delivery(
            record.topic,
            self.ids[record.topic],
            record.partition,
            record.offset,
            record.key,
            record.value,
            tuple(record.headers),
        )

    async def _report(self) -> None:
        """How much waits: unknown until the broker told where each partition ends."""
        ends = {self._place(part): self.kafka.highwater(part) for part in self.kafka.assignment()}
        waiting = sum(
            max(0, (end or 0) - self.positions.get(place, 0)) for place, end in ends.items()
        )
        known = None if None in ends.values() else waiting
        age = time.time() - self.oldest if self.oldest else 0.0 if known == 0 else None
        await asyncio.to_thread(
            self.watchdog.report, self.consumer.store, self.consumer.name, age, known
        )

    async def on_partitions_revoked(self, _revoked: Sequence[TopicPartition]) -> None:
        async with self.working:
            self.positions.clear()

    def on_partitions_assigned(self, assigned: Sequence[TopicPartition]) -> None:
        """Holds them, before any answer of Kafka: what it believes to be our offset may lie beyond ours, or may be missing.

        Nothing here waits or fails: aiokafka would only log it, and read on from where it is.
        """
        self.positions.clear()
        for part in assigned:
            self.kafka.seek(part, 0)
            self.kafka.pause(part)

    async def _find_where_to_go_on(self) -> None:
        """Position rows decide, never the offsets in Kafka; whatever fails here is tried again, and nothing is read until then."""
        async with self.working:
            parts = self.kafka.assignment()
            if all(self._place(part) in self.positions for part in parts):
                return
            starts = await self.kafka.beginning_offsets(list(parts))
            self.watchdog.beat()
            places = {self._place(part): start for part, start in starts.items()}
            positions = await asyncio.to_thread(self._read_positions, places)
            if self.kafka.assignment() != parts:
                return
            for part in parts:
                self.kafka.seek(part, positions[self._place(part)])
            self.kafka.resume(*parts)
            self.positions = positions

    def _read_positions(self, places: dict[Place, int]) -> dict[Place, int]:
        with self.consumer.store.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO consumer_positions (consumer, topic, topic_id, partition, next_offset) VALUES (%s, %s, %s, %s, %s)"
                " ON CONFLICT DO NOTHING",
                [(self.consumer.name, *place, start) for place, start in places.items()],
            )
            cursor.execute(
                "SELECT topic, topic_id, partition, next_offset FROM consumer_positions WHERE consumer = %s",
                (self.consumer.name,),
            )
            known = {
                (row["topic"], row["topic_id"], row["partition"]): row["next_offset"]
                for row in cursor.fetchall()
            }
        return {place: known[place] for place in places}
