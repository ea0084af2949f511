"""What if: compare plans for a debtor before anything is recorded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from services.ledger.domain.verloop import mutaties as m
from services.ledger.domain.verloop.kennis import Kennis, Verloop
from services.ledger.domain.verloop.leningstand import Leningvoorwaarden
from services.ledger.domain.verloop.saldi import saldo
from services.ledger.domain.verloop.verloop import verloop
from shared.dates import plus_maanden
from shared.parameters import Parameterset


@dataclass(frozen=True, slots=True)
class Plan:
    """A name and the mutations it would add."""

    naam: str
    mutaties: tuple[m.Mutatie, ...] = ()


@dataclass(frozen=True, slots=True)
class Planuitkomst:
    """What a plan comes to when everything is paid on time from now on; `verboden` holds the rules that forbid parts of it."""

    naam: str
    maandbedrag_cent: int
    hoogste_maandbedrag_cent: int
    einddatum: date | None
    totaal_rente_cent: int
    uitstelmaanden: int
    verboden: tuple[str, ...]
    signalen: tuple[str, ...]


def vergelijk(
    leningen: tuple[Leningvoorwaarden, ...],
    mutaties: tuple[m.Mutatie, ...],
    plannen: Iterable[Plan],
    op: date,
    parameters: Parameterset,
) -> tuple[Planuitkomst, ...]:
    """The outcome of every plan as seen on a day; nothing is recorded."""
    return tuple(_uitkomst(leningen, mutaties, plan, op, parameters) for plan in plannen)


def _uitkomst(
    leningen: tuple[Leningvoorwaarden, ...],
    mutaties: tuple[m.Mutatie, ...],
    plan: Plan,
    op: date,
    parameters: Parameterset,
) -> Planuitkomst:
    al = {een.mutatie_id for een in mutaties}
    kennis = Kennis(leningen, (*mutaties, *plan.mutaties), parameters, op, betaalt_vanaf=op)
    uit = verloop(kennis, _horizon(leningen, op, parameters))
    termijnen = _per_dag(uit, op)
    return Planuitkomst(
        plan.naam,
        next(iter(termijnen.values()), 0),
        max(termijnen.values(), default=0),
        max(termijnen, default=None),
        sum(
            een.bedrag_cent
            for een in uit.postings
            if een.soort == "rente" and een.valutadatum >= op
        ),
        sum(saldo(een, uit.standen[een.lening_id], date.max).uitstelmaanden for een in leningen),
        tuple(een.reden for een in uit.geweigerd if een.mutatie_id not in al),
        tuple(een.tekst for een in uit.signalen if een.mutatie_id not in al),
    )


def _per_dag(uit: Verloop, op: date) -> dict[date, int]:
    """What the debtor pays from this day on, per day."""
    betaald: dict[date, int] = {}
    for een in uit.postings:
        if een.soort == "betaling" and een.valutadatum >= op:
            betaald[een.valutadatum] = betaald.get(een.valutadatum, 0) + een.bedrag_cent
    return dict(sorted(betaald.items()))


def _horizon(leningen: Iterable[Leningvoorwaarden], op: date, parameters: Parameterset) -> date:
    """Far enough for any loan to end: twice the longest term."""
    eerste = min(een.toekenningsdatum for een in leningen)
    return plus_maanden(op, 2 * parameters.waarde("looptijd_max_bbz_lening", eerste).aantal)
