"""What every published event has in common: its name, its version, its topic and its key."""

import re
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from pydantic import BaseModel, ConfigDict


@dataclass(frozen=True)
class Topic:
    """A Kafka topic. The number of partitions is fixed at birth: another number would break the order of every key."""

    name: str
    partitions: int = 12

    @property
    def owner(self) -> str:
        """The one service that tells what is on this topic."""
        return self.name.partition(".")[0]


class Contract(BaseModel):
    """A published event. Fields are only ever added, with a default; anything else is a new version beside this one."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    topic: ClassVar[Topic]
    sleutel: ClassVar[str] = "dossier_id"
    versie: ClassVar[int] = 1

    @classmethod
    def event_type(cls) -> str:
        """`KredietVerstrekt` gives `nl.bbz.krediet-verstrekt.v1`: derived, never typed."""
        return _event_type(cls)

    def key(self) -> str:
        """The id within which order matters."""
        return str(getattr(self, self.sleutel))


@cache
def _event_type(kind: type[Contract]) -> str:
    words = re.findall(r"[A-Z][a-z0-9]*", kind.__name__)
    return f"nl.bbz.{'-'.join(word.lower() for word in words)}.v{kind.versie}"
