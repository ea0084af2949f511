"""How the latest terms of a loan were paid, as its facts tell: what is owed of them goes to the oldest term first."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from pydantic import TypeAdapter

from services.ledger.domain.grootboek.boeking import Mutatie
from services.ledger.domain.lening.events import AflossingGeboekt, BetalingGemist, TermijnVervallen
from shared.begrippen import Waarde

Betaald = Literal["open", "op_tijd", "te_laat", "gemist", "niets"]
LAATSTE = 12
_BETAALD: dict[Betaald, Betaald] = {"open": "op_tijd", "gemist": "te_laat"}
# A payment that was taken back: the term is as it was before it.
_TERUG: dict[Betaald, Betaald] = {"op_tijd": "open", "te_laat": "gemist"}


class Termijnbetaling(Waarde):
    """One term that fell due: what it asked, and what is open of it. `open`: not found missed; `niets`: a decision asks it no more."""

    termijn: int
    vervaldag: date
    gevraagd_cent: int
    gevraagde_aflossing_cent: int
    rente_cent: int
    aflossing_cent: int
    betaald: Betaald = "open"

    @property
    def cent(self) -> int:
        return self.rente_cent + self.aflossing_cent


BETALINGEN = TypeAdapter(tuple[Termijnbetaling, ...])


def na(
    betalingen: Sequence[Termijnbetaling], feit: Mutatie, *, is_opgeeist: bool
) -> tuple[Termijnbetaling, ...]:
    """The latest terms after a fact, oldest first. Of a loan that was called in they stay as they were: all of it is one sum."""
    if is_opgeeist:
        return tuple(betalingen)
    rijen = list(betalingen)
    match feit:
        case TermijnVervallen() if feit.rente_cent + feit.aflossing_cent:
            rijen = _erbij(rijen, feit)
        case BetalingGemist(termijn=termijn) if termijn:
            rijen = [een.na(betaald="gemist") if een.termijn == termijn else een for een in rijen]
        case AflossingGeboekt():
            rijen = _betaal(rijen, feit.rente_cent, feit.aflossing_cent)
    if sum(een.cent for een in rijen) != feit.saldi.vervallen_cent:
        rijen = _verdeel(rijen, feit)
    return tuple(map(_gesloten, rijen))[-LAATSTE:]


def _erbij(rijen: Sequence[Termijnbetaling], feit: TermijnVervallen) -> list[Termijnbetaling]:
    """What was paid before its day is not asked any more; interest was paid first (BW 6:44 lid 1)."""
    anderen = [een for een in rijen if een.termijn != feit.termijn]
    gevraagd = feit.rente_cent + feit.aflossing_cent
    nieuw = feit.saldi.vervallen_cent - sum(een.cent for een in anderen)
    open_cent = min(max(nieuw, 0), gevraagd)
    aflossing = min(feit.aflossing_cent, open_cent)
    een = Termijnbetaling(
        termijn=feit.termijn,
        vervaldag=feit.vervaldag,
        gevraagd_cent=gevraagd,
        gevraagde_aflossing_cent=feit.aflossing_cent,
        rente_cent=open_cent - aflossing,
        aflossing_cent=aflossing,
    )
    return sorted([*anderen, een], key=lambda een: (een.vervaldag, een.termijn))


def _betaal(
    rijen: Sequence[Termijnbetaling], rente_cent: int, aflossing_cent: int
) -> list[Termijnbetaling]:
    """Of interest and of the debt the oldest first."""
    betaald = list[Termijnbetaling]()
    for een in rijen:
        rente, aflossing = (
            min(een.rente_cent, rente_cent),
            min(een.aflossing_cent, aflossing_cent),
        )
        rente_cent, aflossing_cent = rente_cent - rente, aflossing_cent - aflossing
        betaald.append(
            een.na(rente_cent=een.rente_cent - rente, aflossing_cent=een.aflossing_cent - aflossing)
        )
    return betaald


def _gesloten(een: Termijnbetaling) -> Termijnbetaling:
    return een if een.cent else een.na(betaald=_BETAALD.get(een.betaald, een.betaald))


def _verdeel(rijen: Sequence[Termijnbetaling], feit: Mutatie) -> list[Termijnbetaling]:
    """After a decision or a payment that was taken back: what is due and not paid is of the newest terms, for the oldest go first."""
    rest, verdeeld = feit.saldi.vervallen_cent, list[Termijnbetaling]()
    for een in reversed(rijen):
        open_cent = min(rest, een.gevraagd_cent)
        rest -= open_cent
        verdeeld.append(_met_open(een, open_cent))
    return verdeeld[::-1]


def _met_open(een: Termijnbetaling, open_cent: int) -> Termijnbetaling:
    if not open_cent and een.cent:
        return een.na(gevraagd_cent=0, rente_cent=0, aflossing_cent=0, betaald="niets")
    aflossing = min(een.gevraagde_aflossing_cent, open_cent)
    return een.na(
        rente_cent=open_cent - aflossing,
        aflossing_cent=aflossing,
        betaald=_TERUG.get(een.betaald, een.betaald) if open_cent else een.betaald,
    )
