"""Every request that the documents describe, and many that they forbid, get an answer that the documents promise.

By default a few examples of each operation, always the same. For longer, with other requests each time:
`DOORSTART_FIRE_EXAMPLES=300 DOORSTART_FIRE_SEED=$RANDOM .venv/bin/pytest tests/contracts/test_answers.py`.
"""

import logging
import os
from collections.abc import Callable, Iterator

import pytest

from shared.settings import Database
from tests.contracts.fire import fire
from tests.contracts.seeded import seeded
from tests.web.house import SERVICES

EXAMPLES = int(os.environ.get("DOORSTART_FIRE_EXAMPLES", "12"))
SEED = int(os.environ.get("DOORSTART_FIRE_SEED", "20261127"))


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """In the demo, without a line of log for each of thousands of requests."""
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize("service", SERVICES)
def test_every_answer_is_as_documented(
    service: str, new_database: Callable[[str], Database]
) -> None:
    with seeded(new_database, service) as town:
        for known in (town.known, {}) if town.known else ({},):
            report = fire(town.app, f"/{service}/v1", known, examples=EXAMPLES, seed=SEED)
            assert not report.findings, f"{report}\nseed {SEED}, {EXAMPLES} examples"
            assert report.answers[400] > 10
            assert sum(report.answers[good] for good in (200, 201, 202, 204)) > 10
