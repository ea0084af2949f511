"""A process with a name takes up its work at once after a kill: Kafka gives it its partitions back, nobody waits for a dead session."""

from collections.abc import Callable

from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient

from shared.contracts import intake as contract
from shared.kafka.batch import BatchRunner
from shared.kafka.outgoing import partition_of
from shared.observability import Watchdog
from shared.settings import Database
from shared.store import Store
from tests.infrastructure import Broker
from tests.plumbing.running import running
from tests.plumbing.toy import FEITEN, Toy, dossiers, event, record

NAME = "intake-worker"


async def test_a_named_process_that_comes_back_is_the_member_it_was(
    kafka: Broker,
    topics: str,
    new_database: Callable[[str], Database],
) -> None:
    """To the broker a stop is a kill: who has a name never says goodbye. Nothing is dealt out anew: the generation stays."""
    toy, topic, group = (
        Toy(Store(new_database("intake"), FEITEN)),
        topics + contract.TOPIC.name,
        topics + "intake",
    )
    generations = []
    one, another = dossiers(2)

    async def live(dossier_id: object) -> None:
        batch = BatchRunner(
            toy.consumer, kafka.bootstrap, [topic], group=group, watchdog=Watchdog(), instance=NAME
        )
        async with running(batch.run) as until:
            await send(kafka.bootstrap, topic, dossier_id)
            await until(lambda: toy.noted(dossier_id) == [1])  # type: ignore[arg-type]
            generations.append(batch.kafka._coordinator.generation)

    await live(one)
    assert await members(kafka.bootstrap, group) == 1, "it is still a member after it ended"
    await live(another)
    assert await members(kafka.bootstrap, group) == 1
    assert generations[0] == generations[1]
    toy.store.close()


async def send(kafka: str, topic: str, dossier_id: object) -> None:
    key, value, headers = record(event(dossier_id, 1))  # type: ignore[arg-type]
    async with AIOKafkaProducer(bootstrap_servers=kafka) as producer:
        partitions = sorted(await producer.partitions_for(topic))
        await producer.send_and_wait(
            topic, value, key, headers=list(headers), partition=partition_of(key or b"", partitions)
        )


async def members(kafka: str, group: str) -> int:
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka)
    await admin.start()
    try:
        (answer,) = await admin.describe_consumer_groups([group])
        return len(answer.groups[0][5])
    finally:
        await admin.close()
