"""Both desks see one line of contact, as codes; and one of them is told to call."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from services.ledger.adapters.publish import publish
from services.ledger.domain.invordering.events import INVORDERINGSFEITEN
from services.ledger.domain.invordering.state import traject_id
from services.routing.domain.beloften import Beloften
from services.routing.projections.dossier import Dossier, evolve
from services.routing.projections.invorderingstaken import achterstand
from services.routing.projections.tijdlijn import regel_van
from shared.contracts import invordering, routing
from shared.contracts.organisatie import WerkafspraakVastgesteld
from shared.settings import Database
from tests.ledger.test_web import client_of
from tests.steun.ledger.stad import KADER, Stad, krediet, lening_id
from tests.steun.organisatie import vertel

LENING = f"/leningen/{lening_id()}"
API = f"/ledger/v1{LENING}/invordering/handelingen"
DAG = date(2026, 3, 16)
GESPREK = routing.GesprekVastgelegd(
    dossier_id=krediet(0).dossier_id,
    gemeente="GM9901",
    vorm="telefoon",
    gesproken_op=date(2026, 3, 10),
    vervolg_op=date(2026, 3, 24),
    vastgelegd_door="consulent-2",
)


@pytest.fixture
def stad(
    new_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Stad]:
    """One loan that missed a term, on 16 March."""
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    stad = Stad.nieuw(new_database("ledger"))
    stad.dag(date(2026, 1, 12))
    stad.hoor(krediet(0))
    stad.dagen(date(2026, 1, 13), DAG)
    stad.projecteer()
    yield stad
    stad.store.close()


def doe(client: TestClient, **handeling: Any) -> None:
    assert client.post(API, json=handeling).status_code == 200


def verteld(stad: Stad, soort: type[Any]) -> list[Any]:
    told = (publish(stored) for stored in stad.store.page(0))
    return [event for event in told if isinstance(event, soort)]


def test_een_contact_gaat_naar_buiten_als_codes_met_wie_en_wanneer(stad: Stad) -> None:
    client = client_of(stad)
    client.headers["Doorstart-Actor"] = "debiteuren-1"
    doe(client, soort="contact", wijze="telefoon", uitkomst="niet_bereikt")
    (contact,) = verteld(stad, invordering.ContactGelegd)
    assert (contact.wijze, contact.uitkomst, contact.door, contact.op) == (
        "telefoon",
        "niet_bereikt",
        "debiteuren-1",
        DAG,
    )
    assert contact.volgende_stap == "contact"
    regel = regel_van(contact)
    assert (regel.wat, regel.toelichting, regel.wie) == (
        "Contact van debiteurenbeheer",
        "De debiteur is niet bereikt (telefoon).",
        "debiteuren-1",
    )
    assert regel.adres == f"{LENING}/invordering"


def test_een_afspraak_gaat_naar_buiten_zonder_bedrag(stad: Stad) -> None:
    client = client_of(stad)
    client.headers["Doorstart-Actor"] = "debiteuren-1"
    doe(client, soort="betaalafspraak", bedrag_cent=35_000, op="2026-03-20")
    (pauze,) = verteld(stad, invordering.InvorderingGepauzeerd)
    assert (pauze.reden, pauze.afspraak, pauze.afspraak_op, pauze.door) == (
        "afspraak",
        "betaling",
        date(2026, 3, 20),
        "debiteuren-1",
    )
    assert "350" not in pauze.model_dump_json()
    assert regel_van(pauze).wat == "Afgesproken met debiteurenbeheer: betaling"
    assert regel_van(pauze).toelichting == "Op 20 maart 2026."
    doe(client, soort="hervatten")
    (over,) = verteld(stad, invordering.PauzeBeeindigd)
    assert (over.afspraak, over.is_nagekomen) == ("betaling", False)
    assert regel_van(over).wat == "Afspraak niet nagekomen"


def test_een_gesprek_van_de_consulent_staat_op_de_lening_en_telt_een_keer(stad: Stad) -> None:
    """Also when the same event comes again under another offset, and when it comes before its loan."""
    nummer = uuid4()
    stad.hoor(GESPREK, event_id=nummer)
    stad.hoor(GESPREK, event_id=nummer)
    vreemd = GESPREK.model_copy(update={"dossier_id": uuid4(), "vorm": "video"})
    stad.hoor(vreemd)
    client = client_of(stad)
    for pad in (LENING, f"{LENING}/invordering"):
        blad = client.get(pad).text
        assert blad.count("Gesprek van de consulent aan de telefoon.") == 1, pad
        assert "Volgende afspraak: 24 maart 2026." in blad
        assert "via video" not in blad


def test_wie_er_belt_volgt_de_werkafspraak_van_de_dag(stad: Stad) -> None:
    client = client_of(stad)
    assert "Bellen of langsgaan" in client.get("/debiteuren").text
    vertel(
        stad.store,
        WerkafspraakVastgesteld(
            afspraak_id="nieuw",
            stap="debiteurenbeheer",
            rol="consulent",
            niveau="gemeente",
            gemeenten=("GM9901",),
            van=DAG,
        ),
    )
    lijst = client.get("/debiteuren").text
    assert "Bellen of langsgaan" not in lijst
    assert "De consulent belt" in lijst
    assert "de consulent van het dossier" in client.get(f"{LENING}/invordering").text
    (rij,) = client.get("/ledger/v1/debiteuren").json()["debiteuren"]
    assert (rij["stap"], rij["wie"]) == ("De consulent belt", "consulent")


def test_elk_feit_van_de_ladder_gaat_naar_buiten_want_elk_kan_de_volgende_stap_verzetten() -> None:
    """An appointment goes out as the pause that it is."""
    als_pauze = {"AfspraakGemaakt", "AfspraakNagekomen", "AfspraakGebroken"}
    assert set(INVORDERINGSFEITEN) - als_pauze == {een.__name__ for een in invordering.CONTRACTS}


def test_wie_een_stap_overslaat_laat_de_andere_balie_weten_wat_er_nu_aan_de_beurt_is(
    stad: Stad,
) -> None:
    client = client_of(stad)
    client.headers["Doorstart-Actor"] = "debiteuren-1"
    doe(client, soort="overslaan", stap="contact", reden="al_gesproken")
    (over,) = verteld(stad, invordering.StapOvergeslagen)
    assert (over.stap, over.reden, over.door) == ("contact", "al_gesproken", "debiteuren-1")
    *_, laatste = stad.store.stream(traject_id(lening_id()))
    volgende = laatste.fact.volgende
    assert (over.volgende_stap, over.volgende_stap_op) == (volgende.stap, volgende.op)
    assert over.volgende_stap == "aanmaning"
    regel = regel_van(over)
    assert (regel.wat, regel.toelichting, regel.wie) == (
        "Stap overgeslagen",
        "Overgeslagen: contact (al gesproken).",
        "debiteuren-1",
    )
    heard = evolve(Dossier(), over).na(belt="consulent")
    (taak,) = achterstand(heard, Beloften(KADER.parameters))
    assert (taak.wacht_op, taak.actie) == (
        "collega",
        "Niets: debiteurenbeheer is aan zet met de invordering",
    )
