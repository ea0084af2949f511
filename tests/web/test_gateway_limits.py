"""One caller cannot hold the gateway, and no request leaves doubt where it ends. Raw lines, on this machine only."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

import httpx
import pytest

from deploy.gateway.app import make_gateway
from deploy.gateway.bodies import Limits
from deploy.gateway.routes import SERVICES
from tests.patience import beside, end
from tests.web.server import free_address, running
from tests.web.test_gateway import ECHO

LIMITS = Limits(
    body_bytes=200_000, body_seconds=3.0, at_once_seconds=0.2, slow_bodies=200, open_requests=5
)
SLOW = b"POST /ledger/v1/x HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"


@contextmanager
def dying() -> Iterator[str]:
    """A service that begins an answer of 1,000 bytes and hangs up after 10."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        try:
            while True:
                line, _ = listener.accept()
                line.recv(65536)
                line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n0123456789")
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


@pytest.fixture(scope="module")
def gateway() -> Iterator[httpx.Client]:
    with pytest.MonkeyPatch.context() as patch, running(ECHO) as ledger, dying() as notify:
        patch.setenv("DOORSTART_DEMO", "1")
        addresses = dict.fromkeys(SERVICES, f"http://{free_address()}") | {
            "ledger": ledger,
            "notify": notify,
        }
        with (
            running(make_gateway(addresses, LIMITS)) as url,
            httpx.Client(base_url=url, timeout=30) as client,
        ):
            yield client


def line_to(gateway: httpx.Client) -> socket.socket:
    return socket.create_connection(
        (gateway.base_url.host, gateway.base_url.port or 80), timeout=30
    )


def answer_of(line: socket.socket) -> bytes:
    """Everything up to the end of the line."""
    parts = []
    while part := line.recv(65536):
        parts.append(part)
    return b"".join(parts)


def status_of(line: socket.socket) -> int:
    return int(line.recv(65536).split(b" ", 2)[1])


def said(gateway: httpx.Client, request: bytes) -> bytes:
    with line_to(gateway) as line:
        line.sendall(request)
        return line.recv(65536)


def test_210_slow_senders_stop_nobody_and_are_told(gateway: httpx.Client) -> None:
    with ExitStack() as stack:
        lines = [stack.enter_context(line_to(gateway)) for _ in range(210)]
        for line in lines:
            line.sendall(SLOW)
        assert gateway.get("/ledger/v1/x").status_code == 207
        assert gateway.post("/ledger/v1/x", json={"a": 1}).status_code == 207
        assert gateway.get("/health/live").status_code == 200
        statuses = {status_of(line) for line in lines}
    assert statuses == {408, 429}
    assert gateway.post("/ledger/v1/x", content=b"y" * 100_000).status_code == 207


def test_a_body_has_an_end(gateway: httpx.Client) -> None:
    for _ in range(20):
        assert gateway.post("/ledger/v1/x", content=b"y" * 200_001).status_code == 413
        assert (
            gateway.post("/ledger/v1/x", content=(b"y" * 1_000 for _ in range(300))).status_code
            == 413
        )
    with suppress(
        httpx.ReadError, httpx.WriteError
    ):  # it hangs up on who goes on after as much again
        assert gateway.post("/ledger/v1/x", content=b"y" * 1_000_000).status_code == 413
    assert said(
        gateway, HEAD + b"Expect: 100-continue\r\nContent-Length: 200001\r\n\r\n"
    ).startswith(b"HTTP/1.1 413")
    told = gateway.post("/ledger/v1/x", content=(b"y" * 1_000 for _ in range(100))).json()
    assert (len(told["body"]), told["headers"]["content-length"]) == (100_000, "100000")
    assert "transfer-encoding" not in told["headers"]


HEAD = b"POST /ledger/v1/x HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/plain\r\n"


@pytest.mark.parametrize(
    ("request_line", "allowed"),
    [
        (HEAD + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", {400}),
        (HEAD + b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n", {400}),
        (HEAD + b"Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcd", {400}),
        (HEAD + b"Content-Length: 4, 5\r\n\r\nabcd", {400}),
        (HEAD + b"Content-Length: -1\r\n\r\n", {400}),
        (HEAD + b"Content-Length: 0x4\r\n\r\nabcd", {400}),
        (HEAD + b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n", {400, 501}),
        (HEAD + b"Transfer-Encoding: identity\r\n\r\n", {400, 501}),
        (HEAD + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", {400, 501}),
        (HEAD + b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n", {400}),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", {400}),
        (HEAD + b"Host: elders\r\nContent-Length: 0\r\n\r\n", {400}),
        (b"GET http://127.0.0.1/ledger/v1/x HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", {400}),
        (b"OPTIONS * HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", {400}),
        (b"GET /ledger/v1/%zz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", {400}),
        (b"GET /ledger/v1/\xff HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", {400}),
        (b"GET /ledger/v1/x?" + b"a" * 9_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", {414}),
        (
            b"GET /ledger/v1/x HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"a" * 40_000 + b"\r\n\r\n",
            {431},
        ),
        (
            b"GET /ledger/v1/x HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"a" * 80_000 + b"\r\n\r\n",
            {400, 431},
        ),
        (
            b"POST /ledger/v1/x HTTP/1.0\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            {400},
        ),
        (b"GET /ledger/v1/x HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n", {207}),
        (b"GET /ledger/v1/x HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: een\r\n twee\r\n\r\n", {207, 400}),
    ],
)
def test_no_request_leaves_doubt_where_it_ends(
    gateway: httpx.Client, request_line: bytes, allowed: set[int]
) -> None:
    answer = said(gateway, request_line)
    assert int(answer.split(b" ", 2)[1]) in allowed, answer[:400]
    assert b"\r\n twee" not in answer
    assert gateway.get("/ledger/v1/x").status_code == 207


def test_a_caller_that_goes_away_leaves_nothing_behind(gateway: httpx.Client) -> None:
    """More times than one caller has places: half a body, and half an answer."""
    for _ in range(LIMITS.open_requests * 3):
        with line_to(gateway) as line:
            line.sendall(SLOW)
        with line_to(gateway) as line:
            line.sendall(b"GET /ledger/v1/stroom HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            assert line.recv(1_000)
    assert any(gateway.get("/ledger/v1/x").status_code == 207 for _ in range(200))
    assert len(gateway.get("/ledger/v1/stroom").content) == 1_000_000


def test_a_service_that_dies_in_its_answer_is_not_told_as_whole(gateway: httpx.Client) -> None:
    for _ in range(LIMITS.open_requests * 2):
        with pytest.raises(httpx.RemoteProtocolError):
            gateway.get("/notify/v1/berichten")
    assert gateway.get("/ledger/v1/x").status_code == 207
