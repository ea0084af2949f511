"""A hundred stories, and proof that they would tell: `python -m tests.simulation --seeds 10000` tells more of them."""

from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from deploy import migrate
from tests.infrastructure import DatabaseServer
from tests.simulation import mistakes
from tests.simulation.__main__ import command
from tests.simulation.story import COMPARED, Ground, Told, ground, judge, shrink, tell

SEEDS, STEPS = 100, 20
# What a story needs a person, a bank, a day, a letter or a clock for: these show that none of them is missing.
MET = {
    *("LeningGeopend", "RenteGeboekt", "TermijnVervallen", "AflossingGeboekt", "BetalingGemist"),
    *("AchterstandIngelopen", "LeningAfgelost", "LeningHerrekend", "BoekingTeruggedraaid"),
    *("KostenGeboekt", "UitstelVerleend", "MutatieGecorrigeerd", "BesluitVoorgesteld"),
    *("VoorstelVerworpen", "LeningOpgeeist", "BedrijfBeeindigd", "InvorderingGestaakt"),
    *("InvorderingGestart", "AchterstandGegroeid", "InvorderingGepauzeerd", "AfspraakGemaakt"),
    *("InvorderingBeeindigd", "ZekerheidGevestigd", "MedeschuldenaarToegevoegd"),
    *("VaststellingGeopend", "VaststellingAangevuld", "JaargegevensVastgelegd"),
    *("VaststellingVoorgesteld", "LevensonderhoudVastgesteld", "VorderingGeopend"),
}


@pytest.fixture(scope="module")
def here(postgres: DatabaseServer, templates: Callable[[str], migrate.Target]) -> Iterator[Ground]:
    with ground(postgres, templates("ledger").password) as made:
        yield made


@pytest.fixture(scope="module")
def stories(here: Ground) -> list[Told]:
    return [judge(here, seed, STEPS) for seed in range(1, SEEDS + 1)]


def test_every_invariant_holds_in_every_story(stories: list[Told]) -> None:
    bad = [told for told in stories if told.wrong]
    assert not bad, "\n".join(f"{told.failure}again: {command(told)}" for told in bad)


def test_the_stories_are_about_something(stories: list[Told]) -> None:
    met = sum((told.names for told in stories), Counter[str]())
    assert set(met) >= MET, MET - set(met)
    assert sum(told.struck for told in stories) > SEEDS, "hardly a fault struck"
    assert sum(told.refused for told in stories) > SEEDS, "hardly a command was refused"


def test_a_seed_tells_the_same_story_every_time(here: Ground) -> None:
    first, second = (tell(here, COMPARED + 1) for _ in range(2))
    assert first.facts
    assert first.digest == second.digest


@pytest.mark.parametrize(
    "mistake",
    [
        mistakes.commits_the_inbox_first,
        mistakes.leaves_booked_lines_waiting,
        mistakes.moves_the_view_before_it_is_written,
    ],
    ids=lambda mistake: mistake.__name__,
)
def test_a_planted_mistake_is_found(here: Ground, mistake: mistakes.Mistake) -> None:
    assert mistakes.find(here, mistake, seeds=40)


def test_a_failure_is_made_shorter_and_still_fails(here: Ground) -> None:
    mistake = mistakes.forgets_the_ladder
    with mistake():
        failed = mistakes.find(here, mistake, seeds=40)
        assert failed
        out = shrink(here, failed, tries=12)
        shorter = tell(here, failed.seed, failed.steps, out)
    assert shorter.wrong
    assert failed.wrong
    assert shorter.wrong.name == failed.wrong.name
    assert len(out) > failed.steps // 2
