"""Every service with something in it to fill forms in about: where its forms stand, and what is wrong for each."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import uuid5

from starlette.testclient import TestClient

from deploy.local.city.bankbestand import Storting
from deploy.organisatie.formulieren import FORMULIEREN as ORGANISATIE_FORMULIEREN
from services.bbz.application import verwerk_in
from services.bbz.entrypoints.forms import FORMULIEREN as BBZ_FORMULIEREN
from services.bbz.examples import AANVRAAG, BESLOTEN, OPENEN
from services.ledger.domain.verloop.gegevens import Kwijtschelding
from services.ledger.entrypoints.woorden.besluiten import SOORTEN
from services.ledger.entrypoints.woorden.invordering import FORMULIEREN as LADDER
from services.routing.examples import DOSSIER
from shared.facts import Cause
from shared.settings import Database
from shared.store import Store
from tests.bbz.gegeven import KADER
from tests.intake.bestanden import PDF
from tests.intake.test_api import GOOD
from tests.ledger.vaststelling.test_vaststellingen import ID as VASTSTELLING
from tests.ledger.vaststelling.test_vaststellingen import W07, stel_vast, toegekend
from tests.routing.test_pages import House
from tests.steun.ledger.boekenstad import stel_voor
from tests.steun.ledger.stad import Stad, krediet, lening_id
from tests.web.house import client_of, house

DAG = date(2026, 3, 2)


@dataclass(frozen=True)
class Wereld:
    """Somebody at the pages of a service, and the addresses where its forms stand; behind an address what is posted to get there."""

    client: TestClient
    store: Store
    bladzijden: list[str | tuple[str, dict[str, Any]]] = field(default_factory=list)


@dataclass(frozen=True)
class Geval:
    """What is wrong with the form of a route, where the surest mistake would not do, and the words by which it is told."""

    fout: dict[str, Any] = field(default_factory=dict)
    noemt: str = ""


# By the address of the form, whatever its numbers are.
GEVALLEN = {
    r"/aanmeldingen/nieuw": Geval({"bsn": "999990018"}),
    r"/aanmeldingen": Geval({"iban": "NL00ABNA0417164300", "hulpvraag": ["schulden"]}),
    r"/aanmeldingen/[^/]+/corrigeren": Geval({"postcode": "12", "land": "NL"}),
    r"/aanmeldingen/[^/]+/(aanvullen|vervolg)": Geval({"hulpvraag": []}),
    r"/personen/[^/]+/bsn": Geval({"bsn": "999990018"}),
    r"/personen/[^/]+/wissen": Geval({"reden": ""}),
    r"/stukken/[^/]+/ontvangen": Geval({"bron": "partner"}, "Kies een bestand."),
    r"/stukken/[^/]+/vragen": Geval({"hersteltermijn_tot": DAG.isoformat()}),
    r"/stukken/[^/]+/stuk/[^/]+/afwijzen": Geval({"hersteltermijn_tot": "gisteren"}),
    r"/stukken/[^/]+/stuk/[^/]+/vervallen": Geval({"reden": ""}),
    r"/inleveren": Geval({"code": "ABCDE-12345"}),
    r"/inleveren/[^/]+": Geval({"soort": "jaarcijfers"}, "Kies een bestand."),
    r"/dossiers/[^/]+/routekeuze": Geval(
        {"route": ["1"], "leidende_route": "2", "vorm": "telefoon"}, "U koos hulp bij route 2"
    ),
    r"/dossiers/[^/]+/overdrachten": Geval({"aan": ""}),
    r"/werkvoorraad/samen": Geval({"tot": "gisteren", "wat": "sluimeren"}),
    r"/bank/ontvangsten/[^/]+": Geval({"lening": "zomaar"}, "kennen wij niet"),
}


def geval(adres: str) -> Geval:
    return next((een for vorm, een in GEVALLEN.items() if re.fullmatch(vorm, adres)), Geval())


@contextmanager
def wereld(new_database: Callable[[str], Database], service: str) -> Iterator[Wereld]:
    with house(new_database, service) as (app, store):
        client = client_of(app)
        yield Wereld(client, store, WERELDEN[service](client, store))


def _dag(store: Store, dag: date) -> None:
    with store.transaction() as transaction:
        transaction.hear_day(dag)


def _intake(client: TestClient, store: Store) -> list[Any]:
    _dag(store, DAG)
    api = "/intake/v1/aanmeldingen"
    een = client.post(api, json=GOOD).json()["dossier_id"]
    zonder_bsn = {
        naam: waarde for naam, waarde in GOOD.items() if naam not in ("bsn", "kvk_nummer")
    }
    ander = client.post(api, json=zonder_bsn | {"telefoon": "0612345678"}).json()["dossier_id"]
    data = {"waarvoor": "route-1", "soorten": ["jaarcijfers"], "hersteltermijn_tot": "2026-03-16"}
    assert client.post(f"/stukken/{een}/vragen", data=data).status_code == 303
    stuk = {"soort": "legitimatie", "bron": "loket"}
    bestand = {"bestand": ("pas.pdf", PDF)}
    assert client.post(f"/stukken/{een}/ontvangen", data=stuk, files=bestand).status_code == 303
    assert client.post(f"/stukken/{een}/links").status_code == 303
    met_link = client.get(f"/stukken/{een}").text
    (link,) = set(re.findall(rf'href="(/stukken/{een}/links/[0-9a-f-]{{36}})"', met_link))
    (code,) = re.findall(r"(?:[0-9A-Z]{5}-){3}[0-9A-Z]{5}", client.get(link).text)[:1]
    with store.cursor() as cursor:
        cursor.execute("SELECT dossier_id::text AS d, person_id::text AS p FROM dossiers")
        persoon = {row["d"]: row["p"] for row in cursor.fetchall()}
    return [
        "/aanmeldingen/nieuw",
        ("/aanmeldingen/nieuw", {}),
        "/aanmeldingen/imports",
        f"/aanmeldingen/{een}/aanvraag?soort=bedrijfskapitaal",
        f"/aanmeldingen/{een}/corrigeren",
        f"/aanmeldingen/{een}/aanvullen",
        f"/aanmeldingen/{een}/vervolg",
        *(f"/aanmeldingen/{een}/{wat}" for wat in ("sluiten", "heropenen", "intrekken")),
        f"/personen/{persoon[ander]}/bsn",
        f"/personen/{persoon[een]}/wissen",
        f"/personen/{persoon[een]}/samenvoegen?met={ander}",
        f"/stukken/{een}",
        "/inleveren",
        f"/inleveren/{code}",
    ]


def _routing(client: TestClient, store: Store) -> list[Any]:
    House(store).day(DAG).route()
    pad = f"/dossiers/{DOSSIER}"
    return [
        pad,
        f"{pad}/eigenaar",
        f"{pad}/routekeuze",
        ("/werkvoorraad/samen", {"kies": f"{DOSSIER}/consulent-1"}),
    ]


def _bbz(client: TestClient, store: Store) -> list[Any]:
    with store.transaction() as transaction:
        transaction.hear_day(BESLOTEN)
        verwerk_in(transaction, KADER.parameters, OPENEN, Cause("opening", "bbz", OPENEN.op))
    pad = f"/aanvragen/{AANVRAAG}"
    beoordeling = {"advies": "toewijzen", "is_levensvatbaar": "true", "voorgesteld": "24.000,00"}
    wie = {"Doorstart-Actor": "teamleider-1"}
    eerst = client.post(f"{pad}/beoordelingen", data=beoordeling, headers=wie)
    assert eerst.status_code == 303, eerst.text
    client.headers["Doorstart-Actor"] = "consulent-2"
    return [f"{pad}?handeling={wat}" for wat in BBZ_FORMULIEREN]


def _ledger(client: TestClient, store: Store) -> list[Any]:
    """A loan with arrears, a proposal, a vordering, a year to settle and a receipt that nobody knows."""
    stad = Stad(store)
    stad.dag(date(2026, 1, 12))
    open_jaar = toegekend(aanvraag_id=uuid5(VASTSTELLING, "2"), dossier_id=krediet(1).dossier_id)
    stad.hoor(krediet(0), toegekend(), open_jaar)
    for nummer in range(64):
        dag = date(2026, 1, 13) + timedelta(days=nummer)
        stad.dag(dag)
        stad.afschrift(dag)
    stad.afschrift(dag + timedelta(days=1), Storting("", 1_00))
    stad.werk()
    stel_voor(
        stad,
        0,
        Kwijtschelding(bedrag_cent=1_000, deel="hoofdsom", grondslag="beleid van de gemeente"),
    )
    (vordering,) = stel_vast(client, W07, terugvorderen=True)["vorderingen"].values()
    stad.projecteer()
    jaren = stad.rijen("SELECT vaststelling_id FROM vaststellingen")
    lening, claim = f"/leningen/{lening_id(0)}", f"/vorderingen/{vordering}"
    alle = client.get("/debiteuren/voorstellen").text
    (voorstel,) = set(re.findall(rf"{lening}/voorstellen/([0-9a-f-]{{36}})", alle))
    client.headers["Doorstart-Actor"] = "debiteuren-1"
    return [
        *(f"{lening}/besluiten/{code}" for code in SOORTEN),
        f"{lening}/voorstellen/{voorstel}",
        f"{lening}/register",
        *(f"{lening}/invordering?handeling={wat}" for wat in LADDER),
        f"{claim}?blad=besluiten",
        *(f"{claim}/invordering?handeling={wat}" for wat in LADDER),
        *(f"/vaststellingen/{een['vaststelling_id']}?blad=gegevens" for een in jaren),
        "/bank",
    ]


def _notify(client: TestClient, store: Store) -> list[Any]:
    _dag(store, DAG)
    return ["/brieven"]


def _klok(client: TestClient, store: Store) -> list[Any]:
    return []


def _organisatie(client: TestClient, store: Store) -> list[Any]:
    _dag(store, DAG)
    return [
        "/organisatie/medewerkers",
        "/organisatie/mandaten",
        *(een.adres for een in ORGANISATIE_FORMULIEREN),
    ]


WERELDEN: dict[str, Callable[[TestClient, Store], list[Any]]] = {
    "intake": _intake,
    "routing": _routing,
    "bbz": _bbz,
    "ledger": _ledger,
    "notify": _notify,
    "klok": _klok,
    "organisatie": _organisatie,
}
