"""The caseload projector: every event of every service into the dossier, its timeline and its row in the caseload, page by page."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from services.routing.domain.beloften import Beloften
from services.routing.policies import nieuwe_dag
from services.routing.projections import bellers, dossier, dossiertabel, tijdlijn, werkvoorraad
from services.routing.projections.eigenaarsverhaal import OVER_DE_EIGENAAR
from services.routing.projections.tijdlijn import Tijdlijnregel
from shared.cloudevent import CloudEvent
from shared.contracts.base import Contract
from shared.contracts.organisatie import WerkafspraakVastgesteld
from shared.contracts.topics import HEARS
from shared.kafka.consumer import Consumer
from shared.organisatie.rijen import NOTED, organisatie_in
from shared.organisatie.staat import vouw
from shared.parameters import Parameterset
from shared.store import Store
from shared.transaction import Transaction


def make(store: Store, parameters: Parameterset) -> tuple[Consumer, list[str]]:
    beloften = Beloften(parameters)
    return Consumer(
        "routing-werkvoorraad",
        store,
        partial(_hear, beloften),
        handle_page=partial(_project, beloften),
    ), [topic.name for topic in HEARS["routing-werkvoorraad"]]


def _hear(
    beloften: Beloften, transaction: Transaction, _event: CloudEvent, contract: Contract
) -> None:
    """On a day, and with a new working agreement, somebody else may be the one to call."""
    if isinstance(contract, WerkafspraakVastgesteld):
        # The agent keeps what was told; it may not have heard this yet.
        transaction.note(NOTED, vouw(organisatie_in(transaction), contract))
        _herzie_bellers(beloften, transaction)
    if dag := nieuwe_dag(contract):
        transaction.hear_day(dag)
        _herzie_bellers(beloften, transaction)


def _herzie_bellers(beloften: Beloften, transaction: Transaction) -> None:
    organisatie, dag = organisatie_in(transaction), transaction.last_workday()
    for gemeente in werkvoorraad.met_achterstand(transaction.cursor):
        wie = bellers.van(organisatie, gemeente, dag)
        gevonden = bellers.anders(transaction.cursor, gemeente, wie)
        dossiers = {
            dossier_id: bekend.na(**wie._asdict())
            for dossier_id, bekend in dossiertabel.lock(transaction.cursor, gevonden.keys()).items()
        }
        dossiertabel.write(transaction.cursor, dossiers)
        werkvoorraad.write(
            transaction.cursor,
            [
                werkvoorraad.regel_van(dossier_id, bekend, gevonden[dossier_id], beloften)
                for dossier_id, bekend in dossiers.items()
            ],
        )


def _project(beloften: Beloften, transaction: Transaction, page: Sequence[Contract]) -> None:
    """Reads every dossier of the page once, folds its events in order, and writes each view once."""
    heard = [(dossier_id, event) for event in page if (dossier_id := dossier.dossier_van(event))]
    events = [een for een in heard if not isinstance(een[1], OVER_DE_EIGENAAR)]
    cursor = transaction.cursor
    organisatie = organisatie_in(transaction)
    dossiers = dossiertabel.lock(cursor, {dossier_id for dossier_id, _ in events})
    regels: list[tuple[UUID, Tijdlijnregel]] = []
    laatste: dict[UUID, str] = {}
    for dossier_id, event in heard:
        regel = tijdlijn.regel_van(event, organisatie)
        regels.append((dossier_id, regel))
        if not isinstance(event, OVER_DE_EIGENAAR):
            dossiers[dossier_id] = dossier.evolve(dossiers[dossier_id], event)
            laatste[dossier_id] = regel.wat
    dag = transaction.last_workday()
    dossiers = {
        dossier_id: bekend.na(**bellers.van(organisatie, bekend.gemeente, dag)._asdict())
        for dossier_id, bekend in dossiers.items()
    }
    dossiertabel.write(cursor, dossiers)
    tijdlijn.add(cursor, regels)
    nieuw = [
        werkvoorraad.regel_van(dossier_id, stand, laatste[dossier_id], beloften)
        for dossier_id, stand in dossiers.items()
    ]
    werkvoorraad.write(cursor, nieuw)
