"""A fact that the views cannot hold: it waits with its loan, the others go on, and everybody can see it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from services.ledger.adapters import views
from services.ledger.adapters.log import LENING
from services.ledger.application.replay import replay
from services.ledger.domain.lening.events import RenteGeboekt
from services.ledger.entrypoints import projector
from shared.aside import Act, Desk, Held
from shared.facts import Cause, StoredFact
from shared.follower import LogFollower
from shared.observability import Watchdog
from shared.progress import standings
from shared.settings import Database
from tests.steun.ledger.stad import Stad, krediet, lening_id

VERVAL = date(2026, 2, 28)


@pytest.fixture
def stad(new_database: Callable[[str], Database]) -> Iterator[Stad]:
    stad = Stad.nieuw(new_database("ledger"))
    stad.dag(date(2026, 1, 12))
    stad.hoor(*[krediet(nummer) for nummer in range(3)])
    yield stad
    stad.store.close()


def met(stad: Stad, nummer: int, **anders: Any) -> None:
    """A fact of this loan that came in before the doors refused such content."""
    feit = next(
        stored.fact
        for stored in reversed(stad.feiten(nummer))
        if isinstance(stored.fact, RenteGeboekt)
    )
    with stad.store.transaction() as transaction:
        transaction.load(LENING, lening_id(nummer))
        transaction.append(
            LENING,
            lening_id(nummer),
            [feit.model_copy(update=anders)],
            Cause("c", "ledger", VERVAL),
        )


def wacht(stad: Stad) -> list[Held]:
    return Desk(stad.store).held()


def besluit(stad: Stad, act: Act) -> None:
    Desk(stad.store).act(wacht(stad), act, "beheer-1", "hersteld")


def rijen(stad: Stad) -> set[UUID]:
    return {rij["lening_id"] for rij in stad.rijen("SELECT lening_id FROM debiteuren")}


KAN_NIET = [{"rente_cent": 2**63}, {"rente_cent": 2**70}]


@pytest.mark.parametrize("anders", KAN_NIET, ids=["net te groot", "veel te groot"])
def test_een_feit_dat_de_lijst_niet_kan_houden_wacht_met_zijn_lening_en_de_rest_gaat_door(
    stad: Stad, anders: dict[str, Any]
) -> None:
    stad.dag(VERVAL)
    met(stad, 1, **anders)
    stad.dag(date(2026, 3, 31))
    stad.projecteer()
    assert rijen(stad) == {lening_id(nummer) for nummer in range(3)}
    regels = {
        rij["lening_id"]: rij["n"]
        for rij in stad.rijen("SELECT lening_id, count(*) AS n FROM regels GROUP BY 1")
    }
    assert regels[lening_id(0)] == regels[lening_id(2)] == len(stad.feiten(0))
    assert regels[lening_id(1)] == 3, "what came before it is shown"
    (een,) = wacht(stad)
    assert (een.kind, een.place, een.key, een.behind) == (
        "feit",
        views.FOLLOWER,
        str(lening_id(1)),
        len(stad.feiten(1)) - 4,
    )
    assert [
        een.verdict for een in standings(stad.store, patience=0.0) if een.process == views.FOLLOWER
    ] == ["pass"]

    besluit(stad, "vrijgeven")
    stad.projecteer()
    assert wacht(stad)[0].asked is None, "not mended: it waits again"
    assert wacht(stad)[0].behind == len(stad.feiten(1)) - 4

    besluit(stad, "vrijgeven")
    heel = hersteld(stad)
    while heel.step():
        pass
    assert wacht(stad) == []
    assert stad.rijen(
        "SELECT array_agg(versie ORDER BY versie) AS v FROM regels WHERE lening_id = %s",
        lening_id(1),
    ) == [{"v": list(range(1, len(stad.feiten(1)) + 1))}]
    assert [rij["act"] for rij in Desk(stad.store).acts()] == ["vrijgeven", "vrijgeven"]


def hersteld(stad: Stad) -> LogFollower:
    """The projector of a version that cleans what it cannot hold."""

    def schoon(stored: StoredFact) -> StoredFact:
        velden = {"grondslag": "Bbz", "uitleg": "rente"} | (
            {"rente_cent": 1} if getattr(stored.fact, "rente_cent", 0) > 2**60 else {}
        )
        return replace(stored, fact=stored.fact.model_copy(update=velden))

    gewoon = projector.make(stad.store, Watchdog())
    return replace(
        gewoon, apply=lambda cursor, page: views.apply(cursor, [schoon(stored) for stored in page])
    )


def test_laten_vallen_slaat_het_feit_over_en_toont_wat_erachter_wachtte(stad: Stad) -> None:
    stad.dag(VERVAL)
    met(stad, 1, rente_cent=2**70)
    stad.dag(date(2026, 3, 31))
    stad.projecteer()
    besluit(stad, "laten_vallen")
    stad.projecteer()
    assert wacht(stad) == []
    (gezien,) = stad.rijen(
        "SELECT array_agg(versie ORDER BY versie) AS v FROM regels WHERE lening_id = %s",
        lening_id(1),
    )
    assert gezien["v"] == [1, 2, 3, *range(5, len(stad.feiten(1)) + 1)]


def test_de_replay_zegt_wat_de_lijst_niet_kan_houden_en_vergelijkt_de_rest(stad: Stad) -> None:
    stad.dag(VERVAL)
    met(stad, 1, rente_cent=2**70)
    stad.dag(date(2026, 3, 31))
    stad.projecteer()
    eerst = replay(stad.store)
    assert eerst.is_equal
    assert eerst.set_aside == len(stad.feiten(1)) - 3
    besluit(stad, "laten_vallen")
    stad.projecteer()
    daarna = replay(stad.store)
    assert daarna.is_equal
    assert daarna.set_aside == 0


def test_een_feit_dat_deze_versie_niet_kent_houdt_de_lijst_niet_op(stad: Stad) -> None:
    with stad.store.cursor() as cursor:
        cursor.execute(
            "INSERT INTO stored_events (originator_id, originator_version, topic, state) VALUES (%s, 2, 'VanLater', %s)",
            (
                lening_id(1),
                b'{"cause": {}, "recorded_at": "2026-03-02T08:00:00+00:00", "fact": {}}',
            ),
        )
    stad.hoor(krediet(3))
    stad.projecteer()
    assert lening_id(3) in rijen(stad)
    assert [een.key for een in wacht(stad)] == [str(lening_id(1))]


def test_een_projector_die_stilstaat_is_te_zien(stad: Stad) -> None:
    stad.projecteer()
    stad.dag(VERVAL)
    (stil,) = [een for een in standings(stad.store, patience=0.0) if een.process == views.FOLLOWER]
    assert stil.verdict == "fail"
    assert stil.waiting == 6
    assert "staat stil" in stil.why
    stad.projecteer()
    (bij,) = [een for een in standings(stad.store, patience=0.0) if een.process == views.FOLLOWER]
    assert (bij.verdict, bij.waiting, bij.seconds) == ("pass", 0, 0.0)


def test_wat_voor_een_feit_kwam_dat_niemand_kan_lezen_wacht_er_niet_achter(stad: Stad) -> None:
    """Also where both are on one page: how the log is cut into pages changes nothing."""
    stad.dag(VERVAL)
    with stad.store.cursor() as cursor:
        cursor.execute(
            "INSERT INTO stored_events (originator_id, originator_version, topic, state) VALUES (%s, 99, 'VanLater', %s)",
            (lening_id(1), b'{"cause":{},"recorded_at":"2026-03-02T08:00:00+00:00","fact":{}}'),
        )
    met(stad, 0)
    stad.projecteer()
    assert [(een.key, een.behind) for een in wacht(stad)] == [(str(lening_id(1)), 0)]
    assert rijen(stad) == {lening_id(nummer) for nummer in range(3)}
    assert replay(stad.store).debtors.is_equal
