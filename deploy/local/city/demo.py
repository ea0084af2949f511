"""What `doorstart demo` does once every part answers: the city lives up to its last day, or goes on where it was."""

import asyncio
from datetime import date
from pathlib import Path

from deploy.local.city import FIRST_DAY, LAST_DAY
from deploy.local.city.bank import Bank
from deploy.local.city.life import Life
from deploy.local.city.office import Office
from deploy.local.city.settle import Settling
from deploy.local.running import Started


def make_life(folder: Path, office: Office, settling: Settling) -> Life:
    """The life of the city whose state is in this folder."""
    return Life(office, settling, Bank(folder / "bank.json"))


def live_through(started: Started) -> None:
    """The step after the start; a city that has already lived waits only until nothing is on its way."""
    asyncio.run(_live(started))


async def _live(started: Started) -> None:
    office = Office(started.system.urls)
    settling = Settling(started.system.urls, started.system.kafka)
    last = office.today()
    total = (LAST_DAY - FIRST_DAY).days + 1

    def tell(dag: date) -> None:
        started.progress("De stad leeft", (dag - FIRST_DAY).days + 1, total)

    try:
        await make_life(started.folder, office, settling).live_until(max(LAST_DAY, last or LAST_DAY), tell)
    finally:
        await settling.close()
