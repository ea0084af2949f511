"""Who a Bearer token is of: signed by whom we trust, meant for us, and of now (NL GOV profile for OAuth 2.0, Protected Resource Profile).

Two issuers only: our own gateway, for a person who logged in there, and the organisation's provider, for a system with client
credentials. A token of a person straight from the provider is refused: people come through the gateway.
"""

import json
import os
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from threading import Lock
from typing import Any, Literal

import httpx
from joserfc import jws, jwt
from joserfc.errors import ExpiredTokenError, JoseError
from joserfc.jwt import JWTClaimsRegistry

from shared.web.provider import Keys, Provider, get_json, provider_of

Soort = Literal["medewerker", "systeem"]
GATEWAY = "urn:doorstart:gateway"
AUDIENCE = "doorstart"
KEYS_PATH = "/aanmelden/sleutels"
# RS256 and PS256 by the profile; never `none`, and no HS*, where a public key would do as the secret.
PROVIDER_ALGORITHMS = frozenset({"RS256", "PS256"})
OWN_ALGORITHMS = frozenset({"ES256"})
TYPES = frozenset({"jwt", "at+jwt", "application/at+jwt"})
LEEWAY = 10
ASSERTION_SECONDS = 60
MOST = 8 * 1024


@dataclass(frozen=True)
class Identiteit:
    """Whose token it was: the account (`sub`) of a person, or `systeem:` with the client of a system, and what that system may do."""

    account: str
    soort: Soort
    scopes: frozenset[str] = frozenset()


