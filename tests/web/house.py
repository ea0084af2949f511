"""The web applications of all services, the clock and the organisation, each on a real database of its own: past every address."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import get_args

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from deploy.klok import main as klok
from deploy.klok import rechten as klok_rechten
from deploy.klok.domain import FEITEN as KLOK_FEITEN
from deploy.klok.pages import make_pages
from deploy.organisatie import api as organisatie_api
from deploy.organisatie import pages as organisatie_pages
from deploy.organisatie import rechten as organisatie_rechten
from deploy.organisatie.domain import FEITEN as ORGANISATIE_FEITEN
from services.bbz.application import Bbz
from services.bbz.domain.events import FEITEN as BBZ_FEITEN
from services.bbz.entrypoints import http as bbz_http
from services.bbz.entrypoints import rechten as bbz_rechten
from services.bbz.entrypoints import web as bbz_web
from services.bbz.entrypoints.problems import TRANSLATION as BBZ_TRANSLATION
from services.intake.adapters.register import Register
from services.intake.adapters.scanner import Poort
from services.intake.adapters.seals import MasterKey
from services.intake.application import Intake
from services.intake.application.stukken import Stukkenkast
from services.intake.domain.events import FEITEN as INTAKE_FEITEN
from services.intake.domain.stukken.nodig import Nodig
from services.intake.entrypoints import http as intake_http
from services.intake.entrypoints import inleveren as intake_inleveren
from services.intake.entrypoints import rechten as intake_rechten
from services.intake.entrypoints import stukken_web as intake_stukken
from services.intake.entrypoints import web as intake_web
from services.ledger.adapters.inzage import Inzage
from services.ledger.adapters.log import FEITEN as LEDGER_FEITEN
from services.ledger.entrypoints import http as ledger_http
from services.ledger.entrypoints import rechten as ledger_rechten
from services.ledger.entrypoints import web as ledger_web
from services.ledger.entrypoints.problems import TRANSLATION as LEDGER_TRANSLATION
from services.notify.application import Notify
from services.notify.domain.events import FEITEN as NOTIFY_FEITEN
from services.notify.entrypoints import http as notify_http
from services.notify.entrypoints import rechten as notify_rechten
from services.notify.entrypoints import web as notify_web
from services.routing.application import Routing
from services.routing.domain.events import FEITEN as ROUTING_FEITEN
from services.routing.entrypoints import http as routing_http
from services.routing.entrypoints import rechten as routing_rechten
from services.routing.entrypoints import web as routing_web
from services.routing.entrypoints.problems import TRANSLATION as ROUTING_TRANSLATION
from shared.contracts.organisatie import Rol
from shared.organisatie.rijen import organisatie_en_dag
from shared.parameter_files import load_parameters
from shared.personen import Personenvraag
from shared.settings import Database
from shared.store import Store
from shared.web.app import make_app
from shared.web.login import Who
from tests.bbz.gegeven import KADER as BBZ_KADER
from tests.steun.ledger.stad import KADER, KEY, PARAMETERS, REKENINGEN
from tests.steun.organisatie import aanstellen, vertel

FACTS = {
    "intake": INTAKE_FEITEN,
    "routing": ROUTING_FEITEN,
    "bbz": BBZ_FEITEN,
    "ledger": LEDGER_FEITEN,
    "notify": NOTIFY_FEITEN,
    "klok": KLOK_FEITEN,
    "organisatie": ORGANISATIE_FEITEN,
}
SERVICES = tuple(FACTS)
TOKEN = "token-of-notify"
NOBODY = Personenvraag("http://127.0.0.1:1", "")
Made = Callable[[Store, Who | None], FastAPI]


def _klok(store: Store, who: Who | None) -> FastAPI:
    pages = make_pages(store, klok.laat_aanbreken)
    return make_app(
        "klok",
        klok.make_clock_api(store),
        pages,
        organisatie=partial(organisatie_en_dag, store),
        rechten=klok_rechten.make(store),
        who=who,
    )


def _organisatie(store: Store, who: Who | None) -> FastAPI:
    return make_app(
        "organisatie",
        organisatie_api.make_api(store),
        organisatie_pages.make_pages(store),
        translation=organisatie_api.TRANSLATION,
        who=who,
        organisatie=partial(organisatie_en_dag, store),
        rechten=organisatie_rechten.make(store),
    )


def _intake(store: Store, who: Who | None) -> FastAPI:
    intake = Intake(store, Register(MasterKey.from_secret(b"x" * 32)))
    pages, nodig = intake_web.make(intake), Nodig(load_parameters())
    kast = Stukkenkast(store, intake.register, Poort(is_demo=True))
    intake_stukken.add_pages(pages, kast, nodig)
    intake_inleveren.add_pages(pages, kast, nodig)
    return make_app(
        "intake",
        intake_http.make(intake, {TOKEN: "notify"}, kast, nodig),
        pages,
        translation=intake_http.TRANSLATION,
        who=who,
        organisatie=partial(organisatie_en_dag, store),
        rechten=intake_rechten.make(store),
    )


def _routing(store: Store, who: Who | None) -> FastAPI:
    routing = Routing(store, load_parameters())
    return make_app(
        "routing",
        routing_http.make(routing),
        routing_web.make(routing, NOBODY),
        translation=ROUTING_TRANSLATION,
        who=who,
        organisatie=partial(organisatie_en_dag, store),
        rechten=routing_rechten.make(store),
    )


def _bbz(store: Store, who: Who | None) -> FastAPI:
    bbz = Bbz(store, BBZ_KADER.parameters)
    return make_app(
        "bbz",
        bbz_http.make(bbz),
        bbz_web.make(bbz, NOBODY),
        translation=BBZ_TRANSLATION,
        who=who,
        organisatie=partial(organisatie_en_dag, store),
        rechten=bbz_rechten.make(store),
    )


def _ledger(store: Store, who: Who | None) -> FastAPI:
    inzage = Inzage(store, KEY, REKENINGEN, KADER)
    return make_app(
        "ledger",
        ledger_http.make(inzage),
        ledger_web.make(inzage, NOBODY, PARAMETERS),
        translation=LEDGER_TRANSLATION,
        who=who,
        organisatie=partial(organisatie_en_dag, store),
        rechten=ledger_rechten.make(store),
    )


def _notify(store: Store, who: Who | None) -> FastAPI:
    notify = Notify(store)
    return make_app(
        "notify",
        notify_http.make(notify),
        notify_web.make(notify, NOBODY),
        translation=notify_http.TRANSLATION,
        who=who,
        organisatie=partial(organisatie_en_dag, store),
        rechten=notify_rechten.make(store),
    )


MAKERS: dict[str, Made] = {
    "intake": _intake,
    "routing": _routing,
    "bbz": _bbz,
    "ledger": _ledger,
    "notify": _notify,
    "klok": _klok,
    "organisatie": _organisatie,
}


@contextmanager
def house(
    new_database: Callable[[str], Database],
    service: str,
    day: date | None = None,
    who: Who | None = None,
) -> Iterator[tuple[FastAPI, Store]]:
    """The application of one service with its log; `day` is the business day that it has heard."""
    store = Store(new_database(service), FACTS[service])
    if day:
        with store.transaction() as transaction:
            transaction.hear_day(day)
    # What is asked here is about something else than who may: the one who asks has every role (tests/rechten looks at roles).
    vertel(store, *aanstellen("consulent-1", *get_args(Rol)))
    try:
        yield MAKERS[service](store, who), store
    finally:
        store.close()


def without_log(service: str, who: Who | None = None) -> FastAPI:
    """The application to look at, not to ask: its log is nowhere."""
    return MAKERS[service](Store.__new__(Store), who)


def client_of(app: FastAPI, actor: str = "consulent-1") -> TestClient:
    """Somebody on this machine."""
    return TestClient(
        app,
        client=("127.0.0.1", 1),
        headers={"Doorstart-Actor": actor},
        raise_server_exceptions=False,
        follow_redirects=False,
    )


def routes_of(app: FastAPI, base: str = "") -> Iterator[tuple[str, APIRoute]]:
    """Every route that FastAPI checks, with its whole address; those of mounted APIs too."""
    for route in app.routes:
        if isinstance(route, APIRoute):
            yield base + route.path, route
        elif (included := getattr(route, "original_router", None)) is not None:
            yield from (
                (base + page.path, page) for page in included.routes if isinstance(page, APIRoute)
            )
        elif isinstance(mounted := getattr(route, "app", None), FastAPI):
            yield from routes_of(mounted, base + str(getattr(route, "path", "")))
