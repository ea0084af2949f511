"""From stored facts to records on Kafka: what each fact becomes, and what becomes of a batch that the broker refuses."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from struct import Struct
from typing import Any, NamedTuple, TypeVar

from aiokafka import AIOKafkaProducer
from aiokafka.errors import (
    CorruptRecordException,
    InvalidTimestampError,
    MessageSizeTooLargeError,
    PolicyViolationError,
    RecordListTooLargeError,
    RecordTooLargeError,
    UnsupportedForMessageFormatError,
)
from eventsourcing.persistence import Notification

from shared.aside import BEHIND, Aside, Blocked, reason_of, set_aside
from shared.cloudevent import record
from shared.contracts.base import Contract
from shared.facts import StoredFact
from shared.kafka.started import started
from shared.kafka.topic_ids import topic_ids
from shared.observability import log
from shared.store import Store

Given = TypeVar("Given")
Made = TypeVar("Made")
Translate = Callable[[StoredFact], Contract | None]
# What a broker says of the records themselves: sending them once more brings the same answer.
REFUSED = (
    MessageSizeTooLargeError,
    RecordListTooLargeError,
    RecordTooLargeError,
    CorruptRecordException,
    InvalidTimestampError,
    PolicyViolationError,
    UnsupportedForMessageFormatError,
)
# Under the million bytes that a broker takes by default, whatever the compression makes of it.
MAX_BATCH = 960 * 1024
_WORD, _M, _ALL = Struct("<I"), 0x5BD1E995, 0xFFFFFFFF
Place = tuple[str, int]
Batch = tuple[Any, list["Outgoing"]]


def make_producer(kafka: str) -> AIOKafkaProducer:
    """Idempotent, acknowledged by all, lz4, murmur2: the only way anything of ours reaches Kafka."""
    return AIOKafkaProducer(
        bootstrap_servers=kafka,
        acks="all",
        enable_idempotence=True,
        compression_type="lz4",
        max_batch_size=MAX_BATCH,
        max_request_size=8 * 1024 * 1024,
        request_timeout_ms=20_000,
        linger_ms=0,
    )


class Outgoing(NamedTuple):
    """A fact as a record, on its way to one partition."""

    row: Notification
    key: str
    hashed: int
    topic: str
    value: bytes
    headers: list[tuple[str, bytes]]


class Told(NamedTuple):
    """What a fact says to the world; neither record nor reason where it stays private, a reason where it cannot be told."""

    row: Notification
    key: str | None = None
    outgoing: Outgoing | None = None
    reason: str = ""


@dataclass
class Sent:
    """What became of some facts: the last position that was looked at, what must wait, and whether the broker refused a batch."""

    last: int
    asides: list[Aside] = field(default_factory=list)
    is_refused: bool = False


@dataclass
class Batches:
    """The records of a page by partition; `partitions` must be known of every topic."""

    producer: AIOKafkaProducer
    partitions: dict[str, list[int]] = field(default_factory=dict)
    filled: dict[Place, Batch] = field(default_factory=dict)

    def add(self, one: Outgoing) -> bool:
        """False when the batch of its partition is full: the page ends before this record."""
        partitions = self.partitions[one.topic]
        place = (one.topic, partitions[one.hashed % len(partitions)])
        if place not in self.filled:
            self.filled[place] = (self.producer.create_batch(), [])
        batch, content = self.filled[place]
        key, value, headers = one.key.encode(), one.value, one.headers
        if batch.append(key=key, value=value, timestamp=None, headers=headers) is None:
            return False
        content.append(one)
        return True


@dataclass(frozen=True)
class Publisher:
    """Sends facts in order per key; what cannot be told, or is refused, comes back with the reason and everything behind it."""

    store: Store
    kafka: str
    source: str
    translate: Translate
    prefix: str

    def tell(self, rows: Sequence[Notification]) -> list[Told]:
        """Reads all, then translates all, then writes all. What goes wrong with a fact stays with it."""
        stored = [_tried(self.store.read, row) for row in rows]
        contracts = [
            one if isinstance(one, Exception) else _tried(self.translate, one) for one in stored
        ]
        return [
            self._tell(row, one, contract)
            for row, one, contract in zip(rows, stored, contracts, strict=True)
        ]

    def _tell(self, row: Notification, stored: Any, contract: Contract | Exception | None) -> Told:
        if contract is None:
            return Told(row)
        if isinstance(contract, Exception):
            return Told(row, reason=reason_of(contract))
        key = None
        try:
            key, topic = contract.key(), self.prefix + contract.topic.name
            value, headers = record(stored, contract, self.source)
            return Told(row, key, Outgoing(row, key, hash_of(key.encode()), topic, value, headers))
        except Exception as error:
            return Told(row, key, reason=reason_of(error))

    async def publish(
        self, producer: AIOKafkaProducer, told: Sequence[Told], blocked: Blocked
    ) -> Sent:
        """At most one batch a partition, so that no later record overtakes a failed one; ends early when a batch is full."""
        sent = Sent(told[0].row.id - 1)
        batches = Batches(producer)
        for topic in dict.fromkeys(one.outgoing.topic for one in told if one.outgoing):
            batches.partitions[topic] = await partitions_of(producer, topic)
        for one in told:
            outgoing = self._ready(one, blocked, sent)
            if outgoing and not batches.add(outgoing):
                break
            sent.last = one.row.id
        refused = await self._deliver(producer, batches.filled)
        for place, content, error in refused:
            sent.asides += await self._one_by_one(place, content, error, blocked)
        sent.is_refused = bool(refused)
        return sent

    def _ready(self, one: Told, blocked: Blocked, sent: Sent) -> Outgoing | None:
        """The record of a fact; None where it stays private or is set aside."""
        if one.key and blocked.find(one.key, str(one.row.originator_id)):
            sent.asides.append(set_aside(one.row, one.key, BEHIND, blocked))
            return None
        if one.reason:
            sent.asides.append(set_aside(one.row, one.key, one.reason, blocked))
        return one.outgoing

    async def _deliver(
        self, producer: AIOKafkaProducer, batches: Mapping[Place, Batch]
    ) -> list[tuple[Place, list[Outgoing], BaseException]]:
        """Waits for every batch; those that the broker refuses come back. Raises what may pass."""
        deliveries = [
            await producer.send_batch(batch, topic, partition=partition)
            for (topic, partition), (batch, _) in batches.items()
        ]
        outcomes = await asyncio.gather(*deliveries, return_exceptions=True)
        refused = []
        for (place, (_, content)), outcome in zip(batches.items(), outcomes, strict=True):
            if isinstance(outcome, REFUSED):
                refused.append((place, content, outcome))
            elif isinstance(outcome, BaseException):
                raise outcome
        return refused

    async def _one_by_one(
        self, place: Place, content: Sequence[Outgoing], refusal: BaseException, blocked: Blocked
    ) -> list[Aside]:
        """Halves a refused batch until the record that is refused stands alone. A refusal spoils the producer: each try has its own."""
        if len(content) == 1:
            log.error(
                "fact is set aside",
                topic=place[0],
                position=content[0].row.id,
                reason=reason_of(refusal),
            )
            return [set_aside(content[0].row, content[0].key, reason_of(refusal), blocked)]
        asides: list[Aside] = []
        for half in (content[: len(content) // 2], content[len(content) // 2 :]):
            waiting = [one for one in half if blocked.find(one.key, str(one.row.originator_id))]
            asides += [set_aside(one.row, one.key, BEHIND, blocked) for one in waiting]
            free = [one for one in half if one not in waiting]
            if free:
                try:
                    await self._send_half(place, free)
                except REFUSED as error:
                    asides += await self._one_by_one(place, free, error, blocked)
        return asides

    async def _send_half(self, place: Place, content: Sequence[Outgoing]) -> None:
        async with started(make_producer(self.kafka)) as producer:
            await partitions_of(producer, place[0])
            batch = producer.create_batch()
            for one in content:
                batch.append(
                    key=one.key.encode(), value=one.value, timestamp=None, headers=one.headers
                )
            await (await producer.send_batch(batch, place[0], partition=place[1]))


def _tried(work: Callable[[Given], Made], given: Given) -> Made | Exception:
    try:
        return work(given)
    except Exception as error:
        return error


async def partitions_of(producer: AIOKafkaProducer, topic: str) -> list[int]:
    """Raises LookupError at once for a topic that does not exist: aiokafka asks on, ten times a second, with an error in the log each."""
    if producer.client.cluster.partitions_for_topic(topic) is None:
        await topic_ids(producer, [topic])
    return sorted(await producer.partitions_for(topic))


def partition_of(key: bytes, partitions: Sequence[int]) -> int:
    """One key, one partition, for ever: as every Kafka client in Java chooses it."""
    return partitions[hash_of(key) % len(partitions)]


def hash_of(key: bytes) -> int:
    """murmur2 without its sign, a word of four bytes at a time."""
    end = len(key) & ~3
    found = 0x9747B28C ^ len(key)
    for (word,) in _WORD.iter_unpack(key[:end]):
        mixed = word * _M & _ALL
        found = found * _M & _ALL ^ (mixed ^ mixed >> 24) * _M & _ALL
    if end < len(key):
        found = (found ^ int.from_bytes(key[end:], "little")) * _M & _ALL
    found = (found ^ found >> 13) * _M & _ALL
    return (found ^ found >> 15) & 0x7FFFFFFF
