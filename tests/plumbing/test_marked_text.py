"""Words that somebody types stay where they were typed: marked text through every field of every request, looked for everywhere."""

import asyncio
import logging
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from datetime import date
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition
from fastapi import FastAPI
from pydantic import BaseModel
from starlette.testclient import TestClient

from deploy.klok.main import publish as publish_klok
from deploy.local.city.bankbestand import Storting
from deploy.local.city.people import official_bsns
from services.bbz.adapters.publish import publish as publish_bbz
from services.bbz.application import verwerk_in
from services.bbz.examples import AANVRAAG, BESLOTEN, OPENEN
from services.intake.adapters.imports import Imports
from services.intake.adapters.publish import publish as publish_intake
from services.intake.adapters.register import Register
from services.intake.adapters.seals import MasterKey
from services.intake.application import Intake
from services.intake.entrypoints.forms import NieuweAanmelding
from services.intake.entrypoints.importer import Importer
from services.ledger.adapters.publish import publish as publish_ledger
from services.notify.adapters.publish import publish as publish_notify
from services.routing.adapters.publish import publish as publish_routing
from services.routing.examples import DOSSIER
from shared.contracts.topics import TOPICS
from shared.facts import Cause
from shared.kafka.outgoing import Translate
from shared.kafka.relay import Relay
from shared.observability import Watchdog
from shared.settings import Database
from shared.store import Store
from tests.bbz.gegeven import KADER
from tests.infrastructure import Broker
from tests.intake.test_api import GOOD
from tests.plumbing.running import running
from tests.routing.test_pages import MAANDAG, House
from tests.steun.ledger.stad import Stad, krediet, lening_id
from tests.web.house import SERVICES, client_of, house, routes_of
from tests.web.test_bounds import asked, bounds
from tests.web.test_largest import largest

PUBLISH: dict[str, Translate] = {
    "intake": publish_intake,
    "routing": publish_routing,
    "bbz": publish_bbz,
    "ledger": publish_ledger,
    "notify": publish_notify,
    "klok": publish_klok,
}
# The organisation holds no person: what it is told about desks and teams is told to everybody (ADR 25).
ASKED = tuple(service for service in SERVICES if service != "organisatie")
DAYS = {"bbz": BESLOTEN, "routing": MAANDAG}
CODES: dict[str, Any] = {
    **{name: GOOD[name] for name in ("kanaal", "groep", "hulpvraag")},
    "land": "NL",
    "is_groep_bekend": "true",
    "is_buiten_bbz": "false",
}
PERSON = set(NieuweAanmelding.model_fields) - {"urgentie"}
PAGES_WITH_WORDS = {"/aanmeldingen", "/aanmeldingen/{dossier_id}/corrigeren"}
# What a field takes that is checked on its form; every one is looked for as well.
FITTING = {
    "bsn": "123456782",
    "iban": "NL02ABNA0123456789",
    "kvk_nummer": "90000027",
    "telefoon": "+31687654321",
    "postcode": "9876 ZX",
    "huisnummer": "73190 zqhu mrkx",
    "gemeente": "GM9901",
    "land": "NL",
}
KNOWN = {
    "NieuweAanmelding": GOOD,
    "Dubbelvraag": {"bsn": "123456782"},
    "Aanvulling": {"groep": "starter", "hulpvraag": ["levensonderhoud"]},
    "Burgerservicenummer": {"bsn": "123456782", "reden": "op_verzoek"},
    "Vervolg": {"kanaal": "web", "groep": "starter", "hulpvraag": ["werk_in_loondienst"]},
    "Correctie": {"reden": "schrijffout", "naam": "Een Ander"},
    "Planaanvraag": {"naam": "Plan", "mutaties": []},
}
# By then another request brought somebody with this number, and another dossier of this person is about the question.
TAKEN = {
    "/intake/v1/personen/{persoon_id}/burgerservicenummers.bsn",
    "/intake/v1/aanmeldingen/{dossier_id}/vervolgen.toelichting",
    # A mark is no file: what is refused here is tried with a real one in tests/intake/test_stukken_api.py.
    "/intake/v1/aanmeldingen/{dossier_id}/stukken.bestandsnaam",
}
# These open with a credential of another service, never by what somebody typed.
BETWEEN_SERVICES = {"authorization", "verpakt", "rol"}
SOURCE = "urn:nld:oin:00000001823288444000:systeem:doorstart-"
MARK = re.compile(r"zqm\d{5}x", re.IGNORECASE)


class Marks:
    """Hands out marks and remembers the place of each."""

    def __init__(self) -> None:
        self.places: dict[str, str] = {}
        self.text_fields: set[str] = set()
        self.accepted: set[str] = set()
        self.people = (number for number in official_bsns() if number != GOOD["bsn"])

    def new(self, place: str) -> str:
        mark = f"zqm{len(self.places):05d}x"
        self.places[mark] = place
        return mark

    def found_in(self, text: str) -> set[str]:
        fitting = {
            value
            for name, value in FITTING.items()
            if name not in ("gemeente", "land") and value in text
        }
        return fitting | {self.places[found.lower()] for found in MARK.findall(text)}


