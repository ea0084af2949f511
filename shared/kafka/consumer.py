"""What happens to a page of records, whichever runner brings it: one transaction, each event once, nothing skipped.

Three classes of failure: a dependency is down (raised, the runner backs off), a record cannot be read (dead letter),
a key fails (parked with all that follows it; other keys flow).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from shared.cloudevent import CloudEvent, Undecodable, decode
from shared.contracts.base import Contract
from shared.store import DEPENDENCY_DOWN, StaleVersion, Store, Transaction

Handler = Callable[[Transaction, CloudEvent, Contract], None]
Prefetch = Callable[[Transaction, Sequence[Contract]], None]
PageHandler = Callable[[Transaction, Sequence[Contract]], None]


class Fenced(Exception):
    """Another member moved this position: the batch is dropped as a whole and read again."""


@dataclass(frozen=True)
class Delivery:
    """One record as it came from Kafka; `topic` is the real name, prefix included."""

    topic: str
    topic_id: UUID
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes], ...]

    @property
    def place(self) -> tuple[str, UUID, int]:
        return self.topic, self.topic_id, self.partition


@dataclass(frozen=True)
class Readable:
    delivery: Delivery
    event: CloudEvent
    contract: Contract

    @property
    def key(self) -> str:
        return self.contract.key()


@dataclass(frozen=True)
class Consumer:
    """One consumer group of a service: its name, its log, and the pure reaction to an event.

    `handle_page` is called after `handle` with all events of the transaction at once, for views that are written in bulk.
    """

    name: str
    store: Store
    handle: Handler
    prefetch: Prefetch | None = None
    handle_page: PageHandler | None = None

    def take_in(self, page: Sequence[Delivery], before: Mapping[tuple[str, UUID, int], int] | None = None) -> None:
        """Handles a page; `before` holds the positions this member believes in, None where the runner keeps its own offsets."""
        try:
            with self.store.transaction() as transaction:
                self._advance(transaction, page, before)
                self._handle(transaction, [self._read(transaction, delivery) for delivery in page])
        except (*DEPENDENCY_DOWN, Fenced):
            raise
        except Exception as error:
            if len(page) == 1 and not isinstance(error, StaleVersion):
                self._park(page[0], error, before)
                return
            if len(page) == 1:
                raise
            middle = len(page) // 2
            self.take_in(page[:middle], before)
            self.take_in(page[middle:], {**before, **_after(page[:middle])} if before is not None else None)

    def release(self, key: str) -> int:
        """Handles what was parked under a key, in order, all or nothing; the number of events. Raises what the handler raises."""
        with self.store.transaction() as transaction:
            transaction.cursor.execute("DELETE FROM parked_records WHERE consumer = %s AND key = %s RETURNING id, value", (self.name, key))
            rows = sorted(transaction.cursor.fetchall(), key=lambda row: int(row["id"]))
            for row in rows:
                event = decode(bytes(row["value"]), ())
                if transaction.new_ids(self.name, [event.id]):
                    self.handle(transaction, event, event.contract)
                    if self.handle_page:
                        self.handle_page(transaction, [event.contract])
            return len(rows)

    def _handle(self, transaction: Transaction, page: Sequence[Readable | None]) -> None:
        readable = self._without_parked(transaction, [item for item in page if item is not None])
        new = transaction.new_ids(self.name, [item.event.id for item in readable]) if readable else set()
        fresh = []
        for item in readable:
            if item.event.id in new:
                new.discard(item.event.id)
                fresh.append(item)
        if self.prefetch and fresh:
            self.prefetch(transaction, [item.contract for item in fresh])
        for item in fresh:
            self.handle(transaction, item.event, item.contract)
        if self.handle_page and fresh:
            self.handle_page(transaction, [item.contract for item in fresh])

    def _read(self, transaction: Transaction, delivery: Delivery) -> Readable | None:
        try:
            event = decode(delivery.value, delivery.headers)
            return Readable(delivery, event, event.contract)
        except Undecodable as error:
            transaction.cursor.execute(
                "INSERT INTO dead_letters (consumer, topic, topic_id, partition, record_offset, key, value, error)"
                " VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
                (self.name, *delivery.place, delivery.offset, delivery.key, delivery.value, str(error)),
            )
            return None

    def _without_parked(self, transaction: Transaction, page: Sequence[Readable]) -> list[Readable]:
        transaction.cursor.execute(
            "SELECT DISTINCT key FROM parked_records WHERE consumer = %s AND key = ANY(%s)", (self.name, [item.key for item in page])
        )
        parked = {row["key"] for row in transaction.cursor.fetchall()}
        for item in page:
            if item.key in parked:
                self._store_parked(transaction, item, "an earlier event of this key is parked")
        return [item for item in page if item.key not in parked]

    def _park(self, delivery: Delivery, error: Exception, before: Mapping[tuple[str, UUID, int], int] | None) -> None:
        with self.store.transaction() as transaction:
            self._advance(transaction, [delivery], before)
            item = self._read(transaction, delivery)
            if item is not None:
                self._store_parked(transaction, item, f"{type(error).__name__}: {error}")

    def _store_parked(self, transaction: Transaction, item: Readable, error: str) -> None:
        transaction.cursor.execute(
            "INSERT INTO parked_records (consumer, key, event_id, topic, partition, record_offset, value, error)"
            " SELECT %s, %s, %s, %s, %s, %s, %s, %s WHERE NOT EXISTS"
            " (SELECT 1 FROM inbox WHERE consumer = %s AND event_id = %s) ON CONFLICT DO NOTHING",
            (self.name, item.key, item.event.id, item.delivery.topic, item.delivery.partition, item.delivery.offset,
             item.event.model_dump_json().encode(), error, self.name, item.event.id),
        )  # fmt: skip

    def _advance(self, transaction: Transaction, page: Sequence[Delivery], before: Mapping[tuple[str, UUID, int], int] | None) -> None:
        after = _after(page)
        if before is None:
            transaction.cursor.executemany(
                "INSERT INTO consumer_positions (consumer, topic, topic_id, partition, next_offset) VALUES (%s, %s, %s, %s, %s)"
                " ON CONFLICT (consumer, topic, topic_id, partition) DO UPDATE"
                " SET next_offset = greatest(consumer_positions.next_offset, excluded.next_offset), moved_at = now()",
                [(self.name, *place, offset) for place, offset in after.items()],
            )
            return
        transaction.cursor.execute(
            "UPDATE consumer_positions AS own SET next_offset = moved.after, moved_at = now()"
            " FROM unnest(%s::text[], %s::uuid[], %s::int[], %s::bigint[], %s::bigint[])"
            " AS moved(topic, topic_id, partition, before, after)"
            " WHERE own.consumer = %s AND own.topic = moved.topic AND own.topic_id = moved.topic_id"
            " AND own.partition = moved.partition AND own.next_offset = moved.before",
            (
                [place[0] for place in after], [place[1] for place in after], [place[2] for place in after],
                [before[place] for place in after], list(after.values()), self.name,
            ),
        )  # fmt: skip
        if transaction.cursor.rowcount != len(after):
            raise Fenced(f"{self.name}: another member moved a position")


def _after(page: Sequence[Delivery]) -> dict[tuple[str, UUID, int], int]:
    return {delivery.place: delivery.offset + 1 for delivery in page}
