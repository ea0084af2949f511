"""From POST to the debtor view: `python -m tests.benchmarks.end_to_end`. Starts a system of its own and prints its figures.

Grants are posted at a fixed rate, whatever the answers take (open loop), and the debtor table is asked every few milliseconds
when each loan is first in it. No test asserts these times: compare runs on one machine, or the ratios in one run.
"""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import psycopg

from deploy.local.city.people import entrepreneurs
from tests.failures.town import START, Town, memory_of, town

CREDIT = {
    "bedrag_cent": 12_000_00,
    "product": "bedrijfskapitaal_rentedragend",
    "termijnen": 36,
    "uitbetaald_op": START.isoformat(),
}


class Watch(threading.Thread):
    """Notes when each loan is first in the debtor view."""

    def __init__(self, whole: Town) -> None:
        super().__init__(daemon=True)
        self.url, self.seen, self.stopped = (
            f"{whole.admin_url}/ledger",
            dict[str, float](),
            threading.Event(),
        )

    def run(self) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            while not self.stopped.wait(0.004):
                now = time.monotonic()
                for (lening_id,) in connection.execute(
                    "SELECT lening_id FROM debiteuren"
                ).fetchall():
                    self.seen.setdefault(str(lening_id), now)


def prepare(whole: Town) -> list[str]:
    """Judged applications, ready to be granted."""
    people = [arrival.aanmelding for arrival in entrepreneurs(number=850, seed=11)]
    whole.send("POST", "intake", "aanmeldingen-imports", json=people)
    whole.settle()
    ready: list[str] = []
    page = 1
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
                ready,
            )
        )
    whole.settle()
    return ready


def grant(whole: Town, identities: list[str], rate: float | None) -> dict[str, float]:
    """Posts grants at a rate, or as fast as sixteen callers can; when each loan was asked for."""
    asked: dict[str, float] = {}
    client, url = httpx.Client(timeout=30), whole.urls["bbz"]
    begin = time.monotonic()

    def one(numbered: tuple[int, str]) -> None:
        number, identity = numbered
        if rate:
            time.sleep(max(0.0, begin + number / rate - time.monotonic()))
        at = time.monotonic()
        answer = client.post(
            f"{url}/bbz/v1/aanvragen/{identity}/verstrekkingen",
            json=CREDIT,
            headers={"Doorstart-Actor": "consulent-2"},
        )
        asked[answer.json()["lening_id"]] = at

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(one, enumerate(identities)))
    return asked


def report(name: str, asked: dict[str, float], watch: Watch) -> None:
    while set(asked) - set(watch.seen):
        time.sleep(0.05)
    waits = sorted(watch.seen[lening] - at for lening, at in asked.items())
    took = max(watch.seen[lening] for lening in asked) - min(asked.values())
    p50, p99 = (waits[int(len(waits) * share)] * 1000 for share in (0.5, 0.99))
    print(
        f"{name}: {len(waits)} grants in {took:.1f} s ({len(waits) / took:.0f}/s), to the debtor view p50 {p50:.0f} ms, p99 {p99:.0f} ms"
    )


def main() -> None:
    with town() as whole:
        whole.begin(START)
        whole.settle()
        ready = prepare(whole)
        watch = Watch(whole)
        watch.start()
        half = len(ready) // 2
        report("20/s", grant(whole, ready[:half], 20.0), watch)
        report("as fast as 16 callers can", grant(whole, ready[half:], None), watch)
        watch.stopped.set()
        memory: dict[str, Any] = memory_of(whole.folder)
        print(
            f"resident: {sum(memory.values()) / 2**20:.0f} MB over {len(memory)} processes (PostgreSQL's own children not counted)"
        )


if __name__ == "__main__":
    main()
