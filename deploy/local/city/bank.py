"""The bank of the demo city: numbers its statements and remembers its balance, as every bank does."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from deploy.local.bankbestand import Storting, bankbestand
from deploy.local.state import write_atomically


@dataclass
class Bank:
    """With a `book` it remembers across restarts; the statement of a day that was made before is the same again."""

    book: Path | None = None
    dag: str = ""
    nummer: int = 0
    begin_cent: int = 0
    eind_cent: int = 0

    def __post_init__(self) -> None:
        if self.book and self.book.exists():
            vars(self).update(json.loads(self.book.read_text()))

    def statement(self, dag: date, stortingen: Sequence[Storting]) -> bytes:
        """The file of this day, with the lines of that day."""
        if self.dag != dag.isoformat():
            self.dag, self.nummer, self.begin_cent = dag.isoformat(), self.nummer + 1, self.eind_cent
        content, self.eind_cent = bankbestand(dag, self.begin_cent, stortingen, self.nummer)
        if self.book:
            kept = {name: value for name, value in vars(self).items() if name != "book"}
            write_atomically(self.book, json.dumps(kept).encode())
        return content
