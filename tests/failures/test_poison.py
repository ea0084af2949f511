"""Poison on every topic: kept aside with its origin, told where everybody looks, and the flow goes on."""

import json
import time
from uuid import UUID

import psycopg
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from deploy.local.city.people import entrepreneurs
from shared.contracts import bbz
from shared.contracts.topics import HEARS, SERVICE_TOPICS, dead_letters
from shared.settings import own_oin, source_of
from tests.failures.town import Town, apart
from tests.failures.witness import look
from tests.steun.ledger.stad import krediet


def envelope(number: int, kind: str, source: str, data: dict[str, object]) -> bytes:
    return json.dumps(
        {
            "specversion": "1.0",
            "id": f"0d055ee1-0000-4000-8000-{number:012d}",
            "source": source,
            "type": kind,
            "time": "2026-01-05T00:00:00Z",
            "subject": "x",
            "data": data,
        }
    ).encode()


def foreign(source: str) -> bytes:
    """A granted credit, true to its contract in everything but who says so."""
    granted = bbz.KredietVerstrekt.model_validate(krediet().model_dump() | {"lening_id": FOREIGN})
    return envelope(1, granted.event_type(), source, granted.model_dump(mode="json"))


FOREIGN = UUID("0d055ee1-1111-4000-8000-000000000001")
POISON = {
    "invalid json": b"{not json",
    "no cloudevent": b'{"specversion": "1.0"}',
    "foreign source": foreign("urn:nld:oin:00000009999999999000:systeem:doorstart-bbz"),
    "neighbour's source": foreign(source_of("intake", own_oin())),
    "no value": None,
}
# A newer neighbour: no poison, passed over and counted.
NEWER = {
    "unknown type": envelope(2, "nl.bbz.onbekend.v1", "urn:x", {}),
    "unknown version": envelope(3, "nl.bbz.krediet-verstrekt.v9", source_of("bbz", own_oin()), {}),
}


async def send_poison(kafka: str, topic: str) -> None:
    async with AIOKafkaProducer(bootstrap_servers=kafka) as producer:
        for name, value in (NEWER | POISON).items():
            await producer.send_and_wait(topic, value, key=name.encode())


async def letters(kafka: str, group: str, origin: str) -> list[dict[str, bytes]]:
    """The headers of the dead letters of a group that came from a topic."""
    async with AIOKafkaConsumer(bootstrap_servers=kafka) as consumer:
        part = TopicPartition(dead_letters(group), 0)
        consumer.assign([part])
        await consumer.seek_to_beginning(part)
        end = (await consumer.end_offsets([part]))[part]
        found: list[dict[str, bytes]] = []
        while await consumer.position(part) < end:
            for page in (await consumer.getmany(timeout_ms=500)).values():
                found.extend(dict(record.headers) for record in page)
        return [headers for headers in found if headers["original-topic"] == origin.encode()]


@pytest.mark.parametrize("topic", SERVICE_TOPICS, ids=lambda topic: topic.name)
def test_poison_is_kept_aside_by_everybody_who_hears_it_and_the_flow_goes_on(
    whole: Town, topic: object
) -> None:
    name, kafka = topic.name, whole.state.kafka or ""  # type: ignore[attr-defined]
    groups = [group for group, heard in HEARS.items() if topic in heard]
    apart(send_poison(kafka, name))
    for group in groups:
        give_up = time.monotonic() + 60
        while len(found := apart(letters(kafka, group, name))) < len(POISON):
            assert time.monotonic() < give_up, (
                f"{group} kept {len(found)} of {len(POISON)} from {name}"
            )
            time.sleep(0.3)
        assert len(found) == len(POISON)
        for headers in found:
            assert {"original-partition", "original-offset", "error", "consumer-group"} <= set(
                headers
            )


def test_after_all_poison_a_request_still_goes_all_the_way(whole: Town) -> None:
    person = entrepreneurs(number=1, seed=3)[0].aanmelding | {"bsn": "999990044"}
    dossier = whole.send("POST", "intake", "aanmeldingen", json=person).json()["dossier_id"]
    whole.settle()
    assert whole.send("GET", "routing", f"dossiers/{dossier}/routes").status_code == 200
    look(whole.admin_url, whole.state.kafka or "", poisoned=True).assert_clean()
    for service in ("intake", "routing", "bbz", "ledger", "notify"):
        with psycopg.connect(f"{whole.admin_url}/{service}") as connection:
            parked = connection.execute("SELECT count(*) FROM parked_records").fetchone()
            newer = connection.execute("SELECT count(DISTINCT type) FROM unknown_types").fetchone()
        assert parked == (0,)
        assert newer == (len(NEWER),)
    with psycopg.connect(f"{whole.admin_url}/ledger") as connection:
        assert connection.execute(
            "SELECT count(*) FROM stored_events WHERE originator_id = %s", (FOREIGN,)
        ).fetchone() == (0,)
