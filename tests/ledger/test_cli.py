"""`doorstart ledger replay` as an auditor runs it, and `herbouw` as an operator does."""

import json
from collections.abc import Callable, Iterator
from datetime import date

import psycopg
import pytest
from typer.testing import CliRunner

from deploy.local.cli import make_app
from deploy.local.system.failures import CannotStart
from services.ledger.application.copies import alone
from shared.settings import Database
from tests.infrastructure import DatabaseServer, database_environment
from tests.steun.ledger.stad import Stad, krediet


@pytest.fixture
def stad(
    postgres: DatabaseServer,
    new_database: Callable[[str], Database],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Stad]:
    """Two loans, in the database that the commands look at."""
    database = new_database("ledger")
    stad = Stad.nieuw(database)
    stad.dag(date(2026, 1, 12))
    stad.hoor(krediet(0), krediet(1))
    for name, value in (
        database_environment("ledger", database) | {"DOORSTART_POSTGRES": postgres.host_port}
    ).items():
        monkeypatch.setenv(name, value)
    yield stad
    stad.store.close()


def test_a_replay_prints_counts_and_hashes_and_exits_3_on_a_difference(
    stad: Stad, postgres: DatabaseServer
) -> None:
    stad.projecteer()
    fine = CliRunner().invoke(make_app(None), ["ledger", "replay", "--json"])
    assert fine.exit_code == 0, fine.output
    told = json.loads(fine.stdout)
    assert (told["facts"], told["balances"]["rows"]) == (2, 2)
    assert told["balances"]["live_hash"] == told["balances"]["replay_hash"]
    url = postgres.admin_url.rpartition("/")[0] + f"/{stad.store.database.name}"
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute("UPDATE debiteuren SET rente_cent = 1")
    different = CliRunner().invoke(make_app(None), ["ledger", "replay"])
    assert different.exit_code == 3
    assert "eerste verschil bij" in different.stdout


def test_a_herbouw_says_how_far_it_made_the_lists_and_what_stays_when_it_cannot(
    stad: Stad,
) -> None:
    made = CliRunner().invoke(make_app(None), ["ledger", "herbouw", "--delen", "1", "--json"])
    assert made.exit_code == 0, made.output
    assert json.loads(made.stdout)["position"] == stad.store.end()
    assert len(stad.rijen("SELECT 1 FROM debiteuren")) == 2
    with alone(stad.store):
        refused = CliRunner().invoke(make_app(None), ["ledger", "herbouw"])
    assert isinstance(refused.exception, CannotStart)
    assert refused.exception.what.startswith("Een andere replay of herbouw loopt al.")
