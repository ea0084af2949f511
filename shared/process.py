"""How a process of a service runs: its parts together in one loop, until one fails or somebody asks it to stop."""

import asyncio
import gc
import signal
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, TypeVar

from shared.observability import Watchdog, log, set_up_logging, story_of, tell_how_it_ends

Part = Callable[[asyncio.Event], Coroutine[Any, Any, None]]
Settings = TypeVar("Settings")


def run_service(
    name: str,
    processes: Sequence[str],
    read: Callable[[], Settings],
    make_part: Callable[[str, Settings, Watchdog], Part],
) -> None:
    """Runs these processes of a service in one; the first failure ends it with an error, so that the supervisor starts a new one.

    A page shows by itself that it lives; without one a watchdog looks.
    """
    set_up_logging(name, "+".join(processes))
    tell_how_it_ends()
    chosen, watchdog = _read_settings(read), Watchdog()
    parts = [make_part(process, chosen, watchdog) for process in processes]
    spare_what_stays()
    if "web" not in processes:
        watchdog.start()
    asyncio.run(_run(together(*parts)))


def _read_settings(read: Callable[[], Settings]) -> Settings:
    """What is wrong with a setting is told in full: nothing of a person was read yet."""
    try:
        return read()
    except Exception as error:
        log.critical("cannot start", **{**story_of(error), "detail": str(error)})
        raise SystemExit(1) from error


def spare_what_stays() -> None:
    """What was imported lives as long as the process: no collection looks at it again; and a page of work is no reason for one."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def together(*parts: Part) -> Part:
    """Several loops as one part: the first failure ends them all."""

    async def run(stop: asyncio.Event) -> None:
        async with asyncio.TaskGroup() as group:
            for part in parts:
                group.create_task(part(stop))

    return run


async def _run(part: Part) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, stop.set)
    await part(stop)
    log.info("stopped")
