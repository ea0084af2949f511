"""The papers of dossiers as lists, written with the facts: what was asked, what came in, who has to look at what."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import DictRow
from psycopg.sql import SQL
from pydantic import BaseModel, ConfigDict

from services.intake.domain.stukken.begrippen import Bestandssoort, Bron, Stukstatus
from services.intake.domain.stukken.events import StukOntvangen
from services.intake.domain.stukken.state import Stukken
from shared.stukken import Stuksoort
from shared.zoeken import Zoekvraag, voorwaarde

Werkstand = Literal["te_controleren", "te_laat", "gevraagd"]
Scan = Literal["schoon", "niet_gescand"]


class Uitvraagregel(BaseModel):
    """One request for papers; `ontbreekt` is what did not come in yet."""

    model_config = ConfigDict(frozen=True)

    uitvraag_id: UUID
    dossier_id: UUID
    gemeente: str
    aanvraag_id: UUID | None
    route: int | None
    soorten: tuple[Stuksoort, ...]
    ontbreekt: tuple[Stuksoort, ...]
    hersteltermijn_tot: date
    gevraagd_op: date
    is_compleet: bool


class Stukregel(BaseModel):
    """One file; `scan` is None where its content is gone."""

    model_config = ConfigDict(frozen=True)

    stuk_id: UUID
    dossier_id: UUID
    gemeente: str
    soort: Stuksoort
    bron: Bron
    bestandssoort: Bestandssoort
    bytes: int
    status: Stukstatus
    ontvangen_op: date
    scan: Scan | None


class Werkregel(BaseModel):
    """What waits for somebody: a paper to look at, or a request of which something is missing. `dag`: since when, or until when."""

    model_config = ConfigDict(frozen=True)

    stand: Werkstand
    dossier_id: UUID
    gemeente: str
    aanvraag_id: UUID | None
    route: int | None
    soorten: tuple[Stuksoort, ...]
    dag: date


def save(cursor: Cursor[DictRow], dossier_id: UUID, state: Stukken, nieuw: Sequence[UUID]) -> None:
    """Writes the rows of a dossier as its papers now are; `nieuw`: the files that have no row yet."""
    for een in state.uitvragen:
        vraag = een.vraag
        cursor.execute(
            "INSERT INTO uitvragen (uitvraag_id, dossier_id, gemeente, aanvraag_id, route, soorten, ontbreekt, hersteltermijn_tot,"
            " gevraagd_op, is_compleet) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
            " ON CONFLICT (uitvraag_id) DO UPDATE SET ontbreekt = excluded.ontbreekt, is_compleet = excluded.is_compleet",
            (
                vraag.uitvraag_id,
                dossier_id,
                vraag.gemeente,
                vraag.aanvraag_id,
                vraag.route,
                list(vraag.soorten),
                list(een.ontbreekt),
                vraag.hersteltermijn_tot,
                vraag.gevraagd_op,
                een.is_compleet,
            ),
        )
    for stuk in state.stukken:
        if stuk.ontvangst.stuk_id in nieuw:
            _voeg_toe(cursor, stuk.ontvangst)
    cursor.execute(
        "UPDATE stukken SET status = stand.status FROM unnest(%s::uuid[], %s::text[]) AS stand(stuk_id, status)"
        " WHERE stukken.stuk_id = stand.stuk_id AND stukken.status <> stand.status",
        (
            [een.ontvangst.stuk_id for een in state.stukken],
            [een.status for een in state.stukken],
        ),
    )


def _voeg_toe(cursor: Cursor[DictRow], feit: StukOntvangen) -> None:
    cursor.execute(
        "INSERT INTO stukken (stuk_id, dossier_id, gemeente, soort, bron, bestandssoort, bytes, status, ontvangen_op)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, 'ontvangen', %s)",
        (
            feit.stuk_id,
            feit.dossier_id,
            feit.gemeente,
            feit.soort,
            feit.bron,
            feit.bestandssoort,
            feit.bytes,
            feit.ontvangen_op,
        ),
    )


def uitvragen(cursor: Cursor[DictRow], dossier_id: UUID) -> list[Uitvraagregel]:
    """The requests of a dossier, newest first."""
    cursor.execute(
        "SELECT * FROM uitvragen WHERE dossier_id = %s ORDER BY gevraagd_op DESC, uitvraag_id",
        (dossier_id,),
    )
    return [Uitvraagregel.model_validate(row) for row in cursor.fetchall()]


def stukken(cursor: Cursor[DictRow], dossier_id: UUID) -> list[Stukregel]:
    """The files of a dossier, newest first."""
    cursor.execute(
        "SELECT stukken.*, scan FROM stukken LEFT JOIN stukinhoud USING (stuk_id) WHERE dossier_id = %s ORDER BY nummer DESC",
        (dossier_id,),
    )
    return [Stukregel.model_validate(row) for row in cursor.fetchall()]


# Of a person who was erased, and of a dossier that was closed, nothing waits any more.
_WERK = (
    "SELECT 'te_controleren' AS stand, dossier_id, gemeente, NULL::uuid AS aanvraag_id, NULL::smallint AS route, ARRAY[soort] AS soorten,"
    " ontvangen_op AS dag FROM stukken JOIN stukinhoud USING (stuk_id) WHERE status = 'ontvangen'"
    " UNION ALL SELECT CASE WHEN hersteltermijn_tot < %(werkdag)s THEN 'te_laat' ELSE 'gevraagd' END, dossier_id, uitvragen.gemeente,"
    " aanvraag_id, route, ontbreekt, hersteltermijn_tot FROM uitvragen JOIN dossiers USING (dossier_id) WHERE NOT is_compleet AND is_open"
    " AND NOT EXISTS (SELECT 1 FROM aanvragen WHERE aanvragen.aanvraag_id = uitvragen.aanvraag_id AND stand <> 'loopt')"
)
_GEKOZEN = (
    f" FROM ({_WERK}) AS werk WHERE (%(stand)s::text IS NULL OR stand = %(stand)s)"
    f" AND (%(gemeente)s::text IS NULL OR gemeente = %(gemeente)s) AND {voorwaarde(nummers=('dossier_id', 'aanvraag_id'))}"
)
# The address names a column; only these names reach SQL.
VOLGORDE = {"dag": SQL("dag"), "gemeente": SQL("gemeente"), "stand": SQL("stand")}


def werk(
    cursor: Cursor[DictRow],
    werkdag: date,
    *,
    stand: str | None,
    gemeente: str | None,
    zoek: str,
    sort: str,
    descending: bool,
    limit: int,
    offset: int,
) -> tuple[list[Werkregel], int]:
    """A page of what waits for data staff, and how much there is in all."""
    waarden: dict[str, Any] = {
        "werkdag": werkdag,
        "stand": stand,
        "gemeente": gemeente,
        "limit": limit,
        "offset": offset,
        **Zoekvraag.of(zoek).waarden,
    }
    cursor.execute(f"SELECT count(*) AS n {_GEKOZEN}", waarden)
    totaal = int((cursor.fetchone() or {"n": 0})["n"])
    volgorde = SQL(" ORDER BY {} {}, dossier_id LIMIT %(limit)s OFFSET %(offset)s").format(
        VOLGORDE[sort], SQL("DESC" if descending else "ASC")
    )
    cursor.execute(SQL("SELECT *" + _GEKOZEN) + volgorde, waarden)
    return [Werkregel.model_validate(row) for row in cursor.fetchall()], totaal


def aantallen(cursor: Cursor[DictRow], werkdag: date) -> dict[str, int]:
    """How many there are of each stand."""
    cursor.execute(
        f"SELECT stand, count(*) AS n FROM ({_WERK}) AS werk GROUP BY 1", {"werkdag": werkdag}
    )
    return {row["stand"]: row["n"] for row in cursor.fetchall()}
