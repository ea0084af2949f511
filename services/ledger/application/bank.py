"""Bank files in, their lines booked page by page, and what a person says about a line.

A page is one transaction with its progress: a kill loses nothing and repeats at most one page.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID, uuid5

from psycopg import Cursor
from psycopg.rows import DictRow

from services.ledger.adapters.bank import afschriften, ontvangsten, rekeningstanden
from services.ledger.adapters.bank import formaat as bankformaat
from services.ledger.adapters.bank.aansluiting import controleer_pagina
from services.ledger.adapters.bank.afschriften import AFSCHRIFTEN, Eerder
from services.ledger.adapters.bank.ontvangsten import Ontvangst, Uitkomst
from services.ledger.adapters.kader import Kader
from services.ledger.adapters.lening import agenda
from services.ledger.adapters.log import LENING, VORDERING
from services.ledger.adapters.vordering.agenda import vorderingen_onder
from services.ledger.application import invordering
from services.ledger.application import vordering as vorderingen
from services.ledger.application.lening import ACTOR, AGAIN, PAGE, verwerk
from services.ledger.domain.bank.afschrift import Afschrift, AfschriftKloptNiet
from services.ledger.domain.bank.rekeningenlijst import Rekeningenlijst
from services.ledger.domain.bank.weigeringen import (
    BestandIsAlOntvangen,
    OntvangstIsNietBesloten,
    OntvangstIsNietTeDuiden,
)
from services.ledger.domain.grootboek.boeking import Mutatie, Saldi
from services.ledger.domain.lening.commands import BoekBetaling
from services.ledger.domain.lening.decide import decide
from services.ledger.domain.lening.herrekening import vraagt_het_hele_leven
from services.ledger.domain.lening.weigeringen import LeningIsOnbekend
from services.ledger.domain.vier_ogen.weigeringen import Weigering
from services.ledger.domain.vordering.commands import BoekOntvangst
from services.ledger.domain.vordering.decide import decide_vordering
from shared.begrippen import Feit
from shared.facts import Cause
from shared.observability import caused, log
from shared.seals import seal
from shared.store import Store
from shared.transaction import Transaction, last_workday

AL_GEBOEKT = "Het boeken gaf geen regel op deze schuld. Kijk na of dit geld er al staat."
ONBEKEND = "Geen lening en geen vordering heeft dit betalingskenmerk."


def boek_pagina(store: Store, kader: Kader) -> bool:
    """Books the next lines; False when none waits or no day was heard yet. A refused line goes to the queue with the reason."""
    try:
        return _boek_pagina(store, kader, PAGE)
    except AGAIN:
        raise
    except Exception as error:
        log.warning("page of bank lines goes on one line at a time", error=type(error).__name__)
        _boek_een_voor_een(store, kader)
    return True


def duid(
    transaction: Transaction,
    ontvangst_id: UUID,
    status: str,
    lening_id: UUID | None,
    actor: str,
    op: date,
) -> None:
    """A person says where a line belongs; the worker books it. Raises OntvangstIsNietTeDuiden, LeningIsOnbekend."""
    if lening_id and not agenda.bestaat(transaction.cursor, lening_id):
        raise LeningIsOnbekend
    if not ontvangsten.duid(transaction.cursor, ontvangst_id, status, lening_id, actor, op):
        raise OntvangstIsNietTeDuiden


def zet_terug(transaction: Transaction, ontvangst_id: UUID, actor: str, op: date) -> None:
    """A person takes back what was decided about a line: it waits in the queue again. Raises OntvangstIsNietBesloten."""
    if not ontvangsten.zet_terug(transaction.cursor, ontvangst_id, actor, op):
        raise OntvangstIsNietBesloten


@dataclass(frozen=True)
class Proefboeking:
    """What booking a line on a debt would do."""

    bedrag_cent: int
    valutadatum: date
    saldi_oud: Saldi
    saldi_nieuw: Saldi
    feiten: tuple[Mutatie, ...]


def beproef(store: Store, kader: Kader, ontvangst_id: UUID, schuld_id: UUID) -> Proefboeking:
    """The facts that booking this line on this debt would bring today; nothing is stored. Raises the refusal."""
    with store.transaction(notify=False) as transaction:
        regel = ontvangsten.te_duiden(transaction.cursor, ontvangst_id)
        if regel is None or regel.bedrag_cent <= 0:
            raise OntvangstIsNietTeDuiden
        if not agenda.bestaat(transaction.cursor, schuld_id):
            raise LeningIsOnbekend
        op = max(transaction.workday(), regel.valutadatum)
        feiten, oud = _proef(transaction, kader, regel, schuld_id, op)
    nieuw = tuple(feit for feit in feiten if isinstance(feit, Mutatie))
    return Proefboeking(
        regel.bedrag_cent, regel.valutadatum, oud, nieuw[-1].saldi if nieuw else oud, nieuw
    )


def _proef(
    transaction: Transaction, kader: Kader, regel: Ontvangst, schuld_id: UUID, op: date
) -> tuple[Sequence[Feit], Saldi]:
    wat: dict[str, Any] = {
        "betaling_id": regel.betaling_id,
        "bedrag_cent": regel.bedrag_cent,
        "valutadatum": regel.valutadatum,
    }
    if vorderingen_onder(transaction.cursor, [schuld_id]):
        vordering = transaction.load(VORDERING, schuld_id)
        verzoek = BoekOntvangst(vordering_id=schuld_id, op=op, **wat)
        return decide_vordering(
            vordering, verzoek, kader.parameters, kader.mandaten(transaction)
        ), vordering.saldi
    lening = transaction.load(LENING, schuld_id)
    betaling = BoekBetaling(lening_id=schuld_id, op=op, **wat)
    return kader.decide(transaction, schuld_id, partial(decide, lening, betaling)), lening.saldi


def _boek_pagina(store: Store, kader: Kader, hoogstens: int) -> bool:
    with store.transaction() as transaction:
        regels = ontvangsten.te_boeken(transaction.cursor, hoogstens)
        werkdag = transaction.last_workday() if regels else None
        if werkdag is None:
            return False
        _boek(transaction, kader, regels, werkdag)
    return True


def _boek_een_voor_een(store: Store, kader: Kader) -> None:
    for _ in range(PAGE):
        try:
            if not _boek_pagina(store, kader, 1):
                return
        except AGAIN:
            raise
        except Exception as error:
            _naar_wachtrij(
                store, f"Het boeken mislukte ({type(error).__name__}). Meld dit aan de beheerder."
            )


def _naar_wachtrij(store: Store, reden: str) -> None:
    with store.transaction() as transaction:
        for regel in ontvangsten.te_boeken(transaction.cursor, 1):
            with caused(str(regel.ontvangst_id), None):
                log.error(
                    "bank line could not be booked",
                    ontvangst_id=str(regel.ontvangst_id),
                    reason=reden,
                )
            ontvangsten.write(
                transaction.cursor,
                [Uitkomst(regel.ontvangst_id, "te_duiden", reden)],
                transaction.workday(),
            )


def _boek(
    transaction: Transaction, kader: Kader, regels: Sequence[Ontvangst], werkdag: date
) -> None:
    van_kenmerk = agenda.bij_kenmerk(
        transaction.cursor, [regel.betalingskenmerk for regel in regels if regel.betalingskenmerk]
    )
    leningen = {
        regel.ontvangst_id: regel.lening_id or van_kenmerk.get(regel.betalingskenmerk or "")
        for regel in regels
    }
    bekend = [schuld_id for schuld_id in leningen.values() if schuld_id]
    andere = vorderingen_onder(transaction.cursor, bekend)
    transaction.prefetch(LENING, [schuld_id for schuld_id in bekend if schuld_id not in andere])
    transaction.prefetch_facts(
        schuld_id
        for regel in regels
        if (schuld_id := leningen[regel.ontvangst_id])
        and schuld_id not in andere
        and vraagt_het_hele_leven(transaction.load(LENING, schuld_id), regel.valutadatum)
    )
    transaction.prefetch(VORDERING, sorted(andere))
    invordering.prefetch_vorderingen(transaction, sorted(andere))
    uitkomsten = [
        _boek_regel(transaction, kader, regel, leningen[regel.ontvangst_id], werkdag, andere)
        for regel in regels
    ]
    controleer_pagina(
        transaction, {regel.ontvangst_id: regel for regel in regels}, uitkomsten, andere
    )
    ontvangsten.write(transaction.cursor, uitkomsten, werkdag)
    rekeningstanden.werk_bij(
        transaction.cursor, list(dict.fromkeys(regel.iban for regel in regels))
    )


def _boek_regel(
    transaction: Transaction,
    kader: Kader,
    regel: Ontvangst,
    lening_id: UUID | None,
    werkdag: date,
    van_vordering: frozenset[UUID],
) -> Uitkomst:
    if lening_id is None:
        return Uitkomst(regel.ontvangst_id, "te_duiden", ONBEKEND)
    ontvangst: dict[str, Any] = {
        "betaling_id": regel.betaling_id,
        "bedrag_cent": regel.bedrag_cent,
        "valutadatum": regel.valutadatum,
    }
    cause, op = (
        Cause(str(regel.betaling_id), regel.actor or ACTOR, werkdag),
        max(werkdag, regel.valutadatum),
    )
    feiten: Sequence[Feit]
    try:
        if lening_id in van_vordering:
            feiten = vorderingen.verwerk(
                transaction, kader, BoekOntvangst(vordering_id=lening_id, op=op, **ontvangst), cause
            )
        else:
            feiten = verwerk(
                transaction, kader, BoekBetaling(lening_id=lening_id, op=op, **ontvangst), cause
            )
    except Weigering as weigering:
        return Uitkomst(regel.ontvangst_id, "te_duiden", str(weigering))
    if not feiten:
        return Uitkomst(regel.ontvangst_id, "te_duiden", AL_GEBOEKT)
    return Uitkomst(regel.ontvangst_id, "geboekt", None, lening_id, regel.betaling_id)


@dataclass(frozen=True)
class Overgeslagen:
    """A statement that was known: it stands in `bestand_id`."""

    nummer: int | None
    dag: date
    bestand_id: UUID


@dataclass(frozen=True)
class Ingelezen:
    """What of a file is new, what was known, and what a person must know about it."""

    bestand_id: UUID
    versie: str
    afschriften: int
    regels: int
    overgeslagen: tuple[Overgeslagen, ...] = ()
    let_op: tuple[str, ...] = ()


def lees_in(
    store: Store, key: bytes, rekeningen: Rekeningenlijst, content: bytes, actor: str
) -> Ingelezen:
    """Takes in the statements of one file that are new; raises BestandIsAlOntvangen when none is.

    Raises AfschriftKloptNiet, and then nothing of the file is kept.
    """
    digest = hashlib.sha256(content).digest()
    bestand_id = uuid5(AFSCHRIFTEN, digest.hex())
    with store.cursor() as cursor:
        if eerder := afschriften.bestand_met(cursor, digest):
            raise BestandIsAlOntvangen(eerder)
    versie, gelezen = bankformaat.read(content)
    gelezen = tuple(rekeningen.herken(afschrift) for afschrift in gelezen)
    with store.cursor() as cursor:
        cursor.execute("LOCK TABLE bankbestanden IN SHARE ROW EXCLUSIVE MODE")
        if eerste := afschriften.bestand_met(cursor, digest):
            raise BestandIsAlOntvangen(eerste)
        werkdag = last_workday(cursor)
        if afschriften.zijn_dubbel(gelezen):
            raise AfschriftKloptNiet("Hetzelfde afschrift staat twee keer in dit bestand.")
        if afschriften.is_te_nieuw(gelezen, werkdag):
            raise AfschriftKloptNiet(
                "Het bestand heeft een afschrift van een dag die nog moet komen."
            )
        al = afschriften.eerder(cursor, gelezen)
        nieuw = {
            plaats: een
            for plaats, een in enumerate(gelezen)
            if all(een is not bekend.afschrift for bekend in al)
        }
        if not nieuw:
            raise BestandIsAlOntvangen(al[0].bestand_id)
        afschriften.save_file(
            cursor, bestand_id, digest, seal(key, content, digest), versie, actor, werkdag
        )
        let_op = _save(cursor, bestand_id, nieuw)
    return _ingelezen(bestand_id, versie, tuple(nieuw.values()), al, let_op)


def _save(
    cursor: Cursor[DictRow], bestand_id: UUID, nieuw: Mapping[int, Afschrift]
) -> tuple[str, ...]:
    """Statements and lines; what the chain of each account says about them."""
    ibans = list(dict.fromkeys(een.iban for een in nieuw.values()))
    rekeningstanden.werk_bij(cursor, ibans)
    afschriften.save(cursor, bestand_id, nieuw)
    ontvangsten.save(cursor, nieuw.values())
    ketens = rekeningstanden.werk_bij(cursor, ibans)
    return tuple(keten.gat.zin for keten in ketens.values() if keten.gat)


def _ingelezen(
    bestand_id: UUID,
    versie: str,
    nieuw: Sequence[Afschrift],
    al: Sequence[Eerder],
    let_op: tuple[str, ...],
) -> Ingelezen:
    overgeslagen = tuple(
        Overgeslagen(een.afschrift.nummer, een.afschrift.dag, een.bestand_id) for een in al
    )
    return Ingelezen(
        bestand_id, versie, len(nieuw), sum(len(een.regels) for een in nieuw), overgeslagen, let_op
    )
