"""The demo city: the same every time, nobody who exists, and a bank that adds up across an interruption."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from deploy.local.city import FIRST_DAY, GEMEENTEN, LAST_DAY
from deploy.local.city.bank import Bank
from deploy.local.city.bankbestand import Storting
from deploy.local.city.day import OnbekendeStap, target
from deploy.local.city.habits import (
    TIPS,
    applications,
    comes_back_on,
    leaves_out,
    next_application,
    payments_on,
    tips_for,
)
from deploy.local.city.life import as_csv
from deploy.local.city.people import entrepreneurs
from deploy.local.city.turns import as_it_came_in
from services.bbz.domain.tips import TIPS as BBZ_TIPS
from services.intake.adapters.importregels import examine, regels
from services.intake.entrypoints.aanvragen import NieuweAanvraag
from services.intake.entrypoints.forms import NieuweAanmelding
from services.ledger.adapters.bank import camt
from services.ledger.domain.bank.afschrift import controleer

TODAY = date(2026, 1, 31)


def test_the_same_four_hundred_every_time_from_the_official_test_range() -> None:
    people = entrepreneurs()
    assert people == entrepreneurs()
    assert len({person.aanmelding["bsn"] for person in people}) == len(people) == 400
    assert all(person.aanmelding["bsn"].startswith("99999") for person in people)
    assert all(FIRST_DAY <= person.dag < LAST_DAY for person in people)
    assert {person.aanmelding["gemeente"] for person in people} == set(GEMEENTEN)


def test_what_they_send_is_accepted_as_json_and_as_csv() -> None:
    requests = [as_it_came_in(person).aanmelding for person in entrepreneurs()]
    vorm, _ = examine(as_csv(requests), is_csv=True)
    for sent, (_, read) in zip(requests, regels(vorm, [as_csv(requests)]), strict=True):
        assert NieuweAanmelding.model_validate(read) == NieuweAanmelding.model_validate(sent)


def test_the_bank_gives_the_same_statement_again_and_goes_on_after_a_restart(
    tmp_path: Path,
) -> None:
    book = tmp_path / "bank.json"
    first = Bank(book).statement(TODAY, [Storting("1234567890123456", 100)])
    assert Bank(book).statement(TODAY, [Storting("1234567890123456", 100)]) == first
    second = Bank(book).statement(TODAY + timedelta(days=1), [Storting("1234567890123456", 250)])
    for content, begin, end in ((first, 0, 100), (second, 100, 350)):
        _, (statement,) = camt.read(content)
        controleer(statement)
        assert (statement.beginsaldo_cent, statement.eindsaldo_cent) == (begin, end)


def test_the_desk_files_what_intake_takes_and_tips_that_bbz_knows() -> None:
    dossier = {
        "dossier_id": "d-0",
        "groep": "gevestigd",
        "hulpvraag": ["bedrijfskapitaal"],
        "routes": [{"nummer": 2, "instrumenten": ["bbz_krediet", "bbz_levensonderhoud"]}],
    }
    filed = applications(dossier, TODAY)
    assert [one["soort"] for one in filed] == ["bedrijfskapitaal", "levensonderhoud"]
    for one in filed:
        assert NieuweAanvraag.model_validate(one).ontvangen_op == TODAY
    assert leaves_out(dossier) <= {"bbz_levensonderhoud"}, "what was asked for is applied for"
    assert set(TIPS) <= set(BBZ_TIPS)


def test_who_was_refused_comes_back_once_with_what_the_tips_asked() -> None:
    refused = {
        "aanvraag_id": "a-0",
        "dossier_id": "d-0",
        "soort": "bedrijfskapitaal",
        "groep": "gevestigd",
        "aanvraagdatum": "2025-09-01",
    }
    days = [comes_back_on(refused | {"aanvraag_id": f"a-{number}"}) for number in range(100)]
    assert 10 < sum(day is not None for day in days) < 30
    assert all(day > date(2025, 11, 1) for day in days if day)
    tips = [{"code": code, "tekst": "…"} for code in tips_for(refused)]
    known = {"aanvraag_id": "a-0", "soort": "bedrijfskapitaal", "tips": tips}
    again = next_application(refused, [known], TODAY)
    assert again is not None
    assert NieuweAanvraag.model_validate(again).ontvangen_op == TODAY
    assert set(again["opgevolgde_tips"]) <= {tip["code"] for tip in tips}
    assert next_application(refused, [known, known | {"aanvraag_id": "a-1"}], TODAY) is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["+1d"], date(2026, 2, 1)),
        (["+2w"], date(2026, 2, 14)),
        (["+1m"], date(2026, 2, 28)),
        (["naar", "2027-03-01"], date(2027, 3, 1)),
    ],
)
def test_the_clock_understands_days_weeks_months_and_a_date(
    words: list[str], expected: date
) -> None:
    assert target(words, TODAY) == expected


@pytest.mark.parametrize(
    "words", [["-1d"], ["1d"], ["+1y"], ["naar"], ["naar", "morgen"], ["naar", "2026-01-30"], []]
)
def test_anything_else_is_refused(words: list[str]) -> None:
    with pytest.raises(OnbekendeStap):
        target(words, TODAY)


def test_somebody_who_pays_on_time_pays_every_term_once_on_a_working_day() -> None:
    days = [date(2026, month, 28) for month in range(1, 13)]
    terms = [
        {"nr": nr, "vervaldag": day.isoformat(), "termijn_cent": 100_00}
        for nr, day in enumerate(days, 1)
    ]
    paid = {
        day: sum(payments_on({"lening_id": "a-0", "termijnen": terms}, day))
        for day in (TODAY + timedelta(days=n) for n in range(-31, 365))
    }
    assert sum(paid.values()) == 12 * 100_00
    assert all(day.weekday() < 5 for day, cents in paid.items() if cents)
