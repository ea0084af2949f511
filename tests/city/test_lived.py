"""Where services meet in a city that lived: what one of them says of a dossier is what the others say of it."""

import json
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import Any

import psycopg
import pytest
from psycopg.rows import dict_row

from deploy.local.city.people import entrepreneurs
from deploy.local.city.turns import wants_to_be_forgotten
from services.bbz.domain.beslistermijn import beslistermijn_tot
from services.notify.domain.commands import stukkenbrief
from shared.parameter_files import load_parameters
from tests.failures.town import Town

Rijen = list[dict[str, Any]]
Vraag = Callable[..., Rijen]
# What the desk did on purpose must be in the log of this city.
GEBEURD = {
    "intake": {
        "PersoonsgegevensGecorrigeerd",
        "PersoonSamengevoegd",
        "DossierAfgesloten",
        "DossierHeropend",
        "StukkenGevraagd",
        "StukOntvangen",
        "StukGecontroleerd",
        "StukAfgewezen",
        "StukkenCompleet",
        "PersoonGewist",
    },
    "routing": {"EigenaarToegewezen", "DossierOvergedragen", "DossierGesluimerd", "DossierGewekt"},
    "bbz": {"AanvullingGevraagd", "AanvullingVerwerkt", "AanvraagBuitenBehandelingGesteld"},
    "organisatie": {"VervangingGeregeld"},
}


@pytest.fixture(scope="module")
def vraag(lived: Town) -> Vraag:
    """Rows of the database of one service."""

    def ask(service: str, query: str) -> Rijen:
        with psycopg.connect(f"{lived.admin_url}/{service}", row_factory=dict_row) as connection:
            return connection.execute(query).fetchall()  # type: ignore[arg-type]

    return ask


@pytest.fixture(scope="module")
def feiten(vraag: Vraag) -> Callable[[str, str], Rijen]:
    """The facts of one kind, with their stream as `stroom`, in the order of the log."""

    @cache
    def read(service: str, naam: str) -> Rijen:
        rows = vraag(
            service,
            "SELECT originator_id, convert_from(state, 'UTF8') AS state FROM stored_events"
            f" WHERE topic = '{naam}' ORDER BY notification_id",
        )
        return [{"stroom": row["originator_id"]} | json.loads(row["state"])["fact"] for row in rows]

    return read


@pytest.mark.parametrize("service", GEBEURD)
def test_everything_happened_that_a_city_knows(service: str, vraag: Vraag) -> None:
    names = {row["topic"] for row in vraag(service, "SELECT DISTINCT topic FROM stored_events")}
    assert GEBEURD[service] <= names


def test_every_open_dossier_has_an_owner_or_an_alarm(vraag: Vraag) -> None:
    eigenaren = {row["dossier_id"]: row for row in vraag("routing", "SELECT * FROM eigenaren")}
    for row in vraag("intake", "SELECT dossier_id FROM dossiers WHERE is_open"):
        eigenaar = eigenaren[row["dossier_id"]]
        assert eigenaar["is_open"], row
        assert eigenaar["eigenaar"] or eigenaar["reden"] == "niemand_beschikbaar", eigenaar


def test_every_closed_dossier_left_the_caseload_and_sleeps_no_more(vraag: Vraag) -> None:
    work = {row["dossier_id"]: row for row in vraag("routing", "SELECT * FROM werkvoorraad")}
    closed = vraag("intake", "SELECT dossier_id FROM dossiers WHERE NOT is_open")
    assert closed
    owed = {row["dossier_id"] for row in vraag("intake", "SELECT dossier_id FROM kenmerken")}
    for row in closed:
        dossier_id = row["dossier_id"]
        assert work[dossier_id]["stap"] == "afgesloten" or dossier_id in owed, work[dossier_id]
    asleep = vraag("routing", "SELECT dossier_id FROM eigenaren WHERE sluimert_tot IS NOT NULL")
    assert not {row["dossier_id"] for row in asleep} & {row["dossier_id"] for row in closed}


def test_no_two_open_dossiers_of_a_person_share_a_hulpvraag(vraag: Vraag) -> None:
    open_ones = vraag(
        "intake",
        "SELECT person_id, hulpvraag FROM dossiers JOIN stream_states ON stream_id = dossier_id"
        " CROSS JOIN jsonb_array_elements_text(state -> 'hulpvraag') AS hulpvraag WHERE is_open",
    )
    shared = Counter((row["person_id"], row["hulpvraag"]) for row in open_ones)
    assert shared
    assert max(shared.values()) == 1
    told = vraag("intake", "SELECT person_id, hulpvraag FROM open_hulpvragen")
    assert {(row["person_id"], row["hulpvraag"]) for row in told} == set(shared)


