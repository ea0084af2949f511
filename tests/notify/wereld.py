"""What tests of notify share: events as they come in, intake's real application as the one that knows names and keys."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from starlette.testclient import TestClient

from services.intake.adapters.register import Inschrijving, Persoonsgegevens, Register
from services.intake.adapters.scanner import Poort
from services.intake.adapters.seals import MasterKey
from services.intake.application import Intake
from services.intake.application.stukken import Stukkenkast
from services.intake.domain.events import FEITEN as INTAKE_FEITEN
from services.intake.domain.stukken.nodig import Nodig
from services.intake.entrypoints import http as intake_http
from services.intake.entrypoints import web as intake_web
from services.notify.application import Notify
from services.notify.domain.events import FEITEN
from services.notify.entrypoints import agents
from services.notify.entrypoints.delivery import Delivery
from shared.cloudevent import CloudEvent
from shared.contracts import invordering, ledger
from shared.contracts.base import Contract
from shared.parameter_files import load_parameters
from shared.personen import Personenvraag
from shared.settings import Database
from shared.store import Store
from shared.web.app import make_app
from tests.sources import source_for
from tests.steun.organisatie import demo_bron

DAG = date(2026, 4, 2)
NA_START = datetime(2999, 1, 1, tzinfo=UTC)
TOKEN = "token-of-notify"
LEDGER: dict[str, Any] = {
    "gemeente": "GM9901",
    "boekdatum": DAG,
    "valutadatum": DAG,
    "hoofdsom_saldo_cent": 2_000_000,
    "rente_saldo_cent": 1_000,
    "achterstand_cent": 21_226,
}


def gemist(
    dossier_id: UUID, lening_id: UUID, termijn: int = 3, **anders: Any
) -> ledger.BetalingGemist:
    return ledger.BetalingGemist(
        **LEDGER
        | {
            "dossier_id": dossier_id,
            "lening_id": lening_id,
            "termijn": termijn,
            "vervaldag": date(2026, 3, 31),
            "termijnbedrag_cent": 21_226,
            "openstaand_cent": 21_226,
            "gemiste_termijnen": 1,
            "betalingskenmerk": "7123456789012345",
        }
        | anders
    )


def ingelopen(dossier_id: UUID, lening_id: UUID) -> ledger.AchterstandIngelopen:
    return ledger.AchterstandIngelopen(
        **LEDGER | {"dossier_id": dossier_id, "lening_id": lening_id, "achterstand_cent": 0}
    )


def aanmaning(
    dossier_id: UUID, lening_id: UUID, nummer: int = 1, **anders: Any
) -> invordering.AanmaningOpgemaakt:
    return invordering.AanmaningOpgemaakt(
        **{
            "schuldsoort": "lening",
            "schuld_id": lening_id,
            "dossier_id": dossier_id,
            "gemeente": "GM9901",
            "periode": 1,
            "op": DAG,
            "uitleg": "Aanmaning opgemaakt.",
            "aanmaning_id": uuid5(lening_id, f"aanmaning/{nummer}"),
            "soort": "aanmaning",
            "bedrag_cent": 63_678,
            "vergoeding_cent": 0,
            "gemiste_termijnen": 3,
            "betalingskenmerk": "7123456789012345",
            "is_na_beschikking": False,
            **anders,
        }
    )


def ingetrokken(gevraagd: invordering.AanmaningOpgemaakt) -> invordering.AanmaningIngetrokken:
    velden = gevraagd.model_dump(include=set(invordering.Invordering.model_fields))
    return invordering.AanmaningIngetrokken(
        **velden, aanmaning_id=gevraagd.aanmaning_id, reden="gepauzeerd"
    )


def event(
    contract: Contract,
    event_id: UUID | None = None,
    time: datetime = NA_START,
    replay: bool | None = None,
) -> CloudEvent:
    """The envelope of a contract; by default written down long after the start mark."""
    return CloudEvent(
        specversion="1.0",
        id=event_id or uuid4(),
        source=source_for(contract),
        type=contract.event_type(),
        time=time,
        subject=contract.key(),
        replay=replay,
        data=contract.model_dump(mode="json"),
    )


@dataclass
class Innerlijk:
    """intake with its real register and real API, in this process."""

    store: Store
    register: Register = field(default_factory=lambda: Register(MasterKey.from_secret(b"x" * 32)))

    def client(self) -> TestClient:
        intake = Intake(self.store, self.register)
        app = make_app(
            "intake",
            intake_http.make(
                intake,
                {TOKEN: "notify"},
                Stukkenkast(self.store, self.register, Poort(is_demo=True)),
                Nodig(load_parameters()),
            ),
            intake_web.make(intake),
            translation=intake_http.TRANSLATION,
            organisatie=demo_bron,
        )
        return TestClient(app, raise_server_exceptions=False)

    def schrijf_in(self, naam: str = "Noor van der Heijden-Öztürk", bsn: str = "999990019") -> UUID:
        dossier_id = uuid4()
        gegevens = Persoonsgegevens(
            bsn=bsn,
            naam=naam,
            straat="Geheimstraat",
            huisnummer="12 b",
            postcode="1234AB",
            plaats="Doorstad",
            handelsnaam="Bakkerij Proef",
        )
        with self.store.cursor() as cursor:
            self.register.enter(cursor, [Inschrijving(dossier_id, "GM9901", DAG, gegevens)])
        return dossier_id

    def wis(self, dossier_id: UUID) -> None:
        with self.store.cursor() as cursor:
            assert self.register.destroy_key(cursor, dossier_id, DAG)


@dataclass
class Wereld:
    """notify on its own database, beside intake on its own; `deliver` makes one round of the delivery loop."""

    notify: Notify
    intake: Innerlijk
    personen: Personenvraag

    @classmethod
    def on(cls, notify_database: Database, intake_database: Database) -> "Wereld":
        intake = Innerlijk(Store(intake_database, INTAKE_FEITEN))
        notify = Notify(Store(notify_database, FEITEN))
        with notify.store.transaction() as transaction:
            transaction.hear_day(DAG)
        return cls(
            notify, intake, Personenvraag("http://testserver", TOKEN, client=intake.client())
        )

    def hear(self, *events: CloudEvent) -> None:
        """As the consumer does: one transaction, each event id once."""
        handle = agents.handler(self.notify, self.notify.startmerk())
        with self.notify.store.transaction() as transaction:
            new = transaction.new_ids("notify", [item.id for item in events])
            for item in events:
                if item.id in new:
                    new.discard(item.id)
                    handle(transaction, item, item.contract)

    def delivery(self, **anders: Any) -> Delivery:
        parts: dict[str, Any] = {
            "personen": self.personen,
            "parameters": load_parameters(),
        }
        return Delivery(self.notify, **parts | anders)

    def deliver(self) -> int:
        return self.delivery().round()

    def facts(self) -> list[str]:
        return [stored.name for stored in self.notify.store.page(0)]

    def rows(self, table: str) -> list[dict[str, Any]]:
        with self.notify.store.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table}")
            return [dict(row) for row in cursor.fetchall()]

    def close(self) -> None:
        self.notify.store.close()
        self.intake.store.close()
