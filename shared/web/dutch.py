"""How amounts, days and moments are written for people: in Dutch, dates in full, empty never left blank."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_time
from babel.numbers import format_currency, format_decimal

from shared.organisatie.nu import gemeenten

LOCALE = "nl_NL"
TIME_ZONE = ZoneInfo("Europe/Amsterdam")
GEEN = "geen"

# What capital is asked for, as people read it.
BESTEMMINGEN: dict[str, str] = {
    "inrichting": "machines en inrichting",
    "voorraad": "voorraad",
    "vervoermiddel": "een vervoermiddel",
    "verbouwing": "een verbouwing",
    "werkkapitaal": "werkkapitaal",
    "bedrijfsschulden": "bedrijfsschulden betalen (art. 17)",
    "overname": "overname van een bedrijf",
    "voorbereiding": "voorbereiding van de start (art. 29)",
    "anders": "iets anders",
}


def bedrag(cent: int | None) -> str:
    """Integer cents as `€ 1.234,56`."""
    return GEEN if cent is None else format_currency(Decimal(cent) / 100, "EUR", locale=LOCALE)


def aantal(number: int | None) -> str:
    return GEEN if number is None else format_decimal(number, locale=LOCALE)


def datum(day: date | None) -> str:
    """`2 november 2026`."""
    return GEEN if day is None else format_date(day, "d MMMM y", locale=LOCALE)


def dag_kort(day: date | None) -> str:
    """`2 nov 2026`, where there is room for no more."""
    return GEEN if day is None else format_date(day, "d MMM y", locale=LOCALE)


def datum_met_dag(day: date | None) -> str:
    """`maandag 2 november 2026`."""
    return GEEN if day is None else format_date(day, "EEEE d MMMM y", locale=LOCALE)


def moment(instant: datetime | None) -> str:
    """`2 november 2026 om 10:04`, in Dutch time."""
    return (
        GEEN
        if instant is None
        else format_datetime(instant, "d MMMM y 'om' HH:mm", tzinfo=TIME_ZONE, locale=LOCALE)
    )


def kloktijd(instant: datetime) -> str:
    """`10:04:12`, in Dutch time."""
    return format_time(instant.astimezone(TIME_ZONE), "HH:mm:ss", locale=LOCALE)


def tijdsduur(duration: timedelta) -> str:
    """The largest whole unit: `4 s`, `3 min`, `2 uur`, `5 dagen`."""
    seconds = max(0, int(duration.total_seconds()))
    if seconds < 120:
        return f"{seconds} s"
    if seconds < 7200:
        return f"{seconds // 60} min"
    return f"{seconds // 3600} uur" if seconds < 172_800 else f"{seconds // 86_400} dagen"


def of_geen(value: object) -> object:
    """Empty fields read `geen`."""
    return GEEN if value is None or value == "" else value


def gemeente(code: str) -> str:
    """The name of a municipality that this organisation works for, else its code."""
    return gemeenten().get(code, code)


FILTERS = {
    "bedrag": bedrag,
    "aantal": aantal,
    "datum": datum,
    "dag_kort": dag_kort,
    "datum_met_dag": datum_met_dag,
    "moment": moment,
    "kloktijd": kloktijd,
    "tijdsduur": tijdsduur,
    "of_geen": of_geen,
    "gemeente": gemeente,
}
