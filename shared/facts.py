"""Facts as the log holds them: the kind of stream they are of, why they are stored, and how the world knows them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID, uuid5

from pydantic import BaseModel

State = TypeVar("State", bound=BaseModel)


@dataclass(frozen=True)
class Stream(Generic[State]):
    """A kind of stream: how its facts fold into a state. `shape` changes when the stored state must be folded anew.

    `beside` are fields of the state that do not come from the facts alone: they are kept beside the log.
    """

    initial: State
    evolve: Callable[[State, Any], State]
    shape: str
    beside: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Cause:
    """Why facts are stored: the request or event behind them, who asked, on which business day, under which mandate."""

    command_id: str
    actor: str
    at: date
    mandate: str | None = None
    correlation_id: str | None = None
    traceparent: str | None = None


@dataclass(frozen=True)
class StoredFact:
    """One fact as it stands in the log; `position` is its place in the order of commits."""

    position: int
    stream_id: UUID
    version: int
    name: str
    fact: Any
    cause: Cause
    recorded_at: datetime

    def event_id(self, source: str) -> UUID:
        """The id under which the world knows this fact: the same however often it is published."""
        return event_id(source, self.stream_id, self.version)


def event_id(source: str, stream_id: UUID, version: int) -> UUID:
    return uuid5(stream_id, f"{source}#{version}")
