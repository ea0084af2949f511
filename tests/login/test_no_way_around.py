"""Outside the demo nobody gets past the login: every address of every service and of the gateway, by every way that the demo knows."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from shared.settings import Database
from shared.web.actors import ACTORS, Actor
from tests.login.issuer import ACCOUNT, SmallIssuer, small_issuer
from tests.web.house import SERVICES, TOKEN, house
from tests.web.test_door import addresses

BETWEEN_SERVICES = ("/intake/v1/personen-vragen", "/intake/v1/sleutels")
WAYS: tuple[dict[str, str], ...] = (
    {},
    *({"Doorstart-Actor": actor.actor_id} for actor in ACTORS),
    *({"Cookie": f"doorstart_rol={actor.actor_id}"} for actor in ACTORS),
    {"Cookie": "__Host-doorstart_sessie=een-sessie"},
    {"Doorstart-Actor": ACCOUNT, "X-Forwarded-For": "127.0.0.1"},
    {"Authorization": f"Bearer {TOKEN}"},
    {"Authorization": "Bearer consulent-1"},
    {"Authorization": "Basic Y29uc3VsZW50LTE6"},
    {"X-Forwarded-User": "consulent-1", "Remote-User": "consulent-1"},
)


@pytest.fixture(scope="module")
def issuer() -> Iterator[SmallIssuer]:
    with small_issuer() as found:
        yield found


@pytest.fixture(params=SERVICES)
def production(
    request: pytest.FixtureRequest,
    issuer: SmallIssuer,
    new_database: Callable[[str], Database],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[FastAPI]:
    monkeypatch.delenv("DOORSTART_DEMO", raising=False)
    monkeypatch.setenv("DOORSTART_URL_GATEWAY", issuer.url)
    monkeypatch.setenv("DOORSTART_OIDC_ISSUER", issuer.url)
    known = {ACCOUNT: Actor("consulent-1", "Consulent 1")}
    with house(new_database, request.param, date(2026, 3, 2), who=known.get) as (app, _):
        yield app


def from_here(app: FastAPI, headers: dict[str, str] | None = None) -> TestClient:
    return TestClient(
        app,
        client=("127.0.0.1", 1),
        headers=headers,
        raise_server_exceptions=False,
        follow_redirects=False,
    )


def test_no_header_cookie_or_credential_opens_an_address_of_a_service(production: FastAPI) -> None:
    """From this machine itself, where the demo would listen."""
    for way in WAYS:
        client = from_here(production, way)
        for method, address in addresses(production):
            if address not in BETWEEN_SERVICES:
                answer = client.request(method, address)
                assert answer.status_code == 401, (way, method, address)
                assert "watTeDoen" in answer.text or "Wat u kunt doen" in answer.text


def test_the_demo_itself_opens_nothing_for_who_is_elsewhere(
    production: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    for way in WAYS:
        client = TestClient(production, client=("10.0.0.9", 1), headers=way)
        for method, address in addresses(production):
            if address not in BETWEEN_SERVICES:
                assert client.request(method, address).status_code == 401, (way, method, address)


def test_who_logged_in_gets_past_the_door_of_every_address_and_who_is_unknown_is_told(
    production: FastAPI, issuer: SmallIssuer
) -> None:
    client = from_here(production)
    for method, address in addresses(production):
        if address in BETWEEN_SERVICES:
            continue
        path = address.partition("?")[0]
        for account, passes in ((ACCOUNT, True), ("vertrokken", False)):
            token = issuer.ring.assertion(account, method, path)
            answer = client.request(method, address, headers={"Authorization": f"Bearer {token}"})
            told = "account-onbekend" in answer.text
            assert (answer.status_code == 401, told) == (False, not passes), (method, address)
            if not passes:
                assert answer.status_code == 403


def test_who_logged_in_acts_under_the_own_name_whatever_the_headers_of_the_demo_say(
    production: FastAPI, issuer: SmallIssuer
) -> None:
    path = "/toegankelijkheid-bestaat-hier-niet"
    for way in WAYS[1:12]:
        token = issuer.ring.assertion(ACCOUNT, "GET", path)
        answer = from_here(production, way).get(path, headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == 404
        assert 'action="/rol"' not in answer.text
