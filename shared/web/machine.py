"""A token of a system's own (client credentials): asked of the provider when it is needed, and kept until it nearly ends."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

import httpx
from joserfc.jwk import RSAKey

from shared.web import proof
from shared.web.provider import Provider, ProviderAway

# A token that ends while it is on its way opens nothing.
MARGIN_SECONDS = 30.0


@dataclass
class ClientCredentials:
    """One of our own systems at the provider, with its key and what it wants to do."""

    provider: Provider
    client: str
    key: RSAKey
    scope: str
    clock: Callable[[], float] = time.monotonic
    _token: str = ""
    _until: float = float("-inf")
    _lock: Lock = field(default_factory=Lock)

    def token(self) -> str:
        """Raises ProviderAway when there is none and none can be had."""
        with self._lock:
            if self.clock() >= self._until:
                self._ask()
            return self._token

    def _ask(self) -> None:
        form = {"grant_type": "client_credentials", "scope": self.scope}
        form |= proof.signed(self.client, self.key, self.provider.issuer)
        try:
            endpoint = str(self.provider.metadata()["token_endpoint"])
            answer = self.provider.client.post(endpoint, data=form)
            told = answer.json() if answer.is_success else {}
            token, lasts = str(told["access_token"]), float(told["expires_in"])
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            raise ProviderAway(type(error).__name__) from None
        self._token, self._until = token, self.clock() + lasts - MARGIN_SECONDS
