"""Counts what comes in while it comes in: Faust tables of windows on what intake tells, into figures and an alarm.

A window holds the dossiers it counts, so an event that comes twice counts once; and all of it is made from the topic at every start.
"""

import asyncio
import operator
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import faust
from aiokafka.errors import KafkaError
from faust.exceptions import ConsumerNotStarted

from services.routing.projections import instroom
from services.routing.projections.instroom import BEWAARD_DAGEN, Nu, beoordeel
from shared.cloudevent import Undecodable, decode, must_be_owned
from shared.contracts import intake, klok
from shared.kafka.faust_runner import RebuiltTable, attach, end_process
from shared.observability import Watchdog, log
from shared.settings import own_oin
from shared.store import DEPENDENCY_DOWN, Store

NAME = "routing-instroom"
TOPICS = (intake.TOPIC.name, klok.TOPIC.name)
HOUR, STEP, DAY = 3600, 600, 86_400
TELL_SECONDS = 1.0
# How long the dossiers may take to hear what was counted, before a difference is one.
PATIENCE_SECONDS = 60.0
COMPARED_DAYS, DAYS_COUNTED, ATTEMPTS = 7, 40, 2


@dataclass(frozen=True)
class At:
    """The moment an aanmelding was written down, as what a window is relative to; seconds since 1970."""

    seconds: float


class DifferentCount(Exception):
    """The count of a day differs from its dossiers."""


