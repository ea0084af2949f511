"""What routing's agent hears on Kafka: every request for help finds its route."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from uuid import UUID

from services.routing.application import ROUTEKEUZE, eigenaar, verwerk
from services.routing.policies import is_nieuws, nieuwe_dag, verzoek_na
from services.routing.projections.dagen import dag_van
from shared.cloudevent import CloudEvent
from shared.contracts import intake
from shared.contracts.base import Contract
from shared.contracts.organisatie import Organisatiegebeurtenis
from shared.contracts.topics import HEARS
from shared.facts import Cause
from shared.kafka.consumer import Consumer
from shared.organisatie.rijen import hoor
from shared.parameters import Parameterset
from shared.store import Store
from shared.transaction import Transaction


def make(store: Store, parameters: Parameterset) -> tuple[Consumer, list[str]]:
    return Consumer("routing", store, partial(_handle, parameters), _prefetch), [
        topic.name for topic in HEARS["routing"]
    ]


def _handle(
    parameters: Parameterset, transaction: Transaction, event: CloudEvent, contract: Contract
) -> None:
    if hoor(transaction, contract):
        _hoor_organisatie(transaction, event, contract)
        return
    if dag := nieuwe_dag(contract):
        transaction.hear_day(dag)
        werkdag = transaction.workday()
        eigenaar.hoor_dag(transaction, werkdag, _cause(event, werkdag))
    if verzoek := verzoek_na(contract, transaction.last_workday()):
        cause = _cause(event, verzoek.op)
        verwerk(transaction, verzoek, cause, parameters)
    if is_nieuws(contract):
        _hoor_nieuws(transaction, event, contract)


def _hoor_organisatie(transaction: Transaction, event: CloudEvent, contract: Contract) -> None:
    werkdag = transaction.last_workday()
    if werkdag and isinstance(contract, Organisatiegebeurtenis):
        eigenaar.hoor_organisatie(transaction, contract, werkdag, _cause(event, werkdag))


def _hoor_nieuws(transaction: Transaction, event: CloudEvent, contract: Contract) -> None:
    werkdag = transaction.last_workday() or dag_van(contract)
    if werkdag:
        dossier_id = UUID(contract.key())
        eigenaar.hoor_nieuws(transaction, dossier_id, _cause(event, werkdag))


def _cause(event: CloudEvent, op: date) -> Cause:
    return Cause(
        str(event.id),
        "routing",
        op,
        correlation_id=event.correlationid or event.subject,
        traceparent=event.traceparent,
    )


def _prefetch(transaction: Transaction, page: Sequence[Contract]) -> None:
    dossiers = [UUID(contract.key()) for contract in page if contract.topic is intake.TOPIC]
    transaction.prefetch(ROUTEKEUZE, dossiers)
    eigenaar.prefetch(transaction, dossiers)
