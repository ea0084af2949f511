"""Where the journey goes: the gateway in `DOORSTART_JOURNEY`, else the system of this test session."""

import os

import pytest

from deploy.local.city.bank import Bank
from tests.browser.conftest import browser, new_page
from tests.failures.town import Town

__all__ = ["bank", "browser", "gateway", "new_page"]


@pytest.fixture
def bank(request: pytest.FixtureRequest) -> Bank:
    """The bank of the city we visit: its statements go on where the last one ended."""
    if os.environ.get("DOORSTART_JOURNEY"):
        return Bank()
    whole: Town = request.getfixturevalue("whole")
    return whole.bank


@pytest.fixture
def gateway(request: pytest.FixtureRequest) -> str:
    if given := os.environ.get("DOORSTART_JOURNEY"):
        return given
    whole: Town = request.getfixturevalue("whole")
    return whole.state.pages["start"].rstrip("/")
