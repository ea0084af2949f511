"""The page with two clocks: differences with what explains them, and a day before there was anything."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from starlette.testclient import TestClient

from services.ledger.domain.grootboek.boeking import Mutatie
from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.vooruitblik.standen import kennisdagen, peiling
from services.ledger.examples import besluit
from shared.settings import Database
from tests.ledger.test_web import client_of
from tests.steun.ledger.boek import PARAMETERS, Papier
from tests.steun.ledger.stad import Stad, krediet, lening_id, storting

FEB, MAART = date(2026, 2, 28), date(2026, 3, 2)
PAGINA = f"/leningen/{lening_id()}/standen"


def feiten(papier: Papier) -> list[Mutatie]:
    return [feit for feit in papier.feiten if isinstance(feit, Mutatie)]


def test_uitstel_dat_later_terugwerkt_verschuift_wat_toen_nog_kwam() -> None:
    papier = Papier()
    papier.dag(date(2026, 3, 10))
    papier.doe(
        besluit(g.Uitstel(van=date(2026, 3, 1), maanden=6), date(2026, 3, 10), valutadatum=MAART)
    )
    gezien = peiling(feiten(papier), MAART, MAART, date(2026, 3, 10), PARAMETERS)
    assert (gezien.komt_toen.einde, gezien.komt_nu.einde) == (date(2031, 1, 31), date(2031, 7, 31))
    assert not gezien.is_gelijk
    assert [type(feit).__name__ for feit in gezien.later_bekend] == ["UitstelVerleend"]
    assert peiling(
        feiten(papier), MAART, date(2026, 3, 10), date(2026, 3, 10), PARAMETERS
    ).is_gelijk
    assert kennisdagen(feiten(papier)) == (date(2026, 1, 8), date(2026, 3, 10))


def test_een_betaling_van_na_die_dag_telt_toen_nog_niet() -> None:
    papier = Papier()
    papier.dag(FEB)
    papier.betaal(70_000, FEB)
    papier.betaal(500_000, MAART)
    toen = peiling(feiten(papier), FEB, FEB, MAART, PARAMETERS)
    assert toen.is_gelijk
    assert len(toen.komt_nu.betaaldagen) == 59


@pytest.fixture
def stad(
    new_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Stad]:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    stad = Stad.nieuw(new_database("ledger"))
    stad.dag(date(2026, 1, 12))
    stad.hoor(krediet(0))
    stad.dag(FEB)
    stad.afschrift(FEB, storting())
    stad.dag(MAART)
    stad.projecteer()
    yield stad
    stad.store.close()


@pytest.fixture
def client(stad: Stad) -> TestClient:
    return client_of(stad)


def test_differences_stand_beside_each_other_with_what_explains_them(client: TestClient) -> None:
    html = client.get(f"{PAGINA}?geldigOp=2026-02-28&bekendOp=2026-02-28").text.replace("\xa0", " ")
    for text in (
        "Stand op 28 februari 2026",
        "€ -500,00",
        "Ontvangen: € 700,00",
        "Telt vanaf",
        "Later bekend: 2 maart 2026",
    ):
        assert text in html
    assert "Geen verschillen" not in html


def test_no_differences_says_so(client: TestClient) -> None:
    html = client.get(PAGINA).text
    assert "Geen verschillen tussen beide momenten" in html
    assert "Eerder bekend: 12 januari 2026" in html
    assert "De termijnen zijn dezelfde" in html


@pytest.mark.parametrize(
    "vraag",
    ["geldigOp=2026-01-01", "bekendOp=2026-01-11", "geldigOp=1900-01-01&bekendOp=1900-01-01"],
)
def test_before_the_first_event_the_first_is_offered(client: TestClient, vraag: str) -> None:
    html = client.get(f"{PAGINA}?{vraag}").text
    assert "Op die dag was er nog niets" in html
    assert "geldigOp=2026-01-10&amp;bekendOp=2026-01-12" in html
    assert client.get(f"{PAGINA}?geldigOp=2026-01-10&bekendOp=2026-01-12").status_code == 200


def test_what_is_no_day_is_told_beside_the_field(client: TestClient) -> None:
    answer = client.get(f"{PAGINA}?geldigOp=gisteren")
    assert (
        answer.status_code,
        "Dit is geen datum" in answer.text,
        'value="gisteren"' in answer.text,
    ) == (400, True, True)
    assert client.get(f"/leningen/{krediet(9).lening_id}/standen").status_code == 404
