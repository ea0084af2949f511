"""What a service measures, read over HTTP on a real broker and database while something waits: true, and never 0 for unknown."""

import asyncio
import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import uuid4

import httpx
import psycopg
import pytest
from aiokafka import AIOKafkaProducer

from services.ledger.adapters.lening import dagen, metingen
from services.ledger.adapters.log import FEITEN as VAN_LEDGER
from shared.aside import Desk
from shared.contracts import intake as contract
from shared.kafka.batch import BatchRunner
from shared.observability import Watchdog
from shared.settings import Database
from shared.store import Store
from shared.web.app import make_app
from shared.web.metrics import Measures
from shared.web.pages import Pages
from tests.infrastructure import Broker, DatabaseServer
from tests.plumbing.running import running
from tests.plumbing.toy import FAILS, FEITEN, GOOD, TODAY, Toy, event, record
from tests.steun.organisatie import demo_bron
from tests.web.sample import sample_api
from tests.web.server import running as serving

DOCUMENT = Path(__file__).parents[2] / "docs" / "metrics.md"
SAMPLE = re.compile(r"^(doorstart_\w+)(?:\{\w+=\"([^\"]*)\"\})? (\S+)$", re.MULTILINE)
# Measured by routing alone; tests/routing/test_instroom.py reads them.
INFLOW = {f"doorstart_inflow_{what}" for what in ("last_hour", "unusual", "difference")} | {
    "doorstart_cases_without_owner"
}
TOMORROW = TODAY + timedelta(days=1)
WHO = {"Doorstart-Actor": "beheer-1"}
Told = dict[tuple[str, str], float]


def app_of(store: Store, measures: Measures | None = None) -> object:
    pages = Pages(Path(__file__).parent)
    return make_app(
        "proef", sample_api(), pages, desk=Desk(store), measures=measures, organisatie=demo_bron
    )


def read(address: str) -> Told:
    """Each of our own samples, by name and label."""
    answer = httpx.get(f"{address}/proef/metrics", headers=WHO)
    assert answer.status_code == 200
    return {(name, label): float(value) for name, label, value in SAMPLE.findall(answer.text)}


@pytest.fixture(autouse=True)
def demo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOORSTART_DEMO", "1")


async def test_what_waits_is_told_while_it_waits(
    kafka: Broker, topics: str, new_database: Callable[[str], Database]
) -> None:
    store = Store(new_database("intake"), FEITEN)
    toy, topic = Toy(store), topics + contract.TOPIC.name
    runner = BatchRunner(
        toy.consumer, kafka.bootstrap, [topic], group=topics + "intake", watchdog=Watchdog()
    )
    with serving(app_of(store)) as address:
        ask = partial(asyncio.to_thread, read, address)
        before = await ask()
        assert before["doorstart_database_up", ""] == 1
        assert before["doorstart_facts_total", "Genoteerd"] == 0
        assert ("doorstart_waiting", "intake") not in before, "a consumer that never ran"
        async with AIOKafkaProducer(bootstrap_servers=kafka.bootstrap) as producer:
            broken, good = uuid4(), uuid4()
            for said in (event(broken, 1, FAILS), event(broken, 2, FAILS), event(good, 1, GOOD)):
                key, value, headers = record(said)
                await producer.send_and_wait(topic, value, key, headers=headers)
            await producer.send_and_wait(topic, b"{not json", b"k")
        async with running(runner.run) as until:
            await until(lambda: toy.noted(good) and toy.count("dead_letters"))
            await until(lambda: toy.count("parked_records") == 2)
            while (told := await ask()).get(("doorstart_waiting", "intake")) != 0:
                await asyncio.sleep(0.1)
        assert told["doorstart_oldest_waiting_seconds", "intake"] == 0
        assert told["doorstart_parked_keys", "intake"] == 1
        assert told["doorstart_dead_letters", "intake"] == 1
        assert told["doorstart_facts_total", "Genoteerd"] == 1
        assert told["doorstart_waiting", "relay"] == 1, "nobody relays the fact"
        first = told["doorstart_oldest_waiting_seconds", "relay"]
        assert first > 0
        assert (await ask())["doorstart_oldest_waiting_seconds", "relay"] > first
    store.close()


