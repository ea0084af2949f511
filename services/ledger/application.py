"""Load, decide, append: one request, a page of bank lines, a page of a day; and bank files with what a person says about their lines.

A page is one transaction with its progress: a kill loses nothing and repeats at most one page.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from eventsourcing.persistence import InterfaceError, OperationalError
from psycopg import Cursor
from psycopg.rows import DictRow

from services.ledger import invordering, register, terugvordering
from services.ledger.adapters import afschriften, agenda, camt, dagen, vorderingen
from services.ledger.adapters.afschriften import AFSCHRIFTEN, Ontvangst, Uitkomst
from services.ledger.adapters.dagen import OpenDag
from services.ledger.adapters.kader import Kader
from services.ledger.adapters.log import LENING, VORDERING
from services.ledger.domain.afschrift import AfschriftKloptNiet
from services.ledger.domain.commands import BekrachtigVoorstel, Besluitverzoek, BoekBetaling, Leningverzoek, NeemBesluit, SluitDag
from services.ledger.domain.decide import decide
from services.ledger.domain.decide_dag import volgende_actie
from services.ledger.domain.mutatiegegevens import Kosten
from services.ledger.domain.vorderingsverzoeken import BoekOntvangst
from services.ledger.domain.weigeringen import BestandIsAlOntvangen, LeningIsOnbekend, OntvangstIsNietTeDuiden, Weigering
from shared.begrippen import Feit
from shared.observability import log
from shared.seals import seal
from shared.store import Cause, StaleVersion, Store, Transaction

PAGE = 500
ACTOR = "ledger"
ONBEKEND = "Geen lening en geen vordering heeft dit betalingskenmerk."
# Nothing is wrong with the work itself: the same page is done again.
AGAIN = (OperationalError, InterfaceError, StaleVersion)


def verwerk(transaction: Transaction, kader: Kader, verzoek: Leningverzoek, cause: Cause) -> list[Feit]:
    """Decides on one request; raises the refusal. `plan` must follow before the transaction ends."""
    voor = transaction.load(LENING, verzoek.lening_id)
    feiten = decide(voor, verzoek, kader.boek(transaction, verzoek.lening_id))
    transaction.append(LENING, verzoek.lening_id, feiten, cause)
    invordering.volg(transaction, kader.parameters, voor, verzoek.lening_id, cause)
    return feiten


def besluit(store: Store, kader: Kader, maak: Callable[[date], Besluitverzoek], actor: str) -> list[Feit]:
    """What a person decides about a loan, on the business day; raises the refusal. Asked a second time nothing happens."""

    def work(transaction: Transaction) -> list[Feit]:
        verzoek = maak(transaction.workday())
        register.toets(transaction, verzoek)
        mandaat = _mandaat(kader, verzoek, transaction)
        feiten = verwerk(transaction, kader, verzoek, Cause(str(verzoek.besluit_id), actor, verzoek.op, mandaat))
        plan(transaction, kader, [verzoek.lening_id], verzoek.op)
        return feiten

    return store.attempt(work)


def _mandaat(kader: Kader, verzoek: Besluitverzoek, transaction: Transaction) -> str | None:
    """The mandate of a second person."""
    if not isinstance(verzoek, BekrachtigVoorstel):
        return None
    gevonden = kader.mandaten.ruimste(verzoek.actor, transaction.load(LENING, verzoek.lening_id).gemeente, verzoek.op)
    return gevonden.mandaat_id if gevonden else None


def aanmaning_verstuurd(transaction: Transaction, kader: Kader, bericht_id: UUID, verstuurd_op: date, event_id: UUID) -> None:
    """The term of a demand starts when its letter went out; its vergoeding, where the amount is known, is then owed (Awb 4:113)."""
    cause = Cause(str(event_id), ACTOR, max(verstuurd_op, transaction.workday()))
    aanmaning = invordering.verstuurd(transaction, kader.parameters, bericht_id, verstuurd_op, cause)
    if aanmaning is None or not aanmaning.vergoeding_cent:
        return
    if aanmaning.schuldsoort == "vordering":
        terugvordering.boek_vergoeding(transaction, kader, aanmaning, cause)
        return
    kosten = NeemBesluit(
        lening_id=aanmaning.schuld_id, besluit_id=aanmaning.aanmaning_id, motivering="betaalt_niet", valutadatum=verstuurd_op,
        gegevens=Kosten(bedrag_cent=aanmaning.vergoeding_cent, grondslag="Awb 4:113"), op=cause.at, actor=ACTOR,
    )  # fmt: skip
    verwerk(transaction, kader, kosten, cause)
    plan(transaction, kader, [aanmaning.schuld_id], cause.at)


def plan(transaction: Transaction, kader: Kader, lening_ids: Iterable[UUID], op: date) -> None:
    """Writes when each of these loans, and its ladder, is next in need of something."""
    rijen, uniek = [], dict.fromkeys(lening_ids)
    for lening_id in uniek:
        lening = transaction.load(LENING, lening_id)
        rijen.append((lening_id, lening.betalingskenmerk, *volgende_actie(lening)))
    agenda.schrijf(transaction.cursor, rijen)
    invordering.plan(transaction, kader.parameters, uniek, op)


def sluit_pagina(store: Store, kader: Kader, rekeningen: Sequence[str]) -> bool:
    """Closes the oldest open day for one page of loans, or the day itself when none is left; False when no day is open."""
    try:
        with store.transaction() as transaction:
            dag = _open_dag(transaction, rekeningen)
            if dag is None:
                return False
            lening_ids = agenda.aan_de_beurt(transaction.cursor, dag.dag, dag.afschriften_tot, PAGE)
            if not lening_ids:
                if not invordering.sluit_pagina(transaction, kader.parameters, dag, PAGE):
                    dagen.sluit(transaction.cursor, dag.dag)
                return True
            _sluit(transaction, kader, dag, lening_ids)
    except AGAIN:
        raise
    except Exception as error:
        log.warning("page of the day close goes on one loan at a time", error=type(error).__name__)
        _sluit_een_voor_een(store, kader, rekeningen)
    return True


def _sluit_een_voor_een(store: Store, kader: Kader, rekeningen: Sequence[str]) -> None:
    with store.transaction() as transaction:
        dag = _open_dag(transaction, rekeningen)
        if dag is None:
            return
        lening_ids = agenda.aan_de_beurt(transaction.cursor, dag.dag, dag.afschriften_tot, PAGE)
    for lening_id in lening_ids:
        try:
            with store.transaction(notify=False) as transaction:
                _sluit(transaction, kader, dag, [lening_id])
        except AGAIN:
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


def _sluit(transaction: Transaction, kader: Kader, dag: OpenDag, lening_ids: Sequence[UUID]) -> None:
    andere = vorderingen.onder(transaction.cursor, lening_ids)
    leningen = [lening_id for lening_id in lening_ids if lening_id not in andere]
    terugvordering.sluit_dag(transaction, kader, sorted(andere), dag.dag, dag.afschriften_tot)
    transaction.prefetch(LENING, leningen)
    invordering.prefetch(transaction, leningen)
    for lening_id in leningen:
        cause = Cause(str(_command_id(lening_id, dag)), ACTOR, dag.dag)
        verwerk(transaction, kader, SluitDag(lening_id=lening_id, dag=dag.dag, afschriften_tot=dag.afschriften_tot), cause)
    plan(transaction, kader, leningen, dag.dag)
    agenda.sluit(transaction.cursor, dag.dag, lening_ids)
    dagen.tel(transaction.cursor, dag.dag, len(lening_ids))


def _command_id(lening_id: UUID, dag: OpenDag) -> UUID:
    return uuid5(lening_id, f"dag/{dag.dag.isoformat()}")


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


def duid(store: Store, ontvangst_id: UUID, status: str, lening_id: UUID | None, actor: str) -> None:
    """A person says where a line belongs; the worker books it. Raises OntvangstIsNietTeDuiden, LeningIsOnbekend."""
    with store.transaction() as transaction:
        if lening_id and not agenda.bestaat(transaction.cursor, lening_id):
            raise LeningIsOnbekend
        if not afschriften.duid(transaction.cursor, ontvangst_id, status, lening_id, actor, transaction.workday()):
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


def werkdag_of_niets(cursor: Cursor[DictRow]) -> date | None:
    """The last day that was heard; None before the first."""
    cursor.execute("SELECT dag FROM werkdag")
    rij = cursor.fetchone()
    return rij["dag"] if rij else None
