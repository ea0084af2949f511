"""De klok: elke dag een keer, op volgorde, geen overgeslagen, en een pagina die het toont."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from deploy.klok.domain import FEITEN, DagAangebroken, TeVeelDagen, dagen_tot
from deploy.klok.main import laat_aanbreken, make_clock_api, publish, stream_of
from deploy.klok.pages import make_pages
from shared.organisatie.rijen import organisatie_en_dag
from shared.settings import Database
from shared.store import Store
from shared.web.app import make_app
from tests.facts import stored
from tests.sources import wrap

DAG = date(2026, 3, 27)
days = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@given(days, st.integers(min_value=0, max_value=399))
def test_alle_dagen_breken_een_voor_een_aan(laatste: date, aantal: int) -> None:
    feiten = dagen_tot(laatste, laatste + timedelta(days=aantal))
    assert [feit.dag for feit in feiten] == [
        laatste + timedelta(days=nummer) for nummer in range(1, aantal + 1)
    ]


def test_de_eerste_dag_is_de_gevraagde() -> None:
    assert dagen_tot(None, DAG) == [DagAangebroken(dag=DAG)]


@given(days, st.integers(min_value=0, max_value=400))
def test_een_dag_die_er_al_was_geeft_niets(laatste: date, terug: int) -> None:
    assert dagen_tot(laatste, laatste - timedelta(days=terug)) == []


def test_meer_dan_vierhonderd_dagen_tegelijk_wordt_geweigerd() -> None:
    with pytest.raises(TeVeelDagen):
        dagen_tot(DAG, DAG + timedelta(days=401))


def test_het_kenmerk_van_een_dag_volgt_uit_de_datum() -> None:
    feiten = [stored(DagAangebroken(dag=DAG), stream_of(DAG), DAG, position) for position in (1, 9)]
    one, again = (wrap(feit, publish(feit), "urn:x") for feit in feiten)
    other = stored(
        DagAangebroken(dag=DAG + timedelta(days=1)), stream_of(DAG + timedelta(days=1)), DAG
    )
    assert one.id == again.id != wrap(other, publish(other), "urn:x").id


def begin(store: Store, tot: date) -> list[date]:
    return store.attempt(
        lambda transaction: [feit.dag for feit in laat_aanbreken(transaction, tot, "a")]
    )


@pytest.fixture
def store(new_database: Callable[[str], Database]) -> Store:
    return Store(new_database("klok"), FEITEN)


def test_een_klok_die_twee_keer_slaat_wordt_een_keer_gehoord(store: Store) -> None:
    assert begin(store, DAG) == [DAG]
    assert begin(store, DAG) == []
    assert [dag.day for dag in begin(store, DAG + timedelta(days=3))] == [28, 29, 30]
    assert store.end() == 4


def test_de_pagina_toont_de_dag_en_laat_in_de_demo_de_volgende_aanbreken(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = TestClient(
        make_app(
            "klok",
            make_clock_api(store),
            make_pages(store, laat_aanbreken),
            organisatie=partial(organisatie_en_dag, store),
        ),
        client=("127.0.0.1", 1),
    )
    assert [client.get("/klok").status_code, client.post("/klok").status_code] == [401, 401]
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    assert "nog geen dag" in client.get("/klok").text
    begin(store, DAG)
    assert "vrijdag 27 maart 2026" in client.get("/klok").text
    assert "zaterdag 28 maart 2026" in client.post("/klok").text
    answer = client.post("/klok/v1/dagen", json={"tot": "2028-01-01"})
    assert answer.status_code == 409
    assert "400 dagen" in answer.json()["watGebeurde"]
