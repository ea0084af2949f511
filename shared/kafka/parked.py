"""Where a consumer keeps what it cannot handle: dead letters, parked keys, and the types it does not know."""

import json
import re
from typing import TYPE_CHECKING, Any

from psycopg import Cursor
from psycopg.rows import DictRow

from shared.aside import printable, reason_of
from shared.cloudevent import CloudEvent

if TYPE_CHECKING:
    from shared.kafka.consumer import Delivery

BEHIND = "an earlier event of this key is parked"
_TYPE = re.compile(r"[a-zA-Z0-9._-]{1,120}")


def share(cursor: Cursor[DictRow], consumer: str) -> None:
    """Members that handle events: side by side with one another, never beside somebody who releases a key."""
    cursor.execute(
        "SELECT pg_advisory_xact_lock_shared(hashtextextended(%s, 0))", (f"parked/{consumer}",)
    )


def alone(cursor: Cursor[DictRow], consumer: str) -> None:
    """Whoever releases a key: no member handles an event meanwhile."""
    cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (f"parked/{consumer}",))


def keep_dead_letter(
    cursor: Cursor[DictRow], consumer: str, delivery: "Delivery", error: Exception
) -> None:
    headers = json.dumps(
        [
            (name, None if content is None else content.decode("latin-1"))
            for name, content in delivery.headers
        ]
    )
    cursor.execute(
        "INSERT INTO dead_letters (consumer, topic, topic_id, partition, record_offset, key, value, headers, error)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
        (
            consumer,
            *delivery.place,
            delivery.offset,
            delivery.key,
            delivery.value,
            headers.encode(),
            printable(str(error)),
        ),
    )


def headers_of(row: dict[str, Any]) -> tuple[tuple[str, bytes], ...]:
    """The headers of a dead letter as they came; none for one that was kept before headers were."""
    kept = json.loads(bytes(row["headers"])) if row["headers"] is not None else []
    return tuple((name, (content or "").encode("latin-1")) for name, content in kept)


def park(
    cursor: Cursor[DictRow],
    consumer: str,
    delivery: "Delivery",
    event: CloudEvent,
    key: str,
    error: Exception | str,
) -> None:
    """Keeps an event behind its key, unless it had its effect or is parked already."""
    reason = error if isinstance(error, str) else reason_of(error)
    cursor.execute(
        "INSERT INTO parked_records (consumer, key, event_id, topic, partition, record_offset, value, error)"
        " SELECT %s, %s, %s, %s, %s, %s, %s, %s WHERE NOT EXISTS"
        " (SELECT 1 FROM inbox WHERE consumer = %s AND event_id = %s) ON CONFLICT DO NOTHING",
        (
            consumer,
            key,
            event.id,
            delivery.topic,
            delivery.partition,
            delivery.offset,
            event.model_dump_json().encode(),
            reason,
            consumer,
            event.id,
        ),
    )


def parked_keys(cursor: Cursor[DictRow], consumer: str, keys: list[str]) -> set[str]:
    """Those of the keys that wait for a person."""
    cursor.execute(
        "SELECT DISTINCT key FROM parked_records WHERE consumer = %s AND key = ANY(%s)",
        (consumer, keys),
    )
    return {row["key"] for row in cursor.fetchall()}


def first_parked(cursor: Cursor[DictRow], consumer: str, key: str) -> dict[str, Any] | None:
    cursor.execute(
        "SELECT id, value, asked FROM parked_records WHERE consumer = %s AND key = %s AND topic <> consumer ORDER BY id LIMIT 1 FOR UPDATE",
        (consumer, key),
    )
    return cursor.fetchone()


def forget(cursor: Cursor[DictRow], table: str, number: int) -> None:
    cursor.execute(f"DELETE FROM {table} WHERE id = %s", (number,))


def fails_again(cursor: Cursor[DictRow], consumer: str, key: str, error: BaseException) -> None:
    """The first of the key gets its new reason, and nothing of the key is asked any more."""
    cursor.execute(
        "UPDATE parked_records SET asked = NULL WHERE consumer = %s AND key = %s", (consumer, key)
    )
    cursor.execute(
        "UPDATE parked_records SET error = %s WHERE id = (SELECT min(id) FROM parked_records WHERE consumer = %s AND key = %s)",
        (reason_of(error), consumer, key),
    )


def asked(cursor: Cursor[DictRow], consumer: str) -> tuple[list[str], list[int]]:
    """Keys and dead letters that a person asked something of."""
    cursor.execute(
        "SELECT DISTINCT key FROM parked_records WHERE consumer = %s AND asked IS NOT NULL ORDER BY key",
        (consumer,),
    )
    keys = [row["key"] for row in cursor.fetchall()]
    cursor.execute(
        "SELECT id FROM dead_letters WHERE consumer = %s AND asked IS NOT NULL ORDER BY id",
        (consumer,),
    )
    return keys, [row["id"] for row in cursor.fetchall()]


def dead_letter(cursor: Cursor[DictRow], number: int) -> dict[str, Any] | None:
    cursor.execute("SELECT * FROM dead_letters WHERE id = %s FOR UPDATE", (number,))
    return cursor.fetchone()


def stays_dead(cursor: Cursor[DictRow], number: int, error: Exception) -> None:
    cursor.execute(
        "UPDATE dead_letters SET asked = NULL, error = %s WHERE id = %s",
        (printable(str(error)), number),
    )


def pass_over(cursor: Cursor[DictRow], consumer: str, event: CloudEvent) -> None:
    """Counts an event of a type that only a newer version knows."""
    kind = event.type if _TYPE.fullmatch(event.type) else "(geen naam van een gebeurtenis)"
    cursor.execute(
        "INSERT INTO unknown_types (consumer, type, number) VALUES (%s, %s, 1) ON CONFLICT (consumer, type)"
        " DO UPDATE SET number = unknown_types.number + 1, last_at = now()",
        (consumer, kind),
    )
