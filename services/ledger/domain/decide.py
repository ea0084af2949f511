"""May this be done, and what changes? An empty list means: already so."""

from services.ledger.domain.commands import (
    BekrachtigVoorstel,
    BoekBetaling,
    DoeVoorstel,
    Leningverzoek,
    NeemBesluit,
    OpenLening,
    SluitDag,
    VerwerpVoorstel,
)
from services.ledger.domain.decide_besluit import bekrachtig, doe_voorstel, neem_besluit, verwerp
from services.ledger.domain.decide_betaling import boek_betaling, moet_kunnen
from services.ledger.domain.decide_dag import sluit_dag
from services.ledger.domain.decide_opening import open_lening
from services.ledger.domain.geschiedenis import mutatie_id, ontvangst
from services.ledger.domain.herrekening import Boek, herreken
from services.ledger.domain.state import Lening
from services.ledger.domain.weigeringen import RenteIsAlGeboekt
from shared.begrippen import Feit


def decide(lening: Lening, verzoek: Leningverzoek, boek: Boek) -> list[Feit]:
    match verzoek:
        case OpenLening():
            return open_lening(lening, verzoek)
        case SluitDag() if lening.is_herrekend:
            return herreken(lening, boek, verzoek.dag, afschriften_tot=verzoek.afschriften_tot) if _is_te_sluiten(lening, verzoek) else []
        case SluitDag():
            return sluit_dag(lening, verzoek)
        case BoekBetaling():
            return _boek_betaling(lening, verzoek, boek)
        case DoeVoorstel():
            return doe_voorstel(lening, verzoek, boek)
        case NeemBesluit():
            return neem_besluit(lening, verzoek, boek)
        case VerwerpVoorstel():
            return verwerp(lening, verzoek)
        case BekrachtigVoorstel():
            return bekrachtig(lening, verzoek, boek)


def _is_te_sluiten(lening: Lening, verzoek: SluitDag) -> bool:
    """A day before the one up to which the loan was computed brings nothing."""
    return lening.status == "lopend" and (lening.stand is None or verzoek.dag >= lening.stand.gerekend_tm)


def _boek_betaling(lening: Lening, verzoek: BoekBetaling, boek: Boek) -> list[Feit]:
    """A receipt that changes what was posted before makes the loan be computed anew from its first day (A-22)."""
    if not lening.is_herrekend:
        try:
            return boek_betaling(lening, verzoek)
        except RenteIsAlGeboekt:
            pass
    moet_kunnen(lening, verzoek)
    nummer = mutatie_id(len(boek.geschiedenis.mutaties), verzoek.betaling_id)
    mutatie = ontvangst(nummer, verzoek.bedrag_cent, verzoek.op, verzoek.valutadatum)
    return herreken(lening, boek, verzoek.op, mutatie)
