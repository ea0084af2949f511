"""A small city on a real database: credits, days and bank files, through the ledger's own policies and worker."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from deploy.local.city import REKENING as IBAN
from deploy.local.city.bankbestand import Storting, bankbestand
from services.ledger import examples
from services.ledger.adapters import views
from services.ledger.adapters.kader import Kader
from services.ledger.adapters.log import FEITEN
from services.ledger.application.bank import Ingelezen, lees_in
from services.ledger.domain.bank.rekeningenlijst import Rekeningenlijst
from services.ledger.entrypoints import agents, projector
from services.ledger.entrypoints.worker import Werkbank
from shared.cloudevent import CloudEvent
from shared.contracts import bbz, klok
from shared.contracts.base import Contract
from shared.facts import StoredFact
from shared.kafka.consumer import Delivery
from shared.observability import Watchdog
from shared.parameter_files import load_parameters
from shared.recht.betalingskenmerk import betalingskenmerk
from shared.settings import Database
from shared.store import Store
from tests.sources import source_for

KEY = b"k" * 32
REKENINGEN = Rekeningenlijst.van(IBAN)
PARAMETERS = load_parameters()
KADER = Kader(PARAMETERS)


def krediet(nummer: int = 0, **anders: Any) -> bbz.KredietVerstrekt:
    """A linear loan of € 30.000,00 in 60 terms; the number makes its ids."""
    gegevens: dict[str, Any] = {
        "dossier_id": uuid5(examples.DOSSIER, str(nummer)),
        "aanvraag_id": uuid5(examples.AANVRAAG, str(nummer)),
        "lening_id": uuid5(examples.LENING, str(nummer)),
        "gemeente": "GM9901",
        "regeling": "bbz",
        "product": "bedrijfskapitaal_rentedragend",
        "groep": "gevestigd",
        "hoofdsom_cent": 3_000_000,
        "jaarrente_procent": Decimal(8),
        "methode": "lineair",
        "termijnen": 60,
        "dagtelling": "maand",
        "uitbetaald_op": date(2026, 1, 10),
        "eerste_vervaldag": date(2026, 2, 28),
        "aanvraagdatum": date(2025, 11, 20),
        "besluitdatum": date(2026, 1, 8),
        "parameterset": "0123456789abcdef",
        "ondertekenaar": "consulent-2",
        "mandaat": "tot-50000",
    }
    return bbz.KredietVerstrekt(**(gegevens | anders))


@dataclass
class Stad:
    store: Store
    rekeningen: Rekeningenlijst = REKENINGEN
    saldo_cent: int = 0
    afschriften: int = 0
    gehoord: int = 0
    topic: UUID = field(default_factory=lambda: uuid5(examples.LENING, "topic"))

    @classmethod
    def nieuw(cls, database: Database) -> "Stad":
        return cls(Store(database, FEITEN))

    @property
    def werkbank(self) -> Werkbank:
        return Werkbank(self.store, self.rekeningen, Watchdog(), KADER)

    def hoor(self, *contracts: Contract, event_id: UUID | None = None) -> None:
        """Brings events to the consumer as the batch runner does."""
        consumer, _ = agents.make(self.store, KADER)
        page = []
        for contract in contracts:
            event = CloudEvent(
                specversion="1.0",
                id=event_id or uuid5(self.topic, contract.model_dump_json()),
                source=source_for(contract),
                type=contract.event_type(),
                time=datetime.now(UTC),
                subject=contract.key(),
                data=contract.model_dump(mode="json"),
            )
            page.append(
                Delivery(
                    "t",
                    self.topic,
                    0,
                    self.gehoord,
                    contract.key().encode(),
                    event.model_dump_json().encode(),
                    (),
                )
            )
            self.gehoord += 1
        consumer.take_in(page)

    def dag(self, dag: date) -> None:
        """The day begins, and the worker does all there is to do."""
        self.hoor(klok.DagAangebroken(dag=dag))
        self.werk()

    def werk(self) -> None:
        while self.werkbank.step():
            pass

    def dagen(self, van: date, tot: date, *, met_afschriften: bool = True) -> None:
        while van <= tot:
            self.dag(van)
            if met_afschriften:
                self.afschrift(van)
            van += timedelta(days=1)

    def afschrift(self, dag: date, *stortingen: Storting) -> Ingelezen:
        """The bank file of a day, taken in but not booked yet."""
        self.afschriften += 1
        content, self.saldo_cent = bankbestand(dag, self.saldo_cent, stortingen, self.afschriften)
        return lees_in(self.store, KEY, self.rekeningen, content, "debiteuren-1")

    def projecteer(self) -> None:
        while projector.make(self.store, Watchdog()).step():
            pass

    def feiten(self, nummer: int = 0) -> list[StoredFact]:
        return self.store.stream(lening_id(nummer))

    def namen(self, nummer: int = 0) -> list[str]:
        return [stored.name for stored in self.feiten(nummer)]

    def rijen(self, query: str, *waarden: Any) -> list[dict[str, Any]]:
        with self.store.cursor() as cursor:
            cursor.execute(query, waarden)
            return cursor.fetchall()

    def uitgevoerd(self) -> list[tuple[str, str]]:
        """The debtor view in its canonical form."""
        with self.store.cursor() as cursor:
            return views.export(cursor)


def lening_id(nummer: int = 0) -> UUID:
    return uuid5(examples.LENING, str(nummer))


def storting(nummer: int = 0, cent: int = 70_000, **anders: Any) -> Storting:
    return Storting(betalingskenmerk(lening_id(nummer)), cent, **anders)
