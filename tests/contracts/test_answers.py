"""Every request that the documents describe, and many that they forbid, get an answer that the documents promise.

By default a few examples of each operation, always the same. For longer, with other requests each time:
`FIRE_EXAMPLES=300 FIRE_SEED=$RANDOM .venv/bin/pytest tests/contracts/test_answers.py`.
"""

import logging
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from shared.settings import Database
from tests.contracts.fire import fire
from tests.contracts.seeded import seeded
from tests.login.issuer import PARTNER, SmallIssuer, small_issuer
from tests.steun.organisatie import ALLES_MAG
from tests.web.house import SERVICES

EXAMPLES = int(os.environ.get("FIRE_EXAMPLES", "12"))
SEED = int(os.environ.get("FIRE_SEED", "20261127"))


@pytest.fixture(scope="module")
def issuer() -> Iterator[SmallIssuer]:
    with small_issuer() as found:
        yield found


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Without a line of log for each of thousands of requests."""
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize("service", SERVICES)
def test_every_answer_is_as_documented(
    service: str,
    new_database: Callable[[str], Database],
    issuer: SmallIssuer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As a system with every scope, in a city with a login; who sowed the seeds in the demo reads them here."""
    monkeypatch.setenv("DOORSTART_OIDC_ISSUER", issuer.url)
    monkeypatch.setenv("DOORSTART_OIDC_SYSTEMEN", PARTNER)
    scopes = " ".join(f"doorstart:{service}:{kind}" for kind in ("lezen", "schrijven", "personen"))
    token = issuer.token(scope=scopes, exp=int(time.time()) + 3600)
    with seeded(
        new_database, service, lambda _: replace(ALLES_MAG, actor_id="consulent-1")
    ) as town:
        monkeypatch.delenv("DOORSTART_DEMO")
        base = f"/{service}/v1"
        found = fire(town.app, base, town.known, token, examples=EXAMPLES, seed=SEED)
        nowhere = fire(town.app, base, {}, token, examples=EXAMPLES, seed=SEED, bounds=False)
    for report in (found, nowhere):
        assert not report.findings, f"{report}\nseed {SEED}, {EXAMPLES} examples"
    assert found.answers[400] > 10
    assert sum(found.answers[good] for good in (200, 201, 202, 204)) > 10
