"""Wiring of routing: `python -m services.routing.main web`, `projector`, `relay`, or several in one process; `agent` on its own."""

import sys
import tempfile

from services.routing import settings
from services.routing.adapters.publish import publish
from services.routing.application import Routing
from services.routing.domain.events import FEITEN
from services.routing.entrypoints import agents, http, projector, web
from shared.kafka.batch import BatchRunner
from shared.kafka.consumer import Consumer
from shared.kafka.faust_runner import attach, make_faust_app, run_worker
from shared.kafka.relay import Relay
from shared.observability import Watchdog, set_up_logging
from shared.personen import Personenvraag
from shared.process import Part, run_parts
from shared.progress import progress
from shared.settings import Common
from shared.store import Store
from shared.web.app import make_app
from shared.web.serve import web_part


def make_part(process: str, chosen: settings.Settings, watchdog: Watchdog) -> Part:
    """One process of routing; raises ValueError for a name it does not have."""
    common = chosen.common
    store = Store(common.database, FEITEN)
    match process:
        case "web":
            routing = Routing(store)
            app = make_app(
                "routing", http.make(routing), web.make(routing, Personenvraag.of("routing")), ready={"database": store.end},
                progress=lambda: progress(store), translation=http.TRANSLATION,
            )  # fmt: skip
            return web_part(app, common.address)
        case "agent":
            return _batch(*agents.make(store), common, watchdog)
        case "projector":
            return _batch(*projector.make(store), common, watchdog)
        case "relay":
            return Relay(store, common.kafka, common.source, publish, watchdog, common.prefix).run
    raise ValueError(f"routing has no process {process!r}: choose web, agent, projector, relay")


def run_agent(chosen: settings.Settings, watchdog: Watchdog) -> None:
    """The agent under Faust, which wants a process of its own."""
    common = chosen.common
    consumer, topics = agents.make(Store(common.database, FEITEN))
    with tempfile.TemporaryDirectory(prefix="doorstart-faust-") as folder:
        app = make_faust_app(common.prefix + consumer.name, common.kafka, folder)
        attach(app, consumer, common.kafka, [common.prefix + topic for topic in topics], watchdog)
        run_worker(app)


def main(processes: list[str]) -> None:
    set_up_logging("routing", "+".join(processes))
    chosen, watchdog = settings.read(), Watchdog()
    if "web" not in processes:
        watchdog.start()
    if processes == ["agent"] and chosen.runner == "faust":
        run_agent(chosen, watchdog)
    else:
        run_parts([make_part(process, chosen, watchdog) for process in processes])


def _batch(consumer: Consumer, topics: list[str], common: Common, watchdog: Watchdog) -> Part:
    names = [common.prefix + topic for topic in topics]
    return BatchRunner(consumer, common.kafka, names, group=common.prefix + consumer.name, watchdog=watchdog).run


if __name__ == "__main__":
    main(sys.argv[1:])
