"""Who has a dossier, as people and programs meet it: the bar of the dossier, its page, the tabs of the caseload, and the API."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from fastapi.testclient import TestClient

from services.routing.application import eigenaar
from services.routing.domain.events import FEITEN
from services.routing.examples import DOSSIER
from shared.contracts.organisatie import MedewerkerVertrokken, VervangingGeregeld
from shared.facts import Cause
from shared.settings import Database
from shared.store import Store
from tests.routing.test_pages import House
from tests.routing.test_werkvoorraad import MAANDAG
from tests.steun.organisatie import vertel

DINSDAG, PAD = date(2026, 3, 3), f"/dossiers/{DOSSIER}"
API = f"/routing/v1/dossiers/{DOSSIER}"


@pytest.fixture
def house(
    new_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch
) -> Iterator[House]:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    store = Store(new_database("routing"), FEITEN)
    yield House(store).day(MAANDAG).route()
    store.close()


def als(house: House, wie: str) -> TestClient:
    client = house.client()
    client.headers["Doorstart-Actor"] = wie
    return client


def van(house: House) -> Any:
    return als(house, "consulent-2").get(f"{API}/eigenaar").json()


def test_het_dossier_toont_zijn_eigenaar_en_wie_dat_mag_neemt_het_over(house: House) -> None:
    mijn, ander = (als(house, wie) for wie in ("consulent-1", "consulent-2"))
    assert "<dt>Eigenaar</dt><dd>u</dd>" in mijn.get(PAD).text
    text = ander.get(PAD).text
    assert "Consulent 1 (beoordeelt)" in text
    assert "Neem over" in text
    assert "Neem over" not in mijn.get(PAD).text
    answer = ander.post(f"{PAD}/overnames", data={"eigenaar_was": "consulent-1"})
    assert (answer.status_code, answer.headers["location"]) == (303, PAD)
    assert "<dt>Eigenaar</dt><dd>u</dd>" in ander.get(PAD).text, "at once, without the projector"
    tijdlijn = house.catch_up().client().get(f"{PAD}?blad=tijdlijn").text
    assert "Eigenaar: Consulent 2 (tekent)" in tijdlijn
    assert "Eerst: Consulent 1 (beoordeelt)." in tijdlijn


def test_wie_te_laat_is_leest_van_wie_het_nu_is(house: House) -> None:
    als(house, "consulent-2").post(f"{PAD}/overnames", data={"eigenaar_was": "consulent-1"})
    answer = als(house, "teamleider-1").post(
        f"{PAD}/overnames", data={"eigenaar_was": "consulent-1"}
    )
    assert answer.status_code == 409
    assert "Dit dossier is intussen van Consulent 2 (tekent)." in answer.text
    again = als(house, "teamleider-1").post(
        f"{API}/overnames", json={"eigenaar_was": "consulent-1"}
    )
    assert (again.status_code, again.json()["code"]) == (409, "weigering-DossierIsToegewezen")
    assert van(house)["eigenaar"]["medewerker_id"] == "consulent-2"


@pytest.mark.parametrize("wie", ["auditor-1", "debiteuren-1"])
def test_wie_geen_dossiers_behandelt_kan_er_geen_nemen(house: House, wie: str) -> None:
    assert "Neem over" not in als(house, wie).get(PAD).text
    answer = als(house, wie).post(f"{API}/overnames", json={"eigenaar_was": "consulent-1"})
    assert answer.status_code == 403


def test_overdragen_op_de_pagina_noemt_beide_en_houdt_vast_wat_was_ingevuld(house: House) -> None:
    client = als(house, "consulent-1")
    text = client.get(f"{PAD}/eigenaar").text
    assert "Gesproken met de opvolger" in text
    notitie = text.partition(f'action="/stukken/{DOSSIER}/notities"')[2].partition("</form>")[0]
    assert 'name="tekst"' in notitie, "what is written goes to intake, which seals it"
    assert 'name="terug" value="overdragen"' in notitie
    assert 'name="sleutel"' in notitie
    assert (
        '<option value="consulent-1">Consulent 1 (beoordeelt)</option>'
        not in text.partition("Aan wie")[2]
    ), "not to oneself"
    form = {"aan": "consulent-3", "punten": ["gesproken_met_opvolger", "ondernemer_weet_het"]}
    leeg = client.post(f"{PAD}/overdrachten", data=form)
    assert leeg.status_code == 400
    assert 'value="consulent-3" selected' in leeg.text
    assert 'value="ondernemer_weet_het" checked' in leeg.text
    answer = client.post(f"{PAD}/overdrachten", data=form | {"reden": "werkdruk"})
    assert (answer.status_code, answer.headers["location"]) == (303, PAD)
    text = house.catch_up().client().get(f"{PAD}?blad=tijdlijn").text
    assert "Overgedragen van Consulent 1 (beoordeelt) aan Consulent 3 (regio)" in text
    assert "Gedaan: gesproken met de opvolger, de ondernemer weet het." in text
    niet_meer = client.post(f"{PAD}/overdrachten", data=form | {"reden": "werkdruk"})
    assert niet_meer.status_code == 409
    assert "Wat u invulde, staat er nog." in niet_meer.text


def test_sluimeren_biedt_de_laatste_dag_die_kan(house: House) -> None:
    client = als(house, "consulent-1")
    form = {"tot": "2026-03-20", "reden": "drukte"}
    geweigerd = client.post(f"{PAD}/sluimeringen", data=form)
    assert geweigerd.status_code == 409
    assert "De termijn van 4 maart 2026 gaat voor." in geweigerd.text
    assert 'value="tot=2026-03-04"' in geweigerd.text
    answer = client.post(f"{PAD}/sluimeringen", data=form | {"neem_over": "tot=2026-03-04"})
    assert answer.status_code == 303
    assert "Sluimert tot" in client.get(PAD).text
    rijen = {
        blad: str(DOSSIER) in client.get(f"/werkvoorraad?blad={blad}").text
        for blad in ("mij", "team", "wacht", "gesluimerd", "alles")
    }
    assert [blad for blad, staat_er in rijen.items() if staat_er] == ["gesluimerd", "alles"]
    assert client.post(f"{PAD}/wekkingen", data={}).status_code == 303
    assert str(DOSSIER) in client.get("/werkvoorraad").text


def test_een_vervanger_ziet_het_werk_op_de_dag_zelf_en_daarna_niet_meer(house: House) -> None:
    vertel(
        house.store,
        VervangingGeregeld(
            vervanging_id="v",
            medewerker_id="consulent-1",
            vervanger_id="teamleider-1",
            van=DINSDAG,
            tot=DINSDAG,
        ),
    )
    client, gezien = als(house, "teamleider-1"), []
    for dag in (MAANDAG, DINSDAG, date(2026, 3, 4)):
        house.day(dag)
        gezien.append(str(DOSSIER) in client.get("/werkvoorraad?blad=mij").text)
        if dag == DINSDAG:
            assert "(vandaag doet u het werk)" in client.get(PAD).text
            assert van(house)["waarnemer"]["medewerker_id"] == "teamleider-1"
    assert gezien == [False, True, False]


def test_een_dossier_zonder_eigenaar_is_een_alarm_en_wie_de_volgende_pakt_heeft_het(
    house: House,
) -> None:
    vertel(house.store, MedewerkerVertrokken(medewerker_id="consulent-1", per=DINSDAG))
    with house.store.transaction() as transaction:
        transaction.hear_day(DINSDAG)
        eigenaar.hoor_dag(transaction, DINSDAG, Cause("c", "routing", DINSDAG))
    client = als(house, "consulent-2")
    text = client.get("/werkvoorraad").text
    assert "1 dossier zonder eigenaar" in text
    assert "geen eigenaar" in client.get("/werkvoorraad?blad=alles&van=niemand").text
    assert "zonder eigenaar" not in als(house, "teamleider-1").get("/werkvoorraad").text
    answer = client.post("/werkvoorraad/opgepakt", data={"sleutel": "een"})
    assert (answer.status_code, answer.headers["location"]) == (303, PAD)
    assert van(house)["eigenaar"]["medewerker_id"] == "consulent-2"
    niets = client.post("/routing/v1/werkvoorraad/opgepakt")
    assert (niets.status_code, niets.json()) == (200, {"dossier_id": None})
    regels = client.get("/routing/v1/werkvoorraad?blad=mij&eigenaar=consulent-2").json()["regels"]
    assert [een["eigenaar"] for een in regels] == ["consulent-2"]


def test_toewijzen_en_wekken_door_de_api(house: House) -> None:
    client = als(house, "teamleider-1")
    body = {"aan": "consulent-2", "eigenaar_was": "consulent-1"}
    assert client.post(f"{API}/toewijzingen", json=body).status_code == 204
    assert van(house)["reden"] == "toegewezen"
    slaap = {"tot": "2026-03-04", "reden": "later_afgesproken"}
    assert client.post(f"{API}/sluimeringen", json=slaap).status_code == 204
    assert van(house)["sluimert_tot"] == "2026-03-04"
    assert client.post(f"{API}/wekkingen").status_code == 204
    assert van(house)["sluimert_tot"] is None
    overdracht = {"aan": "consulent-1", "reden": "deskundigheid"}
    assert client.post(f"{API}/overdrachten", json=overdracht).status_code == 204
    assert (
        client.get("/routing/v1/dossiers/00000000-0000-0000-0000-000000000009/eigenaar").status_code
        == 404
    )


def test_samen_toewijzen_toont_eerst_wat_er_per_dossier_gebeurt(house: House) -> None:
    client = als(house, "consulent-1")
    assert f'name="kies" value="{DOSSIER}/consulent-1"' in client.get("/werkvoorraad").text
    rijen = [f"{DOSSIER}/consulent-1", "00000000-0000-0000-0000-000000000009/", "onzin"]
    pad, keuze = "/werkvoorraad/samen", {"kies": rijen}
    assert "Kijk wat er gebeurt" in client.post(pad, data=keuze).text
    leeg = client.post(pad, data=keuze | {"wat": "toewijzen", "aan": ""})
    assert leeg.status_code == 400
    vraag = keuze | {"wat": "toewijzen", "aan": "consulent-2"}
    voorbeeld = client.post(pad, data=vraag).text
    assert "1 van 2 kunnen" in voorbeeld
    assert "Gaat van Consulent 1 (beoordeelt) naar Consulent 2 (tekent)." in voorbeeld
    assert "Er is geen dossier met dit nummer." in voorbeeld
    assert van(house)["eigenaar"]["medewerker_id"] == "consulent-1", "a look changes nothing"
    gedaan = vraag | {"bevestigd": "ja", "sleutel": "een"}
    for _ in range(2):
        assert client.post(pad, data=gedaan).status_code == 303
    assert van(house)["eigenaar"]["medewerker_id"] == "consulent-2"
    te_laat = client.post(pad, data=vraag | {"aan": "teamleider-1"}).text
    assert "Dit dossier is intussen van Consulent 2 (tekent)." in te_laat


def test_samen_sluimeren_laat_liggen_wat_een_termijn_heeft(house: House) -> None:
    client, pad = als(house, "consulent-1"), "/werkvoorraad/samen"
    vraag = {"kies": f"{DOSSIER}/consulent-1", "wat": "sluimeren", "reden": "drukte"}
    assert "gaat voor" in client.post(pad, data=vraag | {"tot": "2026-03-20"}).text
    antwoord = client.post(pad, data=vraag | {"tot": "2026-03-04", "bevestigd": "ja"})
    assert antwoord.status_code == 303
    assert van(house)["sluimert_tot"] == "2026-03-04"
    assert "U koos geen enkel dossier." in client.post(pad, data={}).text
