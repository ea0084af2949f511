"""One caller waits, others do not, and a bucket fills again: for a table of times."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.web.problems import Probleem
from shared.web.rate import Rate


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_then_a_wait_that_is_told_then_one_more() -> None:
    clock = Clock()
    rate = Rate(per_minute=6, burst=3, clock=clock)
    for _ in range(3):
        rate.take("a")
    with pytest.raises(Probleem) as told:
        rate.take("a")
    assert (told.value.status, told.value.headers["Retry-After"]) == (429, "10")
    rate.take("b")
    clock.now = 9.9
    with pytest.raises(Probleem):
        rate.take("a")
    clock.now = 10.1
    rate.take("a")
    with pytest.raises(Probleem):
        rate.take("a")


def test_asking_while_waiting_does_not_make_it_longer() -> None:
    clock = Clock()
    rate = Rate(per_minute=60, burst=1, clock=clock)
    rate.take("a")
    for _ in range(9):
        clock.now += 0.1
        with pytest.raises(Probleem):
            rate.take("a")
    clock.now += 0.11
    rate.take("a")


def test_whether_there_is_room_is_asked_without_counting() -> None:
    clock = Clock()
    rate = Rate(per_minute=60, burst=2, clock=clock)
    assert all(rate.has_room("a") for _ in range(9))
    for _ in range(2):
        rate.take("a")
    assert not rate.has_room("a")
    assert rate.has_room("b")
    clock.now = 1.0
    assert rate.has_room("a")


def test_who_was_silent_longest_is_forgotten_first() -> None:
    rate = Rate(per_minute=1, burst=1, clock=Clock(), most_callers=2)
    for caller in ("a", "b", "c"):
        rate.take(caller)
    with pytest.raises(Probleem):
        rate.take("c")
    rate.take("a")


@given(waits=st.lists(st.floats(0, 30), max_size=60), burst=st.integers(1, 10))
def test_never_more_than_a_burst_and_the_rate(waits: list[float], burst: int) -> None:
    clock = Clock()
    rate = Rate(per_minute=12, burst=burst, clock=clock)
    taken = 0
    for wait in waits:
        clock.now += wait
        try:
            rate.take("a")
            taken += 1
        except Probleem:
            pass
        assert taken <= burst + clock.now / 5 + 1e-6
