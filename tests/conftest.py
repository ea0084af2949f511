"""Fixtures for tests on a real broker and a real database: both once per session, a topic prefix and databases per test."""

import os
import secrets
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any
from weakref import WeakSet

import hypothesis
import pytest

from deploy import migrate
from deploy.topics import create_topics
from shared.organisatie.nu import NU
from shared.settings import Database, split_address
from shared.store import Store
from tests import infrastructure
from tests.failures.town import START, Town, town
from tests.infrastructure import Broker, DatabaseServer, delete_topics, drop_databases
from tests.shelf import Shelf
from tests.steun.organisatie import ORGANISATIE, vertel_demo

# No example is judged by the time it took: the machine may be busy.
hypothesis.settings.register_profile("unhurried", deadline=None)
hypothesis.settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def kafka() -> Iterator[Broker]:
    """Apache Kafka, answering."""
    with infrastructure.broker() as found:
        yield found


@pytest.fixture(scope="session")
def postgres() -> Iterator[DatabaseServer]:
    """PostgreSQL 18, answering."""
    with infrastructure.database_server() as found:
        yield found


@pytest.fixture(scope="session")
def templates(postgres: DatabaseServer) -> Iterator[Callable[[str], migrate.Target]]:
    """Gives the migrated database of a service that heard the demo organisation and nothing else, made once per session, to copy from."""
    made: dict[str, migrate.Target] = {}

    def template(service: str) -> migrate.Target:
        if service not in made:
            password = os.environ.get(
                f"DOORSTART_{service.upper()}_PASSWORD"
            ) or secrets.token_urlsafe(12)
            made[service] = migrate.Target(
                service, f"template_{service}_{secrets.token_hex(4)}", password
            )
            migrate.migrate(postgres.admin_url, [made[service]])
            target = made[service]
            vertel_demo(
                Database(
                    *split_address(postgres.host_port),
                    target.database,
                    target.role,
                    target.password,
                )
            )
        return made[service]

    yield template
    drop_databases(postgres, [target.database for target in made.values()])


@pytest.fixture(scope="session")
def shelf(postgres: DatabaseServer) -> Iterator[Shelf]:
    """Databases that earlier tests are done with."""
    kept = Shelf(postgres.admin_url)
    yield kept
    if not postgres.owned:
        drop_databases(postgres, kept.made)


# What is read outside a request, such as a form alone, is of the demo organisation.
NU.set(ORGANISATIE)

# Every store of this session: what a test leaves open is closed with its database.
_STORES: WeakSet[Store] = WeakSet()


@pytest.fixture(scope="session", autouse=True)
def _noted_stores() -> Iterator[None]:
    made = Store.__init__

    def note(self: Store, *args: Any, **options: Any) -> None:
        made(self, *args, **options)
        _STORES.add(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Store, "__init__", note)
        yield


@pytest.fixture
def new_database(
    postgres: DatabaseServer, templates: Callable[[str], migrate.Target], shelf: Shelf
) -> Iterator[Callable[[str], Database]]:
    """Gives a migrated database as it is before its first day: it knows the demo organisation. Call it once per service."""
    given: list[migrate.Target] = []

    def make(service: str) -> Database:
        target = shelf.take(service) or shelf.make(service, templates(service))
        given.append(target)
        return Database(
            *split_address(postgres.host_port), target.database, target.role, target.password
        )

    yield make
    names = {target.database for target in given}
    for store in [store for store in _STORES if store.database.name in names]:
        store.close()
    shelf.put_back(given)


@pytest.fixture
def topic_prefix() -> str:
    """The prefix of this test's topics and consumer groups, for `DOORSTART_TOPIC_PREFIX`."""
    return f"t{secrets.token_hex(4)}."


@pytest.fixture
async def topics(kafka: Broker, topic_prefix: str) -> AsyncIterator[str]:
    """All topics of the contracts under this test's prefix, with their real partition counts; gives the prefix."""
    await create_topics(kafka.bootstrap, topic_prefix)
    yield topic_prefix
    await delete_topics(kafka, topic_prefix)


@pytest.fixture
def environment(kafka: Broker, postgres: DatabaseServer, topic_prefix: str) -> dict[str, str]:
    """What a service process needs in its environment besides its own database (see `database_environment`)."""
    return {
        "DOORSTART_KAFKA": kafka.bootstrap,
        "DOORSTART_POSTGRES": postgres.host_port,
        "DOORSTART_TOPIC_PREFIX": topic_prefix,
    }


@pytest.fixture(scope="session")
def whole() -> Iterator[Town]:
    """The whole system by its own command, without a city, on its first day. Tests share it, hurt it and leave it working.

    Whatever they do to it, no part meets something that nobody foresaw.
    """
    with town() as started:
        started.begin(START)
        started.settle()
        yield started
        assert started.unexpected() == []
