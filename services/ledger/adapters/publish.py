"""The ledger's private facts as the world sees them; what only the books need stays private."""

from typing import Any
from uuid import UUID

from services.ledger.domain import events
from services.ledger.domain.boekregels import Boekregel
from shared.contracts import ledger as contract
from shared.contracts.base import Contract
from shared.store import StoredFact


def publish(stored: StoredFact) -> Contract | None:
    """None for a term that fell due: it is missed or paid before anybody else has to know."""
    match stored.fact:
        case events.LeningGeopend() as feit:
            return contract.LeningGeopend(
                **_mutatie(stored.stream_id, feit), aanvraag_id=feit.aanvraag_id, regeling=feit.regeling,
                hoofdsom_cent=feit.voorwaarden.hoofdsom_cent, termijnen=feit.voorwaarden.termijnen,
                eerste_vervaldag=feit.voorwaarden.eerste_vervaldag, einddatum=feit.einddatum, betalingskenmerk=feit.betalingskenmerk,
            )  # fmt: skip
        case events.RenteGeboekt() as feit:
            return contract.RenteGeboekt(
                **_mutatie(stored.stream_id, feit), termijn=feit.termijn, rente_cent=feit.rente_cent, grondslag=feit.grondslag,
                uitleg=feit.uitleg, boekregels=_regels(feit.boekregels),
            )  # fmt: skip
        case events.AflossingGeboekt() as feit:
            return contract.AflossingGeboekt(
                **_mutatie(stored.stream_id, feit), ontvangen_cent=feit.ontvangen_cent, kosten_cent=feit.kosten_cent,
                rente_cent=feit.rente_cent, aflossing_cent=feit.aflossing_cent + feit.extra_cent, tegoed_cent=feit.tegoed_cent,
                grondslag=feit.grondslag, boekregels=_regels(feit.boekregels),
            )  # fmt: skip
        case events.BetalingGemist() as feit:
            return contract.BetalingGemist(
                **_mutatie(stored.stream_id, feit), termijn=feit.termijn, vervaldag=feit.vervaldag,
                termijnbedrag_cent=feit.termijnbedrag_cent, openstaand_cent=feit.openstaand_cent,
                gemiste_termijnen=feit.gemiste_termijnen, betalingskenmerk=feit.betalingskenmerk,
            )  # fmt: skip
        case events.AchterstandIngelopen() as feit:
            return contract.AchterstandIngelopen(**_mutatie(stored.stream_id, feit))
        case events.LeningAfgelost() as feit:
            return contract.LeningAfgelost(**_mutatie(stored.stream_id, feit))
    return None


def _mutatie(lening_id: UUID, feit: events.Mutatie) -> dict[str, Any]:
    return {
        "lening_id": lening_id, "dossier_id": feit.dossier_id, "gemeente": feit.gemeente, "boekdatum": feit.boekdatum,
        "valutadatum": feit.valutadatum, "hoofdsom_saldo_cent": feit.saldi.hoofdsom_cent, "rente_saldo_cent": feit.saldi.rente_cent,
        "achterstand_cent": feit.saldi.achterstand_cent,
    }  # fmt: skip


def _regels(regels: tuple[Boekregel, ...]) -> tuple[contract.Boekregel, ...]:
    return tuple(
        contract.Boekregel(rekening=regel.rekening, debet_cent=max(0, regel.bedrag_cent), credit_cent=max(0, -regel.bedrag_cent))
        for regel in regels
    )
