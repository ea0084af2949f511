"""Every list of every service with more than a page in it, and what its page says."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from html import unescape
from typing import Any
from uuid import UUID, uuid5

from psycopg import sql
from starlette.testclient import TestClient

from deploy.local.city.bankbestand import Storting
from services.ledger.domain.verloop.gegevens import Kwijtschelding
from services.routing.projections.dossier import Dossier
from shared.recht.betalingskenmerk import betalingskenmerk
from shared.settings import Database
from shared.store import Store
from tests.steun.ledger.boekenstad import stel_voor
from tests.steun.ledger.stad import Stad, krediet, lening_id
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
    """A list on a page: its caption, how many it says there are, the rows of this page as text, and what stands below it."""

    naam: str
    total: int
    rows: list[str]
    part: str

    @property
    def numbers(self) -> set[str]:
        """Every reference, short number and amount that its rows show."""
        return {found for row in self.rows for found in numbers_of(row)}


def numbers_of(row: str) -> set[str]:
    return {found for kind in (_SHORT, _REFERENCE, _AMOUNT) for found in kind.findall(row)}


def lijsten_van(page: str) -> list[Lijst]:
    """The tables of a page that count their rows, without the small ones that stand behind a picture in a row."""
    page = re.sub(r'<table class="klein">.*?</table>', "", page, flags=re.DOTALL)
    parts = re.split(r'<caption[^>]*>|<p class="lijstkop">', page)[1:]
    return [
        _lijst(part) for part in parts if 'class="teller"' in re.split("</caption>|</p>", part)[0]
    ]


def _lijst(part: str) -> Lijst:
    caption, rest = re.split("</caption>|</p>", part, maxsplit=1)
    naam, _, teller = caption.partition('<span class="teller">')
    body, after = re.split(
        "</tbody>|</ol>",
        re.split('<tbody[^>]*>|<ol class="tijdlijn">', rest, maxsplit=1)[1],
        maxsplit=1,
    )
    rows = [
        text(row)
        for _, row in re.findall(r"<(tr|li)[^>]*>(.*?)</\1>", body, re.DOTALL)
        if 'class="leeg"' not in row
    ]
    return Lijst(text(naam), int(_TAG.sub("", teller).strip().replace(".", "")), rows, after)


def text(html: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def nummer(soort: str, getal: int) -> UUID:
    """The id of one row of a kind."""
    return uuid5(ROOT, f"{soort}-{getal}")


@dataclass(frozen=True)
class Plek:
    """Where a list stands: its page, its caption, and whether it can be searched. `more`: it has more than `ROWS` rows."""

    address: str
    naam: str
    searches: bool = True
    more: bool = False


def lijst_op(client: TestClient, plek: Plek, **asked: str) -> Lijst:
    """The list as the page shows it."""
    page = client.get(
        plek.address.partition("?")[0] if asked else plek.address, params=asked or None
    )
    assert page.status_code == 200, plek
    (found,) = (lijst for lijst in lijsten_van(page.text) if lijst.naam == plek.naam)
    return found


@contextmanager
def gevuld(
    new_database: Callable[[str], Database], service: str
) -> Iterator[tuple[TestClient, list[Plek]]]:
    """Somebody who looks at a service in which every list has more than a page, and where those lists are."""
    with house(new_database, service, DAG) as (app, store):
        yield client_of(app), VULLERS[service](store)


def _intake(store: Store) -> list[Plek]:
    een = nummer("import", 0)
    for getal in range(ROWS):
        persoon, dossier = nummer("persoon", getal), nummer("dossier", getal)
        schrijf(store, "persons", person_id=persoon, bsn_mark=persoon.bytes)
        schrijf(
            store,
            "dossiers",
            dossier_id=dossier,
            person_id=persoon,
            gemeente="GM9901",
            ontvangen_op=DAG,
            sealed=b"",
        )
        schrijf(
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
        schrijf(
            store,
            "import_regels",
            import_id=een,
            regel=getal + 1_000,
            uitkomst="aangenomen",
            dossier_id=nummer("dossier", getal),
        )
    for getal in range(ROWS):
        schrijf(
            store,
            "uitvragen",
            uitvraag_id=nummer("uitvraag", getal),
            dossier_id=nummer("dossier", getal),
            gemeente="GM9901",
            route=1,
            soorten=["jaarcijfers"],
            ontbreekt=["jaarcijfers"],
            hersteltermijn_tot=DAG,
            gevraagd_op=DAG,
        )
    return [
        Plek("/stukken", "Stukken"),
        Plek("/aanmeldingen", "Aanmeldingen"),
        Plek("/aanmeldingen/imports", "Bestanden met aanmeldingen"),
        Plek(f"/aanmeldingen/imports/{een}", "Regels"),
    ]


def _routing(store: Store) -> list[Plek]:
    for getal in range(ROWS):
        schrijf(
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
    een = nummer("dossier", 0)
    schrijf(store, "dossiers", dossier_id=een, dossier=Dossier().model_dump_json())
    for getal in range(ROWS):
        schrijf(
            store,
            "tijdlijn",
            dossier_id=een,
            dag=DAG,
            wat=f"Gesprek {getal}",
            toelichting="",
            wie="consulent-1",
            adres="",
        )
    return [
        Plek("/werkvoorraad?blad=alles", "Alles"),
        Plek(f"/dossiers/{een}?blad=tijdlijn", "Gebeurtenissen, nieuwste eerst", searches=False),
    ]


def _bbz(store: Store) -> list[Plek]:
    for getal in range(ROWS):
        schrijf(
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
    return [Plek("/aanvragen", "Aanvragen")]


def _notify(store: Store) -> list[Plek]:
    for getal in range(ROWS):
        lening = nummer("lening", getal)
        schrijf(
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
    return [Plek("/brieven", "Brieven")]


def _ledger(store: Store) -> list[Plek]:
    """Thirty loans; on the first of them thirty receipts and as many proposals; thirty bank files of three lines each."""
    stad = Stad(store)
    stad.dag(date(2026, 1, 12))
    stad.hoor(*(krediet(getal, hoofdsom_cent=3_000_000 + getal * 100) for getal in range(ROWS)))
    for getal in range(ROWS):
        lijnen = [
            Storting(kenmerk, cent + getal)
            for kenmerk, cent in (
                (_van(0), 10_000),
                (_vreemd(getal), 20_000),
                (_vreemd(-getal), 30_000),
            )
        ]
        stad.afschrift(date(2026, 1, 12) + timedelta(days=getal), *lijnen)
    stad.dag(DAG)
    stad.afschrift(DAG, Storting("", 1_00))
    with store.cursor() as cursor:
        cursor.execute(
            "UPDATE ontvangsten SET status = 'geen_lening', besloten_op = %s WHERE bedrag_cent >= 30000",
            (DAG,),
        )
    for getal in range(ROWS):
        stel_voor(
            stad,
            0,
            Kwijtschelding(
                bedrag_cent=1_000 + getal, deel="hoofdsom", grondslag="beleid van de gemeente"
            ),
        )
        schrijf(
            store,
            "vaststellingen",
            vaststelling_id=nummer("vaststelling", getal),
            dossier_id=nummer("dossier", getal),
            aanvraag_id=nummer("aanvraag", getal),
            gemeente="GM9901",
            boekjaar_begin=DAG,
            boekjaar_eind=DAG,
            jaarstukken_tot=DAG,
            verstrekt_cent=100_000 + getal,
            stand="wacht_op_gegevens",
            is_open=True,
            dossier="{}",
        )
    stad.projecteer()
    lening = f"/leningen/{lening_id(0)}"
    return [
        Plek("/debiteuren", "Debiteuren"),
        Plek("/debiteuren/voorstellen", "Voorstellen die op een tweede persoon wachten"),
        Plek("/vaststellingen", "Vaststellingen"),
        Plek("/bank", "Nog te duiden", more=True),
        Plek("/bank/besloten", "Besloten"),
        Plek("/bank/bestanden", "Bestanden, nieuwste eerst", more=True),
        Plek(f"{lening}?blad=geld", "Boekingen, nieuwste eerst", searches=False, more=True),
        Plek(f"{lening}?blad=geld", "Termijnen", searches=False, more=True),
        Plek("/parameters", "Parameters", searches=False, more=True),
    ]


def _van(getal: int) -> str:
    return betalingskenmerk(lening_id(getal))


def _vreemd(getal: int) -> str:
    """A valid reference that no debt has."""
    return betalingskenmerk(10**14 + getal)


def schrijf(store: Store, table: str, **values: Any) -> None:
    names = sql.SQL(", ").join(map(sql.Identifier, values))
    places = sql.SQL(", ").join(map(sql.Placeholder, values))
    with store.cursor() as cursor:
        cursor.execute(
            sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(sql.Identifier(table), names, places),
            values,
        )


VULLERS: dict[str, Callable[[Store], list[Plek]]] = {
    "intake": _intake,
    "routing": _routing,
    "bbz": _bbz,
    "ledger": _ledger,
    "notify": _notify,
}
# The captions of the lists that are filled here.
CAPTIONS = (
    "Stukken",
    "Aanmeldingen",
    "Bestanden met aanmeldingen",
    "Regels",
    "Alles",
    "Gebeurtenissen, nieuwste eerst",
    "Aanvragen",
    "Debiteuren",
    "Voorstellen die op een tweede persoon wachten",
    "Vaststellingen",
    "Nog te duiden",
    "Besloten",
    "Bestanden, nieuwste eerst",
    "Boekingen, nieuwste eerst",
    "Termijnen",
    "Parameters",
    "Brieven",
)
