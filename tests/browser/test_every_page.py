"""Every page of every service and of the gateway, filled, empty and refused, wide and narrow: a new page is looked at because it exists."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from typing import get_args
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page
from starlette.routing import Route

from deploy.gateway.app import make_gateway
from deploy.gateway.routes import SERVICES as BEHIND
from shared.contracts.organisatie import Rol
from shared.settings import Database
from tests.browser.accessibility import scrolls_sideways, violations
from tests.browser.conftest import NewPage
from tests.browser.test_showcase import OWN_PAGES
from tests.contracts.seeded import Known, Seeded, seeded
from tests.steun.ledger.stad import lening_id
from tests.steun.organisatie import aanstellen, vertel
from tests.web.house import SERVICES, client_of, house, routes_of, without_log
from tests.web.server import running

WIDTHS = (1280, 375)
WHO = "consulent-1"
# What is saved or used by another page, and looked at by no person.
NO_PAGE = {
    "/aanmeldingen/imports/{import_id}/geweigerd.csv",
    "/brieven/opmaak.css",
    "/brieven/{bericht_id}/pdf",
    "/stukken/{dossier_id}/stuk/{stuk_id}/bestand",
}
# The same page with another sheet, filter or form on it; one that is missing; a question that cannot be answered.
ALSO: dict[str, tuple[str, ...]] = {
    "/aanmeldingen": ("?zoek=onvindbaar", "?sort=-ontvangen_op"),
    "/aanmeldingen/{dossier_id}/aanvraag": ("?soort=bedrijfskapitaal", "?soort=levensonderhoud"),
    "/aanvragen/{aanvraag_id}": (
        "?blad=voorwaarden",
        "?blad=tijdlijn",
        "?handeling=beoordelingen",
        "?handeling=verlengingen",
        "?handeling=intrekkingen",
    ),
    "/dossiers/{dossier_id}": ("?blad=persoon", "?blad=tijdlijn"),
    "/leningen/{lening_id}": ("?blad=geld", "?blad=besluiten"),
    "/leningen/{lening_id}/doorrekenen": ("?a=uitstel&b=andere_looptijd",),
    "/leningen/{lening_id}/standen": (
        "?geldigOp=2026-03-01&bekendOp=2026-03-01",
        "?geldigOp=gisteren",
    ),
    "/personen/{persoon_id}/samenvoegen": ("?met=0d055ee1",),
    "/stukken/{dossier_id}": ("?waarvoor=route-2",),
    "/werkvoorraad": ("?blad=mij", "?blad=wacht", "?blad=gesluimerd", "?blad=afgesloten"),
}
NONSENSE = ("=gisteren", "=0d055ee1")


def pages_of(service: str) -> set[str]:
    return {
        path
        for path, route in routes_of(without_log(service))
        if "GET" in route.methods
        and not path.startswith(f"/{service}/v1")
        and "/health/" not in path
    } - NO_PAGE


def test_every_page_of_the_gateway_is_looked_at() -> None:
    routes = {
        route.path
        for route in make_gateway({}).routes
        if isinstance(route, Route) and "GET" in (route.methods or ())
    }
    own = {path for path in routes if not path.startswith(("/health/", "/static/", "/{"))}
    assert own == set(OWN_PAGES) - set(BEHIND) - {"/werkvoorraad"}


def look(page: Page, answer_to: str, axe_at: Sequence[int] = WIDTHS[:1]) -> list[str]:
    """What is wrong with what is on the screen: at these widths what axe finds, at every width what is wider than the screen."""
    wrong: list[str] = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if width in axe_at:
            wrong += [f"{answer_to} at {width}: {one}" for one in violations(page)]
        if scrolls_sideways(page):
            wrong.append(f"{answer_to} at {width}: scrolls sideways")
    if page.locator("h1").count() != 1:
        wrong.append(f"{answer_to}: {page.locator('h1').count()} headings of the first level")
    return wrong


def addresses(service: str, town: Seeded) -> dict[str, list[str]]:
    """By page; a page that asks for something that nothing here has is a mistake in the seeds, not a page to pass by."""
    known = town.known | MORE.get(service, _nothing)(town)
    return {
        path: [_one(path).format(**known) + also for also in ("", *ALSO.get(path, ()))]
        for path in sorted(pages_of(service))
    }


def _one(path: str) -> str:
    """A page that loans and other debts share says only that it is about a debt."""
    kind = "lening" if path.startswith("/leningen/") else "vordering"
    return path.replace("{schuld_id}", f"{{{kind}_id}}")


def _nothing(_: Seeded) -> Known:
    return {}


def _intake(town: Seeded) -> Known:
    """Whose dossier it is, papers that are asked, a file that came in, and a link with its code."""
    client, dossier = client_of(town.app), town.known["dossier_id"]
    overview = client.get(f"/aanmeldingen/{dossier}").text
    asked = {"waarvoor": "route-2", "soorten": "jaarcijfers", "hersteltermijn_tot": "2026-03-16"}
    client.post(f"/stukken/{dossier}/vragen", data={"sleutel": "vraag-1", **asked})
    client.post(f"/stukken/{dossier}/links", data={"sleutel": "link-1"})
    link = found(
        rf"/stukken/{dossier}/links/([0-9a-f-]+)\"", client.get(f"/stukken/{dossier}").text
    )
    shown = client.get(f"/stukken/{dossier}/links/{link}").text
    return {
        "persoon_id": found(r"/personen/([0-9a-f-]+)", overview),
        "link_id": link,
        "code": found(r"/inleveren/([0-9A-Z-]+)", shown),
    }


def _ledger(town: Seeded) -> Known:
    """A proposal that waits for a second person."""
    body = {
        "gegevens": {"soort": "opeising", "grond": "niet_besteed_aan_bestemming"},
        "motivering": "wettelijke_plicht",
    }
    answer = client_of(town.app, "debiteuren-1").post(
        f"/ledger/v1/leningen/{lening_id()}/voorstellen", json=body
    )
    return {"besluit_id": answer.json()["besluit_id"], "code": "uitstel"}


def found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    assert match, pattern
    return match[1]


MORE: dict[str, Callable[[Seeded], Known]] = {"intake": _intake, "ledger": _ledger}


@pytest.fixture
def opened(new_page: NewPage, monkeypatch: pytest.MonkeyPatch) -> Page:
    """A page of somebody who may everything (tests/rechten looks at roles)."""
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    page = new_page()
    page.set_extra_http_headers({"Doorstart-Actor": WHO})
    return page


@pytest.mark.parametrize("service", SERVICES)
def test_every_page_with_something_on_it_and_every_form_refused(
    service: str, new_database: Callable[[str], Database], opened: Page
) -> None:
    """Each form that asks something is sent with nothing in it: it comes back with what is missing."""
    wrong: list[str] = []
    with ExitStack() as open_now:
        town = open_now.enter_context(seeded(new_database, service))
        vertel(town.store, *aanstellen(WHO, *get_args(Rol)))
        base = open_now.enter_context(running(town.app))
        for address in (one for many in addresses(service, town).values() for one in many):
            answer = opened.goto(base + address)
            assert answer
            if answer.status != (400 if address.endswith(NONSENSE) else 200):
                wrong.append(f"{address}: {answer.status}")
            wrong += look(opened, address, axe_at=WIDTHS)
            for sent in refused(opened, base + address):
                wrong += look(opened, f"{address} > {sent}")
    assert wrong == []


def refused(page: Page, address: str) -> Iterator[str]:
    """The answer to each form of this page that asks for something and gets nothing."""
    forms = "main form[method=post]:has([required])"
    for number in range(page.locator(forms).count()):
        page.goto(address)
        form = page.locator(forms).nth(number)
        form.evaluate(EMPTY)
        sent = urlsplit(form.evaluate("form => form.action")).path
        form.evaluate(
            "form => { for (let one = form; one; one = one.parentElement) if (one.tagName == 'DETAILS') one.open = true }"
        )
        with page.expect_navigation() as landed:
            form.locator("button[type=submit]:not([formaction])").last.click()
        assert landed.value
        assert landed.value.status in (400, 403, 404, 409), (address, sent, landed.value.status)
        yield sent


EMPTY = """form => { for (const one of form.elements)
    if (one.type == 'checkbox') one.checked = false
    else if (one.tagName != 'BUTTON' && one.tagName != 'FIELDSET' && one.type != 'hidden') one.value = '' }"""


@pytest.mark.parametrize("service", SERVICES)
def test_every_page_with_nothing_on_it(
    service: str, new_database: Callable[[str], Database], opened: Page
) -> None:
    """As on the first day; and the page of something that does not exist."""
    nowhere = dict.fromkeys(PARAMETERS, "0d055ee1-0000-4000-8000-000000000000")
    wrong: list[str] = []
    with ExitStack() as open_now:
        app, _ = open_now.enter_context(house(new_database, service))
        base = open_now.enter_context(running(app))
        for path in sorted(pages_of(service)):
            opened.goto(base + path.format(**nowhere))
            wrong += look(opened, path)
    assert wrong == []


PARAMETERS = {
    name
    for service in SERVICES
    for path in pages_of(service)
    for name in re.findall(r"{(\w+)}", path)
}
