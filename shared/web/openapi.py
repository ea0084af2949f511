"""The OpenAPI document as the NL API Design Rules want it, made from what FastAPI generates."""

from typing import Any

from shared.web.problems import MEDIA_TYPE

PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
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
    "400": "De invoer klopt niet.",
    "401": "U bent niet aangemeld.",
    "403": "Deze rol bestaat niet, of mag dit niet.",
    "404": "Niet gevonden.",
    "409": "Dit past niet bij wat er al staat, of de sleutel hoort bij een ander verzoek.",
    "413": "De inhoud is te groot.",
    "415": "Deze vorm van inhoud nemen wij niet aan.",
}


def polish(document: dict[str, Any]) -> dict[str, Any]:
    """Problems instead of FastAPI's 422, `API-Version` on every success. Polishing twice changes nothing."""
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    for name in _GENERATED:
        schemas.pop(name, None)
    schemas["Probleem"] = PROBLEM_SCHEMA
    for path in document.get("paths", {}).values():
        for operation in path.values():
            _polish_operation(operation)
    return document


def _polish_operation(operation: dict[str, Any]) -> None:
    responses: dict[str, Any] = operation["responses"]
    responses.pop("422", None)
    for status in _failures(operation):
        responses.setdefault(status, {"description": _MEANINGS[status]})
    for status, response in responses.items():
        if status[0] in "23":
            response.setdefault("headers", {})["API-Version"] = _VERSION_HEADER
        else:
            response["content"] = _PROBLEM


def _failures(operation: dict[str, Any]) -> list[str]:
    parameters = operation.get("parameters", [])
    in_path = any(parameter["in"] == "path" for parameter in parameters)
    has_body = "requestBody" in operation
    changes = any(parameter["name"].lower() == "idempotency-key" for parameter in parameters)
    wanted = {
        "400": parameters or has_body,
        "401": changes,
        "403": changes,
        "404": in_path,
        "409": changes,
        "413": has_body,
        "415": has_body,
    }
    return [status for status, is_possible in wanted.items() if is_possible]
