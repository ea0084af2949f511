"""Runs parts of a service inside a test, and fails at once when one of them fails."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from shared.process import Part


@asynccontextmanager
async def running(*parts: Part) -> AsyncIterator["Until"]:
    """The parts run while the block does; they are stopped the way a process stops them."""
    stop = asyncio.Event()
    tasks = [asyncio.ensure_future(part(stop)) for part in parts]
    try:
        yield Until(tasks)
    finally:
        stop.set()
        await asyncio.wait_for(asyncio.gather(*tasks), timeout=20)


class Until:
    """Waits for a condition while the parts work; gives up after `seconds`, which is no measure of speed."""

    def __init__(self, tasks: list["asyncio.Future[None]"]) -> None:
        self.tasks = tasks

    async def __call__(self, condition: Callable[[], object], *, seconds: float = 30.0) -> None:
        async with asyncio.timeout(seconds):
            while not condition():
                for task in self.tasks:
                    if task.done():
                        task.result()
                await asyncio.sleep(0.05)
