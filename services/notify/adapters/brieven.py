"""The print queue: letters as they went out, sealed, with their wrapped key beside them."""

from dataclasses import dataclass
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import DictRow

from services.notify.adapters.opmaak import Stuk
from services.notify.adapters.seals import Zegel
from shared.contracts.personen import Sleutel

HTML, PDF = b"/html", b"/pdf"


@dataclass(frozen=True)
class Archiefstuk:
    """A sealed letter. Opens only with the key that `verpakte_sleutel` holds, which only intake can unwrap."""

    verpakte_sleutel: str
    html: bytes
    pdf: bytes


def seal_letter(bericht_id: UUID, stuk: Stuk, sleutel: Sleutel) -> Archiefstuk:
    zegel = Zegel.of(sleutel, bericht_id.bytes)
    return Archiefstuk(sleutel.verpakt, zegel.seal(stuk.html, HTML), zegel.seal(stuk.pdf, PDF))


def open_letter(bericht_id: UUID, archiefstuk: Archiefstuk, sleutel: Sleutel) -> Stuk:
    """Raises SealBroken."""
    zegel = Zegel.of(sleutel, bericht_id.bytes)
    return Stuk(zegel.open(archiefstuk.html, HTML), zegel.open(archiefstuk.pdf, PDF))


def store_letter(cursor: Cursor[DictRow], bericht_id: UUID, stuk: Archiefstuk) -> None:
    cursor.execute(
        "INSERT INTO brieven (bericht_id, verpakte_sleutel, html, pdf) VALUES (%s, %s, %s, %s)",
        (bericht_id, stuk.verpakte_sleutel, stuk.html, stuk.pdf),
    )


def stored_letter(cursor: Cursor[DictRow], bericht_id: UUID) -> Archiefstuk | None:
    """The sealed letter; None when nothing was sent."""
    cursor.execute(
        "SELECT verpakte_sleutel, html, pdf FROM brieven WHERE bericht_id = %s", (bericht_id,)
    )
    row = cursor.fetchone()
    return (
        Archiefstuk(row["verpakte_sleutel"], bytes(row["html"]), bytes(row["pdf"])) if row else None
    )
