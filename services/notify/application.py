"""Load, decide, append: a letter is reserved with the event that asks for it, and stored with the fact that it was sent."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from services.notify.adapters.brieven import Archiefstuk, store_letter
from services.notify.domain.commands import (
    AnnuleerBericht,
    AnnuleerBerichten,
    BevriesBerichten,
    Bezorgverzoek,
    HervatBerichten,
    HervatBezorging,
    VerstuurHerinnering,
    Verstuurverzoek,
    WerkHerinneringenBij,
)
from services.notify.domain.decide import decide, decide_bezorging
from services.notify.domain.schuldstand import Schuldstand
from services.notify.domain.state import Bericht, evolve
from services.notify.projections import gewist, schuldstanden, verzendingen
from services.notify.projections.verzendingen import Verzending
from shared.begrippen import Feit
from shared.facts import Cause, Stream
from shared.handle import Command, Done, handle
from shared.recht.post import verzenddag
from shared.store import Store
from shared.transaction import Transaction

BERICHT = Stream(Bericht(), evolve, shape="bericht.1")


@dataclass(frozen=True)
class Notify:
    store: Store

    def volg(
        self,
        transaction: Transaction,
        lening_id: UUID,
        verander: Callable[[Schuldstand], Schuldstand],
    ) -> None:
        """Keeps how the collection of a loan stands; in the transaction of the event that tells it."""
        stand = schuldstanden.read(transaction.cursor, lening_id)
        if (nieuw := verander(stand)) != stand:
            schuldstanden.write(transaction.cursor, lening_id, nieuw)

    def behandel(
        self,
        transaction: Transaction,
        verzoek: Verstuurverzoek
        | AnnuleerBerichten
        | BevriesBerichten
        | WerkHerinneringenBij
        | HervatBerichten,
        cause: Cause,
    ) -> None:
        """Reserves what an event asks for, or annuls or amends what waits; in the transaction of the event, with no call outside."""
        if isinstance(verzoek, WerkHerinneringenBij):
            for bericht_id in verzendingen.herinneringen(
                transaction.cursor, verzoek.dossier_id, verzoek.lening_id
            ):
                self._decide(transaction, bericht_id, verzoek, cause)
            return
        if isinstance(verzoek, AnnuleerBerichten):
            for bericht_id in verzendingen.to_annul(transaction.cursor, verzoek):
                self._decide(
                    transaction,
                    bericht_id,
                    AnnuleerBericht(reden=verzoek.reden, op=verzoek.op),
                    cause,
                )
            return
        if isinstance(verzoek, BevriesBerichten):
            gewist.freeze(transaction.cursor, verzoek.dossier_id, verzoek.op)
            for bericht_id in verzendingen.to_freeze(transaction.cursor, verzoek.dossier_id):
                self._decide(
                    transaction,
                    bericht_id,
                    AnnuleerBericht(reden="gewist", op=verzoek.op),
                    cause,
                )
            return
        if isinstance(verzoek, HervatBerichten):
            for bericht_id in verzendingen.to_resume(transaction.cursor, verzoek.dossier_id):
                self._decide(transaction, bericht_id, HervatBezorging(op=verzoek.op), cause)
            return
        if isinstance(verzoek, VerstuurHerinnering) and verzoek.beletsel is None:
            stand = schuldstanden.read(transaction.cursor, verzoek.lening_id)
            verzoek = verzoek.na(beletsel=stand.beletsel(verzoek.op))
        if gewist.is_frozen(transaction.cursor, verzoek.dossier_id):
            verzoek = verzoek.na(aanleiding=verzoek.aanleiding.na(is_gewist=True))
        feiten = decide(transaction.load(BERICHT, verzoek.bericht_id), verzoek)
        _append(transaction, verzoek.bericht_id, feiten, cause)

    def verwerk(
        self,
        bericht_id: UUID,
        verzoek: Bezorgverzoek,
        cause: Cause,
        stuk: Archiefstuk | None = None,
    ) -> bool:
        """Records what became of a reserved letter, with the letter itself; False when somebody else was first."""

        def work(transaction: Transaction) -> bool:
            feiten = self._decide(transaction, bericht_id, verzoek, cause)
            if feiten and stuk is not None:
                store_letter(transaction.cursor, bericht_id, stuk)
            return bool(feiten)

        return self.store.attempt(work)

    def hervat(self, bericht_id: UUID, command: Command) -> None:
        """Puts a failed letter in line again; raises BerichtBestaatNiet, BezorgingIsNietMislukt."""

        def work(transaction: Transaction, op: date) -> Done:
            self._decide(transaction, bericht_id, HervatBezorging(op=op), command.cause(op))
            return Done()

        handle(self.store, command, work, Done)

    def wachtend(self, dag: date, limit: int) -> list[tuple[Verzending, Bericht]]:
        """The oldest reserved letters that may go out on a day, each with its state."""
        with self.store.transaction() as transaction:
            rows = verzendingen.waiting(transaction.cursor, dag, limit)
            transaction.prefetch(BERICHT, [row.bericht_id for row in rows])
            return [(row, transaction.load(BERICHT, row.bericht_id)) for row in rows]

    def postdag(self) -> date | None:
        """The last day heard, where letters leave the house on it; else None."""
        dag = self.werkdag()
        return dag if dag and verzenddag(dag) == dag else None

    def werkdag(self) -> date | None:
        """The last day heard; None before the first."""
        return self.store.last_workday()

    def startmerk(self) -> datetime:
        """Since when this notify answers for letters."""
        with self.store.cursor() as cursor:
            cursor.execute("SELECT sinds FROM startmerk")
            row = cursor.fetchone()
        if row is None:
            raise LookupError(
                "startmerk is empty: without it every old event would send a letter again"
            )
        sinds: datetime = row["sinds"]
        return sinds

    def _decide(
        self, transaction: Transaction, bericht_id: UUID, verzoek: Bezorgverzoek, cause: Cause
    ) -> Sequence[Feit]:
        feiten = decide_bezorging(transaction.load(BERICHT, bericht_id), verzoek)
        _append(transaction, bericht_id, feiten, cause)
        return feiten


def _append(
    transaction: Transaction, bericht_id: UUID, feiten: Sequence[Feit], cause: Cause
) -> None:
    transaction.append(BERICHT, bericht_id, feiten, cause)
    for feit in feiten:
        verzendingen.apply(transaction.cursor, bericht_id, feit)
