"""The Faust runner: the same consumer behind the rules that make Faust 0.15.3 lose nothing (ADR 5).

Concurrency 1, raw bytes, a body that cannot raise, the transaction out of reach of cancellation, and a hard exit where the
work cannot be finished: a normal exit would acknowledge it.
"""

import asyncio
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn
from uuid import UUID

import faust
from aiokafka import AIOKafkaConsumer
from faust.types import TP

from shared.kafka.consumer import DEPENDENCY_DOWN, Consumer, Delivery
from shared.kafka.topic_ids import topic_ids
from shared.observability import Watchdog, log

TRY_AGAIN_SECONDS = 0.5
GIVE_UP_AFTER = 240
FINISH_SECONDS = 5.0
EXIT_UNFINISHED = 75


def make_faust_app(group: str, kafka: str, data_folder: str) -> faust.App:
    """A worker with our settings: short sessions, few repeats after a kill, no topics made by Faust, no web server."""
    return faust.App(
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
        producer_request_timeout=30.0,
        table_standby_replicas=0,
    )


def run_worker(app: faust.App) -> NoReturn:
    """Runs the app as the only work of this process until SIGTERM; logs and standard output stay ours."""
    faust.Worker(app, quiet=True, loglevel="WARNING", override_logging=False, redirect_stdouts=False).execute_from_commandline()


def attach(app: faust.App, consumer: Consumer, kafka: str, topics: Sequence[str], watchdog: Watchdog) -> None:
    """Registers one agent on the topics, by hand."""
    reaction = Reaction(consumer, kafka, list(topics), watchdog)
    source = app.topic(*topics, key_type=bytes, value_type=bytes, key_serializer="raw", value_serializer="raw", internal=False)
    app.agent(source, concurrency=1, name=f"{consumer.name}-agent")(reaction.body)

    async def beat() -> None:
        await reaction.beat(app)

    app.task(beat)


@dataclass
class Reaction:
    """What the agent does with each record, and what it says about how far it is."""

    consumer: Consumer
    kafka: str
    topics: list[str]
    watchdog: Watchdog
    ids: dict[str, UUID] = field(default_factory=dict)
    handled_to: dict[TP, int] = field(default_factory=dict)
    newest: float = 0.0

    async def body(self, stream: Any) -> None:
        """The agent. Nothing but cancellation leaves it, and that only between records: Faust acknowledges whatever else it ends."""
        async for event in stream.events():
            work = asyncio.ensure_future(self._until_done(event.message))
            try:
                was_cancelled = await _finish(work)
            except BaseException as error:
                log.error("the agent ends the process, its event comes again", error=type(error).__name__, detail=str(error)[:200])
                os._exit(EXIT_UNFINISHED)
            if was_cancelled:
                raise asyncio.CancelledError

    async def beat(self, app: faust.App) -> None:
        """Tells the watchdog that the loop turns, and how much waits."""
        while True:
            self.watchdog.beat()
            waiting = self._waiting(app)
            lag = max(0.0, time.time() - self.newest) if waiting else 0.0
            try:
                await asyncio.to_thread(self.watchdog.report, self.consumer.store, self.consumer.name, lag, waiting)
            except DEPENDENCY_DOWN as error:
                log.warning("cannot tell how far it is", consumer=self.consumer.name, error=type(error).__name__)
            await asyncio.sleep(1.0)

    async def _until_done(self, message: Any) -> None:
        """Handles one record, again and again while the database is away; raises TimeoutError when it stays away."""
        for _ in range(GIVE_UP_AFTER):
            try:
                await asyncio.to_thread(self.consumer.take_in, [await self._delivery(message)])
            except DEPENDENCY_DOWN as error:
                log.warning("waits for the database", consumer=self.consumer.name, error=type(error).__name__)
                await asyncio.sleep(TRY_AGAIN_SECONDS)
            else:
                self.handled_to[message.tp] = message.offset + 1
                self.newest = message.timestamp or time.time()
                self.watchdog.progressed()
                return
        raise TimeoutError("the database stayed away")

    async def _delivery(self, message: Any) -> Delivery:
        if not self.ids:
            async with AIOKafkaConsumer(bootstrap_servers=self.kafka) as asker:
                self.ids.update(await topic_ids(asker, self.topics))
        headers = message.headers
        return Delivery(
            message.topic, self.ids[message.topic], message.partition, message.offset, message.key, message.value,
            tuple(headers.items() if isinstance(headers, dict) else headers or ()),
        )  # fmt: skip

    def _waiting(self, app: faust.App) -> int:
        """Records behind those handled here; what this worker has not begun with is not counted."""
        assigned = app.consumer.assignment() if app.consumer.started else set()
        return sum(max(0, (app.consumer.highwater(tp) or 0) - offset) for tp, offset in self.handled_to.items() if tp in assigned)


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
