"""The ledger's API and pages as people and programs use them, on a real database."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import httpx
import pytest
from starlette.testclient import TestClient

from deploy.local.city.bankbestand import Storting, bankbestand
from services.ledger.adapters.inzage import Inzage
from services.ledger.domain.lening.weigeringen import LeningIsOnbekend
from services.ledger.entrypoints import http, web
from services.ledger.entrypoints.problems import TRANSLATION
from shared.organisatie.rijen import organisatie_en_dag
from shared.personen import Personenvraag
from shared.settings import Database
from shared.web.app import make_app
from tests.steun.ledger.stad import (
    KADER,
    KEY,
    PARAMETERS,
    REKENINGEN,
    Stad,
    krediet,
    lening_id,
    storting,
)
from tests.web.api_rules import broken_rules

VERVAL = date(2026, 2, 28)
XML = {"content-type": "application/xml"}


def intake(request: httpx.Request) -> httpx.Response:
    """What intake answers: the name of the first loan's entrepreneur."""
    persoon = {
        "naam": "J. Bakker",
        "straat": "S",
        "huisnummer": "1",
        "postcode": "1234 AB",
        "plaats": "D",
        "handelsnaam": "Bakkerij Goudkorst",
    }
    return httpx.Response(200, json={str(krediet(0).dossier_id): persoon})


@pytest.fixture
def stad(
    new_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Stad]:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    stad = Stad.nieuw(new_database("ledger"))
    stad.dag(date(2026, 1, 12))
    stad.hoor(krediet(0), krediet(1, gemeente="GM9902"))
    stad.dag(VERVAL)
    stad.projecteer()
    yield stad
    stad.store.close()


def client_of(stad: Stad, *, names: bool = True) -> TestClient:
    inzage = Inzage(stad.store, KEY, REKENINGEN, KADER)
    transport = (
        httpx.MockTransport(intake) if names else httpx.MockTransport(lambda _: httpx.Response(503))
    )
    personen = Personenvraag("http://intake", "token", httpx.Client(transport=transport))
    app = make_app(
        "ledger",
        http.make(inzage),
        web.make(inzage, personen, PARAMETERS),
        progress=inzage.stand,
        translation=TRANSLATION,
        organisatie=partial(organisatie_en_dag, inzage.store),
    )
    return TestClient(
        app,
        client=("127.0.0.1", 1),
        headers={"Doorstart-Actor": "debiteuren-1"},
        follow_redirects=False,
    )


@pytest.fixture
def client(stad: Stad) -> TestClient:
    return client_of(stad)


def get(client: TestClient, path: str) -> Any:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


def miss_a_term(stad: Stad) -> None:
    for later in (1, 2):
        stad.dag(VERVAL + timedelta(days=later))
        stad.afschrift(VERVAL + timedelta(days=later), *([storting(1)] if later == 1 else []))
    stad.dag(VERVAL + timedelta(days=3))
    stad.projecteer()


def test_the_api_follows_the_design_rules(client: TestClient) -> None:
    assert list(broken_rules(get(client, "/ledger/v1/openapi.json"))) == []


def test_loans_with_their_schedule_and_lines(client: TestClient) -> None:
    leningen = get(client, "/ledger/v1/leningen?pageSize=1&page=2")
    assert (leningen["totaal"], len(leningen["leningen"])) == (2, 1)
    lening = get(client, f"/ledger/v1/leningen/{lening_id()}")
    assert lening["saldi"]["vervallen_cent"] == 70_000
    assert [lening["termijnen"][nr]["stand"] for nr in (0, 1)] == ["open", "komt nog"]
    assert (len(lening["termijnen"]), lening["termijnen"][0]["termijn_cent"]) == (60, 70_000)
    regels = get(client, f"/ledger/v1/leningen/{lening_id()}/regels")
    assert [regel["soort"] for regel in regels] == [
        "LeningGeopend",
        "RenteGeboekt",
        "TermijnVervallen",
    ]
    rente = regels[1]
    assert (rente["naam"], rente["grondslag"], rente["invoer"]["rente_cent"]) == (
        "Rente geboekt",
        "Bbz art. 15",
        20_000,
    )
    assert (
        rente["uitleg"] == "Rente februari 2026: 8 % van € 30.000,00 / 12 = € 200,00 (Bbz art. 15)"
    )
    assert [regel["naam"] for regel in rente["boekregels"]] == [
        "rente die is verschenen (Bbz vanaf 2020)",
        "baten: rente (Bbz vanaf 2020)",
    ]


