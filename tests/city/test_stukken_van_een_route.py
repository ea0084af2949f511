"""The desk of the demo city settles routes with papers, most of them, or with a reason: against intake and routing as they are."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any, cast
from uuid import UUID

import pytest
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from deploy.local.city import FIRST_DAY
from deploy.local.city.bank import Bank
from deploy.local.city.life import Life
from deploy.local.city.office import Office
from deploy.local.city.people import entrepreneurs
from deploy.local.city.settle import Settling
from services.intake.adapters.publish import publish as publish_intake
from services.routing.adapters.publish import publish as publish_routing
from services.routing.entrypoints import agents, projector
from shared.contracts.base import Contract
from shared.parameter_files import load_parameters
from shared.settings import Database
from shared.store import Store
from tests.routing.stories import envelope
from tests.web.house import FACTS, MAKERS

NUMBER = 40
LATER = FIRST_DAY + timedelta(days=60)


class Town:
    """intake and routing at one address; what intake tells, routing hears when it is asked to."""

    def __init__(self, new_database: Callable[[str], Database]) -> None:
        self.intake, self.routing = (
            Store(new_database(name), FACTS[name]) for name in ("intake", "routing")
        )
        for store in (self.intake, self.routing):
            with store.transaction() as transaction:
                transaction.hear_day(FIRST_DAY)
        self.apps: dict[str, ASGIApp] = {
            "intake": MAKERS["intake"](self.intake, None),
            "routing": MAKERS["routing"](self.routing, None),
        }
        self.agent = agents.make(self.routing, load_parameters())[0]
        self.projector = projector.make(self.routing, load_parameters())[0]
        self.heard = {"intake": 0, "routing": 0}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        service = "routing" if scope["path"].startswith("/routing") else "intake"
        await self.apps[service](scope, receive, send)

    def office(self) -> Office:
        client = TestClient(self, client=("127.0.0.1", 1), follow_redirects=False)
        return Office(dict.fromkeys(self.apps, "http://testserver"), cast(Any, client))

    def catch_up(self) -> None:
        told = self._new("intake", self.intake, publish_intake)
        for number, contract in told:
            with self.routing.transaction() as transaction:
                self.agent.handle(transaction, envelope(contract, number), contract)
        self._project([contract for _, contract in told])
        self._project([one for _, one in self._new("routing", self.routing, publish_routing)])

    def _new(
        self, name: str, store: Store, publish: Callable[[Any], Contract | None]
    ) -> list[tuple[int, Contract]]:
        stored = [one for one in store.page(0, 10_000) if one.position > self.heard[name]]
        if stored:
            self.heard[name] = stored[-1].position
        found = [(one.position, publish(one)) for one in stored]
        return [(position, contract) for position, contract in found if contract]

    def _project(self, contracts: list[Contract]) -> None:
        assert self.projector.handle_page
        if contracts:
            with self.routing.transaction() as transaction:
                self.projector.handle_page(transaction, contracts)


def test_most_routes_are_settled_with_papers_and_some_with_a_reason(
    new_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    town = Town(new_database)
    office = town.office()
    for number, arrival in enumerate(entrepreneurs()[:NUMBER]):
        office.take_in(arrival.aanmelding, str(number))
    town.catch_up()
    life = Life(office, cast(Settling, None), cast(Bank, None))
    life._talk(LATER)
    assert papers(town) > 0
    early = Counter(settled(town))
    assert early["waits"] > 0, "routing has not heard of the papers yet"
    life._confirm()
    assert Counter(settled(town)) == early, "done again, nothing changes and nothing comes double"
    town.catch_up()
    life._confirm()
    town.catch_up()
    last = Counter(settled(town))
    assert last["waits"] == 0
    assert last["papers"] > last["spoed"] + last["anders_ingezien"] > 0
    assert last["stukken_bestaan_niet"] > 0
    assert office.waiting_for_a_route() == []


def papers(town: Town) -> int:
    with town.intake.cursor() as cursor:
        cursor.execute("SELECT count(*) AS n FROM stukken WHERE status = 'gecontroleerd'")
        return int((cursor.fetchone() or {"n": 0})["n"])


def settled(town: Town) -> list[str]:
    """Of each dossier with a route that asks for papers: how it was settled, or that it waits."""
    with town.routing.cursor() as cursor:
        cursor.execute("SELECT dossier_id FROM werkvoorraad ORDER BY 1")
        dossiers: list[UUID] = [row["dossier_id"] for row in cursor.fetchall()]
    office = town.office()
    found = []
    for dossier in (office.routes(str(one)) for one in dossiers):
        if not dossier["stukken"]:
            continue
        reasons = {route["zonder_stukken"] for route in dossier["routes"]} - {None}
        is_settled = dossier["gekozen_door"] == "medewerker"
        found.append((reasons or {"papers"}).pop() if is_settled else "waits")
    return found
