"""What one term of a running loan costs: interest over what was open, and the aflossing that the term asks (rekenregels 1)."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from services.ledger.domain.aflosschema import Methode
from services.ledger.domain.dagtelling import jaardeel
from services.ledger.domain.rente import MAANDEN_PER_JAAR, rente_uitleg
from services.ledger.domain.state import Lening
from shared.money import afgerond, bedrag, procent

DAG = timedelta(days=1)


class Rentedeel(NamedTuple):
    """A stretch of a term with one base; `deel` is its part of a year."""

    van: date
    tot: date
    grondslag_cent: int
    deel: Fraction


class Termijnbedrag(NamedTuple):
    rente_cent: int
    aflossing_cent: int


class Rentesom(NamedTuple):
    cent: int
    uitleg: str


def rentebegrip(lening: Lening) -> str:
    """The article that makes the loan bear interest."""
    return "Tozo art. 14" if lening.regeling == "tozo" else "Bbz art. 15"


def grondslag_op(lening: Lening, dag: date) -> int:
    """What bears interest at the start of a day: open hoofdsom, overdue included; a receipt of the day itself counts (rekenregels 1)."""
    tegoed = lening.tegoed_cent if lening.telt_dagen else 0
    return max(0, lening.hoofdsom_cent - tegoed + sum(stap.cent for stap in lening.afboekingen if stap.dag > dag))


def rente_van(lening: Lening, nr: int) -> Rentesom:
    """The interest of term `nr`: one rounding over all its stretches (A-4); months count as they were at the start (A-2)."""
    delen = tuple(_delen(lening, nr))
    jaarrente = lening.vraag.jaarrente_procent
    cent = afgerond(sum((deel.grondslag_cent * Fraction(jaarrente) / 100 * deel.deel for deel in delen), Fraction(0)))
    if len(delen) == 1:
        deel = delen[0]
        return Rentesom(cent, rente_uitleg(deel.van, deel.tot, deel.grondslag_cent, jaarrente, deel.deel, artikel=rentebegrip(lening)))
    stukken = " + ".join(f"{bedrag(deel.grondslag_cent)} x {deel.deel.numerator}/{deel.deel.denominator}" for deel in delen)
    van, tot = lening.grens(nr - 1), lening.grens(nr) - DAG
    return Rentesom(cent, f"Rente {van} t/m {tot}: {procent(jaarrente)} van ({stukken}) = {bedrag(cent)} ({rentebegrip(lening)})")


def aflossing_van(lening: Lening, nr: int, rente_cent: int) -> int:
    """What term `nr` asks of the hoofdsom: the instalment stays as it was agreed, the last term takes the rest (rekenregels 1)."""
    if nr == lening.vraag.termijnen:
        return lening.niet_vervallen_cent
    if nr <= lening.vraag.aflossingsvrij or lening.voorwaarden is None:
        return 0
    vast = lening.voorwaarden.vast_cent
    gewenst = vast - rente_cent if lening.vraag.methode is Methode.ANNUITAIR else vast
    return max(0, min(gewenst, lening.niet_vervallen_cent))


def heeft_rente(lening: Lening, nr: int) -> bool:
    """Does term `nr` bear interest?"""
    return lening.is_rentedragend and lening.vraag.rentevrij < nr <= lening.vraag.termijnen


def rente_loopt(lening: Lening) -> bool:
    """Is there hoofdsom that still has interest to bring: open now, or open on a day of the term that runs?"""
    nr = lening.rentetermijn
    return lening.hoofdsom_cent > 0 or (heeft_rente(lening, nr) and any(stap.dag > lening.grens(nr - 1) for stap in lening.afboekingen))


def komende_termijn(lening: Lening) -> Termijnbedrag:
    """What the next term that falls due will ask, as far as can be known now."""
    nr = lening.vervallen_termijn + 1
    if nr > lening.vraag.termijnen:
        return Termijnbedrag(0, 0)
    geboekt = next((termijn.rente_cent for termijn in lening.open_termijnen if termijn.nr == nr), None)
    rente = geboekt if geboekt is not None else rente_van(lening, nr).cent if heeft_rente(lening, nr) else 0
    return Termijnbedrag(rente, aflossing_van(lening, nr, rente))


def _delen(lening: Lening, nr: int) -> Iterator[Rentedeel]:
    van, tot = lening.grens(nr - 1), lening.grens(nr)
    if not lening.telt_dagen:
        yield Rentedeel(van, tot, grondslag_op(lening, van), Fraction(lening.vraag.termijnmaanden, MAANDEN_PER_JAAR))
        return
    dagen = sorted({van, tot, *(stap.dag for stap in lening.afboekingen if van < stap.dag < tot)})
    for begin, einde in pairwise(dagen):
        yield Rentedeel(begin, einde, grondslag_op(lening, begin), jaardeel(begin, einde, lening.vraag.dagtelling))
