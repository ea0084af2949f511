"""The table `eigenaren`: who has which dossier, written in the transaction of the facts."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import DictRow

from services.routing.domain.eigenaar.state import Eigenaarschap


class TeVerdelen(NamedTuple):
    """An open dossier that nobody could take."""

    dossier_id: UUID
    gemeente: str
    team: str


def write(cursor: Cursor[DictRow], dossier_id: UUID, staat: Eigenaarschap) -> None:
    cursor.execute(
        "INSERT INTO eigenaren (dossier_id, is_open, gemeente, team, eigenaar, reden, sinds, sluimert_tot, sluimerreden)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (dossier_id) DO UPDATE SET is_open = excluded.is_open,"
        " gemeente = excluded.gemeente, team = excluded.team, eigenaar = excluded.eigenaar, reden = excluded.reden,"
        " sinds = excluded.sinds, sluimert_tot = excluded.sluimert_tot, sluimerreden = excluded.sluimerreden",
        (
            dossier_id,
            staat.is_open,
            staat.gemeente,
            staat.team,
            staat.eigenaar,
            staat.reden,
            staat.sinds,
            staat.sluimert_tot,
            staat.sluimerreden,
        ),
    )


def werklast(cursor: Cursor[DictRow]) -> Mapping[str, int]:
    """How many open dossiers everybody has."""
    cursor.execute(
        "SELECT eigenaar, count(*) AS n FROM eigenaren WHERE is_open AND eigenaar IS NOT NULL GROUP BY 1"
    )
    return {row["eigenaar"]: row["n"] for row in cursor.fetchall()}


def te_verdelen(cursor: Cursor[DictRow], hoogstens: int) -> list[TeVerdelen]:
    """What nobody could take when the rule looked for somebody, oldest first."""
    cursor.execute(
        "SELECT dossier_id, gemeente, team FROM eigenaren WHERE is_open AND eigenaar IS NULL"
        " AND reden = 'niemand_beschikbaar' ORDER BY sinds NULLS FIRST, dossier_id LIMIT %s",
        (hoogstens,),
    )
    return [TeVerdelen(**row) for row in cursor.fetchall()]


def eigenaars(cursor: Cursor[DictRow]) -> list[str]:
    """Everybody who has an open dossier."""
    cursor.execute(
        "SELECT DISTINCT eigenaar FROM eigenaren WHERE is_open AND eigenaar IS NOT NULL ORDER BY 1"
    )
    return [row["eigenaar"] for row in cursor.fetchall()]


def van(cursor: Cursor[DictRow], medewerkers: Collection[str]) -> list[UUID]:
    """The open dossiers of these."""
    cursor.execute(
        "SELECT dossier_id FROM eigenaren WHERE is_open AND eigenaar = ANY(%s) ORDER BY dossier_id",
        (sorted(medewerkers),),
    )
    return [row["dossier_id"] for row in cursor.fetchall()]


def uitgeslapen(cursor: Cursor[DictRow], dag: date) -> list[UUID]:
    """What sleeps until this day or one before it."""
    cursor.execute(
        "SELECT dossier_id FROM eigenaren WHERE sluimert_tot <= %s ORDER BY dossier_id", (dag,)
    )
    return [row["dossier_id"] for row in cursor.fetchall()]


def volgende(
    cursor: Cursor[DictRow], team: str, gemeenten: Collection[str], behalve: Collection[str]
) -> UUID | None:
    """The dossier of a team that waits longest for an owner, for nobody else until the transaction ends; None when there is none.

    `behalve` are the dossiers that who asks may not open.
    """
    cursor.execute(
        "SELECT eigenaren.dossier_id FROM eigenaren LEFT JOIN werkvoorraad USING (dossier_id)"
        " WHERE is_open AND eigenaar IS NULL AND eigenaren.team = %s AND eigenaren.gemeente = ANY(%s)"
        " AND eigenaren.dossier_id <> ALL(%s::uuid[]) AND coalesce(stap, '') <> 'afgesloten'"
        " ORDER BY termijn NULLS LAST, sinds NULLS FIRST, eigenaren.dossier_id LIMIT 1 FOR UPDATE OF eigenaren SKIP LOCKED",
        (team, sorted(gemeenten), sorted(behalve)),
    )
    row = cursor.fetchone()
    return row["dossier_id"] if row else None


def termijn(cursor: Cursor[DictRow], dossier_id: UUID) -> date | None:
    """The deadline of a dossier that lapses first, as far as it was heard."""
    cursor.execute("SELECT termijn FROM werkvoorraad WHERE dossier_id = %s", (dossier_id,))
    row = cursor.fetchone()
    return row["termijn"] if row else None


def zonder(cursor: Cursor[DictRow]) -> int:
    """How many open dossiers nobody has."""
    cursor.execute(
        "SELECT count(*) AS n FROM eigenaren LEFT JOIN werkvoorraad USING (dossier_id)"
        " WHERE is_open AND eigenaar IS NULL AND coalesce(stap, '') <> 'afgesloten'"
    )
    return int((cursor.fetchone() or {"n": 0})["n"])
