"""A partner hands in papers for the dossiers of its own municipalities, as a partner, and comes nowhere else."""

import time
from base64 import b64encode
from collections.abc import Callable, Iterator

import pytest
from starlette.testclient import TestClient

from shared.settings import Database
from tests.contracts.seeded import Seeded, seeded
from tests.intake.bestanden import pdf
from tests.login.issuer import PARTNER, small_issuer
from tests.steun.organisatie import aanstellen, vertel
from tests.web.house import MAKERS, client_of

STUK = {
    "soort": "jaarcijfers",
    "bestandsnaam": "cijfers.pdf",
    "inhoud": b64encode(pdf("van een partner")).decode(),
    "bron": "loket",
}


@pytest.fixture
def town(
    new_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Seeded]:
    """Its dossier is of GM9901."""
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    with seeded(new_database, "intake") as town:
        vertel(town.store, *aanstellen("partner-hier", "partner", gemeenten=("GM9901",)))
        vertel(town.store, *aanstellen("partner-elders", "partner", gemeenten=("GM9902",)))
        vertel(town.store, *aanstellen("loket", "consulent", gemeenten=("GM9901",)))
        yield town


def test_a_partner_hands_in_for_its_own_municipality_alone(town: Seeded) -> None:
    path = f"/intake/v1/aanmeldingen/{town.known['dossier_id']}"
    here, elsewhere = client_of(town.app, "partner-hier"), client_of(town.app, "partner-elders")
    assert elsewhere.post(f"{path}/stukken", json=STUK).status_code == 404
    assert elsewhere.get(f"{path}/stukvragen").status_code == 404
    (asked,) = here.get(f"{path}/stukvragen").json()["vragen"]
    assert asked["ontbreekt"] == ["offertes"]
    taken = here.post(f"{path}/stukken", json=STUK)
    assert taken.status_code == 201
    papers = client_of(town.app, "loket").get(f"{path}/stukken").json()["stukken"]
    told = {een["stuk_id"]: een["bron"] for een in papers}
    assert told[taken.json()["stuk_id"]] == "partner", "whatever it says of itself"
    assert len(told) == 2, "what was sent from elsewhere is nowhere"


def test_who_is_of_a_desk_elsewhere_is_a_partner_here(town: Seeded) -> None:
    here, elsewhere = (
        aanstellen("beide", "partner", gemeenten=("GM9901",)),
        aanstellen("beide", "consulent", gemeenten=("GM9902",)),
    )
    _, rol = elsewhere
    vertel(town.store, *here, rol)
    path = f"/intake/v1/aanmeldingen/{town.known['dossier_id']}/stukken"
    assert client_of(town.app, "beide").post(path, json=STUK).status_code == 201
    papers = client_of(town.app, "loket").get(path).json()["stukken"]
    assert [een["bron"] for een in papers].count("partner") == 1


def test_a_partner_comes_with_its_token_and_the_scope_to_write(
    town: Seeded, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nobody chooses a role: the client of the provider is the medewerker of the organisation."""
    path = f"/intake/v1/aanmeldingen/{town.known['dossier_id']}"
    with small_issuer() as issuer:
        monkeypatch.setenv("DOORSTART_OIDC_ISSUER", issuer.url)
        monkeypatch.setenv("DOORSTART_OIDC_SYSTEMEN", PARTNER)
        monkeypatch.delenv("DOORSTART_DEMO")
        client = TestClient(MAKERS["intake"](town.store, None))
        soon = int(time.time()) + 60
        assert client.post(f"{path}/stukken", json=STUK).status_code == 401
        for scope, status in (("lezen", 403), ("schrijven", 201)):
            token = issuer.token(scope=f"doorstart:intake:{scope}", exp=soon)
            headers = {"Authorization": f"Bearer {token}"}
            answer = client.post(f"{path}/stukken", json=STUK, headers=headers)
            assert answer.status_code == status, answer.text


def test_a_partner_reads_and_judges_no_paper(town: Seeded) -> None:
    path = f"/intake/v1/aanmeldingen/{town.known['dossier_id']}"
    partner, stuk = client_of(town.app, "partner-hier"), town.known["stuk_id"]
    for answer in (
        partner.get(f"{path}/stukken"),
        partner.get(f"{path}/stukken/{stuk}/bestand"),
        partner.post(f"{path}/stukken/{stuk}/goedkeuringen"),
        partner.post(f"{path}/stukvragen", json={}),
        partner.get(path),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "rol-mag-niet")
