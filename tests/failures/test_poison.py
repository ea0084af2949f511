"""Poison on every topic: kept aside with its origin, told where everybody looks, and the flow goes on."""

import json
import time

import psycopg
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from deploy.local.city.people import entrepreneurs
from shared.contracts.topics import HEARS, SERVICE_TOPICS, dead_letters
from tests.failures.town import Town, apart
from tests.failures.witness import look

POISON = {
    "invalid json": b"{not json",
    "no cloudevent": b'{"specversion": "1.0"}',
    "unknown type": json.dumps({
        "specversion": "1.0", "id": "0d055ee1-0000-4000-8000-000000000001", "source": "urn:x", "type": "nl.bbz.onbekend.v1",
        "time": "2026-01-05T00:00:00Z", "subject": "x", "data": {},
    }).encode(),
    "unknown version": json.dumps({
        "specversion": "1.0", "id": "0d055ee1-0000-4000-8000-000000000002", "source": "urn:x", "type": "nl.bbz.krediet-verstrekt.v9",
        "time": "2026-01-05T00:00:00Z", "subject": "x", "data": {},
    }).encode(),
    "no value": None,
}  # fmt: skip


async def send_poison(kafka: str, topic: str) -> None:
    async with AIOKafkaProducer(bootstrap_servers=kafka) as producer:
        for name, value in POISON.items():
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
def test_poison_is_kept_aside_by_everybody_who_hears_it_and_the_flow_goes_on(whole: Town, topic: object) -> None:
    name, kafka = topic.name, whole.state.kafka or ""  # type: ignore[attr-defined]
    groups = [group for group, heard in HEARS.items() if topic in heard]
    apart(send_poison(kafka, name))
    for group in groups:
        give_up = time.monotonic() + 60
        while len(found := apart(letters(kafka, group, name))) < len(POISON):
            assert time.monotonic() < give_up, f"{group} kept {len(found)} of {len(POISON)} from {name}"
            time.sleep(0.3)
        assert len(found) == len(POISON)
        for headers in found:
            assert {"original-partition", "original-offset", "error", "consumer-group"} <= set(headers)


def test_after_all_poison_a_request_still_goes_all_the_way(whole: Town) -> None:
    person = entrepreneurs(number=1, seed=3)[0].aanmelding | {"bsn": "999990044"}
    dossier = whole.send("POST", "intake", "aanmeldingen", json=person).json()["dossier_id"]
    whole.settle()
    assert whole.send("GET", "routing", f"dossiers/{dossier}/routes").status_code == 200
    look(whole.admin_url, whole.state.kafka or "", poisoned=True).assert_clean()
    for service in ("intake", "routing", "bbz", "ledger", "notify"):
        with psycopg.connect(f"{whole.admin_url}/{service}") as connection:
            parked = connection.execute("SELECT count(*) FROM parked_records").fetchone()
        assert parked == (0,)
