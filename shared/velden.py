"""What may come in from outside: for each kind of field one type with its bounds. Every request of every service is made of these."""

import re
from collections.abc import Callable, Hashable, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, TypeVar, cast, get_args
from unicodedata import normalize

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema
from pydantic.fields import FieldInfo

from shared.begrippen import Hulpvraag, Instrument

# What no database, event, page or letter can hold, or what makes a text look like another one: control characters, half a surrogate
# pair, noncharacters, and the signs that turn the direction of a text around. Tabs and line ends are text.
_VLAKKEN = "".join(f"{chr(vlak << 16 | 0xFFFE)}{chr(vlak << 16 | 0xFFFF)}" for vlak in range(17))
ONDRAAGLIJK = re.compile(
    f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\u202a-\u202e\u2066-\u2069{_VLAKKEN}]"
)
_DAG = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
VERBODEN_TEKEN = "Deze tekst bevat een teken dat wij niet kunnen bewaren of afdrukken. Typ de tekst opnieuw, zonder dat teken."
EEN_REGEL = "Deze tekst moet op één regel passen."
REGEL_MAX, TEKST_MAX = 200, 4_000
# More than all Bbz loans of the country together; sums of such amounts still fit everywhere.
CENT_MAX = 10**12
EERSTE_DAG, LAATSTE_DAG = date(1950, 1, 1), date(2199, 12, 31)

Code = TypeVar("Code", bound=Hashable)


def is_draaglijk(tekst: str) -> bool:
    """Whether every character can be stored, sent, shown and printed."""
    return ONDRAAGLIJK.search(tekst) is None


def alles_draaglijk(inhoud: Any) -> bool:
    """The same for every text inside a read JSON document, names of fields included."""
    if isinstance(inhoud, str):
        return is_draaglijk(inhoud)
    if isinstance(inhoud, dict):
        return all(
            is_draaglijk(naam) and alles_draaglijk(waarde) for naam, waarde in inhoud.items()
        )
    return all(alles_draaglijk(deel) for deel in inhoud) if isinstance(inhoud, list) else True


def _leesbaar(hoogstens: int, *, regels: bool) -> Callable[[str], str]:
    """Refuses what cannot be held; one spelling for letters with accents (NFC). Raises ValueError with a Dutch sentence."""

    def lees(tekst: str) -> str:
        if not is_draaglijk(tekst):
            raise ValueError(VERBODEN_TEKEN)
        if not regels and len(tekst.splitlines()) > 1:
            raise ValueError(EEN_REGEL)
        tekst = normalize("NFC", tekst)
        if len(tekst) > hoogstens:
            raise ValueError(f"Vul hoogstens {hoogstens} tekens in.")
        return tekst

    return lees


def elk_een_keer(codes: Sequence[Code]) -> tuple[Code, ...]:
    """A code that was named twice counts once."""
    return tuple(dict.fromkeys(codes))


def _geen_waarheid(waarde: Any) -> Any:
    """`true` is no amount and 12.5 no cents, although Python counts with them; JSON writes 12 as 12.0 too."""
    if isinstance(waarde, bool) or (isinstance(waarde, float) and not waarde.is_integer()):
        raise ValueError("Dit moet een heel getal zijn.")
    return waarde


def _geen_waarheid_procent(waarde: Any) -> Any:
    if isinstance(waarde, bool):
        raise ValueError("Dit moet een getal zijn.")
    return waarde


def _geschreven_dag(waarde: Any) -> Any:
    """A day is written as one: of a bare number pydantic would count seconds since 1970."""
    if isinstance(waarde, date) or (isinstance(waarde, str) and _DAG.match(waarde)):
        return waarde
    raise ValueError("Dit is geen geldige datum, bijvoorbeeld 2026-11-02.")


def vorm(naam: str) -> FieldInfo:
    """What a text looks like where a schema can only name it (`format`): the check itself is code."""
    return cast(FieldInfo, Field(json_schema_extra={"format": naam}))


Regel = Annotated[
    str,
    vorm("regel"),
    StringConstraints(strip_whitespace=True, min_length=1, max_length=REGEL_MAX),
    AfterValidator(_leesbaar(REGEL_MAX, regels=False)),
]
Tekst = Annotated[
    str,
    vorm("tekst"),
    StringConstraints(strip_whitespace=True, max_length=TEKST_MAX),
    AfterValidator(_leesbaar(TEKST_MAX, regels=True)),
]
# A code in an address: whoever knows it looks it up.
Woord = Annotated[str, StringConstraints(max_length=60)]
Gemeentecode = Annotated[str, StringConstraints(pattern=r"^GM[0-9]{4}$")]
Dag = Annotated[
    date,
    Field(
        ge=EERSTE_DAG,
        le=LAATSTE_DAG,
        json_schema_extra={"pattern": "^(19[5-9][0-9]|2[01][0-9]{2})-[0-9]{2}-[0-9]{2}$"},
    ),
    BeforeValidator(_geschreven_dag),
]
PositiefCent = Annotated[int, Field(gt=0, le=CENT_MAX), BeforeValidator(_geen_waarheid)]
NatuurlijkCent = Annotated[int, Field(ge=0, le=CENT_MAX), BeforeValidator(_geen_waarheid)]
GeheelCent = Annotated[int, Field(ge=-CENT_MAX, le=CENT_MAX), BeforeValidator(_geen_waarheid)]
Procent = Annotated[
    Decimal,
    Field(ge=0, le=100, max_digits=9, decimal_places=6),
    BeforeValidator(_geen_waarheid_procent),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number", "minimum": 0, "maximum": 100, "multipleOf": 0.000001},
                {"type": "string", "pattern": "^(100|[0-9]{1,2}([.][0-9]{1,6})?)$"},
            ]
        },
        mode="validation",
    ),
]
Aantal = Annotated[int, Field(ge=1, le=1_200), BeforeValidator(_geen_waarheid)]
# A value once, and never more than the list of codes holds.
Hulpvragen = Annotated[
    tuple[Hulpvraag, ...],
    Field(min_length=1, max_length=len(get_args(Hulpvraag))),
    AfterValidator(elk_een_keer),
]
Instrumenten = Annotated[
    tuple[Instrument, ...],
    Field(max_length=len(get_args(Instrument))),
    AfterValidator(elk_een_keer),
]
