"""Passes a request to a service and its answer back, as a stream, without hop-by-hop headers (RFC 9110, 7.6.1)."""

import asyncio
import os
from collections.abc import Callable, Iterable, Mapping
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import IO

import httpx
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from deploy.gateway.bodies import Bodies, Limits, Places, chunks
from deploy.gateway.callers import caller_of
from deploy.gateway.login import SYSTEM, GatewayLogin
from shared.web import actors
from shared.web.problems import Probleem

HOP_BY_HOP = {
    b"connection",
    b"keep-alive",
    b"proxy-authenticate",
    b"proxy-authorization",
    b"proxy-connection",
    b"te",
    b"trailer",
    b"transfer-encoding",
    b"upgrade",
}
OWN = {b"date", b"server"}
FORWARDED = {b"forwarded", b"x-forwarded-for", b"x-forwarded-host", b"x-forwarded-proto"}
TIMEOUT = httpx.Timeout(60.0, connect=2.0)
CONNECTIONS = httpx.Limits(max_connections=200, max_keepalive_connections=20, keepalive_expiry=2.0)

RawHeaders = Iterable[tuple[bytes, bytes]]


class Forwarder:
    """Knows where each service is; raises a Probleem when the service does not answer."""

    def __init__(
        self,
        addresses: Mapping[str, str],
        limits: Limits | None = None,
        login: GatewayLogin | None = None,
    ) -> None:
        limits = limits or Limits()
        self._addresses = addresses
        self._login = login
        self._bodies = Bodies(limits)
        self._open = Places(limits.open_requests)
        # A cookie is between a service and one browser: kept here, it would go along with the requests of everybody else.
        no_cookies = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
        self._client = httpx.AsyncClient(
            timeout=TIMEOUT,
            limits=CONNECTIONS,
            follow_redirects=False,
            trust_env=False,
            cookies=no_cookies,
        )

    async def close(self) -> None:
        await self._client.aclose()

    async def forward(self, request: Request, service: str) -> Response:
        """Raises the Probleem; a caller who went away gets an answer that nobody reads."""
        caller = caller_of(request, self._login.proxies if self._login else ())
        try:
            body = await self._bodies.take_in(request, caller)
        except ClientDisconnect:
            return Response(status_code=400)
        try:
            self._open.take(caller)
        except Probleem:
            _close(body)
            raise
        try:
            return Passed(
                await self._ask(request, service, body), lambda: self._open.give_back(caller)
            )
        except BaseException:
            self._open.give_back(caller)
            raise
        finally:
            _close(body)

    async def _ask(self, request: Request, service: str, body: IO[bytes] | None) -> httpx.Response:
        try:
            return await self._client.send(self._outgoing(request, service, body), stream=True)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise unreachable(service) from error
        except httpx.TransportError as error:
            raise broken_off(service) from error

    def _outgoing(self, request: Request, service: str, body: IO[bytes] | None) -> httpx.Request:
        base = httpx.URL(self._addresses[service])
        target = request.scope["raw_path"] + (
            b"?" + request.scope["query_string"] if request.scope["query_string"] else b""
        )
        client = request.client.host if request.client else "unknown"
        headers = [
            (name, value)
            for name, value in end_to_end(request.headers.raw)
            if name not in FORWARDED
        ]
        if self._login:
            headers = self._identified(request, headers, self._login)
        headers += [
            (b"x-forwarded-for", client.encode()),
            (b"x-forwarded-proto", request.url.scheme.encode()),
        ]
        if body is not None:
            headers = [(name, value) for name, value in headers if name != b"content-length"]
            headers.append((b"content-length", str(body.seek(0, os.SEEK_END)).encode()))
            body.seek(0)
        content = chunks(body) if body is not None else None
        return self._client.build_request(
            request.method, base.copy_with(raw_path=target), headers=headers, content=content
        )

    def _identified(
        self, request: Request, headers: list[tuple[bytes, bytes]], login: GatewayLogin
    ) -> list[tuple[bytes, bytes]]:
        """Who it is in our own words, never in those of the caller; a system's token goes on, and what opens the gateway stays here."""
        kept = [
            (name, value)
            for name, value in headers
            if name not in (b"authorization", b"cookie")
            or (name == b"authorization" and SYSTEM in request.scope)
        ]
        if not actors.is_demo(request):
            kept = [(name, value) for name, value in kept if name != actors.HEADER.lower().encode()]
        if cookies := login.without_secrets(request.headers.get("cookie", "")):
            kept.append((b"cookie", cookies.encode("latin-1")))
        if assertion := login.assertion(request, request.method, request.scope["path"]):
            kept.append((b"authorization", f"Bearer {assertion}".encode()))
        return kept


class Passed(StreamingResponse):
    """The answer of a service as it comes; whatever becomes of the caller or the service, the line to the service is given back."""

    def __init__(self, answer: httpx.Response, give_back: Callable[[], None]) -> None:
        super().__init__(answer.aiter_raw(), answer.status_code)
        self.raw_headers = [
            (name, value) for name, value in end_to_end(answer.headers.raw) if name not in OWN
        ]
        self._answer, self._give_back = answer, give_back

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._give_back()
            await asyncio.shield(self._answer.aclose())


def end_to_end(headers: RawHeaders) -> Iterable[tuple[bytes, bytes]]:
    """The headers meant for the other end: not the hop-by-hop ones, nor those that `Connection` names."""
    lowered = [(name.lower(), value) for name, value in headers]
    named = {
        part.strip().lower()
        for name, value in lowered
        if name == b"connection"
        for part in value.split(b",")
    }
    return [(name, value) for name, value in lowered if name not in HOP_BY_HOP | named]


def _close(body: IO[bytes] | None) -> None:
    if body is not None:
        body.close()


def unreachable(service: str) -> Probleem:
    return Probleem(
        503,
        f"dienst-onbereikbaar-{service}",
        "Dit onderdeel is even niet bereikbaar",
        f"Het onderdeel {service} antwoordt niet.",
        "Probeer het over een minuut opnieuw. De andere onderdelen werken door.",
        "Uw verzoek is niet aangekomen: er is niets veranderd.",
        headers={"Retry-After": "10"},
    )


def broken_off(service: str) -> Probleem:
    return Probleem(
        502,
        f"antwoord-afgebroken-{service}",
        "Het antwoord kwam niet aan",
        f"Het onderdeel {service} brak de verbinding af voordat het antwoord er was.",
        "Kijk eerst of uw handeling is gelukt. Zo niet, doe haar dan opnieuw.",
        "Wij weten niet of uw verzoek nog is verwerkt. Wat eerder is vastgelegd, staat er nog.",
    )
