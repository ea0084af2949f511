"""The ledger's private facts as the world sees them; what only the books need stays private."""

from typing import Any
from uuid import UUID

from services.ledger.adapters.invordering import publish as publish_invordering
from services.ledger.adapters.vordering import publish as publish_vordering
from services.ledger.adapters.vordering.publish import boekregels
from services.ledger.domain.grootboek.boeking import Mutatie, Verandering
from services.ledger.domain.invordering.events import Invorderingsfeit
from services.ledger.domain.lening import events
from services.ledger.domain.lening.betaalbesluiten import UitstelVerleend
from services.ledger.domain.lening.saldi import schuld
from services.ledger.domain.lening.toelichting import uitleg_van
from services.ledger.domain.vier_ogen.gronden import ONVERMELD, is_openbaar
from shared.contracts import ledger as contract
from shared.contracts.base import Contract
from shared.facts import StoredFact
from shared.money import bedrag

BESLUITEN = {
    soort.__name__: soort
    for soort in contract.CONTRACTS
    if issubclass(soort, contract.BesluitMutatie)
}


def publish(stored: StoredFact) -> Contract | None:
    """None for what is nobody else's business: a term that fell due, a proposal, a choice of the debtor."""
    match stored.fact:
        case events.LeningGeopend(product="borgtocht"):
            return None
        case events.LeningGeopend() as feit:
            return _geopend(stored.stream_id, feit)
        case events.RenteGeboekt() as feit:
            return _rente(stored.stream_id, feit)
        case events.AflossingGeboekt() as feit:
            return _aflossing(stored.stream_id, feit)
        case events.BetalingGemist() as feit:
            return _gemist(stored.stream_id, feit)
        case events.AchterstandIngelopen() as feit:
            return contract.AchterstandIngelopen(**_mutatie(stored.stream_id, feit))
        case events.LeningAfgelost() as feit:
            return contract.LeningAfgelost(**_mutatie(stored.stream_id, feit))
        case events.LeningHerrekend() as feit:
            return _herrekend(stored.stream_id, feit)
        case UitstelVerleend() as feit:
            gegevens = feit.gegevens.model_dump(include={"van", "maanden", "rente_mee"})
            return contract.UitstelVerleend(**_besluit(stored.stream_id, feit), **gegevens)
        case Invorderingsfeit() as feit:
            return publish_invordering.publish(feit, stored.cause.actor)
        case Mutatie() as feit if soort := BESLUITEN.get(type(feit).__name__):
            return soort(**_besluit(stored.stream_id, feit))
    return publish_vordering.publish(stored)


def _geopend(lening_id: UUID, feit: events.LeningGeopend) -> Contract:
    return contract.LeningGeopend(
        **_mutatie(lening_id, feit),
        aanvraag_id=feit.aanvraag_id,
        regeling=feit.regeling,
        hoofdsom_cent=feit.voorwaarden.hoofdsom_cent,
        termijnen=feit.voorwaarden.termijnen,
        eerste_vervaldag=feit.voorwaarden.eerste_vervaldag,
        einddatum=feit.einddatum,
        betalingskenmerk=feit.betalingskenmerk,
    )


def _rente(lening_id: UUID, feit: events.RenteGeboekt) -> Contract:
    return contract.RenteGeboekt(
        **_mutatie(lening_id, feit),
        termijn=feit.termijn,
        rente_cent=feit.rente_cent,
        grondslag=feit.grondslag,
        uitleg=uitleg_van(feit),
        boekregels=boekregels(feit.boekregels),
    )


def _aflossing(lening_id: UUID, feit: events.AflossingGeboekt) -> Contract:
    return contract.AflossingGeboekt(
        **_mutatie(lening_id, feit),
        ontvangen_cent=feit.ontvangen_cent,
        kosten_cent=feit.kosten_cent,
        rente_cent=feit.rente_cent,
        aflossing_cent=feit.aflossing_cent + feit.extra_cent,
        tegoed_cent=feit.tegoed_cent,
        grondslag=feit.grondslag,
        boekregels=boekregels(feit.boekregels),
    )


def _herrekend(lening_id: UUID, feit: events.LeningHerrekend) -> Contract:
    return contract.LeningHerrekend(
        **_mutatie(lening_id, feit),
        vanaf=feit.vanaf,
        oud_cent=schuld(feit.saldi_oud),
        nieuw_cent=schuld(feit.saldi_nieuw),
        uitleg=uitleg_van(feit),
    )


def _gemist(lening_id: UUID, feit: events.BetalingGemist) -> Contract | None:
    """A term; a sum that was asked at once under its own name; interest that joins such a sum is nobody else's business."""
    if not feit.termijn:
        return contract.BetaaltermijnVerstreken(
            **_mutatie(lening_id, feit),
            laatste_dag=feit.laatste_dag or feit.vervaldag,
            openstaand_cent=feit.openstaand_cent,
            betalingskenmerk=feit.betalingskenmerk,
        )
    if feit.laatste_dag:
        return None
    return contract.BetalingGemist(
        **_mutatie(lening_id, feit),
        termijn=feit.termijn,
        vervaldag=feit.vervaldag,
        termijnbedrag_cent=feit.termijnbedrag_cent,
        openstaand_cent=feit.openstaand_cent,
        gemiste_termijnen=feit.gemiste_termijnen,
        betalingskenmerk=feit.betalingskenmerk,
        geen_herinnering=feit.geen_herinnering,
    )


def _besluit(lening_id: UUID, feit: Mutatie) -> dict[str, Any]:
    """What a person once typed as a ground is told to nobody, nor a sentence that repeats it."""
    cent = sum(max(0, regel.bedrag_cent) for regel in feit.boekregels)
    openbaar = is_openbaar(feit.grondslag)
    grondslag, uitleg = (
        (feit.grondslag, uitleg_van(feit))
        if openbaar
        else (ONVERMELD, f"{bedrag(cent)} ({ONVERMELD})")
    )
    return _mutatie(lening_id, feit) | {
        "bedrag_cent": cent,
        "grondslag": grondslag,
        "uitleg": uitleg,
        "boekregels": boekregels(feit.boekregels),
    }


def _mutatie(lening_id: UUID, feit: Mutatie) -> dict[str, Any]:
    return {
        "lening_id": lening_id,
        "dossier_id": feit.dossier_id,
        "gemeente": feit.gemeente,
        "boekdatum": feit.boekdatum,
        "valutadatum": feit.valutadatum,
        "hoofdsom_saldo_cent": feit.saldi.hoofdsom_cent,
        "rente_saldo_cent": feit.saldi.rente_cent,
        "achterstand_cent": feit.saldi.achterstand_cent,
        "gemist": _gemiste_termijnen(feit.verandering) if feit.verandering else None,
    }


def _gemiste_termijnen(nu: Verandering) -> tuple[contract.GemisteTermijn, ...]:
    return tuple(
        contract.GemisteTermijn(
            termijn=een.nr, vervaldag=een.vervaldag, openstaand_cent=een.open_cent
        )
        for een in nu.gemist
        if een.nr
    )
