"""What was recorded stays until a recorded storno, correctie or herroeping takes it back: checked by every recomputation and by replay."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from services.ledger.domain.grootboek.boeking import Mutatie
from services.ledger.domain.grootboek.boekregels import Boekregel, Grootboek
from services.ledger.domain.grootboek.weigeringen import MutatieIsVerdwenen
from services.ledger.domain.lening.besluiten import Besluit
from services.ledger.domain.lening.betaalbesluiten import BetaalkeuzeVastgelegd, KostenGeboekt
from services.ledger.domain.lening.events import AflossingGeboekt, BoekingTeruggedraaid
from services.ledger.domain.lening.geschiedenis import mutaties
from services.ledger.domain.lening.herstelbesluiten import MutatieGecorrigeerd
from services.ledger.domain.lening.open_termijnen import Boeken, boekingskenmerk
from services.ledger.domain.verloop import mutaties as m
from services.ledger.domain.verloop.gegevens import Kosten
from services.ledger.domain.verloop.herroepingen import herroepen
from services.ledger.domain.verloop.kennis import Verloop
from services.ledger.domain.verloop.mutaties import bron


def moet_alles_bewaren(
    eerder: Sequence[m.Mutatie],
    nu: Sequence[m.Mutatie],
    uit: Verloop,
    besluit: Besluit | None,
    keuzes: Mapping[UUID, UUID] | None = None,
) -> None:
    """Every earlier mutation is still known, and kosten and receipts stand in the run for what they are; raises MutatieIsVerdwenen.

    A choice at a receipt, or its correctie, changes what the receipt does; `keuzes` are those that count.
    """
    keuze = besluit.gegevens.betaling_id if isinstance(besluit, BetaalkeuzeVastgelegd) else None
    if isinstance(besluit, MutatieGecorrigeerd) and keuzes:
        keuze = keuzes.get(besluit.gegevens.van)
    bekend, weg, geboekt = {een.mutatie_id: een for een in nu}, herroepen(nu).ids, _geboekt(uit)
    for een in eerder:
        is_zelfde = bekend.get(een.mutatie_id) == een or bron(een.mutatie_id) == keuze
        vast = None if een.mutatie_id in weg else _vast_cent(een)
        if not is_zelfde or vast not in (None, geboekt[een.mutatie_id]):
            raise MutatieIsVerdwenen(bron(een.mutatie_id))


def _vast_cent(een: m.Mutatie) -> int | None:
    """What kosten and receipts are for, whatever happened around them."""
    if isinstance(een, m.ONTVANGSTEN):
        return een.bedrag_cent
    if isinstance(een, m.Besluitmutatie) and isinstance(een.gegevens, Kosten):
        return een.gegevens.bedrag_cent
    return None


def verdwenen(feiten: Sequence[Mutatie]) -> UUID | None:
    """A mutation of a loan that its facts lost without a fact that takes it back; None when all are there."""
    try:
        bekend = mutaties(feiten)
    except MutatieIsVerdwenen as fout:
        return fout.van
    weg, boeken = {bron(een) for een in herroepen(bekend).ids}, Boeken()
    for feit in feiten:
        boeken.neem(feit)
    kosten = [
        feit for feit in feiten if isinstance(feit, KostenGeboekt) and feit.besluit_id not in weg
    ]
    nodig = Counter(boekingskenmerk(feit.valutadatum, feit.boekregels) for feit in kosten)
    for feit in kosten:
        kenmerk = boekingskenmerk(feit.valutadatum, feit.boekregels)
        if boeken.geboekt[kenmerk] < nodig[kenmerk]:
            return feit.besluit_id
    return _ontvangst_die_mist(feiten, bekend, weg, boeken)


def _ontvangst_die_mist(
    feiten: Sequence[Mutatie], bekend: Sequence[m.Mutatie], weg: set[UUID], boeken: Boeken
) -> UUID | None:
    """Receipts can be alike, so they are counted together; the one that is named is the first without a booking."""
    tellen = {
        bron(een.mutatie_id): een.bedrag_cent or 0
        for een in bekend
        if isinstance(een, m.ONTVANGSTEN)
    }
    tellen = {van: cent for van, cent in tellen.items() if van not in weg}
    if sum(_bank(feit.boekregels) for feit in feiten if _is_ontvangst(feit)) == sum(
        tellen.values()
    ):
        return None
    staat = {
        een.betaling_id
        for gelijk in boeken.boekingen.values()
        for een in gelijk
        if isinstance(een, AflossingGeboekt)
    }
    return next((van for van in tellen if van not in staat), next(reversed(tellen), None))


def _is_ontvangst(feit: Mutatie) -> bool:
    return isinstance(feit, AflossingGeboekt) or (
        isinstance(feit, BoekingTeruggedraaid) and feit.soort == AflossingGeboekt.__name__
    )


def _bank(regels: Iterable[Boekregel]) -> int:
    return sum(
        regel.bedrag_cent for regel in regels if regel.rekening.rpartition(":")[2] == Grootboek.BANK
    )


def _geboekt(uit: Verloop) -> Counter[str]:
    """What each mutation comes to in the run: money that came in, or kosten."""
    cent: Counter[str] = Counter()
    for een in uit.postings:
        cent[een.mutatie_id] += een.bedrag_cent if een.soort == "kosten" else _bank(een.boekregels)
    return cent
