"""Wettelijke rente after default.

Dated rates, actual days of the calendar year, capitalised per full year (Awb 4:98, BW 6:119-6:120, A-20).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from shared.dates import geteld, plus_maanden, voluit
from shared.money import afgerond, bedrag, procent
from shared.parameters import Parameter, Parameterset
from shared.recht.dagtelling import Dagtelling, jaardeel
from shared.recht.toerekening import Post


@dataclass(frozen=True, slots=True)
class Renteperiode:
    """Days with one rate and one base within one calendar year, `van` up to (not including) `tot`; the interest is exact."""

    van: date
    tot: date
    grondslag_cent: int
    procent: Decimal
    exact_cent: Fraction

    @property
    def dagen(self) -> int:
        return (self.tot - self.van).days


@dataclass(frozen=True, slots=True)
class Rentejaar:
    """One year of default: its periods and the interest, rounded once."""

    perioden: tuple[Renteperiode, ...]
    rente_cent: int


@dataclass(frozen=True, slots=True)
class WettelijkeRente:
    """The interest in all; `verschuldigd_cent` is zero below the threshold of Awb 4:98 lid 2."""

    jaren: tuple[Rentejaar, ...]
    rente_cent: int
    drempel_cent: int
    verschuldigd_cent: int

    @property
    def uitleg(self) -> tuple[str, ...]:
        """A Dutch sentence per period, and one on the threshold."""
        perioden = (
            f"{voluit(een.van)} tot {voluit(een.tot)}: {procent(een.procent)} van {bedrag(een.grondslag_cent)}, {geteld(een.dagen, 'dag')}"
            for jaar in self.jaren
            for een in jaar.perioden
        )
        grens = (
            "niet verschuldigd: minder dan"
            if self.verschuldigd_cent == 0
            else "verschuldigd: niet minder dan"
        )
        return (
            *perioden,
            f"{bedrag(self.rente_cent)} is {grens} {bedrag(self.drempel_cent)} (Awb 4:98 lid 2)",
        )


class VerzuimIsNietBegonnen(ValueError):
    """No base on the first day of default."""

    def __init__(self) -> None:
        super().__init__(
            "Er is geen achterstand bij het begin van het verzuim. Geef de eerste grondslag met de eerste dag van het verzuim."
        )


def wettelijke_rente(
    grondslagen: Iterable[Post],
    tot: date,
    parameters: Parameterset,
    bekend_op: date | None = None,
    betaald: Iterable[Post] = (),
) -> WettelijkeRente:
    """Interest on arrears from the first day of default up to (not including) `tot`, the day of payment.

    `grondslagen` are (day, cents): the arrears from that day on; the first day is the day after the term. After a full year of default the
    interest of that year, rounded half up, bears interest too, less what of it was paid: `betaald` is the total paid from each day on
    (BW 6:119 lid 2). Raises ParameterOnbekend for a day without a known rate,
    VerzuimIsNietBegonnen.
    """
    standen, af = sorted(grondslagen), sorted(betaald)
    if not standen:
        raise VerzuimIsNietBegonnen
    jaren: list[Rentejaar] = []
    bijgeschreven = 0
    for van, eind in _verzuimjaren(standen[0].vervaldag, tot):
        stukken = _stukken(van, eind, [*standen, *af], parameters, bekend_op)
        perioden = tuple(
            _periode(stuk, na, _op(standen, stuk) + max(0, bijgeschreven - _op(af, stuk)), rij)
            for stuk, na, rij in stukken
        )
        rente = afgerond(sum((periode.exact_cent for periode in perioden), Fraction(0)))
        jaren.append(Rentejaar(perioden, rente))
        bijgeschreven += rente
    drempel = parameters.waarde("wettelijke_rente_drempel", tot, bekend_op).cent
    return WettelijkeRente(
        tuple(jaren), bijgeschreven, drempel, bijgeschreven if bijgeschreven >= drempel else 0
    )


def krediethypotheekrente(dag: date, parameters: Parameterset) -> Decimal:
    """Yearly percentage on a krediethypotheek: wettelijke rente less some points, never below zero (art. 43a-43d)."""
    aftrek = parameters.waarde("rente_krediethypotheek_aftrek", dag).getal
    return max(Decimal(0), parameters.waarde("wettelijke_rente", dag).getal - aftrek)


def _verzuimjaren(van: date, tot: date) -> Iterator[tuple[date, date]]:
    nummer, begin = 1, van
    while begin < tot:
        eind = min(plus_maanden(van, 12 * nummer), tot)
        yield begin, eind
        nummer, begin = nummer + 1, eind


def _stukken(
    van: date, tot: date, standen: list[Post], parameters: Parameterset, bekend_op: date | None
) -> Iterator[tuple[date, date, Parameter]]:
    """Pieces with one rate, one base and one calendar year."""
    while van < tot:
        rij = parameters.waarde("wettelijke_rente", van, bekend_op)
        eind_rij = rij.geldig_tot + timedelta(days=1) if rij.geldig_tot else tot
        eind = min(
            [
                tot,
                eind_rij,
                date(van.year + 1, 1, 1),
                *(stand.vervaldag for stand in standen if stand.vervaldag > van),
            ]
        )
        yield van, eind, rij
        van = eind


def _op(standen: list[Post], dag: date) -> int:
    """The figure that holds on a day."""
    return next((een.cent for een in reversed(standen) if een.vervaldag <= dag), 0)


def _periode(van: date, tot: date, grondslag_cent: int, rij: Parameter) -> Renteperiode:
    deel = jaardeel(van, tot, Dagtelling.ACT_ACT_ISDA)
    return Renteperiode(van, tot, grondslag_cent, rij.getal, grondslag_cent * rij.deel * deel)
