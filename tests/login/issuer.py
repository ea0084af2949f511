"""A small issuer on a port of this machine: its discovery document and its keys, and any token that somebody could make."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from joserfc import jwt
from joserfc.jwk import Key, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from deploy.gateway.keys import Keyring
from tests.web.server import running

PARTNER = "partner-1"
ACCOUNT = "account-van-consulent-1"


def new_key(kid: str) -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": kid, "use": "sig"})


class SmallIssuer:
    """Signs what it is told, with its own key unless told otherwise; `keys` and `is_away` may change while it runs."""

    def __init__(self) -> None:
        self.key = new_key("k1")
        self.keys: list[Key] = [self.key]
        self.ring = Keyring.made()
        self.is_away = False
        self.asked = 0
        self.url = ""

    def claims(self, **other: Any) -> dict[str, Any]:
        now = int(time.time())
        right = {
            "iss": self.url,
            "aud": ["account", "doorstart"],
            "sub": "5f0c",
            "azp": PARTNER,
            "scope": "doorstart:klok:lezen",
            "typ": "Bearer",
            "iat": now,
            "exp": now + 300,
        }
        return {name: value for name, value in (right | other).items() if value is not None}

    def token(self, key: Any = None, header: dict[str, Any] | None = None, **claims: Any) -> str:
        whole = {"alg": "RS256", "kid": "k1"} | (header or {})
        return jwt.encode(whole, self.claims(**claims), key or self.key, [whole["alg"]])

    def app(self) -> Starlette:
        async def discovery(_request: Request) -> Response:
            self.asked += 1
            names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
            told = {name: f"{self.url}/{name}" for name in names}
            return self._answer({"issuer": self.url, **told})

        async def keys(_request: Request) -> Response:
            self.asked += 1
            return self._answer({"keys": [key.as_dict(private=False) for key in self.keys]})

        async def own(_request: Request) -> Response:
            return self._answer(self.ring.public())

        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", discovery),
                Route("/jwks_uri", keys),
                Route("/aanmelden/sleutels", own),
            ]
        )

    def _answer(self, told: dict[str, Any]) -> Response:
        return Response(status_code=503) if self.is_away else JSONResponse(told)


@contextmanager
def small_issuer() -> Iterator[SmallIssuer]:
    issuer = SmallIssuer()
    with running(issuer.app()) as url:
        issuer.url = url
        yield issuer
