"""What is of another municipality answers as what does not exist, and is in no list: for every address of every service."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from shared.settings import Database
from tests.contracts.seeded import Seeded, seeded
from tests.rechten.test_tabel import REGELS
from tests.steun.organisatie import aanstellen, vertel
from tests.web.house import client_of

WITH_PERSONS = ("intake", "routing", "bbz", "ledger", "notify")
# Papers and proposals inside a dossier are found under it.
HERE, ELSEWHERE = "hier-1", "elders-1"
NUMBERS = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|name=\"sleutel\" value=\"[^\"]*\"")


def people(town: Seeded) -> tuple[TestClient, TestClient]:
    for who, gemeenten in ((HERE, ("GM9901", "GM9902", "GM9903")), (ELSEWHERE, ("GM9902",))):
        vertel(town.store, *aanstellen(who, "consulent", "debiteuren", gemeenten=gemeenten))
    return client_of(town.app, HERE), client_of(town.app, ELSEWHERE)


def address(adres: str, known: dict[str, str], number: str | None = None) -> tuple[str, str]:
    """Method and path, with what is known here, or with one other number everywhere."""
    method, _, path = adres.partition(" ")
    for name in (part.partition("}")[0] for part in path.split("{")[1:]):
        value = known.get(_alias(name, known), str(uuid4()))
        path = path.replace(f"{{{name}}}", number if number and _is_thing(name) else value)
    return method, path


def _alias(name: str, known: dict[str, str]) -> str:
    return "lening_id" if name == "schuld_id" and "schuld_id" not in known else name


def _is_thing(name: str) -> bool:
    return name in {
        "aanvraag_id",
        "bericht_id",
        "dossier_id",
        "lening_id",
        "schuld_id",
        "vaststelling_id",
        "vordering_id",
    }


@pytest.mark.parametrize("service", WITH_PERSONS)
def test_a_thing_of_another_municipality_answers_as_one_that_nobody_has(
    service: str, new_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    with seeded(new_database, service) as town:
        here, elsewhere = people(town)
        found = 0
        for adres, recht in REGELS[service].items():
            things = {name for name in town.known if _is_thing(name) and f"{{{name}}}" in adres}
            if not things or recht.iedereen or recht.alle_gemeenten:
                continue
            method, path = address(adres, town.known)
            _, nowhere = address(adres, town.known, str(uuid4()))
            theirs = elsewhere.request(method, path)
            nobodys = elsewhere.request(method, nowhere)
            assert theirs.status_code == nobodys.status_code, adres
            assert NUMBERS.sub("", theirs.text) == NUMBERS.sub("", nobodys.text), adres
            if method == "GET":
                found += here.request(method, path).status_code == 200
                assert theirs.status_code == 404, adres
        assert found, "something is there to be hidden"


@pytest.mark.parametrize("service", WITH_PERSONS)
def test_no_list_holds_anything_of_another_municipality(
    service: str, new_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    with seeded(new_database, service) as town:
        here, elsewhere = people(town)
        numbers = {value for value in town.known.values() if len(value) == 36}
        shown = 0
        for adres, recht in REGELS[service].items():
            if "{" in adres or not adres.startswith("GET ") or recht.iedereen:
                continue
            path = adres.partition(" ")[2]
            for asked in (path, f"{path}?formaat=csv", f"{path}?blad=alles"):
                theirs = elsewhere.get(asked)
                assert not {one for one in numbers if one in theirs.text}, asked
                shown += any(one in here.get(asked).text for one in numbers)
        assert shown, "the lists of who may see it hold it"
