"""Plans beside each other: in the domain, and on the page where everything stands in the address."""

import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from starlette.testclient import TestClient

from services.ledger.domain.grootboek.boeking import Mutatie
from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.vooruitblik.andere_looptijd import AndereLooptijd
from services.ledger.domain.vooruitblik.plannen import (
    AflossingIneens,
    Doorrekening,
    ExtraAflossing,
    reken_door,
)
from services.ledger.entrypoints.pages.plannen import PLANSOORTEN
from services.ledger.examples import besluit, open_lening
from shared.recht.cohort import Cohort
from shared.settings import Database
from tests.ledger.test_web import client_of
from tests.steun.ledger.boek import PARAMETERS, Papier
from tests.steun.ledger.stad import Stad, krediet, lening_id

MAART = date(2026, 3, 2)
PAGINA = f"/leningen/{lening_id()}/doorrekenen"


def papier() -> Papier:
    papier = Papier()
    papier.dag(date(2026, 2, 28))
    papier.betaal(70_000, date(2026, 2, 28))
    papier.dag(MAART)
    return papier


def reken(plan: g.Gegevens | None, op: Papier | None = None, dag: date = MAART) -> Doorrekening:
    feiten = [feit for feit in (op or papier()).feiten if isinstance(feit, Mutatie)]
    return reken_door(feiten, plan, dag, PARAMETERS)


def test_extra_aflossen_maakt_de_lening_korter_of_de_termijn_lager() -> None:
    nu = reken(None).toekomst
    korter = reken(ExtraAflossing(bedrag_cent=590_000)).toekomst
    lager = reken(
        ExtraAflossing.model_validate({"bedrag_cent": 590_000, "keuze": "einddatum_blijft"})
    ).toekomst
    assert (korter.extra_cent, lager.extra_cent) == (590_000, 590_000)
    assert len(korter.betaaldagen) < len(nu.betaaldagen) == len(lager.betaaldagen)
    assert lager.betaaldagen[1].aflossing_cent == 39_828
    assert korter.rente_cent < lager.rente_cent < nu.rente_cent


def test_alles_aflossen_laat_niets_over() -> None:
    uit = reken(AflossingIneens()).toekomst
    assert (uit.betaaldagen, uit.ineens_cent) == ((), 0)
    assert uit.extra_cent == 2_950_000 + 19_667


def test_een_andere_looptijd_spreidt_wat_na_de_komende_termijn_overblijft() -> None:
    nu, uit = reken(None).toekomst, reken(AndereLooptijd(termijnen=101)).toekomst
    assert uit.betaaldagen[0] == nu.betaaldagen[0]
    assert (len(uit.betaaldagen), uit.betaaldagen[1].aflossing_cent) == (101, 29_000)
    assert uit.betaaldagen[-1].hoofdsom_cent == 0
    assert uit.rente_cent == sum(een.rente_cent for een in uit.betaaldagen)
    assert "nieuwe beschikking" in uit.signalen[0]


def test_een_te_lange_looptijd_noemt_de_grens_en_wat_wel_mag() -> None:
    uit = reken(AndereLooptijd(termijnen=140))
    assert not uit.mag
    assert "Hooguit 120 maanden mag (Bbz art. 15 b)" in uit.toekomst.verboden[0]
    assert uit.dichtstbij == ("termijnen", 119)
    assert reken(AndereLooptijd(termijnen=119)).mag
    assert not reken(AndereLooptijd(termijnen=120)).mag


def test_wie_uitstel_heeft_of_een_tozo_lening_krijgt_geen_andere_looptijd() -> None:
    met_uitstel = papier()
    met_uitstel.doe(besluit(g.Uitstel(van=date(2026, 3, 1), maanden=6), MAART))
    assert not reken(AndereLooptijd(termijnen=80), met_uitstel).mag
    assert (
        "Tozo"
        in reken(
            AndereLooptijd(termijnen=80), Papier(open_lening(regeling="tozo", cohort=Cohort.TOZO))
        ).toekomst.verboden[0]
    )


