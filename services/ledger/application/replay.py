"""The auditor's replay: every balance, ladder and debtor row built once more from the first fact and compared by hash.

Copies are built in the schema `replay`; the live tables are only read. The comparison is made on one snapshot of the database.
"""

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from typing import Any
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import DictRow
from pydantic import BaseModel

from services.ledger.adapters import views
from services.ledger.adapters.bank.aansluiting import Schuldregel, geboekte_regels
from services.ledger.adapters.kader import Kader
from services.ledger.adapters.log import LENING, stream_of, stream_with
from services.ledger.application.copies import Copies, alone, dropped
from services.ledger.domain.grootboek.boeking import Rekenstand
from services.ledger.domain.lening.behoud import verdwenen
from services.ledger.domain.lening.dossier import Leningdossier
from services.ledger.domain.lening.herrekening import gerekend
from services.ledger.domain.lening.state import Lening
from services.ledger.domain.vordering import behoud as vorderingsbehoud
from services.ledger.domain.vordering.state import Vordering
from shared.facts import Stream
from shared.recht.mandaat import Mandaatregister
from shared.rows import rows
from shared.store import Store

PAGE = 5_000
PATIENCE = 20
Rij = tuple[str, str]
Tell = Callable[[int, int], None]


class SystemMovesError(Exception):
    """Facts came in faster than the replay could catch up; nothing was compared."""


@dataclass(frozen=True)
class Comparison:
    """`first_difference` is the first loan whose rebuilt and live rows differ; None when all are the same."""

    rows: int
    live_hash: str
    replay_hash: str
    first_difference: str | None

    @property
    def is_equal(self) -> bool:
        return self.live_hash == self.replay_hash


@dataclass(frozen=True)
class Lost:
    """A recorded mutation that the facts of a loan or vordering lost, and nobody took back."""

    schuld_id: str
    mutatie_id: str


@dataclass(frozen=True)
class Replayed:
    """Facts up to `position`, how long they took, what was compared, what was lost.

    Compared are the loans, the streams beside them, the debtor list, and the lines of the bank with the receipts on the debts; and
    what the rules make of every loan (`computed`), where that was asked.
    `set_aside`: facts that the list cannot hold, with what waits behind them; they stand in neither list.
    """

    facts: int
    position: int
    seconds: float
    balances: Comparison
    others: Comparison
    debtors: Comparison
    receipts: Comparison
    computed: Comparison | None = None
    lost: tuple[Lost, ...] = ()
    set_aside: int = 0

    @property
    def is_equal(self) -> bool:
        return (
            all(
                een is None or een.is_equal
                for een in (self.balances, self.others, self.debtors, self.receipts, self.computed)
            )
            and not self.lost
        )


def replay(
    store: Store, tell: Tell = lambda _done, _all: None, kader: Kader | None = None
) -> Replayed:
    """Rebuilds and compares; `tell` hears how far it is. With `kader` every loan is computed from its first day too.

    Raises ReplayRunsError, SystemMovesError.
    """
    with alone(store):
        run = _Replay(store, tell, kader)
        run.begin()
        for _ in range(PATIENCE):
            run.catch_up()
            if result := run.compare():
                return result
        raise SystemMovesError


