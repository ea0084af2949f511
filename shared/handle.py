"""A command of a caller happens once: the same key with the same content gets the first answer, whenever it comes again (ADR 10).

An answer is stored with what it tells, and kept for ever. A refusal stores nothing, so that its key may try again.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar
from uuid import uuid4

from pydantic import BaseModel

from shared.facts import Cause
from shared.observability import caused, current_trace
from shared.store import Store
from shared.transaction import Transaction

Answer = TypeVar("Answer", bound=BaseModel)
Outcome = TypeVar("Outcome")


class KeyReused(Exception):
    """An idempotency key came back with another request."""


class Done(BaseModel):
    """The answer of a command that has nothing to tell."""


@dataclass(frozen=True)
class Command:
    """What somebody asks. `content` is what makes it this request: where it goes and what it holds, never the day or a made-up id."""

    actor: str
    content: str = ""
    key: str | None = None
    command_id: str = field(default_factory=lambda: str(uuid4()))

    @property
    def slot(self) -> str:
        """Where the answer is kept: a key belongs to its caller."""
        return _sha256(canonical([self.actor, self.key]))

    @property
    def digest(self) -> str:
        return _sha256(self.content)

    def cause(
        self, at: date, mandate: str | None = None, correlation_id: str | None = None
    ) -> Cause:
        return Cause(self.command_id, self.actor, at, mandate, correlation_id, current_trace())


def handle(
    store: Store, command: Command, work: Callable[[Transaction, date], Answer], kind: type[Answer]
) -> Answer:
    """Does `work` on the business day and keeps its answer; raises KeyReused, GeenWerkdag and what `work` refuses."""
    return once(store, command, lambda transaction: work(transaction, transaction.workday()), kind)


def once(
    store: Store, command: Command, work: Callable[[Transaction], Answer], kind: type[Answer]
) -> Answer:
    """As `handle`, for work that asks for no day."""

    def attempt(transaction: Transaction) -> Answer:
        if command.key and (earlier := _earlier(transaction, command)) is not None:
            return kind.model_validate(earlier)
        answer = work(transaction)
        if command.key:
            transaction.cursor.execute(
                "INSERT INTO answers (idempotency_key, request_digest, answer) VALUES (%s, %s, %s)",
                (command.slot, command.digest, answer.model_dump_json()),
            )
        return answer

    with caused(command.command_id, current_trace()):
        return store.attempt(attempt)


def rehearse(store: Store, work: Callable[[Transaction, date], Outcome]) -> Outcome:
    """What `work` would answer on the business day; nothing of it is stored. Raises what `work` refuses."""
    try:
        with store.transaction(notify=False) as transaction:
            raise _Rehearsed(work(transaction, transaction.workday()))
    except _Rehearsed as rehearsed:
        outcome: Outcome = rehearsed.args[0]
        return outcome


class _Rehearsed(Exception):
    """Ends the transaction of a rehearsal, so that it leaves nothing."""


def recall(store: Store, command: Command, kind: type[Answer]) -> Answer | None:
    """The first answer, for work that is too large for one transaction; it ends with `once`, which keeps the answer."""
    with store.transaction() as transaction:
        earlier = _earlier(transaction, command) if command.key else None
    return kind.model_validate(earlier) if earlier is not None else None


def _earlier(transaction: Transaction, command: Command) -> dict[str, Any] | None:
    """The first answer; who comes at the same moment waits here for the other to end."""
    transaction.cursor.execute(
        "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (command.slot,)
    )
    transaction.cursor.execute(
        "SELECT request_digest, answer FROM answers WHERE idempotency_key = %s", (command.slot,)
    )
    row = transaction.cursor.fetchone()
    if row is None:
        return None
    if row["request_digest"] != command.digest:
        raise KeyReused
    answer: dict[str, Any] = row["answer"]
    return answer


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def canonical(value: Any) -> str:
    """JSON that is the same for the same content, whatever the order of its fields."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
