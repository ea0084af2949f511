"""Writes `docker-compose.yml` from the table of parts and the broker's settings, so that the two systems cannot drift. `make compose`."""

from pathlib import Path
from typing import Any

import yaml

from deploy.local.city import REKENING
from deploy.local.engines.kafka import BROKER_SETTINGS, DEMO_MEMORY
from deploy.local.engines.postgres import SERVER_SETTINGS
from deploy.local.system.parts import OWNERS, PARTS, SERVICES, Part
from deploy.local.system.secret import WITH_PASSWORD

FILE = Path(__file__).parents[1] / "docker-compose.yml"
HOST_PORT = "${DOORSTART_KAFKA_PORT:-19092}"
CITY_FOLDER = "/var/lib/doorstart"
KEYCLOAK_PORT = "8180"
PUBLIC = "${DOORSTART_PUBLIC_URL:-http://127.0.0.1:${DOORSTART_PORT:-8080}}"
# Empty, as long as nobody names a provider: then there is the demo and nothing else.
LOGIN = ("DOORSTART_OIDC_ISSUER", "DOORSTART_OIDC_ADDRESS", "DOORSTART_OIDC_SYSTEMEN")
SUBNET = "${DOORSTART_SUBNET:-172.28.5.0/24}"
INITDB = (
    "--encoding=UTF8 --locale=C --locale-provider=builtin --builtin-locale=C.UTF-8 --data-checksums"
)
# The container decides where its server listens; the image's own tools look for its socket in its own place.
PLACE_SETTINGS = ("listen_addresses", "unix_socket_directories")
HEAD = """\
# Written by `make compose` from the tables in deploy/local (parts, broker, database); a test keeps it true.
# The same system as `make demo`, in containers: the official images, one image of our own, one container a process.
# For one machine: the gateway is published on loopback only, the passwords are those of a demo unless the environment sets others,
# and the role switcher trusts this network. Before production: your own Kafka and PostgreSQL with TLS, a login, secrets of your own.
"""


def compose() -> dict[str, Any]:
    """The whole file as data."""
    services = {"postgres": _postgres(), "kafka": _kafka()}
    services |= {
        part.name: _service(part) for part in PARTS if part.kind not in ("database", "broker")
    }
    services["city"] = _city()
    services["keycloak"] = _keycloak()
    return {
        "name": "doorstart",
        "services": services,
        "networks": {"default": {"ipam": {"config": [{"subnet": SUBNET}]}}},
        "volumes": {"postgres": {}, "kafka": {}, "city": {}, "keycloak": {}},
    }


def as_text() -> str:
    return HEAD + str(yaml.safe_dump(compose(), sort_keys=False, width=150, allow_unicode=True))


def _postgres() -> dict[str, Any]:
    settings = {
        name: value for name, value in SERVER_SETTINGS.items() if name not in PLACE_SETTINGS
    }
    return {
        "image": "postgres:18",
        "command": [
            "postgres",
            *(word for name, value in settings.items() for word in ("-c", f"{name}={value}")),
        ],
        "environment": {
            "POSTGRES_PASSWORD": _secret("SUPERUSER_PASSWORD"),
            "POSTGRES_INITDB_ARGS": INITDB,
        },
        "volumes": ["postgres:/var/lib/postgresql"],
        "healthcheck": _check("2s", "pg_isready", "-h", "127.0.0.1", "-U", "postgres"),
        "restart": "unless-stopped",
    }


