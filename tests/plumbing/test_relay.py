"""The relay: in order, one at a time, nothing skipped, whatever stops."""

import asyncio
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import UUID, uuid4

import psycopg
import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from structlog.testing import capture_logs

from deploy.topics import create_topics
from shared.aside import Act, Held, ask, held
from shared.cloudevent import CONTENT_TYPE, decode
from shared.contracts import intake as contract
from shared.contracts.base import Contract
from shared.facts import Cause, StoredFact
from shared.kafka.outgoing import partition_of
from shared.kafka.relay import PAGE, Relay
from shared.observability import Watchdog
from shared.progress import behind, progress, standings
from shared.settings import Database
from shared.store import Store
from tests.infrastructure import Broker, DatabaseServer, database_environment, delete_topics
from tests.patience import PATIENCE
from tests.plumbing.running import running
from tests.plumbing.toy import FEITEN, NOTITIES, SOURCE, TODAY, Genoteerd


def publish(stored: StoredFact) -> Contract | None:
    if stored.fact.gemeente == "geheim":
        return None
    return contract.AanmeldingIngetrokken(
        dossier_id=stored.stream_id,
        gemeente=stored.fact.gemeente,
        reden="vergissing",
        ingetrokken_op=TODAY,
    )


@pytest.fixture
def store(new_database: Callable[[str], Database]) -> Store:
    return Store(new_database("intake"), FEITEN)


def write(store: Store, stream_id: UUID, gemeente: str, times: int = 1) -> None:
    with store.transaction() as transaction:
        transaction.load(NOTITIES, stream_id)
        facts = [Genoteerd(gemeente=gemeente, nummer=number) for number in range(times)]
        transaction.append(NOTITIES, stream_id, facts, Cause("c", "test", TODAY))


async def published(kafka: str, topic: str) -> list[tuple[bytes, UUID, str]]:
    """Everything on the topic: key, event id, log position."""
    async with AIOKafkaConsumer(bootstrap_servers=kafka) as consumer:
        parts = [
            TopicPartition(topic, number)
            for number in sorted(consumer.partitions_for_topic(topic) or range(12))
        ]
        consumer.assign(parts)
        await consumer.seek_to_beginning(*parts)
        ends = await consumer.end_offsets(parts)
        found: list[tuple[bytes, UUID, str]] = []
        while any([await consumer.position(part) < ends[part] for part in parts]):
            for page in (await consumer.getmany(timeout_ms=500)).values():
                for record in page:
                    event = decode(record.value, record.headers)
                    assert dict(record.headers)["content-type"] == CONTENT_TYPE
                    assert record.key == event.subject.encode()
                    assert record.partition == partition_of(record.key, range(12))
                    found.append((record.key, event.id, event.logposition or ""))
        return found


def relay(store: Store, kafka: Broker, topics: str) -> Relay:
    return Relay(store, kafka.bootstrap, SOURCE, publish, Watchdog(), topics)


def position(store: Store) -> int:
    with store.cursor() as cursor:
        cursor.execute("SELECT position FROM log_positions WHERE follower = 'relay'")
        return int((cursor.fetchone() or {"position": 0})["position"])


async def test_facts_are_published_once_in_order_and_private_ones_stay_private(
    kafka: Broker, topics: str, store: Store
) -> None:
    ids = [uuid4() for _ in range(20)]
    for stream_id in ids:
        write(store, stream_id, "GM1", times=60)
        write(store, stream_id, "geheim")
    async with running(relay(store, kafka, topics).run) as until:
        await until(lambda: position(store) == store.end())
    found = await published(kafka.bootstrap, topics + contract.TOPIC.name)
    assert len(found) == len({event_id for _, event_id, _ in found}) == 20 * 60
    for stream_id in ids:
        own = [sequence for key, _, sequence in found if key == str(stream_id).encode()]
        assert own == sorted(own)
        assert len(own) == 60


async def test_pages_that_end_early_because_a_batch_is_full_go_on_where_they_ended(
    kafka: Broker, topics: str, store: Store
) -> None:
    """More than fits in one batch of its partition, over more than one page."""
    noise, stream_id = secrets.token_hex(10_000), uuid4()

    def translate(stored: StoredFact) -> Contract | None:
        told = publish(stored)
        return (
            told.model_copy(update={"gemeente": noise})
            if told and stored.version % 9 == 0
            else told
        )

    write(store, stream_id, "GM1", times=2 * PAGE + 7)
    relay = Relay(store, kafka.bootstrap, SOURCE, translate, Watchdog(), topics)
    async with running(relay.run) as until:
        await until(lambda: position(store) == store.end())
    topic = topics + contract.TOPIC.name
    assert await numbers(kafka.bootstrap, topic, stream_id) == positions_of(store, stream_id)


