"""The pages of a loan in Chromium, in every state: accessible, narrow too, usable without JavaScript, and silent about people in titles."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from playwright.sync_api import Page

from shared.settings import Database
from tests.browser.accessibility import scrolls_sideways, violations
from tests.ledger.test_web import client_of
from tests.steun.ledger.stad import Stad, krediet, lening_id, storting
from tests.web.server import running

LENING = f"/leningen/{lening_id()}"
WIDTHS = (1280, 320)
NewPage = Callable[..., Page]


@pytest.fixture
def ledger(
    new_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The pages of a loan that was paid once and then missed a term."""
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    stad = Stad.nieuw(new_database("ledger"))
    stad.dag(date(2026, 1, 12))
    stad.hoor(krediet(0), krediet(1, gemeente="GM9902"))
    stad.dagen(date(2026, 2, 28), date(2026, 3, 1))
    stad.dag(date(2026, 3, 2))
    stad.afschrift(date(2026, 3, 2), storting())
    stad.dagen(date(2026, 3, 3), date(2026, 4, 2))
    stad.projecteer()
    with running(client_of(stad).app) as url:
        yield url
    stad.store.close()


def look(page: Page) -> None:
    assert violations(page) == []
    assert not scrolls_sideways(page)
    assert page.title().endswith("– Doorstart")
    assert "Bakker" not in page.title()
    assert page.locator("h1").count() == 1


def visit(page: Page, url: str) -> None:
    answer = page.goto(url)
    assert answer is not None
    assert answer.status == 200, url
    look(page)


def act_as(page: Page, actor: str) -> None:
    page.set_extra_http_headers({"Doorstart-Actor": actor})


@pytest.mark.parametrize("width", WIDTHS)
def test_decisions_in_every_state(ledger: str, new_page: NewPage, width: int) -> None:
    page = new_page(width=width)
    for blad in ("", "?blad=geld", "?blad=besluiten", "/invordering"):
        visit(page, ledger + LENING + blad)
    for soort in ("uitstel", "opeising", "rentekwijtschelding", "betaalkeuze", "storno"):
        visit(page, f"{ledger}{LENING}/besluiten/{soort}")
        with page.expect_navigation():
            page.get_by_role("button", name="Bekijk wat er verandert").click()
        assert "fout" in page.locator("main").inner_text()
        look(page)
    for vraag in (
        "uitstel?van=2026-04-01&maanden=13&rente_mee=nee",
        "uitstel?van=2026-04-01&maanden=6",
        "opeising?grond=niet_betaald",
    ):
        page.goto(f"{ledger}{LENING}/besluiten/{vraag}")
        page.get_by_role("button", name="Bekijk wat er verandert").click()
        for samenvatting in page.locator("summary").all():
            samenvatting.click()
        look(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Doe het voorstel").click()
    assert "Vastgelegd" in page.locator("main").inner_text()
    look(page)


def test_uitstel_is_given_without_javascript(ledger: str, new_page: NewPage) -> None:
    page = new_page(javascript=False)
    page.goto(ledger + LENING)
    page.get_by_role("link", name="Besluiten").click()
    page.get_by_role("link", name="Uitstel geven").click()
    page.get_by_label("Eerste dag van het uitstel").fill("2026-04-01")
    page.get_by_label("Aantal maanden").fill("6")
    with page.expect_navigation():
        page.get_by_role("button", name="Bekijk wat er verandert").click()
    assert "Er is nog niets vastgelegd" in page.locator("main").inner_text()
    with page.expect_navigation():
        page.get_by_role("button", name="Leg het besluit vast").click()
    assert "1 oktober 2026" in page.get_by_role("status").inner_text()


@pytest.mark.parametrize("width", WIDTHS)
def test_plans_side_by_side(ledger: str, new_page: NewPage, width: int) -> None:
    page = new_page(width=width)
    visit(page, f"{ledger}{LENING}/doorrekenen")
    page.get_by_role("link", name="Uitstel geven").click()
    page.get_by_role("link", name="Andere looptijd").click()
    page.get_by_label("Aantal maanden").fill("13")
    with page.expect_navigation():
        page.get_by_role("button", name="Reken door").click()
    assert "hooguit 12 maanden" in page.locator("main").inner_text()
    look(page)
    page.get_by_role("link", name="Extra aflossen").click()
    page.get_by_label("Bedrag in euro").fill("veel")
    with page.expect_navigation():
        page.get_by_role("button", name="Reken door").click()
    assert "Er is 1 fout" in page.locator("main").inner_text()
    look(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_proposals(ledger: str, new_page: NewPage, width: int) -> None:
    page = new_page(width=width)
    visit(page, f"{ledger}/debiteuren/voorstellen")
    page.goto(f"{ledger}{LENING}/besluiten/opeising?grond=niet_betaald")
    page.get_by_role("button", name="Bekijk wat er verandert").click()
    page.get_by_role("button", name="Doe het voorstel").click()
    page.get_by_role("link", name="Bekijk en besluit").click()
    look(page)
    adres = page.url
    act_as(page, "teamleider-1")
    visit(page, adres)
    with page.expect_navigation():
        page.get_by_role("button", name="Bekrachtig het voorstel").click()
    assert "Vastgelegd" in page.get_by_role("status").inner_text()
    visit(page, adres)


@pytest.mark.parametrize("width", WIDTHS)
def test_two_clocks(ledger: str, new_page: NewPage, width: int) -> None:
    page = new_page(width=width)
    visit(page, f"{ledger}{LENING}/standen?geldigOp=2026-03-01&bekendOp=2026-03-01")
    with page.expect_navigation():
        page.get_by_role("link", name="Later bekend").click()
    assert "Geen verschillen" in page.locator("main").inner_text()
    look(page)
    visit(page, f"{ledger}{LENING}/standen?geldigOp=2025-01-01")
    page.get_by_role("link", name="Begin bij het eerste moment").click()
    look(page)
    page.goto(f"{ledger}{LENING}/standen?geldigOp=gisteren")
    look(page)
