"""Where the journey goes: the gateway in `DOORSTART_JOURNEY`, else a system of its own."""

import os
from collections.abc import Iterator

import pytest

from tests.failures.town import town


@pytest.fixture(scope="module")
def gateway() -> Iterator[str]:
    if given := os.environ.get("DOORSTART_JOURNEY"):
        yield given
        return
    with town() as started:
        yield started.state.pages["start"].rstrip("/")
