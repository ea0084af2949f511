"""Wiring of bbz: `python -m services.bbz.main web`, `worker`, `relay`, or several in one process."""

import sys
from functools import partial

from services.bbz import settings
from services.bbz.domain.events import FEITEN
from shared.observability import Watchdog
from shared.process import Part, run_service
from shared.store import Store


def make_part(process: str, chosen: settings.Settings, watchdog: Watchdog) -> Part:
    """One process of bbz; raises ValueError for a name it does not have."""
    store = Store(chosen.common.database, FEITEN)
    match process:
        case "web":
            return _web(store, chosen)
        case "worker":
            return _worker(store, chosen, watchdog)
        case "relay":
            return _relay(store, chosen, watchdog)
    raise ValueError(f"bbz has no process {process!r}: choose web, worker, relay")


# Each process imports what it needs and no more: a relay without a web server starts sooner and is half the size.
def _web(store: Store, chosen: settings.Settings) -> Part:
    from services.bbz.application import Bbz
    from services.bbz.entrypoints import http, rechten, web
    from services.bbz.entrypoints.problems import TRANSLATION
    from shared.aside import Desk
    from shared.organisatie.rijen import organisatie_en_dag
    from shared.personen import Personenvraag
    from shared.progress import progress
    from shared.web.app import make_app
    from shared.web.serve import web_part

    bbz = Bbz(store, chosen.parameters)
    app = make_app(
        "bbz",
        http.make(bbz),
        web.make(bbz, Personenvraag.of("bbz")),
        ready={"database": store.end},
        progress=lambda: progress(store),
        desk=Desk(store),
        organisatie=partial(organisatie_en_dag, store),
        rechten=rechten.make(store),
        translation=TRANSLATION,
    )
    return web_part(app, chosen.common.address)


def _worker(store: Store, chosen: settings.Settings, watchdog: Watchdog) -> Part:
    from services.bbz.entrypoints import agents
    from shared.kafka.batch import batch_part

    return batch_part(*agents.make(store, chosen.parameters), chosen.common, watchdog)


def _relay(store: Store, chosen: settings.Settings, watchdog: Watchdog) -> Part:
    from services.bbz.adapters.publish import publish
    from shared.kafka.relay import relay_part

    return relay_part(store, publish, chosen.common, watchdog)


if __name__ == "__main__":
    run_service("bbz", sys.argv[1:], settings.read, make_part)
