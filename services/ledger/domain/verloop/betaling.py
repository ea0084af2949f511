"""Money of a debtor on one loan: application, tegoed and its later use (Awb 4:89, 4:92, BW 6:43, 6:44)."""

from dataclasses import replace
from datetime import date

from services.ledger.domain.grootboek.boekregels import Grootboek, boeking, credit, debet
from services.ledger.domain.verloop.leningstand import (
    Leningvoorwaarden,
    Posting,
    Stand,
    betaald_per_rekening,
)
from services.ledger.domain.verloop.rentetelling import op_tijd
from services.ledger.domain.verloop.sommen import Tegoedsom
from shared.money import bedrag
from shared.recht.toerekening import Toerekening, verdeel

Stap = tuple[Stand, tuple[Posting, ...]]


def boek_betaling(
    lening: Leningvoorwaarden, stand: Stand, cent: int, dag: date, mutatie_id: str = ""
) -> Stap:
    """Apply a receipt to what is due on its day; what is left becomes tegoed of the debtor."""
    return boek_toerekening(lening, stand, verdeel(cent, stand.openstaand(dag)), dag, mutatie_id)


def boek_toerekening(
    lening: Leningvoorwaarden,
    stand: Stand,
    toerekening: Toerekening,
    dag: date,
    mutatie_id: str = "",
) -> Stap:
    """Book a receipt as it was applied; its rest becomes tegoed."""
    rest, op_tijd_cent = (
        toerekening.rest_cent,
        stand.op_tijd_cent + op_tijd(stand, toerekening.rest_cent, dag),
    )
    nieuw = stand.na(toerekening).met(
        tegoed_cent=stand.tegoed_cent + rest, op_tijd_cent=op_tijd_cent
    )
    totaal = toerekening.toegerekend_cent + rest
    if not totaal:
        return nieuw, ()
    regels = boeking(
        debet(Grootboek.BANK, lening.cohort, totaal),
        *(
            credit(soort, lening.cohort, af)
            for soort, af in betaald_per_rekening(stand, nieuw).items()
        ),
        credit(Grootboek.TEGOED, lening.cohort, rest),
    )
    posting = Posting(
        "betaling",
        lening.lening_id,
        dag,
        totaal,
        toerekening.grondslag,
        toerekening.uitleg,
        regels,
        mutatie_id,
        toerekening=toerekening,
    )
    return nieuw, (posting,)


def boek_vrije_aflossing(
    lening: Leningvoorwaarden, stand: Stand, cent: int, dag: date, *, wat: str, mutatie_id: str = ""
) -> Stap:
    """Repay hoofdsom that has not fallen due."""
    if not cent:
        return stand, ()
    regels = boeking(
        debet(Grootboek.BANK, lening.cohort, cent), credit(Grootboek.HOOFDSOM, lening.cohort, cent)
    )
    posting = Posting(
        "extra_aflossing",
        lening.lening_id,
        dag,
        cent,
        "rekenregels 1",
        f"{wat}: {bedrag(cent)}",
        regels,
        mutatie_id,
    )
    return stand.met(hoofdsom_cent=stand.hoofdsom_cent - cent), (posting,)


def verreken_tegoed(lening: Leningvoorwaarden, stand: Stand, dag: date) -> Stap:
    """Use tegoed for what is due on this day (Awb 4:92)."""
    toerekening = replace(verdeel(stand.tegoed_cent, stand.openstaand(dag)), rest_cent=0)
    cent = toerekening.toegerekend_cent
    if not cent:
        return stand, ()
    nieuw = stand.na(toerekening).met(tegoed_cent=stand.tegoed_cent - cent)
    regels = boeking(
        debet(Grootboek.TEGOED, lening.cohort, cent),
        *(
            credit(soort, lening.cohort, af)
            for soort, af in betaald_per_rekening(stand, nieuw).items()
        ),
    )
    formule = Tegoedsom(
        toerekening.kosten_cent,
        toerekening.rente_cent,
        toerekening.hoofdsom_cent,
        toerekening.grondslag,
    )
    posting = Posting(
        "tegoed_verrekend",
        lening.lening_id,
        dag,
        cent,
        toerekening.grondslag,
        formule,
        regels,
        toerekening=toerekening,
    )
    return nieuw, (posting,)
