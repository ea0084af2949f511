"""kill -9 of any process while work flows: nothing lost, nothing doubled, nothing out of order, every cent in balance."""

import random
import threading
import time
from typing import Any

import pytest

from deploy.local.bankbestand import Storting
from deploy.local.city.people import entrepreneurs
from deploy.local.parts import PARTS
from tests.failures.town import KEPT_APART, Town
from tests.failures.witness import look

KINDS: dict[str, tuple[str, ...]] = {
    "web": tuple(part.name for part in PARTS if part.kind == "web" and part.name != "klok"),
    "worker": tuple(part.name for part in PARTS if part.kind in ("worker", "agent")),
    "projector": tuple(part.name for part in PARTS if part.kind == "projector"),
    "relay": tuple(part.name for part in PARTS if part.kind == "relay"),
    "klok": ("klok", "gateway"),
    "kafka": ("kafka",),
    "postgres": ("postgres",),
}
PEOPLE = [arrival.aanmelding for arrival in entrepreneurs(number=700, seed=7) if arrival.aanmelding["bsn"] not in KEPT_APART]
CREDIT = {"bedrag_cent": 12_000_00, "product": "bedrijfskapitaal_rentedragend", "termijnen": 36}
EACH = len(PEOPLE) // len(KINDS)


class Killer(threading.Thread):
    """Kills one of the parts at a moment nobody chose, waits until it works again, and so on as long as the work goes on."""

    def __init__(self, whole: Town, names: tuple[str, ...], seed: int) -> None:
        super().__init__(daemon=True)
        self.whole, self.names, self.chance = whole, names, random.Random(seed)
        self.stopped, self.killed = threading.Event(), list[str]()

    def run(self) -> None:
        while not self.stopped.is_set():
            name = self.chance.choice(self.names)
            if self.whole.kill(name):
                self.killed.append(name)
                self.whole.await_running(name)
            self.stopped.wait(4 + 2 * self.chance.random() if name in ("kafka", "postgres") else 1.5 * self.chance.random())


def work(whole: Town, people: list[dict[str, Any]]) -> None:
    """Requests one by one and in files, decisions, a day, payments: all with keys, all asked again until answered."""
    for number, person in enumerate(people[: len(people) // 2]):
        answer = whole.send("POST", "intake", "aanmeldingen", key=f"key-{person['bsn']}-{number}", json=person)
        assert answer.status_code in (201, 409), answer.text
    for start in range(len(people) // 2, len(people), 20):
        whole.send("POST", "intake", "aanmeldingen-imports", json=people[start : start + 20])
    whole.settle()
    for aanvraag in open_applications(whole)[:15]:
        identity = aanvraag["aanvraag_id"]
        judgement = {"advies": "toewijzen", "is_levensvatbaar": True, "voorgesteld_cent": 12_000_00}
        assert whole.send("POST", "bbz", f"aanvragen/{identity}/beoordelingen", key=f"b{identity}", json=judgement).status_code < 300
        credit = CREDIT | {"uitbetaald_op": whole.today().isoformat()}
        granted = whole.send("POST", "bbz", f"aanvragen/{identity}/verstrekkingen", actor="consulent-2", key=f"v{identity}", json=credit)
        assert granted.status_code < 300, granted.text
    dag = whole.next_day()
    whole.settle()
    statement = whole.bank.statement(dag, [Storting(lening["betalingskenmerk"], 100_00) for lening in loans(whole)[:20]])
    assert whole.send(
        "POST", "ledger", "bankafschriften", actor="debiteuren-1", content=statement, headers={"Content-Type": "application/xml"}
    ).status_code in (200, 201, 202, 409)


def open_applications(whole: Town) -> list[dict[str, Any]]:
    rows = whole.send("GET", "bbz", "aanvragen", params={"status": "open", "pageSize": 100}).json()["aanvragen"]
    return [row for row in rows if row["soort"] == "bedrijfskapitaal" and row["groep"] in ("gevestigd", "starter")]


def loans(whole: Town) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = whole.send("GET", "ledger", "leningen", params={"pageSize": 100}).json()["leningen"]
    return rows


@pytest.mark.parametrize("kind", KINDS)
def test_a_kill_loses_and_doubles_nothing(whole: Town, kind: str) -> None:
    number = list(KINDS).index(kind)
    killer = Killer(whole, KINDS[kind], seed=number)
    killer.start()
    try:
        work(whole, PEOPLE[number * EACH : (number + 1) * EACH])
    finally:
        killer.stopped.set()
        killer.join()
    assert len(killer.killed) >= 2, "nothing was killed: this proved nothing"
    time.sleep(0.5)
    whole.await_running(*[part.name for part in PARTS if part.kind != "once"])
    whole.settle()
    account = look(whole.admin_url, whole.state.kafka or "")
    account.assert_clean()
