"""The gateway as an application: own pages first, everything else by the table of addresses."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from deploy.gateway.bodies import Limits
from deploy.gateway.chosen import LoginSettings
from deploy.gateway.forward import Forwarder
from deploy.gateway.held import HeldUp
from deploy.gateway.login import GatewayLogin
from deploy.gateway.people import People
from deploy.gateway.routes import SERVICES, service_of
from deploy.gateway.start import DOORS
from shared.web import actors, door, errors, headers, traced
from shared.web.api import is_for_machines
from shared.web.assets import STATIC_ROUTE
from shared.web.forms import form_of
from shared.web.pages import Pages
from shared.web.problems import Probleem, as_response, standard_problem
from shared.web.requests import limited
from shared.web.tables import Column, Listing, ListQuery

WAITING = (
    Column("dienst", "Onderdeel"),
    Column("place", "Waar"),
    Column("what", "Wat"),
    Column("key", "Sleutel"),
    Column("reason", "Reden"),
    Column("since", "Sinds"),
    Column("behind", "Erachter", right=True),
    Column("act", "Doen"),
)
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def make_gateway(
    addresses: Mapping[str, str],
    limits: Limits | None = None,
    chosen: LoginSettings | None = None,
) -> Starlette:
    """`addresses`: the base URL of each service by name; `limits` is what one caller may ask; without `chosen` nobody can log in."""
    gateway = _Gateway(addresses, limits, chosen)
    login = gateway.login
    app = Starlette(
        routes=[
            Route("/", gateway.start),
            Route("/toegankelijkheid", gateway.accessibility),
            Route("/aansluiten", gateway.connect),
            Route("/stand", gateway.state),
            Route("/stand/geparkeerd", gateway.decide, methods=["POST"]),
            Route("/rol", gateway.choose_actor, methods=["POST"]),
            Route("/health/live", gateway.live),
            Route("/health/startup", gateway.started),
            Route("/health/ready", gateway.ready),
            STATIC_ROUTE,
            *(login.routes() if login else []),
            Route("/{path:path}", gateway.forward, methods=METHODS),
        ],
        lifespan=gateway.lifespan,
    )
    errors.install(app, gateway.respond)
    app.add_middleware(headers.OwnPagesOnly, respond=gateway.respond)
    name = login.guard if login else door.other_name
    app.add_middleware(door.Door, respond=gateway.respond, also=(name,), login=login)
    app.add_middleware(headers.DefaultHeaders, headers=headers.PAGES)
    app.add_middleware(traced.Traced)
    return app


class _Gateway:
    def __init__(
        self, addresses: Mapping[str, str], limits: Limits | None, chosen: LoginSettings | None
    ) -> None:
        self._addresses = addresses
        self._pages = Pages(Path(__file__).parent / "templates")
        self.login = GatewayLogin(chosen, self._pages) if chosen else None
        self._people = People(addresses.get("organisatie"), self.login)
        self._forwarder = Forwarder(addresses, limits, self.login)
        self._held = HeldUp(addresses, self.login)

    @asynccontextmanager
    async def lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        if self.login:
            await self.login.sessions.open()
        yield
        if self.login:
            await self.login.sessions.close()
        await self._forwarder.close()

    async def start(self, request: Request) -> Response:
        await self._people.note(request)
        return self._pages.render(request, "start.html", doors=DOORS)

    async def accessibility(self, request: Request) -> Response:
        await self._people.note(request)
        return self._pages.render(request, "toegankelijkheid.html")

    async def connect(self, request: Request) -> Response:
        await self._people.note(request)
        return self._pages.render(request, "aansluiten.html", services=SERVICES)

    async def state(self, request: Request) -> Response:
        """What answers, what stands still and what waits for a person; it must work when nothing else does."""
        return await self._show_state(request, {}, [])

    async def decide(self, request: Request) -> Response:
        """First shows what a decision would do, and does it when it comes back with `doe_het`; each service asks who it is."""
        if actors.SESSION not in request.scope and not actors.is_demo(request):
            raise standard_problem(403)
        await self._people.note(request)
        form = {name: str(value) for name, value in (await form_of(limited(request))).items()}
        which, _, value = form.pop("waarop", "").partition(":")
        really = form.pop("doe_het", "") == "1"
        if which in ("id", "sleutel", "oorzaak"):
            form[which] = value
        status, told = await self._held.act(request, form, really=really)
        if status != 200:
            raise Probleem(
                status,
                "geparkeerd",
                told.get("title", "Dit kan niet"),
                told.get("detail", "Er is niets veranderd."),
                told.get("wat_nu", "Ga terug naar de stand en probeer het opnieuw."),
            )
        return (
            RedirectResponse("/stand#wacht", 303)
            if really
            else await self._show_state(request, form, told["gekozen"])
        )

    async def _show_state(
        self, request: Request, wish: dict[str, str], chosen: list[dict[str, Any]]
    ) -> Response:
        await self._people.note(request)
        checks = await self._ask_all("ready")
        held, acts = await self._held.everything(request)
        query = ListQuery.beside(request, "/stand", "wacht")
        waiting = Listing.of(
            "Wacht op een besluit", WAITING, held, query, "Er wacht niets op een beheerder."
        )
        shown: dict[str, Any] = {
            "checks": checks,
            "wacht": waiting,
            "handelingen": acts,
            "voorbeeld": wish,
            "gekozen": chosen,
        }
        return self._pages.render(request, "stand.html", bijgewerkt_tot=datetime.now(UTC), **shown)

    async def choose_actor(self, request: Request) -> Response:
        """Puts the chosen role in a cookie, in the demo and on this machine only, and goes back to where one was."""
        if not actors.is_demo(request):
            raise standard_problem(403)
        form = await form_of(limited(request))
        # A page that answered a form has an address that nobody can open: it names the page of the form.
        back = urlsplit(request.query_params.get("terug") or request.headers.get("referer", "/"))
        response = RedirectResponse(
            "/" + back.path.lstrip("/\\") + (f"?{back.query}" if back.query else ""), 303
        )
        rol = str(form.get("rol", ""))
        if not await self._people.has(request, rol):
            raise actors.unknown_role(())
        response.set_cookie(actors.COOKIE, rol, httponly=True, samesite="strict")
        return response

    async def live(self, _request: Request) -> Response:
        return JSONResponse({"status": "pass", "service": "gateway"})

    async def ready(self, _request: Request) -> Response:
        """Whether every service behind the gateway is ready and nothing stands still; the gateway itself always answers."""
        return _verdict(await self._ask_all("ready"))

    async def started(self, _request: Request) -> Response:
        """Whether the pages of every service answer, for what starts them."""
        return _verdict(await self._ask_all("startup"))

    async def _ask_all(self, question: str) -> dict[str, dict[str, Any]]:
        async with httpx.AsyncClient(timeout=5.0, trust_env=False) as client:
            answers = await asyncio.gather(
                *(_ask(client, name, base, question) for name, base in self._addresses.items())
            )
        return dict(zip(self._addresses, answers, strict=True))

    async def forward(self, request: Request) -> Response:
        service = service_of(request.url.path)
        if service is None or service not in self._addresses:
            raise HTTPException(404)
        return await self._forwarder.forward(request, service)

    def respond(self, request: Request, probleem: Probleem) -> Response:
        if self.login and (answer := self.login.instead(request, probleem)):
            return answer
        if is_for_machines(request.url.path):
            return as_response(probleem)
        return self._pages.problem(request, probleem)


def _verdict(told: Mapping[str, Mapping[str, Any]]) -> Response:
    checks = {service: answer["status"] for service, answer in told.items()}
    passed = set(checks.values()) <= {"pass"}
    body = {"status": "pass" if passed else "fail", "service": "gateway", "checks": checks}
    return JSONResponse(body, 200 if passed else 503)


async def _ask(client: httpx.AsyncClient, service: str, base: str, question: str) -> dict[str, Any]:
    """The status of a service (pass, fail, silent), its checks, and why."""
    try:
        answer = await client.get(f"{base.rstrip('/')}/{service}/health/{question}")
    except httpx.TransportError:
        return {"status": "silent", "checks": {}, "why": {}}
    try:
        told = answer.json()
    except ValueError:
        told = {}
    status = "pass" if answer.is_success else "fail"
    return {
        "status": status,
        "checks": dict(told.get("checks") or {}),
        "why": dict(told.get("why") or {}),
    }
