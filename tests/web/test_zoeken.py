"""A search takes a reference or a number as letters and screens show it."""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from math import ceil
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from services.notify.domain.brief import leesbaar
from shared.recht.betalingskenmerk import betalingskenmerk
from shared.settings import Database
from shared.web.dutch import bedrag
from shared.web.export import csv_lines
from shared.zoeken import Zoekvraag
from tests.web.lijsten import (
    CAPTIONS,
    ROWS,
    VULLERS,
    Lijst,
    Plek,
    gevuld,
    lijst_op,
    numbers_of,
    nummer,
)

ID = UUID("be06aa49-51b4-4a5e-8f13-0a7a1c9f6d22")


@pytest.mark.parametrize(
    "getypt",
    [
        "BE06AA49",
        "be06aa49",
        "Dossier be06aa49",
        "Ons kenmerk BE06AA49",
        str(ID),
        str(ID).upper(),
        ID.hex,
        " be06aa49 ",
        "Brief BE06AA49",
    ],
)
def test_a_number_finds_its_id_as_it_is_shown(getypt: str) -> None:
    pattern = Zoekvraag.of(getypt).nummer
    assert pattern is not None
    assert str(ID).startswith(pattern.removesuffix("%"))


@pytest.mark.parametrize(
    "getypt",
    [
        "7123 4567 8901 2345",
        "7123456789012345",
        "7123.4567.8901.2345",
        "7123-4567-8901-2345",
        "7123\u00a04567\u00a08901\u00a02345",
        "Betalingskenmerk 7123 4567 8901 2345",
        "betalingskenmerk: 7123 4567 8901 2345",
        "RF18 7123 4567 8901 2345",
        "rf18-7123-4567-8901-2345",
    ],
)
def test_a_reference_is_found_as_it_is_printed(getypt: str) -> None:
    assert Zoekvraag.of(getypt).cijfers == "7123456789012345"


@pytest.mark.parametrize("cent", [0, 5, 39_666, 118_998, 123_456_789])
def test_an_amount_is_found_as_screens_show_it(cent: int) -> None:
    assert Zoekvraag.of(bedrag(cent)).cent == cent
    assert Zoekvraag.of(bedrag(cent).removeprefix("€").strip()).cent == cent


@pytest.mark.parametrize("getypt", ["", "abc", "%", "_", "be06%", "Jansen", "12", "1.18,9"])
def test_what_is_no_number_finds_no_number(getypt: str) -> None:
    vraag = Zoekvraag.of(getypt)
    assert (vraag.nummer, vraag.cent) == (None, None)


@pytest.mark.parametrize("dienst", VULLERS)
def test_every_list_has_a_total_and_pages_and_finds_what_it_shows(
    dienst: str, new_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    with gevuld(new_database, dienst) as (client, plekken):
        for plek in plekken:
            assert plek.naam in CAPTIONS
            lijst = lijst_op(client, plek)
            assert lijst.total > ROWS if plek.more else lijst.total == ROWS, plek
            assert len(lijst.rows) == 25, plek
            assert f"Bladzijde 1 van {ceil(lijst.total / 25)}" in lijst.part, plek
            (verder,) = re.findall(r'rel="next" href="([^"]+)"', lijst.part.partition("</nav>")[0])
            assert_next_page(client, plek, unescape(verder), lijst)
            if plek.searches:
                assert_finds_what_it_shows(client, plek, lijst)


def assert_next_page(client: TestClient, plek: Plek, address: str, first: Lijst) -> None:
    """Follows the link: other rows of the same list."""
    second = lijst_op(client, replace(plek, address=address))
    assert (second.total, len(second.rows)) == (first.total, min(25, first.total - 25)), plek
    assert second.rows != first.rows, plek


def assert_finds_what_it_shows(client: TestClient, plek: Plek, lijst: Lijst) -> None:
    assert lijst.numbers, plek
    for row in (lijst.rows[0], lijst.rows[7], lijst.rows[-1]):
        for shown in numbers_of(row):
            found = lijst_op(client, plek, zoek=shown)
            assert row in found.rows, (plek, shown)
    for nothing in (
        "ffffffff",
        "9999 9999 9999 9999",
        "€ 999.999,99",
        "Jansen",
        "€ 999.999.999.999.999,99",
    ):
        found = lijst_op(client, plek, zoek=nothing)
        assert (found.total, found.rows) == (0, []), (plek, nothing)


def test_a_letter_is_found_by_the_reference_that_it_prints(
    new_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    with gevuld(new_database, "notify") as (client, _):
        kenmerk = betalingskenmerk(nummer("lening", 7))
        plek = Plek("/brieven", "Brieven")
        for printed in (
            kenmerk,
            leesbaar(kenmerk),
            f"Betalingskenmerk {leesbaar(kenmerk)}",
            ".".join(leesbaar(kenmerk).split()),
        ):
            lijst = lijst_op(client, plek, zoek=printed)
            assert str(nummer("bericht", 7))[:8].upper() in lijst.rows[0]
            assert lijst.total == 1


def as_a_spreadsheet_reads(cell: str) -> str:
    """What a spreadsheet keeps of a cell: a number has fifteen figures and no zero in front, a formula is run, a day is a day."""
    if cell.startswith(("=", "+", "-", "@")):
        return "run"
    if re.fullmatch(r"[0-9]+([.,][0-9]+)?([eE][0-9]+)?", cell):
        return f"{float(cell.replace(',', '.')):.15g}"
    if re.fullmatch(r"[0-9]{1,4}[-/:.][0-9]{1,4}([-/:.][0-9]{1,4})?", cell) and not re.fullmatch(
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}", cell
    ):
        return "a day"
    return cell


@pytest.mark.parametrize(("dienst", "address"), [("ledger", "/debiteuren"), ("notify", "/brieven")])
def test_every_identifier_survives_a_spreadsheet(
    dienst: str,
    address: str,
    new_database: Callable[[str], Database],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    with gevuld(new_database, dienst) as (client, plekken):
        exported = client.get(address, params={"formaat": "csv"}).content.decode("utf-8-sig")
        labels, *rows = csv.reader(io.StringIO(exported), delimiter=";")
        assert len(rows) == ROWS
        assert {as_a_spreadsheet_reads(cell) for row in rows for cell in row} == {
            cell for row in rows for cell in row
        }
        plek = next(een for een in plekken if een.address == address)
        for label in {"Nummer", "Betalingskenmerk", "dossier_id", "bericht_id"} & set(labels):
            for cell in {row[labels.index(label)] for row in rows[:5]}:
                assert lijst_op(client, plek, zoek=as_a_spreadsheet_reads(cell)).total == 1


HEX = st.text("0123456789abcdefABCDEF", min_size=1, max_size=32)
IDENTIFIERS = st.one_of(
    st.text("0123456789", min_size=1, max_size=24),
    HEX,
    st.uuids().map(str),
    st.from_regex(r"[=+@-][0-9A-Za-z!()]{0,12}", fullmatch=True),
    st.from_regex(r"[0-9]{1,4}[-/.:][0-9]{1,4}", fullmatch=True),
)


@given(IDENTIFIERS)
def test_whatever_an_identifier_looks_like_a_spreadsheet_leaves_it(identifier: str) -> None:
    (cell,) = next(
        csv.reader(
            io.StringIO("".join(csv_lines(["x"], [[identifier]])).split("\r\n", 1)[1]),
            delimiter=";",
        )
    )
    kept = as_a_spreadsheet_reads(cell)
    assert kept.removeprefix("'").replace(" ", "") == identifier
