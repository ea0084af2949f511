"""What notify hears on Kafka. Handling only reserves letters: nothing outside the database is asked, nothing goes out here."""

from datetime import datetime
from functools import partial

from services.notify.application import Notify
from services.notify.domain.commands import Aanleiding
from services.notify.policies import nieuwe_dag, verzoeken
from services.notify.projections.schuldstanden import over_lening, volg
from shared.cloudevent import CloudEvent
from shared.contracts.base import Contract
from shared.contracts.topics import HEARS
from shared.facts import Cause
from shared.kafka.consumer import Consumer, Handler
from shared.organisatie.rijen import hoor
from shared.transaction import Transaction


def make(notify: Notify) -> tuple[Consumer, list[str]]:
    return Consumer("notify", notify.store, handler(notify, notify.startmerk())), [
        topic.name for topic in HEARS["notify"]
    ]


def handler(notify: Notify, startmerk: datetime) -> Handler:
    def handle(transaction: Transaction, event: CloudEvent, contract: Contract) -> None:
        if hoor(transaction, contract):
            return
        if dag := nieuwe_dag(contract):
            transaction.hear_day(dag)
        aanleiding = Aanleiding(
            event_id=event.id,
            vastgelegd=event.time,
            startmerk=startmerk,
            is_herhaling=event.replay is True,
        )
        if (lening_id := over_lening(contract)) and not aanleiding.is_herhaling:
            notify.volg(transaction, lening_id, partial(volg, event=contract))
        for verzoek in verzoeken(contract, aanleiding):
            cause = Cause(
                str(event.id),
                "notify",
                verzoek.op,
                correlation_id=event.correlationid,
                traceparent=event.traceparent,
            )
            notify.behandel(transaction, verzoek, cause)

    return handle
