"""The table `leningen`: which loans a day touches, and which loan a payment reference belongs to."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import DictRow

from shared.aside import park_work
from shared.organisatie.nu import LEZER

PARKED = "dagafsluiting"
Afspraak = tuple[UUID, str, date | None, date | None]


def write(cursor: Cursor[DictRow], rijen: Sequence[Afspraak]) -> None:
    """When each loan is next in need of something: on a day, or once statements are booked beyond a day."""
    cursor.execute(
        "INSERT INTO leningen (lening_id, betalingskenmerk, actie_op, na_afschrift)"
        " SELECT * FROM unnest(%s::uuid[], %s::text[], %s::date[], %s::date[])"
        " ON CONFLICT (lening_id) DO UPDATE SET actie_op = excluded.actie_op, na_afschrift = excluded.na_afschrift",
        [[rij[kolom] for rij in rijen] for kolom in range(4)],
    )


# Loans that this day may change and that had no turn today; parked ones wait for a person.
_TE_DOEN = (
    "(actie_op <= %(dag)s OR na_afschrift < %(tot)s)"
    " AND (gesloten_tm IS NULL OR gesloten_tm < %(dag)s)"
    " AND NOT EXISTS (SELECT 1 FROM parked_records WHERE consumer = %(parked)s AND key = lening_id::text)"
)


def aan_de_beurt(
    cursor: Cursor[DictRow],
    dag: date,
    afschriften_tot: date | None,
    hoogstens: int,
    *,
    alleen: bool,
) -> list[UUID]:
    """Loans that are to have a turn, held for this transaction.

    What somebody holds is passed over, unless this worker is alone: then it waits.
    """
    cursor.execute(
        f"SELECT lening_id FROM leningen WHERE {_TE_DOEN}"
        f" ORDER BY lening_id LIMIT %(hoogstens)s FOR UPDATE{'' if alleen else ' SKIP LOCKED'}",
        {"dag": dag, "tot": afschriften_tot, "parked": PARKED, "hoogstens": hoogstens},
    )
    return [rij["lening_id"] for rij in cursor.fetchall()]


def is_klaar(cursor: Cursor[DictRow], dag: date, afschriften_tot: date | None) -> bool:
    """Whether every loan had its turn: one that changed while this worker waited for it may have got one to come."""
    cursor.execute(
        f"SELECT NOT EXISTS (SELECT 1 FROM leningen WHERE {_TE_DOEN}) AS klaar",
        {"dag": dag, "tot": afschriften_tot, "parked": PARKED},
    )
    return bool((cursor.fetchone() or {"klaar": True})["klaar"])


def sluit(cursor: Cursor[DictRow], dag: date, lening_ids: Sequence[UUID]) -> None:
    """These loans had their turn today."""
    cursor.execute(
        "UPDATE leningen SET gesloten_tm = %s WHERE lening_id = ANY(%s)", (dag, list(lening_ids))
    )


def park(
    cursor: Cursor[DictRow], lening_id: UUID, dag: date, event_id: UUID, fout: BaseException
) -> None:
    """A loan that could not be closed waits under its own id until an operator lets it take part again; the others go on."""
    park_work(cursor, PARKED, str(lening_id), event_id, dag.isoformat(), fout)


def bij_kenmerk(cursor: Cursor[DictRow], kenmerken: Sequence[str]) -> dict[str, UUID]:
    """The loan of each payment reference; a reference of two loans belongs to neither."""
    cursor.execute(
        "SELECT betalingskenmerk, (array_agg(lening_id))[1] AS lening_id FROM leningen WHERE betalingskenmerk = ANY(%s)"
        " GROUP BY betalingskenmerk HAVING count(*) = 1",
        (list(kenmerken),),
    )
    return {rij["betalingskenmerk"]: rij["lening_id"] for rij in cursor.fetchall()}


def bij_nummer(cursor: Cursor[DictRow], patroon: str | None) -> list[UUID]:
    """At most two loans whose number begins like this: with two nobody knows which."""
    cursor.execute(
        "SELECT lening_id FROM leningen WHERE lening_id::text LIKE %s LIMIT 2", (patroon,)
    )
    return [rij["lening_id"] for rij in cursor.fetchall()]


def bestaat(cursor: Cursor[DictRow], lening_id: UUID) -> bool:
    cursor.execute("SELECT 1 FROM leningen WHERE lening_id = %s", (lening_id,))
    return cursor.fetchone() is not None


def mag_zien(cursor: Cursor[DictRow], schuld_id: UUID) -> bool:
    """Whether whoever reads may see this loan or claim."""
    lezer = LEZER.get()
    if lezer is None:
        return True
    cursor.execute(
        "SELECT state ->> 'gemeente' AS gemeente, state ->> 'dossier_id' AS dossier_id"
        " FROM stream_states WHERE stream_id = %s",
        (schuld_id,),
    )
    rij = cursor.fetchone()
    return rij is not None and lezer.mag_zien(rij["gemeente"], rij["dossier_id"])
