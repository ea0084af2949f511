"""kill -9 of any process while work flows: nothing lost, nothing doubled, nothing out of order, every cent in balance."""

import random
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from itertools import cycle
from typing import Any

import httpx
import pytest

from deploy.local.city.bankbestand import Storting
from deploy.local.city.people import entrepreneurs
from deploy.local.system.parts import BESIDE, PARTS
from shared.web.menu import INGANGEN
from tests.failures.town import KEPT_APART, PATIENCE_SECONDS, Town
from tests.failures.witness import look
from tests.patience import beside, end

KINDS: dict[str, tuple[str, ...]] = {
    "web": tuple(part.name for part in PARTS if part.kind == "web" and part.name not in BESIDE),
    "worker": tuple(part.name for part in PARTS if part.kind in ("worker", "agent")),
    "projector": tuple(part.name for part in PARTS if part.kind == "projector"),
    "relay": tuple(part.name for part in PARTS if part.kind == "relay"),
    "klok": ("klok", "organisatie", "gateway"),
    "kafka": ("kafka",),
    "postgres": ("postgres",),
}
ENGINES = ("kafka", "postgres")
MOST_KILLS, MOST_KILLS_OF_AN_ENGINE = 4, 2  # in each step
# What a page answers while a part behind it is away: a sentence, never a fault of its own.
AWAY = {502, 503, 504}
PEOPLE = [
    arrival.aanmelding
    for arrival in entrepreneurs(number=420, seed=7)
    if arrival.aanmelding["bsn"] not in KEPT_APART
]
CREDIT = {"bedrag_cent": 12_000_00, "product": "bedrijfskapitaal_rentedragend", "termijnen": 36}
EACH = len(PEOPLE) // len(KINDS)


@contextmanager
def killing(
    whole: Town, names: tuple[str, ...], chance: random.Random, *, most: int
) -> Iterator[list[str]]:
    """Kills a part at a moment nobody chose, waits until it works again, and so on, `most` times at most; tells which."""
    stopped, killed = threading.Event(), list[str]()

    def kill() -> None:
        while len(killed) < most and not stopped.wait((3 if killed else 0.5) * chance.random()):
            name = chance.choice(names)
            if whole.kill(name):
                killed.append(name)
                whole.await_running(name)

    thread = beside(kill)
    try:
        yield killed
    finally:
        stopped.set()
        end(thread, patience=2 * PATIENCE_SECONDS)


@contextmanager
def reading(whole: Town) -> Iterator[Counter[tuple[str, int]]]:
    """Somebody who opens every page all the while; tells how often each was answered how."""
    stopped, answers = threading.Event(), Counter[tuple[str, int]]()
    pages = [ingang.adres for ingang in INGANGEN] + [
        "/parameters",
        "/klok",
        "/werkvoorraad?blad=alles",
    ]

    def read() -> None:
        with httpx.Client(base_url=whole.state.pages["start"], timeout=15) as client:
            for page in cycle(pages):
                if stopped.wait(0.5):
                    return
                with suppress(httpx.HTTPError):
                    answers[page, client.get(page).status_code] += 1

    thread = beside(read)
    try:
        yield answers
    finally:
        stopped.set()
        end(thread, patience=2 * PATIENCE_SECONDS)


def come_in(whole: Town, people: list[dict[str, Any]]) -> None:
    """One by one and in files, all with keys, all asked again until answered."""
    for number, person in enumerate(people[: len(people) // 2]):
        answer = whole.send(
            "POST", "intake", "aanmeldingen", key=f"key-{person['bsn']}-{number}", json=person
        )
        assert answer.status_code in (201, 409), answer.text
        if answer.status_code == 201:
            apply(whole, answer.json()["dossier_id"], person)
    for start in range(len(people) // 2, len(people), 10):
        whole.send("POST", "intake", "aanmeldingen-imports", json=people[start : start + 10])
    whole.settle()


def apply(whole: Town, dossier: str, person: dict[str, Any]) -> None:
    """For what was asked, with a key for each."""
    for soort in ("bedrijfskapitaal", "levensonderhoud"):
        if soort in person["hulpvraag"]:
            application = {"soort": soort, "ontvangen_op": whole.today().isoformat()}
            filed = whole.send(
                "POST",
                "intake",
                f"aanmeldingen/{dossier}/aanvragen",
                key=f"a{dossier}{soort}",
                json=application,
            )
            assert filed.status_code == 201, filed.text


def be_decided(whole: Town) -> None:
    for aanvraag in open_applications(whole)[:15]:
        identity = aanvraag["aanvraag_id"]
        judgement = {"advies": "toewijzen", "is_levensvatbaar": True, "voorgesteld_cent": 12_000_00}
        assert (
            whole.send(
                "POST",
                "bbz",
                f"aanvragen/{identity}/beoordelingen",
                key=f"b{identity}",
                json=judgement,
            ).status_code
            < 300
        )
        credit = CREDIT | {"uitbetaald_op": whole.today().isoformat()}
        granted = whole.send(
            "POST",
            "bbz",
            f"aanvragen/{identity}/verstrekkingen",
            actor="consulent-2",
            key=f"v{identity}",
            json=credit,
        )
        assert granted.status_code < 300, granted.text
    whole.settle()


def live_a_day_and_pay(whole: Town) -> None:
    dag = whole.next_day()
    statement = whole.bank.statement(
        dag, [Storting(lening["betalingskenmerk"], 100_00) for lening in loans(whole)[:20]]
    )
    assert whole.send(
        "POST",
        "ledger",
        "bankafschriften",
        actor="debiteuren-1",
        content=statement,
        headers={"Content-Type": "application/xml"},
    ).status_code in (200, 201, 202, 409)
    whole.settle()


def open_applications(whole: Town) -> list[dict[str, Any]]:
    rows = whole.send("GET", "bbz", "aanvragen", params={"status": "open", "pageSize": 100}).json()[
        "aanvragen"
    ]
    return [
        row
        for row in rows
        if row["soort"] == "bedrijfskapitaal" and row["groep"] in ("gevestigd", "starter")
    ]


def loans(whole: Town) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = whole.send(
        "GET", "ledger", "leningen", params={"pageSize": 100}
    ).json()["leningen"]
    return rows


@pytest.mark.parametrize("kind", KINDS)
def test_a_kill_loses_and_doubles_nothing(whole: Town, kind: str) -> None:
    number = list(KINDS).index(kind)
    chance, most = random.Random(number), MOST_KILLS_OF_AN_ENGINE if kind in ENGINES else MOST_KILLS
    people = PEOPLE[number * EACH : (number + 1) * EACH]
    steps = (
        partial(come_in, whole, people),
        partial(be_decided, whole),
        partial(live_a_day_and_pay, whole),
    )
    everything_killed = []
    with reading(whole) as answers:
        for step in steps:
            with killing(whole, KINDS[kind], chance, most=most) as killed:
                step()
            everything_killed += killed
    assert len(everything_killed) >= len(steps), "hardly anything was killed: this proved nothing"
    assert {status for _, status in answers} - AWAY == {200}, (answers, whole.unexpected())
    whole.await_running(*[part.name for part in PARTS if part.kind != "once"])
    whole.settle()
    account = look(whole.admin_url, whole.state.kafka or "")
    account.assert_clean()
