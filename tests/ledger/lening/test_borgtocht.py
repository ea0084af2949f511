"""A borgtocht in the living ledger: nothing until the bank calls it in, then a debt of the hoofdsom alone (Bbz art. 16, W-20)."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from starlette.testclient import TestClient

from services.ledger import examples
from services.ledger.application.replay import replay
from services.ledger.domain.grootboek.boekregels import Boekregel
from services.ledger.domain.lening.bedrijfsbesluiten import BorgtochtUitgewonnen
from services.ledger.domain.lening.borgtocht import BorgtochtDuurtTeLang, BorgtochtIsAlleenBbz
from services.ledger.domain.lening.events import BetalingGemist
from services.ledger.domain.lening.weigeringen import MutatieMagNiet
from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.vier_ogen.weigeringen import BesluitVraagtTweedePersoon
from services.ledger.domain.vooruitblik.schemastand import schemaregels
from shared.recht.termijnen import wekentermijn
from shared.settings import Database
from tests.ledger.test_web import client_of, get
from tests.steun.ledger.boek import PARAMETERS, Papier, namen
from tests.steun.ledger.stad import Stad
from tests.steun.ledger.verhalen import neem, samen

JUNI = date(2026, 6, 1)
CLAIM = g.Borgtochtclaim(
    hoofdsom_cent=1_500_000, rente_cent=60_000, kosten_cent=20_000, toestemming=True
)


def borgtocht(**anders: Any) -> Papier:
    gegevens = {
        "product": "borgtocht",
        "methode": "renteloos",
        "jaarrente_procent": Decimal(0),
        "hoofdsom_cent": 2_000_000,
    }
    return Papier(examples.open_lening(**(gegevens | anders)))


def test_een_borgtocht_boekt_niets_en_vraagt_niets() -> None:
    papier = borgtocht()
    papier.dagen(date(2026, 2, 1), JUNI)
    assert namen(papier.feiten) == ["LeningGeopend"]
    assert set(papier.lening.saldi.model_dump().values()) == {0}
    assert papier.feiten[0].boekregels == ()  # type: ignore[attr-defined]
    assert schemaregels(papier.lening) == []


def test_w20_de_gemeente_betaalt_de_hoofdsom_en_de_debiteur_is_die_schuldig() -> None:
    papier = borgtocht()
    samen(papier, CLAIM, JUNI)
    (feit,) = papier.van(BorgtochtUitgewonnen)
    assert feit.uitleg == (
        "Borgtocht uitgewonnen: € 15.000,00 hoofdsom is aan de bank betaald en is nu een schuld;"
        " € 800,00 rente en kosten vallen er niet onder (Bbz art. 16)"
    )
    assert set(feit.boekregels) == {
        Boekregel("bbz_vanaf_2020:hoofdsom", 1_500_000),
        Boekregel("bbz_vanaf_2020:uitbetaald_bedrijfskapitaal", -1_500_000),
    }
    assert papier.lening.saldi.hoofdsom_cent == 1_500_000


def test_een_claim_die_niet_wordt_betaald_is_achterstand_en_een_claim_die_wordt_betaald_is_afgelost() -> (
    None
):
    papier = borgtocht()
    samen(papier, CLAIM, JUNI)
    laatste = wekentermijn("betaaltermijn", JUNI, PARAMETERS).laatste_dag
    papier.dagen(JUNI, laatste)
    assert (papier.lening.saldi.hoofdsom_cent, papier.lening.saldi.achterstand_cent) == (
        1_500_000,
        0,
    ), "the betaaltermijn of Awb 4:87"
    papier.dagen(laatste + timedelta(days=1), laatste + timedelta(days=3))
    assert papier.lening.saldi.achterstand_cent == 1_500_000
    (gemist,) = papier.van(BetalingGemist)
    assert (gemist.vervaldag, gemist.laatste_dag, gemist.grondslag) == (
        laatste,
        laatste,
        "Awb 4:87",
    )  # type: ignore[attr-defined]
    papier.betaal(500_000, laatste + timedelta(days=3))
    assert (papier.lening.saldi.hoofdsom_cent, papier.lening.status) == (1_000_000, "lopend")
    papier.betaal(1_000_000, laatste + timedelta(days=4))
    assert (papier.lening.saldi.hoofdsom_cent, papier.lening.status) == (0, "afgelost")


@pytest.mark.parametrize(
    ("claim", "reden"),
    [
        (CLAIM.model_copy(update={"toestemming": False}), "toestemming van het college"),
        (CLAIM.model_copy(update={"hoofdsom_cent": 2_000_001}), "dekt hooguit € 20.000,00"),
    ],
)
def test_een_claim_zonder_toestemming_of_boven_de_dekking_wordt_geweigerd(
    claim: g.Borgtochtclaim, reden: str
) -> None:
    papier = borgtocht()
    with pytest.raises(MutatieMagNiet, match=reden):
        samen(papier, claim, JUNI)
    assert papier.lening.saldi.hoofdsom_cent == 0


def test_twee_claims_blijven_samen_binnen_de_dekking() -> None:
    papier = borgtocht()
    samen(papier, CLAIM, JUNI)
    with pytest.raises(MutatieMagNiet, match="dekt hooguit"):
        samen(papier, CLAIM.model_copy(update={"hoofdsom_cent": 500_001}), JUNI)
    samen(papier, CLAIM.model_copy(update={"hoofdsom_cent": 500_000}), JUNI)
    assert papier.lening.saldi.hoofdsom_cent == 2_000_000


def test_alleen_een_borgtocht_wordt_uitgewonnen_en_door_twee_personen() -> None:
    with pytest.raises(MutatieMagNiet, match="Alleen een borgtocht"):
        samen(Papier(), CLAIM, JUNI)
    with pytest.raises(BesluitVraagtTweedePersoon):
        neem(borgtocht(), CLAIM, JUNI)


def test_hooguit_tien_jaar_en_niet_voor_tozo() -> None:
    with pytest.raises(BorgtochtDuurtTeLang, match="120 maanden"):
        borgtocht(termijnen=121)
    with pytest.raises(BorgtochtIsAlleenBbz):
        borgtocht(regeling="tozo")


@pytest.fixture
def stad(
    new_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Stad]:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    stad = Stad.nieuw(new_database("ledger"))
    stad.dag(date(2026, 5, 29))
    yield stad
    stad.store.close()


def test_een_borgtocht_door_de_api_van_vastleggen_tot_schuld(stad: Stad) -> None:
    client: TestClient = client_of(stad)
    aanvraag = {
        "dossier_id": str(examples.DOSSIER),
        "aanvraag_id": str(examples.AANVRAAG),
        "gemeente": "GM9901",
        "hoofdsom_cent": 2_000_000,
        "maanden": 60,
        "ingegaan_op": "2026-01-10",
        "aanvraagdatum": "2025-11-20",
        "besluitdatum": "2026-01-08",
        "groep": "gevestigd",
    }
    antwoord = client.post("/ledger/v1/borgtochten", json=aanvraag)
    assert (antwoord.status_code, antwoord.json()["feiten"]) == (201, ["LeningGeopend"])
    assert client.post("/ledger/v1/borgtochten", json=aanvraag).json()["feiten"] == []
    te_lang = client.post(
        "/ledger/v1/borgtochten", json=aanvraag | {"maanden": 121, "aanvraag_id": str(UUID(int=9))}
    )
    assert te_lang.status_code == 409
    lening_id = antwoord.json()["lening_id"]
    stad.projecteer()
    assert "Borgtocht uitwinnen" in client.get(f"/leningen/{lening_id}?blad=besluiten").text
    claim = {"gegevens": CLAIM.model_dump(mode="json"), "motivering": "betaalt_niet"}
    voorstel = client.post(f"/ledger/v1/leningen/{lening_id}/voorstellen", json=claim)
    assert voorstel.status_code == 200, voorstel.text
    client.headers["Doorstart-Actor"] = "teamleider-1"
    besluit = client.post(
        f"/ledger/v1/leningen/{lening_id}/voorstellen/{voorstel.json()['besluit_id']}/bekrachtigingen"
    )
    assert besluit.status_code == 200, besluit.text
    stad.dag(JUNI)
    stad.projecteer()
    assert get(client, f"/ledger/v1/leningen/{lening_id}")["saldi"]["hoofdsom_cent"] == 1_500_000
    assert client.get(f"/leningen/{lening_id}").status_code == 200
    (rij,) = get(client, "/ledger/v1/debiteuren")["debiteuren"]
    assert (rij["hoofdsom_cent"], rij["oorspronkelijk_cent"]) == (1_500_000, 2_000_000)
    bedragen = {
        regel["soort"]: regel["bedrag_cent"]
        for regel in get(client, f"/ledger/v1/leningen/{lening_id}/regels")
    }
    assert (bedragen["LeningGeopend"], bedragen["BorgtochtUitgewonnen"]) == (0, 1_500_000)
    assert replay(stad.store).is_equal
