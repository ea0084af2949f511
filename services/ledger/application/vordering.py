"""Load, decide, append for vorderingen, with the collection ladder that follows: a request, a page of a day, a demand that was sent."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import partial
from uuid import UUID, uuid5

from services.ledger.adapters.bank import ontvangsten
from services.ledger.adapters.kader import Kader
from services.ledger.adapters.log import VORDERING
from services.ledger.adapters.vordering.agenda import plan_vordering
from services.ledger.application import invordering
from services.ledger.domain.invordering.events import AanmaningOpgemaakt
from services.ledger.domain.vordering.commands import (
    NeemVorderingsbesluit,
    SluitVorderingsdag,
    Vorderingsverzoek,
)
from services.ledger.domain.vordering.decide import decide_vordering
from services.ledger.domain.vordering.events import (
    OntvangstTeruggenomen,
    Vorderingsbesluit,
    Vorderingsmutatie,
)
from services.ledger.domain.vordering.state import Vordering
from services.ledger.domain.vordering.weigeringen import VorderingIsOnbekend
from shared.facts import Cause
from shared.handle import Command
from shared.store import Store
from shared.transaction import Transaction


def verwerk(
    transaction: Transaction, kader: Kader, verzoek: Vorderingsverzoek, cause: Cause
) -> list[Vorderingsmutatie]:
    """Decides on one request; raises the refusal. When its ladder is next in need of something follows at the end.

    The line of a receipt that is taken off waits in the queue of the bank again.
    """
    voor = transaction.load(VORDERING, verzoek.vordering_id)
    feiten = verwerk_vordering(transaction, kader, verzoek, cause)
    for feit in feiten:
        if isinstance(feit, OntvangstTeruggenomen):
            ontvangsten.neem_van_schuld(transaction.cursor, feit.betaling_id, cause.actor, cause.at)
    invordering.volg_vordering(transaction, kader.parameters, voor, verzoek.vordering_id, cause)
    transaction.at_end(
        "ladders van vorderingen",
        partial(invordering.plan, transaction, kader.parameters),
        verzoek.vordering_id,
        cause.at,
    )
    return feiten


def sluit_dag(
    transaction: Transaction,
    kader: Kader,
    vordering_ids: Iterable[UUID],
    dag: date,
    afschriften_tot: date | None,
) -> None:
    """Does what a day brings to these vorderingen."""
    ids = list(vordering_ids)
    transaction.prefetch(VORDERING, ids)
    invordering.prefetch_vorderingen(transaction, ids)
    for vordering_id in ids:
        verzoek = SluitVorderingsdag(
            vordering_id=vordering_id, op=dag, afschriften_tot=afschriften_tot
        )
        verwerk(
            transaction,
            kader,
            verzoek,
            Cause(str(uuid5(vordering_id, f"dag/{dag.isoformat()}")), "ledger", dag),
        )


def vraag(
    transaction: Transaction, kader: Kader, verzoek: Vorderingsverzoek, command: Command
) -> Vordering:
    """What a person asks about a vordering, on the business day; the vordering after it. Raises the refusal."""
    verwerk(transaction, kader, verzoek, command.cause(verzoek.op))
    return transaction.load(VORDERING, verzoek.vordering_id)


def boek_vergoeding(
    transaction: Transaction, kader: Kader, aanmaning: AanmaningOpgemaakt, cause: Cause
) -> None:
    """The vergoeding of a demand that was sent, as kosten (Awb 4:113)."""
    kosten = NeemVorderingsbesluit(
        vordering_id=aanmaning.schuld_id,
        besluit_id=aanmaning.aanmaning_id,
        soort="kosten",
        bedrag_cent=aanmaning.vergoeding_cent,
        grondslag="Awb 4:113",
        motivering="betaalt_niet",
        op=cause.at,
        actor=cause.actor,
    )
    verwerk(transaction, kader, kosten, cause)


def verwerk_vordering(
    transaction: Transaction, kader: Kader, verzoek: Vorderingsverzoek, cause: Cause
) -> list[Vorderingsmutatie]:
    """Decides on one request and writes when the vordering is next in need of something. Raises the refusal."""
    voor = transaction.load(VORDERING, verzoek.vordering_id)
    feiten = decide_vordering(voor, verzoek, kader.parameters, kader.mandaten(transaction))
    mandaat = next(
        (feit.mandaat for feit in feiten if isinstance(feit, Vorderingsbesluit)), cause.mandate
    )
    transaction.append(VORDERING, verzoek.vordering_id, feiten, replace(cause, mandate=mandaat))
    plan_vordering(transaction.cursor, transaction.load(VORDERING, verzoek.vordering_id))
    return feiten


def vordering(store: Store, vordering_id: UUID) -> Vordering:
    """Raises VorderingIsOnbekend."""
    with store.transaction() as transaction:
        gevonden = transaction.load(VORDERING, vordering_id)
    if gevonden.status == "onbekend":
        raise VorderingIsOnbekend
    return gevonden
