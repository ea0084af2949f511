"""Pictures as numbers: where each part of a drawing stands. The macros of `beeld.html` draw them, each with its table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

BREED = 1000

Tredestand = Literal["gedaan", "hier", "straks", "overgeslagen"]
Betaald = Literal["op_tijd", "te_laat", "gemist", "open", "niets"]


@dataclass(frozen=True)
class Deel:
    """A part of a whole: so many, under a light or a colour of its own (`stand`), perhaps with a list behind it."""

    naam: str
    aantal: int
    stand: str
    adres: str = ""
    is_gekozen: bool = False


@dataclass(frozen=True)
class Vlak:
    """Where a part is drawn, from the left."""

    deel: Deel
    links: int
    breed: int


def vlakken(delen: Sequence[Deel]) -> list[Vlak]:
    """The parts beside each other over the whole width; what there is none of is not drawn."""
    samen = sum(deel.aantal for deel in delen)
    gedaan, getekend = 0, []
    for deel in delen:
        links = gedaan * BREED // max(1, samen)
        gedaan += deel.aantal
        if deel.aantal:
            getekend.append(Vlak(deel, links, gedaan * BREED // samen - links))
    return getekend


def procent(deel: Deel, delen: Sequence[Deel]) -> int:
    """The share of a part in whole per cents."""
    return round(100 * deel.aantal / max(1, sum(een.aantal for een in delen)))


@dataclass(frozen=True)
class Trede:
    """A step of a ladder; `op` is when it was done or will be."""

    naam: str
    stand: Tredestand
    op: date | None = None
    uitleg: str = ""


TREDESTANDEN: dict[Tredestand, str] = {
    "gedaan": "gedaan",
    "hier": "u bent hier",
    "straks": "nog niet",
    "overgeslagen": "overgeslagen",
}


@dataclass(frozen=True)
class Merk:
    """A day on a line; `boven` says on which side its words stand."""

    naam: str
    dag: date
    x: int
    boven: bool


@dataclass(frozen=True)
class Termijnlijn:
    """A term from its first day to its last, with where today stands between them."""

    merken: tuple[Merk, ...]
    vandaag: int
    is_voorbij: bool
    dagen_over: int


def termijnlijn(
    van: tuple[str, date], tot: tuple[str, date], vandaag: date, rand: int = 130
) -> Termijnlijn:
    """Whoever is late sees the end of the term before today."""
    eerste, laatste = min(van[1], vandaag), max(tot[1], vandaag)
    dagen = max(1, (laatste - eerste).days)

    def x(dag: date) -> int:
        return rand + (dag - eerste).days * (BREED - 2 * rand) // dagen

    merken = (
        Merk(van[0], van[1], x(van[1]), boven=False),
        Merk("Vandaag", vandaag, x(vandaag), boven=True),
        Merk(tot[0], tot[1], x(tot[1]), boven=False),
    )
    return Termijnlijn(merken, x(vandaag), vandaag > tot[1], (tot[1] - vandaag).days)


@dataclass(frozen=True)
class Maand:
    """One due payment of the twelve latest, oldest first."""

    vervaldag: date
    betaald: Betaald


BETAALWOORDEN: dict[Betaald, str] = {
    "op_tijd": "op tijd",
    "te_laat": "te laat",
    "gemist": "niet betaald",
    "open": "nog te betalen",
    "niets": "niets te betalen",
}


def samengevat(maanden: Sequence[Maand]) -> str:
    """What a row of payments says in words: `9 op tijd, 2 te laat, 1 niet betaald`."""
    tellingen = (
        (sum(maand.betaald == stand for maand in maanden), woord)
        for stand, woord in BETAALWOORDEN.items()
    )
    return ", ".join(f"{aantal} {woord}" for aantal, woord in tellingen if aantal) or "nog niets"
