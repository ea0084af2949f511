"""Load, decide, append: in the transaction of an event that was heard, or in one of its own for a request of a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID

from services.routing.application.eigenaar import volg_route
from services.routing.domain.commands import BepaalRoute, Routeverzoek
from services.routing.domain.decide import Kader, decide
from services.routing.domain.state import Routekeuze, evolve
from services.routing.domain.stukken import Nodig, nodig
from shared.begrippen import Feit
from shared.facts import Cause, Stream
from shared.organisatie.rijen import organisatie_in
from shared.parameters import Parameterset
from shared.store import Store
from shared.stukken import nodig_voor_route
from shared.transaction import Transaction

ROUTEKEUZE = Stream(Routekeuze(), evolve, shape="routekeuze.1")


def verwerk(
    transaction: Transaction, verzoek: Routeverzoek, cause: Cause, parameters: Parameterset
) -> list[Feit]:
    """Decides on one request and appends what follows; raises the refusal."""
    state = transaction.load(ROUTEKEUZE, verzoek.dossier_id)
    kader = Kader(organisatie_in(transaction).team_voor, partial(nodig_voor_route, parameters))
    feiten = decide(state, verzoek, kader)
    transaction.append(ROUTEKEUZE, verzoek.dossier_id, feiten, cause)
    voorganger = verzoek.voorganger if isinstance(verzoek, BepaalRoute) else None
    volg_route(transaction, verzoek.dossier_id, feiten, cause, voorganger)
    return feiten


@dataclass(frozen=True)
class Routing:
    """What people ask through the API and the pages."""

    store: Store
    parameters: Parameterset

    def routekeuze(self, dossier_id: UUID) -> Routekeuze:
        """The choice as it stands; status `onbekend` for a dossier that routing never heard of."""
        with self.store.transaction() as transaction:
            return transaction.load(ROUTEKEUZE, dossier_id)

    def nodig(self, state: Routekeuze, routes: Iterable[int] | None = None) -> tuple[Nodig, ...]:
        """The papers that these routes wait for today, or else those that were proposed or chosen; none before the first day."""
        op = self.store.last_workday()
        if routes is None:
            routes = [een.nummer for een in getattr(state.uitkomst, "routes", ())]
        lijst = partial(nodig_voor_route, self.parameters)
        return nodig(state.stukken, routes, lijst, op) if op else ()

    def werkdag(self) -> date:
        """The last day that was heard; raises GeenWerkdag before the first."""
        with self.store.transaction() as transaction:
            return transaction.workday()

    def laatste_werkdag(self) -> date | None:
        """As `werkdag`, for readers that go on without."""
        return self.store.last_workday()

    def bijgewerkt_tot(self, consumer: str) -> datetime | None:
        """Everything that happened up to this moment is in the views of a consumer; None where it does not know how far it is."""
        with self.store.cursor() as cursor:
            cursor.execute(
                "SELECT progressed_at, lag_seconds FROM progress WHERE process = %s", (consumer,)
            )
            row = cursor.fetchone()
        if row is None or row["lag_seconds"] is None:
            return None
        said: datetime = row["progressed_at"]
        return said - timedelta(seconds=row["lag_seconds"])
