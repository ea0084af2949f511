"""Papers and notes: load, decide, append, and seal what they hold, in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from services.intake.adapters import aanvragen, stukkenlijst
from services.intake.adapters.register import Register
from services.intake.adapters.scanner import Poort
from services.intake.adapters.stukinhoud import Bestand, Kluis, Notitie
from services.intake.domain.notities import decide as notities
from services.intake.domain.notities import state as notitiestand
from services.intake.domain.notities.commands import MaakNotitie
from services.intake.domain.stukken.commands import RegistreerOntvangst, Stukkenverzoek
from services.intake.domain.stukken.decide import decide
from services.intake.domain.stukken.events import Stukfeit, StukOntvangen, StukVervallen
from services.intake.domain.stukken.state import Stukken, evolve
from shared.facts import Cause, Stream
from shared.store import Store
from shared.transaction import Transaction

STUKKEN = Stream(Stukken(), evolve, shape="stukken.1")
NOTITIE = Stream(notitiestand.Notitie(), notitiestand.evolve, shape="notitie.1")


def stroom(dossier_id: UUID) -> UUID:
    """All papers of a dossier are one stream: whether something is missing is a question about all of them."""
    return uuid5(dossier_id, "stukken")


@dataclass(frozen=True)
class Stukkenkast:
    store: Store
    register: Register
    poort: Poort

    @property
    def kluis(self) -> Kluis:
        return Kluis(self.register)

    def verwerk(
        self, transaction: Transaction, verzoek: Stukkenverzoek, cause: Cause
    ) -> Sequence[Stukfeit]:
        """Decides on a request about papers; what followed from it. Raises the refusal."""
        stream_id = stroom(verzoek.dossier_id)
        feiten = decide(transaction.load(STUKKEN, stream_id), verzoek)
        if not feiten:
            return feiten
        transaction.append(STUKKEN, stream_id, feiten, cause)
        nieuw = [feit.stuk_id for feit in feiten if isinstance(feit, StukOntvangen)]
        stukkenlijst.save(
            transaction.cursor, verzoek.dossier_id, transaction.load(STUKKEN, stream_id), nieuw
        )
        for feit in feiten:
            if isinstance(feit, StukVervallen) and feit.stuk_id:
                self.kluis.gooi_weg(transaction.cursor, feit.stuk_id)
        return feiten

    def neem_aan(
        self,
        transaction: Transaction,
        ontvangst: RegistreerOntvangst,
        bestand: Bestand,
        sleutel: bytes,
        cause: Cause,
    ) -> Sequence[Stukfeit]:
        """A file comes in: the fact, its row and its sealed content. Raises the refusal."""
        feiten = self.verwerk(transaction, ontvangst, cause)
        if feiten:
            self.kluis.bewaar(transaction.cursor, sleutel, ontvangst.stuk_id, bestand)
        return feiten

    def noteer(
        self, transaction: Transaction, verzoek: MaakNotitie, tekst: str, cause: Cause
    ) -> None:
        """A note: the fact, and its sealed text. Raises GegevensZijnGewist."""
        feiten = notities.decide(transaction.load(NOTITIE, verzoek.notitie_id), verzoek)
        if not feiten:
            return
        transaction.append(NOTITIE, verzoek.notitie_id, feiten, cause)
        self.kluis.schrijf(
            transaction.cursor,
            verzoek.dossier_id,
            Notitie(
                notitie_id=verzoek.notitie_id,
                door=verzoek.door,
                gemaakt_op=verzoek.op,
                tekst=tekst,
            ),
        )

    def van(self, transaction: Transaction, dossier_id: UUID, op: date) -> dict[str, Any]:
        """Whose papers a request is about, on this day; raises AanmeldingBestaatNiet."""
        gemeente = self.kluis.gemeente(transaction.cursor, dossier_id)
        return {"dossier_id": dossier_id, "gemeente": gemeente, "op": op}

    def voor_stukken(self, transaction: Transaction, dossier_id: UUID, op: date) -> dict[str, Any]:
        """The same, with whether the dossier is closed; who closes it waits."""
        is_gesloten = self.kluis.is_gesloten(transaction.cursor, dossier_id)
        return {**self.van(transaction, dossier_id, op), "is_gesloten": is_gesloten}

    def lopende(self, transaction: Transaction, dossier_id: UUID) -> dict[str, Any]:
        """The running applications of a dossier, as a request for papers looks at them."""
        bekend = aanvragen.lopende(transaction.cursor, dossier_id)
        return {
            "lopende": frozenset(bekend),
            "over_tijd": frozenset(nummer for nummer, een in bekend.items() if een.is_over_tijd),
        }

    def stand(self, dossier_id: UUID) -> Stukken:
        with self.store.transaction() as transaction:
            return transaction.load(STUKKEN, stroom(dossier_id))
