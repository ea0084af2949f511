"""The loop behind the bank and the day: lines first, then loans of the open day, one page at a time."""

import asyncio
import time
from dataclasses import dataclass, field

from services.ledger.adapters.kader import Kader
from services.ledger.adapters.lening import dagen
from services.ledger.application.bank import boek_pagina
from services.ledger.application.lening import sluit_pagina
from services.ledger.application.nieuwe_vorm import vouw_pagina
from services.ledger.domain.bank.rekeningenlijst import Rekeningenlijst
from shared.aside import reason_of
from shared.observability import Watchdog, log
from shared.store import Store

REST_SECONDS = 0.2
TELL_SECONDS = 1.0


@dataclass
class Werkbank:
    """One loop for both, so that a day sees the receipts that came in before it."""

    store: Store
    rekeningen: Rekeningenlijst
    watchdog: Watchdog
    kader: Kader
    moved_at: float = field(default_factory=time.monotonic)
    told_at: float = 0.0
    is_gevouwen: bool = False

    async def run(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            if not await self._turn():
                await asyncio.sleep(REST_SECONDS)

    def step(self) -> bool:
        """One page of work; False when there is none."""
        if not self.is_gevouwen and vouw_pagina(self.store, self.kader):
            return True
        self.is_gevouwen = True
        return boek_pagina(self.store, self.kader) or sluit_pagina(
            self.store, self.kader, self.rekeningen
        )

    async def _turn(self) -> bool:
        started = time.monotonic()
        try:
            worked = await asyncio.to_thread(self.step)
            self.moved_at = started
            self.watchdog.progressed()
        except Exception as error:
            # One line or loan that fails waits for a person; whatever else it is stands still, and health says so.
            log.warning("page is done again", error=type(error).__name__, detail=reason_of(error))
            self.watchdog.beat()
            worked = False
        await self._report()
        if worked:
            log.info("page of bank lines or loans", seconds=round(time.monotonic() - started, 3))
        return worked

    async def _report(self) -> None:
        if time.monotonic() - self.told_at < TELL_SECONDS:
            return
        self.told_at = time.monotonic()
        try:
            await asyncio.to_thread(self._tell)
        except Exception as error:
            log.warning("could not tell how far it is", error=type(error).__name__)

    def _tell(self) -> None:
        with self.store.cursor() as cursor:
            seconds, waiting = dagen.wachtend(cursor)
        self.watchdog.report(self.store, "werkbank", seconds, waiting, moved_at=self.moved_at)
