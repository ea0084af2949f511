"""bbz hears applications, withdrawals, loans and days on a real Kafka, and its relay tells what followed."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4, uuid5

import pytest

from services.bbz.adapters.publish import publish
from services.bbz.application import Bbz
from services.bbz.domain.commands import Aanvraagverzoek
from services.bbz.domain.events import FEITEN
from services.bbz.domain.kader import Kader
from services.bbz.entrypoints import agents
from services.bbz.examples import AANVRAAG, BEOORDELEN, DOSSIER, TERMIJN, VERSTREKKEN
from shared.aside import ask, held
from shared.begrippen import Groep, Urgentie
from shared.cloudevent import CloudEvent, encode
from shared.contracts import bbz as contract
from shared.contracts import intake, klok
from shared.contracts.base import Contract
from shared.contracts.topics import HEARS
from shared.facts import Cause
from shared.handle import Command
from shared.kafka.batch import BatchRunner
from shared.kafka.consumer import Consumer, Delivery
from shared.kafka.relay import Relay, make_producer
from shared.observability import Watchdog
from shared.store import Store
from shared.transaction import Transaction
from tests.bbz.gegeven import KADER
from tests.bbz.test_policies import ingediend, lening
from tests.infrastructure import Broker
from tests.plumbing.running import running
from tests.sources import source_for

SOURCE = "urn:nld:oin:00000001823288444000:systeem:doorstart-bbz"


def envelope(said: Contract, event_id: UUID | None = None) -> CloudEvent:
    return CloudEvent(
        specversion="1.0",
        id=event_id or uuid4(),
        source=source_for(said),
        type=said.event_type(),
        time=datetime.now(UTC),
        subject=said.key(),
        data=said.model_dump(mode="json"),
    )


def hoor(store: Store, *said: Contract) -> None:
    """One page of records, as the runner hands it over."""
    consumer, _ = agents.make(store, KADER.parameters)
    page = []
    for number, event in enumerate(said):
        value, headers = encode(envelope(event))
        page.append(
            Delivery(
                event.topic.name,
                UUID(int=0),
                0,
                number,
                event.key().encode(),
                value,
                tuple(headers),
            )
        )
    consumer.take_in(page)


def feiten(store: Store, aanvraag: UUID = AANVRAAG) -> list[str]:
    return [stored.name for stored in store.stream(aanvraag)]


def parked(store: Store) -> int:
    with store.cursor() as cursor:
        cursor.execute("SELECT count(*) AS n FROM parked_records")
        return int((cursor.fetchone() or {"n": 0})["n"])


def dag(wanneer: date) -> klok.DagAangebroken:
    return klok.DagAangebroken(dag=wanneer)


def ingetrokken() -> intake.AanmeldingIngetrokken:
    return intake.AanmeldingIngetrokken(
        dossier_id=DOSSIER, gemeente="GM9901", reden="op_verzoek", ingetrokken_op=date(2025, 9, 3)
    )


def aangevuld(groep: Groep) -> intake.AanmeldingAangevuld:
    return intake.AanmeldingAangevuld(
        dossier_id=DOSSIER,
        gemeente="GM9901",
        groep=groep,
        hulpvraag=("bedrijfskapitaal",),
        urgentie=Urgentie(),
        aangevuld_op=date(2025, 9, 3),
    )


def ander_dossier(aanvraag: UUID, **anders: Any) -> intake.AanvraagIngediend:
    return ingediend(aanvraag_id=aanvraag, dossier_id=uuid5(aanvraag, "dossier"), **anders)


def test_een_aanvraag_die_opnieuw_gestuurd_wordt_blijft_stil(store: Store) -> None:
    ander = uuid4()
    hoor(store, ingediend(), ingediend("levensonderhoud", aanvraag_id=ander), ingediend())
    hoor(store, ingediend())
    assert feiten(store) == feiten(store, ander) == ["AanvraagGeopend"]


def test_een_andere_groep_raakt_wat_loopt_in_dat_dossier_en_niets_anders(store: Store) -> None:
    tweede, ander = uuid4(), uuid4()
    hoor(
        store,
        ingediend(),
        ingediend("levensonderhoud", aanvraag_id=tweede),
        ander_dossier(ander),
        aangevuld("starter"),
        aangevuld("starter"),
    )
    assert feiten(store) == feiten(store, tweede) == ["AanvraagGeopend", "GroepGewijzigd"]
    assert feiten(store, ander) == ["AanvraagGeopend"]


def test_een_dag_meldt_alleen_wat_verliep_en_een_keer(store: Store) -> None:
    ander = uuid4()
    later = ander_dossier(ander, ontvangen_op=date(2025, 9, 8))
    hoor(store, ingediend(), later, dag(TERMIJN))
    assert feiten(store) == ["AanvraagGeopend"]
    hoor(store, dag(TERMIJN + timedelta(days=1)), dag(TERMIJN + timedelta(days=2)))
    assert feiten(store) == ["AanvraagGeopend", "BeslistermijnVerstreken"]
    assert feiten(store, ander) == ["AanvraagGeopend"]
    assert Bbz(store, KADER.parameters).werkdag() == TERMIJN + timedelta(days=2)


def test_een_aanvraag_die_te_laat_gehoord_wordt_verloopt_op_de_volgende_dag(store: Store) -> None:
    hoor(store, dag(TERMIJN + timedelta(days=30)), ingediend())
    assert feiten(store) == ["AanvraagGeopend"]
    hoor(store, dag(TERMIJN + timedelta(days=31)))
    assert feiten(store) == ["AanvraagGeopend", "BeslistermijnVerstreken"]


def test_een_aanvraag_die_faalt_wacht_en_de_dag_en_de_andere_gaan_door(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    ander = uuid4()
    hoor(store, ingediend(), ander_dossier(ander))
    echt = agents.verwerk_in

    def kapot(
        transaction: Transaction, kader: Kader, verzoek: Aanvraagverzoek, cause: Cause
    ) -> None:
        echt(transaction, kader, verzoek, cause)
        if verzoek.aanvraag_id == AANVRAAG:
            raise RuntimeError("kapot")

    with monkeypatch.context() as tijdelijk:
        tijdelijk.setattr(agents, "verwerk_in", kapot)
        hoor(store, dag(TERMIJN + timedelta(days=1)), dag(TERMIJN + timedelta(days=2)))
    assert feiten(store) == ["AanvraagGeopend"], "what it did before it failed is undone"
    assert feiten(store, ander) == [
        "AanvraagGeopend",
        "BeslistermijnVerstreken",
    ]
    assert Bbz(store, KADER.parameters).werkdag() == TERMIJN + timedelta(days=2), (
        "the day is everybody's"
    )
    with store.cursor() as cursor:
        (een,) = held(cursor)
        assert (een.kind, een.place, een.key, een.reason) == (
            "werk",
            "termijnbewaking",
            str(AANVRAAG),
            "RuntimeError: kapot",
        )
        ask(cursor, [een], "vrijgeven", "beheer-1", "hersteld")
    hoor(store, dag(TERMIJN + timedelta(days=3)))
    assert feiten(store) == ["AanvraagGeopend", "BeslistermijnVerstreken"]


def test_een_intrekking_beeindigt_wat_loopt_ook_wat_ooit_vanzelf_openging(store: Store) -> None:
    """The stream of before applications were filed has the id that its dossier and kind made."""
    tweede = uuid4()
    hoor(store, ingediend(), ingediend("levensonderhoud", aanvraag_id=tweede), ingetrokken())
    assert uuid5(DOSSIER, "bedrijfskapitaal") == AANVRAAG
    assert feiten(store) == feiten(store, tweede) == ["AanvraagGeopend", "AanvraagIngetrokken"]
    hoor(store, ingetrokken(), dag(TERMIJN + timedelta(days=1)))
    assert feiten(store) == ["AanvraagGeopend", "AanvraagIngetrokken"]


def test_een_intrekking_van_een_dossier_zonder_aanvraag_blijft_stil(store: Store) -> None:
    hoor(store, ingetrokken())
    assert list(store.page(0)) == []


def test_een_aanvraag_zonder_bekende_termijn_wacht_en_houdt_anderen_niet_op(store: Store) -> None:
    oud = ander_dossier(uuid4(), ontvangen_op=date(2019, 6, 1))
    hoor(store, oud, ingediend())
    assert feiten(store) == ["AanvraagGeopend"]
    assert parked(store) == 1


def test_de_geopende_lening_wordt_onthouden_en_een_vreemde_lening_niet(store: Store) -> None:
    hoor(store, ingediend(), dag(VERSTREKKEN.op))
    bbz = Bbz(store, KADER.parameters)
    for verzoek in (BEOORDELEN, VERSTREKKEN):
        store.attempt(
            lambda transaction, verzoek=verzoek: bbz.verwerk(transaction, verzoek, Command("x"))
        )  # type: ignore[misc]
    hoor(store, lening(uuid4()), lening(), lening())
    assert feiten(store) == [
        "AanvraagGeopend",
        "AanvraagBeoordeeld",
        "KredietVerstrekt",
        "LeningBevestigd",
    ]
    assert parked(store) == 0


async def test_van_aanvraag_tot_krediet_op_een_echte_kafka(
    kafka: Broker, topics: str, store: Store, new_database: object
) -> None:
    consumer, heard = agents.make(store, KADER.parameters)
    assert heard == [topic.name for topic in HEARS["bbz"]]
    worker = BatchRunner(
        consumer,
        kafka.bootstrap,
        [topics + name for name in heard],
        group=topics + "bbz",
        watchdog=Watchdog(),
    )
    relay = Relay(store, kafka.bootstrap, SOURCE, publish, Watchdog(), topics)
    told: list[Contract] = []
    listener = Store(new_database("ledger"), {})  # type: ignore[operator]

    def listen(_: Transaction, _event: CloudEvent, said: Contract) -> None:
        told.append(said)

    ears = BatchRunner(
        Consumer("ledger", listener, listen),
        kafka.bootstrap,
        [topics + contract.TOPIC.name],
        group=topics + "ledger",
        watchdog=Watchdog(),
    )
    bbz = Bbz(store, KADER.parameters)
    async with running(worker.run, relay.run, ears.run) as until:
        await say(kafka, topics, dag(VERSTREKKEN.op), ingediend(), ingediend())
        await until(lambda: feiten(store) and bbz.werkdag())
        for verzoek in (BEOORDELEN, VERSTREKKEN):
            actor = Command(getattr(verzoek, "beoordelaar", "consulent-2"))
            store.attempt(
                lambda transaction, verzoek=verzoek, actor=actor: bbz.verwerk(
                    transaction, verzoek, actor
                )
            )  # type: ignore[misc]
        await until(lambda: len(told) == 3)
        await say(kafka, topics, lening())
        await until(lambda: feiten(store)[-1] == "LeningBevestigd")
    assert [type(said).__name__ for said in told] == [
        "AanvraagGeopend",
        "AanvraagBeoordeeld",
        "KredietVerstrekt",
    ]
    krediet = told[-1]
    assert isinstance(krediet, contract.KredietVerstrekt)
    assert (krediet.hoofdsom_cent, krediet.eerste_vervaldag, krediet.mandaat) == (
        24_000_00,
        date(2025, 11, 30),
        "M-2025-01",
    )
    listener.close()


async def say(kafka: Broker, prefix: str, *said: Contract) -> None:
    """As another service's relay would: each event under an id that follows from its place, sent twice."""
    producer = make_producer(kafka.bootstrap)
    await producer.start()
    try:
        for number, event in enumerate((*said, *said)):
            value, headers = encode(
                envelope(event, uuid5(DOSSIER, f"{event.event_type()}{number % len(said)}"))
            )
            await producer.send_and_wait(
                prefix + event.topic.name, value=value, key=event.key().encode(), headers=headers
            )
    finally:
        await producer.stop()


def test_de_namen_van_de_feiten_zijn_die_van_hun_klassen() -> None:
    assert {name: kind.__name__ for name, kind in FEITEN.items()} == {name: name for name in FEITEN}
