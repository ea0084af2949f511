"""The register of persons and their dossiers, sealed. Lookups by BSN go through its mark, never through the number."""

import json
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from psycopg import Cursor
from psycopg.rows import DictRow
from pydantic import BaseModel, ConfigDict

from services.intake.adapters.seals import MasterKey
from services.intake.domain.zoektaal import VORM, termen
from shared.seals import SealBroken, seal, unseal


class Persoonsgegevens(BaseModel):
    """Who asks for help. Lives in the register and nowhere else. `land` is a code of ISO 3166-1, such as `NL`."""

    model_config = ConfigDict(frozen=True)

    bsn: str | None = None
    naam: str
    straat: str
    huisnummer: str
    postcode: str
    plaats: str
    land: str = "NL"
    iban: str | None = None
    telefoon: str | None = None
    email: str | None = None
    kvk_nummer: str | None = None
    handelsnaam: str | None = None
    toelichting: str | None = None


# A dossier with the key that it is sealed with: that of the person it belongs to, or of the one it belonged to (see merging).
SEALED = (
    "dossiers JOIN persons ON persons.person_id = coalesce(dossiers.sleutel_id, dossiers.person_id)"
)


class GegevensZijnGewist(Exception):
    """The key of this person was destroyed, or intake never knew them: there is nothing to correct."""


@dataclass(frozen=True)
class Inschrijving:
    """One dossier as it must be written down with the facts of its aanmelding; without `person_id` the BSN says whose it is."""

    dossier_id: UUID
    gemeente: str
    ontvangen_op: date
    gegevens: Persoonsgegevens
    person_id: UUID | None = None


