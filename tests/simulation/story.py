"""One seed is one story: the same steps, faults and figures every time it is told."""

import hashlib
import json
import logging
import secrets
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any

import psycopg
import structlog
from psycopg import sql

from deploy import migrate
from services.ledger.adapters.log import FEITEN
from services.ledger.application import bank as bank_pages
from services.ledger.application import lening as loan_pages
from shared.contracts import klok
from shared.settings import Database, split_address
from tests.infrastructure import DatabaseServer, drop_databases
from tests.shelf import OWN_TABLES
from tests.simulation.faults import FaultyStore
from tests.simulation.invariants import AFTER_EVERY_STEP, AT_THE_END, Watch, hold
from tests.simulation.steps import STEPS, fault, grant, hear, interrupt, living_costs
from tests.simulation.world import BEGIN, BrokenError, World
from tests.steun.organisatie import vertel_demo

LENGTH = 40
# Pages of the worker, so small that a handful of loans takes several.
PAGE = 3
# Of a server that lives as long as the command.
PASSWORD = secrets.token_hex(8)
# Of so many seeds one is told twice, with and without faults.
COMPARED = 4


@dataclass
class Ground:
    """A database that is emptied for every story, but for what it heard of the organisation."""

    store: FaultyStore
    outside: psycopg.Connection[Any]
    tables: tuple[str, ...]

    def clear(self) -> FaultyStore:
        """Deletes: of a handful of rows that is a tenth of what truncating costs."""
        self.store.fault = self.store.rival = None
        with self.outside.transaction():
            self.outside.execute("SET LOCAL session_replication_role = replica")
            for table in self.tables:
                self.outside.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
        return self.store


@contextmanager
def ground(server: DatabaseServer, password: str = PASSWORD) -> Iterator[Ground]:
    """A migrated database of our own on this server; the worker takes small pages in this process.

    The role is one for the whole server: all who use it there must agree on its password.
    """
    target = migrate.Target("ledger", f"simulation_{secrets.token_hex(4)}", password)
    migrate.migrate(server.admin_url, [target])
    with psycopg.connect(server.admin_url, autocommit=True) as admin:
        admin.execute(f"ALTER DATABASE {target.database} SET lock_timeout = '2s'")
    database = Database(
        *split_address(server.host_port), target.database, target.role, target.password
    )
    vertel_demo(database)
    store = FaultyStore(database, FEITEN)
    pages = bank_pages.PAGE, loan_pages.PAGE
    bank_pages.PAGE = loan_pages.PAGE = PAGE
    try:
        with psycopg.connect(
            psycopg.conninfo.make_conninfo(server.admin_url, dbname=target.database),
            autocommit=True,
        ) as outside:
            rows = outside.execute(f"{OWN_TABLES} AND tablename <> 'organisatie'").fetchall()
            yield Ground(store, outside, tuple(name for (name,) in rows))
    finally:
        bank_pages.PAGE, loan_pages.PAGE = pages
        store.close()
        drop_databases(server, [target.database])


@dataclass
class Told:
    """How a story ended. `wrong` None: everything held. `names` are the facts that it met."""

    seed: int
    steps: int
    wrong: BrokenError | None = None
    step: int = 0
    facts: int = 0
    names: Counter[str] = field(default_factory=Counter)
    struck: int = 0
    refused: int = 0
    digest: str = ""

    @property
    def failure(self) -> str:
        return f"seed {self.seed}, step {self.step}: {self.wrong}\n" if self.wrong else ""


def tell(
    ground: Ground,
    seed: int,
    steps: int = LENGTH,
    leave_out: frozenset[int] = frozenset(),
    *,
    faults: bool = True,
) -> Told:
    """Tells the story of a seed. Whatever is raised is wrong: steps know every refusal."""
    store = ground.clear()
    store.struck = 0
    world = World(store, ground.outside, seed, faults)
    watch, told = Watch(world), Told(seed, steps)
    try:
        world.hear([klok.DagAangebroken(dag=BEGIN)])
        for number in range(3):
            grant(world, Random(f"{seed}/grant/{number}"), f"grant/{number}")
        living_costs(world, Random(f"{seed}/living"), "living")
        hear(world, Random(f"{seed}/hear"), "hear")
        for number in range(steps):
            if number in leave_out:
                continue
            told.step = number
            _take_step(world, number)
            hold(watch, AFTER_EVERY_STEP)
        told.step = steps
        world.work()
        world.project()
        hold(watch, AT_THE_END)
        hold(watch, AFTER_EVERY_STEP)
    except BrokenError as wrong:
        told.wrong = wrong
    except Exception as error:
        told.wrong = BrokenError("nothing unforeseen is raised", repr(error)[:500])
        told.wrong.__cause__ = error
    told.facts, told.names = len(world.facts), Counter(stored.name for stored in world.facts)
    told.struck, told.refused = store.struck, sum(world.refused.values())
    told.digest = _digest(world)
    return told


def judge(ground: Ground, seed: int, steps: int = LENGTH) -> Told:
    """As `tell`; some seeds a second time without faults, and both must end in the same facts."""
    told = tell(ground, seed, steps)
    if told.wrong is None and seed % COMPARED == 0:
        calm = tell(ground, seed, steps, faults=False)
        if calm.digest != told.digest:
            told.wrong = calm.wrong or BrokenError(
                "kills leave no trace", "the facts differ without faults"
            )
    return told


def _take_step(world: World, number: int) -> None:
    rng = Random(f"{world.seed}/{number}")
    names = list(STEPS)
    (name,) = rng.choices(names, [STEPS[each][0] for each in names])
    trouble = fault(Random(f"{world.seed}/{number}/fault"), name)
    if world.faults:
        world.trouble = trouble
        if world.seed % COMPARED:
            world.rival = interrupt(world, Random(f"{world.seed}/{number}/rival"), number, name)
    world.done[name] += 1
    try:
        STEPS[name][1](world, rng, str(number))
    finally:
        world.trouble = world.rival = None


def _digest(world: World) -> str:
    """Every stream as it stands, but for the moments of the clock on the wall and the places in the log."""
    digest = hashlib.sha256()
    for stream_id, facts in sorted(world.streams.items()):
        for stored in facts:
            cause = {**vars(stored.cause), "at": stored.cause.at.isoformat()}
            line = json.dumps([str(stream_id), stored.version, stored.name, cause])
            digest.update(f"{line}{stored.fact.model_dump_json()}\n".encode())
    return digest.hexdigest()


def shrink(ground: Ground, failed: Told, tries: int = 60) -> frozenset[int]:
    """Steps that can be left out while the same invariant still fails: first what comes after, then pieces, ever smaller."""
    if failed.wrong is None:
        return frozenset()
    out, size = frozenset(range(failed.step + 1, failed.steps)), max(1, failed.step // 2)
    while size and tries:
        for begin in range(0, failed.step, size):
            piece = frozenset(range(begin, min(begin + size, failed.step))) - out
            if not piece or not tries:
                continue
            tries -= 1
            again = tell(ground, failed.seed, failed.steps, out | piece)
            if again.wrong and again.wrong.name == failed.wrong.name:
                out |= piece
        size //= 2
    return out


def stretch_of(asked: tuple[DatabaseServer, str, int, int, int]) -> list[Told]:
    """So many seeds from the first on, in a process and a database of their own."""
    server, password, begin, number, steps = asked
    quiet()
    with ground(server, password) as here:
        return [judge(here, seed, steps) for seed in range(begin, begin + number)]


def quiet() -> None:
    """What the ledger warns of is what these stories provoke."""
    logging.disable(logging.CRITICAL)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
