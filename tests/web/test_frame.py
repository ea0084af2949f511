"""What the frame of pages does: a menu per role, a confirmation after a deed, one pattern for refusals, lists as somebody likes them."""

import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, Response
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape
from starlette.testclient import TestClient

from deploy.gateway.app import make_gateway
from deploy.gateway.routes import SERVICES
from shared.web import bevestiging
from shared.web.api import make_api
from shared.web.app import make_app
from shared.web.beelden import BREED, Deel, Maand, samengevat, termijnlijn, vlakken
from shared.web.menu import menu
from shared.web.pages import Pages
from shared.web.problems import Dichtstbij, Fout, Probleem
from shared.web.requests import FormValues
from shared.web.tables import Choice, Column, Filter, Listing, ListQuery, cells
from tests.steun.organisatie import ACTEURS, demo_bron
from tests.web.server import free_address, running

LIJST = (
    Column("naam", "Naam", sorts=True),
    Column("bedrag", "Bedrag", sorts=True, right=True),
    Column("gemeente", "Gemeente"),
)
FORMULIER = """{% extends "doorstart/base.html" %}{% block titel %}Uitstel{% endblock %}{% block inhoud %}
{{ ui.foutsamenvatting((), {"maanden": "Aantal maanden"}, weigering) }}
<form method="post" action="/vorderingen" id="formulier">{{ ui.veld("maanden", "Aantal maanden", values.get("maanden", "")) }}
{{ ui.veld("reden", "Reden", values.get("reden", "")) }}</form>{% endblock %}"""
LIJSTPAGINA = """{% extends "doorstart/base.html" %}{% block titel %}Debiteuren{% endblock %}{% block inhoud %}
{% call(row) ui.tabel(listing) %}<td>{{ row }}</td>{{ ui.cel_bedrag(row) }}<td>Doorstad</td>{% endcall %}{% endblock %}"""


class TeLangError(Exception):
    """A refusal as a domain knows it."""


class IsErNietError(Exception):
    """Something that is nowhere."""


def _too_long(_error: Any) -> Probleem:
    return Probleem(
        409,
        "te-lang",
        "Dit kan niet",
        "Uitstel duurt hooguit 12 maanden.",
        "Kies minder maanden.",
        fouten=(Fout("maanden", "hooguit 12"),),
        dichtstbij=(Dichtstbij("maanden", "12", "Vul 12 maanden in"),),
    )


def _nowhere(_error: Any) -> Probleem:
    return Probleem(404, "nergens", "Niet gevonden", "Dit is er niet.", "Begin opnieuw.")


def frame_app(folder: Path) -> FastAPI:
    (folder / "formulier.html").write_text(FORMULIER)
    (folder / "lijst.html").write_text(LIJSTPAGINA)
    pages = Pages(folder)

    @pages.router.get("/debiteuren")
    def lijst(request: Request) -> HTMLResponse:
        query = ListQuery.of(request, LIJST, sort="naam", filters=("gemeente", "blad"))
        filters = [Filter("gemeente", "Gemeente", [Choice("GM9901", "Doorstad", 3)])]
        listing = Listing("Debiteuren", LIJST, [1, 2, 3], 3, query, "Leeg.", filters, "Zoek")
        return pages.render(request, "lijst.html", listing=listing)

    @pages.router.get("/vorderingen")
    def formulier(request: Request) -> HTMLResponse:
        return pages.render(request, "formulier.html", weigering=None, values={})

    @pages.router.post("/vorderingen")
    def verstuur(request: Request, values: FormValues) -> Response:
        with pages.attempt() as poging:
            if values["maanden"] == "0":
                raise IsErNietError
            if int(values["maanden"]) > 12:
                raise TeLangError
        if poging.weigering:
            return pages.render(
                request, "formulier.html", status=409, weigering=poging.weigering, values=values
            )
        return pages.done(
            request, "/debiteuren?blad=a#b", "Het uitstel staat vast.", ("/bank", "Naar de bank")
        )

    translation = {TeLangError: _too_long, IsErNietError: _nowhere}
    return make_app(
        "proef",
        make_api("proef", "Proef", "1.0.0"),
        pages,
        translation=translation,
        organisatie=demo_bron,
    )


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    return TestClient(
        frame_app(tmp_path),
        base_url="http://localhost",
        client=("127.0.0.1", 1),
        follow_redirects=False,
    )


