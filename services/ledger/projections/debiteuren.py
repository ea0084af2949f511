"""The debtor list: one row a loan, with its light, the reason, and the next step with a date."""

from datetime import date, timedelta
from typing import Literal
from uuid import UUID

from services.ledger.domain.events import (
    AflossingGeboekt,
    BetalingGemist,
    LeningAfgelost,
    LeningGeopend,
    LeningHeropend,
    Mutatie,
    TermijnVervallen,
)
from shared.begrippen import Waarde
from shared.dates import werkdag_vanaf
from shared.money import bedrag

Licht = Literal["bij", "let-op", "achterstand"]
RANG: dict[Licht, int] = {"achterstand": 0, "let-op": 1, "bij": 2}
# Office practice of the demo city, no law: how long a herinnering gets before somebody calls, and a call before an aanmaning.
BELLEN_NA, AANMANEN_NA = timedelta(days=14), timedelta(days=28)


class Debiteur(Waarde):
    """Field for column the row of the table `debiteuren`; `lening_id` is that of the loan or the vordering.

    `stap` never misses while there are arrears.
    """

    lening_id: UUID
    soort: Literal["lening", "vordering"] = "lening"
    dossier_id: UUID
    gemeente: str
    betalingskenmerk: str
    regeling: str
    oorspronkelijk_cent: int
    einddatum: date
    hoofdsom_cent: int = 0
    rente_cent: int = 0
    vervallen_cent: int = 0
    achterstand_cent: int = 0
    tegoed_cent: int = 0
    gemiste_termijnen: int = 0
    is_afgelost: bool = False
    licht: Licht = "bij"
    rang: int = RANG["bij"]
    reden: str = ""
    sinds: date
    stap: str | None = None
    stap_op: date | None = None
    laatste_ontvangst_op: date | None = None


def evolve(rij: Debiteur | None, lening_id: UUID, feit: Mutatie) -> Debiteur:
    """The row after a fact. A fact before the opening is a broken log and raises."""
    if isinstance(feit, LeningGeopend):
        rij = Debiteur(
            lening_id=lening_id, dossier_id=feit.dossier_id, gemeente=feit.gemeente, betalingskenmerk=feit.betalingskenmerk,
            regeling=feit.regeling, oorspronkelijk_cent=feit.voorwaarden.hoofdsom_cent, einddatum=feit.einddatum, sinds=feit.boekdatum,
        )  # fmt: skip
    if rij is None:
        raise ValueError(f"{type(feit).__name__} of a loan that was not opened")
    saldi = feit.saldi.model_dump(exclude={"kosten_cent"})
    ontvangen = feit.valutadatum if isinstance(feit, AflossingGeboekt) and feit.betaling_id else rij.laatste_ontvangst_op
    is_afgelost = isinstance(feit, LeningAfgelost) or (rij.is_afgelost and not isinstance(feit, LeningHeropend))
    einddatum = (feit.stand.einddatum if feit.stand else None) or rij.einddatum
    anders = {**saldi, "einddatum": einddatum, "laatste_ontvangst_op": ontvangen, "is_afgelost": is_afgelost}
    return _belicht(rij.model_copy(update=anders), feit)


def _belicht(rij: Debiteur, feit: Mutatie) -> Debiteur:
    licht: Licht = "achterstand" if rij.gemiste_termijnen else "let-op" if rij.vervallen_cent or _moet_terug(rij) else "bij"
    sinds = rij.sinds if licht == rij.licht and not isinstance(feit, LeningGeopend) else _sinds(feit)
    stap, stap_op = _stap(rij, licht, sinds, feit)
    return rij.model_copy(
        update={"licht": licht, "rang": RANG[licht], "sinds": sinds, "reden": _reden(rij, licht), "stap": stap, "stap_op": stap_op}
    )


def _sinds(feit: Mutatie) -> date:
    """A missed or due term counts from its vervaldag, everything else from the day it was booked."""
    return feit.vervaldag if isinstance(feit, BetalingGemist | TermijnVervallen) else feit.boekdatum


def _reden(rij: Debiteur, licht: Licht) -> str:
    if licht == "achterstand":
        aantal = "1 termijn" if rij.gemiste_termijnen == 1 else f"{rij.gemiste_termijnen} termijnen"
        return f"{aantal} gemist, {bedrag(rij.achterstand_cent)} achterstand"
    if licht == "let-op":
        return (
            f"{bedrag(rij.tegoed_cent)} te veel betaald"
            if _moet_terug(rij)
            else f"{bedrag(rij.vervallen_cent)} is vervallen en nog niet binnen"
        )
    return "Afgelost" if rij.is_afgelost else "Alles is betaald"


def _stap(rij: Debiteur, licht: Licht, sinds: date, feit: Mutatie) -> tuple[str | None, date | None]:
    """What somebody has to do, and when; a step keeps its date until the situation changes."""
    if licht == "let-op" and _moet_terug(rij):
        return "Te veel betaald bedrag terugstorten", rij.stap_op or werkdag_vanaf(feit.boekdatum)
    if licht != "achterstand":
        return None, None
    if feit.stand and feit.stand.uitstel_tot:
        return "Na het uitstel opnieuw bekijken", werkdag_vanaf(feit.stand.uitstel_tot)
    if rij.stap and rij.stap_op and not isinstance(feit, BetalingGemist):
        return rij.stap, rij.stap_op
    if rij.gemiste_termijnen == 1:
        return "Bellen als de herinnering niet helpt", werkdag_vanaf(feit.boekdatum + BELLEN_NA)
    if rij.gemiste_termijnen == 2:
        return "Bellen en een afspraak maken", werkdag_vanaf(feit.boekdatum)
    return "Aanmaning voorbereiden", werkdag_vanaf(max(feit.boekdatum, sinds + AANMANEN_NA))


def _moet_terug(rij: Debiteur) -> bool:
    return rij.is_afgelost and rij.tegoed_cent > 0
