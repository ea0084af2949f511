"""May this be done, and what changes? An empty list means: already so."""

from services.ledger.domain.lening.besluit import bekrachtig, doe_voorstel, neem_besluit, verwerp
from services.ledger.domain.lening.commands import (
    BekrachtigVoorstel,
    BoekBetaling,
    DoeVoorstel,
    Leningverzoek,
    NeemBesluit,
    OpenLening,
    SluitDag,
    VerwerpVoorstel,
)
from services.ledger.domain.lening.dag import sluit_dag
from services.ledger.domain.lening.dossier import Leningdossier
from services.ledger.domain.lening.ontvangst import boek_betaling
from services.ledger.domain.lening.opening import open_lening
from services.ledger.domain.lening.state import Lening
from shared.begrippen import Feit


def decide(lening: Lening, verzoek: Leningverzoek, dossier: Leningdossier) -> list[Feit]:
    match verzoek:
        case OpenLening():
            return open_lening(lening, verzoek, dossier)
        case SluitDag():
            return sluit_dag(lening, verzoek, dossier)
        case BoekBetaling():
            return boek_betaling(lening, verzoek, dossier)
        case DoeVoorstel():
            return doe_voorstel(lening, verzoek, dossier)
        case NeemBesluit():
            return neem_besluit(lening, verzoek, dossier)
        case VerwerpVoorstel():
            return verwerp(lening, verzoek)
        case BekrachtigVoorstel():
            return bekrachtig(lening, verzoek, dossier)
