"""What we promised strangers stays true: schemas, names, envelopes, keys."""

import json
import re
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from uuid import UUID

import jsonschema
import pytest
from aiokafka.partitioner import murmur2

from deploy import contracts as documents
from shared.cloudevent import MAX_BYTES, CloudEvent, Undecodable, decode, encode, record
from shared.contracts import BY_TYPE, CONTRACTS
from shared.contracts.base import Contract
from shared.contracts.klok import DagAangebroken
from shared.contracts.topics import HEARS, TOPICS
from shared.facts import Cause, StoredFact, event_id
from shared.kafka.outgoing import hash_of, partition_of
from tests.sources import wrap

DATA = Path(__file__).parents[3] / "shared" / "data" / "cloudevents"
SOURCE = "urn:nld:oin:00000001823288444000:systeem:doorstart-klok"
FROZEN = json.loads((Path(__file__).parent / "frozen_types.json").read_text())


def wrapped(contract: Contract = DagAangebroken(dag=date(2026, 3, 2))) -> CloudEvent:  # noqa: B008
    stored = StoredFact(
        position=7,
        stream_id=UUID(int=1),
        version=1,
        name="x",
        fact=None,
        cause=Cause("c", "a", date(2026, 3, 2)),
        recorded_at=datetime(2026, 3, 2, 8, 0, tzinfo=UTC),
    )
    return wrap(stored, contract, SOURCE)


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.__name__)
def test_the_published_schema_is_that_of_the_code(contract: type[Contract]) -> None:
    file = documents.schema_file(contract)
    assert file.exists(), "run `make contracts`"
    assert file.read_text() == documents.as_text(documents.schema_of(contract)), (
        "run `make contracts` and look at the difference"
    )
    jsonschema.Draft202012Validator.check_schema(json.loads(file.read_text()))


def test_the_catalogue_is_that_of_the_code() -> None:
    assert documents.CATALOGUE.read_text() == documents.catalogue(), "run `make contracts`"


def test_no_type_that_was_ever_published_has_gone_or_lost_a_field() -> None:
    for name, fields in FROZEN.items():
        assert name in BY_TYPE, f"{name} was published: it stays for ever"
        assert set(fields) <= set(BY_TYPE[name].model_fields), f"{name} lost a field"


def test_every_type_is_reverse_dns_kebab_case_with_one_version() -> None:
    for name in BY_TYPE:
        assert re.fullmatch(r"nl\.bbz\.[a-z]+(-[a-z]+)*\.v\d+", name)
    assert BY_TYPE["nl.bbz.krediet-verstrekt.v1"].__name__ == "KredietVerstrekt"


def test_every_topic_has_a_fixed_number_of_partitions_and_every_group_a_place_for_dead_letters() -> (
    None
):
    counts = {topic.name: topic.partitions for topic in TOPICS}
    assert counts["klok.dag.v1"] == 1
    assert {counts[topic.name] for topics in HEARS.values() for topic in topics} == {1, 12}
    assert all(f"{group}.dlq" in counts for group in HEARS)


def test_an_envelope_follows_the_dutch_profile_and_comes_back_unchanged() -> None:
    event = wrapped()
    assert re.fullmatch(r"urn:nld:oin:\d{20}:systeem:[a-z-]+", event.source)
    value, headers = encode(event)
    assert json.loads(value)["time"] == "2026-03-02T08:00:00Z"
    assert json.loads(value)["logposition"] == "0000000000000000007"
    assert "sequence" not in json.loads(value), (
        "places of a log have gaps: the extension promises none"
    )
    assert decode(value, headers) == event
    assert event.contract == DagAangebroken(dag=date(2026, 3, 2))


