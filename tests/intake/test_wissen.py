"""`doorstart wis` on real databases: told first, two people, and afterwards nothing of the person can be read anywhere."""

import base64
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from deploy.gateway.routes import SERVICES
from services.intake.adapters.imports import Gelezen, Imports
from services.intake.adapters.importvorm import Vorm
from services.intake.adapters.personen import sluit
from services.intake.adapters.register import Inschrijving, Persoonsgegevens, Register
from services.intake.adapters.seals import MasterKey
from services.intake.domain.events import FEITEN
from shared.seals import SealBroken, seal, unseal
from shared.settings import Database
from shared.store import Store
from tests.infrastructure import DatabaseServer, database_environment

SECRET = b"a secret of at least thirty-two bytes"
DAG = date(2026, 3, 2)
NOOR = Persoonsgegevens(
    bsn="999990019",
    naam="Noor van der Heijden-Öztürk",
    straat="Dijk",
    huisnummer="1",
    postcode="1234 AB",
    plaats="Doorstad",
    iban="NL00DOOR0000000001",
    email="noor@voorbeeld.example",
)
ANDER = NOOR.model_copy(
    update={"bsn": "999990020", "naam": "Ander Mens", "iban": None, "email": None}
)
REST = ("--tweede", "b.beheer", "--door", "a.beheer", "--reden", "verzoek van 1 maart")
VORM = Vorm(soort="csv", encoding="utf-8")
Run = Callable[..., subprocess.CompletedProcess[str]]


@dataclass
class World:
    """Noor with two dossiers, a correction, a letter and a refused line of an import, beside somebody else."""

    databases: dict[str, Database]
    store: Store
    register: Register
    noor: UUID
    earlier: UUID
    ander: UUID
    letter: tuple[bytes, bytes]
    import_id: UUID
    run: Run

    def rows(self, service: str, query: str, *values: Any) -> list[Any]:
        with psycopg.connect(self.databases[service].conninfo) as connection:
            cursor = connection.execute(query, values)
            return cursor.fetchall() if cursor.description else []

    def names(self) -> dict[UUID, Persoonsgegevens | None]:
        with self.store.cursor() as cursor:
            return self.register.names(cursor, [self.noor, self.earlier, self.ander])


@pytest.fixture
def world(postgres: DatabaseServer, new_database: Callable[[str], Database]) -> World:
    databases = {service: new_database(service) for service in SERVICES}
    store, register = (
        Store(databases["intake"], FEITEN),
        Register(MasterKey.from_secret(SECRET)),
    )
    noor, earlier, ander = uuid4(), uuid4(), uuid4()
    imports = Imports(register.master)
    with store.transaction() as transaction:
        cursor = transaction.cursor
        transaction.hear_day(DAG)
        register.enter(cursor, [Inschrijving(earlier, "GM9901", DAG, NOOR)])
        sluit(cursor, earlier)
        register.enter(
            cursor,
            [Inschrijving(noor, "GM9901", DAG, NOOR), Inschrijving(ander, "GM9901", DAG, ANDER)],
        )
        register.correct(cursor, noor, {"straat": "Kade"}, "verhuisd, zei Noor")
        offered = imports.offer(cursor, b"...", VORM, 2, "consulent-1", DAG)
        imports.record(
            cursor,
            offered.import_id,
            [
                Gelezen(1, "geweigerd", inhoud={"bsn": " 999990019", "naam": "noor"}),
                Gelezen(2, "geweigerd", inhoud={"bsn": "999990020", "naam": "ander"}),
            ],
        )
        imports.finish(cursor, offered.import_id)
        key = register.person_key(cursor, noor)
    assert key is not None
    own = os.urandom(32)
    letter = seal(key, own, b"brief"), seal(own, b"Geachte Noor", b"html")
    known = os.environ | {
        "DOORSTART_POSTGRES": postgres.host_port,
        "DOORSTART_MASTER_KEY": base64.b64encode(SECRET).decode(),
    }
    for service, database in databases.items():
        known |= database_environment(service, database)

    def run(*words: str, **changed: str) -> subprocess.CompletedProcess[str]:
        call = [sys.executable, "-m", "deploy.local.cli", "wis", *words]
        return subprocess.run(
            call, capture_output=True, text=True, check=False, env=known | changed, timeout=120
        )

    made = World(databases, store, register, noor, earlier, ander, letter, offered.import_id, run)
    made.rows(
        "notify",
        "WITH een AS (INSERT INTO verzendingen (bericht_id, dossier_id, gemeente, soort, status, gevraagd_op)"
        " VALUES (%s, %s, 'GM9901', 'toekenning', 'verstuurd', %s) RETURNING bericht_id)"
        " INSERT INTO brieven SELECT bericht_id, %s, %s, '' FROM een",
        uuid4(),
        noor,
        DAG,
        base64.b64encode(letter[0]).decode(),
        letter[1],
    )
    return made


def test_first_it_only_tells(world: World) -> None:
    told = world.run(str(world.noor))
    assert told.returncode == 0, told.stderr
    assert "Dossiers: 2, correcties: 1, brieven: 1," in told.stdout
    assert "geweigerde importregels: 1." in told.stdout
    assert "AVG art. 17 lid 3 onder b" in told.stdout
    assert "Nog niets is veranderd." in told.stdout
    for value in (NOOR.naam, NOOR.bsn, str(NOOR.iban)):
        assert value not in told.stdout + told.stderr
    assert all(world.names().values())
    assert world.run("--gedaan").stdout == "Er is nog niemand gewist.\n"


