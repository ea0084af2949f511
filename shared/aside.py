"""What was set aside and waits for a person: why, since when, how much waits behind it, and what was asked to do with it.

A follower of the log sets aside a fact it cannot carry on; a consumer parks an event or keeps a dead letter; a loop parks what
it works on. Only the process that owns the order acts; a person asks it to, and who asked why is kept.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import psycopg
from eventsourcing.persistence import Notification
from psycopg import Cursor
from psycopg.rows import DictRow
from pydantic import ValidationError

from shared.store import Store

BEHIND = "wacht achter een eerder feit met deze sleutel"
Act = Literal["vrijgeven", "laten_vallen"]
Kind = Literal["feit", "bericht", "onleesbaar", "werk", "brief"]
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]+")
_NUMBERS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+")


def printable(text: str, limit: int = 300) -> str:
    """Text that every table, header and log can hold, on one line."""
    return _UNPRINTABLE.sub(" ", text)[:limit].strip()


def reason_of(error: BaseException) -> str:
    """What went wrong, in one line; of refused data only where and why, never the value: it may be personal."""
    origin = error if isinstance(error, psycopg.Error) else error.__cause__
    if isinstance(error, ValidationError):
        text = "; ".join(
            f"{'.'.join(map(str, item['loc']))}: {item['type']}" for item in error.errors()[:5]
        )
    elif isinstance(origin, psycopg.Error):
        text = origin.diag.message_primary or type(origin).__name__
    else:
        text = str(error)
    return printable(f"{type(error).__name__}: {text}")


def cause_of(reason: str) -> str:
    """The same for everything that went wrong in the same way: the reason without its ids and numbers."""
    return _NUMBERS.sub("…", reason)[:120]


@dataclass(frozen=True)
class Aside:
    """One fact that a follower sets aside."""

    position: int
    stream_id: UUID
    key: str
    own_key: str | None
    name: str
    reason: str


SET_ASIDE = (
    "INSERT INTO set_aside (follower, position, stream_id, key, own_key, name, reason) VALUES (%s, %s, %s, %s, %s, %s, %s)"
    " ON CONFLICT (follower, position) DO UPDATE SET reason = excluded.reason, asked = NULL"
)
# What waits already keeps since when, and what was asked.
STILL_ASIDE = SET_ASIDE.partition(" DO UPDATE")[0] + (
    " DO UPDATE SET key = excluded.key, own_key = excluded.own_key, reason = excluded.reason"
)
BLOCKED = "SELECT key, own_key FROM set_aside WHERE follower = %s AND (key = ANY(%s) OR own_key = ANY(%s))"
ASKED_KEYS = (
    "SELECT DISTINCT key FROM set_aside WHERE follower = %s AND asked IS NOT NULL ORDER BY key"
)
OF_KEY = "SELECT position, asked FROM set_aside WHERE follower = %s AND key = %s ORDER BY position LIMIT %s"
FINISHED = "DELETE FROM set_aside WHERE follower = %s AND position = ANY(%s)"
NOT_ASKED = "UPDATE set_aside SET asked = NULL WHERE follower = %s AND key = %s"


def as_row(follower: str, aside: Aside) -> tuple[Any, ...]:
    """The values of SET_ASIDE."""
    return (
        follower,
        aside.position,
        aside.stream_id,
        aside.key,
        aside.own_key,
        aside.name,
        aside.reason,
    )


class Blocked:
    """Which keys wait, and behind which; grows while a page is looked at."""

    def __init__(self, rows: Iterable[tuple[str, str | None]]) -> None:
        self.behind: dict[str, str] = {}
        for key, own_key in rows:
            self.add(key, own_key)

    def add(self, key: str, own_key: str | None) -> None:
        self.behind.setdefault(key, key)
        if own_key:
            self.behind.setdefault(own_key, key)

    def find(self, *keys: str | None) -> str | None:
        """The key that one of these waits behind; None when they are free."""
        return next((self.behind[key] for key in keys if key in self.behind), None)


def set_aside(row: Notification, own_key: str | None, reason: str, blocked: Blocked) -> Aside:
    """A fact behind the key that blocks it, else under its own key, else under its stream; from now on it blocks its own key too."""
    stream = str(row.originator_id)
    key = blocked.find(own_key, stream) or own_key or stream
    blocked.add(key, own_key)
    return Aside(row.id, UUID(stream), key, own_key, row.topic, reason)


@dataclass(frozen=True)
class Held:
    """One thing that waits for a person: the first of its key, with how many wait behind it."""

    id: str
    kind: Kind
    place: str
    key: str
    what: str
    reason: str
    since: datetime
    behind: int
    asked: Act | None = None

    @property
    def cause(self) -> str:
        return cause_of(self.reason)


_HELD = {
    "feit": "SELECT DISTINCT ON (follower, key) follower AS place, position AS number, key, 'feit ' || position || ', ' || name AS what,"
    " reason, since, asked, count(*) OVER (PARTITION BY follower, key) - 1 AS behind FROM set_aside ORDER BY follower, key, position",
    "bericht": "SELECT DISTINCT ON (consumer, key) consumer AS place, id AS number, key,"
    " topic || '/' || partition || '/' || record_offset AS what, error AS reason, parked_at AS since, asked,"
    " count(*) OVER (PARTITION BY consumer, key) - 1 AS behind FROM parked_records WHERE topic <> consumer ORDER BY consumer, key, id",
    "werk": "SELECT DISTINCT ON (consumer, key) consumer AS place, id AS number, key, convert_from(value, 'UTF8') AS what,"
    " error AS reason, parked_at AS since, asked, count(*) OVER (PARTITION BY consumer, key) - 1 AS behind"
    " FROM parked_records WHERE topic = consumer ORDER BY consumer, key, id",
    "onleesbaar": "SELECT consumer AS place, id AS number, '' AS key, topic || '/' || partition || '/' || record_offset AS what,"
    " error AS reason, dead_at AS since, asked, 0 AS behind FROM dead_letters ORDER BY id",
}


def held(cursor: Cursor[DictRow]) -> list[Held]:
    """Everything of this service that waits for a person, the oldest first."""
    found = []
    for kind, query in _HELD.items():
        cursor.execute(query)
        found += [_held(kind, row) for row in cursor.fetchall()]  # type: ignore[arg-type]
    return sorted(found, key=lambda one: (one.since, one.id))


def _held(kind: Kind, row: Mapping[str, Any]) -> Held:
    number = f"{row['place']}:{row['number']}" if kind == "feit" else row["number"]
    return Held(
        f"{kind}:{number}",
        kind,
        row["place"],
        row["key"],
        row["what"],
        row["reason"],
        row["since"],
        row["behind"],
        row["asked"],
    )


class CannotBeDropped(ValueError):
    """Work of a loop, such as the day of a loan, can only be taken up again."""


def ask(cursor: Cursor[DictRow], chosen: Sequence[Held], act: Act, actor: str, reason: str) -> None:
    """Asks the owner of the order to do this; what waits behind it follows. Raises CannotBeDropped."""
    for one in chosen:
        if act == "laten_vallen" and one.kind == "werk":
            raise CannotBeDropped(one.id)
        _KINDS[one.kind](cursor, one, act)
        note(cursor, one, act, actor, reason)


def note(cursor: Cursor[DictRow], one: Held, act: Act, actor: str, reason: str) -> None:
    """Keeps who did what, and why."""
    cursor.execute(
        "INSERT INTO operator_acts (act, held_id, place, key, cause, behind, reason, actor) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
        (act, one.id, one.place, one.key, one.cause, one.behind, printable(reason), actor),
    )


def _ask_fact(cursor: Cursor[DictRow], one: Held, act: Act) -> None:
    position = int(one.id.rpartition(":")[2])
    cursor.execute(
        "UPDATE set_aside SET asked = CASE WHEN position = %s THEN %s ELSE 'vrijgeven' END WHERE follower = %s AND key = %s",
        (position, act, one.place, one.key),
    )


def _ask_record(cursor: Cursor[DictRow], one: Held, act: Act) -> None:
    cursor.execute(
        "UPDATE parked_records SET asked = CASE WHEN id = %s THEN %s ELSE 'vrijgeven' END WHERE consumer = %s AND key = %s",
        (int(one.id.rpartition(":")[2]), act, one.place, one.key),
    )


def _ask_dead_letter(cursor: Cursor[DictRow], one: Held, act: Act) -> None:
    cursor.execute(
        "UPDATE dead_letters SET asked = %s WHERE id = %s", (act, int(one.id.rpartition(":")[2]))
    )


def _take_up_again(cursor: Cursor[DictRow], one: Held, _act: Act) -> None:
    """A loop looks at this table itself: what is no longer in it takes part again."""
    cursor.execute(
        "DELETE FROM parked_records WHERE consumer = %s AND key = %s AND topic = consumer",
        (one.place, one.key),
    )


_KINDS = {
    "feit": _ask_fact,
    "bericht": _ask_record,
    "onleesbaar": _ask_dead_letter,
    "werk": _take_up_again,
}


def park_work(
    cursor: Cursor[DictRow], loop: str, key: str, event_id: UUID, what: str, error: BaseException
) -> None:
    """What a loop cannot finish waits under its own key, where a person sees it; the others go on."""
    cursor.execute(
        "INSERT INTO parked_records (consumer, key, event_id, topic, partition, record_offset, value, error)"
        " VALUES (%s, %s, %s, %s, 0, 0, %s, %s) ON CONFLICT DO NOTHING",
        (loop, key, event_id, loop, what.encode(), reason_of(error)),
    )


@dataclass(frozen=True)
class Desk:
    """Where a person sees and decides what waits in one service; `letters` are things of its own that only it can take up again."""

    store: Store
    letters: Callable[[Cursor[DictRow]], list[Held]] | None = None
    resume: Callable[[Held, str], None] | None = None

    def held(self) -> list[Held]:
        with self.store.cursor() as cursor:
            return held(cursor) + (self.letters(cursor) if self.letters else [])

    def act(self, chosen: Sequence[Held], act: Act, actor: str, reason: str) -> None:
        """Asks for it, all or nothing; letters one by one. Raises CannotBeDropped."""
        own = [one for one in chosen if one.kind == "brief"]
        if act == "laten_vallen" and own:
            raise CannotBeDropped(own[0].id)
        with self.store.cursor() as cursor:
            ask(cursor, [one for one in chosen if one.kind != "brief"], act, actor, reason)
        for one in own:
            if self.resume:
                self.resume(one, actor)
            with self.store.cursor() as cursor:
                note(cursor, one, act, actor, reason)

    def acts(self, limit: int = 100) -> list[dict[str, Any]]:
        """Who did what, the newest first."""
        with self.store.cursor() as cursor:
            cursor.execute("SELECT * FROM operator_acts ORDER BY id DESC LIMIT %s", (limit,))
            return cursor.fetchall()


def choose(
    found: Sequence[Held],
    held_id: str | None = None,
    key: str | None = None,
    cause: str | None = None,
) -> list[Held]:
    """What is meant by an id, by a key or by a cause; nothing when none is given."""
    if not (held_id or key or cause):
        return []
    return [
        one
        for one in found
        if (held_id in (None, one.id)) and (key in (None, one.key)) and (cause in (None, one.cause))
    ]
