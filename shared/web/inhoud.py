"""The ids in what a request says, beside those in its address: what the reader may not see becomes what nobody has (ADR 26).

Every text is looked at, whatever its field is called: a field that somebody adds later cannot forget it.
"""

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.types import Message, Send

# Where an id may stand in every way that a field would read it: with hyphens anywhere, or none.
_RUN = re.compile(r"[0-9a-f-]+", re.IGNORECASE)
DIGITS = 32
# No field that reads an id takes more; what is longer is a file or a story.
LONGEST = 5_000
# A larger body is looked through beside the requests of others.
SMALL = 64 * 1024
_OTHER = str.maketrans("0123456789abcdefABCDEF", "fedcba9876543210543210")
# What was written, by what stands there now; noted in the scope of a request.
Instead = dict[str, str]
# The ids in what was sent, by how they are written there.
Written = Mapping[str, UUID]
INSTEAD = "doorstart.ids"
# Of these ids, those that are of somebody else.
Hidden = Callable[[Collection[UUID]], frozenset[UUID]]


class Seen(Request):
    """A request as its reader may send it."""

    def __init__(self, request: Request, hidden: Hidden) -> None:
        super().__init__(request.scope, request.receive)
        self._hidden = hidden
        self.instead: Instead = request.scope.setdefault(INSTEAD, {})
        self._seen_body: bytes | None = None
        self._seen_form: FormData | None = None

    async def look(self) -> None:
        """What stands behind the question mark; before anybody reads it."""
        query = self.scope.get("query_string", b"").decode("latin-1")
        pairs = parse_qsl(query, keep_blank_values=True)
        if await self._replace([value for _, value in pairs]):
            again = [(name, self._text(value)) for name, value in pairs]
            self.scope["query_string"] = urlencode(again).encode("latin-1")

    async def body(self) -> bytes:
        if self._seen_body is None:
            self._seen_body = await self._content(await super().body())
        return self._seen_body

    async def form(self, **limits: Any) -> FormData:  # type: ignore[override]
        if self._seen_form is None:
            form = await super().form(**limits)
            items = form.multi_items()
            await self._replace([value for _, value in items if isinstance(value, str)])
            self._seen_form = FormData(
                [
                    (name, self._text(value) if isinstance(value, str) else value)
                    for name, value in items
                ]
            )
        return self._seen_form

    async def _content(self, raw: bytes) -> bytes:
        """Anything but JSON is a file that is read as a whole; what cannot be read is refused elsewhere."""
        if "json" not in self.headers.get("content-type", ""):
            return raw
        try:
            content, written = (
                _read(raw) if len(raw) <= SMALL else await run_in_threadpool(_read, raw)
            )
            if not await self._hide(written):
                return raw
            return json.dumps(_with(content, self._text)).encode()
        except (ValueError, RecursionError):
            return raw

    async def _replace(self, texts: list[str]) -> bool:
        return await self._hide(_written(texts))

    async def _hide(self, written: Written) -> bool:
        """Whether something of somebody else stands in these."""
        if not written:
            return False
        hidden = await run_in_threadpool(self._hidden, set(written.values()))
        for one, found in written.items():
            if found in hidden:
                self.instead |= {other(one): one, other(str(found)): str(found)}
        return bool(hidden)

    def _text(self, text: str) -> str:
        for now, was in self.instead.items():
            text = text.replace(was, now)
        return text


def telling(send: Send, instead: Instead) -> Send:
    """Tells back what somebody wrote as it was written: only so it cannot be told from what nobody has."""
    start: list[Message] = []
    body = bytearray()

    async def told(message: Message) -> None:
        if not instead:
            await send(message)
        elif message["type"] == "http.response.start":
            start.append(message)
        elif message["type"] == "http.response.body":
            body.extend(message.get("body", b""))
            if not message.get("more_body", False):
                await _send(send, start[0], bytes(body), instead)

    return told


async def _send(send: Send, start: Message, body: bytes, instead: Instead) -> None:
    body = _back(body, instead)
    headers = [
        (name, str(len(body)).encode() if name == b"content-length" else _back(value, instead))
        for name, value in start["headers"]
    ]
    await send({**start, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _back(text: bytes, instead: Instead) -> bytes:
    for now, was in instead.items():
        text = text.replace(now.encode(), was.encode())
    return text


def other(written: str) -> str:
    """An id that nobody has, in the same form; lists show the first eight characters, so those stay."""
    kept = [place for place, one in enumerate(written) if one != "-"][8]
    return written[:kept] + written[kept:].translate(_OTHER)


def _read(raw: bytes) -> tuple[Any, Written]:
    content = json.loads(raw)
    return content, _written(_texts(content))


def _written(texts: list[str]) -> Written:
    return {one: UUID(one) for text in texts for one in ids_in(text)}


def ids_in(text: str) -> Iterator[str]:
    """Every id in a text, as it is written there; in one pass, whatever somebody sends."""
    for run in _RUN.findall(text) if len(text.strip()) <= LONGEST else ():
        if len(run) < DIGITS:
            continue
        places = [place for place, one in enumerate(run) if one != "-"]
        for first, last in zip(places[::DIGITS], places[DIGITS - 1 :: DIGITS], strict=False):
            yield run[first : last + 1]


def _texts(content: Any) -> list[str]:
    match content:
        case str():
            return [content]
        case list():
            return [text for one in content for text in _texts(one)]
        case dict():
            return [text for pair in content.items() for one in pair for text in _texts(one)]
    return []


def _with(content: Any, change: Callable[[str], str]) -> Any:
    match content:
        case str():
            return change(content)
        case list():
            return [_with(one, change) for one in content]
        case dict():
            return {change(name): _with(value, change) for name, value in content.items()}
    return content
