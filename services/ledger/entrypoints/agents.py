"""What the ledger hears on Kafka: granted credits and new days."""

from collections.abc import Sequence
from datetime import date

from services.ledger.adapters import dagen
from services.ledger.application.leningen import LENING, plan, verwerk
from services.ledger.policies import te_openen_lening
from shared.cloudevent import CloudEvent
from shared.contracts import bbz, klok
from shared.contracts.base import Contract
from shared.kafka.consumer import Consumer
from shared.parameters import Parameterset
from shared.store import Cause, Store, Transaction


def make(store: Store, parameters: Parameterset) -> tuple[Consumer, list[str]]:
    def handle(transaction: Transaction, event: CloudEvent, contract: Contract) -> None:
        match contract:
            case klok.DagAangebroken():
                transaction.hear_day(contract.dag)
                dagen.open_tot(transaction.cursor, contract.dag)
            case bbz.KredietVerstrekt():
                verzoek = te_openen_lening(contract, parameters, _werkdag(transaction))
                by, mandate = contract.ondertekenaar, contract.mandaat
                verwerk(transaction, verzoek, Cause(str(event.id), by, verzoek.op, mandate, event.correlationid, event.traceparent))
                plan(transaction, [verzoek.lening_id])

    return Consumer("ledger", store, handle, _prefetch), [bbz.TOPIC.name, klok.TOPIC.name]


def _prefetch(transaction: Transaction, contracts: Sequence[Contract]) -> None:
    transaction.prefetch(LENING, [contract.lening_id for contract in contracts if isinstance(contract, bbz.KredietVerstrekt)])


def _werkdag(transaction: Transaction) -> date | None:
    try:
        return transaction.workday()
    except LookupError:
        return None
