"""From the first fact again: the same balances, the same debtor view; and a changed figure is found."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import psycopg
import pytest

from services.ledger.adapters.log import LENING
from services.ledger.application import replay as audit
from services.ledger.application.replay import Lost, SystemMovesError, replay
from services.ledger.domain.verloop import gegevens as g
from shared.settings import Database
from tests.infrastructure import DatabaseServer
from tests.steun.ledger.boekenstad import neem
from tests.steun.ledger.stad import KADER, Stad, krediet, lening_id, storting

VERVAL = date(2026, 2, 28)


@pytest.fixture
def stad(new_database: Callable[[str], Database]) -> Iterator[Stad]:
    stad = Stad.nieuw(new_database("ledger"))
    stad.dag(date(2026, 1, 12))
    stad.hoor(*[krediet(nummer) for nummer in range(6)])
    stad.dag(VERVAL)
    stad.afschrift(VERVAL, storting(0), storting(1, 40_000), storting(2, 500_000))
    stad.dag(VERVAL + timedelta(days=1))
    stad.afschrift(VERVAL + timedelta(days=1))
    stad.dag(VERVAL + timedelta(days=2))
    stad.projecteer()
    yield stad
    stad.store.close()


def test_a_replay_gives_the_live_balances_and_the_live_view(stad: Stad) -> None:
    told = []
    for _ in range(2):
        result = replay(stad.store, lambda done, total: told.append((done, total)))
        assert result.is_equal
        assert (result.facts, result.balances.rows, result.others.rows, result.debtors.rows) == (
            stad.store.end(),
            6,
            4,
            6,
        )
    assert told[-1] == (stad.store.end(), stad.store.end())


def _as_admin(stad: Stad, postgres: DatabaseServer, statement: str) -> None:
    url = postgres.admin_url.rpartition("/")[0] + f"/{stad.store.database.name}"
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute(statement.encode())


@pytest.mark.parametrize("part", ["debtors", "balances"])
def test_a_changed_cent_is_found_with_the_loan(
    stad: Stad, postgres: DatabaseServer, part: str
) -> None:
    loan = lening_id(2)
    change = {
        "debtors": f"UPDATE debiteuren SET hoofdsom_cent = hoofdsom_cent - 1 WHERE lening_id = '{loan}'",
        "balances": f"UPDATE stream_states SET state = jsonb_set(state, '{{saldi,hoofdsom_cent}}', '1') WHERE stream_id = '{loan}'",
    }
    _as_admin(stad, postgres, change[part])
    result = replay(stad.store)
    assert not result.is_equal
    assert getattr(result, part).first_difference == str(loan)
    assert result.balances.is_equal is (part == "debtors")


def test_a_view_that_is_behind_is_waited_for(stad: Stad, monkeypatch: pytest.MonkeyPatch) -> None:
    stad.hoor(krediet(7))
    monkeypatch.setattr(audit, "PATIENCE", 2)
    with pytest.raises(SystemMovesError):
        replay(stad.store)
    stad.projecteer()
    assert replay(stad.store).is_equal


def test_a_mutation_that_vanished_is_named_with_its_loan(stad: Stad) -> None:
    """As the books got it when one id came back: the later one took the place of the first, and live and replay were wrong together."""
    neem(stad, 3, g.Kosten(bedrag_cent=1_500, grondslag="Awb 4:113"))
    stad.projecteer()
    assert (replay(stad.store).is_equal, replay(stad.store).lost) == (True, ())
    geboekt = stad.feiten(3)[-1]
    with stad.store.transaction() as transaction:
        transaction.load(LENING, lening_id(3))
        transaction.append(LENING, lening_id(3), [geboekt.fact], geboekt.cause)
    stad.projecteer()
    result = replay(stad.store)
    assert result.lost == (Lost(str(lening_id(3)), str(geboekt.fact.besluit_id)),)
    assert (result.is_equal, result.balances.is_equal, result.debtors.is_equal) == (
        False,
        True,
        True,
    )


def test_what_the_rules_computed_is_computed_once_more_from_the_first_day(
    stad: Stad, postgres: DatabaseServer
) -> None:
    """It stands beside the log, so no fact contradicts it."""
    assert replay(stad.store, kader=KADER).computed.rows == 6  # type: ignore[union-attr]
    loan = lening_id(2)
    _as_admin(
        stad,
        postgres,
        f"UPDATE stream_states SET state = jsonb_set(state, '{{stand,niet_vervallen_cent}}', '1') WHERE stream_id = '{loan}'",
    )
    assert replay(stad.store).is_equal, "the balances follow from the facts alone"
    result = replay(stad.store, kader=KADER)
    assert not result.is_equal
    assert result.computed
    assert result.computed.first_difference == str(loan)


def test_after_an_upgrade_every_state_is_made_again_as_it_was(stad: Stad) -> None:
    states = "SELECT stream_id, version, shape, state FROM stream_states ORDER BY stream_id"
    before = stad.rijen(states)
    with stad.store.cursor() as cursor:
        cursor.execute(
            "UPDATE stream_states SET shape = 'lening.0', state = '{}' WHERE shape LIKE 'lening.%'"
        )
    facts = stad.store.end()
    assert stad.werkbank.step(), "the first step of a worker that starts"
    assert (stad.rijen(states), stad.store.end()) == (before, facts)


def test_whoever_is_first_wins_from_an_upgrade(stad: Stad) -> None:
    """A decision that came between finds the loan in its old shape, computes it, and is not undone."""
    with stad.store.cursor() as cursor:
        cursor.execute(
            "UPDATE stream_states SET shape = 'lening.0', state = '{}' WHERE shape LIKE 'lening.%'"
        )
    neem(stad, 3, g.Kosten(bedrag_cent=1_500, grondslag="Awb 4:113"))
    stad.werk()
    stad.projecteer()
    assert stad.rijen("SELECT 1 FROM stream_states WHERE shape = 'lening.0'") == []
    assert replay(stad.store, kader=KADER).is_equal


def test_a_state_of_an_older_shape_is_no_difference(stad: Stad) -> None:
    with stad.store.cursor() as cursor:
        cursor.execute(
            "UPDATE stream_states SET shape = split_part(shape, '.', 1) || '.0', state = '{}' WHERE shape LIKE 'lening.%'"
        )
    assert replay(stad.store).is_equal
