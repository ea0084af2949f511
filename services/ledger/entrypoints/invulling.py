"""What somebody typed in a form of the ledger as the request it stands for: amounts in euro become cents, a decimal comma a point."""

from typing import Any, TypeVar

from pydantic import BaseModel

from shared.money import BedragIsOnleesbaar, cent_uit_tekst
from shared.web.problems import Fout
from shared.web.validation import parse_form

Model = TypeVar("Model", bound=BaseModel)


def ingevuld(model: type[Model], waarden: dict[str, str]) -> tuple[Model | None, tuple[Fout, ...]]:
    """An amount is typed in a field without `_cent`. The mistakes name the fields as they stand on the page."""
    bedragen = {name.removesuffix("_cent"): name for name in model.model_fields if name.endswith("_cent")}
    values: dict[str, Any] = {name: _punt(name, value) for name, value in waarden.items() if name not in bedragen}
    for name, field in bedragen.items():
        try:
            if waarden.get(name):
                values[field] = cent_uit_tekst(waarden[name])
        except BedragIsOnleesbaar as error:
            return None, (Fout(name, str(error)),)
    gelezen, fouten = parse_form(model, values)
    return gelezen, tuple(Fout(fout.veld.removesuffix("_cent"), fout.melding) for fout in fouten)


def _punt(name: str, value: str) -> str:
    return value.strip().replace(",", ".") if name.endswith("_procent") else value
