"""Every list of every service with more than a page in it, and what its page says."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import Any
from uuid import UUID, uuid5

from psycopg import sql
from starlette.testclient import TestClient

from services.ledger.domain.betalingskenmerk import betalingskenmerk
from shared.settings import Database
from shared.store import Store
from tests.web.house import client_of, house

DAG = date(2026, 3, 2)
ROWS = 30
ROOT = UUID("7d1c5b1e-2b60-4f0e-9a55-0f6f7a0c1d11")
_TAG = re.compile(r"<[^>]+>")
_SHORT = re.compile(r"\b[0-9a-f]{8}\b(?!-)", re.IGNORECASE)
_REFERENCE = re.compile(r"\b[0-9]{16}\b|\b[0-9]{4}(?: [0-9]{4}){3}\b")
_AMOUNT = re.compile(r"€\s-?[0-9.]+,[0-9]{2}")


@dataclass(frozen=True)
class Lijst:
    """A list on a page: its caption, how many it says there are, and the rows of this page as text."""

    naam: str
    total: int
    rows: list[str]
    part: str

    @property
    def numbers(self) -> set[str]:
        """Every reference, short number and amount that its rows show."""
        return {found for row in self.rows for kind in (_SHORT, _REFERENCE, _AMOUNT) for found in kind.findall(row)}


def lijsten_van(page: str) -> list[Lijst]:
    """The tables of a page that count their rows."""
    parts = re.split(r"<caption>", page)[1:]
    return [_lijst(part) for part in parts if 'class="teller"' in part.partition("</caption>")[0]]


def _lijst(part: str) -> Lijst:
    caption, _, rest = part.partition("</caption>")
    naam, _, teller = caption.partition('<span class="teller">')
    body, _, after = rest.partition("<tbody>")[2].partition("</tbody>")
    rows = [text(row) for row in re.findall(r"<tr[^>]*>(.*?)</tr>", body, re.DOTALL) if 'class="leeg"' not in row]
    return Lijst(text(naam), int(_TAG.sub("", teller).strip().replace(".", "")), rows, after.partition("<caption>")[0])


def text(html: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def nummer(soort: str, getal: int) -> UUID:
    """The id of one row of a kind."""
    return uuid5(ROOT, f"{soort}-{getal}")


@contextmanager
def gevuld(new_database: Callable[[str], Database], service: str) -> Iterator[tuple[TestClient, list[str]]]:
    """Somebody who looks at a service in which every list has more than a page, and the addresses of those lists."""
    with house(new_database, service, DAG) as (app, store):
        yield client_of(app), VULLERS[service](store)


def _intake(store: Store) -> list[str]:
    een = nummer("import", 0)
    for getal in range(ROWS):
        persoon, dossier = nummer("persoon", getal), nummer("dossier", getal)
        _schrijf(store, "persons", person_id=persoon, bsn_mark=persoon.bytes)
        _schrijf(store, "dossiers", dossier_id=dossier, person_id=persoon, gemeente="GM9901", ontvangen_op=DAG, sealed=b"")
        _schrijf(
            store,
            "imports",
            import_id=nummer("import", getal),
            actor="consulent-1",
            ontvangen_op=DAG,
            laatste_regel=ROWS,
            status="klaar",
            vorm='{"soort": "json", "encoding": "utf-8"}',
            aangenomen=ROWS,
        )
    for getal in range(ROWS):
        _schrijf(store, "import_regels", import_id=een, regel=getal + 1_000, uitkomst="aangenomen", dossier_id=nummer("dossier", getal))
    return ["/aanmeldingen", "/aanmeldingen/imports", f"/aanmeldingen/imports/{een}"]


def _routing(store: Store) -> list[str]:
    for getal in range(ROWS):
        _schrijf(
            store,
            "werkvoorraad",
            dossier_id=nummer("dossier", getal),
            gemeente="GM9901",
            team="team",
            stap="beoordelen",
            actie="Beoordeel",
            wacht_op="ons",
            termijn=DAG,
            herkomst="wet",
            grondslag="Bbz",
            adres="",
            is_spoed=False,
            wacht_sinds=DAG,
            achterstand_cent=0,
            laatste_wat="x",
        )
    return ["/werkvoorraad?blad=alles"]


def _bbz(store: Store) -> list[str]:
    for getal in range(ROWS):
        _schrijf(
            store,
            "aanvragen",
            aanvraag_id=nummer("aanvraag", getal),
            dossier_id=nummer("dossier", getal),
            gemeente="GM9901",
            groep="gevestigd",
            soort="bedrijfskapitaal",
            status="verstrekt",
            loopt=False,
            aanvraagdatum=DAG,
            beslistermijn_tot=DAG,
            is_opgeschort=False,
            bedrag_cent=2_400_000 + getal,
            lening_id=nummer("lening", getal),
            is_lening_bevestigd=True,
        )
    return ["/aanvragen"]


def _notify(store: Store) -> list[str]:
    for getal in range(ROWS):
        lening = nummer("lening", getal)
        _schrijf(
            store,
            "verzendingen",
            bericht_id=nummer("bericht", getal),
            dossier_id=nummer("dossier", getal),
            lening_id=lening,
            gemeente="GM9901",
            soort="aanmaning",
            status="verstuurd",
            gevraagd_op=DAG,
            betalingskenmerk=betalingskenmerk(lening),
        )
    return ["/brieven"]


def _schrijf(store: Store, table: str, **values: Any) -> None:
    names = sql.SQL(", ").join(map(sql.Identifier, values))
    places = sql.SQL(", ").join(map(sql.Placeholder, values))
    with store.cursor() as cursor:
        cursor.execute(sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(sql.Identifier(table), names, places), values)


VULLERS: dict[str, Callable[[Store], list[str]]] = {"intake": _intake, "routing": _routing, "bbz": _bbz, "notify": _notify}
