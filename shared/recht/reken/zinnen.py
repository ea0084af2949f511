"""What is wrong with the input, in Dutch sentences that name the field."""

from typing import Any

from pydantic import ValidationError

HOOGUIT = 5


def zinnen(error: ValidationError) -> str:
    """The first few mistakes, each a sentence."""
    alle = error.errors()
    eigen = [
        fout
        for fout in alle
        if fout["type"] != "too_short"
        or not any(_ligt_onder(ander["loc"], fout["loc"]) for ander in alle)
    ]
    genoemd = " ".join(_zin(fout) for fout in eigen[:HOOGUIT])
    return genoemd + (f" En nog {len(eigen) - HOOGUIT} andere." if len(eigen) > HOOGUIT else "")


def _ligt_onder(plek: tuple[Any, ...], boven: tuple[Any, ...]) -> bool:
    return len(plek) > len(boven) and plek[: len(boven)] == boven


def _zin(fout: Any) -> str:
    zin = _klacht(fout["type"], ".".join(str(deel) for deel in fout["loc"]), fout.get("ctx", {}))
    return zin[0].upper() + zin[1:] + "."


def _klacht(soort: str, veld: str, context: dict[str, Any]) -> str:
    match soort:
        case "json_invalid":
            return "de invoer is geen geldige JSON"
        case "value_error":
            return f"'{veld}' {context['error']}" if veld else str(context["error"])
        case "model_type" | "model_attributes_type" | "dataclass_type":
            return (
                f"'{veld}' moet een JSON-object zijn"
                if veld
                else "de invoer moet een JSON-object zijn"
            )
        case "union_tag_invalid" | "enum" | "literal_error":
            naam = f"{veld}.{_tag(context)}" if soort == "union_tag_invalid" else veld
            return f"'{naam}' moet een van deze woorden zijn: {_woorden(context)}"
        case "union_tag_not_found":
            return f"'{veld}.{_tag(context)}' ontbreekt"
        case _:
            return f"'{veld}' {_waarde(soort, context)}"


def _waarde(soort: str, context: dict[str, Any]) -> str:
    match soort:
        case "missing":
            return "ontbreekt"
        case "extra_forbidden":
            return "is geen bekend veld"
        case "int_type" | "int_from_float" | "int_parsing" | "int_parsing_size":
            return "moet een heel getal zijn, zonder aanhalingstekens"
        case "greater_than_equal":
            return f"is te klein: het minste is {context['ge']}"
        case "less_than_equal":
            return f"is te groot: het meeste is {context['le']}"
        case "bool_type":
            return "moet true of false zijn"
        case "string_type":
            return "moet tekst zijn"
        case "string_too_long":
            return f"is te lang: hooguit {context['max_length']} tekens"
        case "list_type" | "tuple_type":
            return "moet een lijst zijn"
        case "too_short" | "string_too_short":
            return "mag niet leeg zijn"
        case "too_long":
            return f"is te lang: hooguit {context['max_length']} stuks"
        case _:
            return "heeft geen geldige waarde"


def _tag(context: dict[str, Any]) -> str:
    return str(context["discriminator"]).strip("'")


def _woorden(context: dict[str, Any]) -> str:
    return str(context.get("expected") or context.get("expected_tags")).replace("' or '", "' of '")
