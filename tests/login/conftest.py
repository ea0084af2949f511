"""A city with a login for all tests here: Keycloak takes long to start, so there is one."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from deploy import migrate
from shared.settings import Database
from tests.browser.conftest import browser as browser  # noqa: PLC0414 -- a fixture; here, so that it ends with this folder
from tests.infrastructure import DatabaseServer
from tests.login.world import World, databases, world_of


@pytest.fixture(scope="package")
def world(postgres: DatabaseServer, templates: Callable[[str], migrate.Target]) -> Iterator[World]:
    with world_of(postgres, templates("klok").password) as made:
        made.start()
        yield made


@pytest.fixture
def gateway_database(postgres: DatabaseServer) -> Iterator[Database]:
    """A gateway's own, in which nobody is logged in."""
    with ExitStack() as stack:
        yield databases(stack, postgres, "gateway")["gateway"]
