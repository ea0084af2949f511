"""Every euro once: what the bank brought is what stands on debts, waits, goes back or was set aside."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import DictRow

from services.ledger.adapters.bank.ontvangsten import Ontvangst, Uitkomst
from services.ledger.adapters.log import LENING, VORDERING
from shared.facts import Stream
from shared.store import Store
from shared.transaction import Transaction

PAGE = 1_000
Schuldregel = tuple[UUID, UUID, int]


class BankSluitNietAan(Exception):
    """A mistake in our code: money would stand twice or nowhere. Nothing of the page is kept."""


@dataclass(frozen=True)
class Aansluiting:
    """Euro cents. `verschillen` are receipts that stand on a debt and not so at the bank, or the other way round."""

    afschriften_cent: int
    regels_cent: int
    schulden_cent: int
    wachtrij_cent: int
    terugstorten_cent: int
    geen_lening_cent: int
    verschillen: tuple[Schuldregel, ...]

    @property
    def is_gelijk(self) -> bool:
        verdeeld = (
            self.schulden_cent + self.wachtrij_cent + self.terugstorten_cent + self.geen_lening_cent
        )
        return self.afschriften_cent == self.regels_cent == verdeeld and not self.verschillen


def aansluiting(store: Store) -> Aansluiting:
    """Everything on one snapshot of the database; the debts by their own state."""
    with store.transaction(notify=False) as transaction:
        transaction.cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        op_schulden = _op_schulden(transaction)
        bij_bank = geboekte_regels(transaction.cursor)
        transaction.cursor.execute(
            "SELECT coalesce(sum(bedrag_cent), 0)::bigint AS regels,"
            " coalesce(sum(bedrag_cent) FILTER (WHERE status IN ('te_boeken', 'te_duiden', 'toegewezen')), 0)::bigint AS wachtrij,"
            " coalesce(sum(bedrag_cent) FILTER (WHERE status = 'terugstorten'), 0)::bigint AS terugstorten,"
            " coalesce(sum(bedrag_cent) FILTER (WHERE status = 'geen_lening'), 0)::bigint AS geen_lening,"
            " (SELECT coalesce(sum(eindsaldo_cent - beginsaldo_cent), 0)::bigint FROM afschriften) AS afschriften FROM ontvangsten"
        )
        som = transaction.cursor.fetchone() or {}
    return Aansluiting(
        som["afschriften"],
        som["regels"],
        sum(cent for _, _, cent in op_schulden),
        som["wachtrij"],
        som["terugstorten"],
        som["geen_lening"],
        tuple(sorted(op_schulden ^ bij_bank)),
    )


def geboekte_regels(cursor: Cursor[DictRow]) -> frozenset[Schuldregel]:
    """What the bank's side says stands on debts."""
    cursor.execute(
        "SELECT betaling_id, lening_id, bedrag_cent FROM ontvangsten WHERE status = 'geboekt'"
    )
    return frozenset(
        (rij["betaling_id"], rij["lening_id"], rij["bedrag_cent"]) for rij in cursor.fetchall()
    )


def _op_schulden(transaction: Transaction) -> frozenset[Schuldregel]:
    transaction.cursor.execute("SELECT lening_id, soort FROM leningen ORDER BY lening_id")
    rijen, gevonden = transaction.cursor.fetchall(), set[Schuldregel]()
    for begin in range(0, len(rijen), PAGE):
        pagina = rijen[begin : begin + PAGE]
        streams: tuple[Stream[Any], ...] = (LENING, VORDERING)
        for stream in streams:
            ids = [
                rij["lening_id"]
                for rij in pagina
                if (rij["soort"] == "vordering") is (stream is VORDERING)
            ]
            transaction.prefetch(stream, ids)
            for schuld_id in ids:
                getelde: Mapping[UUID, int] = transaction.load(
                    stream, schuld_id
                ).getelde_ontvangsten
                gevonden |= {
                    (betaling_id, schuld_id, cent) for betaling_id, cent in getelde.items()
                }
    return frozenset(gevonden)


def controleer_pagina(
    transaction: Transaction,
    regels: Mapping[UUID, Ontvangst],
    uitkomsten: list[Uitkomst],
    vorderingen: frozenset[UUID],
) -> None:
    """Every line of the page has one outcome, and what is booked stands on its debt with its amount; raises BankSluitNietAan."""
    if {een.ontvangst_id for een in uitkomsten} != set(regels) or len(uitkomsten) != len(regels):
        raise BankSluitNietAan("A line of the page has no outcome, or two.")
    for een in uitkomsten:
        if een.status != "geboekt" or een.lening_id is None or een.betaling_id is None:
            continue
        stream: Stream[Any] = VORDERING if een.lening_id in vorderingen else LENING
        getelde: Mapping[UUID, int] = transaction.load(stream, een.lening_id).getelde_ontvangsten
        if getelde.get(een.betaling_id) != regels[een.ontvangst_id].bedrag_cent:
            raise BankSluitNietAan(
                "A line is called booked and does not stand on its debt with its amount."
            )
