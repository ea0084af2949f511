"""A file as a job: answered at once, worked in pages, told line by line; killed anywhere, nothing is lost and nothing doubled."""

import csv
import io
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from deploy.local.city.people import entrepreneurs, official_bsns
from services.intake.adapters.importvorm import KOLOMMEN
from services.intake.entrypoints import importer as importer_module
from services.intake.entrypoints.forms import NieuweAanmelding
from services.intake.entrypoints.importer import Importer
from shared.begrippen import Urgentie
from shared.settings import Database
from shared.store import Store
from tests.patience import PATIENCE

ROOT = Path(__file__).parents[2]
KOP = (
    "gemeente",
    "kanaal",
    "groep",
    "hulpvraag",
    "bsn",
    "naam",
    "straat",
    "huisnummer",
    "postcode",
    "plaats",
)
BSNS = official_bsns()


def line(number: int, **change: str) -> str:
    row = {
        "gemeente": "GM9901",
        "kanaal": "balie",
        "groep": "starter",
        "hulpvraag": "bedrijf_starten",
        "bsn": BSNS[number],
        "naam": f"Geheime Naam {'abcdefghij'[number % 10]}",
        "straat": "Geheimstraat",
        "huisnummer": "2",
        "postcode": "1234 AB",
        "plaats": "Doorstad",
    } | change
    return ";".join(row[name] for name in KOP)


def file_of(*lines: str) -> bytes:
    return "\r\n".join([";".join(KOP), *lines, ""]).encode()


def offer(client: TestClient, content: bytes, media_type: str = "text/csv", **headers: str) -> Any:
    return client.post(
        "/intake/v1/aanmeldingen-imports",
        content=content,
        headers={"Content-Type": media_type, **headers},
    )


def work(importer: Importer) -> None:
    while importer.step():
        pass


def told(client: TestClient, answer: Any) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    where = answer.headers["location"]
    return client.get(where).json(), client.get(f"{where}/regels", params={"pageSize": 500}).json()[
        "regels"
    ]


def number_of(store: Store, table: str) -> int:
    with store.cursor() as cursor:
        cursor.execute(f"SELECT count(*) AS n FROM {table}")
        return int((cursor.fetchone() or {"n": -1})["n"])


def test_a_file_is_answered_at_once_and_told_line_by_line(
    client: TestClient, store: Store, importer: Importer
) -> None:
    answer = offer(
        client,
        file_of(
            line(0),
            line(1, bsn="999990018"),
            line(0, naam="Nog eens"),
            line(2),
            f"{line(3)};te veel",
        ),
    )
    assert answer.status_code == 202, answer.text
    assert answer.json()["status"] == "bezig"
    assert number_of(store, "dossiers") == 0
    work(importer)
    stand, regels = told(client, answer)
    assert (stand["status"], stand["aangenomen"], stand["dubbel"], stand["geweigerd"]) == (
        "klaar",
        2,
        1,
        2,
    )
    assert [(regel["regel"], regel["uitkomst"]) for regel in regels] == [
        (2, "aangenomen"),
        (3, "geweigerd"),
        (4, "dubbel"),
        (5, "aangenomen"),
        (6, "geweigerd"),
    ]
    assert regels[1]["fouten"][0]["veld"] == "bsn"
    assert "elfproef" in regels[1]["fouten"][0]["melding"]
    assert (regels[2]["dossier_id"], regels[2]["eerste_regel"]) == (regels[0]["dossier_id"], 2)
    assert store.page(0)[0].cause.actor == "consulent-1"


def test_the_same_file_again_finds_everybody_known(
    client: TestClient, store: Store, importer: Importer
) -> None:
    content = file_of(line(0), line(1))
    first, again = offer(client, content), offer(client, content)
    work(importer)
    assert told(client, first)[0]["aangenomen"] == 2
    stand, regels = told(client, again)
    assert (stand["aangenomen"], stand["dubbel"]) == (0, 2)
    assert {regel["eerste_regel"] for regel in regels} == {None}
    assert number_of(store, "stored_events") == 2


def test_the_same_key_is_the_same_import_and_another_file_is_refused(
    client: TestClient, store: Store
) -> None:
    first, again = (offer(client, file_of(line(0)), **{"Idempotency-Key": "k"}) for _ in range(2))
    assert first.json()["import_id"] == again.json()["import_id"]
    assert offer(client, file_of(line(1)), **{"Idempotency-Key": "k"}).status_code == 409
    assert number_of(store, "imports") == 1


