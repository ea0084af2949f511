"""The Faust runner: the same consumer behind the rules that make Faust 0.15.3 lose nothing (ADR 5).

Concurrency 1, raw bytes, a body that cannot raise, the transaction out of reach of cancellation, and a hard exit where the
work cannot be finished: a normal exit would acknowledge it.
"""

import asyncio
import os
from collections.abc import Sequence
from uuid import UUID

import faust
from aiokafka import AIOKafkaConsumer

from shared.kafka.consumer import DEPENDENCY_DOWN, Consumer, Delivery
from shared.kafka.topic_ids import topic_ids
from shared.observability import Watchdog, log

GIVE_UP_AFTER = 240
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
        broker_session_timeout=10.0,
        broker_rebalance_timeout=20.0,
        broker_heartbeat_interval=2.0,
        broker_max_poll_interval=300.0,
        stream_buffer_maxsize=512,
        stream_wait_empty=True,
        consumer_auto_offset_reset="earliest",
        producer_request_timeout=30.0,
        table_standby_replicas=0,
    )


def attach(app: faust.App, consumer: Consumer, kafka: str, topics: Sequence[str], watchdog: Watchdog) -> None:
    """Registers one agent on the topics, by hand."""
    ids: dict[str, UUID] = {}
    source = app.topic(*topics, key_type=bytes, value_type=bytes, key_serializer="raw", value_serializer="raw", internal=False)

    async def react(stream: faust.StreamT[bytes]) -> None:
        async for event in stream.events():
            try:
                if not ids:
                    ids.update(await _ids(kafka, topics))
                await _out_of_reach(_until_done(consumer, _delivery(event.message, ids), watchdog))
            except BaseException as error:
                log.error("the agent ends the process, its event comes again", error=type(error).__name__, detail=str(error)[:200])
                os._exit(EXIT_UNFINISHED)

    app.agent(source, concurrency=1, name=f"{consumer.name}-agent")(react)
    app.task(_beat(watchdog))


async def _out_of_reach(work: "asyncio.Future[None] | asyncio.Task[None]") -> None:
    """Finishes the work also when Faust cancels the body: Faust acknowledges what it cancels."""
    try:
        await asyncio.shield(work)
    except asyncio.CancelledError:
        await asyncio.wait_for(asyncio.shield(work), timeout=5.0)


def _until_done(consumer: Consumer, delivery: Delivery, watchdog: Watchdog) -> "asyncio.Task[None]":
    async def work() -> None:
        for _ in range(GIVE_UP_AFTER):
            try:
                await asyncio.to_thread(consumer.take_in, [delivery])
                watchdog.progressed()
                return
            except DEPENDENCY_DOWN as error:
                log.warning("waits for the database", consumer=consumer.name, error=type(error).__name__)
                await asyncio.sleep(0.5)
        raise TimeoutError("the database stayed away")

    return asyncio.get_running_loop().create_task(work())


def _delivery(message: object, ids: dict[str, UUID]) -> Delivery:
    headers = message.headers  # type: ignore[attr-defined]
    return Delivery(
        message.topic, ids[message.topic], message.partition, message.offset, message.key, message.value,  # type: ignore[attr-defined]
        tuple(headers.items() if isinstance(headers, dict) else headers or ()),
    )  # fmt: skip


async def _ids(kafka: str, topics: Sequence[str]) -> dict[str, UUID]:
    async with AIOKafkaConsumer(bootstrap_servers=kafka) as asker:
        return await topic_ids(asker, list(topics))


def _beat(watchdog: Watchdog):  # type: ignore[no-untyped-def]
    async def beat() -> None:
        while True:
            watchdog.beat()
            await asyncio.sleep(1.0)

    return beat
