"""A body is taken in whole before a service hears of it: who sends slowly keeps a line of the gateway, and nothing of anybody else."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO, Any, NoReturn

from starlette.requests import ClientDisconnect, Request

from shared.web.door import hear_out
from shared.web.problems import Probleem, standard_problem

MEBIBYTE = 2**20
CHUNK = 64 * 1024


@dataclass(frozen=True)
class Limits:
    """What one caller may ask of the gateway. A body that comes at once needs no place among the slow ones."""

    body_bytes: int = 40 * MEBIBYTE
    all_bodies_bytes: int = 256 * MEBIBYTE
    body_seconds: float = 20.0
    bytes_a_second: int = 32 * 1024
    at_once_seconds: float = 1.0
    slow_bodies: int = 20
    open_requests: int = 100


@dataclass
class Places:
    """How many places of one kind each caller holds now."""

    limit: int
    held: Counter[str] = field(default_factory=Counter)

    @contextmanager
    def one(self, caller: str) -> Iterator[None]:
        """Raises the 429 Probleem when this caller holds them all; others still have theirs."""
        self.take(caller)
        try:
            yield
        finally:
            self.give_back(caller)

    def take(self, caller: str) -> None:
        if self.held[caller] >= self.limit:
            raise TOO_MANY
        self.held[caller] += 1

    def give_back(self, caller: str) -> None:
        self.held[caller] -= 1
        if not self.held[caller]:
            del self.held[caller]


@dataclass
class Room:
    """The memory for the bodies of all callers together."""

    limit: int
    used: int = 0

    def take(self, size: int) -> None:
        """Raises the 503 Probleem when it is full."""
        if self.used + size > self.limit:
            raise NO_ROOM
        self.used += size


class Body(BytesIO):
    """In memory only: a temporary file would hold people's data unencrypted."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room, self._size = room, 0

    def write(self, data: Any) -> int:
        self._room.take(len(data))
        self._size += len(data)
        return super().write(data)

    def close(self) -> None:
        """Closing once more gives nothing back."""
        self._room.used -= self._size
        self._size = 0
        super().close()


class Bodies:
    """Takes in bodies within the limits."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._room = Room(limits.all_bodies_bytes)
        self._slow = Places(limits.slow_bodies)

    async def take_in(self, request: Request, caller: str) -> IO[bytes] | None:
        """The body, at its begin; None when there is none. Raises a Probleem (too large, too slow, too many) and ClientDisconnect."""
        announced = request.headers.get("content-length", "")
        if not announced and "transfer-encoding" not in request.headers:
            return None
        if announced.isdigit() and int(announced) > self._limits.body_bytes:
            await self._refuse_too_large(request, caller, is_all_in=False)
        body: IO[bytes] = Body(self._room)
        try:
            if not await self._read(request, body, at_once=True):
                with self._slow.one(caller):
                    await self._read(request, body, at_once=False)
            body.seek(0)
        except TooLarge as error:
            body.close()
            await self._refuse_too_large(request, caller, is_all_in=error.is_all_in)
        except BaseException:
            body.close()
            raise
        return body

    async def _read(self, request: Request, body: IO[bytes], *, at_once: bool) -> bool:
        """Whether the whole body came in time; raises the 408 Probleem where `at_once` asks for no more."""
        loop, limits = asyncio.get_running_loop(), self._limits
        began = loop.time()
        while True:
            allowed = (
                limits.at_once_seconds
                if at_once
                else limits.body_seconds + body.tell() / limits.bytes_a_second
            )
            try:
                async with asyncio.timeout_at(began + allowed):
                    message = await request.receive()
            except TimeoutError as error:
                if at_once:
                    return False
                raise TOO_SLOW from error
            if message["type"] == "http.disconnect":
                raise ClientDisconnect
            body.write(message.get("body", b""))
            if body.tell() > limits.body_bytes:
                raise TooLarge(is_all_in=not message.get("more_body", False))
            if not message.get("more_body", False):
                return True

    async def _refuse_too_large(
        self, request: Request, caller: str, *, is_all_in: bool
    ) -> NoReturn:
        """Raises the 413 Probleem, after as much again at most."""
        if not is_all_in:
            with self._slow.one(caller):
                await hear_out(
                    request, most_bytes=self._limits.body_bytes, seconds=self._limits.body_seconds
                )
        raise standard_problem(413, {"Connection": "close"})


class TooLarge(Exception):
    """The body has more bytes than a caller may send; whether all of it came in already."""

    def __init__(self, *, is_all_in: bool) -> None:
        super().__init__()
        self.is_all_in = is_all_in


async def chunks(body: IO[bytes]) -> AsyncIterator[bytes]:
    while part := body.read(CHUNK):
        yield part


TOO_SLOW = Probleem(
    408,
    "verzoek-te-traag",
    "Uw verzoek kwam te langzaam binnen",
    "De inhoud van uw verzoek was niet op tijd binnen.",
    "Stuur het opnieuw, of deel het op.",
    headers={"Connection": "close"},
)
NO_ROOM = Probleem(
    503,
    "even-te-druk",
    "Het is even te druk",
    "Er komt nu zoveel tegelijk binnen dat uw verzoek er niet bij past.",
    "Probeer het over een minuut opnieuw.",
    headers={"Retry-After": "10", "Connection": "close"},
)
TOO_MANY = Probleem(
    429,
    "te-veel-verzoeken",
    "U vraagt te veel tegelijk",
    "Er lopen al zoveel verzoeken van u dat er geen bij kan.",
    "Wacht tot er een klaar is en probeer het opnieuw.",
    headers={"Retry-After": "2", "Connection": "close"},
)
