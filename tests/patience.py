"""Waiting in a test ends: where one side fails the other says so after a while, instead of waiting for ever."""

import time
from collections.abc import Callable
from threading import Barrier, Thread

# Far more than anything takes on a busy machine; no measure of speed.
PATIENCE = 120.0


def until(condition: Callable[[], object], what: str, patience: float = PATIENCE) -> None:
    """Looks again and again; fails with what did not happen."""
    give_up = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < give_up, f"it did not come to this: {what}"
        time.sleep(0.01)


def beside(work: Callable[[], object]) -> Thread:
    """A thread at work, which keeps nobody's process alive."""
    thread = Thread(target=work, daemon=True)
    thread.start()
    return thread


def end(*threads: Thread, patience: float = PATIENCE) -> None:
    """Waits for all of them; fails with those that are still at work."""
    give_up = time.monotonic() + patience
    for thread in threads:
        thread.join(max(0.0, give_up - time.monotonic()))
    still = [thread.name for thread in threads if thread.is_alive()]
    assert not still, f"still at work: {', '.join(still)}"


def at_once(parties: int) -> Barrier:
    """Where so many wait for each other; who waits in vain hears BrokenBarrierError."""
    return Barrier(parties, timeout=PATIENCE)
