"""notify's pages and API on a real database: what there is, what it says, and what nobody may read."""

import re
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from starlette.testclient import TestClient

from services.notify.domain.wachtreden import Wachtreden
from services.notify.entrypoints import http, web
from services.notify.main import how_far
from services.notify.projections import verzendingen
from shared.organisatie.rijen import organisatie_en_dag
from shared.personen import Personenvraag
from shared.web.app import make_app
from tests.notify.wereld import DAG, Wereld, event, gemist
from tests.steun.organisatie import ORGANISATIE, vertel
from tests.web.api_rules import broken_rules

INTAKE_DOWN = Personenvraag("http://127.0.0.1:1", "token", client=httpx.Client(timeout=1.0))


def browser(
    wereld: Wereld, personen: Personenvraag | None = None, host: str = "127.0.0.1"
) -> TestClient:
    app = make_app(
        "notify",
        http.make(wereld.notify),
        web.make(wereld.notify, personen or wereld.personen),
        translation=http.TRANSLATION,
        progress=lambda: how_far(wereld.notify),
        organisatie=partial(organisatie_en_dag, wereld.notify.store),
    )
    return TestClient(app, client=(host, 5000), raise_server_exceptions=False)


@pytest.fixture(autouse=True)
def demo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOORSTART_DEMO", "1")


@pytest.fixture
def verstuurd(wereld: Wereld) -> tuple[UUID, UUID]:
    """The ids of a sent letter and of its dossier."""
    dossier_id = wereld.intake.schrijf_in()
    wereld.hear(event(gemist(dossier_id, uuid4())))
    wereld.deliver()
    (row,) = wereld.rows("verzendingen")
    return row["bericht_id"], dossier_id


def test_an_empty_list_says_that_no_letters_are_ready(wereld: Wereld) -> None:
    page = browser(wereld).get("/brieven")
    assert page.status_code == 200
    assert "Geen brieven klaar." in page.text


def test_the_list_shows_who_what_and_how_it_stands(
    wereld: Wereld, verstuurd: tuple[UUID, UUID]
) -> None:
    wereld.hear(event(gemist(verstuurd[1], uuid4()), replay=True))
    page = browser(wereld).get("/brieven").text
    assert "Bakkerij Proef" in page
    assert f'href="/brieven/{verstuurd[0]}"' in page
    assert "per post, " in page
    assert "de gebeurtenis was een herhaling van een oude" in page
    assert "bijgewerkt tot" in page


def test_the_list_can_be_narrowed_to_a_kind_and_a_standing(
    wereld: Wereld, verstuurd: tuple[UUID, UUID]
) -> None:
    client = browser(wereld)
    assert str(verstuurd[0]) in client.get("/brieven?soort=herinnering&status=verstuurd").text
    for address in (
        "/brieven?soort=toekenning",
        "/brieven?status=mislukt",
        "/brieven?status='; DROP TABLE verzendingen",
    ):
        page = client.get(address)
        assert page.status_code == 200
        assert str(verstuurd[0]) not in page.text
        assert "Niets gevonden bij deze keuze" in page.text


def test_the_list_as_a_file_holds_no_names(wereld: Wereld, verstuurd: tuple[UUID, UUID]) -> None:
    answer = browser(wereld).get("/brieven?formaat=csv")
    assert answer.headers["content-type"].startswith("text/csv")
    assert str(verstuurd[0]) in answer.text
    assert "Bakkerij" not in answer.text


def test_a_letter_is_shown_as_it_went_out(wereld: Wereld, verstuurd: tuple[UUID, UUID]) -> None:
    page = browser(wereld).get(f"/brieven/{verstuurd[0]}")
    assert page.status_code == 200
    assert "Beste Noor van der Heijden-Öztürk," in page.text
    assert '<article class="brief" lang="nl">' in page.text
    assert f'href="/brieven/{verstuurd[0]}/pdf"' in page.text
    title = page.text.partition("<title>")[2].partition("</title>")[0]
    assert title.startswith("Herinnering ")
    assert "Noor" not in title


