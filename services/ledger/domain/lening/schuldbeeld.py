"""A loan as the ladder sees it: its missed terms or its opeising, what stands still by the books, and what was paid."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from services.ledger.domain.grootboek.boeking import Mutatie
from services.ledger.domain.invordering.begrippen import Betaalbeschikking, Pauze
from services.ledger.domain.invordering.schuldbeeld import Schuldbeeld
from services.ledger.domain.lening.geschiedenis import mutaties
from services.ledger.domain.lening.saldi import schuld
from services.ledger.domain.lening.state import Lening
from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.verloop import mutaties as m
from services.ledger.domain.verloop.herroepingen import herroepen
from services.ledger.domain.verloop.mutaties import bron
from services.ledger.domain.verloop.uitstelverloop import geldend_uitstel
from shared.begrippen import Feit

# Statuses under which money is asked, or may have been asked, without a missed term.
INEENS = ("opgeeist", "buiten_invordering")


def heeft_achterstand(lening: Lening) -> bool:
    """Cheap, for every loan of a page: could a ladder be needed?"""
    return lening.status == "lopend" and (
        bool(lening.gemist) or (lening.stand is not None and lening.stand.status in INEENS)
    )


def beeld_van(
    lening: Lening, feiten: Callable[[], Sequence[Feit]], ontvangen_sinds: date | None = None
) -> Schuldbeeld:
    """The claim that a loan is. Its facts are only read where a decision can have changed its course, or receipts must be counted."""
    nodig = lening.heeft_besluiten or ontvangen_sinds is not None
    geldend = list(_geldende(feiten())) if nodig else []
    vervallen = [termijn for termijn in lening.open_termijnen if termijn.is_vervallen]
    beschikking = next(_beschikkingen(geldend), None)
    gevraagd = sum(termijn.open_cent for termijn in vervallen)
    return Schuldbeeld(
        schuldsoort="lening",
        schuld_id=lening.lening_id,
        dossier_id=lening.dossier_id,
        gemeente=lening.gemeente,
        betalingskenmerk=lening.betalingskenmerk,
        is_open=lening.status == "lopend",
        achterstand_cent=(gevraagd if beschikking else lening.saldi.achterstand_cent)
        + lening.saldi.kosten_cent,
        schuld_cent=schuld(lening.saldi),
        gemiste_termijnen=len(lening.gemist),
        gemiste_schematermijnen=sum(1 for termijn in lening.gemist if termijn.nr),
        sinds=min((termijn.vervaldag for termijn in lening.gemist), default=None),
        beschikking=beschikking,
        stops=tuple(_stops(geldend)) if geldend else (),
        ontvangen_cent=_ontvangen(geldend, ontvangen_sinds),
    )


def _geldende(feiten: Sequence[Feit]) -> Iterator[m.Mutatie]:
    """Every mutation of the books that was not revoked (A-22)."""
    alle = mutaties(feit for feit in feiten if isinstance(feit, Mutatie))
    weg = herroepen(alle).ids
    yield from (
        een for een in alle if een.mutatie_id not in weg and not isinstance(een, m.Herroeping)
    )


def _beschikkingen(geldend: Iterable[m.Mutatie]) -> Iterator[Betaalbeschikking]:
    """What claimed the whole loan at once."""
    for een in geldend:
        if isinstance(een, m.Besluitmutatie) and isinstance(een.gegevens, g.Opeising):
            yield Betaalbeschikking(besluit_id=bron(een.mutatie_id), bekendgemaakt_op=een.boekdatum)


def _stops(geldend: Sequence[m.Mutatie]) -> Iterator[Pauze]:
    """What keeps collection still: uitstel (Awb 4:94 lid 2), buiten invordering, schuldregeling (Bbz art. 42)."""
    buiten: m.Mutatie | None = None
    for uitstel, tot in geldend_uitstel(geldend):
        yield Pauze(
            reden="uitstel", van=uitstel.gegevens.van, tot=tot, bron=bron(uitstel.mutatie_id)
        )
    for een in geldend:
        match een:
            case m.Besluitmutatie(gegevens=g.Schuldregeling()):
                yield Pauze(reden="schuldregeling", van=een.boekdatum, bron=bron(een.mutatie_id))
            case m.Besluitmutatie(gegevens=g.BuitenInvordering(hervat=hervat)):
                buiten = None if hervat else een
    if buiten:
        yield Pauze(reden="buiten_invordering", van=buiten.boekdatum, bron=bron(buiten.mutatie_id))


def _ontvangen(geldend: Sequence[m.Mutatie], sinds: date | None) -> int:
    if sinds is None:
        return 0
    return sum(
        een.bedrag_cent or 0
        for een in geldend
        if isinstance(een, m.ONTVANGSTEN) and een.valutadatum >= sinds
    )