def variants(
    kind: Any, place: str, marks: Marks, metadata: tuple[Any, ...] = ()
) -> Iterator[tuple[str, Any]]:
    """A request for each place in it where something can be typed: the field, and the request with marked text there alone."""
    origin = get_origin(kind)
    if origin is Annotated:
        inner, *more = get_args(kind)
        yield from variants(inner, place, marks, (*more, *metadata))
    elif origin in (Union, UnionType):
        for part in get_args(kind):
            if part is not type(None):
                yield from variants(part, place, marks, metadata)
    elif origin in (tuple, list):
        yield from ((field, [value]) for field, value in variants(get_args(kind)[0], place, marks))
    elif isinstance(kind, type) and issubclass(kind, BaseModel):
        yield from in_model(kind, place, marks)
    else:
        if kind is str and not bounds(metadata).get("pattern"):
            marks.text_fields.add(place)
        yield place, typed(place, marks)


def in_model(kind: type[BaseModel], place: str, marks: Marks) -> Iterator[tuple[str, Any]]:
    hints = get_type_hints(kind, include_extras=True)
    whole = KNOWN.get(kind.__name__) or largest(kind)
    for name, field in kind.model_fields.items():
        for where, value in variants(hints[name], f"{place}.{name}", marks, tuple(field.metadata)):
            yield (
                where,
                whole | ({"bsn": next(marks.people)} if "bsn" in whole else {}) | {name: value},
            )
    extra = marks.new(f"{place}: a field that nobody knows")
    yield extra, whole | {extra: extra}


def typed(place: str, marks: Marks) -> str:
    """Marked text that the field can take."""
    name, mark = place.rpartition(".")[2], marks.new(place)
    return f"{mark}@voorbeeld.example" if name == "email" else FITTING.get(name, mark)


def send_everything(app: FastAPI, ids: Mapping[str, str], marks: Marks) -> None:
    """Every field of every request of one service: body, form, address, query and headers."""
    client = client_of(app)
    names = {field for _, kind, metadata in asked(app) for field in field_names(kind, metadata)}
    for address, route in routes_of(app):
        known = re.sub(r"\{(\w+)\}", lambda found: ids.get(found[1], str(UUID(int=7))), address)
        (method, *_) = sorted(route.methods)
        for param in route.dependant.path_params:
            mark = marks.new(f"{address} {param.name}")
            client.request(
                method, known.replace(ids.get(param.name, str(UUID(int=7))), mark), json={}
            )
        for name in (
            {param.alias for param in route.dependant.query_params} | {"zoek", "x"}
            if method == "GET"
            else ()
        ):
            client.get(known, params={name: marks.new(f"{address}?{name}")})
        headers = {
            name: marks.new(f"{address} {name}")
            for name in ("Idempotency-Key", "User-Agent", "Referer", "X-Request-Id", "Cookie")
        }
        if method == "GET":
            client.get(known, headers=headers)
            continue
        for param in route.dependant.body_params:
            for place, body in variants(
                param.field_info.annotation, address, marks, tuple(param.field_info.metadata)
            ):
                answer = client.request(
                    method,
                    known,
                    json=body,
                    headers=headers | {"Idempotency-Key": marks.new(f"{address} key")},
                )
                assert answer.status_code < 500, (place, answer.text)
                if answer.is_success:
                    marks.accepted.add(place)
        if not route.dependant.body_params:
            form = {name: typed(f"{address}.{name}", marks) for name in sorted(names)}
            fitting = form | {"reden": "schrijffout"} | CODES | {"bsn": next(marks.people)}
            for content in (
                form,
                {name: fitting[name] for name in fitting if name in PERSON or name in CODES},
                fitting,
            ):
                answer = client.post(known, data=content, headers=headers)
                assert answer.status_code < 500, (address, answer.text)
                if answer.status_code == 303:
                    marks.accepted.add(address)
            files = {"bestand": (marks.new(f"{address} file"), marks.new(f"{address} content"))}
            assert client.post(known, files=files, headers=headers).status_code < 500, address


def field_names(kind: Any, metadata: tuple[Any, ...]) -> Iterator[str]:
    for part in (kind, *get_args(kind)):
        if isinstance(part, type) and issubclass(part, BaseModel):
            yield from part.model_fields
        elif part is not kind:
            yield from field_names(part, ())


