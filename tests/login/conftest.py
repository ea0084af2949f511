"""A city with a login for all tests here: Keycloak takes long to start, so there is one."""

from collections.abc import Iterator

import pytest

from tests.infrastructure import DatabaseServer
from tests.login.world import World, world_of


@pytest.fixture(scope="package")
def world(postgres: DatabaseServer) -> Iterator[World]:
    with world_of(postgres) as made:
        made.start()
        yield made
