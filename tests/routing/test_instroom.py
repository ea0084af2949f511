"""The live figures, counted by Faust as a process of its own on real Kafka: killed in the middle they are exact again, from the topic."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient
from structlog.testing import capture_logs

from services.routing.adapters import metingen
from services.routing.domain.events import FEITEN
from services.routing.entrypoints.instroom import NAME, TOPICS, DifferentCount, Instroom
from services.routing.projections.instroom import beoordeel, verschil
from shared.cloudevent import CloudEvent, encode
from shared.contracts import intake, klok
from shared.kafka.faust_runner import make_faust_app
from shared.kafka.outgoing import partition_of
from shared.observability import Watchdog
from shared.progress import standings
from shared.settings import Database
from shared.store import Store
from tests.infrastructure import Broker, database_environment
from tests.patience import PATIENCE
from tests.routing.stories import envelope

ROOT = Path(__file__).parents[2]
NOW = datetime.now(UTC)
HOUR = timedelta(hours=1)
DAG = date(2026, 3, 2)
Process = subprocess.Popen[bytes]


class City:
    """A broker, routing's database, and processes that count on them."""

    def __init__(
        self, kafka: str, prefix: str, environment: dict[str, str], store: Store, folder: Path
    ) -> None:
        self.kafka, self.prefix, self.environment = kafka, prefix, environment
        self.store, self.folder = store, folder

    @contextmanager
    def counting(self) -> Iterator[Process]:
        with (self.folder / "log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "services.routing.main", "instroom"],
                cwd=ROOT,
                env={**os.environ, **self.environment},
                stderr=log,
                stdout=log,
            )
        try:
            yield process
        finally:
            process.kill()
            process.wait(PATIENCE)

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in (self.folder / "log").read_text().splitlines()]

    async def until(self, condition: Callable[[], object], process: Process) -> None:
        """Gives up after a while, which is no measure of speed, or when the process ended."""
        try:
            async with asyncio.timeout(90):
                while not condition():
                    assert process.poll() is None, (self.folder / "log").read_text()[-4000:]
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise AssertionError((self.folder / "log").read_text()[-4000:]) from None

    async def tell(self, told: Sequence[CloudEvent], topic: str = intake.TOPIC.name) -> None:
        async with AIOKafkaProducer(bootstrap_servers=self.kafka) as producer:
            partitions = sorted(await producer.partitions_for(self.prefix + topic))
            sent = []
            for event in told:
                value, headers = encode(event)
                key = event.subject.encode()
                sent.append(
                    await producer.send(
                        self.prefix + topic,
                        value,
                        key,
                        partition=partition_of(key, partitions),
                        headers=headers,
                    )
                )
            await asyncio.gather(*sent)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with self.store.cursor() as cursor:
            cursor.execute(query)
            return [tuple(row.values()) for row in cursor.fetchall()]

    def hours(self) -> dict[tuple[str, datetime], int]:
        return {
            (gemeente, uur): aantal
            for gemeente, uur, aantal in self.rows("SELECT gemeente, uur, aantal FROM instroom")
        }


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


def aanmelding(gemeente: str, at: datetime, dag: date = DAG) -> CloudEvent:
    said = intake.AanmeldingOntvangen(
        dossier_id=uuid4(),
        gemeente=gemeente,
        kanaal="web",
        groep="gevestigd",
        hulpvraag=("schulden",),
        urgentie={},  # type: ignore[arg-type]
        ontvangen_op=dag,
    )
    return envelope(said, 1).model_copy(update={"time": at})


def new_day(dag: date) -> CloudEvent:
    return envelope(klok.DagAangebroken(dag=dag), 1)


def hour_of(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)


async def test_a_kill_in_the_middle_leaves_exact_figures_and_a_repeat_counts_once(
    city: City,
) -> None:
    told = [
        aanmelding(f"GM{number % 3:04d}", NOW - number % 5 * HOUR - 2 * HOUR)
        for number in range(3_000)
    ]
    expected: dict[tuple[str, datetime], int] = {}
    for event in told:
        key = (event.data["gemeente"], hour_of(event.time))
        expected[key] = expected.get(key, 0) + 1
    await city.tell(told[:1_500])
    with city.counting() as process:
        await city.until(lambda: sum(city.hours().values()) == 1_500, process)
        telling = asyncio.create_task(tell_slowly(city, told[1_000:]))
        await city.until(lambda: sum(city.hours().values()) > 1_500, process)
        process.send_signal(signal.SIGKILL)
        process.wait(PATIENCE)
    assert sum(city.hours().values()) < 3_000, "the kill came too late to prove anything"
    await telling
    await city.tell(told[:200])
    with city.counting() as process:
        await city.until(lambda: city.hours() == expected, process)
        await city.until(
            lambda: any(
                (one.process, one.waiting, one.seconds) == (NAME, 0, 0.0)
                for one in standings(city.store)
            ),
            process,
        )
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) == 0
    assert city.hours() == expected
    assert await committed(city) == {}, "nothing is acknowledged: the next start reads all again"


async def tell_slowly(city: City, told: Sequence[CloudEvent]) -> None:
    """With pauses, in which the figures are told."""
    for start in range(0, len(told), 700):
        await city.tell(told[start : start + 700])
        await asyncio.sleep(4.0)


