"""From any exception to one answer in three parts; the form of the answer (page or JSON) is the caller's."""

import secrets
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.handle import KeyReused
from shared.observability import log, story_of
from shared.organisatie.nu import NietVanLezer
from shared.store import DEPENDENCY_DOWN
from shared.transaction import GeenWerkdag
from shared.web.problems import (
    Probleem,
    database_away,
    key_reused,
    no_workday,
    not_known,
    standard_problem,
    unexpected,
)
from shared.web.validation import problem_of

Respond = Callable[[Request, Probleem], Response]
Translation = Mapping[type[Exception], Callable[[Any], Probleem]]


def install(app: Starlette, respond: Respond, translation: Translation | None = None) -> None:
    """Make `app` answer every failure through `respond`; `translation` maps a service's own refusals."""

    def on(kind: type[Exception], to_problem: Callable[[Any], Probleem]) -> None:
        async def handle(request: Request, error: Exception) -> Response:
            return respond(request, to_problem(error))

        app.add_exception_handler(kind, handle)

    on(Probleem, lambda error: error)

    async def bare(request: Request, error: HTTPException) -> Response:
        headers = dict(error.headers or {})
        if error.status_code == 405:
            headers["Allow"] = ", ".join(sorted(_allowed(app.routes, request.scope)))
        return respond(request, standard_problem(error.status_code, headers))

    app.add_exception_handler(HTTPException, bare)  # type: ignore[arg-type]
    on(RequestValidationError, lambda error: problem_of(error.errors()))
    for down in DEPENDENCY_DOWN:
        on(down, lambda _error: database_away())
    on(GeenWerkdag, lambda _error: no_workday())
    on(NietVanLezer, lambda _error: not_known())
    on(KeyReused, lambda _error: key_reused())
    for kind, to_problem in (translation or {}).items():
        on(kind, to_problem)
    app.add_middleware(LastResort, respond=respond)


def _allowed(routes: Iterable[BaseRoute], scope: Scope) -> set[str]:
    """What an address can do, over all its routes (RFC 9110, 15.5.6): each of them only knows of itself."""
    found: set[str] = set()
    for route in routes:
        if included := getattr(route, "original_router", None):
            found |= _allowed(included.routes, scope)
        elif isinstance(route, Route) and route.matches(scope)[0] != Match.NONE:
            found |= route.methods or set()
    return found


class LastResort:
    """Turns an exception nobody foresaw into an answer with a code, and the log line under that code."""

    def __init__(self, app: ASGIApp, respond: Respond) -> None:
        self.app = app
        self.respond = respond

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception as error:
            if scope["type"] != "http" or started:
                raise
            code = f"onverwacht-{secrets.token_hex(4)}"
            log.error(
                "unexpected error",
                code=code,
                method=scope["method"],
                route=_route(scope),
                **story_of(error),
            )
            await self.respond(Request(scope), unexpected(code))(scope, receive, send)


def _route(scope: Scope) -> str:
    """The address as a template, without what somebody filled in."""
    return str(getattr(scope.get("route"), "path", ""))
