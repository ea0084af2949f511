"""The views made anew beside the old ones: readers see whole ones only, and whatever stops it leaves the old ones."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from services.ledger.adapters import views
from services.ledger.application.copies import ReplayRunsError, alone
from services.ledger.application.rebuild import ChangedMeanwhileError, rebuild
from services.ledger.application.replay import replay
from services.ledger.entrypoints import projector
from shared.aside import Desk
from shared.observability import Watchdog
from shared.settings import Database
from tests.infrastructure import DatabaseServer
from tests.ledger.test_onleesbaar import besluit, met, rijen, wacht
from tests.patience import PATIENCE, beside, end, until
from tests.steun.ledger.stad import Stad, krediet, lening_id

VERVAL = date(2026, 2, 28)
LENINGEN = 12


@pytest.fixture
def database(new_database: Callable[[str], Database]) -> Database:
    return new_database("ledger")


@pytest.fixture
def stad(database: Database) -> Iterator[Stad]:
    stad = Stad.nieuw(database)
    stad.dag(date(2026, 1, 12))
    stad.hoor(*[krediet(nummer) for nummer in range(LENINGEN)])
    stad.dag(VERVAL)
    stad.projecteer()
    yield stad
    stad.store.close()


@pytest.fixture
def beheer(postgres: DatabaseServer, database: Database) -> Iterator[psycopg.Connection[Any]]:
    url = postgres.admin_url.rpartition("/")[0] + f"/{database.name}"
    with psycopg.connect(url, autocommit=True) as admin:
        yield admin


def inrichting(beheer: psycopg.Connection[Any]) -> dict[str, Any]:
    """Columns, storage, constraints, indexes and rights of the views."""
    questions = {
        "kolommen": "SELECT table_name, column_name, data_type, is_nullable, column_default, ordinal_position"
        " FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 6",
        "indexen": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1",
        "voorwaarden": "SELECT conname, conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE connamespace = 'public'::regnamespace ORDER BY 2, 1",
        "tabellen": "SELECT relname, reloptions, relowner::regrole::text, array(SELECT unnest(relacl)::text ORDER BY 1) FROM pg_class"
        " WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1",
        "uitleg": "SELECT objoid::regclass::text, objsubid, description FROM pg_description"
        " WHERE classoid = 'pg_class'::regclass AND objoid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)"
        " ORDER BY 1, 2",
    }
    return {name: beheer.execute(question).fetchall() for name, question in questions.items()}


def test_wie_leest_ziet_alleen_hele_lijsten_terwijl_zij_opnieuw_worden_gemaakt(
    stad: Stad, beheer: psycopg.Connection[Any]
) -> None:
    """While the projector follows and facts come in; afterwards everything is as it was, and a replay says equal."""
    before, stop = inrichting(beheer), threading.Event()
    beheer.execute("UPDATE debiteuren SET rente_cent = 1, reden = 'verminkt'")
    seen: list[tuple[int, int]] = []
    follower = projector.make(stad.store, Watchdog())

    def lees() -> None:
        with psycopg.connect(stad.store.database.conninfo, autocommit=True) as own:
            while not stop.is_set():
                row = own.execute(
                    "SELECT (SELECT count(*) FROM debiteuren), (SELECT count(*) FROM regels)"
                ).fetchone()
                assert row
                seen.append(row)

    def volg() -> None:
        while not stop.is_set():
            follower.step()

    others = [beside(work) for work in (lees, volg)]
    try:
        started = beside(lambda: stad.hoor(*[krediet(nummer) for nummer in range(LENINGEN, 20)]))
        rebuild(stad.store, 2)
        end(started)
    finally:
        stop.set()
        end(*others)
    stad.projecteer()
    assert min(row[0] for row in seen) >= LENINGEN
    assert [row[1] for row in seen] == sorted(row[1] for row in seen)
    assert inrichting(beheer) == before
    assert replay(stad.store).is_equal
    assert len(rijen(stad)) == 20


def test_een_herbouw_die_wordt_gedood_laat_de_oude_lijsten_staan(
    stad: Stad, beheer: psycopg.Connection[Any], database: Database
) -> None:
    """kill -9 when all is made and the switch waits for a reader; the next one begins anew and ends."""
    beheer.execute("UPDATE debiteuren SET reden = 'oud'")
    with psycopg.connect(database.conninfo) as reader:
        reader.execute("SELECT count(*) FROM debiteuren")
        process = subprocess.Popen([sys.executable, "-c", KILLED, repr(vars(database))])
        try:
            give_up = time.monotonic() + 60
            while (
                _made(beheer) < LENINGEN and time.monotonic() < give_up and process.poll() is None
            ):
                time.sleep(0.05)
            assert _made(beheer) == LENINGEN
        finally:
            process.kill()
            process.wait(PATIENCE)
    assert stad.rijen("SELECT DISTINCT reden FROM debiteuren") == [{"reden": "oud"}]
    until(lambda: not _held(beheer), "the killed rebuild lets go")
    rebuild(stad.store, 2)
    assert replay(stad.store).is_equal
    assert stad.rijen("SELECT 1 FROM debiteuren WHERE reden = 'oud'") == []


KILLED = """
import sys
from services.ledger.adapters.log import FEITEN
from services.ledger.application.rebuild import rebuild
from shared.settings import Database
from shared.store import Store
if __name__ == "__main__":
    rebuild(Store(Database(**eval(sys.argv[1])), FEITEN), 2)
