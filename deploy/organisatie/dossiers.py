"""Of which municipality a dossier is: the one thing of it that the organisation knows, to say who may shield it."""

from uuid import UUID

from psycopg import Cursor
from psycopg.rows import DictRow


def ken(cursor: Cursor[DictRow], dossier_id: UUID, gemeente: str) -> None:
    """Heard twice, it is kept once."""
    cursor.execute(
        "INSERT INTO dossiers (dossier_id, gemeente) VALUES (%s, %s) ON CONFLICT DO NOTHING",
        (dossier_id, gemeente),
    )
