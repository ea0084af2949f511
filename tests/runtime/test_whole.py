"""The whole system by its own commands: started, hurt, stopped, started again."""

import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import psutil
import psycopg
import pytest

from deploy.local.system.parts import PARTS
from deploy.local.system.state import State, read_living_state, read_state, write_state
from deploy.migrate import SERVICES
from tests.infrastructure import ports_of_a_system, scratch_folder
from tests.runtime.test_cli import doorstart


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A state folder whose ports collide with nobody's; what is left running in it is stopped."""
    with scratch_folder() as made:
        write_state(made, State(ports=ports_of_a_system()))
        yield made
        doorstart(made, "stop")


def status(folder: Path) -> dict[str, Any]:
    return read_living_state(folder).report()


def part(folder: Path, name: str) -> dict[str, Any]:
    return next(each for each in status(folder)["parts"] if each["name"] == name)


def lives(pid: int | None) -> bool:
    """Whether a process runs; one that ended but was not yet cleared away by the system does not."""
    try:
        return pid is not None and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.2)


def test_up_returns_when_all_answers_and_status_tells_it(folder: Path) -> None:
    started = doorstart(folder, "up", "--detach")
    assert started.returncode == 0, started.stderr
    told = json.loads(doorstart(folder, "status", "--json").stdout)
    assert [each["name"] for each in told["parts"]] == [each.name for each in PARTS]
    assert {each["state"] for each in told["parts"] if each["kind"] != "once"} == {"running"}
    assert all(lives(each["pid"]) for each in told["parts"] if each["kind"] != "once")
    for address in (told["kafka"], told["postgres"], *told["pages"].values()):
        assert address in started.stdout
    assert "Demo" not in started.stdout
    assert "is buiten de demo alles dicht" in started.stderr.replace("\n", " ")
    assert doorstart(folder, "status").returncode == 0


def test_outside_the_demo_every_page_is_closed_and_health_is_open(folder: Path) -> None:
    told = status(folder)
    for role in ("start", "consulent", "debiteuren"):
        answer = httpx.get(told["pages"][role], follow_redirects=True, timeout=30)
        assert answer.status_code == httpx.codes.UNAUTHORIZED, role
        assert "nog geen aanmelding" in answer.text
    serving = [each for each in PARTS if each.ready_path]
    assert serving
    for each in serving:
        address = part(folder, each.name)["address"]
        for path, status_code in (
            (each.ready_path, httpx.codes.OK),
            ("/", httpx.codes.UNAUTHORIZED),
        ):
            assert httpx.get(f"http://{address}{path}", timeout=30).status_code == status_code, (
                each.name,
                path,
            )


def test_no_process_knows_the_password_of_another_service(folder: Path) -> None:
    for each in status(folder)["parts"]:
        if each["kind"] in ("once", "database", "broker"):
            continue
        known = psutil.Process(each["pid"]).environ()
        passwords = [
            name for name in known if name.endswith("_PASSWORD") and name.startswith("DOORSTART_")
        ]
        own = each["name"].partition("-")[0]
        assert passwords == ([f"DOORSTART_{own.upper()}_PASSWORD"] if own in SERVICES else [])
        assert "DOORSTART_POSTGRES_ADMIN" not in known


@pytest.mark.parametrize("name", ["ledger-web", "routing-agent", "postgres", "kafka"])
def test_a_killed_part_comes_back(folder: Path, name: str) -> None:
    killed = part(folder, name)["pid"]
    os.kill(killed, signal.SIGKILL)
    until(lambda: (found := part(folder, name))["state"] == "running" and found["pid"] != killed)


def test_a_second_start_says_that_it_runs_already(folder: Path) -> None:
    answer = doorstart(folder, "up", "--detach")
    assert answer.returncode == 0
    assert "draait al" in answer.stderr


def test_after_a_crash_of_the_supervisor_nothing_is_left_and_a_new_start_goes_on(
    folder: Path,
) -> None:
    supervisor, before = read_state(folder).supervisor, status(folder)
    assert supervisor
    with psycopg.connect(admin_url(folder)) as connection:
        connection.execute("CREATE TABLE bewaard AS SELECT 41250 AS bedrag_cent")
    os.kill(supervisor.pid, signal.SIGKILL)
    doorstart(folder, "stop")
    assert not [each["pid"] for each in before["parts"] if lives(each["pid"])]
    assert {each["state"] for each in status(folder)["parts"]} == {"stopped"}
    assert doorstart(folder, "up", "--detach").returncode == 0
    after = status(folder)
    assert [each["address"] for each in after["parts"]] == [
        each["address"] for each in before["parts"]
    ]
    with psycopg.connect(admin_url(folder)) as connection:
        assert connection.execute("SELECT bedrag_cent FROM bewaard").fetchone() == (41250,)


def test_stop_ends_every_process(folder: Path) -> None:
    running = [each["pid"] for each in status(folder)["parts"] if each["pid"]]
    assert running
    assert doorstart(folder, "stop").returncode == 0
    assert not [pid for pid in running if lives(pid)]


def admin_url(folder: Path) -> str:
    password = json.loads((folder / "secrets.json").read_text())["superuser"]
    return f"postgresql://postgres:{password}@{read_state(folder).postgres}/postgres"
