"""What every address checks before anything else runs: can the request be read, and may anybody read here at all?"""

import asyncio
import os
import re
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import unquote_to_bytes

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from shared.velden import ONDRAAGLIJK, is_draaglijk
from shared.web.actors import ACTOR, SESSION, is_demo, is_own_name
from shared.web.login import Login, in_address
from shared.web.problems import Probleem

Respond = Callable[[Request, Probleem], Response]
Guard = Callable[[Scope], Probleem | None]

MAX_ADDRESS, MAX_HEADERS, MAX_KEY = 8 * 1024, 32 * 1024, 200
_BROKEN_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_ONCE = (
    b"content-length",
    b"transfer-encoding",
    b"host",
    b"idempotency-key",
    b"doorstart-actor",
    b"authorization",
)
_UNPRINTABLE = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")
_KEY = re.compile(rb"[\x20-\x7e]+")
# Where somebody hands in papers the code in the address is the key; intake looks at it.
_OPEN = re.compile(
    r"(/[a-z]+)?/health/(live|startup|ready|progress)|/static/[^/]+|/inleveren(/[^/]+)?"
)
# These two check the credential of the asking service themselves.
_BETWEEN_SERVICES = ("/intake/v1/personen-vragen", "/intake/v1/sleutels")
_TOKEN_IN_ADDRESS = re.compile(rb"(^|[&;?])(access|id|refresh)_token=", re.IGNORECASE)


class Door:
    """Answers for the application when a guard finds a problem, and closes the line.

    `login` is how people and systems come in; without it there is the demo, or nobody.
    """

    def __init__(
        self,
        app: ASGIApp,
        respond: Respond,
        also: tuple[Guard, ...] = (),
        login: Login | None = None,
    ) -> None:
        self.app = app
        self.respond = respond
        self.guards = (*READABLE, *also)
        self.login = login

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope = {**scope}
        for name in (ACTOR, SESSION):
            scope.pop(name, None)
        probleem = next((found for guard in self.guards if (found := guard(scope))), None)
        shown = scope if probleem is None else _readable(scope)
        probleem = probleem or await self._let_in(scope)
        if probleem is None:
            await self.app(scope, receive, send)
            return
        answer = self.respond(Request(shown), probleem)
        answer.headers["Connection"] = "close"
        await hear_out(Request(scope, receive), most_bytes=2**20, seconds=2.0)
        await answer(scope, receive, send)

    async def _let_in(self, scope: Scope) -> Probleem | None:
        """Whoever shows a token is judged by it, in the demo too: a wrong one never becomes a role of the demo."""
        if is_open(scope) or is_between_services(scope):
            return None
        try:
            if self.login is not None and await self.login.admit(scope):
                return None
        except Probleem as probleem:
            return probleem
        return next((found for guard in DEMO if (found := guard(scope))), None)


def is_open(scope: Scope) -> bool:
    """Health and style: for everybody."""
    return _OPEN.fullmatch(scope["path"]) is not None


def is_between_services(scope: Scope) -> bool:
    """What one service asks another, with a credential or token of its own."""
    return scope["path"] in _BETWEEN_SERVICES


async def hear_out(request: Request, *, most_bytes: int, seconds: float) -> None:
    """Lets a caller who will be refused finish: a line that closes on bytes not yet read takes the answer with it (RFC 9112, 9.6)."""
    left = 0 if "expect" in request.headers else most_bytes
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while left > 0:
                message = await request.receive()
                left -= len(message.get("body", b""))
                if not message.get("more_body", False):
                    return


def address(scope: Scope) -> Probleem | None:
    """The address is a path of UTF-8 text without control characters, and not endless."""
    path, query = scope.get("raw_path") or scope["path"].encode(), scope["query_string"]
    if len(path) + len(query) > MAX_ADDRESS:
        return Probleem(
            414,
            "adres-te-lang",
            "Dit adres is te lang",
            f"Een adres mag hoogstens {MAX_ADDRESS} tekens hebben.",
            "Zoek op minder woorden, of stuur de gegevens in de inhoud van uw verzoek.",
        )
    if not path.startswith(b"/") or not _is_text(path, b"") or not _is_text(query, b"\t\r\n"):
        return Probleem(
            400,
            "adres-onleesbaar",
            "Dit adres is niet te lezen",
            "In het adres staat een teken dat wij niet kunnen lezen of bewaren.",
            "Typ het adres of de zoekvraag opnieuw, zonder dat teken.",
        )
    return None