def test_a_deed_is_confirmed_once_with_its_next_step(client: TestClient) -> None:
    answer = client.post("/vorderingen", data={"maanden": "3", "reden": ""})
    assert (answer.status_code, answer.headers["location"]) == (303, "/debiteuren?blad=a#b")
    assert "Het uitstel" not in client.get("/vorderingen").text, "another page is silent"
    page = client.get(answer.headers["location"]).text
    found = re.search(r'<div class="melding melding-goed" role="status".*?</div>', page, re.DOTALL)
    assert found
    assert "Het uitstel staat vast." in found[0]
    assert '<a href="/bank">Naar de bank</a>' in found[0]
    assert "Het uitstel" not in client.get("/debiteuren").text, "once"


@pytest.mark.parametrize(
    "value", ["onzin", "e30=", "", "\u00e9", "eyJvcCI6ICIvZGViaXRldXJlbiIsICJ0ZWtzdCI6IDF9"]
)
def test_nonsense_in_its_cookie_is_silence(client: TestClient, value: str) -> None:
    answer = client.get(
        "/debiteuren", headers={b"cookie": f"{bevestiging.COOKIE}={value}".encode()}
    )
    assert answer.status_code == 200
    assert 'role="status"' not in answer.text


@pytest.mark.parametrize("adres", ["https://kwaad.example/", "//kwaad.example", "/\\kwaad.example"])
def test_its_link_leads_to_a_page_of_ours(client: TestClient, adres: str) -> None:
    response = Response()
    bevestiging.remember(
        response, "/debiteuren", bevestiging.Bevestiging("Klik", adres, "hier"), secure=False
    )
    cookie = response.headers["set-cookie"].partition(";")[0]
    assert "kwaad" not in client.get("/debiteuren", headers={"cookie": cookie}).text


def test_a_refusal_keeps_the_form_and_offers_the_nearest_value(client: TestClient) -> None:
    answer = client.post("/vorderingen", data={"maanden": "99", "reden": "blijft staan"})
    assert answer.status_code == 409
    assert "<title>Fout: Uitstel" in answer.text
    assert 'role="alert" tabindex="-1" autofocus' in answer.text
    assert "Er is niets veranderd. Wat u invulde, staat er nog." in answer.text
    assert 'href="#veld-maanden">Aantal maanden: hooguit 12' in answer.text
    assert 'value="blijft staan"' in answer.text
    assert 'name="neem_over" value="maanden=12"' in answer.text
    taken = {"neem_over": "maanden=12", "maanden": "99", "reden": "blijft staan"}
    assert client.post("/vorderingen", data=taken).status_code == 303
    unasked = {"neem_over": "bedrag=12", "maanden": "99", "reden": ""}
    assert client.post("/vorderingen", data=unasked).status_code == 409


def test_what_is_nowhere_has_a_page_of_its_own(client: TestClient) -> None:
    answer = client.post("/vorderingen", data={"maanden": "0", "reden": ""})
    assert answer.status_code == 404
    assert "Code voor de beheerder" in answer.text


def test_every_role_sees_its_own_menu() -> None:
    eigen = {actor.actor_id: [ingang.adres for ingang in menu(actor.rollen)] for actor in ACTEURS}
    assert eigen["consulent-1"][0] == "/werkvoorraad"
    assert eigen["debiteuren-1"][0] == "/debiteuren"
    assert "/werkvoorraad" not in eigen["debiteuren-1"]
    assert "/bank" not in eigen["consulent-1"]
    zonder_personen = ["/stand", "/organisatie", "/aansluiten"]
    assert eigen["beheer-1"] == zonder_personen, "an operator sees no persons"
    assert set(eigen["teamleider-1"]) > set(eigen["consulent-1"]) & set(eigen["debiteuren-1"])
    for adressen in eigen.values():
        assert not {"/klok", "/parameters"} & set(adressen)


def test_a_list_has_one_bar_and_a_second_skip_link(client: TestClient) -> None:
    page = client.get("/debiteuren?gemeente=GM9901&blad=alles&zoek=x").text
    assert page.index('href="#inhoud"') < page.index('href="#lijst"') < page.index('id="lijst"')
    assert page.count('class="lijstbalk"') == 1
    assert '<option value="GM9901" selected>Doorstad (3)</option>' in page
    assert '<input type="hidden" name="blad" value="alles">' in page
    assert "3 gevonden" in page
    assert 'href="/debiteuren?blad=alles&amp;sort=naam">Toon alles</a>' in page
    assert "#lijst" not in client.get("/vorderingen").text


