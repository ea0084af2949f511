"""The projector: our own log, in pages, into the views; each page one transaction with its position."""

import asyncio
from dataclasses import dataclass

from services.ledger.adapters import views
from shared.observability import Watchdog, log
from shared.store import DEPENDENCY_DOWN, Store

PAGE = 2_000
REST_SECONDS = 0.2


@dataclass
class Projector:
    """Runs until `stop`; a second one is harmless, because only the first to move the position keeps its page."""

    store: Store
    watchdog: Watchdog

    async def run(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            try:
                worked = await asyncio.to_thread(self.step)
            except DEPENDENCY_DOWN as error:
                log.warning("page is projected again", error=type(error).__name__)
                self.watchdog.beat()
                worked = False
            else:
                self.watchdog.progressed()
            if not worked:
                await asyncio.sleep(REST_SECONDS)

    def step(self) -> bool:
        """Projects the next page; False when the views are at the end of the log."""
        with self.store.cursor() as cursor:
            cursor.execute("INSERT INTO log_positions (follower, position) VALUES (%s, 0) ON CONFLICT DO NOTHING", (views.FOLLOWER,))
            cursor.execute("SELECT position FROM log_positions WHERE follower = %s FOR UPDATE", (views.FOLLOWER,))
            position = (cursor.fetchone() or {"position": 0})["position"]
            page = self.store.page(position, PAGE)
            if not page:
                return False
            views.apply(cursor, page)
            cursor.execute(
                "UPDATE log_positions SET position = %s, moved_at = now() WHERE follower = %s", (page[-1].position, views.FOLLOWER)
            )
        return True
