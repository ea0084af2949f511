"""A chart of the open hoofdsom as SVG: what was agreed, how it went, how it goes on. The table beside it says the same in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from services.ledger.domain.vooruitblik.schemavergelijking import Hoofdsomlijnen

BREED, HOOG, LINKS, BOVEN, RAND = 720, 260, 64, 12, 20
Punt = tuple[date, int]


@dataclass(frozen=True)
class Merkpunt:
    """A mark on an axis: where, and what stands there."""

    plaats: int
    waarde: int


@dataclass(frozen=True)
class Grafiek:
    """`besluit`, `gegaan` and `komt` are the points of three lines; `vandaag` is where the present stands on the axis of days."""

    breed: int
    hoog: int
    links: int
    besluit: str
    gegaan: str
    komt: str
    vandaag: int
    jaren: tuple[Merkpunt, ...]
    bedragen: tuple[Merkpunt, ...]


def teken(lijnen: Hoofdsomlijnen, vandaag: date) -> Grafiek:
    """Amounts go down in steps, so every line is a staircase."""
    alle = [*lijnen.besluit, *lijnen.gegaan, *lijnen.komt]
    van, tot = min(dag for dag, _ in alle), max(dag for dag, _ in alle)
    top = max(cent for _, cent in alle)
    dagen = max(1, (tot - van).days)

    def x(dag: date) -> int:
        return LINKS + (dag - van).days * (BREED - LINKS) // dagen

    def y(cent: int) -> int:
        return BOVEN + HOOG - max(0, cent) * HOOG // max(1, top)

    def trap(punten: Sequence[Punt]) -> str:
        treden = [f"{x(dag)},{y(cent)}" for dag, cent in punten[:1]]
        for (_, eerder), (dag, cent) in pairwise(punten):
            treden += [f"{x(dag)},{y(eerder)}", f"{x(dag)},{y(cent)}"]
        return " ".join(treden)

    stap = max(1, (tot.year - van.year) // 5)
    jaren = tuple(
        Merkpunt(x(date(jaar, 1, 1)), jaar) for jaar in range(van.year + 1, tot.year + 1, stap)
    )
    bedragen = tuple(Merkpunt(y(top * deel // 4), top * deel // 4) for deel in range(5))
    return Grafiek(
        BREED + RAND,
        HOOG + 2 * BOVEN + 24,
        LINKS,
        trap(lijnen.besluit),
        trap(lijnen.gegaan),
        trap(lijnen.komt),
        x(vandaag),
        jaren,
        bedragen,
    )
