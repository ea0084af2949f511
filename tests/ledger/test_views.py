"""The debtor list and the ledger lines, each fact once, on a real database."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from services.ledger import examples
from services.ledger.adapters.log import LENING
from services.ledger.adapters.publish import publish
from services.ledger.application.replay import replay
from services.ledger.domain.invordering.state import traject_id
from services.ledger.domain.lening.events import LENINGFEITEN, LeningGeopend
from services.ledger.entrypoints.woorden import algemeen as words
from services.ledger.projections import debiteuren
from shared.facts import Cause
from shared.settings import Database
from tests.steun.ledger.stad import Stad, krediet, lening_id, storting
from tests.steun.ledger.verhalen import elk_besluit

VERVAL, MAART = date(2026, 2, 28), date(2026, 3, 31)


@pytest.fixture
def stad(new_database: Callable[[str], Database]) -> Iterator[Stad]:
    stad = Stad.nieuw(new_database("ledger"))
    stad.dag(date(2026, 1, 12))
    stad.hoor(krediet())
    yield stad
    stad.store.close()


def rij(stad: Stad) -> dict[str, Any]:
    stad.projecteer()
    (gevonden,) = stad.rijen("SELECT * FROM debiteuren")
    return gevonden


def test_elk_feit_geeft_zijn_rij_en_zijn_regel(stad: Stad) -> None:
    """One life of a loan, looked at after every fact."""
    gezien: list[tuple[str, str, str, int]] = []

    def kijk() -> None:
        nu = rij(stad)
        laatste = stad.rijen("SELECT soort FROM regels ORDER BY versie DESC LIMIT 1")[0]["soort"]
        gezien.append((laatste, nu["licht"], nu["reden"], nu["achterstand_cent"]))

    kijk()
    stad.dag(VERVAL)
    kijk()
    stad.dag(VERVAL + timedelta(days=2))
    stad.afschrift(VERVAL + timedelta(days=1))
    stad.dag(VERVAL + timedelta(days=3))
    kijk()
    stad.afschrift(VERVAL + timedelta(days=3), storting(0, 70_000))
    stad.werk()
    kijk()
    stad.afschrift(VERVAL + timedelta(days=4), storting(0, 2_950_000 + 20_000 + 300))
    stad.dag(MAART)
    kijk()
    assert gezien == [
        ("LeningGeopend", "bij", "Er is nu niets te betalen", 0),
        ("TermijnVervallen", "let-op", "€ 700,00 is vervallen en nog niet binnen", 0),
        ("BetalingGemist", "achterstand", "1 termijn gemist, € 700,00 achterstand", 70_000),
        ("AchterstandIngelopen", "bij", "Er is nu niets te betalen", 0),
        ("LeningAfgelost", "let-op", "€ 3,00 te veel betaald", 0),
    ]
    soorten = stad.rijen("SELECT soort, count(*) AS n FROM regels GROUP BY 1")
    assert {een["soort"] for een in soorten} == {type(feit).__name__ for feit in examples.feiten()}
    assert (
        sum(een["n"] for een in soorten) + stad.store.stream(traject_id(lening_id()))[-1].version
        == stad.store.end()
    )
    assert rij(stad)["stap"] == "Te veel betaald bedrag terugstorten"


def test_de_regels_sluiten_op_elkaar_aan(stad: Stad) -> None:
    stad.dag(VERVAL)
    stad.afschrift(VERVAL, storting(0, 60_000))
    stad.dag(MAART)
    stad.projecteer()
    saldo = 0
    for regel in stad.rijen("SELECT * FROM regels ORDER BY versie"):
        saldo += regel["bedrag_cent"]
        assert regel["saldo_cent"] == saldo
        assert sum(een["bedrag_cent"] for een in regel["boekregels"]) == 0
        assert regel["uitleg"]
    assert [een["actor"] for een in stad.rijen("SELECT DISTINCT actor FROM regels ORDER BY 1")] == [
        "consulent-2",
        "ledger",
    ]


def test_achterstand_heeft_altijd_een_volgende_stap_met_een_datum() -> None:
    stappen, nu = [], None
    for feit in examples.feiten():
        nu = debiteuren.evolve(nu, lening_id(), feit)
        assert (nu.licht != "achterstand") or (nu.stap and nu.stap_op)
        stappen.append((nu.licht, nu.stap))
    assert ("achterstand", "Eerste stap bepalen") in stappen
    assert stappen[-1] == ("bij", None)


def test_een_stap_verschuift_niet_vanzelf_en_wordt_zwaarder_met_elke_gemiste_termijn(
    stad: Stad,
) -> None:
    stad.dagen(date(2026, 1, 13), date(2026, 3, 15))
    eerste = rij(stad)
    assert (eerste["stap"], eerste["sinds"]) == ("Bellen of langsgaan", VERVAL)
    stad.dagen(date(2026, 3, 16), date(2026, 3, 20))
    assert rij(stad) == eerste
    stad.dagen(date(2026, 3, 21), date(2026, 4, 4))
    tweede = rij(stad)
    assert (tweede["stap"], tweede["gemiste_termijnen"], tweede["sinds"]) == (
        "Bellen of langsgaan",
        2,
        VERVAL,
    )
    assert (eerste["stap_op"], tweede["stap_op"], tweede["wie"]) == (
        date(2026, 3, 16),
        date(2026, 3, 16),
        "debiteurenbeheer",
    )


def test_een_feit_zonder_opening_is_een_gebroken_log() -> None:
    with pytest.raises(ValueError, match="not opened"):
        debiteuren.evolve(None, lening_id(), examples.feiten()[1])


def test_ook_elk_besluit_geeft_zijn_regel_zijn_bericht_en_zijn_woord(stad: Stad) -> None:
    feiten = elk_besluit()
    nummer, leningen = 0, dict[int, list[Any]]()
    with stad.store.transaction() as transaction:
        for feit in feiten:
            nummer += isinstance(feit, LeningGeopend)
            leningen.setdefault(nummer, []).append(feit)
        for nummer, eigen in leningen.items():
            transaction.load(LENING, lening_id(nummer))
            transaction.append(LENING, lening_id(nummer), eigen, Cause("c", "debiteuren-1", VERVAL))
    stad.projecteer()
    soorten = {een["soort"] for een in stad.rijen("SELECT DISTINCT soort FROM regels")}
    assert (
        soorten | {"BetalingGemist", "AchterstandIngelopen"}
        == set(LENINGFEITEN)
        == set(words.FEITEN)
    )
    for regel in stad.rijen("SELECT uitleg, boekregels FROM regels"):
        assert regel["uitleg"]
        assert sum(een["bedrag_cent"] for een in regel["boekregels"]) == 0
    gezegd = {stored.name: publish(stored) for nummer in leningen for stored in stad.feiten(nummer)}
    stil = {naam for naam, bericht in gezegd.items() if bericht is None}
    assert stil == {
        "TermijnVervallen",
        "BesluitVoorgesteld",
        "VoorstelVerworpen",
        "BetaalkeuzeVastgelegd",
    }
    assert all(type(bericht).__name__ == naam for naam, bericht in gezegd.items() if bericht)
    uit = replay(stad.store)
    assert all(een.is_equal for een in (uit.balances, uit.others, uit.debtors)), (
        "the receipts came from no bank file"
    )
