"""Load, decide, append for vaststellingen; what must be paid back is opened in the same transaction."""

from dataclasses import replace
from uuid import UUID

from services.ledger.adapters.kader import Kader
from services.ledger.adapters.log import VASTSTELLING
from services.ledger.application.vordering import verwerk_vordering
from services.ledger.domain.vaststelling.commands import Vaststellingsverzoek
from services.ledger.domain.vaststelling.decide import decide_vaststelling
from services.ledger.domain.vaststelling.events import LevensonderhoudVastgesteld, Vaststellingsfeit
from services.ledger.domain.vaststelling.state import Vaststellingsdossier
from services.ledger.domain.vordering.opening import te_openen_vorderingen
from shared.facts import Cause
from shared.store import Store
from shared.transaction import Transaction


def verwerk_vaststelling(
    transaction: Transaction, kader: Kader, verzoek: Vaststellingsverzoek, cause: Cause
) -> list[Vaststellingsfeit]:
    """Decides on one request; what must be paid back is opened as vordering in the same transaction. Raises the refusal."""
    dossier = transaction.load(VASTSTELLING, verzoek.vaststelling_id)
    feiten = decide_vaststelling(dossier, verzoek, kader.parameters, kader.mandaten(transaction))
    for feit in feiten:
        besluit = feit if isinstance(feit, LevensonderhoudVastgesteld) else None
        waarom = replace(cause, mandate=besluit.mandaat) if besluit else cause
        transaction.append(VASTSTELLING, verzoek.vaststelling_id, [feit], waarom)
        for openen in te_openen_vorderingen(besluit, kader.parameters) if besluit else ():
            verwerk_vordering(transaction, kader, openen, waarom)
    return feiten


def vraag_vaststelling(
    transaction: Transaction, kader: Kader, verzoek: Vaststellingsverzoek, cause: Cause
) -> Vaststellingsdossier:
    """What a person asks about a vaststelling, on the business day; the case after it. Raises the refusal."""
    verwerk_vaststelling(transaction, kader, verzoek, cause)
    return transaction.load(VASTSTELLING, verzoek.vaststelling_id)


def vaststelling(store: Store, vaststelling_id: UUID) -> Vaststellingsdossier:
    """Raises VaststellingIsOnbekend."""
    with store.transaction() as transaction:
        dossier = transaction.load(VASTSTELLING, vaststelling_id)
    _ = dossier.kern
    return dossier
