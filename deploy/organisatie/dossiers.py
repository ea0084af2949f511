"""Of which municipality a dossier is: the one thing of it that the organisation knows, to say who may shield it."""

from collections.abc import Collection
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import DictRow


def is_bekend(cursor: Cursor[DictRow], dossier_id: UUID) -> bool:
    cursor.execute("SELECT 1 FROM dossiers WHERE dossier_id = %s", (dossier_id,))
    return cursor.fetchone() is not None


def gemeenten_van(cursor: Cursor[DictRow], dossier_ids: Collection[str]) -> dict[str, str]:
    """The municipality of each of these that was heard of."""
    cursor.execute(
        "SELECT dossier_id::text, gemeente FROM dossiers WHERE dossier_id = ANY(%s::uuid[])",
        (list(dossier_ids),),
    )
    return {row["dossier_id"]: row["gemeente"] for row in cursor.fetchall()}


def ken(cursor: Cursor[DictRow], dossier_id: UUID, gemeente: str) -> None:
    """Heard twice, it is kept once."""
    cursor.execute(
        "INSERT INTO dossiers (dossier_id, gemeente) VALUES (%s, %s) ON CONFLICT DO NOTHING",
        (dossier_id, gemeente),
    )
