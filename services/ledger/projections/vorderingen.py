"""A vordering in the debtor list: its light, the reason, and the next step with a date."""

from datetime import date, timedelta
from uuid import UUID

from services.ledger.domain.vorderingsfeiten import (
    OntvangstGeboekt,
    VerzuimIngetreden,
    VorderingBuitenInvordering,
    VorderingGeopend,
    VorderingInInvordering,
    Vorderingsmutatie,
    VorderingVoldaan,
)
from services.ledger.projections.debiteuren import RANG, Debiteur, Licht
from shared.dates import voluit, werkdag_vanaf
from shared.money import bedrag

GESTAAKT = "buiten invordering"
WIE = "debiteurenbeheer"
# Office practice of the demo city, no law: how long a debtor gets before somebody calls.
BELLEN_NA = timedelta(days=14)


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
    is_afgelost = rij.is_afgelost or isinstance(feit, VorderingVoldaan)
    return _belicht(rij.model_copy(update={**anders, "is_afgelost": is_afgelost}), feit)


def _belicht(rij: Debiteur, feit: Vorderingsmutatie) -> Debiteur:
    """Without a decision on collection, verzuim is red and asks for a call; money too much must go back."""
    is_gestaakt = isinstance(feit, VorderingBuitenInvordering) or (rij.pauze is not None and not isinstance(feit, VorderingInInvordering))
    if rij.is_afgelost:
        return _afgedaan(rij, feit)
    if is_gestaakt:
        gestaakt = rij.model_copy(update={"pauze": GESTAAKT})
        return _met(gestaakt, "uitstel", f"De invordering staat stil: {GESTAAKT}", feit.boekdatum, None, None)
    rij = rij.model_copy(update={"pauze": None})
    if not rij.gemiste_termijnen:
        return _zonder_verzuim(rij, feit)
    sinds = feit.vervaldag if isinstance(feit, VerzuimIngetreden) and rij.licht != "achterstand" else rij.sinds
    stap_op = rij.stap_op or werkdag_vanaf(feit.boekdatum + BELLEN_NA)
    reden = f"Betaaltermijn voorbij, {bedrag(rij.achterstand_cent)} achterstand"
    return _met(rij, "achterstand", reden, sinds, "Bellen over de terugbetaling", stap_op)


def _zonder_verzuim(rij: Debiteur, feit: Vorderingsmutatie) -> Debiteur:
    """Nothing is late; costs or interest may be open."""
    licht: Licht = "let-op" if rij.vervallen_cent else "bij"
    reden = f"{bedrag(rij.vervallen_cent)} is vervallen en nog niet binnen" if rij.vervallen_cent else "Wat vervallen was, is betaald"
    is_nieuw = isinstance(feit, VorderingGeopend)
    return _met(rij, licht, rij.reden if is_nieuw else reden, rij.sinds if licht == rij.licht else feit.boekdatum, None, None)


def _afgedaan(rij: Debiteur, feit: Vorderingsmutatie) -> Debiteur:
    if rij.tegoed_cent:
        stap_op = rij.stap_op or werkdag_vanaf(feit.boekdatum)
        return _met(
            rij, "let-op", f"{bedrag(rij.tegoed_cent)} te veel betaald", feit.boekdatum, "Te veel betaald bedrag terugstorten", stap_op
        )
    return _met(rij, "bij", "Voldaan", feit.boekdatum, None, None)


def _met(rij: Debiteur, licht: Licht, reden: str, sinds: date, stap: str | None, stap_op: date | None) -> Debiteur:
    wie = WIE if stap else None
    return rij.model_copy(
        update={"licht": licht, "rang": RANG[licht], "reden": reden, "sinds": sinds, "stap": stap, "stap_op": stap_op, "wie": wie}
    )
