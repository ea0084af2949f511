"""intake's API and pages on a real database: what comes in, what is refused and how it is told."""

import json
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from starlette.testclient import TestClient

from shared.contracts.personen import Persoon, Sleutel
from shared.store import Store
from tests.web.api_rules import broken_rules

NAUGHTY = Path(__file__).parents[3] / "shared" / "data" / "fuzz" / "blns.json"
GOOD: dict[str, Any] = {
    "gemeente": "GM9901",
    "kanaal": "web",
    "groep": "gevestigd",
    "hulpvraag": ["bedrijfskapitaal"],
    "bsn": "999990019",
    "naam": "Voorbeeld Ondernemer",
    "straat": "Dijk",
    "huisnummer": "1",
    "postcode": "1234 AB",
    "plaats": "Doorstad",
    "kvk_nummer": "90000001",
    "iban": "NL91ABNA0417164300",
}


def count(store: Store, table: str) -> int:
    with store.cursor() as cursor:
        cursor.execute(f"SELECT count(*) AS n FROM {table}")
        return int((cursor.fetchone() or {"n": -1})["n"])


def post(client: TestClient, body: dict[str, Any], **headers: str) -> Any:
    return client.post("/intake/v1/aanmeldingen", json=body, headers=headers)


def test_a_good_request_is_taken_in_with_codes_only_in_the_log(
    client: TestClient, store: Store
) -> None:
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
    assert not any(
        secret in text for secret in ("Voorbeeld", "999990019", "NL91", "90000001", "Dijk")
    )
    assert client.get(f"/intake/v1/aanmeldingen/{dossier_id}").json()["status"] == "open"


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"bsn": "999990018"}, "bsn", "elfproef"),
        ({"iban": "NL91ABNA0417164301"}, "iban", "IBAN klopt niet"),
        ({"kvk_nummer": "1234567"}, "kvk_nummer", "acht cijfers"),
        ({"hulpvraag": []}, "hulpvraag", "minstens 1"),
        ({"hulpvraag": ["onbekend"]}, "hulpvraag[0]", "Kies een van"),
        ({"groep": "anders"}, "groep", "Kies een van"),
        ({"naam": " "}, "naam", "minstens één letter"),
        ({"extra": 1}, "extra", "kennen wij niet"),
        ({"gemeente": "GM0001"}, "gemeente", "werken wij niet"),
        ({"telefoon": "((((((---"}, "telefoon", "tien cijfers"),
        ({"huisnummer": "naast de kerk"}, "huisnummer", "begint met een cijfer"),
        ({"naam": "Jan 😀"}, "naam", "niet afdrukken"),
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


def test_a_second_open_request_of_the_same_person_is_refused_with_the_first(
    client: TestClient, store: Store
) -> None:
    first = post(client, GOOD).json()["dossier_id"]
    answer = post(client, GOOD | {"kanaal": "telefoon"})
    assert answer.status_code == 409
    assert first in answer.headers["link"]
    assert count(store, "stored_events") == 1
    assert (
        client.post(
            f"/intake/v1/aanmeldingen/{first}/intrekkingen", json={"reden": "op_verzoek"}
        ).status_code
        == 204
    )
    assert post(client, GOOD).status_code == 201


def test_the_same_key_gets_the_same_answer_and_another_body_is_refused(
    client: TestClient, store: Store
) -> None:
    first, second = (post(client, GOOD, **{"Idempotency-Key": "k1"}) for _ in range(2))
    assert first.status_code == second.status_code == 201
    assert first.json() == second.json()
    assert post(client, GOOD | {"bsn": "999990018"}, **{"Idempotency-Key": "k1"}).status_code == 400
    assert post(client, GOOD | {"naam": "Ander"}, **{"Idempotency-Key": "k1"}).status_code == 409
    assert count(store, "stored_events") == 1


def test_an_addition_and_a_withdrawal_of_nothing_are_not_found(client: TestClient) -> None:
    nothing = uuid4()
    addition = {"groep": "starter", "hulpvraag": ["schulden"]}
    assert (
        client.post(f"/intake/v1/aanmeldingen/{nothing}/aanvullingen", json=addition).status_code
        == 404
    )
    assert (
        client.post(
            f"/intake/v1/aanmeldingen/{nothing}/intrekkingen", json={"reden": "vergissing"}
        ).status_code
        == 404
    )
    assert client.get(f"/intake/v1/aanmeldingen/{nothing}").status_code == 404


