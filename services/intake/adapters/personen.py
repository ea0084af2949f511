"""Persons of the register: which dossiers are theirs, what runs in them, and two that turn out to be one.

Works on the cursor of the caller's transaction.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import DictRow

# By kind of help, the open dossier of a person that is about it.
Lopend = Mapping[str, UUID]


@dataclass(frozen=True)
class Dossierrij:
    dossier_id: UUID
    gemeente: str
    ontvangen_op: date
    is_open: bool


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


def sluit(cursor: Cursor[DictRow], dossier_id: UUID) -> None:
    cursor.execute("DELETE FROM open_hulpvragen WHERE dossier_id = %s", (dossier_id,))
    cursor.execute("UPDATE dossiers SET is_open = false WHERE dossier_id = %s", (dossier_id,))