def _kafka() -> dict[str, Any]:
    heap, *performance = DEMO_MEMORY
    settings = {
        f"KAFKA_{name.upper().replace('.', '_')}": value for name, value in BROKER_SETTINGS.items()
    }
    # Containers know the broker by its name; a program on this machine, such as a partner's, by a port on loopback.
    settings["KAFKA_LISTENER_SECURITY_PROTOCOL_MAP"] += ",HOST:PLAINTEXT"
    return {
        "image": "apache/kafka:4.3.1",
        "environment": settings
        | {
            "CLUSTER_ID": "ZG9vcnN0YXJ0LWRlbW8tMQ",
            "KAFKA_LISTENERS": "PLAINTEXT://0.0.0.0:9092,HOST://0.0.0.0:19092,CONTROLLER://localhost:9093",
            "KAFKA_ADVERTISED_LISTENERS": f"PLAINTEXT://kafka:9092,HOST://127.0.0.1:{HOST_PORT}",
            "KAFKA_CONTROLLER_QUORUM_VOTERS": "1@localhost:9093",
            "KAFKA_LOG_DIRS": "/var/lib/kafka/data",
            "KAFKA_HEAP_OPTS": heap,
            # Not in the line above: the image's scripts add a collector of their own unless this one is set.
            "KAFKA_JVM_PERFORMANCE_OPTS": " ".join(performance),
        },
        "ports": [f"127.0.0.1:{HOST_PORT}:19092"],
        "volumes": ["kafka:/var/lib/kafka/data"],
        "healthcheck": _check(
            "10s",
            "/opt/kafka/bin/kafka-broker-api-versions.sh",
            "--bootstrap-server",
            "localhost:9092",
        ),
        "restart": "unless-stopped",
    }


def _service(part: Part) -> dict[str, Any]:
    described: dict[str, Any] = {
        "image": "doorstart",
        "command": [part.module, *part.processes],
        "environment": _environment(part),
        "depends_on": {name: {"condition": _ready(name)} for name in part.after},
        "restart": "on-failure:5" if part.kind == "once" else "unless-stopped",
    }
    if part.name == "migrations":
        described["build"] = {"context": ".", "dockerfile": "deploy/Dockerfile"}
    else:
        described["pull_policy"] = "never"
    if part.ready_path:
        described["healthcheck"] = _check("5s", ".venv/bin/python", "-c", _ask(part))
    if part.kind == "gateway":
        described["ports"] = ["127.0.0.1:${DOORSTART_PORT:-8080}:8080"]
    return described


def _city() -> dict[str, Any]:
    """The invented people, and the command line: `docker compose exec city doorstart klok +1m`."""
    operator = _environment(Part("city", "once"))
    operator |= {
        f"DOORSTART_{name.upper()}_PASSWORD": _secret(f"{name.upper()}_PASSWORD") for name in OWNERS
    }
    done = f"import pathlib, sys; sys.exit(not pathlib.Path('{CITY_FOLDER}/begun').exists())"
    return {
        "image": "doorstart",
        "pull_policy": "never",
        "command": ["deploy.local.city"],
        "environment": operator
        | {"DOORSTART_CITY": "${DOORSTART_CITY-1}", "DOORSTART_STATE": CITY_FOLDER},
        "depends_on": {
            part.name: {"condition": _ready(part.name)}
            for part in PARTS
            if part.kind not in ("database", "broker")
        },
        "volumes": [f"city:{CITY_FOLDER}"],
        # Healthy is: the people have lived up to their last day, which takes as long as in `make demo`.
        "healthcheck": _check("5s", ".venv/bin/python", "-c", done) | {"start_period": "3600s"},
        "restart": "unless-stopped",
    }


def _keycloak() -> dict[str, Any]:
    """A provider to try the login with, only when it is asked for (docs/login.md): built from the same files as in the tests."""
    return {
        "profiles": ["login"],
        "image": "doorstart-keycloak",
        "build": {"context": ".", "dockerfile": "deploy/keycloak/Dockerfile"},
        "environment": {
            "DOORSTART_KEYCLOAK_ADDRESS": f"0.0.0.0:{KEYCLOAK_PORT}",
            "DOORSTART_PUBLIC_URL": PUBLIC,
            "DOORSTART_URL_GATEWAY": "http://gateway:8080",
            "DOORSTART_STATE": "/var/lib/keycloak",
        },
        "ports": [f"127.0.0.1:{KEYCLOAK_PORT}:{KEYCLOAK_PORT}"],
        "volumes": ["keycloak:/var/lib/keycloak"],
        "restart": "unless-stopped",
    }


