"""A whole running system to hurt, and clients that do what clients do: ask again with the same key until they get an answer."""

import asyncio
import json
import os
import signal
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

import httpx
import psutil

from deploy.local.city.bank import Bank
from deploy.local.city.settle import Settling
from deploy.local.system.state import State, read_living_state, write_state
from tests.infrastructure import ports_of_a_system, scratch_folder
from tests.runtime.test_cli import doorstart

T = TypeVar("T")
PATIENCE_SECONDS = 90
START = date(2026, 1, 5)
# Test persons that the crowd leaves to single tests.
KEPT_APART = ("999990019", "999990020", "999990032", "999990044", "999990056")
FINAL = (200, 201, 202, 204, 400, 404, 409)


@dataclass
class Town:
    """A system of its own in a folder of its own; only its own processes are ever hurt, by the ids it noted down itself."""

    folder: Path
    bank: Bank = field(default_factory=Bank)

    @property
    def state(self) -> State:
        return read_living_state(self.folder)

    @property
    def urls(self) -> dict[str, str]:
        return {
            part.name.removesuffix("-web"): f"http://{part.address}"
            for part in self.state.parts
            if part.address and part.kind == "web"
        }

    @property
    def admin_url(self) -> str:
        password = json.loads((self.folder / "secrets.json").read_text())["superuser"]
        return f"postgresql://postgres:{password}@{self.state.postgres}"

    def kill(self, name: str) -> int:
        """kill -9 of one part, if it runs now; the id that was killed."""
        part = next(part for part in self.state.parts if part.name == name)
        running = part.running
        if running is None or running.process() is None:
            return 0
        os.kill(running.pid, signal.SIGKILL)
        return running.pid

    def unexpected(self) -> list[str]:
        """What any part logged when it met something that nobody foresaw."""
        logs = (self.folder / "logs").glob("*.log")
        return [
            line
            for log in logs
            for line in log.read_text(errors="replace").splitlines()
            if '"unexpected error"' in line
        ]

    def await_running(self, *names: str) -> None:
        """Until these parts run again under other ids than before is for the caller; here: until they run."""
        until(
            lambda: all(part.state == "running" for part in self.state.parts if part.name in names)
        )

    def send(
        self,
        method: str,
        service: str,
        resource: str,
        *,
        actor: str = "consulent-1",
        key: str = "",
        **options: Any,
    ) -> httpx.Response:
        """Sends until an answer is final; the same key every time, so that nothing happens twice."""
        headers = {
            "Doorstart-Actor": actor,
            **({"Idempotency-Key": key} if key else {}),
            **options.pop("headers", {}),
        }
        give_up = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                answer = httpx.request(
                    method,
                    f"{self.urls[service]}/{service}/v1/{resource}",
                    headers=headers,
                    timeout=15,
                    **options,
                )
                if answer.status_code in FINAL:
                    return answer
                seen = f"{answer.status_code} {answer.text[:200]}"
            except (httpx.HTTPError, KeyError) as error:
                seen = type(error).__name__
            assert time.monotonic() < give_up, f"{method} {service}/{resource}: {seen}"
            time.sleep(0.2)

    def begin(self, dag: date) -> None:
        self.send("POST", "klok", "dagen", json={"tot": dag.isoformat()})

    def today(self) -> date:
        return date.fromisoformat(self.send("GET", "klok", "dagen/laatste").json()["dag"])

    def settle(self) -> dict[str, dict[str, Any]]:
        """Until nothing is on its way any more."""

        async def wait() -> dict[str, dict[str, Any]]:
            settling = Settling(
                self.urls, self.state.kafka or "", patience_seconds=PATIENCE_SECONDS
            )
            try:
                return await settling.wait(self.today())
            finally:
                await settling.close()

        return apart(wait())

    def next_day(self) -> date:
        dag = self.today() + timedelta(days=1)
        self.begin(dag)
        return dag


def apart(work: Coroutine[Any, Any, T]) -> T:
    """Runs a coroutine in a thread of its own: a browser in the same session holds the loop of this one."""
    with ThreadPoolExecutor(1) as executor:
        return executor.submit(asyncio.run, work).result()


@contextmanager
def town() -> Iterator[Town]:
    """A system without a city, on ports of its own; ended with all its processes."""
    with scratch_folder() as folder:
        write_state(folder, State(ports=ports_of_a_system()))
        try:
            started = doorstart(folder, "demo", "--leeg", "--detach")
            assert started.returncode == 0, started.stderr
            yield Town(folder)
        finally:
            doorstart(folder, "stop")


def until(condition: Callable[[], object], seconds: float = PATIENCE_SECONDS) -> None:
    give_up = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < give_up
        time.sleep(0.1)


def memory_of(folder: Path) -> dict[str, int]:
    """Resident bytes of every part."""
    state = read_living_state(folder)
    return {
        part.name: psutil.Process(part.pid).memory_info().rss for part in state.parts if part.pid
    }
