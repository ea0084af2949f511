"""What waits for a person in all services, on the page Stand: seen, shown before it is done, and done."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import httpx
from starlette.requests import Request

from deploy.gateway.login import GatewayLogin
from shared.web import actors

FIELDS = ("handeling", "id", "sleutel", "oorzaak", "reden")


class HeldUp:
    """Asks every service as the person who asks: a service that is shut to them tells nothing."""

    def __init__(self, addresses: Mapping[str, str], login: GatewayLogin | None = None) -> None:
        self._addresses, self._login = addresses, login

    async def everything(
        self, request: Request
    ) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """What waits, the oldest first, and what was done with it, the newest first; each with its service."""
        async with self._client(request) as client:
            answers = await asyncio.gather(
                *(self._get(request, client, service) for service in self._addresses)
            )
        told = dict(zip(self._addresses, answers, strict=True))
        held = [
            {**one, "dienst": service, "since": _moment(one["since"])}
            for service, own in told.items()
            for one in own["geparkeerd"]
        ]
        acts = [
            {**one, "dienst": service, "at": _moment(one["at"])}
            for service, own in told.items()
            for one in own["handelingen"]
        ]
        return sorted(held, key=lambda one: one["since"]), sorted(
            acts, key=lambda one: one["at"], reverse=True
        )[:20]

    async def act(
        self, request: Request, form: Mapping[str, str], *, really: bool
    ) -> tuple[int, dict[str, Any]]:
        """The answer of the service that the form names: what was chosen, and whether it was done."""
        service = form.get("dienst", "")
        if service not in self._addresses:
            return 400, {"title": "Dit onderdeel bestaat niet", "detail": "Er is niets veranderd."}
        wish = {name: form[name] for name in FIELDS if form.get(name)}
        async with self._client(request) as client:
            try:
                answer = await client.post(
                    self._url(service),
                    json={**wish, "doe_het": really},
                    headers=self._as(request, "POST", service),
                )
                return answer.status_code, answer.json()
            except (httpx.TransportError, ValueError):
                return 503, {
                    "title": "Dit onderdeel antwoordt niet",
                    "detail": "Het is niet bekend of er iets is veranderd.",
                }

    async def _get(
        self, request: Request, client: httpx.AsyncClient, service: str
    ) -> dict[str, Any]:
        nothing: dict[str, Any] = {"geparkeerd": [], "handelingen": []}
        try:
            answer = await client.get(self._url(service), headers=self._as(request, "GET", service))
            told = answer.json() if answer.status_code == httpx.codes.OK else nothing
            return told if isinstance(told, dict) and told.keys() >= nothing.keys() else nothing
        except (httpx.TransportError, ValueError):
            return nothing

    def _url(self, service: str) -> str:
        return f"{self._addresses[service].rstrip('/')}{_path(service)}"

    def _as(self, request: Request, method: str, service: str) -> dict[str, str]:
        """Who asks: who logged in, or the role of the demo."""
        if self._login and actors.SESSION in request.scope:
            return {
                "Authorization": f"Bearer {self._login.assertion(request, method, _path(service))}"
            }
        name = actors.named(request)
        return {actors.HEADER: name} if name else {}

    def _client(self, request: Request) -> httpx.AsyncClient:
        hops = [
            request.headers.get("x-forwarded-for", ""),
            request.client.host if request.client else "unknown",
        ]
        headers = {"X-Forwarded-For": ", ".join(hop for hop in hops if hop)}
        return httpx.AsyncClient(timeout=5.0, trust_env=False, headers=headers)


def _path(service: str) -> str:
    return f"/{service}/beheer/geparkeerd"


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