def test_an_unknown_loan_is_a_problem_in_three_parts(client: TestClient) -> None:
    for path in (f"/ledger/v1/leningen/{uuid4()}", f"/ledger/v1/leningen/{uuid4()}/regels"):
        answer = client.get(path)
        assert (answer.status_code, answer.json()["watGebeurde"]) == (
            404,
            "Er is geen lening met dit nummer.",
        )
    assert "Er is geen lening met dit nummer." in client.get(f"/leningen/{uuid4()}").text
    assert client.get("/ledger/v1/leningen/onzin").status_code == 400


def test_debtors_by_light_and_municipality(stad: Stad, client: TestClient) -> None:
    miss_a_term(stad)
    assert get(client, "/ledger/v1/debiteuren")["debiteuren"][0]["lening_id"] == str(
        lening_id(0)
    ), "red comes first"
    assert get(client, "/ledger/v1/debiteuren?licht=bij&gemeente=GM9902")["totaal"] == 1
    assert get(client, "/ledger/v1/debiteuren?licht=bij&gemeente=GM9901")["totaal"] == 0
    assert client.get("/ledger/v1/debiteuren?licht=paars").status_code == 400


def test_a_bank_file_by_the_api_once(stad: Stad, client: TestClient) -> None:
    content, _ = bankbestand(
        VERVAL, 0, [storting(0), Storting("onbekend", 500, gestructureerd=False)], 1
    )
    answer = client.post("/ledger/v1/bankafschriften", content=content, headers=XML)
    assert (answer.status_code, answer.json()["regels"]) == (201, 2)
    again = client.post("/ledger/v1/bankafschriften", content=content, headers=XML)
    assert (again.status_code, again.json()["code"]) == (409, "bankbestand-dubbel")
    assert answer.json()["bestand_id"] in again.headers["link"]
    stad.werk()
    (bestand,) = get(client, "/ledger/v1/bankafschriften")
    assert (bestand["geboekt"], bestand["te_duiden"], bestand["bij_cent"]) == (1, 1, 70_500)
    progress = get(client, "/ledger/health/progress")
    assert (progress["dag_gesloten"], progress["afschriften_tot"], progress["te_boeken"]) == (
        "2026-02-28",
        "2026-02-28",
        0,
    )
    (wachtend,) = get(client, "/ledger/v1/ontvangsten")["ontvangsten"]
    place = f"/ledger/v1/ontvangsten/{wachtend['ontvangst_id']}/toewijzingen"
    assert client.post(place, json={"lening_id": str(uuid4())}).status_code == 404
    assert client.post(place, json={"lening_id": str(lening_id(1))}).status_code == 202
    assert client.post(place, json={"besluit": "terugstorten"}).status_code == 409
    stad.werk()
    assert stad.namen(1)[-1] == "AflossingGeboekt"


