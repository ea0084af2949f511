"""Mistakes of the plumbing, planted one at a time in the running program: each must be found by the stories, or they prove nothing."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import date
from typing import Any

from eventsourcing.persistence import StoredEvent

import shared.handle as commands
from services.ledger.adapters import views
from services.ledger.adapters.bank import afschriften, ontvangsten, rekeningstanden
from services.ledger.adapters.invordering import publish as publiceren
from services.ledger.adapters.invordering import trajecten
from services.ledger.adapters.lening import agenda, dagen
from services.ledger.application import invordering
from services.ledger.domain.invordering.events import StapOvergeslagen
from services.routing.projections import bellers
from shared.follower import LogFollower
from shared.handle import Command
from shared.kafka.consumer import Consumer, _after
from shared.recorder import Recorder
from shared.rows import rows as rows_after
from shared.store import StaleVersion, Store
from shared.transaction import Transaction
from tests.infrastructure import DatabaseServer
from tests.simulation.story import Ground, Told, ground, judge

# Some mistakes only show when a ladder has come to its letters.
LONG = 100
Mistake = Callable[[], AbstractContextManager[None]]


@contextmanager
def planted(where: Any, name: str, wrong: Callable[..., Any]) -> Iterator[None]:
    """`wrong` gets the right function as its first argument."""
    right = getattr(where, name)
    stored = vars(where)[name]
    setattr(where, name, lambda *given, **named: wrong(right, *given, **named))
    try:
        yield
    finally:
        setattr(where, name, stored)


def forgets_the_inbox() -> AbstractContextManager[None]:
    """Takes every event for a new one."""
    return planted(Transaction, "new_ids", lambda right, self, consumer, ids: set(ids))


def tells_both_desks_to_call() -> AbstractContextManager[None]:
    """Has the caseworker call about arrears whatever was agreed."""

    def wrong(right: Any, *given: Any) -> bellers.Bellers:
        return bellers.Bellers("consulent", "consulent")

    return planted(bellers, "van", wrong)


def keeps_a_skipped_step_to_itself() -> AbstractContextManager[None]:
    """Leaves the other desk with the step that was passed over."""

    def wrong(right: Any, feit: Any, door: str) -> Any:
        return None if isinstance(feit, StapOvergeslagen) else right(feit, door)

    return planted(publiceren, "publish", wrong)


def commits_the_inbox_first() -> AbstractContextManager[None]:
    """Notes an event as handled before it is."""

    def wrong(right: Any, self: Transaction, consumer: str, ids: Any) -> set[Any]:
        with self.store.cursor() as cursor:
            found: set[Any] = right(Transaction(self.store, cursor), consumer, ids)
            return found

    return planted(Transaction, "new_ids", wrong)


def commits_facts_before_states() -> AbstractContextManager[None]:
    """Writes facts in a transaction of their own."""

    def wrong(right: Any, self: Recorder, cursor: Any, events: Sequence[StoredEvent]) -> None:
        with self.datastore.transaction(commit=True) as other:
            right(self, other, list(events))

    return planted(Recorder, "write", wrong)


def loses_the_last_fact() -> AbstractContextManager[None]:
    return planted(
        Recorder, "write", lambda right, self, cursor, events: right(self, cursor, events[:-1])
    )


def writes_in_the_wrong_order() -> AbstractContextManager[None]:
    return planted(
        Recorder, "write", lambda right, self, cursor, events: right(self, cursor, events[::-1])
    )


def writes_over_somebody_else() -> AbstractContextManager[None]:
    """Takes the next free version where another writer was first."""

    def wrong(right: Any, self: Recorder, cursor: Any, events: Sequence[StoredEvent]) -> None:
        moved = []
        for event in events:
            cursor.execute(
                "SELECT coalesce(max(originator_version), 0) AS last FROM stored_events"
                " WHERE originator_id = %s",
                (event.originator_id,),
            )
            before = [one for one in moved if one.originator_id == event.originator_id]
            version = max(event.originator_version, cursor.fetchone()["last"] + len(before) + 1)
            moved.append(StoredEvent(event.originator_id, version, event.topic, event.state))
        right(self, cursor, moved)

    return planted(Recorder, "write", wrong)


def appends_twice() -> AbstractContextManager[None]:
    def wrong(right: Any, self: Transaction, stream: Any, key: Any, facts: Any, cause: Any) -> None:
        right(self, stream, key, [*facts, *facts], cause)

    return planted(Transaction, "append", wrong)


def swallows_a_stale_version() -> AbstractContextManager[None]:
    """Thinks that somebody else did the work."""

    @contextmanager
    def wrong(right: Any, self: Store, *, notify: bool = True) -> Iterator[Transaction]:
        try:
            with right(self, notify=notify) as transaction:
                yield transaction
        except StaleVersion:
            pass

    return planted(Store, "transaction", wrong)


def forgets_what_must_follow() -> AbstractContextManager[None]:
    """Nothing is done at the end of a transaction."""
    return planted(Transaction, "finish", lambda right, self: None)


def forgets_first_answers() -> AbstractContextManager[None]:
    return planted(commands, "_earlier", lambda right, transaction, command: None)


def answers_any_content() -> AbstractContextManager[None]:
    """A key with another request gets the first answer."""
    stack = ExitStack()
    digest = Command.digest
    Command.digest = property(lambda self: "")  # type: ignore[method-assign, assignment]
    stack.callback(setattr, Command, "digest", digest)
    return stack


def answers_in_another_transaction() -> AbstractContextManager[None]:
    """The answer is kept when the work is, but a moment later."""

    def wrong(right: Any, store: Store, command: Command, work: Any, kind: Any) -> Any:
        found = store.attempt(lambda transaction: commands._earlier(transaction, command))
        if found is not None:
            return kind.model_validate(found)
        answer = store.attempt(work)
        with store.cursor() as cursor:
            cursor.execute(
                "INSERT INTO answers (idempotency_key, request_digest, answer) VALUES (%s, %s, %s)",
                (command.slot, command.digest, answer.model_dump_json()),
            )
        return answer

    return planted(commands, "once", wrong)


def forgets_who_asked() -> AbstractContextManager[None]:
    def wrong(right: Any, self: Command, *given: Any, **named: Any) -> Any:
        return right(Command("ledger", self.content, self.key, self.command_id), *given, **named)

    return planted(Command, "cause", wrong)


def forgets_the_mandate() -> AbstractContextManager[None]:
    return planted(
        Command, "cause", lambda right, self, at, mandate=None, correlation=None: right(self, at)
    )


def lets_the_day_go_back() -> AbstractContextManager[None]:
    def wrong(right: Any, self: Transaction, day: date) -> None:
        self.cursor.execute("DELETE FROM werkdag")
        right(self, day)

    return planted(Transaction, "hear_day", wrong)


def skips_missed_days() -> AbstractContextManager[None]:
    def wrong(right: Any, cursor: Any, dag: date) -> None:
        cursor.execute("INSERT INTO dagafsluiting (dag) VALUES (%s) ON CONFLICT DO NOTHING", (dag,))

    return planted(dagen, "open_tot", wrong)


def closes_a_day_after_one_page() -> AbstractContextManager[None]:
    def wrong(right: Any, cursor: Any, dag: date, lening_ids: Any) -> None:
        cursor.execute("UPDATE leningen SET gesloten_tm = %s", (dag,))

    return planted(agenda, "sluit", wrong)


def plans_all_but_the_last() -> AbstractContextManager[None]:
    return planted(
        agenda,
        "write",
        lambda right, cursor, rows: right(cursor, rows[:-1] or rows[:1]) if len(rows) > 1 else None,
    )


def believes_all_statements_are_in() -> AbstractContextManager[None]:
    return planted(rekeningstanden, "geboekt_tot", lambda right, *given: date(2030, 1, 1))


def forgets_how_far_accounts_are() -> AbstractContextManager[None]:
    return planted(
        rekeningstanden,
        "werk_bij",
        lambda right, cursor, ibans: rekeningstanden.ketens(cursor, ibans),
    )


def takes_a_file_twice() -> AbstractContextManager[None]:
    stack = ExitStack()
    stack.enter_context(planted(afschriften, "bestand_met", lambda right, *given: None))
    stack.enter_context(planted(afschriften, "eerder", lambda right, *given: ()))
    return stack


def drops_a_bank_line() -> AbstractContextManager[None]:
    return planted(ontvangsten, "_rijen", lambda right, *given: list(right(*given))[:-1])


def leaves_booked_lines_waiting() -> AbstractContextManager[None]:
    def wrong(right: Any, cursor: Any, outcomes: Any, op: date) -> None:
        right(cursor, [one for one in outcomes if one.status != "geboekt"], op)

    return planted(ontvangsten, "write", wrong)


def leaves_taken_money_on_the_loan() -> AbstractContextManager[None]:
    """A receipt that was taken off its loan does not wait for a person again."""
    return planted(ontvangsten, "volg", lambda right, *given: None)


def forgets_the_ladder() -> AbstractContextManager[None]:
    return planted(invordering, "volg", lambda right, *given: None)


def forgets_which_letter_waits() -> AbstractContextManager[None]:
    return planted(
        trajecten,
        "write",
        lambda right, cursor, rows: right(
            cursor, [row._replace(aanmaning_id=None) for row in rows]
        ),
    )


def loses_the_last_record_of_a_page() -> AbstractContextManager[None]:
    return planted(
        Consumer,
        "_handle",
        lambda right, self, transaction, page: right(self, transaction, page[:-1]),
    )


def swallows_a_failed_page() -> AbstractContextManager[None]:
    """Goes on behind a page that failed because the database was away."""

    def wrong(right: Any, self: Consumer, page: Any, before: Any = None) -> None:
        try:
            right(self, page, before)
        except Exception:
            with self.store.transaction() as transaction:
                self._advance(transaction, _after(page), before)

    return planted(Consumer, "take_in", wrong)


def stands_one_record_too_far() -> AbstractContextManager[None]:
    def wrong(right: Any, self: Consumer, transaction: Any, after: Any, before: Any) -> None:
        right(self, transaction, {place: offset + 1 for place, offset in after.items()}, before)

    return planted(Consumer, "_advance", wrong)


def shows_all_but_the_last_fact() -> AbstractContextManager[None]:
    return planted(views, "apply", lambda right, cursor, page: right(cursor, page[:-1]))


def moves_the_view_before_it_is_written() -> AbstractContextManager[None]:
    def wrong(right: Any, self: LogFollower) -> bool:
        with self.store.cursor() as cursor:
            cursor.execute(
                "INSERT INTO log_positions (follower, position) VALUES (%s, 0) ON CONFLICT DO NOTHING",
                (self.name,),
            )
            cursor.execute("SELECT position FROM log_positions WHERE follower = %s", (self.name,))
            rows = rows_after(self.store, (cursor.fetchone() or {})["position"], self.page)
            if rows:
                cursor.execute(
                    "UPDATE log_positions SET position = %s WHERE follower = %s",
                    (rows[-1].id, self.name),
                )
        with self.store.cursor() as cursor:
            self._set_aside(cursor, self.take(cursor, self.read(rows), self._blocked(cursor)))
        return bool(rows)

    return planted(LogFollower, "step", wrong)


MISTAKES: tuple[Mistake, ...] = (
    forgets_the_inbox,
    tells_both_desks_to_call,
    keeps_a_skipped_step_to_itself,
    commits_the_inbox_first,
    commits_facts_before_states,
    loses_the_last_fact,
    writes_in_the_wrong_order,
    writes_over_somebody_else,
    appends_twice,
    swallows_a_stale_version,
    forgets_what_must_follow,
    forgets_first_answers,
    answers_any_content,
    answers_in_another_transaction,
    forgets_who_asked,
    forgets_the_mandate,
    lets_the_day_go_back,
    skips_missed_days,
    closes_a_day_after_one_page,
    plans_all_but_the_last,
    believes_all_statements_are_in,
    forgets_how_far_accounts_are,
    takes_a_file_twice,
    drops_a_bank_line,
    leaves_booked_lines_waiting,
    leaves_taken_money_on_the_loan,
    forgets_the_ladder,
    forgets_which_letter_waits,
    loses_the_last_record_of_a_page,
    swallows_a_failed_page,
    stands_one_record_too_far,
    shows_all_but_the_last_fact,
    moves_the_view_before_it_is_written,
)


def find(here: Ground, mistake: Mistake, seeds: int) -> Told | None:
    """The first story that ends badly with this mistake; None when none of so many does."""
    with mistake():
        for seed in range(1, seeds + 1):
            told = judge(here, seed, LONG)
            if told.wrong:
                return told
    return None


def find_all(server: DatabaseServer, seeds: int, only: str = "") -> int:
    """Plants every mistake and prints how it was found; 1 when one was not."""
    missed = 0
    with ground(server) as here:
        for number, mistake in enumerate(MISTAKES, 1):
            if only not in mistake.__name__:
                continue
            begin = time.monotonic()
            told, name = find(here, mistake, seeds), mistake.__name__.replace("_", " ")
            missed += told is None
            how = f"seed {told.seed}, step {told.step}: {told.wrong}" if told else "NOT FOUND"
            print(
                f"{number}/{len(MISTAKES)} {name}: {how[:110]} ({time.monotonic() - begin:.0f} s)"
            )
    print(f"{missed} not found" if missed else "all found")
    return int(bool(missed))
