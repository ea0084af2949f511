"""The realm as Keycloak imports it. Passwords and keys are given at the start: none is in the repository."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from shared.web.tokens import AUDIENCE

REALM = "doorstart"
GATEWAY_CLIENT = "doorstart-gateway"
STAFF = (
    "consulent-1",
    "consulent-2",
    "consulent-3",
    "consulent-4",
    "consulent-5",
    "consulent-6",
    "teamleider-1",
    "debiteuren-1",
    "auditor-1",
    "beheer-1",
    "manager-1",
    "adviseur-1",
)
SERVICES = ("intake", "routing", "bbz", "ledger", "notify", "klok", "organisatie")
PARTNER = "partner-1"
# What a partner may ask: to read, and to hand in an aanmelding. Not who people are.
SCOPES = (*(f"doorstart:{service}:lezen" for service in SERVICES), "doorstart:intake:schrijven")
MAPPED = "openid-connect"


def account_of(medewerker_id: str) -> str:
    """The `sub` of somebody of the demo: the same in every realm that is made here."""
    return str(uuid5(NAMESPACE_URL, f"urn:doorstart:account:{medewerker_id}"))


def realm(
    public: str,
    keys: str,
    passwords: Mapping[str, str],
    systems: Mapping[str, tuple[Mapping[str, Any], tuple[str, ...]]] | None = None,
) -> dict[str, Any]:
    """`public` is where browsers find the gateway, `keys` where Keycloak finds its keys, `passwords` those of the staff by id.

    `systems` gives each client that comes by itself its public keys (JWKS) and the scopes that it may ask.
    """
    systems = systems or {}
    return {
        "realm": REALM,
        "enabled": True,
        "sslRequired": "external",
        "registrationAllowed": False,
        "resetPasswordAllowed": False,
        "bruteForceProtected": True,
        "internationalizationEnabled": True,
        "supportedLocales": ["nl"],
        "defaultLocale": "nl",
        "accessTokenLifespan": 300,
        "accessCodeLifespan": 60,
        "ssoSessionIdleTimeout": 1800,
        "ssoSessionMaxLifespan": 36000,
        "clientScopes": _scopes(),
        "defaultDefaultClientScopes": ["basic"],
        "clients": [_gateway(public, keys), *(_system(*one) for one in systems.items())],
        "users": [_user(who, password) for who, password in passwords.items()],
    }


def _gateway(public: str, keys: str) -> dict[str, Any]:
    """Code and PKCE only, back to one address, proven by a signature that Keycloak checks with the keys that the gateway tells."""
    return {
        "clientId": GATEWAY_CLIENT,
        "name": "Doorstart",
        "publicClient": False,
        "standardFlowEnabled": True,
        "implicitFlowEnabled": False,
        "directAccessGrantsEnabled": False,
        "serviceAccountsEnabled": False,
        "fullScopeAllowed": False,
        "redirectUris": [f"{public}/aanmelden/terug"],
        "webOrigins": [],
        "clientAuthenticatorType": "client-jwt",
        "defaultClientScopes": ["basic"],
        "optionalClientScopes": [],
        "attributes": {
            "use.jwks.url": "true",
            "jwks.url": f"{keys}/aanmelden/sleutels",
            "token.endpoint.auth.signing.alg": "PS256",
            "pkce.code.challenge.method": "S256",
            "id.token.signed.response.alg": "PS256",
            "post.logout.redirect.uris": f"{public}/afgemeld",
            "backchannel.logout.url": f"{keys}/aanmelden/afgemeld-bij-aanbieder",
            "backchannel.logout.session.required": "true",
        },
    }


def _system(client: str, told: tuple[Mapping[str, Any], tuple[str, ...]]) -> dict[str, Any]:
    keys, scopes = told
    return {
        "clientId": client,
        "publicClient": False,
        "standardFlowEnabled": False,
        "directAccessGrantsEnabled": False,
        "serviceAccountsEnabled": True,
        "fullScopeAllowed": False,
        "clientAuthenticatorType": "client-jwt",
        "defaultClientScopes": ["basic", "doorstart"],
        "optionalClientScopes": list(scopes),
        "attributes": {
            "use.jwks.string": "true",
            "jwks.string": json.dumps(keys),
            "token.endpoint.auth.signing.alg": "PS256",
            "access.token.signed.response.alg": "PS256",
        },
    }


def _user(medewerker_id: str, password: str) -> dict[str, Any]:
    """A pseudonym, as everywhere in Doorstart; the fields that Keycloak wants of a person hold no person."""
    return {
        "id": account_of(medewerker_id),
        "username": medewerker_id,
        "enabled": True,
        "firstName": "Demo",
        "lastName": medewerker_id,
        "email": f"{medewerker_id}@doorstad.example",
        "emailVerified": True,
        "requiredActions": [],
        "credentials": [{"type": "password", "value": password, "temporary": False}],
    }


def _scopes() -> list[dict[str, Any]]:
    """Who it is (`basic`), for whom the token is (`doorstart`), and one scope for each kind of operation of each service."""
    kinds = [
        f"doorstart:{service}:{kind}"
        for service in SERVICES
        for kind in ("lezen", "schrijven", "meten", "beheer")
    ]
    return [
        _scope("basic", "false", _mapper("sub", "oidc-sub-mapper")),
        _scope(
            "doorstart",
            "false",
            _mapper("doorstart", "oidc-audience-mapper", **{"included.custom.audience": AUDIENCE}),
        ),
        *(_scope(name, "true") for name in (*kinds, "doorstart:intake:personen")),
    ]


def _scope(name: str, is_told: str, *mappers: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": name,
        "protocol": MAPPED,
        "attributes": {"include.in.token.scope": is_told, "display.on.consent.screen": "false"},
        "protocolMappers": list(mappers),
    }


def _mapper(name: str, kind: str, **config: str) -> dict[str, Any]:
    return {
        "name": name,
        "protocol": MAPPED,
        "protocolMapper": kind,
        "config": {"access.token.claim": "true", "introspection.token.claim": "true", **config},
    }
