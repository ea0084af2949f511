"""The projector: our own log, in pages, into the views; a fact that they cannot hold is set aside with its loan."""

from services.ledger.adapters import views
from shared.follower import LogFollower
from shared.observability import Watchdog
from shared.store import Store


def make(store: Store, watchdog: Watchdog) -> LogFollower:
    return LogFollower(views.FOLLOWER, store, views.apply, views.key_of, watchdog)