@pytest.mark.parametrize(
    "words",
    [
        ("--reden", "verzoek"),
        ("--reden", "verzoek", "--tweede", "A.Beheer ", "--door", "a.beheer"),
        ("--tweede", "b.beheer"),
    ],
)
def test_one_person_alone_or_without_a_reason_erases_nobody(
    world: World, words: tuple[str, ...]
) -> None:
    refused = world.run(str(world.noor), *words, "--doe-het")
    assert refused.returncode == 2
    assert "Er is niets gewist." in refused.stderr
    assert all(world.names().values())


def test_who_still_owes_is_erased_on_purpose_only(world: World) -> None:
    world.rows(
        "ledger",
        "INSERT INTO debiteuren (lening_id, dossier_id, gemeente, betalingskenmerk, regeling, oorspronkelijk_cent, einddatum,"
        " hoofdsom_cent, rente_cent, vervallen_cent, achterstand_cent, tegoed_cent, gemiste_termijnen, is_afgelost, is_opgeeist,"
        " licht, rang, reden, sinds) VALUES (%s, %s, 'GM9901', '1', 'bbz', 1, '2030-01-01', 1, 0, 0, 0, 0, 0, false, false,"
        " 'groen', 1, 'x', '2026-01-01')",
        uuid4(),
        world.earlier,
    )
    refused = world.run(str(world.noor), *REST, "--doe-het")
    assert refused.returncode == 2
    assert "Er staat nog een schuld open" in refused.stderr
    assert all(world.names().values())
    assert world.run(str(world.noor), *REST, "--ook-met-schuld", "--doe-het").returncode == 0


def test_afterwards_nothing_of_the_person_can_be_read(world: World) -> None:
    done = world.run(str(world.noor), *REST, "--doe-het", "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["nog_leesbaar"] == []
    assert world.names() == {world.noor: None, world.earlier: None, world.ander: ANDER}
    ((keys, kept_of_other),) = world.rows(
        "intake",
        "SELECT count(wrapped_key), count(*) FROM persons",
    )
    assert (keys, kept_of_other) == (1, 2)
    # Whoever has the whole database and the master key opens neither the record, nor its correction, nor the letter.
    master = world.register.master
    for table, label in (("dossiers", b""), ("correcties", b"correctie")):
        for dossier_id, sealed in world.rows(
            "intake",
            f"SELECT dossier_id, sealed FROM {table} WHERE dossier_id = ANY(%s)",
            [world.noor, world.earlier],
        ):
            for wrapped, person_id in world.rows(
                "intake", "SELECT wrapped_key, person_id FROM persons WHERE wrapped_key IS NOT NULL"
            ):
                key = master.unwrap(bytes(wrapped), person_id.bytes)
                with pytest.raises(SealBroken):
                    unseal(key, bytes(sealed), label + dossier_id.bytes)
                with pytest.raises(SealBroken):
                    unseal(key, world.letter[0], b"brief")
    lines = {line: held for line, _, held in Imports(master).refused(world.store, world.import_id)}
    assert lines == {1: {}, 2: {"bsn": "999990020", "naam": "ander"}}
    again = world.run(str(world.earlier), *REST, "--doe-het")
    assert (again.returncode, "was al gewist" in again.stdout) == (0, True)
    (act,) = json.loads(world.run("--gedaan", "--json").stdout)
    assert (act["door"], act["tweede"]) == ("a.beheer", "b.beheer")
    assert set(act["dossiers"]) == {str(world.noor), str(world.earlier)}
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        world.rows("intake", "UPDATE wissingen SET tweede = 'niemand'")


@pytest.mark.parametrize(
    ("service", "how"),
    [
        ("routing", "fact"),
        ("bbz", "state"),
    ],
)
def test_what_stands_elsewhere_is_found_and_told(world: World, service: str, how: str) -> None:
    """Somebody typed it where it does not belong."""
    if how == "fact":
        body = json.dumps({"fact": {"uitleg": f"gebeld met {NOOR.naam}"}}).encode()
        world.rows(
            service,
            "INSERT INTO stored_events (originator_id, originator_version, topic, state) VALUES (%s, 1, 'X', %s)",
            uuid4(),
            body,
        )
    else:
        world.rows(
            service,
            "INSERT INTO stream_states (stream_id, version, shape, state) VALUES (%s, 1, 'x', %s)",
            uuid4(),
            json.dumps({"uitleg": f"mail naar {str(NOOR.email).upper()}"}),
        )
    done = world.run(str(world.noor), *REST, "--doe-het")
    assert done.returncode == 3
    what = "naam in de tabel stored_events" if how == "fact" else "email in de tabel stream_states"
    assert f"{what} van {service}" in done.stdout


def test_while_a_file_is_read_nobody_is_erased(world: World) -> None:
    with world.store.cursor() as cursor:
        Imports(world.register.master).offer(cursor, b"...", VORM, 2, "consulent-1", DAG)
    refused = world.run(str(world.noor), *REST, "--doe-het")
    assert refused.returncode != 0
    assert "nog een bestand met aanmeldingen" in refused.stderr
    assert all(world.names().values())


def test_a_dossier_that_nobody_knows_is_told(world: World) -> None:
    told = world.run(str(uuid4()))
    assert (told.returncode, "bestaat niet" in told.stderr) == (2, True)
