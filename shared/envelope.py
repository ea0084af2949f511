"""The stored form of a fact: why it is stored, when, and the fact itself, last."""

import json
import re
from datetime import UTC, datetime
from typing import Any

from pydantic_core import from_json

_NUL = re.compile(rb"(?<!\\)((?:\\\\)*)\\u0000")


def closed(name: str, cause: dict[str, Any], fact: str) -> bytes:
    """A fact as it is stored now; raises ValueError for U+0000, which no view can hold."""
    now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    envelope = {"cause": cause, "recorded_at": now}
    content = f'{json.dumps(envelope, separators=(",", ":"))[:-1]},"fact":{fact}}}'.encode()
    if b"\\u0000" in content and _NUL.search(content):
        raise ValueError(f"a fact {name} with U+0000: a door let it in, and no view can hold it")
    return content


def opened(state: bytes) -> tuple[dict[str, Any], bytes]:
    """The envelope, and the fact in it as JSON: it is written last, and no string in JSON holds a bare quote.

    A fact of before every door looked: U+0000 is read as the sign for an unknown character.
    """
    envelope, fact = _parted(state)
    return from_json(envelope + b"}"), fact


def fact_in(state: bytes) -> bytes:
    """Only the fact, as JSON."""
    return _parted(state)[1]


def _parted(state: bytes) -> tuple[bytes, bytes]:
    if b"\\u0000" in state:
        state = _NUL.sub(rb"\1\\ufffd", state)
    envelope, _, fact = state.partition(b',"fact":')
    return envelope, fact[:-1]
