"""The debtor list: one row a loan or vordering, with its light, the reason, and the next step with a date."""

from datetime import date
from typing import Any, Literal
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
from services.ledger.domain.invorderingsfeiten import (
    AfspraakGebroken,
    AfspraakGemaakt,
    AfspraakNagekomen,
    InvorderingBeeindigd,
    InvorderingGepauzeerd,
    Invorderingsfeit,
    PauzeBeeindigd,
)
from services.ledger.domain.ladder import Stap
from services.ledger.domain.leningfeit import Rekenstand
from shared.begrippen import Waarde
from shared.dates import voluit, werkdag_vanaf
from shared.money import bedrag

Licht = Literal["bij", "let-op", "achterstand", "uitstel", "afspraak"]
RANG: dict[Licht, int] = {"achterstand": 0, "let-op": 1, "afspraak": 2, "uitstel": 3, "bij": 4}
STAPPEN: dict[Stap, str] = {
    "contact": "Bellen of langsgaan", "aanmaning": "Aanmaning sturen", "tweede_aanmaning": "Tweede aanmaning sturen",
    "opeising": "Opeisen voorstellen", "dwangbevel": "Dwangbevel uitvaardigen", "overdracht": "Overdragen aan de deurwaarder",
    "opnieuw_bekijken": "Opnieuw bekijken", "gesprek": "Gesprek voeren", "afspraak_nakijken": "Afspraak nakijken",
    "aanmaning_versturen": "Aanmaning gaat op de post", "hervatten": "Invordering gaat verder",
}  # fmt: skip
TERUGSTORTEN, EERSTE_STAP = "Te veel betaald bedrag terugstorten", "Eerste stap bepalen"
# How a vordering that was put outside collection stands still, with or without a ladder.
GESTAAKT = "buiten invordering"


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
    wie: str | None = None
    stap_uitleg: str | None = None
    laatste_stap: str | None = None
    laatste_stap_op: date | None = None
    pauze: str | None = None
    uitstel_tot: date | None = None
    is_opgeeist: bool = False
    afspraak_op: date | None = None
    laatste_ontvangst_op: date | None = None


def evolve(rij: Debiteur | None, lening_id: UUID, feit: Mutatie | Invorderingsfeit) -> Debiteur:
    """The row after a fact. A fact before the opening is a broken log and raises."""
    if rij is not None and isinstance(feit, Invorderingsfeit):
        return _op_de_ladder(rij, feit)
    if isinstance(feit, LeningGeopend):
        rij = Debiteur(
            lening_id=lening_id, dossier_id=feit.dossier_id, gemeente=feit.gemeente, betalingskenmerk=feit.betalingskenmerk,
            regeling=feit.regeling, oorspronkelijk_cent=feit.voorwaarden.hoofdsom_cent, einddatum=feit.einddatum, sinds=feit.boekdatum,
        )  # fmt: skip
    if rij is None or isinstance(feit, Invorderingsfeit):
        raise ValueError(f"{type(feit).__name__} of a loan that was not opened")
    saldi = feit.saldi.model_dump(exclude={"kosten_cent"})
    ontvangen = feit.valutadatum if isinstance(feit, AflossingGeboekt) and feit.betaling_id else rij.laatste_ontvangst_op
    is_afgelost = isinstance(feit, LeningAfgelost) or (rij.is_afgelost and not isinstance(feit, LeningHeropend))
    einddatum = (feit.stand.einddatum if feit.stand else None) or rij.einddatum
    anders = {**saldi, "einddatum": einddatum, "laatste_ontvangst_op": ontvangen, "is_afgelost": is_afgelost}
    if feit.stand:
        anders |= {"uitstel_tot": _uitstel_tot(feit.stand), "is_opgeeist": feit.stand.status == "opgeeist"}
    return _belicht(rij.model_copy(update=anders), feit)


def _belicht(rij: Debiteur, feit: Mutatie) -> Debiteur:
    licht = _licht(rij)
    sinds = rij.sinds if licht == rij.licht and not isinstance(feit, LeningGeopend) else _sinds(feit)
    belicht = rij.model_copy(update={"licht": licht, "rang": RANG[licht], "sinds": sinds, "reden": _reden(rij, licht)})
    return belicht.model_copy(update=_stap(belicht, feit))


