"""A page is typed in euro and with a decimal comma; what comes out is in cents, and every mistake is told at once."""

from decimal import Decimal
from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict, Field

from shared.web.typed import parse_typed


class Verzoek(BaseModel):
    model_config = ConfigDict(extra="forbid")
    naam: str
    bedrag_cent: int = Field(gt=0)
    korting_cent: int | None = None
    rente_procent: Decimal = Decimal(0)


def test_amounts_become_cents_and_a_decimal_comma_a_point() -> None:
    request, mistakes = parse_typed(
        Verzoek, {"naam": "x", "bedrag": "1.234,50", "korting": "", "rente_procent": " 2,5 "}
    )
    assert (request, mistakes) == (
        Verzoek(naam="x", bedrag_cent=123_450, rente_procent=Decimal("2.5")),
        (),
    )


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({"naam": "x", "bedrag": "veel"}, ["bedrag"]),
        ({"naam": "x", "bedrag": "0"}, ["bedrag"]),
        ({"naam": "x"}, ["bedrag"]),
        (
            {"bedrag": "veel", "korting": "weinig", "rente_procent": "hoog"},
            ["bedrag", "korting", "naam", "rente_procent"],
        ),
    ],
)
def test_every_mistake_is_told_beside_its_field(typed: dict[str, Any], fields: list[str]) -> None:
    request, mistakes = parse_typed(Verzoek, typed)
    assert request is None
    assert sorted(mistake.veld for mistake in mistakes) == fields
