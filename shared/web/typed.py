"""What somebody typed on a page as the request it stands for: amounts in euro become cents, a decimal comma a point."""

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel

from shared.money import BedragIsOnleesbaar, cent_uit_tekst
from shared.web.problems import Fout
from shared.web.validation import parse_form

Model = TypeVar("Model", bound=BaseModel)


def parse_typed(
    model: type[Model], values: Mapping[str, str]
) -> tuple[Model | None, tuple[Fout, ...]]:
    """The request, or every mistake. An amount is typed in a field without `_cent`; mistakes name the fields as they stand on the page."""
    amounts = {
        name.removesuffix("_cent"): name for name in model.model_fields if name.endswith("_cent")
    }
    read: dict[str, Any] = {
        name: _point(name, value) for name, value in values.items() if name not in amounts
    }
    unreadable: dict[str, Fout] = {}
    for name, field in amounts.items():
        try:
            if values.get(name):
                read[field] = cent_uit_tekst(values[name])
        except BedragIsOnleesbaar as error:
            unreadable[name] = Fout(name, str(error))
    request, found = parse_form(model, read)
    others = (Fout(one.veld.removesuffix("_cent"), one.melding) for one in found)
    mistakes = (*unreadable.values(), *(one for one in others if one.veld not in unreadable))
    return (None if mistakes else request), mistakes


def _point(name: str, value: str) -> str:
    return value.strip().replace(",", ".") if name.endswith("_procent") else value
