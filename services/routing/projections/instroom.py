"""What comes in, by hour and municipality: whether it is unusual, and whether the count agrees with the dossiers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import sqrt
from typing import Literal

from psycopg import Cursor
from psycopg.rows import DictRow

Oordeel = Literal["gewoon", "hoog", "laag", "onbekend"]
# Fewer days say nothing about what is usual at an hour; fewer aanmeldingen are never a rush.
DAGEN_NODIG, EEN_TOELOOP = 3, 10
# Requests that come by themselves scatter by the root of their number; further than four times that is no chance.
SPREIDING = 4.0
BEWAARD_DAGEN = 8


@dataclass(frozen=True)
class Nu:
    """The last hour of a municipality against the same hour of the days before."""

    gemeente: str
    aantal: int
    verwacht: float | None
    oordeel: Oordeel


def beoordeel(gemeente: str, aantal: int, eerder: Sequence[int]) -> Nu:
    if len(eerder) < DAGEN_NODIG:
        return Nu(gemeente, aantal, None, "onbekend")
    verwacht = sum(eerder) / len(eerder)
    marge = SPREIDING * sqrt(max(verwacht, 1.0))
    oordeel: Oordeel = "gewoon"
    if aantal >= EEN_TOELOOP and aantal > verwacht + marge:
        oordeel = "hoog"
    elif aantal < verwacht - marge:
        oordeel = "laag"
    return Nu(gemeente, aantal, verwacht, oordeel)


def write_uren(cursor: Cursor[DictRow], uren: Mapping[tuple[str, datetime], int]) -> None:
    cursor.executemany(
        "INSERT INTO instroom (gemeente, uur, aantal) VALUES (%s, %s, %s)"
        " ON CONFLICT (gemeente, uur) DO UPDATE SET aantal = excluded.aantal",
        [(gemeente, uur, aantal) for (gemeente, uur), aantal in uren.items()],
    )
    cursor.execute(
        "DELETE FROM instroom WHERE uur < now() - make_interval(days => %s)", (BEWAARD_DAGEN,)
    )


def write_nu(cursor: Cursor[DictRow], nu: Sequence[Nu]) -> list[Nu]:
    """Those of which the verdict is new."""
    cursor.execute("SELECT gemeente, oordeel FROM instroom_nu")
    was = {row["gemeente"]: row["oordeel"] for row in cursor.fetchall()}
    cursor.executemany(
        "INSERT INTO instroom_nu (gemeente, aantal, verwacht, oordeel) VALUES (%s, %s, %s, %s)"
        " ON CONFLICT (gemeente) DO UPDATE SET aantal = excluded.aantal, verwacht = excluded.verwacht, oordeel = excluded.oordeel,"
        " sinds = CASE WHEN instroom_nu.oordeel = excluded.oordeel THEN instroom_nu.sinds ELSE now() END",
        [(een.gemeente, een.aantal, een.verwacht, een.oordeel) for een in nu],
    )
    return [een for een in nu if was.get(een.gemeente, "onbekend") != een.oordeel]


def dossiers_van(cursor: Cursor[DictRow], dag: date) -> dict[str, int]:
    """How many dossiers came in on a business day, by municipality: what PostgreSQL says."""
    cursor.execute(
        "SELECT dossier ->> 'gemeente' AS gemeente, count(*) AS n FROM dossiers WHERE dossier ->> 'ontvangen_op' = %s GROUP BY 1",
        (dag.isoformat(),),
    )
    return {row["gemeente"]: row["n"] for row in cursor.fetchall()}


def verschil(geteld: Mapping[str, int], dossiers: Mapping[str, int]) -> int:
    return sum(
        abs(geteld.get(gemeente, 0) - dossiers.get(gemeente, 0))
        for gemeente in geteld.keys() | dossiers.keys()
    )


def write_controle(
    cursor: Cursor[DictRow], dag: date, geteld: Mapping[str, int], dossiers: Mapping[str, int]
) -> int:
    """How often this day was compared now."""
    cursor.execute(
        "INSERT INTO instroom_controle (dag, geteld, dossiers, verschil) VALUES (%s, %s, %s, %s) ON CONFLICT (dag) DO UPDATE"
        " SET geteld = excluded.geteld, dossiers = excluded.dossiers, verschil = excluded.verschil, vergeleken_op = now(),"
        " pogingen = instroom_controle.pogingen + 1 RETURNING pogingen",
        (dag, sum(geteld.values()), sum(dossiers.values()), verschil(geteld, dossiers)),
    )
    return int((cursor.fetchone() or {"pogingen": 1})["pogingen"])


def te_vergelijken(cursor: Cursor[DictRow], dagen: Sequence[date], pogingen: int) -> list[date]:
    """Those of the days that were not found equal yet, unless they were compared often enough."""
    cursor.execute(
        "SELECT dag FROM instroom_controle WHERE dag = ANY(%s) AND (verschil = 0 OR pogingen >= %s)",
        (list(dagen), pogingen),
    )
    klaar = {row["dag"] for row in cursor.fetchall()}
    return [dag for dag in dagen if dag not in klaar]
