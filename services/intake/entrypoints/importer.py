"""The worker of imports: each page of lines is one transaction with its position. Restarted anywhere, it goes on behind it."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from services.intake.adapters.importregels import Regel, regels
from services.intake.adapters.imports import Gelezen, Import, Imports
from services.intake.adapters.importvorm import BestandOnleesbaar
from services.intake.application import DubbeleAanmelding, Intake
from services.intake.entrypoints.forms import NieuweAanmelding
from shared.again import is_to_do_again
from shared.observability import log
from shared.organisatie.nu import in_deze
from shared.organisatie.rijen import organisatie_in
from shared.transaction import Transaction
from shared.velden import VERBODEN_TEKEN, alles_draaglijk
from shared.web.validation import mistakes

PAGE = 200
IDLE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 30.0
ONZE_FOUT = "Deze regel kon door een fout in ons programma niet worden verwerkt. Geef hem op met het formulier."


@dataclass
class Reader:
    """An opened file, and the line it was read to."""

    lines: Iterator[Regel]
    read_to: int


@dataclass
class Importer:
    """Files take turns, a page each."""

    intake: Intake
    imports: Imports
    readers: dict[UUID, Reader] = field(default_factory=dict)

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`; with a growing pause while the database does not answer."""
        pause = IDLE_SECONDS
        while not stop.is_set():
            try:
                pause = 0.0 if await asyncio.to_thread(self.step) else IDLE_SECONDS
            except Exception as error:
                pause = min(max(pause, IDLE_SECONDS) * 2, LONGEST_PAUSE_SECONDS)
                log.warning("imports wait", error=type(error).__name__, pause_seconds=pause)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), timeout=pause)

    def step(self) -> bool:
        """Takes in the next page of one file; False when there is nothing to do. Raises what passes: the page is done again."""
        claimed: Import | None = None
        try:
            with self.intake.store.transaction() as transaction:
                claimed = self.imports.claim(transaction.cursor)
                if claimed is None:
                    self.imports.forget(transaction.cursor)
                    return False
                self._page(transaction, claimed)
        except Exception as error:
            self.readers.clear()
            if claimed is None or is_to_do_again(error):
                raise
            log.warning("a page of an import is read line by line", error=type(error).__name__)
            self._one_by_one(claimed)
        return True

    def _page(self, transaction: Transaction, offered: Import, size: int = PAGE) -> None:
        reader = self._reader(offered)
        try:
            lines = list(islice(reader.lines, size))
        except (BestandOnleesbaar, UnicodeError) as error:
            self.imports.finish(
                transaction.cursor, offered.import_id, str(error) or "Het bestand is niet te lezen."
            )
            return
        if not lines:
            self.imports.finish(transaction.cursor, offered.import_id)
            self.readers.pop(offered.import_id, None)
            return
        self.imports.record(
            transaction.cursor, offered.import_id, self._take_in(transaction, offered, lines)
        )
        reader.read_to = lines[-1][0]

    def _one_by_one(self, offered: Import) -> None:
        """A page of which something failed that is no refusal: the line that it is, is told as ours; the others go in."""
        lines = list(islice(self._reader(offered).lines, PAGE))
        self.readers.clear()
        for line in lines:
            try:
                with self.intake.store.transaction() as transaction:
                    self.imports.record(
                        transaction.cursor,
                        offered.import_id,
                        self._take_in(transaction, offered, [line]),
                    )
            except Exception as error:
                if is_to_do_again(error):
                    raise
                log.error("a line of an import failed", regel=line[0], error=type(error).__name__)
                with self.intake.store.transaction() as transaction:
                    self.imports.record(
                        transaction.cursor, offered.import_id, [_refused(line, "regel", ONZE_FOUT)]
                    )

    def _reader(self, offered: Import) -> Reader:
        """The file, opened at the line behind its position."""
        reader = self.readers.get(offered.import_id)
        if reader is None or reader.read_to != offered.gelezen_tot:
            lines = regels(offered.vorm, self.imports.parts(self.intake.store, offered.import_id))
            reader = Reader(
                (line for line in lines if line[0] > offered.gelezen_tot), offered.gelezen_tot
            )
            self.readers[offered.import_id] = reader
        return reader

    def _take_in(
        self, transaction: Transaction, offered: Import, lines: Sequence[Regel]
    ) -> list[Gelezen]:
        with in_deze(organisatie_in(transaction)):
            found = {line[0]: _examined(line) for line in lines}
        good = {
            number: item for number, item in found.items() if isinstance(item, NieuweAanmelding)
        }
        request = f"{offered.import_id}/{lines[0][0]}"
        uitkomsten = self.intake.neem_pagina_aan(
            transaction,
            [item.aangeboden() for item in good.values()],
            offered.actor,
            request,
            offered.ontvangen_op,
        )
        taken = {
            number: Gelezen(
                number,
                "dubbel" if isinstance(uitkomst, DubbeleAanmelding) else "aangenomen",
                uitkomst.dossier_id,
            )
            for number, uitkomst in zip(good, uitkomsten, strict=True)
        }
        return [
            item if isinstance(item, Gelezen) else taken[number] for number, item in found.items()
        ]


def _examined(line: Regel) -> NieuweAanmelding | Gelezen:
    number, held = line
    if isinstance(held, str):
        return _refused(line, "regel", held)
    if not alles_draaglijk(held):
        return _refused(line, "regel", VERBODEN_TEKEN)
    try:
        return NieuweAanmelding.model_validate(held)
    except ValidationError as error:
        fouten = tuple(
            {"veld": fout.veld, "melding": fout.melding} for fout in mistakes(error.errors())
        )
        return Gelezen(number, "geweigerd", fouten=fouten, inhoud=_kept(held))


def _refused(line: Regel, veld: str, melding: str) -> Gelezen:
    number, held = line
    return Gelezen(
        number,
        "geweigerd",
        fouten=({"veld": veld, "melding": melding},),
        inhoud=None if isinstance(held, str) else _kept(held),
    )


def _kept(held: dict[str, Any]) -> dict[str, Any]:
    """What stood in the line, flat, as a file holds it."""
    urgentie = held.get("urgentie")
    flat = {name: value for name, value in held.items() if name != "urgentie"} | (
        urgentie if isinstance(urgentie, dict) else {}
    )
    return {str(name): _flat(value) for name, value in flat.items()}


def _flat(value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return "|".join(map(str, value)) if isinstance(value, list) else str(value)