def test_every_application_was_filed_and_received_before_it_was_opened(
    feiten: Callable[[str, str], Rijen],
) -> None:
    filed = {feit["aanvraag_id"]: feit for feit in feiten("intake", "AanvraagIngediend")}
    opened = feiten("bbz", "AanvraagGeopend")
    assert len(opened) == len(filed) > 0
    for feit in opened:
        ingediend = filed[str(feit["stroom"])]
        assert ingediend["ontvangen_op"] == feit["aanvraagdatum"]
        assert ingediend["ontvangen_op"] <= ingediend["ingediend_op"]


def test_the_term_to_decide_stands_still_exactly_while_papers_are_asked(
    lived: Town, vraag: Vraag, feiten: Callable[[str, str], Rijen]
) -> None:
    """From the day after the request until the day before it is complete or its last day (Awb 4:15), reckoned from intake's facts alone."""
    parameters, today = load_parameters(None), lived.today()
    complete = {
        feit["uitvraag_id"]: date.fromisoformat(feit["compleet_op"])
        for feit in feiten("intake", "StukkenCompleet")
    }
    still: Counter[str] = Counter()
    stands: set[str] = set()
    for asked in feiten("intake", "StukkenGevraagd"):
        if not asked.get("schort_op"):
            continue
        last = date.fromisoformat(asked["hersteltermijn_tot"])
        end = min(complete.get(asked["uitvraag_id"], last), last)
        if asked["uitvraag_id"] not in complete and today <= last:
            stands.add(asked["aanvraag_id"])
            continue
        days = (end - date.fromisoformat(asked["gevraagd_op"])).days - 1
        still[asked["aanvraag_id"]] += max(0, days)
    assert still
    longer = {str(feit["stroom"]): feit["weken"] for feit in feiten("bbz", "BeslistermijnVerlengd")}
    for row in vraag("bbz", "SELECT * FROM aanvragen"):
        identity = str(row["aanvraag_id"])
        if row["loopt"]:
            assert row["is_opgeschort"] == (identity in stands), row
        if identity in still and identity not in longer:
            begin = beslistermijn_tot(row["aanvraagdatum"], parameters)
            assert row["beslistermijn_tot"] == begin + timedelta(days=still[identity]), row


def test_search_finds_everybody_who_is_not_erased_and_nobody_who_is(
    lived: Town, vraag: Vraag
) -> None:
    today = lived.today()

    def find(question: str) -> Rijen:
        """Asked again when it was too often for one computer."""
        answer = lived.send("POST", "intake", "zoekvragen", json={"vraag": question})
        assert answer.status_code == 200, answer.text
        return answer.json()["gevonden"]  # type: ignore[no-any-return]

    erased = {
        row["person_id"]
        for row in vraag("intake", "SELECT * FROM persons WHERE destroyed_on IS NOT NULL")
    }
    missed = []
    people = entrepreneurs()
    for wie in (*wants_to_be_forgotten(people), *people[::3]):
        if wie not in missed and wie.dag <= today - timedelta(days=4):
            found = find(wie.aanmelding["telefoon"])
            assert all(str(one["persoon_id"]) not in map(str, erased) for one in found)
            if not any(one["naam"] for one in found):
                missed.append(wie)
    assert len(missed) == len(erased) == 1
    asked = missed[0].aanmelding
    for question in (
        asked["naam"],
        asked["handelsnaam"] + " " + asked["plaats"],
        asked["iban"][-4:],
    ):
        assert all(one["naam"] != asked["naam"] for one in find(question))


def test_every_request_for_papers_has_its_letter(vraag: Vraag) -> None:
    letters = {row["bericht_id"]: row for row in vraag("notify", "SELECT * FROM verzendingen")}
    asked = vraag("intake", "SELECT uitvraag_id, dossier_id FROM uitvragen")
    assert asked
    for row in asked:
        letter = letters[stukkenbrief(row["uitvraag_id"])]
        assert letter["soort"] == "stukkenverzoek"
        assert letter["dossier_id"] == row["dossier_id"]
        assert letter["status"] == "verstuurd" or letter["reden"] == "stukken_binnen", letter


def test_who_was_merged_answers_with_one_person(
    lived: Town, feiten: Callable[[str, str], Rijen], vraag: Vraag
) -> None:
    of_dossier = {
        str(row["dossier_id"]): str(row["person_id"])
        for row in vraag("intake", "SELECT dossier_id, person_id FROM dossiers")
    }
    for feit in feiten("intake", "PersoonSamengevoegd"):
        assert of_dossier[str(feit["stroom"])] == feit["persoon_id"] != feit["was_persoon_id"]