async def committed(city: City) -> dict[Any, Any]:
    admin = AIOKafkaAdminClient(bootstrap_servers=city.kafka)
    await admin.start()
    try:
        return dict(await admin.list_consumer_group_offsets(city.prefix + NAME))
    finally:
        await admin.close()


async def test_a_rush_is_told_in_the_log_and_the_metrics_and_what_cannot_be_read_stops_nobody(
    city: City,
) -> None:
    now = datetime.now(UTC)
    usual = [
        aanmelding("GM0001", now - timedelta(days=days)) for days in range(1, 6) for _ in range(2)
    ]
    rush = [aanmelding("GM0001", now) for _ in range(60)]
    foreign = aanmelding("GM0002", now).model_copy(update={"source": "urn:nld:oin:1:systeem:x"})
    await city.tell([*usual, foreign, *rush])
    async with AIOKafkaProducer(bootstrap_servers=city.kafka) as producer:
        await producer.send_and_wait(city.prefix + intake.TOPIC.name, b"{not json", b"k")
    with city.counting() as process:
        counted = "SELECT gemeente, aantal, verwacht, oordeel FROM instroom_nu"
        await city.until(lambda: city.rows(counted) == [("GM0001", 60, 2.0, "hoog")], process)
        await city.until(
            lambda: [line for line in city.lines() if line["event"] == "inflow is unusual"],
            process,
        )
    with city.store.cursor() as cursor:
        told = {
            (sample.name, sample.labels.get("gemeente")): sample.value
            for metric in metingen.measures(cursor)
            for sample in metric.samples
        }
    assert told["doorstart_inflow_last_hour", "GM0001"] == 60
    assert told["doorstart_inflow_unusual", "GM0001"] == 1
    assert str(told["doorstart_inflow_difference", None]) == "nan"


async def test_a_day_that_ended_is_compared_with_the_dossiers(city: City) -> None:
    next_day = DAG + timedelta(days=1)
    told = [aanmelding("GM0001", NOW) for _ in range(4)] + [aanmelding("GM0002", NOW)]
    told += [aanmelding("GM0001", NOW, next_day)]
    with city.store.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO dossiers (dossier_id, dossier) VALUES (%s, %s)",
            [
                (
                    event.data["dossier_id"],
                    json.dumps({name: event.data[name] for name in ("gemeente", "ontvangen_op")}),
                )
                for event in told
            ],
        )
    await city.tell(told)
    await city.tell([new_day(DAG), new_day(next_day)], klok.TOPIC.name)
    with city.counting() as process:
        await city.until(lambda: city.rows("SELECT 1 FROM instroom_controle"), process)
    assert city.rows("SELECT dag, geteld, dossiers, verschil FROM instroom_controle") == [
        (DAG, 5, 5, 0)
    ]


def test_a_difference_begins_again_from_the_topic_once_and_is_told(
    new_database: Callable[[str], Database], tmp_path: Path
) -> None:
    store = Store(new_database("routing"), FEITEN)
    app = make_faust_app("g", "127.0.0.1:1", str(tmp_path))
    counting = Instroom(app, store, Watchdog(), list(TOPICS))
    with capture_logs() as told:
        counting._compare_day(DAG, {"GM0001": 3}, float("inf"))
        assert told == [], "the dossiers may be behind"
        with pytest.raises(DifferentCount):
            counting._compare_day(DAG, {"GM0001": 3}, float("-inf"))
        assert counting._open_days([DAG]) == [DAG]
        counting._compare_day(DAG, {"GM0001": 3}, float("-inf"))
        assert counting._open_days([DAG]) == [], "twice is enough: a person looks"
    assert [line["event"] for line in told] == ["inflow differs from the dossiers"] * 2
    with store.cursor() as cursor:
        (last,) = [
            sample.value
            for metric in metingen.measures(cursor)
            for sample in metric.samples
            if sample.name == "doorstart_inflow_difference"
        ]
    assert last == 3
    store.close()


def test_one_event_at_a_time_and_no_topics_of_its_own(
    new_database: Callable[[str], Database], tmp_path: Path
) -> None:
    store = Store(new_database("routing"), FEITEN)
    app = make_faust_app("g", "127.0.0.1:1", str(tmp_path))
    Instroom(app, store, Watchdog(), list(TOPICS))
    assert [agent.concurrency for agent in app.agents.values()] == [1]
    assert app.conf.processing_guarantee.name == "AT_LEAST_ONCE"
    assert not app.conf.topic_allow_declare
    assert not app.tables, "a table that the app knows has a changelog"
    store.close()


@pytest.mark.parametrize(
    ("aantal", "eerder", "oordeel"),
    [
        (60, [2] * 5, "hoog"),
        (9, [0] * 5, "gewoon"),
        (10, [0] * 5, "hoog"),
        (30, [20] * 3, "gewoon"),
        (38, [20] * 3, "hoog"),
        (2, [20] * 3, "laag"),
        (3, [20] * 3, "gewoon"),
        (0, [2] * 5, "gewoon"),
        (500, [2] * 2, "onbekend"),
    ],
)
def test_what_is_unusual(aantal: int, eerder: list[int], oordeel: str) -> None:
    assert beoordeel("GM0001", aantal, eerder).oordeel == oordeel


def test_municipalities_do_not_make_up_for_one_another() -> None:
    assert verschil({"GM0001": 3}, {"GM0002": 3}) == 6
    assert verschil({"GM0001": 3}, {"GM0001": 3}) == 0