def test_the_bank_files_come_in_pages_with_their_total(stad: Stad, client: TestClient) -> None:
    gelezen = [
        str(stad.afschrift(VERVAL - timedelta(days=30 - dag), storting(0, 100 + dag)).bestand_id)
        for dag in range(28)
    ]
    stad.werk()
    antwoord = client.get("/ledger/v1/bankafschriften", params={"page": 2, "pageSize": 10})
    assert antwoord.headers["x-total-count"] == "28"
    paginas = [
        get(client, f"/ledger/v1/bankafschriften?page={page}&pageSize=10") for page in (1, 2, 3, 4)
    ]
    assert [een["bestand_id"] for pagina in paginas for een in pagina] == gelezen[::-1]
    assert client.get("/ledger/v1/bankafschriften?pageSize=501").status_code == 400
    bank = client.get("/bank?page=7").text
    assert (bank.count('id="bestand-'), "Bekijk alle 28 bestanden" in bank) == (25, True)
    tweede = client.get("/bank/bestanden?page=2").text
    assert (tweede.count("1 van 1"), "1,02" in tweede, "1,03" in tweede) == (3, True, False)


@pytest.mark.parametrize("content", [b"", b"<Document/>", b"{}", b":20:X\n:61:2\n", b"\xff\xfe"])
def test_a_bad_bank_file_is_a_problem_in_three_parts(client: TestClient, content: bytes) -> None:
    answer = client.post("/ledger/v1/bankafschriften", content=content, headers=XML)
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    assert answer.json()["watBewaardIs"] == "Er is niets geboekt en het bestand is niet bewaard."
    assert (
        client.post(
            "/ledger/v1/bankafschriften",
            content=content,
            headers={"content-type": "application/json"},
        ).status_code
        == 415
    )


def test_the_debtor_page_says_who_is_behind_why_and_what_is_next(
    stad: Stad, client: TestClient
) -> None:
    html = client.get("/debiteuren").text
    assert "Er zijn nog geen bankafschriften verwerkt" in html
    miss_a_term(stad)
    html = client.get("/debiteuren").text
    for text in (
        "Bakkerij Goudkorst",
        "1 termijn gemist, € 700,00 achterstand",
        "Bellen of langsgaan",
        "Betalingen zijn verwerkt tot en met 2 maart 2026",
        "Sinds",
        "28 februari 2026",
    ):
        assert text in html
    assert html.index("Bakkerij Goudkorst") < html.index(stad.feiten(1)[0].fact.betalingskenmerk), (
        "red comes first"
    )
    assert "Bakkerij Goudkorst" not in client.get("/debiteuren?licht=bij").text
    for sort in ("-achterstand", "stap", "-saldo", "ontvangen", "-stand", "onzin"):
        assert client.get(f"/debiteuren?sort={sort}").status_code == 200
    csv = client.get("/debiteuren?formaat=csv").text
    assert csv.count("\r\n") == 3
    assert "Bakkerij" not in csv


def test_pages_go_on_without_names(stad: Stad) -> None:
    client = client_of(stad, names=False)
    for path in ("/debiteuren", f"/leningen/{lening_id()}"):
        html = client.get(path).text
        assert "Namen zijn even niet op te vragen" in html
        assert stad.feiten()[0].fact.betalingskenmerk in html


def test_the_loan_page_explains_every_cent(client: TestClient) -> None:
    html = client.get(f"/leningen/{lening_id()}").text
    rente = "Rente februari 2026: 8 % van € 30.000,00 / 12 = € 200,00 (Bbz art. 15)"
    onderdelen = (
        "8 % per jaar",
        "Termijn vervallen",
        "is vervallen en nog niet binnen",
        "Schema volgens het besluit, en nu",
        "Open hoofdsom in de tijd",
    )
    geld = client.get(f"/leningen/{lening_id()}?blad=geld").text
    for text in ("Bakkerij Goudkorst", rente, *onderdelen):
        assert text in html + geld
    assert "Bakkerij" not in html.partition("</title>")[0], "no name in a title"


