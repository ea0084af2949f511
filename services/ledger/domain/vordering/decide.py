"""Every request about a vordering finds its decision here."""

from services.ledger.domain.vordering.behoud import moet_alles_bewaren
from services.ledger.domain.vordering.besluit import bekrachtig, neem_besluit, stel_voor, verwerp
from services.ledger.domain.vordering.boeken import boek_ontvangst, sluit_dag
from services.ledger.domain.vordering.commands import (
    BekrachtigVorderingsbesluit,
    BoekOntvangst,
    NeemVorderingsbesluit,
    OpenVordering,
    SluitVorderingsdag,
    StelVorderingsbesluitVoor,
    VerwerpVorderingsbesluit,
    Vorderingsverzoek,
)
from services.ledger.domain.vordering.events import Vorderingsmutatie
from services.ledger.domain.vordering.opening import open_vordering
from services.ledger.domain.vordering.state import Vordering
from shared.parameters import Parameterset
from shared.recht.mandaat import Mandaatregister


def decide_vordering(
    vordering: Vordering,
    verzoek: Vorderingsverzoek,
    parameters: Parameterset,
    mandaten: Mandaatregister,
) -> list[Vorderingsmutatie]:
    feiten = _besluit(vordering, verzoek, parameters, mandaten)
    moet_alles_bewaren(vordering, feiten)
    return feiten


def _besluit(
    vordering: Vordering,
    verzoek: Vorderingsverzoek,
    parameters: Parameterset,
    mandaten: Mandaatregister,
) -> list[Vorderingsmutatie]:
    match verzoek:
        case OpenVordering():
            return open_vordering(vordering, verzoek, parameters)
        case SluitVorderingsdag():
            return sluit_dag(vordering, verzoek)
        case BoekOntvangst():
            return boek_ontvangst(vordering, verzoek)
        case StelVorderingsbesluitVoor():
            return stel_voor(vordering, verzoek, parameters)
        case NeemVorderingsbesluit():
            return neem_besluit(vordering, verzoek, parameters)
        case VerwerpVorderingsbesluit():
            return verwerp(vordering, verzoek)
        case BekrachtigVorderingsbesluit():
            return bekrachtig(vordering, verzoek, parameters, mandaten)
    raise TypeError(f"unknown request {type(verzoek).__name__}")
