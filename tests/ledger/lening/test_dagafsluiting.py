"""The day on a real database: pages, order, parking, kills. Nothing lost, nothing done twice."""

import threading
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from uuid import uuid5

import pytest

from services.ledger.adapters.lening import agenda, dagen
from services.ledger.application import lening as afsluiten
from services.ledger.domain.lening.decide import decide as echt_besluit
from shared.aside import CannotBeDropped, ask, held
from shared.contracts import klok
from shared.observability import _BEHIND
from shared.settings import Database
from tests.patience import PATIENCE, at_once, beside, end, until
from tests.steun.ledger.stad import Stad, krediet, lening_id, storting

OPEN, VERVAL = date(2026, 1, 12), date(2026, 2, 28)


@pytest.fixture
def stad(new_database: Callable[[str], Database]) -> Iterator[Stad]:
    stad = Stad.nieuw(new_database("ledger"))
    stad.dag(OPEN)
    yield stad
    stad.store.close()


def test_een_krediet_wordt_een_keer_een_lening(stad: Stad) -> None:
    stad.hoor(krediet())
    stad.hoor(krediet(), event_id=lening_id(99))
    assert stad.namen() == ["LeningGeopend"]
    (geopend,) = stad.feiten()
    assert (geopend.cause.actor, geopend.cause.mandate, geopend.fact.boekdatum) == (
        "consulent-2",
        "tot-50000",
        OPEN,
    )
    assert stad.rijen("SELECT actie_op, na_afschrift FROM leningen") == [
        {"actie_op": VERVAL, "na_afschrift": None}
    ]


def test_een_stille_dag_raakt_geen_lening(stad: Stad) -> None:
    stad.hoor(*[krediet(nummer) for nummer in range(5)])
    stad.dagen(OPEN + timedelta(days=1), VERVAL - timedelta(days=1))
    assert stad.rijen("SELECT sum(leningen) AS n, count(*) AS dagen FROM dagafsluiting") == [
        {"n": 0, "dagen": 47}
    ]
    stad.dag(VERVAL)
    assert stad.rijen("SELECT leningen FROM dagafsluiting WHERE dag = %s", VERVAL) == [
        {"leningen": 5}
    ]


def test_gemiste_dagen_worden_een_voor_een_in_volgorde_gesloten(stad: Stad) -> None:
    stad.hoor(krediet())
    stad.dag(date(2026, 4, 30))
    assert [stored.fact.boekdatum for stored in stad.feiten() if stored.name == "RenteGeboekt"] == [
        VERVAL,
        date(2026, 3, 31),
        date(2026, 4, 30),
    ]
    (tijden,) = stad.rijen(
        "SELECT array_agg(dag ORDER BY gesloten_op) = array_agg(dag ORDER BY dag) AS ok, count(*) AS n FROM dagafsluiting"
    )
    assert tijden == {"ok": True, "n": 109}


def test_een_betaling_wordt_pas_gemist_als_de_afschriften_binnen_zijn(stad: Stad) -> None:
    stad.hoor(krediet())
    stad.dagen(OPEN + timedelta(days=1), VERVAL)
    stad.dagen(date(2026, 3, 1), date(2026, 3, 9), met_afschriften=False)
    assert "BetalingGemist" not in stad.namen()
    stad.afschrift(date(2026, 3, 9))
    stad.dagen(date(2026, 3, 10), date(2026, 3, 12), met_afschriften=False)
    assert stad.namen().count("BetalingGemist") == 1


def test_een_gat_in_de_afschriften_maakt_niemand_te_laat(stad: Stad) -> None:
    stad.hoor(krediet())
    stad.dag(date(2026, 3, 3))
    stad.afschrift(VERVAL)
    stad.saldo_cent += 1
    stad.afschrift(date(2026, 3, 3))
    stad.dagen(date(2026, 3, 4), date(2026, 3, 5), met_afschriften=False)
    assert "BetalingGemist" not in stad.namen()


