"""Logging in and out at the gateway, and who may pass it: a browser with a session, or a system with a token of the provider."""

import re
import secrets
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar
from urllib.parse import quote, urlsplit

import psycopg
from psycopg_pool import PoolTimeout
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Scope

from deploy.gateway.callers import caller_of
from deploy.gateway.chosen import LoginSettings, Network, Rules, proxies, rules_of
from deploy.gateway.relying import Ended, RelyingParty, Unfit
from deploy.gateway.sessions import Session, Sessions
from shared.observability import log
from shared.web import door, headers, login, tokens
from shared.web.actors import SESSION, demo_is_on
from shared.web.api import is_for_machines
from shared.web.forms import form_of
from shared.web.pages import Pages
from shared.web.problems import Probleem, database_away
from shared.web.provider import ProviderAway, provider_away
from shared.web.rate import Rate
from shared.web.requests import limited

Answer = TypeVar("Answer")
# Where is noted that a system showed a token of its own.
SYSTEM = "doorstart.systeem"
START, RETURN, KEYS, OUT, LOGGED_OUT, HEARD = (
    "/aanmelden",
    "/aanmelden/terug",
    tokens.KEYS_PATH,
    "/afmelden",
    "/afgemeld",
    "/aanmelden/afgemeld-bij-aanbieder",
)
FREE = frozenset({START, RETURN, KEYS, LOGGED_OUT, HEARD})
# Services and the provider call these by a name of the inner network; both prove or tell only what is signed.
ANY_NAME = frozenset({KEYS, HEARD})
_OWN_PAGE = re.compile(r"/(?![/\\])[^\\\x00-\x1f]*")
_SAFE = ("GET", "HEAD", "OPTIONS")
MOST_BACK = 2000


