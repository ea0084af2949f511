"""Links by which an entrepreneur hands in papers: a code for one dossier, until a day.

The code is the mark of a random id under the master key: a copy of the database opens nothing, and a letter that is made twice says the
same. Only its hash is kept, to find the link by.
"""

import hashlib
from datetime import date
from uuid import UUID

from cryptography.hazmat.primitives import hashes, hmac
from psycopg import Cursor
from psycopg.rows import DictRow
from pydantic import BaseModel, ConfigDict

from services.intake.adapters.seals import MasterKey

# Letters and digits that nobody takes for one another (no I, L, O, U), as it is typed from paper. 20 of 32: 100 bits.
TEKENS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTE, GROEP = 20, 5
# More files through one link is no entrepreneur any more.
MEESTE_STUKKEN = 60


class Inleverlink(BaseModel):
    """A link as the desk sees it; the code itself is nowhere."""

    model_config = ConfigDict(frozen=True)

    link_id: UUID
    dossier_id: UUID
    geldig_tot: date
    ontvangen: int
    gemaakt_door: str
    gemaakt_op: date
    ingetrokken_op: date | None

    def werkt(self, op: date) -> bool:
        return self.ingetrokken_op is None and op <= self.geldig_tot

    @property
    def is_vol(self) -> bool:
        return self.ontvangen >= MEESTE_STUKKEN


_VELDEN = "link_id, dossier_id, geldig_tot, ontvangen, gemaakt_door, gemaakt_op, ingetrokken_op"


def maak(
    cursor: Cursor[DictRow],
    master: MasterKey,
    link_id: UUID,
    dossier_id: UUID,
    geldig_tot: date,
    door: str,
    op: date,
) -> None:
    """A new link; the same id once more changes nothing."""
    cursor.execute(
        "INSERT INTO inleverlinks (link_id, dossier_id, code_hash, geldig_tot, gemaakt_door, gemaakt_op) VALUES (%s, %s, %s, %s, %s, %s)"
        " ON CONFLICT DO NOTHING",
        (link_id, dossier_id, _hash(code_van(master, link_id)), geldig_tot, door, op),
    )


def code_van(master: MasterKey, link_id: UUID) -> str:
    """Guessed by nobody, and the same whenever it is asked."""
    merk = hmac.HMAC(master.marking, hashes.SHA256())
    merk.update(b"doorstart: code of a link" + link_id.bytes)
    getal = int.from_bytes(merk.finalize())
    return "".join(TEKENS[getal >> 5 * plaats & 31] for plaats in range(LENGTE))


def zoek(cursor: Cursor[DictRow], code: str, op: date) -> Inleverlink | None:
    """The link that this code opens today."""
    cursor.execute(f"SELECT {_VELDEN} FROM inleverlinks WHERE code_hash = %s", (_hash(kaal(code)),))
    row = cursor.fetchone()
    link = Inleverlink.model_validate(row) if row else None
    return link if link and link.werkt(op) else None


def van_dossier(cursor: Cursor[DictRow], dossier_id: UUID) -> list[Inleverlink]:
    """Newest first."""
    cursor.execute(
        f"SELECT {_VELDEN} FROM inleverlinks WHERE dossier_id = %s ORDER BY gemaakt_op DESC, link_id",
        (dossier_id,),
    )
    return [Inleverlink.model_validate(row) for row in cursor.fetchall()]


def trek_in(cursor: Cursor[DictRow], dossier_id: UUID, link_id: UUID, door: str, op: date) -> bool:
    """True when there was one that still worked."""
    cursor.execute(
        "UPDATE inleverlinks SET ingetrokken_op = %s, ingetrokken_door = %s WHERE link_id = %s AND dossier_id = %s"
        " AND ingetrokken_op IS NULL",
        (op, door, link_id, dossier_id),
    )
    return cursor.rowcount == 1


def tel(cursor: Cursor[DictRow], link_id: UUID, op: date) -> bool:
    """One more file came in through it; False where it works no more. Who withdraws it waits."""
    cursor.execute(
        "UPDATE inleverlinks SET ontvangen = ontvangen + 1 WHERE link_id = %s AND ingetrokken_op IS NULL AND geldig_tot >= %s"
        " AND ontvangen < %s",
        (link_id, op, MEESTE_STUKKEN),
    )
    return cursor.rowcount == 1


def kaal(code: str) -> str:
    """As it was made: what somebody types for a dash, a space or a small letter makes no difference, nor do O and I for 0 and 1."""
    gelezen = "".join(teken for teken in code.upper() if teken.isalnum())
    return gelezen.translate(str.maketrans("OIL", "011"))


def leesbaar(code: str) -> str:
    return "-".join(code[begin : begin + GROEP] for begin in range(0, len(code), GROEP))


def _hash(code: str) -> bytes:
    return hashlib.sha256(code.encode()).digest()