def test_the_pdf_opens_in_the_browser_and_is_kept_nowhere(
    wereld: Wereld, verstuurd: tuple[UUID, UUID]
) -> None:
    answer = browser(wereld).get(f"/brieven/{verstuurd[0]}/pdf")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].startswith("inline;")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.content.startswith(b"%PDF")


def test_an_erased_person_is_told_in_a_clear_sentence(
    wereld: Wereld, verstuurd: tuple[UUID, UUID]
) -> None:
    wereld.intake.wis(verstuurd[1])
    client = browser(wereld)
    page = client.get(f"/brieven/{verstuurd[0]}")
    assert page.status_code == 200
    assert (
        "De gegevens van deze persoon zijn gewist. Niemand kan deze brief nog lezen." in page.text
    )
    assert "Beste" not in page.text
    assert client.get(f"/brieven/{verstuurd[0]}/pdf").status_code == 410
    assert "gewist" in client.get("/brieven").text


def test_with_intake_down_the_list_shows_numbers_and_a_letter_waits_for_its_key(
    wereld: Wereld, verstuurd: tuple[UUID, UUID]
) -> None:
    client = browser(wereld, INTAKE_DOWN)
    page = client.get("/brieven").text
    assert "Namen zijn even niet te zien" in page
    assert str(verstuurd[1])[:8] in page
    letter = client.get(f"/brieven/{verstuurd[0]}")
    assert letter.status_code == 200
    assert "antwoordt niet" in letter.text
    assert client.get(f"/brieven/{verstuurd[0]}/pdf").status_code == 503


def test_outside_the_demo_nobody_reads_a_letter(
    wereld: Wereld, verstuurd: tuple[UUID, UUID]
) -> None:
    stranger = browser(wereld, host="192.0.2.7")
    for address in (f"/brieven/{verstuurd[0]}", f"/brieven/{verstuurd[0]}/pdf"):
        answer = stranger.get(address)
        assert answer.status_code == 401
        assert b"Noor" not in answer.content


def test_a_failed_letter_can_be_put_in_line_again(wereld: Wereld) -> None:
    wereld.hear(event(gemist(wereld.intake.schrijf_in(), uuid4(), gemeente="GM0001")))
    wereld.deliver()
    (row,) = wereld.rows("verzendingen")
    client = browser(wereld)
    page = client.get(f"/brieven/{row['bericht_id']}").text
    assert "er is geen afzender voor deze gemeente" in page
    assert "Probeer opnieuw" in page
    loket = ORGANISATIE.loketten["GM9901"][0]
    vertel(wereld.notify.store, loket.na(gemeente="GM0001", naam="Ergens"))
    answer = client.post(f"/brieven/{row['bericht_id']}/hervat", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        f"/brieven/{row['bericht_id']}",
    )
    assert "de brief wordt nu gemaakt" in client.get(f"/brieven/{row['bericht_id']}").text
    assert client.post(f"/notify/v1/berichten/{row['bericht_id']}/hervattingen").status_code == 204
    assert wereld.facts().count("BezorgingHervat") == 1


def test_failed_letters_are_made_again_together_after_a_look_at_each(
    wereld: Wereld, verstuurd: tuple[UUID, UUID]
) -> None:
    for _ in range(2):
        wereld.hear(event(gemist(wereld.intake.schrijf_in(), uuid4(), gemeente="GM0001")))
    wereld.deliver()
    client = browser(wereld)
    lijst = client.get("/brieven?status=mislukt").text
    mislukt = re.findall(r'form="keuze" name="kies" value="([0-9a-f-]{36})"', lijst)
    assert len(mislukt) == 2
    assert 'form="keuze"' not in client.get("/brieven").text
    loket = ORGANISATIE.loketten["GM9901"][0]
    vertel(wereld.notify.store, loket.na(gemeente="GM0001", naam="Ergens"))
    gekozen = {"kies": [*mislukt, str(verstuurd[0]), "onzin"]}
    kijk = client.post("/brieven/opnieuw", data=gekozen)
    assert "Er is nog niets vastgelegd" in kijk.text
    assert "2 van 4 kunnen." in kijk.text
    assert "Deze brief is niet mislukt." in kijk.text
    assert wereld.facts().count("BezorgingHervat") == 0, "a look changes nothing"
    doe = gekozen | {"bevestigd": "ja", "sleutel": "een"}
    assert client.post("/brieven/opnieuw", data=doe, follow_redirects=False).status_code == 303
    assert wereld.facts().count("BezorgingHervat") == 2
    client.post("/brieven/opnieuw", data=doe)
    assert wereld.facts().count("BezorgingHervat") == 2, "sent twice, once"


