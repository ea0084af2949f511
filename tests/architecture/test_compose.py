"""Containers and the embedded runtime are the same system: parts, commands, settings and topics cannot drift."""

import os
from pathlib import Path

import pytest
import yaml

from deploy import compose
from deploy.local.engines.kafka import BROKER_SETTINGS, DEMO_MEMORY
from deploy.local.engines.postgres import SERVER_SETTINGS
from deploy.local.supervision.environment import System, environment_of
from deploy.local.system.parts import OWNERS, PARTS, SERVICES
from deploy.local.system.secret import WITH_PASSWORD, Secrets

PASSWORDS = dict.fromkeys(WITH_PASSWORD, "secret")
EMBEDDED = System(
    kafka="kafka:9092",
    postgres="postgres:5432",
    admin_url="postgresql://",
    urls={part.service or part.name: "http://" for part in PARTS if part.ready_path},
    secrets=Secrets("secret", PASSWORDS, dict.fromkeys(SERVICES, "secret")),
    master_key_file=Path("master.key"),
    ledger_key_file=Path("ledger.key"),
    gateway_key_file=Path("gateway.keys"),
    demo=True,
)


def written() -> dict[str, dict[str, object]]:
    services: dict[str, dict[str, object]] = yaml.safe_load(compose.FILE.read_text())["services"]
    return services


def test_the_compose_file_is_what_the_table_of_parts_says() -> None:
    assert compose.FILE.read_text() == compose.as_text(), (
        "run `make compose` and look at the difference"
    )


def test_every_part_is_a_container_with_the_same_command() -> None:
    services = written()
    assert set(services) == {part.name for part in PARTS} | {"city", "keycloak"}
    for part in PARTS:
        if part.module:
            assert services[part.name]["command"] == [part.module, *part.processes]


def test_the_broker_has_the_same_settings() -> None:
    environment = written()["kafka"]["environment"]
    assert isinstance(environment, dict)
    for name, value in BROKER_SETTINGS.items():
        # Containers have a listener more: for programs on the machine itself.
        more = ",HOST:PLAINTEXT" if name == "listener.security.protocol.map" else ""
        assert environment[f"KAFKA_{name.upper().replace('.', '_')}"] == value + more
    assert (
        environment["KAFKA_HEAP_OPTS"],
        *environment["KAFKA_JVM_PERFORMANCE_OPTS"].split(),
    ) == DEMO_MEMORY


def test_the_broker_tells_programs_on_the_machine_the_address_that_is_published_to_them() -> None:
    kafka = written()["kafka"]
    environment, (published,) = kafka["environment"], kafka["ports"]  # type: ignore[misc]
    assert isinstance(environment, dict)
    address, _, inside = str(published).rpartition(":")
    assert f"HOST://{address}" in environment["KAFKA_ADVERTISED_LISTENERS"].split(",")
    assert f"HOST://0.0.0.0:{inside}" in environment["KAFKA_LISTENERS"].split(",")
    assert address.startswith("127.0.0.1:")


def test_the_city_begins_when_all_parts_answer_and_holds_what_an_operator_needs_but_no_key() -> (
    None
):
    city = written()["city"]
    environment, waits_for = city["environment"], city["depends_on"]
    assert isinstance(environment, dict)
    assert isinstance(waits_for, dict)
    assert set(waits_for) == {part.name for part in PARTS if part.module}
    secret = [
        name for name in environment if "PASSWORD" in name or "KEY" in name or "CREDENTIAL" in name
    ]
    assert secret == [f"DOORSTART_{name.upper()}_PASSWORD" for name in OWNERS]
    assert environment["DOORSTART_CITY"] == "${DOORSTART_CITY-1}", (
        "the invented people live, unless the environment says otherwise"
    )


def test_the_database_has_the_same_settings_but_for_where_it_listens() -> None:
    command = written()["postgres"]["command"]
    assert isinstance(command, list)
    given = dict(word.split("=", 1) for word in command if "=" in word)
    assert given == {
        name: value for name, value in SERVER_SETTINGS.items() if name not in compose.PLACE_SETTINGS
    }


def test_every_container_knows_what_its_process_would_know_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in [name for name in os.environ if name.startswith("DOORSTART_")]:
        monkeypatch.delenv(name)
    for part in PARTS:
        if not part.module:
            continue
        process = environment_of(part, EMBEDDED, "host:1" if part.wanted_port else None)
        container = written()[part.name]["environment"]
        assert isinstance(container, dict)
        # A key is a file at home and a variable in a container; only containers have a network to trust.
        knows = {name.removesuffix("_FILE") for name in process if name.startswith("DOORSTART_")}
        # The embedded runtime passes on what it was given itself about a login.
        login = compose.LOGIN if part.service or part.kind == "gateway" else ()
        assert set(container) == knows | {"DOORSTART_DEMO_NETWORK", *login}, part.name
        assert container["DOORSTART_LEDGER_REKENINGEN"] == process["DOORSTART_LEDGER_REKENINGEN"]
        # The demo, unless the environment takes it away.
        assert (container["DOORSTART_DEMO"], process["DOORSTART_DEMO"]) == (
            "${DOORSTART_DEMO-1}",
            "1",
        )


def test_topics_are_made_by_the_same_program_before_anybody_listens_or_tells() -> None:
    assert written()["topics"]["command"] == ["deploy.topics"]
    for part in PARTS:
        if part.kind in ("worker", "agent", "projector", "relay"):
            waits_for = {
                *part.after,
                *(name for before in PARTS if before.name in part.after for name in before.after),
            }
            assert {"topics", "migrations"} <= waits_for


def test_no_service_knows_the_password_of_another() -> None:
    for part in PARTS:
        if not part.service:
            continue
        environment = written()[part.name]["environment"]
        assert isinstance(environment, dict)
        passwords = [name for name in environment if name.endswith("_PASSWORD")]
        assert passwords == [f"DOORSTART_{part.service.upper()}_PASSWORD"]
