"""A type is taken from the service that owns it and from nobody else: over every type there is, and every service that could say it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from shared.cloudevent import CloudEvent, Undecodable, must_be_owned
from shared.contracts import CONTRACTS
from shared.contracts.base import Contract
from shared.contracts.topics import SERVICE_TOPICS
from shared.kafka.consumer import Consumer, Delivery
from shared.settings import Database, own_oin, source_of
from shared.store import Store
from tests.plumbing.toy import dossiers, event

SERVICES = tuple(topic.owner for topic in SERVICE_TOPICS)
CITY = "00000004000000059000"


def says(contract: type[Contract], source: str) -> CloudEvent:
    return CloudEvent(
        specversion="1.0",
        id=uuid4(),
        source=source,
        type=contract.event_type(),
        time=datetime.now(UTC),
        subject="x",
        data={},
    )


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.__name__)
@pytest.mark.parametrize("oin", [own_oin(), CITY])
def test_every_type_has_one_owner(contract: type[Contract], oin: str) -> None:
    owner = contract.__module__.rpartition(".")[2]
    owner = {"invordering": "ledger", "vordering": "ledger"}.get(owner, owner)
    assert contract.topic.owner == owner
    must_be_owned(says(contract, source_of(owner, oin)), oin)
    others = [source_of(service, oin) for service in SERVICES if service != owner]
    elsewhere = [
        source_of(owner, "00000009999999999000"),
        source_of(owner, oin).upper(),
        source_of(owner, oin) + " ",
        "urn:x",
        "",
    ]
    for source in (*others, *elsewhere):
        with pytest.raises(Undecodable, match="may only come from"):
            must_be_owned(says(contract, source), oin)


@pytest.fixture
def store(new_database: Callable[[str], Database]) -> Iterator[Store]:
    store = Store(new_database("intake"), {})
    yield store
    store.close()


def test_a_foreign_source_is_a_dead_letter_with_its_reason_and_the_setting_decides(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A city sets its own OIN: from then on its own services are heard, and those of the example no more."""
    monkeypatch.setenv("DOORSTART_OIN", CITY)
    heard: list[str] = []
    consumer = Consumer(
        "intake", store, lambda _transaction, said, _contract: heard.append(said.source)
    )
    (one,) = dossiers(1)
    ours, theirs = source_of("intake", CITY), event(one, 1).source
    page = [
        Delivery(
            "t",
            uuid4(),
            0,
            0,
            b"k",
            event(one, number).model_copy(update={"source": source}).model_dump_json().encode(),
            (),
        )
        for number, source in enumerate((theirs, ours, source_of("bbz", CITY)), 1)
    ]
    for delivery in page:
        consumer.take_in([delivery])
    assert heard == [ours]
    with store.cursor() as cursor:
        cursor.execute("SELECT error FROM dead_letters ORDER BY id")
        reasons = [row["error"] for row in cursor.fetchall()]
    assert len(reasons) == 2
    assert all(ours in reason for reason in reasons)
