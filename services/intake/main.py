"""Wiring of intake: `python -m services.intake.main web`, `worker`, `relay`, or several in one process."""

import sys

from services.intake import settings
from services.intake.adapters.publish import publish
from services.intake.adapters.register import Register
from services.intake.application import Intake
from services.intake.domain.events import FEITEN
from services.intake.entrypoints import agents, http, web
from shared.kafka.batch import BatchRunner
from shared.kafka.relay import Relay
from shared.observability import Watchdog, set_up_logging
from shared.process import Part, run_parts, web_part
from shared.progress import progress
from shared.store import Store
from shared.web.app import make_app


def make_part(process: str, chosen: settings.Settings, watchdog: Watchdog) -> Part:
    """One process of intake; raises ValueError for a name it does not have."""
    common = chosen.common
    store = Store(common.database, FEITEN)
    intake = Intake(store, Register(chosen.master))
    match process:
        case "web":
            app = make_app(
                "intake", http.make(intake, chosen.credentials), web.make(intake), ready={"database": store.end},
                progress=lambda: progress(store), translation=http.TRANSLATION,
            )  # fmt: skip
            return web_part(app, common.address)
        case "worker":
            consumer, topics = agents.make(store)
            return BatchRunner(
                consumer, common.kafka, [common.prefix + topic for topic in topics], group=common.prefix + consumer.name, watchdog=watchdog
            ).run
        case "relay":
            return Relay(store, common.kafka, common.source, publish, watchdog, common.prefix).run
    raise ValueError(f"intake has no process {process!r}: choose web, worker, relay")


def main(processes: list[str]) -> None:
    set_up_logging("intake", "+".join(processes))
    chosen, watchdog = settings.read(), Watchdog()
    parts = [make_part(process, chosen, watchdog) for process in processes]
    if "web" not in processes:
        watchdog.start()
    run_parts(parts)


if __name__ == "__main__":
    main(sys.argv[1:])
