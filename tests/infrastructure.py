"""Where tests get their broker and database: an address in the environment, containers, or embedded. Same engines, same versions."""

import os
import random
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import docker
import psycopg
from aiokafka.admin import AIOKafkaAdminClient
from docker.errors import DockerException
from psycopg import sql
from testcontainers.core.container import DockerContainer

from deploy.local.engines import jars, kafka, postgres
from deploy.local.system.folders import cache_folder
from deploy.local.system.parts import PARTS
from deploy.local.system.ports import LOOPBACK, first_free
from deploy.local.system.processes import Launch, Running, end, spawn
from shared.contracts.topics import TOPICS
from shared.settings import Database

KAFKA_IMAGE = "apache/kafka:4.3.1"
POSTGRES_IMAGE = "postgres:18"
# Less than the demo takes: tests stand beside browsers and containers on a small machine.
MEMORY = ("-Xmx384m", "-Xms128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")


@dataclass(frozen=True)
class Broker:
    """The broker of this session; `owned` means that a test may fill it or wipe it."""

    bootstrap: str
    owned: bool
    brokers: int = 1


@dataclass(frozen=True)
class DatabaseServer:
    """The PostgreSQL server of this session; `owned` means that a test may fill it or wipe it."""

    host_port: str
    admin_url: str
    owned: bool


@contextmanager
def broker() -> Iterator[Broker]:
    """The first source that there is, started when needed and stopped afterwards."""
    if address := os.environ.get("DOORSTART_KAFKA"):
        yield Broker(address, owned=False, brokers=address.count(",") + 1)
    elif docker_has_images():
        with container_kafka() as address:
            yield Broker(address, owned=True)
    else:
        with scratch_folder() as folder:
            local = new_kafka(folder)
            with running(local.launch(), local.answers, folder):
                yield Broker(local.address, owned=True)


@contextmanager
def database_server() -> Iterator[DatabaseServer]:
    """The first source that there is, started when needed and stopped afterwards."""
    if admin_url := os.environ.get("DOORSTART_POSTGRES_ADMIN"):
        yield DatabaseServer(os.environ["DOORSTART_POSTGRES"], admin_url, owned=False)
    elif docker_has_images():
        with container_postgres() as server:
            yield server
    else:
        with scratch_folder() as folder:
            local = new_postgres(folder)
            with running(local.launch(), local.answers, folder):
                yield DatabaseServer(local.address, local.admin_url, owned=True)


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder that PostgreSQL's account may pass through, unlike pytest's own; gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="doorstart-test-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        postgres.remove(folder)
        shutil.rmtree(folder, ignore_errors=True)


def any_port() -> int:
    """A free port below those that the system hands out for outgoing connections, so that it is still free after a kill."""
    return first_free(random.randrange(20_000, 32_000), set())


def ports_of_a_system() -> dict[str, int]:
    """A port of its own for every part that listens, so that two systems may start at the same time."""
    base = any_port()
    names = [part.name for part in PARTS if part.wanted_port]
    return {name: base + number * 2 for number, name in enumerate([*names, "kafka-controller"])}


def new_kafka(folder: Path) -> kafka.LocalKafka:
    """A broker of our own with its data in `folder`, not started yet."""
    port = any_port()
    local = kafka.LocalKafka(
        folder / "kafka", jars.bring(cache_folder()), port, first_free(port + 1, set()), MEMORY
    )
    local.initialise()
    return local


def new_postgres(folder: Path) -> postgres.LocalPostgres:
    """A PostgreSQL server of our own with its data in `folder`, not started yet."""
    local = postgres.place(folder, any_port(), secrets.token_urlsafe(16), say=lambda _: None)
    local.initialise()
    return local


@contextmanager
def running(
    launch: Launch, answers: Callable[[], bool], folder: Path, patience: float = 60
) -> Iterator[subprocess.Popen[bytes]]:
    """A process that answers; a test that killed it need not clean up."""
    log = folder / "logs" / f"{Path(launch.command[0]).name}.log"
    process = spawn(launch, log, folder)
    try:
        wait_for(answers, process, log, patience)
        yield process
    finally:
        if process.poll() is None:
            end([(Running.of(process.pid), launch.stop_signal)], patience=20)
        process.wait(20)


