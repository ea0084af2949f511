"""Makes each service's database and role, and applies its migrations once and in order.

`python -m deploy.migrate` reads `DOORSTART_POSTGRES_ADMIN` and a `DOORSTART_<SERVICE>_PASSWORD` for every service. Tables belong to
the administrator; what a service may do with them is granted by its migrations, which name the service's role as `:role`.
"""

import hashlib
import os
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from deploy.setting_names import unknown_settings

ROOT = Path(__file__).parents[1]
BESIDE = ("klok", "organisatie")
GATEWAY = "gateway"
SERVICES = ("intake", "routing", "bbz", "ledger", "notify", *BESIDE, GATEWAY)
_LOCK = 0x646F6F72
_ROLE = re.compile(r"(?<![:\w]):role\b")
_HISTORY = """
CREATE TABLE IF NOT EXISTS schema_migrations (
    name text PRIMARY KEY,
    sha256 text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now()
)"""


class CannotMigrate(Exception):
    """The database is left as it was before the migration that failed or was refused."""


@dataclass(frozen=True)
class Migration:
    """One file of SQL; `name` is what the database remembers it by."""

    name: str
    text: str

    @property
    def sha256(self) -> str:
        """Checksum of the file as it stands in the repository."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True)
class Target:
    """One service's database, the role that uses it, and that role's password."""

    service: str
    database: str
    password: str

    @property
    def role(self) -> str:
        """The service's login in PostgreSQL."""
        return f"doorstart_{self.service}"


def targets(
    environment: Mapping[str, str] = os.environ, services: Sequence[str] = SERVICES
) -> list[Target]:
    """The services with their passwords and database names from the environment; raises CannotMigrate when one has no password."""
    found = []
    for service in services:
        password = environment.get(f"DOORSTART_{service.upper()}_PASSWORD")
        if not password:
            raise CannotMigrate(f"DOORSTART_{service.upper()}_PASSWORD ontbreekt.")
        found.append(
            Target(
                service, environment.get(f"DOORSTART_DATABASE_{service.upper()}", service), password
            )
        )
    return found


def migrations(service: str) -> list[Migration]:
    """The shared migrations, then the service's own, each in order of their names; the gateway keeps no log and has only its own."""
    own = f"deploy/{service}" if service in (*BESIDE, GATEWAY) else f"services/{service}"
    return [
        Migration(f"{folder.split('/')[-1]}/{path.name}", path.read_text())
        for folder in (("shared", own) if service != GATEWAY else (own,))
        for path in sorted((ROOT / folder / "migrations").glob("*.sql"))
    ]


def migrate(admin_url: str, wanted: Sequence[Target]) -> list[str]:
    """Bring every target up to date, one at a time in the whole server; returns what was applied as `database: migration`."""
    applied = []
    with psycopg.connect(admin_url, autocommit=True) as admin:
        admin.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        for target in wanted:
            make_role(admin, target)
            make_database(admin, target)
            with psycopg.connect(make_conninfo(admin_url, dbname=target.database)) as connection:
                applied += [
                    f"{target.database}: {name}"
                    for name in apply(connection, migrations(target.service), target.role)
                ]
    return applied


def make_role(admin: psycopg.Connection, target: Target) -> None:
    """The service's role with today's password; it may log in and nothing more."""
    known = admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [target.role]).fetchone()
    verb = sql.SQL("ALTER" if known else "CREATE")
    statement = sql.SQL("{} ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD {}")
    admin.execute(statement.format(verb, sql.Identifier(target.role), sql.Literal(target.password)))


def make_database(admin: psycopg.Connection, target: Target, template: str = "template0") -> None:
    """The service's database, closed to every other service."""
    database = sql.Identifier(target.database)
    if not admin.execute(
        "SELECT 1 FROM pg_database WHERE datname = %s", [target.database]
    ).fetchone():
        admin.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(database, sql.Identifier(template))
        )
    admin.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
    admin.execute(
        sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(
            database, sql.Identifier(target.role)
        )
    )


def apply(connection: psycopg.Connection, wanted: Sequence[Migration], role: str) -> list[str]:
    """Apply what this database has not had yet, each file in a transaction of its own; a changed file is refused."""
    with connection.transaction():
        connection.execute(_HISTORY)
    known: dict[str, str] = dict(
        connection.execute("SELECT name, sha256 FROM schema_migrations").fetchall()
    )
    connection.commit()
    _refuse_changed(wanted, known)
    new = [migration for migration in wanted if migration.name not in known]
    for migration in new:
        _apply_one(connection, migration, role)
    return [migration.name for migration in new]


def _refuse_changed(wanted: Sequence[Migration], known: Mapping[str, str]) -> None:
    for migration in wanted:
        if known.get(migration.name, migration.sha256) != migration.sha256:
            raise CannotMigrate(
                f"De migratie {migration.name} is al uitgevoerd en daarna veranderd. Zet haar terug en maak een nieuwe migratie."
            )


def _apply_one(connection: psycopg.Connection, migration: Migration, role: str) -> None:
    statement = _ROLE.sub(sql.Identifier(role).as_string(connection), migration.text)
    try:
        with connection.transaction():
            connection.execute(statement.encode())
            connection.execute(
                "INSERT INTO schema_migrations (name, sha256) VALUES (%s, %s)",
                [migration.name, migration.sha256],
            )
    except psycopg.Error as problem:
        raise CannotMigrate(f"De migratie {migration.name} is mislukt: {problem}") from problem


def main() -> None:
    """Entry of the containers and of cities with their own PostgreSQL."""
    for told in unknown_settings():
        print(told, file=sys.stderr)
    admin_url = os.environ.get("DOORSTART_POSTGRES_ADMIN")
    if not admin_url:
        sys.exit(
            "DOORSTART_POSTGRES_ADMIN ontbreekt. Er is niets veranderd. Zet daarin de volledige URL van een beheerder van PostgreSQL."
        )
    try:
        for line in migrate(admin_url, targets()):
            print(line)
    except (CannotMigrate, psycopg.OperationalError) as problem:
        sys.exit(
            f"{problem}\nWat al was uitgevoerd, blijft staan; de laatste migratie is teruggedraaid.\nHerstel de oorzaak en start opnieuw."
        )


if __name__ == "__main__":
    main()