async def test_a_position_that_is_set_back_is_followed_although_the_next_page_was_read(
    kafka: Broker, topics: str, store: Store
) -> None:
    stream_id, seen = uuid4(), list[int]()

    def translate(stored: StoredFact) -> Contract | None:
        seen.append(stored.position)
        if len(seen) == 2 * PAGE + 10:
            _set_back(store)
        return publish(stored)

    write(store, stream_id, "GM1", times=3 * PAGE)
    relay = Relay(store, kafka.bootstrap, SOURCE, translate, Watchdog(), topics)
    async with running(relay.run) as until:
        await until(lambda: position(store) == store.end(), seconds=60)
    found = await numbers(kafka.bootstrap, topics + contract.TOPIC.name, stream_id)
    assert len(found) > 3 * PAGE
    assert list(dict.fromkeys(found)) == positions_of(store, stream_id)


def _set_back(store: Store) -> None:
    with store.cursor() as cursor:
        cursor.execute("UPDATE log_positions SET position = 0 WHERE follower = 'relay'")


async def test_two_relays_have_one_leader_and_the_other_takes_over(
    kafka: Broker, topics: str, store: Store
) -> None:
    first, second = asyncio.Event(), asyncio.Event()
    write(store, uuid4(), "GM1", times=5)
    leading = asyncio.create_task(relay(store, kafka, topics).run(first))
    async with running(_until_set(second, relay(store, kafka, topics))) as until:
        await until(lambda: position(store) == store.end())
        first.set()
        await leading
        write(store, uuid4(), "GM1", times=5)
        await until(lambda: position(store) == store.end())
    assert len(await published(kafka.bootstrap, topics + contract.TOPIC.name)) == 10


async def test_a_relay_whose_connection_is_cut_begins_again(
    kafka: Broker, topics: str, store: Store, postgres: DatabaseServer
) -> None:
    async with running(relay(store, kafka, topics).run) as until:
        for _ in range(5):
            write(store, uuid4(), "GM1", times=20)
            with psycopg.connect(postgres.admin_url, autocommit=True) as admin:
                admin.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
                    (store.database.name,),
                )
        await until(lambda: _caught_up(store))
    found = await published(kafka.bootstrap, topics + contract.TOPIC.name)
    assert len({event_id for _, event_id, _ in found}) == 100


def _caught_up(store: Store) -> bool:
    with suppress(Exception):
        return position(store) == store.end()
    return False


def _until_set(stop: asyncio.Event, own: Relay):  # type: ignore[no-untyped-def]
    async def run(other: asyncio.Event) -> None:
        await own.run(other)
        stop.set()

    return run


KAPOT, GROOT, LATER = "kapot", "groot", "later"


@dataclass
class Mendable:
    """A translation with a mistake in it, until somebody mends it."""

    is_mended: bool = False

    def publish(self, stored: StoredFact) -> Contract | None:
        if stored.fact.gemeente == KAPOT and not self.is_mended:
            raise ValueError("this fact cannot be told")
        told = publish(stored)
        if told is not None and stored.fact.gemeente == GROOT and not self.is_mended:
            return told.model_copy(update={"gemeente": "x" * 70_000})
        return told


def set_aside(store: Store) -> list[Held]:
    with store.cursor() as cursor:
        return [one for one in held(cursor) if one.place == "relay"]


def ask_for(store: Store, chosen: list[Held], act: Act) -> None:
    with store.cursor() as cursor:
        ask(cursor, chosen, act, "beheer-1", "hersteld")


async def numbers(kafka: str, topic: str, stream_id: UUID) -> list[int]:
    """The log positions of one key, as they came on the topic."""
    return [
        int(place)
        for key, _, place in await published(kafka, topic)
        if key == str(stream_id).encode()
    ]


def positions_of(store: Store, stream_id: UUID) -> list[int]:
    return [
        stored.position for stored in store.stream(stream_id) if stored.fact.gemeente != "geheim"
    ]


