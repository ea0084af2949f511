"""Passes a request to a service and its answer back, as a stream, without hop-by-hop headers (RFC 9110, 7.6.1)."""

from collections.abc import AsyncIterator, Iterable, Mapping

import httpx
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

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
LIMITS = httpx.Limits(max_connections=200, max_keepalive_connections=20, keepalive_expiry=2.0)

RawHeaders = Iterable[tuple[bytes, bytes]]


class Forwarder:
    """Knows where each service is; raises a Probleem when the service does not answer."""

    def __init__(self, addresses: Mapping[str, str]) -> None:
        self._addresses = addresses
        self._client = httpx.AsyncClient(timeout=TIMEOUT, limits=LIMITS, follow_redirects=False, trust_env=False)

    async def close(self) -> None:
        await self._client.aclose()

    async def forward(self, request: Request, service: str) -> Response:
        try:
            answer = await self._client.send(self._outgoing(request, service), stream=True)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise unreachable(service) from error
        except httpx.TransportError as error:
            raise broken_off(service) from error
        response = StreamingResponse(answer.aiter_raw(), answer.status_code, background=BackgroundTask(answer.aclose))
        response.raw_headers = [(name, value) for name, value in end_to_end(answer.headers.raw) if name not in OWN]
        return response

    def _outgoing(self, request: Request, service: str) -> httpx.Request:
        base = httpx.URL(self._addresses[service])
        target = request.scope["raw_path"] + (b"?" + request.scope["query_string"] if request.scope["query_string"] else b"")
        client = request.client.host if request.client else "unknown"
        headers = [(name, value) for name, value in end_to_end(request.headers.raw) if name not in FORWARDED]
        headers += [(b"x-forwarded-for", client.encode()), (b"x-forwarded-proto", request.url.scheme.encode())]
        return self._client.build_request(request.method, base.copy_with(raw_path=target), headers=headers, content=_content(request))


def end_to_end(headers: RawHeaders) -> Iterable[tuple[bytes, bytes]]:
    """The headers meant for the other end: not the hop-by-hop ones, nor those that `Connection` names."""
    lowered = [(name.lower(), value) for name, value in headers]
    named = {part.strip().lower() for name, value in lowered if name == b"connection" for part in value.split(b",")}
    return [(name, value) for name, value in lowered if name not in HOP_BY_HOP | named]


def _content(request: Request) -> AsyncIterator[bytes] | None:
    has_body = "content-length" in request.headers or "transfer-encoding" in request.headers
    return request.stream() if has_body else None


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
