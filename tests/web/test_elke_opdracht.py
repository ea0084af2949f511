"""Every command of every service has one way to happen once: read from the real apps, so that a new route cannot forget it."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Mount

from shared.settings import Database
from shared.web.commands import asked, submitted
from tests.web.huis import DIENSTEN, client_of, web_of

ROOT = Path(__file__).parents[2]
# These ask and store nothing: names and keys for other services, who answers to what was typed, a sum, what a receipt would do, and whose
# role somebody plays in the demo.
VRAGEN = {
    "/zoekvragen",
    "/zoeken",
    "/dubbelen",
    "/aanmeldingen/nieuw",
    "/aanmeldingen/{dossier_id}/toevoegen",
    "/personen-vragen",
    "/sleutels",
    "/leningen/{lening_id}/doorrekeningen",
    "/ontvangsten/{ontvangst_id}/voorbeelden",
    "/rol",
    "/inleveren",
}
# Who holds a link is no worker: its key is read with the rest of what was sent (tests/intake/test_stukken.py).
OP_EEN_LINK = {"/inleveren/{code}"}
FORMULIER = re.compile(r'<form method="post"[^>]*>(.*?)</form>', re.DOTALL)


def opdrachten(routes: list[BaseRoute]) -> list[APIRoute]:
    """Everything that is not read."""
    gevonden = []
    for route in routes:
        onder = getattr(route, "original_router", None) or (
            route if isinstance(route, Mount) else None
        )
        if onder is not None:
            gevonden += opdrachten(onder.routes)
        elif (
            isinstance(route, APIRoute)
            and route.methods - {"GET", "HEAD", "OPTIONS"}
            and route.path not in VRAGEN
        ):
            gevonden.append(route)
    return gevonden


def vraagt(dependant: Dependant) -> set[Any]:
    return {een.call for een in dependant.dependencies}


@pytest.mark.parametrize("dienst", DIENSTEN)
def test_elke_opdracht_van_elke_dienst_neemt_een_sleutel(
    dienst: str, new_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = web_of(dienst, new_database(dienst), monkeypatch)
    gevonden = opdrachten(app.routes)
    assert len(gevonden) >= 2
    zonder = [route.path for route in gevonden if not vraagt(route.dependant) & {asked, submitted}]
    # What is parked is released or dropped by its number, and the second time it is not there.
    assert set(zonder) <= {f"/{dienst}/beheer/geparkeerd"} | OP_EEN_LINK
    document = client_of(app).get(f"/{dienst}/v1/openapi.json").json()
    gedocumenteerd = 0
    for pad, handelingen in document["paths"].items():
        for methode, handeling in handelingen.items():
            if methode != "get" and pad not in VRAGEN:
                namen = {een["name"].lower() for een in handeling.get("parameters", [])}
                assert "idempotency-key" in namen, pad
                assert {"401", "403", "409"} <= handeling["responses"].keys(), pad
                gedocumenteerd += 1
    assert gedocumenteerd >= 1


def test_elk_formulier_dat_iets_verandert_draagt_een_sleutel() -> None:
    zonder, aantal = [], 0
    for folder in ("services", "deploy", "shared"):
        for pad in (ROOT / folder).rglob("*.html"):
            for formulier in FORMULIER.findall(pad.read_text()):
                aantal += 1
                if (
                    not re.search(r'\beenmalig\(|name="sleutel"|in verborgen\.items\(\)', formulier)
                    and 'name="rol"' not in formulier
                ):
                    zonder.append(str(pad.relative_to(ROOT)))
    assert aantal > 15
    # A search changes nothing; whose role somebody plays is a cookie; what is parked is released or dropped by its number, and the
    # second time it is not there; who logged out everywhere is out.
    assert set(zonder) <= {
        "shared/web/templates/doorstart/base.html",
        "deploy/gateway/templates/stand.html",
        "deploy/gateway/templates/start.html",
        "services/intake/templates/zoeken.html",
        "services/intake/templates/bekend.html",
    }, zonder


def test_een_dubbele_klik_op_de_klok_is_een_dag(
    new_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(web_of("klok", new_database("klok"), monkeypatch))
    assert client.post("/klok/v1/dagen", json={"tot": "2026-03-02"}).status_code == 201
    (sleutel,) = re.findall(r'name="sleutel" value="([^"]+)"', client.get("/klok").text)
    for _ in range(3):
        assert client.post("/klok", data={"sleutel": sleutel}).status_code == 303
    assert client.get("/klok/v1/dagen/laatste").json() == {"dag": "2026-03-03"}
    antwoorden = [
        client.post("/klok/v1/dagen", json={"tot": "2026-03-05"}, headers={"Idempotency-Key": "k"})
        for _ in range(2)
    ]
    assert [een.json() for een in antwoorden] == [["2026-03-04", "2026-03-05"]] * 2
    assert (
        client.post(
            "/klok/v1/dagen", json={"tot": "2026-03-06"}, headers={"Idempotency-Key": "k"}
        ).status_code
        == 409
    )
    assert date.fromisoformat(client.get("/klok/v1/dagen/laatste").json()["dag"]) == date(
        2026, 3, 5
    )
