"""Which part of a year lies between two days: the named conventions. Bbz and Tozo name none (A-2), so every loan records its own."""

from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from shared.dates import is_schrikkeljaar, laatste_dag, plus_maanden


class Dagtelling(StrEnum):
    """The conventions; `MAAND` needs months, not days, and is the default of every loan (A-2)."""

    MAAND = "maand"
    D30E_360 = "30e_360"
    D30_360_BOND = "30_360_bond"
    D30E_360_ISDA = "30e_360_isda"
    ACT_365 = "act_365"
    ACT_360 = "act_360"
    ACT_ACT_ISDA = "act_act_isda"
    ACT_ACT_AFB = "act_act_afb"


NOEMERS = (12, 360, 365, 366)


class ConventieTeltGeenDagen(ValueError):
    """The convention `maand` counts months."""

    def __init__(self) -> None:
        super().__init__(
            "De conventie 'maand' telt maanden, geen dagen. Kies een conventie die dagen telt."
        )


class EinddatumOntbreekt(ValueError):
    """30E/360 ISDA treats the end date of the loan apart."""

    def __init__(self) -> None:
        super().__init__(
            "De conventie '30e_360_isda' heeft de einddatum van de lening nodig. Geef 'einddatum' mee."
        )


class PeriodeLooptTerug(ValueError):
    """`tot` lies before `van`."""

    def __init__(self, van: date, tot: date) -> None:
        super().__init__(f"De periode van {van} tot {tot} loopt terug. Geef 'tot' op of na 'van'.")


def dagen(van: date, tot: date, conventie: Dagtelling, einddatum: date | None = None) -> int:
    """Days from `van` up to (not including) `tot` as the convention counts them (ISDA 2006 section 4.16); never less than none."""
    if tot < van:
        raise PeriodeLooptTerug(van, tot)
    match conventie:
        case Dagtelling.MAAND:
            raise ConventieTeltGeenDagen
        case Dagtelling.D30E_360:
            return _dagen_360(van, tot, min(van.day, 30), min(tot.day, 30))
        case Dagtelling.D30_360_BOND:
            eerste = min(van.day, 30)
            return _dagen_360(van, tot, eerste, 30 if tot.day == 31 and eerste == 30 else tot.day)
        case Dagtelling.D30E_360_ISDA:
            if einddatum is None:
                raise EinddatumOntbreekt
            eerste = 30 if van == laatste_dag(van) else van.day
            laatste_van_februari = tot.month == 2 and tot == einddatum
            return max(
                0,
                _dagen_360(
                    van,
                    tot,
                    eerste,
                    30 if tot == laatste_dag(tot) and not laatste_van_februari else tot.day,
                ),
            )
        case _:
            return (tot - van).days


def jaardeel(
    van: date, tot: date, conventie: Dagtelling, einddatum: date | None = None
) -> Fraction:
    """The exact part of a year from `van` up to (not including) `tot`; refuses `maand` and a period that runs back."""
    aantal = dagen(van, tot, conventie, einddatum)
    match conventie:
        case Dagtelling.ACT_ACT_ISDA:
            return _per_kalenderjaar(van, tot)
        case Dagtelling.ACT_ACT_AFB:
            return _afb(van, tot)
        case Dagtelling.ACT_365:
            return Fraction(aantal, 365)
        case _:
            return Fraction(aantal, 360)


def breuk(deel: Fraction) -> str:
    """A part of a year as it was counted: '30/365' for 30 days and '8/12' for 8 months, not their lowest terms."""
    noemer = next(
        (noemer for noemer in NOEMERS if noemer % deel.denominator == 0), deel.denominator
    )
    return f"{deel.numerator * noemer // deel.denominator}/{noemer}"


def _dagen_360(van: date, tot: date, eerste: int, laatste: int) -> int:
    return 360 * (tot.year - van.year) + 30 * (tot.month - van.month) + laatste - eerste


def _per_kalenderjaar(van: date, tot: date) -> Fraction:
    """Act/Act ISDA: days in leap years / 366, other days / 365."""
    delen = Fraction(0)
    while van < tot:
        grens = date(van.year + 1, 1, 1) if van.year < tot.year else tot
        delen += Fraction((grens - van).days, 366 if is_schrikkeljaar(van.year) else 365)
        van = grens
    return delen


def _afb(van: date, tot: date) -> Fraction:
    """Act/Act AFB (Euro): whole years back from the end, then the rest / 365, or / 366 when it holds a 29 February."""
    jaren = 0
    while tot.year > van.year and (eerder := _jaar_terug(tot)) >= van:
        jaren, tot = jaren + 1, eerder
    schrikkeldag = any(
        is_schrikkeljaar(jaar) and van <= date(jaar, 2, 29) < tot for jaar in {van.year, tot.year}
    )
    return jaren + Fraction((tot - van).days, 366 if schrikkeldag else 365)


def _jaar_terug(dag: date) -> date:
    """A year back; 28 February goes to 29 February where that exists."""
    eerder = plus_maanden(dag, -12)
    return (
        eerder + timedelta(days=1)
        if (eerder.month, eerder.day) == (2, 28) and is_schrikkeljaar(eerder.year)
        else eerder
    )
