"""Outside the demo nobody gets past the login: every address of every service and of the gateway, by every way that the demo knows."""

import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from deploy.gateway import chosen, keys
from deploy.gateway.app import make_gateway
from deploy.gateway.routes import SERVICES as BEHIND
from deploy.keycloak.realm import STAFF, account_of
from deploy.organisatie.inrichting import DEMO
from shared.settings import Database
from tests.login.issuer import ACCOUNT, PARTNER, SmallIssuer, small_issuer
from tests.steun.organisatie import ACTEURS, ALLES_MAG
from tests.web.house import SERVICES, TOKEN, house
from tests.web.test_door import addresses

# With a credential of their own: services between themselves, and an entrepreneur by the code of a letter.
OTHERWISE = ("/intake/v1/personen-vragen", "/intake/v1/sleutels", "/inleveren")
WAYS: tuple[dict[str, str], ...] = (
    {},
    *({"Doorstart-Actor": actor.actor_id} for actor in ACTEURS),
    *({"Cookie": f"doorstart_rol={actor.actor_id}"} for actor in ACTEURS),
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
    known = {ACCOUNT: ALLES_MAG}
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
            if not address.startswith(OTHERWISE):
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
            if not address.startswith(OTHERWISE):
                assert client.request(method, address).status_code == 401, (way, method, address)


def test_who_logged_in_gets_past_the_door_of_every_address_and_who_is_unknown_is_told(
    production: FastAPI, issuer: SmallIssuer
) -> None:
    client = from_here(production)
    for method, address in addresses(production):
        if address.startswith(OTHERWISE):
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


@pytest.fixture
def gateway(
    issuer: SmallIssuer,
    gateway_database: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Starlette:
    """With a login, and services that nobody answers for: what gets past the door is a 502 or 503."""
    database = gateway_database
    keys.write(tmp_path / "gateway.keys", keys.Keyring.made())
    for name, value in {
        "DOORSTART_OIDC_ISSUER": issuer.url,
        "DOORSTART_PUBLIC_URL": "https://doorstart.example",
        "DOORSTART_GATEWAY_KEY_FILE": str(tmp_path / "gateway.keys"),
        "DOORSTART_POSTGRES": f"{database.host}:{database.port}",
        "DOORSTART_DATABASE_GATEWAY": database.name,
        "DOORSTART_GATEWAY_PASSWORD": database.password,
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("DOORSTART_DEMO", raising=False)
    return make_gateway(dict.fromkeys(BEHIND, "http://127.0.0.1:1"), chosen=chosen.read())


OPEN_AT_GATEWAY = {
    "/aanmelden": 303,
    "/aanmelden/terug": 400,
    "/aanmelden/sleutels": 200,
    "/aanmelden/afgemeld-bij-aanbieder": 400,
    "/afgemeld": 200,
    "/health/live": 200,
    "/health/startup": 503,
    "/health/ready": 503,
    "/static/{name}": 404,
}


def test_no_header_cookie_or_credential_opens_an_address_of_the_gateway(gateway: Starlette) -> None:
    own = [route for route in gateway.routes if isinstance(route, Route)]
    assert {route.path for route in own} >= set(OPEN_AT_GATEWAY)
    passed = [f"/{first}" for first in ("debiteuren", "klok", "ledger/v1/debiteuren", "onzin")]
    with TestClient(
        gateway,
        client=("127.0.0.1", 1),
        base_url="https://doorstart.example",
        raise_server_exceptions=False,
        follow_redirects=False,
    ) as client:
        for way in (*WAYS, {"Host": "127.0.0.1"}, {"X-Forwarded-For": "127.0.0.1"}):
            client.cookies.clear()
            for path in passed:
                for method in ("GET", "POST", "DELETE"):
                    answer = client.request(method, path, headers=way)
                    assert answer.status_code == 401, (way, path)
            for route in own:
                path = route.path.replace("{path:path}", "x").replace("{name}", "x.css")
                wanted = OPEN_AT_GATEWAY.get(route.path, 401)
                for method in route.methods or ():
                    answer = client.request(method, path, headers=way)
                    assert answer.status_code in (wanted, 401, 429), (way, method, path)
                    assert answer.status_code == 401 or route.path in OPEN_AT_GATEWAY


def test_who_opens_a_page_is_sent_to_the_login_and_a_form_or_program_is_told(
    gateway: Starlette,
) -> None:
    page = {"Accept": "text/html", "Sec-Fetch-Dest": "document"}
    with TestClient(
        gateway, base_url="https://doorstart.example", follow_redirects=False
    ) as client:
        sent = client.get("/dossiers/1?x=%C3%A9&y=a%26b", headers=page)
        assert (sent.status_code, sent.headers["location"]) == (
            303,
            "/aanmelden?naar=%2Fdossiers%2F1%3Fx%3D%25C3%25A9%26y%3Da%2526b",
        )
        begun = client.get(sent.headers["location"])
        cookie = begun.headers["set-cookie"]
        assert cookie.startswith("__Host-doorstart_browser=")
        for word in ("HttpOnly", "Secure", "Path=/", "SameSite=lax"):
            assert word in cookie
        assert "Domain" not in cookie
        for told in (
            client.post("/dossiers/1", headers=page),
            client.get("/routing/v1/dossiers", headers=page),
        ):
            assert told.status_code == 401


def test_a_gateway_without_its_database_says_so_and_still_tells_how_it_is(
    gateway: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOORSTART_POSTGRES", "127.0.0.1:1")
    broken = make_gateway(dict.fromkeys(BEHIND, "http://127.0.0.1:1"), chosen=chosen.read())
    with TestClient(broken, base_url="https://doorstart.example") as client:
        asked = client.get("/", headers={"Cookie": "__Host-doorstart_sessie=iets"})
        assert (asked.status_code, "De database antwoordt niet" in asked.text) == (503, True)
        assert client.get("/health/live").status_code == 200


def test_the_staff_of_the_demo_organisation_have_the_accounts_of_the_realm_to_try_with() -> None:
    medewerkers = tomllib.loads(DEMO.read_text())["medewerker"]
    accounts = {one["medewerker_id"]: one["account"] for one in medewerkers}
    assert accounts.pop("partner-1") == f"systeem:{PARTNER}"
    assert accounts == {who: account_of(who) for who in STAFF}
