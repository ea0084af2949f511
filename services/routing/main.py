"""Wiring of routing: `python -m services.routing.main web`, `agent`, `projector`, `relay`, or several in one; `instroom` on its own."""

import sys
import tempfile
from functools import partial

from services.routing import settings
from services.routing.domain.events import FEITEN
from services.routing.entrypoints.problems import TRANSLATION
from shared.observability import Watchdog, set_up_logging, tell_how_it_ends
from shared.process import Part, run_service
from shared.store import Store


def make_part(process: str, chosen: settings.Settings, watchdog: Watchdog) -> Part:
    """One process of routing; raises ValueError for a name it does not have."""
    store = Store(chosen.common.database, FEITEN)
    match process:
        case "web":
            return _web(store, chosen)
        case "agent":
            return _agent(store, chosen, watchdog)
        case "projector":
            return _projector(store, chosen, watchdog)
        case "relay":
            return _relay(store, chosen, watchdog)
    raise ValueError(
        f"routing has no process {process!r}: choose web, agent, projector, relay, instroom"
    )


# Each process imports what it needs and no more: a relay without a web server starts sooner and is half the size.
def _web(store: Store, chosen: settings.Settings) -> Part:
    from services.routing.adapters import metingen
    from services.routing.application import Routing
    from services.routing.entrypoints import http, rechten, web
    from shared.aside import Desk
    from shared.organisatie.rijen import organisatie_en_dag
    from shared.personen import Personenvraag
    from shared.progress import progress
    from shared.web.app import make_app
    from shared.web.serve import web_part

    routing = Routing(store, chosen.parameters)
    app = make_app(
        "routing",
        http.make(routing),
        web.make(routing, Personenvraag.of("routing")),
        ready={"database": store.end},
        progress=lambda: progress(store),
        desk=Desk(store),
        organisatie=partial(organisatie_en_dag, store),
        rechten=rechten.make(store),
        measures=metingen.measures,
        translation=TRANSLATION,
    )
    return web_part(app, chosen.common.address)


def _agent(store: Store, chosen: settings.Settings, watchdog: Watchdog) -> Part:
    from services.routing.entrypoints import agents
    from shared.kafka.batch import batch_part

    return batch_part(*agents.make(store, chosen.parameters), chosen.common, watchdog)


def _projector(store: Store, chosen: settings.Settings, watchdog: Watchdog) -> Part:
    from services.routing.entrypoints import projector
    from shared.kafka.batch import batch_part

    return batch_part(*projector.make(store, chosen.parameters), chosen.common, watchdog)


def _relay(store: Store, chosen: settings.Settings, watchdog: Watchdog) -> Part:
    from services.routing.adapters.publish import publish
    from shared.kafka.relay import relay_part

    return relay_part(store, publish, chosen.common, watchdog)


def count_inflow() -> None:
    """The live figures, under Faust, which wants a process of its own."""
    from services.routing.entrypoints.instroom import NAME, TOPICS, Instroom
    from shared.kafka.faust_runner import make_faust_app, run_worker

    set_up_logging("routing", "instroom")
    tell_how_it_ends()
    common, watchdog = settings.read().common, Watchdog()
    watchdog.start()
    with tempfile.TemporaryDirectory(prefix="doorstart-faust-") as folder:
        app = make_faust_app(common.prefix + NAME, common.kafka, folder, common.instance)
        Instroom(
            app,
            Store(common.database, FEITEN),
            watchdog,
            [common.prefix + topic for topic in TOPICS],
        )
        run_worker(app)


def main(processes: list[str]) -> None:
    if processes == ["instroom"]:
        count_inflow()
    else:
        run_service("routing", processes, settings.read, make_part)


if __name__ == "__main__":
    main(sys.argv[1:])
