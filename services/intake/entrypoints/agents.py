"""What intake hears on Kafka."""

from services.intake.policies import nieuwe_dag
from shared.cloudevent import CloudEvent
from shared.contracts import klok
from shared.contracts.base import Contract
from shared.kafka.consumer import Consumer
from shared.store import Store
from shared.transaction import Transaction


def make(store: Store) -> tuple[Consumer, list[str]]:
    return Consumer("intake", store, _handle), [klok.TOPIC.name]


def _handle(transaction: Transaction, _event: CloudEvent, contract: Contract) -> None:
    if dag := nieuwe_dag(contract):
        transaction.hear_day(dag)