def test_the_order_and_the_columns_are_remembered(client: TestClient) -> None:
    here = {"referer": "http://localhost/debiteuren"}
    asked = "/debiteuren?sort=-bedrag&kolom=naam&kolom=bedrag&pageSize=50"
    client.get(asked)
    assert "<td" in (page := client.get("/debiteuren").text)
    assert 'aria-sort="ascending"' in page, "a link from elsewhere is followed, not kept"
    client.get(asked, headers=here)
    page = client.get("/debiteuren").text
    assert 'aria-sort="descending"' in page
    assert "Doorstad</td>" not in page
    assert 'data-kop="Bedrag"' in page
    assert "<option selected>50</option>" in page
    back = "/debiteuren?sort=naam&kolom=naam&kolom=bedrag&kolom=gemeente&pageSize=25"
    client.get(back, headers=here)
    assert "Doorstad</td>" in client.get("/debiteuren").text
    assert client.get("/debiteuren", headers={"cookie": "weergave_debiteuren=onzin"}).is_success


@given(st.lists(st.text(), min_size=3, max_size=3))
def test_cells_keep_their_content_under_their_column(texts: list[str]) -> None:
    row = Markup("").join(Markup('<td class="x">{}</td>\n').format(text) for text in texts)
    query = ListQuery("/x", "naam", descending=False, page=1, page_size=25)
    whole = cells(row, Listing("Rijen", LIJST, [], 0, query, ""))
    for text, column in zip(texts, LIJST, strict=True):
        assert f'data-kop="{column.label}" class="x">{escape(text)}</td>' in whole


def test_a_table_in_a_cell_is_part_of_the_cell() -> None:
    row = Markup(
        '<th scope="row">a<table><tr><td>1</td></tr></table></th><td>b</td>{% set x = 1 %}<td>c</td>'
    )
    query = ListQuery(
        "/x", "naam", descending=False, page=1, page_size=25, kolommen=("naam", "gemeente")
    )
    shown = cells(row, Listing("Rijen", LIJST, [], 0, query, ""))
    assert shown.count("data-kop") == 2
    assert "<table><tr><td>1</td></tr></table></th>" in shown
    with pytest.raises(ValueError, match="2 cells, 3 columns"):
        cells(Markup("<td>a</td><td>b</td>"), Listing("Rijen", LIJST, [], 0, query, ""))


def test_the_gateway_keeps_no_cookies_of_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    with running(frame_app(tmp_path)) as ledger:
        addresses = dict.fromkeys(SERVICES, f"http://{free_address()}") | {"ledger": ledger}
        with running(make_gateway(addresses)) as url:
            done = httpx.post(f"{url}/vorderingen", data={"maanden": "3", "reden": ""})
            assert bevestiging.COOKIE in done.headers["set-cookie"]
            assert 'role="status"' not in httpx.get(f"{url}/debiteuren").text
            with httpx.Client(base_url=url, cookies=done.cookies) as same:
                assert "Het uitstel staat vast." in same.get("/debiteuren").text


@given(st.lists(st.integers(0, 10**6), max_size=8))
def test_the_parts_of_a_bar_fill_it(aantallen: list[int]) -> None:
    getekend = vlakken([Deel(str(een), een, "bij") for een in aantallen])
    assert [vlak.deel.aantal for vlak in getekend] == [een for een in aantallen if een]
    assert sum(vlak.breed for vlak in getekend) == (BREED if any(aantallen) else 0)
    for eerder, later in pairwise(getekend):
        assert eerder.links + eerder.breed == later.links


@given(st.dates(), st.integers(0, 400), st.integers(-500, 900))
def test_today_stands_on_the_right_side_of_the_last_day(van: date, lang: int, nu: int) -> None:
    tot = van + timedelta(days=lang) if van < date(9000, 1, 1) else van
    vandaag = max(date(1, 1, 1), min(date(9000, 1, 1), van)) + timedelta(days=max(0, nu))
    lijn = termijnlijn(("Begin", van), ("Einde", tot), vandaag)
    assert all(0 <= merk.x <= BREED for merk in lijn.merken)
    assert lijn.is_voorbij == (vandaag > tot)
    assert (lijn.vandaag > lijn.merken[-1].x) <= lijn.is_voorbij


def test_a_row_of_payments_is_told_in_words() -> None:
    dag = date(2026, 1, 31)
    assert samengevat([]) == "nog niets"
    rij = [Maand(dag, "op_tijd"), Maand(dag, "gemist"), Maand(dag, "op_tijd")]
    assert samengevat(rij) == "2 op tijd, 1 niet betaald"
