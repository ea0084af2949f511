"""routing's agent as a process of its own: killed, stopped and tripped in the middle of its work, it loses and doubles nothing."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, RecordsToDelete

from services.routing.domain.events import FEITEN
from services.routing.entrypoints import agents
from shared.contracts import intake
from shared.parameter_files import load_parameters
from shared.settings import Database
from shared.store import Store
from tests.infrastructure import Broker, database_environment
from tests.patience import PATIENCE
from tests.routing.stories import STEPS, Story, Witness, stories, tell, witness_of

ROOT = Path(__file__).parents[2]
AGENT = ("-m", "services.routing.main", "agent")
TRIPPING_AGENT = ("-m", "tests.routing.worker_process")
Process = subprocess.Popen[bytes]


class City:
    """A broker, routing's database, and processes of the agent on them."""

    def __init__(
        self, kafka: str, prefix: str, environment: dict[str, str], store: Store, folder: Path
    ) -> None:
        self.kafka, self.prefix, self.environment, self.folder = kafka, prefix, environment, folder
        self.witness: Witness = witness_of(store)

    @contextmanager
    def agent(self, command: tuple[str, ...] = AGENT, **extra: str) -> Iterator[Process]:
        with (self.folder / "agent.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, *command],
                cwd=ROOT,
                env={**os.environ, **self.environment, **extra},
                stderr=log,
                stdout=log,
            )
        try:
            yield process
        finally:
            process.kill()
            process.wait(PATIENCE)

    def tripping_agent(self, mode: str, story: Story) -> AbstractContextManager[Process]:
        return self.agent(
            TRIPPING_AGENT,
            TEST_MODE=mode,
            TEST_DOSSIER=str(story.dossier_id),
            TEST_FOLDER=str(self.folder),
        )

    async def tell(self, told: list[Story]) -> None:
        await tell(self.kafka, self.prefix + intake.TOPIC.name, told)

    async def until(
        self, condition: Callable[[], object], process: Process, seconds: float = 90.0
    ) -> None:
        """Gives up after `seconds`, which is no measure of speed, or when the agent ended."""
        try:
            async with asyncio.timeout(seconds):
                while not condition():
                    assert process.poll() is None, self.told_last()
                    await asyncio.sleep(0.02)
        except TimeoutError:
            raise AssertionError(self.told_last()) from None

    def told_last(self) -> str:
        return (self.folder / "agent.log").read_text()[-4000:]

    async def committed(self) -> dict[TopicPartition, int]:
        """How far Kafka believes that the agent is with what intake says."""
        admin = AIOKafkaAdminClient(bootstrap_servers=self.kafka)
        await admin.start()
        try:
            found = await admin.list_consumer_group_offsets(self.prefix + "routing")
        finally:
            await admin.close()
        return {
            part: int(offset.offset)
            for part, offset in found.items()
            if part.topic.endswith(intake.TOPIC.name)
        }

    async def throw_away(self) -> None:
        """What a retention time does: all records so far are gone, offsets go on."""
        topic = self.prefix + intake.TOPIC.name
        parts = [TopicPartition(topic, partition) for partition in range(intake.TOPIC.partitions)]
        async with AIOKafkaConsumer(bootstrap_servers=self.kafka) as consumer:
            ends = await consumer.end_offsets(parts)
        admin = AIOKafkaAdminClient(bootstrap_servers=self.kafka)
        await admin.start()
        try:
            await admin.delete_records(
                {part: RecordsToDelete(before_offset=end) for part, end in ends.items() if end}
            )
        finally:
            await admin.close()

    async def commit_end(self) -> None:
        """Makes Kafka believe that the agent handled everything, as an acknowledgement of what was not handled would."""
        topic = self.prefix + intake.TOPIC.name
        async with AIOKafkaConsumer(
            bootstrap_servers=self.kafka, group_id=self.prefix + "routing", enable_auto_commit=False
        ) as consumer:
            parts = [
                TopicPartition(topic, partition) for partition in range(intake.TOPIC.partitions)
            ]
            consumer.assign(parts)
            await consumer.commit(await consumer.end_offsets(parts))


