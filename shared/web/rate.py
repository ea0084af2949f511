"""How often one caller may do something that others would use to try, such as logging in or searching: a bucket that fills again."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from starlette.requests import Request

from shared.web.problems import Probleem


@dataclass
class Rate:
    """`burst` at once, then `per_minute`. Counted in this process: several side by side allow as many times more."""

    per_minute: float
    burst: int
    clock: Callable[[], float] = time.monotonic
    most_callers: int = 10_000
    _left: dict[str, tuple[float, float]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def take(self, caller: str) -> None:
        """Raises the 429 Probleem when this caller must wait; others still may."""
        with self._lock:
            left = self._now(caller)
            # The one that was heard of longest ago is forgotten first: its bucket is the fullest.
            self._left.pop(caller, None)
            if len(self._left) >= self.most_callers:
                del self._left[next(iter(self._left))]
            self._left[caller] = (left - 1 if left >= 1 else left, self.clock())
        if left < 1:
            raise too_often((1 - left) * 60 / self.per_minute)

    def has_room(self, caller: str) -> bool:
        """Whether this caller may now; it does not count. For what only counts when it fails."""
        with self._lock:
            return self._now(caller) >= 1

    def _now(self, caller: str) -> float:
        now = self.clock()
        left, at = self._left.get(caller, (self.burst, now))
        return min(self.burst, left + (now - at) * self.per_minute / 60)


def behind_the_gateway(request: Request) -> str:
    """Whose request it is, for a service: the last hop that the gateway wrote down, else who holds the line."""
    hop = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
    return hop or (request.client.host if request.client else "unknown")


def too_often(seconds: float) -> Probleem:
    wait = max(1, round(seconds + 0.5))
    return Probleem(
        429,
        "te-vaak",
        "U doet dit te vaak achter elkaar",
        "Vanaf uw computer of netwerk kwam dit verzoek te vaak in korte tijd.",
        f"Wacht {wait} seconden en probeer het opnieuw.",
        headers={"Retry-After": str(wait)},
    )
