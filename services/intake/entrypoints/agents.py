"""What intake hears on Kafka: the organisation, the day, the payment references of debts, and what becomes of applications."""

from services.intake.adapters import aanvragen, zoekindex
from services.intake.policies import (
    geopend,
    nieuw_kenmerk,
    nieuwe_dag,
    over_tijd,
    uitkomst,
    voldaan,
)
from shared.cloudevent import CloudEvent
from shared.contracts.base import Contract
from shared.contracts.topics import HEARS
from shared.kafka.consumer import Consumer
from shared.organisatie.rijen import hoor
from shared.store import Store
from shared.transaction import Transaction


def make(store: Store) -> tuple[Consumer, list[str]]:
    return Consumer("intake", store, _handle), [topic.name for topic in HEARS["intake"]]


def _handle(transaction: Transaction, _event: CloudEvent, contract: Contract) -> None:
    if hoor(transaction, contract):
        return
    if dag := nieuwe_dag(contract):
        transaction.hear_day(dag)
    if kenmerk := nieuw_kenmerk(contract):
        zoekindex.ken(
            transaction.cursor,
            kenmerk.soort,
            kenmerk.schuld_id,
            kenmerk.betalingskenmerk,
            kenmerk.dossier_id,
        )
    if einde := voldaan(contract):
        zoekindex.voldaan(transaction.cursor, einde[0], is_voldaan=einde[1])
    if bekend := geopend(contract):
        aanvragen.hoor_geopend(transaction.cursor, bekend)
    if over := over_tijd(contract):
        aanvragen.hoor_over_tijd(transaction.cursor, over)
    if afloop := uitkomst(contract):
        aanvragen.hoor_stand(transaction.cursor, afloop.aanvraag_id, afloop.stand, afloop.tips)
