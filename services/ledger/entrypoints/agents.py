"""What the ledger hears on Kafka: granted credits and living costs, new days, demands that were sent, the organisation."""

from collections.abc import Sequence

from services.ledger.adapters.invordering import gesprekken
from services.ledger.adapters.kader import Kader
from services.ledger.adapters.lening import dagen
from services.ledger.adapters.log import LENING
from services.ledger.application.lening import aanmaning_verstuurd, verwerk
from services.ledger.application.vaststelling import verwerk_vaststelling
from services.ledger.policies import te_openen_lening, te_openen_vaststellingen
from shared.cloudevent import CloudEvent
from shared.contracts import bbz, klok, notify, routing
from shared.contracts.base import Contract
from shared.contracts.topics import HEARS
from shared.facts import Cause
from shared.kafka.consumer import Consumer
from shared.organisatie.rijen import hoor
from shared.store import Store
from shared.transaction import Transaction


def make(store: Store, kader: Kader) -> tuple[Consumer, list[str]]:
    parameters = kader.parameters

    def handle(transaction: Transaction, event: CloudEvent, contract: Contract) -> None:
        if hoor(transaction, contract):
            return
        match contract:
            case klok.DagAangebroken():
                transaction.hear_day(contract.dag)
                dagen.open_tot(transaction.cursor, contract.dag)
            case bbz.KredietVerstrekt():
                verzoek = te_openen_lening(contract, parameters, transaction.last_workday())
                by, mandate = contract.ondertekenaar, contract.mandaat
                cause = Cause(
                    str(event.id), by, verzoek.op, mandate, event.correlationid, event.traceparent
                )
                verwerk(transaction, kader, verzoek, cause)
            case bbz.LevensonderhoudToegekend():
                for openen in te_openen_vaststellingen(contract, transaction.last_workday()):
                    waarom = Cause(
                        str(event.id),
                        contract.ondertekenaar,
                        openen.op,
                        contract.mandaat,
                        event.correlationid,
                        event.traceparent,
                    )
                    verwerk_vaststelling(transaction, kader, openen, waarom)
            case routing.GesprekVastgelegd():
                gesprekken.write(transaction.cursor, event.id, contract)
            case notify.BerichtVerstuurd() if contract.soort == "aanmaning":
                aanmaning_verstuurd(
                    transaction, kader, contract.bericht_id, contract.verstuurd_op, event.id
                )

    consumer = Consumer("ledger", store, handle, _prefetch)
    return consumer, [topic.name for topic in HEARS["ledger"]]


def _prefetch(transaction: Transaction, contracts: Sequence[Contract]) -> None:
    transaction.prefetch(
        LENING,
        [
            contract.lening_id
            for contract in contracts
            if isinstance(contract, bbz.KredietVerstrekt)
        ],
    )
