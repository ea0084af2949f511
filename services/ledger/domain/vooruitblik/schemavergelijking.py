"""The schedule of the besluit beside what is asked now: day by day, with what became of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from services.ledger.domain.grootboek.boeking import Mutatie
from services.ledger.domain.grootboek.boekregels import Grootboek
from services.ledger.domain.lening.events import TermijnVervallen
from services.ledger.domain.lening.state import Lening
from services.ledger.domain.vooruitblik.toekomst import Toekomst
from shared.recht.aflosschema import Schematermijn, aflosschema

Dagstand = Literal["betaald", "open", "gemist", "komt nog", "vervalt"]


@dataclass(frozen=True, slots=True)
class Schemadag:
    """A vervaldag: `afgesproken` by the besluit, `nu_cent` as it is asked now; one of them may miss. `open_cent` is due and unpaid."""

    dag: date
    afgesproken: Schematermijn | None
    nu_cent: int | None
    open_cent: int
    stand: Dagstand

    @property
    def is_anders(self) -> bool:
        return (self.afgesproken.termijn_cent if self.afgesproken else None) != self.nu_cent


def schemadagen(
    lening: Lening, feiten: Sequence[Mutatie], komt: Toekomst, vandaag: date
) -> list[Schemadag]:
    """Every vervaldag that was agreed, that came, or that is to come."""
    afgesproken = {termijn.vervaldag: termijn for termijn in aflosschema(lening.vraag).termijnen}
    nu = _gevraagd(feiten, vandaag) | {een.dag: een.samen_cent for een in komt.betaaldagen}
    return [
        _dag(dag, afgesproken.get(dag), nu.get(dag), lening, vandaag)
        for dag in sorted(afgesproken.keys() | nu.keys())
    ]


def _gevraagd(feiten: Sequence[Mutatie], vandaag: date) -> dict[date, int]:
    """What fell due, as it was told last."""
    per_termijn = {feit.termijn: feit for feit in feiten if isinstance(feit, TermijnVervallen)}
    return {
        een.vervaldag: een.rente_cent + een.aflossing_cent
        for een in per_termijn.values()
        if een.vervaldag <= vandaag
    }


def _dag(
    dag: date, afgesproken: Schematermijn | None, nu_cent: int | None, lening: Lening, vandaag: date
) -> Schemadag:
    nog_open = [termijn for termijn in lening.vervallen if termijn.vervaldag == dag]
    open_cent = sum(termijn.open_cent for termijn in nog_open)
    stand: Dagstand = "vervalt" if nu_cent is None else "komt nog" if dag > vandaag else "betaald"
    if open_cent:
        stand = "gemist" if any(termijn.is_gemist for termijn in nog_open) else "open"
    return Schemadag(dag, afgesproken, nu_cent, open_cent, stand)


@dataclass(frozen=True, slots=True)
class Hoofdsomlijnen:
    """The open hoofdsom over time, as (day, cents): by the besluit, as it went, and as it will go when everything is paid on time."""

    besluit: tuple[tuple[date, int], ...]
    gegaan: tuple[tuple[date, int], ...]
    komt: tuple[tuple[date, int], ...]


def hoofdsomlijnen(
    lening: Lening, feiten: Sequence[Mutatie], komt: Toekomst, vandaag: date
) -> Hoofdsomlijnen:
    begin = feiten[0].valutadatum
    gegaan = (
        {begin: lening.vraag.hoofdsom_cent}
        | _afgelost(feiten, lening.vraag.hoofdsom_cent)
        | {vandaag: komt.stand.hoofdsom_cent}
    )
    schema = (
        (termijn.vervaldag, termijn.eindsaldo_cent)
        for termijn in aflosschema(lening.vraag).termijnen
    )
    straks = ((een.dag, een.hoofdsom_cent) for een in komt.betaaldagen)
    return Hoofdsomlijnen(
        ((begin, lening.vraag.hoofdsom_cent), *schema),
        tuple((dag, cent) for dag, cent in sorted(gegaan.items()) if dag <= vandaag),
        ((vandaag, komt.stand.hoofdsom_cent), *straks),
    )


def _afgelost(feiten: Sequence[Mutatie], hoofdsom_cent: int) -> dict[date, int]:
    """The hoofdsom after each day on which something counts that changes it; a reversal counts on the day of what it reverses."""
    per_dag: dict[date, int] = {}
    for feit in feiten[1:]:
        anders = sum(
            regel.bedrag_cent
            for regel in feit.boekregels
            if regel.rekening.rpartition(":")[2] == Grootboek.HOOFDSOM.value
        )
        per_dag[feit.valutadatum] = per_dag.get(feit.valutadatum, 0) + anders
    stand, lijn = hoofdsom_cent, dict[date, int]()
    for dag, anders in sorted(per_dag.items()):
        stand += anders
        lijn[dag] = stand
    return lijn
