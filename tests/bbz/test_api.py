"""bbz's API on a real database: decisions, refusals that are kept, the same answer for the same key."""

from typing import Any

import httpx
import pytest

from services.bbz.application import Bbz
from services.bbz.domain.events import KredietVerstrekt, VerstrekkingGeweigerd
from services.bbz.examples import AANVRAAG, LENING
from tests.web.api_rules import broken_rules

PAD = f"/bbz/v1/aanvragen/{AANVRAAG}"
BEOORDELING = {"advies": "toewijzen", "is_levensvatbaar": True, "voorgesteld_cent": 2_400_000}
VERSTREKKING = {
    "bedrag_cent": 2_400_000,
    "product": "bedrijfskapitaal_rentedragend",
    "termijnen": 60,
    "uitbetaald_op": "2025-10-01",
}


def post(
    client: httpx.Client,
    wat: str,
    body: dict[str, Any],
    actor: str = "consulent-2",
    key: str | None = None,
) -> httpx.Response:
    headers = {"Doorstart-Actor": actor} | ({"Idempotency-Key": key} if key else {})
    return client.post(f"{PAD}/{wat}", json=body, headers=headers)


def namen(bbz: Bbz) -> list[str]:
    return [stored.name for stored in bbz.store.stream(AANVRAAG)]


@pytest.fixture
def beoordeeld(client: httpx.Client) -> httpx.Client:
    assert post(client, "beoordelingen", BEOORDELING, "consulent-1").status_code == 200
    return client


def test_van_beoordeling_tot_krediet(beoordeeld: httpx.Client, bbz: Bbz) -> None:
    antwoord = post(beoordeeld, "verstrekkingen", VERSTREKKING)
    assert antwoord.status_code == 200
    assert (antwoord.json()["status"], antwoord.json()["lening_id"]) == ("verstrekt", str(LENING))
    gelezen = beoordeeld.get(PAD).json()
    assert (
        gelezen["status"],
        gelezen["krediet"]["mandaat"],
        gelezen["krediet"]["jaarrente_procent"],
    ) == ("verstrekt", "M-2025-01", "8")
    laatste = bbz.store.stream(AANVRAAG)[-1]
    assert isinstance(laatste.fact, KredietVerstrekt)
    assert (laatste.cause.actor, laatste.cause.mandate) == ("consulent-2", "M-2025-01")


def test_dezelfde_sleutel_krijgt_hetzelfde_antwoord_en_een_ander_verzoek_niet(
    beoordeeld: httpx.Client, bbz: Bbz
) -> None:
    eerste = post(beoordeeld, "verstrekkingen", VERSTREKKING, key="k1")
    assert post(beoordeeld, "verstrekkingen", VERSTREKKING, key="k1").json() == eerste.json()
    ander = post(beoordeeld, "verstrekkingen", {**VERSTREKKING, "termijnen": 59}, key="k1")
    assert (ander.status_code, ander.json()["code"]) == (409, "sleutel-hergebruikt")
    assert namen(bbz).count("KredietVerstrekt") == 1


def test_een_weigering_wordt_een_keer_vastgelegd_en_hetzelfde_verteld(
    beoordeeld: httpx.Client, bbz: Bbz
) -> None:
    te_veel = {**VERSTREKKING, "bedrag_cent": 25_342_001}
    antwoorden = [
        post(beoordeeld, "verstrekkingen", te_veel, "teamleider-1", key)
        for key in ("k2", "k2", None)
    ]
    assert [antwoord.status_code for antwoord in antwoorden] == [409, 409, 409]
    assert antwoorden[0].json() == antwoorden[1].json() == antwoorden[2].json()
    probleem = antwoorden[0].json()
    assert antwoorden[0].headers["content-type"] == "application/problem+json"
    assert probleem["code"] == "verstrekking-geweigerd-maximum"
    for deel in ("Bbz art. 20", "253.420,01", "253.420,00"):
        assert deel in probleem["detail"].replace("\xa0", " ")
    assert probleem["watBewaardIs"] == "De weigering is vastgelegd. Er is geen geld verstrekt."
    assert namen(bbz) == ["AanvraagGeopend", "AanvraagBeoordeeld", "VerstrekkingGeweigerd"]
    assert isinstance(bbz.store.stream(AANVRAAG)[-1].fact, VerstrekkingGeweigerd)


@pytest.mark.parametrize(
    ("actor", "bedrag", "code"),
    [
        ("consulent-1", 2_400_000, "vier-ogen"),
        ("consulent-2", 2_500_001, "mandaat"),
        ("auditor-1", 1, "mandaat"),
    ],
)
def test_wie_niet_mag_tekenen_krijgt_403_en_de_poging_is_vastgelegd(
    beoordeeld: httpx.Client, bbz: Bbz, actor: str, bedrag: int, code: str
) -> None:
    antwoord = post(beoordeeld, "verstrekkingen", {**VERSTREKKING, "bedrag_cent": bedrag}, actor)
    assert (antwoord.status_code, antwoord.json()["code"]) == (
        403,
        f"verstrekking-geweigerd-{code}",
    )
    assert namen(bbz)[-1] == "VerstrekkingGeweigerd"


