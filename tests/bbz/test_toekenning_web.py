"""Granting living costs over the API and on the page, on a real database."""

import re
from typing import Any

import httpx
import pytest

from services.bbz.application import Bbz, verwerk_in
from services.bbz.domain.events import LevensonderhoudToegekend, VerstrekkingGeweigerd
from services.bbz.examples import BESLOTEN, LEVENSONDERHOUD, OPENEN
from shared.facts import Cause
from tests.bbz.gegeven import KADER
from tests.bbz.test_pages import zoals_getoond

API, PAGINA = f"/bbz/v1/aanvragen/{LEVENSONDERHOUD}", f"/aanvragen/{LEVENSONDERHOUD}"
TOEKENNING = {
    "van": "2025-10-01",
    "maanden": 6,
    "maandbedrag_cent": 100_000,
    "huishouden": "alleenstaande",
    "norm_cent": 140_000,
    "normbron": "staatscourant",
}
INGEVULD = {
    "van": "2025-10-01",
    "maanden": "6",
    "maandbedrag": "1.000,00",
    "huishouden": "alleenstaande",
    "norm": "1.400,00",
    "normbron": "staatscourant",
    "vorm": "renteloze_lening",
    "eerste_boekjaarmaand": "1",
    "verlengingsgrond": "",
    "is_blijvend_onder_norm": "",
    "is_vermogen_binnen_grens": "",
}


@pytest.fixture
def beoordeeld(client: httpx.Client, bbz: Bbz) -> httpx.Client:
    with bbz.store.transaction() as transaction:
        openen = OPENEN.model_copy(
            update={"aanvraag_id": LEVENSONDERHOUD, "soort": "levensonderhoud"}
        )
        verwerk_in(transaction, KADER.parameters, openen, Cause("opening-2", "bbz", openen.op))
    antwoord = post(
        client, "beoordelingen", {"advies": "toewijzen", "is_levensvatbaar": True}, "consulent-1"
    )
    assert antwoord.status_code == 200
    return client


def post(
    client: httpx.Client,
    wat: str,
    body: dict[str, Any],
    actor: str = "consulent-2",
    key: str | None = None,
) -> httpx.Response:
    headers = {"Doorstart-Actor": actor} | ({"Idempotency-Key": key} if key else {})
    return client.post(f"{API}/{wat}", json=body, headers=headers)


def vul_in(client: httpx.Client, **anders: str) -> httpx.Response:
    return client.post(
        f"{PAGINA}/toekenningen", data=INGEVULD | anders, headers={"Doorstart-Actor": "consulent-2"}
    )


def test_van_beoordeling_tot_levensonderhoud(beoordeeld: httpx.Client, bbz: Bbz) -> None:
    antwoord = post(beoordeeld, "toekenningen", TOEKENNING, key="l1")
    assert (antwoord.status_code, antwoord.json()["status"], antwoord.json()["lening_id"]) == (
        200,
        "toegekend",
        None,
    )
    assert post(beoordeeld, "toekenningen", TOEKENNING, key="l1").json() == antwoord.json()
    laatste = bbz.store.stream(LEVENSONDERHOUD)[-1]
    assert isinstance(laatste.fact, LevensonderhoudToegekend)
    assert (laatste.cause.actor, laatste.cause.mandate, laatste.cause.at) == (
        "consulent-2",
        "M-2025-01",
        BESLOTEN,
    )
    (regel,) = (
        een
        for een in beoordeeld.get("/bbz/v1/aanvragen").json()["aanvragen"]
        if een["soort"] == "levensonderhoud"
    )
    assert (regel["status"], regel["bedrag_cent"], regel["loopt"]) == ("toegekend", 600_000, False)


@pytest.mark.parametrize(
    ("anders", "actor", "status", "code"),
    [
        ({"maandbedrag_cent": 140_001}, "consulent-2", 409, "norm"),
        ({"maanden": 13}, "consulent-2", 409, "duur"),
        ({"vorm": "om_niet"}, "consulent-2", 409, "vorm"),
        ({}, "consulent-1", 403, "vier-ogen"),
    ],
)
def test_een_weigering_wordt_vastgelegd_en_verteld(
    beoordeeld: httpx.Client, bbz: Bbz, anders: dict[str, Any], actor: str, status: int, code: str
) -> None:
    antwoord = post(beoordeeld, "toekenningen", TOEKENNING | anders, actor)
    assert (antwoord.status_code, antwoord.json()["code"]) == (
        status,
        f"verstrekking-geweigerd-{code}",
    )
    assert (
        antwoord.json()["watBewaardIs"] == "De weigering is vastgelegd. Er is geen geld verstrekt."
    )
    assert isinstance(bbz.store.stream(LEVENSONDERHOUD)[-1].fact, VerstrekkingGeweigerd)


def test_toekennen_op_de_pagina_met_voorwaarden_en_besluit(
    beoordeeld: httpx.Client, bbz: Bbz
) -> None:
    voorwaarden = beoordeeld.get(PAGINA, params={"blad": "voorwaarden"}).text
    assert voorwaarden.count('scope="row"') == 7
    voor = beoordeeld.get(PAGINA, headers={"Doorstart-Actor": "consulent-2"}).text
    assert "Levensonderhoud toekennen" in voor
    eerst = vul_in(beoordeeld)
    assert (eerst.status_code, "Er is nog niets vastgelegd" in eerst.text) == (200, True)
    assert "€\xa06.000,00 levensonderhoud toe, over 6 maanden" in eerst.text
    assert (
        "Levensonderhoud toekennen"
        in beoordeeld.get(PAGINA, headers={"Doorstart-Actor": "consulent-2"}).text
    ), "looking changes nothing"
    assert vul_in(beoordeeld, bevestigd="ja").status_code == 303
    assert zoals_getoond(bbz, LEVENSONDERHOUD, "toekenningen", eerst.text)
    na = beoordeeld.get(PAGINA).text.replace("\xa0", " ")
    for tekst in (
        "toegekend",
        "€ 6.000,00",
        "voorlopig een lening zonder rente",
        "Bbz art. 11 lid 1",
        "Consulent 2, mandaat M-2025-01",
    ):
        assert tekst in na
    assert "Levensonderhoud toekennen" not in na


def test_wat_getypt_was_blijft_staan_bij_een_fout(beoordeeld: httpx.Client) -> None:
    antwoord = vul_in(beoordeeld, maandbedrag="duizend", maanden="6")
    assert antwoord.status_code == 400
    assert "Bedrag per maand: &#39;duizend&#39; is geen bedrag." in antwoord.text
    assert re.search(
        r'id="veld-maandbedrag"[^>]*aria-invalid="true"[^>]*value="duizend"', antwoord.text
    )
    assert 'name="maanden" required type="text" value="6"' in antwoord.text
