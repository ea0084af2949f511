"""Where nobody types, as in containers: the first day begins by itself, once, and one at a time moves the day."""

import threading
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from deploy.klok.domain import FEITEN
from deploy.klok.main import laat_aanbreken, make_clock_api
from deploy.klok.pages import make_pages
from deploy.local.city import FIRST_DAY
from deploy.local.city.__main__ import begin
from deploy.local.city.demo import WAITS, only_one_moves_the_day
from deploy.local.city.office import Office
from shared.settings import Database
from shared.store import Store
from shared.web.app import make_app
from tests.patience import beside, end
from tests.steun.organisatie import demo_bron


@pytest.fixture
def office(new_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    store = Store(new_database("klok"), FEITEN)
    pages = make_pages(store, laat_aanbreken)
    app = make_app(
        "klok", make_clock_api(store), pages, ready={}, progress=dict, organisatie=demo_bron
    )
    return Office({"klok": "http://klok"}, TestClient(app, client=("127.0.0.1", 1)))


def test_the_first_day_begins_by_itself_and_a_restart_begins_no_other(
    office: Office, tmp_path: Path
) -> None:
    assert office.today() is None
    begin(tmp_path / "not made yet", office)
    assert office.today() == FIRST_DAY
    begin(tmp_path / "not made yet", office)
    assert office.today() == FIRST_DAY


def test_where_days_have_gone_by_none_is_begun(office: Office, tmp_path: Path) -> None:
    office.begin(date(2026, 3, 2))
    begin(tmp_path, office)
    assert office.today() == date(2026, 3, 2)


def test_who_comes_while_another_moves_the_day_says_so_and_goes_on_from_where_that_one_ended(
    office: Office, tmp_path: Path
) -> None:
    told: list[str] = []
    waits = threading.Event()
    seen: list[date | None] = []

    def second() -> None:
        def say(text: str) -> None:
            told.append(text)
            waits.set()

        with only_one_moves_the_day(tmp_path, say):
            seen.append(office.today())

    with only_one_moves_the_day(tmp_path, told.append):
        begins = beside(second)
        assert waits.wait(60)
        office.begin(FIRST_DAY + timedelta(days=1))
    end(begins)
    assert told == [WAITS]
    assert seen == [FIRST_DAY + timedelta(days=1)]