@pytest.fixture
async def city(
    kafka: Broker,
    topics: str,
    environment: dict[str, str],
    new_database: Callable[[str], Database],
    tmp_path: Path,
) -> AsyncIterator[City]:
    database = new_database("routing")
    store = Store(database, FEITEN)
    yield City(
        kafka.bootstrap,
        topics,
        {**environment, **database_environment("routing", database)},
        store,
        tmp_path,
    )
    store.close()


def more_than(count: Callable[[], int], number: float) -> Callable[[], bool]:
    return lambda: count() > number


async def test_kills_in_the_middle_of_eight_thousand_events_lose_and_double_nothing(
    city: City,
) -> None:
    told = stories(2_000)
    await city.tell(told)
    total = len(told) * len(STEPS)
    for share in (0.1, 0.4):
        with city.agent() as process:
            await city.until(more_than(city.witness.facts, share * total), process)
            process.send_signal(signal.SIGKILL)
            process.wait(PATIENCE)
        assert city.witness.facts() < total, "the kill came too late to prove anything"
    with city.agent() as process:
        await city.until(lambda: city.witness.handled() == total, process)
    assert city.witness.wrong(told) == {}
    assert city.witness.facts() == total


async def test_sigterm_in_the_middle_of_a_transaction_loses_nothing(city: City) -> None:
    told = stories(40)
    with city.tripping_agent("sleep", told[20]) as process:
        await city.tell(told)
        await city.until(city.witness.sleeps, process)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) == 0
    assert city.witness.facts() > 0
    with city.agent() as process:
        await city.until(lambda: city.witness.handled() == len(told) * len(STEPS), process)
    assert city.witness.wrong(told) == {}


async def test_a_handler_that_raises_parks_its_key_and_the_others_go_on(city: City) -> None:
    told = stories(20)
    with city.tripping_agent("raise", told[5]) as process:
        await city.tell(told)
        await city.until(lambda: city.witness.handled() == (len(told) - 1) * len(STEPS), process)
        await city.until(lambda: city.witness.parked() == len(STEPS), process)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) == 0
    assert list(city.witness.wrong(told)) == [told[5].dossier_id]
    consumer, _ = agents.make(city.witness.store, load_parameters())
    assert consumer.release(str(told[5].dossier_id)) == len(STEPS)
    assert city.witness.wrong(told) == {}


async def test_where_to_go_on_is_what_postgresql_says_and_not_what_kafka_was_told(
    city: City,
) -> None:
    first, second, third = stories(15), stories(15), stories(15)
    with city.agent() as process:
        await city.tell(first)
        await city.until(lambda: city.witness.handled() == len(first) * len(STEPS), process)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) == 0
    await city.tell(second)
    await city.commit_end()
    assert sum((await city.committed()).values()) == (len(first) + len(second)) * len(STEPS)
    with city.agent() as process:
        await city.tell(third)
        await city.until(lambda: city.witness.handled() == 3 * len(first) * len(STEPS), process)
    assert city.witness.wrong([*first, *second, *third]) == {}


async def test_records_that_were_thrown_away_do_not_hold_up_those_that_are_left(city: City) -> None:
    lost, left = stories(30), stories(30)
    await city.tell(lost)
    await city.throw_away()
    await city.tell(left)
    with city.agent() as process:
        await city.until(lambda: city.witness.handled() == len(left) * len(STEPS), process)
    assert city.witness.wrong(left) == {}


async def test_what_cannot_even_be_parked_ends_the_process_and_comes_again(city: City) -> None:
    told = stories(20)
    with city.tripping_agent("cannot_finish", told[10]) as process:
        await city.tell(told)
        assert await asyncio.to_thread(process.wait, 60) != 0
    assert told[10].dossier_id in city.witness.wrong(told)
    with city.agent() as process:
        await city.until(lambda: city.witness.handled() == len(told) * len(STEPS), process)
    assert city.witness.wrong(told) == {}
