"""Every page of the running system in Chromium, after an entrepreneur went all the way: accessible, narrow too, no names in titles."""

from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import Page

from tests.browser.accessibility import scrolls_sideways, violations
from tests.web.taal import fouten, zichtbaar

PAGES = {
    "start": "/",
    "stand": "/stand",
    "aansluiten": "/aansluiten",
    "toegankelijkheid": "/toegankelijkheid",
    "aanmeldingen": "/aanmeldingen",
    "nieuwe aanmelding": "/aanmeldingen/nieuw",
    "aanvraag indienen": "/aanmeldingen/{dossier_id}/aanvraag",
    "levensonderhoud aanvragen": "/aanmeldingen/{dossier_id}/aanvraag?soort=levensonderhoud",
    "werkvoorraad": "/werkvoorraad",
    "werkvoorraad alles": "/werkvoorraad?blad=alles",
    "aanvragen": "/aanvragen",
    "debiteuren": "/debiteuren",
    "bank": "/bank",
    "parameters": "/parameters",
    "brieven": "/brieven",
    "klok": "/klok",
    "organisatie": "/organisatie",
    "onbekend": "/dossiers/0d055ee1-0000-4000-8000-000000000000",
    "dossier": "/dossiers/{dossier_id}",
    "routekeuze": "/dossiers/{dossier_id}/routekeuze",
    "persoon": "/dossiers/{dossier_id}?blad=persoon",
    "tijdlijn": "/dossiers/{dossier_id}?blad=tijdlijn",
    "lening": "/leningen/{lening_id}",
    "geld": "/leningen/{lening_id}?blad=geld",
    "besluiten": "/leningen/{lening_id}?blad=besluiten",
    "invordering": "/leningen/{lening_id}/invordering",
    "register": "/leningen/{lening_id}/register",
    "vaststellingen": "/vaststellingen",
    "zoeken": "/zoeken",
    "voorwaarden": "/aanvragen/{aanvraag_id}?blad=voorwaarden",
    "doorrekenen": "/leningen/{lening_id}/doorrekenen?a=uitstel&b=andere_looptijd",
    "terug in de tijd": "/leningen/{lening_id}/standen",
    "besluit": "/leningen/{lening_id}/besluiten/uitstel",
    "voorstellen": "/debiteuren/voorstellen",
    "aanvraag": "/aanvragen/{aanvraag_id}",
    "brief": "/brieven/{bericht_id}",
}


# Pages that show machines their own words.
FOR_MACHINES = ("stand", "aansluiten", "start")


@pytest.fixture(scope="module")
def ids() -> dict[str, str]:
    return {}


def known(gateway: str, ids: dict[str, str]) -> dict[str, str]:
    """One dossier that has everything, asked once from the APIs."""
    if not ids:
        debtor = httpx.get(f"{gateway}/ledger/v1/debiteuren", params={"pageSize": 1}).json()[
            "debiteuren"
        ][0]
        rows = httpx.get(
            f"{gateway}/bbz/v1/aanvragen", params={"status": "verstrekt", "pageSize": 100}
        ).json()["aanvragen"]
        letters = httpx.get(
            f"{gateway}/notify/v1/berichten", params={"status": "verstuurd", "pageSize": 1}
        ).json()["berichten"]
        ids |= {
            "lening_id": debtor["lening_id"],
            "dossier_id": debtor["dossier_id"],
            "bericht_id": letters[0]["bericht_id"],
        }
        ids["aanvraag_id"] = next(
            row["aanvraag_id"] for row in rows if row["lening_id"] == debtor["lening_id"]
        )
    return ids


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_narrow_and_silent_about_people(
    gateway: str, ids: dict[str, str], new_page: Callable[..., Page], name: str
) -> None:
    path = PAGES[name].format(**known(gateway, ids)) if "{" in PAGES[name] else PAGES[name]
    for width in (1280, 320):
        page = new_page(width=width)
        answer = page.goto(gateway + path)
        assert answer is not None
        assert answer.status == (404 if name == "onbekend" else 200)
        assert violations(page) == []
        assert not scrolls_sideways(page)
        assert page.title().endswith("– Doorstart")
        assert "Voorbeeld" not in page.title()
        assert page.locator("h1").count() == 1
        if name not in FOR_MACHINES:
            assert list(fouten(zichtbaar(page.content()))) == []


def test_a_debtor_in_arrears_is_found_in_two_clicks_with_reason_sum_and_next_step(
    gateway: str, new_page: Callable[..., Page]
) -> None:
    page = new_page(javascript=False)
    page.goto(gateway)
    page.locator("main a[href='/debiteuren']").first.click()
    row = page.locator(".lijst > table > tbody > tr").first
    assert "achterstand" in row.inner_text()
    assert "€" in row.inner_text()
    row.locator("a").first.click()
    assert "/leningen/" in page.url
    assert "Volgende stap" in page.locator("main").inner_text()
