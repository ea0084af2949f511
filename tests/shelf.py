"""Databases used again: a database costs a third of a second to make, emptying one a hundredth."""

import secrets
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import psycopg
from psycopg import sql

from deploy import migrate

OWN_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'schema_migrations'"

# A number that the rows of birth have is not given again.
COUNT_ON = """
DO $$ DECLARE numbered text; BEGIN
    FOR numbered IN SELECT attname FROM pg_attribute WHERE attrelid = '{table}'::regclass AND attnum > 0
        AND pg_get_serial_sequence('{table}', attname) IS NOT NULL
    LOOP
        EXECUTE format('SELECT setval(pg_get_serial_sequence(%L, %L), max(%I)) FROM %I', '{table}', numbered, numbered, '{table}');
    END LOOP;
END $$"""


@dataclass
class Shelf:
    """Used databases by service, and the rows with which each was born."""

    admin_url: str
    free: dict[str, list[migrate.Target]] = field(default_factory=lambda: defaultdict(list))
    born_with: dict[str, dict[str, bytes]] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)

    def make(self, service: str, template: migrate.Target) -> migrate.Target:
        """A copy of the migrated but empty database."""
        target = replace(template, database=f"{service}_{secrets.token_hex(6)}")
        with psycopg.connect(self.admin_url, autocommit=True) as admin:
            migrate.make_database(admin, target, template.database)
        self.made.append(target.database)
        if service not in self.born_with:
            self.born_with[service] = self._rows(target)
        return target

    def take(self, service: str) -> migrate.Target | None:
        """A used database, emptied; None when there is none that lets itself be emptied."""
        while self.free[service]:
            target = self.free[service].pop()
            try:
                self._empty(target, self.born_with[service])
            except psycopg.errors.LockNotAvailable:
                continue
            return target
        return None

    def put_back(self, targets: Sequence[migrate.Target]) -> None:
        for target in targets:
            self.free[target.service].append(target)

    def _connect(self, target: migrate.Target) -> psycopg.Connection:
        return psycopg.connect(
            psycopg.conninfo.make_conninfo(self.admin_url, dbname=target.database)
        )

    def _empty(self, target: migrate.Target, rows: dict[str, bytes]) -> None:
        with self._connect(target) as admin:
            admin.execute("SET lock_timeout = '2s'")
            admin.execute("SET session_replication_role = replica")
            tables = [sql.Identifier(row[0]) for row in admin.execute(OWN_TABLES)]
            admin.execute("ALTER TABLE stored_events DISABLE TRIGGER facts_never_change")
            admin.execute(
                sql.SQL("TRUNCATE {} RESTART IDENTITY CASCADE").format(sql.SQL(", ").join(tables))
            )
            admin.execute("ALTER TABLE stored_events ENABLE TRIGGER facts_never_change")
            for table, content in rows.items():
                with admin.cursor().copy(
                    sql.SQL("COPY {} FROM STDIN (FORMAT binary)").format(sql.Identifier(table))
                ) as copy:
                    copy.write(content)
                admin.execute(COUNT_ON.format(table=table))

    def _rows(self, target: migrate.Target) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        with self._connect(target) as admin:
            for (table,) in admin.execute(OWN_TABLES).fetchall():
                if admin.execute(
                    sql.SQL("SELECT 1 FROM {} LIMIT 1").format(sql.Identifier(table))
                ).fetchone():
                    with admin.cursor().copy(
                        sql.SQL("COPY {} TO STDOUT (FORMAT binary)").format(sql.Identifier(table))
                    ) as copy:
                        found[table] = b"".join(copy)
        return found
