"""Load, decide, append: one transaction for the facts, the list, the watched terms and the answer."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from pydantic import BaseModel

from services.bbz.adapters import termijnbewaking
from services.bbz.domain.commands import Aanvraagverzoek, KenLevensonderhoudToe, VerstrekKrediet
from services.bbz.domain.decide import decide
from services.bbz.domain.eerder import Eerder
from services.bbz.domain.events import (
    KredietVerstrekt,
    LevensonderhoudToegekend,
    VerstrekkingGeweigerd,
)
from services.bbz.domain.kader import Kader
from services.bbz.domain.state import Aanvraag, Status, evolve
from services.bbz.projections import aanvragen
from shared.facts import Cause, Stream
from shared.handle import Command
from shared.organisatie.rijen import mandaten_in
from shared.parameters import Parameterset
from shared.store import Store
from shared.transaction import Transaction

AANVRAAG = Stream(Aanvraag(), evolve, shape="aanvraag.2")
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
    parameters: Parameterset

    def verwerk(
        self, transaction: Transaction, verzoek: Aanvraagverzoek, command: Command
    ) -> Uitkomst:
        """Decides on a request of a person; raises the Weigering."""
        return _uitkomst(
            verzoek, verwerk_in(transaction, self.parameters, verzoek, command.cause(verzoek.op))
        )

    def toestand(self, aanvraag_id: UUID) -> Aanvraag:
        """Raises AanvraagBestaatNiet."""
        with self.store.transaction() as transaction:
            state = transaction.load(AANVRAAG, aanvraag_id)
        _ = state.kern
        return state

    def kader_van(self, state: Aanvraag) -> Kader:
        """What a decision on this application would look at now, with what was granted before it."""
        with self.store.transaction() as transaction:
            return met_eerder(transaction, _kader(transaction, self.parameters), state)

    def werkdag(self) -> date | None:
        """The last day this service heard; None before the first."""
        return self.store.last_workday()


def verwerk_in(
    transaction: Transaction, parameters: Parameterset, verzoek: Aanvraagverzoek, cause: Cause
) -> Aanvraag:
    """Decides inside a transaction; the state afterwards. Raises the Weigering."""
    state = transaction.load(AANVRAAG, verzoek.aanvraag_id)
    kader = _kader(transaction, parameters)
    if isinstance(verzoek, VerstrekKrediet | KenLevensonderhoudToe):
        kader = met_eerder(transaction, kader, state)
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


def _kader(transaction: Transaction, parameters: Parameterset) -> Kader:
    return Kader(parameters, mandaten_in(transaction, "aanvraag"))


def met_eerder(transaction: Transaction, kader: Kader, state: Aanvraag) -> Kader:
    """The same frame with the decisions of the applications before this one: each named its voorganger when it was filed."""
    kredieten: list[KredietVerstrekt] = []
    bijstand: list[LevensonderhoudToegekend] = []
    gezien: set[UUID] = set()
    volgende = state.opening.voorganger if state.opening else None
    while volgende and volgende not in gezien:
        gezien.add(volgende)
        eerdere = transaction.load(AANVRAAG, volgende)
        kredieten += [eerdere.krediet] if eerdere.krediet else []
        bijstand += [eerdere.bijstand] if eerdere.bijstand else []
        volgende = eerdere.opening.voorganger if eerdere.opening else None
    return replace(kader, eerder=Eerder(kredieten=tuple(kredieten), bijstand=tuple(bijstand)))


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
