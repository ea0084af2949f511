"""Bank lines to loans, in pages; each line and its booking are one transaction, so a kill loses none and doubles none."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from eventsourcing.persistence import InterfaceError, OperationalError

from services.ledger.adapters import afschriften, agenda
from services.ledger.adapters.afschriften import Ontvangst, Uitkomst
from services.ledger.application.leningen import LENING, plan, verwerk
from services.ledger.domain.commands import BoekBetaling
from services.ledger.domain.weigeringen import LeningIsOnbekend, OntvangstIsNietTeDuiden, Weigering
from shared.observability import log
from shared.store import Cause, StaleVersion, Store, Transaction

PAGE = 500
ACTOR = "ledger"
ONBEKEND = "Geen lening heeft dit betalingskenmerk."


def boek_pagina(store: Store) -> bool:
    """Books the next lines; False when none waits or no day was heard yet. A refused line goes to the queue with the reason."""
    try:
        return _pagina(store, PAGE)
    except (OperationalError, InterfaceError, StaleVersion):
        raise
    except Exception as error:
        log.warning("page of bank lines goes on one line at a time", error=type(error).__name__)
        _een_voor_een(store)
    return True


def duid(store: Store, ontvangst_id: UUID, status: str, lening_id: UUID | None, actor: str) -> None:
    """A person says where a line belongs; the worker books it. Raises OntvangstIsNietTeDuiden, LeningIsOnbekend."""
    with store.transaction() as transaction:
        if lening_id and not agenda.bestaat(transaction.cursor, lening_id):
            raise LeningIsOnbekend
        if not afschriften.duid(transaction.cursor, ontvangst_id, status, lening_id, actor, transaction.workday()):
            raise OntvangstIsNietTeDuiden


def _pagina(store: Store, hoogstens: int) -> bool:
    with store.transaction() as transaction:
        regels = afschriften.te_boeken(transaction.cursor, hoogstens)
        werkdag = _werkdag(transaction) if regels else None
        if werkdag is None:
            return False
        _boek(transaction, regels, werkdag)
    return True


def _een_voor_een(store: Store) -> None:
    for _ in range(PAGE):
        try:
            if not _pagina(store, 1):
                return
        except (OperationalError, InterfaceError, StaleVersion):
            raise
        except Exception as error:
            _naar_wachtrij(store, f"Het boeken mislukte ({type(error).__name__}). Meld dit aan de beheerder.")


def _naar_wachtrij(store: Store, reden: str) -> None:
    with store.transaction() as transaction:
        for regel in afschriften.te_boeken(transaction.cursor, 1):
            log.error("bank line could not be booked", ontvangst_id=str(regel.ontvangst_id), reason=reden)
            afschriften.schrijf(transaction.cursor, [Uitkomst(regel.ontvangst_id, "te_duiden", reden, None)], transaction.workday())


def _boek(transaction: Transaction, regels: Sequence[Ontvangst], werkdag: date) -> None:
    van_kenmerk = agenda.bij_kenmerk(transaction.cursor, [regel.betalingskenmerk for regel in regels if regel.betalingskenmerk])
    leningen = {regel.ontvangst_id: regel.lening_id or van_kenmerk.get(regel.betalingskenmerk or "") for regel in regels}
    transaction.prefetch(LENING, [lening_id for lening_id in leningen.values() if lening_id])
    uitkomsten = [_boek_regel(transaction, regel, leningen[regel.ontvangst_id], werkdag) for regel in regels]
    afschriften.schrijf(transaction.cursor, uitkomsten, werkdag)
    plan(transaction, [uitkomst.lening_id for uitkomst in uitkomsten if uitkomst.lening_id])


def _boek_regel(transaction: Transaction, regel: Ontvangst, lening_id: UUID | None, werkdag: date) -> Uitkomst:
    if lening_id is None:
        return Uitkomst(regel.ontvangst_id, "te_duiden", ONBEKEND, None)
    verzoek = BoekBetaling(
        lening_id=lening_id, betaling_id=regel.ontvangst_id, bedrag_cent=regel.bedrag_cent, valutadatum=regel.valutadatum,
        op=max(werkdag, regel.valutadatum),
    )  # fmt: skip
    try:
        verwerk(transaction, verzoek, Cause(str(regel.ontvangst_id), regel.actor or ACTOR, werkdag))
    except Weigering as weigering:
        return Uitkomst(regel.ontvangst_id, "te_duiden", str(weigering), None)
    return Uitkomst(regel.ontvangst_id, "geboekt", None, lening_id)


def _werkdag(transaction: Transaction) -> date | None:
    try:
        return transaction.workday()
    except LookupError:
        return None
