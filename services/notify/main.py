"""Wiring of notify: `python -m services.notify.main web`, `worker`, `relay`, or several in one process."""

import asyncio
import sys

from services.notify import settings
from services.notify.adapters.publish import publish
from services.notify.application import Notify
from services.notify.domain.events import FEITEN
from services.notify.entrypoints import agents, http, web
from services.notify.entrypoints.delivery import Delivery
from services.notify.projections import verzendingen
from shared.kafka.batch import BatchRunner
from shared.kafka.relay import Relay
from shared.observability import Watchdog, set_up_logging
from shared.process import Part, run_parts, web_part
from shared.progress import progress
from shared.store import Store
from shared.web.app import make_app


def make_part(process: str, chosen: settings.Settings, watchdog: Watchdog) -> Part:
    """One process of notify; raises ValueError for a name it does not have."""
    common = chosen.common
    notify = Notify(Store(common.database, FEITEN))
    match process:
        case "web":
            app = make_app(
                "notify", http.make(notify), web.make(notify, chosen.personen), ready={"database": notify.store.end},
                progress=lambda: how_far(notify), translation=http.TRANSLATION,
            )  # fmt: skip
            return web_part(app, common.address)
        case "worker":
            return make_worker(notify, chosen, watchdog)
        case "relay":
            return Relay(notify.store, common.kafka, common.source, publish, watchdog, common.prefix).run
    raise ValueError(f"notify has no process {process!r}: choose web, worker, relay")


def make_worker(notify: Notify, chosen: settings.Settings, watchdog: Watchdog) -> Part:
    """Listening and delivering side by side: when intake is down, events are still heard and letters still reserved."""
    common = chosen.common
    delivery = Delivery(notify, chosen.personen, chosen.afzenders, chosen.parameters)

    async def work(stop: asyncio.Event) -> None:
        consumer, topics = await asyncio.to_thread(agents.make, notify)
        listening = BatchRunner(
            consumer, common.kafka, [common.prefix + topic for topic in topics], group=common.prefix + consumer.name, watchdog=watchdog
        )
        async with asyncio.TaskGroup() as group:
            group.create_task(listening.run(stop))
            group.create_task(delivery.run(stop))

    return work


def how_far(notify: Notify) -> dict[str, object]:
    """The standing of every service, and the letters that wait."""
    with notify.store.cursor() as cursor:
        waiting = verzendingen.number_waiting(cursor)
    return {**progress(notify.store), "waiting_letters": waiting}


def main(processes: list[str]) -> None:
    set_up_logging("notify", "+".join(processes))
    chosen, watchdog = settings.read(), Watchdog()
    parts = [make_part(process, chosen, watchdog) for process in processes]
    if "web" not in processes:
        watchdog.start()
    run_parts(parts)


if __name__ == "__main__":
    main(sys.argv[1:])
