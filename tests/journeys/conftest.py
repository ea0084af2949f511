"""Where the journey goes: the gateway in `DOORSTART_JOURNEY`, else the system of this test session."""

import os

import pytest

from tests.failures.town import Town


@pytest.fixture
def gateway(request: pytest.FixtureRequest) -> str:
    if given := os.environ.get("DOORSTART_JOURNEY"):
        return given
    whole: Town = request.getfixturevalue("whole")
    return whole.state.pages["start"].rstrip("/")
