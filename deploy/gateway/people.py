"""Who asks for a page of the gateway itself: it has no organisation of its own, so it asks the part that has."""

from typing import Any

import httpx
from starlette.requests import Request

from deploy.gateway.login import GatewayLogin
from shared.web import actors
from shared.web.actors import Actor
from shared.web.problems import standard_problem

ASK = "/organisatie/v1/ik"
# A page must come when nothing else does.
PATIENCE_SECONDS = 2.0


class People:
    """`address`: the base URL of the organisation; None where there is none. `login`: who vouches for a session."""

    def __init__(self, address: str | None, login: GatewayLogin | None) -> None:
        self._address, self._login = address, login

    async def note(self, request: Request) -> None:
        """Notes who this is and whom one may be instead; nobody while the organisation does not answer.

        Raises the 403 Probleem for a medewerker whom nobody is.
        """
        name = actors.named(request)
        told = await self._ask(request, name)
        if told is None and name and (other := await self._ask(request, None)):
            _note_choices(request, other)
            raise actors.unknown_role(een["medewerker_id"] for een in other["keuzes"])
        if told is None:
            return
        request.scope[actors.ACTOR] = Actor(
            told["medewerker_id"],
            told["aanduiding"],
            {een["rol"]: frozenset(een["gemeenten"]) for een in told["bevoegdheden"]},
        )
        if actors.SESSION not in request.scope:
            request.scope[actors.CHOSEN] = True
        _note_choices(request, told)

    async def has(self, request: Request, medewerker_id: str) -> bool:
        """Whether one may be this medewerker; raises the 503 Probleem while the organisation does not answer."""
        told = await self._ask(request, None)
        if told is None:
            raise standard_problem(503)
        _note_choices(request, told)
        return medewerker_id in {een.actor_id for een in actors.choices(request)}

    async def _ask(self, request: Request, name: str | None) -> dict[str, Any] | None:
        if not self._address:
            return None
        hops = [
            request.headers.get("x-forwarded-for", ""),
            request.client.host if request.client else "unknown",
        ]
        headers = {"X-Forwarded-For": ", ".join(hop for hop in hops if hop)}
        if self._login and actors.SESSION in request.scope:
            headers["Authorization"] = f"Bearer {self._login.assertion(request, 'GET', ASK)}"
        elif name:
            headers[actors.HEADER] = name
        try:
            async with httpx.AsyncClient(timeout=PATIENCE_SECONDS, trust_env=False) as client:
                answer = await client.get(f"{self._address.rstrip('/')}{ASK}", headers=headers)
            told: dict[str, Any] = answer.json()
        except (httpx.TransportError, ValueError):
            return None
        return told if answer.is_success else None


def _note_choices(request: Request, told: dict[str, Any]) -> None:
    request.scope[actors.CHOICES] = tuple(
        Actor(een["medewerker_id"], een["aanduiding"]) for een in told["keuzes"]
    )
