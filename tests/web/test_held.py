"""What waits for a person, by address, page and command: seen, told before it is done, done, and who did it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import httpx
import psycopg
import pytest

from deploy.gateway.app import make_gateway
from deploy.gateway.routes import SERVICES
from shared.aside import SET_ASIDE, Aside, Desk, as_row
from shared.progress import progress
from shared.settings import Database
from shared.store import Store
from shared.web.app import make_app
from shared.web.pages import Pages
from tests.infrastructure import DatabaseServer, database_environment
from tests.steun.organisatie import demo_bron
from tests.web.sample import sample_api
from tests.web.server import free_address, running

DEMO = {"Doorstart-Actor": "beheer-1"}


@dataclass
class House:
    """intake with two facts that wait behind one another, seen through its own pages and the gateway."""

    store: Store
    database: Database
    own: httpx.Client
    gateway: httpx.Client
    key: UUID


@pytest.fixture
def house(
    new_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch
) -> Iterator[House]:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    database = new_database("intake")
    store, key = Store(database, {}), uuid4()
    with store.cursor() as cursor:
        for position, reason in (
            (12, "ValueError: event 7 is 78000 bytes"),
            (13, "wacht"),
            (14, "wacht"),
        ):
            cursor.execute(
                SET_ASIDE,
                as_row(
                    "relay", Aside(position, key, str(key), str(key), "AanmeldingAangevuld", reason)
                ),
            )
        cursor.execute(
            "INSERT INTO dead_letters (consumer, topic, topic_id, partition, record_offset, value, error) VALUES"
            " ('intake', 'klok.dag.v1', gen_random_uuid(), 0, 3, '{', 'not a CloudEvent')"
        )
    app = make_app(
        "intake",
        sample_api(),
        Pages(),
        ready={"database": store.end},
        progress=lambda: progress(store),
        desk=Desk(store),
        organisatie=demo_bron,
    )
    gone = f"http://{free_address()}"
    with (
        running(app) as own,
        running(make_gateway(dict.fromkeys(SERVICES, gone) | {"intake": own})) as gateway,
        httpx.Client(base_url=own, headers=DEMO) as own_client,
        httpx.Client(base_url=gateway, headers=DEMO) as gateway_client,
    ):
        yield House(store, database, own_client, gateway_client, key)
    store.close()


def asked(house: House) -> list[Any]:
    with house.store.cursor() as cursor:
        cursor.execute("SELECT asked FROM set_aside ORDER BY position")
        return [row["asked"] for row in cursor.fetchall()]


def test_the_address_shows_tells_and_does(house: House) -> None:
    path = "/intake/beheer/geparkeerd"
    shown = house.own.get(path).json()["geparkeerd"]
    assert {one["id"]: one["behind"] for one in shown} == {"feit:relay:12": 2, "onleesbaar:1": 0}
    wish = {"handeling": "laten_vallen", "sleutel": str(house.key), "reden": "dubbel"}
    told = house.own.post(path, json=wish).json()
    assert ([one["id"] for one in told["gekozen"]], told["gedaan"]) == (["feit:relay:12"], False)
    assert asked(house) == [None, None, None], "told, not done"
    assert house.own.post(path, json={**wish, "doe_het": True}).json()["gedaan"] is True
    assert asked(house) == ["laten_vallen", "vrijgeven", "vrijgeven"]
    (act,) = house.own.get(path).json()["handelingen"]
    assert (act["actor"], act["reason"], act["act"], act["behind"]) == (
        "beheer-1",
        "dubbel",
        "laten_vallen",
        2,
    )


@pytest.mark.parametrize(
    "wish",
    [
        {},
        {"handeling": "weg", "reden": "dubbel"},
        {"handeling": "vrijgeven"},
        {"handeling": "laten_vallen", "reden": "", "id": "x"},
        {"handeling": "vrijgeven", "reden": "dubbel", "doe_het": "misschien"},
    ],
)
def test_half_a_wish_is_refused(house: House, wish: dict[str, Any]) -> None:
    answer = house.own.post("/intake/beheer/geparkeerd", json=wish)
    assert answer.status_code == 400
    assert asked(house) == [None, None, None]


def test_nothing_chosen_is_nothing_done(house: House) -> None:
    answer = house.own.post(
        "/intake/beheer/geparkeerd",
        json={"handeling": "vrijgeven", "reden": "alles", "doe_het": True},
    )
    assert answer.json()["gekozen"] == []
    assert asked(house) == [None, None, None]


def test_outside_the_demo_and_from_elsewhere_it_is_shut(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert house.own.get(
        "/intake/beheer/geparkeerd", headers={"X-Forwarded-For": "203.0.113.7"}
    ).status_code in (401, 403, 404)
    assert (
        "feit:relay:12"
        not in house.gateway.get("/stand", headers={"X-Forwarded-For": "203.0.113.7"}).text
    )
    monkeypatch.delenv("DOORSTART_DEMO")
    assert house.own.get("/intake/beheer/geparkeerd").status_code in (401, 403, 404)
    assert house.own.post("/intake/beheer/geparkeerd", json={}).status_code in (401, 403, 404)


def test_the_page_shows_what_a_decision_does_before_it_is_taken(house: House) -> None:
    page = house.gateway.get("/stand").text
    assert "feit 12, AanmeldingAangevuld" in page
    assert "staat stil" not in page
    form = {
        "dienst": "intake",
        "waarop": "oorzaak:ValueError: event … is … bytes",
        "reden": "hersteld",
        "handeling": "vrijgeven",
    }
    shown = house.gateway.post("/stand/geparkeerd", data=form)
    assert shown.status_code == 200
    assert "Nog niets is veranderd" in shown.text
    assert "feit:relay:12" in shown.text
    assert asked(house) == [None, None, None]
    wish = {
        "dienst": "intake",
        "oorzaak": "ValueError: event … is … bytes",
        "reden": "hersteld",
        "handeling": "vrijgeven",
        "doe_het": "1",
    }
    assert house.gateway.post("/stand/geparkeerd", data=wish).status_code == 303
    assert asked(house) == ["vrijgeven"] * 3
    assert "hersteld" in house.gateway.get("/stand").text


def test_health_is_red_when_a_follower_stands_still_and_startup_is_not(house: House) -> None:
    assert house.own.get("/intake/health/ready").json()["checks"] == {
        "database": "pass",
        "relay": "pass",
    }
    with house.store.cursor() as cursor:
        cursor.execute(
            "INSERT INTO stored_events (originator_id, originator_version, topic, state) VALUES (%s, 1, 'X', %s)",
            (uuid4(), b'{"recorded_at": "2026-01-05T08:00:00+00:00"}'),
        )
        cursor.execute(
            "INSERT INTO log_positions (follower, position, moved_at) VALUES ('relay', 0, now() - interval '2 minutes')"
        )
        cursor.execute(
            "INSERT INTO progress (process, lag_seconds, waiting, progressed_at) VALUES ('intake', 0, 0, now() - interval '1 day')"
        )
    ready = house.own.get("/intake/health/ready")
    assert ready.status_code == 503
    assert ready.json()["checks"] == {"database": "pass", "relay": "fail", "intake": "fail"}
    assert "staat stil" in ready.json()["why"]["relay"]
    assert "onbekend" in ready.json()["why"]["intake"]
    assert house.own.get("/intake/health/startup").status_code == 200, (
        "a relay that stands still keeps no page from starting"
    )
    assert house.gateway.get("/health/ready").json()["checks"]["intake"] == "fail"
    page = house.gateway.get("/stand").text
    assert "relay: staat stil: 1 feiten wachten" in page
    metrics = house.own.get("/intake/metrics").text
    assert 'doorstart_waiting{process="relay"} 1.0' in metrics
    assert 'doorstart_waiting{process="intake"} NaN' in metrics
    told = house.own.get("/intake/health/progress").json()
    assert told["status"] == "fail"
    assert told["lag"]["intake"] == {"seconds": None, "waiting": None}


@pytest.fixture
def command(
    house: House, postgres: DatabaseServer, new_database: Callable[[str], Database]
) -> Callable[..., Any]:
    """`doorstart geparkeerd …` against databases of this test."""
    databases = {service: new_database(service) for service in SERVICES if service != "intake"} | {
        "intake": house.database
    }
    known = os.environ | {"DOORSTART_POSTGRES": postgres.host_port}
    for service, database in databases.items():
        known |= database_environment(service, database)

    def run(*words: str, verb: str = "geparkeerd") -> subprocess.CompletedProcess[str]:
        call = [sys.executable, "-m", "deploy.local.cli", verb, *words]
        return subprocess.run(
            call, capture_output=True, text=True, check=False, env=known, timeout=120
        )

    return run


def test_the_command_lists_tells_does_and_keeps_who_did_it(
    house: House, command: Callable[..., Any]
) -> None:
    listed = json.loads(command("--json").stdout)
    assert {(one["dienst"], one["id"], one["erachter"]) for one in listed} == {
        ("intake", "feit:relay:12", 2),
        ("intake", "onleesbaar:1", 0),
    }
    assert {"waar", "sleutel", "reden", "sinds", "oorzaak"} <= set(listed[0])
    assert "feit:relay:12" in command().stdout

    assert command("vrijgeven").returncode == 2, "nothing was chosen"
    assert command("laten-vallen", "--id", "feit:relay:12").returncode == 2, "no reason"
    told = command("vrijgeven", "--oorzaak", "ValueError: event … is … bytes")
    assert told.returncode == 0, told.stderr
    assert "Nog niets is veranderd" in told.stdout
    assert asked(house) == [None, None, None]

    done = command(
        "laten-vallen",
        "--id",
        "feit:relay:12",
        "--reden",
        "dubbel",
        "--door",
        "beheer-2",
        "--doe-het",
    )
    assert done.returncode == 3, "nobody relays here, so it is asked and not done"
    assert "gevraagd" in done.stdout
    assert asked(house) == ["laten_vallen", "vrijgeven", "vrijgeven"]
    (act,) = json.loads(command("handelingen", "--json").stdout)
    assert (act["actor"], act["reason"], act["held_id"]) == ("beheer-2", "dubbel", "feit:relay:12")


def test_the_command_tells_the_lag_of_everything_and_what_stands_still(
    house: House, command: Callable[..., Any]
) -> None:
    calm = json.loads(command("--json", verb="lag").stdout)
    assert {(one["dienst"], one["process"], one["verdict"]) for one in calm} == {
        (service, "relay", "pass") for service in (*SERVICES, "klok") if service != "gateway"
    }
    with house.store.cursor() as cursor:
        cursor.execute(
            "INSERT INTO progress (process, lag_seconds, waiting, progressed_at) VALUES"
            " ('intake', 5, 3, now()), ('silent', 0, 0, now() - interval '20 seconds'),"
            " ('gone', 0, 0, now() - interval '1 day')"
        )
    told = command("--json", verb="lag")
    found = {one["process"]: one for one in json.loads(told.stdout) if one["dienst"] == "intake"}
    assert told.returncode == 3
    assert found["intake"]["seconds"] >= 5
    assert (found["silent"]["seconds"], found["silent"]["verdict"]) == (None, "unknown")
    assert (found["gone"]["seconds"], found["gone"]["verdict"]) == (None, "fail")
    shown = command(verb="lag").stdout
    assert "staat stil" in shown
    assert "onbekend" in shown


def test_who_did_what_is_never_changed(house: House, postgres: DatabaseServer) -> None:
    Desk(house.store).act(Desk(house.store).held()[:1], "vrijgeven", "beheer-1", "hersteld")
    with (
        psycopg.connect(house.database.conninfo) as own,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        own.execute("UPDATE operator_acts SET actor = 'iemand anders'")
