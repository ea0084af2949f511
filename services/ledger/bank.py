"""Bank files in, their lines booked page by page, and what a person says about a line.

A page is one transaction with its progress: a kill loses nothing and repeats at most one page.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from services.ledger import invordering, terugvordering
from services.ledger.adapters import afschriften, agenda, camt, vorderingen
from services.ledger.adapters.afschriften import AFSCHRIFTEN, Ontvangst, Uitkomst
from services.ledger.adapters.kader import Kader
from services.ledger.adapters.log import LENING, VORDERING
from services.ledger.application import ACTOR, AGAIN, PAGE, plan, verwerk, werkdag_of_niets
from services.ledger.domain.afschrift import AfschriftKloptNiet
from services.ledger.domain.commands import BoekBetaling
from services.ledger.domain.vorderingsverzoeken import BoekOntvangst
from services.ledger.domain.weigeringen import BestandIsAlOntvangen, LeningIsOnbekend, OntvangstIsNietTeDuiden, Weigering
from shared.observability import log
from shared.seals import seal
from shared.store import Cause, Store, Transaction

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


def duid(transaction: Transaction, ontvangst_id: UUID, status: str, lening_id: UUID | None, actor: str, op: date) -> None:
    """A person says where a line belongs; the worker books it. Raises OntvangstIsNietTeDuiden, LeningIsOnbekend."""
    if lening_id and not agenda.bestaat(transaction.cursor, lening_id):
        raise LeningIsOnbekend
    if not afschriften.duid(transaction.cursor, ontvangst_id, status, lening_id, actor, op):
        raise OntvangstIsNietTeDuiden


def _boek_pagina(store: Store, kader: Kader, hoogstens: int) -> bool:
    with store.transaction() as transaction:
        regels = afschriften.te_boeken(transaction.cursor, hoogstens)
        werkdag = werkdag_of_niets(transaction.cursor) if regels else None
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
            _naar_wachtrij(store, f"Het boeken mislukte ({type(error).__name__}). Meld dit aan de beheerder.")


def _naar_wachtrij(store: Store, reden: str) -> None:
    with store.transaction() as transaction:
        for regel in afschriften.te_boeken(transaction.cursor, 1):
            log.error("bank line could not be booked", ontvangst_id=str(regel.ontvangst_id), reason=reden)
            afschriften.schrijf(transaction.cursor, [Uitkomst(regel.ontvangst_id, "te_duiden", reden, None)], transaction.workday())


def _boek(transaction: Transaction, kader: Kader, regels: Sequence[Ontvangst], werkdag: date) -> None:
    van_kenmerk = agenda.bij_kenmerk(transaction.cursor, [regel.betalingskenmerk for regel in regels if regel.betalingskenmerk])
    leningen = {regel.ontvangst_id: regel.lening_id or van_kenmerk.get(regel.betalingskenmerk or "") for regel in regels}
    bekend = [schuld_id for schuld_id in leningen.values() if schuld_id]
    andere = vorderingen.onder(transaction.cursor, bekend)
    transaction.prefetch(LENING, [schuld_id for schuld_id in bekend if schuld_id not in andere])
    transaction.prefetch(VORDERING, sorted(andere))
    invordering.prefetch_vorderingen(transaction, sorted(andere))
    uitkomsten = [_boek_regel(transaction, kader, regel, leningen[regel.ontvangst_id], werkdag, andere) for regel in regels]
    afschriften.schrijf(transaction.cursor, uitkomsten, werkdag)
    geboekt = [uitkomst.lening_id for uitkomst in uitkomsten if uitkomst.lening_id]
    plan(transaction, kader, [lening_id for lening_id in geboekt if lening_id not in andere], werkdag)
    terugvordering.plan(transaction, kader, [schuld_id for schuld_id in geboekt if schuld_id in andere], werkdag)


def _boek_regel(
    transaction: Transaction, kader: Kader, regel: Ontvangst, lening_id: UUID | None, werkdag: date, van_vordering: frozenset[UUID]
) -> Uitkomst:
    if lening_id is None:
        return Uitkomst(regel.ontvangst_id, "te_duiden", ONBEKEND, None)
    ontvangst: dict[str, Any] = {"betaling_id": regel.ontvangst_id, "bedrag_cent": regel.bedrag_cent, "valutadatum": regel.valutadatum}
    cause, op = Cause(str(regel.ontvangst_id), regel.actor or ACTOR, werkdag), max(werkdag, regel.valutadatum)
    try:
        if lening_id in van_vordering:
            terugvordering.verwerk(transaction, kader, BoekOntvangst(vordering_id=lening_id, op=op, **ontvangst), cause)
        else:
            verwerk(transaction, kader, BoekBetaling(lening_id=lening_id, op=op, **ontvangst), cause)
    except Weigering as weigering:
        return Uitkomst(regel.ontvangst_id, "te_duiden", str(weigering), None)
    return Uitkomst(regel.ontvangst_id, "geboekt", None, lening_id)


@dataclass(frozen=True)
class Ingelezen:
    bestand_id: UUID
    versie: str
    afschriften: int
    regels: int


def lees_in(store: Store, key: bytes, content: bytes, actor: str) -> Ingelezen:
    """Takes in one file; raises AfschriftKloptNiet or BestandIsAlOntvangen, and then nothing of it is kept."""
    digest = hashlib.sha256(content).digest()
    bestand_id = uuid5(AFSCHRIFTEN, digest.hex())
    with store.cursor() as cursor:
        _moet_nieuw_zijn(afschriften.bestand_met(cursor, digest))
    versie, gelezen = camt.read(content)
    with store.cursor() as cursor:
        cursor.execute("LOCK TABLE bankbestanden IN SHARE ROW EXCLUSIVE MODE")
        _moet_nieuw_zijn(afschriften.bestand_met(cursor, digest) or afschriften.bestand_van(cursor, gelezen))
        werkdag = werkdag_of_niets(cursor)
        if len({afschriften.afschrift_id(een) for een in gelezen}) < len(gelezen):
            raise AfschriftKloptNiet("Hetzelfde afschrift staat twee keer in dit bestand.")
        if afschriften.is_te_nieuw(gelezen, werkdag):
            raise AfschriftKloptNiet("Het bestand heeft een afschrift van een dag die nog moet komen.")
        afschriften.bewaar(cursor, bestand_id, digest, seal(key, content, digest), versie, gelezen, actor, werkdag)
    return Ingelezen(bestand_id, versie, len(gelezen), sum(len(een.regels) for een in gelezen))


def _moet_nieuw_zijn(eerder: UUID | None) -> None:
    if eerder:
        raise BestandIsAlOntvangen(eerder)
