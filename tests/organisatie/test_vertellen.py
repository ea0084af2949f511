"""Wat er over de organisatie mag worden verteld: niets twee keer, niets over wat niet bestaat, en wie controleert doet het werk niet."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from deploy.local.city.organisation import tell_organisation
from deploy.local.system.failures import CannotStart
from deploy.organisatie.application import richt_in
from deploy.organisatie.domain import FEITEN, ORGANISATIE, STROOM, Weigering, alles, decide
from deploy.organisatie.inrichting import DEMO, InrichtingKloptNiet, lees
from deploy.organisatie.main import publish
from shared.contracts.organisatie import (
    MandaatIngetrokken,
    MandaatVerleend,
    MedewerkerAangesteld,
    MedewerkerVertrokken,
    Organisatiegebeurtenis,
    Regiogemeente,
    RegioIngericht,
    RolIngetrokken,
    RolToegekend,
    VervangingGeregeld,
)
from shared.organisatie.rijen import organisatie_van
from shared.organisatie.staat import Organisatie, vouw_alles
from shared.settings import Database
from shared.store import Store
from tests.steun.organisatie import GEBEURTENISSEN
from tests.steun.organisatie import ORGANISATIE as STAAT
from tests.web.house import client_of, house

DAG = date(2026, 3, 2)
ALLE = ("GM9901", "GM9902", "GM9903")


def rol(rol: str, **anders: object) -> RolToegekend:
    velden = {
        "toekenning_id": "nieuw",
        "medewerker_id": "consulent-1",
        "rol": rol,
        "gemeenten": ALLE,
        "van": DAG,
    }
    return RolToegekend.model_validate(velden | anders)


def test_de_demo_kan_worden_verteld_en_daarna_niet_nog_eens() -> None:
    verteld = list(alles(Organisatie(), GEBEURTENISSEN))
    assert verteld == list(GEBEURTENISSEN)
    assert list(alles(STAAT, GEBEURTENISSEN)) == []


@pytest.mark.parametrize(
    ("gevraagd", "veld"),
    [
        (rol("auditor"), "rol"),
        (rol("beheer"), "rol"),
        (rol("consulent", medewerker_id="auditor-1"), "rol"),
        (rol("manager", medewerker_id="niemand"), "medewerker_id"),
        (rol("manager", gemeenten=("GM0363",)), "gemeenten"),
        (rol("manager", tot="2026-03-01"), "tot"),
        (rol("manager", toekenning_id="consulent-1.consulent"), "toekenning_id"),
        (RolIngetrokken(toekenning_id="x", medewerker_id="consulent-1", per=DAG), "toekenning_id"),
        (MandaatIngetrokken(mandaat_id="M-2025-01", houder="auditor-1", per=DAG), "mandaat_id"),
        (MedewerkerVertrokken(medewerker_id="niemand", per=DAG), "medewerker_id"),
        (MedewerkerVertrokken(medewerker_id="auditor-1", per=date(2024, 1, 1)), "per"),
        (
            MedewerkerAangesteld(medewerker_id="x", aanduiding="X", team="geen", vanaf=DAG),
            "team",
        ),
        (
            VervangingGeregeld(
                vervanging_id="v",
                medewerker_id="consulent-1",
                vervanger_id="consulent-1",
                van=DAG,
                tot=DAG,
            ),
            "vervanger_id",
        ),
        (
            MandaatVerleend(
                mandaat_id="M-2025-01",
                houder="consulent-2",
                onderwerp="aanvraag",
                gemeenten=ALLE,
                geldig_van=DAG,
            ),
            "mandaat_id",
        ),
        (
            RegioIngericht(
                regio_id="andere",
                boom="bbz_uitvoering",
                naam="Andere",
                gemeenten=(Regiogemeente(naam="Doorstad", gemeente="GM9901"),),
            ),
            "gemeenten",
        ),
    ],
)
def test_wat_niet_kan_wordt_geweigerd(gevraagd: Organisatiegebeurtenis, veld: str) -> None:
    with pytest.raises(Weigering) as geweigerd:
        decide(STAAT, gevraagd)
    assert geweigerd.value.veld == veld


def test_wie_geen_consulent_meer_is_mag_auditor_worden() -> None:
    ingetrokken = RolIngetrokken(
        toekenning_id="consulent-1.consulent", medewerker_id="consulent-1", per=DAG
    )
    assert list(alles(STAAT, [ingetrokken, rol("auditor")])) == [ingetrokken, rol("auditor")]


def test_de_twee_indelingen_overlappen_en_bijlage_4_telt_op() -> None:
    def regio(naam: str) -> set[str]:
        return {een.naam for een in STAAT.regios[naam].gemeenten}

    assert regio("bbz-roz") & regio("amr-twente")
    assert regio("bbz-roz") & regio("amr-achterhoek")
    assert regio("amr-zaanstreek-waterland") & regio("bbz-zla")
    assert regio("amr-zaanstreek-waterland") & regio("bbz-zaanstad")
    bron = [een for een in STAAT.regios.values() if een.bron and "bijlage 4" in een.bron]
    assert sum(een.inwoners or 0 for regio in bron for een in regio.gemeenten) == 6_899_302
    assert sum(len(regio.gemeenten) for regio in bron) == 116


@pytest.mark.parametrize(
    ("tekst", "melding"),
    [
        ("[[gemeente]]", "bovenaan"),
        ("ingericht_op = 2025-01-01\n[[gemeente]]\nkleur = 1", "gemeente 1: het veld kleur"),
        ("ingericht_op = 2025-01-01\n[[gemeente]]\nnaam = 'x'", "gemeente 1: gemeente"),
        ("ingericht_op = 2025-01-01\n[[mandaat]]\ntot_euro = '1,5'", "mandaat 1"),
        ("ingericht_op = 2025-01-01\nanders = 1", "bovenaan: anders"),
        ("[[", "niet te lezen"),
    ],
)
def test_een_bestand_dat_niet_klopt_zegt_waar(tmp_path: Path, tekst: str, melding: str) -> None:
    file = tmp_path / "stad.toml"
    file.write_text(tekst)
    with pytest.raises(InrichtingKloptNiet, match=melding):
        lees(file)


def test_een_fout_halverwege_vertelt_niets(
    new_database: Callable[[str], Database], tmp_path: Path
) -> None:
    file, database = tmp_path / "stad.toml", new_database("organisatie")
    file.write_text(
        'ingericht_op = 2025-01-01\n[[gemeente]]\ngemeente = "GM9909"\nnaam = "Ver"\n'
        '[[team]]\nteam_id = "t"\nnaam = "T"\nregels = [{ voorrang = 1, gemeente = "GM9908" }]\n'
    )
    with pytest.raises(CannotStart, match="GM9908"):
        tell_organisation(database, "beheer", file)
    store = Store(database, FEITEN)
    assert store.end() == 0
    file.write_text(file.read_text().replace("GM9908", "GM9909"))
    assert tell_organisation(database, "beheer", file) == 2
    assert tell_organisation(database, "beheer", file) == 0
    assert [publish(stored) for stored in store.page(0)] == [een.fact for een in store.page(0)]
    assert "GM9909" in organisatie_van(store).gemeenten


@pytest.fixture
def client(
    new_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch
) -> Iterator[TestClient]:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    with house(new_database, "organisatie", DAG) as (app, store):
        with store.transaction() as transaction:
            richt_in(transaction, lees(DEMO).gebeurtenissen, date(2025, 1, 1), "test")
        yield client_of(app, actor="beheer-1")


def test_de_api_vertelt_een_keer_en_de_bladzijden_tonen_het(client: TestClient) -> None:
    nieuw = {
        "mandaat_id": "M-2026-01",
        "houder": "consulent-1",
        "onderwerp": "aanvraag",
        "gemeenten": ["GM9901"],
        "tot_cent": 5_000_00,
        "geldig_van": "2026-01-01",
    }
    assert client.post("/organisatie/v1/mandaten", json=nieuw).json() == {"aantal": 1}
    assert client.post("/organisatie/v1/mandaten", json=nieuw).json() == {"aantal": 0}
    anders = client.post("/organisatie/v1/mandaten", json=nieuw | {"tot_cent": 1})
    assert (anders.status_code, anders.json()["code"]) == (409, "organisatie")
    assert client.post("/organisatie/v1/mandaten", json=nieuw | {"x": 1}).status_code == 400
    mandaten = client.get("/organisatie/v1/mandaten").json()
    assert (mandaten[0]["mandaat_id"], mandaten[0]["geldt"]) == ("M-2026-01", True)
    assert "M-2026-01" in client.get("/organisatie/mandaten").text
    assert "Zelfstandigenloket Flevoland" in client.get("/organisatie").text
    assert "Consulent 1" in client.get("/organisatie/medewerkers").text


def test_intrekken_geldt_dezelfde_dag_en_blijft_te_lezen(client: TestClient) -> None:
    gedaan = client.post("/organisatie/mandaten/M-2025-01/intrekking")
    assert gedaan.status_code in (200, 303)
    (mandaat,) = [
        een
        for een in client.get("/organisatie/v1/mandaten").json()
        if een["mandaat_id"] == "M-2025-01"
    ]
    assert (mandaat["ingetrokken_per"], mandaat["geldt"]) == ("2026-03-02", False)
    assert "ingetrokken per" in client.get("/organisatie/mandaten").text
    client.post("/organisatie/rollen/consulent-1.consulent/intrekking")
    mensen = client.get("/organisatie/v1/medewerkers").json()
    assert mensen[0]["rollen"][0]["ingetrokken_per"] == "2026-03-02"
    assert client.post("/organisatie/rollen/bestaat-niet/intrekking").status_code == 404


def test_wat_is_opgeslagen_is_wat_de_staat_zegt(new_database: Callable[[str], Database]) -> None:
    database = new_database("organisatie")
    assert tell_organisation(database, "beheer", DEMO) == len(GEBEURTENISSEN)
    store = Store(database, FEITEN)
    with store.transaction() as transaction:
        assert transaction.load(STROOM, ORGANISATIE) == STAAT == organisatie_van(store)


def test_wie_een_bestand_nog_eens_vertelt_haalt_niemand_en_niets_terug() -> None:
    daarna = list(
        alles(
            STAAT,
            [
                RolIngetrokken(
                    toekenning_id="auditor-1.auditor", medewerker_id="auditor-1", per=DAG
                ),
                MandaatIngetrokken(mandaat_id="M-2025-01", houder="consulent-2", per=DAG),
                MedewerkerVertrokken(medewerker_id="consulent-1", per=DAG),
            ],
        )
    )
    zonder = vouw_alles(daarna, STAAT)
    assert list(alles(zonder, GEBEURTENISSEN)) == []
