"""What the organisation is for this request, and in the demo who acts: asked once, before anything else runs."""

from collections.abc import Callable
from datetime import date

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from shared.organisatie.nu import in_deze
from shared.organisatie.staat import Organisatie
from shared.store import DEPENDENCY_DOWN
from shared.web.actors import (
    ACTOR,
    CHOSEN,
    NIEMAND,
    STAFF,
    Actor,
    actor_of,
    is_demo,
    named,
    unknown_role,
)
from shared.web.door import is_between_services, is_open
from shared.web.inhoud import INSTEAD, Instead, telling
from shared.web.problems import Probleem, database_away
from shared.web.rechten import RECHTEN, Rechten

Source = Callable[[], tuple[Organisatie, date | None]]


class Known:
    """Asks the database at every request: a role, a desk or a municipality that is gone is gone at the next one."""

    def __init__(
        self,
        app: ASGIApp,
        source: Source,
        respond: Callable[[Request, Probleem], Response],
        rechten: Rechten | None = None,
    ) -> None:
        self.app, self.source, self.respond, self.rechten = app, source, respond, rechten

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or _is_outside(scope):
            await self.app(scope, receive, send)
            return
        try:
            known = await run_in_threadpool(self.source)
            scope = {**scope, STAFF: known, RECHTEN: self.rechten}
            if ACTOR not in scope and not is_open(scope):
                scope |= _chosen(Request(scope), *known)
        except DEPENDENCY_DOWN:
            await self.respond(Request(scope), database_away())(scope, receive, send)
            return
        except Probleem as probleem:
            await self.respond(Request(scope), probleem)(scope, receive, send)
            return
        instead: Instead = {}
        with in_deze(known[0], in_plaats_van=instead):
            await self.app({**scope, INSTEAD: instead}, receive, telling(send, instead))


def account_holder(source: Source) -> Callable[[str], Actor | None]:
    """Who has an account of the login, on the workday."""

    def who(account: str) -> Actor | None:
        organisatie, dag = source()
        medewerker = organisatie.medewerker_van(account)
        return actor_of(organisatie, medewerker.medewerker_id, dag) if medewerker else None

    return who


def _chosen(request: Request, organisatie: Organisatie, dag: date | None) -> dict[str, object]:
    """In the demo the medewerker who is named, else the first; raises a 403 Probleem for one whom nobody is."""
    if not is_demo(request):
        return {}
    name = named(request)
    first = next(iter(organisatie.medewerkers), "")
    actor = actor_of(organisatie, first if name is None else name, dag)
    if actor is None and name is not None:
        raise unknown_role(organisatie.medewerkers)
    return {ACTOR: actor or NIEMAND, CHOSEN: True}


def _is_outside(scope: Scope) -> bool:
    """What is about the process, and what one service asks another."""
    path = scope["path"]
    is_about_the_process = (
        path.startswith("/static/") or "/health/" in path or path.endswith("/metrics")
    )
    return is_about_the_process or is_between_services(scope)
