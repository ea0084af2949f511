"""Repayment schedule of a loan, exactly: linear, annuity or without interest; half up per posting, the last term takes the rest (A-4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from shared.dates import geteld, plus_maanden
from shared.money import afgerond, bedrag, procent
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
    return Aflosschema(termijnen, termijnen[-1].eind, rente, _uitleg(vraag, rente))


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
    grenzen = [termijngrens(vraag, nr) for nr in range(vraag.rentevrij, vraag.termijnen + 1)]
    telt = (
        rentedeel(van, tot, vraag.termijnmaanden, vraag.dagtelling)
        for van, tot in pairwise(grenzen)
    )
    return (Fraction(0),) * vraag.rentevrij + tuple(telt)


def annuiteit(hoofdsom_cent: int, jaarrente_procent: Decimal, delen: tuple[Fraction, ...]) -> int:
    """The level amount in cents that repays a hoofdsom in terms with these parts of a year, rounded half up (rekenregels 1, W-05)."""
    contant = Fraction(0)
    for deel in reversed(delen):
        contant = (contant + 1) / (1 + Fraction(jaarrente_procent) / 100 * deel)
    return afgerond(hoofdsom_cent / contant)


def lineaire_aflossing(hoofdsom_cent: int, termijnen: int) -> int:
    """Hoofdsom / number of aflossing terms in cents, rounded half up (W-02)."""
    return afgerond(Fraction(hoofdsom_cent, termijnen))


def _termijnen(vraag: Schemavraag) -> Iterator[Schematermijn]:
    delen = rentedelen(vraag)
    aflossen = vraag.termijnen - vraag.aflossingsvrij
    vast = (
        annuiteit(vraag.hoofdsom_cent, vraag.jaarrente_procent, delen[vraag.aflossingsvrij :])
        if vraag.methode is Methode.ANNUITAIR
        else lineaire_aflossing(vraag.hoofdsom_cent, aflossen)
    )
    saldo = vraag.hoofdsom_cent
    for nr, deel in enumerate(delen, start=1):
        rente = rente_over(saldo, vraag.jaarrente_procent, deel)
        gewenst = vast - rente if vraag.methode is Methode.ANNUITAIR else vast
        aflossing = (
            saldo
            if nr == vraag.termijnen
            else 0
            if nr <= vraag.aflossingsvrij
            else max(0, min(gewenst, saldo))
        )
        begin, na = termijngrens(vraag, nr - 1), termijngrens(vraag, nr)
        eind = na - timedelta(days=1)
        yield Schematermijn(
            nr,
            begin,
            eind,
            vervaldag(vraag, nr),
            saldo,
            rente,
            aflossing,
            rente + aflossing,
            saldo - aflossing,
        )
        saldo -= aflossing


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
