"""The table `medeschuldenaren`: whose loans these are too, for the debtor search. Written in the transaction of its facts."""

from collections.abc import Sequence
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import DictRow

from services.ledger.domain.register.state import Medeschuldenaar


def write(cursor: Cursor[DictRow], lening_id: UUID, personen: Sequence[Medeschuldenaar]) -> None:
    """The debtors of a loan beside the first, with the days between which they owe it."""
    for een in personen:
        cursor.execute(
            "INSERT INTO medeschuldenaren (lening_id, dossier_id, vanaf, ontslagen_per) VALUES (%s, %s, %s, %s)"
            " ON CONFLICT (lening_id, dossier_id, vanaf) DO UPDATE SET ontslagen_per = excluded.ontslagen_per",
            (lening_id, een.medeschuldenaar_id, een.vanaf, een.ontslagen_per),
        )
