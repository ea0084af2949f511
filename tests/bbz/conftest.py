"""bbz on a real database of its own, with a workday."""

from collections.abc import Callable, Iterator
from functools import partial

import httpx
import pytest

from services.bbz.application import Bbz, verwerk_in
from services.bbz.domain.events import FEITEN
from services.bbz.entrypoints import http, web
from services.bbz.entrypoints.problems import TRANSLATION
from services.bbz.examples import BESLOTEN, OPENEN
from shared.facts import Cause
from shared.organisatie.rijen import organisatie_en_dag
from shared.personen import Personenvraag
from shared.settings import Database
from shared.store import Store
from shared.web.app import make_app
from tests.bbz.gegeven import KADER
from tests.web.server import free_address, running


@pytest.fixture
def store(new_database: Callable[[str], Database]) -> Iterator[Store]:
    store = Store(new_database("bbz"), FEITEN)
    yield store
    store.close()


@pytest.fixture
def bbz(store: Store) -> Bbz:
    """One open application, on the day that the examples decide."""
    with store.transaction() as transaction:
        transaction.hear_day(BESLOTEN)
        verwerk_in(transaction, KADER.parameters, OPENEN, Cause("opening", "bbz", OPENEN.op))
    return Bbz(store, KADER.parameters)


@pytest.fixture
def client(bbz: Bbz, monkeypatch: pytest.MonkeyPatch) -> Iterator[httpx.Client]:
    """The API and the pages; intake does not answer, so pages show numbers."""
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    personen = Personenvraag(f"http://{free_address()}", "")
    app = make_app(
        "bbz",
        http.make(bbz),
        web.make(bbz, personen),
        translation=TRANSLATION,
        organisatie=partial(organisatie_en_dag, bbz.store),
    )
    with running(app) as url, httpx.Client(base_url=url) as client:
        yield client
