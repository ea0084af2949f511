"""The table `inzage_lijsten`: who saw names of whom in a list or a search. Never what was typed."""

from collections.abc import Collection
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import DictRow

from shared.organisatie.nu import LEZER
from shared.transaction import last_workday


def schrijf(
    cursor: Cursor[DictRow],
    onderdeel: str,
    medewerker_id: str,
    rol: str,
    wat: str,
    dossiers: Collection[UUID],
) -> None:
    cursor.execute(
        "INSERT INTO inzage_lijsten (onderdeel, medewerker_id, rol, wat, aantal, dossiers, werkdag)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s)",
        (
            onderdeel,
            medewerker_id,
            rol,
            wat,
            len(dossiers),
            sorted(dossiers),
            last_workday(cursor),
        ),
    )


def gezien(
    cursor: Cursor[DictRow], wat: str, dossiers: Collection[UUID], *, ook_niemand: bool = False
) -> None:
    """Whoever reads in this request saw the names of these; outside a request nobody does.

    `ook_niemand`: also worth a row when there was nobody, such as a search.
    """
    lezer = LEZER.get()
    anderen = frozenset(dossiers) - lezer.geopend if lezer else frozenset[UUID]()
    if lezer and (anderen or ook_niemand):
        schrijf(cursor, "intake", lezer.medewerker_id, lezer.rol, wat, anderen)
