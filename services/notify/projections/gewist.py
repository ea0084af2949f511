"""Whose dossiers were erased. Who reserves a letter and who freezes wait for each other, so that nothing is reserved beside a freeze."""

from datetime import date
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import DictRow


def freeze(cursor: Cursor[DictRow], dossier_id: UUID, op: date) -> None:
    """Waits for whoever is reserving for this dossier; from here to the end of the transaction nobody does."""
    cursor.execute(
        "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (f"gewist/{dossier_id}",)
    )
    cursor.execute(
        "INSERT INTO gewist (dossier_id, gewist_op) VALUES (%s, %s) ON CONFLICT DO NOTHING",
        (dossier_id, op),
    )


def is_frozen(cursor: Cursor[DictRow], dossier_id: UUID) -> bool:
    """Waits for a freeze of this dossier that is under way; none begins until the end of the transaction."""
    cursor.execute(
        "SELECT pg_advisory_xact_lock_shared(hashtextextended(%s, 0))", (f"gewist/{dossier_id}",)
    )
    cursor.execute("SELECT 1 FROM gewist WHERE dossier_id = %s", (dossier_id,))
    return cursor.fetchone() is not None
