"""Which applications lapse on which day, so that a new day touches only those."""

from datetime import date
from uuid import UUID, uuid5

from psycopg import Cursor
from psycopg.rows import DictRow

from shared.aside import park_work

PARKED = "termijnbewaking"


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
    """The applications of which a term ended before this day, the oldest first; parked ones wait for a person."""
    cursor.execute(
        "SELECT aanvraag_id FROM open_termijnen WHERE laatste_dag < %s AND NOT EXISTS"
        " (SELECT 1 FROM parked_records WHERE consumer = %s AND key = aanvraag_id::text) ORDER BY laatste_dag, aanvraag_id",
        (dag, PARKED),
    )
    return [row["aanvraag_id"] for row in cursor.fetchall()]


def park(cursor: Cursor[DictRow], aanvraag_id: UUID, dag: date, fout: BaseException) -> None:
    """An application whose term cannot be looked at waits under its own id until an operator lets it take part again."""
    park_work(
        cursor,
        PARKED,
        str(aanvraag_id),
        uuid5(aanvraag_id, f"dag/{dag.isoformat()}"),
        dag.isoformat(),
        fout,
    )
