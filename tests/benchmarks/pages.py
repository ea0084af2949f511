"""Lists as people ask for them, in tables of a hundred thousand rows: as they open, on every order and every page they link to, searched.

The rows of a small filled service are multiplied by SQL in the tables that its projections write; the ledger itself reads the
bank files.
"""

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from html import unescape

from psycopg import sql
from starlette.testclient import TestClient

from deploy.local.city.bankbestand import Storting
from shared.recht.betalingskenmerk import betalingskenmerk
from shared.store import Store
from tests.benchmarks.figures import Notebook, Progress
from tests.benchmarks.ledger import OPENED, new_database
from tests.infrastructure import DatabaseServer
from tests.steun.ledger.stad import Stad, krediet, lening_id
from tests.web.house import client_of, house
from tests.web.lijsten import DAG, VULLERS, lijsten_van

WORKS = ("pages",)
ROWS, FILES, LINES, TIMES = 100_000, 300, 20, 3
# The list and its table.
LISTS = {
    "debiteuren": ("ledger", "/debiteuren", "debiteuren"),
    "aanmeldingen": ("intake", "/aanmeldingen", "dossiers"),
    "werkvoorraad": ("routing", "/werkvoorraad?blad=alles", "werkvoorraad"),
    "aanvragen": ("bbz", "/aanvragen", "aanvragen"),
    "brieven": ("notify", "/brieven", "verzendingen"),
}
_LINK = re.compile(r'href="([^"#]*\?[^"#]*)"')


def measure(server: DatabaseServer, notes: Notebook, progress: Progress) -> None:
    """One repeat: every list on a database of its own, and the bank page beside the debtors."""
    for name, (service, address, table) in LISTS.items():
        progress.say(f"pages: {name}, {ROWS:,} rows")
        with opened(server, service) as (client, store):
            VULLERS[service](store)
            _multiply(store, table) if name != "aanmeldingen" else _register(store)
            notes.note(f"pages.{name}", _p95(client, address), "ms", size=ROWS)
    progress.say(f"pages: bank, {FILES} files")
    with opened(server, "ledger") as (client, store):
        _read_files(store)
        notes.note("pages.bank", _p95(client, "/bank"), "ms", size=FILES)


@contextmanager
def opened(server: DatabaseServer, service: str) -> Iterator[tuple[TestClient, Store]]:
    """The pages of a service on a database of its own, as the demo shows them."""
    before = os.environ.get("DOORSTART_DEMO")
    os.environ["DOORSTART_DEMO"] = "1"
    try:
        with (
            new_database(server, service) as database,
            house(lambda _name: database, service, DAG) as (app, store),
        ):
            yield client_of(app), store
    finally:
        if before is None:
            del os.environ["DOORSTART_DEMO"]
        else:
            os.environ["DOORSTART_DEMO"] = before


def _multiply(store: Store, table: str) -> None:
    """Copies of the rows that are there, each with ids, amounts and days of its own, until there are `ROWS`."""
    with store.cursor() as cursor:
        cursor.execute(
            "SELECT column_name AS name, data_type AS kind FROM information_schema.columns"
            " WHERE table_schema = 'public' AND table_name = %s AND is_generated = 'NEVER'"
            " AND is_identity = 'NO' AND coalesce(column_default, '') NOT LIKE 'nextval%%'",
            (table,),
        )
        columns = {row["name"]: row["kind"] for row in cursor.fetchall()}
        values = [_another(name, kind) for name, kind in columns.items()]
        query = sql.SQL(
            "INSERT INTO {table} ({names}) SELECT {values} FROM {table} AS t, generate_series(1, %s / (SELECT count(*) FROM {table})) AS n"
        ).format(
            table=sql.Identifier(table),
            names=sql.SQL(", ").join(map(sql.Identifier, columns)),
            values=sql.SQL(", ").join(values),
        )
        cursor.execute(query, (ROWS,))
    with store.cursor() as cursor:
        cursor.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(table)))


def _register(store: Store) -> None:
    """A person has one open dossier."""
    with store.cursor() as cursor:
        cursor.execute(
            "WITH new AS (INSERT INTO persons (person_id, bsn_mark) SELECT gen_random_uuid(), uuid_send(gen_random_uuid())"
            " FROM generate_series(1, %s) RETURNING person_id)"
            " INSERT INTO dossiers (dossier_id, person_id, gemeente, ontvangen_op, sealed)"
            " SELECT gen_random_uuid(), person_id, 'GM9901', %s::date - (random() * 300)::int, '' FROM new",
            (ROWS, DAG),
        )
    with store.cursor() as cursor:
        cursor.execute("ANALYZE dossiers")


def _another(name: str, kind: str) -> sql.Composable:
    column = sql.Identifier("t", name)
    if kind == "uuid":
        return sql.SQL("gen_random_uuid()")
    if name == "betalingskenmerk":
        return sql.SQL("lpad((random() * 1e15)::bigint::text, 16, '7')")
    if name.endswith("_cent"):
        return sql.SQL("{} + (random() * 1000000)::int").format(column)
    if kind == "date":
        return sql.SQL("{} - (random() * 300)::int").format(column)
    return column


def _read_files(store: Store) -> None:
    """A day after the other, each with receipts that a person must explain and one that the ledger books."""
    stad = Stad(store)
    stad.dag(OPENED)
    stad.hoor(krediet(0))
    with store.transaction() as transaction:
        transaction.hear_day(OPENED + FILES * timedelta(days=1))
    known = betalingskenmerk(lening_id(0))
    for number in range(FILES):
        foreign = [
            Storting(betalingskenmerk(10**13 + number * LINES + line), 100 + line)
            for line in range(LINES - 1)
        ]
        stad.afschrift(OPENED + number * timedelta(days=1), Storting(known, 1_00), *foreign)


def _p95(client: TestClient, address: str) -> float:
    """In ms, over what the first page links to and what is seen on it as a search."""
    page = client.get(address)
    if page.status_code != 200:
        raise RuntimeError(f"{address}: {page.status_code}")
    path = address.partition("?")[0]
    links = {
        unescape(link)
        for link in _LINK.findall(page.text)
        if link.startswith((path + "?", "?")) and "csv" not in link
    }
    seen = sorted(number for found in lijsten_van(page.text) for number in found.numbers)[:10]
    asked = [address, *sorted(path + link[link.index("?") :] for link in links)]
    asked += [f"{path}?zoek={number}" for number in seen]
    spent = []
    for one in asked * TIMES:
        begin = time.perf_counter()
        answer = client.get(one)
        spent.append((time.perf_counter() - begin) * 1000)
        if answer.status_code != 200:
            raise RuntimeError(f"{one}: {answer.status_code}")
    spent.sort()
    return spent[min(len(spent) - 1, int(len(spent) * 0.95))]
