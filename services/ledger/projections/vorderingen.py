"""A vordering in the debtor list: its light, the reason, and the next step with a date."""

from datetime import date
from uuid import UUID

from services.ledger.domain.vorderingsfeiten import (
    OntvangstGeboekt,
    VerzuimIngetreden,
    VorderingBuitenInvordering,
    VorderingGeopend,
    VorderingHeropend,
    VorderingInInvordering,
    Vorderingsmutatie,
    VorderingVoldaan,
)
from services.ledger.projections.debiteuren import EERSTE_STAP, GESTAAKT, RANG, TERUGSTORTEN, Debiteur, Licht
from shared.dates import voluit, werkdag_vanaf
from shared.money import bedrag

# What is next, on which day, who does it, and why.
Stap = tuple[str | None, date | None, str | None, str | None]
GEEN_STAP: Stap = (None, None, None, None)


def evolve(rij: Debiteur | None, vordering_id: UUID, feit: Vorderingsmutatie) -> Debiteur:
    """The row after a fact. A fact before the opening is a broken log and raises."""
    if isinstance(feit, VorderingGeopend):
        laatste = feit.termijnen[-1].vervaldag
        rij = Debiteur(
            lening_id=vordering_id, dossier_id=feit.dossier_id, gemeente=feit.gemeente, betalingskenmerk=feit.betalingskenmerk,
            regeling="bbz", soort="vordering", oorspronkelijk_cent=feit.hoofdsom_cent, einddatum=laatste, sinds=feit.boekdatum,
            reden=f"Te betalen: de eerste keer uiterlijk op {voluit(feit.termijnen[0].vervaldag)}",
        )  # fmt: skip
    if rij is None:
        raise ValueError(f"{type(feit).__name__} of a vordering that was not opened")
    ontvangen = feit.valutadatum if isinstance(feit, OntvangstGeboekt) else rij.laatste_ontvangst_op
    anders = {**feit.saldi.model_dump(exclude={"kosten_cent"}), "laatste_ontvangst_op": ontvangen}
    if isinstance(feit, VorderingHeropend):
        anders |= {"stap": None, "stap_op": None, "wie": None, "stap_uitleg": None}
    is_afgelost = isinstance(feit, VorderingVoldaan) or (rij.is_afgelost and not isinstance(feit, VorderingHeropend))
    return _belicht(rij.model_copy(update={**anders, "is_afgelost": is_afgelost}), feit)


def _belicht(rij: Debiteur, feit: Vorderingsmutatie) -> Debiteur:
    """A stop and an appointment go before the verzuim they are about; the ladder says what is next."""
    if rij.is_afgelost:
        return _afgedaan(rij, feit)
    rij = rij.model_copy(update={"pauze": _pauze(rij, feit)})
    if rij.pauze:
        return _met(rij, "uitstel", f"De invordering staat stil: {rij.pauze}", _sinds(rij, "uitstel", feit), *_ladderstap(rij))
    if not rij.gemiste_termijnen:
        return _zonder_verzuim(rij, feit)
    stap = _ladderstap(rij) if rij.wie else (EERSTE_STAP, werkdag_vanaf(feit.boekdatum), "doorstart", None)
    if rij.afspraak_op:
        reden = f"Er loopt een afspraak, {bedrag(rij.achterstand_cent)} achterstand"
        return _met(rij, "afspraak", reden, _sinds(rij, "afspraak", feit), *stap)
    reden = f"Betaaltermijn voorbij, {bedrag(rij.achterstand_cent)} achterstand"
    return _met(rij, "achterstand", reden, _sinds(rij, "achterstand", feit), *stap)


def _pauze(rij: Debiteur, feit: Vorderingsmutatie) -> str | None:
    match feit:
        case VorderingBuitenInvordering():
            return GESTAAKT
        case VorderingInInvordering():
            return None
        case VorderingHeropend(is_gestaakt=True):
            return GESTAAKT
    return rij.pauze


def _ladderstap(rij: Debiteur) -> Stap:
    return (rij.stap, rij.stap_op, rij.wie, rij.stap_uitleg)


def _sinds(rij: Debiteur, licht: Licht, feit: Vorderingsmutatie) -> date:
    if rij.licht == licht:
        return rij.sinds
    return feit.vervaldag if isinstance(feit, VerzuimIngetreden) else feit.boekdatum


def _zonder_verzuim(rij: Debiteur, feit: Vorderingsmutatie) -> Debiteur:
    """Nothing is late; costs or interest may be open."""
    te_veel_terug = -min(0, rij.tegoed_cent)
    licht: Licht = "let-op" if rij.vervallen_cent or te_veel_terug else "bij"
    reden = f"{bedrag(rij.vervallen_cent)} is vervallen en nog niet binnen" if rij.vervallen_cent else "Wat vervallen was, is betaald"
    if te_veel_terug:
        reden = f"{bedrag(te_veel_terug)} is teruggestort en moet weer terugkomen"
    is_nieuw = isinstance(feit, VorderingGeopend)
    return _met(rij, licht, rij.reden if is_nieuw else reden, _sinds(rij, licht, feit), *GEEN_STAP)


def _afgedaan(rij: Debiteur, feit: Vorderingsmutatie) -> Debiteur:
    rij = rij.model_copy(update={"pauze": None, "afspraak_op": None})
    if rij.tegoed_cent:
        stap: Stap = (TERUGSTORTEN, werkdag_vanaf(feit.boekdatum), "debiteurenbeheer", None)
        return _met(rij, "let-op", f"{bedrag(rij.tegoed_cent)} te veel betaald", feit.boekdatum, *stap)
    return _met(rij, "bij", "Voldaan", feit.boekdatum, *GEEN_STAP)


def _met(
    rij: Debiteur, licht: Licht, reden: str, sinds: date, stap: str | None, stap_op: date | None, wie: str | None, uitleg: str | None
) -> Debiteur:
    anders = {"licht": licht, "rang": RANG[licht], "reden": reden, "sinds": sinds}
    return rij.model_copy(update={**anders, "stap": stap, "stap_op": stap_op, "wie": wie, "stap_uitleg": uitleg})
