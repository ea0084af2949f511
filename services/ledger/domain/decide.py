"""May this be done, and what changes? An empty list means: already so."""

from services.ledger.domain.commands import BoekBetaling, Leningverzoek, OpenLening, SluitDag
from services.ledger.domain.decide_betaling import boek_betaling
from services.ledger.domain.decide_dag import sluit_dag
from services.ledger.domain.decide_opening import open_lening
from services.ledger.domain.state import Lening
from shared.begrippen import Feit


def decide(lening: Lening, verzoek: Leningverzoek) -> list[Feit]:
    match verzoek:
        case OpenLening():
            return open_lening(lening, verzoek)
        case SluitDag():
            return sluit_dag(lening, verzoek)
        case BoekBetaling():
            return boek_betaling(lening, verzoek)