def _licht(rij: Debiteur) -> Licht:
    """A stop and an appointment go before the arrears they are about."""
    if rij.pauze:
        return "uitstel"
    if rij.afspraak_op:
        return "afspraak"
    if rij.gemiste_termijnen:
        return "achterstand"
    if rij.uitstel_tot:
        return "uitstel"
    return "let-op" if rij.vervallen_cent or _moet_terug(rij) or rij.tegoed_cent < 0 else "bij"


def _uitstel_tot(stand: Rekenstand) -> date | None:
    """While uitstel runs, as the loan itself says."""
    return stand.uitstel_tot if stand.status == "uitstel" else None


def _sinds(feit: Mutatie) -> date:
    """A missed or due term counts from its vervaldag, everything else from the day it was booked."""
    return feit.vervaldag if isinstance(feit, BetalingGemist | TermijnVervallen) else feit.boekdatum


def _reden(rij: Debiteur, licht: Licht) -> str:
    if rij.soort == "vordering" and licht == rij.licht and licht in ("bij", "let-op"):
        return rij.reden
    if licht == "uitstel":
        if rij.uitstel_tot and not rij.pauze:
            return f"Er is uitstel tot {voluit(rij.uitstel_tot)}"
        return f"De invordering staat stil: {rij.pauze}"
    if licht == "afspraak":
        return f"Er loopt een afspraak, {bedrag(rij.achterstand_cent)} achterstand"
    if licht == "achterstand" and rij.soort == "vordering":
        return f"Betaaltermijn voorbij, {bedrag(rij.achterstand_cent)} achterstand"
    if licht == "achterstand" and rij.is_opgeeist:
        return f"De hele lening is opgeëist, {bedrag(rij.vervallen_cent)} staat open"
    if licht == "achterstand":
        aantal = "1 termijn" if rij.gemiste_termijnen == 1 else f"{rij.gemiste_termijnen} termijnen"
        return f"{aantal} gemist, {bedrag(rij.achterstand_cent)} achterstand"
    if licht == "let-op" and rij.tegoed_cent < 0:
        return f"{bedrag(-rij.tegoed_cent)} is teruggestort en moet weer terugkomen"
    if licht == "let-op" and _moet_terug(rij):
        return f"{bedrag(rij.tegoed_cent)} te veel betaald"
    if licht == "let-op":
        return f"{bedrag(rij.vervallen_cent)} is vervallen en nog niet binnen"
    if rij.is_afgelost:
        return "Afgelost"
    return "Er is nu niets te betalen"


def _stap(rij: Debiteur, feit: Mutatie) -> dict[str, Any]:
    """The ladder says what is next; in the moment between a missed payment and its ladder, the first step is to be planned."""
    if _moet_terug(rij):
        return _gepland(TERUGSTORTEN, rij.stap_op or werkdag_vanaf(feit.boekdatum), "debiteurenbeheer")
    if rij.licht == "bij" or (rij.licht == "let-op" and not rij.wie):
        return _gepland(None, None, None)
    if rij.wie:
        return {}
    return _gepland(EERSTE_STAP, werkdag_vanaf(feit.boekdatum), "doorstart")


def _gepland(stap: str | None, op: date | None, wie: str | None, uitleg: str | None = None) -> dict[str, Any]:
    return {"stap": stap, "stap_op": op, "wie": wie, "stap_uitleg": uitleg}


def _op_de_ladder(rij: Debiteur, feit: Invorderingsfeit) -> Debiteur:
    rij = rij.model_copy(update=_stilstand(rij, feit) | {"laatste_stap": feit.uitleg, "laatste_stap_op": feit.op})
    licht = _licht(rij)
    sinds = rij.sinds if licht == rij.licht else feit.op
    rij = rij.model_copy(update={"licht": licht, "rang": RANG[licht], "sinds": sinds, "reden": _reden(rij, licht)})
    if gepland := feit.volgende:
        return rij.model_copy(update=_gepland(STAPPEN[gepland.stap], gepland.op, gepland.wie, gepland.uitleg))
    return rij if _moet_terug(rij) else rij.model_copy(update=_gepland(None, None, None))


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
            return {"pauze": rij.pauze if rij.pauze == GESTAAKT and rij.soort == "vordering" else None, "afspraak_op": None}
    return {}


def _pauze(feit: InvorderingGepauzeerd) -> str:
    tot = feit.pauze.tot
    return feit.pauze.reden.replace("_", " ") + (f" tot {voluit(tot)}" if tot else "")


def _moet_terug(rij: Debiteur) -> bool:
    return rij.is_afgelost and rij.tegoed_cent > 0