def prepared(service: str, store: Store, app: FastAPI, marks: Marks) -> dict[str, str]:
    """Something in the books of this service that the requests can be about: what each part of an address may be."""
    if service == "intake":
        take_in_a_file(store, client_of(app), marks)
        dossier_id = client_of(app).post("/intake/v1/aanmeldingen", json=GOOD).json()["dossier_id"]
        with store.cursor() as cursor:
            cursor.execute("SELECT person_id FROM dossiers WHERE dossier_id = %s", (dossier_id,))
            person_id = (cursor.fetchone() or {})["person_id"]
        return {"dossier_id": dossier_id, "persoon_id": str(person_id)}
    if service == "routing":
        House(store).day(MAANDAG).route()
        return {"dossier_id": str(DOSSIER)}
    if service == "bbz":
        with store.transaction() as transaction:
            verwerk_in(transaction, KADER.parameters, OPENEN, Cause("opening", "bbz", OPENEN.op))
        return {"aanvraag_id": str(AANVRAAG), "handeling": "beoordeling"}
    if service == "ledger":
        stad = Stad(store)
        stad.dag(date(2026, 1, 12))
        stad.hoor(krediet(0), krediet(1))
        stad.dag(date(2026, 2, 28))
        stad.afschrift(
            date(2026, 2, 28),
            Storting(
                marks.new("bank line"),
                70_000,
                naam=marks.new("bank line name"),
                gestructureerd=False,
            ),
        )
        stad.projecteer()
        return {
            "lening_id": str(lening_id(0)),
            "schuld_id": str(lening_id(0)),
            "code": "kosten",
            "formulier": "contact",
        }
    return {}


def take_in_a_file(store: Store, client: TestClient, marks: Marks) -> None:
    """A line that is taken in and one that is refused, both with marked text in every column."""
    lines = [
        {
            name: typed(f"file.{name}", marks)
            for name in NieuweAanmelding.model_fields
            if name != "urgentie"
        }
        for _ in range(2)
    ]
    lines[0] |= {"bsn": next(marks.people)} | CODES
    answer = client.post("/intake/v1/aanmeldingen-imports", json=lines)
    assert answer.status_code == 202, answer.text
    master = MasterKey.from_secret(b"x" * 32)
    importer = Importer(Intake(store, Register(master)), Imports(master))
    while importer.step():
        pass
    taken_in = client.get(answer.headers["location"]).json()
    assert (taken_in["aangenomen"], taken_in["geweigerd"]) == (1, 1)


async def everything_on(kafka: str, prefix: str) -> list[str]:
    """Every record of every topic: its value, key and headers as one text."""
    async with AIOKafkaConsumer(bootstrap_servers=kafka) as consumer:
        parts = [
            TopicPartition(prefix + topic.name, number)
            for topic in TOPICS
            for number in range(topic.partitions)
        ]
        consumer.assign(parts)
        await consumer.seek_to_beginning(*parts)
        ends = await consumer.end_offsets(parts)
        found: list[str] = []
        while any([await consumer.position(part) < ends[part] for part in parts]):
            for page in (await consumer.getmany(timeout_ms=500)).values():
                found += [
                    " ".join(f"{part!r}" for part in (record.value, record.key, record.headers))
                    for record in page
                ]
        return found


def followed(store: Store) -> bool:
    with store.cursor() as cursor:
        cursor.execute("SELECT position FROM log_positions WHERE follower = 'relay'")
        return int((cursor.fetchone() or {"position": 0})["position"]) == store.end()


async def test_marked_text_of_every_field_of_every_request_is_nowhere_outside_the_register(
    kafka: Broker,
    topics: str,
    new_database: Callable[[str], Database],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    caplog.set_level(logging.INFO)
    # The caller's own diary of what it asked.
    caplog.set_level(logging.WARNING, logger="httpx")
    marks = Marks()
    with ExitStack() as houses:
        stores = {}
        for service in ASKED:
            app, store = houses.enter_context(
                house(new_database, service, DAYS.get(service, date(2026, 3, 2)))
            )
            ids = await asyncio.to_thread(prepared, service, store, app, marks)
            await asyncio.to_thread(send_everything, app, ids, marks)
            stores[service] = store
        relays = [
            Relay(
                store,
                kafka.bootstrap,
                f"urn:nld:oin:00000001823288444000:systeem:doorstart-{service}",
                PUBLISH[service],
                Watchdog(),
                topics,
            )
            for service, store in stores.items()
        ]
        async with running(*(relay.run for relay in relays)) as until:
            await until(lambda: all(followed(store) for store in stores.values()))
        asides = {service: rows for service, store in stores.items() if (rows := set_aside(store))}
    records = await everything_on(kafka.bootstrap, topics)
    told = {
        service for service in ASKED if any(f"doorstart-{service}" in record for record in records)
    }
    said = capfd.readouterr()
    assert told >= {"intake", "routing", "bbz", "ledger"}
    assert asides == {}
    assert marks.found_in(" ".join(records)) == set()
    assert marks.found_in(said.out + said.err + caplog.text) == set()
    assert marks.accepted >= PAGES_WITH_WORDS
    assert {
        place
        for place in marks.text_fields - marks.accepted - TAKEN
        if place.rpartition(".")[2] not in BETWEEN_SERVICES
    } == set()


def set_aside(store: Store) -> list[Any]:
    with store.cursor() as cursor:
        cursor.execute("SELECT * FROM set_aside")
        return cursor.fetchall()