def headers(scope: Scope) -> Probleem | None:
    """Headers are printable, not endless, and leave no doubt where the request ends (RFC 9112, 6.3)."""
    pairs: list[tuple[bytes, bytes]] = list(scope["headers"])
    if sum(len(name) + len(value) for name, value in pairs) > MAX_HEADERS:
        return Probleem(
            431,
            "kopregels-te-groot",
            "De kopregels zijn te groot",
            "De kopregels (headers) van uw verzoek zijn samen te groot.",
            "Stuur minder of kortere kopregels, of wis de cookies van deze site.",
        )
    if any(_UNPRINTABLE.search(value) for _, value in pairs):
        return _unclear("In een kopregel (header) staat een teken dat wij niet kunnen lezen.")
    names = [name.lower() for name, _ in pairs]
    if b"transfer-encoding" in names and (
        b"content-length" in names or scope.get("http_version") == "1.0"
    ):
        return _unclear(
            "Uw verzoek noemt zijn lengte op twee manieren (Content-Length en Transfer-Encoding)."
        )
    if any(names.count(name) > 1 for name in _ONCE):
        return _unclear("Een kopregel (header) die maar één keer mag voorkomen, staat er vaker.")
    return _key(
        dict(zip(names, (value for _, value in pairs), strict=True)).get(b"idempotency-key")
    )


def token_in_address(scope: Scope) -> Probleem | None:
    """A token is never read from an address, and who put one there hears that it leaked."""
    return in_address() if _TOKEN_IN_ADDRESS.search(scope["query_string"]) else None


def stranger(scope: Scope) -> Probleem | None:
    """Without a login nobody reads or writes outside the demo."""
    if is_demo(Request(scope)):
        return None
    can_log_in = bool(os.environ.get("DOORSTART_OIDC_ISSUER"))
    return Probleem(
        401,
        "niet-aangemeld",
        "U bent niet aangemeld",
        "Wij weten niet wie u bent. Misschien bent u te lang geleden aangemeld."
        if can_log_in
        else "Dit systeem heeft nog geen aanmelding. Daarom is alles dicht buiten de demo.",
        "Open Doorstart in uw browser en meld u aan. Een programma stuurt een token mee in de kopregel Authorization."
        if can_log_in
        else "Gebruik de demo op de computer zelf, of vraag uw beheerder wanneer u zich kunt aanmelden.",
        headers={"WWW-Authenticate": "Bearer"},
    )


def other_name(scope: Scope) -> Probleem | None:
    """A name that is not this machine's: a page elsewhere that made its own name point here (DNS rebinding) reads nothing."""
    return (
        None
        if is_open(scope) or is_own_name(Request(scope))
        else stranger({**scope, "client": None})
    )


READABLE: tuple[Guard, ...] = (address, headers, token_in_address)
DEMO: tuple[Guard, ...] = (stranger,)


def _is_text(escaped: bytes, also: bytes) -> bool:
    if _BROKEN_ESCAPE.search(escaped):
        return False
    try:
        text = unquote_to_bytes(escaped).decode()
    except UnicodeDecodeError:
        return False
    return is_draaglijk(text) and not any(
        sign in text and sign.encode() not in also for sign in "\t\r\n"
    )


def _key(key: bytes | None) -> Probleem | None:
    if key is None or (len(key) <= MAX_KEY and _KEY.fullmatch(key)):
        return None
    return Probleem(
        400,
        "sleutel-onleesbaar",
        "Deze sleutel klopt niet",
        f"Een Idempotency-Key heeft 1 tot {MAX_KEY} gewone tekens: letters, cijfers en leestekens zonder accent.",
        "Maak een nieuwe sleutel, bijvoorbeeld een UUID, en stuur het verzoek opnieuw.",
    )


def _unclear(what: str) -> Probleem:
    return Probleem(
        400,
        "verzoek-onduidelijk",
        "Uw verzoek is niet te lezen",
        what,
        "Kijk uw programma na en stuur het verzoek opnieuw.",
    )


def _readable(scope: Scope) -> Scope:
    """For the page that tells the problem: without what made it unreadable."""
    return {
        **scope,
        "path": ONDRAAGLIJK.sub("", scope["path"]),
        "query_string": b"",
    }