class GatewayLogin:
    """The login of one gateway. Its routes come before the table of addresses; its `admit` is asked by the door."""

    def __init__(self, chosen: LoginSettings, pages: Pages) -> None:
        self.chosen, self.pages = chosen, pages
        self.party = RelyingParty(chosen, chosen.public + RETURN)
        self.sessions = Sessions(chosen.database, chosen.provider.issuer)
        self.systems = tokens.from_environment(chosen.provider)
        self.proxies: Sequence[Network] = proxies()
        self.attempts = Rate(per_minute=20, burst=40)
        self.heard = Rate(per_minute=600, burst=600)
        prefix = "__Host-" if chosen.is_secure else ""
        self.session_cookie = f"{prefix}doorstart_sessie"
        self.browser_cookie = f"{prefix}doorstart_browser"

    @property
    def rules(self) -> Rules:
        """Those of today."""
        return rules_of(self.chosen.rules)

    def routes(self) -> list[Route]:
        return [
            Route(START, self.start),
            Route(RETURN, self.come_back),
            Route(KEYS, self.keys),
            Route(OUT, self.leave, methods=["POST"]),
            Route(LOGGED_OUT, self.left),
            Route(HEARD, self.hear, methods=["POST"]),
        ]

    async def admit(self, scope: Scope) -> bool:
        """A system by its token, a person by the session of the browser; raises the Probleem."""
        if scope["path"] in FREE:
            return True
        try:
            token = tokens.bearer(scope["headers"])
            if token is not None:
                return await self._admit_system(scope, token)
        except tokens.Refused as refused:
            raise login.refusal(refused.code) from None
        except ProviderAway:
            raise provider_away() from None
        request = Request(scope)
        session = await self._session(request)
        if session is None:
            return False
        if scope["method"] not in _SAFE and is_without_origin(request.headers):
            raise headers.FOREIGN
        scope[SESSION] = session
        return True

    async def _admit_system(self, scope: Scope, token: str) -> bool:
        """Its own token goes on to the service, which checks it again."""
        found = await run_in_threadpool(self.systems.verify, token, scope["method"], scope["path"])
        login.allow(found, scope["method"], scope["path"])
        scope[SYSTEM] = found
        return True

    async def _session(self, request: Request) -> Session | None:
        """Asked again at the provider from time to time: who is logged out there, is so here; a provider that is away ends nothing."""
        secret = request.cookies.get(self.session_cookie)
        if not secret:
            return None
        session = await self._stored(lambda: self.sessions.find(secret, self.rules))
        if session is None or not session.is_due:
            return session
        try:
            renewed = await run_in_threadpool(self.party.ask_again, session.tokens)
        except ProviderAway as away:
            log.warning("the provider does not answer; who is logged in stays so", reason=str(away))
            return session
        except Ended:
            await self._stored(lambda: self.sessions.end(secret))
            self._note("afmelden", "beëindigd bij de aanbieder", request, session)
            return None
        await self._stored(lambda: self.sessions.keep(session, renewed))
        return Session(secret, renewed)

    async def start(self, request: Request) -> Response:
        """On to the provider, with a state of this browser's own."""
        self.attempts.take(caller_of(request, self.proxies))
        back = own_page(request.query_params.get("naar", "/"))
        if await self._session(request):
            return RedirectResponse(back, 303)
        try:
            address, state, begun = await run_in_threadpool(self.party.begin, back)
        except ProviderAway:
            raise provider_away() from None
        browser = request.cookies.get(self.browser_cookie) or secrets.token_urlsafe(32)
        await self._stored(lambda: self.sessions.begin_login(browser, state, begun, self.rules))
        answer = RedirectResponse(address, 303)
        self._set(answer, self.browser_cookie, browser, int(self.rules.to_log_in.total_seconds()))
        return answer

    async def come_back(self, request: Request) -> Response:
        """From the provider: once for each state, in the browser that began."""
        self.attempts.take(caller_of(request, self.proxies))
        told = request.query_params
        browser, state = request.cookies.get(self.browser_cookie), told.get("state", "")
        begun = (
            await self._stored(lambda: self.sessions.end_login(browser, state, self.rules))
            if browser and state
            else None
        )
        if begun is None:
            raise not_begun()
        if "code" not in told:
            self._note("aanmelden", "geweigerd door de aanbieder", request)
            raise refused_there()
        try:
            found = await run_in_threadpool(
                self.party.exchange, told["code"], told.get("iss"), begun
            )
        except Unfit as unfit:
            self._note("aanmelden", f"geweigerd: {unfit}", request)
            raise unfit_answer() from None
        except ProviderAway:
            raise provider_away() from None
        session = await self._stored(lambda: self.sessions.begin(found, self.rules))
        if old := request.cookies.get(self.session_cookie):
            await self._stored(lambda: self.sessions.end(old))
        self._note("aanmelden", "gelukt", request, session)
        answer = RedirectResponse(begun.back, 303)
        self._set(answer, self.session_cookie, session.secret)
        return answer

    async def leave(self, request: Request) -> Response:
        """Ends the session here, or all of this account (`overal`), and sends the browser on to log out at the provider."""
        session: Session | None = request.scope.get(SESSION)
        form = await form_of(limited(request))
        answer = self.pages.render(request, "afgemeld.html", onderweg=True, aangemeld=False)
        if session is not None:
            if form.get("overal") == "1":
                await self._stored(lambda: self.sessions.end_account(session.tokens.sub))
            await self._stored(lambda: self.sessions.end(session.secret))
            self._note("afmelden", "gelukt", request, session)
            goodbye = await run_in_threadpool(
                self.party.goodbye, session.tokens, self.chosen.public + LOGGED_OUT
            )
            # Not a redirect: browsers hold a form to its own site (form-action), and that of the provider is another.
            answer.headers["Refresh"] = f"0; url={goodbye or LOGGED_OUT}"
        answer.delete_cookie(
            self.session_cookie, secure=self.chosen.is_secure, httponly=True, samesite="lax"
        )
        return answer

    async def left(self, request: Request) -> Response:
        return self.pages.render(request, "afgemeld.html", onderweg=False, aangemeld=False)

    async def keys(self, _request: Request) -> Response:
        """For services, and for the provider that fetches the keys of its clients."""
        return JSONResponse(self.chosen.keys.public(), headers={"Cache-Control": "max-age=300"})

    async def hear(self, request: Request) -> Response:
        """The provider tells that somebody logged out (OpenID Connect Back-Channel Logout)."""
        self.heard.take(caller_of(request, self.proxies))
        form = await form_of(limited(request))
        try:
            jti, sub, sid = await run_in_threadpool(
                self.party.logged_out, str(form.get("logout_token", ""))
            )
        except Unfit:
            return JSONResponse({"error": "invalid_request"}, 400)
        except ProviderAway:
            raise provider_away() from None
        if not await self._stored(lambda: self.sessions.hear_logout(jti, sub, sid)):
            return JSONResponse({"error": "invalid_request"}, 400)
        self._note("afmelden", "gehoord van de aanbieder", request)
        return Response(status_code=200)

    def guard(self, scope: Scope) -> Probleem | None:
        """Only the name that the city gave us: another page that made its own name point here reads nothing."""
        host = Headers(scope=scope).get("host", "")
        if scope["path"] in ANY_NAME or host.lower() == self.chosen.host.lower():
            return None
        is_closed = not demo_is_on() and not door.is_open(scope)
        return door.stranger({**scope, "client": None}) if is_closed else door.other_name(scope)

    def instead(self, request: Request, probleem: Probleem) -> Response | None:
        """For somebody who opens a page without being logged in: to the login, and back to that page. Who sends a form after the
        session ended, is told how to log in beside it and send it again: what was typed is still in the browser, and nowhere else."""
        is_page = not is_for_machines(request.url.path) and _is_opened(request)
        if probleem.code != "niet-aangemeld" or not is_page:
            return None
        if request.method == "POST":
            return self.pages.render(request, "sessie_voorbij.html", status=401, aangemeld=False)
        if request.method != "GET":
            return None
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(
            f"{START}?naar={quote(own_page(request.url.path + query), safe='')}", 303
        )

    def assertion(self, request: Request, method: str, path: str) -> str | None:
        """What tells a service who asks; None when nobody is logged in here."""
        session: Session | None = request.scope.get(SESSION)
        return self.chosen.keys.assertion(session.tokens.sub, method, path) if session else None

    def without_secrets(self, cookies: str) -> str:
        """The cookies of a browser that are a service's business."""
        ours = (self.session_cookie, self.browser_cookie)
        kept = [
            part.strip()
            for part in cookies.split(";")
            if part.strip() and part.strip().partition("=")[0] not in ours
        ]
        return "; ".join(kept)

    def _set(self, answer: Response, name: str, value: str, seconds: int | None = None) -> None:
        """Lax, not Strict: who comes back from the provider comes from another site, and must be known at once."""
        answer.set_cookie(
            name,
            value,
            max_age=seconds,
            path="/",
            secure=self.chosen.is_secure,
            httponly=True,
            samesite="lax",
        )

    def _note(
        self, act: str, result: str, request: Request, session: Session | None = None
    ) -> None:
        """BIO2 8.15.01: act, object, result, origin, actor; the account by a mark that is nobody's number."""
        log.info(
            "login",
            actie=act,
            object="sessie",
            resultaat=result,
            oorsprong=caller_of(request, self.proxies),
            actor=self.sessions.told(session.tokens.sub) if session else "",
        )

    async def _stored(self, work: Callable[[], Awaitable[Answer]]) -> Answer:
        try:
            return await work()
        except (psycopg.OperationalError, PoolTimeout):
            raise database_away() from None


