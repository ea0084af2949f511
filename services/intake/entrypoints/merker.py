"""Makes the marks of what was entered before there was an index, or by older rules; then it has nothing to do."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass

from services.intake.adapters.zoekindex import Zoekindex
from shared.observability import log
from shared.store import Store

LONGEST_PAUSE_SECONDS = 30.0


@dataclass(frozen=True)
class Merker:
    """Each page is a transaction; stopped anywhere, the next one goes on."""

    store: Store
    zoekindex: Zoekindex

    async def run(self, stop: asyncio.Event) -> None:
        """Until all have their marks; with a growing pause while the database does not answer."""
        pause, total = 0.0, 0
        while not stop.is_set():
            try:
                number, pause = await asyncio.to_thread(self.step), 0.0
                total += number
                if not number:
                    break
            except Exception as error:
                pause = min(max(pause, 0.5) * 2, LONGEST_PAUSE_SECONDS)
                log.warning("marks wait", error=type(error).__name__, pause_seconds=pause)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), timeout=pause)
        if total:
            log.info("marks were made", dossiers=total)

    def step(self) -> int:
        """The number of dossiers of the next page, 0 at the end."""
        with self.store.cursor() as cursor:
            return self.zoekindex.vul(cursor)