def test_a_person_uploads_a_file_and_empties_the_queue(stad: Stad, client: TestClient) -> None:
    content, _ = bankbestand(
        VERVAL,
        0,
        [Storting("geen", 70_000, naam="P. de Vries", gestructureerd=False), Storting("x", -250)],
        1,
    )
    answer = client.post("/bank", files={"bestand": ("bank.xml", content)})
    assert answer.status_code == 303
    assert "Het bankbestand is ingelezen." in client.get(answer.headers["location"]).text
    page = client.get("/bank").text
    for text in (
        "P. de Vries",
        "Er staat geen betalingskenmerk bij.",
        "Dit bedrag ging van de rekening af.",
        "0 van 2",
    ):
        assert text in page
    double = client.post("/bank", files={"bestand": ("bank.xml", content)})
    assert '">Bekijk het eerste bestand</a>' in double.text
    assert (double.status_code, "al eerder ingelezen" in double.text) == (409, True)
    receipt, charge = (
        rij["ontvangst_id"]
        for rij in stad.rijen("SELECT ontvangst_id FROM ontvangsten ORDER BY volgorde")
    )
    kenmerk = stad.feiten(1)[0].fact.betalingskenmerk
    onbekend = client.post(
        f"/bank/ontvangsten/{receipt}", data={"besluit": "toegewezen", "lening": "weet ik niet"}
    )
    assert onbekend.status_code == 400
    assert "<title>Fout: Bank" in onbekend.text
    assert "Deze lening of vordering kennen wij niet" in onbekend.text
    assert 'value="weet ik niet" aria-invalid="true"' in onbekend.text
    assert (
        client.post(f"/bank/ontvangsten/{receipt}", data={"besluit": "weggooien"}).status_code
        == 400
    )
    assert (
        client.post(
            f"/bank/ontvangsten/{receipt}",
            data={"besluit": "toegewezen", "lening": f" {kenmerk} ", "bevestigd": "ja"},
        ).status_code
        == 303
    )
    assert (
        client.post(f"/bank/ontvangsten/{charge}", data={"besluit": "geen_lening"}).status_code
        == 303
    )
    stad.werk()
    page = client.get("/bank").text
    assert "Er wacht geen ontvangst op u." in page
    assert "1 van 2" in page
    assert stad.feiten(1)[-1].cause.actor == "debiteuren-1"


def test_an_upload_without_a_file_is_refused(client: TestClient) -> None:
    assert client.post("/bank", files={"bestand": ("leeg.xml", b"")}).status_code == 400
    assert client.post("/bank", data={"bestand": "tekst"}).status_code in (400, 415)


def test_the_parameters_of_the_day(client: TestClient) -> None:
    assert "rente_bbz_lening" in client.get("/parameters?zoek=RENTE_bbz").text


