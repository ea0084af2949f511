"""Every letter that was asked for and what became of it: one row each, written in the transaction of its facts."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import DictRow
from pydantic import BaseModel, ConfigDict

from services.notify.domain.commands import AnnuleerBerichten
from services.notify.domain.events import (
    BerichtGereserveerd,
    BerichtNietVerstuurd,
    BerichtVerstuurd,
    BezorgingHervat,
    BezorgingMislukt,
)
from services.notify.domain.gegevens import Berichtsoort
from services.notify.domain.state import Status
from shared.begrippen import Feit
from shared.progress import age_of
from shared.zoeken import Zoekvraag, voorwaarde

_COLUMNS = "volgnummer, bericht_id, dossier_id, lening_id, gemeente, soort, status, reden, gevraagd_op, verstuurd_op"


class Verzending(BaseModel):
    """One row, as pages and the API show it. Holds no personal data."""

    model_config = ConfigDict(frozen=True)

    volgnummer: int
    bericht_id: UUID
    dossier_id: UUID
    lening_id: UUID | None
    gemeente: str
    soort: Berichtsoort
    status: Status
    reden: str | None
    gevraagd_op: date
    verstuurd_op: date | None


def apply(cursor: Cursor[DictRow], bericht_id: UUID, feit: Feit) -> None:
    match feit:
        case BerichtGereserveerd():
            _insert(
                cursor,
                bericht_id,
                feit,
                feit.gegevens.soort,
                "gereserveerd",
                None,
                feit.gereserveerd_op,
                feit.gegevens.kenmerk,
            )
        case BerichtNietVerstuurd():
            _insert(
                cursor,
                bericht_id,
                feit,
                feit.soort,
                "niet_verstuurd",
                feit.reden,
                feit.besloten_op,
                None,
            )
        case BerichtVerstuurd():
            cursor.execute(
                "UPDATE verzendingen SET status = 'verstuurd', verstuurd_op = %s WHERE bericht_id = %s",
                (feit.verstuurd_op, bericht_id),
            )
        case BezorgingMislukt():
            cursor.execute(
                "UPDATE verzendingen SET status = 'mislukt', reden = %s WHERE bericht_id = %s",
                (feit.reden, bericht_id),
            )
        case BezorgingHervat():
            cursor.execute(
                "UPDATE verzendingen SET status = 'gereserveerd', reden = NULL WHERE bericht_id = %s",
                (bericht_id,),
            )


def to_annul(cursor: Cursor[DictRow], verzoek: AnnuleerBerichten) -> list[UUID]:
    """The letters that wait, or failed, which a request to annul is about."""
    cursor.execute(
        "SELECT bericht_id FROM verzendingen WHERE status IN ('gereserveerd', 'mislukt') AND soort = %s AND dossier_id = %s"
        " AND lening_id IS NOT DISTINCT FROM %s AND bericht_id = coalesce(%s::uuid, bericht_id) ORDER BY volgnummer",
        (verzoek.soort, verzoek.dossier_id, verzoek.lening_id, verzoek.bericht_id),
    )
    return [row["bericht_id"] for row in cursor.fetchall()]


def to_freeze(cursor: Cursor[DictRow], dossier_id: UUID) -> list[UUID]:
    """Everything of a dossier that did not go out: it waits, or failed."""
    cursor.execute(
        "SELECT bericht_id FROM verzendingen WHERE status IN ('gereserveerd', 'mislukt') AND dossier_id = %s ORDER BY volgnummer",
        (dossier_id,),
    )
    return [row["bericht_id"] for row in cursor.fetchall()]


def herinneringen(cursor: Cursor[DictRow], dossier_id: UUID, lening_id: UUID) -> list[UUID]:
    """The herinneringen of a loan that wait, or failed."""
    cursor.execute(
        "SELECT bericht_id FROM verzendingen WHERE status IN ('gereserveerd', 'mislukt') AND soort = 'herinnering' AND dossier_id = %s"
        " AND lening_id = %s ORDER BY volgnummer",
        (dossier_id, lening_id),
    )
    return [row["bericht_id"] for row in cursor.fetchall()]


def to_resume(cursor: Cursor[DictRow], dossier_id: UUID) -> list[UUID]:
    """The letters of a dossier that failed for what the register said of the person."""
    cursor.execute(
        "SELECT bericht_id FROM verzendingen WHERE status = 'mislukt' AND reden IN ('opmaak_mislukt', 'dossier_onbekend')"
        " AND dossier_id = %s ORDER BY volgnummer",
        (dossier_id,),
    )
    return [row["bericht_id"] for row in cursor.fetchall()]


_NA_HERINNERING = (
    "(soort = 'aanmaning' AND EXISTS (SELECT 1 FROM verzendingen AS eerder WHERE eerder.lening_id = brief.lening_id"
    " AND eerder.soort = 'herinnering' AND eerder.verstuurd_op = %(dag)s))"
)
_DUE = f"FROM verzendingen AS brief WHERE status = 'gereserveerd' AND gevraagd_op <= %(dag)s AND NOT {_NA_HERINNERING}"


def na_herinnering(cursor: Cursor[DictRow], dag: date, bericht_ids: Sequence[UUID]) -> set[UUID]:
    """Which of these wait because a herinnering about the same loan went out on this day."""
    cursor.execute(
        f"SELECT bericht_id FROM verzendingen AS brief WHERE bericht_id = ANY(%(ids)s) AND {_NA_HERINNERING}",
        {"dag": dag, "ids": list(bericht_ids)},
    )
    return {row["bericht_id"] for row in cursor.fetchall()}


def waiting(cursor: Cursor[DictRow], dag: date, limit: int) -> list[Verzending]:
    """The oldest reserved letters of this day and before; never an aanmaning on the day of a herinnering about the same loan."""
    cursor.execute(
        f"SELECT {_COLUMNS} {_DUE} ORDER BY volgnummer LIMIT %(limit)s",
        {"dag": dag, "limit": limit},
    )
    return [Verzending.model_validate(row) for row in cursor.fetchall()]


def number_waiting(cursor: Cursor[DictRow], dag: date) -> int:
    """How many letters may go out on this day and did not yet."""
    cursor.execute(f"SELECT count(*) AS number {_DUE}", {"dag": dag})
    return int((cursor.fetchone() or {"number": 0})["number"])


def age_waiting(cursor: Cursor[DictRow], dag: date) -> float | None:
    """Since how many seconds the oldest of them waits; None where that cannot be told."""
    cursor.execute(
        "SELECT state FROM stored_events WHERE originator_id ="
        f" (SELECT bericht_id {_DUE} ORDER BY volgnummer LIMIT 1) ORDER BY originator_version DESC LIMIT 1",
        {"dag": dag},
    )
    row = cursor.fetchone()
    return age_of(bytes(row["state"])) if row else None


def one(cursor: Cursor[DictRow], bericht_id: UUID) -> Verzending | None:
    cursor.execute(f"SELECT {_COLUMNS} FROM verzendingen WHERE bericht_id = %s", (bericht_id,))
    row = cursor.fetchone()
    return Verzending.model_validate(row) if row else None


def page(
    cursor: Cursor[DictRow],
    soort: str | None,
    status: str | None,
    *,
    limit: int | None,
    offset: int,
    zoek: str = "",
) -> list[Verzending]:
    """The newest first; None means all kinds, all statuses, all rows. `zoek` is a reference or number as letters and screens show it."""
    cursor.execute(
        f"SELECT {_COLUMNS} FROM verzendingen WHERE {_CHOSEN} ORDER BY gevraagd_op DESC, volgnummer DESC LIMIT %(limit)s OFFSET %(offset)s",
        {
            "soort": soort,
            "status": status,
            "limit": limit,
            "offset": offset,
            **Zoekvraag.of(zoek).waarden,
        },
    )
    return [Verzending.model_validate(row) for row in cursor.fetchall()]


def total(cursor: Cursor[DictRow], soort: str | None, status: str | None, zoek: str = "") -> int:
    cursor.execute(
        f"SELECT count(*) AS number FROM verzendingen WHERE {_CHOSEN}",
        {"soort": soort, "status": status, **Zoekvraag.of(zoek).waarden},
    )
    return int((cursor.fetchone() or {"number": 0})["number"])


def counts(cursor: Cursor[DictRow]) -> Sequence[dict[str, Any]]:
    """How many letters there are of each kind in each status."""
    cursor.execute(
        "SELECT soort, status, count(*) AS number FROM verzendingen GROUP BY soort, status"
    )
    return cursor.fetchall()


_CHOSEN = (
    "(%(soort)s::text IS NULL OR soort = %(soort)s) AND (%(status)s::text IS NULL OR status = %(status)s) AND "
    + voorwaarde(
        nummers=("bericht_id", "dossier_id", "lening_id"),
        kenmerken=("betalingskenmerk",),
        ook=(
            "lening_id IN (SELECT lening_id FROM verzendingen WHERE betalingskenmerk = %(cijfers)s)",
        ),
    )
)


def _insert(
    cursor: Cursor[DictRow],
    bericht_id: UUID,
    feit: BerichtGereserveerd | BerichtNietVerstuurd,
    *values: Any,
) -> None:
    cursor.execute(
        "INSERT INTO verzendingen (bericht_id, dossier_id, lening_id, gemeente, soort, status, reden, gevraagd_op, betalingskenmerk)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)"
        " ON CONFLICT (bericht_id) DO UPDATE SET status = excluded.status, reden = excluded.reden",
        (bericht_id, feit.dossier_id, feit.lening_id, feit.gemeente, *values),
    )
