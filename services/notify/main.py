"""Wiring of notify: `python -m services.notify.main web`, `worker`, `relay`, or several in one process."""

import asyncio
import sys
from functools import partial

from services.notify import settings
from services.notify.application import Notify
from services.notify.domain.events import FEITEN
from shared.observability import Watchdog
from shared.process import Part, run_service
from shared.store import Store


def make_part(process: str, chosen: settings.Settings, watchdog: Watchdog) -> Part:
    """One process of notify; raises ValueError for a name it does not have."""
    notify = Notify(Store(chosen.common.database, FEITEN))
    match process:
        case "web":
            return _web(notify, chosen)
        case "worker":
            return make_worker(notify, chosen, watchdog)
        case "relay":
            return _relay(notify, chosen, watchdog)
    raise ValueError(f"notify has no process {process!r}: choose web, worker, relay")


# Each process imports what it needs and no more: a relay without a web server starts sooner and is half the size.
def _web(notify: Notify, chosen: settings.Settings) -> Part:
    from services.notify.entrypoints import held, http, rechten, web
    from shared.organisatie.rijen import organisatie_en_dag
    from shared.web.app import make_app
    from shared.web.serve import web_part

    app = make_app(
        "notify",
        http.make(notify),
        web.make(notify, chosen.personen),
        ready={"database": notify.store.end},
        progress=lambda: how_far(notify),
        desk=held.desk(notify),
        organisatie=partial(organisatie_en_dag, notify.store),
        rechten=rechten.make(notify.store),
        translation=http.TRANSLATION,
    )
    return web_part(app, chosen.common.address)


def make_worker(notify: Notify, chosen: settings.Settings, watchdog: Watchdog) -> Part:
    """Listening and delivering side by side: when intake is down, events are still heard and letters still reserved."""
    from services.notify.entrypoints import agents
    from services.notify.entrypoints.delivery import Delivery
    from shared.kafka.batch import batch_part

    delivery = Delivery(notify, chosen.personen, chosen.parameters, watchdog=watchdog)

    async def work(stop: asyncio.Event) -> None:
        listening = batch_part(
            *await asyncio.to_thread(agents.make, notify), chosen.common, watchdog
        )
        async with asyncio.TaskGroup() as group:
            group.create_task(listening(stop))
            group.create_task(delivery.run(stop))

    return work


def _relay(notify: Notify, chosen: settings.Settings, watchdog: Watchdog) -> Part:
    from services.notify.adapters.publish import publish
    from shared.kafka.relay import relay_part

    return relay_part(notify.store, publish, chosen.common, watchdog)


def how_far(notify: Notify) -> dict[str, object]:
    """The standing of every service, and the letters that could go out today and wait."""
    from services.notify.projections import verzendingen
    from shared.progress import progress

    today = notify.postdag()
    with notify.store.cursor() as cursor:
        waiting = verzendingen.number_waiting(cursor, today) if today else 0
    return {**progress(notify.store), "waiting_letters": waiting}


if __name__ == "__main__":
    run_service("notify", sys.argv[1:], settings.read, make_part)
