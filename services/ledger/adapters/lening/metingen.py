"""What only the ledger can tell an operator: how far the day close is, and how many bank lines wait."""

from collections.abc import Iterator
from datetime import date

from prometheus_client.core import Metric
from psycopg import Cursor
from psycopg.rows import DictRow

from shared.web.metrics import gauge, single


def measures(cursor: Cursor[DictRow]) -> Iterator[Metric]:
    cursor.execute(
        "SELECT count(*) AS dagen, min(dag) AS dag, (array_agg(afschriften_tot ORDER BY dag))[1] AS tot,"
        " extract(epoch FROM now() - min(geopend_op))::float AS leeftijd,"
        " (SELECT extract(epoch FROM max(dag))::float FROM dagafsluiting WHERE gesloten_op IS NOT NULL) AS gesloten"
        " FROM dagafsluiting WHERE gesloten_op IS NULL"
    )
    dag = cursor.fetchone() or {}
    yield single("doorstart_day_close_open_days", "Days that are not closed yet", dag["dagen"])
    gedaan, te_doen = _leningen(cursor, dag["dag"], dag["tot"]) if dag["dag"] else (None, None)
    yield single(
        "doorstart_day_close_loans_done",
        "Loans that had their turn in the oldest open day; NaN: no day is open",
        gedaan,
    )
    yield single(
        "doorstart_day_close_loans_waiting",
        "Loans that still have something to do in the oldest open day; NaN: no day is open",
        te_doen,
    )
    yield single(
        "doorstart_day_close_oldest_seconds",
        "How long the oldest open day is open; NaN: no day is open",
        dag["leeftijd"],
    )
    yield single(
        "doorstart_day_closed_timestamp_seconds",
        "The last day that is closed, as the moment it began; NaN: none",
        dag["gesloten"],
    )
    cursor.execute(
        "SELECT status AS wacht, count(*) AS n FROM ontvangsten WHERE status IN ('te_boeken', 'toegewezen') GROUP BY status"
        " UNION ALL SELECT status, count(*) FROM ontvangsten WHERE status = 'te_duiden' GROUP BY status"
    )
    waiting: dict[str, float] = dict.fromkeys(("te_boeken", "toegewezen", "te_duiden"), 0.0)
    yield gauge(
        "doorstart_bank_lines_waiting",
        "Bank lines that wait for the worker (te_boeken, toegewezen) or for a person (te_duiden)",
        "status",
        waiting | {rij["wacht"]: rij["n"] for rij in cursor.fetchall()},
    )


def _leningen(cursor: Cursor[DictRow], dag: date, tot: date | None) -> tuple[int, int]:
    """How many had their turn on this day, and how many have something to do; parked ones too."""
    cursor.execute(
        "SELECT (SELECT count(*) FROM leningen WHERE gesloten_tm = %(dag)s) AS gedaan, (SELECT count(*) FROM leningen"
        " WHERE (actie_op <= %(dag)s OR na_afschrift < %(tot)s) AND (gesloten_tm IS NULL OR gesloten_tm < %(dag)s)) AS te_doen",
        {"dag": dag, "tot": tot},
    )
    rij = cursor.fetchone() or {}
    return rij["gedaan"], rij["te_doen"]
