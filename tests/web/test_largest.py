"""What a door accepts can be stored, sent and shown: the largest request of every address, and words that stay where they were said."""

import dataclasses
import json
import logging
import types
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel
from starlette.testclient import TestClient

from services.intake.adapters.publish import publish as publish_intake
from services.intake.domain.events import AanmeldingIngetrokken
from services.ledger.adapters.publish import publish as publish_ledger
from services.ledger.domain.lening.gevraagd import GevraagdeGegevens
from shared.cloudevent import MAX_BYTES, CloudEvent, Undecodable, decode, record
from shared.envelope import opened
from shared.facts import Cause, StoredFact
from shared.store import Store
from tests.intake.test_api import GOOD
from tests.ledger.test_web import client, stad  # noqa: F401 the city with its client
from tests.steun.ledger.stad import Stad, lening_id
from tests.web.house import SERVICES, client_of, house, routes_of, without_log
from tests.web.test_bounds import asked, bounds

DAY = date(2026, 3, 2)
SOURCE = "urn:nld:oin:00000001823288444000:systeem:doorstart-intake"
MERK = "ZOEKMIJ 999990019 NL91ABNA0417164300"
# Addresses that store nothing: a question between services, and what if.
ASKS_ONLY = ("personen-vragen", "zoekvragen", "dubbelen", "doorrekeningen")
# Where a person may type words, and what becomes of them: sealed in the register, or shown to whoever typed them and gone.
WORDS = {
    "intake": {
        "naam",
        "straat",
        "huisnummer",
        "plaats",
        "handelsnaam",
        "email",
        "toelichting",
        "bestandsnaam",
        "postcode",
        "telefoon",
        "kvk_nummer",
        "bsn",
        "iban",
        "verpakt",
        "authorization",
        "uitleg",
        "vraag",
    },
    "routing": {"team", "stap"},
    "ledger": {"naam"},
    # Of the organisation and its desks, never of a person.
    "organisatie": {
        "naam",
        "loket",
        "adres",
        "bezoekadres",
        "telefoon",
        "bereikbaar",
        "website",
        "email",
        "op_naam_van",
        "ondertekenaar",
        "functie",
        "bron",
        "aanduiding",
        "account",
    },
}


def largest(kind: Any, metadata: Any = ()) -> Any:
    """The most that the type of a field lets in, in characters that take the most room."""
    if get_origin(kind) is Annotated:
        inner, *more = get_args(kind)
        return largest(inner, (*more, *metadata))
    origin, has = get_origin(kind), bounds(metadata)
    if origin is Literal:
        return max(get_args(kind), key=lambda code: len(str(code)))
    if origin in (Union, types.UnionType):
        options = [largest(part, metadata) for part in get_args(kind) if part is not type(None)]
        return max(options, key=lambda option: len(json.dumps(option, default=str)))
    if origin in (tuple, list):
        codes = get_args(get_args(kind)[0]) if get_origin(get_args(kind)[0]) is Literal else ()
        return list(codes) or [largest(get_args(kind)[0])] * has["max_length"]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return max((str(one.value) for one in kind), key=len)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        hints = get_type_hints(kind, include_extras=True)
        return {
            name: largest(hints[name], tuple(field.metadata))
            for name, field in kind.model_fields.items()
        }
    if dataclasses.is_dataclass(kind):
        return {
            name: largest(hint) for name, hint in get_type_hints(kind, include_extras=True).items()
        }
    plain = {
        bool: True,
        UUID: str(uuid4()),
        date: "2026-02-28",
        int: has.get("le"),
        Decimal: "99.999999",
        # A file is kept beside the log, and is in no event.
        bytes: "",
    }
    return plain[kind] if kind in plain else "\U0001f9ff" * has.get("max_length", 1)


@pytest.mark.parametrize("service", SERVICES)
def test_the_largest_request_fits_in_an_event_with_room_to_spare(service: str) -> None:
    for address, route in routes_of(without_log(service)):
        for param in route.dependant.body_params if not address.endswith(ASKS_ONLY) else ():
            content = json.dumps(
                largest(param.field_info.annotation, tuple(param.field_info.metadata)),
                ensure_ascii=False,
            )
            assert len(content.encode()) < MAX_BYTES * 3 // 4, address


@pytest.mark.parametrize("service", SERVICES)
def test_words_can_only_be_typed_where_it_is_known_what_becomes_of_them(service: str) -> None:
    def texts(name: str, kind: Any, metadata: Any = ()) -> Iterator[str]:
        if get_origin(kind) is Annotated:
            yield from texts(name, get_args(kind)[0], (*get_args(kind)[1:], *metadata))
        elif get_origin(kind) in (Union, types.UnionType, tuple, list):
            for part in get_args(kind):
                yield from texts(name, part, metadata)
        elif isinstance(kind, type) and issubclass(kind, BaseModel):
            hints = get_type_hints(kind, include_extras=True)
            for field, info in kind.model_fields.items():
                yield from texts(field, hints[field], tuple(info.metadata))
        elif kind is str and not (
            bounds(metadata).get("pattern") or bounds(metadata).get("max_length", 99) <= 60
        ):
            yield name

    found = {
        name
        for place, kind, metadata in asked(without_log(service))
        for name in texts(place.rpartition(" ")[2], kind, metadata)
    }
    assert found - {"idempotency_key"} <= WORDS.get(service, set())