def test_een_parameter_die_ontbreekt_wordt_genoemd(beoordeeld: httpx.Client) -> None:
    antwoord = post(beoordeeld, "verstrekkingen", {**VERSTREKKING, "regeling": "tozo"})
    assert antwoord.status_code == 409
    assert "max_tozo_lening" in antwoord.json()["watTeDoen"]


def test_afwijzen_vraagt_een_tweede_persoon(beoordeeld: httpx.Client, bbz: Bbz) -> None:
    zelf = post(beoordeeld, "afwijzingen", {"reden": "niet_levensvatbaar"}, "consulent-1")
    assert (zelf.status_code, zelf.json()["code"]) == (403, "besluit-geweigerd-vier-ogen")
    assert (
        post(beoordeeld, "afwijzingen", {"reden": "niet_levensvatbaar"}).json()["status"]
        == "afgewezen"
    )
    te_laat = post(beoordeeld, "verstrekkingen", VERSTREKKING)
    assert (te_laat.status_code, te_laat.json()["code"]) == (409, "weigering-AanvraagIsAfgedaan")
    assert namen(bbz) == ["AanvraagGeopend", "AanvraagBeoordeeld", "AanvraagAfgewezen"]


def test_de_beslistermijn_verlengen_en_niet_zomaar_buiten_behandeling_stellen(
    client: httpx.Client,
) -> None:
    assert post(client, "verlengingen", {"weken": 14}).status_code == 409
    assert post(client, "verlengingen", {"weken": 13}).json()["beslistermijn_tot"] == "2026-03-02"
    assert (
        post(client, "verlengingen", {"weken": 1}).json()["code"]
        == "weigering-BeslistermijnIsAlVerlengd"
    )
    assert (
        post(client, "buitenbehandelingstellingen", {}).json()["code"]
        == "weigering-GeenStukUitgebleven"
    )


def test_een_aanvraag_wordt_ingetrokken_tot_er_is_beslist(client: httpx.Client, bbz: Bbz) -> None:
    assert post(client, "intrekkingen", {"reden": "op_verzoek"}).json()["status"] == "ingetrokken"
    assert post(client, "intrekkingen", {"reden": "op_verzoek"}).status_code == 200
    assert namen(bbz) == ["AanvraagGeopend", "AanvraagIngetrokken"]
    te_laat = post(client, "beoordelingen", BEOORDELING)
    assert (te_laat.status_code, te_laat.json()["code"]) == (409, "weigering-AanvraagIsAfgedaan")


@pytest.mark.parametrize(
    ("wat", "body"),
    [
        ("intrekkingen", {"reden": "zomaar"}),
        ("beoordelingen", {"advies": "misschien", "is_levensvatbaar": True}),
        ("beoordelingen", {**BEOORDELING, "voorgesteld_cent": -1}),
        ("verstrekkingen", {**VERSTREKKING, "bedrag_cent": 24_000.50}),
        ("verstrekkingen", {**VERSTREKKING, "bedrag_cent": 0}),
        ("verstrekkingen", {**VERSTREKKING, "termijnen": 0}),
        ("verstrekkingen", {**VERSTREKKING, "ondertekenaar": "teamleider-1"}),
        ("afwijzingen", {}),
        ("verlengingen", {"weken": 0}),
    ],
)
def test_onjuiste_invoer_is_400_en_verandert_niets(
    client: httpx.Client, bbz: Bbz, wat: str, body: dict[str, Any]
) -> None:
    antwoord = post(client, wat, body)
    assert (antwoord.status_code, antwoord.json()["code"]) == (400, "invoer-onjuist")
    assert namen(bbz) == ["AanvraagGeopend"]


def test_een_onbekende_aanvraag_is_404(client: httpx.Client) -> None:
    onbekend = "/bbz/v1/aanvragen/00000000-0000-0000-0000-000000000000"
    assert client.get(onbekend).status_code == 404
    assert (
        client.post(f"{onbekend}/afwijzingen", json={"reden": "niet_levensvatbaar"}).status_code
        == 404
    )


def test_de_lijst_heeft_filters_en_bladzijden(client: httpx.Client) -> None:
    lijst = client.get("/bbz/v1/aanvragen").json()
    assert lijst["totaal"] == 1
    assert lijst["aanvragen"][0]["aanvraag_id"] == str(AANVRAAG)
    assert client.get("/bbz/v1/aanvragen?status=verstrekt").json() == {"totaal": 0, "aanvragen": []}
    assert client.get("/bbz/v1/aanvragen?page=2&pageSize=10").json()["aanvragen"] == []
    assert client.get("/bbz/v1/aanvragen?status=onzin").status_code == 400


def test_de_beschrijving_volgt_de_regels_van_de_overheid(client: httpx.Client) -> None:
    assert list(broken_rules(client.get("/bbz/v1/openapi.json").json())) == []
