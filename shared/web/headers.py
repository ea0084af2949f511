"""Headers that every answer carries, and the check that a change comes from our own pages."""

from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.web.problems import Probleem

COMMON = {
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
}
API = COMMON | {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}
PAGES = COMMON | {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
}
_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


class DefaultHeaders:
    """Adds headers that the answer does not have yet."""

    def __init__(self, app: ASGIApp, headers: Mapping[str, str]) -> None:
        self.app = app
        self.headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    present.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


class OwnPagesOnly:
    """Refuses a change that a browser sends from somebody else's page (CSRF), by the headers the browser itself adds."""

    def __init__(self, app: ASGIApp, respond: Callable[[Request, Probleem], Response]) -> None:
        self.app = app
        self.respond = respond

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if (
            scope["type"] != "http"
            or scope["method"] in _SAFE_METHODS
            or not is_foreign(Headers(scope=scope))
        ):
            await self.app(scope, receive, send)
            return
        await self.respond(Request(scope), FOREIGN)(scope, receive, send)


FOREIGN = Probleem(
    403,
    "vreemde-pagina",
    "Dit verzoek komt van een andere website",
    "Een pagina van een andere website probeerde hier iets te veranderen.",
    "Open de pagina in Doorstart zelf en doe de handeling daar.",
)


def is_foreign(headers: Headers) -> bool:
    """Whether a browser says that the request was started by another origin; programs send neither header."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host")
