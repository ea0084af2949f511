"""Load, decide, append: in the transaction of an event that was heard, or in one of its own for a request of a person."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from services.routing.domain.commands import Routeverzoek
from services.routing.domain.decide import decide
from services.routing.domain.state import Routekeuze, evolve
from shared.begrippen import Feit
from shared.store import Cause, Store, Stream, Transaction

ROUTEKEUZE = Stream(Routekeuze(), evolve, shape="routekeuze.1")


def verwerk(transaction: Transaction, verzoek: Routeverzoek, cause: Cause) -> list[Feit]:
    """Decides on one request and appends what follows; raises the refusal."""
    state = transaction.load(ROUTEKEUZE, verzoek.dossier_id)
    feiten = decide(state, verzoek)
    transaction.append(ROUTEKEUZE, verzoek.dossier_id, feiten, cause)
    return feiten


@dataclass(frozen=True)
class Routing:
    """What people ask through the API and the pages."""

    store: Store

    def routekeuze(self, dossier_id: UUID) -> Routekeuze:
        """The choice as it stands; status `onbekend` for a dossier that routing never heard of."""
        with self.store.transaction() as transaction:
            return transaction.load(ROUTEKEUZE, dossier_id)

    def verwerk(self, verzoek: Routeverzoek, *, actor: str, request_id: str, key: str | None = None) -> None:
        """Decides on a request of a person; the same key with the same request does nothing the second time."""
        digest = hashlib.sha256(verzoek.model_dump_json().encode()).hexdigest()

        def work(transaction: Transaction) -> None:
            if key and transaction.answer(key, digest) is not None:
                return
            verwerk(transaction, verzoek, Cause(request_id, actor, verzoek.op, correlation_id=str(verzoek.dossier_id)))
            if key:
                transaction.remember(key, digest, {})

        self.store.attempt(work)

    def werkdag(self) -> date:
        """The last day that was heard; raises LookupError before the first."""
        with self.store.transaction() as transaction:
            return transaction.workday()

    def laatste_werkdag(self) -> date | None:
        """As `werkdag`, for readers that go on without."""
        try:
            return self.werkdag()
        except LookupError:
            return None

    def bijgewerkt_tot(self, consumer: str) -> datetime | None:
        """Everything that happened up to this moment is in the views of a consumer; None before it ever ran."""
        with self.store.cursor() as cursor:
            cursor.execute("SELECT progressed_at, lag_seconds FROM progress WHERE process = %s", (consumer,))
            row = cursor.fetchone()
        return row["progressed_at"] - timedelta(seconds=row["lag_seconds"]) if row else None
