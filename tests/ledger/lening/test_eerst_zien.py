"""What a page shows before it does it is what the books say afterwards, for every command that is shown first."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from html import unescape
from pathlib import Path
from uuid import UUID

import pytest
from starlette.testclient import TestClient

from deploy.local.city.bankbestand import Storting
from services.ledger.domain.invordering.state import traject_id
from services.ledger.domain.vordering.besluitsoorten import SOORTEN as BESLUITEN
from services.ledger.domain.vordering.commands import OpenVordering
from services.ledger.entrypoints.woorden.algemeen import zin
from services.ledger.entrypoints.woorden.besluiten import SOORTEN
from services.ledger.entrypoints.woorden.invordering import KNOP
from shared.contracts import notify
from shared.settings import Database
from tests.ledger.bank.test_aansluiting import TERUG, VORDERING, vraag
from tests.ledger.lening.test_besluitpaginas import verborgen
from tests.ledger.test_web import client_of
from tests.steun.ledger.stad import Stad, krediet, lening_id

EERST, VERVAL, DAARNA = date(2026, 1, 12), date(2026, 2, 28), date(2026, 4, 20)
NA_DE_AANMANING, LATER = date(2026, 5, 11), date(2026, 6, 15)
LENING, ANDERE, START, CLAIM = lening_id(0), lening_id(1), lening_id(5), lening_id(VORDERING)
ENTRYPOINTS = Path(__file__).parents[3] / "services" / "ledger" / "entrypoints"
KOSTEN = {"bedrag": "15,00", "grondslag": "Awb 4:113", "motivering": "betaalt_niet"}
UITSTEL = {"van": "2026-05-01", "maanden": "3", "rente_mee": "nee"}
KWIJT = {"bedrag": "10,00", "deel": "hoofdsom", "grondslag": "beleid van de gemeente"}
# Of every decision that is shown first: about which debt, and what is filled in. `{ontvangst}` is the receipt on that debt.
OVER_EEN_LENING: dict[str, tuple[UUID, dict[str, str]]] = {
    "kosten": (LENING, KOSTEN),
    "uitstel": (LENING, UITSTEL),
    "uitstelintrekking": (LENING, {}),
    "betaalkeuze": (LENING, {"betaling_id": "{ontvangst}", "keuze": "einddatum_blijft"}),
    "correctie": (LENING, {"van": "{ontvangst}"}),
    "kwijtschelding": (LENING, KWIJT),
    "achterstand_kwijt": (LENING, {"grondslag": "Toeslagengedupeerden"}),
    "buiten_invordering": (LENING, {}),
    "invordering_hervat": (LENING, {}),
    "storno": (ANDERE, {"van": "{ontvangst}"}),
    "einde_bedrijf": (ANDERE, {"verwijtbaar": "nee", "renteloos": "ja"}),
    "draagkracht": (ANDERE, {"netto_inkomen": "30.000,00", "norm": "18.000,00"}),
    "opeising": (LENING, {"grond": "niet_betaald"}),
    "schuldregeling": (LENING, {"bedrag": "100,00", "alle_schuldeisers_werken_mee": "ja"}),
    "om_niet": (START, {"bedrag": "100,00", "grondslag": "Bbz art. 29"}),
    "omzetting": (START, {"jaarrente_procent": "8", "termijnen": "60", "methode": "lineair"}),
}
# The page of these is the same; what they book has its own tests: it needs a year that is over, a tegoed, or a borgtocht.
ELDERS = {"borgtochtclaim", "wettelijke_rente", "rentekwijtschelding", "terugstorting"}
OVER_EEN_VORDERING: dict[str, dict[str, str]] = {
    "kosten": KOSTEN,
    "kwijtschelding": {"bedrag": "10,00"},
    "correctie": {"betaling_id": "{ontvangst}"},
    "invordering_gestaakt": {},
}
# A storno is looked at in test_terugdraaien: this receipt is already taken off by the correctie.
VORDERING_ELDERS = {"storno", "wettelijke_rente", "terugstorting", "invordering_hervat"}


@pytest.fixture
def stad(
    new_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Stad]:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    stad = Stad.nieuw(new_database("ledger"))
    stad.dag(EERST)
    voorbereiding = {
        "product": "voorbereidingskrediet",
        "groep": "starter",
        "methode": "renteloos",
        "jaarrente_procent": Decimal(0),
    }
    stad.hoor(krediet(0), krediet(1), krediet(5, **voorbereiding))
    vraag(stad, OpenVordering(**TERUG.model_dump()))
    stad.dagen(EERST, VERVAL)
    stad.afschrift(
        VERVAL,
        *(
            Storting("zonder kenmerk", cent, gestructureerd=False)
            for cent in (90_000, 6_000, 7_000)
        ),
    )
    stad.dagen(date(2026, 3, 1), DAARNA)
    yield stad
    stad.store.close()


def _voorstel(client: TestClient, lening: UUID) -> str:
    """The address of the proposal that was made last."""
    page = client.get(f"/leningen/{lening}").text
    return re.findall(rf'"(/leningen/{lening}/voorstellen/[0-9a-f-]+)"', page)[-1]


def test_wat_eerst_te_zien_was_is_wat_er_daarna_staat(stad: Stad) -> None:
    client: TestClient = client_of(stad)
    regels = stad.rijen(
        "SELECT ontvangst_id FROM ontvangsten WHERE status = 'te_duiden' ORDER BY bedrag_cent DESC"
    )
    for schuld, regel in zip((LENING, ANDERE, CLAIM), regels, strict=True):
        doe(
            client,
            stad,
            f"/bank/ontvangsten/{regel['ontvangst_id']}",
            {"besluit": "toegewezen", "lening": str(schuld)},
            schuld,
        )
    ontvangst = {
        rij["lening_id"]: str(rij["betaling_id"])
        for rij in stad.rijen("SELECT lening_id, betaling_id FROM ontvangsten")
    }
    for soort, (lening, velden) in OVER_EEN_LENING.items():
        waarden = {
            naam: waarde.format(ontvangst=ontvangst.get(lening)) for naam, waarde in velden.items()
        }
        doe(
            client,
            stad,
            f"/leningen/{lening}/besluiten/{soort}",
            {"motivering": SOORTEN[soort].motivering} | waarden,
            lening,
        )
        if SOORTEN[soort].vraagt_tweede:
            bekrachtig(
                client,
                stad,
                _voorstel(client, lening),
                lening,
            )
    for soort, velden in OVER_EEN_VORDERING.items():
        waarden = {
            naam: waarde.format(ontvangst=ontvangst[CLAIM]) for naam, waarde in velden.items()
        }
        doe(
            client,
            stad,
            f"/vorderingen/{CLAIM}/besluiten",
            {"soort": soort, "motivering": "betaalt_niet"} | waarden,
            CLAIM,
        )
    _ook_een_stap_die_niet_terug_kan(client, stad)


def test_elk_besluit_dat_eerst_te_zien_is_heeft_een_rij() -> None:
    assert OVER_EEN_LENING.keys() | ELDERS == SOORTEN.keys()
    assert OVER_EEN_VORDERING.keys() | VORDERING_ELDERS == set(BESLUITEN)
    assert set(KNOP) == {"aanmaning", "dwangbevel", "overdracht"}
    makers = [
        pad.name
        for pad in ENTRYPOINTS.rglob("*.py")
        if "import Voorbeeld" in pad.read_text(encoding="utf-8")
    ]
    assert sorted(makers) == ["bank.py", "besluiten.py", "invordering.py", "vorderingen.py"]


def _ook_een_stap_die_niet_terug_kan(client: TestClient, stad: Stad) -> None:
    ladder = traject_id(CLAIM)
    assert "voorbij</strong>" in client.get(f"/vorderingen/{CLAIM}/invordering").text, (
        "a day that passed looks passed"
    )
    doe(client, stad, f"/vorderingen/{CLAIM}/invordering/aanmaning", {}, ladder)
    (traject,) = stad.rijen("SELECT aanmaning_id FROM trajecten WHERE schuld_id = %s", CLAIM)
    stad.hoor(
        notify.BerichtVerstuurd(
            dossier_id=TERUG.dossier_id,
            bericht_id=traject["aanmaning_id"],
            soort="aanmaning",
            kanaal="post",
            aanleiding=CLAIM,
            verstuurd_op=DAARNA,
        )
    )
    client.headers["Doorstart-Actor"] = "teamleider-1"
    for stap, na, waarden in (
        ("dwangbevel", NA_DE_AANMANING, {}),
        ("overdracht", LATER, {"aan": "deurwaarder"}),
    ):
        stad.dag(na)
        doe(client, stad, f"/vorderingen/{CLAIM}/invordering/{stap}", waarden, ladder)


def doe(client: TestClient, stad: Stad, pad: str, waarden: dict[str, str], stream: UUID) -> str:
    """Looks first, which stores nothing, then does it: all that is stored was to be read before. Where the page goes on."""
    voor, eerst = stad.store.end(), client.post(pad, data=waarden)
    assert (eerst.status_code, "Er is nog niets vastgelegd" in eerst.text) == (200, True), (
        pad,
        lees(eerst.text),
    )
    assert stad.store.end() == voor, "looking stores nothing"
    (doel,) = re.findall(
        r'<form method="post" action="(/(?:bank|leningen|vorderingen)[^"]*)"', eerst.text
    )
    klaar = client.post(doel, data=verborgen(eerst.text) | {"bevestigd": "ja"})
    assert klaar.status_code == 303, (pad, lees(klaar.text))
    stond_er(stad, eerst.text, voor, stream, pad)
    return klaar.headers["location"]


def bekrachtig(client: TestClient, stad: Stad, pad: str, stream: UUID) -> None:
    """The second person reads the same before they decide."""
    client.headers["Doorstart-Actor"] = "teamleider-1"
    voor, eerst = stad.store.end(), client.get(pad)
    klaar = client.post(pad, data={"besluit": "bekrachtigen"} | verborgen(eerst.text))
    client.headers["Doorstart-Actor"] = "debiteuren-1"
    assert klaar.status_code == 303, (pad, lees(klaar.text))
    stond_er(stad, eerst.text, voor, stream, pad)


def lees(html: str) -> str:
    """What the page says, without its tags, to be read where a test fails."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


def stond_er(stad: Stad, html: str, voor: int, stream: UUID, pad: str) -> None:
    stad.werk()
    gebeurd = [
        zin(stored.fact.uitleg).removeprefix("Voorstel: ")
        for stored in stad.store.page(voor)
        if stored.stream_id == stream
    ]
    assert gebeurd, pad
    tekst = re.sub(r"\s+", " ", unescape(html))
    assert [uitleg for uitleg in gebeurd if re.sub(r"\s+", " ", uitleg) not in tekst] == [], pad
