"""Two clocks: how a loan stood on any day, as it was known on any day, and what became known since (A-22)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.ledger.domain.grootboek.boeking import Mutatie
from services.ledger.domain.lening.besluiten import Besluit
from services.ledger.domain.lening.events import AflossingGeboekt, LeningGeopend
from services.ledger.domain.lening.geschiedenis import geopende_lening, mutaties
from services.ledger.domain.lening.weigeringen import LeningBestondNiet
from services.ledger.domain.verloop.kennis import bekend
from services.ledger.domain.verloop.saldi import Saldo, saldo
from services.ledger.domain.verloop.verloop import verloop
from services.ledger.domain.vooruitblik.toekomst import Toekomst, vooruit
from shared.parameters import Parameterset


@dataclass(frozen=True, slots=True)
class Peiling:
    """The figures that held on `geldig_op`: as known on `bekend_op`, as known now, and what was booked in between and counts before it.

    `komt_toen` and `komt_nu`: what was then still to be paid, as if paid on time from that day on.
    """

    geldig_op: date
    bekend_op: date
    toen: Saldo
    nu: Saldo
    later_bekend: tuple[Mutatie, ...]
    komt_toen: Toekomst
    komt_nu: Toekomst

    @property
    def is_gelijk(self) -> bool:
        """Nothing that became known later changes anything."""
        return self.toen == self.nu and self.komt_toen.betaaldagen == self.komt_nu.betaaldagen


def peiling(
    feiten: Sequence[Mutatie],
    geldig_op: date,
    bekend_op: date,
    vandaag: date,
    parameters: Parameterset,
) -> Peiling:
    """Raises LeningBestondNiet for a day of knowing before the loan was opened."""
    later = tuple(
        feit
        for feit in feiten
        if bekend_op < feit.boekdatum <= vandaag
        and feit.valutadatum <= geldig_op
        and _is_kennis(feit)
    )
    kennis = (bekend_op, max(bekend_op, vandaag))
    toen, nu = (stand_op(feiten, geldig_op, op, parameters) for op in kennis)
    return Peiling(
        geldig_op,
        bekend_op,
        toen,
        nu,
        later,
        *(komt_op(feiten, geldig_op, op, parameters) for op in kennis),
    )


def komt_op(
    feiten: Sequence[Mutatie], geldig_op: date, bekend_op: date, parameters: Parameterset
) -> Toekomst:
    """What was still to be paid after a day, by what was booked on or before the day of knowing and counts on or before that day."""
    bekende = mutaties([feit for feit in feiten if feit.boekdatum <= bekend_op])
    return vooruit(
        geopende_lening(feiten),
        [een for een in bekende if een.valutadatum <= geldig_op],
        geldig_op,
        parameters,
    )


def kennisdagen(feiten: Sequence[Mutatie]) -> tuple[date, ...]:
    """The days on which something became known: the opening, decisions and receipts."""
    return tuple(
        sorted(
            {
                feit.boekdatum
                for plaats, feit in enumerate(feiten)
                if plaats == 0 or _is_kennis(feit)
            }
        )
    )


def stand_op(
    feiten: Sequence[Mutatie], geldig_op: date, bekend_op: date, parameters: Parameterset
) -> Saldo:
    """The figures at the end of a day, by what was booked on or before the day of knowing."""
    toen = [feit for feit in feiten if feit.boekdatum <= bekend_op]
    if not toen or not isinstance(toen[0], LeningGeopend):
        raise LeningBestondNiet
    lening = geopende_lening(toen)
    uit = verloop(bekend((lening,), mutaties(toen), parameters, bekend_op), geldig_op)
    return saldo(lening, uit.standen[lening.lening_id], geldig_op)


def _is_kennis(feit: Mutatie) -> bool:
    """Facts that say something new about the past: decisions and receipts, not what the calendar brings."""
    return isinstance(feit, Besluit) or (
        isinstance(feit, AflossingGeboekt) and feit.betaling_id is not None
    )
