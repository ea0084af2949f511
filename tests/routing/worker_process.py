"""routing's agent as a process, but one dossier (`TEST_DOSSIER`) behaves as `TEST_MODE` says. For the tests of failure only."""

import os
from dataclasses import replace

from services.routing import settings
from services.routing.domain.events import FEITEN
from services.routing.entrypoints import agents
from shared.cloudevent import CloudEvent
from shared.contracts.base import Contract
from shared.kafka.batch import batch_part
from shared.observability import Watchdog
from shared.process import Part, run_service
from shared.store import Store
from shared.transaction import Transaction


class CannotFinish(BaseException):
    """Not even parking is possible."""


def make_part(_process: str, chosen: settings.Settings, watchdog: Watchdog) -> Part:
    consumer, topics = agents.make(Store(chosen.common.database, FEITEN), chosen.parameters)
    dossier, mode = os.environ["TEST_DOSSIER"], os.environ["TEST_MODE"]

    def handle(transaction: Transaction, event: CloudEvent, contract: Contract) -> None:
        consumer.handle(transaction, event, contract)
        if contract.key() != dossier:
            return
        if mode == "raise":
            raise ValueError("this dossier cannot be handled")
        if mode == "sleep":
            transaction.cursor.execute("SELECT pg_sleep(1.5)")
        if mode == "cannot_finish":
            raise CannotFinish

    return batch_part(replace(consumer, handle=handle), topics, chosen.common, watchdog)


if __name__ == "__main__":
    run_service("routing", ["agent"], settings.read, make_part)
