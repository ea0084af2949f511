"""The table `gesprekken`: the talks of caseworkers with who owes, as routing told them. No text, only codes and days."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import DictRow

from shared.contracts.routing import GesprekVastgelegd


class Gesprek(NamedTuple):
    """A talk, the day that was agreed for the next one, and who spoke."""

    gesproken_op: date
    vorm: str
    vervolg_op: date | None
    door: str


def write(cursor: Cursor[DictRow], event_id: UUID, gehoord: GesprekVastgelegd) -> None:
    cursor.execute(
        "INSERT INTO gesprekken (event_id, dossier_id, gemeente, vorm, gesproken_op, vervolg_op, door)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
        (
            event_id,
            gehoord.dossier_id,
            gehoord.gemeente,
            gehoord.vorm,
            gehoord.gesproken_op,
            gehoord.vervolg_op,
            gehoord.vastgelegd_door,
        ),
    )


def van(cursor: Cursor[DictRow], dossier_id: UUID) -> list[Gesprek]:
    """The talks in a dossier, newest first; the last five hundred."""
    cursor.execute(
        "SELECT gesproken_op, vorm, vervolg_op, door FROM gesprekken WHERE dossier_id = %s"
        " ORDER BY gesproken_op DESC, event_id LIMIT 500",
        (dossier_id,),
    )
    return [Gesprek(**row) for row in cursor.fetchall()]
