"""What intake does with what others say."""

from datetime import date

from shared.contracts import klok
from shared.contracts.base import Contract


def nieuwe_dag(event: Contract) -> date | None:
    """A new day is all that intake hears."""
    return event.dag if isinstance(event, klok.DagAangebroken) else None
