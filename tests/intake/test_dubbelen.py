"""Somebody who is known already is recognised before the rest is typed, and what was typed goes along."""

import re
from typing import Any
from uuid import UUID

import pytest
from starlette.testclient import TestClient

from services.intake.adapters.register import Register
from services.intake.adapters.seals import MasterKey
from services.intake.adapters.zoekindex import Lezer, Zoekindex
from services.intake.domain.zoektaal import herkenning
from shared.store import Store
from tests.intake.test_api import GOOD
from tests.intake.test_dossiers import do, facts, take_in

TELEFOON = {"telefoon": "06 12345678"}


def known(client: TestClient, **asked: str) -> list[Any]:
    answer = client.post("/intake/v1/dubbelen", json=asked)
    assert answer.status_code == 200, answer.text
    found: list[Any] = answer.json()["dubbelen"]
    return found


@pytest.mark.parametrize(
    ("asked", "plaats"),
    [
        ({"bsn": "9999.90.019"}, "bsn"),
        ({"kvk_nummer": "9000 0001"}, "kvk_nummer"),
        ({"telefoon": "+31 6 12345678"}, "telefoon"),
    ],
)
def test_one_number_is_enough(client: TestClient, asked: dict[str, str], plaats: str) -> None:
    dossier = take_in(client, "schulden", **TELEFOON)
    (een,) = known(client, **asked)
    assert (een["dossier_id"], een["gevonden_op"], een["status"]) == (dossier, [plaats], "open")


def test_the_likeliest_first_closed_ones_too_and_nobody_for_nothing(client: TestClient) -> None:
    zelfde = take_in(client, "schulden", **TELEFOON)
    do(client, zelfde, "afsluitingen", reden="geholpen")
    huisgenoot = take_in(client, "schulden", bsn="999990020", kvk_nummer=None, **TELEFOON)
    found = known(client, bsn=GOOD["bsn"], **TELEFOON)
    assert [een["dossier_id"] for een in found] == [zelfde, huisgenoot]
    assert found[0]["status"] == "gesloten"
    assert known(client) == []
    assert known(client, bsn="999990032") == []
    assert client.post("/intake/v1/dubbelen", json={"bsn": "123"}).status_code == 400


def test_only_what_the_reader_may_see(client: TestClient, store: Store) -> None:
    take_in(client, "schulden", **TELEFOON)
    index = Zoekindex(Register(MasterKey.from_secret(b"x" * 32)))
    delen = herkenning({"bsn": GOOD["bsn"], "telefoon": "+31612345678"})
    with store.cursor() as cursor:
        assert index.dubbelen(cursor, delen, Lezer(frozenset({"GM9902"}))) == []
        (een,) = index.dubbelen(cursor, delen, Lezer(mag_bsn=False))
    assert een.plaatsen == {"telefoon"}


def test_the_form_comes_in_steps_and_keeps_what_was_typed(client: TestClient) -> None:
    assert 'name="naam"' not in client.get("/aanmeldingen/nieuw").text
    wrong = client.post("/aanmeldingen/nieuw", data={"bsn": "123"})
    assert (wrong.status_code, 'value="123"' in wrong.text) == (400, True)
    nobody = client.post("/aanmeldingen/nieuw", data=TELEFOON)
    assert "nog niemand" in nobody.text
    assert 'value="06 12345678"' in nobody.text
    dossier = take_in(client, "schulden", **TELEFOON)
    double = client.post("/aanmeldingen/nieuw", data=TELEFOON)
    assert double.status_code == 200
    assert f"/aanmeldingen/{dossier}/toevoegen" in double.text
    assert GOOD["naam"] in double.text
    assert 'name="naam"' in client.post("/aanmeldingen/nieuw", data={}).text


def test_adding_to_the_first_is_an_aanvulling_with_a_second_look(
    client: TestClient, store: Store
) -> None:
    dossier = take_in(client, "schulden")
    typed = GOOD | {"hulpvraag": ["schulden", "levensonderhoud"], "urgentie": "beslag_gelegd"}
    refused = client.post("/aanmeldingen", data=typed)
    assert refused.status_code == 409
    assert f"/aanmeldingen/{dossier}/toevoegen" in refused.text
    look = client.post(f"/aanmeldingen/{dossier}/toevoegen", data=typed)
    assert look.status_code == 200
    ticked = re.findall(r'value="([a-z_]+)" checked', look.text)
    assert set(ticked) == {"schulden", "levensonderhoud", "beslag_gelegd"}
    assert len(facts(store, dossier)) == 1
    data = {"hulpvraag": ticked[:-1], "urgentie": ticked[-1], "groep": "starter"}
    done = client.post(f"/aanmeldingen/{dossier}/aanvullen", data=data, follow_redirects=False)
    assert done.status_code == 303
    aangevuld = store.stream(UUID(dossier))[-1].fact
    assert set(aangevuld.hulpvraag) == {"schulden", "levensonderhoud"}
    assert aangevuld.urgentie.beslag_gelegd


def test_a_dossier_that_is_not_there_is_told(client: TestClient) -> None:
    unknown = "0d055ee1-0000-4000-8000-00000000ffff"
    assert client.post(f"/aanmeldingen/{unknown}/toevoegen", data=GOOD).status_code == 404