@dataclass(frozen=True)
class Register:
    """Works on the cursor of the caller's transaction: person, dossier and facts stand or fall together."""

    master: MasterKey

    def persons(self, cursor: Cursor[DictRow], bsns: Sequence[str | None]) -> list[UUID]:
        """The person behind each BSN; without one everybody is new. Holds them, so that two requests at once meet here."""
        marks = {bsn: self.master.mark(bsn) for bsn in bsns if bsn}
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(encode(mark, 'hex'), 1)) FROM unnest(%s::bytea[]) AS mark",
            (sorted(marks.values()),),
        )
        cursor.execute(
            "SELECT person_id, bsn_mark FROM persons WHERE bsn_mark = ANY(%s) ORDER BY person_id FOR NO KEY UPDATE",
            (list(marks.values()),),
        )
        found = {bytes(row["bsn_mark"]): row["person_id"] for row in cursor.fetchall()}
        persons: list[UUID] = []
        for bsn in bsns:
            mark = marks[bsn] if bsn else None
            person_id = found.get(mark) if mark else None
            if person_id is None:
                person_id = self._new_person(cursor, mark)
                if mark:
                    found[mark] = person_id
            persons.append(person_id)
        return persons

    def holder(self, cursor: Cursor[DictRow], bsn: str) -> UUID | None:
        """The person that has this BSN, held; nobody else gets it until the transaction ends."""
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(encode(%s::bytea, 'hex'), 1))",
            (self.master.mark(bsn),),
        )
        cursor.execute(
            "SELECT person_id FROM persons WHERE bsn_mark = %s FOR NO KEY UPDATE",
            (self.master.mark(bsn),),
        )
        row = cursor.fetchone()
        return row["person_id"] if row else None

    def mark_person(self, cursor: Cursor[DictRow], person_id: UUID, bsn: str) -> None:
        """From now on this person is found by this BSN, and by no other."""
        mark = self.master.mark(bsn)
        cursor.execute("UPDATE persons SET bsn_mark = NULL WHERE bsn_mark = %s", (mark,))
        cursor.execute("UPDATE persons SET bsn_mark = %s WHERE person_id = %s", (mark, person_id))

    def enter(self, cursor: Cursor[DictRow], inschrijvingen: Sequence[Inschrijving]) -> None:
        """Writes dossiers, and the persons that are new; a person whose key was destroyed gets a new one."""
        without = [item for item in inschrijvingen if item.person_id is None]
        found = dict(
            zip(
                [item.dossier_id for item in without],
                self.persons(cursor, [item.gegevens.bsn for item in without]),
                strict=True,
            )
        )
        owners = [(item, item.person_id or found[item.dossier_id]) for item in inschrijvingen]
        keys = self._keys(cursor, {person_id for _, person_id in owners})
        cursor.executemany(
            "INSERT INTO dossiers (dossier_id, person_id, gemeente, ontvangen_op, sealed, merken, merkvorm)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [
                (
                    item.dossier_id,
                    person_id,
                    item.gemeente,
                    item.ontvangen_op,
                    seal(
                        keys[person_id],
                        item.gegevens.model_dump_json().encode(),
                        item.dossier_id.bytes,
                    ),
                    self.merken(item.gegevens),
                    VORM,
                )
                for item, person_id in owners
            ],
        )

    def correct(
        self,
        cursor: Cursor[DictRow],
        dossier_id: UUID,
        anders: Mapping[str, str | None],
        uitleg: str,
    ) -> None:
        """Puts new values in the record; the old ones and the words of who did it are kept, sealed. Raises GegevensZijnGewist."""
        cursor.execute(
            f"SELECT dossier_id, persons.person_id, wrapped_key, sealed FROM {SEALED} WHERE dossier_id = %s FOR UPDATE OF dossiers",
            (dossier_id,),
        )
        row = cursor.fetchone()
        oud = self._open(row) if row else None
        if row is None or oud is None:
            raise GegevensZijnGewist
        key = self.master.unwrap(bytes(row["wrapped_key"]), row["person_id"].bytes)
        was = json.dumps({"was": {naam: getattr(oud, naam) for naam in anders}, "uitleg": uitleg})
        cursor.execute(
            "INSERT INTO correcties (dossier_id, nummer, sealed) SELECT %s, count(*) + 1, %s FROM correcties WHERE dossier_id = %s",
            (dossier_id, seal(key, was.encode(), b"correctie" + dossier_id.bytes), dossier_id),
        )
        nieuw = oud.model_copy(update=dict(anders))
        cursor.execute(
            "UPDATE dossiers SET sealed = %s, merken = %s, merkvorm = %s WHERE dossier_id = %s",
            (
                seal(key, nieuw.model_dump_json().encode(), dossier_id.bytes),
                self.merken(nieuw),
                VORM,
                dossier_id,
            ),
        )

    def names(
        self, cursor: Cursor[DictRow], dossier_ids: Sequence[UUID]
    ) -> dict[UUID, Persoonsgegevens | None]:
        """Who these dossiers belong to; None where the key was destroyed, absent where intake knows no such dossier."""
        cursor.execute(
            f"SELECT dossier_id, persons.person_id, wrapped_key, sealed FROM {SEALED} WHERE dossier_id = ANY(%s)",
            (list(dossier_ids),),
        )
        return {row["dossier_id"]: self._open(row) for row in cursor.fetchall()}

    def person_key(self, cursor: Cursor[DictRow], dossier_id: UUID) -> bytes | None:
        """The key under which other services' secrets of this person are wrapped; None after destruction."""
        cursor.execute(
            f"SELECT persons.person_id, wrapped_key FROM {SEALED} WHERE dossier_id = %s",
            (dossier_id,),
        )
        row = cursor.fetchone()
        if row is None or row["wrapped_key"] is None:
            return None
        return self.master.unwrap(bytes(row["wrapped_key"]), row["person_id"].bytes)

    def destroy_key(self, cursor: Cursor[DictRow], dossier_id: UUID, on: date) -> bool:
        """Makes everything sealed for this person unreadable, here and in stored letters; facts and money stay. True if it was there."""
        cursor.execute(
            "UPDATE persons SET wrapped_key = NULL, destroyed_on = %(on)s WHERE wrapped_key IS NOT NULL"
            " AND (SELECT person_id FROM dossiers WHERE dossier_id = %(dossier)s) IN (person_id, opgegaan_in)",
            {"on": on, "dossier": dossier_id},
        )
        was_er = cursor.rowcount > 0
        cursor.execute(
            "UPDATE dossiers SET merken = '{}', merkvorm = %s"
            " WHERE person_id = (SELECT person_id FROM dossiers WHERE dossier_id = %s)",
            (VORM, dossier_id),
        )
        return was_er

    def merken(self, gegevens: Persoonsgegevens) -> list[int]:
        """The marks by which this person is found, in no order that tells anything (ADR 28)."""
        return sorted({self.master.term(term) for term in termen(gegevens.model_dump())})

    def _new_person(self, cursor: Cursor[DictRow], mark: bytes | None) -> UUID:
        person_id = uuid4()
        _, wrapped = self.master.new_person_key(person_id.bytes)
        cursor.execute(
            "INSERT INTO persons (person_id, bsn_mark, wrapped_key) VALUES (%s, %s, %s)",
            (person_id, mark, wrapped),
        )
        return person_id

    def _keys(self, cursor: Cursor[DictRow], person_ids: Set[UUID]) -> dict[UUID, bytes]:
        cursor.execute(
            "SELECT person_id, wrapped_key FROM persons WHERE person_id = ANY(%s)",
            (list(person_ids),),
        )
        return {row["person_id"]: self._key_of(cursor, row) for row in cursor.fetchall()}

    def _key_of(self, cursor: Cursor[DictRow], row: Mapping[str, Any]) -> bytes:
        if row["wrapped_key"] is not None:
            return self.master.unwrap(bytes(row["wrapped_key"]), row["person_id"].bytes)
        key, wrapped = self.master.new_person_key(row["person_id"].bytes)
        cursor.execute(
            "UPDATE persons SET wrapped_key = %s, destroyed_on = NULL WHERE person_id = %s",
            (wrapped, row["person_id"]),
        )
        return key

    def _open(self, row: Mapping[str, Any]) -> Persoonsgegevens | None:
        if row["wrapped_key"] is None:
            return None
        key = self.master.unwrap(bytes(row["wrapped_key"]), row["person_id"].bytes)
        try:
            return Persoonsgegevens.model_validate_json(
                unseal(key, bytes(row["sealed"]), row["dossier_id"].bytes)
            )
        except SealBroken:
            # Sealed under a key that was destroyed before this person came back.
            return None
