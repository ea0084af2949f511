"""One last day: what the ledger counts with, what the letter says and what `reken` answers are the same on every day of nine years."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from services.bbz.domain.beslistermijn import beslistermijn_tot
from services.notify.domain import aanmaning as brief
from services.notify.domain.bezwaar import laatste_dag_bezwaar
from shared.dates import feestdagen, is_werkdag, plus_weken, werkdag_vanaf
from shared.parameter_files import load_parameters
from shared.recht.aanmaning import aanmaning
from shared.recht.beslistermijnen import beslistermijn
from shared.recht.post import verzenddag
from shared.recht.termijnen import laatste_dag, wekentermijn

PARAMETERS = load_parameters()
DAGEN = [
    date(2024, 1, 1) + timedelta(days=nummer)
    for nummer in range((date(2032, 12, 31) - date(2024, 1, 1)).days + 1)
]


def test_ledger_and_letter_say_the_same_last_day_of_every_aanmaning() -> None:
    for dag in DAGEN:
        ledger = aanmaning(dag, 100_000, PARAMETERS).termijn.laatste_dag
        assert (
            ledger
            == brief.laatste_dag(dag, PARAMETERS)
            == wekentermijn("aanmaning", dag, PARAMETERS).laatste_dag
        )
        assert ledger == _eerste_werkdag(dag + timedelta(days=14)), (
            "two weeks, by hand (Awb 4:112; Atw 1)"
        )


def test_the_last_day_of_a_bezwaar_in_a_letter_is_the_one_of_the_law() -> None:
    for dag in DAGEN:
        assert (
            laatste_dag_bezwaar(dag, PARAMETERS)
            == wekentermijn("bezwaar", dag, PARAMETERS).laatste_dag
        )
        assert laatste_dag_bezwaar(dag, PARAMETERS) == _eerste_werkdag(dag + timedelta(days=42)), (
            "six weeks, by hand (Awb 6:7)"
        )


def test_bbz_and_ledger_say_the_same_beslistermijn() -> None:
    for dag in DAGEN:
        assert beslistermijn_tot(dag, PARAMETERS) == beslistermijn(dag, PARAMETERS).laatste_dag


@pytest.mark.parametrize(
    "feestdag", [dag for jaar in range(2024, 2033) for dag in sorted(feestdagen(jaar))], ids=str
)
def test_a_term_that_would_end_on_a_holiday_ends_on_the_next_working_day(feestdag: date) -> None:
    verstuurd = feestdag - timedelta(days=14)
    laatste = brief.laatste_dag(verstuurd, PARAMETERS)
    assert laatste > feestdag
    assert is_werkdag(laatste)
    assert not any(
        is_werkdag(feestdag + timedelta(days=nummer)) for nummer in range((laatste - feestdag).days)
    )


@pytest.mark.parametrize(
    ("verstuurd", "laatste"),
    [
        (date(2024, 12, 11), date(2024, 12, 27)),
        (date(2025, 4, 4), date(2025, 4, 22)),
        (date(2026, 3, 20), date(2026, 4, 7)),
        (date(2026, 4, 13), date(2026, 4, 28)),
        (date(2027, 4, 21), date(2027, 5, 7)),
        (date(2030, 5, 27), date(2030, 6, 11)),
        (date(2032, 12, 17), date(2032, 12, 31)),
        (date(2032, 12, 18), date(2033, 1, 3)),
    ],
)
def test_last_days_by_the_calendar(verstuurd: date, laatste: date) -> None:
    """Christmas, Easter, Koningsdag, Ascension beside 5 May, Whitsun, New Year."""
    assert brief.laatste_dag(verstuurd, PARAMETERS) == laatste


def test_a_term_longer_than_the_limit_does_not_move() -> None:
    zaterdag = date(2026, 3, 7)
    grens = PARAMETERS.waarde("termijnverlenging_grens", zaterdag).aantal
    assert laatste_dag(zaterdag, grens + 1, PARAMETERS) == plus_weken(zaterdag, grens + 1)
    assert laatste_dag(zaterdag, grens, PARAMETERS) == werkdag_vanaf(plus_weken(zaterdag, grens))


def test_a_letter_leaves_on_a_working_day_the_first_one_that_comes() -> None:
    for dag in DAGEN:
        assert is_werkdag(verzenddag(dag))
        assert verzenddag(dag) == dag or not is_werkdag(dag)
    assert all(verzenddag(een) <= verzenddag(ander) for een, ander in pairwise(DAGEN))


def _eerste_werkdag(dag: date) -> date:
    while dag.weekday() > 4 or dag in feestdagen(dag.year):
        dag += timedelta(days=1)
    return dag
