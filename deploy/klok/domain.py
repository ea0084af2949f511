"""The day: which ones begin, in order, none left out and none twice."""

from datetime import date, timedelta

from shared.begrippen import Feit

MAX_DAGEN = 400


class DagAangebroken(Feit):
    dag: date


class TeVeelDagen(Exception):
    """De klok kan hoogstens 400 dagen tegelijk vooruit."""


# Stored names: they never change.
FEITEN: dict[str, type[Feit]] = {"DagAangebroken": DagAangebroken}


def dagen_tot(laatste: date | None, tot: date) -> list[DagAangebroken]:
    """The days that begin when the clock goes on to `tot`; empty when that day began already. Raises TeVeelDagen."""
    begin = tot if laatste is None else laatste + timedelta(days=1)
    aantal = (tot - begin).days + 1
    if aantal > MAX_DAGEN:
        raise TeVeelDagen
    return [DagAangebroken(dag=begin + timedelta(days=nummer)) for nummer in range(max(0, aantal))]
