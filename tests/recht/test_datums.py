"""Months, Easter, the holidays of Atw art. 3 and working days."""

from datetime import date, timedelta

import pytest
import QuantLib as ql  # type: ignore[import-untyped]  # noqa: N813
from hypothesis import given
from hypothesis import strategies as st

from shared.dates import (
    eerste_dag_volgende_maand,
    feestdagen,
    hele_maanden,
    is_schrikkeljaar,
    is_werkdag,
    koningsdag,
    laatste_dag,
    maandnaam,
    pasen,
    plus_maanden,
    plus_weken,
    voluit,
    werkdag_vanaf,
)

DAGEN = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31))


@pytest.mark.parametrize(
    ("dag", "maanden", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 31), 2, date(2026, 3, 31)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2020, 4, 15), 72, date(2026, 4, 15)),
    ],
)
def test_maanden_later(dag: date, maanden: int, later: date) -> None:
    assert plus_maanden(dag, maanden) == later


@given(DAGEN, st.integers(min_value=0, max_value=600))
def test_hele_maanden_telt_terug_wat_plus_maanden_gaf(dag: date, maanden: int) -> None:
    later = plus_maanden(dag, maanden)
    assert hele_maanden(dag, later) == maanden
    assert hele_maanden(later, dag) == -maanden
    assert hele_maanden(dag, later - timedelta(days=1)) == maanden - 1 or maanden == 0


def test_begin_en_einde_van_de_maand() -> None:
    assert laatste_dag(date(2024, 2, 3)) == date(2024, 2, 29)
    assert eerste_dag_volgende_maand(date(2020, 4, 15)) == date(2020, 5, 1)
    assert eerste_dag_volgende_maand(date(2020, 12, 31)) == date(2021, 1, 1)
    assert maandnaam(date(2026, 3, 1)) == "maart 2026"
    assert (is_schrikkeljaar(2024), is_schrikkeljaar(2100), is_schrikkeljaar(2000)) == (
        True,
        False,
        True,
    )
    assert plus_weken(date(2026, 5, 20), 6) == date(2026, 7, 1)


@pytest.mark.parametrize(
    ("jaar", "dag"),
    [
        (1961, (4, 2)),
        (2000, (4, 23)),
        (2008, (3, 23)),
        (2011, (4, 24)),
        (2024, (3, 31)),
        (2025, (4, 20)),
        (2026, (4, 5)),
        (2038, (4, 25)),
        (2285, (3, 22)),
    ],
)
def test_pasen(jaar: int, dag: tuple[int, int]) -> None:
    assert pasen(jaar) == date(jaar, *dag)


@given(st.integers(min_value=1900, max_value=4000))
def test_pasen_is_een_zondag_tussen_22_maart_en_25_april(jaar: int) -> None:
    assert pasen(jaar).weekday() == 6
    assert date(jaar, 3, 22) <= pasen(jaar) <= date(jaar, 4, 25)


@pytest.mark.parametrize(
    ("jaar", "dag"),
    [
        (2013, date(2013, 4, 30)),
        (2006, date(2006, 4, 29)),
        (2014, date(2014, 4, 26)),
        (2025, date(2025, 4, 26)),
        (2026, date(2026, 4, 27)),
    ],
)
def test_koningsdag(jaar: int, dag: date) -> None:
    assert koningsdag(jaar) == dag


def test_de_feestdagen_van_2026() -> None:
    assert feestdagen(2026) == {
        date(2026, 1, 1),
        date(2026, 4, 3),
        date(2026, 4, 5),
        date(2026, 4, 6),
        date(2026, 4, 27),
        date(2026, 5, 5),
        date(2026, 5, 14),
        date(2026, 5, 24),
        date(2026, 5, 25),
        date(2026, 12, 25),
        date(2026, 12, 26),
    }


@pytest.mark.parametrize(
    ("dag", "werkdag"),
    [
        (date(2026, 12, 25), date(2026, 12, 28)),
        (date(2026, 4, 6), date(2026, 4, 7)),
        (date(2026, 4, 3), date(2026, 4, 7)),
        (date(2026, 3, 6), date(2026, 3, 6)),
        (date(2026, 5, 5), date(2026, 5, 6)),
    ],
)
def test_de_eerste_werkdag(dag: date, werkdag: date) -> None:
    assert werkdag_vanaf(dag) == werkdag
    assert is_werkdag(werkdag)


def test_de_namen_van_de_maanden() -> None:
    namen = [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ]
    assert [maandnaam(date(2026, nummer, 1)) for nummer in range(1, 13)] == [
        f"{naam} 2026" for naam in namen
    ]
    assert voluit(date(2026, 3, 2)) == "2 maart 2026"


@pytest.mark.parametrize(
    "dag",
    [
        date(1818, 3, 22),
        date(1943, 4, 25),
        date(1954, 4, 18),
        date(1981, 4, 19),
        date(2000, 4, 23),
        date(2008, 3, 23),
        date(2011, 4, 24),
        date(2019, 4, 21),
        date(2024, 3, 31),
        date(2025, 4, 20),
        date(2038, 4, 25),
        date(2049, 4, 18),
        date(2076, 4, 19),
        date(2285, 3, 22),
    ],
)
def test_pasen_in_bijzondere_jaren(dag: date) -> None:
    assert pasen(dag.year) == dag


def test_tweede_paasdag_en_goede_vrijdag_van_quantlib() -> None:
    """The bank calendar of the euro closes on the same two days, 2000 to 2198."""
    kalender = ql.TARGET()
    for jaar in range(2000, 2199):
        for dag in (pasen(jaar) - timedelta(days=2), pasen(jaar) + timedelta(days=1)):
            assert kalender.isHoliday(ql.Date(dag.day, dag.month, dag.year)), dag
