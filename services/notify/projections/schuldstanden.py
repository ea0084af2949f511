"""How the collection of each loan stands, as the ledger told it: written in the transaction of its events."""

from uuid import UUID

from psycopg import Cursor
from psycopg.rows import DictRow

from services.notify.domain.schuldstand import Schuldstand


def read(cursor: Cursor[DictRow], lening_id: UUID) -> Schuldstand:
    cursor.execute("SELECT stand FROM schuldstanden WHERE lening_id = %s", (lening_id,))
    row = cursor.fetchone()
    return Schuldstand.model_validate(row["stand"]) if row else Schuldstand()


def write(cursor: Cursor[DictRow], lening_id: UUID, stand: Schuldstand) -> None:
    cursor.execute(
        "INSERT INTO schuldstanden (lening_id, stand) VALUES (%s, %s) ON CONFLICT (lening_id) DO UPDATE SET stand = excluded.stand",
        (lening_id, stand.model_dump_json()),
    )
