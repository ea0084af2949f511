"""Persons of the register: which dossiers are theirs, what runs in them, and two that turn out to be one.

Works on the cursor of the caller's transaction.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import DictRow

from shared.organisatie.nu import LEZER

# By kind of help, the open dossier of a person that is about it.
Lopend = Mapping[str, UUID]


@dataclass(frozen=True)
class Dossierrij:
    dossier_id: UUID
    gemeente: str
    ontvangen_op: date
    is_open: bool

    @property
    def is_te_zien(self) -> bool:
        """Whether whoever reads may see it; outside a request everything is."""
        lezer = LEZER.get()
        return lezer is None or lezer.mag_zien(self.gemeente, self.dossier_id)

    @property
    def is_elders(self) -> bool:
        """Whether it is of a municipality for which whoever reads does not work."""
        lezer = LEZER.get()
        return lezer is not None and self.gemeente not in lezer.gemeenten


def te_zien(cursor: Cursor[DictRow], dossiers: Collection[UUID]) -> frozenset[UUID]:
    """Those of these that whoever reads may see."""
    cursor.execute(
        "SELECT dossier_id, gemeente, ontvangen_op, is_open FROM dossiers WHERE dossier_id = ANY(%s)",
        (list(dossiers),),
    )
    rijen = [Dossierrij(**row) for row in cursor.fetchall()]
    return frozenset(rij.dossier_id for rij in rijen if rij.is_te_zien)


def persoon_van(cursor: Cursor[DictRow], dossier_id: UUID) -> UUID | None:
    """Whose dossier this is. Holds the person until the transaction ends, so that nobody opens or merges meanwhile."""
    cursor.execute(
        "SELECT person_id FROM persons WHERE person_id = (SELECT person_id FROM dossiers WHERE dossier_id = %s) FOR NO KEY UPDATE",
        (dossier_id,),
    )
    row = cursor.fetchone()
    return row["person_id"] if row else None


def bestaat(cursor: Cursor[DictRow], persoon_id: UUID) -> UUID | None:
    """The person with this number, or the one that it turned out to be; None for nobody."""
    cursor.execute(
        "SELECT coalesce(opgegaan_in, person_id) AS person_id FROM persons WHERE person_id = %s",
        (persoon_id,),
    )
    row = cursor.fetchone()
    return row["person_id"] if row else None


def dossiers_van(cursor: Cursor[DictRow], persoon_id: UUID) -> list[Dossierrij]:
    """All dossiers of a person, the newest first."""
    cursor.execute(
        "SELECT dossier_id, gemeente, ontvangen_op, is_open FROM dossiers WHERE person_id = %s"
        " ORDER BY is_open DESC, ontvangen_op DESC, dossier_id",
        (persoon_id,),
    )
    return [Dossierrij(**row) for row in cursor.fetchall()]


def laatste_dossiers(cursor: Cursor[DictRow], personen: Collection[UUID]) -> dict[UUID, UUID]:
    """The last dossier of each person that has one."""
    cursor.execute(
        "SELECT DISTINCT ON (person_id) person_id, dossier_id FROM dossiers WHERE person_id = ANY(%s)"
        " ORDER BY person_id, ontvangen_op DESC, is_open DESC, dossier_id",
        (list(personen),),
    )
    return {row["person_id"]: row["dossier_id"] for row in cursor.fetchall()}


def lopend(cursor: Cursor[DictRow], personen: Collection[UUID]) -> dict[UUID, dict[str, UUID]]:
    """What each person has an open dossier about."""
    cursor.execute(
        "SELECT person_id, hulpvraag, dossier_id FROM open_hulpvragen WHERE person_id = ANY(%s)",
        (list(personen),),
    )
    found: dict[UUID, dict[str, UUID]] = {persoon: {} for persoon in personen}
    for row in cursor.fetchall():
        found[row["person_id"]][row["hulpvraag"]] = row["dossier_id"]
    return found


def elders(
    cursor: Cursor[DictRow], persoon_id: UUID, hulpvraag: Sequence[str], behalve: UUID
) -> UUID | None:
    """Another open dossier of this person that shares a kind of help; None when there is none."""
    cursor.execute(
        "SELECT dossier_id FROM open_hulpvragen WHERE person_id = %s AND hulpvraag = ANY(%s) AND dossier_id <> %s LIMIT 1",
        (persoon_id, list(hulpvraag), behalve),
    )
    row = cursor.fetchone()
    return row["dossier_id"] if row else None


def open_nieuw(cursor: Cursor[DictRow], open_: Sequence[tuple[UUID, str, UUID]]) -> None:
    """What new dossiers are about: persons, kinds of help and dossiers."""
    cursor.executemany(
        "INSERT INTO open_hulpvragen (person_id, hulpvraag, dossier_id) VALUES (%s, %s, %s)", open_
    )


def open_over(
    cursor: Cursor[DictRow], persoon_id: UUID, dossier_id: UUID, hulpvraag: Sequence[str]
) -> None:
    """From now on this dossier is open, and about this; the database refuses what another open one is about."""
    cursor.execute("DELETE FROM open_hulpvragen WHERE dossier_id = %s", (dossier_id,))
    cursor.execute(
        "INSERT INTO open_hulpvragen (person_id, hulpvraag, dossier_id) SELECT %s, unnest(%s::text[]), %s",
        (persoon_id, list(hulpvraag), dossier_id),
    )
    cursor.execute("UPDATE dossiers SET is_open = true WHERE dossier_id = %s", (dossier_id,))


def schulden_van(cursor: Cursor[DictRow], dossiers: Sequence[UUID]) -> list[DictRow]:
    """The loans and claims of these dossiers, what is still owed first."""
    cursor.execute(
        "SELECT schuld_id, schuldsoort, dossier_id, is_voldaan FROM kenmerken WHERE dossier_id = ANY(%s) ORDER BY is_voldaan, schuld_id",
        (list(dossiers),),
    )
    return cursor.fetchall()


def sluit(cursor: Cursor[DictRow], dossier_id: UUID) -> None:
    cursor.execute("DELETE FROM open_hulpvragen WHERE dossier_id = %s", (dossier_id,))
    cursor.execute("UPDATE dossiers SET is_open = false WHERE dossier_id = %s", (dossier_id,))


def vergrendel(cursor: Cursor[DictRow], persoon_ids: Sequence[UUID]) -> None:
    """Holds several persons until the transaction ends, in one order."""
    cursor.execute(
        "SELECT person_id FROM persons WHERE person_id = ANY(%s) ORDER BY person_id FOR NO KEY UPDATE",
        (list(persoon_ids),),
    )


def verhuis(cursor: Cursor[DictRow], van: UUID, naar: UUID) -> None:
    """The dossiers of one person become those of another, each still sealed with the key that it was sealed with."""
    wie = {"van": van, "naar": naar}
    cursor.execute(
        "UPDATE dossiers SET sleutel_id = coalesce(sleutel_id, person_id), person_id = %(naar)s WHERE person_id = %(van)s",
        wie,
    )
    cursor.execute("UPDATE open_hulpvragen SET person_id = %(naar)s WHERE person_id = %(van)s", wie)
    cursor.execute(
        "UPDATE persons SET opgegaan_in = %(naar)s WHERE %(van)s IN (person_id, opgegaan_in)", wie
    )
    _geef_merk(cursor, van, naar)


def _geef_merk(cursor: Cursor[DictRow], van: UUID, naar: UUID) -> None:
    """By the BSN of the one the other is found from now on; without one the other keeps what it has."""
    cursor.execute("SELECT bsn_mark FROM persons WHERE person_id = %s", (van,))
    row = cursor.fetchone()
    if row is None or row["bsn_mark"] is None:
        return
    cursor.execute("UPDATE persons SET bsn_mark = NULL WHERE person_id = %s", (van,))
    cursor.execute("UPDATE persons SET bsn_mark = %s WHERE person_id = %s", (row["bsn_mark"], naar))
