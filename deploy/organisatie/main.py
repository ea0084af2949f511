"""The organisation: a log, an API to change it, a relay that tells it, pages that show it.

It hears the day, and of which municipality each dossier is.
"""

import sys
from functools import partial

from deploy.organisatie import dossiers, rechten
from deploy.organisatie.api import TRANSLATION, make_api
from deploy.organisatie.domain import FEITEN
from deploy.organisatie.pages import make_pages
from shared.aside import Desk
from shared.cloudevent import CloudEvent
from shared.contracts import intake, klok
from shared.contracts.base import Contract
from shared.contracts.topics import HEARS
from shared.facts import StoredFact
from shared.kafka.batch import batch_part
from shared.kafka.consumer import Consumer
from shared.kafka.relay import relay_part
from shared.observability import Watchdog
from shared.organisatie.rijen import organisatie_en_dag
from shared.process import Part, run_service
from shared.progress import progress
from shared.settings import Common, common
from shared.store import Store
from shared.transaction import Transaction
from shared.web.app import make_app
from shared.web.serve import web_part

NAME = "organisatie"


def publish(stored: StoredFact) -> Contract:
    """What is stored is what is told."""
    told: Contract = stored.fact
    return told


def hear(transaction: Transaction, _event: CloudEvent, contract: Contract) -> None:
    if isinstance(contract, klok.DagAangebroken):
        transaction.hear_day(contract.dag)
    if isinstance(contract, intake.AanmeldingOntvangen):
        dossiers.ken(transaction.cursor, contract.dossier_id, contract.gemeente)


def make_part(process: str, chosen: Common, watchdog: Watchdog) -> Part:
    store = Store(chosen.database, FEITEN)
    match process:
        case "web":
            app = make_app(
                NAME,
                make_api(store),
                make_pages(store),
                ready={"database": store.end},
                progress=lambda: progress(store),
                desk=Desk(store),
                organisatie=partial(organisatie_en_dag, store),
                rechten=rechten.make(store),
                translation=TRANSLATION,
            )
            return web_part(app, chosen.address)
        case "worker":
            consumer = Consumer(NAME, store, hear)
            return batch_part(consumer, [topic.name for topic in HEARS[NAME]], chosen, watchdog)
        case "relay":
            return relay_part(store, publish, chosen, watchdog)
    raise ValueError(f"organisatie has no process {process!r}: choose web, worker, relay")


if __name__ == "__main__":
    run_service(NAME, sys.argv[1:], lambda: common(NAME), make_part)
