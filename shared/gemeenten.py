"""The municipalities this organisation works for, from `DOORSTART_GEMEENTEN` (`GM9901=Doorstad;GM9902=Nieuwerdam`).

Each has a desk in whose name letters go out; a test compares the list with notify's file of desks.
"""

from collections.abc import Mapping
from functools import cache

from shared.settings import setting

DEMO = "GM9901=Doorstad;GM9902=Nieuwerdam;GM9903=Lindeveen"


@cache
def gemeenten() -> Mapping[str, str]:
    """The name of each municipality by its CBS code; the demo city's where nothing was set."""
    told = setting("DOORSTART_GEMEENTEN", "") or DEMO
    return dict(part.strip().split("=", 1) for part in told.split(";") if "=" in part)
