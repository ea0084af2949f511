from collections.abc import Callable, Iterator

import pytest

from shared.settings import Database
from tests.notify.wereld import Wereld


@pytest.fixture
def wereld(new_database: Callable[[str], Database]) -> Iterator[Wereld]:
    made = Wereld.on(new_database("notify"), new_database("intake"))
    yield made
    made.close()