def _environment(part: Part) -> dict[str, str]:
    """The same variables as the embedded runtime gives, and no secret of another service."""
    known = {
        "DOORSTART_KAFKA": "kafka:9092",
        "DOORSTART_POSTGRES": "postgres:5432",
        "DOORSTART_DEMO": "${DOORSTART_DEMO-1}",
        "DOORSTART_DEMO_NETWORK": SUBNET,
        "DOORSTART_LEDGER_REKENINGEN": REKENING,
    }
    known |= {
        f"DOORSTART_URL_{_url_name(web)}": f"http://{web.name}:{web.wanted_port}"
        for web in PARTS
        if web.ready_path
    }
    if part.wanted_port:
        known["DOORSTART_ADDRESS"] = f"0.0.0.0:{part.wanted_port}"
    if part.hears:
        known["DOORSTART_INSTANCE"] = part.name
    if part.name == "migrations":
        known["DOORSTART_POSTGRES_ADMIN"] = (
            f"postgresql://postgres:{_secret('SUPERUSER_PASSWORD')}@postgres:5432/postgres"
        )
        known |= {
            f"DOORSTART_{name.upper()}_PASSWORD": _secret(f"{name.upper()}_PASSWORD")
            for name in WITH_PASSWORD
        }
    if part.service or part.kind == "gateway":
        known |= {name: f"${{{name}:-}}" for name in LOGIN}
    if part.kind == "gateway":
        known |= {
            "DOORSTART_GATEWAY_PASSWORD": _secret("GATEWAY_PASSWORD"),
            "DOORSTART_GATEWAY_KEY": "${DOORSTART_GATEWAY_KEY:-}",
            "DOORSTART_PUBLIC_URL": PUBLIC,
            "DOORSTART_OIDC_CLIENT_SECRET": "${DOORSTART_OIDC_CLIENT_SECRET:-}",
        }
    if part.service:
        known[f"DOORSTART_{part.service.upper()}_PASSWORD"] = _secret(
            f"{part.service.upper()}_PASSWORD"
        )
    for name in SERVICES if part.service == "intake" else (part.service,):
        if name in SERVICES:
            known[f"DOORSTART_CREDENTIAL_{name.upper()}"] = _secret(f"CREDENTIAL_{name.upper()}")
    if part.service == "ledger":
        known["DOORSTART_LEDGER_KEY"] = (
            "${DOORSTART_LEDGER_KEY:-ZGVtby1sZWRnZXIta2V5LW9mLXRoZS1jb21wb3NlLWZpbGUtb25seQ==}"
        )
    if part.service == "intake":
        known["DOORSTART_INLEVERADRES"] = f"{PUBLIC}/inleveren"
        known["DOORSTART_MASTER_KEY"] = (
            "${DOORSTART_MASTER_KEY:-ZGVtby1tYXN0ZXIta2V5LW9mLXRoZS1jb21wb3NlLWZpbGUtb25seQ==}"
        )
    return known


def _url_name(part: Part) -> str:
    return (part.service or part.name).upper()


def _secret(name: str) -> str:
    return f"${{DOORSTART_{name}:-demo-{name.lower().replace('_', '-')}}}"


def _ready(name: str) -> str:
    kinds = {part.name: part for part in PARTS}
    if kinds[name].kind == "once":
        return "service_completed_successfully"
    return (
        "service_healthy"
        if kinds[name].ready_path or kinds[name].kind in ("database", "broker")
        else "service_started"
    )


def _check(interval: str, *test: str) -> dict[str, Any]:
    """Whether a part answers; every question is a process of its own, so the dearer it is, the less often it is asked."""
    return {
        "test": ["CMD", *test],
        "interval": interval,
        "timeout": "20s",
        "retries": 5,
        "start_period": "120s",
    }


def _ask(part: Part) -> str:
    return f"import urllib.request; urllib.request.urlopen('http://127.0.0.1:{part.wanted_port}{part.ready_path}', timeout=5)"


if __name__ == "__main__":
    FILE.write_text(as_text())