@pytest.mark.parametrize("wrong", [KAPOT, GROOT])
async def test_what_cannot_be_told_waits_with_its_key_and_everything_else_flows(
    kafka: Broker, topics: str, store: Store, wrong: str
) -> None:
    bad, good, mended = uuid4(), uuid4(), Mendable()
    topic = topics + contract.TOPIC.name

    def made() -> Relay:
        return Relay(store, kafka.bootstrap, SOURCE, mended.publish, Watchdog(), topics)

    for gemeente in ("GM1", wrong, "GM1", "geheim", wrong):
        write(store, bad, gemeente)
        write(store, good, "GM1")
    async with running(made().run) as until:
        await until(lambda: position(store) == store.end())
    write(store, bad, "GM1")
    write(store, good, "GM1")
    async with running(made().run) as until:
        await until(lambda: position(store) == store.end())
        (waiting,) = set_aside(store)
        assert (waiting.kind, waiting.key, waiting.behind) == ("feit", str(bad), 3), (
            "a restart keeps what waits"
        )
        assert waiting.reason.startswith("ValueError: ")
        assert await numbers(kafka.bootstrap, topic, good) == positions_of(store, good)
        assert await numbers(kafka.bootstrap, topic, bad) == positions_of(store, bad)[:1]

        ask_for(store, [waiting], "vrijgeven")
        await until(lambda: set_aside(store)[0].asked is None)
        assert set_aside(store)[0].behind == 3, "not mended: everything still waits"

        mended.is_mended = True
        ask_for(store, set_aside(store), "vrijgeven")
        await until(lambda: not set_aside(store))
        write(store, bad, "GM1")
        await until(lambda: position(store) == store.end())
    assert await numbers(kafka.bootstrap, topic, bad) == positions_of(store, bad), (
        "in order, each once"
    )
    assert await numbers(kafka.bootstrap, topic, good) == positions_of(store, good)


async def test_what_is_dropped_never_comes_and_what_waited_behind_it_does(
    kafka: Broker, topics: str, store: Store
) -> None:
    bad = uuid4()
    for gemeente in ("GM1", KAPOT, "GM1", "GM1"):
        write(store, bad, gemeente)
    relay = Relay(store, kafka.bootstrap, SOURCE, Mendable().publish, Watchdog(), topics)
    async with running(relay.run) as until:
        await until(lambda: position(store) == store.end())
        ask_for(store, set_aside(store), "laten_vallen")
        await until(lambda: not set_aside(store))
    first, _, *rest = positions_of(store, bad)
    assert await numbers(kafka.bootstrap, topics + contract.TOPIC.name, bad) == [first, *rest]
    with store.cursor() as cursor:
        cursor.execute("SELECT act, held_id, key, cause, behind, reason, actor FROM operator_acts")
        (act,) = cursor.fetchall()
    assert act["act"] == "laten_vallen"
    assert (act["key"], act["behind"], act["reason"], act["actor"]) == (
        str(bad),
        2,
        "hersteld",
        "beheer-1",
    )


async def test_a_fact_that_this_version_cannot_read_waits_with_its_stream(
    kafka: Broker, topics: str, store: Store
) -> None:
    """Written by a newer version of ourselves, or never readable: the rest of the log goes on."""
    strange, good = uuid4(), uuid4()
    write(store, strange, "GM1")
    with store.cursor() as cursor:
        cursor.execute(
            "INSERT INTO stored_events (originator_id, originator_version, topic, state) VALUES (%s, 2, 'VanLater', %s)",
            (strange, b'{"cause": {}, "recorded_at": "2026-03-02T08:00:00+00:00", "fact": {}}'),
        )
    write(store, good, "GM1")
    async with running(relay(store, kafka, topics).run) as until:
        await until(lambda: position(store) == store.end())
    assert [(one.key, one.what.partition(", ")[2]) for one in set_aside(store)] == [
        (str(strange), "VanLater")
    ]
    topic = topics + contract.TOPIC.name
    assert (
        len(await numbers(kafka.bootstrap, topic, good))
        == len(await numbers(kafka.bootstrap, topic, strange))
        == 1
    )


async def test_what_the_broker_refuses_waits_and_the_rest_of_its_batch_goes_on(
    kafka: Broker, topic_prefix: str, store: Store
) -> None:
    """A topic that takes less than we may send: one record of a full batch is too large for it, the others are not."""
    topic = topic_prefix + contract.TOPIC.name
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka.bootstrap)
    await admin.start()
    await admin.create_topics(
        [NewTopic(topic, contract.TOPIC.partitions, 1, topic_configs={"max.message.bytes": "4000"})]
    )
    await admin.close()
    noise = secrets.token_hex(20_000)
    ids = [uuid4() for _ in range(30)]
    bad = ids[7]

    def translate(stored: StoredFact) -> Contract | None:
        told = publish(stored)
        return (
            told.model_copy(update={"gemeente": noise})
            if told and stored.fact.gemeente == GROOT
            else told
        )

    for stream_id in ids:
        write(store, stream_id, GROOT if stream_id == bad else "GM1")
    for stream_id in ids:
        write(store, stream_id, "GM1")
    async with running(
        Relay(store, kafka.bootstrap, SOURCE, translate, Watchdog(), topic_prefix).run
    ) as until:
        await until(lambda: position(store) == store.end(), seconds=60)
        (waiting,) = set_aside(store)
        assert (waiting.key, waiting.behind) == (str(bad), 1)
        assert "MessageSizeTooLarge" in waiting.reason
        write(store, ids[0], "GM1")
        await until(lambda: position(store) == store.end())
    found = await published(kafka.bootstrap, topic)
    assert len(found) == len({event_id for _, event_id, _ in found}) == 2 * 29 + 1, (
        "nothing lost, nothing doubled"
    )
    for stream_id in ids:
        assert await numbers(kafka.bootstrap, topic, stream_id) == (
            positions_of(store, stream_id) if stream_id != bad else []
        )


