"""Puts a system together for one state folder: which parts, on which ports, with which broker and database."""

import http.client
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from deploy.gateway import keys
from deploy.local.engines import jars, kafka, postgres
from deploy.local.supervision.environment import System, environment_of
from deploy.local.supervision.supervisor import Task
from deploy.local.system import secret
from deploy.local.system.folders import cache_folder
from deploy.local.system.parts import PAGES, PARTS, Part
from deploy.local.system.ports import LOOPBACK, first_free
from deploy.local.system.processes import Launch
from deploy.local.system.state import PartState, State

Say = Callable[[str], None]


def chosen_parts() -> list[Part]:
    """All parts, without those that a city's own Kafka or PostgreSQL replaces."""
    replaced = set()
    if os.environ.get("DOORSTART_KAFKA"):
        replaced.add("kafka")
    if own_postgres():
        replaced.add("postgres")
        if not os.environ.get("DOORSTART_POSTGRES_ADMIN"):
            replaced.add("migrations")
    left = [part for part in PARTS if part.name not in replaced]
    return [
        replace(part, after=tuple(name for name in part.after if name not in replaced))
        for part in left
    ]


def own_postgres() -> str | None:
    """The address of a city's own PostgreSQL as host:port, also when only its administrator's URL is given."""
    if address := os.environ.get("DOORSTART_POSTGRES"):
        return address
    if url := os.environ.get("DOORSTART_POSTGRES_ADMIN"):
        found = conninfo_to_dict(url)
        return f"{found.get('host', 'localhost')}:{found.get('port', 5432)}"
    return None


def choose_ports(parts: list[Part], kept: dict[str, int], say: Say) -> dict[str, int]:
    """The port of every part that listens: the one of the last start, else the wanted one, else the next that is free."""
    wanted = {part.name: part.wanted_port for part in parts if part.wanted_port}
    if "kafka" in wanted:
        wanted["kafka-controller"] = (wanted["kafka"] or 0) + 1
    chosen: dict[str, int] = {}
    for name, port in wanted.items():
        first = kept.get(name) or port
        others = {other for other_name, other in (wanted | kept).items() if other_name != name}
        chosen[name] = first_free(first, set(chosen.values()) | (others - {first}))
        if chosen[name] != first:
            say(f"Poort {first} is bezet: {name} gebruikt poort {chosen[name]}.")
    return kept | chosen


def describe(folder: Path, parts: list[Part], ports: dict[str, int], demo: bool) -> System:
    """Where everything will be, before anything runs."""
    secrets = secret.read_or_make(folder)
    own_kafka, postgres_address = os.environ.get("DOORSTART_KAFKA"), own_postgres()
    superuser_url = f"postgresql://{postgres.SUPERUSER}:{secrets.superuser}@{LOOPBACK}:{ports.get('postgres')}/postgres"
    return System(
        kafka=own_kafka or f"{LOOPBACK}:{ports['kafka']}",
        postgres=postgres_address or f"{LOOPBACK}:{ports['postgres']}",
        admin_url=os.environ.get("DOORSTART_POSTGRES_ADMIN") or superuser_url,
        urls={
            part.service or part.name: f"http://{LOOPBACK}:{ports[part.name]}"
            for part in parts
            if part.ready_path
        },
        secrets=secrets,
        master_key_file=secret.key_file(folder, "master.key", "DOORSTART_MASTER_KEY_FILE"),
        ledger_key_file=secret.key_file(folder, "ledger.key", "DOORSTART_LEDGER_KEY_FILE"),
        gateway_key_file=gateway_key_file(folder),
        demo=demo,
    )


def gateway_key_file(folder: Path) -> Path:
    """The keys with which the gateway signs; the environment may name another file."""
    if own := os.environ.get("DOORSTART_GATEWAY_KEY_FILE"):
        return Path(own)
    path = folder / "gateway.keys"
    if not path.exists():
        keys.write(path, keys.Keyring.made())
    return path


def fresh_state(parts: list[Part], ports: dict[str, int], system: System) -> State:
    """The state of a system of which nothing runs yet."""
    noted = [
        PartState(
            part.name, part.kind, f"{LOOPBACK}:{ports[part.name]}" if part.wanted_port else None
        )
        for part in parts
    ]
    pages = (
        {role: system.urls["gateway"] + path for role, path in PAGES.items()}
        if "gateway" in system.urls
        else {}
    )
    return State(
        demo=system.demo,
        kafka=system.kafka,
        postgres=system.postgres,
        ports=ports,
        pages=pages,
        parts=noted,
    )


def make_tasks(
    folder: Path, parts: list[Part], ports: dict[str, int], system: System, say: Say
) -> list[Task]:
    """How to bring every part."""
    makers = {"postgres": postgres_task, "kafka": kafka_task}
    return [
        makers[part.name](folder, part, ports, system, say)
        if part.name in makers
        else program_task(part, ports, system)
        for part in parts
    ]


def postgres_task(
    folder: Path, part: Part, ports: dict[str, int], system: System, say: Say
) -> Task:
    """The embedded PostgreSQL."""
    server = postgres.place(folder, ports[part.name], system.secrets.superuser, say)
    return Task(part, server.launch, server.answers, server.initialise)


def kafka_task(folder: Path, part: Part, ports: dict[str, int], _system: System, say: Say) -> Task:
    """The embedded Kafka; its jars are brought and checked before every first start of a supervisor."""
    jar_folder = jars.folder_of(cache_folder())
    broker = kafka.LocalKafka(
        folder / "kafka", jar_folder, ports[part.name], ports["kafka-controller"]
    )

    def prepare() -> None:
        jars.bring(cache_folder(), say=say)
        broker.initialise()

    return Task(part, broker.launch, broker.answers, prepare)


def program_task(part: Part, ports: dict[str, int], system: System) -> Task:
    """A part written in Python: ready when its health page says so, or, without a page, when it lives."""
    address = f"{LOOPBACK}:{ports[part.name]}" if part.wanted_port else None
    launch = Launch(part.command, environment_of(part, system, address))
    return Task(
        part,
        lambda: launch,
        lambda: part.ready_path == "" or is_ready(address or "", part.ready_path),
    )


def is_ready(address: str, path: str) -> bool:
    """Whether the health page answers 200."""
    connection = http.client.HTTPConnection(address, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
