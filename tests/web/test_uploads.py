"""What somebody sends is never on a disk unencrypted, whatever its size: the pages that take files, and the gateway before them."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import httpx
import pytest

from deploy.gateway.app import make_gateway
from deploy.gateway.bodies import Limits
from deploy.gateway.routes import SERVICES
from shared.settings import Database
from tests.web.house import client_of, house
from tests.web.server import free_address, running
from tests.web.test_gateway import ECHO

LARGE = (
    b"naam;straat;huisnummer;postcode;plaats\n"
    + b"Bakkerij De Korenmolen;Dorpsstraat;1;1234 AB;Doorstad\n" * 60_000
)


class Watch:
    """What this process opened for writing, while somebody looks."""

    found: list[str] | None = None


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if (
        Watch.found is not None
        and event == "open"
        and isinstance(flags := arguments[2], int)
        and flags & (os.O_WRONLY | os.O_RDWR)
    ):
        Watch.found.append(str(arguments[0]))


sys.addaudithook(_watch)


@contextmanager
def written_files() -> Iterator[list[str]]:
    """Every file that this process opens for writing meanwhile, those without a name too."""
    Watch.found = []
    try:
        yield Watch.found
    finally:
        Watch.found = None


def test_the_watch_sees_a_temporary_file() -> None:
    with written_files() as found, tempfile.SpooledTemporaryFile(max_size=10) as file:
        file.write(b"x" * 11)
    assert found


@pytest.mark.parametrize(
    ("service", "page", "statuses"),
    [("intake", "/aanmeldingen/imports", {303, 400}), ("ledger", "/bank", {400})],
)
def test_a_large_upload_stays_in_memory(
    service: str,
    page: str,
    statuses: set[int],
    new_database: Callable[[str], Database],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    with house(new_database, service, date(2026, 3, 2)) as (app, _):
        client = client_of(app)
        client.get("/onzin")
        with written_files() as found:
            answer = client.post(page, files={"bestand": ("mensen.csv", LARGE)})
    assert (answer.status_code in statuses, found) == (True, []), answer.text[:500]


def test_a_large_body_stays_in_memory_on_its_way_and_all_together_have_a_bound(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    addresses = dict.fromkeys(SERVICES, f"http://{free_address()}")
    limits = Limits(all_bodies_bytes=len(LARGE))
    with (
        running(ECHO) as ledger,
        running(make_gateway(addresses | {"ledger": ledger}, limits)) as url,
        httpx.Client(base_url=url, timeout=30) as client,
    ):
        client.post("/ledger/v1/x", content=b"{}")
        with written_files() as found:
            for _ in range(2):
                assert client.post("/ledger/v1/x", content=LARGE).status_code == 207
            assert client.post("/ledger/v1/x", content=LARGE + b"x").status_code == 503
            assert client.post("/ledger/v1/x", content=LARGE).status_code == 207
            assert (
                client.post("/stand/geparkeerd", files={"reden": ("x", LARGE)}).status_code == 413
            )
            assert client.post("/rol", files={"rol": ("x", LARGE)}).status_code == 413
    assert found == []
