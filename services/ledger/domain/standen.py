"""Two clocks: how a loan stood on any day, as it was known on any day, and what became known since (A-22)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.ledger.domain.besluiten import Besluit
from services.ledger.domain.doorrekening.kennis import bekend
from services.ledger.domain.doorrekening.saldi import Saldo, saldo
from services.ledger.domain.doorrekening.verloop import verloop
from services.ledger.domain.events import AflossingGeboekt, LeningGeopend, Mutatie
from services.ledger.domain.geschiedenis import geopende_lening, mutaties
from services.ledger.domain.weigeringen import LeningBestondNiet
from shared.parameters import Parameterset


@dataclass(frozen=True, slots=True)
class Peiling:
    """The figures that held on `geldig_op`: as known on `bekend_op`, as known now, and what was booked in between and counts before it."""

    geldig_op: date
    bekend_op: date
    toen: Saldo
    nu: Saldo
    later_bekend: tuple[Mutatie, ...]


def peiling(feiten: Sequence[Mutatie], geldig_op: date, bekend_op: date, vandaag: date, parameters: Parameterset) -> Peiling:
    """Raises LeningBestondNiet for a day of knowing before the loan was opened."""
    later = tuple(feit for feit in feiten if bekend_op < feit.boekdatum <= vandaag and feit.valutadatum <= geldig_op and _is_kennis(feit))
    toen, nu = (stand_op(feiten, geldig_op, op, parameters) for op in (bekend_op, max(bekend_op, vandaag)))
    return Peiling(geldig_op, bekend_op, toen, nu, later)


def stand_op(feiten: Sequence[Mutatie], geldig_op: date, bekend_op: date, parameters: Parameterset) -> Saldo:
    """The figures at the end of a day, by what was booked on or before the day of knowing."""
    toen = [feit for feit in feiten if feit.boekdatum <= bekend_op]
    if not toen or not isinstance(toen[0], LeningGeopend):
        raise LeningBestondNiet
    lening = geopende_lening(toen)
    uit = verloop(bekend((lening,), mutaties(toen), parameters, bekend_op), geldig_op)
    return saldo(lening, uit.standen[lening.lening_id], geldig_op)


def _is_kennis(feit: Mutatie) -> bool:
    """Facts that say something new about the past: decisions and receipts, not what the calendar brings."""
    return isinstance(feit, Besluit) or (isinstance(feit, AflossingGeboekt) and feit.betaling_id is not None)
