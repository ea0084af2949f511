"""What the demo does once every part answers."""

from deploy.local.supervision.running import Started, Step


def tell_organisation(started: Started) -> None:
    """Who works in the demo city; before its first day, and for who looks round without its people."""
    from deploy.local.city.demo import tell  # noqa: PLC0415 -- only the demo needs it

    system = started.system
    tell(system.urls, system.kafka, system.database_of("organisatie"))


def live_through(started: Started) -> None:
    """Fourteen months of the demo city; imported late, because only the demo needs it."""
    from deploy.local.city.demo import live_through as live  # noqa: PLC0415

    live(started)


EMPTY_STEPS: tuple[Step, ...] = (tell_organisation,)
DEMO_STEPS: tuple[Step, ...] = (tell_organisation, live_through)


def steps_of(mode: str) -> tuple[Step, ...]:
    """What follows a start as `demo`, `leeg` or `up`."""
    return {"demo": DEMO_STEPS, "leeg": EMPTY_STEPS}.get(mode, ())