"""


def _made(beheer: psycopg.Connection[Any]) -> int:
    try:
        row = beheer.execute("SELECT count(*) FROM ernaast.debiteuren").fetchone()
    except psycopg.errors.UndefinedTable:
        return 0
    return int(row[0]) if row else 0


def _held(beheer: psycopg.Connection[Any]) -> bool:
    row = beheer.execute(
        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database ="
        " (SELECT oid FROM pg_database WHERE datname = current_database())"
    ).fetchone()
    return bool(row and row[0])


def test_wat_niet_in_de_lijst_past_blijft_wachten_en_wat_verviel_blijft_weg(stad: Stad) -> None:
    met(stad, 1, rente_cent=2**70)
    met(stad, 2, rente_cent=2**70)
    stad.dag(date(2026, 3, 31))
    stad.projecteer()
    for een in [een for een in wacht(stad) if een.key == str(lening_id(2))]:
        Desk(stad.store).act([een], "laten_vallen", "beheer-1", "hersteld")
    stad.projecteer()
    before = wacht(stad)
    with stad.store.cursor() as cursor:
        cursor.execute(
            "INSERT INTO set_aside (follower, position, stream_id, key, own_key, name, reason)"
            " SELECT %s, notification_id, originator_id, originator_id::text, originator_id::text, topic, 'hersteld' FROM stored_events"
            " WHERE originator_id = %s",
            (views.FOLLOWER, lening_id(0)),
        )
    made = rebuild(stad.store, 3)
    assert wacht(stad) == before, "since when, and what waits behind it, as it was"
    assert made.set_aside == before[0].behind + 1
    assert replay(stad.store).is_equal
    besluit(stad, "vrijgeven")
    stad.projecteer()
    assert [(een.key, een.behind) for een in wacht(stad)] == [(str(lening_id(1)), before[0].behind)]


def test_een_feit_dat_niemand_kent_houdt_zijn_stroom_op_in_elk_proces(stad: Stad) -> None:
    for number in (3, 4, 5):
        with stad.store.cursor() as cursor:
            cursor.execute(
                "INSERT INTO stored_events (originator_id, originator_version, topic, state) VALUES (%s, 99, 'VanLater', %s)",
                (
                    lening_id(number),
                    b'{"cause":{},"recorded_at":"2026-03-02T08:00:00+00:00","fact":{}}',
                ),
            )
    stad.projecteer()
    before = [(een.key, een.behind) for een in wacht(stad)]
    rebuild(stad.store, 3)
    assert [(een.key, een.behind) for een in wacht(stad)] == before
    assert before == [(str(lening_id(number)), 0) for number in (3, 4, 5)]
    assert replay(stad.store).is_equal


def test_lijsten_die_nog_niemand_maakte_zijn_daarna_bij(
    stad: Stad, beheer: psycopg.Connection[Any]
) -> None:
    beheer.execute("TRUNCATE debiteuren, regels, vaststellingen")
    beheer.execute("DELETE FROM log_positions WHERE follower = %s", (views.FOLLOWER,))
    assert rebuild(stad.store, 1).position == stad.store.end()
    assert not projector.make(stad.store, Watchdog()).step(), "nothing is left to follow"
    assert replay(stad.store).is_equal


def test_er_is_er_een_tegelijk(stad: Stad) -> None:
    with alone(stad.store), pytest.raises(ReplayRunsError):
        rebuild(stad.store, 1)


def test_een_feit_dat_intussen_vervalt_laat_de_oude_lijsten_staan(
    stad: Stad, beheer: psycopg.Connection[Any]
) -> None:
    beheer.execute("UPDATE debiteuren SET reden = 'oud'")

    def vervalt(_done: int, _all: int) -> None:
        with stad.store.cursor() as cursor:
            cursor.execute(
                "INSERT INTO operator_acts (act, held_id, place, key, cause, behind, reason, actor)"
                " VALUES ('laten_vallen', %s, %s, %s, '', 0, 'hersteld', 'beheer-1')",
                (f"feit:{views.FOLLOWER}:2", views.FOLLOWER, str(uuid4())),
            )

    with pytest.raises(ChangedMeanwhileError):
        rebuild(stad.store, 1, vervalt)
    assert stad.rijen("SELECT DISTINCT reden FROM debiteuren") == [{"reden": "oud"}]
