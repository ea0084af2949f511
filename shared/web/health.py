"""Is the process alive, can it work, how far is it: for machines, without a login and without personal data."""

import asyncio
import inspect
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

log = logging.getLogger("doorstart.web")

Check = Callable[[], object] | Callable[[], Awaitable[object]]
Progress = Callable[[], Mapping[str, Any]] | Callable[[], Awaitable[Mapping[str, Any]]]
PATIENCE_S = 3.0


def health_routes(service: str, ready: Mapping[str, Check], progress: Progress | None) -> list[Route]:
    """`/<service>/health/live`, `/ready`, `/progress` and `/<service>/metrics`. A check that raises means: not ready."""

    async def live(_request: Request) -> Response:
        return JSONResponse({"status": "pass", "service": service})

    async def is_ready(_request: Request) -> Response:
        outcomes = await asyncio.gather(*(_in_time(check) for check in ready.values()), return_exceptions=True)
        checks = {name: _verdict(name, outcome) for name, outcome in zip(ready, outcomes, strict=True)}
        passed = "fail" not in checks.values()
        body = {"status": "pass" if passed else "fail", "service": service, "checks": checks}
        return JSONResponse(body, 200 if passed else 503)

    async def how_far(_request: Request) -> Response:
        return JSONResponse(dict(await _call(progress)) if progress else {})

    async def metrics(_request: Request) -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return [
        Route(f"/{service}/health/live", live),
        Route(f"/{service}/health/ready", is_ready),
        Route(f"/{service}/health/progress", how_far),
        Route(f"/{service}/metrics", metrics),
    ]


async def _in_time(check: Check) -> object:
    return await asyncio.wait_for(_call(check), PATIENCE_S)


def _verdict(name: str, outcome: object) -> str:
    if isinstance(outcome, Exception):
        log.warning("not ready: %s (%s)", name, type(outcome).__name__)
        return "fail"
    return "pass"


async def _call(function: Callable[[], Any]) -> Any:
    if inspect.iscoroutinefunction(function):
        return await function()
    result = await run_in_threadpool(function)
    return await result if inspect.isawaitable(result) else result
