"""Pydantic's findings as Dutch sentences, with the field named and the value left out."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from shared.velden import ONDRAAGLIJK, VERBODEN_TEKEN
from shared.web.problems import Fout, Probleem, invalid_input

_LONGEST_NAME = 60

_MESSAGES: dict[str, str] = {
    "missing": "Dit veld is verplicht.",
    "extra_forbidden": "Dit veld kennen wij niet.",
    "string_unicode": VERBODEN_TEKEN,
    "string_too_short": "Vul minstens {min_length} tekens in.",
    "string_too_long": "Vul hoogstens {max_length} tekens in.",
    "string_pattern_mismatch": "De vorm klopt niet.",
    "too_short": "Geef er minstens {min_length}.",
    "too_long": "Geef er hoogstens {max_length}.",
    "greater_than": "Dit moet meer zijn dan {gt}.",
    "greater_than_equal": "Dit moet minstens {ge} zijn.",
    "less_than": "Dit moet minder zijn dan {lt}.",
    "less_than_equal": "Dit mag hoogstens {le} zijn.",
    "literal_error": "Kies een van: {expected}.",
    "enum": "Kies een van: {expected}.",
    "json_invalid": "Dit is geen geldige JSON.",
    "union_tag_invalid": "Dit soort kennen wij niet.",
}

_FAMILIES: tuple[tuple[str, str], ...] = (
    ("string_", "Dit moet tekst zijn."),
    ("int_", "Dit moet een heel getal zijn."),
    ("bool_", "Dit moet waar of onwaar zijn."),
    ("datetime_", "Dit is geen geldig tijdstip, bijvoorbeeld 2026-11-02T10:04:12Z."),
    ("date_", "Dit is geen geldige datum, bijvoorbeeld 2026-11-02."),
    ("list_", "Dit moet een lijst zijn."),
    ("tuple_", "Dit moet een lijst zijn."),
    ("model_", "Dit moet een samengesteld gegeven zijn."),
    ("dict_", "Dit moet een samengesteld gegeven zijn."),
    ("uuid_", "Dit is geen geldig kenmerk (UUID)."),
)

Model = TypeVar("Model", bound=BaseModel)


def field_name(location: Sequence[str | int]) -> str:
    """`('body', 'aanmeldingen', 3, 'bsn')` as `aanmeldingen[3].bsn`; the whole body is `verzoek`."""
    name = ""
    for part in (
        location[1:]
        if location and location[0] in {"body", "query", "path", "header", "cookie"}
        else location
    ):
        name += f"[{part}]" if isinstance(part, int) else f".{_printable(part)}"
    return name.lstrip(".") or "verzoek"


def _printable(name: str) -> str:
    """The name of a field as the sender typed it, short and without what no answer can hold."""
    return ONDRAAGLIJK.sub("\ufffd", name[:_LONGEST_NAME]) + (
        "..." if len(name) > _LONGEST_NAME else ""
    )


def message(finding: Mapping[str, Any]) -> str:
    """Our own validators raise ValueError with a Dutch sentence, which is passed on; the rest is translated."""
    kind, context = str(finding["type"]), finding.get("ctx") or {}
    if kind in {"value_error", "assertion_error"}:
        return str(context.get("error", "Deze waarde klopt niet."))
    if kind in _MESSAGES:
        return _MESSAGES[kind].format_map(context)
    return next(
        (text for prefix, text in _FAMILIES if kind.startswith(prefix)), "Deze waarde klopt niet."
    )


def mistakes(findings: Sequence[Mapping[str, Any]]) -> tuple[Fout, ...]:
    return tuple(Fout(field_name(finding["loc"]), message(finding)) for finding in findings)


def problem_of(findings: Sequence[Mapping[str, Any]]) -> Probleem:
    """The problem for refused input; unreadable JSON gets its own story, since no field is to blame."""
    if findings and findings[0]["type"] == "json_invalid":
        return Probleem(
            400,
            "json-onleesbaar",
            "Dit is geen geldige JSON",
            f"De inhoud is geen geldige JSON: de fout zit bij teken {findings[0]['loc'][-1]}.",
            "Verbeter de JSON en stuur het verzoek opnieuw.",
        )
    return invalid_input(mistakes(findings))


def parse_form(
    model: type[Model], values: Mapping[str, Any]
) -> tuple[Model | None, tuple[Fout, ...]]:
    """A page's form as a model, or the mistakes to show beside the fields. Empty text counts as not filled in."""
    filled = {name: value for name, value in values.items() if value != ""}
    try:
        return model.model_validate(filled), ()
    except ValidationError as error:
        return None, mistakes(
            [dict(finding) for finding in error.errors(include_url=False, include_input=False)]
        )
