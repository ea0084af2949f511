"""Persons: found by any of their dossiers, merged, given a BSN later, and erased by two people."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from services.intake.adapters.imports import Imports
from services.intake.adapters.importvorm import Vorm
from services.intake.adapters.seals import MasterKey
from services.intake.adapters.zoekindex import ken
from shared.store import Store
from tests.intake.test_api import GOOD, post
from tests.intake.test_dossiers import API, do, facts, take_in

AANVULLING = {"groep": "gevestigd", "hulpvraag": ["levensonderhoud"]}
NOTIFY = {"Authorization": "Bearer token-of-notify"}
ANDER = {"Doorstart-Actor": "consulent-2"}
NAAR_KAREL = {"bsn": None, "naam": "Karel Kramer", "iban": None, "kvk_nummer": None}


def person_of(store: Store, dossier: str) -> str:
    with store.cursor() as cursor:
        cursor.execute("SELECT person_id FROM dossiers WHERE dossier_id = %s", (UUID(dossier),))
        return str((cursor.fetchone() or {})["person_id"])


def names(client: TestClient, *dossiers: str) -> dict[str, Any]:
    found: dict[str, Any] = client.post(
        "/intake/v1/personen-vragen", json={"dossiers": list(dossiers)}, headers=NOTIFY
    ).json()
    return found


def key(client: TestClient, dossier: str, wrapped: str | None = None) -> Any:
    body = {"dossier_id": dossier} | ({"verpakt": wrapped} if wrapped else {})
    return client.post("/intake/v1/sleutels", json=body, headers=NOTIFY)


def search(client: TestClient, typed: str) -> set[str]:
    answer = client.post("/intake/v1/zoekvragen", json={"vraag": typed}).json()
    return {treffer["dossier_id"] for treffer in answer["gevonden"]}


def merge(client: TestClient, stays: str, goes: str) -> Any:
    return client.post(f"/intake/v1/personen/{stays}/samenvoegingen", json={"met": goes})


def test_the_card_has_all_dossiers_of_a_person(client: TestClient, store: Store) -> None:
    first, second = take_in(client, "schulden"), take_in(client, "levensonderhoud")
    other = take_in(client, "schulden", bsn="999990020")
    person = person_of(store, first)
    page = client.get(f"/personen/{person}").text
    assert all(f"/dossiers/{one}" in page for one in (first, second))
    assert other not in page
    assert GOOD["naam"] in page
    assert GOOD["bsn"] not in page
    told = client.get(f"/intake/v1/personen/{person}").json()
    assert {een["dossier_id"] for een in told["dossiers"]} == {first, second}
    assert client.get(f"/personen/{uuid4()}").status_code == 404


def test_what_lies_in_another_municipality_is_elsewhere_and_no_more(
    client: TestClient, store: Store
) -> None:
    first, second = take_in(client, "schulden"), take_in(client, "levensonderhoud")
    other = take_in(client, "schulden", bsn="999990020")
    person, stranger = person_of(store, first), person_of(store, other)
    with store.cursor() as cursor:
        cursor.execute(
            "UPDATE dossiers SET gemeente = 'GM0001' WHERE dossier_id = ANY(%s)",
            ([UUID(second), UUID(other)],),
        )
    page = client.get(f"/personen/{person}").text
    assert f"/dossiers/{first}" in page
    assert second not in page
    assert "Ook elders is deze persoon bekend" in page
    told = client.get(f"/intake/v1/personen/{person}").json()
    assert [een["dossier_id"] for een in told["dossiers"]] == [first]
    assert client.get(f"/personen/{person}/samenvoegen", params={"met": other}).status_code == 400
    assert merge(client, person, stranger).status_code == 404
    assert search(client, "voorbeeld") == {first}
    beheer = client.get(f"/aanmeldingen/{first}").text
    assert "Ook elders is deze persoon bekend" in beheer
    wissen = client.get(f"/personen/{person}/wissen").text
    assert "Ook elders is deze persoon bekend" in wissen
    assert "Eerdere correcties" not in wissen
    dubbel = post(client, GOOD | {"hulpvraag": ["levensonderhoud"]})
    bsn = client.post(
        f"/intake/v1/personen/{person}/burgerservicenummers",
        json={"bsn": "999990020", "reden": "schrijffout"},
    )
    heropen = do(client, first, "aanvullingen", **AANVULLING)
    for weigering in (dubbel, bsn, heropen):
        assert weigering.status_code == 409, weigering.text
        assert "elders" in weigering.text
        assert "link" not in weigering.headers
    told = [page, beheer, wissen, *(een.text for een in (dubbel, bsn, heropen))]
    assert not any(second[:8] in een or other[:8] in een for een in told)


def test_an_application_that_runs_elsewhere_is_told_without_its_number(
    client: TestClient, store: Store
) -> None:
    first, second = take_in(client, "schulden"), take_in(client, "levensonderhoud")
    vraag = {"soort": "levensonderhoud", "ontvangen_op": "2026-03-02"}
    loopt = do(client, second, "aanvragen", **vraag).json()["aanvraag_id"]
    next_one = do(
        client,
        first,
        "vervolgen",
        **AANVULLING | {"hulpvraag": ["bedrijf_starten"], "kanaal": "balie"},
    )
    with store.cursor() as cursor:
        cursor.execute(
            "UPDATE dossiers SET gemeente = 'GM0001' WHERE dossier_id = ANY(%s)",
            ([UUID(first), UUID(second)],),
        )
    third = next_one.json()["dossier_id"]
    weigering = do(client, third, "aanvragen", **vraag)
    assert (weigering.status_code, "elders" in weigering.text) == (409, True)
    assert client.get(f"{API}/{third}/aanvragen").json()["totaal"] == 0
    assert client.get(f"{API}/{third}").json()["voorganger"] is None
    pages = [client.get(f"/aanmeldingen/{third}{een}").text for een in ("", "/aanvraag")]
    assert not any(
        nummer[:8] in een for nummer in (first, second, loopt) for een in (weigering.text, *pages)
    )


def test_a_correction_holds_in_every_dossier_of_the_person(
    client: TestClient, store: Store
) -> None:
    first, second = take_in(client, "schulden"), take_in(client, "levensonderhoud")
    do(client, first, "afsluitingen", reden="geholpen")
    answer = do(client, second, "correcties", reden="verhuizing", straat="Kade", huisnummer="9")
    assert answer.status_code == 204
    assert {een["straat"] for een in names(client, first, second).values()} == {"Kade"}
    for one in (first, second):
        assert facts(store, one)[-1].velden == ("straat", "huisnummer")


def test_two_without_a_bsn_are_two_persons_until_somebody_merges_them(
    client: TestClient, store: Store
) -> None:
    een = take_in(client, "schulden", **NAAR_KAREL)
    ander = take_in(client, "levensonderhoud", **NAAR_KAREL | {"naam": "K. Kramer"})
    stays, goes = person_of(store, een), person_of(store, ander)
    assert stays != goes
    letter = key(client, ander).json()["verpakt"]
    assert merge(client, stays, goes).status_code == 204
    assert person_of(store, ander) == stays
    fact = facts(store, ander)[-1]
    assert (str(fact.persoon_id), str(fact.was_persoon_id)) == (stays, goes)
    assert facts(store, een)[-1].__class__.__name__ == "AanmeldingOntvangen"
    assert {n["naam"] for n in names(client, een, ander).values()} == {"Karel Kramer", "K. Kramer"}
    assert key(client, ander, letter).status_code == 200, "letters of before stay readable"
    assert search(client, "kramer") == {een, ander}
    assert (
        client.get(f"/personen/{goes}", follow_redirects=False).headers["location"].endswith(stays)
    )
    assert merge(client, stays, goes).status_code == 404
    assert merge(client, stays, stays).status_code == 409
    wissen(client, stays)
    assert names(client, een, ander) == {een: None, ander: None}
    assert key(client, ander, letter).status_code == 410


def test_who_cannot_be_one_person_is_not_merged(client: TestClient, store: Store) -> None:
    een, ander = take_in(client, "schulden"), take_in(client, "levensonderhoud", bsn="999990020")
    refused = merge(client, person_of(store, een), person_of(store, ander))
    assert refused.json()["code"] == "weigering-VerschillendeBsn"
    zelfde = take_in(client, "schulden", **NAAR_KAREL)
    refused = merge(client, person_of(store, een), person_of(store, zelfde))
    assert refused.json()["code"] == "weigering-HulpvraagLooptElders"
    assert person_of(store, zelfde) != person_of(store, een)
    do(client, zelfde, "afsluitingen", reden="geholpen")
    assert merge(client, person_of(store, een), person_of(store, zelfde)).status_code == 204
    assert merge(client, str(uuid4()), person_of(store, een)).status_code == 404


def test_a_bsn_that_comes_later_finds_doubles_from_then_on(
    client: TestClient, store: Store
) -> None:
    dossier = take_in(client, "schulden", **NAAR_KAREL)
    person = person_of(store, dossier)
    body = {"bsn": "999990020", "reden": "op_verzoek"}
    assert search(client, "999990020") == set()
    address = f"/intake/v1/personen/{person}/burgerservicenummers"
    assert client.post(address, json=body).status_code == 204
    assert client.post(address, json=body).status_code == 204
    assert [fact.andere_velden for fact in facts(store, dossier)[1:]] == [("bsn",)]
    assert search(client, "999990020") == {dossier}
    double = post(client, GOOD | {"bsn": "999990020", "hulpvraag": ["schulden"]})
    assert double.status_code == 409
    first = take_in(client, "bedrijfskapitaal")
    refused = client.post(address, json=body | {"bsn": GOOD["bsn"]})
    assert refused.json()["code"] == "weigering-BsnHoortBijAnder"
    assert first in refused.headers["link"]
    assert client.post(address, json=body | {"bsn": "999990018"}).status_code == 400


def test_merging_by_page_takes_a_second_look(client: TestClient, store: Store) -> None:
    een, ander = take_in(client, "schulden", **NAAR_KAREL), take_in(client, "levensonderhoud")
    stays, goes = person_of(store, een), person_of(store, ander)
    address = f"/personen/{stays}/samenvoegen"
    assert client.get(address).status_code == 200
    look = client.get(address, params={"met": ander[:8]})
    assert all(words in look.text for words in ("Karel Kramer", GOOD["naam"], goes))
    assert client.get(address, params={"met": "ffffffff"}).status_code == 400
    assert client.post(address, data={"met": "niets"}).status_code == 400
    assert person_of(store, ander) == goes
    done = client.post(address, data={"met": goes}, follow_redirects=False)
    assert (done.status_code, person_of(store, ander)) == (303, stays)


def test_a_bsn_by_page_keeps_what_was_typed(client: TestClient, store: Store) -> None:
    take_in(client, "bedrijfskapitaal")
    person = person_of(store, take_in(client, "schulden", **NAAR_KAREL))
    address = f"/personen/{person}/bsn"
    assert client.get(address).status_code == 200
    wrong = client.post(address, data={"bsn": "123", "reden": "op_verzoek"})
    assert (wrong.status_code, 'value="123"' in wrong.text) == (400, True)
    taken = client.post(address, data={"bsn": GOOD["bsn"], "reden": "op_verzoek"})
    assert (taken.status_code, "Open het dossier van die persoon" in taken.text) == (409, True)
    good = {"bsn": "999990020", "reden": "op_verzoek"}
    assert client.post(address, data=good, follow_redirects=False).status_code == 303
    assert "bekend" in client.get(f"/personen/{person}").text


def wissen(client: TestClient, person: str, **tick: str) -> None:
    address = f"/personen/{person}/wissen"
    asked = client.post(
        address, data={"reden": "verzoek van 3 maart"} | tick, follow_redirects=False
    )
    assert asked.status_code == 303, asked.text
    own = client.post(f"{address}/bevestigen", follow_redirects=False)
    assert own.status_code == 409
    done = client.post(f"{address}/bevestigen", headers=ANDER, follow_redirects=False)
    assert done.status_code == 303, done.text


def test_two_people_erase_and_the_page_proves_it(client: TestClient, store: Store) -> None:
    first, second = take_in(client, "schulden"), take_in(client, "levensonderhoud")
    other = take_in(client, "schulden", bsn="999990020", naam="Ander Mens")
    person = person_of(store, first)
    preview = client.get(f"/personen/{person}/wissen").text
    assert "selectielijst" in preview
    assert "bevestigen" not in preview
    wissen(client, person)
    assert names(client, first, second, other)[other]["naam"] == "Ander Mens"
    assert (names(client, first, second)[first], names(client, first, second)[second]) == (
        None,
        None,
    )
    for one in (first, second):
        assert type(facts(store, one)[-1]).__name__ == "PersoonGewist"
        assert do(client, one, "heropeningen", reden="op_verzoek").status_code == 409
    for typed in ("voorbeeld", "ondernemer", GOOD["bsn"], "4300", "90000001"):
        assert not search(client, typed) & {first, second}
    proof = client.get(f"/personen/{person}/wissen").text
    assert "Er is niets meer te lezen" in proof
    assert GOOD["naam"] not in client.get(f"/personen/{person}").text
    with store.cursor() as cursor:
        cursor.execute("SELECT door, tweede, dossiers FROM wissingen")
        (row,) = cursor.fetchall()
    assert (row["door"], row["tweede"], len(row["dossiers"])) == ("consulent-1", "consulent-2", 2)
    again = take_in(client, "schulden")
    assert names(client, again)[again]["naam"] == GOOD["naam"]
    assert names(client, first)[first] is None


def test_an_erasure_waits_for_a_file_and_for_a_debt_and_can_be_withdrawn(
    client: TestClient, store: Store
) -> None:
    dossier = take_in(client, "schulden")
    person, reden = person_of(store, dossier), {"reden": "verzoek van 3 maart"}
    address = f"/personen/{person}/wissen"
    with store.cursor() as cursor:
        ken(cursor, "lening", uuid4(), "7123456789012345", UUID(dossier))
    refused = client.post(address, data=reden)
    assert (refused.status_code, "schuld open" in refused.text) == (409, True)
    ask = {"data": reden | {"ook_met_schuld": "ja"}, "follow_redirects": False}
    assert client.post(address, **ask).status_code == 303  # type: ignore[arg-type]
    assert client.post(address, **ask).status_code == 409  # type: ignore[arg-type]
    assert client.post(f"{address}/intrekken", follow_redirects=False).status_code == 303
    assert client.post(f"{address}/bevestigen", headers=ANDER).status_code == 409
    assert client.post(address, **ask).status_code == 303  # type: ignore[arg-type]
    imports = Imports(MasterKey.from_secret(b"x" * 32))
    with store.cursor() as cursor:
        vorm = Vorm(soort="csv", encoding="utf-8")
        offered = imports.offer(cursor, b"...", vorm, 1, "c", facts(store, dossier)[0].ontvangen_op)
    waits = client.post(f"{address}/bevestigen", headers=ANDER)
    assert (waits.status_code, "bestand" in waits.text) == (409, True)
    assert names(client, dossier)[dossier] is not None
    with store.cursor() as cursor:
        imports.finish(cursor, offered.import_id)
    assert (
        client.post(f"{address}/bevestigen", headers=ANDER, follow_redirects=False).status_code
        == 303
    )


def test_two_confirm_at_once_and_it_happens_once(client: TestClient, store: Store) -> None:
    person = person_of(store, take_in(client, "schulden"))
    address = f"/personen/{person}/wissen"
    client.post(address, data={"reden": "verzoek van 3 maart"})
    with ThreadPoolExecutor(3) as pool:
        tries = [
            pool.submit(client.post, f"{address}/bevestigen", headers=ANDER, follow_redirects=False)
            for _ in range(3)
        ]
        assert sorted(attempt.result().status_code for attempt in tries) == [303, 409, 409]
    with store.cursor() as cursor:
        cursor.execute("SELECT count(*) AS n FROM wissingen")
        assert (cursor.fetchone() or {})["n"] == 1


_NAAM = st.sampled_from(["Karel Kramer", "Noor Özdemir", "Ella de Wit", "Ahmed Yilmaz"])
_DAAD = st.one_of(
    st.tuples(st.just("nieuw"), _NAAM),
    st.tuples(st.just("herstel"), _NAAM),
    st.tuples(st.just("voeg samen"), st.none()),
    st.tuples(st.just("wis"), st.none()),
)


@given(st.lists(st.tuples(_DAAD, st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=7))
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_search_finds_what_is_known_and_never_what_was_erased(
    client: TestClient, store: Store, deeds: list[Any]
) -> None:
    """After corrections, merges and erasures in any order, a name finds exactly the dossiers that carry it."""
    known: dict[str, str | None] = {}
    before = {
        one for naam in ("kramer", "ozdemir", "wit", "yilmaz") for one in search(client, naam)
    }
    for (what, naam), which, also in deeds:
        readable = [one for one, held in known.items() if held]
        if what == "nieuw" or not readable:
            name = naam or "Karel Kramer"
            one = take_in(client, "schulden", **NAAR_KAREL | {"naam": name})
            do(client, one, "afsluitingen", reden="geholpen")
            known[one] = name
            continue
        one, other = readable[which % len(readable)], readable[also % len(readable)]
        person = person_of(store, one)
        same = [een for een in known if person_of(store, een) == person]
        if what == "herstel":
            assert do(client, one, "correcties", reden="schrijffout", naam=naam).status_code == 204
            known |= dict.fromkeys(same, naam)
        elif what == "voeg samen" and other not in same:
            assert merge(client, person, person_of(store, other)).status_code == 204
        elif what == "wis":
            wissen(client, person)
            known |= dict.fromkeys(same)
    for naam in ("Karel Kramer", "Noor Özdemir", "Ella de Wit", "Ahmed Yilmaz"):
        carries = {one for one, held in known.items() if held == naam}
        assert search(client, naam) - before == carries
