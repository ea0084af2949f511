"""The desk of the demo city collects through the ledger's real API, on a real database: after months its loans stand in every stage."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from uuid import UUID, uuid5

import pytest
from pydantic import TypeAdapter

from deploy.local.city.collection import Collecting, handelingen
from deploy.local.city.office import Office
from services.ledger.domain.invordering.commands import Handeling
from services.ledger.domain.invordering.state import traject_id
from services.ledger.projections.debiteuren import STAPPEN
from shared.contracts import notify
from shared.settings import Database
from tests.ledger.test_web import client_of
from tests.steun.ledger.stad import Stad, krediet, lening_id

LOANS = range(8)


@pytest.fixture
def stad(
    new_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Stad]:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    stad = Stad.nieuw(new_database("ledger"))
    stad.dag(date(2026, 1, 12))
    stad.hoor(*[krediet(number) for number in LOANS])
    yield stad
    stad.store.close()


@pytest.mark.parametrize(
    "stap",
    [
        stap
        for stap in STAPPEN
        if stap not in ("hervatten", "afspraak_nakijken", "aanmaning_versturen")
    ],
)
def test_whatever_the_desk_does_is_a_request_that_the_ledger_knows(stap: str) -> None:
    for number in range(50):
        for handeling in handelingen(str(UUID(int=number)), stap, [], date(2026, 3, 2)):
            TypeAdapter(Handeling).validate_python(handeling)


def test_the_desk_brings_ladders_to_every_stage_and_nobody_red_is_ever_without_a_next_step(
    stad: Stad,
) -> None:
    office = Office({"ledger": "http://testserver"}, client_of(stad))
    stad.dagen(date(2026, 1, 13), date(2026, 3, 1))
    day = date(2026, 3, 1)
    while day < date(2026, 10, 30):
        day += timedelta(days=1)
        stad.dag(day)
        stad.afschrift(day)
        _post(stad, day)
        if day.weekday() in (0, 2, 4):
            stad.projecteer()
            Collecting(office).work(day)
            stad.projecteer()
            assert (
                stad.rijen(
                    "SELECT 1 FROM debiteuren WHERE licht = 'achterstand' AND (stap IS NULL OR stap_op IS NULL)"
                )
                == []
            )
    names = {
        stored.name
        for number in LOANS
        for stored in stad.store.stream(traject_id(lening_id(number)))
    }
    assert names >= {
        "ContactGelegd",
        "AfspraakGemaakt",
        "AfspraakGebroken",
        "AanmaningVerstuurd",
        "BetaaltermijnGesteld",
        "DwangbevelUitgevaardigd",
        "InvorderingOvergedragen",
        "StapOvergeslagen",
        "InvorderingGepauzeerd",
        "PauzeBeeindigd",
    }
    spoken = Counter(
        stored.fact.op
        for number in LOANS
        for stored in stad.store.stream(traject_id(lening_id(number)))
        if stored.name == "ContactGelegd"
    )
    assert max(spoken.values()) > 1, "on one day the desk calls more than one debtor"


def _post(stad: Stad, day: date) -> None:
    """notify sends the demands that wait."""
    for row in stad.rijen(
        "SELECT schuld_id, aanmaning_id FROM trajecten WHERE aanmaning_id IS NOT NULL"
    ):
        stad.hoor(
            notify.BerichtVerstuurd(
                dossier_id=krediet(0).dossier_id,
                bericht_id=row["aanmaning_id"],
                lening_id=row["schuld_id"],
                soort="aanmaning",
                kanaal="post",
                aanleiding=uuid5(row["aanmaning_id"], "aanleiding"),
                verstuurd_op=day,
            )
        )
