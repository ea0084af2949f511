"""What happens to a page of records, whichever runner brings it: one transaction, each event once, nothing skipped.

Three classes of failure: a dependency is down (raised, the runner backs off), a record cannot be read or comes from a source that
does not own its type (dead letter), a key fails (parked with all that follows it; other keys flow). A type that this version does
not know is a newer neighbour's: passed over and counted.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from shared.again import is_passing
from shared.aside import reason_of
from shared.cloudevent import CloudEvent, Undecodable, decode, must_be_owned
from shared.contracts.base import Contract
from shared.kafka import parked
from shared.observability import caused, log
from shared.settings import own_oin
from shared.store import StaleVersion, Store
from shared.transaction import Transaction

Handler = Callable[[Transaction, CloudEvent, Contract], None]
Prefetch = Callable[[Transaction, Sequence[Contract]], None]
PageHandler = Callable[[Transaction, Sequence[Contract]], None]
Place = tuple[str, UUID, int]


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
    def place(self) -> Place:
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

    `handle_page` is called after `handle` with all events of the transaction at once, for views that are written in bulk. `oin` is
    the organisation whose services own the types: an event of another source has no effect.
    """

    name: str
    store: Store
    handle: Handler
    prefetch: Prefetch | None = None
    handle_page: PageHandler | None = None
    oin: str = field(default_factory=own_oin)

    def take_in(self, page: Sequence[Delivery], before: Mapping[Place, int] | None = None) -> None:
        """Handles a page; `before` holds the positions this member believes in, None where the runner keeps its own offsets."""
        try:
            with self.store.transaction() as transaction:
                parked.share(transaction.cursor, self.name)
                self._advance(transaction, _after(page), before)
                self._handle(
                    transaction,
                    [item for delivery in page if (item := self._read(transaction, delivery))],
                )
        except Exception as error:
            if isinstance(error, Fenced) or is_passing(error):
                raise
            if len(page) == 1 and isinstance(error, StaleVersion):
                raise
            if len(page) == 1:
                self._park(page[0], error, before)
                return
            middle = len(page) // 2
            self.take_in(page[:middle], before)
            self.take_in(
                page[middle:], {**before, **_after(page[:middle])} if before is not None else None
            )

    def pass_over(
        self, after: Mapping[Place, int], before: Mapping[Place, int] | None = None
    ) -> None:
        """Moves positions beyond offsets that hold no record: markers of transactions, aborted and compacted records."""
        with self.store.transaction() as transaction:
            self._advance(transaction, after, before)

    def carry_out(self) -> None:
        """Does what a person asked for: releases keys in order, hears dead letters again, drops what may be dropped."""
        with self.store.cursor() as cursor:
            keys, letters = parked.asked(cursor, self.name)
        for number in letters:
            self._hear_again(number)
        for key in keys:
            try:
                log.info("key was released", consumer=self.name, events=self.release(key))
            except Exception as error:
                if is_passing(error) or isinstance(error, StaleVersion):
                    raise
                log.error("key stays parked", consumer=self.name, reason=reason_of(error))

    def release(self, key: str) -> int:
        """Handles what was parked under a key, in order, up to what fails again; the number of events. Raises what the handler raises."""
        released = 0
        try:
            while self._release_first(key):
                released += 1
        except Exception as error:
            if not is_passing(error) and not isinstance(error, StaleVersion):
                with self.store.cursor() as cursor:
                    parked.fails_again(cursor, self.name, key, error)
            raise
        return released

    def _release_first(self, key: str) -> bool:
        with self.store.transaction() as transaction:
            parked.alone(transaction.cursor, self.name)
            row = parked.first_parked(transaction.cursor, self.name, key)
            if row is None:
                return False
            parked.forget(transaction.cursor, "parked_records", row["id"])
            if row["asked"] != "laten_vallen":
                event = decode(bytes(row["value"]), ())
                self._have_effect(transaction, event, event.contract)
        return True

    def _hear_again(self, number: int) -> None:
        """A dead letter once more: it has its effect, joins its parked key, or stays where it is with its new reason."""
        item: Readable | None = None
        try:
            with self.store.transaction() as transaction:
                parked.alone(transaction.cursor, self.name)
                row = parked.dead_letter(transaction.cursor, number)
                if row is None:
                    return
                parked.forget(transaction.cursor, "dead_letters", number)
                if row["asked"] == "laten_vallen":
                    return
                delivery = Delivery(
                    row["topic"],
                    row["topic_id"],
                    row["partition"],
                    row["record_offset"],
                    row["key"],
                    row["value"],
                    parked.headers_of(row),
                )
                item = self._decoded(transaction, delivery)
                if item and item.key in parked.parked_keys(
                    transaction.cursor, self.name, [item.key]
                ):
                    parked.park(
                        transaction.cursor, self.name, delivery, item.event, item.key, parked.BEHIND
                    )
                elif item:
                    self._have_effect(transaction, item.event, item.contract)
        except Exception as error:
            if is_passing(error) or isinstance(error, StaleVersion):
                raise
            with self.store.cursor() as cursor:
                if item is None:
                    parked.stays_dead(cursor, number, error)
                else:
                    parked.forget(cursor, "dead_letters", number)
                    parked.park(cursor, self.name, item.delivery, item.event, item.key, error)

    def _have_effect(self, transaction: Transaction, event: CloudEvent, contract: Contract) -> None:
        if transaction.new_ids(self.name, [event.id]):
            with caused(str(event.id), event.traceparent):
                self.handle(transaction, event, contract)
            if self.handle_page:
                self.handle_page(transaction, [contract])

    def _handle(self, transaction: Transaction, page: Sequence[Readable]) -> None:
        readable = self._without_parked(transaction, page) if page else []
        new = (
            transaction.new_ids(self.name, [item.event.id for item in readable])
            if readable
            else set()
        )
        fresh = []
        for item in readable:
            if item.event.id in new:
                new.discard(item.event.id)
                fresh.append(item)
        if self.prefetch and fresh:
            self.prefetch(transaction, [item.contract for item in fresh])
        for item in fresh:
            with caused(str(item.event.id), item.event.traceparent):
                self.handle(transaction, item.event, item.contract)
        if self.handle_page and fresh:
            self.handle_page(transaction, [item.contract for item in fresh])

    def _read(self, transaction: Transaction, delivery: Delivery) -> Readable | None:
        """None for a dead letter and for a type that only a newer version knows."""
        try:
            return self._decoded(transaction, delivery)
        except Undecodable as error:
            parked.keep_dead_letter(transaction.cursor, self.name, delivery, error)
            return None

    def _decoded(self, transaction: Transaction, delivery: Delivery) -> Readable | None:
        """None for a type that only a newer version knows; raises Undecodable."""
        event = decode(delivery.value, delivery.headers)
        if not event.is_known:
            parked.pass_over(transaction.cursor, self.name, event)
            return None
        must_be_owned(event, self.oin)
        return Readable(delivery, event, event.contract)

    def _without_parked(self, transaction: Transaction, page: Sequence[Readable]) -> list[Readable]:
        waiting = parked.parked_keys(transaction.cursor, self.name, [item.key for item in page])
        for item in page:
            if item.key in waiting:
                parked.park(
                    transaction.cursor,
                    self.name,
                    item.delivery,
                    item.event,
                    item.key,
                    parked.BEHIND,
                )
        return [item for item in page if item.key not in waiting]

    def _park(
        self, delivery: Delivery, error: Exception, before: Mapping[Place, int] | None
    ) -> None:
        with self.store.transaction() as transaction:
            parked.share(transaction.cursor, self.name)
            self._advance(transaction, _after([delivery]), before)
            item = self._read(transaction, delivery)
            if item is not None:
                with caused(str(item.event.id), item.event.traceparent):
                    log.error(
                        "event is parked",
                        consumer=self.name,
                        topic=delivery.topic,
                        offset=delivery.offset,
                        reason=reason_of(error),
                    )
                parked.park(transaction.cursor, self.name, delivery, item.event, item.key, error)

    def _advance(
        self,
        transaction: Transaction,
        after: Mapping[Place, int],
        before: Mapping[Place, int] | None,
    ) -> None:
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
                [place[0] for place in after],
                [place[1] for place in after],
                [place[2] for place in after],
                [before[place] for place in after],
                list(after.values()),
                self.name,
            ),
        )
        if transaction.cursor.rowcount != len(after):
            raise Fenced(f"{self.name}: another member moved a position")


def _after(page: Sequence[Delivery]) -> dict[Place, int]:
    return {delivery.place: delivery.offset + 1 for delivery in page}