class _Replay:
    def __init__(self, store: Store, tell: Tell, kader: Kader | None) -> None:
        self.store, self.tell, self.kader = store, tell, kader
        self.states: dict[UUID, tuple[int, BaseModel]] = {}
        self.position = self.facts = 0
        self.seconds = 0.0

    def begin(self) -> None:
        with self.store.cursor() as cursor:
            self.copies = Copies(self.store, "replay", dropped(cursor))
            cursor.execute(
                "DROP TABLE IF EXISTS replay.debiteuren, replay.regels, replay.vaststellingen"
            )
            cursor.execute(
                "CREATE TABLE replay.vaststellingen (LIKE public.vaststellingen INCLUDING ALL)"
            )
            cursor.execute("CREATE TABLE replay.debiteuren (LIKE public.debiteuren INCLUDING ALL)")
            cursor.execute("CREATE TABLE replay.regels (LIKE public.regels INCLUDING ALL)")

    def catch_up(self) -> None:
        """Folds every fact up to the end of the log, by the functions that made the live states and views."""
        started, end = time.monotonic(), self.store.end()
        while page := self.copies.follower.read(rows(self.store, self.position, PAGE)):
            for stored in (one.stored for one in page if one.stored):
                stream = stream_of(stored.fact)
                _, state = self.states.get(stored.stream_id, (0, stream.initial))
                self.states[stored.stream_id] = stored.version, stream.evolve(state, stored.fact)
            with self.store.cursor() as cursor:
                self.copies.fold(cursor, page)
            self.position, self.facts = page[-1].row.id, self.facts + len(page)
            self.tell(self.facts, max(end, self.facts))
        self.seconds += time.monotonic() - started

    def compare(self) -> Replayed | None:
        """None when the log or the live view is somewhere else than the replay: catch up and look again."""
        with self.store.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute(
                "SELECT (SELECT coalesce(max(notification_id), 0) FROM stored_events) AS log,"
                " coalesce((SELECT position FROM log_positions WHERE follower = %s), 0) AS view",
                (views.FOLLOWER,),
            )
            live = cursor.fetchone() or {}
            if live["log"] != self.position or live["view"] != self.position:
                time.sleep(0.2)
                return None
            balances, others = (
                _compare(self._live_states(cursor, loans=is_), self._states(loans=is_))
                for is_ in (True, False)
            )
            receipts = _compare(_receipts(geboekte_regels(cursor)), self._receipts())
            computed = self._compare_computed(cursor, self.kader) if self.kader else None
            cursor.execute("SET LOCAL search_path TO public")
            live_debtors = views.export(cursor)
            cursor.execute("SET LOCAL search_path TO replay, public")
            debtors = _compare(live_debtors, views.export(cursor))
        return Replayed(
            self.facts,
            self.position,
            self.seconds,
            balances,
            others,
            debtors,
            receipts,
            computed,
            tuple(self._lost()),
            len(self.copies.asides),
        )

    def _lost(self) -> Iterator[Lost]:
        """Only people's decisions make a loan compute its past anew, so only loans with decisions can lose one."""
        for stream_id, (_, state) in sorted(self.states.items()):
            van = None
            if isinstance(state, Lening) and state.heeft_besluiten:
                van = verdwenen([stored.fact for stored in self.store.stream(stream_id)])
            elif isinstance(state, Vordering):
                van = vorderingsbehoud.verdwenen(
                    Vordering(), [stored.fact for stored in self.store.stream(stream_id)]
                )
            if van:
                yield Lost(str(stream_id), str(van))

    def _live_states(self, cursor: Cursor[DictRow], *, loans: bool) -> list[Rij]:
        """As they are loaded: a state of an older shape is folded anew."""
        cursor.execute(
            "SELECT stream_id, version, shape, state FROM stream_states ORDER BY stream_id"
        )
        own = [
            (row, kind)
            for row in cursor.fetchall()
            if ((kind := stream_with(row["shape"])) is LENING) is loans
        ]
        return [
            (str(row["stream_id"]), _canonical(row["version"], self._live(row, kind), kind.beside))
            for row, kind in own
        ]

    def _live(self, row: DictRow, kind: Stream[Any]) -> BaseModel:
        if row["shape"] == kind.shape:
            live: BaseModel = type(kind.initial).model_validate(row["state"])
            return live
        facts = (
            stored.fact
            for stored in self.store.stream(row["stream_id"])
            if stored.version <= row["version"]
        )
        folded: BaseModel = reduce(kind.evolve, facts, kind.initial)
        return folded

    def _receipts(self) -> list[Rij]:
        """What counts as received on every debt, by the rebuilt facts."""
        debts = (
            (stream_id, state)
            for stream_id, (_, state) in self.states.items()
            if isinstance(state, Lening | Vordering)
        )
        return _receipts(
            (betaling_id, stream_id, cent)
            for stream_id, debt in debts
            for betaling_id, cent in debt.getelde_ontvangsten.items()
        )

    def _states(self, *, loans: bool) -> list[Rij]:
        own = {
            stream_id: found
            for stream_id, found in self.states.items()
            if isinstance(found[1], Lening) is loans
        }
        beside = LENING.beside if loans else frozenset()
        return [
            (str(stream_id), _canonical(version, state, beside))
            for stream_id, (version, state) in sorted(own.items())
        ]

    def _compare_computed(self, cursor: Cursor[DictRow], kader: Kader) -> Comparison:
        """Where every loan stands by the rules, beside what its state says; a state of an older shape says nothing yet."""
        cursor.execute(
            "SELECT stream_id, version, state -> 'stand' AS stand FROM stream_states WHERE shape = %s ORDER BY stream_id",
            (LENING.shape,),
        )
        live, rebuilt = [], []
        for row in cursor.fetchall():
            facts = [stored.fact for stored in self.store.stream(row["stream_id"])]
            dossier = Leningdossier(kader.parameters, Mandaatregister(), facts[: row["version"]])
            _, lening = self.states[row["stream_id"]]
            if isinstance(lening, Lening) and lening.status != "onbekend":
                stand = gerekend(lening, dossier).stand
                rebuilt.append((str(row["stream_id"]), _stand(stand)))
                kept = Rekenstand.model_validate(row["stand"]) if row["stand"] else None
                live.append((str(row["stream_id"]), _stand(kept)))
        return _compare(live, rebuilt)


def _receipts(found: Iterable[Schuldregel]) -> list[Rij]:
    return [
        (str(betaling_id), f"{schuld_id} {cent}") for betaling_id, schuld_id, cent in sorted(found)
    ]


def _stand(stand: Rekenstand | None) -> str:
    return stand.model_dump_json() if stand else ""


def _canonical(version: int, state: BaseModel, beside: frozenset[str]) -> str:
    """What the facts alone make of a state."""
    return json.dumps([version, state.model_dump(mode="json", exclude=set(beside))], sort_keys=True)


def _compare(live: Iterable[Rij], rebuilt: Iterable[Rij]) -> Comparison:
    live, rebuilt = list(live), list(rebuilt)
    different = sorted({key for key, _ in set(live) ^ set(rebuilt)})
    return Comparison(
        len(rebuilt), _digest(live), _digest(rebuilt), different[0] if different else None
    )


def _digest(rows: Iterable[Rij]) -> str:
    digest = hashlib.sha256()
    for key, text in rows:
        digest.update(f"{key}\t{text}\n".encode())
    return digest.hexdigest()
