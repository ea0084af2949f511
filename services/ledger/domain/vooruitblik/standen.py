"""Two clocks: how a loan stood on any day, as it was known on any day, and what became known since (A-22)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.ledger.domain.grootboek.boeking import Mutatie
from services.ledger.domain.lening.besluiten import Besluit
from services.ledger.domain.lening.events import AflossingGeboekt, LeningGeopend
from services.ledger.domain.lening.geschiedenis import geopende_lening, mutaties
from services.ledger.domain.lening.weigeringen import LeningBestondNiet
from services.ledger.domain.verloop import mutaties as m
from services.ledger.domain.verloop.kennis import Kennis, Verloop, bekend
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
    toen = _loop(feiten, geldig_op, bekend_op, parameters)
    nu = _loop(feiten, geldig_op, max(bekend_op, vandaag), parameters, toen)
    komt_toen = _komt(toen, geldig_op)
    return Peiling(
        geldig_op,
        bekend_op,
        _saldo(toen, geldig_op),
        _saldo(nu, geldig_op),
        later,
        komt_toen,
        komt_toen if _tellend(toen, geldig_op) == _tellend(nu, geldig_op) else _komt(nu, geldig_op),
    )


def komt_op(
    feiten: Sequence[Mutatie], geldig_op: date, bekend_op: date, parameters: Parameterset
) -> Toekomst:
    """What was still to be paid after a day, by what was booked on or before the day of knowing and counts on or before that day."""
    return _komt(_loop(feiten, geldig_op, bekend_op, parameters), geldig_op)


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
    return _saldo(_loop(feiten, geldig_op, bekend_op, parameters), geldig_op)


def _loop(
    feiten: Sequence[Mutatie],
    geldig_op: date,
    bekend_op: date,
    parameters: Parameterset,
    eerder: Verloop | None = None,
) -> Verloop:
    toen = [feit for feit in feiten if feit.boekdatum <= bekend_op]
    if not toen or not isinstance(toen[0], LeningGeopend):
        raise LeningBestondNiet
    kennis = bekend((geopende_lening(toen),), mutaties(toen), parameters, bekend_op)
    return verloop(kennis, geldig_op, eerder)


def _kennis(uit: Verloop) -> Kennis:
    if uit.kennis is None:
        raise TypeError("a run keeps what it knew")
    return uit.kennis


def _tellend(uit: Verloop, geldig_op: date) -> list[m.Mutatie]:
    """What was known and counts by then."""
    return [een for een in _kennis(uit).mutaties if een.valutadatum <= geldig_op]


def _saldo(uit: Verloop, geldig_op: date) -> Saldo:
    (lening,) = _kennis(uit).leningen
    return saldo(lening, uit.standen[lening.lening_id], geldig_op)


def _komt(uit: Verloop, geldig_op: date) -> Toekomst:
    kennis = _kennis(uit)
    (lening,) = kennis.leningen
    return vooruit(lening, _tellend(uit, geldig_op), geldig_op, kennis.parameters, eerder=uit)


def _is_kennis(feit: Mutatie) -> bool:
    """Facts that say something new about the past: decisions and receipts, not what the calendar brings."""
    return isinstance(feit, Besluit) or (
        isinstance(feit, AflossingGeboekt) and feit.betaling_id is not None
    )
