"""Bookings as a plain-text journal that hledger and beancount read and balance."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from services.ledger.domain.boekregels import Boekregel, Rekening, Soort, rekeningschema

HOOFDGROEP = {Soort.ACTIVA: "Assets", Soort.PASSIVA: "Liabilities", Soort.BATEN: "Income", Soort.LASTEN: "Expenses"}
REKENINGEN = {rekening.code: rekening for rekening in rekeningschema()}


@dataclass(frozen=True, slots=True)
class Journaalpost:
    """One balanced booking: the day it was booked, what it is, since when it counts, and its lines."""

    boekdatum: date
    valutadatum: date
    omschrijving: str
    regels: tuple[Boekregel, ...]


def hledger(posten: Iterable[Journaalpost]) -> str:
    """The journal in hledger's format; amounts in EUR with two decimals, the valutadatum as a tag."""
    return "\n".join(line for post in posten if post.regels for line in _hledger(post))


def beancount(posten: Iterable[Journaalpost]) -> str:
    """The journal in beancount's format, with the accounts opened before the first booking."""
    boekingen = [post for post in posten if post.regels]
    eerste = min((post.boekdatum for post in boekingen), default=date.min)
    codes = sorted({regel.rekening for post in boekingen for regel in post.regels})
    kop = [f"{eerste} open {_naam(code)} EUR" for code in codes]
    return "\n".join([*kop, "", *(line for post in boekingen for line in _beancount(post))])


def _hledger(post: Journaalpost) -> Iterator[str]:
    yield f"{post.boekdatum} * {_een_regel(post.omschrijving)}  ; valutadatum: {post.valutadatum}"
    for regel in post.regels:
        yield f"    {_naam(regel.rekening)}  EUR {_decimaal(regel.bedrag_cent)}"
    yield ""


def _beancount(post: Journaalpost) -> Iterator[str]:
    omschrijving = _een_regel(post.omschrijving).replace('"', "'")
    yield f'{post.boekdatum} * "{omschrijving}"'
    yield f"  valutadatum: {post.valutadatum}"
    for regel in post.regels:
        yield f"  {_naam(regel.rekening)}  {_decimaal(regel.bedrag_cent)} EUR"
    yield ""


def _naam(code: str) -> str:
    """An account name both tools accept: the side of the books, the cohort, what it holds."""
    rekening: Rekening = REKENINGEN[code]
    delen = [rekening.cohort.value] if rekening.cohort else []
    return ":".join([HOOFDGROEP[rekening.soort], *(_hump(deel) for deel in (*delen, rekening.grootboek.value))])


def _hump(woorden: str) -> str:
    return "".join(woord.capitalize() for woord in woorden.split("_"))


def _decimaal(cent: int) -> str:
    heel, rest = divmod(abs(cent), 100)
    return f"{'-' if cent < 0 else ''}{heel}.{rest:02d}"


def _een_regel(tekst: str) -> str:
    return " ".join(tekst.replace(";", ",").split())
