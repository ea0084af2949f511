"""What the clock tells everybody: a new day. Time is a message; no decision reads a clock."""

from datetime import date
from typing import ClassVar

from shared.contracts.base import Contract, Topic

TOPIC = Topic("klok.dag.v1", partitions=1)


class DagAangebroken(Contract):
    """A business day began. Its id follows from the date, so a clock that strikes twice is heard once."""

    topic: ClassVar[Topic] = TOPIC
    sleutel: ClassVar[str] = "constant"
    dag: date

    def key(self) -> str:
        return "dag"


CONTRACTS = (DagAangebroken,)
