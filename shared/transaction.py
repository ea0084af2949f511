"""One transaction of a service: the states it read, the facts it adds, and what must follow from them before it ends."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from eventsourcing.persistence import StoredEvent
from psycopg import Cursor
from psycopg.pq import TransactionStatus
from psycopg.rows import DictRow
from pydantic import BaseModel

from shared.begrippen import Feit
from shared.envelope import fact_in
from shared.facts import Cause, State, Stream
from shared.organisatie.nu import IN_PLAATS_VAN, NietVanLezer

if TYPE_CHECKING:
    from shared.store import Store

Noted = TypeVar("Noted")


class GeenWerkdag(Exception):
    """This service has not heard yet which day it is."""


def last_workday(cursor: Cursor[DictRow]) -> date | None:
    """The last day this service heard; None before the first."""
    cursor.execute("SELECT dag FROM werkdag")
    row = cursor.fetchone()
    return row["dag"] if row else None


@dataclass(frozen=True)
class _Loaded:
    state: BaseModel
    version: int
    stored_version: int
    shape: str


@dataclass
class Transaction:
    """What one transaction will store. Streams loaded here see the facts appended here."""

    store: "Store"
    _cursor: Cursor[DictRow]
    _streams: dict[UUID, _Loaded] = field(default_factory=dict)
    _events: list[StoredEvent] = field(default_factory=list)
    _lives: dict[UUID, list[tuple[str, bytes]]] = field(default_factory=dict)
    _day: date | None = None
    _is_saved: bool = True
    _before: int = 0
    _ends: dict[str, tuple[Callable[[Mapping[Any, Any]], None], dict[Any, Any]]] = field(
        default_factory=dict
    )
    _notes: dict[str, Any] = field(default_factory=dict)

    def noted(self, name: str, read: Callable[[Cursor[DictRow]], Noted]) -> Noted:
        """What was read under this name, once a transaction, or what was noted since."""
        if name not in self._notes:
            self._notes[name] = read(self._cursor)
        found: Noted = self._notes[name]
        return found

    def note(self, name: str, value: Any) -> None:
        """From now on in this transaction this is what stands under the name."""
        self._notes[name] = value

    def at_end(
        self, name: str, work: Callable[[Mapping[Any, Any]], None], key: Any, value: Any
    ) -> None:
        """What must follow before this transaction ends: once, with every key that was named and the last value of each."""
        self._ends.setdefault(name, (work, {}))[1][key] = value

    def finish(self) -> None:
        """Does what must follow; it may ask for more."""
        while self._ends:
            work, named = self._ends.pop(next(iter(self._ends)))
            work(named)

    def prefetch(self, stream: Stream[Any], stream_ids: Sequence[UUID]) -> None:
        """Reads many states at once, so that a batch costs one query."""
        missing = [
            stream_id for stream_id in dict.fromkeys(stream_ids) if stream_id not in self._streams
        ]
        if not missing:
            return
        self._cursor.execute(
            "SELECT stream_id, version, shape, state::text AS state FROM stream_states"
            " WHERE stream_id = ANY(%s)",
            (missing,),
        )
        rows = {row["stream_id"]: row for row in self._cursor.fetchall()}
        for stream_id in missing:
            row = rows.get(stream_id)
            if row is None:
                self._streams[stream_id] = _Loaded(stream.initial, 0, 0, stream.shape)
            elif row["shape"] == stream.shape:
                state = type(stream.initial).model_validate_json(row["state"])
                self._streams[stream_id] = _Loaded(
                    state, row["version"], row["version"], stream.shape
                )
            else:
                self._streams[stream_id] = self._fold(stream, stream_id)
            if len(self._lives.get(stream_id, ())) != self._streams[stream_id].version:
                self._lives.pop(stream_id, None)

    def load(self, stream: Stream[State], stream_id: UUID) -> State:
        """The state after all facts of the stream, those of this transaction included."""
        self.prefetch(stream, [stream_id])
        return self._streams[stream_id].state  # type: ignore[return-value]

    def append(
        self, stream: Stream[State], stream_id: UUID, facts: Sequence[Feit], cause: Cause
    ) -> None:
        """Adds facts to a stream that was loaded here; raises NietVanLezer where they name what the reader may not see."""
        loaded = self._streams[stream_id]
        state: Any = loaded.state
        for version, fact in enumerate(facts, loaded.version + 1):
            state = stream.evolve(state, fact)
            event = self.store.write(stream_id, version, fact, cause)
            if any(nobody.encode() in event.state for nobody in IN_PLAATS_VAN.get()):
                raise NietVanLezer
            self._events.append(event)
            if stream_id in self._lives:
                self._lives[stream_id].append((event.topic, event.state))
        self._streams[stream_id] = replace(loaded, state=state, version=loaded.version + len(facts))

    def prefetch_facts(self, stream_ids: Iterable[UUID]) -> None:
        """Reads the facts of many streams at once, for decisions that look at a whole life.

        Of a stream that was loaded here no further than it was loaded: somebody else may have added facts in between.
        """
        missing = [
            stream_id for stream_id in dict.fromkeys(stream_ids) if stream_id not in self._lives
        ]
        if not missing:
            return
        self._lives |= {stream_id: [] for stream_id in missing}
        self._cursor.execute(
            "SELECT originator_id, originator_version, topic, state FROM stored_events"
            " WHERE originator_id = ANY(%s) ORDER BY originator_id, originator_version",
            (missing,),
        )
        for row in self._cursor.fetchall():
            loaded = self._streams.get(row["originator_id"])
            if loaded is None or row["originator_version"] <= loaded.stored_version:
                self._lives[row["originator_id"]].append((row["topic"], bytes(row["state"])))
        for event in self._events:
            if event.originator_id in missing:
                self._lives[event.originator_id].append((event.topic, event.state))  # type: ignore[index]

    def facts(self, stream_id: UUID) -> list[Any]:
        """All facts of one stream, those appended here included, oldest first."""
        self.prefetch_facts([stream_id])
        return [
            self.store.facts[topic].model_validate_json(fact_in(state))
            for topic, state in self._lives[stream_id]
        ]

    def added(self) -> list[Any]:
        """The facts appended here, in order; inside a step those of the step."""
        return [
            self.store.facts[event.topic].model_validate_json(fact_in(event.state))
            for event in self._events[self._before :]
        ]

    @property
    def cursor(self) -> Cursor[DictRow]:
        """For tables of the service's own."""
        if not self._is_saved:
            self._is_saved = True
            self._cursor.execute("SAVEPOINT step")
        return self._cursor

    @contextmanager
    def step(self) -> Iterator[None]:
        """What is done inside stays or is undone on its own; unlike `apart` it is written at the end, with the rest.

        The database saves a point only for a step that asks for the cursor. Not inside another step.
        """
        streams, events, day = dict(self._streams), list(self._events), self._day
        notes = dict(self._notes)
        ends = {name: (work, dict(named)) for name, (work, named) in self._ends.items()}
        self._is_saved, self._before = False, len(events)
        try:
            yield
        except Exception:
            if self._is_saved:
                self._cursor.execute("ROLLBACK TO SAVEPOINT step")
            self._streams, self._events, self._ends, self._day = streams, events, ends, day
            self._notes = notes
            self._lives.clear()
            raise
        finally:
            if self._is_saved:
                self._cursor.execute("RELEASE SAVEPOINT step")
            self._is_saved, self._before = True, 0

    def is_whole(self) -> bool:
        """Whether the database still takes statements: after an error outside a saved step it would commit nothing, without a word."""
        return self._cursor.connection.info.transaction_status is TransactionStatus.INTRANS

    def workday(self) -> date:
        """The last day this service heard; raises GeenWerkdag before the first."""
        if (day := self.last_workday()) is None:
            raise GeenWerkdag
        return day

    def last_workday(self) -> date | None:
        """The same, None before the first; read once a transaction."""
        if self._day is None:
            self._day = last_workday(self._cursor)
        return self._day

    def hear_day(self, day: date) -> None:
        """A later day moves the workday; an earlier one that arrives late does not move it back."""
        self._day = None
        self.cursor.execute(
            "INSERT INTO werkdag (dag) VALUES (%s) ON CONFLICT (een) DO UPDATE SET dag = greatest(werkdag.dag, excluded.dag)",
            (day,),
        )

    def new_ids(self, consumer: str, event_ids: Sequence[UUID]) -> set[UUID]:
        """Those of the events that had no effect here yet; from now on they have, if this transaction commits."""
        self.cursor.execute(
            "INSERT INTO inbox (consumer, event_id) SELECT %s, unnest(%s::uuid[]) ON CONFLICT DO NOTHING RETURNING event_id",
            (consumer, list(event_ids)),
        )
        return {row["event_id"] for row in self._cursor.fetchall()}

    def flush(self, *, notify: bool) -> None:
        """Writes states, then the facts last, so that the table lock is held as short as possible."""
        changed = {
            stream_id: loaded
            for stream_id, loaded in self._streams.items()
            if loaded.version > loaded.stored_version
        }
        if not changed:
            return
        rows = ",".join(
            f'{{"stream_id":"{stream_id}","version":{loaded.version},"shape":"{loaded.shape}","state":{_state_json(loaded.state)}}}'
            for stream_id, loaded in sorted(changed.items())
        )
        self._cursor.execute(
            "INSERT INTO stream_states (stream_id, version, shape, state)"
            " SELECT * FROM jsonb_to_recordset(%s) AS rows(stream_id uuid, version bigint, shape text, state jsonb)"
            " ON CONFLICT (stream_id) DO UPDATE SET version = excluded.version, shape = excluded.shape, state = excluded.state",
            (f"[{rows}]",),
        )
        self.store.recorder.write(self._cursor, self._events, notify=notify)
        self._events.clear()
        for stream_id, loaded in changed.items():
            self._streams[stream_id] = replace(loaded, stored_version=loaded.version)

    def restate(self, stream: Stream[State], stream_id: UUID, state: State) -> None:
        """Keeps a state that was folded anew here, with what goes beside it; not when somebody added a fact meanwhile."""
        loaded = self._streams[stream_id] = replace(self._streams[stream_id], state=state)
        self.cursor.execute(
            "UPDATE stream_states SET shape = %s, state = %s WHERE stream_id = %s AND version = %s",
            (stream.shape, _state_json(state), stream_id, loaded.version),
        )

    def _fold(self, stream: Stream[Any], stream_id: UUID) -> _Loaded:
        state, version = stream.initial, 0
        for stored in self.store.stream(stream_id):
            state, version = stream.evolve(state, stored.fact), stored.version
        return _Loaded(state, version, version, stream.shape)


def _state_json(state: BaseModel) -> str:
    """What is at its default is not written: another default asks for another shape."""
    return state.model_dump_json(exclude_defaults=True)
