"""What `doorstart demo` does once every part answers: the city lives up to its last day, or goes on where it was."""

import asyncio
import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from deploy.local.city import FIRST_DAY, LAST_DAY
from deploy.local.city.bank import Bank
from deploy.local.city.life import Life
from deploy.local.city.office import Office
from deploy.local.city.organisation import tell_organisation
from deploy.local.city.settle import Settling
from shared.settings import Database

if TYPE_CHECKING:
    from deploy.local.supervision.running import Started

WAITS = "De stad leeft nog; de klok gaat daarna verder."


def make_life(folder: Path, office: Office, settling: Settling) -> Life:
    """The life of the city whose state is in this folder."""
    return Life(office, settling, Bank(folder / "bank.json"))


@contextmanager
def only_one_moves_the_day(folder: Path, say: Callable[[str], None]) -> Iterator[None]:
    """Waits, and says so, while somebody else lets days go by for the people of this folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "city.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(WAITS)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def tell(urls: dict[str, str], kafka: str, organisation: Database) -> None:
    """Who works here; returns when every service has heard it."""
    tell_organisation(organisation, "demo")

    async def until_heard() -> None:
        settling = Settling(urls, kafka)
        try:
            await settling.heard()
        finally:
            await settling.close()

    asyncio.run(until_heard())


def live_through(started: "Started") -> None:
    """The step after the start; a city that has already lived waits only until nothing is on its way."""
    total = (LAST_DAY - FIRST_DAY).days + 1

    def tell(dag: date) -> None:
        started.progress("De stad leeft", (dag - FIRST_DAY).days + 1, total)

    live(started.folder, started.system.urls, started.system.kafka, tell)


def live(folder: Path, urls: dict[str, str], kafka: str, tell: Callable[[date], None]) -> None:
    """Up to the last day of the city, or as far as its days have come already."""
    office = Office(urls)

    async def until_last_day() -> None:
        settling = Settling(urls, kafka)
        try:
            await make_life(folder, office, settling).live_until(
                max(LAST_DAY, office.today() or LAST_DAY), tell
            )
        finally:
            await settling.close()

    with only_one_moves_the_day(folder, lambda _: None):
        asyncio.run(until_last_day())
