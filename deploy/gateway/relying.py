"""What the gateway asks the organisation's provider, as its OpenID Connect client (NL GOV Assurance profile for OpenID Connect).

Authorization code with PKCE (S256) only; the gateway proves itself with a signature (private_key_jwt).
"""

import secrets
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import httpx
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwt import JWTClaimsRegistry

from deploy.gateway.chosen import LoginSettings
from deploy.gateway.sessions import Begun, Tokens
from shared.web import proof
from shared.web.provider import ProviderAway
from shared.web.tokens import LEEWAY, PROVIDER_ALGORITHMS

# A provider that fetches our keys first takes longer than one that only answers; a code that was sent works only once.
PATIENCE = 15.0
LOGGED_OUT = "http://schemas.openid.net/event/backchannel-logout"


class Unfit(Exception):
    """What the provider sent is not what was asked: wrong, of somebody else, too old, or used before."""


class Ended(Exception):
    """The provider says that this person is logged in there no more."""


class RelyingParty:
    """One client of one provider."""

    def __init__(
        self, chosen: LoginSettings, back: str, clock: Callable[[], float] = time.time
    ) -> None:
        """`back` is the one address to which the provider sends people back."""
        self.chosen, self.provider, self.back = chosen, chosen.provider, back
        self._clock = clock

    def begin(self, own_page: str) -> tuple[str, str, Begun]:
        """Where to log in, the state of this login, and what to keep of it; raises ProviderAway."""
        endpoint = str(self.provider.metadata()["authorization_endpoint"])
        state, begun = (
            secrets.token_urlsafe(32),
            Begun(secrets.token_urlsafe(32), secrets.token_urlsafe(48), own_page),
        )
        levels = {"acr_values": " ".join(self.chosen.acr)} if self.chosen.acr else {}
        address: str = prepare_grant_uri(
            endpoint,
            client_id=self.chosen.client,
            response_type="code",
            redirect_uri=self.back,
            scope=self.chosen.scope,
            state=state,
            nonce=begun.nonce,
            code_challenge=create_s256_code_challenge(begun.verifier),
            code_challenge_method="S256",
            **levels,
        )
        return address, state, begun

    def exchange(self, code: str, issuer: str | None, begun: Begun) -> Tokens:
        """Who logged in; raises Unfit and ProviderAway. `issuer` is who says to have sent the code (RFC 9207)."""
        is_told = self.provider.metadata().get("authorization_response_iss_parameter_supported")
        if (issuer or is_told) and issuer != self.provider.issuer:
            raise Unfit("issuer")
        told = self._ask(
            {
                "grant_type": "authorization_code",
                "code": code,
                "redirect_uri": self.back,
                "code_verifier": begun.verifier,
            }
        )
        claims = self._id_token(told, begun.nonce)
        if self.chosen.acr and claims.get("acr") not in self.chosen.acr:
            raise Unfit("acr")
        return Tokens(claims["sub"], claims.get("sid"), told["id_token"], told.get("refresh_token"))

    def ask_again(self, tokens: Tokens) -> Tokens:
        """Whether somebody is still logged in at the provider; raises Ended, and ProviderAway when that cannot be known now."""
        if tokens.refresh_token is None:
            return tokens
        try:
            told = self._ask({"grant_type": "refresh_token", "refresh_token": tokens.refresh_token})
            if "id_token" in told and self._id_token(told, None)["sub"] != tokens.sub:
                raise Ended
        except Unfit:
            raise Ended from None
        return replace(
            tokens,
            refresh_token=told.get("refresh_token", tokens.refresh_token),
            id_token=told.get("id_token", tokens.id_token),
        )

    def goodbye(self, tokens: Tokens, back: str) -> str | None:
        """Where to log out at the provider too (RP-Initiated Logout); None when it has no such place or is away."""
        try:
            endpoint = self.provider.metadata().get("end_session_endpoint")
        except ProviderAway:
            return None
        if not endpoint:
            return None
        asked = {
            "id_token_hint": tokens.id_token,
            "client_id": self.chosen.client,
            "post_logout_redirect_uri": back,
        }
        return str(httpx.URL(str(endpoint)).copy_merge_params(asked))

    def logged_out(self, token: str) -> tuple[str, str | None, str | None]:
        """The id of a logout token, and the account or the session it is about (Back-Channel Logout, 2.6); raises Unfit, ProviderAway."""
        claims = self._claims(token, {"iat": {"essential": True}, "jti": {"essential": True}})
        events = claims.get("events")
        if not isinstance(events, dict) or LOGGED_OUT not in events or "nonce" in claims:
            raise Unfit("no logout")
        sub, sid = claims.get("sub"), claims.get("sid")
        if not (sub or sid) or self._clock() - claims["iat"] > 300:
            raise Unfit("nobody")
        return claims["jti"], sub, sid

    def _id_token(self, told: dict[str, Any], nonce: str | None) -> dict[str, Any]:
        """The claims of an id token that is ours, of now and of this login (OpenID Connect Core, 3.1.3.7)."""
        claims = self._claims(
            str(told.get("id_token", "")),
            {name: {"essential": True} for name in ("sub", "exp", "iat")},
        )
        if claims.get("azp", self.chosen.client) != self.chosen.client:
            raise Unfit("azp")
        if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and "azp" not in claims:
            raise Unfit("azp")
        if nonce is not None and not secrets.compare_digest(str(claims.get("nonce", "")), nonce):
            raise Unfit("nonce")
        return claims

    def _claims(self, token: str, essential: dict[str, Any]) -> dict[str, Any]:
        try:
            header = jws.extract_compact(token.encode()).headers()
            if header.get("alg") not in PROVIDER_ALGORITHMS or "crit" in header:
                raise Unfit("algorithm")
            key = self.provider.keys.key(str(header.get("kid", "")))
            if key is None:
                raise Unfit("key")
            claims = jwt.decode(token, key, algorithms=[str(header["alg"])]).claims
            JWTClaimsRegistry(
                now=lambda: int(self._clock()),
                leeway=LEEWAY,
                iss={"essential": True, "value": self.provider.issuer},
                aud={"essential": True, "value": self.chosen.client},
                **essential,
            ).validate(claims)
        except (JoseError, ValueError, TypeError):
            raise Unfit("token") from None
        return claims

    def _ask(self, form: dict[str, str]) -> dict[str, Any]:
        """The token endpoint's answer; raises Unfit when it refuses, ProviderAway when it does not answer or refuses us."""
        endpoint = str(self.provider.metadata()["token_endpoint"])
        chosen = self.chosen
        auth: Any = httpx.USE_CLIENT_DEFAULT
        if chosen.secret:
            auth = httpx.BasicAuth(chosen.client, chosen.secret)
        else:
            form |= proof.signed(chosen.client, chosen.keys.client[0], self.provider.issuer)
        try:
            answer = self.provider.client.post(endpoint, data=form, auth=auth, timeout=PATIENCE)
            told = answer.json()
        except (httpx.HTTPError, ValueError) as error:
            raise ProviderAway(type(error).__name__) from None
        if answer.is_success and isinstance(told, dict):
            return told
        code = told.get("error") if isinstance(told, dict) else None
        if code == "invalid_grant":
            raise Unfit("invalid_grant")
        raise ProviderAway(f"HTTP {answer.status_code} {str(code)[:40]}")
