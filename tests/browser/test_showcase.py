"""Every component in Debian's Chromium: clean for axe, with the keyboard alone, on a narrow screen, without JavaScript."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from deploy.gateway.app import make_gateway
from deploy.gateway.routes import SERVICES
from shared.web.assets import assets, theme_classes
from tests.browser.accessibility import scrolls_sideways, violations
from tests.browser.conftest import NewPage
from tests.browser.showcase import showcase_app
from tests.web.server import free_address, running

COMPONENTS = [
    "/debiteuren?stand=achterstand",
    "/debiteuren?gemeente=GM0502",
    "/dossiers/2026-1001",
    "/bank",
    "/brieven",
    "/onzin",
]
OWN_PAGES = ["/", "/toegankelijkheid", "/aansluiten", "/stand", "/werkvoorraad"]


@pytest.fixture(scope="module")
def gateway() -> Iterator[str]:
    with running(make_gateway(dict.fromkeys(SERVICES, f"http://{free_address()}"))) as url:
        yield url


def check(page: Page) -> None:
    assert violations(page) == []
    assert not scrolls_sideways(page)
    assert page.title().endswith(" – Doorstart")


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("path", COMPONENTS)
def test_components_are_accessible(path: str, width: int, new_page: NewPage, showcase: str) -> None:
    page = new_page(width)
    page.goto(showcase + path)
    check(page)


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("path", OWN_PAGES)
def test_pages_of_the_gateway_are_accessible(
    path: str, width: int, new_page: NewPage, gateway: str
) -> None:
    page = new_page(width)
    page.goto(gateway + path)
    check(page)


def test_axe_sees_a_mistake(new_page: NewPage) -> None:
    page = new_page()
    page.set_content(
        '<html><title>x</title><body><img src="x"><p style="color:#aaa">grijs</p></body></html>'
    )
    rules = {violation.partition(":")[0] for violation in violations(page)}
    assert {"image-alt", "color-contrast", "html-has-lang"} <= rules


def test_mistakes_in_a_form_come_first_and_lead_to_their_field(
    new_page: NewPage, showcase: str
) -> None:
    page = new_page()
    page.goto(showcase + "/bank")
    page.fill("#veld-toelichting", "blijft staan")
    page.click("text=Bekijk gevolg")
    check(page)
    assert page.title().startswith("Fout: ")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    assert page.input_value("#veld-toelichting") == "blijft staan"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "veld-bedrag"
    assert page.get_attribute("#veld-bedrag", "aria-describedby") == "hint-bedrag fout-bedrag"


def test_the_keyboard_reaches_everything_and_shows_where_it_is(
    new_page: NewPage, showcase: str
) -> None:
    page = new_page()
    page.goto(showcase + "/debiteuren")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "naar-inhoud"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhoud"
    wanted = page.locator(
        "main a, main button, main input:not([type=hidden]), main [tabindex='0']"
    ).count()
    outlines = []
    for _ in range(wanted):
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
        outlines.append(page.evaluate("getComputedStyle(document.activeElement).outlineWidth"))
    assert set(outlines) == {"3px"}


def test_targets_are_24_pixels_high(new_page: NewPage, showcase: str) -> None:
    page = new_page()
    for path in ("/debiteuren", "/dossiers/2026-1001", "/bank"):
        page.goto(showcase + path)
        small = page.evaluate(
            "[...document.querySelectorAll('a:not(.naar-inhoud), button, select, input:not([type=hidden])')]"
            ".filter(e => !e.closest('p') && e.getBoundingClientRect().height < 24).map(e => e.outerHTML)"
        )
        assert small == []


def test_everything_works_without_javascript(new_page: NewPage, showcase: str) -> None:
    page = new_page(javascript=False)
    page.goto(showcase + "/debiteuren")
    page.click("a:has-text('Volgende'):not(table a)")
    assert "page=2" in page.url
    page.click("thead >> text=Achterstand")
    assert "sort=achterstand" in page.url
    page.click(".chip:has-text('uitstel')")
    assert "stand=uitstel" in page.url
    expect(page.locator(".lijst > table > tbody > tr")).to_have_count(10)
    page.fill("#zoek", "2026-1003")
    page.get_by_role("search", name="Zoek in deze lijst").get_by_role("button").click()
    assert "zoek=2026-1003" in page.url
    assert "stand=uitstel" in page.url


def test_lights_are_told_apart_without_colour(new_page: NewPage, showcase: str) -> None:
    page = new_page()
    page.goto(showcase + "/debiteuren?stand=")
    lights = page.locator(".chip:has(svg)")
    seen = {(light.locator("svg").inner_html(), light.inner_text()) for light in lights.all()}
    assert len(seen) == 6
    assert len({shape for shape, _ in seen}) == 6


def test_a_confirmation_is_read_first_and_once(new_page: NewPage, showcase: str) -> None:
    page = new_page(javascript=False)
    page.goto(showcase + "/bank")
    page.fill("#veld-bedrag", "250")
    page.select_option("#veld-soort", "extra")
    page.click("text=Bekijk gevolg")
    assert page.get_by_role("status").inner_text().startswith("De betaling staat vast.")
    page.get_by_role("link", name="Naar de brieven").click()
    page.goto(showcase + "/bank")
    assert page.get_by_role("status").count() == 0


def test_a_refusal_offers_the_nearest_value(new_page: NewPage, showcase: str) -> None:
    page = new_page()
    page.goto(showcase + "/bank")
    page.fill("#veld-bedrag", "2500")
    page.select_option("#veld-soort", "extra")
    page.fill("#veld-toelichting", "blijft staan")
    page.click("text=Bekijk gevolg")
    check(page)
    assert page.title().startswith("Fout: ")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    assert page.input_value("#veld-toelichting") == "blijft staan"
    with page.expect_navigation():
        page.get_by_role("button", name="Vul € 1.000,00 in").click()
    assert page.get_by_role("status").count() == 1


def test_on_a_phone_a_row_is_a_card(new_page: NewPage, showcase: str) -> None:
    page = new_page(375, 812)
    page.goto(showcase + "/debiteuren")
    row = page.locator(".lijst > table > tbody > tr").first
    assert (row.bounding_box() or {"width": 0})["width"] <= 375
    cell = row.locator("[data-kop=Achterstand]")
    assert page.evaluate("e => getComputedStyle(e, '::before').content", cell.element_handle()) == (
        '"Achterstand"'
    )
    assert page.get_by_role("columnheader", name="Achterstand").count() == 1
    for disclosure in page.locator("main summary").all()[:6]:
        disclosure.click()
    check(page)


def test_rows_are_one_line(new_page: NewPage, showcase: str) -> None:
    page = new_page()
    page.goto(showcase + "/debiteuren")
    heights = page.evaluate(
        "[...document.querySelectorAll('.lijst > table > tbody > tr')].map(e => e.offsetHeight)"
    )
    assert max(heights) <= 52


def test_the_bar_that_says_who_stays(new_page: NewPage, showcase: str) -> None:
    page = new_page(1280, 500)
    page.goto(showcase + "/dossiers/2026-1001")
    page.mouse.wheel(0, 900)
    expect(page.locator(".identiteit")).to_be_in_viewport()


def test_in_forced_colours_only_the_page_itself_is_marked_in_the_menu(
    browser: Browser, showcase: str
) -> None:
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(showcase + "/debiteuren")
    colours = page.evaluate(
        "[...document.querySelectorAll('.hoofdmenu a')].map(e => [e.hasAttribute('aria-current'), getComputedStyle(e).borderBottomColor])"
    )
    context.close()
    marked = {colour for is_here, colour in colours if is_here}
    others = {colour for is_here, colour in colours if not is_here}
    assert len(marked) == len(others) == 1
    assert marked != others


@pytest.mark.parametrize(
    "theme",
    [
        ".stad-theme { --basis-color-action-1-inverse-bg-default: rgb(0, 101, 46); }",
        ":root { --utrecht-button-primary-action-background-color: rgb(0, 101, 46); }",
    ],
)
def test_the_tokens_of_a_city_colour_the_buttons(
    theme: str, new_page: NewPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "stad.css").write_text(theme)
    monkeypatch.setenv("DOORSTART_THEME", str(tmp_path / "stad.css"))
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    assets.cache_clear()
    theme_classes.cache_clear()
    with running(showcase_app()) as url:
        page = new_page()
        page.goto(url + "/bank")
        button = page.get_by_role("button", name="Bekijk gevolg")
        colour = page.evaluate("e => getComputedStyle(e).backgroundColor", button.element_handle())
    monkeypatch.undo()
    assets.cache_clear()
    theme_classes.cache_clear()
    assert colour == "rgb(0, 101, 46)"
