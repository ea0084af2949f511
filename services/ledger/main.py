"""Wiring of the ledger: `python -m services.ledger.main web`, `worker`, `projector`, `relay`, or several in one process."""

import sys
from functools import partial

from services.ledger import settings
from services.ledger.adapters.log import FEITEN
from shared.observability import Watchdog
from shared.process import Part, run_service, together
from shared.store import Store


def make_part(process: str, chosen: settings.Settings, watchdog: Watchdog) -> Part:
    """One process of the ledger; raises ValueError for a name it does not have."""
    store = Store(chosen.common.database, FEITEN)
    match process:
        case "web":
            return _web(store, chosen)
        case "worker":
            return _worker(store, chosen, watchdog)
        case "projector":
            return _projector(store, watchdog)
        case "relay":
            return _relay(store, chosen, watchdog)
    raise ValueError(f"ledger has no process {process!r}: choose web, worker, projector, relay")


# Each process imports what it needs and no more: a relay without a web server starts sooner and is half the size.
def _web(store: Store, chosen: settings.Settings) -> Part:
    from services.ledger.adapters.inzage import Inzage
    from services.ledger.adapters.lening import metingen
    from services.ledger.entrypoints import http, rechten, web
    from services.ledger.entrypoints.problems import TRANSLATION
    from shared.aside import Desk
    from shared.organisatie.rijen import organisatie_en_dag
    from shared.personen import Personenvraag
    from shared.web.app import make_app
    from shared.web.serve import web_part

    inzage = Inzage(store, chosen.bank_key, chosen.rekeningen, chosen.kader)
    pages = web.make(inzage, Personenvraag.of("ledger"), chosen.parameters)
    app = make_app(
        "ledger",
        http.make(inzage),
        pages,
        ready={"database": store.end},
        progress=inzage.stand,
        translation=TRANSLATION,
        desk=Desk(store),
        organisatie=partial(organisatie_en_dag, store),
        rechten=rechten.make(store),
        measures=metingen.measures,
    )
    return web_part(app, chosen.common.address)


def _worker(store: Store, chosen: settings.Settings, watchdog: Watchdog) -> Part:
    """Events, bank lines and the day: one writer on the loans."""
    from services.ledger.entrypoints import agents
    from services.ledger.entrypoints.worker import Werkbank
    from shared.kafka.batch import batch_part

    listening = batch_part(*agents.make(store, chosen.kader), chosen.common, watchdog)
    return together(listening, Werkbank(store, chosen.rekeningen, watchdog, chosen.kader).run)


def _projector(store: Store, watchdog: Watchdog) -> Part:
    from services.ledger.entrypoints import projector

    return projector.make(store, watchdog).run


def _relay(store: Store, chosen: settings.Settings, watchdog: Watchdog) -> Part:
    from services.ledger.adapters.publish import publish
    from shared.kafka.relay import relay_part

    return relay_part(store, publish, chosen.common, watchdog)


if __name__ == "__main__":
    run_service("ledger", sys.argv[1:], settings.read, make_part)
