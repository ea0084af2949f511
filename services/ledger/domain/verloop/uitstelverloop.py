"""Uitstel as decisions follow on each other: granted (Bbz art. 41, Awb 4:94) and withdrawn (Awb 4:96)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.verloop import mutaties as m
from services.ledger.domain.verloop.leningstand import Leningvoorwaarden, Verleend
from services.ledger.domain.verloop.uitstel import UitstelKanNiet, uitstelbesluit
from shared.dates import hele_maanden, plus_maanden, voluit
from shared.parameters import Parameterset

Uitstelstap = tuple[tuple[Verleend, ...], tuple[str, ...]]


def is_uitstelmutatie(mutatie: m.Mutatie) -> bool:
    """It only touches terms, by their vervaldag."""
    return isinstance(mutatie, m.Besluitmutatie) and isinstance(
        mutatie.gegevens, g.Uitstel | g.Uitstelintrekking
    )


def na_uitstelmutatie(
    lening: Leningvoorwaarden,
    eerder: tuple[Verleend, ...],
    mutatie: m.Mutatie,
    parameters: Parameterset,
) -> Uitstelstap:
    """The uitstel that holds after this decision, and what a caseworker must look at; raises UitstelKanNiet."""
    match mutatie:
        case m.Besluitmutatie(gegevens=g.Uitstel()):
            besluit = uitstelbesluit(lening, eerder, mutatie, parameters)
            return (*eerder, besluit.verleend), besluit.signalen
        case m.Besluitmutatie(gegevens=g.Uitstelintrekking()):
            return _ingetrokken(eerder, mutatie.valutadatum), ()
    raise TypeError(f"{type(mutatie).__name__} is not about uitstel")


def _ingetrokken(eerder: tuple[Verleend, ...], dag: date) -> tuple[Verleend, ...]:
    """Uitstel that runs, else the first that is to come, ends on this day; what was used of it counts for the limit (art. 41 lid 2).

    Months that began count as used. Uitstel that had not begun leaves nothing behind.
    """
    eerste = min((een for een in eerder if dag < een.tot), key=lambda een: een.van, default=None)
    if eerste is None:
        raise UitstelKanNiet(
            f"Op {voluit(dag)} loopt er geen uitstel en er komt er ook geen: intrekken kan niet (Awb 4:96)."
        )
    over = tuple(een for een in eerder if een is not eerste)
    if dag <= eerste.van:
        return over
    heel = hele_maanden(eerste.van, dag)
    begonnen = heel + (plus_maanden(eerste.van, heel) < dag)
    return (*over, replace(eerste, tot=dag, maanden=begonnen))


def geldend_uitstel(
    mutaties: Iterable[m.Mutatie],
) -> list[tuple[m.Besluitmutatie[g.Uitstel], date]]:
    """Every uitstel that was granted and not wholly withdrawn, with the first day after it."""
    geldend: list[tuple[m.Besluitmutatie[g.Uitstel], date]] = []
    for een in sorted(mutaties, key=lambda een: een.valutadatum):
        match een:
            case m.Besluitmutatie(gegevens=g.Uitstel(van=van, maanden=maanden)):
                geldend.append((een, plus_maanden(van, maanden)))
            case m.Besluitmutatie(gegevens=g.Uitstelintrekking(), valutadatum=dag):
                eerste = min(
                    (paar for paar in geldend if dag < paar[1]),
                    key=lambda paar: paar[0].gegevens.van,
                    default=None,
                )
                geldend = [paar for paar in geldend if paar is not eerste] + (
                    [(eerste[0], dag)] if eerste and eerste[0].gegevens.van < dag else []
                )
    return geldend
