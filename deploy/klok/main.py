"""The clock: a log, an API to move the day, and a relay that tells it. In a city a cron job asks; in the demo a person.

It hears the organisation, to know who may move it.
"""

import sys
from datetime import date
from functools import partial
from typing import Annotated
from uuid import NAMESPACE_URL, UUID, uuid5

from pydantic import BaseModel

from deploy.klok import rechten
from deploy.klok.domain import FEITEN, MAX_DAGEN, DagAangebroken, TeVeelDagen, dagen_tot
from deploy.klok.pages import make_pages
from shared import velden
from shared.aside import Desk
from shared.begrippen import Waarde
from shared.cloudevent import CloudEvent
from shared.contracts import klok as contract
from shared.contracts.base import Contract
from shared.contracts.topics import HEARS
from shared.facts import Cause, StoredFact, Stream
from shared.handle import once
from shared.kafka.batch import batch_part
from shared.kafka.consumer import Consumer
from shared.kafka.relay import Relay
from shared.observability import Watchdog, current_trace
from shared.organisatie.rijen import hoor, organisatie_en_dag
from shared.process import Part, run_service
from shared.progress import progress
from shared.settings import Common, common
from shared.store import Store
from shared.transaction import Transaction
from shared.web.api import Api, make_api
from shared.web.app import make_app
from shared.web.commands import Asked
from shared.web.given import given
from shared.web.problems import Probleem
from shared.web.serve import web_part
from shared.web.subjects import Subject

DAGEN = Subject("Dagen", "De werkdagen die zijn aangebroken.")
Kept = Annotated[Store, given(Store)]
KLOK = uuid5(NAMESPACE_URL, "urn:doorstart:klok")


class Dag(Waarde):
    """A day has a stream of its own, so that its event id follows from the date."""

    is_aangebroken: bool = False


DAG = Stream(Dag(), lambda _state, _feit: Dag(is_aangebroken=True), shape="dag.1")


class Stand(BaseModel):
    """`dag` is absent before the first day."""

    dag: date | None


class Begonnen(BaseModel):
    """The days that began because somebody asked."""

    dagen: list[date]


class Vooruit(Waarde):
    tot: velden.Dag


def publish(stored: StoredFact) -> Contract:
    return contract.DagAangebroken(dag=stored.fact.dag)


def stream_of(dag: date) -> UUID:
    return uuid5(KLOK, dag.isoformat())


def laat_aanbreken(transaction: Transaction, tot: date, actor: str) -> list[DagAangebroken]:
    """Begins every day up to and including `tot`, each once."""
    transaction.cursor.execute("SELECT pg_advisory_xact_lock(1)")
    dagen = dagen_tot(transaction.last_workday(), tot)
    transaction.prefetch(DAG, [stream_of(feit.dag) for feit in dagen])
    for feit in dagen:
        stream = stream_of(feit.dag)
        cause = Cause(str(stream), actor, feit.dag, traceparent=current_trace())
        transaction.append(DAG, stream, [feit], cause)
        transaction.hear_day(feit.dag)
    return dagen


def make_clock_api(store: Store) -> Api:
    return make_api(
        "klok",
        "Doorstart klok",
        "1.0.0",
        "De werkdag van alle diensten.",
        {TeVeelDagen: _too_many},
        subjects=[DAGEN],
        given=[store],
    )


@DAGEN.get(
    "/dagen/laatste",
    summary="De laatste dag die is aangebroken",
    description="De werkdag van alle diensten. Zonder dag is er nog geen begonnen.",
)
def toon_laatste_dag(store: Kept) -> Stand:
    return Stand(dag=store.last_workday())


@DAGEN.post(
    "/dagen",
    status_code=201,
    summary="Laat alle dagen tot en met deze dag aanbreken",
    description="Elke dag breekt één keer aan, op volgorde. Het antwoord noemt de dagen die hierdoor begonnen.",
)
def laat_dagen_aanbreken(vooruit: Vooruit, store: Kept, command: Asked) -> list[date]:
    def work(transaction: Transaction) -> Begonnen:
        begonnen = laat_aanbreken(transaction, vooruit.tot, command.actor)
        return Begonnen(dagen=[feit.dag for feit in begonnen])

    return once(store, command, work, Begonnen).dagen


def _too_many(_: TeVeelDagen) -> Probleem:
    return Probleem(
        409,
        "te-veel-dagen",
        "Dat zijn te veel dagen",
        f"De klok kan hoogstens {MAX_DAGEN} dagen tegelijk vooruit.",
        "Zet de klok in kleinere stappen vooruit.",
    )


def hear(transaction: Transaction, _event: CloudEvent, contract: Contract) -> None:
    hoor(transaction, contract)


def make_part(process: str, chosen: Common, watchdog: Watchdog) -> Part:
    store = Store(chosen.database, FEITEN)
    if process == "web":
        pages = make_pages(store, laat_aanbreken)
        app = make_app(
            "klok",
            make_clock_api(store),
            pages,
            ready={"database": store.end},
            progress=lambda: progress(store),
            desk=Desk(store),
            organisatie=partial(organisatie_en_dag, store),
            rechten=rechten.make(store),
        )
        return web_part(app, chosen.address)
    if process == "worker":
        consumer = Consumer("klok", store, hear)
        return batch_part(consumer, [topic.name for topic in HEARS["klok"]], chosen, watchdog)
    if process == "relay":
        return Relay(store, chosen.kafka, chosen.source, publish, watchdog, chosen.prefix).run
    raise ValueError(f"klok has no process {process!r}: choose web, worker, relay")


if __name__ == "__main__":
    run_service("klok", sys.argv[1:], lambda: common("klok"), make_part)
