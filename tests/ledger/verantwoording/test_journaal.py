"""The export of the living ledger, added up by programs that share no code with us."""

import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

import pytest
from beancount import loader
from beancount.core.data import Transaction
from typer.testing import CliRunner

from deploy.local.cli import make_app
from services.ledger.adapters.verantwoording import boekingen as grootboek
from services.ledger.domain.verantwoording.journaal import Vorm, journaal
from shared.settings import Database
from tests.infrastructure import DatabaseServer, database_environment
from tests.ledger.test_web import client_of
from tests.steun.ledger.boekenstad import FEB, bouw
from tests.steun.ledger.stad import Stad, lening_id

# Which accounts of the journal make up a column of the live debtor list: the tail of their names.
RENTE = ("VerschenenRente", "UitgesteldeRente", "WettelijkeRente")


@pytest.fixture
def stad(
    postgres: DatabaseServer,
    new_database: Callable[[str], Database],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Stad]:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    database = new_database("ledger")
    for name, value in (
        database_environment("ledger", database) | {"DOORSTART_POSTGRES": postgres.host_port}
    ).items():
        monkeypatch.setenv(name, value)
    stad = Stad.nieuw(database)
    bouw(stad)
    stad.projecteer()
    yield stad
    stad.store.close()


def exporteer(*opties: str) -> str:
    uit = CliRunner().invoke(make_app(None), ["ledger", "journaal", *opties])
    assert uit.exit_code == 0, uit.output
    return uit.stdout


def beancount(tekst: str) -> tuple[list[Transaction], Counter[str]]:
    """The transactions and the totals that beancount reads, after its own checks."""
    entries, errors, _ = loader.load_string(tekst)
    assert not errors, errors
    boekingen = [een for een in entries if isinstance(een, Transaction)]
    totaal: Counter[str] = Counter()
    for een in boekingen:
        for regel in een.postings:
            assert regel.units is not None
            totaal[regel.account] += int(regel.units.number * 100)
    return boekingen, totaal


def som(totaal: Counter[str], *staarten: str) -> int:
    return sum(cent for naam, cent in totaal.items() if naam.rpartition(":")[2] in staarten)


def klopt_met_de_lijst(stad: Stad, totaal: Counter[str]) -> None:
    kolommen = ", ".join(
        f"sum({naam}_cent)::bigint AS {naam}" for naam in ("hoofdsom", "rente", "tegoed")
    )
    (lijst,) = stad.rijen(f"SELECT {kolommen} FROM debiteuren")
    assert som(totaal, "Hoofdsom") == lijst["hoofdsom"] > 0
    assert som(totaal, *RENTE) == lijst["rente"] > 0
    assert -som(totaal, "TegoedDebiteur") == lijst["tegoed"] > 0
    assert sum(totaal.values()) == 0


def test_beancount_vindt_het_journaal_in_balans_en_gelijk_aan_de_debiteurenlijst(
    stad: Stad,
) -> None:
    boekingen, totaal = beancount(exporteer("--vorm", "beancount"))
    assert (
        len(boekingen)
        == sum(bool(getattr(een.fact, "boekregels", ())) for een in stad.store.page(0, 10_000))
        > 20
    )
    klopt_met_de_lijst(stad, totaal)
    assert {een.meta["gemeente"] for een in boekingen} == {"GM9901", "GM9902"}
    for gemeente in ("GM9901", "GM9902"):
        assert (
            sum(
                int(regel.units.number * 100)
                for een in boekingen
                if een.meta["gemeente"] == gemeente
                for regel in een.postings
            )
            == 0
        )


@pytest.mark.skipif(not shutil.which("hledger"), reason="hledger is not on this machine")
def test_hledger_vindt_het_journaal_in_balans_en_gelijk_aan_de_debiteurenlijst(stad: Stad) -> None:
    def hledger(*opdracht: str) -> str:
        return subprocess.run(
            ["hledger", "-f", "-", *opdracht],
            input=exporteer(),
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        ).stdout

    hledger("check", "--strict")
    uit = hledger("balance", "--flat", "--no-total", "--format", "%(account) %(total)")
    regels = [regel.rsplit(maxsplit=1) for regel in uit.splitlines()]
    totaal = Counter(
        {naam.removesuffix(" EUR").strip(): int(Decimal(bedrag) * 100) for naam, bedrag in regels}
    )
    klopt_met_de_lijst(stad, totaal)


def test_twee_keer_uitvoeren_geeft_dezelfde_tekst_en_bladzijden_maken_niet_uit(
    stad: Stad, monkeypatch: pytest.MonkeyPatch
) -> None:
    eerst = exporteer()
    monkeypatch.setattr(grootboek, "PAGE", 3)
    assert exporteer() == eerst


def test_de_eerste_boeking_komt_voor_de_rest_is_gelezen(
    stad: Stad, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grootboek, "PAGE", 2)
    gelezen = []
    page = stad.store.page
    monkeypatch.setattr(
        stad.store, "page", lambda after, limit: gelezen.append(after) or page(after, limit)
    )
    next(
        regel
        for regel in journaal(grootboek.journaalposten(stad.store), Vorm.HLEDGER)
        if regel.startswith("2026")
    )
    assert gelezen == [0]


def test_wat_na_het_begin_van_de_uitvoer_wordt_geboekt_staat_er_niet_in(stad: Stad) -> None:
    posten = grootboek.journaalposten(stad.store)
    eerste = next(posten)
    voor = stad.store.end()
    stad.dag(date(2026, 4, 30))
    assert stad.store.end() > voor
    assert max(int(dict(een.herkomst)["plaats"]) for een in (eerste, *posten)) <= voor


def test_tot_een_dag_en_van_een_lening(stad: Stad) -> None:
    vroeg, _ = beancount(exporteer("--vorm", "beancount", "--tot", FEB.isoformat()))
    assert {een.date <= FEB for een in vroeg} == {True}
    eigen, totaal = beancount(exporteer("--vorm", "beancount", "--lening", str(lening_id(1))))
    assert {een.meta["lening"] for een in eigen} == {str(lening_id(1))}
    (rij,) = stad.rijen("SELECT hoofdsom_cent FROM debiteuren WHERE lening_id = %s", lening_id(1))
    assert som(totaal, "Hoofdsom") == rij["hoofdsom_cent"]


def test_een_lening_die_er_niet_is_wordt_in_drie_delen_gezegd(stad: Stad) -> None:
    uit = CliRunner().invoke(make_app(None), ["ledger", "journaal", "--lening", str(lening_id(99))])
    assert uit.exit_code == 1
    assert "Er is geen lening" in str(uit.exception)


def test_de_api_geeft_hetzelfde_journaal(stad: Stad) -> None:
    antwoord = client_of(stad).get("/ledger/v1/journaal", params={"vorm": "beancount"})
    assert antwoord.headers["content-type"].startswith("text/plain")
    assert antwoord.text == exporteer("--vorm", "beancount")
    assert (
        client_of(stad)
        .get("/ledger/v1/journaal", params={"leningId": str(lening_id(99))})
        .status_code
        == 404
    )
