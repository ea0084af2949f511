"""docs/walk.md tells the truth: each step leads to a file, what it names stands there, and a missed payment passes by in that order."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from types import FrameType

import pytest

from services.ledger.adapters.publish import publish
from shared.settings import Database
from tests.notify.wereld import Wereld, event
from tests.steun.ledger.stad import Stad, krediet

ROOT = Path(__file__).parents[2]
WALK = (ROOT / "docs" / "walk.md").read_text("utf-8")
STEPS = re.findall(r"^\d\. (.*?)(?=^\d\. |^## |\Z)", WALK, re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[`([^`]+)`\]\(\.\./([^)]+)\)")
VERVAL = date(2026, 2, 28)
# The files of the ledger's domain through which the decision goes that a payment was missed. Only ever lowered.
FILES_OF_THE_DECISION = 22
DECIDE = ("services/ledger/domain/lening/decide.py", "decide")
OURS = (f"{ROOT}/services/", f"{ROOT}/shared/")
DAG = timedelta(days=1)


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


class Passed:
    """The functions of our own code that ran, in the order in which each was first called."""

    def __init__(self) -> None:
        self.calls: dict[tuple[str, str], None] = {}
        self.decision: set[str] = set()
        self.deciding: list[FrameType] = []

    def __call__(self, frame: FrameType, what: str, _: object) -> None:
        if what == "return" and self.deciding[-1:] == [frame]:
            self.deciding.pop()
        if what == "call" and frame.f_code.co_filename.startswith(OURS):
            file = str(Path(frame.f_code.co_filename).relative_to(ROOT))
            self._pass(frame, file, frame.f_code.co_name)

    def _pass(self, frame: FrameType, file: str, name: str) -> None:
        self.calls.setdefault((file, name))
        if (file, name) == DECIDE:
            self.deciding.append(frame)
        if self.deciding and file.startswith("services/ledger/domain/") and name != "<module>":
            self.decision.add(file)

    @contextmanager
    def watching(self) -> Iterator[None]:
        sys.setprofile(self)
        try:
            yield
        finally:
            sys.setprofile(None)


@pytest.fixture
def missed(new_database: Callable[[str], Database]) -> Iterator[Passed]:
    """A term fell due, its statements came in, and a day begins: through the ledger, its publishing and notify."""
    stad, passed = Stad.nieuw(new_database("ledger")), Passed()
    wereld = Wereld.on(new_database("notify"), new_database("intake"))
    stad.dag(date(2026, 1, 12))
    stad.hoor(krediet())
    stad.dagen(date(2026, 1, 13), VERVAL)
    stad.dagen(VERVAL + DAG, VERVAL + 9 * DAG, met_afschriften=False)
    stad.afschrift(VERVAL + 9 * DAG)
    stad.werk()
    before = stad.store.end()
    with passed.watching():
        stad.dag(VERVAL + 10 * DAG)
        (feit,) = (een for een in stad.store.page(before) if een.name == "BetalingGemist")
        contract = publish(feit)
        assert contract is not None
        wereld.hear(event(contract))
    assert wereld.facts() == ["BerichtGereserveerd"]
    yield passed
    stad.store.close()
    wereld.close()


def stops(walk: str) -> Iterator[tuple[str, list[str]]]:
    """The file of each step of a walk, and the functions of it that the step names."""
    (text,) = re.findall(rf"^## {walk}\n(.*?)^## ", WALK, re.MULTILINE | re.DOTALL)
    for step in re.findall(r"^\d\. (.*?)(?=^\d\. |\Z)", text, re.MULTILINE | re.DOTALL):
        (_, file), *_ = LINK.findall(step)
        known = (ROOT / file).read_text("utf-8")
        names = re.findall(r"`(\w+)`", LINK.sub("", step))
        yield file, [name for name in names if re.search(rf"\bdef {name}\(", known)]


def test_a_missed_payment_passes_every_stop_in_the_order_of_the_walk(missed: Passed) -> None:
    passed = list(missed.calls)
    named = [(file, name) for file, names in stops("A payment was missed") for name in names]
    assert {file for file, _ in named} == {file for file, _ in stops("A payment was missed")}, (
        "a step names the function where it happens"
    )
    assert [stop for stop in named if stop not in missed.calls] == [], "nobody comes by here"
    assert named == sorted(named, key=passed.index)
    assert len(missed.decision) <= FILES_OF_THE_DECISION, sorted(missed.decision)
