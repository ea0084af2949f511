"""The caseload on a laptop: twelve rows at once, nothing beside the window, and one line of filters above them."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import UUID

import httpx
import pytest

from services.routing.adapters import eigenaren
from services.routing.domain.eigenaar.state import Eigenaarschap
from shared.settings import Database
from shared.store import Store
from tests.browser.accessibility import scrolls_sideways, violations
from tests.browser.conftest import NewPage
from tests.routing.test_pages import FEITEN, House
from tests.routing.test_werkvoorraad import MAANDAG
from tests.web.lijsten import ROWS, nummer, schrijf
from tests.web.server import running

NAMEN = (
    "Groothandel en Transportbedrijf Van der Heijden-Westerveld",
    "Bakkerij Linde",
    "J. de Wit",
)
ACTIES = (
    (
        "Bel: de aanmelding veranderde na een nee, misschien kan hulp uit het Bbz nu wel",
        "beoordelen",
    ),
    ("Dien de aanvraag om geld om van te leven in", "beoordelen"),
    ("Kies een route met de hand", "routekeuze"),
)


def intake(request: httpx.Request) -> httpx.Response:
    adres = {"straat": "Kade", "huisnummer": "1", "postcode": "1234 AB", "plaats": "Doorstad"}
    return httpx.Response(
        200,
        json={
            str(nummer("dossier", getal)): adres | {"naam": "X", "handelsnaam": NAMEN[getal % 3]}
            for getal in range(ROWS)
        },
    )


def vul(store: Store) -> None:
    for getal in range(ROWS):
        actie, stap = ACTIES[getal % 3]
        dossier: UUID = nummer("dossier", getal)
        schrijf(
            store,
            "werkvoorraad",
            dossier_id=dossier,
            gemeente=("GM9901", "GM9902", "GM9903")[getal % 3],
            team="Zelfstandigenloket Doorstad",
            stap=stap,
            actie=actie,
            wacht_op="ons",
            termijn=MAANDAG - timedelta(days=400 - getal),
            herkomst="wet",
            grondslag="Bbz art. 35 lid 2",
            adres=f"/dossiers/{dossier}/routekeuze",
            is_spoed=getal % 4 == 0,
            wacht_sinds=MAANDAG - timedelta(days=400),
            achterstand_cent=0,
            laatste_wat="Aanmelding ontvangen",
        )
        with store.transaction() as transaction:
            eigenaren.write(
                transaction.cursor,
                dossier,
                Eigenaarschap(
                    is_open=True,
                    gemeente="GM9901",
                    team="Zelfstandigenloket Doorstad",
                    eigenaar="consulent-2",
                    reden="verdeeld",
                    sinds=MAANDAG,
                ),
            )


@pytest.fixture
def routing(
    new_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    store = Store(new_database("routing"), FEITEN)
    house = House(store).day(MAANDAG)
    vul(store)
    with running(house.client(intake).app) as url:
        yield url
    store.close()


def test_twelve_rows_fit_a_laptop_and_nothing_stands_beside_it(
    routing: str, new_page: NewPage
) -> None:
    page = new_page(width=1280, height=800)
    page.goto(f"{routing}/werkvoorraad?blad=alles")
    assert not scrolls_sideways(page)
    kader = page.locator(".tabelkader.lijst")
    assert kader.evaluate("een => een.scrollWidth <= een.clientWidth"), "the rows are wider"
    onder = page.locator("tbody tr").evaluate_all(
        "rijen => rijen.map(rij => rij.getBoundingClientRect().bottom)"
    )
    assert sum(y <= 800 for y in onder) >= 12, onder[:13]
    hoogten = page.locator(".lijstbalk > *, .filters > :is(select, .knop)").evaluate_all(
        "delen => delen.map(deel => deel.getBoundingClientRect().top)"
    )
    assert max(hoogten) - min(hoogten) < 20, "the bar takes more than one line"
    assert violations(page) == []


@pytest.mark.parametrize("width", [1024, 768, 375, 320])
def test_on_less_than_a_laptop_nothing_stands_beside_the_page(
    routing: str, new_page: NewPage, width: int
) -> None:
    page = new_page(width=width)
    page.goto(f"{routing}/werkvoorraad?blad=alles")
    assert not scrolls_sideways(page)
    lang = page.locator("tbody tr td", has_text="misschien kan hulp uit het Bbz nu wel").first
    assert lang.is_visible()


def test_what_a_row_has_no_room_for_stands_behind_it(routing: str, new_page: NewPage) -> None:
    page = new_page(width=1280, height=800)
    page.goto(f"{routing}/werkvoorraad?blad=alles")
    page.locator("tbody tr").first.locator("details summary").first.click()
    assert ACTIES[0][0] in page.locator("tbody tr details[open]").first.inner_text()