def test_what_does_not_exist_is_a_problem_in_three_parts(wereld: Wereld) -> None:
    client = browser(wereld)
    page = client.get(f"/brieven/{uuid4()}")
    assert page.status_code == 404
    assert "Wat bewaard is" in page.text
    answer = client.get(f"/notify/v1/berichten/{uuid4()}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert client.get("/brieven/geen-nummer").status_code == 400
    assert client.post(f"/notify/v1/berichten/{uuid4()}/hervattingen").status_code == 404


def test_the_api_tells_everything_but_the_text_and_the_name(
    wereld: Wereld, verstuurd: tuple[UUID, UUID]
) -> None:
    client = browser(wereld)
    listed: dict[str, Any] = client.get(
        "/notify/v1/berichten?pageSize=10&soort=herinnering&status=verstuurd"
    ).json()
    assert (listed["totaal"], listed["pagina"]) == (1, 1)
    one = client.get(f"/notify/v1/berichten/{verstuurd[0]}").json()
    assert one == listed["berichten"][0]
    assert (one["soort"], one["status"], one["verstuurd_op"], one["dossier_id"]) == (
        "herinnering",
        "verstuurd",
        "2026-04-02",
        str(verstuurd[1]),
    )
    assert client.get("/notify/v1/berichten?page=2").json()["berichten"] == []
    assert client.get("/notify/v1/berichten?pageSize=0").status_code == 400
    assert client.get("/notify/v1/berichten?soort=kerstkaart").status_code == 400
    assert client.post(f"/notify/v1/berichten/{verstuurd[0]}/hervattingen").status_code == 409


def test_the_document_of_the_api_keeps_the_rules(wereld: Wereld) -> None:
    document = browser(wereld).get("/notify/v1/openapi.json").json()
    assert list(broken_rules(document)) == []
    assert set(document["paths"]) == {
        "/berichten",
        "/berichten/{bericht_id}",
        "/berichten/{bericht_id}/hervattingen",
    }


def test_progress_counts_the_letters_that_wait(wereld: Wereld) -> None:
    wereld.hear(event(gemist(wereld.intake.schrijf_in(), uuid4())))
    client = browser(wereld)
    assert client.get("/notify/health/progress").json()["waiting_letters"] == 1
    wereld.deliver()
    assert client.get("/notify/health/progress").json()["waiting_letters"] == 0


def test_the_style_of_a_letter_comes_from_our_own_address(wereld: Wereld) -> None:
    answer = browser(wereld).get("/brieven/opmaak.css")
    assert answer.headers["content-type"].startswith("text/css")
    assert ".brief" in answer.text


def test_pages_go_on_before_the_first_day_is_heard(wereld: Wereld) -> None:
    with wereld.notify.store.cursor() as cursor:
        cursor.execute("DELETE FROM werkdag")
    assert browser(wereld).get("/brieven").status_code == 200


def test_the_start_mark_is_the_making_of_the_database(wereld: Wereld) -> None:
    assert wereld.notify.startmerk() <= datetime.now(UTC)


ZATERDAG = date(2026, 4, 11)
# Day, kind, asked on, herinnering of the same loan sent on, municipality; and why the letter waits.
WACHTENDEN: list[tuple[date | None, str, date, date | None, str, Wachtreden]] = [
    (None, "herinnering", DAG, None, "GM9901", "geen_werkdag"),
    (DAG, "herinnering", DAG, None, "GM9901", "aan_de_beurt"),
    (DAG, "aanmaning", DAG, None, "GM9901", "aan_de_beurt"),
    (DAG, "aanmaning", DAG, DAG, "GM9901", "na_herinnering"),
    (DAG, "aanmaning", DAG, DAG - timedelta(days=1), "GM9901", "aan_de_beurt"),
    (DAG, "toekenning", DAG, DAG, "GM9901", "aan_de_beurt"),
    (DAG, "toekenning", DAG + timedelta(days=1), None, "GM9901", "later"),
    (ZATERDAG, "toekenning", DAG, None, "GM9901", "vrije_dag"),
    (ZATERDAG, "aanmaning", ZATERDAG, ZATERDAG, "GM9901", "vrije_dag"),
    (DAG, "toekenning", DAG, None, "GM0001", "afzender_onbekend"),
]


def test_a_letter_that_is_ready_says_why_it_waits_and_what_waits_for_nothing_is_taken_up(
    wereld: Wereld,
) -> None:
    """The rows as the SQL reads them: each reason, and only a letter without one is on the list of the delivery loop."""
    client, post = browser(wereld), web.Brievenpost(wereld.notify, wereld.personen)
    for dag, soort, gevraagd_op, herinnering_op, gemeente, reden in WACHTENDEN:
        brief, lening = uuid4(), uuid4()
        rijen = [(brief, soort, "gereserveerd", gevraagd_op, None)]
        rijen += (
            [(uuid4(), "herinnering", "verstuurd", DAG, herinnering_op)] if herinnering_op else []
        )
        with wereld.notify.store.cursor() as cursor:
            cursor.execute("DELETE FROM werkdag")
            cursor.executemany(
                "INSERT INTO verzendingen (bericht_id, dossier_id, lening_id, gemeente, soort, status, gevraagd_op, verstuurd_op)"
                " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
                [
                    (nummer, lening, lening, gemeente, wat, stand, gevraagd, weg)
                    for nummer, wat, stand, gevraagd, weg in rijen
                ],
            )
        if dag:
            with wereld.notify.store.transaction() as transaction:
                transaction.hear_day(dag)
        postdag = wereld.notify.postdag()
        with wereld.notify.store.cursor() as cursor:
            rows = verzendingen.page(cursor, None, None, limit=99, offset=0)
            aan_de_beurt = (
                [row.bericht_id for row in verzendingen.waiting(cursor, postdag, 99)]
                if postdag
                else []
            )
        assert post.wacht_op(rows)[brief] == web.WACHTREDENEN[reden]
        assert set(post.wacht_op(rows)) == {
            row.bericht_id for row in rows if row.status == "gereserveerd"
        }
        assert (brief in aan_de_beurt) == (reden in ("aan_de_beurt", "afzender_onbekend"))
        if reden != "afzender_onbekend":
            assert web.WACHTREDENEN[reden] in client.get(f"/brieven/{brief}").text
    assert {een[-1] for een in WACHTENDEN} | {"namen_onbereikbaar"} == set(web.WACHTREDENEN)


def test_with_intake_down_a_letter_that_is_ready_says_that_it_waits_for_the_names(
    wereld: Wereld,
) -> None:
    wereld.hear(event(gemist(wereld.intake.schrijf_in(), uuid4())))
    assert (
        web.WACHTREDENEN["namen_onbereikbaar"] in browser(wereld, INTAKE_DOWN).get("/brieven").text
    )


def test_letters_of_before_get_the_reference_that_they_print(
    wereld: Wereld, verstuurd: tuple[UUID, UUID]
) -> None:
    (before,) = wereld.rows("verzendingen")
    assert before["betalingskenmerk"]
    migration = (
        Path(web.__file__).parents[1] / "migrations" / "0003_betalingskenmerk.sql"
    ).read_text()
    (backfill,) = (
        statement for statement in migration.split(";") if statement.strip().startswith("UPDATE")
    )
    with wereld.notify.store.cursor() as cursor:
        cursor.execute("UPDATE verzendingen SET betalingskenmerk = NULL")
        cursor.execute(backfill)
    assert wereld.rows("verzendingen") == [before]
