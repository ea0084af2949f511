"""Bookings as a plain-text journal that hledger and beancount read and balance: one post at a time, whatever the size of the book."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.ledger.domain.grootboek.boekregels import Boekregel, Soort, rekeningschema

HOOFDGROEP = {
    Soort.ACTIVA: "Assets",
    Soort.PASSIVA: "Liabilities",
    Soort.BATEN: "Income",
    Soort.LASTEN: "Expenses",
}
LETTER = {Soort.ACTIVA: "A", Soort.PASSIVA: "L", Soort.BATEN: "R", Soort.LASTEN: "X"}
# beancount asks for a day on which an account opens.
GEOPEND = date.min


class Vorm(StrEnum):
    """The program that is to read the journal."""

    HLEDGER = "hledger"
    BEANCOUNT = "beancount"


@dataclass(frozen=True, slots=True)
class Journaalpost:
    """One balanced booking: the day it was booked, since when it counts, what it is, its lines, and where it comes from."""

    boekdatum: date
    valutadatum: date
    omschrijving: str
    regels: tuple[Boekregel, ...]
    herkomst: tuple[tuple[str, str], ...] = ()


def journaal(posten: Iterable[Journaalpost], vorm: Vorm) -> Iterator[str]:
    """The lines of the journal: the whole chart of accounts, then every post with lines, in the order given."""
    hledger = vorm is Vorm.HLEDGER
    yield from _hledger_kop() if hledger else _beancount_kop()
    for post in posten:
        if post.regels:
            yield from _hledger(post) if hledger else _beancount(post)


def _hledger_kop() -> Iterator[str]:
    yield "commodity EUR 1000.00"
    for rekening in rekeningschema():
        yield f"account {naam(rekening.code)}  ; type: {LETTER[rekening.soort]}"
    yield ""


def _beancount_kop() -> Iterator[str]:
    yield 'option "operating_currency" "EUR"'
    for rekening in rekeningschema():
        yield f"{GEOPEND} open {naam(rekening.code)} EUR"
    yield ""


def _hledger(post: Journaalpost) -> Iterator[str]:
    yield f"{post.boekdatum} * {_een_regel(post.omschrijving)}"
    for sleutel, waarde in (("valutadatum", str(post.valutadatum)), *post.herkomst):
        # A comma would end the value of a tag.
        yield f"    ; {sleutel}: {_een_regel(waarde.replace(',', ' en'))}"
    for regel in post.regels:
        yield f"    {naam(regel.rekening)}  EUR {_decimaal(regel.bedrag_cent)}"
    yield ""


def _beancount(post: Journaalpost) -> Iterator[str]:
    yield f"{post.boekdatum} * {_tekst(post.omschrijving)}"
    yield f"  valutadatum: {post.valutadatum}"
    for sleutel, waarde in post.herkomst:
        yield f"  {sleutel}: {_tekst(waarde)}"
    for regel in post.regels:
        yield f"  {naam(regel.rekening)}  {_decimaal(regel.bedrag_cent)} EUR"
    yield ""


def naam(code: str) -> str:
    """An account name both tools accept: the side of the books, the cohort, what it holds."""
    rekening = _REKENINGEN[code]
    delen = [rekening.cohort.value] if rekening.cohort else []
    return ":".join(
        [HOOFDGROEP[rekening.soort], *(_hump(deel) for deel in (*delen, rekening.grootboek.value))]
    )


def _hump(woorden: str) -> str:
    return "".join(woord.capitalize() for woord in woorden.split("_"))


def _decimaal(cent: int) -> str:
    heel, rest = divmod(abs(cent), 100)
    return f"{'-' if cent < 0 else ''}{heel}.{rest:02d}"


def _tekst(tekst: str) -> str:
    return '"{}"'.format(_een_regel(tekst).replace("\\", "/").replace('"', "'"))


def _een_regel(tekst: str) -> str:
    return " ".join(tekst.replace(";", ",").split())


_REKENINGEN = {rekening.code: rekening for rekening in rekeningschema()}
