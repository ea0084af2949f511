"""Which applications lapse on which day, so that a new day touches only those."""

from datetime import date
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import DictRow


def keep(cursor: Cursor[DictRow], aanvraag_id: UUID, laatste_dag: date | None) -> None:
    """Watches an application until the end of this day; None watches it no longer."""
    if laatste_dag is None:
        cursor.execute("DELETE FROM open_termijnen WHERE aanvraag_id = %s", (aanvraag_id,))
        return
    cursor.execute(
        "INSERT INTO open_termijnen (aanvraag_id, laatste_dag) VALUES (%s, %s)"
        " ON CONFLICT (aanvraag_id) DO UPDATE SET laatste_dag = excluded.laatste_dag",
        (aanvraag_id, laatste_dag),
    )


def lapsed(cursor: Cursor[DictRow], dag: date) -> list[UUID]:
    """The applications of which a term ended before this day, the oldest first."""
    cursor.execute("SELECT aanvraag_id FROM open_termijnen WHERE laatste_dag < %s ORDER BY laatste_dag, aanvraag_id", (dag,))
    return [row["aanvraag_id"] for row in cursor.fetchall()]
