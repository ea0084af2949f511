"""Faust for live figures: tables of windows that are made from their topic at every start, and of which nothing is kept (ADR 19).

Left alone Faust 0.15.3 loses events: it acknowledges what raised or was cancelled, and with more than one at a time it commits past
unfinished work. So this app commits nothing: whatever ends it, the next start reads the topic again. One event at a time, raw
bytes, committed records only, no topics made by Faust, no web server.
"""

import os
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import faust
from aiokafka import AIOKafkaConsumer
from faust.streams import current_event
from faust.transport.drivers import aiokafka as driver
from faust.types import TP

from shared.observability import log, story_of

EXIT_UNFINISHED = 75
Body = Callable[[Any], Awaitable[None]]


def make_faust_app(
    group: str, kafka: str, data_folder: str, instance: str | None = None
) -> faust.App:
    """A worker with our settings; `instance` lets it come back at once after a kill."""
    app = faust.App(
        group,
        broker=[f"kafka://{address}" for address in kafka.split(",")],
        datadir=data_folder,
        store="memory://",
        web_enabled=False,
        autodiscover=False,
        topic_allow_declare=False,
        topic_disable_leader=True,
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
    app.transport = _RereadingTransport(app.conf.broker_consumer, app)
    return app


class _CommittedThread(driver.AIOKafkaConsumerThread):
    def _create_worker_consumer(self, transport: Any) -> AIOKafkaConsumer:
        consumer = super()._create_worker_consumer(transport)
        # Read by the fetcher that the consumer makes when it starts.
        consumer._isolation_level = "read_committed"
        return consumer


class _RereadingConsumer(driver.Consumer):
    def _new_consumer_thread(self) -> _CommittedThread:
        return _CommittedThread(self, loop=self.loop, beacon=self.beacon)

    async def _commit(self, offsets: Mapping[TP, int]) -> bool:  # noqa: ARG002 -- none is kept
        return True


class _RereadingTransport(driver.Transport):
    Consumer = _RereadingConsumer


class RebuiltTable(faust.Table):
    """A table without a changelog: the topic itself is what it is made from. Not known to the app, which would look for one."""

    def on_key_set(self, key: Any, value: Any) -> None:
        event = current_event()
        if event is None:
            raise RuntimeError("a table changes by an event only")
        self._maybe_set_key_ttl(key, event.message.partition)
        self._sensor_on_set(self, key, value)

    def on_key_del(self, key: Any) -> None:
        self._sensor_on_del(self, key)

    async def forget_expired(self) -> None:
        """Windows that ended longer ago than they are kept."""
        await self._del_old_keys()


def attach(app: faust.App, name: str, topics: list[str], body: Body) -> None:
    """Registers one agent on the topics, by hand: `body` gets one event at a time, and ends the process by raising."""
    source = app.topic(
        *topics,
        key_type=bytes,
        value_type=bytes,
        key_serializer="raw",
        value_serializer="raw",
        internal=False,
    )

    async def read(stream: Any) -> None:
        async for event in stream.events():
            try:
                await body(event)
            except Exception as error:
                end_process("the topic is read again", error)

    app.agent(source, concurrency=1, name=name)(read)


def end_process(why: str, error: Exception) -> None:
    """The only way out of an agent: an exception would go on with the next event."""
    log.error(why, **story_of(error))
    os._exit(EXIT_UNFINISHED)


def run_worker(app: faust.App) -> None:
    """Runs the app as the only work of this process and ends it after SIGTERM; logs and standard output stay ours."""
    worker = faust.Worker(
        app, quiet=True, loglevel="WARNING", override_logging=False, redirect_stdouts=False
    )
    worker.spinner = None
    worker.execute_from_commandline()