async def test_the_lag_is_true_and_health_says_when_the_relay_stands_still(
    kafka: Broker, topics: str, store: Store
) -> None:
    write(store, uuid4(), "GM1", times=5)
    with store.cursor() as cursor:
        seconds, waiting = behind(cursor, "relay")
    assert waiting == 5
    (before,) = standings(store, patience=0.0)
    assert (before.process, before.waiting, before.verdict) == ("relay", 5, "fail")
    assert (before.seconds or 0.0) >= seconds >= 0.0
    async with running(relay(store, kafka, topics).run) as until:
        await until(lambda: position(store) == store.end())
        await until(lambda: progress(store)["lag"]["relay"] == {"seconds": 0.0, "waiting": 0})
    assert [one.verdict for one in standings(store, patience=0.0)] == ["pass"]
    write(store, uuid4(), "GM1", times=3)
    (after,) = standings(store, patience=0.0)
    assert (after.waiting, after.verdict) == (3, "fail"), "nobody relays: what waits grows"


async def test_while_the_broker_is_away_the_lag_grows(topics: str, store: Store) -> None:
    away = Broker("127.0.0.1:1", owned=False)
    async with running(relay(store, away, topics).run):
        for number in range(1, 4):
            write(store, uuid4(), "GM1")
            assert progress(store)["lag"]["relay"]["waiting"] == number


async def test_a_topic_that_is_not_there_is_named_once_a_turn_and_waited_for(
    kafka: Broker, topic_prefix: str, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    write(store, uuid4(), "GM1")
    topic = topic_prefix + contract.TOPIC.name
    with capture_logs() as said:
        async with running(relay(store, kafka, topic_prefix).run) as until:
            await until(
                lambda: (
                    f"LookupError: topics do not exist: {topic}"
                    in [line.get("detail") for line in said]
                )
            )
            assert "not found in cluster metadata" not in caplog.text
            await create_topics(kafka.bootstrap, topic_prefix)
            await until(lambda: position(store) == store.end())
    await delete_topics(kafka, topic_prefix)


async def test_a_relay_that_is_killed_while_it_sets_aside_and_releases_loses_and_doubles_nothing(
    kafka: Broker, topics: str, store: Store, environment: dict[str, str], tmp_path: Path
) -> None:
    """kill -9 again and again, while facts come in that cannot be told, and again while they are released."""
    keys, topic = [uuid4() for _ in range(6)], topics + contract.TOPIC.name
    known = os.environ | environment | database_environment("intake", store.database)

    def killed_while(work: Callable[[int], object], mended: str) -> None:
        for number in range(4):
            with (
                (tmp_path / "relay.log").open("ab") as log,
                relay_process(known | {"TEST_MENDED": mended}, log) as process,
            ):
                work(number)
                give_up = time.monotonic() + 60
                before = position(store)
                while (
                    position(store) == before
                    and time.monotonic() < give_up
                    and process.poll() is None
                ):
                    time.sleep(0.02)
                process.send_signal(signal.SIGKILL)

    def come_in(number: int) -> None:
        for key in keys:
            write(store, key, KAPOT if number == 1 and key in keys[:2] else "GM1", times=20)

    killed_while(come_in, mended="0")
    async with running(
        Relay(store, kafka.bootstrap, SOURCE, Mendable().publish, Watchdog(), topics).run
    ) as until:
        await until(lambda: position(store) == store.end(), seconds=60)
    assert {one.key for one in set_aside(store)} == {str(key) for key in keys[:2]}

    ask_for(store, set_aside(store), "vrijgeven")
    killed_while(lambda number: write(store, keys[number], "GM1"), mended="1")
    async with running(
        Relay(
            store, kafka.bootstrap, SOURCE, Mendable(is_mended=True).publish, Watchdog(), topics
        ).run
    ) as until:
        await until(lambda: position(store) == store.end() and not set_aside(store), seconds=60)
    for key in keys:
        found = await numbers(kafka.bootstrap, topic, key)
        assert list(dict.fromkeys(found)) == positions_of(store, key), (
            "each there, its first delivery in order"
        )


@contextmanager
def relay_process(known: dict[str, str], log: BinaryIO) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.plumbing.relay_process"], env=known, stdout=log, stderr=log
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait(PATIENCE)
