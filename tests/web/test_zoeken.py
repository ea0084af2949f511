"""A search takes a reference or a number as letters and screens show it."""

from uuid import UUID

import pytest

from shared.web.dutch import bedrag
from shared.zoeken import Zoekvraag

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
               "Betalingskenmerk 7123 4567 8901 2345", "betalingskenmerk: 7123 4567 8901 2345"],
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
