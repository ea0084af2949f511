"""The course of all loans of a debtor: from the conditions and the mutations that were known, day by day to any day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.verloop import mutaties as m
from services.ledger.domain.verloop.dagloop import (
    WEIGERINGEN,
    begin_van_de_dag,
    betaal_uit,
    doel,
    einde_van_de_dag,
    lening_van,
    morgen,
    verwerk_mutatie,
)
from services.ledger.domain.verloop.herroepingen import VERGEEFS, herroepen
from services.ledger.domain.verloop.kennis import Geweigerd, Kennis, Signaal, Verloop
from services.ledger.domain.verloop.leningstand import Leningvoorwaarden, Stand
from services.ledger.domain.verloop.termijnloop import volgende_dag
from services.ledger.domain.verloop.tozo import tozoplan, volgt_tekstversies
from services.ledger.domain.verloop.uitstelverloop import is_uitstelmutatie, na_uitstelmutatie

NOOIT_GEWEIGERD = (m.Betaling, m.Ontvangst, m.ExtraAflossing, m.Herroeping)


def verloop(kennis: Kennis, tot_en_met: date, eerder: Verloop | None = None) -> Verloop:
    """Run all loans up to and including a day; pure and deterministic.

    `eerder` is a run with other knowledge: what cannot be another is taken from it, the outcome is that of a run from zero.
    """
    uit = _hervat(kennis, tot_en_met, eerder) if eerder else None
    uit = _loop(kennis, uit or begin(kennis, tot_en_met), tot_en_met)
    for lening in kennis.leningen:
        einde_van_de_dag(kennis, lening, tot_en_met, uit)
    return uit


def tot_het_begin(kennis: Kennis, dag: date, eerder: Verloop | None = None) -> Verloop:
    """Run all loans up to a day whose receipts may still come: the calendar of it is done, its end is open. `eerder` as for `verloop`."""
    uit = _hervat(kennis, dag, eerder) if eerder else None
    return _loop(kennis, uit or begin(kennis, dag), dag)


def vervolg(kennis: Kennis, stand: Stand, vanaf: date, tot: date) -> Verloop:
    """On from the stand of the only loan at the start of a day, with the mutations from that day on; as `tot_het_begin` would be."""
    (lening,) = kennis.leningen
    uit = Verloop({lening.lening_id: stand}, kennis=kennis)
    uit.mijlpalen.append((vanaf, dict(uit.standen), 0, 0, 0))
    for mutatie in kennis.zonder_herroepen():
        if mutatie.valutadatum == vanaf:
            verwerk_mutatie(kennis, mutatie, uit)
    return _loop(kennis, uit, tot)


def begin(kennis: Kennis, tot_en_met: date) -> Verloop:
    """Before the first day."""
    uit = Verloop(kennis=kennis)
    _open_leningen(kennis, tot_en_met, uit)
    _weiger_herroepingen(kennis, uit)
    return uit


def _loop(kennis: Kennis, uit: Verloop, tot_en_met: date) -> Verloop:
    """Day by day from the last day that was done."""
    vanaf = uit.mijlpalen[-1][0] if uit.mijlpalen else date.min
    wachtend = [
        een
        for een in kennis.zonder_herroepen()
        if vanaf < een.valutadatum <= tot_en_met and not is_uitstelmutatie(een)
    ]
    uitbetalingen = sorted(
        (deel.datum, lening.lening_id, deel.cent)
        for lening in kennis.leningen
        for deel in lening.uitbetalingen
    )
    for dag in _dagen(kennis, uit, wachtend, uitbetalingen, vanaf, tot_en_met):
        for lening in kennis.leningen:
            begin_van_de_dag(kennis, lening, dag, uit)
        for datum, lening_id, cent in uitbetalingen:
            if datum == dag:
                betaal_uit(lening_van(kennis, lening_id), cent, dag, uit)
        while wachtend and wachtend[0].valutadatum <= dag:
            verwerk_mutatie(kennis, wachtend.pop(0), uit)
        _mijlpaal(uit, dag)
    return uit


def _hervat(kennis: Kennis, tot_en_met: date, eerder: Verloop) -> Verloop | None:
    """The part of an earlier run that other knowledge leaves as it was; None when everything may be another.

    On the day of knowing depend the text versions of a Tozo loan and the rates of wettelijke rente.
    """
    oud = eerder.kennis
    if (
        oud is None
        or oud.leningen != kennis.leningen
        or any(volgt_tekstversies(een) for een in kennis.leningen)
    ):
        return None
    anders = set(kennis.mutaties) ^ set(oud.mutaties)
    if any(isinstance(een, m.Herroeping) for een in (*kennis.mutaties, *oud.mutaties)):
        return None
    if any(is_uitstelmutatie(een) for een in anders):
        return None
    grens = min((een.valutadatum for een in anders), default=date.max)
    achteraan = (
        []
        if anders.intersection(oud.mutaties) or oud.betaalt_vanaf or kennis.betaalt_vanaf
        else _achteraan(kennis, anders, grens)
    )
    grens = min(grens, *(een.betaalt_vanaf or date.max for een in (kennis, oud)))
    mijlpalen = [
        een
        for een in eerder.mijlpalen
        if (een[0] < grens or (een[0] == grens and achteraan)) and een[0] <= tot_en_met
    ]
    if not mijlpalen:
        return None
    dag, standen, postings, signalen, geweigerd = mijlpalen.pop()
    if oud.bekend_op != kennis.bekend_op and any(een.wettelijk_standen for een in standen.values()):
        return None
    uit = Verloop(
        dict(standen),
        eerder.postings[:postings],
        eerder.signalen[:signalen],
        eerder.geweigerd[:geweigerd],
        kennis,
        mijlpalen,
    )
    for mutatie in achteraan if dag == grens else ():
        verwerk_mutatie(kennis, mutatie, uit)
    _mijlpaal(uit, dag)
    return uit


def _achteraan(kennis: Kennis, nieuw: set[m.Mutatie], dag: date) -> list[m.Mutatie]:
    """The new mutations of a day when they come after all that it had; otherwise none."""
    van_de_dag = [een for een in kennis.zonder_herroepen() if een.valutadatum == dag]
    al = sum(een not in nieuw for een in van_de_dag)
    return van_de_dag[al:] if nieuw.isdisjoint(van_de_dag[:al]) else []


def _mijlpaal(uit: Verloop, dag: date) -> None:
    uit.mijlpalen.append(
        (dag, dict(uit.standen), len(uit.postings), len(uit.signalen), len(uit.geweigerd))
    )


def _open_leningen(kennis: Kennis, tot_en_met: date, uit: Verloop) -> None:
    """The first stand of every loan, with the uitstel that was decided on: it only touches terms by their vervaldag."""
    for lening in kennis.leningen:
        schema, aanloop = lening.schema, None
        if volgt_tekstversies(lening):
            plan = tozoplan(
                lening, max(tot_en_met, kennis.bekend_op), kennis.bekend_op, kennis.parameters
            )
            schema, aanloop = plan.schema, plan.aanloop
        uit.standen[lening.lening_id] = Stand(schema, vast_cent=lening.vast_cent, aanloop=aanloop)
        _verleen_uitstel(kennis, replace(lening, schema=schema), uit)


def _verleen_uitstel(kennis: Kennis, lening: Leningvoorwaarden, uit: Verloop) -> None:
    for mutatie in kennis.zonder_herroepen():
        if not is_uitstelmutatie(mutatie) or doel(kennis, mutatie) != lening.lening_id:
            continue
        stand = uit.standen[lening.lening_id]
        try:
            uitstel, signalen = na_uitstelmutatie(lening, stand.uitstel, mutatie, kennis.parameters)
        except WEIGERINGEN as weigering:
            uit.geweigerd.append(Geweigerd(mutatie.mutatie_id, str(weigering)))
            continue
        uit.standen[lening.lening_id] = replace(stand, uitstel=uitstel)
        uit.signalen.extend(
            Signaal(mutatie.mutatie_id, lening.lening_id, tekst) for tekst in signalen
        )


def _weiger_herroepingen(kennis: Kennis, uit: Verloop) -> None:
    """A revocation that takes nothing back."""
    uit.geweigerd.extend(
        Geweigerd(mutatie_id, reden)
        for mutatie_id, reden in herroepen(kennis.mutaties).redenen.items()
    )


def vergeefs(kennis: Kennis, dag: date, uit: Verloop) -> tuple[Geweigerd, ...]:
    """Revocations of what a rule had refused when they were booked: they changed nothing. Money and kosten are never refused."""
    geweigerd = {een.mutatie_id for een in uit.geweigerd}
    bekend = {een.mutatie_id: een for een in kennis.mutaties}
    gevonden = []
    for een in kennis.mutaties:
        if (
            isinstance(een, m.Herroeping)
            and een.mutatie_id not in geweigerd
            and not _nooit_geweigerd(bekend[een.van])
        ):
            toen = tuple(
                ander for ander in kennis.mutaties if _boekvolgorde(ander) < _boekvolgorde(een)
            )
            if een.van in {
                ander.mutatie_id for ander in verloop(replace(kennis, mutaties=toen), dag).geweigerd
            }:
                gevonden.append(Geweigerd(een.mutatie_id, VERGEEFS))
    return tuple(gevonden)


def _nooit_geweigerd(een: m.Mutatie) -> bool:
    return isinstance(een, NOOIT_GEWEIGERD) or (
        isinstance(een, m.Besluitmutatie) and isinstance(een.gegevens, g.Kosten)
    )


def _boekvolgorde(een: m.Mutatie) -> tuple[date, int, str]:
    return een.boekdatum, len(een.mutatie_id), een.mutatie_id


def _dagen(
    kennis: Kennis,
    uit: Verloop,
    wachtend: list[m.Mutatie],
    uitbetalingen: list[tuple[date, str, int]],
    vorige: date,
    tot: date,
) -> Iterator[date]:
    """Every day on which something happens, in order; asked anew after each, because a mutation changes what comes."""
    vast = {datum for datum, _, _ in uitbetalingen}
    while True:
        komend = [dag for dag in vast if dag > vorige] + [een.valutadatum for een in wachtend[:1]]
        for lening in kennis.leningen:
            stand = uit.standen[lening.lening_id]
            aanloop = stand.aanloop.tot - timedelta(days=1) if stand.aanloop else None
            dagen = (
                volgende_dag(lening, stand),
                aanloop,
                stand.wettelijk_tot,
                _vervaldag_na(stand, vorige, kennis.betaalt_vanaf),
            )
            komend.extend(max(dag, morgen(vorige)) for dag in dagen if dag)
        dag = min((max(dag, morgen(vorige)) for dag in komend), default=date.max)
        if dag > tot:
            return
        yield dag
        vorige = dag


def _vervaldag_na(stand: Stand, na: date, betaalt_vanaf: date | None) -> date | None:
    """The next day on which tegoed, or a debtor who pays on time, meets something that falls due."""
    if not (stand.tegoed_cent > 0 or betaalt_vanaf):
        return None
    dagen = [post.vervaldag for post in stand.vervallen] + [
        post.vervaldag for post in stand.rente if post.open_cent
    ]
    return min((dag for dag in dagen if dag > na), default=None)