def test_een_lening_die_faalt_wacht_en_de_andere_gaan_door(
    stad: Stad, monkeypatch: pytest.MonkeyPatch
) -> None:
    stad.hoor(*[krediet(nummer) for nummer in range(3)])
    kapot = lening_id(1)

    def besluit(lening, verzoek, boek):
        if verzoek.lening_id == kapot:
            raise RuntimeError("kapot")
        return echt_besluit(lening, verzoek, boek)

    monkeypatch.setattr("services.ledger.application.lening.decide", besluit)
    oorzaken: list[str | None] = []
    monkeypatch.setattr(
        afsluiten.log, "error", lambda *_, **__: oorzaken.append(_BEHIND.get()[1]), raising=False
    )
    stad.dag(VERVAL)
    assert oorzaken == [str(uuid5(kapot, "dag/2026-02-28"))], "a line says why it was written"
    assert [stad.namen(nummer)[1:] for nummer in range(3)] == [
        ["RenteGeboekt", "TermijnVervallen"],
        [],
        ["RenteGeboekt", "TermijnVervallen"],
    ]
    assert stad.rijen("SELECT key, error FROM parked_records") == [
        {"key": str(kapot), "error": "RuntimeError: kapot"}
    ]
    monkeypatch.undo()
    stad.dag(VERVAL + timedelta(days=1))
    assert stad.namen(1) == ["LeningGeopend"], "it waits for a person"
    with stad.store.cursor() as cursor:
        (wacht,) = held(cursor)
        assert (wacht.kind, wacht.place, wacht.key, wacht.what) == (
            "werk",
            "dagafsluiting",
            str(kapot),
            "2026-02-28",
        )
        with pytest.raises(CannotBeDropped):
            ask(cursor, [wacht], "laten_vallen", "beheer-1", "weg ermee")
        ask(cursor, [wacht], "vrijgeven", "beheer-1", "hersteld")
    stad.dag(VERVAL + timedelta(days=2))
    assert stad.namen(1)[1:] == ["RenteGeboekt", "TermijnVervallen"]