def own_page(asked: str) -> str:
    """A path of our own to go back to; the start page for anything else, and for the login itself."""
    parts = urlsplit(asked)
    is_own = _OWN_PAGE.fullmatch(asked) and not parts.scheme and not parts.netloc
    return asked if is_own and len(asked) <= MOST_BACK and parts.path not in (*FREE, OUT) else "/"


def is_without_origin(told: Headers) -> bool:
    """No browser sends a form without saying where it was: who does brings the cookie of somebody else."""
    return "sec-fetch-site" not in told and "origin" not in told


def _is_opened(request: Request) -> bool:
    """Whether a person opens this as a page, not a picture or a program."""
    kind = request.headers.get("sec-fetch-dest", "document")
    return kind == "document" and "text/html" in request.headers.get("accept", "")


def not_begun() -> Probleem:
    return Probleem(
        400,
        "aanmelding-verlopen",
        "U kunt zo niet verder met aanmelden",
        "Het aanmelden is te lang geleden begonnen, al gedaan, of in een andere browser begonnen.",
        "Ga naar de startpagina en meld u opnieuw aan. Staat uw browser cookies toe?",
    )


def refused_there() -> Probleem:
    return Probleem(
        403,
        "aanmelding-geweigerd",
        "U bent niet aangemeld",
        "De aanmeldvoorziening van uw organisatie heeft u niet aangemeld, of u heeft het afgebroken.",
        "Probeer het opnieuw. Lukt het niet, vraag dan uw beheerder of u Doorstart mag gebruiken.",
    )


def unfit_answer() -> Probleem:
    return Probleem(
        403,
        "aanmelding-klopt-niet",
        "U bent niet aangemeld",
        "Het antwoord van de aanmeldvoorziening klopt niet met wat wij vroegen. Daarom nemen wij het niet aan.",
        "Meld u opnieuw aan. Gebeurt dit weer, geef dan de code door aan uw beheerder.",
    )
