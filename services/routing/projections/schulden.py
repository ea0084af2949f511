"""The debts in a dossier as the ledger tells them: what is owed, which step of collection comes next, and who spoke about it."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from shared.begrippen import Waarde
from shared.contracts import bbz, invordering, ledger, vordering
from shared.contracts.base import Contract

EINDE = (ledger.LeningAfgelost, vordering.VorderingVoldaan)


class Lening(Waarde):
    """A loan or a vordering at the ledger; balances in cents after the last event. `achterstand_sinds`: the day on which arrears began.

    `stap` is the next step of its collection ladder, with the day for it; None while there is no ladder. `contact_op`: the day on which
    the debt desk last called or saw the debtor, and whether they spoke; `afspraak_op`: what they agreed waits for this day.
    """

    lening_id: UUID
    soort: Literal["lening", "vordering"] = "lening"
    hoofdsom_cent: int = 0
    saldo_cent: int = 0
    achterstand_cent: int = 0
    achterstand_sinds: date | None = None
    stap: str | None = None
    stap_op: date | None = None
    contact_op: date | None = None
    is_bereikt: bool = False
    afspraak_op: date | None = None
    is_afgelost: bool = False
    bijgewerkt_op: date


Leningen = tuple[Lening, ...]


def vouw(leningen: Leningen, event: Contract) -> Leningen | None:
    """The debts after one more event; None when it changes none of them."""
    nieuw = _na(leningen, event)
    if nieuw is None:
        return None
    return (*(een for een in leningen if een.lening_id != nieuw.lening_id), nieuw)


def _na(leningen: Leningen, event: Contract) -> Lening | None:
    match event:
        case bbz.KredietVerstrekt():
            # Unless the ledger was heard first.
            is_bekend = any(een.lening_id == event.lening_id for een in leningen)
            return None if is_bekend else _verstrekt(event)
        case ledger.Mutatie():
            return _geboekt(_bekend(leningen, event.lening_id, event.boekdatum), event)
        case vordering.Vorderingsmutatie():
            bekend = _bekend(leningen, event.vordering_id, event.boekdatum)
            return _geboekt(bekend.na(soort="vordering"), event)
        case invordering.Invordering():
            return _bekend(leningen, event.schuld_id, event.op).na(
                soort=event.schuldsoort,
                stap=event.volgende_stap,
                stap_op=event.volgende_stap_op,
                **_contact(event),
            )
    return None


def _contact(event: invordering.Invordering) -> dict[str, Any]:
    match event:
        case invordering.ContactGelegd():
            return {"contact_op": event.op, "is_bereikt": event.uitkomst == "bereikt"}
        case invordering.InvorderingGepauzeerd(afspraak_op=date() as dag):
            return {"afspraak_op": dag}
        case invordering.PauzeBeeindigd(afspraak=str()) | invordering.InvorderingBeeindigd():
            return {"afspraak_op": None}
    return {}


def _verstrekt(event: bbz.KredietVerstrekt) -> Lening:
    return Lening(
        lening_id=event.lening_id,
        hoofdsom_cent=event.hoofdsom_cent,
        saldo_cent=event.hoofdsom_cent,
        bijgewerkt_op=event.besluitdatum,
    )


def _bekend(leningen: Leningen, lening_id: UUID, dag: date) -> Lening:
    return next(
        (een for een in leningen if een.lening_id == lening_id),
        Lening(lening_id=lening_id, bijgewerkt_op=dag),
    )


def _geboekt(lening: Lening, event: ledger.Mutatie | vordering.Vorderingsmutatie) -> Lening:
    sinds = (lening.achterstand_sinds or event.boekdatum) if event.achterstand_cent else None
    stand = {
        "saldo_cent": event.hoofdsom_saldo_cent + event.rente_saldo_cent,
        "achterstand_cent": event.achterstand_cent,
        "achterstand_sinds": sinds,
        "is_afgelost": isinstance(event, EINDE),
        "bijgewerkt_op": event.boekdatum,
    }
    if isinstance(event, ledger.LeningGeopend | vordering.VorderingGeopend):
        stand["hoofdsom_cent"] = event.hoofdsom_cent
    return lening.na(**stand)


def adres(lening: Lening) -> str:
    """Where its page is."""
    return f"/{'vorderingen' if lening.soort == 'vordering' else 'leningen'}/{lening.lening_id}"
