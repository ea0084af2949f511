"""Find numbers of the law that stand in code: amounts, rates, terms and days belong in `parameters/`."""

import ast
import re
from collections.abc import Iterator

KALENDER_EN_PROCENT = {-1, 0, 1, 2, 10, 12, 100}
VRIJ_IN_EEN_VERGELIJKING = {-1, 0, 1}
GETAL_OF_DATUM = re.compile(r"\d+([.,]\d+)?\s?%?|\d{4}-\d{2}-\d{2}")
MAAT = re.compile(
    r"maand|wek|week|jaar|jaren|dagen|days|procent|cent\b|termijn|duur|leeftijd", re.IGNORECASE
)


def wetsgetallen(bron: str, eigen: frozenset[object] = frozenset()) -> Iterator[str]:
    """Every place that could hold a number of the law, as 'line: code'; `eigen` are numbers that a file may hold for its own reason."""
    boom = ast.parse(bron)
    uitleg = {id(knoop.value) for knoop in ast.walk(boom) if isinstance(knoop, ast.Expr)}
    for knoop in ast.walk(boom):
        if id(knoop) not in uitleg and _is_wetsgetal(knoop, eigen):
            yield f"{getattr(knoop, 'lineno', 0)}: {ast.unparse(knoop)}"


def _is_wetsgetal(knoop: ast.AST, eigen: frozenset[object]) -> bool:
    match knoop:
        case ast.Constant(value=str(tekst)):
            return bool(GETAL_OF_DATUM.fullmatch(tekst)) and tekst not in eigen | {"0", "1"}
        case ast.Constant(value=int(getal)) if type(getal) is int:
            return getal not in KALENDER_EN_PROCENT | eigen
        case ast.Compare(left=links, comparators=rechts) if not _telt(links):
            vast = [getal for deel in (links, *rechts) if (getal := _getal(deel)) is not None]
            return any(getal not in VRIJ_IN_EEN_VERGELIJKING | eigen for getal in vast) and bool(
                MAAT.search(ast.unparse(knoop))
            )
        case ast.keyword(arg=str(naam), value=waarde) if MAAT.search(naam):
            getal = _getal(waarde)
            return getal is not None and getal not in VRIJ_IN_EEN_VERGELIJKING | eigen
        case ast.Call(func=ast.Name(id="date"), args=[jaar, *_]):
            return _getal(jaar) is not None
        case _:
            return False


def _telt(knoop: ast.AST) -> bool:
    return (
        isinstance(knoop, ast.Call) and isinstance(knoop.func, ast.Name) and knoop.func.id == "len"
    )


def _getal(knoop: ast.AST) -> int | None:
    return knoop.value if isinstance(knoop, ast.Constant) and type(knoop.value) is int else None
