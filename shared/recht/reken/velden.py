"""Fields that several sums share: strict, documented, and small enough that no input can make the machine slow."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

DATUM = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
GETAL = re.compile(r"\d{1,12}(\.\d{1,40})?([eE][+-]?\d{1,2})?", re.ASCII)
MEESTE_CENTEN = 10**18
EERSTE_JAAR, LAATSTE_JAAR = 1990, 2200
Cent = Annotated[
    int, Field(ge=-MEESTE_CENTEN, le=MEESTE_CENTEN, description="Bedrag in hele centen.")
]
PositieveCent = Annotated[
    int, Field(ge=0, le=MEESTE_CENTEN, description="Bedrag in hele centen, niet negatief.")
]
Positief = Annotated[
    int, Field(ge=1, le=MEESTE_CENTEN, description="Bedrag in hele centen, meer dan nul.")
]
Maanden = Annotated[int, Field(ge=1, le=1200)]


def _datum(waarde: Any) -> date:
    if not isinstance(waarde, str) or not DATUM.fullmatch(waarde):
        raise ValueError("moet een datum zijn, zoals 2026-03-01")
    try:
        return date.fromisoformat(waarde)
    except ValueError:
        raise ValueError(f"moet een bestaande datum zijn; {waarde} is dat niet") from None


def _te_overzien(dag: date) -> date:
    if not EERSTE_JAAR <= dag.year <= LAATSTE_JAAR:
        raise ValueError(f"moet in de jaren {EERSTE_JAAR} tot en met {LAATSTE_JAAR} liggen")
    return dag


def _getal(waarde: Any) -> Decimal:
    if not isinstance(waarde, str) or not GETAL.fullmatch(waarde):
        raise ValueError(
            'moet een getal als tekst zijn, niet negatief en met een punt, zoals "8" of "2.5"'
        )
    return Decimal(waarde)


def _schema(omschrijving: str) -> WithJsonSchema:
    return WithJsonSchema(
        {"type": "string", "pattern": f"^{GETAL.pattern}$", "description": omschrijving}
    )


Dag = Annotated[date, BeforeValidator(_datum), WithJsonSchema({"type": "string", "format": "date"})]
Peildag = Annotated[Dag, AfterValidator(_te_overzien)]
Percentage = Annotated[
    Decimal,
    BeforeValidator(_getal),
    Field(le=100),
    _schema('Percentage als tekst, zoals "20" of "2.5".'),
]
Jaarrente = Annotated[
    Decimal,
    BeforeValidator(_getal),
    Field(le=1000),
    _schema('Rente per jaar als tekst, zoals "8" of "2.5".'),
]


class Invoer(BaseModel):
    """Input of a sum: strict types, no unknown fields."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


class Periode(Invoer):
    """A period from `van` up to (not including) `tot`."""

    van: Dag = Field(description="Eerste dag.")
    tot: Dag = Field(description="Eerste dag erna.")
