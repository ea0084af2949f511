"""Offsets without a record for us: markers of transactions, aborted records, records that compaction took away."""

import asyncio
import time
from typing import Literal

from aiokafka import AIOKafkaConsumer, TopicPartition

PATIENCE_SECONDS = 10.0
# A record for us, no record, or one whose transaction is not decided yet.
Sight = Literal["record", "nothing", "undecided"]


class Holes:
    """Asks Kafka itself, with a reader of its own, which offsets of a partition hold a committed record."""

    def __init__(self, kafka: str) -> None:
        self._kafka = kafka
        self._reader: AIOKafkaConsumer | None = None
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
        reader, self._reader = self._reader, None
        if reader:
            await reader.stop()

    async def _read(self, part: TopicPartition, first: int, before: int) -> tuple[int, set[int]]:
        """How far it read, and the offsets of the records on the way; the first record is enough of an answer."""
        reader = await self._ready()
        reader.assign([part])
        reader.seek(part, first)
        found: set[int] = set()
        give_up = time.monotonic() + PATIENCE_SECONDS
        while await reader.position(part) < before and not found:
            if time.monotonic() > give_up:
                raise TimeoutError(f"{part.topic}/{part.partition} could not be looked at from {first}")
            for page in (await reader.getmany(timeout_ms=200)).values():
                found |= {record.offset for record in page}
            stable = reader.last_stable_offset(part)
            if not found and stable is not None and 0 <= stable <= await reader.position(part):
                break
        return await reader.position(part), found

    async def _ready(self) -> AIOKafkaConsumer:
        if self._reader is None:
            # Made here and not in __init__: an aiokafka client belongs to the loop it was made on.
            reader = AIOKafkaConsumer(bootstrap_servers=self._kafka, isolation_level="read_committed", auto_offset_reset="earliest")
            await reader.start()
            self._reader = reader
        return self._reader


def _any(found: set[int], first: int, before: int) -> bool:
    return any(first <= offset < before for offset in found)