@pytest.mark.parametrize(
    ("content", "media_type", "status", "words"),
    [
        (b"", "text/csv", 400, "leeg"),
        (file_of(), "text/csv", 400, "geen aanmeldingen"),
        (b"PK\x03\x04xl", "text/csv", 400, "Excel"),
        (f"{line(0)}\n".encode(), "text/csv", 400, "kolommen niet"),
        (b"{not json", "application/json", 400, "JSON"),
        (b"[]", "application/json", 400, "geen aanmeldingen"),
        (b"a", "text/plain", 415, ""),
        (b"x" * (33 * 2**20), "text/csv", 413, ""),
        (
            (";".join((*KOP, "plaats")) + f"\n{line(0)};Elders\n").encode(),
            "text/csv",
            400,
            "kolom plaats",
        ),
    ],
    ids=[
        "empty",
        "header only",
        "workbook",
        "no header",
        "broken json",
        "empty list",
        "text",
        "too large",
        "column twice",
    ],
)
def test_a_file_that_cannot_be_read_is_refused_at_the_door(
    client: TestClient, store: Store, content: bytes, media_type: str, status: int, words: str
) -> None:
    answer = offer(client, content, media_type)
    assert answer.status_code == status
    assert words in answer.text
    assert answer.json()["watTeDoen"]
    assert number_of(store, "imports") == 0


def test_json_goes_the_same_way(client: TestClient, store: Store, importer: Importer) -> None:
    people = [arrival.aanmelding for arrival in entrepreneurs(number=30)]
    answer = client.post(
        "/intake/v1/aanmeldingen-imports",
        json=[*people, {"naam": "Wie\x00"}, people[0] | {"hulpvraag": 7}],
    )
    work(importer)
    stand, regels = told(client, answer)
    assert (stand["aangenomen"], stand["geweigerd"]) == (30, 2)
    assert [regel["regel"] for regel in regels if regel["uitkomst"] == "geweigerd"] == [31, 32]


def test_nothing_of_a_person_lies_readable_and_the_file_goes_when_it_was_read(
    client: TestClient, store: Store, importer: Importer
) -> None:
    content = file_of(line(0), line(1, bsn="999990018"))
    offer(client, content)

    def everything() -> str:
        with store.cursor() as cursor:
            parts = []
            for table in ("imports", "import_delen", "import_regels", "dossiers", "answers"):
                cursor.execute(f"SELECT string_agg({table}::text, '') AS text FROM {table}")
                parts.append((cursor.fetchone() or {})["text"] or "")
            return "".join(parts)

    before = everything()
    work(importer)
    for text in (before, everything()):
        for secret in ("Geheim", "999990018", BSNS[0]):
            assert secret not in text
            assert secret.encode().hex() not in text
    assert number_of(store, "import_delen") == 0


def test_refused_lines_come_back_as_a_file_that_goes_in_once_it_was_mended(
    client: TestClient, importer: Importer
) -> None:
    answer = offer(
        client,
        file_of(
            line(0), line(1, bsn="999990018", huisnummer="12-2", naam="=1+1"), line(2, postcode="1")
        ),
    )
    work(importer)
    where = f"/aanmeldingen/imports/{answer.json()['import_id']}/geweigerd.csv"
    text = client.get(where).text
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert [row["regel"] for row in rows] == ["3", "4"]
    assert "postcode" in rows[1]["reden"]
    assert (rows[0]["naam"], rows[0]["huisnummer"]) == ("'=1+1", "'12-2")
    mended = (
        text.replace("999990018", BSNS[1])
        .replace("'=1+1", "Jan")
        .replace(";1;Doorstad", ";1234AB;Doorstad")
    )
    again = offer(client, mended.encode())
    work(importer)
    stand, regels = told(client, again)
    assert stand["aangenomen"] == 2, regels


def test_after_some_weeks_the_words_of_refused_lines_are_gone(
    client: TestClient, store: Store, importer: Importer
) -> None:
    answer = offer(client, file_of(line(1, bsn="999990018")))
    work(importer)
    with store.cursor() as cursor:
        cursor.execute("UPDATE imports SET klaar_op = now() - interval '31 days'")
    work(importer)
    with store.cursor() as cursor:
        cursor.execute("SELECT count(*) AS n FROM import_regels WHERE sealed IS NOT NULL")
        assert (cursor.fetchone() or {})["n"] == 0
    page = client.get(f"/aanmeldingen/imports/{answer.json()['import_id']}/geweigerd.csv")
    assert page.status_code == 200
    assert "Geheim" not in page.text


