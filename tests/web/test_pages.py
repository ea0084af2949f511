"""What every page promises: Dutch, escaped, no data in its title, three parts when something is wrong."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.requests import Request
from structlog.testing import capture_logs

from shared.web import dutch
from shared.web.actors import ACTOR, STAFF, choices, current_actor, is_demo
from shared.web.assets import assets
from shared.web.export import as_csv
from shared.web.lights import WORDS, Licht, Stand
from shared.web.menu import INGANGEN, hoort_bij
from shared.web.pages import Pages
from shared.web.problems import Probleem
from shared.web.tables import Choice, Column, Filter, Listing, ListQuery
from tests.steun.organisatie import ACTEURS, acteur, demo_bron
from tests.web.sample import sample_app
from tests.web.server import running

EVIL = '<script>alert("x")</script>'
COLUMNS = (
    Column("naam", "Naam", sorts=True),
    Column("bedrag", "Bedrag", sorts=True, right=True),
    Column("stand", "Stand"),
)


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with (
        pytest.MonkeyPatch.context() as patch,
        running(sample_app()) as url,
        httpx.Client(base_url=url) as client,
    ):
        patch.setenv("DOORSTART_DEMO", "1")
        yield client


def request(
    path: str = "/debiteuren",
    query: str = "",
    client: str = "127.0.0.1",
    headers: dict[str, str] | None = None,
    *,
    actor: bool = False,
) -> Request:
    raw = [(name.lower().encode(), value.encode()) for name, value in (headers or {}).items()]
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": query.encode(),
        "headers": raw,
        "client": (client, 1),
    }
    return Request(scope | {ACTOR: acteur("consulent-1"), STAFF: demo_bron()} if actor else scope)


def rendered(source: str, folder: Path, **context: Any) -> str:
    (folder / "proef.html").write_text(
        '{% extends "doorstart/base.html" %}{% block titel %}Proef{% endblock %}' + source
    )
    return bytes(
        Pages(folder, lambda: date(2026, 11, 2))
        .render(request(actor=True), "proef.html", **context)
        .body
    ).decode()


def test_values_are_escaped_everywhere(tmp_path: Path) -> None:
    query = ListQuery.of(
        request(query="zoek=" + EVIL + "&stand=" + EVIL), COLUMNS, "naam", ["stand"]
    )
    filters = [Filter("stand", EVIL, [Choice(EVIL, EVIL)])]
    listing = Listing(EVIL, COLUMNS, [EVIL], 1, query, EVIL, filters, EVIL)
    source = """{% block inhoud %}
      {% call(row) ui.tabel(listing) %}<td>{{ row }}</td><td></td><td></td>{% endcall %}
      {{ ui.gegevens([(evil, evil)]) }}{{ ui.feiten([(evil, evil, evil)]) }}{{ ui.leeg(evil) }}{{ ui.licht_met_reden(licht) }}
      {% call ui.blok(evil, "b") %}x{% endcall %}{% call ui.melding("info", evil) %}x{% endcall %}
      {{ ui.veld("veld", evil, evil, hint=evil) }}{{ ui.tekstvak("vak", evil, evil) }}{{ ui.keuze("keuze", evil, [(evil, evil)], evil) }}
    {% endblock %}"""
    html = rendered(
        source, tmp_path, listing=listing, evil=EVIL, licht=Licht(Stand.BIJ, EVIL, None, EVIL)
    )
    assert "<script" not in html
    assert html.count("&lt;script&gt;") > 15


def test_a_page_is_dutch_stamped_and_has_landmarks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    html = rendered("", tmp_path, bijgewerkt_tot=datetime.now(UTC) - timedelta(minutes=3))
    assert '<html lang="nl">' in html
    assert "<title>Proef – Doorstart</title>" in html
    assert "verzonnen personen, niet voor productie" in html
    assert "maandag 2 november 2026" in html
    assert "(3 min geleden)" in html
    assert "stempel-oud" in html
    assert 'href="/debiteuren" aria-current="page"' in html
    assert 'action="/rol"' in html
    assert " style=" not in html
    assert "<script" not in html


def test_without_the_demo_there_is_no_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DOORSTART_DEMO", raising=False)
    html = rendered("", tmp_path)
    assert "verzonnen" not in html
    assert "/rol" not in html
    assert "/klok" not in html


@pytest.mark.parametrize(
    ("client", "forwarded", "allowed"),
    [
        ("127.0.0.1", "", True),
        ("::1", "127.0.0.1", True),
        ("10.0.0.9", "", False),
        ("127.0.0.1", "10.0.0.9", False),
        ("127.0.0.1", "127.0.0.1, 10.0.0.9", False),
        ("127.0.0.1", "10.0.0.9:4711", False),
        ("127.0.0.1", "[::1]:4711", True),
        ("127.0.0.1", "unknown", False),
        ("10.0.0.9", "127.0.0.1", False),
    ],
)
def test_roles_are_chosen_on_this_machine_only(
    client: str, forwarded: str, allowed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    asked = request(
        client=client, headers={"x-forwarded-for": forwarded, "cookie": "doorstart_rol=auditor-1"}
    )
    assert is_demo(asked) is allowed
    with pytest.raises(Probleem, match="401"):
        current_actor(asked)
    asked.scope[STAFF] = demo_bron()
    assert [actor.actor_id for actor in choices(asked)] == (
        [actor.actor_id for actor in ACTEURS] if allowed else []
    )


def test_the_table_shows_order_filter_and_page(tmp_path: Path) -> None:
    query = ListQuery.of(request(query="sort=-bedrag&page=2&stand=bij"), COLUMNS, "naam", ["stand"])
    filters = [
        Filter("stand", "Stand", [Choice(stand, word, 3, stand) for stand, word in WORDS.items()])
    ]
    listing = Listing(
        "Debiteuren", COLUMNS, [123456] * 25, 1060, query, "Niemand.", filters, csv=True
    )
    html = rendered(
        "{% block inhoud %}{% call(row) ui.tabel(listing) %}<td>x</td>{{ ui.cel_bedrag(row) }}<td>x</td>{% endcall %}{% endblock %}",
        tmp_path,
        listing=listing,
    )
    assert '<caption class="alleen-voor">Debiteuren' in html
    assert "1.060" in html
    assert 'aria-sort="descending"' in html
    assert 'href="/debiteuren?stand=bij&amp;sort=bedrag"' in html
    assert 'href="/debiteuren?stand=bij&amp;sort=-bedrag&amp;page=3"' in html
    assert '<option value="bij" selected>bij (3)</option>' in html
    assert 'href="/debiteuren?sort=-bedrag">Toon alles</a>' in html
    assert "Rij 26 tot en met 50 van 1.060" in html
    assert "formaat=csv" in html
    assert (
        '<td role="cell" data-kop="Bedrag" class="rechts"><span class="bedrag">€\xa01.234,56</span></td>'
        in html
    )
    assert all(word in html for word in WORDS.values())


def test_an_empty_table_says_what_would_fill_it(tmp_path: Path) -> None:
    listing = Listing(
        "Debiteuren", COLUMNS, [], 0, ListQuery.of(request(), COLUMNS, "naam"), "Iedereen is bij."
    )
    html = rendered(
        "{% block inhoud %}{% call(row) ui.tabel(listing) %}{% endcall %}{% endblock %}",
        tmp_path,
        listing=listing,
    )
    assert "Iedereen is bij." in html
    assert "Bladzijde" not in html


@pytest.mark.parametrize(
    "query", ["zoek=onzin", "stand=uitstel", "stand=uitstel&zoek=onzin", "page=7&stand=uitstel"]
)
def test_what_a_search_or_a_choice_does_not_find_is_not_told_of_the_whole_list(query: str) -> None:
    asked = ListQuery.of(request(query=query), COLUMNS, "naam", ["stand", "blad"])
    listing = Listing(
        "Debiteuren", COLUMNS, [], 0, asked, "Iedereen is bij.", [Filter("stand", "Stand", [])]
    )
    assert listing.nothing.startswith("Niets gevonden")
    blad = ListQuery.of(request(query="blad=vandaag"), COLUMNS, "naam", ["stand", "blad"])
    assert replace(listing, query=blad).nothing == "Iedereen is bij.", (
        "a tab has an empty text of its own"
    )


@pytest.mark.parametrize(
    "query",
    [
        "sort=wachtwoord",
        "sort=",
        "page=-1",
        "page=9999999999",
        "pageSize=1000000",
        "gemeente=x",
        "page=²",
    ],
)
def test_nonsense_in_the_address_falls_back_to_the_default(query: str) -> None:
    expected = ListQuery("/debiteuren", "naam", descending=True, page=1, page_size=25)
    assert ListQuery.of(request(query=query), COLUMNS, "-naam", ["stand"]) == expected


def test_problems_on_pages_are_told_in_three_parts(client: httpx.Client) -> None:
    with capture_logs() as logs:
        answers = (
            (client.get("/onzin"), 404),
            (client.get("/kapot"), 500),
            (client.get("/aanvragen"), 405),
        )
    for response, status in answers:
        assert response.status_code == status
        assert response.headers["content-type"].startswith("text/html")
        assert all(
            part in response.text
            for part in (
                "Wat er gebeurde",
                "Wat bewaard is",
                "Wat u kunt doen",
                "Code voor de beheerder",
            )
        )
        assert "geheim" not in response.text
    assert [line["code"] in answers[1][0].text for line in logs] == [True]


def test_pages_allow_no_scripts_and_no_frames(client: httpx.Client) -> None:
    headers = client.get("/onzin").headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe-inline" not in headers["content-security-policy"]
    assert headers["cache-control"] == "no-store"
    assert client.post("/aanvragen", headers={"sec-fetch-site": "cross-site"}).status_code == 403


def test_the_style_sheet_is_small_and_kept_for_ever_by_its_address(client: httpx.Client) -> None:
    sheet = assets()["doorstart.css"]
    assert len(sheet.content) < 30_000
    assert "immutable" in client.get(sheet.url).headers["cache-control"]
    assert "immutable" not in client.get("/static/doorstart.css?v=oud").headers["cache-control"]
    assert client.get("/static/..%2Fpages.py").status_code == 404


def test_a_city_brings_its_own_theme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    theme = tmp_path / "stad.css"
    theme.write_text(":root { --ds-blauw: #00652e; }")
    monkeypatch.setenv("DOORSTART_THEME", str(theme))
    assets.cache_clear()
    html = rendered("", tmp_path)
    monkeypatch.undo()
    assets.cache_clear()
    assert html.index("doorstart.css?v=") < html.index("thema.css?v=")


def test_amounts_days_and_moments_are_written_in_dutch() -> None:
    assert dutch.bedrag(-5) == "€\xa0-0,05"
    assert dutch.bedrag(None) == "geen"
    assert dutch.datum(date(2026, 3, 1)) == "1 maart 2026"
    assert dutch.moment(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)) == "2 juli 2026 om 00:30"
    assert [dutch.tijdsduur(timedelta(seconds=s)) for s in (-1, 119, 120, 7200, 172800)] == [
        "0 s",
        "119 s",
        "2 min",
        "2 uur",
        "2 dagen",
    ]


def test_a_list_as_csv_runs_no_formulas() -> None:
    body = bytes(
        as_csv("debiteuren", COLUMNS, [("=1+1", 5, None), ("a;b", -5, "bij")]).body
    ).decode()
    assert body.splitlines() == ["\ufeffNaam;Bedrag;Stand", "'=1+1;5;", '"a;b";-5;bij']


def test_every_entry_of_the_menu_knows_itself() -> None:
    assert [hoort_bij(ingang.adres) for ingang in INGANGEN] == [ingang.adres for ingang in INGANGEN]
    assert hoort_bij("/leningen/1") == "/debiteuren"
    assert hoort_bij("/dossiers/1") == "/werkvoorraad"
