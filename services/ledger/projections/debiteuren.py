"""The debtor list: one row a loan or vordering, with its light, the reason, and the next step with a date."""

from datetime import date
from typing import Any
from uuid import UUID

from services.ledger.domain.grootboek.boeking import Mutatie
from services.ledger.domain.invordering.events import (
    AfspraakGebroken,
    AfspraakGemaakt,
    AfspraakNagekomen,
    InvorderingBeeindigd,
    InvorderingGepauzeerd,
    Invorderingsfeit,
    PauzeBeeindigd,
)
from services.ledger.domain.lening.events import (
    AflossingGeboekt,
    BetalingGemist,
    LeningAfgelost,
    LeningGeopend,
    LeningHeropend,
    TermijnVervallen,
)
from services.ledger.projections import betalingen
from services.ledger.projections.debiteur import GESTAAKT, Debiteur, saldi_van
from services.ledger.projections.lichten import belicht, gepland, met_stap, moet_terug
from shared.dates import voluit
from shared.recht.invorderingsstappen import Stap

STAPPEN: dict[Stap, str] = {
    "contact": "Bellen of langsgaan",
    "aanmaning": "Aanmaning sturen",
    "tweede_aanmaning": "Tweede aanmaning sturen",
    "opeising": "Opeisen voorstellen",
    "dwangbevel": "Dwangbevel uitvaardigen",
    "overdracht": "Overdragen aan de deurwaarder",
    "opnieuw_bekijken": "Opnieuw bekijken",
    "gesprek": "Gesprek voeren",
    "afspraak_nakijken": "Afspraak nakijken",
    "aanmaning_versturen": "Aanmaning gaat op de post",
    "hervatten": "Invordering gaat verder",
}


def evolve(rij: Debiteur | None, lening_id: UUID, feit: Mutatie | Invorderingsfeit) -> Debiteur:
    """The row after a fact. A fact before the opening is a broken log and raises."""
    if rij is not None and isinstance(feit, Invorderingsfeit):
        return _op_de_ladder(rij, feit)
    if isinstance(feit, LeningGeopend):
        rij = Debiteur(
            lening_id=lening_id,
            dossier_id=feit.dossier_id,
            gemeente=feit.gemeente,
            betalingskenmerk=feit.betalingskenmerk,
            regeling=feit.regeling,
            oorspronkelijk_cent=feit.voorwaarden.hoofdsom_cent,
            einddatum=feit.einddatum,
            sinds=feit.boekdatum,
        )
    if rij is None or isinstance(feit, Invorderingsfeit):
        raise ValueError(f"{type(feit).__name__} of a loan that was not opened")
    ontvangen = (
        feit.valutadatum
        if isinstance(feit, AflossingGeboekt) and feit.betaling_id
        else rij.laatste_ontvangst_op
    )
    is_afgelost = isinstance(feit, LeningAfgelost) or (
        rij.is_afgelost and not isinstance(feit, LeningHeropend)
    )
    anders: dict[str, Any] = {
        **saldi_van(feit),
        "laatste_ontvangst_op": ontvangen,
        "is_afgelost": is_afgelost,
    }
    if nu := feit.verandering:
        anders |= {
            "einddatum": nu.einddatum or rij.einddatum,
            "uitstel_tot": nu.uitstel_tot,
            "is_opgeeist": nu.is_opgeeist,
            "gemist_zonder_termijn": nu.gemist_zonder_termijn,
        }
    anders["betalingen"] = betalingen.na(
        rij.betalingen, feit, is_opgeeist=anders.get("is_opgeeist", rij.is_opgeeist)
    )
    if isinstance(feit, LeningHeropend):
        anders |= gepland(None, None, None)
    return met_stap(belicht(rij.na(**anders), _sinds(feit)), feit.boekdatum)


def _sinds(feit: Mutatie) -> date:
    """A missed or due term counts from its vervaldag, everything else from the day it was booked."""
    return feit.vervaldag if isinstance(feit, BetalingGemist | TermijnVervallen) else feit.boekdatum


def _op_de_ladder(rij: Debiteur, feit: Invorderingsfeit) -> Debiteur:
    anders = _stilstand(rij, feit) | {"laatste_stap": feit.uitleg, "laatste_stap_op": feit.op}
    rij = belicht(rij.na(**anders), feit.op)
    if volgende := feit.volgende:
        return rij.na(**gepland(STAPPEN[volgende.stap], volgende.op, volgende.wie, volgende.uitleg))
    return rij if moet_terug(rij) else rij.na(**gepland(None, None, None))


def _stilstand(rij: Debiteur, feit: Invorderingsfeit) -> dict[str, Any]:
    """What keeps the ladder still after this fact."""
    match feit:
        case InvorderingGepauzeerd():
            return {"pauze": _pauze(feit)}
        case PauzeBeeindigd() if feit.volgende is None or feit.volgende.stap != "hervatten":
            return {"pauze": None}
        case AfspraakGemaakt():
            return {"afspraak_op": feit.afspraak.op}
        case AfspraakNagekomen() | AfspraakGebroken():
            return {"afspraak_op": None}
        case InvorderingBeeindigd():
            return {
                "pauze": rij.pauze if rij.pauze == GESTAAKT and rij.soort == "vordering" else None,
                "afspraak_op": None,
            }
    return {}


def _pauze(feit: InvorderingGepauzeerd) -> str:
    tot = feit.pauze.tot
    return feit.pauze.reden.replace("_", " ") + (f" tot {voluit(tot)}" if tot else "")
