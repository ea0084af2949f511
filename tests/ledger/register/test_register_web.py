"""The register of a loan by API and page, on a real database: shown, searched, replayed, and felt by a schuldregeling."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from starlette.testclient import TestClient

from services.ledger.application.replay import replay
from shared.settings import Database
from tests.ledger.test_web import client_of, get
from tests.steun.ledger.stad import Stad, krediet, lening_id

DAG = date(2026, 2, 28)
API = f"/ledger/v1/leningen/{lening_id()}"
PAGINA = f"/leningen/{lening_id()}/register"
PARTNER = str(krediet(1).dossier_id)
ZEKERHEID = {
    "soort": "hypotheek",
    "gevestigd_op": "2026-01-08",
    "dekking_cent": 2_500_000,
    "documentkenmerk": "ZAAK-2026-0001",
}
SCHULDREGELING = {
    "gegevens": {
        "soort": "schuldregeling",
        "bedrag_cent": 600_000,
        "alle_schuldeisers_werken_mee": True,
    },
    "motivering": "schuldregeling",
}


@pytest.fixture
def stad(
    new_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Stad]:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    stad = Stad.nieuw(new_database("ledger"))
    stad.dag(date(2026, 1, 12))
    stad.hoor(krediet(0), krediet(1, gemeente="GM9902"))
    stad.dag(DAG)
    stad.projecteer()
    yield stad
    stad.store.close()


@pytest.fixture
def client(stad: Stad) -> TestClient:
    return client_of(stad)


def test_een_zekerheid_door_de_api_staat_op_de_lening_en_begrenst_een_schuldregeling(
    stad: Stad, client: TestClient
) -> None:
    antwoord = client.post(f"{API}/zekerheden", json=ZEKERHEID)
    assert (antwoord.status_code, antwoord.json()["feiten"]) == (200, ["ZekerheidGevestigd"])
    assert client.post(f"{API}/zekerheden", json=ZEKERHEID).json()["feiten"] == []
    (zekerheid,) = get(client, f"{API}/register")["zekerheden"]
    assert "dekt € 25.000,00" in client.get(f"/leningen/{lening_id()}").text.replace(
        "\N{NO-BREAK SPACE}", " "
    )
    geweigerd = client.post(f"{API}/voorstellen", json=SCHULDREGELING)
    assert geweigerd.status_code == 409
    assert "Kwijtschelden kan tot € 5.000,00 (Bbz art. 42)" in geweigerd.json()["watGebeurde"]
    taxatie = {"getaxeerd_op": "2026-02-20", "dekking_cent": 2_400_000}
    client.post(f"{API}/zekerheden/{zekerheid['zekerheid_id']}/taxaties", json=taxatie)
    voorstel = client.post(f"{API}/voorstellen", json=SCHULDREGELING)
    assert voorstel.status_code == 200
    client.post(
        f"{API}/zekerheden/{zekerheid['zekerheid_id']}/taxaties",
        json=taxatie | {"dekking_cent": 2_600_000},
    )
    tweede = client_of(stad)
    tweede.headers["Doorstart-Actor"] = "teamleider-1"
    bekrachtiging = tweede.post(
        f"{API}/voorstellen/{voorstel.json()['besluit_id']}/bekrachtigingen"
    )
    assert bekrachtiging.status_code == 409, (
        "the cover that holds on the day of the decision counts"
    )


def test_een_medeschuldenaar_door_de_pagina_en_gevonden_in_de_debiteurenlijst(
    stad: Stad, client: TestClient
) -> None:
    assert get(client, f"/ledger/v1/leningen/{lening_id()}/register")["medeschuldenaren"] == []
    waarden = {
        "medeschuldenaar_id": PARTNER,
        "aansprakelijkheid": "partner",
        "vanaf": "2026-01-08",
        "documentkenmerk": "AKTE-2026-17",
    }
    assert client.post(f"{PAGINA}/medeschuldenaar", data=waarden).status_code == 303
    assert "één schuld, één saldo" in client.get(f"/leningen/{lening_id()}").text
    gevonden = client.get("/debiteuren", params={"zoek": PARTNER}).text
    assert str(lening_id(0)) in gevonden
    assert str(lening_id(1)) in gevonden
    ontslag = {"medeschuldenaar_id": PARTNER, "per": DAG.isoformat(), "reden": "besluit"}
    assert client.post(f"{PAGINA}/ontslag", data=ontslag).status_code == 303
    gevonden = client.get("/debiteuren", params={"zoek": PARTNER}).text
    assert str(lening_id(0)) not in gevonden
    assert "Niet meer aansprakelijk vanaf" in client.get(PAGINA).text


def test_een_fout_in_het_formulier_houdt_wat_was_ingevuld(client: TestClient) -> None:
    waarden = {
        "soort": "pand",
        "gevestigd_op": "2026-01-08",
        "dekking": "1.000,00",
        "documentkenmerk": "J. de Vries",
    }
    antwoord = client.post(f"{PAGINA}/zekerheid", data=waarden)
    assert antwoord.status_code == 400
    assert 'value="1.000,00"' in antwoord.text
    assert "veld-documentkenmerk" in antwoord.text
    later = client.post(
        f"{PAGINA}/zekerheid",
        data=waarden | {"gevestigd_op": "2027-01-01", "documentkenmerk": "ZAAK-1"},
    )
    assert later.status_code == 409
    assert "De dag ligt na vandaag" in later.text
    assert 'value="ZAAK-1"' in later.text
    assert client.post(f"{PAGINA}/zekerheid", data=waarden | {"dekking": "veel"}).status_code == 400
    assert client.post(f"{PAGINA}/onzin", data=waarden).status_code == 404
    assert get(client, f"{API}/register")["zekerheden"] == []


def test_alles_van_een_zekerheid_door_de_pagina(client: TestClient) -> None:
    waarden = {
        "soort": "pand",
        "gevestigd_op": "2026-01-08",
        "dekking": "",
        "documentkenmerk": "ZAAK-2026-2",
    }
    assert client.post(f"{PAGINA}/zekerheid", data=waarden).status_code == 303
    (zekerheid,) = get(client, f"{API}/register")["zekerheden"]
    eigen = {"zekerheid_id": zekerheid["zekerheid_id"]}
    assert (
        client.post(
            f"{PAGINA}/taxatie", data=eigen | {"getaxeerd_op": "2026-02-01", "dekking": "900"}
        ).status_code
        == 303
    )
    assert (
        client.post(
            f"{PAGINA}/vervallen", data=eigen | {"per": "2026-02-02", "reden": "vrijgegeven"}
        ).status_code
        == 303
    )
    (zekerheid,) = get(client, f"{API}/register")["zekerheden"]
    assert (zekerheid["dekking_cent"], zekerheid["vervallen_per"]) == (90_000, "2026-02-02")


def test_een_geweigerd_verzoek_blijft_bewaard_met_de_regel_en_komt_op_de_pagina(
    client: TestClient,
) -> None:
    verzoek = {
        "gegevens": {"soort": "uitstel", "van": "2026-03-01", "maanden": 13},
        "ontvangen_op": "2026-02-20",
        "reden": "regel_verbiedt",
    }
    for verwacht in (["VerzoekGeweigerd"], []):
        assert client.post(f"{API}/weigeringen", json=verzoek).json()["feiten"] == verwacht
    (weigering,) = get(client, f"{API}/register")["weigeringen"]
    assert (weigering["geweigerd_door"], weigering["grondslag"]) == ("debiteuren-1", "Bbz art. 41")
    assert "hooguit 12 maanden uitstel" in client.get(f"/leningen/{lening_id()}").text


def test_een_replay_geeft_ook_het_register(stad: Stad, client: TestClient) -> None:
    client.post(f"{API}/zekerheden", json=ZEKERHEID)
    stad.projecteer()
    uit = replay(stad.store)
    assert uit.is_equal
    assert (uit.balances.rows, uit.others.rows) == (2, 1)
    assert get(client, f"{API}/register")["zekerheden"][0]["soort"] == "hypotheek"
    assert client.get(f"/ledger/v1/leningen/{lening_id(99)}/register").status_code == 404
