"""docs/walk.md tells the truth: each step leads to a file, and what it names stands there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WALK = (ROOT / "docs" / "walk.md").read_text("utf-8")
STEPS = re.findall(r"^\d\. (.*?)(?=^\d\. |^## |\Z)", WALK, re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[`([^`]+)`\]\(\.\./([^)]+)\)")


def missing(step: str) -> set[str]:
    """The names of a step that its first file does not know."""
    (_, first), *_ = LINK.findall(step)
    known = (ROOT / first).read_text("utf-8")
    return {
        name
        for name in re.findall(r"`(\w+)`", LINK.sub("", step))
        if not re.search(rf"\b{name}\b", known)
    }


@pytest.mark.parametrize("step", STEPS, ids=lambda step: LINK.findall(step)[0][1])
def test_what_a_step_names_stands_in_its_file(step: str) -> None:
    assert re.search(r"`\w+`", LINK.sub("", step)), "a step says what to look for"
    assert missing(step) == set()


def test_every_link_says_where_it_leads_and_every_walk_takes_five_steps() -> None:
    for shown, path in LINK.findall(WALK):
        assert (shown, (ROOT / path).is_file()) == (path, True)
    walks = re.split(r"^## ", WALK, flags=re.MULTILINE)[1:-1]
    assert {len(re.findall(r"^\d\. ", walk, re.MULTILINE)) for walk in walks} == {5}
    assert missing("[`README.md`](../README.md): `a_name_that_is_not_there`") == {
        "a_name_that_is_not_there"
    }
