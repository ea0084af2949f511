"""What a person types to move the day: `+1d`, `+2w`, `+1m`, or `naar 2027-03-01`."""

import calendar
import re
from datetime import date, timedelta

_STEP = re.compile(r"\+(\d{1,3})([dwm])")


class OnbekendeStap(Exception):
    """De stap is onbekend. Gebruik +1d (dagen), +1w (weken), +1m (maanden) of: naar 2027-03-01."""


def target(words: list[str], today: date) -> date:
    """The day to go to; raises OnbekendeStap for anything else, a day in the past included."""
    if len(words) == 1 and (step := _STEP.fullmatch(words[0])):
        number, unit = int(step[1]), step[2]
        return (
            _months_later(today, number)
            if unit == "m"
            else today + timedelta(days=number * (7 if unit == "w" else 1))
        )
    if len(words) == 2 and words[0] == "naar":
        try:
            chosen = date.fromisoformat(words[1])
        except ValueError as error:
            raise OnbekendeStap from error
        if chosen >= today:
            return chosen
    raise OnbekendeStap


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
