"""The pages on which people decide about a loan: a form, what it would change, and then once a decision or a proposal."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import get_args

import httpx
import pytest
from starlette.testclient import TestClient

from services.ledger.domain.lening.gevraagd import GevraagdeGegevens
from services.ledger.entrypoints.pages.besluitformulier import velden
from services.ledger.entrypoints.pages.besluitvelden import MOTIVERINGEN
from services.ledger.entrypoints.woorden.besluiten import SOORTEN
from shared.settings import Database
from tests.ledger.test_web import client_of
from tests.steun.ledger.stad import Stad, krediet, lening_id, storting

UITSTEL = {
    "van": "2026-03-01",
    "maanden": "6",
    "rente_mee": "nee",
    "motivering": "verzoek_debiteur",
    "sleutel": "s1",
}
PAGINA = f"/leningen/{lening_id()}"


@pytest.fixture
def stad(
    new_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Stad]:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    stad = Stad.nieuw(new_database("ledger"))
    stad.dag(date(2026, 1, 12))
    stad.hoor(krediet(0))
    stad.dag(date(2026, 2, 28))
    stad.projecteer()
    yield stad
    stad.store.close()


@pytest.fixture
def client(stad: Stad) -> TestClient:
    return client_of(stad)


def verborgen(html: str) -> dict[str, str]:
    """The hidden fields of the form on a page."""
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', html))


def bekijk(client: TestClient, soort: str, waarden: dict[str, str], status: int = 200) -> str:
    answer = client.post(f"{PAGINA}/besluiten/{soort}", data=waarden)
    assert answer.status_code == status, answer.text
    return answer.text


def leg_vast(client: TestClient, soort: str, voorbeeld: str) -> httpx.Response:
    return client.post(
        f"{PAGINA}/besluiten/{soort}", data={**verborgen(voorbeeld), "bevestigd": "ja"}
    )


@pytest.mark.parametrize("soort", SOORTEN.values(), ids=SOORTEN)
def test_every_decision_has_a_form_in_words(client: TestClient, soort) -> None:
    html = client.get(f"{PAGINA}/besluiten/{soort.code}").text
    for veld in velden(soort, []):
        assert veld.label in html
        assert "_" not in veld.label
    assert soort.artikel in html
    assert f'value="{soort.motivering}" selected' in html
    assert ("twee personen" in html) == (soort.vraagt_tweede)
    blad = client.get(PAGINA + "?blad=besluiten").text
    past, _, andere = blad.partition('class="andere"')
    is_te_kiezen = f'/besluiten/{soort.code}"' in past
    assert is_te_kiezen != (f"<dt>{soort.titel}</dt>" in andere), "a link, or why not"
    assert is_te_kiezen or "Deze lening is geen borgtocht." in andere


def test_the_words_are_complete() -> None:
    van_de_api = get_args(get_args(GevraagdeGegevens)[0])
    assert {soort.gegevens for soort in SOORTEN.values()} == set(van_de_api), (
        "whatever the API accepts has a form"
    )
    assert set(MOTIVERINGEN) >= {soort.motivering for soort in SOORTEN.values()}


def test_an_uitstel_is_looked_at_first_and_booked_once(stad: Stad, client: TestClient) -> None:
    before = stad.store.end()
    html = bekijk(client, "uitstel", UITSTEL)
    for text in (
        "6 maanden uitstel van aflossing, van 1 maart 2026 tot 1 september 2026",
        "Er is nog niets vastgelegd",
        "31 juli 2031",
        "Dit besluit mag u alleen nemen",
    ):
        assert text in html
    assert stad.store.end() == before, "a look changes nothing"
    answers = [leg_vast(client, "uitstel", html) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].headers["location"] == answers[1].headers["location"]
    assert stad.namen().count("UitstelVerleend") == 1
    page = client.get(answers[0].headers["location"]).text
    assert "Vastgelegd" in page
    assert page.count("6 maanden uitstel van aflossing") == 1


def test_what_is_wrong_is_told_beside_the_field_and_what_was_typed_stays(
    client: TestClient,
) -> None:
    html = bekijk(
        client, "kosten", {"bedrag": "veel", "grondslag": "", "motivering": "betaalt_niet"}, 400
    )
    for text in (
        "Er zijn 2 fouten",
        "Bedrag in euro: &#39;veel&#39; is geen bedrag.",
        "Dit veld is verplicht.",
        'value="veel"',
    ):
        assert text in html
    html = bekijk(client, "uitstel", {**UITSTEL, "maanden": "13"}, 409)
    assert 'name="neem_over" value="maanden=12"' in html
    for text in (
        "Dit kan niet",
        "hooguit 12 maanden",
        "Wat u invulde, staat er nog.",
        'value="13"',
    ):
        assert text in html
    terug = client.post(f"{PAGINA}/besluiten/uitstel", data={**UITSTEL, "bevestigd": "wijzig"}).text
    assert 'value="2026-03-01"' in terug
    assert 'value="s1"' in terug


def test_a_loan_that_changed_since_the_look_is_looked_at_again(
    stad: Stad, client: TestClient
) -> None:
    html = bekijk(client, "uitstel", UITSTEL)
    stad.afschrift(date(2026, 2, 28), storting())
    stad.werk()
    answer = leg_vast(client, "uitstel", html)
    assert (answer.status_code, "intussen veranderd" in answer.text) == (409, True)
    assert "UitstelVerleend" not in stad.namen()
    assert leg_vast(client, "uitstel", answer.text).status_code == 303
    assert "UitstelVerleend" in stad.namen()


def test_a_link_fills_the_form_in_but_only_its_fields(client: TestClient) -> None:
    html = client.get(
        f"{PAGINA}/besluiten/uitstel?van=2026-05-01&maanden=4&sleutel=x&bevestigd=ja"
    ).text
    assert 'value="2026-05-01"' in html
    assert 'value="x"' not in html
    assert client.get(f"{PAGINA}/besluiten/cadeau").status_code == 404


def test_a_receipt_is_chosen_by_what_it_was(stad: Stad, client: TestClient) -> None:
    assert "Er is niets om uit te kiezen" in client.get(f"{PAGINA}/besluiten/storno").text
    stad.afschrift(date(2026, 2, 28), storting())
    stad.werk()
    html = client.get(f"{PAGINA}/besluiten/storno").text
    keuze = re.search(
        r'<option value="([0-9a-f-]{36})">De ontvangst van 28 februari 2026 \(€ 700,00\)', html
    )
    assert keuze
    html = bekijk(client, "storno", {"van": keuze[1], "motivering": "storno_bank", "sleutel": "s"})
    for text in (
        "De bank draaide de ontvangst van 28 februari 2026 (€ 700,00) terug",
        "Boeking teruggedraaid",
        "Credit bank <",
    ):
        assert text in html
    assert leg_vast(client, "storno", html).status_code == 303
    assert "Er is niets om uit te kiezen" in client.get(f"{PAGINA}/besluiten/storno").text


def test_outside_the_demo_nobody_looks_at_a_decision(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DOORSTART_DEMO")
    bekijk(client, "uitstel", UITSTEL, 401)


def stel_voor(client: TestClient, soort: str, **waarden: str) -> str:
    """The address of the proposal that this makes."""
    html = bekijk(client, soort, {"motivering": "betaalt_niet", "sleutel": soort, **waarden})
    assert leg_vast(client, soort, html).headers["location"] == PAGINA
    bevestigd = client.get(PAGINA).text
    return re.findall(rf'"({PAGINA}/voorstellen/[0-9a-f-]+)">Bekijk het voorstel', bevestigd)[0]


def als(client: TestClient, actor: str) -> TestClient:
    client.headers["Doorstart-Actor"] = actor
    return client


def test_a_proposal_waits_for_a_second_person_who_sees_what_it_would_change(
    stad: Stad, client: TestClient
) -> None:
    voorstel = stel_voor(client, "opeising", grond="niet_betaald")
    stad.projecteer()
    lijst = client.get("/debiteuren/voorstellen").text
    for text in ("De hele lening is opgeëist", "(uzelf)", "Bakkerij Goudkorst", voorstel):
        assert text in lijst
    assert "1 voorstel wacht op een tweede persoon" in client.get("/debiteuren").text
    assert voorstel in client.get(PAGINA).text
    assert "U deed dit voorstel zelf" in client.get(voorstel).text
    assert client.post(voorstel, data={"besluit": "bekrachtigen"}).status_code == 409
    assert "Uw mandaat D-2025-01 geldt tot € 25.000,00" in als(client, "consulent-2").get(
        voorstel
    ).text.replace("\xa0", " ")
    te_weinig = client.post(voorstel, data={"besluit": "bekrachtigen"})
    assert (te_weinig.status_code, "Het voorstel wacht nog." in te_weinig.text) == (409, True)
    assert "geen mandaat in deze gemeente" in als(client, "auditor-1").get(voorstel).text
    html = als(client, "teamleider-1").get(voorstel).text
    assert "zonder grens" in html
    assert "Bekrachtig het voorstel" in html
    answers = [client.post(voorstel, data={"besluit": "bekrachtigen"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303], (
        "a second press of the button changes nothing"
    )
    assert stad.namen().count("LeningOpgeeist") == 1
    assert "Over dit voorstel is besloten" in client.get(voorstel).text
    assert "Er wacht geen voorstel" in client.get("/debiteuren/voorstellen").text


def test_a_proposal_is_rejected_and_what_can_no_longer_be_done_says_why(
    stad: Stad, client: TestClient
) -> None:
    eerste = stel_voor(client, "opeising", grond="niet_betaald")
    tweede = stel_voor(
        client, "kwijtschelding", bedrag="150,00", deel="rente", grondslag="beleid van de gemeente"
    )
    stad.projecteer()
    wachtend = client.get("/ledger/v1/voorstellen").json()
    assert [(een["lening_id"], een["gegevens"]["soort"]) for een in wachtend] == [
        (str(lening_id()), "opeising"),
        (str(lening_id()), "kwijtschelding"),
    ]
    stad.afschrift(date(2026, 2, 28), storting())
    stad.werk()
    html = als(client, "teamleider-1").get(tweede).text
    for text in (
        "Dit voorstel kan niet meer",
        "Er staat € 0,00 rente open",
        "Verwerp het voorstel",
    ):
        assert text in html
    assert "Bekrachtig het voorstel" not in html
    assert [client.post(tweede, data={"besluit": "verwerpen"}).status_code for _ in range(2)] == [
        303,
        303,
    ]
    assert stad.namen().count("VoorstelVerworpen") == 1
    assert "Het voorstel is verworpen" in client.get(tweede).text
    assert eerste in client.get(PAGINA).text
    assert client.get(eerste[:-4] + "0000").status_code == 404
