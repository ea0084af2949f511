"""The city that a seed lives in: what was told to the ledger, what was asked of it, and what it answered.

Everything goes through the ledger's own consumer, worker, handlers and projector. What stands here is what an outsider
knows: it never looks into the ledger to find out what it should have done.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar
from uuid import NAMESPACE_URL, UUID, uuid5

import psycopg
from psycopg.rows import dict_row
from pydantic import BaseModel

from deploy.local.city.bankbestand import Storting, bankbestand
from services.ledger.application.bank import lees_in
from services.ledger.domain.bank.weigeringen import BestandIsAlOntvangen
from services.ledger.domain.vier_ogen.weigeringen import Weigering
from services.ledger.entrypoints import agents, projector
from services.ledger.entrypoints.problems import TRANSLATION
from shared.cloudevent import CloudEvent
from shared.contracts import klok
from shared.contracts.base import Contract
from shared.facts import StoredFact, Stream
from shared.handle import Command, KeyReused, handle
from shared.kafka.consumer import Delivery
from shared.observability import Watchdog
from shared.store import DEPENDENCY_DOWN, StaleVersion
from shared.transaction import GeenWerkdag, Transaction
from tests.simulation.faults import Fault, FaultyStore, Killed
from tests.sources import source_for
from tests.steun.ledger.stad import KADER, KEY, REKENINGEN, Stad

SIMULATION = uuid5(NAMESPACE_URL, "urn:doorstart:simulation")
TOPIC = uuid5(SIMULATION, "topic")
BEGIN = date(2026, 2, 24)
DAY = timedelta(days=1)
# How often a caller comes back; a fault strikes once.
PATIENCE = 5
# More than any story has days, loans and lines.
PAGES = 2_000
REFUSALS = (Weigering, GeenWerkdag, *TRANSLATION)
Result = TypeVar("Result")
Work = Callable[[Transaction, date], list[Any]]


class Told(BaseModel):
    """What a command stored."""

    facts: list[str] = []


class BrokenError(AssertionError):
    """An invariant does not hold; `name` says which."""

    def __init__(self, name: str, found: object) -> None:
        super().__init__(f"{name}: {found}")
        self.name, self.found = name, str(found)

    def __reduce__(self) -> tuple[type["BrokenError"], tuple[str, str]]:
        return BrokenError, (self.name, self.found)


@dataclass(frozen=True)
class Asked:
    """A command that was answered."""

    command: Command
    work: Work
    answer: Told


@dataclass
class BankFile:
    """A statement as the bank made it."""

    day: date
    content: bytes
    lines: int
    cents: int


@dataclass
class World:
    """`faults` False: the same story without kills, lost connections and rivals."""

    store: FaultyStore
    outside: psycopg.Connection[Any]
    seed: int
    faults: bool = True
    trouble: Fault | None = None
    rival: Callable[[], None] | None = None
    day: date = BEGIN
    stad: Stad = field(init=False)
    queue: list[Contract] = field(default_factory=list)
    heard: list[Contract] = field(default_factory=list)
    offset: int = 0
    asked: list[Asked] = field(default_factory=list)
    made: list[BankFile] = field(default_factory=list)
    balance: int = 0
    files: dict[date, BankFile] = field(default_factory=dict)
    facts: list[StoredFact] = field(default_factory=list)
    streams: dict[UUID, list[StoredFact]] = field(default_factory=dict)
    refused: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.stad = Stad(self.store, REKENINGEN)

    def survive(self, work: Callable[[], Result]) -> Result:
        """What a caller or a supervisor does after a kill: the same again."""
        self.store.fault, self.trouble = self.trouble, None
        self.store.rival, self.rival = self.rival, None
        try:
            for _ in range(PATIENCE):
                try:
                    return work()
                except Killed:
                    self.done["kill"] += 1
                except (*DEPENDENCY_DOWN, StaleVersion) as error:
                    self.done[type(error).__name__] += 1
            return work()
        finally:
            self.store.fault = self.store.rival = None

    def hear(self, page: list[Contract]) -> None:
        """A page of records as Kafka brings it; after a kill the same page comes again."""
        deliveries = [self._delivery(contract, number) for number, contract in enumerate(page)]
        consumer, _ = agents.make(self.store, KADER)
        self.survive(lambda: consumer.take_in(deliveries))
        self.offset += len(page)
        self.heard += page

    def _delivery(self, contract: Contract, number: int) -> Delivery:
        event = CloudEvent(
            specversion="1.0",
            id=event_id(contract),
            source=source_for(contract),
            type=contract.event_type(),
            time=datetime(2026, 1, 1, tzinfo=UTC),
            subject=contract.key(),
            data=contract.model_dump(mode="json"),
        )
        key, value = contract.key().encode(), event.model_dump_json().encode()
        return Delivery("t", TOPIC, 0, self.offset + number, key, value, ())

    @property
    def days_heard(self) -> list[date]:
        return [one.dag for one in self.heard if isinstance(one, klok.DagAangebroken)]

    def command(self, actor: str, key: str, content: str = "") -> Command:
        return Command(actor, content, key, str(uuid5(SIMULATION, f"{self.seed}/{key}")))

    def ask(self, actor: str, key: str, content: str, work: Work) -> None:
        """A command of a person with a key of its own. What is refused stores nothing."""
        command, before, asked = self.command(actor, key, content), self.stored(), len(self.asked)
        try:
            told = self.survive(lambda: self.answer(command, work))
        except REFUSALS as refusal:
            self.refused[type(refusal).__name__] += 1
            if len(self.asked) == asked and (after := self.stored()) != before:
                raise BrokenError("what is refused stores nothing", (before, after)) from refusal
        else:
            self.asked.append(Asked(command, work, told))

    def ask_at_once(self, actor: str, key: str, content: str, work: Work) -> None:
        """The command of somebody who comes in between, and does not come back when it is busy."""
        command = self.command(actor, key, content)
        meant_for_another, self.store.fault = self.store.fault, None
        try:
            told = self.answer(command, work)
        except (*REFUSALS, *DEPENDENCY_DOWN, StaleVersion) as refusal:
            self.refused[type(refusal).__name__] += 1
        else:
            self.asked.append(Asked(command, work, told))
        finally:
            self.store.fault = meant_for_another

    def answer(self, command: Command, work: Work) -> Told:
        def keep(transaction: Transaction, op: date) -> Told:
            return Told(facts=[type(fact).__name__ for fact in work(transaction, op)])

        return handle(self.store, command, keep, Told)

    def repeat(self, asked: Asked, *, changed: bool) -> None:
        """The same key once more: the first answer and nothing new; with other content a refusal and nothing new."""
        before, command = self.stored(), asked.command
        if changed:
            command = Command(command.actor, "other", command.key, command.command_id)
        try:
            again = self.survive(lambda: self.answer(command, asked.work))
        except KeyReused:
            again = None
        if again != (None if changed else asked.answer):
            raise BrokenError(
                "a key gives its first answer or none", (command.key, asked.answer, again)
            )
        if (after := self.stored()) != before:
            raise BrokenError("a repeated command stores nothing", (before, after))

    def stored(self) -> tuple[int, int]:
        """How many facts and answers there are."""
        (row,) = self.rows(
            "SELECT (SELECT count(*) FROM stored_events) AS facts, (SELECT count(*) FROM answers) AS answers"
        )
        return row["facts"], row["answers"]

    def load(self, stream: Stream[Any], stream_id: UUID) -> Any:
        with self.store.transaction(notify=False) as transaction:
            return transaction.load(stream, stream_id)

    def make_file(self, day: date, lines: list[Storting]) -> None:
        """The bank closes a day: the balances follow each other whatever order the files are brought in."""
        content, self.balance = bankbestand(day, self.balance, lines, len(self.made) + 1)
        self.made.append(BankFile(day, content, len(lines), sum(line.cent for line in lines)))

    def bring(self, file: BankFile) -> None:
        def take_in() -> None:
            lees_in(self.store, KEY, REKENINGEN, file.content, "debiteuren-1")

        known = file.day in self.files
        try:
            self.survive(take_in)
        except BestandIsAlOntvangen:
            known = True
        else:
            if known:
                raise BrokenError("a bank file is taken in once", file.day)
        self.files.setdefault(file.day, file)

    def work(self) -> None:
        for _ in range(PAGES):
            if not self.survive(self.stad.werkbank.step):
                return
            self.done["page"] += 1
        raise BrokenError("work comes to an end", f"not after {PAGES} pages")

    def work_a_little(self, pages: int) -> None:
        """Without faults, so that both stories stop at the same place."""
        for _ in range(pages):
            if not self.stad.werkbank.step():
                return
            self.done["page"] += 1

    def project(self) -> None:
        follower = projector.make(self.store, Watchdog())
        while self.survive(follower.step):
            pass

    def look(self) -> list[StoredFact]:
        """The facts that were not seen before."""
        after, new = self.facts[-1].position if self.facts else 0, list[StoredFact]()
        while page := self.store.page(after):
            new += page
            after = page[-1].position
        self.facts += new
        for stored in new:
            self.streams.setdefault(stored.stream_id, []).append(stored)
        return new

    def rows(self, query: str, *values: Any) -> list[dict[str, Any]]:
        """Looks from outside, by a connection of our own."""
        with self.outside.cursor(row_factory=dict_row) as cursor:
            return cursor.execute(query, values or None).fetchall()

    def known_through(self) -> date | None:
        """The last day of the statements that were brought without a gap from the first one on."""
        through = None
        for file in self.made:
            if file.day not in self.files:
                break
            through = file.day
        return through


def event_id(contract: Contract) -> UUID:
    """The same event always has the same id."""
    return uuid5(TOPIC, f"{contract.event_type()}{contract.model_dump_json()}")
