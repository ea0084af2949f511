"""The Faust runner: the same consumer behind the rules that make Faust 0.15.3 lose nothing (ADR 5).

Concurrency 1, raw bytes, a body that cannot raise, the transaction out of reach of cancellation, and a hard exit where the
work cannot be finished: a normal exit would acknowledge it. It reads committed records only, which Faust itself does in its
exactly-once mode alone, and knows that offsets have holes.
"""

import asyncio
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import faust
from aiokafka import AIOKafkaConsumer
from aiokafka.errors import KafkaError
from faust.transport.drivers import aiokafka as driver
from faust.types import TP

from shared.again import is_passing
from shared.aside import reason_of
from shared.kafka.consumer import Consumer, Delivery
from shared.kafka.holes import Holes, Sight
from shared.kafka.started import started
from shared.kafka.topic_ids import topic_ids
from shared.observability import Watchdog, log
from shared.store import StaleVersion

PAGE = 200
PAGE_SECONDS = 0.02
TRY_AGAIN_SECONDS = 0.5
GIVE_UP_AFTER = 240
GO_BACK_EVERY_SECONDS = 2.0
GO_BACK_AT_LEAST_EVERY_SECONDS = 32.0
IDLE_SECONDS = 5.0
FINISH_SECONDS = 5.0
EXIT_UNFINISHED = 75


def make_faust_app(
    group: str, kafka: str, data_folder: str, instance: str | None = None
) -> faust.App:
    """A worker with our settings: short sessions, few repeats after a kill, no topics made by Faust, no web server."""
    app = faust.App(
        group,
        broker=[f"kafka://{address}" for address in kafka.split(",")],
        datadir=data_folder,
        store="memory://",
        web_enabled=False,
        autodiscover=False,
        topic_allow_declare=False,
        topic_disable_leader=True,
        broker_commit_interval=1.0,
        broker_commit_every=500,
        broker_session_timeout=6.0,
        broker_rebalance_timeout=10.0,
        broker_heartbeat_interval=1.0,
        broker_max_poll_interval=300.0,
        stream_buffer_maxsize=512,
        stream_wait_empty=True,
        consumer_auto_offset_reset="earliest",
        consumer_group_instance_id=instance,
        producer_request_timeout=30.0,
        table_standby_replicas=0,
    )
    app.transport = _CommittedTransport(app.conf.broker_consumer, app)
    return app


class _CommittedThread(driver.AIOKafkaConsumerThread):
    def _create_worker_consumer(self, transport: Any) -> AIOKafkaConsumer:
        consumer = super()._create_worker_consumer(transport)
        # Read by the fetcher that the consumer makes when it starts.
        consumer._isolation_level = "read_committed"
        return consumer


class _CommittedConsumer(driver.Consumer):
    def _new_consumer_thread(self) -> _CommittedThread:
        return _CommittedThread(self, loop=self.loop, beacon=self.beacon)


class _CommittedTransport(driver.Transport):
    Consumer = _CommittedConsumer


def run_worker(app: faust.App) -> None:
    """Runs the app as the only work of this process and ends it after SIGTERM; logs and standard output stay ours."""
    worker = faust.Worker(
        app, quiet=True, loglevel="WARNING", override_logging=False, redirect_stdouts=False
    )
    worker.spinner = None
    worker.execute_from_commandline()


def attach(
    app: faust.App, consumer: Consumer, kafka: str, topics: Sequence[str], watchdog: Watchdog
) -> None:
    """Registers one agent on the topics, by hand."""
    reaction = Reaction(app, consumer, kafka, list(topics), watchdog)
    source = app.topic(
        *topics,
        key_type=bytes,
        value_type=bytes,
        key_serializer="raw",
        value_serializer="raw",
        internal=False,
    )
    app.agent(source, concurrency=1, name=f"{consumer.name}-agent")(reaction.body)
    app.task(reaction.beat)
    # After the agent and the beat, which both look.
    app.async_exit_stack.push_async_callback(reaction.holes.close)