def all_text(store: Store) -> str:
    with store.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(convert_from(state, 'UTF8'), ' ') AS facts FROM stored_events"
        )
        facts = (cursor.fetchone() or {})["facts"] or ""
        cursor.execute("SELECT string_agg(state::text, ' ') AS states FROM stream_states")
        return str(facts) + str((cursor.fetchone() or {})["states"] or "")


def sent(store: Store, publish: Callable[[Any], Any]) -> str:
    """Keys, headers and values as they would go to Kafka; raises when one cannot."""
    told = [
        (contract, *record(stored, contract, SOURCE))
        for stored in store.page(0)
        if (contract := publish(stored)) is not None
    ]
    return " ".join(
        f"{contract.key()} {headers} {value.decode()}" for contract, value, headers in told
    )


def test_words_about_a_person_stay_in_the_register(
    new_database: Callable[[str], Any],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    caplog.set_level(logging.DEBUG)
    words = dict.fromkeys(("naam", "straat", "plaats", "handelsnaam", "toelichting"), MERK)
    with house(new_database, "intake", DAY) as (app, store):
        api = client_of(app)
        first = api.post(
            "/intake/v1/aanmeldingen",
            json=GOOD | words | {"toelichting": MERK + "\U0001f9ff" * 3_900},
        )
        assert first.status_code == 201, first.text
        path = f"/intake/v1/aanmeldingen/{first.json()['dossier_id']}"
        form = {**GOOD, **words, "bsn": "123456782", "hulpvraag": "schulden"}
        assert api.post("/aanmeldingen", data=form).status_code == 303
        assert (
            api.post(
                f"{path}/aanvullingen",
                json={"groep": MERK, "hulpvraag": [MERK], "urgentie": {MERK: True}},
            ).status_code
            == 400
        )
        assert api.post(f"{path}/intrekkingen", json={"reden": MERK, MERK: MERK}).status_code == 400
        said = all_text(store) + sent(store, publish_intake)
        for secret in ("ZOEKMIJ", "999990019", "NL91ABNA"):
            assert secret not in said + caplog.text, secret


def test_seven_thousand_times_the_same_word_is_refused_and_nothing_is_stored(
    new_database: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    with house(new_database, "intake", DAY) as (app, store):
        api = client_of(app)
        path = f"/intake/v1/aanmeldingen/{api.post('/intake/v1/aanmeldingen', json=GOOD).json()['dossier_id']}/aanvullingen"
        before = store.end()
        answer = api.post(path, json={"groep": "starter", "hulpvraag": ["schulden"] * 7_000})
        assert (answer.status_code, answer.json()["fouten"][0]["veld"]) == (400, "hulpvraag")
        assert store.end() == before
        assert (
            api.post(path, json={"groep": "starter", "hulpvraag": ["schulden"] * 2}).status_code
            == 204
        )
        assert sent(store, publish_intake).count('"schulden"') == 1


@pytest.mark.parametrize(
    "soort", ["kosten", "uitstel", "achterstand_kwijt", "kwijtschelding", "om_niet"]
)
def test_the_largest_decision_about_a_loan_goes_out_and_is_shown(
    soort: str, client: TestClient, stad: Stad
) -> None:
    path = f"/ledger/v1/leningen/{lening_id(0)}/{'besluiten' if soort in ('kosten', 'uitstel') else 'voorstellen'}"
    kinds = get_args(get_args(GevraagdeGegevens)[0])
    kind = next(kind for kind in kinds if soort in get_args(get_type_hints(kind)["soort"]))
    answer = client.post(
        path, json={"gegevens": largest(kind) | {"soort": soort}, "motivering": "bezwaar_of_beroep"}
    )
    assert answer.status_code in (200, 409), answer.text
    assert sent(stad.store, publish_ledger)
    stad.projecteer()
    assert client.get(f"/leningen/{lening_id(0)}").status_code == 200


def event(**changes: Any) -> bytes:
    contract = publish_intake(next(iter(facts())))
    assert contract is not None
    stored = next(iter(facts()))
    value, _ = record(stored, contract, SOURCE)
    return json.dumps(json.loads(value) | changes).encode()


def facts() -> Iterator[Any]:
    fact = AanmeldingIngetrokken(gemeente="GM9901", reden="op_verzoek", ingetrokken_op=DAY)
    yield StoredFact(
        1,
        UUID(int=1),
        2,
        "AanmeldingIngetrokken",
        fact,
        Cause("c", "a", DAY),
        datetime(2026, 3, 2, tzinfo=UTC),
    )


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\x7f", "\ud800", "\u202e", "\uffff"])
@pytest.mark.parametrize("field", ["subject", "correlationid", "data"])
def test_an_event_with_text_that_nobody_can_keep_is_undecodable(sign: str, field: str) -> None:
    assert isinstance(decode(event(), ()), CloudEvent)
    changed = (
        {"dossier_id": str(UUID(int=1)), "gemeente": f"GM{sign}"}
        if field == "data"
        else f"a{sign}b"
    )
    with pytest.raises(Undecodable):
        decode(event(**{field: changed}), ())


@given(st.text(max_size=50))
def test_a_fact_of_before_the_doors_still_reads(text: str) -> None:
    envelope, fact = opened(f'{{"cause":"","fact":{json.dumps({"a": text})}}}'.encode())
    assert envelope == {"cause": ""}
    assert json.loads(fact)["a"] == text.replace("\x00", "\ufffd")
