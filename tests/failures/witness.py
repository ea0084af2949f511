"""The witness: reads every log, topic and view after the harm, and counts what is missing, doubled, out of order or out of balance."""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import psycopg
from aiokafka import AIOKafkaConsumer, TopicPartition
from psycopg.rows import dict_row

from shared.cloudevent import CloudEvent, Undecodable, decode
from shared.contracts.topics import SERVICE_TOPICS
from tests.failures.town import apart

SERVICES = ("intake", "routing", "bbz", "ledger", "notify")


@dataclass
class Account:
    """All four must be empty. A repeated delivery is allowed, a repeated effect is not."""

    missing: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    disordered: list[str] = field(default_factory=list)
    unbalanced: list[str] = field(default_factory=list)
    events: int = 0
    repeats: int = 0

    def assert_clean(self) -> None:
        assert (self.missing, self.doubled, self.disordered, self.unbalanced) == ([], [], [], []), (
            self
        )
        assert self.events > 0


def look(admin_url: str, kafka: str, *, poisoned: bool = False) -> Account:
    """The account of everything that ever happened in this system; `poisoned` says that a test put unreadable records on the topics."""
    account = Account()
    facts = {service: _facts(admin_url, service) for service in SERVICES}
    deliveries = apart(_deliveries(kafka, poisoned))
    _compare_logs_with_topics(account, facts, deliveries)
    _check_effects(account, facts)
    _check_money(account, facts["ledger"])
    return account


def _facts(admin_url: str, service: str) -> list[dict[str, Any]]:
    with psycopg.connect(f"{admin_url}/{service}", row_factory=dict_row) as connection:
        rows = connection.execute(
            "SELECT originator_id, originator_version, topic, convert_from(state, 'UTF8') AS state, notification_id"
            " FROM stored_events ORDER BY notification_id"
        ).fetchall()
    return [{**row, **json.loads(row["state"])} for row in rows]


async def _deliveries(kafka: str, poisoned: bool) -> list[CloudEvent]:
    consumer = AIOKafkaConsumer(bootstrap_servers=kafka)
    await consumer.start()
    try:
        parts = [
            TopicPartition(topic.name, number)
            for topic in SERVICE_TOPICS
            for number in range(topic.partitions)
        ]
        consumer.assign(parts)
        await consumer.seek_to_beginning(*parts)
        ends = await consumer.end_offsets(parts)
        found: list[CloudEvent] = []
        while any([await consumer.position(part) < ends[part] for part in parts]):
            for page in (await consumer.getmany(timeout_ms=500)).values():
                found.extend(event for record in page if (event := _decoded(record, poisoned)))
        return found
    finally:
        await consumer.stop()


def _decoded(record: Any, poisoned: bool) -> CloudEvent | None:
    try:
        event = decode(record.value, record.headers)
        _ = event.contract
    except Undecodable:
        if not poisoned:
            raise
        return None
    return event


def _compare_logs_with_topics(
    account: Account, facts: dict[str, list[dict[str, Any]]], deliveries: list[CloudEvent]
) -> None:
    """Every published fact is on its topic, and the first deliveries of a stream are in its order."""
    seen: Counter[UUID] = Counter(event.id for event in deliveries)
    account.events, account.repeats = len(seen), sum(seen.values()) - len(seen)
    first: dict[tuple[str, str], list[str]] = defaultdict(list)
    known: set[UUID] = set()
    for event in deliveries:
        if event.id not in known:
            known.add(event.id)
            first[event.source, event.subject].append(event.logposition or "")
    account.disordered += [
        f"{source} {subject}"
        for (source, subject), order in first.items()
        if order != sorted(order)
    ]
    for service, rows in facts.items():
        on_topic = {
            int(event.logposition or 0)
            for event in deliveries
            if event.source.endswith(f"doorstart-{service}")
        }
        published_names = {
            _name(event) for event in deliveries if event.source.endswith(f"doorstart-{service}")
        }
        lost = [
            row
            for row in rows
            if row["topic"] in published_names and row["notification_id"] not in on_topic
        ]
        account.missing += [f"{service} {row['topic']} {row['originator_id']}" for row in lost]


def _name(event: CloudEvent) -> str:
    return "".join(word.capitalize() for word in event.type.split(".")[2].split("-"))


def _check_effects(account: Account, facts: dict[str, list[dict[str, Any]]]) -> None:
    """One request, one route, one application as filed, one loan, one letter: each exactly once for its cause."""
    received = _by(facts["intake"], "AanmeldingOntvangen")
    routed = _by(facts["routing"], "RouteToegewezen") + _by(facts["routing"], "GeenRouteGevonden")
    account.missing += [f"no route for {dossier}" for dossier in received if dossier not in routed]
    account.doubled += [
        f"two routes for {dossier}" for dossier, number in routed.items() if number > 1
    ]
    filed = _by(facts["intake"], "AanvraagIngediend")
    opened = _by(facts["bbz"], "AanvraagGeopend")
    account.missing += [f"not opened: {aanvraag}" for aanvraag in filed if aanvraag not in opened]
    account.missing += [f"never filed: {aanvraag}" for aanvraag in opened if aanvraag not in filed]
    account.doubled += [
        f"twice: {aanvraag}" for aanvraag, number in (filed | opened).items() if number > 1
    ]
    granted = Counter(
        row["fact"]["lening_id"] for row in facts["bbz"] if row["topic"] == "KredietVerstrekt"
    )
    loans = Counter(
        row["originator_id"] for row in facts["ledger"] if row["topic"] == "LeningGeopend"
    )
    account.missing += [f"no loan {lening}" for lening in granted if UUID(lening) not in loans]
    account.doubled += [
        f"two loans {lening}" for lening, number in (granted | loans).items() if number > 1
    ]
    letters = Counter(
        (row["fact"]["soort"], row["fact"]["aanleiding"])
        for row in facts["notify"]
        if row["topic"] == "BerichtVerstuurd"
    )
    account.doubled += [f"two letters {cause}" for cause, number in letters.items() if number > 1]


def _by(rows: list[dict[str, Any]], name: str) -> Counter[str]:
    return Counter(str(row["originator_id"]) for row in rows if row["topic"] == name)


def _check_money(account: Account, rows: list[dict[str, Any]]) -> None:
    """Debit and credit of every event are equal, and each term is missed and charged at most once."""
    for row in rows:
        lines = row["fact"].get("boekregels") or []
        if sum(cent for _, cent in lines) != 0:
            account.unbalanced.append(f"{row['topic']} {row['originator_id']}")
    for name in ("RenteGeboekt", "BetalingGemist"):
        terms = Counter(
            (row["originator_id"], row["fact"]["termijn"]) for row in rows if row["topic"] == name
        )
        account.doubled += [f"{name} twice {term}" for term, number in terms.items() if number > 1]
