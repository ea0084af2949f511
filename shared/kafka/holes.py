"""Offsets without a record for us: markers of transactions, aborted records, records that compaction took away."""

import asyncio
import time
from contextlib import AsyncExitStack
from typing import Literal

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import UnknownTopicOrPartitionError

from shared.kafka.started import started

PATIENCE_SECONDS = 10.0
# A record for us, no record, or one whose transaction is not decided yet.
Sight = Literal["record", "nothing", "undecided"]


class Holes:
    """Asks Kafka itself, with a reader of its own, which offsets of a partition hold a committed record."""

    def __init__(self, kafka: str) -> None:
        self._kafka = kafka
        self._reader: AIOKafkaConsumer | None = None
        self._open = AsyncExitStack()
        self._asking = asyncio.Lock()
        self._seen: dict[TopicPartition, tuple[int, int, set[int]]] = {}

    async def look(self, topic: str, partition: int, first: int, before: int) -> Sight:
        """What lies from `first` up to (not including) `before`; raises TimeoutError, KafkaError."""
        part = TopicPartition(topic, partition)
        async with self._asking:
            start, end, found = self._seen.get(part, (0, 0, set[int]()))
            # What was found there may have been compacted away since; that nothing is there stays true.
            if not start <= first < before <= end or _any(found, first, before):
                end, found = await self._read(part, first, before)
                self._seen[part] = first, end, found
        if _any(found, first, before):
            return "record"
        return "nothing" if end >= before else "undecided"

    async def close(self) -> None:
        self._reader = None
        await self._open.aclose()

    async def _read(self, part: TopicPartition, first: int, before: int) -> tuple[int, set[int]]:
        """How far it read, and the offsets of the records on the way; the first record is enough of an answer."""
        reader = await self._ready()
        if part.topic not in await reader.topics():
            raise UnknownTopicOrPartitionError(part.topic)
        try:
            return await self._read_with(reader, part, first, before)
        finally:
            # While it has a partition it fetches, and of a topic that is deleted it asks without a pause where that went.
            reader.unsubscribe()

    async def _read_with(
        self, reader: AIOKafkaConsumer, part: TopicPartition, first: int, before: int
    ) -> tuple[int, set[int]]:
        reader.assign([part])
        reader.seek(part, first)
        found: set[int] = set()
        give_up = time.monotonic() + PATIENCE_SECONDS
        while await reader.position(part) < before and not found:
            if time.monotonic() > give_up:
                raise TimeoutError(
                    f"{part.topic}/{part.partition} could not be looked at from {first}"
                )
            for page in (await reader.getmany(timeout_ms=200)).values():
                found |= {record.offset for record in page}
            stable = reader.last_stable_offset(part)
            if not found and stable is not None and 0 <= stable <= await reader.position(part):
                break
        return await reader.position(part), found

    async def _ready(self) -> AIOKafkaConsumer:
        if self._reader is None:
            # Made here and not in __init__: an aiokafka client belongs to the loop it was made on.
            reader = AIOKafkaConsumer(
                bootstrap_servers=self._kafka,
                isolation_level="read_committed",
                auto_offset_reset="earliest",
            )
            self._reader = await self._open.enter_async_context(started(reader))
        return self._reader


def _any(found: set[int], first: int, before: int) -> bool:
    return any(first <= offset < before for offset in found)
