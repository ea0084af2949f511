"""What decisions rest on besides how their loan stands, and who hands it over."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar
from uuid import UUID

from services.ledger.adapters.log import TRAJECT
from services.ledger.domain.invordering.state import stuitingen, traject_id
from services.ledger.domain.lening.dossier import Dossierdeel, Feitenvraag, Leningdossier
from shared.organisatie.rijen import mandaten_in
from shared.parameters import Parameterset
from shared.recht.mandaat import Mandaatregister
from shared.transaction import Transaction

Decided = TypeVar("Decided")


@dataclass(frozen=True)
class Kader:
    """The parameters of the law, and who has a mandate."""

    parameters: Parameterset

    def mandaten(self, transaction: Transaction) -> Mandaatregister:
        """Who may decide about a debt, as the organisation says in this transaction; asked once, however many loans it is about."""
        return mandaten_in(transaction, "schuld")

    def decide(
        self,
        transaction: Transaction,
        lening_id: UUID,
        decision: Callable[[Leningdossier], Decided],
    ) -> Decided:
        """A pure decision about a loan: it is asked again with each part of the dossier that it turns out to need."""
        dossier = Leningdossier(self.parameters, self.mandaten(transaction))
        while True:
            try:
                return decision(dossier)
            except Feitenvraag as vraag:
                dossier = hand_over(transaction, lening_id, dossier, vraag.deel)


def hand_over(
    transaction: Transaction, lening_id: UUID, dossier: Leningdossier, deel: Dossierdeel
) -> Leningdossier:
    """The dossier with one part more, read from the log."""
    match deel:
        case "feiten":
            return replace(dossier, leven=transaction.facts(lening_id))
        case "stuitingen":
            feiten = transaction.facts(traject_id(lening_id))
            return replace(dossier, gestuit=stuitingen(feiten))
        case "traject":
            return replace(dossier, ladder=transaction.load(TRAJECT, traject_id(lening_id)))
