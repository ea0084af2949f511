"""Repayment schedule of a loan, exactly: linear, annuity or without interest; half up per posting, the last term takes the rest (A-4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from shared.dates import geteld, plus_maanden
from shared.money import afgerond_deel, bedrag, procent
from shared.recht.dagtelling import Dagtelling
from shared.recht.rente import rente_over, rentedeel

SCHEMACONVENTIES = (
    Dagtelling.MAAND,
    Dagtelling.D30E_360,
    Dagtelling.ACT_365,
    Dagtelling.ACT_360,
    Dagtelling.ACT_ACT_ISDA,
)


class Methode(StrEnum):
    """How a loan is paid back; fixed in the beschikking (Bbz art. 39 lid 1 a), linear when it says nothing (A-1)."""

    LINEAIR = "lineair"
    ANNUITAIR = "annuitair"
    RENTELOOS = "renteloos"


class SchemaKanNiet(ValueError):
    """These conditions give no schedule; the message says what to change."""


class RentevrijVraagtBedragen(SchemaKanNiet):
    """Interest-free terms in an annuity: the beschikking has to give the amounts (rekenregels 1)."""

    def __init__(self) -> None:
        super().__init__(
            "Een annuïteit met rentevrije termijnen volgt niet uit een formule. Neem de bedragen per termijn over uit de beschikking."
        )


@dataclass(frozen=True, slots=True)
class Schemavraag:
    """What the beschikking fixes. `start` is the first day that bears interest; `termijnen` counts all terms, also `aflossingsvrij` ones.

    `eerste_vervaldag` is by default the last day of the first term, and stands for the last day of every term; any other day comes
    back every `termijnmaanden`. Interest by days is known at the end of the term: it cannot fall due before.
    """

    hoofdsom_cent: int
    jaarrente_procent: Decimal
    termijnen: int
    methode: Methode
    start: date
    eerste_vervaldag: date | None = None
    termijnmaanden: int = 1
    dagtelling: Dagtelling = Dagtelling.MAAND
    aflossingsvrij: int = 0
    rentevrij: int = 0


@dataclass(frozen=True, slots=True)
class Schematermijn:
    """One term: `begin` up to and including `eind`; `termijn_cent` is rente + aflossing, due on `vervaldag`."""

    nr: int
    begin: date
    eind: date
    vervaldag: date
    beginsaldo_cent: int
    rente_cent: int
    aflossing_cent: int
    termijn_cent: int
    eindsaldo_cent: int


@dataclass(frozen=True, slots=True)
class Aflosschema:
    """The terms in order, the last day of the last one, the interest in all, and the sum in words."""

    termijnen: tuple[Schematermijn, ...]
    einddatum: date
    totaal_rente_cent: int
    uitleg: str


def aflosschema(vraag: Schemavraag) -> Aflosschema:
    """The whole schedule; raises SchemaKanNiet with a Dutch sentence when the conditions contradict each other."""
    controleer(vraag)
    termijnen = tuple(_termijnen(vraag))
    rente = sum(termijn.rente_cent for termijn in termijnen)
    return Aflosschema(termijnen, einde(vraag), rente, _uitleg(vraag, rente))


def in_een_zin(vraag: Schemavraag) -> str:
    """The sum of the whole schedule in words, without its terms; raises SchemaKanNiet."""
    controleer(vraag)
    return _uitleg(vraag, sum(rente for _, rente, _ in _gang(vraag)))


def einde(vraag: Schemavraag) -> date:
    """The last day of the last term."""
    return termijngrens(vraag, vraag.termijnen) - timedelta(days=1)


def termijngrens(vraag: Schemavraag, nr: int) -> date:
    """First day after term `nr`; of term 0: the start."""
    return plus_maanden(vraag.start, nr * vraag.termijnmaanden)


def vervaldag(vraag: Schemavraag, nr: int) -> date:
    """Due day of term `nr` (from 1)."""
    eerste_grens = termijngrens(vraag, 1)
    if vraag.eerste_vervaldag is None or vraag.eerste_vervaldag == eerste_grens - timedelta(days=1):
        return termijngrens(vraag, nr) - timedelta(days=1)
    if vraag.eerste_vervaldag == eerste_grens:
        return termijngrens(vraag, nr)
    return plus_maanden(vraag.eerste_vervaldag, (nr - 1) * vraag.termijnmaanden)


def rentedelen(vraag: Schemavraag) -> tuple[Fraction, ...]:
    """The part of a year that bears interest, per term; nothing in `rentevrij` terms and in a renteloze lening."""
    if vraag.methode is Methode.RENTELOOS:
        return (Fraction(0),) * vraag.termijnen
    return (Fraction(0),) * vraag.rentevrij + delen_van(vraag, vraag.rentevrij, vraag.termijnen)


def delen_van(vraag: Schemavraag, van: int, tot: int) -> tuple[Fraction, ...]:
    """The part of a year of each term behind term `van`, up to and including term `tot`; by months all are the same."""
    if vraag.dagtelling is Dagtelling.MAAND:
        maand = rentedeel(vraag.start, vraag.start, vraag.termijnmaanden, vraag.dagtelling)
        return (maand,) * (tot - van)
    grenzen = [termijngrens(vraag, nr) for nr in range(van, tot + 1)]
    return tuple(
        rentedeel(begin, eind, vraag.termijnmaanden, vraag.dagtelling)
        for begin, eind in pairwise(grenzen)
    )


def annuiteit(hoofdsom_cent: int, jaarrente_procent: Decimal, delen: tuple[Fraction, ...]) -> int:
    """The level amount in cents that repays a hoofdsom in terms with these parts of a year, rounded half up (rekenregels 1, W-05)."""
    rente, per = jaarrente_procent.as_integer_ratio()
    teller, noemer = 0, 1  # the present value of one cent a term
    for deel in reversed(delen):
        heel = 100 * per * deel.denominator
        teller, noemer = (teller + noemer) * heel, noemer * (heel + rente * deel.numerator)
    return afgerond_deel(hoofdsom_cent * noemer, teller)


def lineaire_aflossing(hoofdsom_cent: int, termijnen: int) -> int:
    """Hoofdsom / number of aflossing terms in cents, rounded half up (W-02)."""
    return afgerond_deel(hoofdsom_cent, termijnen)


def _gang(vraag: Schemavraag) -> Iterator[tuple[int, int, int]]:
    """Of every term: what was open at its begin, its rente and its aflossing, in cents."""
    delen = rentedelen(vraag)
    aflossen = vraag.termijnen - vraag.aflossingsvrij
    is_annuiteit = vraag.methode is Methode.ANNUITAIR
    vast = (
        annuiteit(vraag.hoofdsom_cent, vraag.jaarrente_procent, delen[vraag.aflossingsvrij :])
        if is_annuiteit
        else lineaire_aflossing(vraag.hoofdsom_cent, aflossen)
    )
    saldo = vraag.hoofdsom_cent
    for nr, deel in enumerate(delen, start=1):
        rente = rente_over(saldo, vraag.jaarrente_procent, deel) if deel else 0
        if nr == vraag.termijnen:
            aflossing = saldo
        elif nr <= vraag.aflossingsvrij:
            aflossing = 0
        else:
            aflossing = max(0, min(vast - rente if is_annuiteit else vast, saldo))
        yield saldo, rente, aflossing
        saldo -= aflossing


def _termijnen(vraag: Schemavraag) -> Iterator[Schematermijn]:
    begin = vraag.start
    for nr, (saldo, rente, aflossing) in enumerate(_gang(vraag), start=1):
        na = termijngrens(vraag, nr)
        yield Schematermijn(
            nr,
            begin,
            na - timedelta(days=1),
            vervaldag(vraag, nr),
            saldo,
            rente,
            aflossing,
            rente + aflossing,
            saldo - aflossing,
        )
        begin = na


def controleer(vraag: Schemavraag) -> None:
    """Refuse conditions that contradict each other; raises SchemaKanNiet."""
    if vraag.hoofdsom_cent <= 0:
        raise SchemaKanNiet(
            "De hoofdsom moet groter dan nul zijn. Geef 'hoofdsom_cent' als een heel aantal centen."
        )
    if vraag.termijnen < 1 or vraag.termijnmaanden < 1:
        raise SchemaKanNiet("Een schema heeft ten minste één termijn van ten minste één maand.")
    if vraag.jaarrente_procent < 0:
        raise SchemaKanNiet("De rente kan niet negatief zijn.")
    if not 0 <= vraag.aflossingsvrij < vraag.termijnen:
        raise SchemaKanNiet(
            "Er blijft geen termijn over om af te lossen: 'aflossingsvrij' moet kleiner zijn dan 'termijnen'."
        )
    if not 0 <= vraag.rentevrij <= vraag.termijnen:
        raise SchemaKanNiet("'rentevrij' kan niet groter zijn dan 'termijnen'.")
    if vraag.methode is Methode.ANNUITAIR and vraag.rentevrij:
        raise RentevrijVraagtBedragen
    if vraag.dagtelling not in SCHEMACONVENTIES:
        raise SchemaKanNiet(
            f"De dagtelling {vraag.dagtelling} is er alleen voor 'dagen'. Kies {', '.join(SCHEMACONVENTIES)}."
        )
    if vraag.eerste_vervaldag and vraag.eerste_vervaldag < vraag.start:
        raise SchemaKanNiet("De eerste vervaldag ligt voor de start van de eerste termijn.")
    if vraag.dagtelling is not Dagtelling.MAAND and vervaldag(vraag, 1) < termijngrens(
        vraag, 1
    ) - timedelta(days=1):
        raise SchemaKanNiet(
            "Bij rente op dagen ligt de vervaldag op of na de laatste dag van de termijn. Neem die over uit het besluit."
        )


def _uitleg(vraag: Schemavraag, rente_cent: int) -> str:
    hoe = {
        Methode.LINEAIR: "lineair",
        Methode.ANNUITAIR: "als annuïteit",
        Methode.RENTELOOS: "zonder rente",
    }[vraag.methode]
    rente = (
        ""
        if vraag.methode is Methode.RENTELOOS
        else f" tegen {procent(vraag.jaarrente_procent)} per jaar, rente per termijn volgens '{vraag.dagtelling}'"
    )
    vrij = f", de eerste {vraag.aflossingsvrij} zonder aflossing" if vraag.aflossingsvrij else ""
    rentevrij = f", de eerste {vraag.rentevrij} zonder rente" if vraag.rentevrij else ""
    return (
        f"{bedrag(vraag.hoofdsom_cent)} {hoe} terug in {geteld(vraag.termijnen, 'termijn')}{vrij}{rentevrij}{rente}: "
        f"{bedrag(rente_cent)} rente in totaal. Elk bedrag is op de cent afgerond (halve cent omhoog), de laatste termijn neemt de rest."
    )
