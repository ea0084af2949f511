"""The processes of bbz as the runtime starts them, from nothing but the environment."""

import socket
from collections.abc import Callable

import httpx
import pytest

from services.bbz import settings
from services.bbz.main import make_part
from shared.observability import Watchdog
from shared.settings import Database, split_address
from tests.plumbing.running import running
from tests.web.server import free_address


async def test_the_processes_start_from_the_environment(
    environment: dict[str, str],
    topics: str,
    new_database: Callable[[str], Database],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    database, address = new_database("bbz"), free_address()
    own = {
        "DOORSTART_DATABASE_BBZ": database.name,
        "DOORSTART_BBZ_PASSWORD": database.password,
        "DOORSTART_ADDRESS": address,
    }
    for name, value in (environment | own).items():
        monkeypatch.setenv(name, value)
    chosen = settings.read()
    assert chosen.common.prefix == topics
    parts = [make_part(process, chosen, Watchdog()) for process in ("web", "worker", "relay")]
    async with running(*parts) as until, httpx.AsyncClient(base_url=f"http://{address}") as client:
        await until(lambda: answers_at(address))
        answers = [await client.get(f"/bbz/health/{kind}") for kind in ("ready", "progress")]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[1].json()["log_end"] == 0


def answers_at(address: str) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(split_address(address)) == 0


def test_an_unknown_process_is_refused(
    new_database: Callable[[str], Database],
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    database = new_database("bbz")
    for name, value in (
        environment
        | {"DOORSTART_DATABASE_BBZ": database.name, "DOORSTART_BBZ_PASSWORD": database.password}
    ).items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ValueError, match="choose web, worker, relay"):
        make_part("projector", settings.read(), Watchdog())
