"""More rows of a list at once: people pick them, see what happens to each, and only then it is done, each row for itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import FormData

from shared.handle import Command

TEMPLATE = "doorstart/bulk.html"
FIELD = "kies"
MOST = 100


@dataclass(frozen=True)
class Keuze:
    """For the table macro: where the picked rows go, the words of the button, and what tells one row from the others."""

    adres: str
    knop: str
    sleutel: Callable[[Any], str]
    gekozen: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Gevolg:
    """What would happen to one row; `kan` is false where nothing will, and `gevolg` says why."""

    sleutel: str
    wat: str
    gevolg: str
    kan: bool


@dataclass(frozen=True)
class Bulkvoorbeeld:
    """What the template shows before anything is done."""

    titel: str
    adres: str
    terug: str
    waar: str
    knop: str
    rijen: Sequence[Gevolg]

    @property
    def kunnen(self) -> Sequence[Gevolg]:
        return [rij for rij in self.rijen if rij.kan]


def picked(form: FormData) -> list[str]:
    """Each picked row once, in the order of the page; no more than a page can show."""
    keys = (str(value) for value in form.getlist(FIELD))
    return list(dict.fromkeys(keys))[:MOST]


def one_of(command: Command, sleutel: str) -> Command:
    """The part of a bulk command that is about one row: sent twice, each row happens once."""
    key = f"{command.key}-{sleutel}" if command.key else None
    return Command(command.actor, f"{command.content}\n{sleutel}", key)
