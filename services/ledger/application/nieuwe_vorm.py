"""After an upgrade: a stored state of a loan that has another shape is made again, from its facts and the rules.

Until then it is read without what the rules computed; a decision computes that by itself.
"""

from functools import partial
from uuid import UUID

from services.ledger.adapters.kader import Kader
from services.ledger.adapters.log import LENING
from services.ledger.domain.lening.herrekening import gerekend
from shared.store import Store
from shared.transaction import Transaction

PAGE = 500


def vouw_pagina(store: Store, kader: Kader) -> bool:
    """One page of loans; False when none is left. Several workers share them, and who changes a loan meanwhile is first."""
    with store.transaction(notify=False) as transaction:
        transaction.cursor.execute(
            "SELECT stream_id FROM stream_states WHERE shape LIKE 'lening.%%' AND shape <> %s"
            " LIMIT %s FOR UPDATE SKIP LOCKED",
            (LENING.shape, PAGE),
        )
        leningen = [row["stream_id"] for row in transaction.cursor.fetchall()]
        transaction.prefetch_facts(leningen)
        for lening_id in leningen:
            _vouw(transaction, kader, lening_id)
    return bool(leningen)


def _vouw(transaction: Transaction, kader: Kader, lening_id: UUID) -> None:
    lening = transaction.load(LENING, lening_id)
    transaction.restate(
        LENING, lening_id, kader.decide(transaction, lening_id, partial(gerekend, lening))
    )
