"""Wiring of intake: `python -m services.intake.main web`, `worker`, `relay`, `imports`, or several in one process."""

import sys
from functools import partial

from services.intake import settings
from services.intake.adapters.scanner import Clamd
from services.intake.domain.events import FEITEN
from shared.observability import Watchdog
from shared.process import Part, run_service, together
from shared.store import Store


def make_part(process: str, chosen: settings.Settings, watchdog: Watchdog) -> Part:
    """One process of intake; raises ValueError for a name it does not have."""
    store = Store(chosen.common.database, FEITEN)
    match process:
        case "web":
            return _web(store, chosen)
        case "worker":
            return _worker(store, chosen, watchdog)
        case "relay":
            return _relay(store, chosen, watchdog)
        case "imports":
            return _imports(store, chosen)
    raise ValueError(f"intake has no process {process!r}: choose web, worker, relay, imports")


# Each process imports what it needs and no more: a relay without a web server starts sooner and is half the size.
def _web(store: Store, chosen: settings.Settings) -> Part:
    from services.intake.adapters.register import Register
    from services.intake.application import Intake
    from services.intake.application.stukken import Stukkenkast
    from services.intake.domain.stukken.nodig import Nodig
    from services.intake.entrypoints import http, inleveren, rechten, stukken_web, web
    from shared.aside import Desk
    from shared.organisatie.rijen import organisatie_en_dag
    from shared.web.app import make_app
    from shared.web.serve import web_part

    intake = Intake(store, Register(chosen.master))
    kast, nodig = Stukkenkast(store, intake.register, chosen.poort), Nodig(chosen.parameters)
    pages = web.make(intake)
    stukken_web.add_pages(pages, kast, nodig)
    inleveren.add_pages(pages, kast, nodig)
    app = make_app(
        "intake",
        http.make(
            intake,
            chosen.credentials,
            kast,
            nodig,
            http.Inleverpost(chosen.inleveradres, nodig),
        ),
        pages,
        ready={"database": store.end},
        progress=lambda: how_far(store),
        desk=Desk(store),
        organisatie=partial(organisatie_en_dag, store),
        rechten=rechten.make(store),
        translation=http.TRANSLATION,
    )
    return web_part(app, chosen.common.address)


def how_far(store: Store) -> dict[str, object]:
    """The standing of every service, and the files that wait to be read."""
    from services.intake.adapters import imports
    from shared.progress import progress

    with store.cursor() as cursor:
        waiting = imports.waiting(cursor)
    return {**progress(store), "waiting_imports": waiting}


def _worker(store: Store, chosen: settings.Settings, watchdog: Watchdog) -> Part:
    from services.intake.adapters.register import Register
    from services.intake.adapters.zoekindex import Zoekindex
    from services.intake.entrypoints import agents
    from services.intake.entrypoints.merker import Merker
    from shared.kafka.batch import batch_part

    parts = [
        batch_part(*agents.make(store), chosen.common, watchdog),
        Merker(store, Zoekindex(Register(chosen.master))).run,
    ]
    if chosen.poort.clamd:
        parts.append(_nascan(store, chosen, chosen.poort.clamd))
    return together(*parts)


def _nascan(store: Store, chosen: settings.Settings, clamd: Clamd) -> Part:
    from services.intake.adapters.register import Register
    from services.intake.application.stukken import Stukkenkast
    from services.intake.domain.stukken.nodig import Nodig
    from services.intake.entrypoints.nascan import Nascan

    kast = Stukkenkast(store, Register(chosen.master), chosen.poort)
    return Nascan(kast, Nodig(chosen.parameters), clamd).run


def _relay(store: Store, chosen: settings.Settings, watchdog: Watchdog) -> Part:
    from services.intake.adapters.publish import publish
    from shared.kafka.relay import relay_part

    return relay_part(store, publish, chosen.common, watchdog)


def _imports(store: Store, chosen: settings.Settings) -> Part:
    from services.intake.adapters.imports import Imports
    from services.intake.adapters.register import Register
    from services.intake.application import Intake
    from services.intake.entrypoints.importer import Importer

    return Importer(Intake(store, Register(chosen.master)), Imports(chosen.master)).run


if __name__ == "__main__":
    run_service("intake", sys.argv[1:], settings.read, make_part)
