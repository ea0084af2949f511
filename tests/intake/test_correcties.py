"""A wrong name or address is put right: by an event that says who, when and why, and never what."""

from typing import Any
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from shared.store import Store
from tests.intake.test_api import GOOD, count, post


def correct(client: TestClient, dossier_id: str, **body: Any) -> Any:
    return client.post(
        f"/intake/v1/aanmeldingen/{dossier_id}/correcties",
        json=body,
        headers={"Doorstart-Actor": "consulent-2"},
    )


def person_of(client: TestClient, dossier_id: str) -> dict[str, Any]:
    own = {"Authorization": "Bearer token-of-notify"}
    return dict(
        client.post(
            "/intake/v1/personen-vragen", json={"dossiers": [dossier_id]}, headers=own
        ).json()[dossier_id]
    )


def test_a_correction_changes_the_register_and_says_who_when_and_why(
    client: TestClient, store: Store
) -> None:
    dossier_id = post(client, GOOD).json()["dossier_id"]
    answer = correct(
        client,
        dossier_id,
        reden="verhuizing",
        uitleg="Geheime woorden",
        straat="Nieuwstraat",
        huisnummer="7 b",
    )
    assert answer.status_code == 204, answer.text
    now = person_of(client, dossier_id)
    assert (now["straat"], now["huisnummer"]) == ("Nieuwstraat", "7 b")
    stored = store.page(0)[-1]
    assert (stored.name, stored.cause.actor) == ("PersoonsgegevensGecorrigeerd", "consulent-2")
    assert (stored.fact.velden, stored.fact.reden, str(stored.fact.gecorrigeerd_op)) == (
        ("straat", "huisnummer"),
        "verhuizing",
        "2026-03-02",
    )
    with store.cursor() as cursor:
        cursor.execute(
            "SELECT convert_from(state, 'UTF8') AS text FROM stored_events UNION SELECT correcties::text FROM correcties"
        )
        text = " ".join(row["text"] for row in cursor.fetchall())
    assert not any(secret in text for secret in ("Nieuwstraat", "Geheime", "Dijk"))


def test_what_is_already_so_changes_nothing(client: TestClient, store: Store) -> None:
    dossier_id = post(client, GOOD).json()["dossier_id"]
    assert (
        correct(client, dossier_id, reden="schrijffout", naam=f" {GOOD['naam']} ").status_code
        == 204
    )
    assert count(store, "stored_events") == 1
    assert count(store, "correcties") == 0


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"postcode": "x"}, "postcode"),
        ({"naam": ""}, "naam"),
        ({"reden": "zomaar"}, "reden"),
        ({"bsn": "1"}, "bsn"),
    ],
)
def test_a_wrong_correction_is_told_by_field(
    client: TestClient, store: Store, change: dict[str, Any], field: str
) -> None:
    dossier_id = post(client, GOOD).json()["dossier_id"]
    answer = correct(client, dossier_id, **{"reden": "schrijffout", **change})
    assert answer.status_code == 400
    assert answer.json()["fouten"][0]["veld"] == field
    assert count(store, "stored_events") == 1


def test_nobody_is_not_found(client: TestClient) -> None:
    assert correct(client, str(uuid4()), reden="schrijffout", naam="Jan").status_code == 404
    assert client.get(f"/aanmeldingen/{uuid4()}/corrigeren").status_code == 404


def test_the_page_shows_what_is_known_and_records_what_was_changed(
    client: TestClient, store: Store
) -> None:
    dossier_id = post(client, GOOD).json()["dossier_id"]
    where = f"/aanmeldingen/{dossier_id}/corrigeren"
    assert 'value="Voorbeeld Ondernemer"' in client.get(where).text
    now = person_of(client, dossier_id)
    same = {
        name: str(now[name] or "")
        for name in (
            "naam",
            "straat",
            "huisnummer",
            "postcode",
            "plaats",
            "telefoon",
            "email",
            "handelsnaam",
            "kvk_nummer",
            "iban",
        )
    }
    wrong = client.post(where, data=same | {"plaats": "", "reden": "schrijffout"})
    assert wrong.status_code == 400
    assert 'href="#veld-plaats"' in wrong.text
    answer = client.post(
        where,
        data=same | {"naam": "Anders Geschreven", "iban": "", "reden": "schrijffout"},
        follow_redirects=False,
    )
    assert answer.status_code == 303, answer.text
    now = person_of(client, dossier_id)
    assert (now["naam"], now["iban"]) == ("Anders Geschreven", None)
    assert store.page(0)[-1].fact.velden == ("naam", "iban")


def test_after_a_withdrawal_it_can_still_be_put_right(client: TestClient) -> None:
    dossier_id = post(client, GOOD).json()["dossier_id"]
    client.post(f"/intake/v1/aanmeldingen/{dossier_id}/intrekkingen", json={"reden": "vergissing"})
    assert correct(client, dossier_id, reden="op_verzoek", plaats="Nieuwerdam").status_code == 204


@pytest.mark.parametrize("zoek", ["{id}", "{short}", "{SHORT}", "Dossier {short}"])
def test_a_request_is_found_by_its_number_as_screens_show_it(client: TestClient, zoek: str) -> None:
    dossier_id = post(client, GOOD).json()["dossier_id"]
    post(client, GOOD | {"bsn": "999990032", "naam": "Iemand Anders"})
    asked = zoek.format(id=dossier_id, short=dossier_id[:8], SHORT=dossier_id[:8].upper())
    page = client.get("/aanmeldingen", params={"zoek": asked}).text
    assert "Voorbeeld Ondernemer" in page
    assert "Iemand Anders" not in page
    assert "Niets gevonden" in client.get("/aanmeldingen", params={"zoek": "onzin"}).text
