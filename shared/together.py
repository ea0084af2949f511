"""Who comes while others are at work goes along with the next group, and one of them works for all (ADR 23). Nobody waits for a group."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock, get_ident
from typing import Generic, TypeVar

One = TypeVar("One")


@dataclass(eq=False)
class _Seat(Generic[One]):
    one: One
    is_done: bool = False
    called: Lock = field(default_factory=Lock)


class Together(Generic[One]):
    """One group of at most `most` is at work; who comes when none is begins at once."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock, self._is_led = Lock(), False
        self._leader: int | None = None
        self._waiting: deque[_Seat[One]] = deque()

    def join(self, one: One, do: Callable[[list[One]], None]) -> None:
        """Returns when `do` had its turn with `one` and with who waited beside it, in this thread or in that of another.

        Who comes out of the work of a group itself would wait for ever: it returns at once, without a turn.
        """
        if self._leader == get_ident():
            return
        seat = _Seat(one)
        seat.called.acquire()
        with self._lock:
            leads, self._is_led = not self._is_led, True
            if not leads:
                self._waiting.append(seat)
        if not leads:
            seat.called.acquire()
        if not seat.is_done:
            self._lead(seat, do)

    def _lead(self, first: _Seat[One], do: Callable[[list[One]], None]) -> None:
        with self._lock:
            others = [
                self._waiting.popleft() for _ in range(min(self._most - 1, len(self._waiting)))
            ]
        try:
            self._leader = get_ident()
            do([first.one, *(seat.one for seat in others)])
        finally:
            with self._lock:
                self._leader = None
                following = self._waiting.popleft() if self._waiting else None
                self._is_led = following is not None
            if following:
                following.called.release()
            for seat in others:
                seat.is_done = True
                seat.called.release()
