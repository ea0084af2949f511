"""What CBS asks about a claim each month (BDFS, fields 13-18): from the facts of one loan or vordering alone, by the day of booking.

A month that was handed in never changes: the saldo of the month before, with what came to it and without what was received, is the saldo.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from services.ledger.domain.grootboek.boeking import Mutatie
from services.ledger.domain.grootboek.boekregels import Grootboek
from services.ledger.domain.lening.betaalbesluiten import UitstelIngetrokken, UitstelVerleend
from services.ledger.domain.lening.events import LeningAfgelost, LeningGeopend, LeningHeropend
from services.ledger.domain.lening.herstelbesluiten import MutatieGecorrigeerd
from services.ledger.domain.lening.invorderingsbesluiten import (
    InvorderingGestaakt,
    InvorderingHervat,
)
from services.ledger.domain.verantwoording.grootboektelling import REKENINGEN
from services.ledger.domain.vordering.events import (
    VorderingBuitenInvordering,
    VorderingGeopend,
    VorderingHeropend,
    VorderingInInvordering,
    VorderingKwijtgescholden,
    VorderingVoldaan,
)
from shared.dates import plus_maanden

RENTE_EN_KOSTEN = frozenset(
    {
        Grootboek.RENTEBATEN,
        Grootboek.WETTELIJKE_RENTEBATEN,
        Grootboek.KOSTENBATEN,
        Grootboek.TERUGVORDERINGBATEN,
    }
)
ONTVANGEN = frozenset({Grootboek.BANK, Grootboek.TE_DUIDEN})
WEG = frozenset(
    {
        Grootboek.OM_NIET,
        Grootboek.KWIJTSCHELDING_RENTE,
        Grootboek.KWIJTSCHELDING_HOOFDSOM,
        Grootboek.KWIJTSCHELDING_OVERIG,
        Grootboek.BORGTOCHT,
    }
)


class Vorderingstatus(StrEnum):
    """Field 16; the codes of CBS."""

    LOPEND = "51"
    TIJDELIJK_NIET = "52"
    BUITEN_INVORDERING = "53"
    AFGELOST = "54"


class Uitstelperiode(NamedTuple):
    """Uitstel from `van` up to (not including) `tot`, by which decision."""

    besluit_id: UUID
    van: date
    tot: date


@dataclass(frozen=True, slots=True)
class Vorderingcijfers:
    """One claim over one month, in cents. `beginschuld_cent` is everything paid out; a correction lowers the claim when negative."""

    gemeente: str
    besluitdatum: date
    einddatum: date
    beginschuld_cent: int = 0
    rente_en_kosten_cent: int = 0
    overige_correcties_cent: int = 0
    ontvangen_cent: int = 0
    saldo_cent: int = 0
    status: Vorderingstatus = Vorderingstatus.LOPEND
    uitstel: tuple[Uitstelperiode, ...] = ()

    def op(self, dag: date) -> "Vorderingcijfers":
        """The same with the status of a day: uitstel shows only while it runs (Awb 4:94 lid 2)."""
        loopt = self.status is Vorderingstatus.LOPEND and any(
            een.van <= dag < een.tot for een in self.uitstel
        )
        return replace(self, status=Vorderingstatus.TIJDELIJK_NIET) if loopt else self


def na(cijfers: Vorderingcijfers | None, feit: Mutatie, maand: date) -> Vorderingcijfers | None:
    """The figures after a fact; `maand` is the first day of the month that is asked. None before the loan was opened."""
    if isinstance(feit, LeningGeopend):
        cijfers = Vorderingcijfers(feit.gemeente, feit.besluitdatum, feit.einddatum)
    if isinstance(feit, VorderingGeopend):
        einde = max(
            (termijn.vervaldag for termijn in feit.termijnen), default=feit.bekendgemaakt_op
        )
        return Vorderingcijfers(
            feit.gemeente,
            feit.bekendgemaakt_op,
            einde,
            feit.hoofdsom_cent,
            saldo_cent=feit.hoofdsom_cent,
        )
    if cijfers is None:
        return None
    return _met_status(_met_regels(cijfers, feit, in_maand=feit.boekdatum >= maand), feit)


def _met_regels(cijfers: Vorderingcijfers, feit: Mutatie, *, in_maand: bool) -> Vorderingcijfers:
    som = {REKENINGEN[regel.rekening].grootboek: 0 for regel in feit.boekregels}
    for regel in feit.boekregels:
        som[REKENINGEN[regel.rekening].grootboek] += regel.bedrag_cent
    uitbetaald, erbij, eraf, ontvangen = (
        sum(cent for grootboek, cent in som.items() if grootboek in soorten)
        for soorten in (frozenset({Grootboek.UITBETAALD}), RENTE_EN_KOSTEN, WEG, ONTVANGEN)
    )
    anders = replace(
        cijfers,
        beginschuld_cent=cijfers.beginschuld_cent - uitbetaald,
        saldo_cent=cijfers.saldo_cent - uitbetaald - erbij - eraf - ontvangen,
    )
    if not in_maand:
        return anders
    if isinstance(feit, VorderingKwijtgescholden):
        return replace(anders, overige_correcties_cent=cijfers.overige_correcties_cent - erbij)
    return replace(
        anders,
        rente_en_kosten_cent=cijfers.rente_en_kosten_cent - erbij,
        overige_correcties_cent=cijfers.overige_correcties_cent - eraf,
        ontvangen_cent=cijfers.ontvangen_cent + ontvangen,
    )


def _met_status(cijfers: Vorderingcijfers, feit: Mutatie) -> Vorderingcijfers:
    match feit:
        case LeningAfgelost() | VorderingVoldaan():
            return replace(cijfers, status=Vorderingstatus.AFGELOST)
        case (
            InvorderingGestaakt()
            | VorderingBuitenInvordering()
            | VorderingHeropend(is_gestaakt=True)
        ):
            return replace(cijfers, status=Vorderingstatus.BUITEN_INVORDERING)
        case (
            LeningHeropend() | VorderingHeropend() | InvorderingHervat() | VorderingInInvordering()
        ):
            return replace(cijfers, status=Vorderingstatus.LOPEND)
        case UitstelVerleend():
            van = feit.gegevens.van
            erbij = Uitstelperiode(feit.besluit_id, van, plus_maanden(van, feit.gegevens.maanden))
            return replace(cijfers, uitstel=(*cijfers.uitstel, erbij))
        case UitstelIngetrokken():
            return replace(cijfers, uitstel=_ingekort(cijfers.uitstel, feit.valutadatum))
        case MutatieGecorrigeerd():
            return replace(
                cijfers,
                uitstel=tuple(
                    een for een in cijfers.uitstel if een.besluit_id != feit.gegevens.van
                ),
            )
    return cijfers


def _ingekort(uitstel: tuple[Uitstelperiode, ...], dag: date) -> tuple[Uitstelperiode, ...]:
    """The period that runs, or the first to come, ends on this day."""
    eerste = min((een for een in uitstel if dag < een.tot), key=lambda een: een.van, default=None)
    return tuple(een._replace(tot=max(een.van, dag)) if een is eerste else een for een in uitstel)
