"""The whole system by its own command: from a granted credit to the debtor list, and from a file of aanmeldingen to their routes."""

import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any

import httpx
import psycopg
from stdnum.nl import bsn

from deploy.local.city.people import account, entrepreneurs
from tests.benchmarks.figures import Notebook, Progress
from tests.failures.town import START, Town, memory_of, town

WORKS = ("grant_to_view", "import_and_route")
RATE = 20.0
# The largest crowd of test persons that is prepared for the grants.
PEOPLE = 850
# A grant that is not in the view by then never will be.
PATIENCE_SECONDS = 120
CREDIT = {
    "bedrag_cent": 12_000_00,
    "product": "bedrijfskapitaal_rentedragend",
    "termijnen": 36,
    "uitbetaald_op": START.isoformat(),
}


def measure(notes: Notebook, progress: Progress, works: Sequence[str], size: int) -> None:
    """One repeat on a system of its own."""
    with town() as whole:
        whole.begin(START)
        whole.settle()
        if "import_and_route" in works:
            progress.say(f"import and route, {size:,} aanmeldingen")
            _import(whole, notes, size)
        if "grant_to_view" in works:
            _grants(whole, notes, progress)
        memory = sum(memory_of(whole.folder).values()) / 2**20
        notes.note("memory_of_all_processes", memory, "MiB", size=size)


def _import(whole: Town, notes: Notebook, size: int) -> None:
    """From the POST to the moment when nothing is on its way any more."""
    people = _crowd(size)
    begin = time.perf_counter()
    whole.send("POST", "intake", "aanmeldingen-imports", json=people)
    whole.settle()
    seconds = time.perf_counter() - begin
    notes.note("import_and_route", len(people) / seconds, "aanmeldingen/s", size=len(people))


def _crowd(size: int) -> list[dict[str, Any]]:
    """Any number of people: the official test range holds some 900 numbers, so these have numbers from 900000000 on."""
    numbers = (text for number in count(900_000_000) if bsn.is_valid(text := str(number)))
    return [
        person | {"bsn": number, "iban": account(index), "kvk_nummer": f"{90_000_000 + index:08d}"}
        for index, number, person in zip(
            range(PEOPLE, PEOPLE + size), numbers, _people(), strict=False
        )
    ]


def _people() -> Iterator[dict[str, Any]]:
    for seed in count(23):
        for arrival in entrepreneurs(number=PEOPLE, seed=seed):
            yield arrival.aanmelding


def _grants(whole: Town, notes: Notebook, progress: Progress) -> None:
    progress.say("grant to view: judged applications")
    ready = _prepare(whole)
    watch = _Watch(whole)
    watch.start()
    half = len(ready) // 2
    progress.say(f"grant to view, {RATE:.0f}/s")
    _note(notes, "grant_to_view", *_grant(whole, ready[:half], RATE, watch))
    progress.say("grant to view, as fast as 16 callers can")
    waits, seconds = _grant(whole, ready[half:], None, watch)
    notes.note("grant_to_view.rate", len(waits) / seconds, "grants/s", size=len(waits))
    watch.stopped.set()


def _note(notes: Notebook, work: str, waits: list[float], seconds: float) -> None:
    p50, p99 = (waits[int(len(waits) * share)] * 1000 for share in (0.5, 0.99))
    notes.note(work, p99, "ms", size=len(waits))
    notes.note(f"{work}.p50", p50, "ms", size=len(waits))


class _Watch(threading.Thread):
    """Notes when each loan is first in the debtor view, every few milliseconds."""

    def __init__(self, whole: Town) -> None:
        super().__init__(daemon=True)
        self.url, self.stopped = f"{whole.admin_url}/ledger", threading.Event()
        self.seen = dict[str, float]()

    def run(self) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            while not self.stopped.wait(0.004):
                now = time.monotonic()
                for (lening_id,) in connection.execute("SELECT lening_id FROM debiteuren"):
                    self.seen.setdefault(str(lening_id), now)


def _prepare(whole: Town) -> list[str]:
    """Judged applications, ready to be granted."""
    for arrival in entrepreneurs(number=PEOPLE, seed=11):
        taken = whole.send("POST", "intake", "aanmeldingen", json=arrival.aanmelding)
        if taken.status_code == 201 and "bedrijfskapitaal" in arrival.aanmelding["hulpvraag"]:
            application = {"soort": "bedrijfskapitaal", "ontvangen_op": whole.today().isoformat()}
            where = f"aanmeldingen/{taken.json()['dossier_id']}/aanvragen"
            whole.send("POST", "intake", where, json=application)
    whole.settle()
    ready, page = list[str](), 1
    while rows := whole.send(
        "GET", "bbz", "aanvragen", params={"status": "open", "pageSize": 100, "page": page}
    ).json()["aanvragen"]:
        ready += [
            row["aanvraag_id"]
            for row in rows
            if row["soort"] == "bedrijfskapitaal" and row["groep"] in ("gevestigd", "starter")
        ]
        page += 1
    judgement = {"advies": "toewijzen", "is_levensvatbaar": True, "voorgesteld_cent": 12_000_00}
    with ThreadPoolExecutor(8) as pool:
        list(
            pool.map(
                lambda identity: whole.send(
                    "POST", "bbz", f"aanvragen/{identity}/beoordelingen", json=judgement
                ),
                ready[:PEOPLE],
            )
        )
    whole.settle()
    return ready[:PEOPLE]


def _grant(
    whole: Town, identities: list[str], rate: float | None, watch: _Watch
) -> tuple[list[float], float]:
    """Seconds from each POST to the view, sorted, and of all together; at a rate, or as fast as sixteen callers can."""
    asked: dict[str, float] = {}
    client, url = httpx.Client(timeout=30), whole.urls["bbz"]
    begin = time.monotonic()

    def one(numbered: tuple[int, str]) -> None:
        number, identity = numbered
        due = begin + number / rate if rate else time.monotonic()
        time.sleep(max(0.0, due - time.monotonic()))
        answer = client.post(
            f"{url}/bbz/v1/aanvragen/{identity}/verstrekkingen",
            json=CREDIT,
            headers={"Doorstart-Actor": "consulent-2"},
        )
        asked[answer.json()["lening_id"]] = due

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(one, enumerate(identities)))
    patience = time.monotonic() + PATIENCE_SECONDS
    while missing := set(asked) - set(watch.seen):
        if time.monotonic() > patience:
            raise TimeoutError(
                f"{len(missing)} of {len(asked)} grants are not in the debtor view"
                f" after {PATIENCE_SECONDS} seconds, such as {min(missing)}"
            )
        time.sleep(0.05)
    last = max(watch.seen[lening] for lening in asked)
    return sorted(watch.seen[lening] - due for lening, due in asked.items()), last - begin
