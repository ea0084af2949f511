"""The worker on a real broker: a missed payment in, one letter, one BerichtVerstuurd out."""

from datetime import UTC, datetime
from uuid import uuid4

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from services.notify.adapters.publish import publish
from services.notify.main import make_worker
from services.notify.settings import Settings
from shared.cloudevent import decode, encode
from shared.contracts import notify as contract
from shared.contracts.base import Contract
from shared.kafka.relay import Relay
from shared.observability import Watchdog
from shared.parameter_files import load_parameters
from shared.settings import Common
from tests.infrastructure import Broker
from tests.notify.wereld import Wereld, event, gemist
from tests.plumbing.running import running

SOURCE = "urn:nld:oin:00000001823288444000:systeem:doorstart-notify"


async def test_a_missed_payment_travels_to_one_letter_and_one_published_fact(
    kafka: Broker, topics: str, wereld: Wereld
) -> None:
    store = wereld.notify.store
    common = Common(
        "notify",
        store.database,
        kafka.bootstrap,
        topics,
        "00000001823288444000",
        "127.0.0.1:0",
        demo=True,
    )
    chosen = Settings(common, wereld.personen, load_parameters())
    dossier_id, lening_id = wereld.intake.schrijf_in(), uuid4()
    missed = gemist(dossier_id, lening_id)
    once = event(missed, time=datetime.now(UTC))
    async with AIOKafkaProducer(bootstrap_servers=kafka.bootstrap) as producer:
        for said in (once, once, event(missed, time=datetime.now(UTC)), event(missed, replay=True)):
            value, headers = encode(said)
            await producer.send_and_wait(
                topics + missed.topic.name, value, missed.key().encode(), headers=headers
            )

    parts = (
        make_worker(wereld.notify, chosen, Watchdog()),
        Relay(store, kafka.bootstrap, SOURCE, publish, Watchdog(), topics).run,
    )
    heard: list[Contract] = []
    listener = AIOKafkaConsumer(
        topics + contract.TOPIC.name,
        bootstrap_servers=kafka.bootstrap,
        auto_offset_reset="earliest",
    )
    async with listener, running(*parts) as until:
        await until(lambda: "BerichtVerstuurd" in wereld.facts())
        await until(lambda: len(wereld.rows("inbox")) == 3)
        record = await listener.getone()
        heard.append(decode(record.value, record.headers).contract)
        assert record.key == str(dossier_id).encode()
    assert wereld.facts() == ["BerichtGereserveerd", "BerichtVerstuurd"]
    (sent,) = heard
    assert isinstance(sent, contract.BerichtVerstuurd)
    assert (sent.soort, sent.lening_id, sent.aanleiding) == ("herinnering", lening_id, once.id)
