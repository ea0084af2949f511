"""The relay: one service's log, in order, to Kafka. One active relay a service.

While a page is sent, the next one is read and translated; it goes out only when the position of the first is saved. So a crash
repeats at most the one page that was on its way, in the same order.

A fact that cannot be told or that the broker refuses is set aside with everything behind it under its key; the other keys flow.
"""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from shared import aside
from shared.aside import Aside, Blocked, reason_of
from shared.kafka.ahead import Ahead
from shared.kafka.dead_letters import publish_dead_letters
from shared.kafka.outgoing import Publisher, Told, Translate, make_producer
from shared.kafka.started import started
from shared.observability import Watchdog, log
from shared.process import Part
from shared.progress import behind
from shared.rows import rows_at
from shared.settings import Common
from shared.store import Store

PAGE = 1_000
POLL_SECONDS = 0.5
# Counting what waits takes as long as sending it: while the relay catches up it is not done after every page.
REPORT_SECONDS = 1.0
Leader = psycopg.AsyncConnection[Any]


class LostLeadership(Exception):
    """Another relay saved a position: this one begins again."""


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
    reported: float = 0.0

    @property
    def publisher(self) -> Publisher:
        return Publisher(self.store, self.kafka, self.source, self.translate, self.prefix)

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`: become the leader, publish from the saved position, begin again after whatever went wrong."""
        while not stop.is_set():
            try:
                async with await psycopg.AsyncConnection.connect(
                    self.store.database.conninfo, autocommit=True
                ) as leader:
                    if await self._lead(leader, stop):
                        while not stop.is_set():
                            async with (
                                started(make_producer(self.kafka)) as producer,
                                Ahead(self.publisher, PAGE) as pages,
                            ):
                                await self._publish_until(leader, producer, pages, stop)
            except (psycopg.OperationalError, OSError, KafkaError, TimeoutError) as error:
                log.warning(
                    "relay begins again", error=type(error).__name__, detail=reason_of(error)
                )
                self.watchdog.beat()
                await asyncio.sleep(0.5)
            except Exception as error:
                # No single fact: those are set aside. The position stands still, and health says so.
                log.error(
                    "relay begins again", error=type(error).__name__, detail=aside.reason_of(error)
                )
                self.watchdog.beat()
                await asyncio.sleep(5.0)

    async def _lead(self, leader: Leader, stop: asyncio.Event) -> bool:
        """Waits for the session lock that makes this the one active relay; False when told to stop first."""
        while not stop.is_set():
            self.watchdog.progressed()
            answer = await leader.execute("SELECT pg_try_advisory_lock(hashtext(%s))", (self.name,))
            row = await answer.fetchone()
            if row and row[0]:
                return True
            await asyncio.sleep(0.5)
        return False

    async def _publish_until(
        self, leader: Leader, producer: AIOKafkaProducer, pages: Ahead, stop: asyncio.Event
    ) -> None:
        """Page after page; returns early when the broker refused a batch, because that spoils the producer."""
        await leader.execute("LISTEN stored_events")
        await leader.execute(
            "INSERT INTO log_positions (follower, position) VALUES (%s, 0) ON CONFLICT DO NOTHING",
            (self.name,),
        )
        while not stop.is_set():
            if await self._carry_out(leader, producer):
                return
            if await self._next_page(leader, producer, pages):
                return
            if pages.is_at_end or time.monotonic() - self.reported > REPORT_SECONDS:
                await publish_dead_letters(leader, producer, self.prefix)
                await asyncio.to_thread(self._report)
            if pages.is_at_end:
                await _wait_for_news(leader)

    async def _next_page(self, leader: Leader, producer: AIOKafkaProducer, pages: Ahead) -> bool:
        """Sends what comes next, if anything; True when the broker refused a batch."""
        answer = await leader.execute(
            "SELECT position FROM log_positions WHERE follower = %s", (self.name,)
        )
        row = await answer.fetchone()
        position = int(row[0]) if row else 0
        told = await pages.page(position)
        if not told:
            return False
        sent = await self.publisher.publish(producer, told, await self._blocked(leader, told))
        async with leader.transaction():
            await self._set_aside(leader, sent.asides)
            await self._save(leader, position, sent.last)
        pages.passed(sent.last)
        self.watchdog.progressed()
        return sent.is_refused

    async def _carry_out(self, leader: Leader, producer: AIOKafkaProducer) -> bool:
        """Does what a person asked for: each key in order, as far as it goes. True when the broker refused a batch."""
        answer = await leader.execute(aside.ASKED_KEYS, (self.name,))
        for (key,) in await answer.fetchall():
            found = await (await leader.execute(aside.OF_KEY, (self.name, key, PAGE))).fetchall()
            kept = [position for position, act in found if act != "laten_vallen"]
            asides, last, is_refused = list[Aside](), found[-1][0], False
            if rows := await asyncio.to_thread(rows_at, self.store, kept):
                told = await asyncio.to_thread(self.publisher.tell, rows)
                sent = await self.publisher.publish(producer, told, Blocked([]))
                asides, is_refused = sent.asides, sent.is_refused
                last = last if sent.last == rows[-1].id else sent.last
            waiting = {one.position for one in asides}
            done = [
                position for position, _ in found if position <= last and position not in waiting
            ]
            async with leader.transaction():
                await leader.execute(aside.FINISHED, (self.name, done))
                if asides:
                    await leader.execute(aside.NOT_ASKED, (self.name, key))
                    await self._set_aside(leader, asides)
            self.watchdog.progressed()
            if is_refused:
                return True
        return False

    async def _blocked(self, leader: Leader, told: Sequence[Told]) -> Blocked:
        keys = {str(one.row.originator_id) for one in told} | {one.key for one in told if one.key}
        answer = await leader.execute(aside.BLOCKED, (self.name, list(keys), list(keys)))
        return Blocked(await answer.fetchall())

    async def _set_aside(self, leader: Leader, found: Sequence[Aside]) -> None:
        if not found:
            return
        async with leader.cursor() as cursor:
            await cursor.executemany(
                aside.SET_ASIDE, [aside.as_row(self.name, one) for one in found]
            )

    async def _save(self, leader: Leader, before: int, after: int) -> None:
        answer = await leader.execute(
            "UPDATE log_positions SET position = %s, moved_at = now() WHERE follower = %s AND position = %s",
            (after, self.name, before),
        )
        if answer.rowcount != 1:
            raise LostLeadership(f"{self.name} is no longer at {before}")

    def _report(self) -> None:
        self.reported = time.monotonic()
        with self.store.cursor() as cursor:
            seconds, waiting = behind(cursor, self.name)
        self.watchdog.report(self.store, self.name, seconds, waiting)


async def _wait_for_news(leader: Leader) -> None:
    """NOTIFY only ends the wait early; without it the next poll finds the facts."""
    async for _ in leader.notifies(timeout=POLL_SECONDS, stop_after=1):
        pass