def test_te_veel_uitstel_noemt_wat_er_nog_wel_kan() -> None:
    assert reken(g.Uitstel(van=date(2026, 4, 1), maanden=13)).dichtstbij == ("maanden", 12)
    op = papier()
    for jaar in (2027, 2028):
        op.doe(besluit(g.Uitstel(van=date(jaar, 1, 1), maanden=12), MAART))
    op.doe(besluit(g.Uitstel(van=date(2029, 1, 1), maanden=10), MAART))
    assert reken(g.Uitstel(van=date(2030, 4, 1), maanden=3), op).dichtstbij == ("maanden", 2)
    tozo = Papier(open_lening(regeling="tozo", cohort=Cohort.TOZO))
    assert reken(g.Uitstel(van=date(2026, 4, 1), maanden=40), tozo).mag


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


def tekst(client: TestClient, adres: str, status: int = 200) -> str:
    answer = client.get(adres)
    assert answer.status_code == status, answer.text
    return answer.text.replace("\xa0", " ")


def link(html: str, woorden: str) -> str:
    """The address of the first link that begins with these words."""
    gevonden = re.search(rf'href="([^"]*)">{woorden}', html)
    assert gevonden
    return gevonden[1].replace("&amp;", "&")


def test_the_page_starts_with_how_it_goes_now(client: TestClient) -> None:
    html = tekst(client, PAGINA)
    for text in ("Zoals nu", "31 januari 2031", "0 van 36", "Zet er een plan bij", "€ 700,00"):
        assert text in html
    assert html.count('scope="col"') == 1


def test_three_plans_stand_in_the_address_and_a_fourth_does_not_fit(
    stad: Stad, client: TestClient
) -> None:
    before = stad.store.end()
    b = "b=extra_aflossing&b.bedrag=5.000,00&b.keuze=einddatum_blijft"
    adres = f"{PAGINA}?a=uitstel&a.van=2026-03-01&a.maanden=6&{b}&c=andere_looptijd"
    html = tekst(client, adres)
    for text in (
        "Plan 1: Uitstel geven",
        "6 van 36",
        "31 juli 2031",
        "Plan 2: Extra aflossen",
        "Plan 3: Andere looptijd",
        'value="5.000,00"',
    ):
        assert text in html
    assert "Zet er een plan bij" not in html
    assert "besluiten/uitstel?van=2026-03-01&amp;maanden=6" in html
    assert stad.store.end() == before
    form = tekst(client, link(html, "Maak hier een voorstel van"))
    assert 'value="2026-03-01"' in form
    over = tekst(client, link(html, "Haal dit plan weg"))
    assert "Plan 1: Extra aflossen" in over
    assert "Plan 3" not in over


def test_what_may_not_be_names_the_rule_and_the_nearest_value(client: TestClient) -> None:
    html = tekst(client, f"{PAGINA}?a=uitstel&a.van=2026-03-01&a.maanden=13")
    for text in ("Nee", "hooguit 12 maanden", "Reken met 12 maanden", "kan niet"):
        assert text in html
    assert "Maak hier een voorstel van" not in html
    html = tekst(client, link(html, "Reken met 12"))
    assert "12 van 36" in html


def test_what_cannot_be_read_is_told_beside_the_field(client: TestClient) -> None:
    html = tekst(client, f"{PAGINA}?a=extra_aflossing&a.bedrag=veel", 400)
    assert "Extra aflossen, Bedrag in euro" in html
    assert 'value="veel"' in html
    assert "Zoals nu" in tekst(client, f"{PAGINA}?a=cadeau&d=uitstel")


@pytest.mark.parametrize("soort", PLANSOORTEN)
def test_every_plan_shows_something_at_once(client: TestClient, soort: str) -> None:
    html = tekst(client, f"{PAGINA}?a={soort}")
    assert f"Plan 1: {PLANSOORTEN[soort].titel}" in html
    assert "Haal dit plan weg" in html
