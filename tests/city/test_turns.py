"""What happens to people of the demo city beside their request: the same every time, and nothing that intake would not take."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, get_args

import pytest

from deploy.local.city import FIRST_DAY, LAST_DAY
from deploy.local.city.lives import COLLEAGUES, LifeDesk
from deploy.local.city.papers import FOR_LIVING, KINDS, MANNERS, Paperdesk, Papers, paper
from deploy.local.city.people import entrepreneurs
from deploy.local.city.turns import (
    ABSENCES,
    LIVES,
    SLEEPS_SINCE,
    TurnKind,
    as_it_came_in,
    double_of,
    life_of,
    misspelled,
    new_address,
    other_question,
    turns,
    wants_to_be_forgotten,
)
from deploy.organisatie.inrichting import DEMO, lees
from services.intake.adapters.bestandsvorm import herken
from services.intake.entrypoints.forms import Correctie, NieuweAanmelding
from shared.contracts.organisatie import RolToegekend
from shared.stukken import Stuksoort

PEOPLE = entrepreneurs()


def test_the_same_turns_every_time_each_some_times_on_a_working_day() -> None:
    told = turns(PEOPLE)
    assert told == turns(entrepreneurs())
    counted = Counter(one.wat for one in told if one.dag <= LAST_DAY)
    assert set(counted) == set(get_args(TurnKind))
    assert all(4 <= number <= 45 for number in counted.values()), counted
    assert all(one.dag.weekday() < 5 and one.dag > one.wie.dag for one in told)
    assert SLEEPS_SINCE <= LAST_DAY


def test_the_desk_knows_every_turn() -> None:
    assert all(hasattr(LifeDesk, f"_{wat}") for wat in get_args(TurnKind))


def test_a_mistake_in_a_name_is_one_that_people_make_and_is_put_right() -> None:
    assert misspelled("Anna de Vries") == "Anna de Vreis"
    assert misspelled("Anna Otto") == "Anna Ottoo"
    assert misspelled("Anna Bo") == "Anna Boo"
    for wie in PEOPLE:
        came = as_it_came_in(wie).aanmelding
        assert (came != wie.aanmelding) == (LIVES[0] == _life(wie))
        NieuweAanmelding.model_validate(came)


def test_who_comes_in_twice_is_known_by_no_number_and_asks_something_else() -> None:
    for wie in PEOPLE:
        double = NieuweAanmelding.model_validate(double_of(wie))
        assert double.bsn is double.telefoon is double.kvk_nummer is double.iban is None
        assert not set(double.hulpvraag) & set(wie.aanmelding["hulpvraag"])
        assert double.naam != wie.aanmelding["naam"]
        assert other_question(wie.aanmelding["hulpvraag"]) in double.hulpvraag
        Correctie.model_validate({"reden": "verhuizing", **new_address(wie)})


def test_somebody_who_only_asked_for_work_can_be_forgotten() -> None:
    assert wants_to_be_forgotten(PEOPLE)
    gone = {wie.aanmelding["bsn"] for wie in wants_to_be_forgotten(PEOPLE)}
    assert not gone & {one.wie.aanmelding["bsn"] for one in turns(PEOPLE)}


def test_who_is_away_and_who_gets_a_dossier_works_here() -> None:
    told = lees(DEMO).gebeurtenissen
    consulenten = {
        one.medewerker_id
        for one in told
        if isinstance(one, RolToegekend) and one.rol == "consulent"
    }
    for who, by, van, tot in ABSENCES:
        assert {who, by} <= consulenten
        assert who != by
        assert FIRST_DAY < van < tot
        assert van.weekday() < 5
    assert set(COLLEAGUES) <= consulenten
    assert any(van <= LAST_DAY <= tot for _, _, van, tot in ABSENCES), "somebody is away today"


def application(number: int, soort: str = "bedrijfskapitaal") -> dict[str, Any]:
    return {
        "aanvraag_id": f"a-{number}",
        "dossier_id": f"d-{number}",
        "soort": soort,
        "aanvraagdatum": "2025-09-01",
    }


def test_papers_of_some_applications_go_each_way_and_are_ready_after_their_last_step() -> None:
    found = [papers for n in range(900) if (papers := Papers.of(application(n)))]
    assert 100 < len(found) < 200
    assert {papers.manner for papers in found} == set(MANNERS)
    for papers in found:
        last = max(papers.steps())
        # The office is closed for two days between two of its days.
        assert papers.ready_on > date(2025, 9, 1) + timedelta(days=last + 2)
        steps = sorted(papers.steps())
        assert all(later - earlier > 2 for earlier, later in pairwise(steps))
        assert all(hasattr(Paperdesk, f"_{step}") for step in papers.steps().values())


@pytest.mark.parametrize("soort", sorted({*KINDS["bedrijfskapitaal"], *FOR_LIVING}))
def test_a_paper_is_a_small_pdf_that_intake_takes_and_the_same_every_time(soort: str) -> None:
    assert soort in get_args(Stuksoort)
    content = paper(soort)
    assert herken("stuk.pdf", content).soort == "pdf"
    assert len(content) < 20_000
    paper.cache_clear()
    assert paper(soort) == content != paper(soort, "beter leesbaar")


def _life(wie: Any) -> Any:
    life = life_of(wie)
    return LIVES[life] if life < len(LIVES) else None
