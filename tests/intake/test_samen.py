"""Two processes on one database, two people at one moment: one wins or both count, nobody's work is lost, and what was erased stays so."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest
from starlette.testclient import TestClient

from shared.store import Store
from tests.intake.test_api import GOOD, count, post
from tests.intake.test_correcties import person_of as gegevens
from tests.intake.test_dossiers import API, do, facts, take_in
from tests.intake.test_personen import ANDER, names, person_of, search
from tests.patience import PATIENCE, at_once

ROUNDS = 4


def both(one: Callable[[], Any], other: Callable[[], Any]) -> tuple[int, int]:
    """The status that each got; both begin at the same moment."""
    begin = at_once(2)

    def work(ask: Callable[[], Any]) -> int:
        begin.wait()
        return int(ask().status_code)

    with ThreadPoolExecutor(2) as pool:
        tries = [pool.submit(work, ask) for ask in (one, other)]
        first, second = (attempt.result(PATIENCE) for attempt in tries)
    return first, second


@contextmanager
def about_to_be_erased(client: TestClient, store: Store, dossier: str) -> Iterator[str]:
    """A person of whom somebody asked the erasure; the address where another confirms it."""
    address = f"/personen/{person_of(store, dossier)}/wissen"
    assert client.post(address, data={"reden": "verzoek"}).status_code == 200
    yield f"{address}/bevestigen"


def by(client: TestClient, who: str, dossier: str, **body: Any) -> Callable[[], Any]:
    return lambda: client.post(
        f"{API}/{dossier}/correcties",
        json={"reden": "schrijffout", **body},
        headers={"Doorstart-Actor": who},
    )


def test_of_two_who_close_one_wins(client: TestClient, second: TestClient, store: Store) -> None:
    for _ in range(ROUNDS):
        dossier = take_in(client, "schulden")
        told = both(
            lambda dossier=dossier: do(client, dossier, "afsluitingen", reden="geholpen"),
            lambda dossier=dossier: do(second, dossier, "afsluitingen", reden="verhuisd"),
        )
        assert sorted(told) == [204, 409]
        assert [type(fact).__name__ for fact in facts(store, dossier)] == [
            "AanmeldingOntvangen",
            "DossierAfgesloten",
        ]


def test_who_closes_and_who_adds_do_not_cross(
    client: TestClient, second: TestClient, store: Store
) -> None:
    """An addition goes into an open dossier or is refused; never after the closing."""
    for _ in range(ROUNDS):
        dossier = take_in(client, "schulden")
        added, closed = both(
            lambda dossier=dossier: do(
                client, dossier, "aanvullingen", groep="starter", hulpvraag=["schulden"]
            ),
            lambda dossier=dossier: do(second, dossier, "afsluitingen", reden="geholpen"),
        )
        assert closed == 204
        assert (added // 100, [type(fact).__name__ for fact in facts(store, dossier)]) in (
            (2, ["AanmeldingOntvangen", "AanmeldingAangevuld", "DossierAfgesloten"]),
            (4, ["AanmeldingOntvangen", "DossierAfgesloten"]),
        )


def test_of_two_who_correct_the_same_the_last_in_the_log_holds(
    client: TestClient, second: TestClient, store: Store
) -> None:
    dossier = take_in(client, "schulden")
    for number in range(ROUNDS):
        said = {"consulent-1": f"Eerste {number}", "consulent-2": f"Tweede {number}"}
        told = both(
            by(client, "consulent-1", dossier, naam=said["consulent-1"]),
            by(second, "consulent-2", dossier, naam=said["consulent-2"]),
        )
        assert told == (204, 204)
        last = store.stream(UUID(dossier))[-1].cause.actor
        assert gegevens(client, dossier)["naam"] == said[last]
        assert search(client, said[last]) == {dossier}
    assert count(store, "correcties") == 2 * ROUNDS == len(facts(store, dossier)) - 1


def test_two_who_correct_something_else_both_count(
    client: TestClient, second: TestClient, store: Store
) -> None:
    dossier = take_in(client, "schulden")
    for number in range(ROUNDS):
        told = both(
            by(client, "consulent-1", dossier, naam=f"Naam {number}"),
            by(second, "consulent-2", dossier, straat=f"Kade {number}"),
        )
        assert told == (204, 204)
        now = gegevens(client, dossier)
        assert (now["naam"], now["straat"]) == (f"Naam {number}", f"Kade {number}")
    assert len(facts(store, dossier)) == 2 * ROUNDS + 1


@pytest.mark.parametrize("number", range(ROUNDS))
def test_a_correction_beside_an_erasure_brings_nobody_back(
    client: TestClient, second: TestClient, store: Store, number: int
) -> None:
    dossier = take_in(client, "schulden")
    with about_to_be_erased(client, store, dossier) as address:
        corrected, erased = both(
            by(client, "consulent-1", dossier, naam=f"Karel Kramer {number}"),
            lambda: second.post(address, headers=ANDER, follow_redirects=False),
        )
    assert (corrected in (204, 410), erased) == (True, 303)
    assert names(client, dossier)[dossier] is None
    assert search(client, "Karel Kramer") == search(client, GOOD["naam"]) == set()
    with store.cursor() as cursor:
        cursor.execute("SELECT merken FROM dossiers WHERE dossier_id = %s", (UUID(dossier),))
        assert not (cursor.fetchone() or {"merken": "?"})["merken"]
    assert [type(fact).__name__ for fact in facts(store, dossier)][-1] == "PersoonGewist"


@pytest.mark.parametrize("number", range(ROUNDS))
def test_who_comes_in_while_being_erased_is_readable_or_refused(
    client: TestClient, second: TestClient, store: Store, number: int
) -> None:
    """Never a new dossier under a key that is gone."""
    dossier = take_in(client, "schulden")
    answers: list[Any] = []

    def come_in() -> Any:
        answers.append(post(client, GOOD | {"hulpvraag": ["levensonderhoud"]}))
        return answers[0]

    with about_to_be_erased(client, store, dossier) as address:
        came, erased = both(
            come_in, lambda: second.post(address, headers=ANDER, follow_redirects=False)
        )
    assert erased in (303, 409), number
    assert came in (201, 409), answers[0].text
    if erased == 303:
        assert names(client, dossier)[dossier] is None
    if came == 201:
        new = str(answers[0].json()["dossier_id"])
        gone = [type(fact).__name__ for fact in facts(store, new)][-1] == "PersoonGewist"
        assert (names(client, new)[new] is None) == gone
