"""Wiring of the ledger: `python -m services.ledger.main web`, `worker`, `projector`, `relay`, or several in one process."""

import asyncio
import sys

from services.ledger import settings
from services.ledger.adapters.inzage import Inzage
from services.ledger.adapters.publish import publish
from services.ledger.domain.events import FEITEN
from services.ledger.entrypoints import agents, http, web
from services.ledger.entrypoints.problems import TRANSLATION
from services.ledger.entrypoints.projector import Projector
from services.ledger.entrypoints.worker import Werkbank
from shared.kafka.batch import BatchRunner
from shared.kafka.relay import Relay
from shared.observability import Watchdog, set_up_logging
from shared.personen import Personenvraag
from shared.process import Part, run_parts
from shared.store import Store
from shared.web.app import make_app
from shared.web.serve import web_part


def make_part(process: str, chosen: settings.Settings, watchdog: Watchdog) -> Part:
    """One process of the ledger; raises ValueError for a name it does not have."""
    common = chosen.common
    store = Store(common.database, FEITEN)
    match process:
        case "web":
            inzage = Inzage(store, chosen.bank_key, chosen.rekeningen, chosen.kader)
            pages = web.make(inzage, Personenvraag.of("ledger"), chosen.parameters)
            app = make_app(
                "ledger", http.make(inzage), pages, ready={"database": store.end}, progress=inzage.stand, translation=TRANSLATION
            )
            return web_part(app, common.address)
        case "worker":
            consumer, topics = agents.make(store, chosen.parameters)
            runner = BatchRunner(
                consumer, common.kafka, [common.prefix + topic for topic in topics], group=common.prefix + consumer.name, watchdog=watchdog
            )
            return _together(runner.run, Werkbank(store, chosen.rekeningen, watchdog, chosen.kader).run)
        case "projector":
            return Projector(store, watchdog).run
        case "relay":
            return Relay(store, common.kafka, common.source, publish, watchdog, common.prefix).run
    raise ValueError(f"ledger has no process {process!r}: choose web, worker, projector, relay")


def _together(*parts: Part) -> Part:
    """Several loops as one part: the first failure ends them all."""

    async def run(stop: asyncio.Event) -> None:
        async with asyncio.TaskGroup() as group:
            for part in parts:
                group.create_task(part(stop))

    return run


def main(processes: list[str]) -> None:
    set_up_logging("ledger", "+".join(processes))
    chosen, watchdog = settings.read(), Watchdog()
    parts = [make_part(process, chosen, watchdog) for process in processes]
    if "web" not in processes:
        watchdog.start()
    run_parts(parts)


if __name__ == "__main__":
    main(sys.argv[1:])
