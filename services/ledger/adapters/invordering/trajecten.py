"""The table `trajecten`: which ladders a day touches, and which demand a letter belongs to."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import DictRow

from services.ledger.adapters.lening.agenda import PARKED
from services.ledger.domain.invordering.begrippen import Schuldsoort


class Rij(NamedTuple):
    """One ladder in the table, without what the day close writes itself."""

    traject_id: UUID
    schuldsoort: Schuldsoort
    schuld_id: UUID
    aanmaning_id: UUID | None
    actie_op: date | None
    na_afschrift: date | None


def write(cursor: Cursor[DictRow], rijen: Sequence[Rij]) -> None:
    if not rijen:
        return
    cursor.execute(
        "INSERT INTO trajecten (traject_id, schuldsoort, schuld_id, aanmaning_id, actie_op, na_afschrift)"
        " SELECT * FROM unnest(%s::uuid[], %s::text[], %s::uuid[], %s::uuid[], %s::date[], %s::date[])"
        " ON CONFLICT (traject_id) DO UPDATE SET aanmaning_id = excluded.aanmaning_id, actie_op = excluded.actie_op,"
        " na_afschrift = excluded.na_afschrift",
        [[rij[kolom] for rij in rijen] for kolom in range(6)],
    )


def aan_de_beurt(
    cursor: Cursor[DictRow], dag: date, afschriften_tot: date | None, hoogstens: int
) -> list[tuple[Schuldsoort, UUID]]:
    """Claims whose ladder this day may change and that had no turn today; parked ones wait for a person."""
    cursor.execute(
        "SELECT schuldsoort, schuld_id FROM trajecten WHERE (actie_op <= %(dag)s OR na_afschrift < %(tot)s)"
        " AND (gesloten_tm IS NULL OR gesloten_tm < %(dag)s)"
        " AND NOT EXISTS (SELECT 1 FROM parked_records WHERE consumer = %(parked)s AND key = traject_id::text)"
        " ORDER BY traject_id LIMIT %(hoogstens)s",
        {"dag": dag, "tot": afschriften_tot, "parked": PARKED, "hoogstens": hoogstens},
    )
    return [(rij["schuldsoort"], rij["schuld_id"]) for rij in cursor.fetchall()]


def sluit(cursor: Cursor[DictRow], dag: date, schuld_ids: Sequence[UUID]) -> None:
    """These ladders had their turn today."""
    cursor.execute(
        "UPDATE trajecten SET gesloten_tm = %s WHERE schuld_id = ANY(%s)", (dag, list(schuld_ids))
    )


def bij_aanmaning(cursor: Cursor[DictRow], aanmaning_id: UUID) -> UUID | None:
    """The claim whose demand waits to be sent; None for any other letter."""
    cursor.execute("SELECT schuld_id FROM trajecten WHERE aanmaning_id = %s", (aanmaning_id,))
    rij = cursor.fetchone()
    return rij["schuld_id"] if rij else None
