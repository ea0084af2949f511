"""The close of a day: loans in pages, each page one transaction with its progress. A kill repeats at most one page."""

from collections.abc import Sequence
from uuid import UUID, uuid5

from eventsourcing.persistence import InterfaceError, OperationalError

from services.ledger.adapters import afschriften, agenda, dagen
from services.ledger.adapters.dagen import OpenDag
from services.ledger.application.leningen import LENING, plan, verwerk
from services.ledger.domain.commands import SluitDag
from shared.observability import log
from shared.store import Cause, StaleVersion, Store, Transaction

PAGE = 500
ACTOR = "ledger"


def sluit_pagina(store: Store, rekeningen: Sequence[str]) -> bool:
    """Closes the oldest open day for one page of loans, or the day itself when none is left; False when no day is open."""
    try:
        with store.transaction() as transaction:
            dag = _open_dag(transaction, rekeningen)
            if dag is None:
                return False
            lening_ids = agenda.aan_de_beurt(transaction.cursor, dag.dag, dag.afschriften_tot, PAGE)
            if not lening_ids:
                dagen.sluit(transaction.cursor, dag.dag)
                return True
            _sluit(transaction, dag, lening_ids)
    except (OperationalError, InterfaceError, StaleVersion):
        raise
    except Exception as error:
        log.warning("page of the day close goes on one loan at a time", error=type(error).__name__)
        _een_voor_een(store, rekeningen)
    return True


def _een_voor_een(store: Store, rekeningen: Sequence[str]) -> None:
    with store.transaction() as transaction:
        dag = _open_dag(transaction, rekeningen)
        if dag is None:
            return
        lening_ids = agenda.aan_de_beurt(transaction.cursor, dag.dag, dag.afschriften_tot, PAGE)
    for lening_id in lening_ids:
        try:
            with store.transaction(notify=False) as transaction:
                _sluit(transaction, dag, [lening_id])
        except (OperationalError, InterfaceError, StaleVersion):
            raise
        except Exception as error:
            log.error("loan is parked", lening_id=str(lening_id), dag=dag.dag.isoformat(), error=type(error).__name__)
            with store.cursor() as cursor:
                agenda.parkeer(cursor, lening_id, dag.dag, _command_id(lening_id, dag), f"{type(error).__name__}: {error}")


def _open_dag(transaction: Transaction, rekeningen: Sequence[str]) -> OpenDag | None:
    dag = dagen.oudste_open(transaction.cursor)
    if dag is None or dag.is_begonnen:
        return dag
    return dagen.begin(transaction.cursor, dag.dag, afschriften.geboekt_tot(transaction.cursor, rekeningen))


def _sluit(transaction: Transaction, dag: OpenDag, lening_ids: Sequence[UUID]) -> None:
    transaction.prefetch(LENING, lening_ids)
    for lening_id in lening_ids:
        cause = Cause(str(_command_id(lening_id, dag)), ACTOR, dag.dag)
        verwerk(transaction, SluitDag(lening_id=lening_id, dag=dag.dag, afschriften_tot=dag.afschriften_tot), cause)
    plan(transaction, lening_ids)
    agenda.sluit(transaction.cursor, dag.dag, lening_ids)
    dagen.tel(transaction.cursor, dag.dag, len(lening_ids))


def _command_id(lening_id: UUID, dag: OpenDag) -> UUID:
    return uuid5(lening_id, f"dag/{dag.dag.isoformat()}")
