"""Contract interest of one term: base x yearly rate x part of the year, rounded half up once (rekenregels 1, Bbz art. 15, Tozo art. 14)."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache

from shared.dates import maandnaam, voluit
from shared.money import afgerond_deel, bedrag, procent
from shared.recht.dagtelling import Dagtelling, breuk, jaardeel

MAANDEN_PER_JAAR = 12


def rente_over(grondslag_cent: int, jaarrente_procent: Decimal, deel: Fraction) -> int:
    """Interest in cents over a base, for an exact part of a year; one rounding, half up (A-4). No interest on interest.

    The base is hoofdsom only.
    """
    teller, noemer = jaarrente_procent.as_integer_ratio()
    return afgerond_deel(grondslag_cent * teller * deel.numerator, 100 * noemer * deel.denominator)


def rentedeel(van: date, tot: date, maanden: int, dagtelling: Dagtelling) -> Fraction:
    """The part of a year of one term from `van` up to (not including) `tot`.

    Months / 12 by default (A-2), else the days of the convention.
    """
    return (
        maanden_van_een_jaar(maanden)
        if dagtelling is Dagtelling.MAAND
        else jaardeel(van, tot, dagtelling)
    )


@cache
def maanden_van_een_jaar(maanden: int) -> Fraction:
    return Fraction(maanden, MAANDEN_PER_JAAR)


def rente_uitleg(
    van: date,
    tot: date,
    grondslag_cent: int,
    jaarrente_procent: Decimal,
    deel: Fraction,
    *,
    artikel: str = "Bbz art. 15",
) -> str:
    """The sum in one Dutch sentence: 'Rente maart 2026: 8 % van € 24.000,00 / 12 = € 160,00 (Bbz art. 15)'.

    `tot` is the first day after the term.
    """
    rente = bedrag(rente_over(grondslag_cent, jaarrente_procent, deel))
    return f"Rente {_periode(van, tot)}: {procent(jaarrente_procent)} van {bedrag(grondslag_cent)} {_maal(deel)} = {rente} ({artikel})"


def _maal(deel: Fraction) -> str:
    return f"/ {MAANDEN_PER_JAAR}" if deel == Fraction(1, MAANDEN_PER_JAAR) else f"x {breuk(deel)}"


def _periode(van: date, tot: date) -> str:
    laatste = date.fromordinal(tot.toordinal() - 1)
    hele_maand = (
        van.day == 1 and tot.day == 1 and (van.year, van.month) == (laatste.year, laatste.month)
    )
    return maandnaam(van) if hele_maand else f"{voluit(van)} t/m {voluit(laatste)}"
