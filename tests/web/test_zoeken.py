"""A search takes a reference or a number as letters and screens show it."""

from collections.abc import Callable
from uuid import UUID

import pytest

from services.ledger.domain.betalingskenmerk import betalingskenmerk
from services.notify.domain.brief import leesbaar
from shared.settings import Database
from shared.web.dutch import bedrag
from shared.zoeken import Zoekvraag
from tests.web.lijsten import ROWS, VULLERS, gevuld, lijsten_van, nummer

ID = UUID("be06aa49-51b4-4a5e-8f13-0a7a1c9f6d22")


@pytest.mark.parametrize(
    "getypt",
    ["BE06AA49", "be06aa49", "Dossier be06aa49", "Ons kenmerk BE06AA49", str(ID), str(ID).upper(), ID.hex, " be06aa49 ", "Brief BE06AA49"],
)
def test_a_number_finds_its_id_as_it_is_shown(getypt: str) -> None:
    pattern = Zoekvraag.of(getypt).nummer
    assert pattern is not None
    assert str(ID).startswith(pattern.removesuffix("%"))


@pytest.mark.parametrize(
    "getypt", ["7123 4567 8901 2345", "7123456789012345", "7123.4567.8901.2345", "7123-4567-8901-2345",
               "7123\u00a04567\u00a08901\u00a02345",
               "Betalingskenmerk 7123 4567 8901 2345", "betalingskenmerk: 7123 4567 8901 2345",
               "RF18 7123 4567 8901 2345", "rf18-7123-4567-8901-2345"],
)  # fmt: skip
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
    with gevuld(new_database, dienst) as (client, addresses):
        for address in addresses:
            (lijst,) = lijsten_van(client.get(address).text)
            assert (lijst.total, len(lijst.rows)) == (ROWS, 25), address
            assert "Bladzijde 1 van 2" in lijst.part, address
            assert lijst.numbers, address
            for shown in lijst.numbers:
                (found,) = lijsten_van(client.get(address.partition("?")[0], params={"zoek": shown}).text)
                assert found.rows, (address, shown)
                assert all(shown in row for row in found.rows), (address, shown)
            for nothing in ("ffffffff", "9999 9999 9999 9999", "€ 999.999,99", "Jansen"):
                (found,) = lijsten_van(client.get(address.partition("?")[0], params={"zoek": nothing}).text)
                assert (found.total, found.rows) == (0, []), (address, nothing)


def test_a_letter_is_found_by_the_reference_that_it_prints(
    new_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    with gevuld(new_database, "notify") as (client, _):
        kenmerk = betalingskenmerk(nummer("lening", 7))
        for printed in (kenmerk, leesbaar(kenmerk), f"Betalingskenmerk {leesbaar(kenmerk)}", ".".join(leesbaar(kenmerk).split())):
            (lijst,) = lijsten_van(client.get("/brieven", params={"zoek": printed}).text)
            assert str(nummer("bericht", 7))[:8].upper() in lijst.rows[0]
            assert lijst.total == 1
