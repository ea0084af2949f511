"""Role by route, for every route of every service: who is let in, who is not, and that no route is without a rule."""

from collections.abc import Callable, Iterator
from typing import get_args

import pytest
from starlette.testclient import TestClient

from deploy.klok import rechten as klok
from deploy.organisatie import rechten as organisatie
from services.bbz.entrypoints import rechten as bbz
from services.intake.entrypoints import rechten as intake
from services.ledger.entrypoints import rechten as ledger
from services.notify.entrypoints import rechten as notify
from services.routing.entrypoints import rechten as routing
from shared.contracts.organisatie import Rol
from shared.settings import Database
from shared.web.rechten import ONBEKEND, Recht
from tests.contracts.seeded import seeded
from tests.steun.organisatie import aanstellen, vertel
from tests.web.house import SERVICES, routes_of, without_log

REGELS: dict[str, dict[str, Recht]] = {
    "bbz": bbz.REGELS,
    "intake": intake.REGELS,
    "klok": klok.REGELS,
    "ledger": ledger.REGELS,
    "notify": notify.REGELS,
    "organisatie": organisatie.REGELS,
    "routing": routing.REGELS,
}
ROLLEN: tuple[Rol, ...] = get_args(Rol)
# What is asked with POST and changes nothing: what somebody looks for, and sums.
KIJKEN = {
    "POST /intake/v1/zoekvragen",
    "POST /zoeken",
    "POST /ledger/v1/leningen/{lening_id}/doorrekeningen",
    "POST /ledger/v1/ontvangsten/{ontvangst_id}/voorbeelden",
}
# Where no person and no dossier is.
ZONDER_PERSONEN = ("/klok", "/organisatie", "/parameters")
CIJFERS = {
    "GET /bbz/v1/aanvragen",
    "GET /ledger/v1/debiteuren",
    "GET /ledger/v1/journaal",
    "GET /ledger/v1/leningen",
    "GET /routing/v1/werkvoorraad",
}


def adressen(service: str) -> Iterator[str]:
    for path, route in routes_of(without_log(service)):
        yield from (f"{method} {path}" for method in route.methods if method != "HEAD")


@pytest.mark.parametrize("service", SERVICES)
def test_every_route_has_a_rule_and_every_rule_a_route(service: str) -> None:
    routes, rules = set(adressen(service)), set(REGELS[service])
    assert routes - rules == set(), "declare in rechten.py who may use it"
    assert rules - routes == set(), "no such address"


def of_role(rol: str) -> set[str]:
    return {
        adres for rules in REGELS.values() for adres, recht in rules.items() if rol in recht.rollen
    }


def test_an_auditor_reads_everything_and_changes_nothing() -> None:
    may = of_role("auditor")
    assert {adres for adres in may if not adres.startswith("GET ")} <= KIJKEN
    forms = {adres for adres in of_role("consulent") if adres.endswith(("/nieuw", "/aanvraag"))}
    reads = {
        adres
        for rules in REGELS.values()
        for adres, recht in rules.items()
        if adres.startswith("GET ") and not recht.iedereen
    }
    assert set(reads - may - forms) <= {
        # Files of requests are of who brought them; forms are for who may send them.
        *(adres for adres in reads if "imports" in adres),
        *(
            f"GET /aanmeldingen/{{dossier_id}}/{form}"
            for form in (
                "aanvullen",
                "corrigeren",
                "heropenen",
                "intrekken",
                "sluiten",
                "vervolg",
            )
        ),
        *(adres for adres in reads if "/organisatie/" in adres and adres.endswith("/nieuw")),
        "GET /dossiers/{dossier_id}/routekeuze",
        "GET /personen/{persoon_id}/bsn",
        "GET /personen/{persoon_id}/samenvoegen",
        "GET /personen/{persoon_id}/wissen",
        "GET /leningen/{lening_id}/besluiten/{code}",
        "GET /stukken/{dossier_id}/links/{link_id}",
    }


def test_an_operator_sees_no_persons_and_no_dossiers() -> None:
    for adres in of_role("beheer"):
        assert adres.partition(" ")[2].startswith(ZONDER_PERSONEN), adres


def test_a_manager_reads_figures_without_names() -> None:
    may = {
        adres
        for adres in of_role("manager")
        if not adres.partition(" ")[2].startswith(ZONDER_PERSONEN)
    }
    assert may == CIJFERS


def test_a_partner_hands_in_and_sees_what_is_asked_and_nothing_else() -> None:
    papers = "/intake/v1/aanmeldingen/{dossier_id}"
    assert of_role("partner") == {f"POST {papers}/stukken", f"GET {papers}/stukvragen"}


def test_an_external_adviser_decides_nothing_and_sees_no_debts() -> None:
    for adres in of_role("adviseur"):
        assert not any(
            woord in adres
            for woord in ("besluit", "verstrekking", "toekenning", "afwijzing", "lening", "bank")
        ), adres


def asked(client: TestClient, adres: str, who: str) -> tuple[int, str]:
    method, _, path = adres.partition(" ")
    for name in (part.partition("}")[0] for part in path.split("{")[1:]):
        path = path.replace(f"{{{name}}}", str(ONBEKEND))
    answer = client.request(method, path, headers={"Doorstart-Actor": who})
    return answer.status_code, answer.text


@pytest.mark.parametrize("service", SERVICES)
def test_role_by_route(
    service: str, new_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each role alone, at every address; what `may_not` answers is told from every other 403."""
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    with seeded(new_database, service) as town:
        for rol in ROLLEN:
            vertel(town.store, *aanstellen(f"alleen-{rol}", rol))
        vertel(town.store, *aanstellen("alleen-niets"))
        client = TestClient(
            town.app,
            client=("127.0.0.1", 1),
            raise_server_exceptions=False,
            follow_redirects=False,
        )
        wrong = []
        for adres, recht in REGELS[service].items():
            for rol in (*ROLLEN, "niets"):
                _, text = asked(client, adres, f"alleen-{rol}")
                is_refused = "rol-mag-niet" in text or "Dit hoort niet bij uw rol" in text
                may = recht.iedereen or rol in recht.rollen or (recht.demo and rol != "niets")
                if is_refused == may:
                    wrong.append(f"{rol} at {adres}: {'refused' if is_refused else 'let in'}")
        assert not wrong, "\n".join(wrong)


def test_an_address_without_a_rule_is_closed(
    new_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    with seeded(new_database, "bbz") as town:
        monkeypatch.delitem(bbz.REGELS, "GET /aanvragen")
        client = TestClient(town.app, client=("127.0.0.1", 1))
        assert client.get("/aanvragen").status_code == 403
