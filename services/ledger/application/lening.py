"""Load, decide, append: one request, or a page of a day.

A page is one transaction with its progress: a kill loses nothing and repeats at most one page.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from uuid import UUID, uuid5

from eventsourcing.persistence import InterfaceError, OperationalError

from services.ledger.adapters.bank import ontvangsten, rekeningstanden
from services.ledger.adapters.kader import Kader
from services.ledger.adapters.lening import agenda, dagen
from services.ledger.adapters.lening.dagen import OpenDag
from services.ledger.adapters.log import LENING
from services.ledger.adapters.vordering.agenda import vorderingen_onder
from services.ledger.application import invordering, register
from services.ledger.application import vordering as vorderingen
from services.ledger.domain.bank.rekeningenlijst import Rekeningenlijst
from services.ledger.domain.lening.commands import (
    BekrachtigVoorstel,
    Besluitverzoek,
    Leningverzoek,
    NeemBesluit,
    SluitDag,
)
from services.ledger.domain.lening.dag import volgende_actie
from services.ledger.domain.lening.decide import decide
from services.ledger.domain.verloop.gegevens import Kosten
from shared.again import is_to_do_again
from shared.begrippen import Feit
from shared.facts import Cause
from shared.handle import Command
from shared.observability import caused, log
from shared.store import StaleVersion, Store
from shared.transaction import Transaction

PAGE = 500
ACTOR = "ledger"
# Nothing is wrong with the work itself: the same page is done again.
AGAIN = (OperationalError, InterfaceError, StaleVersion)


def verwerk(
    transaction: Transaction, kader: Kader, verzoek: Leningverzoek, cause: Cause
) -> list[Feit]:
    """Decides on one request; raises the refusal. When the loan and its ladder are next in need of something follows at the end."""
    voor = transaction.load(LENING, verzoek.lening_id)
    feiten = kader.decide(transaction, verzoek.lening_id, partial(decide, voor, verzoek))
    transaction.append(LENING, verzoek.lening_id, feiten, cause)
    na = transaction.load(LENING, verzoek.lening_id)
    if na.herroepingen != voor.herroepingen:
        ontvangsten.volg(transaction.cursor, voor, na, cause.actor, cause.at)
    invordering.volg(transaction, kader.parameters, voor, verzoek.lening_id, cause)
    transaction.at_end("leningen", partial(plan, transaction, kader), verzoek.lening_id, cause.at)
    return feiten


def besluit(
    transaction: Transaction, kader: Kader, verzoek: Besluitverzoek, command: Command
) -> list[Feit]:
    """What a person decides about a loan, on the business day; raises the refusal."""
    register.toets(transaction, verzoek)
    return verwerk(
        transaction,
        kader,
        verzoek,
        command.cause(verzoek.op, _mandaat(kader, verzoek, transaction)),
    )


def _mandaat(kader: Kader, verzoek: Besluitverzoek, transaction: Transaction) -> str | None:
    """The mandate of a second person."""
    if not isinstance(verzoek, BekrachtigVoorstel):
        return None
    gevonden = kader.mandaten(transaction).ruimste(
        verzoek.actor, transaction.load(LENING, verzoek.lening_id).gemeente, verzoek.op
    )
    return gevonden.mandaat_id if gevonden else None


def aanmaning_verstuurd(
    transaction: Transaction, kader: Kader, bericht_id: UUID, verstuurd_op: date, event_id: UUID
) -> None:
    """The term of a demand starts when its letter went out; its vergoeding, where the amount is known, is then owed (Awb 4:113)."""
    cause = Cause(str(event_id), ACTOR, max(verstuurd_op, transaction.workday()))
    aanmaning = invordering.verstuurd(
        transaction, kader.parameters, bericht_id, verstuurd_op, cause
    )
    if aanmaning is None or not aanmaning.vergoeding_cent:
        return
    if aanmaning.schuldsoort == "vordering":
        vorderingen.boek_vergoeding(transaction, kader, aanmaning, cause)
        return
    kosten = NeemBesluit(
        lening_id=aanmaning.schuld_id,
        besluit_id=aanmaning.aanmaning_id,
        motivering="betaalt_niet",
        valutadatum=verstuurd_op,
        gegevens=Kosten(bedrag_cent=aanmaning.vergoeding_cent, grondslag="Awb 4:113"),
        op=cause.at,
        actor=ACTOR,
    )
    verwerk(transaction, kader, kosten, cause)


def plan(transaction: Transaction, kader: Kader, wanneer: Mapping[UUID, date]) -> None:
    """Writes when each of these loans, and its ladder seen from that day, is next in need of something."""
    rijen = []
    # One order for every transaction that writes many: two of them never wait for each other.
    for lening_id in sorted(wanneer):
        lening = transaction.load(LENING, lening_id)
        rijen.append((lening_id, lening.betalingskenmerk, *volgende_actie(lening)))
    agenda.write(transaction.cursor, rijen)
    invordering.plan(transaction, kader.parameters, wanneer)


def sluit_pagina(store: Store, kader: Kader, rekeningen: Rekeningenlijst) -> bool:
    """Closes the oldest open day for one page of loans, or the day itself when none is left; False when no day is open.

    Several workers share a day, each page with one of them. The ladders come when every loan had its turn.
    """
    if not _begin(store, rekeningen):
        return False
    try:
        with store.transaction() as transaction:
            dag = _begonnen_dag(transaction, alleen=False)
            if dag is None:
                return True
            if _sluit_leningen(transaction, kader, dag, alleen=False):
                return True
        with store.transaction() as transaction:
            dag = _begonnen_dag(transaction, alleen=True)
            if dag is None or _sluit_leningen(transaction, kader, dag, alleen=True):
                return True
            if not agenda.is_klaar(transaction.cursor, dag.dag, dag.afschriften_tot):
                return True
            if not invordering.sluit_pagina(transaction, kader.parameters, dag, PAGE):
                dagen.sluit(transaction.cursor, dag.dag)
    except Exception as error:
        if is_to_do_again(error):
            raise
        log.warning("page of the day close goes on one loan at a time", error=type(error).__name__)
        _sluit_een_voor_een(store, kader)
    return True


def _begin(store: Store, rekeningen: Rekeningenlijst) -> bool:
    """The day to close now begins, once, and that fixes up to where bank statements count; False when no day is open.

    By itself, so that no worker waits for the page of another.
    """
    with store.cursor() as cursor:
        if dagen.is_begonnen(cursor):
            return True
        dag = dagen.oudste_open(cursor, alleen=True)
        if dag and not dag.is_begonnen:
            dagen.begin(cursor, dag.dag, rekeningstanden.geboekt_tot(cursor, rekeningen))
    return dag is not None


def _sluit_leningen(transaction: Transaction, kader: Kader, dag: OpenDag, *, alleen: bool) -> bool:
    """One page; False when none is left, or none that nobody holds."""
    lening_ids = agenda.aan_de_beurt(
        transaction.cursor, dag.dag, dag.afschriften_tot, PAGE, alleen=alleen
    )
    if lening_ids:
        _sluit(transaction, kader, dag, lening_ids)
    return bool(lening_ids)


def _sluit_een_voor_een(store: Store, kader: Kader) -> None:
    with store.transaction() as transaction:
        dag = _begonnen_dag(transaction, alleen=True)
        if dag is None:
            return
        lening_ids = agenda.aan_de_beurt(
            transaction.cursor, dag.dag, dag.afschriften_tot, PAGE, alleen=True
        )
    if not lening_ids:
        invordering.sluit_een_voor_een(store, kader.parameters, dag, PAGE)
    for lening_id in lening_ids:
        with caused(str(_command_id(lening_id, dag)), None):
            _sluit_alleen(store, kader, dag, lening_id)


def _sluit_alleen(store: Store, kader: Kader, dag: OpenDag, lening_id: UUID) -> None:
    try:
        with store.transaction(notify=False) as transaction:
            _sluit(transaction, kader, dag, [lening_id])
    except Exception as error:
        if is_to_do_again(error):
            raise
        log.error(
            "loan is parked",
            lening_id=str(lening_id),
            dag=dag.dag.isoformat(),
            error=type(error).__name__,
        )
        with store.cursor() as cursor:
            agenda.park(cursor, lening_id, dag.dag, _command_id(lening_id, dag), error)


def _begonnen_dag(transaction: Transaction, *, alleen: bool) -> OpenDag | None:
    """The day that is being closed; None when somebody closed it and the next one has not begun."""
    dag = dagen.oudste_open(transaction.cursor, alleen=alleen)
    return dag if dag and dag.is_begonnen else None


def _sluit(
    transaction: Transaction, kader: Kader, dag: OpenDag, lening_ids: Sequence[UUID]
) -> None:
    andere = vorderingen_onder(transaction.cursor, lening_ids)
    leningen = [lening_id for lening_id in lening_ids if lening_id not in andere]
    vorderingen.sluit_dag(transaction, kader, sorted(andere), dag.dag, dag.afschriften_tot)
    transaction.prefetch(LENING, leningen)
    invordering.prefetch(transaction, leningen)
    for lening_id in leningen:
        cause = Cause(str(_command_id(lening_id, dag)), ACTOR, dag.dag)
        verwerk(
            transaction,
            kader,
            SluitDag(lening_id=lening_id, dag=dag.dag, afschriften_tot=dag.afschriften_tot),
            cause,
        )
    agenda.sluit(transaction.cursor, dag.dag, lening_ids)


def _command_id(lening_id: UUID, dag: OpenDag) -> UUID:
    return uuid5(lening_id, f"dag/{dag.dag.isoformat()}")
