"""The six applications with something in them, so that a request can find what it names."""

from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from fastapi import FastAPI

from deploy.organisatie.application import richt_in
from services.bbz.application import verwerk_in as verwerk_aanvraag
from services.bbz.examples import AANVRAAG, BESLOTEN, OPENEN
from services.ledger.policies import vaststelling_id
from services.notify.application import Notify
from services.notify.entrypoints import agents as notify_agents
from services.routing.application import verwerk as verwerk_route
from services.routing.entrypoints import projector as werkvoorraad
from services.routing.examples import BEPAAL_ROUTE, MAANDAG
from services.routing.examples import DOSSIER as ROUTE_DOSSIER
from shared.facts import Cause
from shared.parameter_files import load_parameters
from shared.settings import Database
from shared.store import Store
from shared.web.login import Who
from tests.bbz.gegeven import KADER as BBZ_KADER
from tests.intake.bestanden import pdf
from tests.intake.test_api import GOOD
from tests.ledger.vaststelling.test_vaststellingen import BOEKJAAR, W07, toegekend
from tests.notify.wereld import DAG as NOTIFY_DAG
from tests.notify.wereld import NA_START, event, gemist
from tests.routing.test_werkvoorraad import ONTVANGEN
from tests.steun.ledger.stad import Stad, krediet, lening_id, storting
from tests.steun.organisatie import GEBEURTENISSEN
from tests.web.house import FACTS, MAKERS, client_of

Known = dict[str, str]


@dataclass(frozen=True)
class Seeded:
    """`known` gives the value of a path parameter that exists here."""

    app: FastAPI
    store: Store
    known: Known
    actor: str = "consulent-1"


@contextmanager
def seeded(
    new_database: Callable[[str], Database], service: str, who: Who | None = None
) -> Iterator[Seeded]:
    store = Store(new_database(service), FACTS[service])
    try:
        app = MAKERS[service](store, who)
        yield Seeded(app, store, SEEDS[service](app, store))
    finally:
        store.close()


def _hear(store: Store, day: date) -> None:
    with store.transaction() as transaction:
        transaction.hear_day(day)


def _intake(app: FastAPI, store: Store) -> Known:
    _hear(store, date(2026, 3, 2))
    client = client_of(app)
    taken = client.post("/intake/v1/aanmeldingen", json=GOOD).json()
    offered = client.post(
        "/intake/v1/aanmeldingen-imports", json=[GOOD | {"bsn": "999990020"}]
    ).json()
    path = f"/intake/v1/aanmeldingen/{taken['dossier_id']}"
    file = {"bestandsnaam": "a.pdf", "inhoud": b64encode(pdf("zaad")).decode()}
    paper = client.post(f"{path}/stukken", json=file | {"soort": "overig"}).json()
    question = {"soorten": ["offertes"], "route": 3, "hersteltermijn_tot": "2026-03-30"}
    asked = client.post(f"{path}/stukvragen", json=question).json()
    return {
        "dossier_id": taken["dossier_id"],
        "import_id": offered["import_id"],
        "stuk_id": paper["stuk_id"],
        "uitvraag_id": asked["uitvraag_id"],
    }


def _routing(_: FastAPI, store: Store) -> Known:
    _hear(store, MAANDAG)
    with store.transaction() as transaction:
        verwerk_route(transaction, BEPAAL_ROUTE, Cause("c", "routing", MAANDAG), load_parameters())
    consumer, _projector = werkvoorraad.make(store, load_parameters())
    with store.transaction() as transaction:
        assert consumer.handle_page
        consumer.handle_page(transaction, [ONTVANGEN])
    return {"dossier_id": str(ROUTE_DOSSIER)}


def _bbz(_: FastAPI, store: Store) -> Known:
    _hear(store, BESLOTEN)
    with store.transaction() as transaction:
        verwerk_aanvraag(
            transaction, BBZ_KADER.parameters, OPENEN, Cause("opening", "bbz", OPENEN.op)
        )
    return {"aanvraag_id": str(AANVRAAG)}


def _ledger(app: FastAPI, store: Store) -> Known:
    """A loan in arrears with a proposal, a vordering, an open vaststelling, and a receipt nobody knows."""
    stad = Stad(store)
    stad.dag(date(2026, 1, 12))
    other = krediet(1).dossier_id
    stad.hoor(
        krediet(0),
        krediet(1),
        toegekend(),
        toegekend(dossier_id=other, aanvraag_id=uuid5(other, "levensonderhoud")),
    )
    begin = date(2026, 2, 28)
    for later in range(4):
        stad.dag(begin + timedelta(days=later))
        payments = [storting(1), storting(7, 12_345)] if later == 1 else []
        stad.afschrift(begin + timedelta(days=later), *payments)
    stad.dag(begin + timedelta(days=5))
    stad.projecteer()
    known = {
        "lening_id": str(lening_id()),
        "vaststelling_id": str(vaststelling_id(other, BOEKJAAR)),
    }
    known |= _vordering(app, vaststelling_id(krediet(0).dossier_id, BOEKJAAR))
    stad.werk()
    stad.projecteer()
    client = client_of(app, "debiteuren-1")
    waiting = client.get("/ledger/v1/ontvangsten").json()["ontvangsten"]
    known["ontvangst_id"] = waiting[0]["ontvangst_id"]
    return known


def _vordering(app: FastAPI, zaak: UUID) -> Known:
    base = f"/ledger/v1/vaststellingen/{zaak}"
    one, two = client_of(app, "consulent-1"), client_of(app, "consulent-2")
    one.post(f"{base}/jaargegevens", json=W07)
    one.post(f"{base}/voorstellen", json={"motivering": "beleid_gemeente", "terugvorderen": True})
    besloten = two.post(f"{base}/bekrachtigingen").json()
    return {"vordering_id": next(iter(besloten["vorderingen"].values()))}


def _notify(_: FastAPI, store: Store) -> Known:
    _hear(store, NOTIFY_DAG)
    notify = Notify(store)
    told = event(gemist(ROUTE_DOSSIER, lening_id()), time=NA_START)
    with store.transaction() as transaction:
        notify_agents.handler(notify, notify.startmerk())(transaction, told, told.contract)
    with store.cursor() as cursor:
        cursor.execute("SELECT bericht_id FROM verzendingen")
        row: dict[str, Any] = cursor.fetchone() or {}
    return {"bericht_id": str(row["bericht_id"])}


def _klok(app: FastAPI, _: Store) -> Known:
    client_of(app).post("/klok/v1/dagen", json={"tot": "2026-03-02"})
    return {}


def _organisatie(_: FastAPI, store: Store) -> Known:
    with store.transaction() as transaction:
        transaction.hear_day(date(2026, 3, 2))
        richt_in(transaction, GEBEURTENISSEN, date(2025, 1, 1), "beheer-1")
    return {}


SEEDS: dict[str, Callable[[FastAPI, Store], Known]] = {
    "intake": _intake,
    "routing": _routing,
    "bbz": _bbz,
    "ledger": _ledger,
    "notify": _notify,
    "klok": _klok,
    "organisatie": _organisatie,
}
