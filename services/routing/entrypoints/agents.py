"""What routing's agent hears on Kafka: every request for help finds its route."""

from collections.abc import Sequence
from uuid import UUID

from services.routing.application import ROUTEKEUZE, verwerk
from services.routing.policies import nieuwe_dag, verzoek_na
from shared.cloudevent import CloudEvent
from shared.contracts import intake
from shared.contracts.base import Contract
from shared.contracts.topics import HEARS
from shared.facts import Cause
from shared.kafka.consumer import Consumer
from shared.organisatie.rijen import hoor
from shared.store import Store
from shared.transaction import Transaction


def make(store: Store) -> tuple[Consumer, list[str]]:
    return Consumer("routing", store, _handle, _prefetch), [
        topic.name for topic in HEARS["routing"]
    ]


def _handle(transaction: Transaction, event: CloudEvent, contract: Contract) -> None:
    if hoor(transaction, contract):
        return
    if dag := nieuwe_dag(contract):
        transaction.hear_day(dag)
    if verzoek := verzoek_na(contract, transaction.last_workday()):
        cause = Cause(
            str(event.id),
            "routing",
            verzoek.op,
            correlation_id=event.correlationid or event.subject,
            traceparent=event.traceparent,
        )
        verwerk(transaction, verzoek, cause)


def _prefetch(transaction: Transaction, page: Sequence[Contract]) -> None:
    transaction.prefetch(
        ROUTEKEUZE, [UUID(contract.key()) for contract in page if contract.topic is intake.TOPIC]
    )
