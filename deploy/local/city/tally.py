"""What happened while the day moved: the published events, counted by name."""

from collections import Counter
from types import TracebackType
from typing import Self

from aiokafka import AIOKafkaConsumer, TopicPartition

from shared.cloudevent import Undecodable, decode
from shared.contracts import BY_TYPE
from shared.contracts.topics import SERVICE_TOPICS

PAGE = 1_000


class Tally:
    """Remembers where the topics ended, and counts what came behind that."""

    def __init__(self, kafka: str, prefix: str = "") -> None:
        self.consumer = AIOKafkaConsumer(bootstrap_servers=kafka)
        self.parts = [
            TopicPartition(prefix + topic.name, number)
            for topic in SERVICE_TOPICS
            for number in range(topic.partitions)
        ]

    async def __aenter__(self) -> Self:
        await self.consumer.start()
        self.starts = await self.consumer.end_offsets(self.parts)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.consumer.stop()

    async def count(self) -> Counter[str]:
        """The number of events by name since this tally began."""
        ends = await self.consumer.end_offsets(self.parts)
        grown = [part for part in self.parts if ends[part] > self.starts[part]]
        if not grown:
            return Counter()
        self.consumer.assign(grown)
        for part in grown:
            self.consumer.seek(part, self.starts[part])
        counted: Counter[str] = Counter()
        while any([await self.consumer.position(part) < ends[part] for part in grown]):
            pages = await self.consumer.getmany(timeout_ms=500, max_records=PAGE)
            counted.update(_name(record) for page in pages.values() for record in page)
        return counted


def _name(record: object) -> str:
    try:
        event = decode(record.value, record.headers)  # type: ignore[attr-defined]
    except Undecodable:
        return "onleesbaar"
    return BY_TYPE[event.type].__name__ if event.type in BY_TYPE else event.type
