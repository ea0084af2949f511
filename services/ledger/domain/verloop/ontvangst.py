"""Money as the bank brings it: what is due, the coming term, then the hoofdsom (Awb art. 4:92, rekenregels 1)."""

from datetime import date

from services.ledger.domain.grootboek.boekregels import Grootboek, boeking, credit, debet
from services.ledger.domain.verloop.leningstand import (
    Leningvoorwaarden,
    Posting,
    Stand,
    betaald_per_rekening,
)
from services.ledger.domain.verloop.rentetelling import op_tijd
from services.ledger.domain.verloop.sommen import Ontvangstsom
from services.ledger.domain.verloop.termijnloop import komende_termijn
from shared.recht.toerekening import verdeel

Stap = tuple[Stand, tuple[Posting, ...]]


def boek_ontvangst(
    lening: Leningvoorwaarden, stand: Stand, cent: int, dag: date, mutatie_id: str
) -> Stap:
    """One posting for the whole receipt."""
    toerekening = verdeel(cent, stand.openstaand(dag))
    na = stand.na(toerekening)
    komend = komende_termijn(lening, na, dag)
    wacht = min(toerekening.rest_cent, max(0, sum(komend) - na.tegoed_cent))
    extra = min(toerekening.rest_cent - wacht, _vrij(na, komend.aflossing_cent, dag))
    tegoed = toerekening.rest_cent - extra
    nieuw = na.met(
        hoofdsom_cent=na.hoofdsom_cent - extra,
        tegoed_cent=na.tegoed_cent + tegoed,
        op_tijd_cent=na.op_tijd_cent + op_tijd(na, tegoed, dag),
    )
    regels = boeking(
        debet(Grootboek.BANK, lening.cohort, cent),
        *(
            credit(soort, lening.cohort, af)
            for soort, af in betaald_per_rekening(stand, nieuw).items()
        ),
        credit(Grootboek.TEGOED, lening.cohort, tegoed),
    )
    formule = Ontvangstsom(
        cent,
        toerekening.kosten_cent,
        toerekening.rente_cent,
        toerekening.hoofdsom_cent,
        extra,
        tegoed,
        toerekening.grondslag,
    )
    posting = Posting(
        "betaling",
        lening.lening_id,
        dag,
        cent,
        toerekening.grondslag,
        formule,
        regels,
        mutatie_id,
        toerekening=toerekening,
    )
    return nieuw, (posting,)


def _vrij(stand: Stand, aflossing_cent: int, dag: date) -> int:
    """Hoofdsom that neither fell due nor is asked by the coming term."""
    al_gevraagd = any(post.vervaldag > dag for post in stand.vervallen)
    return stand.niet_vervallen_cent - (0 if al_gevraagd else aflossing_cent)
