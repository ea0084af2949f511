"""Letters that could not be made, beside everything else of notify that waits for a person."""

from datetime import datetime
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import DictRow

from services.notify.application import Notify
from shared.aside import Desk, Held
from shared.handle import Command


def desk(notify: Notify) -> Desk:
    def resume(one: Held, actor: str) -> None:
        notify.hervat(UUID(one.id.partition(":")[2]), Command(actor))

    return Desk(notify.store, failed_letters, resume)


def failed_letters(cursor: Cursor[DictRow]) -> list[Held]:
    """Every letter that failed, since its day."""
    cursor.execute(
        "SELECT bericht_id, dossier_id, soort, coalesce(reden, '') AS reden, gevraagd_op::timestamptz AS sinds"
        " FROM verzendingen WHERE status = 'mislukt' ORDER BY volgnummer"
    )
    return [
        _held(row["bericht_id"], row["dossier_id"], row["soort"], row["reden"], row["sinds"])
        for row in cursor.fetchall()
    ]


def _held(bericht_id: UUID, dossier_id: UUID, soort: str, reden: str, sinds: datetime) -> Held:
    return Held(
        f"brief:{bericht_id}",
        "brief",
        "bezorging",
        str(dossier_id),
        f"brief {soort}",
        reden,
        sinds,
        0,
    )
