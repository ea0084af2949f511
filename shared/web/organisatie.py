"""What the organisation is for this request: asked once, before anything else runs."""

from collections.abc import Callable
from datetime import date

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from shared.organisatie.nu import in_deze
from shared.organisatie.staat import Organisatie
from shared.store import DEPENDENCY_DOWN
from shared.web.actors import Actor
from shared.web.door import is_between_services, is_open
from shared.web.login import Who
from shared.web.problems import Probleem, database_away

Source = Callable[[], tuple[Organisatie, date | None]]


def met_account(source: Source) -> Who:
    """Who has an account (`sub`, or `systeem:` and a client) and works here today: somebody who left is nobody from that day on."""

    def who(account: str) -> Actor | None:
        organisatie, dag = source()
        gevonden = organisatie.medewerker_van(account)
        if gevonden is None or not organisatie.is_in_dienst(gevonden.medewerker_id, dag):
            return None
        return Actor(gevonden.medewerker_id, gevonden.aanduiding)

    return who


class Known:
    """Asks the database at every request: a role or desk that is gone is gone at the next one."""

    def __init__(
        self, app: ASGIApp, source: Source, respond: Callable[[Request, Probleem], Response]
    ) -> None:
        self.app, self.source, self.respond = app, source, respond

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or is_open(scope) or is_between_services(scope):
            await self.app(scope, receive, send)
            return
        try:
            organisatie, _ = await run_in_threadpool(self.source)
        except DEPENDENCY_DOWN:
            await self.respond(Request(scope), database_away())(scope, receive, send)
            return
        with in_deze(organisatie):
            await self.app(scope, receive, send)
