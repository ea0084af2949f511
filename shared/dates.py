"""Days, months, terms and the holidays of the Algemene termijnenwet (Atw). No clock: every day is an argument."""

from calendar import monthrange
from datetime import date, timedelta
from functools import cache, lru_cache

DAG = timedelta(days=1)
MAANDEN = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)

MEERVOUD = {
    "werkdag": "werkdagen",
    "termijn": "termijnen",
    "maand": "maanden",
    "dag": "dagen",
    "week": "weken",
    "boekjaar": "boekjaren",
}


def geteld(aantal: int, woord: str) -> str:
    """A number with its word: `1 termijn`, `3 termijnen`."""
    return f"{aantal} {woord if aantal == 1 else MEERVOUD[woord]}"


def laatste_dag(dag: date) -> date:
    """The last day of the month of a day."""
    return dag.replace(day=monthrange(dag.year, dag.month)[1])


def eerste_dag_volgende_maand(dag: date) -> date:
    """The first day of the month after a day (start of the interest, A-3)."""
    return laatste_dag(dag) + DAG


# Asked for the same few days again and again when a day is closed for many loans.
@lru_cache(maxsize=4096)
def plus_maanden(dag: date, maanden: int) -> date:
    """The same day of a later (or earlier) month, or the last day of that month where it has no such day."""
    jaar, maand = divmod(dag.year * 12 + dag.month - 1 + maanden, 12)
    return date(jaar, maand + 1, min(dag.day, monthrange(jaar, maand + 1)[1]))


def plus_weken(dag: date, weken: int) -> date:
    """The same weekday some weeks later: the last day of a term of weeks that starts the day after `dag`."""
    return dag + timedelta(weeks=weken)


def hele_maanden(van: date, tot: date) -> int:
    """Whole months from `van` up to (not including) `tot`; negative when `tot` lies before `van`."""
    if tot < van:
        return -hele_maanden(tot, van)
    maanden = (tot.year - van.year) * 12 + tot.month - van.month
    return maanden if plus_maanden(van, maanden) <= tot else maanden - 1


def is_schrikkeljaar(jaar: int) -> bool:
    """Has this year a 29 February?"""
    return monthrange(jaar, 2)[1] == 29


def pasen(jaar: int) -> date:
    """Easter Sunday of the Gregorian calendar (anonymous algorithm of Meeus, Jones and Butcher)."""
    a, (b, c) = jaar % 19, divmod(jaar, 100)
    (d, e), g = divmod(b, 4), (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    (i, k), m = divmod(c, 4), (a + 11 * h) // 319
    r = (2 * e + 2 * i - k - h + m + 32) % 7
    return date(jaar, (h - m + r + 90) // 25, (h - m + r + (h - m + r + 90) // 25 + 19) % 32)


def koningsdag(jaar: int) -> date:
    """27 April since 2014, 30 April before; the Saturday where that is a Sunday."""
    dag = date(jaar, 4, 27 if jaar >= 2014 else 30)
    return dag - DAG if dag.weekday() == 6 else dag


@cache
def feestdagen(jaar: int) -> frozenset[date]:
    """The days of Atw art. 3: the algemeen erkende feestdagen, and Goede Vrijdag which lid 2 equates with them."""
    zondag = pasen(jaar)
    beweeglijk = (zondag + timedelta(days=dagen) for dagen in (-2, 0, 1, 39, 49, 50))
    return frozenset(
        {
            date(jaar, 1, 1),
            koningsdag(jaar),
            date(jaar, 5, 5),
            date(jaar, 12, 25),
            date(jaar, 12, 26),
            *beweeglijk,
        }
    )


def is_werkdag(dag: date) -> bool:
    """No Saturday, Sunday or holiday (Atw 1 lid 1 and 3)."""
    return dag.weekday() < 5 and dag not in feestdagen(dag.year)


def werkdag_vanaf(dag: date) -> date:
    """This day, or the first working day after it (Atw 1 lid 1)."""
    while not is_werkdag(dag):
        dag += DAG
    return dag


def voluit(dag: date) -> str:
    """'2 maart 2026'."""
    return f"{dag.day} {maandnaam(dag)}"


def maandnaam(dag: date) -> str:
    """'maart 2026'."""
    return f"{MAANDEN[dag.month - 1]} {dag.year}"
