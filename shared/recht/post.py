"""On which day a letter leaves the house."""

from datetime import date

from shared.dates import werkdag_vanaf


def verzenddag(dag: date) -> date:
    """The day that a letter which is ready on a day goes out: that day, or the first working day after it (rekenregels L-6)."""
    return werkdag_vanaf(dag)