@dataclass
class Reaction:
    """What the agent does with each page, and what it says about how far it is.

    Where to go on is what PostgreSQL says, never what Faust acknowledged: records before our position had their effect, and a
    record beyond it makes the consumer go back, unless Kafka itself says that nothing lies between.
    """

    app: faust.App
    consumer: Consumer
    kafka: str
    topics: list[str]
    watchdog: Watchdog
    ids: dict[str, UUID] = field(default_factory=dict)
    next_offsets: dict[TP, int] = field(default_factory=dict)
    gone_back_at: dict[TP, float] = field(default_factory=dict)
    pauses: dict[TP, float] = field(default_factory=dict)
    oldest: float | None = None
    worked_at: float = field(default_factory=time.monotonic)
    generation: int = -1

    def __post_init__(self) -> None:
        self.holes = Holes(self.kafka)

    async def body(self, stream: Any) -> None:
        """The agent. Nothing but cancellation leaves it, and that only between pages: Faust acknowledges whatever else it ends."""
        async for page in stream.take_events(PAGE, within=PAGE_SECONDS):
            work = asyncio.ensure_future(self._until_done([event.message for event in page]))
            try:
                was_cancelled = await _finish(work)
            except BaseException as error:
                log.error(
                    "the agent ends the process, its events come again",
                    error=type(error).__name__,
                    detail=reason_of(error),
                )
                os._exit(EXIT_UNFINISHED)
            if was_cancelled:
                raise asyncio.CancelledError

    async def beat(self) -> None:
        """Tells the watchdog that the loop turns and how much waits, and sets a new assignment on its way."""
        while True:
            self.watchdog.beat()
            try:
                await self._begin_assignment()
                await self._report()
                await asyncio.to_thread(self.consumer.carry_out)
            except Exception as error:
                log.warning(
                    "tries again in a second",
                    consumer=self.consumer.name,
                    error=type(error).__name__,
                )
            await asyncio.sleep(1.0)

    async def _begin_assignment(self) -> None:
        """Faust goes on from what was acknowledged; after every rebalance we put back what was acknowledged without an effect."""
        generation = self.app.consumer_generation_id
        assigned = self._assigned()
        if generation == self.generation or self.app.rebalancing or not assigned:
            return
        positions = await self._positions(assigned)
        acknowledged = self.app.consumer._committed_offset
        self.next_offsets.update(positions)
        await self._go_back(
            {
                tp: position
                for tp, position in positions.items()
                if (acknowledged.get(tp) or 0) > position
            }
        )
        self.generation = generation

    async def _report(self) -> None:
        """How much waits, without the holes at the end; unknown until the broker told where each partition ends."""
        ends = {tp: self.app.consumer.highwater(tp) for tp in self._assigned()}
        missed = (
            await self._beyond_holes({tp: end for tp, end in ends.items() if end})
            if self.oldest is None
            else []
        )
        waiting = sum(max(0, (end or 0) - self.next_offsets.get(tp, 0)) for tp, end in ends.items())
        known = None if not ends or None in ends.values() else waiting
        age = time.time() - self.oldest if self.oldest else 0.0 if known == 0 else None
        if missed and time.monotonic() - self.worked_at > IDLE_SECONDS:
            # They are there and do not come: what brought them last was acknowledged without an effect.
            await asyncio.gather(*(self._go_back_once(tp) for tp in missed))
        await asyncio.to_thread(
            self.watchdog.report, self.consumer.store, self.consumer.name, age, known
        )

    async def _beyond_holes(self, ends: dict[TP, int]) -> list[TP]:
        """Passes over holes at the end; the partitions where a record waits."""
        missed = []
        for tp, end in ends.items():
            position = self.next_offsets.get(tp, end)
            sight = await self._look(tp, position, end) if position < end else ""
            if sight == "nothing":
                await asyncio.to_thread(
                    self.consumer.pass_over, {(tp.topic, self.ids[tp.topic], tp.partition): end}
                )
                self.next_offsets[tp] = max(end, self.next_offsets[tp])
            elif sight == "record":
                missed.append(tp)
        return missed

    async def _look(self, tp: TP, first: int, before: int) -> Sight:
        return await self.holes.look(tp.topic, tp.partition, first, before)

    def _assigned(self) -> set[TP]:
        consumer = self.app.consumer
        return (
            {tp for tp in consumer.assignment() if tp.topic in self.topics}
            if consumer.started
            else set()
        )

    async def _until_done(self, messages: Sequence[Any]) -> None:
        """Handles a page, again and again while a dependency is away; raises TimeoutError when it stays away."""
        self.oldest = min(message.timestamp for message in messages)
        for _ in range(GIVE_UP_AFTER):
            try:
                await self._take_in(messages)
            except Exception as error:
                if not (
                    is_passing(error) or isinstance(error, StaleVersion | KafkaError | TimeoutError)
                ):
                    raise
                log.warning(
                    "page is tried again",
                    consumer=self.consumer.name,
                    error=type(error).__name__,
                    detail=reason_of(error),
                )
                await asyncio.sleep(TRY_AGAIN_SECONDS)
            else:
                self.oldest, self.worked_at = None, time.monotonic()
                return
        raise TimeoutError("a dependency stayed away")

    async def _take_in(self, messages: Sequence[Any]) -> None:
        """Only a lower offset than ours is a repeat; a higher one is next when nothing lies between."""
        page: list[Delivery] = []
        after: dict[TP, int] = {}
        beyond: set[TP] = set()
        await self._know_topics()
        for message in messages:
            tp = message.tp
            expected = after.get(tp, self.next_offsets.get(tp))
            if expected is None:
                expected = self.next_offsets[tp] = (await self._positions({tp}))[tp]
            # What follows a record that is beyond is so too: one question to the broker a page, not one a record.
            if message.offset > expected and (
                tp in beyond or await self._look(tp, expected, message.offset) != "nothing"
            ):
                beyond.add(tp)
                await self._go_back_once(tp)
            elif message.offset >= expected:
                page.append(self._delivery(message))
                after[tp] = message.offset + 1
                beyond.discard(tp)
        if page:
            await asyncio.to_thread(self.consumer.take_in, page)
            self.next_offsets.update(after)
            for tp in after:
                self.pauses.pop(tp, None)
        if page or not beyond:
            self.watchdog.progressed()

    async def _go_back_once(self, tp: TP) -> None:
        """To the position in PostgreSQL, and not again while records that were on their way already still come in.

        On a busy machine these take longer, and going back too soon throws away what was just asked for: each time twice as long.
        """
        pause = self.pauses.get(tp, GO_BACK_EVERY_SECONDS)
        if time.monotonic() - self.gone_back_at.get(tp, 0.0) < pause:
            return
        self.pauses[tp] = min(2 * pause, GO_BACK_AT_LEAST_EVERY_SECONDS)
        position = (await self._positions({tp}))[tp]
        self.next_offsets[tp] = position
        await self._go_back({tp: position})

    async def _go_back(self, positions: dict[TP, int]) -> None:
        """To these positions, or to the first record that is left where older ones were thrown away."""
        if not positions:
            return
        log.warning(
            "goes back to the position in the database",
            consumer=self.consumer.name,
            partitions=len(positions),
        )
        earliest = await self.app.consumer.earliest_offsets(*positions)
        goals = {tp: max(position, earliest[tp]) for tp, position in positions.items()}
        self.gone_back_at.update(dict.fromkeys(positions, time.monotonic()))
        self.next_offsets.update(goals)
        await asyncio.gather(*(self.app.consumer.seek(tp, goal) for tp, goal in goals.items()))

    async def _positions(self, parts: set[TP]) -> dict[TP, int]:
        await self._know_topics()
        stored = await asyncio.to_thread(self._stored_positions)
        return {tp: stored.get((tp.topic, self.ids[tp.topic], tp.partition), 0) for tp in parts}

    def _stored_positions(self) -> dict[tuple[str, UUID, int], int]:
        with self.consumer.store.cursor() as cursor:
            cursor.execute(
                "SELECT * FROM consumer_positions WHERE consumer = %s", (self.consumer.name,)
            )
            return {
                (row["topic"], row["topic_id"], row["partition"]): row["next_offset"]
                for row in cursor.fetchall()
            }

    async def _know_topics(self) -> None:
        if not self.ids:
            async with started(AIOKafkaConsumer(bootstrap_servers=self.kafka)) as asker:
                self.ids.update(await topic_ids(asker, self.topics))

    def _delivery(self, message: Any) -> Delivery:
        headers = message.headers
        return Delivery(
            message.topic,
            self.ids[message.topic],
            message.partition,
            message.offset,
            message.key,
            message.value,
            tuple(headers.items() if isinstance(headers, dict) else headers or ()),
        )


async def _finish(work: "asyncio.Future[None]") -> bool:
    """Waits until the work is done, also when Faust cancels the body meanwhile; tells whether it did. Raises what the work raises."""
    try:
        await asyncio.shield(work)
    except asyncio.CancelledError:
        if work.cancelled():
            raise
        await asyncio.wait_for(asyncio.shield(work), timeout=FINISH_SECONDS)
        return True
    return False
