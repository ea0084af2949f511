"""Exact money: integer cents, rounding half up once per posting, and Dutch notation.

Cents are plain `int`. Exact intermediate values are `Fraction` (or `Decimal`); a float is refused.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

NEDERLANDS = re.compile(
    r"(?P<min>-)?(?:€|EUR)?\s?(?P<min2>-)?(?P<euro>\d{1,3}(?:\.\d{3})+|\d+)(?:,(?P<cent>\d{2}|-))?",
    re.ASCII,
)
DECIMAAL = re.compile(r"-?\d+(\.\d{1,2})?", re.ASCII)


class BedragIsOnleesbaar(ValueError):
    """The text is no amount of money."""

    def __init__(self, tekst: str) -> None:
        super().__init__(f"'{tekst}' is geen bedrag. Schrijf het bedrag in euro, zoals 24.000,00.")


def afgerond(exact: Fraction | Decimal | int) -> int:
    """Round exact cents half up to whole cents; negative values mirror positive ones, so a reversal cancels."""
    if isinstance(exact, float):
        raise TypeError("money is never a float")
    waarde = Fraction(exact)
    return afgerond_deel(waarde.numerator, waarde.denominator)


def afgerond_deel(teller: int, noemer: int) -> int:
    """The same for a fraction that need not be in its lowest terms, `noemer` above zero: the sums of a city are made of it."""
    heel = (2 * abs(teller) + noemer) // (2 * noemer)
    return heel if teller >= 0 else -heel


def bedrag(cent: int, teken: str = "€") -> str:
    """Whole cents in Dutch notation: 2400000 gives '€ 24.000,00'."""
    heel, rest = divmod(abs(cent), 100)
    return f"{'-' if cent < 0 else ''}{teken} {heel:,}".replace(",", ".") + f",{rest:02d}"


def cent_uit_tekst(tekst: str) -> int:
    """Cents from Dutch notation: '€ 24.000,00', 'EUR 24.000,00', '-1,50', '24000'; refuses anything else."""
    gevonden = NEDERLANDS.fullmatch(tekst.strip())
    if gevonden is None or (gevonden["min"] and gevonden["min2"]):
        raise BedragIsOnleesbaar(tekst)
    heel = int(gevonden["euro"].replace(".", "")) * 100
    rest = 0 if gevonden["cent"] in (None, "-") else int(gevonden["cent"])
    return -(heel + rest) if gevonden["min"] or gevonden["min2"] else heel + rest


def cent_uit_decimaal(tekst: str) -> int:
    """Cents from a plain decimal of at most two places: '1234.56' gives 123456; refuses anything else."""
    if not DECIMAAL.fullmatch(tekst):
        raise BedragIsOnleesbaar(tekst)
    return int(Decimal(tekst) * 100)


def procent(waarde: Decimal | Fraction) -> str:
    """A percentage for people: Decimal('8.00') gives '8 %', Decimal('2.5') gives '2,5 %'."""
    decimaal = (
        waarde
        if isinstance(waarde, Decimal)
        else Decimal(waarde.numerator) / Decimal(waarde.denominator)
    )
    tekst = f"{decimaal:f}"
    kaal = tekst.rstrip("0").rstrip(".") if "." in tekst else tekst
    return kaal.replace(".", ",") + " %"


def naar_evenredigheid(cent: int, gewichten: Sequence[int]) -> tuple[int, ...]:
    """Split cents over shares by their size, rounded down; the cents left over go to the first shares (the oldest), none above its size.

    `cent` is at most the sum of the shares.
    """
    totaal = sum(gewichten)
    if cent > totaal:
        raise ValueError("more cents than the shares can hold")
    delen = [cent * gewicht // totaal if totaal else 0 for gewicht in gewichten]
    rest = cent - sum(delen)
    for nummer, gewicht in enumerate(gewichten):
        erbij = min(rest, gewicht - delen[nummer])
        delen[nummer] += erbij
        rest -= erbij
    return tuple(delen)
