"""What a fact says in words: kept in it where it cannot tell by itself, written out here where it can."""

from fractions import Fraction

from services.ledger.domain.grootboek.boeking import Mutatie
from services.ledger.domain.lening.events import (
    AchterstandIngelopen,
    AflossingGeboekt,
    BetalingGemist,
    LeningAfgelost,
    LeningHeropend,
    RenteGeboekt,
    TermijnVervallen,
)
from services.ledger.domain.lening.onderdelen import Rentegrondslag
from services.ledger.domain.verloop.sommen import Ontvangstsom, Rentesom, Tegoedsom
from shared.dates import voluit
from shared.money import bedrag


def uitleg_van(feit: Mutatie) -> str:
    """The fact in one Dutch sentence with its numbers; what was kept in words stays as it was."""
    if feit.uitleg:
        return feit.uitleg
    match feit:
        case RenteGeboekt(som=Rentegrondslag() as som):
            return _rente(feit, som)
        case TermijnVervallen():
            wat = f"{bedrag(feit.rente_cent)} rente en {bedrag(feit.aflossing_cent)} aflossing"
            return f"Termijn {feit.termijn} is vervallen: {wat}, te betalen op {feit.vervaldag}."
        case AflossingGeboekt(betaling_id=None):
            return str(
                Tegoedsom(feit.kosten_cent, feit.rente_cent, feit.aflossing_cent, feit.grondslag)
            )
        case AflossingGeboekt():
            return _ontvangen(feit)
        case BetalingGemist():
            return _gemist(feit)
        case AchterstandIngelopen():
            return "De achterstand is ingelopen."
        case LeningAfgelost():
            return "Er staat niets meer open: de lening is afgelost."
        case LeningHeropend():
            return "Er staat weer iets open op deze lening."
    return ""


def _rente(feit: RenteGeboekt, som: Rentegrondslag) -> str:
    return str(
        Rentesom(
            feit.van,
            feit.tot,
            som.grondslag_cent,
            som.jaarrente_procent,
            Fraction(som.teller, som.noemer),
            feit.grondslag,
        )
    )


def _ontvangen(feit: AflossingGeboekt) -> str:
    return str(
        Ontvangstsom(
            feit.ontvangen_cent,
            feit.kosten_cent,
            feit.rente_cent,
            feit.aflossing_cent,
            feit.extra_cent,
            feit.tegoed_cent,
            feit.grondslag,
        )
    )


def _gemist(feit: BetalingGemist) -> str:
    """What was asked at once has a last day of its own, and no number."""
    nummer = f"Van termijn {feit.termijn}" if feit.termijn else "Van het opgeëiste bedrag van"
    wat = f"Betalen kon tot en met {voluit(feit.laatste_dag)}. Van" if feit.laatste_dag else nummer
    return f"{wat} {bedrag(feit.termijnbedrag_cent)} staat {bedrag(feit.openstaand_cent)} nog open."
