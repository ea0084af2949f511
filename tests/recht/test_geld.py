"""Cents, rounding and Dutch notation."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.money import (
    BedragIsOnleesbaar,
    afgerond,
    bedrag,
    cent_uit_decimaal,
    cent_uit_tekst,
    naar_evenredigheid,
    procent,
)

CENTEN = st.integers(min_value=-(10**12), max_value=10**12)


@pytest.mark.parametrize(
    ("exact", "cent"),
    [
        (Fraction(1015700, 40), 25393),
        (Fraction(1, 2), 1),
        (Fraction(-1, 2), -1),
        (Fraction(49, 100), 0),
        (Decimal("0.5"), 1),
        (Decimal("2.5"), 3),
        (Decimal("-2.49"), -2),
        (7, 7),
    ],
)
def test_halve_centen_gaan_omhoog(exact: Fraction | Decimal | int, cent: int) -> None:
    assert afgerond(exact) == cent


def test_een_kommagetal_is_geen_geld() -> None:
    with pytest.raises(TypeError):
        afgerond(0.5)  # type: ignore[arg-type]


@given(st.fractions())
def test_afronden_scheelt_hooguit_een_halve_cent_en_keert_om(exact: Fraction) -> None:
    assert abs(afgerond(exact) - exact) <= Fraction(1, 2)
    assert afgerond(-exact) == -afgerond(exact)


@pytest.mark.parametrize(
    ("cent", "tekst"),
    [
        (2400000, "€ 24.000,00"),
        (0, "€ 0,00"),
        (5, "€ 0,05"),
        (-123456789, "-€ 1.234.567,89"),
        (100, "€ 1,00"),
    ],
)
def test_een_bedrag_op_zijn_nederlands(cent: int, tekst: str) -> None:
    assert bedrag(cent) == tekst
    assert cent_uit_tekst(tekst) == cent


def test_een_bedrag_met_eur() -> None:
    assert bedrag(2400000, "EUR") == "EUR 24.000,00"


@pytest.mark.parametrize(
    ("tekst", "cent"),
    [
        ("24000", 2400000),
        ("24.000,-", 2400000),
        ("EUR 1,50", 150),
        ("€ -1,50", -150),
        (" 24.000 ", 2400000),
        ("€1,50", 150),
    ],
)
def test_een_bedrag_lezen(tekst: str, cent: int) -> None:
    assert cent_uit_tekst(tekst) == cent


@pytest.mark.parametrize(
    "tekst",
    ["", "24,000.00", "1,5", "1.00", "2.40.000", "--1", "-€ -1,00", "1,234", "een", "1e3", "١"],
)
def test_een_onleesbaar_bedrag_wordt_geweigerd(tekst: str) -> None:
    with pytest.raises(BedragIsOnleesbaar, match="geen bedrag"):
        cent_uit_tekst(tekst)


@given(CENTEN)
def test_schrijven_en_lezen_heffen_elkaar_op(cent: int) -> None:
    assert cent_uit_tekst(bedrag(cent)) == cent


@pytest.mark.parametrize(
    ("tekst", "cent"), [("1234.56", 123456), ("0.00", 0), ("20", 2000), ("-1.5", -150)]
)
def test_een_decimaal_getal_lezen(tekst: str, cent: int) -> None:
    assert cent_uit_decimaal(tekst) == cent


@pytest.mark.parametrize("tekst", ["1.234,56", "1.005", "1,5", "", "NaN"])
def test_een_ander_getal_is_geen_bedrag(tekst: str) -> None:
    with pytest.raises(BedragIsOnleesbaar):
        cent_uit_decimaal(tekst)


@pytest.mark.parametrize(
    ("waarde", "tekst"),
    [
        (Decimal("8.00"), "8 %"),
        (Decimal("2.5"), "2,5 %"),
        (Decimal(10), "10 %"),
        (Fraction(5, 2), "2,5 %"),
    ],
)
def test_een_percentage(waarde: Decimal | Fraction, tekst: str) -> None:
    assert procent(waarde) == tekst


@pytest.mark.parametrize(
    ("cent", "gewichten", "delen"),
    [
        (2, (1, 1, 1), (1, 1, 0)),
        (100, (200, 100), (67, 33)),
        (0, (), ()),
        (0, (0, 0), (0, 0)),
        (5, (0, 9), (0, 5)),
    ],
)
def test_naar_evenredigheid_gaat_de_rest_naar_de_oudste(
    cent: int, gewichten: tuple[int, ...], delen: tuple[int, ...]
) -> None:
    assert naar_evenredigheid(cent, gewichten) == delen


@given(st.lists(st.integers(min_value=0, max_value=10**9), min_size=1), st.data())
def test_een_verdeling_is_volledig_en_past(gewichten: list[int], data: st.DataObject) -> None:
    cent = data.draw(st.integers(min_value=0, max_value=sum(gewichten)))
    delen = naar_evenredigheid(cent, gewichten)
    assert sum(delen) == cent
    assert all(0 <= deel <= gewicht for deel, gewicht in zip(delen, gewichten, strict=True))


def test_meer_verdelen_dan_er_past_kan_niet() -> None:
    with pytest.raises(ValueError, match="more cents"):
        naar_evenredigheid(3, (1, 1))
