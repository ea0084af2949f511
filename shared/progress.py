"""How far a service is: the end of its log, its followers and consumers. What operators, health and the clock ask for."""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from psycopg import Cursor
from psycopg.rows import DictRow

from shared.store import Store
from shared.transaction import last_workday

STANDSTILL_SECONDS = 60.0
# Who has nothing to do says so every five seconds: after three times that, it is not known any more.
SURE_SECONDS = 15.0
# Counting further than this tells nobody more.
COUNT_TO = 100_000
Verdict = Literal["pass", "fail", "unknown"]


@dataclass(frozen=True)
class Standing:
    """How far one follower, consumer or loop is. `seconds` is the age of the oldest thing it did not handle; None is unknown."""

    process: str
    waiting: int | None
    seconds: float | None
    verdict: Verdict
    why: str


def behind(cursor: Cursor[DictRow], follower: str) -> tuple[float, int]:
    """The age in seconds of the first fact that a follower of the log did not handle, and how many facts there are."""
    cursor.execute(
        "SELECT count(*) AS number FROM (SELECT 1 FROM stored_events WHERE notification_id >"
        " coalesce((SELECT position FROM log_positions WHERE follower = %s), 0) LIMIT %s) AS waiting",
        (follower, COUNT_TO),
    )
    number = int((cursor.fetchone() or {"number": 0})["number"])
    if not number:
        return 0.0, 0
    cursor.execute(
        "SELECT state FROM stored_events WHERE notification_id >"
        " coalesce((SELECT position FROM log_positions WHERE follower = %s), 0) ORDER BY notification_id LIMIT 1",
        (follower,),
    )
    row = cursor.fetchone()
    return age_of(bytes(row["state"])) if row else 0.0, number


def age_of(state: bytes) -> float:
    """How many seconds ago a fact was recorded, from its stored form."""
    recorded = datetime.fromisoformat(json.loads(state)["recorded_at"])
    return max(0.0, (datetime.now(UTC) - recorded).total_seconds())


def standings(store: Store, patience: float = STANDSTILL_SECONDS) -> list[Standing]:
    """Every follower of the log, consumer and loop of this service; the relay also before its first start."""
    with store.cursor() as cursor:
        cursor.execute(
            "SELECT follower, extract(epoch FROM now() - moved_at)::float AS unmoved FROM log_positions"
        )
        unmoved = {"relay": float("inf")} | {
            row["follower"]: row["unmoved"] for row in cursor.fetchall()
        }
        followers = [
            _of_follower(name, *behind(cursor, name), still, patience)
            for name, still in sorted(unmoved.items())
        ]
        cursor.execute(
            "SELECT process, lag_seconds, waiting, extract(epoch FROM now() - progressed_at)::float AS silent,"
            " extract(epoch FROM now() - coalesce(moved_at, progressed_at))::float AS unmoved FROM progress"
            " WHERE process <> ALL(%s) ORDER BY process",
            (list(unmoved),),
        )
        return followers + [_of_process(row, patience) for row in cursor.fetchall()]


def _of_follower(
    name: str, seconds: float, waiting: int, unmoved: float, patience: float
) -> Standing:
    if waiting and min(seconds, unmoved) > patience:
        return Standing(
            name,
            waiting,
            seconds,
            "fail",
            f"staat stil: {waiting} feiten wachten, het oudste {seconds:.0f} seconden",
        )
    return Standing(
        name, waiting, seconds, "pass", f"{waiting} feiten wachten" if waiting else "bij"
    )


def _of_process(row: dict[str, Any], patience: float) -> Standing:
    name, waiting, silent = row["process"], row["waiting"], row["silent"]
    if silent > patience:
        return Standing(
            name,
            None,
            None,
            "fail",
            f"meldt zich al {silent:.0f} seconden niet; wat er wacht is onbekend",
        )
    if waiting is None:
        return Standing(name, None, None, "unknown", "weet nog niet hoeveel er wacht")
    if not waiting and silent > SURE_SECONDS:
        return Standing(name, None, None, "unknown", f"meldt zich al {silent:.0f} seconden niet")
    seconds = (
        None if row["lag_seconds"] is None else row["lag_seconds"] + (silent if waiting else 0.0)
    )
    if waiting and row["unmoved"] > patience and (seconds is None or seconds > patience):
        since = "onbekend hoe lang" if seconds is None else f"het oudste {seconds:.0f} seconden"
        return Standing(name, waiting, seconds, "fail", f"staat stil: {waiting} wachten, {since}")
    return Standing(name, waiting, seconds, "pass", f"{waiting} wachten" if waiting else "bij")


def progress(store: Store) -> dict[str, Any]:
    """Positions, what waits for a person, and true lag; nothing personal."""
    standing = standings(store)
    with store.cursor() as cursor:
        cursor.execute("SELECT follower, position FROM log_positions")
        followers = {row["follower"]: row["position"] for row in cursor.fetchall()}
        cursor.execute("SELECT consumer, topic, partition, next_offset FROM consumer_positions")
        consumers = [dict(row) for row in cursor.fetchall()]
        cursor.execute(
            "SELECT consumer, count(DISTINCT key) AS keys FROM parked_records GROUP BY consumer"
        )
        parked = {row["consumer"]: row["keys"] for row in cursor.fetchall()}
        cursor.execute("SELECT follower, count(*) AS facts FROM set_aside GROUP BY follower")
        aside = {row["follower"]: row["facts"] for row in cursor.fetchall()}
        cursor.execute(
            "SELECT count(*) AS letters, count(*) FILTER (WHERE published_at IS NULL) AS unpublished FROM dead_letters"
        )
        dead = dict(cursor.fetchone() or {})
        cursor.execute("SELECT consumer, type, number FROM unknown_types ORDER BY consumer, type")
        unknown = [dict(row) for row in cursor.fetchall()]
        day = last_workday(cursor)
    return {
        "status": "fail" if any(one.verdict == "fail" for one in standing) else "pass",
        "werkdag": str(day) if day else None,
        "log_end": store.end(),
        "followers": followers,
        "consumers": consumers,
        "parked_keys": parked,
        "set_aside": aside,
        "dead_letters": dead,
        "unknown_types": unknown,
        "lag": {one.process: {"seconds": one.seconds, "waiting": one.waiting} for one in standing},
        "standings": [asdict(one) for one in standing],
    }
