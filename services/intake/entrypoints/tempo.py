"""How often one caller may ask, in this process: enough for people, too little for a program that tries."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.requests import Request

MEESTE_BELLERS = 10_000


@dataclass
class Tempo:
    """At most `keer` times in `seconden`, for each caller. Who is longest silent is forgotten first."""

    keer: int
    seconden: float
    klok: Callable[[], float] = time.monotonic
    _gezien: OrderedDict[str, deque[float]] = field(default_factory=OrderedDict)

    def mag(self, beller: str) -> bool:
        """Whether there is room now; it does not count."""
        keren = self._gezien.get(beller)
        while keren and keren[0] <= self.klok() - self.seconden:
            keren.popleft()
        return not keren or len(keren) < self.keer

    def tel(self, beller: str) -> None:
        self._gezien.setdefault(beller, deque()).append(self.klok())
        self._gezien.move_to_end(beller)
        while len(self._gezien) > MEESTE_BELLERS:
            self._gezien.popitem(last=False)


def beller(request: Request) -> str:
    """The last hop that the gateway wrote down, else who holds the line."""
    hop = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
    return hop or (request.client.host if request.client else "onbekend")
