"""The pages that change the organisation: a second look first, four eyes for what somebody may decide, and only for one's own."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from starlette.testclient import TestClient

from deploy.organisatie import dossiers
from deploy.organisatie.application import richt_in
from shared.contracts.organisatie import Rol
from shared.organisatie.rijen import organisatie_en_dag
from shared.organisatie.staat import Organisatie
from shared.settings import Database
from shared.store import Store
from tests.contracts.seeded import seeded
from tests.steun.organisatie import aanstellen
from tests.web.house import client_of

DAG = date(2026, 3, 2)
HIER, ELDERS = UUID(int=71), UUID(int=72)
MENSEN: tuple[tuple[str, Rol, tuple[str, ...]], ...] = (
    ("beheer-8", "beheer", ("GM9901",)),
    ("manager-8", "manager", ("GM9901",)),
    ("consulent-8", "consulent", ("GM9901",)),
)
MANDAAT = {
    "houder": "consulent-8",
    "onderwerp": "aanvraag",
    "gemeenten": ["GM9901"],
    "tot": "12.500,00",
    "geldig_van": "2026-03-02",
    "geldig_tot": "2026-12-31",
}
NIEUW = {
    "medewerker_id": "consulent-9",
    "aanduiding": "Consulent 9",
    "rol": "consulent",
    "gemeenten": ["GM9901"],
    "van": "2026-03-02",
}
VERVANGING = {
    "medewerker_id": "consulent-8",
    "vervanger_id": "manager-8",
    "van": "2026-03-02",
    "tot": "2026-03-20",
}


@pytest.fixture
def stad(
    new_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Any, Store]]:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    with seeded(new_database, "organisatie") as town:
        with town.store.transaction() as transaction:
            for wie, rol, waar in MENSEN:
                gevraagd = list(aanstellen(wie, rol, gemeenten=waar))
                richt_in(transaction, gevraagd, DAG, "inrichting")
        with town.store.cursor() as cursor:
            dossiers.ken(cursor, HIER, "GM9901")
            dossiers.ken(cursor, ELDERS, "GM9902")
        yield town.app, town.store


def stand(store: Store) -> Organisatie:
    return organisatie_en_dag(store)[0]


def verborgen(html: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html))


def na_het_kijken(client: TestClient, adres: str, inhoud: dict[str, Any]) -> tuple[str, Any]:
    """The second look, and the answer to its button."""
    kijk = client.post(adres, data=inhoud)
    assert kijk.status_code == 200, kijk.text
    return kijk.text, client.post(adres, data=verborgen(kijk.text) | {"bevestigd": "ja"})


def test_a_mandate_is_looked_at_first_and_given_once(stad: tuple[Any, Store]) -> None:
    app, store = stad
    client, adres = client_of(app, "beheer-8"), "/organisatie/mandaten/nieuw"
    eerst = stand(store)
    kijk = client.post(adres, data=MANDAAT)
    assert stand(store) == eerst
    assert "12.500,00" in kijk.text
    assert "31 december 2026" in kijk.text
    stuur = verborgen(kijk.text) | {"bevestigd": "ja"}
    for _ in range(2):
        assert client.post(adres, data=stuur).headers["location"] == "/organisatie/mandaten"
    (nieuw,) = set(stand(store).mandaten) - set(eerst.mandaten)
    assert nieuw == "consulent-8.aanvraag"
    gegeven = stand(store).mandaten[nieuw]
    assert (gegeven.tot_cent, gegeven.gemeenten) == (1_250_000, ("GM9901",))
    # The same again changes nothing; another amount is another mandate.
    assert client.post(adres, data=MANDAAT).status_code == 303
    na_het_kijken(client, adres, MANDAAT | {"tot": "20.000"})
    assert stand(store).mandaten["consulent-8.aanvraag.2"].tot_cent == 2_000_000


def test_who_changes_his_mind_finds_the_form_as_it_was(stad: tuple[Any, Store]) -> None:
    app, _ = stad
    client, adres = client_of(app, "beheer-8"), "/organisatie/mandaten/nieuw"
    kijk = client.post(adres, data=MANDAAT)
    terug = client.post(adres, data=verborgen(kijk.text) | {"bevestigd": "wijzig"}).text
    assert 'value="12.500,00"' in terug
    assert re.search(r'value="GM9901" checked', terug)


def test_somebody_begins_with_a_role_and_another_replaces_them(stad: tuple[Any, Store]) -> None:
    app, store = stad
    client = client_of(app, "beheer-8")
    gezien, antwoord = na_het_kijken(client, "/organisatie/medewerkers/nieuw", NIEUW)
    assert "Consulent 9 krijgt de rol consulent" in gezien
    assert antwoord.status_code == 303
    assert stand(store).bevoegdheden("consulent-9", DAG) == {"consulent": frozenset({"GM9901"})}
    dubbel = client.post("/organisatie/medewerkers/nieuw", data=NIEUW | {"aanduiding": "Ander"})
    assert (dubbel.status_code, "al van Consulent 9" in dubbel.text) == (409, True)
    na_het_kijken(client_of(app, "manager-8"), "/organisatie/vervangingen/nieuw", VERVANGING)
    assert stand(store).vervanger("consulent-8", DAG) == "manager-8"
    fout = VERVANGING | {"vervanger_id": "consulent-8"}
    zelf = client.post("/organisatie/vervangingen/nieuw", data=fout)
    assert (zelf.status_code, "Niemand vervangt zichzelf" in zelf.text) == (409, True)


@pytest.mark.parametrize(
    ("adres", "inhoud"),
    [
        ("/organisatie/mandaten/nieuw", MANDAAT | {"houder": "beheer-8"}),
        ("/organisatie/rollen/nieuw", {**NIEUW, "medewerker_id": "beheer-8", "rol": "manager"}),
        ("/organisatie/mandaten/nieuw", MANDAAT | {"gemeenten": ["GM9901", "GM9902"]}),
        ("/organisatie/medewerkers/nieuw", NIEUW | {"gemeenten": ["GM9902"]}),
    ],
)
def test_nobody_gives_themself_or_elsewhere_neither_by_page_nor_by_api(
    stad: tuple[Any, Store], adres: str, inhoud: dict[str, Any]
) -> None:
    app, store = stad
    client, eerst = client_of(app, "beheer-8"), stand(store)
    inhoud = {
        naam: w for naam, w in inhoud.items() if "rollen" not in adres or naam != "aanduiding"
    }
    for extra in ({}, {"bevestigd": "ja"}):
        antwoord = client.post(adres, data=inhoud | extra)
        assert antwoord.status_code == 409, antwoord.text
        assert (
            "krijgt het niet zelf" in antwoord.text or "u heeft er deze rol niet" in antwoord.text
        )
    assert stand(store) == eerst
    zelf = {
        "mandaat_id": "M-9",
        "houder": "beheer-8",
        "onderwerp": "aanvraag",
        "gemeenten": ["GM9901"],
        "geldig_van": "2026-03-02",
    }
    assert client.post("/organisatie/v1/mandaten", json=zelf).status_code == 409
    demo = next(een for een in eerst.mandaten.values() if "GM9902" in een.gemeenten)
    weg = {"mandaat_id": demo.mandaat_id, "houder": demo.houder, "per": "2026-03-02"}
    assert client.post("/organisatie/v1/mandaatintrekkingen", json=weg).status_code == 409
    assert stand(store) == eerst


def test_a_manager_shields_and_frees_a_dossier_of_the_own_municipality(
    stad: tuple[Any, Store],
) -> None:
    app, store = stad
    client, adres = client_of(app, "manager-8"), "/organisatie/afschermingen/nieuw"
    inhoud = {"dossier_id": str(HIER), "voor": ["consulent-8", "manager-8"]}
    gezien, antwoord = na_het_kijken(client, adres, inhoud)
    assert str(HIER)[:8] in gezien
    assert antwoord.headers["location"] == "/organisatie/afschermingen"
    assert stand(store).afgeschermd == {str(HIER): ("consulent-8", "manager-8")}
    lijst = client.get("/organisatie/afschermingen").text
    vrij = f"/organisatie/afschermingen/{HIER}/vrijgave"
    assert vrij in lijst
    # Of another municipality it is a dossier that there is not, to shield and to free.
    anders = [
        client.post(adres, data=inhoud | {"dossier_id": str(een)}).status_code
        for een in (ELDERS, uuid4())
    ]
    assert anders == [409, 409]
    elders = client.post(f"/organisatie/afschermingen/{ELDERS}/vrijgave", data={"bevestigd": "ja"})
    assert elders.status_code == 404
    for api, wat in (("afschermingen", {"voor": ["manager-8"]}), ("vrijgaven", {})):
        gevraagd = client.post(f"/organisatie/v1/{api}", json={"dossier_id": str(ELDERS), **wat})
        assert gevraagd.status_code in (404, 409) or gevraagd.json() == {"aantal": 0}
    assert client_of(app, "consulent-8").post(vrij).status_code == 403
    kijk = client.post(vrij)
    assert stand(store).afgeschermd
    client.post(vrij, data=verborgen(kijk.text) | {"bevestigd": "ja"})
    assert stand(store).afgeschermd == {}


def test_the_links_are_for_who_may(stad: tuple[Any, Store]) -> None:
    app, _ = stad
    links = {
        wie: client_of(app, wie).get("/organisatie/medewerkers").text
        + client_of(app, wie).get("/organisatie/mandaten").text
        for wie, _, _ in MENSEN
    }
    voor_beheer = ("medewerkers/nieuw", "rollen/nieuw", "mandaten/nieuw", "/intrekking")
    assert all(een in links["beheer-8"] for een in voor_beheer)
    for wie in ("manager-8", "consulent-8"):
        assert not any(een in links[wie] for een in voor_beheer)
    assert "vervangingen/nieuw" in links["manager-8"]
    assert "afschermingen" in links["manager-8"]
    assert "afschermingen" not in links["beheer-8"] + links["consulent-8"]
