"""The caseload projector: every event of every service into the dossier, its timeline and its row in the caseload."""

from services.routing.policies import nieuwe_dag
from services.routing.projections import dossier, tijdlijn, werkvoorraad
from shared.cloudevent import CloudEvent
from shared.contracts.base import Contract
from shared.contracts.topics import SERVICE_TOPICS
from shared.kafka.consumer import Consumer
from shared.store import Store, Transaction


def make(store: Store) -> tuple[Consumer, list[str]]:
    return Consumer("routing-werkvoorraad", store, _handle), [topic.name for topic in SERVICE_TOPICS]


def _handle(transaction: Transaction, _event: CloudEvent, contract: Contract) -> None:
    if dag := nieuwe_dag(contract):
        transaction.hear_day(dag)
    if dossier_id := dossier.dossier_van(contract):
        cursor = transaction.cursor
        nieuw = dossier.evolve(dossier.lock(cursor, dossier_id), contract)
        regel = tijdlijn.regel_van(contract)
        dossier.write(cursor, dossier_id, nieuw)
        tijdlijn.add(cursor, dossier_id, regel)
        werkvoorraad.write(cursor, werkvoorraad.regel_van(dossier_id, nieuw, regel.wat))