def test_outside_the_demo_nobody_books(
    stad: Stad, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DOORSTART_DEMO")
    content, _ = bankbestand(VERVAL, 0, [], 1)
    assert (
        client.post("/ledger/v1/bankafschriften", content=content, headers=XML).status_code == 401
    )


def post(
    client: TestClient, path: str, body: dict[str, Any], actor: str = "debiteuren-1"
) -> httpx.Response:
    return client.post(path, json=body, headers={"Doorstart-Actor": actor})


def test_uitstel_by_the_api_once(stad: Stad, client: TestClient) -> None:
    path, body = (
        f"/ledger/v1/leningen/{lening_id()}/besluiten",
        {
            "gegevens": {"soort": "uitstel", "van": "2026-03-01", "maanden": 6},
            "motivering": "verzoek_debiteur",
        },
    )
    answers = [
        client.post(
            path, json=body, headers={"Idempotency-Key": "k1", "Doorstart-Actor": "debiteuren-1"}
        )
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()
    assert answers[0].json()["feiten"] == ["UitstelVerleend"]
    too_long = post(
        client, path, body | {"gegevens": {"soort": "uitstel", "van": "2026-10-01", "maanden": 13}}
    )
    assert (too_long.status_code, "hooguit 12 maanden" in too_long.json()["watGebeurde"]) == (
        409,
        True,
    )
    assert post(client, path, body | {"gegevens": {"soort": "cadeau"}}).status_code == 400
    stad.projecteer()
    assert "Uitstel verleend" in client.get(f"/leningen/{lening_id()}?blad=geld").text


def test_a_claim_needs_a_second_person_with_a_mandate(stad: Stad, client: TestClient) -> None:
    path = f"/ledger/v1/leningen/{lening_id()}"
    body = {
        "gegevens": {"soort": "opeising", "grond": "niet_besteed_aan_bestemming"},
        "motivering": "wettelijke_plicht",
    }
    assert post(client, f"{path}/besluiten", body).status_code == 409
    besluit_id = post(client, f"{path}/voorstellen", body).json()["besluit_id"]
    assert [voorstel["besluit_id"] for voorstel in get(client, f"{path}/voorstellen")] == [
        besluit_id
    ]
    assert "Voorgesteld door Debiteurenbeheer" in client.get(f"/leningen/{lening_id()}").text
    page = f"/leningen/{lening_id()}/voorstellen/{besluit_id}"
    assert (
        client.post(
            page, data={"besluit": "bekrachtigen"}, headers={"Doorstart-Actor": "debiteuren-1"}
        ).status_code
        == 409
    )
    confirm = f"{path}/voorstellen/{besluit_id}/bekrachtigingen"
    assert post(client, confirm, {}, "consulent-2").status_code == 409, "above the mandate"
    assert (
        client.post(
            page, data={"besluit": "bekrachtigen"}, headers={"Doorstart-Actor": "teamleider-1"}
        ).status_code
        == 303
    )
    lening = get(client, path)
    assert (lening["stand"]["status"], lening["saldi"]["vervallen_cent"]) == ("opgeeist", 3_020_000)
    assert stad.feiten()[-1].cause.mandate == "D-2025-02"


def test_two_clocks_tell_what_was_known_and_what_came_later(stad: Stad, client: TestClient) -> None:
    stad.afschrift(VERVAL, storting(0))
    stad.dag(date(2026, 3, 2))
    path = f"/ledger/v1/leningen/{lening_id()}/standen?geldigOp=2026-02-28&bekendOp="
    toen, nu = get(client, path + "2026-02-28"), get(client, path + "2026-03-02")
    assert (toen["toen"]["hoofdsom_cent"], toen["nu"]["hoofdsom_cent"], toen["verschil_cent"]) == (
        3_000_000,
        2_950_000,
        -70_000,
    )
    assert [feit["soort"] for feit in toen["later_bekend"]] == ["AflossingGeboekt"]
    assert (nu["toen"], nu["later_bekend"]) == (toen["nu"], [])
    assert [dag["hoofdsom_cent"] for dag in toen["schema_toen"]][:2] == [2_900_000, 2_850_000]
    assert toen["schema_toen"] == toen["schema_nu"], "the term was paid on its day"
    assert client.get(path + "2020-01-01").status_code == 409


def test_what_if_compares_plans_and_stores_nothing(stad: Stad, client: TestClient) -> None:
    before = stad.store.end()
    plannen = [
        {"naam": "zo doorgaan"},
        {
            "naam": "half jaar uitstel",
            "mutaties": [{"soort": "uitstel", "van": "2026-03-01", "maanden": 6}],
        },
        {"naam": "te lang", "mutaties": [{"soort": "uitstel", "van": "2026-03-01", "maanden": 13}]},
    ]
    path = f"/ledger/v1/leningen/{lening_id()}/doorrekeningen"
    gewoon, uitstel, te_lang = post(client, path, {"plannen": plannen}).json()
    assert (gewoon["einddatum"], uitstel["einddatum"], uitstel["uitstelmaanden"]) == (
        "2031-01-31",
        "2031-07-31",
        6,
    )
    assert uitstel["totaal_rente_cent"] > gewoon["totaal_rente_cent"]
    assert "hooguit 12 maanden" in te_lang["verboden"][0]
    assert stad.store.end() == before
    assert post(client, path, {"plannen": plannen + plannen}).status_code == 400


def test_de_bank_laat_zien_wat_een_boeking_doet_voor_zij_gebeurt(
    stad: Stad, client: TestClient
) -> None:
    stad.afschrift(date(2026, 2, 28), Storting("zonder kenmerk", 5_000, gestructureerd=False))
    stad.werk()
    (regel,) = client.get("/ledger/v1/ontvangsten").json()["ontvangsten"]
    html = client.post(
        f"/bank/ontvangsten/{regel['ontvangst_id']}",
        data={"besluit": "toegewezen", "lening": str(lening_id(0))},
    ).text
    assert "Er is nog niets vastgelegd" in html
    assert "€ 50,00" in html
    place = f"/ledger/v1/ontvangsten/{regel['ontvangst_id']}"
    proef = client.post(f"{place}/voorbeelden", json={"lening_id": str(lening_id(0))}).json()
    assert stad.namen(0)[-1] != "AflossingGeboekt", "nothing is stored"
    assert (
        client.post(
            f"{place}/toewijzingen", json={"besluit": "toegewezen", "lening_id": str(lening_id(0))}
        ).status_code
        == 202
    )
    stad.werk()
    assert stad.feiten(0)[-1].fact.saldi.model_dump() == proef["saldi_nieuw"], (
        "what was shown is what happened"
    )
    assert (
        client.post(f"{place}/voorbeelden", json={"lening_id": str(lening_id(0))}).status_code
        == 409
    )


def test_een_besluit_over_een_regel_kan_op_de_pagina_terug(stad: Stad, client: TestClient) -> None:
    stad.afschrift(date(2026, 2, 28), Storting("zonder kenmerk", 5_000, gestructureerd=False))
    (regel,) = client.get("/ledger/v1/ontvangsten").json()["ontvangsten"]
    place = f"/ledger/v1/ontvangsten/{regel['ontvangst_id']}"
    assert client.post(f"{place}/terugzettingen").status_code == 409
    assert client.post(f"{place}/toewijzingen", json={"besluit": "terugstorten"}).status_code == 202
    assert "besluiten" in client.get("/bank").text.lower()
    assert "Neem terug" in client.get("/bank/besloten").text
    assert client.get("/ledger/v1/ontvangsten/besloten").json()["totaal"] == 1
    assert client.post(f"{place}/terugzettingen").status_code == 202
    assert client.get("/ledger/v1/ontvangsten").json()["totaal"] == 1


def test_de_bank_zegt_per_rekening_wat_er_ontbreekt(stad: Stad, client: TestClient) -> None:
    stad.afschrift(date(2026, 2, 26), storting(0, 1_000))
    stad.afschriften += 1
    content, _ = bankbestand(date(2026, 2, 28), 9_999, [], stad.afschriften + 1)
    answer = client.post("/ledger/v1/bankafschriften", content=content, headers=XML)
    (gat,) = answer.json()["let_op"]
    html = client.get("/bank").text
    assert "Er ontbreekt een afschrift" in html
    assert gat.split(":")[0] in html
    (rekening,) = client.get("/ledger/v1/rekeningen").json()
    assert (rekening["gat"], rekening["rekening"]) == (gat, "NL16…0001")
    assert rekening["tot"] is None or rekening["tot"] <= "2026-02-26"


def test_a_line_is_put_on_the_loan_that_somebody_names_as_letters_and_screens_do(
    stad: Stad,
) -> None:
    inzage, nummer = Inzage(stad.store, KEY, REKENINGEN, KADER), lening_id(1)
    kenmerk = inzage.lening(nummer).betalingskenmerk
    groups = [kenmerk[begin : begin + 4] for begin in range(0, 16, 4)]
    named = (
        kenmerk,
        " ".join(groups),
        ".".join(groups),
        f"Betalingskenmerk {'-'.join(groups)}",
        str(nummer),
        str(nummer)[:8].upper(),
    )
    assert {inzage.zoek_lening(text) for text in named} == {nummer}
    for text in ("", "%", str(nummer)[:6], "ffffffff", str(uuid4()), "Jansen"):
        with pytest.raises(LeningIsOnbekend):
            inzage.zoek_lening(text)
