"""A key is a promise for vorderingen, their ladder and vaststellingen too, by the API on a real database."""

from datetime import date
from typing import Any

import pytest
from starlette.testclient import TestClient

from services.ledger.application.replay import replay
from tests.ledger.lening.test_sleutels import geweigerd, stuur
from tests.ledger.vaststelling.test_vaststellingen import API, W07, client, stad, stel_vast  # noqa: F401
from tests.steun.ledger.stad import Stad

KOSTEN = {"soort": "kosten", "bedrag_cent": 150, "motivering": "betaalt_niet"}
KWIJT = {"soort": "kwijtschelding", "bedrag_cent": 400, "motivering": "dringende_redenen"}


@pytest.fixture
def vordering(stad: Stad, client: TestClient) -> str:
    (vordering_id,) = stel_vast(client, W07, terugvorderen=True)["vorderingen"].values()
    stad.projecteer()
    return f"/ledger/v1/vorderingen/{vordering_id}"


def saldi(client: TestClient, vordering: str) -> dict[str, Any]:
    gevonden: dict[str, Any] = client.get(vordering).json()["saldi"]
    return gevonden


def test_kosten_drie_keer_met_een_sleutel_zijn_een_keer_kosten(
    stad: Stad, client: TestClient, vordering: str
) -> None:
    antwoorden = []
    for dag in (3, 4, 5):
        stad.dag(date(2025, 3, dag))
        antwoorden.append(stuur(client, f"{vordering}/besluiten", KOSTEN, "v-1").content)
    assert len(set(antwoorden)) == 1
    assert saldi(client, vordering)["kosten_cent"] == 150
    geweigerd(stuur(client, f"{vordering}/besluiten", KOSTEN | {"bedrag_cent": 151}, "v-1"))
    assert saldi(client, vordering)["kosten_cent"] == 150


def test_kwijtschelden_gebeurt_een_keer_hoe_vaak_het_ook_gevraagd_wordt(
    stad: Stad,
    client: TestClient,
    vordering: str,
) -> None:
    voor = saldi(client, vordering)["hoofdsom_cent"]
    eerste = stuur(client, f"{vordering}/voorstellen", KWIJT, "v-2")
    (voorstel,) = eerste.json()["voorstellen"]
    bekrachtigen = f"{vordering}/voorstellen/{voorstel['besluit_id']}/bekrachtigingen"
    besloten = stuur(client, bekrachtigen, sleutel="t-1", wie="consulent-2")
    assert besloten.status_code == 200, besloten.text
    assert stuur(client, f"{vordering}/voorstellen", KWIJT, "v-2").content == eerste.content
    assert stuur(client, bekrachtigen, sleutel="t-1", wie="consulent-2").content == besloten.content
    assert stuur(client, bekrachtigen, wie="consulent-2").status_code == 404
    assert client.get(vordering).json()["voorstellen"] == []
    assert saldi(client, vordering)["hoofdsom_cent"] == voor - 400
    stad.projecteer()
    uitkomst = replay(stad.store)
    assert (uitkomst.is_equal, uitkomst.lost) == (True, ())


def test_een_voorstel_voor_een_vaststelling_komt_na_verwerpen_niet_terug(
    stad: Stad, client: TestClient
) -> None:
    assert stuur(client, f"{API}/jaargegevens", W07, "j-1", "consulent-1").status_code == 200
    aanvraag = {"terugvorderen": True, "motivering": "beleid_gemeente"}
    eerste = stuur(client, f"{API}/voorstellen", aanvraag, "v-1", "consulent-1")
    assert eerste.json()["stand"] == "te_tekenen"
    assert stuur(client, f"{API}/verwerpingen", sleutel="w-1", wie="consulent-2").status_code == 200
    assert (
        stuur(client, f"{API}/voorstellen", aanvraag, "v-1", "consulent-1").content
        == eerste.content
    )
    assert client.get(API).json()["stand"] == "te_beoordelen"
    geweigerd(
        stuur(
            client, f"{API}/voorstellen", aanvraag | {"terugvorderen": False}, "v-1", "consulent-1"
        )
    )
    opnieuw = stuur(client, f"{API}/voorstellen", aanvraag, "v-2", "consulent-1")
    tekenen = [
        stuur(client, f"{API}/bekrachtigingen", sleutel="b-1", wie="consulent-2") for _ in range(2)
    ]
    assert (opnieuw.json()["stand"], tekenen[0].json()["stand"]) == ("te_tekenen", "vastgesteld")
    assert tekenen[0].content == tekenen[1].content
    assert [stored.name for stored in stad.store.page(0)].count("LevensonderhoudVastgesteld") == 1
