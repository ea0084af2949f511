"""Up to which day an account is complete: statements that follow one another, and what is missing behind the last that does."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from shared.begrippen import Waarde
from shared.dates import voluit
from shared.money import bedrag

DAG = timedelta(days=1)


class Saldostand(Waarde):
    """What the chain needs to know of a statement. `is_verwerkt`: every line of it was booked or waits for a person."""

    afschrift_id: Any = None
    dag: date
    nummer: int | None
    beginsaldo_cent: int
    eindsaldo_cent: int
    is_verwerkt: bool = True


@dataclass(frozen=True)
class Gat:
    """What is missing: something between the last statement of the chain and the first behind it."""

    laatste: Saldostand
    volgende: Saldostand

    @property
    def zin(self) -> str:
        """For the person who asks the bank for it."""
        return (
            f"Na het afschrift {_genoemd(self.laatste)} met eindsaldo {bedrag(self.laatste.eindsaldo_cent)} ontbreekt er een:"
            f" het volgende dat wij hebben is {_genoemd(self.volgende)}, met beginsaldo {bedrag(self.volgende.beginsaldo_cent)}."
        )


@dataclass(frozen=True)
class Keten:
    """`tot` is the last complete day; it never moves back. `nieuw` are the statements that were not in the chain before."""

    tot: date | None = None
    laatste: Saldostand | None = None
    nieuw: tuple[Saldostand, ...] = ()
    gat: Gat | None = None


def verleng(keten: Keten, los: Iterable[Saldostand]) -> Keten:
    """The chain with those of the loose statements that follow it and are done. Without a chain the first of them begins it.

    What lies before the end of the chain changes nothing: only a gap behind the last complete day matters. A gap is seen as soon
    as statements are there, also while their lines wait to be booked.
    """
    standen = list(los)
    laatste, nieuw, over = _schakel(keten.laatste, standen, alleen_verwerkt=True)
    verste, _, rest = _schakel(keten.laatste, standen, alleen_verwerkt=False)
    erna = [stand for stand in rest if verste and stand.dag >= verste.dag]
    gat = Gat(verste, min(erna, key=_volgorde)) if verste and erna else None
    if laatste is None:
        return Keten(keten.tot, None, (), gat)
    tot = laatste.dag - DAG if any(stand.dag == laatste.dag for stand in over) else laatste.dag
    return Keten(max(tot, keten.tot or tot), laatste, tuple(nieuw), gat)


def _schakel(
    laatste: Saldostand | None, los: Sequence[Saldostand], *, alleen_verwerkt: bool
) -> tuple[Saldostand | None, list[Saldostand], list[Saldostand]]:
    """The last statement that follows, those that were added, and those that are left."""
    nieuw, over = list[Saldostand](), list(los)
    komt = over[0] if laatste is None and over else _volgende(laatste, over)
    while komt and (komt.is_verwerkt or not alleen_verwerkt):
        over.remove(komt)
        nieuw.append(komt)
        laatste = komt
        komt = _volgende(laatste, over)
    return laatste, nieuw, over


def _volgende(laatste: Saldostand | None, over: Sequence[Saldostand]) -> Saldostand | None:
    if laatste is None:
        return None
    return min(
        (stand for stand in over if stand.dag >= laatste.dag and _sluit_aan(laatste, stand)),
        key=_volgorde,
        default=None,
    )


def _sluit_aan(vorige: Saldostand, volgende: Saldostand) -> bool:
    """Same balance, and the next number; a new year may begin at one again."""
    if vorige.eindsaldo_cent != volgende.beginsaldo_cent:
        return False
    if vorige.nummer is None or volgende.nummer is None:
        return True
    return volgende.nummer == vorige.nummer + 1 or (
        volgende.nummer == 1 and volgende.dag.year > vorige.dag.year
    )


def _volgorde(stand: Saldostand) -> tuple[date, int]:
    return stand.dag, stand.nummer or 0


def _genoemd(stand: Saldostand) -> str:
    return (
        f"van {voluit(stand.dag)}"
        if stand.nummer is None
        else f"nummer {stand.nummer} van {voluit(stand.dag)}"
    )
