"""How a process of a service runs: its parts together in one loop, until one fails or somebody asks it to stop."""

import asyncio
import signal
from collections.abc import Callable, Coroutine, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import uvicorn
from starlette.types import ASGIApp

from shared.observability import log
from shared.settings import split_address

Part = Callable[[asyncio.Event], Coroutine[Any, Any, None]]


def run_parts(parts: Sequence[Part]) -> None:
    """Runs all parts; the first failure ends the process with an error, so that the supervisor starts a new one."""
    asyncio.run(_run(parts))


async def _run(parts: Sequence[Part]) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, stop.set)
    async with asyncio.TaskGroup() as group:
        for part in parts:
            group.create_task(part(stop))
    log.info("stopped")


def web_part(app: ASGIApp, address: str) -> Part:
    """Serves an application on host:port as one of the parts."""

    async def serve(stop: asyncio.Event) -> None:
        host, port = split_address(address)
        server = _Server(
            uvicorn.Config(
                app, host=host, port=port, log_level="warning", access_log=False, server_header=False, lifespan="off",
                timeout_graceful_shutdown=3,
            )
        )  # fmt: skip
        serving = asyncio.create_task(server.serve())
        await asyncio.wait({serving, asyncio.create_task(stop.wait())}, return_when=asyncio.FIRST_COMPLETED)
        server.should_exit = True
        await serving
        stop.set()

    return serve


class _Server(uvicorn.Server):
    """Leaves signals to the process, which stops all its parts."""

    def install_signal_handlers(self) -> None:
        pass

    def capture_signals(self) -> AbstractContextManager[None]:  # type: ignore[override]
        return nullcontext()
