"""The OpenAPI document as the NL API Design Rules want it, made from what FastAPI generates."""

from collections.abc import Iterator
from typing import Any

from shared.web import scopes
from shared.web.problems import MEDIA_TYPE

PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "Wat er gebeurde, wat er bewaard is en wat u kunt doen (RFC 9457).",
    "required": ["status", "title", "detail", "code", "watGebeurde", "watBewaardIs", "watTeDoen"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "title": {"type": "string"},
        "detail": {"type": "string"},
        "code": {"type": "string", "description": "Zoekbare code van het probleem."},
        "watGebeurde": {"type": "string"},
        "watBewaardIs": {"type": "string"},
        "watTeDoen": {"type": "string"},
        "fouten": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["veld", "melding"],
                "properties": {"veld": {"type": "string"}, "melding": {"type": "string"}},
            },
        },
    },
}
_PROBLEM = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Probleem"}}}
_VERSION_HEADER = {"description": "Volledige versie van deze API.", "schema": {"type": "string"}}
_GENERATED = ("HTTPValidationError", "ValidationError")
_MEANINGS = {
    400: "De invoer klopt niet.",
    401: "U bent niet aangemeld.",
    403: "U mag dit niet, of wij kennen uw account of rol niet.",
    404: "Niet gevonden.",
    409: "Dit past niet bij wat er al staat, of de sleutel hoort bij een ander verzoek.",
    410: "Deze gegevens zijn gewist.",
    413: "De inhoud is te groot.",
    414: "Het adres is te lang.",
    415: "Deze vorm van inhoud nemen wij niet aan.",
    429: "Te veel verzoeken tegelijk.",
    431: "De kopregels zijn te groot.",
    500: "Er ging bij ons iets mis.",
    503: "Even niet bereikbaar, of er is nog geen werkdag. Probeer het opnieuw.",
}
# Each organisation has its own; the real one is in the discovery document of its provider.
TOKEN_URL = "https://aanmelden.example.nl/token"  # noqa: S105 -- an address
_SCOPES = {
    "lezen": "Lezen wat deze dienst weet, zonder namen.",
    "schrijven": "Iets laten gebeuren bij deze dienst.",
    "personen": "Namen en sleutels van personen.",
}
# What the door, the gateway and the database can answer at every address.
_ALWAYS = (400, 401, 403, 414, 429, 431, 500, 503)


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """For `responses` of a route: what it can answer beside what its parameters and its content already say."""
    return {status: {"description": _MEANINGS[status]} for status in statuses}


def secure(document: dict[str, Any], base: str) -> dict[str, Any]:
    """Which token each operation asks for: a person's through the gateway, or a system's own with this scope."""
    names: dict[str, str] = {}
    for path, operations in document.get("paths", {}).items():
        for method, operation in operations.items():
            name = scopes.needed(method.upper(), base + path)
            if name is None:
                raise ValueError(f"{base}{path} is no address of an API")
            names[name] = _SCOPES[name.rpartition(":")[2]]
            operation["security"] = [{"medewerker": []}, {"systeem": [name]}]
    document.setdefault("components", {})["securitySchemes"] = {
        "medewerker": {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "JWT",
            "description": "Een medewerker meldt zich aan bij de gateway; die stuurt bij elk verzoek een eigen, kort token mee.",
        },
        "systeem": {
            "type": "oauth2",
            "description": "Client credentials bij de aanmeldvoorziening van de organisatie (NL GOV profiel voor OAuth 2.0).",
            "flows": {"clientCredentials": {"tokenUrl": TOKEN_URL, "scopes": names}},
        },
    }
    return document


def polish(document: dict[str, Any]) -> dict[str, Any]:
    """Problems instead of FastAPI's 422, `API-Version` on every success. Polishing twice changes nothing."""
    components = document.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    for name in _GENERATED:
        schemas.pop(name, None)
    schemas["Probleem"] = PROBLEM_SCHEMA
    _ask_for_the_kind(document, schemas)
    for path in document.get("paths", {}).values():
        for operation in path.values():
            _polish_operation(operation)
    return document


def _ask_for_the_kind(part: Any, schemas: dict[str, Any]) -> None:
    """What tells the kinds of a choice apart must be sent: a default would promise that it may be left out."""
    if isinstance(part, dict):
        choice = part.get("discriminator")
        choice = choice if isinstance(choice, dict) else {}
        for place in choice.get("mapping", {}).values():
            kind, name = schemas[place.rpartition("/")[2]], choice["propertyName"]
            kind["required"] = sorted({name, *kind.get("required", [])})
            kind["properties"][name].pop("default", None)
    for inner in (
        part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    ):
        _ask_for_the_kind(inner, schemas)


def _polish_operation(operation: dict[str, Any]) -> None:
    responses: dict[str, Any] = operation["responses"]
    responses.pop("422", None)
    for failure in _failures(operation):
        responses.setdefault(str(failure), {"description": _MEANINGS[failure]})
    for status, response in responses.items():
        if status[0] in "23":
            response.setdefault("headers", {})["API-Version"] = _VERSION_HEADER
        else:
            response["content"] = _PROBLEM
    operation["responses"] = dict(sorted(responses.items()))


def _failures(operation: dict[str, Any]) -> Iterator[int]:
    parameters = operation.get("parameters", [])
    yield from _ALWAYS
    if any(parameter["in"] == "path" for parameter in parameters):
        yield 404
    if any(parameter["name"].lower() == "idempotency-key" for parameter in parameters):
        yield 409
    if "requestBody" in operation:
        yield 413
        yield 415
