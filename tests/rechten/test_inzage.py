"""Wie een dossier opende staat er voor altijd, zonder naam; het dossier van een collega is er voor anderen niet; weg is weg."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from deploy.local.cli import make_app
from deploy.local.commands import inzage as verb
from services.bbz.examples import DOSSIER
from services.intake.adapters.inzage import schrijf
from services.intake.entrypoints import rechten as intake_rechten
from shared.contracts.organisatie import (
    DossierAfgeschermd,
    DossierVrijgegeven,
    MedewerkerVertrokken,
    RolIngetrokken,
)
from shared.organisatie.nu import Lezer, in_deze
from shared.organisatie.staat import Organisatie
from shared.personen import Personenvraag
from shared.settings import Database
from shared.store import Store
from tests.contracts.seeded import seeded
from tests.intake.test_api import GOOD
from tests.steun.organisatie import aanstellen, vertel
from tests.web.house import TOKEN, client_of

# A service, what it shows, where, and how the opening is called.
OPENINGEN = (
    ("intake", "dossier_id", "/intake/v1/aanmeldingen/{}", "/aanmeldingen/{}", "aanmelding"),
    ("routing", "dossier_id", "/routing/v1/dossiers/{}/routes", "/dossiers/{}", "dossier"),
    ("bbz", "aanvraag_id", "/bbz/v1/aanvragen/{}", "/aanvragen/{}", "aanvraag"),
    ("ledger", "lening_id", "/ledger/v1/leningen/{}", "/leningen/{}", "schuld"),
    ("notify", "bericht_id", "/notify/v1/berichten/{}", "/brieven/{}", "brief"),
)
GEZIEN = "SELECT dossier_id, medewerker_id, rol, wat, werkdag FROM inzage ORDER BY nr"


def rows(store: Store) -> list[dict[str, object]]:
    with store.cursor() as cursor:
        cursor.execute(GEZIEN)
        return [dict(row) for row in cursor.fetchall()]


@pytest.mark.parametrize(("service", "thing", "api", "page", "wat"), OPENINGEN)
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


@pytest.mark.parametrize(("service", "thing", "api", "page", "wat"), OPENINGEN)
def test_a_role_that_is_taken_away_while_somebody_works_counts_at_the_next_request(
    service: str,
    thing: str,
    api: str,
    page: str,
    wat: str,
    new_database: Callable[[str], Database],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Told by another process of the service, as its worker hears it."""
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    with seeded(new_database, service) as town:
        known, client = town.known[thing], client_of(town.app, "auditor-1")
        assert client.get(page.format(known)).status_code == 200, wat
        with town.store.transaction() as transaction:
            dag = transaction.workday()
        worker = Store(town.store.database, {})
        weg = {"medewerker_id": "auditor-1", "per": dag}
        vertel(worker, RolIngetrokken(toekenning_id="auditor-1.auditor", **weg))
        assert client.get(page.format(known)).status_code == 403
        assert client.get(api.format(known)).status_code == 403
        vertel(worker, MedewerkerVertrokken(**weg))
        assert "rol-onbekend" in client.get(api.format(known)).text
        worker.close()


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


LIJSTEN = (
    "SELECT onderdeel, medewerker_id, rol, wat, aantal, dossiers FROM inzage_lijsten ORDER BY nr"
)


def lists(store: Store) -> list[dict[str, object]]:
    with store.cursor() as cursor:
        cursor.execute(LIJSTEN)
        return [dict(row) for row in cursor.fetchall()]


