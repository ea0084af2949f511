"""What a service counts and measures for operators: true lag, what waits for a person, facts as they are stored (docs/metrics.md).

What is not known is NaN, never 0; when the database does not answer only `doorstart_database_up` is told.
"""

from collections.abc import Callable, Iterable, Iterator
from threading import Lock

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from psycopg import Cursor
from psycopg.rows import DictRow

from shared.progress import Standing, standings
from shared.store import Store

Measures = Callable[[Cursor[DictRow]], Iterable[Metric]]
UNKNOWN = float("nan")


class Measured:
    """The metrics of one service, read from its database when somebody asks; `own` adds what only this service knows."""

    def __init__(self, store: Store, own: Measures | None = None) -> None:
        self.store, self.own = store, own
        self.counting = Lock()
        self.counted_to: int | None = None
        self.facts = dict.fromkeys(store.facts, 0)

    def text(self) -> bytes:
        """In the exposition format of Prometheus, after the metrics of the process itself; raises when the database is away."""
        return generate_latest(_Told([up(1.0), *self._all()]))

    def _all(self) -> Iterator[Metric]:
        yield from _of_standings(standings(self.store))
        with self.store.cursor() as cursor:
            yield self._stored(cursor)
            for name, means, label, query in WAITING:
                cursor.execute(query)
                yield gauge(name, means, label, {row["who"]: row["n"] for row in cursor.fetchall()})
            yield from self.own(cursor) if self.own else ()

    def _stored(self, cursor: Cursor[DictRow]) -> Metric:
        """Counts on from where the last answer ended: the order of the log is the order of commits, so nothing is passed."""
        with self.counting:
            if self.counted_to is None:
                self.counted_to = self.store.end()
            cursor.execute(
                "SELECT topic, count(*) AS n, max(notification_id) AS last FROM stored_events"
                " WHERE notification_id > %s GROUP BY topic",
                (self.counted_to,),
            )
            for row in cursor.fetchall():
                self.facts[row["topic"]] = self.facts.get(row["topic"], 0) + row["n"]
                self.counted_to = max(self.counted_to, row["last"])
            found = CounterMetricFamily(
                "doorstart_facts",
                "Facts stored since the first answer of this process",
                labels=["fact"],
            )
            for name, number in sorted(self.facts.items()):
                found.add_metric([name], number)
            return found


WAITING = (
    (
        "doorstart_parked_keys",
        "Keys that a consumer or a loop parked",
        "consumer",
        "SELECT consumer AS who, count(DISTINCT key) AS n FROM parked_records GROUP BY consumer"
        " UNION ALL SELECT consumer, 0 FROM (SELECT DISTINCT consumer FROM consumer_positions) AS known"
        " WHERE NOT EXISTS (SELECT 1 FROM parked_records WHERE consumer = known.consumer)",
    ),
    (
        "doorstart_dead_letters",
        "Records that a consumer cannot read",
        "consumer",
        "SELECT consumer AS who, count(*) AS n FROM dead_letters GROUP BY consumer"
        " UNION ALL SELECT consumer, 0 FROM (SELECT DISTINCT consumer FROM consumer_positions) AS known"
        " WHERE NOT EXISTS (SELECT 1 FROM dead_letters WHERE consumer = known.consumer)",
    ),
    (
        "doorstart_set_aside_facts",
        "Facts that a follower of the log set aside",
        "follower",
        "SELECT follower AS who, count(*) AS n FROM set_aside GROUP BY follower"
        " UNION ALL SELECT follower, 0 FROM log_positions AS known"
        " WHERE NOT EXISTS (SELECT 1 FROM set_aside WHERE follower = known.follower)",
    ),
    (
        "doorstart_unknown_type_events",
        "Events of a newer neighbour that were passed over",
        "consumer",
        "SELECT consumer AS who, sum(number)::bigint AS n FROM unknown_types GROUP BY consumer",
    ),
)


def gauge(name: str, means: str, label: str, values: dict[str, float]) -> Metric:
    """A value for each label."""
    found = GaugeMetricFamily(name, means, labels=[label])
    for of, value in sorted(values.items()):
        found.add_metric([of], value)
    return found


def single(name: str, means: str, value: float | None) -> Metric:
    """One value; None is unknown."""
    return GaugeMetricFamily(name, means, value=UNKNOWN if value is None else value)


def up(value: float) -> Metric:
    return single("doorstart_database_up", "1 when the database answers", value)


def without_database() -> bytes:
    """What can be told when the database does not answer."""
    return generate_latest(_Told([up(0.0)]))


def _of_standings(found: list[Standing]) -> Iterator[Metric]:
    yield gauge(
        "doorstart_waiting",
        "How much a follower, consumer or loop has to do",
        "process",
        {one.process: UNKNOWN if one.waiting is None else one.waiting for one in found},
    )
    yield gauge(
        "doorstart_oldest_waiting_seconds",
        "How long the oldest of it waits",
        "process",
        {one.process: UNKNOWN if one.seconds is None else one.seconds for one in found},
    )
    yield gauge(
        "doorstart_stands_still",
        "1 where something waits and nothing moves, or the process is silent",
        "process",
        {one.process: float(one.verdict == "fail") for one in found},
    )


class _Told(CollectorRegistry):
    """Exactly these metrics, once."""

    def __init__(self, found: list[Metric]) -> None:
        super().__init__()
        self.found = found

    def collect(self) -> Iterable[Metric]:
        return self.found
