"""What a page shows before it does it is what the books say afterwards, for every command that is shown first."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from html import unescape
from uuid import UUID

import pytest
from starlette.testclient import TestClient

from deploy.local.bankbestand import Storting
from services.ledger.domain.invorderingstraject import traject_id
from services.ledger.domain.vorderingsverzoeken import OpenVordering
from services.ledger.entrypoints.words import zin
from shared.settings import Database
from tests.ledger.stad import Stad, krediet, lening_id
from tests.ledger.test_aansluiting import TERUG, VORDERING, vraag
from tests.ledger.test_besluitpaginas import verborgen
from tests.ledger.test_web import client_of

EERST, VERVAL, DAARNA = date(2026, 1, 12), date(2026, 2, 28), date(2026, 4, 20)
LENING, CLAIM = lening_id(0), lening_id(VORDERING)
UITSTEL = {"van": "2026-05-01", "maanden": "3", "rente_mee": "nee", "motivering": "verzoek_debiteur"}
KOSTEN = {"bedrag": "15,00", "grondslag": "Awb 4:113", "motivering": "betaalt_niet"}
OPEISING = {"grond": "niet_betaald", "motivering": "betaalt_niet"}
# The address, what is filled in, and the stream whose facts were shown.
GEZIEN: list[tuple[str, dict[str, str], UUID]] = [
    ("/bank/ontvangsten/{regel}", {"besluit": "toegewezen", "lening": str(LENING)}, LENING),
    (f"/leningen/{LENING}/besluiten/kosten", KOSTEN, LENING),
    (f"/leningen/{LENING}/besluiten/uitstel", UITSTEL, LENING),
    (f"/vorderingen/{CLAIM}/besluiten", KOSTEN | {"soort": "kosten"}, CLAIM),
    (f"/vorderingen/{CLAIM}/invordering/aanmaning", {}, traject_id(CLAIM)),
]


@pytest.fixture
def stad(new_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch) -> Iterator[Stad]:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    stad = Stad.nieuw(new_database("ledger"))
    stad.dag(EERST)
    stad.hoor(krediet(0))
    vraag(stad, OpenVordering(**TERUG.model_dump()))
    stad.dagen(EERST, VERVAL)
    stad.afschrift(VERVAL, Storting("zonder kenmerk", 5_000, gestructureerd=False))
    stad.dagen(date(2026, 3, 1), DAARNA)
    yield stad
    stad.store.close()


def test_wat_eerst_te_zien_was_is_wat_er_daarna_staat(stad: Stad) -> None:
    client: TestClient = client_of(stad)
    (regel,) = stad.rijen("SELECT ontvangst_id FROM ontvangsten WHERE status = 'te_duiden'")
    for adres, waarden, stream in GEZIEN:
        pad, voor = adres.format(regel=regel["ontvangst_id"]), stad.store.end()
        eerst = client.post(pad, data=waarden)
        assert (eerst.status_code, "Er is nog niets vastgelegd" in eerst.text) == (200, True), (pad, eerst.text)
        assert stad.store.end() == voor, "looking stores nothing"
        (doel,) = re.findall(r'<form method="post" action="(/(?:bank|leningen|vorderingen)[^"]*)"', eerst.text)
        assert client.post(doel, data=verborgen(eerst.text) | {"bevestigd": "ja"}).status_code == 303, pad
        stad.werk()
        gebeurd = [zin(stored.fact.uitleg) for stored in stad.store.page(voor) if stored.stream_id == stream]
        assert gebeurd, pad
        tekst = re.sub(r"\s+", " ", unescape(eerst.text))
        plaatsen = [tekst.find(re.sub(r"\s+", " ", uitleg)) for uitleg in gebeurd]
        assert -1 not in plaatsen, (pad, [uitleg for uitleg, plaats in zip(gebeurd, plaatsen, strict=True) if plaats < 0])
