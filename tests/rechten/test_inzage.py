"""Wie een dossier opende staat er voor altijd, zonder naam; het dossier van een collega is er voor anderen niet; weg is weg."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from typer.testing import CliRunner

from deploy.local.cli import make_app
from deploy.local.commands import inzage as verb
from services.bbz.examples import DOSSIER
from shared.contracts.organisatie import (
    DossierAfgeschermd,
    DossierVrijgegeven,
    MedewerkerVertrokken,
    RolIngetrokken,
)
from shared.settings import Database
from shared.store import Store
from tests.contracts.seeded import seeded
from tests.steun.organisatie import vertel
from tests.web.house import client_of

GEZIEN = "SELECT dossier_id, medewerker_id, rol, wat, werkdag FROM inzage ORDER BY nr"


def rows(store: Store) -> list[dict[str, object]]:
    with store.cursor() as cursor:
        cursor.execute(GEZIEN)
        return [dict(row) for row in cursor.fetchall()]


@pytest.mark.parametrize(
    ("service", "thing", "api", "page", "wat"),
    [
        ("intake", "dossier_id", "/intake/v1/aanmeldingen/{}", "/aanmeldingen/{}", "aanmelding"),
        ("routing", "dossier_id", "/routing/v1/dossiers/{}/routes", "/dossiers/{}", "dossier"),
        ("bbz", "aanvraag_id", "/bbz/v1/aanvragen/{}", "/aanvragen/{}", "aanvraag"),
        ("ledger", "lening_id", "/ledger/v1/leningen/{}", "/leningen/{}", "schuld"),
        ("notify", "bericht_id", "/notify/v1/berichten/{}", "/brieven/{}", "brief"),
    ],
)
def test_each_opening_is_a_row_and_a_list_or_a_refusal_is_none(
    service: str,
    thing: str,
    api: str,
    page: str,
    wat: str,
    new_database: Callable[[str], Database],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    with seeded(new_database, service) as town:
        begin = len(rows(town.store))
        known = town.known[thing]
        reader = client_of(town.app, "auditor-1")
        for address in (api, page):
            assert reader.get(address.format(known)).status_code == 200
        assert client_of(town.app, "beheer-1").get(api.format(known)).status_code == 403
        seen = rows(town.store)[begin:]
        assert [(row["medewerker_id"], row["rol"], row["wat"]) for row in seen] == [
            ("auditor-1", "auditor", wat)
        ] * 2
        assert len({row["dossier_id"] for row in seen}) == 1
        with pytest.raises(Exception, match="permission denied"), town.store.cursor() as cursor:
            cursor.execute("DELETE FROM inzage")


def test_the_dossier_of_a_colleague_is_nowhere_for_who_is_not_named(
    new_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    with seeded(new_database, "bbz") as town:
        aanvraag = town.known["aanvraag_id"]
        one, two = client_of(town.app, "consulent-1"), client_of(town.app, "consulent-2")
        dossier = DOSSIER
        vertel(town.store, DossierAfgeschermd(dossier_id=dossier, voor=("consulent-2",)))
        assert one.get(f"/bbz/v1/aanvragen/{aanvraag}").status_code == 404
        assert (
            one.post(f"/bbz/v1/aanvragen/{aanvraag}/verlengingen", json={"weken": 1}).status_code
            == 404
        )
        assert aanvraag not in one.get("/bbz/v1/aanvragen").text
        assert aanvraag not in one.get("/aanvragen").text
        assert two.get(f"/bbz/v1/aanvragen/{aanvraag}").status_code == 200
        assert aanvraag in two.get("/bbz/v1/aanvragen").text
        vertel(town.store, DossierVrijgegeven(dossier_id=dossier))
        assert one.get(f"/bbz/v1/aanvragen/{aanvraag}").status_code == 200


def test_a_role_that_is_taken_away_while_somebody_works_counts_at_the_next_request(
    new_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    with seeded(new_database, "bbz") as town:
        client = client_of(town.app, "consulent-1")
        assert client.get("/aanvragen").status_code == 200
        with town.store.transaction() as transaction:
            dag = transaction.workday()
        weg = RolIngetrokken(
            toekenning_id="consulent-1.consulent", medewerker_id="consulent-1", per=dag
        )
        vertel(town.store, weg)
        assert client.get("/aanvragen").status_code == 403
        vertel(town.store, MedewerkerVertrokken(medewerker_id="consulent-1", per=dag))
        assert "rol-onbekend" in client.get("/bbz/v1/aanvragen").text


def test_the_export_tells_who_saw_a_dossier_in_every_service(
    new_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    databases = {service: new_database(service) for service in verb.SERVICES}
    monkeypatch.setattr(verb, "database_of", databases.__getitem__)
    dossier = UUID(int=7)
    for service in ("ledger", "intake"):
        store = Store(databases[service], {})
        with store.cursor() as cursor:
            cursor.execute(
                "INSERT INTO inzage (dossier_id, medewerker_id, rol, wat, werkdag) VALUES (%s, %s, %s, %s, %s)",
                (dossier, "auditor-1", "auditor", "schuld", date(2026, 3, 2)),
            )
        store.close()
    answer = CliRunner().invoke(make_app("inzage"), ["inzage", str(dossier), "--csv"])
    assert answer.exit_code == 0, answer.output
    lines = answer.stdout.strip().splitlines()
    assert lines[0].startswith("gezien_op;werkdag;medewerker_id;rol;onderdeel;wat")
    assert [line.split(";")[4] for line in lines[1:]] == ["ledger", "intake"]
    nobody = CliRunner().invoke(make_app("inzage"), ["inzage", str(UUID(int=8))])
    assert "Niemand opende dit dossier." in nobody.stdout
