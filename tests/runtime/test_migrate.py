"""Migrations: each once and in order, never changed afterwards, rights by the role's name."""

import secrets
from collections.abc import Callable, Iterator

import psycopg
import pytest

from deploy import migrate
from deploy.migrate import CannotMigrate, Migration, Target
from shared.settings import Database
from tests.infrastructure import DatabaseServer, drop_databases

FIRST = Migration(
    "0001_first.sql",
    "CREATE TABLE eerste (id bigint); GRANT SELECT ON eerste TO :role; SELECT '1'::text;",
)
SECOND = Migration("0002_second.sql", "ALTER TABLE eerste ADD bedrag_cent bigint")
BROKEN = Migration(
    "0003_broken.sql", "CREATE TABLE half (id bigint); CREATE TABLE eerste (id bigint)"
)


@pytest.fixture
def database(postgres: DatabaseServer) -> Iterator[Callable[[], psycopg.Connection]]:
    """Opens an empty database of this test as its administrator."""
    target = Target("intake", f"leeg_{secrets.token_hex(4)}", secrets.token_urlsafe(8))
    with psycopg.connect(postgres.admin_url, autocommit=True) as admin:
        migrate.make_role(admin, Target("proef", "", secrets.token_urlsafe(8)))
        admin.execute(f"CREATE DATABASE {target.database}")
    yield lambda: psycopg.connect(postgres.admin_url, dbname=target.database)
    drop_databases(postgres, [target.database])


def test_each_migration_is_applied_once_and_in_order(
    database: Callable[[], psycopg.Connection],
) -> None:
    with database() as connection:
        assert migrate.apply(connection, [FIRST], "doorstart_proef") == [FIRST.name]
        assert migrate.apply(connection, [FIRST, SECOND], "doorstart_proef") == [SECOND.name]
        assert migrate.apply(connection, [FIRST, SECOND], "doorstart_proef") == []
        rights = connection.execute(
            "SELECT has_table_privilege('doorstart_proef', 'eerste', 'SELECT')"
        ).fetchone()
    assert rights == (True,)


def test_a_changed_migration_is_refused_in_a_sentence(
    database: Callable[[], psycopg.Connection],
) -> None:
    with database() as connection:
        migrate.apply(connection, [FIRST], "doorstart_proef")
        with pytest.raises(
            CannotMigrate, match=r"0001_first\.sql is al uitgevoerd en daarna veranderd"
        ):
            migrate.apply(
                connection, [Migration(FIRST.name, FIRST.text + " "), SECOND], "doorstart_proef"
            )
        assert connection.execute("SELECT name FROM schema_migrations").fetchall() == [
            (FIRST.name,)
        ]


def test_a_migration_that_fails_leaves_nothing_of_itself(
    database: Callable[[], psycopg.Connection],
) -> None:
    with database() as connection:
        with pytest.raises(CannotMigrate, match=r"0003_broken\.sql is mislukt: .*already exists"):
            migrate.apply(connection, [FIRST, BROKEN], "doorstart_proef")
        assert connection.execute("SELECT to_regclass('half')").fetchone() == (None,)
        assert connection.execute("SELECT name FROM schema_migrations").fetchall() == [
            (FIRST.name,)
        ]


def test_a_login_that_was_begun_outlives_the_new_name_of_its_table(
    database: Callable[[], psycopg.Connection],
) -> None:
    with database() as connection:
        eerst, *daarna = migrate.migrations(migrate.GATEWAY)
        migrate.apply(connection, [eerst], "doorstart_proef")
        connection.execute(
            "INSERT INTO aanmeldingen (state, browser, verzegeld) VALUES ('a', 'b', 'c')"
        )
        migrate.apply(connection, [eerst, *daarna], "doorstart_proef")
        begonnen = connection.execute("SELECT state, browser, verzegeld FROM begonnen_logins")
        assert begonnen.fetchall() == [(b"a", b"b", b"c")]
        rights = connection.execute(
            "SELECT has_table_privilege('doorstart_proef', 'begonnen_logins', 'DELETE')"
        ).fetchone()
    assert rights == (True,)


def test_migrating_a_service_again_changes_nothing(
    postgres: DatabaseServer, new_database: Callable[[str], Database]
) -> None:
    made = new_database("ledger")
    assert migrate.migrate(postgres.admin_url, [Target("ledger", made.name, made.password)]) == []


@pytest.mark.parametrize("service", [one for one in migrate.SERVICES if one != migrate.GATEWAY])
def test_a_service_may_not_change_a_fact(
    service: str, new_database: Callable[[str], Database]
) -> None:
    with psycopg.connect(new_database(service).conninfo) as connection:
        for change in (
            "UPDATE stored_events SET topic = ''",
            "DELETE FROM stored_events",
            "TRUNCATE stored_events",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(change)
            connection.rollback()
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("CREATE TABLE eigen (id bigint)")


def test_a_missing_password_is_told_before_anything_changes() -> None:
    with pytest.raises(CannotMigrate, match="DOORSTART_BBZ_PASSWORD ontbreekt"):
        migrate.targets({"DOORSTART_INTAKE_PASSWORD": "x"}, ["intake", "bbz"])
