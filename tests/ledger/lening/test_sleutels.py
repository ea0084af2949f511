"""A key is a promise, by the API of the ledger on a real database: the named examples with their amounts, and their kind by table."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from starlette.testclient import TestClient

from services.ledger.application.replay import replay
from tests.ledger.test_web import VERVAL, client_of, stad  # noqa: F401
from tests.steun.ledger.stad import Stad, lening_id

LENING = f"/ledger/v1/leningen/{lening_id()}"


@pytest.fixture
def client(stad: Stad) -> TestClient:
    return client_of(stad)


def stuur(
    client: TestClient,
    pad: str,
    inhoud: dict[str, Any] | None = None,
    sleutel: str | None = None,
    wie: str = "debiteuren-1",
) -> httpx.Response:
    koppen = {"Doorstart-Actor": wie} | ({"Idempotency-Key": sleutel} if sleutel else {})
    return client.post(pad, json=inhoud, headers=koppen)


def kosten(cent: int) -> dict[str, Any]:
    return {
        "gegevens": {"soort": "kosten", "bedrag_cent": cent, "grondslag": "Awb 4:113"},
        "motivering": "betaalt_niet",
    }


def kwijt(cent: int) -> dict[str, Any]:
    return {
        "gegevens": {
            "soort": "kwijtschelding",
            "bedrag_cent": cent,
            "deel": "kosten",
            "grondslag": "beleid van de gemeente",
        },
        "motivering": "dringende_redenen",
    }


def kosten_open(client: TestClient) -> int:
    cent: int = client.get(LENING).json()["saldi"]["kosten_cent"]
    return cent


def geweigerd(antwoord: httpx.Response, code: str = "sleutel-hergebruikt") -> None:
    assert (antwoord.status_code, antwoord.json()["code"]) == (409, code), antwoord.text
    assert antwoord.headers["content-type"] == "application/problem+json"


def test_kosten_van_15_en_dan_40_met_dezelfde_sleutel_wordt_geweigerd_en_verandert_niets(
    stad: Stad, client: TestClient
) -> None:
    eerste = stuur(client, f"{LENING}/besluiten", kosten(1_500), "m-1")
    voor = stad.store.end()
    geweigerd(stuur(client, f"{LENING}/besluiten", kosten(4_000), "m-1"))
    assert (kosten_open(client), stad.store.end()) == (1_500, voor)
    stad.dag(VERVAL + timedelta(days=9))
    nog_eens = stuur(client, f"{LENING}/besluiten", kosten(1_500), "m-1")
    assert (nog_eens.status_code, nog_eens.content) == (eerste.status_code, eerste.content)
    assert kosten_open(client) == 1_500


def test_een_kwijtschelding_die_te_laat_nog_eens_komt_wordt_niet_twee_keer_gedaan(
    stad: Stad, client: TestClient
) -> None:
    stuur(client, f"{LENING}/besluiten", kosten(1_500), "m-1")
    eerste = stuur(client, f"{LENING}/voorstellen", kwijt(400), "m-2")
    bekrachtigen = f"{LENING}/voorstellen/{eerste.json()['besluit_id']}/bekrachtigingen"
    besloten = stuur(client, bekrachtigen, sleutel="t-1", wie="teamleider-1")
    assert (besloten.status_code, kosten_open(client)) == (200, 1_100)
    stad.dag(VERVAL + timedelta(days=1))
    assert stuur(client, f"{LENING}/voorstellen", kwijt(400), "m-2").content == eerste.content
    assert client.get(f"{LENING}/voorstellen").json() == []
    assert (
        stuur(client, bekrachtigen, sleutel="t-1", wie="teamleider-1").content == besloten.content
    )
    assert stuur(client, bekrachtigen, wie="teamleider-1").status_code == 404
    assert (
        stuur(client, f"{LENING}/besluiten", kosten(200), "m-3").json()["saldi"]["kosten_cent"]
        == 1_300
    )
    stad.projecteer()
    uitkomst = replay(stad.store)
    assert (uitkomst.is_equal, uitkomst.lost) == (True, ())


def test_een_verworpen_voorstel_komt_niet_terug_met_een_herhaling(
    stad: Stad, client: TestClient
) -> None:
    stuur(client, f"{LENING}/besluiten", kosten(1_500))
    eerste = stuur(client, f"{LENING}/voorstellen", kwijt(400), "m-2")
    pad = f"{LENING}/voorstellen/{eerste.json()['besluit_id']}"
    assert (
        stuur(client, f"{pad}/verwerpingen", sleutel="t-1", wie="teamleider-1").status_code == 200
    )
    assert stuur(client, f"{LENING}/voorstellen", kwijt(400), "m-2").content == eerste.content
    assert client.get(f"{LENING}/voorstellen").json() == []
    assert (
        stuur(client, f"{pad}/bekrachtigingen", sleutel="t-2", wie="teamleider-1").status_code
        == 404
    )
    geweigerd(stuur(client, f"{pad}/bekrachtigingen", sleutel="t-1", wie="teamleider-1"))
    assert kosten_open(client) == 1_500


def test_een_sleutel_hoort_bij_wie_hem_stuurt_en_bij_een_adres(client: TestClient) -> None:
    stuur(client, f"{LENING}/besluiten", kosten(100), "k")
    assert (
        stuur(client, f"{LENING}/besluiten", kosten(200), "k", wie="consulent-1").status_code == 200
    )
    for pad in (f"/ledger/v1/leningen/{lening_id(1)}/besluiten", f"{LENING}/voorstellen"):
        geweigerd(stuur(client, pad, kosten(100), "k"))
    assert kosten_open(client) == 300


def test_de_volgorde_van_de_velden_maakt_geen_ander_verzoek(client: TestClient) -> None:
    een, koppen = kosten(100), {"Idempotency-Key": "k", "Content-Type": "application/json"}
    ander = '{ "motivering":"betaalt_niet",\n "gegevens": {"grondslag":"Awb 4:113", "bedrag_cent":100, "soort":"kosten"}}'
    assert (
        client.post(f"{LENING}/besluiten", json=een, headers=koppen).content
        == client.post(f"{LENING}/besluiten", content=ander, headers=koppen).content
    )
    assert kosten_open(client) == 100


def test_wat_geweigerd_was_mag_met_dezelfde_sleutel_opnieuw(client: TestClient) -> None:
    te_veel = kwijt(400)
    assert stuur(client, f"{LENING}/voorstellen", te_veel, "m-2").status_code == 409
    stuur(client, f"{LENING}/besluiten", kosten(1_500))
    assert stuur(client, f"{LENING}/voorstellen", te_veel, "m-2").status_code == 200


ZEKERHEID = {
    "soort": "pand",
    "gevestigd_op": "2026-01-20",
    "dekking_cent": 500_000,
    "documentkenmerk": "ZAAK-2026-0001",
}
WEIGERING = {
    "gegevens": {"soort": "uitstel", "van": "2026-03-01", "maanden": 2},
    "ontvangen_op": "2026-02-01",
    "reden": "kan_betalen",
}
BORGTOCHT = {
    "dossier_id": str(UUID(int=71)),
    "aanvraag_id": str(UUID(int=72)),
    "gemeente": "GM9901",
    "hoofdsom_cent": 1_000_000,
    "maanden": 60,
    "ingegaan_op": "2026-02-01",
    "aanvraagdatum": "2026-01-02",
    "besluitdatum": "2026-01-20",
}


@pytest.mark.parametrize(
    ("pad", "inhoud", "anders"),
    [
        (f"{LENING}/besluiten", kosten(100), kosten(101)),
        (
            f"{LENING}/voorstellen",
            {
                "gegevens": {"soort": "opeising", "grond": "niet_betaald"},
                "motivering": "betaalt_niet",
            },
            kwijt(1),
        ),
        (f"{LENING}/zekerheden", ZEKERHEID, ZEKERHEID | {"documentkenmerk": "ZAAK-2026-0002"}),
        (f"{LENING}/weigeringen", WEIGERING, WEIGERING | {"reden": "beleid_gemeente"}),
        ("/ledger/v1/borgtochten", BORGTOCHT, BORGTOCHT | {"aanvraag_id": str(UUID(int=73))}),
    ],
)
def test_elke_opdracht_gebeurt_een_keer(
    stad: Stad,
    client: TestClient,
    pad: str,
    inhoud: dict[str, Any],
    anders: dict[str, Any],
) -> None:
    eerste = stuur(client, pad, inhoud, "s")
    assert eerste.is_success, eerste.text
    voor = stad.store.end()
    geweigerd(stuur(client, pad, anders, "s"))
    stad.dag(VERVAL + timedelta(days=4))
    voor_de_dag_telt = stad.store.end()
    nog_eens = stuur(client, pad, inhoud, "s")
    assert (nog_eens.status_code, nog_eens.content) == (eerste.status_code, eerste.content)
    assert stad.store.end() == voor_de_dag_telt >= voor


def test_een_borgtocht_met_andere_inhoud_voor_dezelfde_aanvraag_wordt_geweigerd(
    client: TestClient,
) -> None:
    assert stuur(client, "/ledger/v1/borgtochten", BORGTOCHT).status_code == 201
    assert stuur(client, "/ledger/v1/borgtochten", BORGTOCHT).json()["feiten"] == []
    for anders in (
        {"hoofdsom_cent": 2_000_000},
        {"maanden": 48},
        {"gemeente": "GM9902"},
        {"ingegaan_op": "2026-02-03"},
    ):
        geweigerd(
            stuur(client, "/ledger/v1/borgtochten", BORGTOCHT | anders),
            "weigering-BorgtochtIsAlVastgelegd",
        )


def test_een_formulier_dat_twee_keer_komt_gebeurt_een_keer(client: TestClient) -> None:
    pagina = f"/leningen/{lening_id()}/register"
    sleutels = re.findall(r'name="sleutel" value="([^"]+)"', client.get(pagina).text)
    assert len(sleutels) == len(set(sleutels)) >= 2
    formulier = {
        "soort": "pand",
        "gevestigd_op": "2026-01-20",
        "dekking": "5.000,00",
        "documentkenmerk": "ZAAK-2026-0001",
        "sleutel": sleutels[0],
    }
    for _ in range(2):
        assert client.post(f"{pagina}/zekerheid", data=formulier).status_code == 303
    assert len(client.get(f"{LENING}/register").json()["zekerheden"]) == 1
    anders = client.post(f"{pagina}/zekerheid", data=formulier | {"dekking": "6.000,00"})
    assert anders.status_code == 409
    assert "Deze sleutel is al gebruikt" in anders.text