def test_a_consumer_that_says_nothing_any_more_is_unknown_and_never_zero(
    new_database: Callable[[str], Database],
) -> None:
    store = Store(new_database("intake"), FEITEN)
    with store.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO progress (process, lag_seconds, waiting, progressed_at) VALUES (%s, %s, %s, now() - %s::interval)",
            [("just", 0, 0, "1 second"), ("silent", 0, 0, "20 seconds"), ("behind", 5, 3, "20 s")],
        )
    with serving(app_of(store)) as address:
        told = read(address)
    assert told["doorstart_oldest_waiting_seconds", "just"] == 0
    assert str(told["doorstart_oldest_waiting_seconds", "silent"]) == "nan"
    assert str(told["doorstart_waiting", "silent"]) == "nan"
    assert told["doorstart_oldest_waiting_seconds", "behind"] >= 25
    store.close()


def test_the_day_close_tells_how_far_it_is(new_database: Callable[[str], Database]) -> None:
    store = Store(new_database("ledger"), VAN_LEDGER)
    with serving(app_of(store, metingen.measures)) as address:
        none = read(address)
        assert none["doorstart_day_close_open_days", ""] == 0
        assert str(none["doorstart_day_close_loans_done", ""]) == "nan"
        with store.cursor() as cursor:
            cursor.execute("INSERT INTO dagafsluiting (dag) VALUES (%s)", (TODAY,))
            dagen.begin(cursor, TODAY, None)
            cursor.executemany(
                "INSERT INTO leningen (lening_id, betalingskenmerk, actie_op, gesloten_tm) VALUES (%s, %s, %s, %s)",
                [
                    (uuid4(), str(number), *planned)
                    for number, planned in enumerate(
                        [(TOMORROW, TODAY)] * 2 + [(TODAY, None)] * 3 + [(TOMORROW, None)] * 4
                    )
                ],
            )
        busy = read(address)
        assert busy["doorstart_day_close_open_days", ""] == 1
        assert busy["doorstart_day_close_loans_done", ""] == 2
        assert busy["doorstart_day_close_loans_waiting", ""] == 3
        assert busy["doorstart_day_close_oldest_seconds", ""] > 0
        with store.cursor() as cursor:
            dagen.sluit(cursor, TODAY)
        done = read(address)
        assert done["doorstart_day_close_open_days", ""] == 0
        assert done["doorstart_day_closed_timestamp_seconds", ""] == 1772409600
        text = httpx.get(f"{address}/proef/metrics", headers=WHO).text
    store.close()
    named = set(re.findall(r"^# TYPE (doorstart_\w+) ", text, re.MULTILINE))
    documented = set(re.findall(r"^\| `(doorstart_\w+)`", DOCUMENT.read_text(), re.MULTILINE))
    assert documented == named | INFLOW


def test_without_its_database_only_that_is_told(
    postgres: DatabaseServer, new_database: Callable[[str], Database]
) -> None:
    database = new_database("intake")
    store = Store(database, FEITEN)
    with serving(app_of(store)) as address:
        assert read(address)["doorstart_database_up", ""] == 1
        with psycopg.connect(postgres.admin_url, autocommit=True) as admin:
            admin.execute(f'ALTER DATABASE "{database.name}" ALLOW_CONNECTIONS false')
            admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
                (database.name,),
            )
        try:
            assert read(address) == {("doorstart_database_up", ""): 0.0}
        finally:
            with psycopg.connect(postgres.admin_url, autocommit=True) as admin:
                admin.execute(f'ALTER DATABASE "{database.name}" ALLOW_CONNECTIONS true')
    store.close()
