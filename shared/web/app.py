"""One service on the web: its API, its pages, its health, its style sheet."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from shared.aside import Desk
from shared.progress import standings
from shared.web import door, errors, headers, login, tokens, traced
from shared.web.api import Api, base_path, is_for_machines
from shared.web.assets import STATIC_ROUTE
from shared.web.health import Check, Progress, health_routes
from shared.web.held import held_routes
from shared.web.metrics import Measured, Measures
from shared.web.organisatie import Known, Source, account_holder
from shared.web.pages import Pages
from shared.web.problems import Probleem, as_response
from shared.web.rechten import Rechten


def make_app(
    service: str,
    api: Api,
    pages: Pages,
    *,
    ready: Mapping[str, Check] | None = None,
    progress: Progress | None = None,
    translation: errors.Translation | None = None,
    lifespan: Any = None,
    desk: Desk | None = None,
    measures: Measures | None = None,
    organisatie: Source | None = None,
    rechten: Rechten | None = None,
    who: login.Who | None = None,
) -> FastAPI:
    """The web process of a service: pages at the root, everything for machines under `/<service>/`.

    `desk` is where a person decides about what waits; with it health also looks at what works behind the pages, and `measures` adds
    the metrics of this service alone. `organisatie` tells who works here, with which account and for which municipalities; `who` is
    another word for who has an account. Whom to believe is in the settings.
    """
    app = FastAPI(
        openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False, lifespan=lifespan
    )
    pages.translation = translation or {}
    standing = partial(standings, desk.store) if desk else None
    measured = Measured(desk.store, measures) if desk else None
    app.mount(base_path(service, api.version), api)
    app.router.routes.extend(
        [*health_routes(service, ready or {}, progress, standing, measured), STATIC_ROUTE]
    )
    app.router.routes.extend(held_routes(service, desk) if desk else [])
    app.include_router(pages.router)

    def respond(request: Request, probleem: Probleem) -> Response:
        return (
            as_response(probleem)
            if is_for_machines(request.url.path)
            else pages.problem(request, probleem)
        )

    if organisatie:
        app.add_middleware(Known, source=organisatie, respond=respond, rechten=rechten)
    errors.install(app, respond, translation)
    app.add_middleware(headers.OwnPagesOnly, respond=respond)
    if organisatie:
        who = who or account_holder(organisatie)
    entrance = login.TokenLogin(tokens.from_environment(), who or login.nobody_known)
    app.add_middleware(door.Door, respond=respond, login=entrance)
    app.add_middleware(headers.DefaultHeaders, headers=headers.PAGES)
    app.add_middleware(traced.Traced)
    return app
