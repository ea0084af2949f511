"""Fields that several sums share: strict, documented, and small enough that no input can make the machine slow."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Cent = Annotated[int, Field(ge=-(10**15), le=10**15, description="Bedrag in hele centen.")]
PositieveCent = Annotated[int, Field(ge=0, le=10**15, description="Bedrag in hele centen, niet negatief.")]
Maanden = Annotated[int, Field(ge=1, le=1200)]


def _tekst(waarde: Any) -> Any:
    if not isinstance(waarde, str):
        raise ValueError('moet een getal als tekst zijn, zoals "8" of "2.5"')
    return waarde


Percentage = Annotated[
    Decimal,
    BeforeValidator(_tekst),
    Field(strict=False, ge=0, le=100, max_digits=12, allow_inf_nan=False, description='Percentage als tekst, zoals "8" of "2.5".'),
]


class Invoer(BaseModel):
    """Input of a sum: strict types, no unknown fields."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Periode(Invoer):
    """A period from `van` up to (not including) `tot`."""

    van: date = Field(description="Eerste dag.")
    tot: date = Field(description="Eerste dag erna.")
