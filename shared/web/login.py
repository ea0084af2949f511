"""Who comes in with a token: checked, and known to the organisation. The door asks this for every address that is not open to all."""

from collections.abc import Callable
from typing import Protocol

from starlette.concurrency import run_in_threadpool
from starlette.types import Scope

from shared.store import DEPENDENCY_DOWN
from shared.web import scopes
from shared.web.actors import ACTOR, Actor
from shared.web.problems import Probleem, database_away
from shared.web.provider import ProviderAway, provider_away
from shared.web.tokens import Identiteit, Refused, Verifier, bearer

# Finds who has an account in the organisation; None for somebody whom nobody employs here (any more).
Who = Callable[[str], Actor | None]


class Login(Protocol):
    """What lets people in beside the demo."""

    async def admit(self, scope: Scope) -> bool:
        """Whether the request showed who it is of, noting it in the scope; raises a Probleem for what opens nothing."""


class TokenLogin:
    """The login of a service: a token of the gateway or of a system's own, and the organisation's word for who that is."""

    def __init__(self, verifier: Verifier, who: Who) -> None:
        self.verifier, self.who = verifier, who

    async def admit(self, scope: Scope) -> bool:
        try:
            token = bearer(scope["headers"])
            if token is None:
                return False
            scope[ACTOR] = await run_in_threadpool(
                self._actor, token, scope["method"], scope["path"]
            )
        except Refused as refused:
            raise refusal(refused.code) from None
        except ProviderAway:
            raise provider_away() from None
        except DEPENDENCY_DOWN:
            raise database_away() from None
        return True

    def _actor(self, token: str, method: str, path: str) -> Actor:
        identiteit = self.verifier.verify(token, method, path)
        if identiteit.soort == "systeem":
            allow(identiteit, method, path)
        actor = self.who(identiteit.account)
        if actor is None:
            raise unknown_account()
        return actor


def nobody_known(_account: str) -> Actor | None:
    """Where no organisation was told yet, nobody is known."""
    return None


def allow(identiteit: Identiteit, method: str, path: str) -> None:
    """Raises the 403 Probleem for a system without the scope of this operation."""
    wanted = scopes.needed(method, path)
    if wanted is None or wanted not in identiteit.scopes:
        raise insufficient(wanted)


def refusal(code: str) -> Probleem:
    """The 401 for a token that opens nothing (RFC 6750, 3.1)."""
    return Probleem(
        401,
        code,
        "U bent niet meer aangemeld" if code == "token-verlopen" else "U bent niet aangemeld",
        _WHY.get(code, "Het bewijs (token) bij uw verzoek klopt niet."),
        "Meld u opnieuw aan. Een programma vraagt een nieuw token en stuurt het verzoek nog eens.",
        headers={"WWW-Authenticate": 'Bearer error="invalid_token"'},
    )


_WHY = {
    "token-verlopen": "Het bewijs (token) bij uw verzoek is verlopen.",
    "token-van-een-ander": "Het bewijs (token) komt niet van een uitgever die wij vertrouwen.",
    "token-al-gebruikt": "Het bewijs (token) bij uw verzoek is al een keer gebruikt.",
    "token-van-een-onbekend-systeem": "Het bewijs (token) is niet van een systeem dat wij kennen.",
}


def insufficient(wanted: str | None) -> Probleem:
    """The 403 for a system that lacks a scope, or that asks for a page."""
    return Probleem(
        403,
        "recht-ontbreekt",
        "Dit mag uw systeem niet",
        f"Uw systeem heeft het recht {wanted} niet."
        if wanted
        else "Dit adres is voor mensen; een systeem gebruikt de API.",
        "Vraag de beheerder van deze organisatie om dit recht."
        if wanted
        else "Kijk in de beschrijving van de API welk adres u kunt gebruiken.",
        headers={
            "WWW-Authenticate": 'Bearer error="insufficient_scope"'
            + (f', scope="{wanted}"' if wanted else "")
        },
    )


def unknown_account() -> Probleem:
    """Logged in, but nobody here: the account itself is not told back."""
    return Probleem(
        403,
        "account-onbekend",
        "Wij kennen dit account niet",
        "U bent goed aangemeld, maar uw account hoort hier bij niemand die in dienst is.",
        "Vraag uw beheerder om u in de organisatie van Doorstart op te nemen. Daarna kunt u meteen verder.",
    )


def in_address() -> Probleem:
    """A token in an address ends up in logs and histories (NL GOV profile: never accepted there)."""
    return Probleem(
        401,
        "token-in-adres",
        "U bent niet aangemeld",
        "Er staat een token in het adres. Daar lezen wij het niet: adressen worden bewaard en doorgegeven.",
        "Stuur het token in de kopregel Authorization. Trek dit token in, want anderen kunnen het hebben gezien.",
        headers={"WWW-Authenticate": 'Bearer error="invalid_request"'},
    )
