"""Pages of the log as the relay sends them: while one is sent, the next is read and translated in a thread."""

import asyncio
from contextlib import suppress

from shared.kafka.outgoing import Publisher, Told
from shared.rows import rows


class Ahead:
    """Holds two pages at most: the one that is sent and the next. Only the first is on its way."""

    def __init__(self, publisher: Publisher, size: int) -> None:
        self.publisher, self.size = publisher, size
        self._after = -1
        self._page: list[Told] = []
        self._next: asyncio.Task[list[Told]] | None = None

    async def __aenter__(self) -> "Ahead":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._forget()

    @property
    def is_at_end(self) -> bool:
        """Whether everything that was read has passed, and the last of it filled no page."""
        return not self._page and self._next is None

    async def page(self, after: int) -> list[Told]:
        """The facts behind `after`; from where they passed up to now that costs no waiting."""
        if after != self._after:
            await self._forget()
        if not self._page:
            self._page = await (self._next or self._read(after))
            self._next = None
            if len(self._page) == self.size:
                self._next = asyncio.create_task(self._read(self._page[-1].row.id))
        self._after = after
        return self._page

    def passed(self, position: int) -> None:
        """Up to here they are sent, or set aside."""
        self._page = [one for one in self._page if one.row.id > position]
        self._after = position

    async def _read(self, after: int) -> list[Told]:
        return await asyncio.to_thread(self._told, after)

    def _told(self, after: int) -> list[Told]:
        return self.publisher.tell(rows(self.publisher.store, after, self.size))

    async def _forget(self) -> None:
        """Waits for the thread: nothing reads on behind the back of who closes the store."""
        if self._next:
            with suppress(Exception):
                await self._next
        self._page, self._next = [], None
