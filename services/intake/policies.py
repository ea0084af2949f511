"""What intake does with what others say."""

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from services.intake.domain.aanvraag.state import EerdereAanvraag, Stand, Tip
from shared.contracts import bbz, klok, ledger, vordering
from shared.contracts.base import Contract


@dataclass(frozen=True)
class Kenmerk:
    """By what the payments of a loan or a claim are known, and whose it is."""

    soort: Literal["lening", "vordering"]
    schuld_id: UUID
    betalingskenmerk: str
    dossier_id: UUID


@dataclass(frozen=True)
class Uitkomst:
    """What became of an application."""

    aanvraag_id: UUID
    stand: Stand
    tips: tuple[Tip, ...] = ()


def nieuwe_dag(event: Contract) -> date | None:
    return event.dag if isinstance(event, klok.DagAangebroken) else None


def voldaan(event: Contract) -> tuple[UUID, bool] | None:
    """The debt of which the ledger says that nothing, or again something, is owed."""
    match event:
        case ledger.LeningAfgelost():
            return event.lening_id, True
        case ledger.LeningHeropend():
            return event.lening_id, False
        case vordering.VorderingVoldaan():
            return event.vordering_id, True
        case vordering.VorderingHeropend():
            return event.vordering_id, False
    return None


def nieuw_kenmerk(event: Contract) -> Kenmerk | None:
    """A debt that was opened can be found by its payment reference."""
    match event:
        case ledger.LeningGeopend():
            return Kenmerk("lening", event.lening_id, event.betalingskenmerk, event.dossier_id)
        case vordering.VorderingGeopend():
            return Kenmerk(
                "vordering", event.vordering_id, event.betalingskenmerk, event.dossier_id
            )
    return None


def geopend(event: Contract) -> EerdereAanvraag | None:
    """An application that runs at bbz."""
    if not isinstance(event, bbz.AanvraagGeopend):
        return None
    return EerdereAanvraag(
        aanvraag_id=event.aanvraag_id,
        dossier_id=event.dossier_id,
        soort=event.soort,
        stand="loopt",
        ontvangen_op=event.aanvraagdatum,
        gevraagd_cent=event.gevraagd_cent,
        gevraagde_maanden=event.gevraagde_maanden,
    )


def over_tijd(event: Contract) -> UUID | None:
    """The application of which the last day to decide has passed: asking for papers does not stop its term any more."""
    return event.aanvraag_id if isinstance(event, bbz.BeslistermijnVerstreken) else None


def uitkomst(event: Contract) -> Uitkomst | None:
    """The end of an application; None for what does not end it."""
    match event:
        case bbz.KredietVerstrekt():
            return Uitkomst(event.aanvraag_id, "verstrekt")
        case bbz.LevensonderhoudToegekend():
            return Uitkomst(event.aanvraag_id, "toegekend")
        case bbz.AanvraagAfgewezen():
            tips = tuple(Tip(code=tip.code, tekst=tip.tekst) for tip in event.tips)
            return Uitkomst(event.aanvraag_id, "afgewezen", tips)
        case bbz.AanvraagBuitenBehandelingGesteld():
            return Uitkomst(event.aanvraag_id, "buiten_behandeling")
        case bbz.AanvraagIngetrokken():
            return Uitkomst(event.aanvraag_id, "ingetrokken")
    return None
