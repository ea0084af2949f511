"""A receipt is taken off a vordering: the bank took it back (storno), or it was booked on the wrong debt (correctie).

What a bank did is a fact: it is never refused because of how the vordering stands (rekenregels B-16).
"""

from datetime import date
from typing import Any

from services.ledger.domain.grootboek.boekregels import Grootboek, boeking, credit, debet
from services.ledger.domain.vordering.besluitsoorten import SOORTEN
from services.ledger.domain.vordering.boeken import Vorderingsverloop, openstaand
from services.ledger.domain.vordering.commands import NeemVorderingsbesluit
from services.ledger.domain.vordering.events import (
    TegoedToegerekend,
    VorderingHeropend,
    Vorderingsmutatie,
)
from services.ledger.domain.vordering.ontvangst import Ontvangst
from services.ledger.domain.vordering.state import Vordering
from services.ledger.domain.vordering.weigeringen import OntvangstIsOnbekend, VorderingIsOnbekend
from shared.dates import voluit
from shared.money import bedrag
from shared.recht.toerekening import verdeel


def te_nemen(vordering: Vordering, verzoek: NeemVorderingsbesluit) -> Ontvangst:
    """The receipt that is taken off, whether anything is open or not; raises VorderingIsOnbekend, OntvangstIsOnbekend."""
    if vordering.status == "onbekend":
        raise VorderingIsOnbekend
    for een in vordering.tellende_ontvangsten:
        if een.betaling_id == verzoek.betaling_id:
            return een
    raise OntvangstIsOnbekend


def neem_terug(
    vordering: Vordering, verzoek: NeemVorderingsbesluit, grondslag: str, besluit: dict[str, Any]
) -> list[Vorderingsmutatie]:
    """The reverse of the receipt, from its own day; a surplus of another receipt pays what is open again, the rest opens the vordering.

    Money that was paid back is gone: what no surplus is left for is a claim on the debtor (BW 6:203, rekenregels B-16).
    """
    ontvangst, verloop = te_nemen(vordering, verzoek), Vorderingsverloop(vordering)
    kop = verloop.kop(
        verzoek.op, ontvangst.valutadatum, grondslag, _uitleg(verzoek.soort, ontvangst, grondslag)
    )
    betaald = ontvangst.model_dump(
        include={"betaling_id", "kosten_cent", "rente_cent", "hoofdsom_cent", "tegoed_cent"}
    )
    verloop.leg_vast(
        SOORTEN[verzoek.soort].feit(
            **kop, **besluit, **betaald, boekregels=_tegenboeking(vordering, ontvangst)
        )
    )
    for ander in verloop.vordering.tellende_ontvangsten:
        if ander.tegoed_cent and verloop.vordering.schuld_cent:
            verloop.leg_vast(_toerekening(verloop, ander, verzoek.op))
    if vordering.status == "voldaan" and verloop.vordering.nog_te_betalen_cent:
        verloop.leg_vast(_heropening(verloop, verzoek.op, ontvangst.valutadatum))
    return verloop.feiten


def _uitleg(soort: str, ontvangst: Ontvangst, grondslag: str) -> str:
    wat = f"de betaling van {voluit(ontvangst.valutadatum)} ({bedrag(ontvangst.bedrag_cent)})"
    if soort == "storno":
        return f"De bank draaide {wat} terug: dit geld telt niet meer mee ({grondslag})."
    return f"Hersteld als vergissing: {wat} hoort niet op deze vordering en telt niet meer mee ({grondslag})."


def _tegenboeking(vordering: Vordering, ontvangst: Ontvangst) -> Any:
    cohort, terug = vordering.cohort, ontvangst.hoofdsom_cent + ontvangst.rente_cent
    return boeking(
        credit(Grootboek.BANK, cohort, ontvangst.bedrag_cent),
        debet(Grootboek.KOSTEN, cohort, ontvangst.kosten_cent),
        debet(Grootboek.TERUGVORDERING, cohort, terug),
        debet(Grootboek.TEGOED, cohort, ontvangst.tegoed_cent),
    )


def _toerekening(verloop: Vorderingsverloop, ontvangst: Ontvangst, op: date) -> TegoedToegerekend:
    """What was paid too much was in our hands from the day of that receipt."""
    vordering = verloop.vordering
    verdeling = verdeel(min(ontvangst.tegoed_cent, vordering.schuld_cent), openstaand(vordering))
    cent, cohort = verdeling.toegerekend_cent, vordering.cohort
    uitleg = f"{bedrag(cent)} van wat op {voluit(ontvangst.valutadatum)} te veel was betaald, betaalt wat nu weer openstaat."
    return TegoedToegerekend(
        **verloop.kop(op, ontvangst.valutadatum, verdeling.grondslag, uitleg),
        betaling_id=ontvangst.betaling_id,
        bedrag_cent=cent,
        kosten_cent=verdeling.kosten_cent,
        rente_cent=verdeling.rente_cent,
        hoofdsom_cent=verdeling.hoofdsom_cent,
        boekregels=boeking(
            debet(Grootboek.TEGOED, cohort, cent),
            credit(Grootboek.KOSTEN, cohort, verdeling.kosten_cent),
            credit(
                Grootboek.TERUGVORDERING, cohort, verdeling.hoofdsom_cent + verdeling.rente_cent
            ),
        ),
    )


def _heropening(verloop: Vorderingsverloop, op: date, valutadatum: date) -> VorderingHeropend:
    kop = verloop.kop(
        op,
        valutadatum,
        "Awb 4:86",
        f"Er staat weer {bedrag(verloop.vordering.nog_te_betalen_cent)} open.",
    )
    return VorderingHeropend(**kop, is_gestaakt=verloop.vordering.is_gestaakt)