class Refused(Exception):
    """This token opens nothing; `code` says why in a word that may be told."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Issuer:
    """Whom we believe, with which keys and algorithms, about whom. `systems` are the clients that may come by themselves."""

    name: str
    keys: Keys
    algorithms: frozenset[str]
    soort: Soort
    audience: str = AUDIENCE
    systems: frozenset[str] = frozenset()


@dataclass
class Once:
    """Remembers what was used until it has ended, so that nobody uses it again."""

    clock: Callable[[], float] = time.time
    _used: dict[str, float] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)
    _swept: float = 0.0

    def first(self, name: str, until: float) -> bool:
        """Whether this is the first time."""
        with self._lock:
            now = self.clock()
            if now - self._swept > ASSERTION_SECONDS:
                self._used = {each: end for each, end in self._used.items() if end > now}
                self._swept = now
            if name in self._used:
                return False
            self._used[name] = until
            return True


class Verifier:
    """Checks tokens against an allow-list of issuers."""

    def __init__(
        self, issuers: Iterable[Issuer] = (), clock: Callable[[], float] = time.time
    ) -> None:
        self.issuers = {issuer.name: issuer for issuer in issuers}
        self._clock = clock
        self._once = Once(clock)

    def verify(self, token: str, method: str, path: str) -> Identiteit:
        """Whose token this is; raises Refused, and ProviderAway where the keys cannot be had now."""
        header, issuer = self._unverified(token)
        key = issuer.keys.key(header["kid"])
        if key is None:
            raise Refused("token-sleutel-onbekend")
        try:
            claims = jwt.decode(token, key, algorithms=[header["alg"]]).claims
            self._rules(issuer).validate(claims)
        except ExpiredTokenError:
            raise Refused("token-verlopen") from None
        except (JoseError, ValueError, TypeError):
            raise Refused("token-ongeldig") from None
        if issuer.soort == "medewerker":
            return self._person(claims, method, path)
        return _system(claims, issuer)

    def _unverified(self, token: str) -> tuple[dict[str, Any], Issuer]:
        """Header and issuer as the token claims them: enough to choose the key that it must then be signed with."""
        if len(token) > MOST:
            raise Refused("token-ongeldig")
        try:
            parts = jws.extract_compact(token.encode())
            header = parts.headers()
            said = json.loads(parts.payload or b"")
            issuer = self.issuers.get(said.get("iss", ""))
        except (JoseError, ValueError, TypeError, AttributeError, RecursionError):
            raise Refused("token-ongeldig") from None
        if issuer is None:
            raise Refused("token-van-een-ander")
        if header.get("alg") not in issuer.algorithms or "crit" in header:
            raise Refused("token-ongeldig")
        if str(header.get("typ", "JWT")).lower() not in TYPES:
            raise Refused("token-ongeldig")
        if not isinstance(header.get("kid"), str):
            raise Refused("token-ongeldig")
        return header, issuer

    def _rules(self, issuer: Issuer) -> JWTClaimsRegistry:
        return JWTClaimsRegistry(
            now=lambda: int(self._clock()),
            leeway=LEEWAY,
            iss={"essential": True, "value": issuer.name},
            aud={"essential": True, "value": issuer.audience},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
        )

    def _person(self, claims: Mapping[str, Any], method: str, path: str) -> Identiteit:
        """Our own assertion: short, for this one request, and used once."""
        if not 0 < claims["exp"] - claims["iat"] <= ASSERTION_SECONDS:
            raise Refused("token-ongeldig")
        if (claims.get("htm"), claims.get("htu")) != (method, path):
            raise Refused("token-voor-iets-anders")
        jti = claims.get("jti")
        if not isinstance(jti, str) or not self._once.first(jti, claims["exp"] + LEEWAY):
            raise Refused("token-al-gebruikt")
        return Identiteit(claims["sub"], "medewerker")


def _system(claims: Mapping[str, Any], issuer: Issuer) -> Identiteit:
    """A client that comes by itself: one that we know, and not on behalf of a person who is logged in somewhere (`sid`)."""
    client = claims.get("azp", claims.get("client_id"))
    if client not in issuer.systems or "sid" in claims or claims.get("typ", "Bearer") != "Bearer":
        raise Refused("token-van-een-onbekend-systeem")
    scopes = claims.get("scope", "")
    return Identiteit(
        f"systeem:{client}", "systeem", frozenset(scopes.split() if isinstance(scopes, str) else ())
    )


def bearer(headers: Iterable[tuple[bytes, bytes]]) -> str | None:
    """The token of the Authorization header, None without; raises Refused for another scheme."""
    shown = [value for name, value in headers if name.lower() == b"authorization"]
    if not shown:
        return None
    scheme, _, token = shown[0].decode("latin-1").strip().partition(" ")
    if scheme.lower() != "bearer" or not token.strip() or len(shown) > 1:
        raise Refused("token-ongeldig")
    return token.strip()


def from_environment(provider: Provider | None = None) -> Verifier:
    """Whom this process believes by its settings; nobody when there are none.

    The gateway names the provider that it knows already, and takes its own word from nobody else.
    """
    found: list[Issuer] = []
    if provider is None and (address := _gateway_keys()):
        ask = partial(get_json, httpx.Client(timeout=3.0, trust_env=False))
        found.append(Issuer(GATEWAY, Keys(lambda: address, ask), OWN_ALGORITHMS, "medewerker"))
    if issuer := os.environ.get("DOORSTART_OIDC_ISSUER"):
        provider = provider or provider_of(issuer)
        systems = os.environ.get("DOORSTART_OIDC_SYSTEMEN", "")
        found.append(
            Issuer(
                provider.issuer,
                provider.keys,
                PROVIDER_ALGORITHMS,
                "systeem",
                os.environ.get("DOORSTART_OIDC_AUDIENCE", AUDIENCE),
                frozenset(filter(None, (name.strip() for name in systems.split(",")))),
            )
        )
    return Verifier(found)


def _gateway_keys() -> str | None:
    """Where the gateway tells its public keys, on the network between our own processes."""
    own = os.environ.get("DOORSTART_URL_GATEWAY")
    return f"{own.rstrip('/')}{KEYS_PATH}" if own else None
