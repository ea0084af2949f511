"""What papers and notes hold, sealed with the key of the person. Works on the cursor of the caller's transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cryptography.hazmat.primitives import hashes, hmac
from psycopg import Cursor
from psycopg.rows import DictRow
from pydantic import BaseModel, ConfigDict

from services.intake.adapters.register import GegevensZijnGewist, Register
from services.intake.adapters.stukkenlijst import Scan
from services.intake.domain.weigeringen import AanmeldingBestaatNiet
from shared.seals import SealBroken, seal, unseal


@dataclass(frozen=True)
class Bestand:
    """A file as it came in, and what the scanner said of it."""

    naam: str
    inhoud: bytes
    scan: Scan


class Notitie(BaseModel):
    """A note; `tekst` is None after erasure."""

    model_config = ConfigDict(frozen=True)

    notitie_id: UUID
    door: str
    gemaakt_op: date
    tekst: str | None


@dataclass(frozen=True)
class Kluis:
    """Everything that is sealed of one person, by the dossier that it lies in."""

    register: Register

    def sleutel(self, cursor: Cursor[DictRow], dossier_id: UUID) -> bytes:
        """The key of the person; raises GegevensZijnGewist."""
        sleutel = self.register.person_key(cursor, dossier_id)
        if sleutel is None:
            raise GegevensZijnGewist
        return sleutel

    def gemeente(self, cursor: Cursor[DictRow], dossier_id: UUID) -> str:
        """Raises AanmeldingBestaatNiet."""
        cursor.execute("SELECT gemeente FROM dossiers WHERE dossier_id = %s", (dossier_id,))
        row = cursor.fetchone()
        if row is None:
            raise AanmeldingBestaatNiet
        return str(row["gemeente"])

    def is_gesloten(self, cursor: Cursor[DictRow], dossier_id: UUID) -> bool:
        """Whether nothing is asked in it any more. Nobody closes or opens it until the transaction ends."""
        cursor.execute(
            "SELECT is_open FROM dossiers WHERE dossier_id = %s FOR SHARE", (dossier_id,)
        )
        row = cursor.fetchone()
        return row is not None and not row["is_open"]

    def bewaar(
        self, cursor: Cursor[DictRow], sleutel: bytes, stuk_id: UUID, bestand: Bestand
    ) -> None:
        cursor.execute(
            "INSERT INTO stukinhoud (stuk_id, naam, inhoud, scan, gescand_op) VALUES (%s, %s, %s, %s,"
            " CASE WHEN %s = 'schoon' THEN now() END)",
            (
                stuk_id,
                seal(sleutel, bestand.naam.encode(), b"stuknaam" + stuk_id.bytes),
                seal(sleutel, bestand.inhoud, b"stuk" + stuk_id.bytes),
                bestand.scan,
                bestand.scan,
            ),
        )

    def open(self, cursor: Cursor[DictRow], dossier_id: UUID, stuk_id: UUID) -> Bestand | None:
        """The file; None where it is gone or cannot be read any more."""
        cursor.execute(
            "SELECT naam, inhoud, scan FROM stukinhoud JOIN stukken USING (stuk_id) WHERE stuk_id = %s AND dossier_id = %s",
            (stuk_id, dossier_id),
        )
        row = cursor.fetchone()
        sleutel = self.register.person_key(cursor, dossier_id)
        if row is None or sleutel is None:
            return None
        try:
            return Bestand(
                unseal(sleutel, bytes(row["naam"]), b"stuknaam" + stuk_id.bytes).decode(),
                unseal(sleutel, bytes(row["inhoud"]), b"stuk" + stuk_id.bytes),
                row["scan"],
            )
        except SealBroken:
            return None

    def namen(self, cursor: Cursor[DictRow], dossier_id: UUID) -> dict[UUID, str]:
        """What the files of a dossier are called, as far as that can be read."""
        cursor.execute(
            "SELECT stuk_id, naam FROM stukinhoud JOIN stukken USING (stuk_id) WHERE dossier_id = %s",
            (dossier_id,),
        )
        rows = cursor.fetchall()
        sleutel = self.register.person_key(cursor, dossier_id)
        found = {
            row["stuk_id"]: _text(sleutel, bytes(row["naam"]), b"stuknaam" + row["stuk_id"].bytes)
            for row in rows
        }
        return {stuk_id: naam for stuk_id, naam in found.items() if naam is not None}

    def gooi_weg(self, cursor: Cursor[DictRow], stuk_id: UUID) -> None:
        """The content goes; that there was a paper stays."""
        cursor.execute("DELETE FROM stukinhoud WHERE stuk_id = %s", (stuk_id,))

    def is_schoon(self, cursor: Cursor[DictRow], stuk_id: UUID) -> None:
        cursor.execute(
            "UPDATE stukinhoud SET scan = 'schoon', gescand_op = now() WHERE stuk_id = %s",
            (stuk_id,),
        )

    def te_scannen(
        self, cursor: Cursor[DictRow], limit: int, na: UUID | None = None
    ) -> list[tuple[UUID, UUID]]:
        """Files that no scanner saw, after `na` in the order of their ids: dossier and paper."""
        cursor.execute(
            "SELECT dossier_id, stuk_id FROM stukinhoud JOIN stukken USING (stuk_id) WHERE scan = 'niet_gescand'"
            " AND (%(na)s::uuid IS NULL OR stuk_id > %(na)s) ORDER BY stuk_id LIMIT %(limit)s",
            {"na": na, "limit": limit},
        )
        return [(row["dossier_id"], row["stuk_id"]) for row in cursor.fetchall()]

    def schrijf(
        self,
        cursor: Cursor[DictRow],
        dossier_id: UUID,
        notitie: Notitie,
    ) -> None:
        """Raises GegevensZijnGewist."""
        tekst = seal(
            self.sleutel(cursor, dossier_id),
            (notitie.tekst or "").encode(),
            b"notitie" + notitie.notitie_id.bytes,
        )
        cursor.execute(
            "INSERT INTO notities (notitie_id, dossier_id, door, gemaakt_op, tekst) VALUES (%s, %s, %s, %s, %s)",
            (notitie.notitie_id, dossier_id, notitie.door, notitie.gemaakt_op, tekst),
        )

    def notities(self, cursor: Cursor[DictRow], dossier_id: UUID) -> list[Notitie]:
        """The notes of a dossier, newest first."""
        cursor.execute(
            "SELECT notitie_id, door, gemaakt_op, tekst FROM notities WHERE dossier_id = %s ORDER BY nummer DESC",
            (dossier_id,),
        )
        rows = cursor.fetchall()
        sleutel = self.register.person_key(cursor, dossier_id)
        return [
            Notitie(
                notitie_id=row["notitie_id"],
                door=row["door"],
                gemaakt_op=row["gemaakt_op"],
                tekst=_text(sleutel, bytes(row["tekst"]), b"notitie" + row["notitie_id"].bytes),
            )
            for row in rows
        ]


def vergeet(cursor: Cursor[DictRow], dossiers: Sequence[UUID], op: date, door: str) -> None:
    """At the erasure of a person: files and notes go, links open nothing any more."""
    waar = (list(dossiers),)
    cursor.execute(
        "DELETE FROM stukinhoud USING stukken WHERE stukken.stuk_id = stukinhoud.stuk_id AND dossier_id = ANY(%s)",
        waar,
    )
    cursor.execute("DELETE FROM notities WHERE dossier_id = ANY(%s)", waar)
    cursor.execute(
        "UPDATE inleverlinks SET ingetrokken_op = %s, ingetrokken_door = %s WHERE ingetrokken_op IS NULL AND dossier_id = ANY(%s)",
        (op, door, list(dossiers)),
    )


def kenmerk(sleutel: bytes, inhoud: bytes) -> str:
    """The same for the same content of the same person; without the key it says nothing, also not about a form that everybody has."""
    merk = hmac.HMAC(sleutel, hashes.SHA256())
    merk.update(b"doorstart: mark of a paper" + inhoud)
    return merk.finalize().hex()


def _text(sleutel: bytes | None, sealed: bytes, label: bytes) -> str | None:
    if sleutel is None:
        return None
    try:
        return unseal(sleutel, sealed, label).decode()
    except SealBroken:
        return None
