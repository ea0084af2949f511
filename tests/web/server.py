"""A real server on a free port of this machine, for tests that speak HTTP."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

from tests.patience import beside, end, until


@contextmanager
def running(app: Any, port: int = 0) -> Iterator[str]:
    """The base URL of `app` while it is being served, on any port unless one is named."""
    listener = socket.create_server(("127.0.0.1", port))
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            log_level="warning",
            lifespan="on",
            proxy_headers=False,
            timeout_graceful_shutdown=1,
        )
    )
    thread = beside(lambda: server.run(sockets=[listener]))
    try:
        until(lambda: server.started or not thread.is_alive(), "the server started")
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        end(thread)
        listener.close()


def free_address() -> str:
    """An address on this machine where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"127.0.0.1:{listener.getsockname()[1]}"
