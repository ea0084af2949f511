"""A day of the ledger on a database of its own: loans open, the first interest day, a bank file, the views, the replay, commands.

All through the ledger's own consumer, worker, projector and handlers; what the world brings is made before the clock runs.
"""

import secrets
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count
from typing import Any
from uuid import uuid4, uuid5

from deploy import migrate
from deploy.local.city.bankbestand import bankbestand
from services.ledger import examples
from services.ledger.adapters.log import LENING
from services.ledger.application.bank import lees_in
from services.ledger.application.lening import besluit
from services.ledger.application.replay import replay
from services.ledger.domain.lening.commands import NeemBesluit
from services.ledger.domain.verloop import gegevens as g
from services.ledger.entrypoints import agents, projector
from shared.cloudevent import CloudEvent
from shared.contracts import klok
from shared.contracts.base import Contract
from shared.handle import Command, Done, handle
from shared.kafka.consumer import Delivery
from shared.observability import Watchdog
from shared.settings import Database, split_address
from shared.transaction import Transaction
from tests.benchmarks.figures import Notebook, Progress, peak_memory
from tests.benchmarks.limits import PAGE, Limits
from tests.infrastructure import DatabaseServer, drop_databases
from tests.sources import source_for
from tests.steun.ledger.stad import KADER, KEY, REKENINGEN, Stad, krediet, lening_id, storting

WORKS = ("opening", "first_interest_day", "bank_file", "projector", "replay", "commands")
OPENED, BEFORE, DUE = date(2026, 1, 10), date(2026, 2, 27), date(2026, 2, 28)
CALLERS = 64
SECONDS = 5.0
# Of what the callers reach together, so that a queue is the fault of the ledger and not of the load.
SHARE = 0.6
# The runner that ships commits every fact by itself: more of them only take longer.
RUNNER_FACTS = 2_000


@contextmanager
def new_database(
    server: DatabaseServer, service: str = "ledger", password: str | None = None
) -> Iterator[Database]:
    """Migrated, empty, gone afterwards. Databases that stand beside each other share the service's role, and so its password."""
    target = migrate.Target(
        service, f"bench_{secrets.token_hex(4)}", password or secrets.token_urlsafe(12)
    )
    migrate.migrate(server.admin_url, [target])
    try:
        yield Database(
            *split_address(server.host_port), target.database, target.role, target.password
        )
    finally:
        drop_databases(server, [target.database])