def wait_for(
    answers: Callable[[], bool], process: subprocess.Popen[bytes], log: Path, patience: float = 60
) -> None:
    """Wait until a started process answers; fails with the end of its log when it ended or never answers."""
    deadline = time.monotonic() + patience
    while not answers():
        if process.poll() is not None or time.monotonic() > deadline:
            raise AssertionError(
                f"{process.args!r} does not answer:\n{log.read_text(errors='replace')[-4000:]}"
            )
        time.sleep(0.05)


def docker_has_images() -> bool:
    """Whether a Docker engine answers and holds both images; nothing is pulled."""
    try:
        client = docker.from_env(timeout=5)
        client.ping()
        return bool(client.images.get(KAFKA_IMAGE) and client.images.get(POSTGRES_IMAGE))
    except DockerException:
        return False


@contextmanager
def container_kafka() -> Iterator[str]:
    """Apache Kafka's own image with the settings of the embedded broker."""
    port = any_port()
    settings = kafka.BROKER_SETTINGS | {
        "listeners": "PLAINTEXT://:9092,CONTROLLER://:9093",
        "advertised.listeners": f"PLAINTEXT://{LOOPBACK}:{port}",
        "controller.quorum.voters": "1@localhost:9093",
        "log.dirs": "/var/lib/kafka/data",
    }
    container = _container(KAFKA_IMAGE).with_bind_ports(9092, port)
    for name, value in settings.items():
        container.with_env(f"KAFKA_{name.upper().replace('.', '_')}", value)
    with container:
        address = f"{LOOPBACK}:{port}"
        _wait_in_container(container, lambda: kafka.LocalKafka(Path(), Path(), port, 0).answers())
        yield address


@contextmanager
def container_postgres() -> Iterator[DatabaseServer]:
    """PostgreSQL's own image with a password of this session."""
    port, password = any_port(), secrets.token_urlsafe(16)
    server = DatabaseServer(
        f"{LOOPBACK}:{port}",
        f"postgresql://postgres:{password}@{LOOPBACK}:{port}/postgres",
        owned=True,
    )
    container = (
        _container(POSTGRES_IMAGE)
        .with_bind_ports(5432, port)
        .with_env("POSTGRES_PASSWORD", password)
    )
    with container.with_command("-c max_connections=200"):
        _wait_in_container(container, lambda: _logs_in(server.admin_url))
        yield server


def _container(image: str) -> DockerContainer:
    """Without the clean-up container of testcontainers, whose image need not be there."""
    os.environ.setdefault("TESTCONTAINERS_RYUK_DISABLED", "true")
    return DockerContainer(image)


def _wait_in_container(
    container: DockerContainer, answers: Callable[[], bool], patience: float = 90
) -> None:
    deadline = time.monotonic() + patience
    while not answers():
        if time.monotonic() > deadline:
            raise AssertionError(f"{container.image} does not answer: {container.get_logs()!r}")
        time.sleep(0.2)


def _logs_in(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def drop_databases(server: DatabaseServer, names: list[str]) -> None:
    """Drop databases, whoever is still connected."""
    with psycopg.connect(server.admin_url, autocommit=True) as admin:
        for name in names:
            admin.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )


async def delete_topics(broker: Broker, prefix: str) -> None:
    """Delete the topics of one test."""
    admin = AIOKafkaAdminClient(bootstrap_servers=broker.bootstrap)
    await admin.start()
    try:
        await admin.delete_topics([prefix + topic.name for topic in TOPICS])
    finally:
        await admin.close()


def database_environment(service: str, database: Database) -> dict[str, str]:
    """What a service process needs in its environment to find this database."""
    name = service.upper()
    return {
        f"DOORSTART_DATABASE_{name}": database.name,
        f"DOORSTART_{name}_PASSWORD": database.password,
    }
