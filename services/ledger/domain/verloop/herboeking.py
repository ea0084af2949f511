"""The books of a debtor over both clocks: what was posted, reversed and posted again, and how it stood (A-22)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from services.ledger.domain.grootboek.boekregels import omgekeerd
from services.ledger.domain.verloop import mutaties as m
from services.ledger.domain.verloop.kennis import bekend
from services.ledger.domain.verloop.leningstand import Leningvoorwaarden, Posting
from services.ledger.domain.verloop.tozo import tekstversies, volgt_tekstversies
from services.ledger.domain.verloop.uitstelverloop import is_uitstelmutatie
from services.ledger.domain.verloop.verloop import verloop
from shared.parameters import Parameterset


@dataclass(frozen=True, slots=True)
class Boeking:
    """A posting as it stands in the books: booked on a day; a reversal has the lines of the other side."""

    posting: Posting
    boekdatum: date
    is_tegenboeking: bool = False


def boekingen(
    leningen: tuple[Leningvoorwaarden, ...],
    mutaties: tuple[m.Mutatie, ...],
    parameters: Parameterset,
    tot_en_met: date,
) -> tuple[Boeking, ...]:
    """Every booking up to and including a day, in booking order.

    A mutation or a text version that counts from an earlier day never edits: on its boekdatum what it changes is reversed and booked anew.
    The lines of all bookings together are those of one run from zero with everything known.
    """
    geboekt: list[Boeking] = []
    netto: Counter[Posting] = Counter()
    vorig = None
    for moment in _momenten(leningen, mutaties, parameters, tot_en_met):
        gisteren = moment - timedelta(days=1)
        toen = verloop(
            bekend(leningen, mutaties, parameters, gisteren, streng=True), gisteren, vorig
        )
        vorig = verloop(bekend(leningen, mutaties, parameters, moment, streng=True), moment, toen)
        vooraf, achteraf = toen.postings, vorig.postings
        geboekt += [Boeking(een, een.valutadatum) for een in _erbij(vooraf, netto)]
        netto = Counter(vooraf)
        geboekt += [
            Boeking(_tegen(een), moment, is_tegenboeking=True)
            for een in _erbij(vooraf, Counter(achteraf))
        ]
        geboekt += [Boeking(een, moment) for een in _erbij(achteraf, netto)]
        netto = Counter(achteraf)
    laatste = verloop(
        bekend(leningen, mutaties, parameters, tot_en_met, streng=True), tot_en_met, vorig
    ).postings
    geboekt += [Boeking(een, een.valutadatum) for een in _erbij(laatste, netto)]
    return tuple(sorted(geboekt, key=lambda een: een.boekdatum))


def _momenten(
    leningen: Iterable[Leningvoorwaarden],
    mutaties: Iterable[m.Mutatie],
    parameters: Parameterset,
    tot_en_met: date,
) -> tuple[date, ...]:
    """The days on which something was booked that counts from an earlier day."""
    terug = {
        een.boekdatum
        for een in mutaties
        if een.valutadatum < een.boekdatum
        or isinstance(een, m.Herroeping)
        or is_uitstelmutatie(een)
    }
    versies = {
        dag for een in leningen if volgt_tekstversies(een) for dag in tekstversies(parameters)
    }
    eerste = min((deel.datum for een in leningen for deel in een.uitbetalingen), default=date.min)
    return tuple(sorted(dag for dag in terug | versies if eerste < dag <= tot_en_met))


def _erbij(postings: Iterable[Posting], al: Counter[Posting]) -> list[Posting]:
    """The postings that are not among those already there, counting doubles."""
    over = Counter(al)
    nieuw = []
    for een in postings:
        if over[een]:
            over[een] -= 1
        else:
            nieuw.append(een)
    return nieuw


def _tegen(posting: Posting) -> Posting:
    return replace(
        posting,
        bedrag_cent=-posting.bedrag_cent,
        boekregels=omgekeerd(posting.boekregels),
        formule=f"Tegenboeking: {posting.formule}",
    )
