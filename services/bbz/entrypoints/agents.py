"""What bbz hears on Kafka: routes, withdrawals, opened loans, and the day."""

from collections.abc import Sequence

from services.bbz import policies
from services.bbz.adapters.termijnbewaking import lapsed
from services.bbz.application import AANVRAAG, verwerk_in
from services.bbz.domain.commands import Aanvraagverzoek, ControleerBeslistermijn
from services.bbz.domain.kader import Kader
from shared.cloudevent import CloudEvent
from shared.contracts.base import Contract
from shared.contracts.topics import HEARS
from shared.kafka.consumer import Consumer
from shared.store import Cause, Store, Transaction


def make(store: Store, kader: Kader) -> tuple[Consumer, list[str]]:
    def handle(transaction: Transaction, event: CloudEvent, contract: Contract) -> None:
        for verzoek in _verzoeken(transaction, contract):
            verwerk_in(transaction, kader, verzoek, Cause(str(event.id), "bbz", verzoek.op, traceparent=event.traceparent))

    return Consumer("bbz", store, handle, _prefetch), [topic.name for topic in HEARS["bbz"]]


def _verzoeken(transaction: Transaction, contract: Contract) -> list[Aanvraagverzoek]:
    dag = policies.nieuwe_dag(contract)
    if dag is None:
        return policies.verzoeken(contract)
    transaction.hear_day(dag)
    verstreken = lapsed(transaction.cursor, dag)
    transaction.prefetch(AANVRAAG, verstreken)
    return [ControleerBeslistermijn(aanvraag_id=aanvraag_id, op=dag) for aanvraag_id in verstreken]


def _prefetch(transaction: Transaction, page: Sequence[Contract]) -> None:
    transaction.prefetch(AANVRAAG, [verzoek.aanvraag_id for contract in page for verzoek in policies.verzoeken(contract)])
