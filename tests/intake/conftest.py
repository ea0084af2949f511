from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

import pytest
from starlette.testclient import TestClient

from services.intake.adapters.imports import Imports
from services.intake.adapters.register import Register
from services.intake.adapters.scanner import Poort
from services.intake.adapters.seals import MasterKey
from services.intake.application import Intake
from services.intake.application.stukken import Stukkenkast
from services.intake.domain.events import FEITEN
from services.intake.domain.stukken.nodig import Nodig
from services.intake.entrypoints import http, inleveren, rechten, stukken_web, web
from services.intake.entrypoints.importer import Importer
from shared.organisatie.rijen import organisatie_en_dag
from shared.parameter_files import load_parameters
from shared.settings import Database
from shared.store import Store
from shared.web.app import make_app


@pytest.fixture
def store(new_database: Callable[[str], Database]) -> Store:
    store = Store(new_database("intake"), FEITEN)
    with store.transaction() as transaction:
        transaction.hear_day(date(2026, 3, 2))
    return store


@pytest.fixture
def poort() -> Poort:
    """No scanner, as in the demo."""
    return Poort(is_demo=True)


@pytest.fixture
def client(store: Store, poort: Poort, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    return serve(store, poort)


@pytest.fixture
def second(client: TestClient, store: Store, poort: Poort) -> Iterator[TestClient]:
    """Another process of intake on the same database."""
    assert client, "the demo is on"
    own = Store(store.database, FEITEN)
    yield serve(own, poort)
    own.close()


def serve(store: Store, poort: Poort) -> TestClient:
    intake = Intake(store, Register(MasterKey.from_secret(b"x" * 32)))
    pages, nodig = web.make(intake), Nodig(load_parameters())
    kast = Stukkenkast(store, intake.register, poort)
    stukken_web.add_pages(pages, kast, nodig)
    inleveren.add_pages(pages, kast, nodig)
    app = make_app(
        "intake",
        http.make(
            intake,
            {"token-of-notify": "notify"},
            kast,
            nodig,
            http.Inleverpost("https://doorstad.example/inleveren", nodig),
        ),
        pages,
        translation=http.TRANSLATION,
        organisatie=partial(organisatie_en_dag, intake.store),
        rechten=rechten.make(intake.store),
    )
    return TestClient(app, client=("127.0.0.1", 5000), raise_server_exceptions=False)


@pytest.fixture
def importer(store: Store) -> Importer:
    master = MasterKey.from_secret(b"x" * 32)
    return Importer(Intake(store, Register(master)), Imports(master))
