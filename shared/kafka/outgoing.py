"""From stored facts to records on Kafka: what each fact becomes, and what becomes of a batch that the broker refuses."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

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
from aiokafka.partitioner import DefaultPartitioner
from eventsourcing.persistence import Notification

from shared.aside import BEHIND, Aside, Blocked, reason_of, set_aside
from shared.cloudevent import encode, wrap
from shared.contracts.base import Contract
from shared.facts import StoredFact
from shared.kafka.started import started
from shared.kafka.topic_ids import topic_ids
from shared.observability import log
from shared.store import Store

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
Place = tuple[str, int]


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


@dataclass(frozen=True)
class Outgoing:
    """A fact as a record, on its way to one partition."""

    row: Notification
    key: str
    topic: str
    value: bytes
    headers: list[tuple[str, bytes]]


@dataclass(frozen=True)
class Told:
    """What a fact says to the world; neither contract nor reason where it stays private, a reason where that cannot be told."""

    row: Notification
    stored: StoredFact | None = None
    contract: Contract | None = None
    reason: str = ""


@dataclass
class Sent:
    """What became of some facts: the last position that was looked at, what must wait, and whether the broker refused a batch."""

    last: int
    asides: list[Aside] = field(default_factory=list)
    is_refused: bool = False


@dataclass(frozen=True)
class Publisher:
    """Sends facts in order per key; what cannot be told, or is refused, comes back with the reason and everything behind it."""

    store: Store
    kafka: str
    source: str
    translate: Translate
    prefix: str

    def tell(self, rows: Sequence[Notification]) -> list[Told]:
        """Reads and translates; whatever goes wrong with a fact stays with that fact."""
        return [self._tell(row) for row in rows]

    def _tell(self, row: Notification) -> Told:
        try:
            stored = self.store.read(row)
            return Told(row, stored, self.translate(stored))
        except Exception as error:
            return Told(row, reason=reason_of(error))

    async def publish(
        self, producer: AIOKafkaProducer, told: Sequence[Told], blocked: Blocked
    ) -> Sent:
        """At most one batch a partition, so that no later record overtakes a failed one; ends early when a batch is full."""
        sent = Sent(told[0].row.id - 1)
        batches: dict[Place, tuple[Any, list[Outgoing]]] = {}
        for one in told:
            outgoing = self._ready(one, blocked, sent)
            if outgoing and not await self._add(producer, batches, outgoing):
                break
            sent.last = one.row.id
        refused = await self._deliver(producer, batches)
        for place, content, error in refused:
            sent.asides += await self._one_by_one(place, content, error, blocked)
        sent.is_refused = bool(refused)
        return sent

    def _ready(self, one: Told, blocked: Blocked, sent: Sent) -> Outgoing | None:
        """The record of a fact; None where it stays private or is set aside."""
        key = one.contract.key() if one.contract else None
        if one.reason:
            sent.asides.append(set_aside(one.row, None, one.reason, blocked))
        elif one.stored is None or one.contract is None:
            pass
        elif blocked.find(key, str(one.row.originator_id)):
            sent.asides.append(set_aside(one.row, key, BEHIND, blocked))
        else:
            try:
                return self._outgoing(one.row, one.stored, one.contract)
            except Exception as error:
                sent.asides.append(set_aside(one.row, key, reason_of(error), blocked))
        return None

    def _outgoing(self, row: Notification, stored: StoredFact, contract: Contract) -> Outgoing:
        value, headers = encode(wrap(stored, contract, self.source))
        return Outgoing(row, contract.key(), self.prefix + contract.topic.name, value, headers)

    async def _add(
        self,
        producer: AIOKafkaProducer,
        batches: dict[Place, tuple[Any, list[Outgoing]]],
        one: Outgoing,
    ) -> bool:
        """False when the batch of this partition is full: the page ends before this record."""
        key = one.key.encode()
        place = (one.topic, partition_of(key, await partitions_of(producer, one.topic)))
        batch, content = batches.setdefault(place, (producer.create_batch(), []))
        if batch.append(key=key, value=one.value, timestamp=None, headers=one.headers) is None:
            return False
        content.append(one)
        return True

    async def _deliver(
        self, producer: AIOKafkaProducer, batches: Mapping[Place, tuple[Any, list[Outgoing]]]
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


async def partitions_of(producer: AIOKafkaProducer, topic: str) -> list[int]:
    """Raises LookupError at once for a topic that does not exist: aiokafka asks on, ten times a second, with an error in the log each."""
    if producer.client.cluster.partitions_for_topic(topic) is None:
        await topic_ids(producer, [topic])
    return sorted(await producer.partitions_for(topic))


def partition_of(key: bytes, partitions: Sequence[int]) -> int:
    """murmur2, as every Kafka client in Java does it: one key, one partition, for ever."""
    return int(DefaultPartitioner()(key, list(partitions), list(partitions)))
