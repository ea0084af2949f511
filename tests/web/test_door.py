"""Every address of every service: shut outside the demo, and calm about text that nobody can read or keep."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from urllib.parse import quote
from uuid import UUID

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from deploy.gateway.app import make_gateway
from deploy.gateway.routes import SERVICES as BEHIND
from shared.settings import Database
from tests.web.house import SERVICES, TOKEN, client_of, house, routes_of, without_log

NAUGHTY = Path(__file__).parents[3] / "shared" / "data" / "fuzz" / "blns.json"
SOMETHING = str(UUID(int=1))
DAY = date(2026, 3, 2)
HEALTH = ("/health/live", "/health/ready", "/health/progress")
LISTED = (
    "zoek",
    "sort",
    "page",
    "pageSize",
    "formaat",
    "gemeente",
    "blad",
    "team",
    "stap",
    "status",
    "soort",
    "licht",
    "stand",
)
UNREADABLE = (
    "%00",
    "a%00b",
    "%01",
    "%1B",
    "%7F",
    "%C2%85",
    "%FF",
    "%C0%80",
    "%ED%A0%80",
    "%EF%BF%BE",
    "%E2%80%AE",
    "%zz",
    "%",
    "%0",
)
NOT_FROM_HERE: list[tuple[str, dict[str, str]]] = [
    ("10.0.0.9", {}),
    ("10.0.0.9", {"X-Forwarded-For": "127.0.0.1"}),
    ("10.0.0.9", {"Forwarded": "for=127.0.0.1"}),
    ("10.0.0.9", {"Host": "127.0.0.1"}),
    ("127.0.0.1", {"X-Forwarded-For": "203.0.113.7"}),
    ("127.0.0.1", {"X-Real-IP": "203.0.113.7"}),
    ("127.0.0.1", {"X-Forwarded-For": "127.0.0.1, 203.0.113.7"}),
    ("127.0.0.1", {"Forwarded": 'for="[2001:db8::7]:4711";proto=https'}),
    ("127.0.0.1", {"Forwarded": "for=127.0.0.1, for=203.0.113.7"}),
    ("testclient", {}),
]


def filled(address: str) -> str:
    return re.sub(r"\{[^}]*\}", SOMETHING, address)


def addresses(app: FastAPI) -> list[tuple[str, str]]:
    """Method and address of everything, the document and the figures for operators too."""
    found = [
        (method, filled(address))
        for address, route in routes_of(app)
        for method in route.methods or ()
    ]
    bases = [
        str(getattr(route, "path", ""))
        for route in app.routes
        if isinstance(getattr(route, "app", None), FastAPI)
    ]
    service = bases[0].rpartition("/")[0]
    return [
        *found,
        ("GET", f"{bases[0]}/openapi.json"),
        ("GET", f"{service}/metrics"),
        ("GET", "/onzin"),
    ]


def told(answer: object, status: int) -> None:
    assert getattr(answer, "status_code", None) == status, (
        answer,
        getattr(answer, "text", "")[:300],
    )
    text = str(getattr(answer, "text", ""))
    assert "watTeDoen" in text or "Wat u kunt doen" in text


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("demo", ["1", ""])
def test_outside_the_demo_only_health_answers(
    service: str, demo: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOORSTART_DEMO", demo)
    app = without_log(service)
    callers = NOT_FROM_HERE if demo else [("127.0.0.1", {}), *NOT_FROM_HERE]
    internal = {f"/intake/v1/{name}" for name in ("personen-vragen", "sleutels")}
    for host, headers in callers:
        client = TestClient(
            app,
            client=(host, 1),
            headers=headers,
            raise_server_exceptions=False,
            follow_redirects=False,
        )
        for method, address in addresses(app):
            if address in internal:
                assert client.request(method, address, json={"dossiers": []}).status_code in (
                    400,
                    401,
                )
            elif address.startswith("/inleveren"):
                # Without a database it cannot look at the code; with one: tests/intake/test_stukken.py.
                assert client.request(method, address).status_code != 401
            else:
                told(client.request(method, address), 401)
        assert client.get(f"/{service}/health/live").status_code == 200
        assert client.get("/static/doorstart.css").status_code == 200


@pytest.mark.parametrize(
    ("host", "headers"), [*NOT_FROM_HERE, ("127.0.0.1", {"Host": "kwaad.example"})]
)
def test_the_gateway_is_shut_before_it_forwards(
    host: str, headers: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    gateway = make_gateway(dict.fromkeys(BEHIND, "http://127.0.0.1:1"))
    client = TestClient(
        gateway,
        client=(host, 1),
        headers={"Host": "127.0.0.1"} | headers,
        raise_server_exceptions=False,
    )
    for method, address in [
        ("GET", "/"),
        ("GET", "/debiteuren"),
        ("POST", "/rol"),
        ("GET", "/ledger/v1/debiteuren"),
        ("POST", "/x"),
    ]:
        told(client.request(method, address), 401)
    assert client.get("/health/live").status_code == 200


def test_between_its_own_containers_the_gateway_is_called_by_its_bare_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    client = TestClient(
        make_gateway(dict.fromkeys(BEHIND, "http://127.0.0.1:1")), client=("172.28.5.9", 1)
    )
    for network, name, status in (
        ("172.28.5.0/24", "gateway:8080", 200),
        ("172.28.5.0/24", "kwaad.example", 401),
        ("", "gateway:8080", 401),
    ):
        monkeypatch.setenv("DOORSTART_DEMO_NETWORK", network) if network else monkeypatch.delenv(
            "DOORSTART_DEMO_NETWORK"
        )
        assert client.get("/", headers={"Host": name}).status_code == status


def test_services_still_ask_each_other_with_their_credential(
    new_database: Callable[[str], Database],
) -> None:
    with house(new_database, "intake", DAY) as (app, _):
        client = TestClient(app, client=("10.0.0.9", 1))
        asked = client.post(
            "/intake/v1/personen-vragen",
            json={"dossiers": []},
            headers={"Authorization": f"Bearer {TOKEN}"},
        )
        assert (asked.status_code, asked.json()) == (200, {})


@pytest.fixture(params=SERVICES)
def served(
    request: pytest.FixtureRequest,
    new_database: Callable[[str], Database],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[FastAPI]:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    with house(new_database, request.param, DAY) as (app, _):
        yield app


def test_an_address_that_nobody_can_read_is_told(served: FastAPI) -> None:
    client = client_of(served)
    for method, address in addresses(served):
        told(client.request(method, f"{address}?zoek=%00"), 400)
        told(client.request(method, address.replace(SOMETHING, "%00", 1) + "%00"), 400)
    for address, route in routes_of(served):
        names = {param.alias for param in route.dependant.query_params} | set(LISTED)
        for name in sorted(names) if "GET" in (route.methods or ()) else ():
            told(client.get(f"{filled(address)}?{name}=a%00b"), 400)
    for text in UNREADABLE:
        told(client.get(f"/onzin?a={text}"), 400)
        told(client.get(f"/onzin/{text}"), 400)
    assert client.get("/onzin?a=%09%0D%0A%C3%A9").status_code == 404


def test_a_role_that_does_not_exist_reads_and_does_nothing(served: FastAPI) -> None:
    names = ("consulent-99", "CONSULENT-1", "beheer-1,consulent-1", "x" * 900, "")
    headers = [{"Doorstart-Actor": name} for name in (*names, "consulent-1 ")] + [
        {"Cookie": f"doorstart_rol={name}"} for name in names
    ]
    for named in headers:
        client = TestClient(
            served,
            client=("127.0.0.1", 1),
            headers=named,
            raise_server_exceptions=False,
            follow_redirects=False,
        )
        for method, address in addresses(served):
            if not address.endswith(("personen-vragen", "sleutels", "/metrics")) and (
                not address.startswith("/inleveren")
            ):
                answer = client.request(method, address)
                told(answer, 403)
                assert ("text/html" in answer.headers["content-type"]) is (
                    "/v1/" not in address and "/metrics" not in address
                )
                assert "deze rol kennen wij niet" in answer.text.lower()


def test_headers_that_leave_doubt_are_told(served: FastAPI) -> None:
    client = client_of(served)
    for headers in (
        [(b"idempotency-key", b"")],
        [(b"idempotency-key", b"k" * 201)],
        [(b"idempotency-key", "één".encode())],
        [(b"idempotency-key", b"a"), (b"idempotency-key", b"b")],
        [(b"content-length", b"2"), (b"transfer-encoding", b"chunked")],
        [(b"content-length", b"2"), (b"content-length", b"3")],
        [(b"cookie", b"a=\x00")],
        [(b"doorstart-actor", b"a\x1bb")],
        [(b"doorstart-actor", b"beheer-1"), (b"doorstart-actor", b"consulent-1")],
    ):
        told(client.post("/onzin", headers=headers, content=b"{}"), 400)
    told(client.get("/onzin", headers={"x": "y" * 40_000}), 431)
    told(client.get("/onzin?" + "a" * 9_000), 414)


def test_naughty_strings_never_break_a_service(served: FastAPI) -> None:
    if not NAUGHTY.exists():
        pytest.skip(f"{NAUGHTY} is not here")
    client, strings = client_of(served), [text for text in json.loads(NAUGHTY.read_text()) if text]
    strings += ["a\x00b", "\ud800", "\u202e", "x" * 5_000]
    routes = list(routes_of(served))
    for number, text in enumerate(strings):
        escaped = quote(text.encode("utf-8", "surrogatepass"))
        for address, route in routes[number % 32 :: 32]:
            if "GET" in (route.methods or ()):
                names = [param.alias for param in route.dependant.query_params] or list(LISTED)
                answer = client.get(
                    f"{filled(address)}?{'&'.join(f'{name}={escaped}' for name in names)}"
                )
            else:
                fields = [
                    name
                    for param in route.dependant.body_params
                    for name in getattr(param.field_info.annotation, "model_fields", ())
                ]
                body = json.dumps(
                    {
                        **dict.fromkeys(fields, text),
                        text: text,
                        "gegevens": {"soort": "kosten", "grondslag": text},
                    }
                )
                answer = client.post(
                    filled(address),
                    content=body.encode(),
                    headers={"content-type": "application/json"},
                )
                assert answer.status_code < 500, (address, text, answer.text)
                form = {"soort": "x", "naam": text, "besluit": text, "lening": text}
                answer = client.post(
                    filled(address),
                    content="&".join(
                        f"{name}={quote(value.encode('utf-8', 'surrogatepass'))}"
                        for name, value in form.items()
                    ),
                    headers={"content-type": "application/x-www-form-urlencoded"},
                )
            assert answer.status_code < 500, (address, text, answer.text)
