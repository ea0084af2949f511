"""routing's agent as a process, but one dossier (`TEST_DOSSIER`) behaves as `TEST_MODE` says. For the tests of failure only."""

import os
from dataclasses import replace

from services.routing import settings
from services.routing.domain.events import FEITEN
from services.routing.entrypoints import agents
from shared.cloudevent import CloudEvent
from shared.contracts.base import Contract
from shared.kafka.faust_runner import attach, make_faust_app, run_worker
from shared.observability import Watchdog, set_up_logging
from shared.store import Store, Transaction


class CannotFinish(BaseException):
    """Not even parking is possible."""


def main() -> None:
    set_up_logging("routing", "agent")
    common = settings.read().common
    consumer, topics = agents.make(Store(common.database, FEITEN))
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

    app = make_faust_app(common.prefix + consumer.name, common.kafka, os.environ["TEST_FOLDER"])
    attach(
        app,
        replace(consumer, handle=handle),
        common.kafka,
        [common.prefix + topic for topic in topics],
        Watchdog(),
    )
    run_worker(app)


if __name__ == "__main__":
    main()