@dataclass
class Day:
    """One repeat; each step leaves the database as the next one needs it."""

    stad: Stad
    limits: Limits
    notes: Notebook
    progress: Progress
    size: int
    offset: int = 0

    def opening(self) -> None:
        self._take_in(klok.DagAangebroken(dag=OPENED))
        self.progress.say(f"opening, {self.size:,} loans")
        (consumer, _), seconds = agents.make(self.stad.store, KADER), 0.0
        for begin in range(0, self.size, PAGE):
            loans = range(begin, min(begin + PAGE, self.size))
            page = [self._delivery(krediet(number)) for number in loans]
            started = time.perf_counter()
            consumer.take_in(page)
            seconds += time.perf_counter() - started
        self._note("opening.memory", peak_memory(), "MiB")
        limit = self.limits.insert(self.limits.facts())
        self._note("opening", self.size / seconds, "loans/s", limit, "stock insert_events")

    def first_interest_day(self) -> None:
        self._take_in(klok.DagAangebroken(dag=BEFORE))
        self.stad.werk()
        self._take_in(klok.DagAangebroken(dag=DUE))
        before = self.stad.store.end()
        seconds = self._timed("first interest day", self.stad.werk)
        self._note("first_interest_day.memory", peak_memory(), "MiB")
        facts = self.limits.facts(before)
        loans, per_loan = self.size / seconds, self.limits.stored(before) / self.size
        copy, insert = self.limits.copy(before), self.limits.insert(facts)
        bytes_each = sum(len(fact.state) for fact in facts) / len(facts)
        self._note("first_interest_day", loans, "loans/s", copy / per_loan, "COPY, same facts")
        self._note(
            "first_interest_day.facts", loans * per_loan, "facts/s", insert, "stock insert_events"
        )
        self._note("first_interest_day.fact", bytes_each, "bytes")

    def bank_file(self) -> None:
        lines = [storting(number) for number in range(self.size)]
        content, _ = bankbestand(DUE, 0, lines, 1)
        store, before = self.stad.store, self.stad.store.end()
        read = self._timed(
            "bank file, read",
            lambda: lees_in(store, KEY, REKENINGEN, content, "debiteuren-1"),
        )
        booked = self._timed("bank file, booked", self.stad.werk)
        limit = self.limits.copy(before)
        both = self.size / (read + booked)
        self._note("bank_file", both, "lines/s", limit, "COPY, same facts")
        self._note("bank_file.read", self.size / read, "lines/s")
        self._note("bank_file.booked", self.size / booked, "lines/s", limit, "COPY, same facts")

    def projector(self) -> None:
        follower, facts = projector.make(self.stad.store, Watchdog()), self.limits.facts()

        def follow() -> None:
            while follower.step():
                pass

        seconds = self._timed("projector", follow)
        self.progress.say("projector: the library's runner")
        limit = self.limits.project(facts[:RUNNER_FACTS])
        self._note(
            "projector", self.limits.stored() / seconds, "facts/s", limit, "stock ProjectionRunner"
        )

    def replay(self) -> None:
        while projector.make(self.stad.store, Watchdog()).step():
            pass
        found: list[Any] = []
        seconds = self._timed("replay", lambda: found.append(replay(self.stad.store)))
        if not found[0].is_equal:
            raise RuntimeError(f"the replay differs: {found[0]}")
        limit = self.limits.read()
        self._note("replay", found[0].facts / seconds, "facts/s", limit, "stock read, bytes only")

    def commands(self) -> None:
        """First as fast as the callers can, then at a fixed rate whatever the answers take (open loop)."""
        ask = self._asking()
        self.progress.say("commands: as fast as they can")
        done = _closed(ask, CALLERS, SECONDS)
        rate = done / SECONDS * SHARE
        self.progress.say(f"commands: {rate:.0f} a second")
        waits = sorted(_open(ask, CALLERS, rate, SECONDS * 2))
        single = [fact for fact in self.limits.facts() if fact.topic == "KostenGeboekt"][:1_000]
        limit = self.limits.insert(single, page=1, callers=8)
        self._note("commands", done / SECONDS, "commands/s", limit, "stock insert, one a time")
        for name, share in (("p50", 0.5), ("p99", 0.99)):
            wait = waits[min(len(waits) - 1, int(len(waits) * share))] * 1000
            self._note(f"commands.{name}", wait, "ms")

    def _asking(self) -> Callable[[], None]:
        numbers, store = count(), self.stad.store

        def ask() -> None:
            number, identity = next(numbers), uuid4()
            lening = lening_id(number % self.size)
            data = g.Kosten(bedrag_cent=700, grondslag="Awb 4:113")
            command = Command("debiteuren-1", f"kosten {number}", str(identity), str(identity))

            def work(transaction: Transaction, op: date) -> Done:
                request = NeemBesluit(
                    lening_id=lening,
                    besluit_id=identity,
                    gegevens=data,
                    motivering="betaalt_niet",
                    valutadatum=op,
                    op=op,
                    actor=command.actor,
                )
                besluit(transaction, KADER, request, command)
                return Done()

            handle(store, command, work, Done, [(LENING, lening)])

        return ask

    def _note(
        self, work: str, figure: float, unit: str, limit: float = 0, against: str = ""
    ) -> None:
        self.notes.note(work, figure, unit, limit or None, against, self.size)

    def _timed(self, what: str, work: Callable[[], object]) -> float:
        self.progress.say(f"{what}, {self.size:,} loans")
        begin = time.perf_counter()
        work()
        return time.perf_counter() - begin

    def _take_in(self, contract: Contract) -> None:
        consumer, _ = agents.make(self.stad.store, KADER)
        consumer.take_in([self._delivery(contract)])

    def _delivery(self, contract: Contract) -> Delivery:
        event = CloudEvent(
            specversion="1.0",
            id=uuid5(examples.LENING, contract.model_dump_json()),
            source=source_for(contract),
            type=contract.event_type(),
            time=datetime(2026, 1, 1, tzinfo=UTC),
            subject=contract.key(),
            data=contract.model_dump(mode="json"),
        )
        self.offset += 1
        return Delivery(
            "t",
            self.stad.topic,
            0,
            self.offset,
            contract.key().encode(),
            event.model_dump_json().encode(),
            (),
        )


def measure(
    server: DatabaseServer, notes: Notebook, progress: Progress, works: Sequence[str], size: int
) -> None:
    """One repeat of these works and of what they stand on."""
    last = max((WORKS.index(work) for work in works), default=-1)
    with new_database(server) as database:
        stad = Stad.nieuw(database)
        try:
            kept = Notebook()
            day = Day(stad, Limits(server, database), kept, progress, size)
            for work in WORKS[: last + 1]:
                if work in works or work in ("opening", "first_interest_day"):
                    getattr(day, work)()
        finally:
            stad.store.close()
            _keep(kept, notes, works)


def _keep(kept: Notebook, notes: Notebook, works: Sequence[str]) -> None:
    """Only what was asked for, also of a repeat that did not come to its end."""
    for name, samples in kept.samples.items():
        if name.partition(".")[0] in works:
            unit, against, own = kept.words[name]
            limit = kept.limits.get(name, [None])[0]
            notes.note(name, samples[0], unit, limit, against, own)


def _closed(ask: Callable[[], None], callers: int, seconds: float) -> int:
    """How many are answered when every caller asks again as soon as it has its answer."""
    end, done, lock = time.perf_counter() + seconds, [0], threading.Lock()

    def call() -> None:
        mine = 0
        while time.perf_counter() < end:
            ask()
            mine += 1
        with lock:
            done[0] += mine

    with ThreadPoolExecutor(callers) as pool:
        for future in [pool.submit(call) for _ in range(callers)]:
            future.result()
    return done[0]


def _open(ask: Callable[[], None], callers: int, rate: float, seconds: float) -> list[float]:
    """Seconds from the moment a request was due to its answer: a late answer makes the next ones no less due."""
    begin = time.perf_counter()

    def one(number: int) -> float:
        due = begin + number / rate
        time.sleep(max(0.0, due - time.perf_counter()))
        ask()
        return time.perf_counter() - due

    with ThreadPoolExecutor(callers) as pool:
        return list(pool.map(one, range(int(rate * seconds))))
