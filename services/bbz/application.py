"""Load, decide, append: one transaction for the facts, the list, the watched terms and the answer."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from pydantic import BaseModel

from services.bbz.adapters import termijnbewaking
from services.bbz.domain.commands import Aanvraagverzoek, KenLevensonderhoudToe, VerstrekKrediet
from services.bbz.domain.decide import decide
from services.bbz.domain.events import VerstrekkingGeweigerd
from services.bbz.domain.kader import Kader
from services.bbz.domain.state import Aanvraag, Status, evolve
from services.bbz.projections import aanvragen
from shared.facts import Cause, Stream
from shared.handle import Command
from shared.store import Store
from shared.transaction import Transaction

AANVRAAG = Stream(Aanvraag(), evolve, shape="aanvraag.1")
Maakt = Callable[[date], Aanvraagverzoek]


class Uitkomst(BaseModel):
    """What became of a request; `weigering` is set when granting was refused, which is recorded."""

    aanvraag_id: UUID
    status: Status
    beslistermijn_tot: date
    lening_id: UUID | None = None
    weigering: VerstrekkingGeweigerd | None = None


@dataclass(frozen=True)
class Bbz:
    store: Store
    kader: Kader

    def verwerk(
        self, transaction: Transaction, verzoek: Aanvraagverzoek, command: Command
    ) -> Uitkomst:
        """Decides on a request of a person; raises the Weigering."""
        return _uitkomst(
            verzoek, verwerk_in(transaction, self.kader, verzoek, command.cause(verzoek.op))
        )

    def toestand(self, aanvraag_id: UUID) -> Aanvraag:
        """Raises AanvraagBestaatNiet."""
        with self.store.transaction() as transaction:
            state = transaction.load(AANVRAAG, aanvraag_id)
        _ = state.kern
        return state

    def werkdag(self) -> date | None:
        """The last day this service heard; None before the first."""
        return self.store.last_workday()


def verwerk_in(
    transaction: Transaction, kader: Kader, verzoek: Aanvraagverzoek, cause: Cause
) -> Aanvraag:
    """Decides inside a transaction; the state afterwards. Raises the Weigering."""
    state = transaction.load(AANVRAAG, verzoek.aanvraag_id)
    feiten = decide(state, verzoek, kader)
    if not feiten:
        return state
    because = replace(
        cause, mandate=getattr(feiten[0], "mandaat", None), correlation_id=str(feiten[0].dossier_id)
    )
    transaction.append(AANVRAAG, verzoek.aanvraag_id, feiten, because)
    state = transaction.load(AANVRAAG, verzoek.aanvraag_id)
    aanvragen.save(transaction.cursor, verzoek.aanvraag_id, state)
    termijnbewaking.keep(transaction.cursor, verzoek.aanvraag_id, state.laatste_dag)
    return state


def _uitkomst(verzoek: Aanvraagverzoek, state: Aanvraag) -> Uitkomst:
    geweigerd = isinstance(verzoek, VerstrekKrediet | KenLevensonderhoudToe) and not (
        state.krediet or state.bijstand
    )
    return Uitkomst(
        aanvraag_id=verzoek.aanvraag_id,
        status=state.status,
        beslistermijn_tot=state.beslistermijn_tot,
        lening_id=state.krediet.lening_id if state.krediet else None,
        weigering=state.weigering if geweigerd else None,
    )
