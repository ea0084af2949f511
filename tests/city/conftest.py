"""A city that lived some months by its own requests (`make lived`).

`DOORSTART_LIVED` is `new`, or the state folder of one that runs already; without it what takes minutes is left out.
"""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from deploy.local.city import FIRST_DAY
from deploy.local.city.life import Life
from deploy.local.city.office import Office
from deploy.local.city.settle import Settling
from tests.failures.town import Town, apart, town

# Long enough for who came in the first weeks to be closed, opened again and followed up.
UNTIL = date(2025, 12, 31)


@pytest.fixture(scope="session")
def lived() -> Iterator[Town]:
    """No part of it met something that nobody foresaw."""
    if not (folder := os.environ.get("DOORSTART_LIVED")):
        pytest.skip("make lived looks at a city that lived some months")
    if folder != "new":
        found = Town(Path(folder))
        yield found
        assert found.unexpected() == []
        return
    with town() as started:
        started.begin(FIRST_DAY)
        apart(live(started))
        yield started
        assert started.unexpected() == []


async def live(started: Town) -> None:
    settling = Settling(started.urls, started.state.kafka or "", patience_seconds=300)
    try:
        await Life(Office(started.urls), settling, started.bank, UNTIL).live_until(UNTIL)
    finally:
        await settling.close()
