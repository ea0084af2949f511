"""Whoever follows a link of the menu or the foot of a page is let in: every role, and everybody of the demo organisation."""

from collections.abc import Callable
from typing import get_args

import pytest
from starlette.testclient import TestClient

from deploy.gateway.app import make_gateway
from deploy.gateway.routes import service_of
from shared.contracts.organisatie import Rol
from shared.settings import Database
from shared.web.menu import INGANGEN, menu, onderaan
from tests.contracts.seeded import seeded
from tests.steun.organisatie import ACTEURS, aanstellen, vertel
from tests.web.house import SERVICES

ROLLEN: tuple[Rol, ...] = get_args(Rol)
WIE = {f"alleen-{rol}": frozenset({rol}) for rol in ROLLEN} | {
    acteur.actor_id: frozenset(acteur.rollen) for acteur in ACTEURS
}


def links_van(rollen: frozenset[str]) -> list[str]:
    eigen = [ingang.adres for ingang in menu(rollen)]
    return [*eigen, *(adres for adres, _ in onderaan(rollen, demo=True))]


@pytest.mark.parametrize("service", SERVICES)
def test_role_by_link(
    service: str, new_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    with seeded(new_database, service) as town:
        for rol in ROLLEN:
            vertel(town.store, *aanstellen(f"alleen-{rol}", rol))
        client = TestClient(town.app, client=("127.0.0.1", 1), follow_redirects=False)
        dicht = [
            f"{wie} at {adres}: {status}"
            for wie, rollen in WIE.items()
            for adres in links_van(rollen)
            if service_of(adres) == service
            and (status := client.get(adres, headers={"Doorstart-Actor": wie}).status_code) != 200
        ]
        assert dicht == []


def test_the_links_of_no_service_are_the_gateways_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    eigen = {adres for rollen in WIE.values() for adres in links_van(rollen)}
    client = TestClient(make_gateway({}), client=("127.0.0.1", 1), base_url="http://localhost")
    for adres in sorted(adres for adres in eigen if service_of(adres) is None):
        assert client.get(adres).status_code == 200, adres


def test_every_entry_is_of_somebody_and_who_reads_all_has_the_caseload() -> None:
    assert all(ingang.rollen <= set(ROLLEN) and ingang.rollen for ingang in INGANGEN)
    assert "/werkvoorraad" in links_van(frozenset({"auditor"}))
    assert "/debiteuren" not in links_van(frozenset({"manager"}))
