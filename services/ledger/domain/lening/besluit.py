"""Mutations by people: booked at once, or proposed by one and decided by a second with a mandate (four eyes, Awb art. 10:3)."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from services.ledger.domain.grootboek.boeking import Mutatie
from services.ledger.domain.lening.besluiten import Besluit, BesluitVoorgesteld, VoorstelVerworpen
from services.ledger.domain.lening.besluitsoorten import mutatie_van, soort_van
from services.ledger.domain.lening.commands import (
    BekrachtigVoorstel,
    DoeVoorstel,
    NeemBesluit,
    VerwerpVoorstel,
)
from services.ledger.domain.lening.dossier import Leningdossier
from services.ledger.domain.lening.geschiedenis import Geschiedenis, herroeping, zonder_keuze
from services.ledger.domain.lening.gevraagd import geldt
from services.ledger.domain.lening.herrekening import herreken
from services.ledger.domain.lening.state import Lening
from services.ledger.domain.lening.uitleg import besluitzin, geboekt
from services.ledger.domain.lening.verjaringsbesluit import verjaring_aangevuld
from services.ledger.domain.lening.weigeringen import (
    BetaalkeuzeKanNiet,
    HerroepingKanNiet,
    LeningIsAfgelost,
    LeningIsOnbekend,
    ValutadatumKanNiet,
)
from services.ledger.domain.verloop import mutaties as m
from services.ledger.domain.verloop.gegevens import Betaalkeuze, Gegevens, Herroeping, Opeising
from services.ledger.domain.verloop.herroepingen import herroepen
from services.ledger.domain.verloop.mutaties import bron, mutatie_id
from services.ledger.domain.vier_ogen.weigeringen import (
    BesluitnummerIsVergeven,
    BesluitVraagtTweedePersoon,
    GrondGeldtNiet,
    MandaatOntbreekt,
    VoorstelIsOnbekend,
    VoorstelIsVanUzelf,
)
from shared.begrippen import Feit


def neem_besluit(lening: Lening, verzoek: NeemBesluit, dossier: Leningdossier) -> list[Feit]:
    """Books the mutation; money that is forgiven, claimed or given back asks for a second person."""
    if soort_van(verzoek.gegevens).vier_ogen:
        raise BesluitVraagtTweedePersoon
    if is_al_zo(verzoek, dossier.feiten):
        return []
    _moet_kunnen(lening, verzoek)
    return _boek(lening, dossier, verzoek, _besluit(lening, verzoek))


def doe_voorstel(lening: Lening, verzoek: NeemBesluit, dossier: Leningdossier) -> list[Feit]:
    """Keeps what is proposed, after the rules said that it may."""
    if is_al_zo(verzoek, dossier.feiten):
        return []
    _moet_kunnen(lening, verzoek)
    besluit = next(
        feit
        for feit in _boek(lening, dossier, verzoek, _besluit(lening, verzoek))
        if isinstance(feit, Besluit)
    )
    kop = _kop(lening, verzoek) | {"grondslag": besluit.grondslag}
    return [
        BesluitVoorgesteld(
            **kop,
            uitleg=f"Voorstel: {besluit.uitleg}",
            besluit_id=verzoek.besluit_id,
            gegevens=verzoek.gegevens,
            motivering=verzoek.motivering,
            voorgesteld_door=verzoek.actor,
            saldi=lening.saldi,
        )
    ]


def is_al_zo(verzoek: NeemBesluit, feiten: Sequence[Feit]) -> bool:
    """Whether this very decision or proposal was made, whatever became of it; raises BesluitnummerIsVergeven for another one."""
    soorten = (BesluitVoorgesteld, Besluit, VoorstelVerworpen)
    eerder = next(
        (
            feit
            for feit in feiten
            if isinstance(feit, soorten) and feit.besluit_id == verzoek.besluit_id
        ),
        None,
    )
    if eerder is None:
        return False
    if isinstance(eerder, VoorstelVerworpen) or isinstance(verzoek, DoeVoorstel) is not isinstance(
        eerder, BesluitVoorgesteld
    ):
        raise BesluitnummerIsVergeven
    if _inhoud(eerder) != (
        verzoek.gegevens,
        verzoek.motivering,
        verzoek.actor,
        _vanaf(verzoek.valutadatum, verzoek.op),
    ):
        raise BesluitnummerIsVergeven
    return True


def _inhoud(feit: Besluit | BesluitVoorgesteld) -> tuple[Gegevens, str, str, date | None]:
    door = feit.voorgesteld_door if isinstance(feit, BesluitVoorgesteld) else feit.besloten_door
    return feit.gegevens, feit.motivering, door, _vanaf(feit.valutadatum, feit.boekdatum)


def _vanaf(valutadatum: date, op: date) -> date | None:
    """None: from the day of deciding, whichever that is."""
    return None if valutadatum == op else valutadatum


def beproef(lening: Lening, verzoek: NeemBesluit, dossier: Leningdossier) -> list[Mutatie]:
    """The facts that this decision would bring, whoever takes it; raises why it may not."""
    _moet_kunnen(lening, verzoek)
    return [
        feit
        for feit in _boek(lening, dossier, verzoek, _besluit(lening, verzoek))
        if isinstance(feit, Mutatie)
    ]


def bekrachtig(lening: Lening, verzoek: BekrachtigVoorstel, dossier: Leningdossier) -> list[Feit]:
    """The second person decides: another one than who proposed, with a mandate for the amount on this day."""
    voorstel = _voorstel(lening, verzoek)
    if voorstel.voorgesteld_door == verzoek.actor:
        raise VoorstelIsVanUzelf
    mandaat = dossier.mandaten.ruimste(verzoek.actor, lening.gemeente, verzoek.op)
    if mandaat is None:
        raise MandaatOntbreekt
    vraag = besluit_van(verzoek, voorstel)
    _moet_kunnen(lening, vraag)
    besluit = _besluit(lening, vraag).na(
        voorgesteld_door=voorstel.voorgesteld_door, mandaat=mandaat.mandaat_id
    )
    feiten = _boek(lening, dossier, vraag, besluit)
    if not mandaat.dekt(omvang(feiten)):
        raise MandaatOntbreekt
    return feiten


def besluit_van(verzoek: BekrachtigVoorstel, voorstel: BesluitVoorgesteld) -> NeemBesluit:
    """What the second person decides: what was proposed, on the day of deciding."""
    return NeemBesluit(
        lening_id=verzoek.lening_id,
        besluit_id=voorstel.besluit_id,
        gegevens=voorstel.gegevens,
        motivering=voorstel.motivering,
        valutadatum=voorstel.valutadatum,
        op=verzoek.op,
        actor=verzoek.actor,
    )


def verwerp(lening: Lening, verzoek: VerwerpVoorstel) -> list[Feit]:
    """The proposal goes; the loan stays as it is."""
    voorstel = _voorstel(lening, verzoek)
    return [
        VoorstelVerworpen(
            dossier_id=lening.dossier_id,
            gemeente=lening.gemeente,
            boekdatum=verzoek.op,
            valutadatum=verzoek.op,
            grondslag=voorstel.grondslag,
            parameterset=lening.parameterset,
            uitleg="Het voorstel is verworpen. Er is niets geboekt.",
            saldi=lening.saldi,
            besluit_id=verzoek.besluit_id,
            verworpen_door=verzoek.actor,
        )
    ]


def _boek(
    lening: Lening, dossier: Leningdossier, verzoek: NeemBesluit, besluit: Besluit
) -> list[Feit]:
    verzoek = verjaring_aangevuld(verzoek, dossier)
    besluit = besluit.na(gegevens=verzoek.gegevens)
    feiten = herreken(
        lening, dossier, verzoek.op, _mutatie(dossier.geschiedenis, verzoek), besluit
    ).sluit_af()
    over = _over(dossier.geschiedenis, verzoek.gegevens)
    return [
        feit.na(uitleg=besluitzin(feit, feit.uitleg, over)) if isinstance(feit, Besluit) else feit
        for feit in feiten
    ]


def _over(historie: Geschiedenis, gegevens: Gegevens) -> m.Mutatie | None:
    """The receipt or mutation that the decision is about."""
    van = (
        gegevens.van
        if isinstance(gegevens, Herroeping)
        else gegevens.betaling_id
        if isinstance(gegevens, Betaalkeuze)
        else None
    )
    van = historie.keuzes.get(van, van) if van else None
    return next((een for een in historie.mutaties if bron(een.mutatie_id) == van), None)


def _mutatie(historie: Geschiedenis, verzoek: NeemBesluit) -> m.Mutatie:
    gegevens = verzoek.gegevens
    bekend = {bron(een.mutatie_id): een for een in historie.mutaties}
    weg = herroepen(historie.mutaties).ids
    if isinstance(gegevens, Betaalkeuze):
        ontvangst = bekend.get(gegevens.betaling_id)
        if not isinstance(ontvangst, m.Ontvangst) or ontvangst.mutatie_id in weg:
            raise BetaalkeuzeKanNiet
        return gegevens.betaling(ontvangst)
    if isinstance(gegevens, Herroeping) and gegevens.van in historie.keuzes:
        return _keuze_hersteld(gegevens, bekend[historie.keuzes[gegevens.van]], weg)
    nummer = mutatie_id(len(bekend), verzoek.besluit_id)
    if isinstance(gegevens, Herroeping):
        van = _te_herroepen(gegevens, bekend, weg)
        return herroeping(gegevens, nummer, verzoek.op, verzoek.valutadatum, van)
    return mutatie_van(gegevens, nummer, verzoek.op, verzoek.valutadatum)


def _keuze_hersteld(gegevens: Herroeping, betaling: m.Mutatie, weg: frozenset[str]) -> m.Mutatie:
    """The choice at a receipt was a mistake: the receipt goes again as the bank brought it."""
    if gegevens.soort == "storno" or betaling.mutatie_id in weg:
        raise HerroepingKanNiet
    return zonder_keuze(betaling)


def _te_herroepen(
    gegevens: Herroeping, bekend: dict[UUID, m.Mutatie], weg: frozenset[str]
) -> m.Mutatie:
    """What is taken back: it counts now; of a storno or correctie that gives back what it took."""
    van = bekend.get(gegevens.van)
    if (
        van is None
        or van.mutatie_id in weg
        or (gegevens.soort == "storno" and not isinstance(van, m.ONTVANGSTEN))
    ):
        raise HerroepingKanNiet
    return van


def _moet_kunnen(lening: Lening, verzoek: NeemBesluit) -> None:
    if lening.status == "onbekend":
        raise LeningIsOnbekend
    if lening.status == "afgelost" and not soort_van(verzoek.gegevens).na_aflossing:
        raise LeningIsAfgelost
    if verzoek.valutadatum > verzoek.op:
        raise ValutadatumKanNiet
    if not geldt(verzoek.gegevens, verzoek.op, verzoek.valutadatum):
        raise GrondGeldtNiet


def _voorstel(lening: Lening, verzoek: BekrachtigVoorstel) -> BesluitVoorgesteld:
    for voorstel in lening.voorstellen:
        if voorstel.besluit_id == verzoek.besluit_id:
            return voorstel
    raise VoorstelIsOnbekend


def _besluit(lening: Lening, verzoek: NeemBesluit) -> Besluit:
    gegevens = verzoek.gegevens
    velden: dict[str, Any] = {
        "gegevens": gegevens,
        "motivering": verzoek.motivering,
        "besloten_door": verzoek.actor,
    }
    return soort_van(gegevens).feit(
        **_kop(lening, verzoek), uitleg="", besluit_id=verzoek.besluit_id, **velden
    )


def _kop(lening: Lening, verzoek: NeemBesluit) -> dict[str, Any]:
    return {
        "dossier_id": lening.dossier_id,
        "gemeente": lening.gemeente,
        "boekdatum": verzoek.op,
        "valutadatum": verzoek.valutadatum,
        "grondslag": soort_van(verzoek.gegevens).artikel.van(lening.regeling),
        "parameterset": lening.parameterset,
    }


def omvang(feiten: Sequence[Feit]) -> int:
    """The amount that the decision is about: what it books, or names."""
    besluit = next(feit for feit in feiten if isinstance(feit, Besluit))
    return (
        geboekt(besluit.boekregels)
        or int(getattr(besluit.gegevens, "bedrag_cent", 0))
        or (besluit.saldi.hoofdsom_cent if isinstance(besluit.gegevens, Opeising) else 0)
    )
