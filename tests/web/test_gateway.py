"""The gateway passes everything on as it is, and stays calm when a service is gone."""

import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from deploy.gateway.app import make_gateway
from deploy.gateway.routes import SERVICES, service_of
from deploy.organisatie.api import make_api
from shared.store import Store
from shared.web.app import make_app
from shared.web.menu import INGANGEN, KLOK, ONDERAAN
from shared.web.pages import Pages
from tests.patience import beside, end
from tests.steun.organisatie import demo_bron
from tests.web.server import free_address, running


async def echo(request: Request) -> Response:
    body = await request.body()
    told = {
        "method": request.method,
        "path": request.scope["raw_path"].decode(),
        "query": request.url.query,
        "headers": dict(request.headers),
        "body": body.decode(),
    }
    response = JSONResponse(told, 207, {"Keep-Alive": "timeout=5", "X-Stadsdeel": "Noord"})
    response.set_cookie("een", "1")
    response.set_cookie("twee", "2")
    return response


async def stream(_request: Request) -> Response:
    async def parts() -> AsyncIterator[bytes]:
        for _ in range(1000):
            yield b"x" * 1000

    return StreamingResponse(parts())


METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
ECHO = Starlette(
    routes=[Route("/ledger/v1/stroom", stream), Route("/{path:path}", echo, methods=METHODS)]
)


@contextmanager
def hanging_up() -> Iterator[str]:
    """A service that takes the request and closes the line without an answer."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        try:
            while True:
                line, _ = listener.accept()
                line.recv(65536)
                line.close()
        except OSError:
            return

    thread = beside(serve)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        end(thread)


OWN = ("/", "/toegankelijkheid", "/aansluiten", "/stand")


# The organisation of the demo, without a log behind it.
PEOPLE = make_app("organisatie", make_api(Store.__new__(Store)), Pages(), organisatie=demo_bron)


@pytest.fixture(scope="module")
def gateway() -> Iterator[httpx.Client]:
    gone = f"http://{free_address()}"
    with (
        pytest.MonkeyPatch.context() as patch,
        running(ECHO) as ledger,
        hanging_up() as notify,
        running(PEOPLE) as people,
        running(
            make_gateway(
                dict.fromkeys(SERVICES, gone)
                | {"ledger": ledger, "notify": notify, "organisatie": people}
            )
        ) as url,
        httpx.Client(base_url=url) as client,
    ):
        patch.setenv("DOORSTART_DEMO", "1")
        yield client


def test_a_request_arrives_as_it_was_sent(gateway: httpx.Client) -> None:
    headers = {
        "connection": "x-geheim",
        "x-geheim": "1",
        "te": "trailers",
        "x-forwarded-for": "127.0.0.8",
        "x-eigen": "ja",
    }
    response = gateway.post(
        "/leningen/a%2Fb?sort=-saldo&x=%C3%A9", content="inhoud", headers=headers
    )
    told = response.json()
    assert (told["method"], told["path"], told["query"], told["body"]) == (
        "POST",
        "/leningen/a%2Fb",
        "sort=-saldo&x=%C3%A9",
        "inhoud",
    )
    assert told["headers"]["host"] == gateway.base_url.netloc.decode()
    assert told["headers"]["x-eigen"] == "ja"
    assert told["headers"]["x-forwarded-for"] == "127.0.0.1"
    assert not {"te", "x-geheim"} & told["headers"].keys()


def test_an_answer_comes_back_as_it_was_given(gateway: httpx.Client) -> None:
    response = gateway.delete("/ledger/v1/x")
    assert response.status_code == 207
    assert response.headers["x-stadsdeel"] == "Noord"
    assert len(response.headers.get_list("set-cookie")) == 2
    assert len(response.headers.get_list("date")) == 1
    assert "keep-alive" not in response.headers


def test_long_answers_and_long_requests_are_streamed(gateway: httpx.Client) -> None:
    assert len(gateway.get("/ledger/v1/stroom").content) == 1_000_000
    told = gateway.put("/ledger/v1/x", content=(b"y" * 1000 for _ in range(100))).json()
    assert len(told["body"]) == 100_000


def test_a_service_that_is_down_gives_a_problem_in_the_form_that_was_asked(
    gateway: httpx.Client,
) -> None:
    page = gateway.get("/werkvoorraad")
    assert (page.status_code, page.headers["retry-after"]) == (503, "10")
    assert page.headers["content-type"].startswith("text/html")
    assert "dienst-onbereikbaar-routing" in page.text
    assert "er is niets veranderd" in page.text
    document = gateway.get("/routing/v1/dossiers")
    assert document.status_code == 503
    assert document.headers["content-type"] == "application/problem+json"
    assert document.json()["code"] == "dienst-onbereikbaar-routing"


def test_a_broken_answer_is_not_called_unchanged(gateway: httpx.Client) -> None:
    response = gateway.post("/notify/v1/berichten", json={})
    assert response.status_code == 502
    assert response.json()["watBewaardIs"].startswith("Wij weten niet")


def test_unknown_addresses_are_nobodys(gateway: httpx.Client) -> None:
    assert gateway.get("/onzin").status_code == 404
    assert "Wat u kunt doen" in gateway.get("/onzin").text


@pytest.mark.parametrize(
    "path", [*(ingang.adres for ingang in INGANGEN), *(adres for adres, _ in (*ONDERAAN, KLOK))]
)
def test_every_entry_of_the_menu_has_a_service(path: str) -> None:
    assert path in OWN or service_of(path) in SERVICES


def test_own_pages_answer_when_nothing_else_does(gateway: httpx.Client) -> None:
    for path in (*OWN, "/health/live"):
        assert gateway.get(path).status_code == 200
    ready = gateway.get("/health/ready")
    assert ready.status_code == 503
    assert ready.json()["checks"]["ledger"] == "pass"
    assert ready.json()["checks"]["intake"] == "silent"


def test_the_role_is_a_cookie_and_only_in_the_demo(
    gateway: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DOORSTART_DEMO", raising=False)
    assert gateway.post("/rol", data={"rol": "auditor-1"}).status_code == 401
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    back = {"referer": "http://elders.example//kwaad.example/?a=1"}
    response = gateway.post("/rol", data={"rol": "auditor-1"}, headers=back)
    assert response.status_code == 303
    assert response.headers["location"] == "/kwaad.example/?a=1"
    assert "doorstart_rol=auditor-1; HttpOnly" in response.headers["set-cookie"]
    assert "SameSite=strict" in response.headers["set-cookie"]


def test_a_role_that_does_not_exist_is_told_and_another_can_be_chosen(
    gateway: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    old = {"Cookie": "doorstart_rol=consulent-99"}
    for method, path in (
        ("GET", "/"),
        ("GET", "/stand"),
        ("POST", "/stand/geparkeerd"),
    ):
        assert gateway.request(method, path, headers=old).status_code == 403
    assert 'action="/rol"' in gateway.get("/", headers=old).text
    wrong = gateway.post("/rol", data={"rol": "consulent-99"})
    assert (wrong.status_code, "set-cookie" in wrong.headers) == (403, False)
    assert gateway.post("/rol", data={"rol": "auditor-1"}, headers=old).status_code == 303
