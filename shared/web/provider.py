"""The organisation's login provider (OpenID Connect): where it is, and with which keys it signs today."""

import ipaddress
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

import httpx
from joserfc.errors import JoseError
from joserfc.jwk import Key, KeySet

from shared.web.problems import Probleem

# A key that the provider withdrew is refused at most this much later.
FRESH_SECONDS = 600.0
# Who keeps naming keys that nobody has, does not make us ask for each of them.
PATIENCE_SECONDS = 10.0
# What we still accept of a provider that does not answer: its keys, not its tokens, which end by themselves.
LAST_KNOWN_SECONDS = 24 * 3600.0
MOST_BYTES = 256 * 1024
WELL_KNOWN = "/.well-known/openid-configuration"


class ProviderAway(Exception):
    """The provider does not answer, or says what we cannot read: nothing was decided, ask again later."""


class UnsafeAddress(SystemExit):
    """A process was given an address for the login that anybody on the way could answer for."""

    def __init__(self, address: str) -> None:
        super().__init__(
            f"Het adres {address} voor de aanmelding is niet veilig. Er is niets gestart. Gebruik een adres dat met https:// begint."
        )


def safe(address: str) -> str:
    """The address as it is; raises UnsafeAddress for plain HTTP that leaves this machine or the containers' network."""
    parts = urlsplit(address)
    is_far = parts.scheme != "https" and not (parts.scheme == "http" and _is_near(parts.hostname))
    if is_far or not parts.hostname or parts.fragment or parts.username:
        raise UnsafeAddress(address)
    return address


def _is_near(name: str | None) -> bool:
    """This machine, or a bare name, which only the network between containers knows."""
    try:
        return ipaddress.ip_address(name or "").is_loopback
    except ValueError:
        return "." not in (name or ".")


@dataclass
class Keys:
    """The public keys at an address, asked again when they are old or when a token names one that we do not know yet."""

    address: Callable[[], str]
    ask: Callable[[str], dict[str, Any]]
    clock: Callable[[], float] = time.monotonic
    _found: KeySet | None = None
    _found_at: float = float("-inf")
    _asked_at: float = float("-inf")
    _lock: Lock = field(default_factory=Lock)

    def key(self, kid: str) -> Key | None:
        """The key of this name, None when the provider has none; raises ProviderAway when that cannot be known now."""
        with self._lock:
            known = self._known(kid)
            now = self.clock()
            is_fresh = now - self._found_at < FRESH_SECONDS
            if (known and is_fresh) or now - self._asked_at < PATIENCE_SECONDS:
                return self._or_away(known)
            self._asked_at = now
            try:
                self._found = KeySet.import_key_set({"keys": _usable(self.ask(self.address()))})
                self._found_at = now
            except (ProviderAway, JoseError, ValueError, TypeError, KeyError):
                return self._or_away(known)
            return self._known(kid)

    def _known(self, kid: str) -> Key | None:
        return next((key for key in self._found or () if key.kid == kid), None)

    def _or_away(self, known: Key | None) -> Key | None:
        age = self.clock() - self._found_at
        if age > LAST_KNOWN_SECONDS or (known is None and self._asked_at > self._found_at):
            raise ProviderAway("its keys are not known")
        return known


def _usable(told: dict[str, Any]) -> list[dict[str, Any]]:
    """Public keys for signatures that have a name; a provider also publishes keys for other things."""
    return [
        key
        for key in told["keys"]
        if key.get("kid") and key.get("kty") in ("RSA", "EC") and key.get("use", "sig") == "sig"
    ]


class Provider:
    """One issuer, found by discovery. What it said is kept: who is in does not notice that it is away."""

    def __init__(
        self,
        issuer: str,
        address: str | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`address` is where it answers us, if that is another place than where browsers find it."""
        self.issuer = safe(issuer)
        self.address = safe(address or issuer)
        self.client = httpx.Client(timeout=3.0, follow_redirects=False)
        self.keys = Keys(
            lambda: str(self.metadata()["jwks_uri"]), partial(get_json, self.client), clock
        )
        self._metadata: dict[str, Any] | None = None
        self._asked_at = float("-inf")
        self._clock = clock

    def metadata(self) -> dict[str, Any]:
        """What the provider tells of itself; raises ProviderAway, also for a document of somebody else (OpenID Connect Discovery, 4.3)."""
        if self._metadata is None or self._clock() - self._asked_at > FRESH_SECONDS:
            self._asked_at = self._clock()
            try:
                self._metadata = self._discover()
            except ProviderAway:
                if self._metadata is None:
                    raise
        return self._metadata

    def _discover(self) -> dict[str, Any]:
        told = get_json(self.client, self.address.rstrip("/") + WELL_KNOWN)
        if told.get("issuer") != self.issuer:
            raise ProviderAway("another issuer")
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            try:
                safe(str(told.get(name, "")))
            except UnsafeAddress:
                raise ProviderAway(f"no safe {name}") from None
        return told


def provider_of(issuer: str) -> Provider:
    """By the settings."""
    return Provider(issuer, os.environ.get("DOORSTART_OIDC_ADDRESS") or None)


def get_json(client: httpx.Client, address: str) -> dict[str, Any]:
    """The JSON object at an address; raises ProviderAway."""
    try:
        answer = client.get(address, headers={"Accept": "application/json"})
        told = answer.json() if answer.is_success and len(answer.content) < MOST_BYTES else None
    except (httpx.HTTPError, ValueError) as error:
        raise ProviderAway(type(error).__name__) from None
    if not isinstance(told, dict):
        raise ProviderAway(f"HTTP {answer.status_code}")
    return told


def provider_away() -> Probleem:
    return Probleem(
        503,
        "aanmelding-onbereikbaar",
        "U kunt zich nu even niet aanmelden",
        "Het systeem waarmee uw organisatie aanmeldt, antwoordt niet. Wie al is aangemeld, kan doorwerken.",
        "Probeer het over een minuut opnieuw. Duurt het langer, bel dan uw beheerder.",
        headers={"Retry-After": "30"},
    )
