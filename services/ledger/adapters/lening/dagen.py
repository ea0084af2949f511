"""The table `dagafsluiting`: which days are open, how far the oldest one is, which day was closed last."""

from dataclasses import dataclass
from datetime import date

from psycopg import Cursor
from psycopg.rows import DictRow


@dataclass(frozen=True)
class OpenDag:
    """`is_begonnen` is false until closing begins, which fixes `afschriften_tot`."""

    dag: date
    afschriften_tot: date | None
    is_begonnen: bool


def open_tot(cursor: Cursor[DictRow], dag: date) -> None:
    """Opens this day and every day that was missed since the last one; an older or known day changes nothing."""
    cursor.execute(
        "INSERT INTO dagafsluiting (dag) SELECT nieuw::date FROM generate_series("
        " coalesce((SELECT max(dag) + 1 FROM dagafsluiting), %(dag)s), %(dag)s, interval '1 day') AS nieuw ON CONFLICT DO NOTHING",
        {"dag": dag},
    )


def oudste_open(cursor: Cursor[DictRow], *, alleen: bool) -> OpenDag | None:
    """The day to close now, held until the transaction ends: together with others, or alone, once every other page of it is done."""
    cursor.execute(
        "SELECT * FROM dagafsluiting WHERE gesloten_op IS NULL ORDER BY dag LIMIT 1"
        f" FOR {'UPDATE' if alleen else 'SHARE'}"
    )
    rij = cursor.fetchone()
    return (
        OpenDag(rij["dag"], rij["afschriften_tot"], rij["begonnen_op"] is not None) if rij else None
    )


def is_begonnen(cursor: Cursor[DictRow]) -> bool:
    """Whether the day to close now has begun, as far as is known without waiting."""
    cursor.execute(
        "SELECT begonnen_op FROM dagafsluiting WHERE gesloten_op IS NULL ORDER BY dag LIMIT 1"
    )
    rij = cursor.fetchone()
    return rij is not None and rij["begonnen_op"] is not None


def begin(cursor: Cursor[DictRow], dag: date, afschriften_tot: date | None) -> None:
    cursor.execute(
        "UPDATE dagafsluiting SET begonnen_op = now(), afschriften_tot = %s WHERE dag = %s",
        (afschriften_tot, dag),
    )


def sluit(cursor: Cursor[DictRow], dag: date) -> None:
    """Nothing is left of this day; keeps how many loans and vorderingen had a turn."""
    cursor.execute(
        "UPDATE dagafsluiting SET gesloten_op = now(),"
        " leningen = (SELECT count(*) FROM leningen WHERE gesloten_tm = %(dag)s) WHERE dag = %(dag)s",
        {"dag": dag},
    )


def gesloten(cursor: Cursor[DictRow]) -> date | None:
    """The last day that is closed, with every day before it."""
    cursor.execute("SELECT max(dag) AS dag FROM dagafsluiting WHERE gesloten_op IS NOT NULL")
    rij = cursor.fetchone()
    return rij["dag"] if rij else None


def wachtend(cursor: Cursor[DictRow]) -> tuple[float | None, int]:
    """How many bank lines and open days wait for the worker, and the age in seconds of the oldest; None where that is not known."""
    cursor.execute(
        "SELECT (SELECT count(*) FROM ontvangsten WHERE status IN ('te_boeken', 'toegewezen'))"
        " + (SELECT count(*) FROM dagafsluiting WHERE gesloten_op IS NULL) AS aantal,"
        " extract(epoch FROM now() - least("
        "(SELECT min(ontvangen_op) FROM ontvangsten JOIN afschriften USING (afschrift_id) JOIN bankbestanden USING (bestand_id)"
        " WHERE status = 'te_boeken'), (SELECT min(begonnen_op) FROM dagafsluiting WHERE gesloten_op IS NULL)))::float AS leeftijd"
    )
    rij = cursor.fetchone() or {"aantal": 0, "leeftijd": None}
    return (rij["leeftijd"], rij["aantal"]) if rij["aantal"] else (0.0, 0)
