"""Looks for a text in every table of a database that its service may read: in columns of text and data, and in facts."""

import json
from collections.abc import Iterator, Mapping, Sequence

import psycopg
from psycopg import sql

from shared.settings import Database


def places_of(database: Database, wanted: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Each table that holds one of these texts, with the name of what it holds."""
    written = {
        name: {form for text in texts for form in _forms(text)} for name, texts in wanted.items()
    }
    with psycopg.connect(database.conninfo, autocommit=True) as connection:
        for table, columns in _tables(connection).items():
            for name, texts in written.items():
                if texts and _holds(connection, table, columns, texts):
                    yield table, name


def _forms(text: str) -> tuple[str, str]:
    """As it is, and as JSON may write it."""
    return text, json.dumps(text)[1:-1]


def _tables(connection: psycopg.Connection) -> dict[str, list[str]]:
    """The readable tables of a database, with their columns of bytes."""
    rows = connection.execute(
        "SELECT c.relname, coalesce(array_agg(a.attname) FILTER (WHERE a.atttypid = 'bytea'::regtype), '{}')"
        " FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
        " WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND has_table_privilege(c.oid, 'SELECT')"
        " GROUP BY c.relname ORDER BY c.relname"
    ).fetchall()
    return dict(rows)


def _holds(
    connection: psycopg.Connection, table: str, bytes_columns: Sequence[str], texts: set[str]
) -> bool:
    """A row as text shows bytes in hexadecimal, so those are looked through as they are."""
    found = [sql.SQL("strpos(lower(one::text), lower(wanted)) > 0")] + [
        sql.SQL("position(convert_to(wanted, 'UTF8') IN {}) > 0").format(
            sql.Identifier("one", column)
        )
        for column in bytes_columns
    ]
    query = sql.SQL(
        "SELECT EXISTS (SELECT 1 FROM {} AS one, unnest(%s::text[]) AS wanted WHERE {})"
    )
    row = connection.execute(
        query.format(sql.Identifier(table), sql.SQL(" OR ").join(found)), (list(texts),)
    ).fetchone()
    return bool(row and row[0])
