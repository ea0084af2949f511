"""Is the process alive, can it work, how far is it: for machines, without a login and without personal data."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from shared.observability import log
from shared.progress import Standing
from shared.web.metrics import Measured, without_database

Check = Callable[[], object] | Callable[[], Awaitable[object]]
Progress = Callable[[], Mapping[str, Any]] | Callable[[], Awaitable[Mapping[str, Any]]]
PATIENCE_S = 3.0


def health_routes(
    service: str,
    ready: Mapping[str, Check],
    progress: Progress | None,
    standings: Callable[[], Sequence[Standing]] | None = None,
    measured: Measured | None = None,
) -> list[Route]:
    """`/<service>/health/live`, `/startup`, `/ready`, `/progress` and `/<service>/metrics`. A check that raises means: not ready.

    `/startup` looks at the page itself: what starts processes waits for it. `/ready` also looks at what works behind the page, and is
    red where that stands still.
    """

    async def live(_request: Request) -> Response:
        return JSONResponse({"status": "pass", "service": service})

    async def own_checks() -> dict[str, str]:
        outcomes = await asyncio.gather(
            *(_in_time(check) for check in ready.values()), return_exceptions=True
        )
        return {
            name: _verdict(name, outcome) for name, outcome in zip(ready, outcomes, strict=True)
        }

    async def has_started(_request: Request) -> Response:
        return _answer(service, await own_checks(), {})

    async def is_ready(_request: Request) -> Response:
        checks = await own_checks()
        try:
            behind = list(await _in_time(standings)) if standings else []  # type: ignore[call-overload]
        except Exception as error:
            log.warning("not ready", check="verwerking", error=type(error).__name__)
            return _answer(service, checks | {"verwerking": "fail"}, {})
        checks |= {one.process: one.verdict for one in behind}
        return _answer(service, checks, {one.process: one.why for one in behind})

    async def how_far(_request: Request) -> Response:
        return JSONResponse(dict(await _call(progress)) if progress else {})

    async def metrics(_request: Request) -> Response:
        told = await _measured(measured) if measured else b""
        return Response(generate_latest() + told, media_type=CONTENT_TYPE_LATEST)

    return [
        Route(f"/{service}/health/live", live),
        Route(f"/{service}/health/startup", has_started),
        Route(f"/{service}/health/ready", is_ready),
        Route(f"/{service}/health/progress", how_far),
        Route(f"/{service}/metrics", metrics),
    ]


def _answer(service: str, checks: Mapping[str, str], why: Mapping[str, str]) -> Response:
    passed = "fail" not in checks.values()
    body = {
        "status": "pass" if passed else "fail",
        "service": service,
        "checks": dict(checks),
        **({"why": dict(why)} if why else {}),
    }
    return JSONResponse(body, 200 if passed else 503)


async def _in_time(check: Check) -> object:
    return await asyncio.wait_for(_call(check), PATIENCE_S)


async def _measured(measured: Measured) -> bytes:
    try:
        return await asyncio.wait_for(run_in_threadpool(measured.text), PATIENCE_S)
    except Exception as error:
        log.warning("no metrics of the database", error=type(error).__name__)
        return without_database()


def _verdict(name: str, outcome: object) -> str:
    if isinstance(outcome, Exception):
        log.warning("not ready", check=name, error=type(outcome).__name__)
        return "fail"
    return "pass"


async def _call(function: Callable[[], Any]) -> Any:
    if inspect.iscoroutinefunction(function):
        return await function()
    result = await run_in_threadpool(function)
    return await result if inspect.isawaitable(result) else result
