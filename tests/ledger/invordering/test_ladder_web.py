"""The ladder as people and programs use it: its page, its forms, its API; on a real database."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from starlette.testclient import TestClient

from services.ledger.entrypoints.woorden import invordering as woorden
from services.ledger.projections.debiteuren import STAPPEN
from shared.settings import Database
from tests.ledger.test_web import client_of, get
from tests.steun.ledger.stad import Stad, krediet, lening_id

LADDER = f"/leningen/{lening_id()}/invordering"
API = f"/ledger/v1/leningen/{lening_id()}/invordering"


@pytest.fixture
def stad(
    new_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Stad]:
    """One loan that missed a term, on 16 March."""
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    stad = Stad.nieuw(new_database("ledger"))
    stad.dag(date(2026, 1, 12))
    stad.hoor(krediet(0))
    stad.dagen(date(2026, 1, 13), date(2026, 3, 16))
    stad.projecteer()
    yield stad
    stad.store.close()


@pytest.fixture
def client(stad: Stad) -> TestClient:
    return client_of(stad)


def doe(client: TestClient, status: int = 200, **handeling: Any) -> Any:
    answer = client.post(f"{API}/handelingen", json=handeling)
    assert answer.status_code == status, answer.text
    return answer.json()


def test_de_api_zegt_wat_er_komt_wanneer_en_wie(client: TestClient) -> None:
    ladder = get(client, API)
    assert (ladder["loopt"], ladder["sinds"], ladder["periode"]) == (True, "2026-02-28", 1)
    volgende = ladder["volgende"]
    assert (volgende["stap"], volgende["op"], volgende["wie"]) == (
        "contact",
        "2026-03-16",
        "debiteurenbeheer",
    )
    assert [feit["soort"] for feit in ladder["tijdlijn"]] == ["InvorderingGestart"]
    assert client.get(f"/ledger/v1/leningen/{lening_id(9)}/invordering").status_code == 404


def test_een_handeling_met_dezelfde_sleutel_gebeurt_een_keer_en_met_andere_inhoud_niet(
    client: TestClient,
) -> None:
    contact = {"soort": "contact", "wijze": "telefoon", "uitkomst": "bereikt"}
    sleutel = {"Idempotency-Key": "a"}
    eerste, tweede = (
        client.post(f"{API}/handelingen", json=contact, headers=sleutel).json() for _ in range(2)
    )
    assert eerste == tweede
    assert eerste["feiten"] == ["ContactGelegd"]
    assert eerste["volgende"]["stap"] == "aanmaning"
    anders = client.post(
        f"{API}/handelingen", json=contact | {"uitkomst": "niet_bereikt"}, headers=sleutel
    )
    assert (anders.status_code, anders.json()["code"]) == (409, "sleutel-hergebruikt")
    namen = [een["soort"] for een in client.get(API).json()["tijdlijn"]]
    assert namen.count("ContactGelegd") == 1


@pytest.mark.parametrize(
    ("handeling", "status"),
    [
        ({"soort": "dwangbevel"}, 409),
        ({"soort": "onbekend"}, 400),
        ({"soort": "contact", "wijze": "duif", "uitkomst": "bereikt"}, 400),
        ({"soort": "pauze", "reden": "moratorium", "tot": "2030-01-01"}, 409),
    ],
)
def test_wat_niet_kan_wordt_geweigerd_in_drie_delen(
    client: TestClient, handeling: dict[str, Any], status: int
) -> None:
    probleem = doe(client, status, **handeling)
    assert probleem["watGebeurde"]
    assert probleem["watBewaardIs"]
    assert probleem["watTeDoen"]


def test_de_lijst_en_de_lening_zeggen_de_volgende_stap_met_dag_en_wie(
    stad: Stad, client: TestClient
) -> None:
    doe(client, soort="pauze", reden="moratorium", tot="2026-04-01")
    stad.projecteer()
    lijst = client.get("/debiteuren?licht=uitstel").text
    for tekst in (
        "De invordering staat stil: moratorium tot 1 april 2026",
        "Invordering gaat verder",
        "gaat vanzelf",
        "1 april 2026",
    ):
        assert tekst in lijst
    assert get(client, "/ledger/v1/debiteuren?licht=uitstel")["totaal"] == 1
    lening = client.get(f"/leningen/{lening_id()}").text
    for tekst in (
        "Invordering gaat verder",
        "Naar de invordering",
        "De invordering staat stil (moratorium) tot en met 31 maart 2026.",
    ):
        assert tekst in lening


def test_de_bladzijde_toont_een_formulier_dat_past_en_wat_er_gebeurde(client: TestClient) -> None:
    blad = client.get(LADDER).text
    for tekst in (
        "Bellen of langsgaan",
        "debiteurenbeheer",
        "Contact vastleggen",
        "Wat is er gebeurd?",
        "De invordering begint",
    ):
        assert tekst in blad
    assert "handeling=dwangbevel" not in blad
    assert 'name="uitkomst"' in blad
    assert 'name="tot"' in client.get(f"{LADDER}?handeling=pauze").text


def test_een_formulier_wordt_vastgelegd_en_gaat_terug_naar_de_ladder(client: TestClient) -> None:
    answer = client.post(f"{LADDER}/betaalafspraak", data={"bedrag": "350,00", "op": "2026-03-20"})
    assert (answer.status_code, answer.headers["location"]) == (303, LADDER)
    blad = client.get(LADDER).text
    assert "Afgesproken: € 350,00 uiterlijk op 20 maart 2026." in blad
    assert "Weer verder gaan" in blad


@pytest.mark.parametrize(
    ("formulier", "waarden", "status", "tekst"),
    [
        ("betaalafspraak", {"bedrag": "veel", "op": "2026-03-20"}, 400, "geen bedrag"),
        ("gesprek", {"op": ""}, 400, "verplicht"),
        ("gesprek", {"op": "2027-03-20"}, 409, "Kies een dag na vandaag"),
    ],
)
def test_een_fout_zegt_wat_er_mis_is_en_bewaart_wat_is_getypt(
    client: TestClient, formulier: str, waarden: dict[str, str], status: int, tekst: str
) -> None:
    answer = client.post(f"{LADDER}/{formulier}", data=waarden)
    assert answer.status_code == status
    assert tekst in answer.text
    assert all(f'value="{waarde}"' in answer.text for waarde in waarden.values())
    assert len(get(client, API)["tijdlijn"]) == 1


def test_meer_beloven_dan_er_openstaat_komt_terug_met_het_hoogste_dat_kan(
    client: TestClient,
) -> None:
    waarden = {"bedrag": "999.999,00", "op": "2026-03-20"}
    answer = client.post(f"{LADDER}/betaalafspraak", data=waarden)
    assert answer.status_code == 409
    assert 'href="#veld-bedrag"' in answer.text
    assert 'value="999.999,00"' in answer.text
    (dichtstbij,) = re.findall(r'name="neem_over" value="([^"]+)"', answer.text)
    assert len(get(client, API)["tijdlijn"]) == 1
    over = client.post(f"{LADDER}/betaalafspraak", data=waarden | {"neem_over": dichtstbij})
    assert (over.status_code, over.headers["location"]) == (303, LADDER)
    bedrag = dichtstbij.partition("=")[2]
    assert f"Afgesproken: € {bedrag} uiterlijk op 20 maart 2026." in client.get(LADDER).text


def test_wie_bij_is_heeft_niets_te_doen(stad: Stad, client: TestClient) -> None:
    stad.hoor(krediet(1))
    stad.projecteer()
    blad = client.get(f"/leningen/{lening_id(1)}/invordering").text
    assert "Er loopt geen invordering." in blad
    assert '<form method="post" action="/leningen' not in blad


def test_elk_formulier_heeft_zijn_woorden_en_elke_stap_zijn_naam() -> None:
    assert set(woorden.FORMULIEREN) == set(woorden.TITELS) == set(woorden.UITLEG)
    assert set(woorden.BIJ_STAP) | {
        "opeising",
        "afspraak_nakijken",
        "aanmaning_versturen",
        "hervatten",
    } == set(STAPPEN)
