"""The bank of the demo city: numbers its statements and remembers its balance, as every bank does."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from deploy.local.city.bankbestand import Storting, bankbestand
from deploy.local.system.state import write_atomically


@dataclass
class Bank:
    """With a `book` it remembers across restarts; the statement of a day that was made before is the same again."""

    book: Path | None = None
    begun: dict[str, tuple[int, int]] = field(default_factory=dict)
    saldo_cent: int = 0

    def __post_init__(self) -> None:
        if self.book and self.book.exists():
            kept = json.loads(self.book.read_text())
            self.begun, self.saldo_cent = kept["begun"], kept["saldo_cent"]

    def statement(self, dag: date, stortingen: Sequence[Storting]) -> bytes:
        """The file of this day: its number, its opening balance and its lines."""
        key = dag.isoformat()
        is_new = key not in self.begun
        if is_new:
            self.begun[key] = (len(self.begun) + 1, self.saldo_cent)
        nummer, begin_cent = self.begun[key]
        content, eind_cent = bankbestand(dag, begin_cent, stortingen, nummer)
        if is_new:
            self.saldo_cent = eind_cent
            self._write_down()
        return content

    def _write_down(self) -> None:
        if self.book:
            write_atomically(
                self.book, json.dumps({"begun": self.begun, "saldo_cent": self.saldo_cent}).encode()
            )