def test_the_id_is_the_same_at_every_publication_and_differs_per_version_and_source() -> None:
    assert wrapped().id == wrapped().id == event_id(SOURCE, UUID(int=1), 1)
    assert (
        len(
            {
                event_id(SOURCE, UUID(int=1), 1),
                event_id(SOURCE, UUID(int=1), 2),
                event_id(SOURCE + "x", UUID(int=1), 1),
            }
        )
        == 3
    )


def test_binary_mode_is_read_too() -> None:
    event = wrapped()
    headers = [
        ("content-type", b"application/json"),
        ("ce_specversion", b"1.0"),
        ("ce_id", str(event.id).encode()),
        ("ce_source", SOURCE.encode()),
        ("ce_type", event.type.encode()),
        ("ce_time", b"2026-03-02T08:00:00Z"),
        ("ce_subject", b"dag"),
    ]
    assert decode(b'{"dag":"2026-03-02"}', headers).contract == event.contract


def test_a_field_that_a_newer_version_added_is_ignored_by_readers() -> None:
    newer = wrapped().model_copy(update={"data": {"dag": "2026-03-02", "weekdag": "maandag"}})
    assert newer.contract == DagAangebroken(dag=date(2026, 3, 2))


@pytest.mark.parametrize(
    "change",
    [{"type": "nl.bbz.onbekend.v1"}, {"data": {}}, {"data": {"dag": "31 februari"}}],
)
def test_an_unknown_type_and_wrong_data_are_undecodable(change: dict[str, object]) -> None:
    with pytest.raises(Undecodable):
        _ = wrapped().model_copy(update=change).contract


def test_an_event_that_is_too_large_is_refused_by_the_producer() -> None:
    with pytest.raises(ValueError, match="more than"):
        encode(wrapped().model_copy(update={"subject": "x" * MAX_BYTES}))


@pytest.mark.parametrize(
    "cause",
    [
        Cause("c", "a", date(2026, 3, 2)),
        Cause('a "quote", a \\ and an é', "a", date(2026, 3, 2), None, "b\n", "00-0af7-b7ad-01"),
    ],
)
def test_a_fact_is_told_in_the_bytes_of_its_event(cause: Cause) -> None:
    at = datetime(2026, 3, 2, 9, 0, 0, 123000, tzinfo=timezone(timedelta(hours=1)))
    stored = StoredFact(7, UUID(int=1), 1, "x", None, cause, at)
    told, headers = record(stored, DagAangebroken(dag=date(2026, 3, 2)), SOURCE)
    event = decode(told, headers)
    assert encode(event) == (told, headers)
    assert list(json.loads(told)) == [
        name for name in CloudEvent.model_fields if getattr(event, name) is not None
    ]
    assert (event.causationid, event.correlationid) == (cause.command_id, cause.correlation_id)
    assert event.time == at


@pytest.mark.skipif(
    not DATA.exists(), reason="the published CloudEvents examples are not on this machine"
)
def test_the_published_invalid_events_are_undecodable() -> None:
    examples = json.loads((DATA / "json_invalid_events.json").read_text())["tests"]
    assert examples
    for example in examples:
        with pytest.raises(Undecodable):
            _ = decode(json.dumps(example["event"]).encode(), ()).contract


def test_known_keys_stay_on_their_partitions() -> None:
    """murmur2 as in every Java client; if one of these moves, the order of a live key is broken."""
    pinned = json.loads((Path(__file__).parent / "pinned_partitions.json").read_text())
    assert len(pinned) == 300
    assert {key: partition_of(key.encode(), range(12)) for key in pinned} == pinned


def test_the_partitioner_hashes_as_kafka_itself_tests_it() -> None:
    known = {
        "21": -973932308,
        "foobar": -790332482,
        "a-little-bit-long-string": -985981536,
        "abc": 479470107,
    }
    for key, expected in known.items():
        assert hash_of(key.encode()) == expected % 2**31
    for length in range(80):
        key_of_any_length = bytes(range(length))
        assert hash_of(key_of_any_length) == murmur2(key_of_any_length) & 0x7FFFFFFF