@pytest.mark.skipif(
    not NAUGHTY.exists(), reason="the list of naughty strings is not on this machine"
)
def test_naughty_strings_are_refused_or_kept_as_they_are(client: TestClient) -> None:
    for text in json.loads(NAUGHTY.read_text()):
        answer = post(client, GOOD | {"naam": text, "toelichting": text})
        assert answer.status_code in (201, 400, 409), text
        page = client.get("/aanmeldingen")
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        if answer.status_code == 201:
            client.post(
                f"/intake/v1/aanmeldingen/{answer.json()['dossier_id']}/intrekkingen",
                json={"reden": "vergissing"},
            )


def test_names_and_keys_are_for_services_with_their_own_credential(client: TestClient) -> None:
    dossier_id = post(client, GOOD).json()["dossier_id"]
    ask = {"dossiers": [dossier_id, str(uuid4())]}
    assert client.post("/intake/v1/personen-vragen", json=ask).status_code == 401
    assert (
        client.post(
            "/intake/v1/personen-vragen", json=ask, headers={"Authorization": "Bearer wrong"}
        ).status_code
        == 401
    )
    own = {"Authorization": "Bearer token-of-notify"}
    (known,) = client.post("/intake/v1/personen-vragen", json=ask, headers=own).json().values()
    assert Persoon.model_validate(known).naam == "Voorbeeld Ondernemer"
    fresh = Sleutel.model_validate(
        client.post("/intake/v1/sleutels", json={"dossier_id": dossier_id}, headers=own).json()
    )
    opened = client.post(
        "/intake/v1/sleutels",
        json={"dossier_id": dossier_id, "verpakt": fresh.verpakt},
        headers=own,
    ).json()
    assert opened["sleutel"] == fresh.sleutel
    assert (
        client.post(
            "/intake/v1/sleutels", json={"dossier_id": str(uuid4())}, headers=own
        ).status_code
        == 410
    )


def test_without_the_demo_nobody_is_somebody(
    client: TestClient, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DOORSTART_DEMO")
    assert post(client, GOOD).status_code == 401
    assert count(store, "stored_events") == 0


def test_a_database_that_is_away_is_told_with_when_to_come_back(
    client: TestClient, store: Store
) -> None:
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
    form = {
        **{key: value for key, value in GOOD.items() if key != "hulpvraag"},
        "hulpvraag": "schulden",
        "urgentie": "beslag_gelegd",
    }
    answer = client.post("/aanmeldingen", data=form, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    assert "Voorbeeld Ondernemer" in client.get("/aanmeldingen").text
    assert store.page(0)[0].fact.urgentie.is_spoed


def test_a_double_request_keeps_the_form_and_leads_to_the_first(client: TestClient) -> None:
    first = post(client, GOOD).json()["dossier_id"]
    form = {**GOOD, "hulpvraag": "bedrijfskapitaal", "urgentie": "beslag_gelegd"}
    answer = client.post("/aanmeldingen", data=form)
    assert answer.status_code == 409
    assert "<title>Fout: Nieuwe aanmelding" in answer.text
    assert f'<a href="/dossiers/{first}">Open de eerste aanmelding</a>' in answer.text
    assert f'value="{GOOD["naam"]}"' in answer.text
    assert answer.text.count(" checked") == 2


def test_mistakes_stand_in_the_order_of_the_page_under_its_words(client: TestClient) -> None:
    page = client.post("/aanmeldingen", data={}).text
    summary = page[
        page.index('role="alert"') : page.index("</ul></div>") if "</ul></div>" in page else None
    ]
    words = [
        "Waar is hulp bij nodig",
        "Naam",
        "Straat",
        "Gemeente",
        "Hoe de aanmelding",
    ]
    places = [summary.index(f'">{word}') for word in words]
    assert places == sorted(places)
    assert '<a href="#veld-hulpvraag">' in summary
    assert 'type="checkbox" id="veld-hulpvraag"' in page


def test_the_form_keeps_what_was_typed_and_points_at_the_mistake(client: TestClient) -> None:
    answer = client.post("/aanmeldingen", data={"naam": "Wat ik typte", "bsn": "123"})
    assert answer.status_code == 400
    assert 'value="Wat ik typte"' in answer.text
    assert 'href="#veld-bsn"' in answer.text
