"""Requests for help that change a few times, as intake tells them, and the witness that says whether routing missed or doubled any."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import NAMESPACE_OID, UUID, uuid4, uuid5

from aiokafka import AIOKafkaProducer

from services.routing.domain.eigenaar.events import EIGENAARSFEITEN
from services.routing.domain.events import FEITEN
from shared.begrippen import Hulpvraag, Urgentie
from shared.cloudevent import CloudEvent, encode
from shared.contracts import intake
from shared.contracts.base import Contract
from shared.kafka.outgoing import partition_of
from shared.store import Store
from tests.sources import source_for

TODAY = date(2026, 3, 2)
# Each step asks something else, so that each gives a fact of its own and the order can be read back.
STEPS: tuple[tuple[Hulpvraag, ...], ...] = (
    ("bedrijfskapitaal",),
    ("bedrijfskapitaal", "schulden"),
    ("schulden",),
    ("schulden", "werk_in_loondienst"),
)


@dataclass(frozen=True)
class Story:
    """One dossier: taken in, then added to, each step once."""

    dossier_id: UUID

    def events(self) -> list[CloudEvent]:
        first, *later = STEPS
        codes = {
            "dossier_id": self.dossier_id,
            "gemeente": "GM9901",
            "groep": "gevestigd",
            "urgentie": Urgentie(),
        }
        said: list[Contract] = [
            intake.AanmeldingOntvangen(**codes, hulpvraag=first, kanaal="web", ontvangen_op=TODAY)
        ]  # type: ignore[arg-type]
        said += [
            intake.AanmeldingAangevuld(**codes, hulpvraag=step, aangevuld_op=TODAY)
            for step in later
        ]  # type: ignore[arg-type]
        return [envelope(contract, number) for number, contract in enumerate(said)]


def envelope(contract: Contract, number: int) -> CloudEvent:
    """The same contract and number always give the same event id."""
    return CloudEvent(
        specversion="1.0",
        id=uuid5(NAMESPACE_OID, f"{contract.key()}/{type(contract).__name__}/{number}"),
        source=source_for(contract),
        type=contract.event_type(),
        time=datetime.now(UTC),
        subject=contract.key(),
        data=contract.model_dump(mode="json"),
    )


def stories(number: int) -> list[Story]:
    return [Story(uuid4()) for _ in range(number)]


async def tell(kafka: str, topic: str, told: Sequence[Story]) -> None:
    """Sends every step of every story, the first steps of all before the second of any."""
    async with AIOKafkaProducer(bootstrap_servers=kafka, enable_idempotence=True) as producer:
        partitions = sorted(await producer.partitions_for(topic))
        sent = []
        for step in zip(*(story.events() for story in told), strict=True):
            for event in step:
                value, headers = encode(event)
                key = event.subject.encode()
                sent.append(
                    await producer.send(
                        topic, value, key, partition=partition_of(key, partitions), headers=headers
                    )
                )
        for delivery in sent:
            await delivery


@dataclass(frozen=True)
class Witness:
    """What routing's store says about the stories."""

    store: Store

    def facts(self) -> int:
        """Those of the choice of a route; who has the dossier is told beside them."""
        with self.store.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) AS n FROM stored_events WHERE topic <> ALL(%s)",
                (list(EIGENAARSFEITEN),),
            )
            return int((cursor.fetchone() or {"n": 0})["n"])

    def handled(self) -> int:
        with self.store.cursor() as cursor:
            cursor.execute("SELECT count(*) AS n FROM inbox WHERE consumer = 'routing'")
            return int((cursor.fetchone() or {"n": 0})["n"])

    def parked(self) -> int:
        with self.store.cursor() as cursor:
            cursor.execute("SELECT count(*) AS n FROM parked_records WHERE consumer = 'routing'")
            return int((cursor.fetchone() or {"n": 0})["n"])

    def sleeps(self) -> bool:
        """A transaction of the worker is in the middle of its work."""
        with self.store.cursor() as cursor:
            cursor.execute(
                "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND state = 'active'"
                " AND query LIKE 'SELECT pg_sleep%' AND pid <> pg_backend_pid()"
            )
            return cursor.fetchone() is not None

    def wrong(self, told: Sequence[Story]) -> dict[UUID, list[object]]:
        """The dossiers whose facts are not exactly the steps of their story, in order, each once."""
        found: dict[UUID, list[object]] = {}
        for story in told:
            steps = [stored.fact.hulpvraag for stored in self.store.stream(story.dossier_id)]
            if steps != list(STEPS):
                found[story.dossier_id] = list(steps)
        return found


def witness_of(store: Store) -> Witness:
    assert store.facts == FEITEN
    return Witness(store)
