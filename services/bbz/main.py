"""Wiring of bbz: `python -m services.bbz.main web`, `worker`, `relay`, or several in one process."""

import sys

from services.bbz import settings
from services.bbz.adapters.publish import publish
from services.bbz.application import Bbz
from services.bbz.domain.events import FEITEN
from services.bbz.entrypoints import agents, http, web
from services.bbz.entrypoints.problems import TRANSLATION
from shared.kafka.batch import BatchRunner
from shared.kafka.relay import Relay
from shared.observability import Watchdog, set_up_logging
from shared.personen import Personenvraag
from shared.process import Part, run_parts, web_part
from shared.progress import progress
from shared.store import Store
from shared.web.app import make_app


def make_part(process: str, chosen: settings.Settings, watchdog: Watchdog) -> Part:
    """One process of bbz; raises ValueError for a name it does not have."""
    common = chosen.common
    store = Store(common.database, FEITEN)
    match process:
        case "web":
            bbz = Bbz(store, chosen.kader)
            app = make_app(
                "bbz", http.make(bbz), web.make(bbz, Personenvraag.of("bbz")), ready={"database": store.end},
                progress=lambda: progress(store), translation=TRANSLATION,
            )  # fmt: skip
            return web_part(app, common.address)
        case "worker":
            consumer, topics = agents.make(store, chosen.kader)
            return BatchRunner(
                consumer, common.kafka, [common.prefix + topic for topic in topics], group=common.prefix + consumer.name, watchdog=watchdog
            ).run
        case "relay":
            return Relay(store, common.kafka, common.source, publish, watchdog, common.prefix).run
    raise ValueError(f"bbz has no process {process!r}: choose web, worker, relay")


def main(processes: list[str]) -> None:
    set_up_logging("bbz", "+".join(processes))
    chosen, watchdog = settings.read(), Watchdog()
    parts = [make_part(process, chosen, watchdog) for process in processes]
    if "web" not in processes:
        watchdog.start()
    run_parts(parts)


if __name__ == "__main__":
    main(sys.argv[1:])
