"""What the demo does once every part answers."""

from deploy.local.supervision.running import Started, Step


def live_through(started: Started) -> None:
    """Fourteen months of the demo city; imported late, because only the demo needs it."""
    from deploy.local.city.demo import live_through as live  # noqa: PLC0415

    live(started)


DEMO_STEPS: tuple[Step, ...] = (live_through,)
