"""The caseload projector: every event of every service into the dossier, its timeline and its row in the caseload, page by page."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from services.routing.domain.beloften import Beloften
from services.routing.policies import nieuwe_dag
from services.routing.projections import dossier, tijdlijn, werkvoorraad
from services.routing.projections.eigenaarsverhaal import OVER_DE_EIGENAAR
from services.routing.projections.tijdlijn import Tijdlijnregel
from shared.cloudevent import CloudEvent
from shared.contracts.base import Contract
from shared.contracts.topics import CASE_TOPICS
from shared.kafka.consumer import Consumer
from shared.organisatie.rijen import organisatie_in
from shared.parameters import Parameterset
from shared.store import Store
from shared.transaction import Transaction


def make(store: Store, parameters: Parameterset) -> tuple[Consumer, list[str]]:
    project = partial(_project, Beloften(parameters))
    return Consumer("routing-werkvoorraad", store, _hear_day, handle_page=project), [
        topic.name for topic in CASE_TOPICS
    ]


def _hear_day(transaction: Transaction, _event: CloudEvent, contract: Contract) -> None:
    if dag := nieuwe_dag(contract):
        transaction.hear_day(dag)


def _project(beloften: Beloften, transaction: Transaction, page: Sequence[Contract]) -> None:
    """Reads every dossier of the page once, folds its events in order, and writes each view once."""
    heard = [(dossier_id, event) for event in page if (dossier_id := dossier.dossier_van(event))]
    events = [een for een in heard if not isinstance(een[1], OVER_DE_EIGENAAR)]
    cursor = transaction.cursor
    organisatie = organisatie_in(transaction)
    dossiers = dossier.lock(cursor, {dossier_id for dossier_id, _ in events})
    regels: list[tuple[UUID, Tijdlijnregel]] = []
    laatste: dict[UUID, str] = {}
    for dossier_id, event in heard:
        regel = tijdlijn.regel_van(event, organisatie)
        regels.append((dossier_id, regel))
        if not isinstance(event, OVER_DE_EIGENAAR):
            dossiers[dossier_id] = dossier.evolve(dossiers[dossier_id], event)
            laatste[dossier_id] = regel.wat
    dossier.write(cursor, dossiers)
    tijdlijn.add(cursor, regels)
    nieuw = [
        werkvoorraad.regel_van(dossier_id, stand, laatste[dossier_id], beloften)
        for dossier_id, stand in dossiers.items()
    ]
    werkvoorraad.write(cursor, nieuw)
