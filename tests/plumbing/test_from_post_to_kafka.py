"""One request for help, through intake's store and relay, read back from Kafka by a consumer of another service."""

from collections.abc import Callable
from datetime import date

from services.intake.adapters.publish import publish
from services.intake.adapters.register import Persoonsgegevens, Register
from services.intake.adapters.seals import MasterKey
from services.intake.application import Aangeboden, Aangenomen, DubbeleAanmelding, Intake
from services.intake.domain.events import FEITEN
from shared.begrippen import Urgentie
from shared.cloudevent import CloudEvent
from shared.contracts import intake as contract
from shared.contracts.base import Contract
from shared.kafka.batch import BatchRunner
from shared.kafka.consumer import Consumer
from shared.kafka.relay import Relay
from shared.observability import Watchdog
from shared.settings import Database
from shared.store import Store
from shared.transaction import Transaction
from tests.infrastructure import Broker
from tests.plumbing.running import running

SOURCE = "urn:nld:oin:00000001823288444000:systeem:doorstart-intake"


def aangeboden(bsn: str) -> Aangeboden:
    gegevens = Persoonsgegevens(
        bsn=bsn,
        naam="Bakkerij Test",
        straat="Straat",
        huisnummer="1",
        postcode="1234 AB",
        plaats="Doorstad",
    )
    return Aangeboden(
        gemeente="GM9901",
        kanaal="web",
        groep="gevestigd",
        hulpvraag=("bedrijfskapitaal",),
        urgentie=Urgentie(),
        gegevens=gegevens,
    )


async def test_a_request_travels_from_the_store_to_a_consumer_once(
    kafka: Broker, topics: str, new_database: Callable[[str], Database]
) -> None:
    store = Store(new_database("intake"), FEITEN)
    intake = Intake(store, Register(MasterKey.from_secret(b"x" * 32)))
    with store.transaction() as transaction:
        transaction.hear_day(date(2026, 3, 2))
    with store.transaction() as transaction:
        page = [aangeboden("999990019"), aangeboden("999990019")]
        first, double = intake.neem_pagina_aan(
            transaction, page, "consulent-1", "r1", date(2026, 3, 2)
        )
    assert isinstance(first, Aangenomen)
    assert double == DubbeleAanmelding(first.dossier_id)

    heard: list[Contract] = []
    listener = Store(new_database("routing"), {})

    def handle(_: Transaction, event: CloudEvent, contract: Contract) -> None:
        heard.append(contract)

    runner = BatchRunner(
        Consumer("routing", listener, handle),
        kafka.bootstrap,
        [topics + contract.TOPIC.name],
        group=topics + "routing",
        watchdog=Watchdog(),
    )
    relay = Relay(store, kafka.bootstrap, SOURCE, publish, Watchdog(), topics)
    async with running(relay.run, runner.run) as until:
        await until(lambda: heard)
    assert [type(event).__name__ for event in heard] == ["AanmeldingOntvangen"]
    assert heard[0].dossier_id == first.dossier_id  # type: ignore[attr-defined]
