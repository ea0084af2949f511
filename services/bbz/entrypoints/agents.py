"""What bbz hears on Kafka: applications, what changes in their dossier, opened loans, the organisation, and the day."""

from collections.abc import Sequence
from datetime import date

from services.bbz import policies
from services.bbz.adapters.termijnbewaking import lapsed, park
from services.bbz.application import AANVRAAG, verwerk_in
from services.bbz.domain.commands import Aanvraagverzoek, ControleerBeslistermijn
from services.bbz.projections import aanvragen
from shared.again import apart, is_to_do_again
from shared.aside import reason_of
from shared.cloudevent import CloudEvent
from shared.contracts.base import Contract
from shared.contracts.topics import HEARS
from shared.facts import Cause
from shared.kafka.consumer import Consumer
from shared.observability import log
from shared.organisatie.rijen import hoor
from shared.parameters import Parameterset
from shared.store import Store
from shared.transaction import Transaction


def make(store: Store, parameters: Parameterset) -> tuple[Consumer, list[str]]:
    def handle(transaction: Transaction, event: CloudEvent, contract: Contract) -> None:
        if hoor(transaction, contract):
            return
        if dag := policies.nieuwe_dag(contract):
            transaction.hear_day(dag)
            _controleer_termijnen(transaction, parameters, dag, event)
        for verzoek in _gevraagd(transaction, contract):
            verwerk_in(transaction, parameters, verzoek, _cause(event, verzoek.op))

    return Consumer("bbz", store, handle, _prefetch), [topic.name for topic in HEARS["bbz"]]


def _gevraagd(transaction: Transaction, contract: Contract) -> list[Aanvraagverzoek]:
    """What is asked of the application that the event names, or of every running one of its dossier."""
    dossier_id = policies.raakt_dossier(contract)
    if dossier_id is None:
        return policies.verzoeken(contract)
    lopende = aanvragen.lopende(transaction.cursor, dossier_id)
    return [een for lopend in lopende if (een := policies.verzoek_aan(contract, lopend))]


def _controleer_termijnen(
    transaction: Transaction, parameters: Parameterset, dag: date, event: CloudEvent
) -> None:
    """Each application on its own: one that fails waits under its own id, the day is everybody's."""
    verstreken = lapsed(transaction.cursor, dag)
    transaction.prefetch(AANVRAAG, verstreken)
    for aanvraag_id in verstreken:
        try:
            with apart(transaction):
                verwerk_in(
                    transaction,
                    parameters,
                    ControleerBeslistermijn(aanvraag_id=aanvraag_id, op=dag),
                    _cause(event, dag),
                )
        except Exception as error:
            if is_to_do_again(error):
                raise
            log.error(
                "application is parked",
                aanvraag_id=str(aanvraag_id),
                dag=dag.isoformat(),
                reason=reason_of(error),
            )
            park(transaction.cursor, aanvraag_id, dag, error)


def _cause(event: CloudEvent, op: date) -> Cause:
    return Cause(str(event.id), "bbz", op, traceparent=event.traceparent)


def _prefetch(transaction: Transaction, page: Sequence[Contract]) -> None:
    transaction.prefetch(
        AANVRAAG,
        [verzoek.aanvraag_id for contract in page for verzoek in policies.verzoeken(contract)],
    )
