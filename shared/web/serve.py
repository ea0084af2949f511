"""Serving an application as one of the parts of a process."""

import asyncio
from contextlib import AbstractContextManager, nullcontext

import uvicorn
from starlette.types import ASGIApp

from shared.process import Part
from shared.settings import split_address


def web_part(app: ASGIApp, address: str) -> Part:
    """Serves an application on host:port as one of the parts."""

    async def serve(stop: asyncio.Event) -> None:
        host, port = split_address(address)
        server = _Server(
            uvicorn.Config(
                app,
                host=host,
                port=port,
                log_config=None,
                access_log=False,
                server_header=False,
                lifespan="off",
                timeout_graceful_shutdown=3,
            )
        )
        serving = asyncio.create_task(server.serve())
        await asyncio.wait(
            {serving, asyncio.create_task(stop.wait())}, return_when=asyncio.FIRST_COMPLETED
        )
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