@dataclass
class Instroom:
    """One agent and its tables. `per_dag` is by business day, for the comparison; the others by the hour of the clock on the wall."""

    app: faust.App
    store: Store
    watchdog: Watchdog
    topics: list[str]
    patience: float = PATIENCE_SECONDS
    oin: str = field(default_factory=own_oin)
    gemeenten: set[str] = field(default_factory=set)
    changed: set[tuple[str, tuple[float, float]]] = field(default_factory=set)
    days: set[date] = field(default_factory=set)
    waits_since: dict[date, float] = field(default_factory=dict)
    first: float = float("inf")
    read_at: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        def table(name: str) -> RebuiltTable:
            return RebuiltTable(self.app, name=name, default=frozenset, store="memory://")

        kept = timedelta(days=BEWAARD_DAGEN)
        self.hours, self.last_hour, self.per_dag = table("uren"), table("nu"), table("dagen")
        self.per_uur = self.hours.tumbling(HOUR, expires=kept).relative_to(_moment)
        self.laatste_uur = self.last_hour.hopping(HOUR, STEP, expires=kept).relative_to(_moment)
        attach(self.app, NAME, self.topics, self.hear)
        self.app.task(self.beat)

    async def hear(self, event: Any) -> None:
        """One record; what cannot be read is kept by the consumers that decide."""
        self.read_at = time.monotonic()
        self.watchdog.progressed()
        try:
            heard = decode(event.value, list((event.headers or {}).items()))
            if not heard.is_known:
                return
            must_be_owned(heard, self.oin)
            contract = heard.contract
        except Undecodable:
            return
        match contract:
            case intake.AanmeldingOntvangen():
                self._count(contract, At(heard.time.timestamp()))
            case klok.DagAangebroken():
                self.days.add(contract.dag)
                self._forget_days(contract.dag)

    def _count(self, said: intake.AanmeldingOntvangen, at: At) -> None:
        one, gemeente = frozenset({said.dossier_id}), said.gemeente
        self.per_uur[gemeente].apply(operator.or_, one, at)
        self.laatste_uur[gemeente].apply(operator.or_, one, at)
        dag = (gemeente, said.ontvangen_op)
        self.per_dag[dag] = self.per_dag[dag] | one
        self.gemeenten.add(gemeente)
        self.first = min(self.first, at.seconds)
        self.changed.add((gemeente, self.hours.window.current(at.seconds)))

    def _forget_days(self, dag: date) -> None:
        before = dag - timedelta(days=DAYS_COUNTED)
        for key in [key for key in self.per_dag if key[1] < before]:
            del self.per_dag[key]

    async def beat(self) -> None:
        """Tells figures, alarm and lag, and compares a day that ended; while the topic is still read nothing is told of the figures."""
        while True:
            await asyncio.sleep(TELL_SECONDS)
            self.watchdog.beat()
            try:
                waiting = await self._waiting()
                age = 0.0 if waiting == 0 else None
                await asyncio.to_thread(self.watchdog.report, self.store, NAME, age, waiting)
                if waiting == 0:
                    await self._tell()
            except (*DEPENDENCY_DOWN, KafkaError, ConsumerNotStarted) as error:
                log.warning("figures wait", error=type(error).__name__)
            except Exception as error:
                end_process("the figures end the process", error)

    async def _waiting(self) -> int | None:
        """How many records were not counted yet; None while that is not known."""
        consumer = self.app.consumer
        if not consumer.started or self.app.rebalancing:
            return None
        parts = {tp for tp in consumer.assignment() if tp.topic in self.topics}
        if not parts:
            return None
        ends = await consumer.highwaters(*parts)
        at = {tp: await consumer.position(tp) for tp in parts}
        if None in ends.values() or None in at.values():
            return None
        behind = sum(max(0, ends[tp] - (at[tp] or 0)) for tp in parts)
        # What was fetched may still be on its way to the agent.
        return behind or int(time.monotonic() - self.read_at < TELL_SECONDS)

    async def _tell(self) -> None:
        for table in (self.hours, self.last_hour):
            await table.forget_expired()
        changed, self.changed = self.changed, set()
        uren = {
            (gemeente, datetime.fromtimestamp(window[0], UTC)): len(self.hours[gemeente, window])
            for gemeente, window in changed
        }
        nu = [self._nu(gemeente, time.time()) for gemeente in sorted(self.gemeenten)]
        try:
            for een in await asyncio.to_thread(self._write, uren, nu):
                log.warning(
                    "inflow is usual again" if een.oordeel == "gewoon" else "inflow is unusual",
                    gemeente=een.gemeente,
                    oordeel=een.oordeel,
                    aantal=een.aantal,
                    verwacht=een.verwacht,
                )
        except DEPENDENCY_DOWN:
            self.changed |= changed
            raise
        await self._compare()

    def _write(self, uren: Mapping[tuple[str, datetime], int], nu: list[Nu]) -> list[Nu]:
        with self.store.cursor() as cursor:
            instroom.write_uren(cursor, uren)
            new = instroom.write_nu(cursor, nu)
        return [een for een in new if een.oordeel != "onbekend"]

    def _nu(self, gemeente: str, now: float) -> Nu:
        """The window of an hour that has run longest, against the same window of the days that are known."""

        def aantal(at: float) -> int:
            window = next(iter(self.last_hour.window.ranges(at)))
            return len(self.last_hour[gemeente, window])

        known = [now - days * DAY for days in range(1, BEWAARD_DAGEN)]
        return beoordeel(gemeente, aantal(now), [aantal(at) for at in known if at >= self.first])

    async def _compare(self) -> None:
        """Each day that ended, with the dossiers: equal, or different for longer than they can be behind."""
        ended = sorted(self.days)[-COMPARED_DAYS - 1 :]
        for dag in await asyncio.to_thread(self._open_days, ended[:-1]):
            geteld = {gemeente: len(self.per_dag[gemeente, dag]) for gemeente in self.gemeenten}
            since = self.waits_since.setdefault(dag, time.monotonic())
            await asyncio.to_thread(self._compare_day, dag, geteld, since)
        self.days = set(ended)

    def _open_days(self, dagen: list[date]) -> list[date]:
        with self.store.cursor() as cursor:
            return instroom.te_vergelijken(cursor, dagen, ATTEMPTS)

    def _compare_day(self, dag: date, geteld: Mapping[str, int], since: float) -> None:
        with self.store.cursor() as cursor:
            dossiers = instroom.dossiers_van(cursor, dag)
            different = instroom.verschil(geteld, dossiers)
            if different and time.monotonic() - since < self.patience:
                return
            attempts = instroom.write_controle(cursor, dag, geteld, dossiers)
        told = {"dag": dag.isoformat(), "verschil": different, "geteld": sum(geteld.values())}
        if not different:
            log.info("inflow agrees with the dossiers", **told)
            return
        log.error("inflow differs from the dossiers", **told)
        if attempts < ATTEMPTS:
            raise DifferentCount(f"{dag}: {different}")


def _moment(at: At) -> float:
    return at.seconds
