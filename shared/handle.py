"""A command of a caller happens once: the same key with the same content gets the first answer, whenever it comes again (ADR 10).

An answer is stored with what it tells, and kept for ever. A refusal stores nothing, so that its key may try again.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, TypeVar
from uuid import UUID, uuid4

import psycopg
from eventsourcing.persistence import InterfaceError
from pydantic import BaseModel

from shared.again import is_to_do_again
from shared.facts import Cause, Stream
from shared.observability import caused, current_trace, log
from shared.store import Store
from shared.transaction import Transaction

Answer = TypeVar("Answer", bound=BaseModel)
Outcome = TypeVar("Outcome")
# How long a group waits for a row that somebody holds.
PATIENCE = "200ms"
Reads = Sequence[tuple[Stream[Any], UUID]]


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
    store: Store,
    command: Command,
    work: Callable[[Transaction, date], Answer],
    kind: type[Answer],
    reads: Reads = (),
) -> Answer:
    """Does `work` on the business day and keeps its answer; raises KeyReused, GeenWerkdag and what `work` refuses.

    `reads` are the streams that it looks at, with their facts: they are read with those of who comes at the same time.
    """
    return once(
        store, command, lambda transaction: work(transaction, transaction.workday()), kind, reads
    )


def once(
    store: Store,
    command: Command,
    work: Callable[[Transaction], Answer],
    kind: type[Answer],
    reads: Reads = (),
) -> Answer:
    """As `handle`, for work that asks for no day."""
    with caused(command.command_id, current_trace()):
        asked = _Asked(command, work, kind, reads, copy_context())
        store.together.join(asked, partial(_do, store))
        if asked.answer is None and asked.error is None:
            asked.do_alone(store)
    if asked.error is not None:
        raise asked.error
    answer: Answer = asked.answer
    return answer


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
    if not command.key:
        return None
    with store.transaction() as transaction:
        return _Answers.read(transaction, [command]).of(command, kind)


@dataclass(eq=False)
class _Asked:
    """A command that waits for its turn, with what its caller brings, and what came of it: neither means not yet."""

    command: Command
    work: Callable[[Transaction], BaseModel]
    kind: type[BaseModel]
    reads: Reads
    context: Context
    answer: Any = None
    error: BaseException | None = None

    def do_alone(self, store: Store) -> None:
        """In a transaction of its own, again when another writer was first."""
        try:
            self.answer = store.attempt(self._attempt)
        except Exception as error:
            self.error = error

    def _attempt(self, transaction: Transaction) -> BaseModel:
        answers = _begin(transaction, [self])
        answer = _answer(transaction, self, answers)
        answers.write(transaction)
        return answer


@dataclass
class _Answers:
    """The answers that are kept under the keys of these commands: the digest of the request, and the answer as JSON."""

    kept: dict[str, tuple[str, str]]
    new: dict[str, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def read(cls, transaction: Transaction, commands: Sequence[Command]) -> "_Answers":
        """Who comes with the same key at the same moment waits here for the other to end; always in the order of the locks."""
        slots = [command.slot for command in commands if command.key]
        if not slots:
            return cls({})
        transaction.cursor.execute(
            "SELECT pg_advisory_xact_lock(slot) FROM"
            " (SELECT hashtextextended(key, 0) AS slot FROM unnest(%s::text[]) AS key ORDER BY 1) AS slots",
            (slots,),
        )
        transaction.cursor.execute(
            "SELECT idempotency_key, request_digest, answer::text AS answer FROM answers"
            " WHERE idempotency_key = ANY(%s)",
            (slots,),
        )
        rows = transaction.cursor.fetchall()
        return cls({row["idempotency_key"]: (row["request_digest"], row["answer"]) for row in rows})

    def has(self, command: Command) -> bool:
        return bool(command.key) and command.slot in self.kept

    def of(self, command: Command, kind: type[Answer]) -> Answer | None:
        """The first answer; raises KeyReused."""
        if not command.key or (kept := self.kept.get(command.slot)) is None:
            return None
        if kept[0] != command.digest:
            raise KeyReused
        return kind.model_validate_json(kept[1])

    def keep(self, command: Command, answer: BaseModel) -> None:
        if command.key:
            self.kept[command.slot] = self.new[command.slot] = (
                command.digest,
                answer.model_dump_json(),
            )

    def write(self, transaction: Transaction) -> None:
        if self.new:
            transaction.cursor.execute(
                "INSERT INTO answers (idempotency_key, request_digest, answer)"
                " SELECT * FROM unnest(%s::text[], %s::text[], %s::jsonb[])",
                (list(self.new), *map(list, zip(*self.new.values(), strict=True))),
            )


def _do(store: Store, group: list[_Asked]) -> None:
    """Each has its answer or refusal once all is committed. When the group fails nothing of it happened, and each goes on alone."""
    is_begun = is_committing = False
    try:
        with store.transaction() as transaction:
            is_begun = True
            # Who holds a row for longer keeps only those waiting who need it.
            transaction.cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
            answers = _begin(transaction, group)
            for asked in group:
                _do_one(transaction, asked, answers)
            if not transaction.is_whole():
                raise InterfaceError("a command left the transaction of its group broken")
            answers.write(transaction)
            transaction.finish()
            transaction.flush(notify=True)
            is_committing = True
    except BaseException as error:
        for asked in group:
            # Only a key tells afterwards whether it happened; without one it is not done again.
            is_lost = is_committing and asked.answer is not None and not asked.command.key
            asked.answer, asked.error = None, error if is_lost or not is_begun else None
        if not isinstance(error, Exception):
            raise
        log.info("commands go on one at a time", number=len(group), error=type(error).__name__)


def _do_one(transaction: Transaction, asked: _Asked, answers: _Answers) -> None:
    try:
        with transaction.step():
            asked.answer = _answer(transaction, asked, answers)
    except Exception as error:
        # What the database itself does not take is told as it is told to who is alone.
        if not isinstance(error, psycopg.Error) and not is_to_do_again(error):
            asked.error = error


def _begin(transaction: Transaction, group: Sequence[_Asked]) -> _Answers:
    """The answers that are there already, and what the others look at, read at once."""
    answers = _Answers.read(transaction, [asked.command for asked in group])
    reads = [read for asked in group if not answers.has(asked.command) for read in asked.reads]
    for stream in {stream.shape: stream for stream, _ in reads}.values():
        transaction.prefetch(stream, [one for other, one in reads if other is stream])
    transaction.prefetch_facts([stream_id for _, stream_id in reads])
    return answers


def _answer(transaction: Transaction, asked: _Asked, answers: _Answers) -> BaseModel:
    answer = answers.of(asked.command, asked.kind)
    if answer is None:
        answer = asked.context.run(asked.work, transaction)
        answers.keep(asked.command, answer)
    return answer


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def canonical(value: Any) -> str:
    """JSON that is the same for the same content, whatever the order of its fields."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