@pytest.mark.parametrize("stap", ["plan", "verwerk", "agenda.sluit", "dagen.begin", "dagen.sluit"])
def test_een_klap_op_elke_plek_verliest_niets_en_doet_niets_dubbel(
    stad: Stad, stap: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(afsluiten, "PAGE", 2)
    stad.hoor(*[krediet(nummer) for nummer in range(5)])

    class Klap(BaseException):
        """Not an Exception: nothing may catch it, like the end of the process."""

    def klap_na(origineel, keer: int):
        gedaan = 0

        def kapot(*args):
            nonlocal gedaan
            gedaan += 1
            uitkomst = origineel(*args)
            if gedaan == keer:
                raise Klap
            return uitkomst

        return kapot

    doel = {
        "agenda.sluit": (agenda, "sluit"),
        "dagen.begin": (dagen, "begin"),
        "dagen.sluit": (dagen, "sluit"),
    }.get(stap, (afsluiten, stap))
    for keer in (1, 2, 3):
        with monkeypatch.context() as tijdelijk:
            tijdelijk.setattr(*doel, klap_na(getattr(*doel), keer))
            try:
                stad.dag(VERVAL + timedelta(days=keer))
            except Klap:
                continue
    stad.werk()
    for nummer in range(5):
        assert stad.namen(nummer) == ["LeningGeopend", "RenteGeboekt", "TermijnVervallen"]
    assert stad.rijen("SELECT count(*) AS n FROM dagafsluiting WHERE gesloten_op IS NULL") == [
        {"n": 0}
    ]
    assert stad.rijen("SELECT sum(leningen)::int AS n FROM dagafsluiting") == [{"n": 5}]


def test_werkers_delen_een_dag_en_het_log_is_dat_van_een_werker(
    stad: Stad, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three workers of their own connections, one of which dies after its first page; two more days are open behind it."""
    monkeypatch.setattr(afsluiten, "PAGE", 3)
    stad.hoor(*[krediet(nummer) for nummer in range(25)])
    dagen_open = [VERVAL + timedelta(days=een) for een in range(3)]
    stad.hoor(klok.DagAangebroken(dag=dagen_open[-1]))
    begin, stuk = at_once(3), threading.Event()

    def werk(sterft: bool) -> None:
        eigen = Stad.nieuw(stad.store.database)
        begin.wait()
        try:
            while eigen.werkbank.step():
                if sterft and not stuk.is_set():
                    stuk.set()
                    return
        finally:
            eigen.store.close()

    end(*[beside(partial(werk, een == 0)) for een in range(3)])
    stad.werk()
    for nummer in range(25):
        assert stad.namen(nummer) == ["LeningGeopend", "RenteGeboekt", "TermijnVervallen"]
        assert {stored.fact.boekdatum for stored in stad.feiten(nummer)[1:]} == {VERVAL}
    gesloten = stad.rijen("SELECT dag, leningen FROM dagafsluiting WHERE dag = ANY(%s)", dagen_open)
    assert [rij["leningen"] for rij in sorted(gesloten, key=lambda rij: rij["dag"])] == [25, 0, 0]
    assert stad.rijen("SELECT 1 FROM parked_records") == []


def test_niemand_wacht_op_de_eerste_pagina_van_een_dag(
    stad: Stad, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One worker is in the middle of its first page; another that comes does the next one."""
    monkeypatch.setattr(afsluiten, "PAGE", 2)
    stad.hoor(*[krediet(nummer) for nummer in range(4)])
    stad.hoor(klok.DagAangebroken(dag=VERVAL))
    halverwege, verder = threading.Event(), threading.Event()

    def wacht_halverwege(*args):
        if threading.current_thread() is eerste:
            halverwege.set()
            assert verder.wait(PATIENCE)
        return echt_verwerk(*args)

    def stap() -> None:
        eigen = Stad.nieuw(stad.store.database)
        try:
            eigen.werk() if threading.current_thread() is eerste else eigen.werkbank.step()
        finally:
            eigen.store.close()

    echt_verwerk = afsluiten.verwerk
    monkeypatch.setattr(afsluiten, "verwerk", wacht_halverwege)
    # Days before it are quiet and go first.
    eerste, tweede = (threading.Thread(target=stap, daemon=True) for _ in range(2))
    eerste.start()
    assert halverwege.wait(PATIENCE)
    tweede.start()
    wacht = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    until(lambda: not tweede.is_alive() or stad.rijen(wacht), "the second did its page, or waits")
    gedaan = [nummer for nummer in range(4) if "RenteGeboekt" in stad.namen(nummer)]
    verder.set()
    end(eerste, tweede)
    assert len(gedaan) == 2, "the second worker did its page while the first one was busy"
    assert stad.rijen("SELECT leningen FROM dagafsluiting WHERE dag = %s", VERVAL) == [
        {"leningen": 4}
    ]


def test_een_dag_eindigt_niet_zolang_iemand_een_lening_vasthoudt(stad: Stad) -> None:
    """A command holds a loan while every other loan has its turn: the day waits for it, and then takes it along."""
    stad.hoor(*[krediet(nummer) for nummer in range(3)])
    stad.hoor(klok.DagAangebroken(dag=VERVAL))
    vast = lening_id(1)

    def werk() -> None:
        eigen = Stad.nieuw(stad.store.database)
        try:
            while eigen.werkbank.step():
                pass
        finally:
            eigen.store.close()

    draad = threading.Thread(target=werk, daemon=True)
    with stad.store.cursor() as houder:
        houder.execute("SELECT 1 FROM leningen WHERE lening_id = %s FOR UPDATE", (vast,))
        draad.start()
        wacht = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
        until(lambda: not draad.is_alive() or stad.rijen(wacht), "the day waits for the loan")
        assert stad.namen(2)[1:] == ["RenteGeboekt", "TermijnVervallen"], "the others went on"
        assert stad.namen(1) == ["LeningGeopend"]
        open_dagen = stad.rijen("SELECT dag FROM dagafsluiting WHERE gesloten_op IS NULL")
        assert {"dag": VERVAL} in open_dagen
    end(draad)
    assert stad.namen(1)[1:] == ["RenteGeboekt", "TermijnVervallen"]
    assert stad.rijen("SELECT leningen FROM dagafsluiting WHERE dag = %s", VERVAL) == [
        {"leningen": 3}
    ]


def test_een_jaar_met_trouwe_en_ontrouwe_betalers(stad: Stad) -> None:
    stad.hoor(*[krediet(nummer) for nummer in range(4)])
    dag = OPEN + timedelta(days=1)
    while dag <= date(2026, 12, 31):
        stad.dag(dag)
        betalingen = []
        if (dag + timedelta(days=1)).day == 1 and dag >= VERVAL:
            betalingen = [
                storting(nummer, stad.feiten(nummer)[-1].fact.saldi.vervallen_cent)
                for nummer in (0, 1)
            ]
            betalingen += [storting(2, 30_000)]
        stad.afschrift(dag, *betalingen)
        dag += timedelta(days=1)
    stad.werk()
    assert "BetalingGemist" not in stad.namen(0) + stad.namen(1)
    assert stad.namen(3).count("BetalingGemist") == 10
    assert stad.feiten(0)[-1].fact.saldi.hoofdsom_cent == 3_000_000 - 11 * 50_000
    assert stad.namen(0) == stad.namen(1)
    assert (
        0
        < stad.feiten(2)[-1].fact.saldi.achterstand_cent
        < stad.feiten(3)[-1].fact.saldi.achterstand_cent
    )