def test_a_line_that_breaks_our_own_program_is_told_as_ours_and_the_others_go_in(
    client: TestClient, importer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    examined = importer_module._examined

    def breaks(read: Any) -> Any:
        if read[0] == 3:
            raise KeyError("a mistake of ours")
        return examined(read)

    monkeypatch.setattr(importer_module, "_examined", breaks)
    answer = offer(client, file_of(line(0), line(1), line(2)))
    work(importer)
    stand, regels = told(client, answer)
    assert (stand["status"], stand["aangenomen"], stand["geweigerd"]) == ("klaar", 2, 1)
    assert "ons programma" in regels[1]["fouten"][0]["melding"]


def test_two_files_at_once_take_turns_and_meet_on_the_same_person(
    client: TestClient, store: Store, importer: Importer
) -> None:
    answers = [
        offer(client, file_of(*(line(number) for number in range(start, start + 300))))
        for start in (0, 150)
    ]
    other = Importer(importer.intake, importer.imports)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, (importer, other)))
    work(importer)
    stands = [told(client, answer)[0] for answer in answers]
    assert [stand["status"] for stand in stands] == ["klaar", "klaar"]
    assert (
        sum(stand["aangenomen"] for stand in stands)
        == number_of(store, "dossiers")
        == number_of(store, "stored_events")
        == 450
    )
    assert sum(stand["dubbel"] for stand in stands) == 150


def test_killed_in_the_middle_again_and_again_nothing_is_lost_and_nothing_doubled(
    client: TestClient, store: Store
) -> None:
    lines = [
        line(number) if number % 10 else line(number, postcode="fout") for number in range(900)
    ]
    answer = offer(client, file_of(*lines))
    where, kills, seen = answer.headers["location"], 0, 0
    while client.get(where).json()["status"] == "bezig":
        process = start_importer(store.database)
        try:
            while (stand := client.get(where).json())["status"] == "bezig" and (
                stand["gelezen_tot"] == seen or kills >= 3
            ):
                assert process.poll() is None
                time.sleep(0.01)
            seen = stand["gelezen_tot"]
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait(PATIENCE)
            kills += 1
    assert kills >= 3
    stand = client.get(where).json()
    assert (stand["aangenomen"], stand["dubbel"], stand["geweigerd"]) == (810, 0, 90)
    assert number_of(store, "dossiers") == number_of(store, "stored_events") == 810
    assert number_of(store, "import_regels") == 900


WORKER = """
import asyncio, os
from services.intake.adapters.imports import Imports
from services.intake.adapters.register import Register
from services.intake.adapters.seals import MasterKey
from services.intake.application import Intake
from services.intake.domain.events import FEITEN
from services.intake.entrypoints.forms import NieuweAanmelding
from services.intake.entrypoints.importer import Importer
from shared.begrippen import Urgentie
from shared.settings import Database
from shared.store import Store

host, port, name, user, password = os.environ["IMPORTER_DATABASE"].split()
master = MasterKey.from_secret(b"x" * 32)
store = Store(Database(host, int(port), name, user, password), FEITEN)
asyncio.run(Importer(Intake(store, Register(master)), Imports(master)).run(asyncio.Event()))
"""


def start_importer(database: Database) -> subprocess.Popen[bytes]:
    told = f"{database.host} {database.port} {database.name} {database.user} {database.password}"
    return subprocess.Popen(
        [sys.executable, "-c", WORKER], cwd=ROOT, env=os.environ | {"IMPORTER_DATABASE": told}
    )


def test_the_page_shows_how_far_it_is_by_itself_and_gives_the_lines(
    client: TestClient, importer: Importer
) -> None:
    assert "nog geen bestand" in client.get("/aanmeldingen/imports").text
    upload = client.post(
        "/aanmeldingen/imports",
        files={"bestand": ("mensen.csv", file_of(line(0), line(1, postcode="x")))},
        follow_redirects=False,
    )
    assert upload.status_code == 303, upload.text
    busy = client.get(upload.headers["location"])
    assert busy.headers["refresh"] == "2"
    assert "<progress" in busy.text
    assert 'role="status"' in busy.text
    work(importer)
    done = client.get(upload.headers["location"])
    assert "refresh" not in done.headers
    assert "1 aangenomen, 0 dubbel, 1 geweigerd" in done.text
    assert "geweigerd.csv" in done.text
    assert "postcode: Een postcode" in done.text
    assert (
        "2</span>" in client.get("/aanmeldingen/imports").text
        or "1</span>" in client.get("/aanmeldingen/imports").text
    )
    nothing = client.post("/aanmeldingen/imports", files={"bestand": ("leeg.csv", b"")})
    assert nothing.status_code == 400
    assert "leeg" in nothing.text


def test_every_column_of_the_form_can_come_from_a_file() -> None:
    assert set(KOLOMMEN) == set(NieuweAanmelding.model_fields) - {"urgentie"} | set(
        Urgentie.model_fields
    )
