"""Load, decide, append; and what the day and the bank must know of the loan, in the same transaction."""

from collections.abc import Iterable
from uuid import UUID

from services.ledger.adapters import agenda
from services.ledger.domain.commands import Leningverzoek
from services.ledger.domain.decide import decide
from services.ledger.domain.decide_dag import volgende_actie
from services.ledger.domain.state import Lening, evolve
from shared.begrippen import Feit
from shared.store import Cause, Stream, Transaction

LENING = Stream(Lening(), evolve, shape="lening.1")


def verwerk(transaction: Transaction, verzoek: Leningverzoek, cause: Cause) -> list[Feit]:
    """Decides on one request; raises the refusal. `plan` must follow before the transaction ends."""
    feiten = decide(transaction.load(LENING, verzoek.lening_id), verzoek)
    transaction.append(LENING, verzoek.lening_id, feiten, cause)
    return feiten


def plan(transaction: Transaction, lening_ids: Iterable[UUID]) -> None:
    """Writes when each of these loans is next in need of something."""
    rijen = []
    for lening_id in dict.fromkeys(lening_ids):
        lening = transaction.load(LENING, lening_id)
        rijen.append((lening_id, lening.betalingskenmerk, *volgende_actie(lening)))
    agenda.schrijf(transaction.cursor, rijen)
