"""A dossier lives: closed, reopened, followed up; a person has several, and two open ones are never about the same."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from services.intake.application import AANMELDING
from shared.store import Store
from tests.intake.test_api import GOOD, post

API = "/intake/v1/aanmeldingen"
VRAGEN = ("levensonderhoud", "bedrijfskapitaal", "schulden")


def take_in(client: TestClient, *hulpvraag: str, **changes: Any) -> str:
    answer = post(client, GOOD | {"hulpvraag": list(hulpvraag)} | changes)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["dossier_id"])


def do(client: TestClient, dossier: str, what: str, **body: Any) -> Any:
    return client.post(f"{API}/{dossier}/{what}", json=body)


def facts(store: Store, dossier: str) -> list[Any]:
    return [stored.fact for stored in store.stream(UUID(dossier))]


def test_closed_reopened_and_closed_again(client: TestClient, store: Store) -> None:
    dossier = take_in(client, "schulden")
    assert do(client, dossier, "afsluitingen", reden="geholpen").status_code == 204
    again = do(client, dossier, "afsluitingen", reden="geholpen")
    assert (again.status_code, again.json()["code"]) == (409, "weigering-DossierIsAlGesloten")
    assert (
        do(client, dossier, "aanvullingen", groep="starter", hulpvraag=["schulden"]).status_code
        == 409
    )
    assert client.get(f"{API}/{dossier}").json()["status"] == "afgesloten"
    assert do(client, dossier, "heropeningen", reden="vergissing").status_code == 204
    assert do(client, dossier, "heropeningen", reden="vergissing").status_code == 409
    assert do(client, dossier, "afsluitingen", reden="verhuisd").status_code == 204
    assert [type(fact).__name__ for fact in facts(store, dossier)] == [
        "AanmeldingOntvangen",
        "DossierAfgesloten",
        "DossierHeropend",
        "DossierAfgesloten",
    ]


def test_a_second_dossier_about_something_else_is_linked_and_about_the_same_is_refused(
    client: TestClient, store: Store
) -> None:
    first = take_in(client, "schulden")
    second = take_in(client, "levensonderhoud")
    refused = post(client, GOOD | {"hulpvraag": ["bedrijfskapitaal", "schulden"]})
    assert refused.status_code == 409
    assert first in refused.headers["link"]
    een, ander = facts(store, first)[0], facts(store, second)[0]
    assert een.persoon_id == ander.persoon_id is not None
    assert (een.voorganger, str(ander.voorganger)) == (None, first)
    assert (
        do(client, first, "aanvullingen", groep="starter", hulpvraag=["levensonderhoud"]).json()[
            "code"
        ]
        == "weigering-HulpvraagLooptElders"
    )


def test_what_is_closed_makes_room_and_what_took_its_place_stops_a_reopening(
    client: TestClient,
) -> None:
    first = take_in(client, "schulden")
    do(client, first, "afsluitingen", reden="geholpen")
    second = take_in(client, "schulden")
    refused = do(client, first, "heropeningen", reden="op_verzoek")
    assert refused.json()["code"] == "weigering-HulpvraagLooptElders"
    assert second in refused.headers["link"]
    do(client, second, "intrekkingen", reden="vergissing")
    assert do(client, first, "heropeningen", reden="op_verzoek").status_code == 204


def test_a_dossier_with_a_running_application_stays_open(client: TestClient) -> None:
    dossier = take_in(client, "bedrijfskapitaal")
    filed = do(
        client, dossier, "aanvragen", soort="bedrijfskapitaal", ontvangen_op="2026-03-02"
    ).json()["aanvraag_id"]
    refused = do(client, dossier, "afsluitingen", reden="geholpen")
    assert refused.json()["code"] == "weigering-AanvraagLooptNog"
    assert filed in refused.headers["link"]


def test_outside_the_bbz_nothing_is_applied_for_until_that_changes(client: TestClient) -> None:
    dossier = take_in(client, "schulden", is_buiten_bbz=True, is_groep_bekend=False)
    vraag = {"soort": "levensonderhoud", "ontvangen_op": "2026-03-02"}
    assert do(client, dossier, "aanvragen", **vraag).json()["code"] == "weigering-HulpIsBuitenBbz"
    do(
        client,
        dossier,
        "aanvullingen",
        groep="gevestigd",
        is_groep_bekend=False,
        hulpvraag=["schulden"],
    )
    assert do(client, dossier, "aanvragen", **vraag).json()["code"] == "weigering-GroepIsOnbekend"
    do(client, dossier, "aanvullingen", groep="starter", hulpvraag=["schulden"])
    assert do(client, dossier, "aanvragen", **vraag).status_code == 201
    do(
        client,
        take_in(client, "levensonderhoud", bsn="999990020"),
        "afsluitingen",
        reden="geholpen",
    )


def test_a_follow_up_takes_over_who_it_is(client: TestClient, store: Store) -> None:
    first = take_in(client, "schulden")
    do(client, first, "afsluitingen", reden="geholpen")
    vraag = {"kanaal": "balie", "groep": "starter", "hulpvraag": ["schulden"]}
    answer = do(client, first, "vervolgen", **vraag)
    assert answer.status_code == 201
    second = answer.json()["dossier_id"]
    fact = facts(store, second)[0]
    assert (str(fact.voorganger), fact.gemeente) == (first, GOOD["gemeente"])
    assert fact.persoon_id == facts(store, first)[0].persoon_id
    names = client.post(
        "/intake/v1/personen-vragen",
        json={"dossiers": [first, second]},
        headers={"Authorization": "Bearer token-of-notify"},
    ).json()
    assert names[second]["naam"] == names[first]["naam"]
    assert names[second]["toelichting"] is None
    assert do(client, first, "vervolgen", **vraag).status_code == 409
    assert do(client, str(uuid4()), "vervolgen", **vraag).status_code == 404


def test_two_people_close_at_once_and_one_is_told(client: TestClient, store: Store) -> None:
    for _ in range(3):
        dossier = take_in(client, "schulden")
        with ThreadPoolExecutor(4) as pool:
            answers = [
                pool.submit(do, client, dossier, "afsluitingen", reden=reden)
                for reden in ("geholpen", "verhuisd", "geen_contact", "geholpen")
            ]
            statuses = sorted(answer.result().status_code for answer in answers)
        assert statuses == [204, 409, 409, 409]
        assert len(facts(store, dossier)) == 2


def test_two_people_take_in_or_reopen_the_same_at_once(client: TestClient, store: Store) -> None:
    first = take_in(client, "schulden")
    do(client, first, "afsluitingen", reden="geholpen")
    with ThreadPoolExecutor(4) as pool:
        tries = [
            pool.submit(do, client, first, "heropeningen", reden="op_verzoek"),
            *(pool.submit(post, client, GOOD | {"hulpvraag": ["schulden"]}) for _ in range(3)),
        ]
        won = [attempt.result().status_code for attempt in tries]
    assert sorted(status // 100 for status in won) == [2, 4, 4, 4]
    with store.cursor() as cursor:
        cursor.execute("SELECT count(*) AS n FROM dossiers WHERE is_open")
        assert (cursor.fetchone() or {})["n"] == 1


_STAP = st.one_of(
    st.tuples(st.just("nieuw"), st.sets(st.sampled_from(VRAGEN), min_size=1)),
    st.tuples(st.just("vervolgen"), st.sets(st.sampled_from(VRAGEN), min_size=1)),
    st.tuples(st.just("aanvullingen"), st.sets(st.sampled_from(VRAGEN), min_size=1)),
    st.tuples(st.sampled_from(["afsluitingen", "heropeningen", "intrekkingen"]), st.just(set())),
)
BODY = {"afsluitingen": "geholpen", "heropeningen": "op_verzoek", "intrekkingen": "vergissing"}


@given(st.lists(st.tuples(_STAP, st.integers(0, 3)), min_size=2, max_size=8), st.integers(10, 99))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_open_dossiers_of_one_person_never_share_a_question(
    client: TestClient, store: Store, steps: list[Any], who: int
) -> None:
    """Whatever is asked, in whatever order; and the register always says what the facts say."""
    with store.cursor() as cursor:
        cursor.execute("UPDATE persons SET bsn_mark = NULL")
    dossiers = [take_in(client, "schulden")]
    for (what, vragen), which in steps:
        dossier = dossiers[which % len(dossiers)]
        codes = {"groep": "starter", "hulpvraag": sorted(vragen)}
        if what == "nieuw":
            answer = post(client, GOOD | codes)
        elif what in BODY:
            answer = do(client, dossier, what, reden=BODY[what])
        else:
            kanaal = {"kanaal": "balie"} if what == "vervolgen" else {}
            answer = do(client, dossier, what, **codes, **kanaal)
        assert answer.status_code in (201, 204, 409), answer.text
        if answer.status_code == 201:
            dossiers.append(answer.json()["dossier_id"])
        with store.transaction() as transaction:
            stands = {one: transaction.load(AANMELDING, UUID(one)) for one in dossiers}
        open_ = {one: stand for one, stand in stands.items() if stand.status == "open"}
        asked = [vraag for stand in open_.values() for vraag in stand.hulpvraag]
        assert len(asked) == len(set(asked))
        with store.cursor() as cursor:
            cursor.execute(
                "SELECT dossier_id::text, array_agg(hulpvraag ORDER BY hulpvraag) AS vragen FROM open_hulpvragen"
                " WHERE dossier_id = ANY(%s) GROUP BY 1",
                ([UUID(one) for one in dossiers],),
            )
            kept = {row["dossier_id"]: row["vragen"] for row in cursor.fetchall()}
        assert kept == {one: sorted(stand.hulpvraag) for one, stand in open_.items()}


@pytest.mark.parametrize("naam", ["sluiten", "intrekken", "heropenen"])
def test_a_deed_by_page(client: TestClient, naam: str) -> None:
    dossier = take_in(client, "schulden")
    if naam == "heropenen":
        do(client, dossier, "afsluitingen", reden="geholpen")
    page = client.get(f"/aanmeldingen/{dossier}")
    assert f"/aanmeldingen/{dossier}/{naam}" in page.text
    adres = f"/aanmeldingen/{dossier}/{naam}"
    assert client.get(adres).status_code == 200
    empty = client.post(adres, data={"reden": ""})
    assert (empty.status_code, 'role="alert"' in empty.text) == (400, True)
    reden = "geholpen" if naam == "sluiten" else "vergissing"
    done = client.post(adres, data={"reden": reden}, follow_redirects=False)
    assert (done.status_code, done.headers["location"]) == (303, f"/aanmeldingen/{dossier}")
    told = client.post(adres, data={"reden": reden}, follow_redirects=False)
    if naam == "intrekken":
        assert told.status_code == 303
    else:
        assert told.status_code == 409
        assert f'value="{reden}" selected' in told.text


def test_completion_and_follow_up_by_page(client: TestClient) -> None:
    dossier = take_in(client, "schulden")
    form = client.get(f"/aanmeldingen/{dossier}/aanvullen").text
    assert 'value="schulden" checked' in form
    data = {"hulpvraag": ["levensonderhoud"], "groep": "onbekend", "buiten_bbz": "is_buiten_bbz"}
    done = client.post(f"/aanmeldingen/{dossier}/aanvullen", data=data, follow_redirects=False)
    assert done.status_code == 303
    stand = client.get(f"{API}/{dossier}").json()
    assert (stand["is_groep_bekend"], stand["is_buiten_bbz"]) == (False, True)
    assert stand["hulpvraag"] == ["levensonderhoud"]
    vervolg = {"hulpvraag": ["levensonderhoud"], "groep": "starter", "kanaal": "balie"}
    refused = client.post(
        f"/aanmeldingen/{dossier}/vervolg", data=vervolg | {"toelichting": "Kom terug"}
    )
    assert refused.status_code == 409
    assert "Kom terug" in refused.text
    vervolg["hulpvraag"] = ["schulden"]
    done = client.post(f"/aanmeldingen/{dossier}/vervolg", data=vervolg, follow_redirects=False)
    assert done.status_code == 303
    assert dossier[:8] in client.get(done.headers["location"]).text
    assert client.get(f"/aanmeldingen/{uuid4()}").status_code == 404
