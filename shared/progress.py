"""How far a service is: the end of its log, its followers and consumers. What operators and the clock ask for."""

from typing import Any

from shared.store import Store


def progress(store: Store) -> dict[str, Any]:
    """Positions, parked keys, unpublished dead letters and lag; nothing personal."""
    with store.cursor() as cursor:
        cursor.execute("SELECT follower, position FROM log_positions")
        followers = {row["follower"]: row["position"] for row in cursor.fetchall()}
        cursor.execute("SELECT consumer, topic, partition, next_offset FROM consumer_positions")
        consumers = [dict(row) for row in cursor.fetchall()]
        cursor.execute("SELECT consumer, count(DISTINCT key) AS keys FROM parked_records GROUP BY consumer")
        parked = {row["consumer"]: row["keys"] for row in cursor.fetchall()}
        cursor.execute("SELECT count(*) AS letters, count(*) FILTER (WHERE published_at IS NULL) AS unpublished FROM dead_letters")
        dead = dict(cursor.fetchone() or {})
        cursor.execute("SELECT process, lag_seconds, waiting FROM progress")
        lag = {row["process"]: {"seconds": row["lag_seconds"], "waiting": row["waiting"]} for row in cursor.fetchall()}
        cursor.execute("SELECT dag FROM werkdag")
        day = cursor.fetchone()
    return {
        "werkdag": str(day["dag"]) if day else None, "log_end": store.end(), "followers": followers, "consumers": consumers,
        "parked_keys": parked, "dead_letters": dead, "lag": lag,
    }  # fmt: skip
