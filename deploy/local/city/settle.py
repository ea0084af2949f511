"""Waits until nothing is on its way any more: every relay and consumer at its end, every service on the day, the ledger closed it."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import httpx
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from deploy.local.system.failures import CannotStart
from shared.contracts.topics import HEARS, SERVICE_TOPICS

SERVICES = ("klok", "organisatie", "intake", "routing", "bbz", "ledger", "notify")
Standing = dict[str, dict[str, Any]]
Ends = dict[tuple[str, int], int]


@dataclass
class Settling:
    """Looks at all services and the broker; give it `prefix` when the topics have one."""

    urls: dict[str, str]
    kafka: str
    prefix: str = ""
    patience_seconds: float = 120.0
    consumer: AIOKafkaConsumer | None = field(default=None, repr=False)

    async def heard(self) -> Standing:
        """The standing of all services once nothing is on its way, whatever day it is. Raises CannotStart as `wait`."""
        return await self.wait(None)

    async def wait(self, dag: date | None) -> Standing:
        """The standing of all services once they are done with this day; raises CannotStart when they do not get there."""
        give_up = time.monotonic() + self.patience_seconds
        pause, blockers, before = 0.03, ["nothing was asked yet"], None
        async with httpx.AsyncClient(timeout=10.0) as client:
            while time.monotonic() < give_up:
                try:
                    before = before or await self._standing(client)
                    ends = await self._ends()
                    after = await self._standing(client)
                    blockers = self._blockers(before, ends, after, dag)
                    if not blockers:
                        return after
                    before = after
                except (httpx.HTTPError, OSError, KafkaError) as error:
                    blockers, before = [f"{type(error).__name__}: {error}"], None
                    await self.close()
                await asyncio.sleep(pause)
                pause = min(pause * 1.3, 0.5)
        raise CannotStart(
            f"De diensten kwamen niet klaar met {dag or 'wat er werd verteld'}: {'; '.join(blockers[:4])}.",
            now=[
                "Kijk met `doorstart status` welk deel niet draait.",
                "Lees de logboeken in .doorstart/logs.",
            ],
        )

    async def close(self) -> None:
        if self.consumer:
            await self.consumer.stop()
            self.consumer = None

    def _blockers(
        self, before: Standing, ends: Ends, after: Standing, dag: date | None
    ) -> list[str]:
        """Relays first, then the broker's ends, then the consumers: what stands still in that order has nothing on its way."""
        return [
            *_unpublished(before),
            *_moved(before, after),
            *_unheard(after, ends, self.prefix),
            *(_not_on_day(after, dag) if dag else ()),
        ]

    async def _standing(self, client: httpx.AsyncClient) -> Standing:
        answers = await asyncio.gather(
            *(client.get(f"{self.urls[service]}/{service}/health/progress") for service in SERVICES)
        )
        return {
            service: answer.raise_for_status().json()
            for service, answer in zip(SERVICES, answers, strict=True)
        }

    async def _ends(self) -> Ends:
        if self.consumer is None:
            consumer = AIOKafkaConsumer(bootstrap_servers=self.kafka)
            await consumer.start()
            self.consumer = consumer
        parts = [
            TopicPartition(self.prefix + topic.name, number)
            for topic in SERVICE_TOPICS
            for number in range(topic.partitions)
        ]
        return {
            (part.topic, part.partition): end
            for part, end in (await self.consumer.end_offsets(parts)).items()
        }


def _unpublished(standing: Standing) -> Iterator[str]:
    for service, told in standing.items():
        if told["followers"].get("relay", 0) < told["log_end"]:
            yield f"relay of {service} is behind"
        if any(
            position < told["log_end"]
            for follower, position in told["followers"].items()
            if follower != "relay"
        ):
            yield f"a projection of {service} is behind"
        if told.get("te_boeken"):
            yield f"{told['te_boeken']} bank lines wait"
        if told.get("waiting_letters"):
            yield f"{told['waiting_letters']} letters wait"
        if told.get("waiting_imports"):
            yield f"{told['waiting_imports']} files wait"


def _moved(before: Standing, after: Standing) -> Iterator[str]:
    return (
        f"{service} is still writing"
        for service in before
        if before[service]["log_end"] != after[service]["log_end"]
    )


def _unheard(standing: Standing, ends: Ends, prefix: str) -> Iterator[str]:
    positions: dict[tuple[str, str, int], int] = {}
    for told in standing.values():
        for row in told["consumers"]:
            place = (row["consumer"], row["topic"], row["partition"])
            positions[place] = max(positions.get(place, 0), row["next_offset"])
    for group, topics in HEARS.items():
        for topic in topics:
            for number in range(topic.partitions):
                if (
                    positions.get((group, prefix + topic.name, number), 0)
                    < ends[prefix + topic.name, number]
                ):
                    yield f"{group} has not heard all of {topic.name}"
                    break


def _not_on_day(standing: Standing, dag: date) -> Iterator[str]:
    for service, told in standing.items():
        if (told["werkdag"] or "") < dag.isoformat():
            yield f"{service} is on {told['werkdag']}"
    if (standing["ledger"].get("dag_gesloten") or "") < dag.isoformat():
        yield "the ledger has not closed the day"
