"""Containers and the embedded runtime are the same system: parts, commands, settings and topics cannot drift."""

import yaml

from deploy import compose
from deploy.local.kafka import BROKER_SETTINGS
from deploy.local.parts import PARTS


def written() -> dict[str, dict[str, object]]:
    services: dict[str, dict[str, object]] = yaml.safe_load(compose.FILE.read_text())["services"]
    return services


def test_the_compose_file_is_what_the_table_of_parts_says() -> None:
    assert compose.FILE.read_text() == compose.as_text(), "run `make compose` and look at the difference"


def test_every_part_is_a_container_with_the_same_command() -> None:
    services = written()
    assert set(services) == {part.name for part in PARTS}
    for part in PARTS:
        if part.module:
            assert services[part.name]["command"] == [part.module, *part.processes]


def test_the_broker_has_the_same_settings() -> None:
    environment = written()["kafka"]["environment"]
    assert isinstance(environment, dict)
    for name, value in BROKER_SETTINGS.items():
        assert environment[f"KAFKA_{name.upper().replace('.', '_')}"] == value


def test_topics_are_made_by_the_same_program_before_anybody_listens_or_tells() -> None:
    assert written()["topics"]["command"] == ["deploy.topics"]
    for part in PARTS:
        if part.kind in ("worker", "agent", "projector", "relay"):
            waits_for = {*part.after, *(name for before in PARTS if before.name in part.after for name in before.after)}
            assert {"topics", "migrations"} <= waits_for


def test_no_service_knows_the_password_of_another() -> None:
    for part in PARTS:
        if not part.service:
            continue
        environment = written()[part.name]["environment"]
        assert isinstance(environment, dict)
        passwords = [name for name in environment if name.endswith("_PASSWORD")]
        assert passwords == [f"DOORSTART_{part.service.upper()}_PASSWORD"]
