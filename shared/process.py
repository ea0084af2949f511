"""How a process of a service runs: its parts together in one loop, until one fails or somebody asks it to stop."""

import asyncio
import signal
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from shared.observability import log

Part = Callable[[asyncio.Event], Coroutine[Any, Any, None]]


def run_parts(parts: Sequence[Part]) -> None:
    """Runs all parts; the first failure ends the process with an error, so that the supervisor starts a new one."""
    asyncio.run(_run(parts))


def together(*parts: Part) -> Part:
    """Several loops as one part: the first failure ends them all."""

    async def run(stop: asyncio.Event) -> None:
        async with asyncio.TaskGroup() as group:
            for part in parts:
                group.create_task(part(stop))

    return run


async def _run(parts: Sequence[Part]) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, stop.set)
    async with asyncio.TaskGroup() as group:
        for part in parts:
            group.create_task(part(stop))
    log.info("stopped")