def test_wherever_a_name_is_shown_it_is_kept_who_saw_it(
    new_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Past every address of intake that is read: an answer with the name of somebody, and no row of it, is a hole."""
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    with seeded(new_database, "intake") as town:
        vertel(town.store, *aanstellen("kijker-1", "consulent"))
        client = client_of(town.app, "kijker-1")
        dossier = UUID(town.known["dossier_id"])
        with town.store.cursor() as cursor:
            cursor.execute("SELECT person_id FROM dossiers WHERE dossier_id = %s", (dossier,))
            known = town.known | {"persoon_id": str((cursor.fetchone() or {})["person_id"])}
        shown = 0
        for adres, recht in intake_rechten.REGELS.items():
            if recht.iedereen or not adres.startswith("GET "):
                continue
            voor = len(rows(town.store)), len(lists(town.store))
            path = adres.partition(" ")[2]
            for name, value in known.items():
                path = path.replace(f"{{{name}}}", value)
            if GOOD["naam"] in client.get(path).text:
                shown += 1
                assert (len(rows(town.store)), len(lists(town.store))) != voor, adres
        assert shown > 5
        assert {een["wat"] for een in lists(town.store)} == {
            "lijst /aanmeldingen",
            "lijst /stukken",
        }


def test_a_search_is_kept_by_what_was_found_and_never_by_what_was_typed(
    new_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    with seeded(new_database, "intake") as town:
        vertel(town.store, *aanstellen("kijker-1", "consulent"))
        client = client_of(town.app, "kijker-1")
        dossier = UUID(town.known["dossier_id"])
        client.post("/intake/v1/zoekvragen", json={"vraag": GOOD["naam"]})
        client.post("/zoeken", data={"vraag": "Niemandsnaam"})
        client.post("/intake/v1/dubbelen", json={"bsn": GOOD["bsn"]})
        client.post("/aanmeldingen/nieuw", data={"bsn": GOOD["bsn"]})
        seen = lists(town.store)
        assert [(een["wat"], een["aantal"], een["dossiers"]) for een in seen] == [
            ("zoeken op naam", 1, [dossier]),
            ("zoeken", 0, []),
            ("dubbelen zoeken op BSN", 1, [dossier]),
            ("dubbelen zoeken op BSN", 1, [dossier]),
        ]
        assert {(een["onderdeel"], een["medewerker_id"], een["rol"]) for een in seen} == {
            ("intake", "kijker-1", "consulent")
        }
        with pytest.raises(Exception, match="permission denied"), town.store.cursor() as cursor:
            cursor.execute("DELETE FROM inzage_lijsten")
        with town.store.cursor() as cursor:
            cursor.execute("SELECT inzage_lijsten::text AS alles FROM inzage_lijsten")
            kept = " ".join(row["alles"] for row in cursor.fetchall())
        assert not any(typed in kept for typed in (GOOD["naam"], GOOD["bsn"], "Niemandsnaam"))


def test_names_for_another_service_are_those_that_its_reader_may_see_and_are_kept(
    new_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    with seeded(new_database, "intake") as town:
        dossier = town.known["dossier_id"]
        client = TestClient(town.app, headers={"Authorization": f"Bearer {TOKEN}"})
        vraag = Personenvraag("", TOKEN, client)
        mensen = (("hier-1", ("GM9901",)), ("elders-1", ("GM9902",)), ("hier-2", ("GM9901",)))
        for wie, waar in mensen:
            vertel(town.store, *aanstellen(wie, "consulent", gemeenten=waar))
        vertel(town.store, DossierAfgeschermd(dossier_id=UUID(dossier), voor=("hier-1",)))

        def namen(wie: str, *geopend: UUID) -> set[UUID]:
            lezer = Lezer(wie, frozenset(), rol="consulent", adres="/x", geopend=frozenset(geopend))
            with in_deze(Organisatie(), lezer):
                return set(vraag.namen([UUID(dossier)]))

        assert namen("hier-1") == {UUID(dossier)}
        assert namen("elders-1") == namen("hier-2") == namen("niemand-1") == set()
        assert namen("hier-1", UUID(dossier)) == {UUID(dossier)}
        # A letter is nobody's look.
        assert set(vraag.namen([UUID(dossier)])) == {UUID(dossier)}
        assert [
            (een["onderdeel"], een["medewerker_id"], een["wat"]) for een in lists(town.store)
        ] == [("notify", "hier-1", "lijst /x")]


def test_what_somebody_listed_and_looked_for_is_told_too(
    new_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    databases = {service: new_database(service) for service in verb.SERVICES}
    monkeypatch.setattr(verb, "database_of", databases.__getitem__)
    een, ander = UUID(int=7), UUID(int=8)
    store = Store(databases["intake"], {})
    with store.cursor() as cursor:
        for dossiers in ([een, ander], []):
            schrijf(cursor, "routing", "kijker-1", "consulent", "lijst /werkvoorraad", dossiers)
    store.close()
    run = CliRunner()
    of_one = run.invoke(make_app("inzage"), ["inzage", str(een), "--csv"]).stdout.splitlines()
    assert [line.split(";")[4:] for line in of_one[1:]] == [
        ["routing", "lijst /werkvoorraad", "2", str(een)]
    ]
    of_all = run.invoke(make_app("inzage"), ["inzage", "--medewerker", "kijker-1", "--csv"]).stdout
    assert [line.split(";")[7] for line in of_all.splitlines()[1:]] == [str(een), str(ander), ""]
    assert run.invoke(make_app("inzage"), ["inzage"]).exit_code != 0
