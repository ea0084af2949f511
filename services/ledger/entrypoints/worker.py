"""The loop behind the bank and the day: lines first, then loans of the open day, one page at a time."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass

from services.ledger.adapters.kader import Kader
from services.ledger.application import sluit_pagina
from services.ledger.bank import boek_pagina
from shared.observability import Watchdog, log
from shared.store import DEPENDENCY_DOWN, StaleVersion, Store

REST_SECONDS = 0.2


@dataclass
class Werkbank:
    """One loop for both, so that a day sees the receipts that came in before it."""

    store: Store
    rekeningen: Sequence[str]
    watchdog: Watchdog
    kader: Kader

    async def run(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            if not await self._turn():
                await asyncio.sleep(REST_SECONDS)

    def step(self) -> bool:
        """One page of work; False when there is none."""
        return boek_pagina(self.store, self.kader) or sluit_pagina(self.store, self.kader, self.rekeningen)

    async def _turn(self) -> bool:
        started = time.monotonic()
        try:
            worked = await asyncio.to_thread(self.step)
        except (*DEPENDENCY_DOWN, StaleVersion) as error:
            log.warning("page is done again", error=type(error).__name__, detail=str(error)[:200])
            self.watchdog.beat()
            return False
        self.watchdog.progressed()
        if worked:
            log.info("page of bank lines or loans", seconds=round(time.monotonic() - started, 3))
        return worked
