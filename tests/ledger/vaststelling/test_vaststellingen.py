"""From granted living costs to the last euro paid back, through the ledger's own consumer, pages, API and worker on a real database."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from uuid import UUID, uuid5

import pytest
from starlette.testclient import TestClient

from deploy.local.city.bankbestand import Storting
from services.ledger import examples
from services.ledger.application.replay import replay
from services.ledger.policies import vaststelling_id
from shared.contracts import bbz
from shared.settings import Database
from tests.ledger.test_web import client_of
from tests.steun.ledger.stad import Stad, krediet

AANVRAAG = uuid5(examples.AANVRAAG, "levensonderhoud")
BOEKJAAR = date(2024, 1, 1)
ID = vaststelling_id(krediet(0).dossier_id, BOEKJAAR)
API, PAGINA = f"/ledger/v1/vaststellingen/{ID}", f"/vaststellingen/{ID}"
# W-07: netto 11.200,00 with bijstand 6.000,00 against a jaarnorm of 15.553,68.
W07 = {
    "inkomensbron": "jaarstukken",
    "netto_inkomen_cent": 1_120_000,
    "huishouden": "alleenstaande",
    "vermogen_boven_grens_cent": 0,
    "vermogensbron": "vermogensonderzoek",
}


def toegekend(**anders: Any) -> bbz.LevensonderhoudToegekend:
    """Six months of € 1.000,00 in 2024."""
    maanden = tuple(
        bbz.Maandbedrag(maand=date(2024, 7 + nummer, 1), bedrag_cent=100_000) for nummer in range(6)
    )
    gegevens: dict[str, Any] = {
        "dossier_id": krediet(0).dossier_id,
        "aanvraag_id": AANVRAAG,
        "gemeente": "GM9901",
        "groep": "gevestigd",
        "vorm": "renteloze_lening",
        "huishouden": "alleenstaande",
        "maandbedragen": maanden,
        "eerste_boekjaarmaand": 1,
        "grondslag": "Bbz art. 11 lid 1",
        "aanvraagdatum": date(2024, 6, 3),
        "besluitdatum": date(2024, 7, 1),
        "parameterset": "0" * 16,
        "ondertekenaar": "consulent-2",
        "mandaat": "M-2024-01",
    }
    return bbz.LevensonderhoudToegekend(**(gegevens | anders))


@pytest.fixture
def stad(
    new_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Stad]:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    stad = Stad.nieuw(new_database("ledger"))
    stad.dag(date(2025, 3, 3))
    stad.hoor(toegekend())
    stad.projecteer()
    yield stad
    stad.store.close()


@pytest.fixture
def client(stad: Stad) -> TestClient:
    return client_of(stad)


def post(
    client: TestClient, wat: str, body: dict[str, Any] | None = None, actor: str = "consulent-1"
) -> Any:
    return client.post(f"{API}/{wat}", json=body, headers={"Doorstart-Actor": actor})


def stel_vast(
    client: TestClient,
    gegevens: dict[str, Any],
    *,
    terugvorderen: bool | None = None,
    actor: str = "consulent-2",
) -> dict[str, Any]:
    """Figures and proposal by one person, the decision by another."""
    assert post(client, "jaargegevens", gegevens).status_code == 200
    motivering = {"motivering": "beleid_gemeente"} | (
        {} if terugvorderen is None else {"terugvorderen": terugvorderen}
    )
    assert post(client, "voorstellen", motivering).status_code == 200
    antwoord = post(client, "bekrachtigingen", actor="consulent-2")
    assert antwoord.status_code == 200, antwoord.text
    besloten: dict[str, Any] = antwoord.json()
    return besloten


def namen(stad: Stad, stream_id: UUID | str) -> list[str]:
    return [stored.name for stored in stad.store.stream(UUID(str(stream_id)))]


def test_toegekend_levensonderhoud_opent_per_boekjaar_een_vaststelling_en_maar_een_keer(
    stad: Stad,
) -> None:
    over_de_jaargrens = toegekend(
        aanvraag_id=uuid5(AANVRAAG, "2"),
        maandbedragen=tuple(
            bbz.Maandbedrag(maand=date(2024, maand, 1), bedrag_cent=1) for maand in (3, 4)
        ),
        eerste_boekjaarmaand=4,
    )
    stad.hoor(
        toegekend(parameterset="1" * 16),
        over_de_jaargrens,
        toegekend(aanvraag_id=uuid5(AANVRAAG, "3"), vorm="om_niet"),
    )
    stad.projecteer()
    rijen = stad.rijen(
        "SELECT boekjaar_begin, boekjaar_eind, jaarstukken_tot, verstrekt_cent, stand FROM vaststellingen ORDER BY 1"
    )
    assert [tuple(rij.values()) for rij in rijen] == [
        (date(2023, 4, 1), date(2024, 3, 31), date(2024, 9, 30), 1, "wacht_op_gegevens"),
        (date(2024, 1, 1), date(2024, 12, 31), date(2025, 6, 30), 600_000, "wacht_op_gegevens"),
        (date(2024, 4, 1), date(2025, 3, 31), date(2025, 9, 30), 1, "wacht_op_gegevens"),
    ]
    assert namen(stad, ID) == ["VaststellingGeopend"]


def test_w_07_van_gegevens_tot_terugvordering_en_voldaan(stad: Stad, client: TestClient) -> None:
    besloten = stel_vast(client, W07, terugvorderen=True)
    uitkomst = besloten["uitkomst"]
    assert (
        uitkomst["terug_cent"],
        uitkomst["om_niet_cent"],
        uitkomst["renteloze_lening_cent"],
    ) == (164_632, 435_368, 0)
    assert besloten["stand"] == "vastgesteld"
    (vordering_id,) = besloten["vorderingen"].values()
    vordering = client.get(f"/ledger/v1/vorderingen/{vordering_id}").json()
    assert (vordering["saldi"]["hoofdsom_cent"], vordering["termijnen"][0]["vervaldag"]) == (
        164_632,
        "2025-04-14",
    )
    stad.dag(date(2025, 3, 11))
    stad.afschrift(date(2025, 3, 10), Storting(vordering["betalingskenmerk"], 64_632))
    stad.afschrift(date(2025, 3, 11), Storting(vordering["betalingskenmerk"], 100_100))
    stad.werk()
    na = client.get(f"/ledger/v1/vorderingen/{vordering_id}").json()
    assert (na["status"], na["saldi"]["hoofdsom_cent"], na["saldi"]["tegoed_cent"]) == (
        "voldaan",
        0,
        100,
    )
    assert namen(stad, vordering_id) == [
        "VorderingGeopend",
        "OntvangstGeboekt",
        "OntvangstGeboekt",
        "VorderingVoldaan",
    ]


def test_jaarstukken_die_te_laat_zijn_vallen_op_zolang_wij_erop_wachten(
    stad: Stad, client: TestClient
) -> None:
    for dag, voorbij in ((date(2025, 6, 30), False), (date(2025, 7, 2), True)):
        stad.dag(dag)
        for pagina in ("/vaststellingen", f"/vaststellingen/{ID}"):
            assert ("2 dagen voorbij" in client.get(pagina).text) == voorbij, (dag, pagina)
    stel_vast(client, W07, terugvorderen=True)
    stad.projecteer()
    assert (
        "dagen voorbij"
        not in client.get("/vaststellingen").text + client.get(f"/vaststellingen/{ID}").text
    )


def test_wie_niet_betaalt_komt_een_keer_in_verzuim_en_staat_rood_in_de_lijst(
    stad: Stad, client: TestClient
) -> None:
    (vordering_id,) = stel_vast(client, W07, terugvorderen=True)["vorderingen"].values()
    stad.dagen(date(2025, 3, 4), date(2025, 4, 14))
    stad.dag(date(2025, 4, 15))
    assert "VerzuimIngetreden" not in namen(stad, vordering_id)
    stad.afschrift(date(2025, 4, 15))
    stad.dag(date(2025, 4, 16))
    stad.dag(date(2025, 4, 17))
    assert namen(stad, vordering_id).count("VerzuimIngetreden") == 1
    stad.projecteer()
    (rij,) = client.get("/ledger/v1/debiteuren", params={"licht": "achterstand"}).json()[
        "debiteuren"
    ]
    assert (rij["soort"], rij["achterstand_cent"], rij["sinds"], rij["stap_op"] is not None) == (
        "vordering",
        164_632,
        "2025-04-14",
        True,
    )
    assert client.get("/ledger/v1/leningen").json()["totaal"] == 0
    pagina = client.get("/debiteuren").text
    assert f'href="/vorderingen/{vordering_id}"' in pagina
    assert "Betaaltermijn voorbij" in client.get(f"/vorderingen/{vordering_id}").text


def test_vermogen_boven_de_grens_blijft_een_renteloze_lening_met_jaarlijkse_termijnen(
    stad: Stad, client: TestClient
) -> None:
    """W-11: ten per cent a year, the last year takes the rest."""
    gegevens = {**W07, "netto_inkomen_cent": 955_368, "vermogen_boven_grens_cent": 770_298_00}
    besloten = stel_vast(client, gegevens)
    assert besloten["uitkomst"]["renteloze_lening_cent"] == 600_000
    vordering = client.get(
        f"/ledger/v1/vorderingen/{besloten['vorderingen']['renteloze_lening']}"
    ).json()
    assert vordering["soort"] == "renteloze_lening"
    assert [(een["vervaldag"], een["cent"]) for een in vordering["termijnen"]] == [
        (f"{2025 + nr}-12-31", 60_000) for nr in range(10)
    ]


@pytest.mark.parametrize(
    ("wat", "body", "actor", "code", "tekst"),
    [
        (
            "voorstellen",
            {"motivering": "wettelijke_plicht"},
            "consulent-1",
            "weigering-TerugvorderingVraagtBesluit",
            "1.646,32",
        ),
        ("bekrachtigingen", None, "consulent-1", "weigering-VoorstelIsVanUzelf", "tweede persoon"),
        ("bekrachtigingen", None, "auditor-1", "weigering-MandaatOntbreekt", "geen mandaat"),
    ],
)
def test_wat_niet_mag_wordt_met_reden_geweigerd(
    stad: Stad,
    client: TestClient,
    wat: str,
    body: dict[str, Any] | None,
    actor: str,
    code: str,
    tekst: str,
) -> None:
    post(client, "jaargegevens", W07)
    if wat == "bekrachtigingen":
        post(client, "voorstellen", {"motivering": "beleid_gemeente", "terugvorderen": True})
    voor = namen(stad, ID)
    antwoord = post(client, wat, body, actor)
    assert (antwoord.status_code, antwoord.json()["code"]) == (409, code)
    assert tekst in antwoord.json()["watGebeurde"]
    assert namen(stad, ID) == voor


def test_wat_ontbreekt_of_onbekend_is_wordt_genoemd_en_niets_bewaard(
    stad: Stad, client: TestClient
) -> None:
    for gegevens, tekst in (
        ({**W07, "netto_inkomen_cent": None}, "netto of het bruto inkomen"),
        (
            {**W07, "netto_inkomen_cent": None, "bruto_inkomen_cent": 1_400_000},
            "inkomen_correctie_art_6_2 is onbekend",
        ),
        ({**W07, "vermogen_boven_grens_cent": None, "vermogensbron": None}, "vermogen ontbreekt"),
        ({**W07, "huishouden": None, "jaarnorm_cent": 1_500_000}, "noemt de bron"),
    ):
        antwoord = post(client, "jaargegevens", gegevens)
        assert antwoord.status_code == 409, antwoord.text
        assert tekst in antwoord.json()["watGebeurde"]
    assert namen(stad, ID) == ["VaststellingGeopend"]
    onbekend = client.get("/ledger/v1/vaststellingen/00000000-0000-0000-0000-000000000000")
    assert onbekend.status_code == 404


def test_een_boekjaar_dat_loopt_kan_niet_worden_vastgesteld(stad: Stad, client: TestClient) -> None:
    nu = toegekend(
        aanvraag_id=uuid5(AANVRAAG, "nu"),
        maandbedragen=(bbz.Maandbedrag(maand=date(2025, 3, 1), bedrag_cent=1),),
    )
    stad.hoor(nu)
    pad = f"/ledger/v1/vaststellingen/{vaststelling_id(nu.dossier_id, date(2025, 1, 1))}"
    antwoord = client.post(f"{pad}/jaargegevens", json=W07)
    assert (antwoord.status_code, antwoord.json()["code"]) == (409, "weigering-BoekjaarLooptNog")


def test_de_pagina_toont_de_som_stap_voor_stap_met_artikelen_en_het_alternatief(
    stad: Stad, client: TestClient
) -> None:
    assert "1 jan 2024 tot en met 31 dec 2024" in client.get("/vaststellingen").text
    velden = {
        "inkomensbron": "jaarstukken",
        "netto_inkomen": "11.200,00",
        "huishouden": "alleenstaande",
        "vermogen_boven_grens": "0,00",
        "vermogensbron": "vermogensonderzoek",
        "bruto_inkomen": "",
        "jaarnorm": "",
        "normbron": "",
    }
    fout = client.post(f"{PAGINA}/jaargegevens", data=velden | {"netto_inkomen": "veel"})
    assert fout.status_code == 400
    assert 'value="veel"' in fout.text
    leeg = client.post(f"{PAGINA}/jaargegevens", data=velden | {"netto_inkomen": ""})
    assert leeg.status_code == 409
    assert "Geef het netto of het bruto inkomen, een van beide." in leeg.text
    assert client.post(f"{PAGINA}/jaargegevens", data=velden).status_code == 303
    pagina = client.get(PAGINA).text.replace("\xa0", " ")
    for tekst in (
        "Bbz art. 12 lid 2 c",
        "€ 1.646,32",
        "€ 4.353,68",
        "€ 15.553,68",
        "kan worden teruggevorderd",
        "Zonder terugvordering",
    ):
        assert tekst in pagina
    zonder_keuze = client.post(
        f"{PAGINA}/voorstellen", data={"motivering": "beleid_gemeente", "terugvorderen": ""}
    )
    assert zonder_keuze.status_code == 409
    assert (
        client.post(
            f"{PAGINA}/voorstellen",
            data={"motivering": "beleid_gemeente", "terugvorderen": "false"},
        ).status_code
        == 303
    )
    assert (
        client.post(
            f"{PAGINA}/bekrachtigingen", headers={"Doorstart-Actor": "consulent-2"}
        ).status_code
        == 303
    )
    na = client.get(PAGINA).text.replace("\xa0", " ")
    assert "€ 6.000,00" in na
    assert "/vorderingen/" not in na
    assert "Met terugvordering" in na
    assert "Leg vast en reken" not in na


def test_een_replay_neemt_vaststellingen_en_vorderingen_mee(stad: Stad, client: TestClient) -> None:
    (vordering_id,) = stel_vast(client, W07, terugvorderen=True)["vorderingen"].values()
    stad.dagen(date(2025, 3, 4), date(2025, 4, 18))
    stad.projecteer()
    uit = replay(stad.store)
    assert uit.is_equal
    assert "VerzuimIngetreden" in namen(stad, vordering_id)
    assert (uit.balances.rows, uit.others.rows, uit.debtors.rows) == (0, 3, 2)
    for verknoeid in (
        "UPDATE vaststellingen SET terug_cent = 1",
        "UPDATE debiteuren SET achterstand_cent = 1",
    ):
        stad.rijen(f"{verknoeid} RETURNING 1")
        assert not replay(stad.store).is_equal
        stad.rijen("UPDATE vaststellingen SET terug_cent = 164632 RETURNING 1")


def test_besluiten_over_een_vordering_op_de_pagina(stad: Stad, client: TestClient) -> None:
    (vordering_id,) = stel_vast(client, W07, terugvorderen=True)["vorderingen"].values()
    pad, leider = f"/vorderingen/{vordering_id}", {"Doorstart-Actor": "teamleider-1"}
    kosten = {
        "soort": "kosten",
        "bedrag": "15,00",
        "grondslag": "Awb 4:120",
        "motivering": "betaalt_niet",
        "bevestigd": "ja",
    }
    assert client.post(f"{pad}/besluiten", data=kosten, follow_redirects=False).status_code == 303
    te_veel = client.post(
        f"{pad}/besluiten",
        data={"soort": "kwijtschelding", "bedrag": "2.000,00", "motivering": "dringende_redenen"},
    )
    assert te_veel.status_code == 409
    assert 'value="2.000,00"' in te_veel.text
    geen_rente = client.post(
        f"{pad}/besluiten",
        data={"soort": "wettelijke_rente", "bedrag": "", "motivering": "betaalt_niet"},
    )
    assert (geen_rente.status_code, "geen wettelijke rente verschuldigd" in geen_rente.text) == (
        409,
        True,
    )
    kwijt = {
        "soort": "kwijtschelding",
        "bedrag": "646,32",
        "motivering": "dringende_redenen",
        "bevestigd": "ja",
    }
    client.post(f"{pad}/besluiten", data=kwijt)
    (voorstel,) = client.get(f"/ledger/v1{pad}").json()["voorstellen"]
    bekrachtig = f"{pad}/voorstellen/{voorstel['besluit_id']}"
    assert client.post(bekrachtig, data={"besluit": "bekrachtigen"}).status_code == 409
    assert (
        client.post(bekrachtig, data={"besluit": "bekrachtigen"}, headers=leider).status_code == 303
    )
    na = client.get(f"/ledger/v1{pad}").json()
    assert (na["saldi"]["hoofdsom_cent"], na["saldi"]["kosten_cent"], na["voorstellen"]) == (
        100_000,
        1_500,
        [],
    )
    stad.dag(date(2025, 3, 10))
    stad.afschrift(date(2025, 3, 10), Storting(na["betalingskenmerk"], 1_600))
    stad.werk()
    assert client.get(f"/ledger/v1{pad}").json()["saldi"]["kosten_cent"] == 0
    stad.projecteer()
    assert (
        sum(regel["bedrag_cent"] for regel in client.get(f"/ledger/v1{pad}/regels").json())
        == 99_900
    )
    for pagina in (f"/leningen/{vordering_id}", f"/ledger/v1/leningen/{vordering_id}/standen"):
        assert client.get(pagina).status_code == 404


def test_een_tweede_aanvraag_in_hetzelfde_boekjaar_telt_in_dezelfde_vaststelling(
    stad: Stad, client: TestClient
) -> None:
    """Through the consumer: one case, also after the decision; the difference is a vordering of its own."""
    eerste = stel_vast(client, W07, terugvorderen=True)
    tweede = uuid5(AANVRAAG, "tweede")
    stad.hoor(
        toegekend(
            aanvraag_id=tweede,
            maandbedragen=(bbz.Maandbedrag(maand=date(2024, 12, 1), bedrag_cent=10_000),),
        )
    )
    stad.projecteer()
    assert [
        een["vaststelling_id"]
        for een in client.get("/ledger/v1/vaststellingen").json()["vaststellingen"]
    ] == [str(ID)]
    pagina = client.get(PAGINA).text + client.get(f"{PAGINA}?blad=maanden").text
    assert all(
        tekst in pagina
        for tekst in ("Dit is een herziening", str(tweede), eerste["vorderingen"]["terugvordering"])
    )
    assert (
        post(
            client, "voorstellen", {"motivering": "beleid_gemeente", "terugvorderen": True}
        ).status_code
        == 200
    )
    besloten = post(client, "bekrachtigingen", actor="consulent-2").json()
    assert besloten["uitkomst"]["terug_cent"] == 164_632 + 10_000
    (erbij,) = besloten["vorderingen"].values()
    assert besloten["eerdere_vorderingen"] == [eerste["vorderingen"]]
    assert client.get(f"/ledger/v1/vorderingen/{erbij}").json()["saldi"]["hoofdsom_cent"] == 10_000
    stad.projecteer()
    assert replay(stad.store).is_equal
