"""intake's API and pages on a real database: what comes in, what is refused and how it is told."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from starlette.testclient import TestClient

from services.intake.adapters.register import Register
from services.intake.adapters.seals import MasterKey
from services.intake.application import Intake
from services.intake.domain.events import FEITEN
from services.intake.entrypoints import http, web
from shared.contracts.personen import Persoon, Sleutel
from shared.settings import Database
from shared.store import Store
from shared.web.api import broken_rules
from shared.web.app import make_app

NAUGHTY = Path(__file__).parents[3] / "shared" / "data" / "fuzz" / "blns.json"
GOOD: dict[str, Any] = {
    "gemeente": "GM9901", "kanaal": "web", "groep": "gevestigd", "hulpvraag": ["bedrijfskapitaal"], "bsn": "999990019",
    "naam": "Voorbeeld Ondernemer", "straat": "Dijk", "huisnummer": "1", "postcode": "1234 AB", "plaats": "Doorstad",
    "kvk_nummer": "90000001", "iban": "NL91ABNA0417164300",
}  # fmt: skip


@pytest.fixture
def store(new_database: Callable[[str], Database]) -> Store:
    store = Store(new_database("intake"), FEITEN)
    with store.transaction() as transaction:
        transaction.hear_day(date(2026, 3, 2))
    return store


@pytest.fixture
def client(store: Store, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    intake = Intake(store, Register(MasterKey.from_secret(b"x" * 32)))
    app = make_app("intake", http.make(intake, {"token-of-notify": "notify"}), web.make(intake), translation=http.TRANSLATION)
    return TestClient(app, client=("127.0.0.1", 5000), raise_server_exceptions=False)


def count(store: Store, table: str) -> int:
    with store.cursor() as cursor:
        cursor.execute(f"SELECT count(*) AS n FROM {table}")
        return int((cursor.fetchone() or {"n": -1})["n"])


def post(client: TestClient, body: dict[str, Any], **headers: str) -> Any:
    return client.post("/intake/v1/aanmeldingen", json=body, headers=headers)


def test_a_good_request_is_taken_in_with_codes_only_in_the_log(client: TestClient, store: Store) -> None:
    answer = post(client, GOOD)
    assert answer.status_code == 201, answer.text
    dossier_id = UUID(answer.json()["dossier_id"])
    assert answer.headers["location"] == f"/intake/v1/aanmeldingen/{dossier_id}"
    (stored,) = store.page(0)
    assert stored.name == "AanmeldingOntvangen"
    assert stored.cause.at == date(2026, 3, 2)
    with store.cursor() as cursor:
        cursor.execute("SELECT convert_from(state, 'UTF8') AS text FROM stored_events")
        text = (cursor.fetchone() or {})["text"]
    assert not any(secret in text for secret in ("Voorbeeld", "999990019", "NL91", "90000001", "Dijk"))
    assert client.get(f"/intake/v1/aanmeldingen/{dossier_id}").json()["status"] == "open"


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"bsn": "999990018"}, "bsn", "elfproef"),
        ({"iban": "NL91ABNA0417164301"}, "iban", "IBAN klopt niet"),
        ({"kvk_nummer": "1234567"}, "kvk_nummer", "vorm"),
        ({"hulpvraag": []}, "hulpvraag", "minstens 1"),
        ({"hulpvraag": ["onbekend"]}, "hulpvraag[0]", "Kies een van"),
        ({"groep": "anders"}, "groep", "Kies een van"),
        ({"naam": " "}, "naam", "minstens 1"),
        ({"extra": 1}, "extra", "kennen wij niet"),
    ],
)
def test_wrong_input_is_told_by_field_and_changes_nothing(
    client: TestClient, store: Store, change: dict[str, Any], field: str, words: str
) -> None:
    answer = post(client, GOOD | change)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    fout = answer.json()["fouten"][0]
    assert fout["veld"] == field
    assert words in fout["melding"]
    assert all(answer.json()[part] for part in ("watGebeurde", "watBewaardIs", "watTeDoen"))
    assert count(store, "stored_events") == count(store, "dossiers") == count(store, "persons") == 0


def test_a_second_open_request_of_the_same_person_is_refused_with_the_first(client: TestClient, store: Store) -> None:
    first = post(client, GOOD).json()["dossier_id"]
    answer = post(client, GOOD | {"kanaal": "telefoon"})
    assert answer.status_code == 409
    assert first in answer.headers["link"]
    assert first in answer.json()["watTeDoen"]
    assert count(store, "stored_events") == 1
    assert client.post(f"/intake/v1/aanmeldingen/{first}/intrekkingen", json={"reden": "op_verzoek"}).status_code == 204
    assert post(client, GOOD).status_code == 201


def test_the_same_key_gets_the_same_answer_and_another_body_is_refused(client: TestClient, store: Store) -> None:
    first, second = (post(client, GOOD, **{"Idempotency-Key": "k1"}) for _ in range(2))
    assert first.status_code == second.status_code == 201
    assert first.json() == second.json()
    assert post(client, GOOD | {"bsn": "999990018"}, **{"Idempotency-Key": "k1"}).status_code == 400
    assert post(client, GOOD | {"naam": "Ander"}, **{"Idempotency-Key": "k1"}).status_code == 409
    assert count(store, "stored_events") == 1


def test_an_addition_and_a_withdrawal_of_nothing_are_not_found(client: TestClient) -> None:
    nothing = uuid4()
    addition = {"groep": "starter", "hulpvraag": ["schulden"]}
    assert client.post(f"/intake/v1/aanmeldingen/{nothing}/aanvullingen", json=addition).status_code == 404
    assert client.post(f"/intake/v1/aanmeldingen/{nothing}/intrekkingen", json={"reden": "vergissing"}).status_code == 404
    assert client.get(f"/intake/v1/aanmeldingen/{nothing}").status_code == 404


def test_a_file_tells_of_every_line_what_became_of_it(client: TestClient, store: Store) -> None:
    lines = [GOOD, GOOD | {"bsn": "999990018"}, GOOD | {"naam": "Nog eens"}, GOOD | {"bsn": "999990032", "kanaal": "web"}]
    answer = client.post("/intake/v1/aanmeldingen-imports", json=lines).json()
    assert [regel["uitkomst"] for regel in answer["regels"]] == ["aangenomen", "geweigerd", "dubbel", "aangenomen"]
    assert answer["regels"][2]["dossier_id"] == answer["regels"][0]["dossier_id"]
    assert (answer["aangenomen"], answer["dubbel"], answer["geweigerd"]) == (2, 1, 1)
    again = client.post("/intake/v1/aanmeldingen-imports", json=lines).json()
    assert (again["aangenomen"], again["dubbel"]) == (0, 3)
    assert count(store, "stored_events") == 2


def test_a_csv_file_is_read_with_comma_or_semicolon(client: TestClient, store: Store) -> None:
    head = "gemeente;kanaal;groep;hulpvraag;bsn;naam;straat;huisnummer;postcode;plaats;beslag_gelegd"
    line = "GM9901;balie;starter;bedrijf_starten|bedrijfskapitaal;999990019;Een Starter;Dijk;2;1234 AB;Doorstad;ja"
    for number, content in enumerate((f"{head}\r\n{line}\r\n", f"{head}\n{line}\n".replace(";", ",").replace("999990019", "999990032"))):
        answer = client.post("/intake/v1/aanmeldingen-imports", content=content.encode(), headers={"Content-Type": "text/csv"})
        assert answer.json()["aangenomen"] == 1, answer.text
        assert store.page(0)[number].fact.urgentie.beslag_gelegd is True
        assert store.page(0)[number].fact.hulpvraag == ("bedrijf_starten", "bedrijfskapitaal")


@pytest.mark.parametrize(
    ("content", "content_type", "status"),
    [
        (b"{not json", "application/json", 400),
        (b'{"geen": "lijst"}', "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"a;b\n\xff\xfe", "text/csv", 400),
        (b"a;b\n1;2;3;4\n", "text/csv", 400),
        (b"a", "text/plain", 415),
        (b"x" * (33 * 2**20), "text/csv", 413),
    ],
)
def test_a_file_that_cannot_be_read_changes_nothing(
    client: TestClient, store: Store, content: bytes, content_type: str, status: int
) -> None:
    answer = client.post("/intake/v1/aanmeldingen-imports", content=content, headers={"Content-Type": content_type})
    assert answer.status_code == status
    assert answer.json()["watTeDoen"]
    assert count(store, "stored_events") == 0


@pytest.mark.skipif(not NAUGHTY.exists(), reason="the list of naughty strings is not on this machine")
def test_naughty_strings_are_refused_or_kept_as_they_are(client: TestClient) -> None:
    for text in json.loads(NAUGHTY.read_text()):
        answer = post(client, GOOD | {"naam": text, "toelichting": text})
        assert answer.status_code in (201, 400, 409), text
        page = client.get("/aanmeldingen")
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        if answer.status_code == 201:
            client.post(f"/intake/v1/aanmeldingen/{answer.json()['dossier_id']}/intrekkingen", json={"reden": "vergissing"})


def test_names_and_keys_are_for_services_with_their_own_credential(client: TestClient) -> None:
    dossier_id = post(client, GOOD).json()["dossier_id"]
    ask = {"dossiers": [dossier_id, str(uuid4())]}
    assert client.post("/intake/v1/personen-vragen", json=ask).status_code == 401
    assert client.post("/intake/v1/personen-vragen", json=ask, headers={"Authorization": "Bearer wrong"}).status_code == 401
    own = {"Authorization": "Bearer token-of-notify"}
    (known,) = client.post("/intake/v1/personen-vragen", json=ask, headers=own).json().values()
    assert Persoon.model_validate(known).naam == "Voorbeeld Ondernemer"
    fresh = Sleutel.model_validate(client.post("/intake/v1/sleutels", json={"dossier_id": dossier_id}, headers=own).json())
    opened = client.post("/intake/v1/sleutels", json={"dossier_id": dossier_id, "verpakt": fresh.verpakt}, headers=own).json()
    assert opened["sleutel"] == fresh.sleutel
    assert client.post("/intake/v1/sleutels", json={"dossier_id": str(uuid4())}, headers=own).status_code == 410


def test_without_the_demo_nobody_is_somebody(client: TestClient, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DOORSTART_DEMO")
    assert post(client, GOOD).status_code == 401
    assert count(store, "stored_events") == 0


def test_a_database_that_is_away_is_told_with_when_to_come_back(client: TestClient, store: Store) -> None:
    store.datastore.pool.kwargs["port"] = 1  # type: ignore[index]
    store.datastore.pool.timeout = 0.2
    store.datastore.pool.drain()
    answer = post(client, GOOD)
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "2"
    assert answer.json()["watTeDoen"]


def test_before_the_first_day_nothing_is_taken_in(client: TestClient, store: Store) -> None:
    with store.cursor() as cursor:
        cursor.execute("DELETE FROM werkdag")
    answer = post(client, GOOD)
    assert answer.status_code == 503
    assert answer.headers["retry-after"]
    assert count(store, "stored_events") == count(store, "dossiers") == 0


def test_the_api_follows_the_design_rules(client: TestClient) -> None:
    document = client.get("/intake/v1/openapi.json").json()
    assert list(broken_rules(document)) == []
    assert "/personen-vragen" not in document["paths"]


def test_the_page_lists_requests_and_takes_one_in(client: TestClient, store: Store) -> None:
    assert "nog geen aanmeldingen" in client.get("/aanmeldingen").text
    form = {**{key: value for key, value in GOOD.items() if key != "hulpvraag"}, "hulpvraag": "schulden", "urgentie": "beslag_gelegd"}
    answer = client.post("/aanmeldingen", data=form, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    assert "Voorbeeld Ondernemer" in client.get("/aanmeldingen").text
    assert store.page(0)[0].fact.urgentie.is_spoed


def test_the_form_keeps_what_was_typed_and_points_at_the_mistake(client: TestClient) -> None:
    answer = client.post("/aanmeldingen", data={"naam": "Wat ik typte", "bsn": "123"})
    assert answer.status_code == 400
    assert 'value="Wat ik typte"' in answer.text
    assert 'href="#veld-bsn"' in answer.text
