"""Day counts against published values (ISDA memo of 1998, ISDA 2006 4.16 examples) and against pyxirr."""

from datetime import date
from fractions import Fraction

import pytest
import pyxirr
from hypothesis import given
from hypothesis import strategies as st

from shared.recht.dagtelling import (
    ConventieTeltGeenDagen,
    Dagtelling,
    EinddatumOntbreekt,
    PeriodeLooptTerug,
    breuk,
    dagen,
    jaardeel,
)

DAGEN = st.dates(min_value=date(1980, 1, 1), max_value=date(2080, 12, 31))
EINDE = date(2009, 2, 28)
BIJ_PYXIRR = {
    Dagtelling.D30E_360: pyxirr.DayCount.THIRTY_E_360,
    Dagtelling.D30_360_BOND: pyxirr.DayCount.THIRTY_360_ISDA,
    Dagtelling.ACT_365: pyxirr.DayCount.ACT_365F,
    Dagtelling.ACT_360: pyxirr.DayCount.ACT_360,
    Dagtelling.ACT_ACT_ISDA: pyxirr.DayCount.ACT_ACT_ISDA,
}


@pytest.mark.parametrize(
    ("van", "tot", "isda", "afb"),
    [
        (date(2003, 11, 1), date(2004, 5, 1), "0.49772438056741", "0.49726775956284"),
        (date(1999, 2, 1), date(1999, 7, 1), "0.41095890410959", "0.41095890410959"),
        (date(1999, 7, 1), date(2000, 7, 1), "1.00137734860394", "1.00000000000000"),
        (date(2002, 8, 15), date(2003, 7, 15), "0.91506849315068", "0.91506849315068"),
        (date(2003, 7, 15), date(2004, 1, 15), "0.50400479077775", "0.50410958904110"),
        (date(1999, 7, 30), date(2000, 1, 30), "0.50389250692417", "0.50410958904110"),
        (date(2000, 1, 30), date(2000, 6, 30), "0.41530054644809", "0.41530054644809"),
        (date(1999, 11, 30), date(2000, 4, 30), "0.41554008533573", "0.41530054644809"),
    ],
)
def test_actual_actual_volgens_isda(van: date, tot: date, isda: str, afb: str) -> None:
    assert f"{float(jaardeel(van, tot, Dagtelling.ACT_ACT_ISDA)):.14f}" == isda
    assert f"{float(jaardeel(van, tot, Dagtelling.ACT_ACT_AFB)):.14f}" == afb


@pytest.mark.parametrize(
    ("van", "tot", "jaren"),
    [
        (date(2004, 2, 29), date(2008, 2, 29), Fraction(4)),
        (date(2004, 2, 28), date(2008, 2, 28), 4 + Fraction(1, 365)),
        (date(2004, 2, 28), date(2008, 2, 27), 3 + Fraction(365, 366)),
        (date(2004, 2, 29), date(2008, 2, 28), 4 + Fraction(0)),
        (date(2004, 2, 28), date(2008, 2, 29), 4 + Fraction(1, 365)),
        (date(2007, 2, 28), date(2008, 2, 29), 1 + Fraction(0)),
        (date(2008, 2, 29), date(2008, 3, 1), Fraction(1, 366)),
        (date(2008, 3, 1), date(2009, 2, 1), Fraction(337, 365)),
        (date(2026, 5, 1), date(2026, 5, 1), Fraction(0)),
    ],
)
def test_afb_telt_hele_jaren_terug(van: date, tot: date, jaren: Fraction) -> None:
    assert jaardeel(van, tot, Dagtelling.ACT_ACT_AFB) == jaren


@pytest.mark.parametrize(
    ("van", "tot", "bond", "euro", "isda"),
    [
        (date(2006, 8, 20), date(2007, 2, 20), 180, 180, 180),
        (date(2006, 8, 31), date(2007, 2, 28), 178, 178, 180),
        (date(2007, 2, 28), date(2007, 8, 31), 183, 182, 180),
        (date(2007, 8, 31), date(2008, 2, 29), 179, 179, 180),
        (date(2008, 2, 29), date(2008, 8, 31), 182, 181, 180),
        (date(2008, 8, 31), date(2009, 2, 28), 178, 178, 178),
        (date(2007, 2, 26), date(2008, 2, 29), 363, 363, 364),
        (date(2008, 2, 28), date(2008, 3, 31), 33, 32, 32),
        (date(2008, 2, 29), date(2009, 2, 28), 359, 359, 358),
    ],
)
def test_dertig_driehonderdzestig(van: date, tot: date, bond: int, euro: int, isda: int) -> None:
    assert dagen(van, tot, Dagtelling.D30_360_BOND) == bond
    assert dagen(van, tot, Dagtelling.D30E_360) == euro
    assert dagen(van, tot, Dagtelling.D30E_360_ISDA, EINDE) == isda
    assert jaardeel(van, tot, Dagtelling.D30E_360_ISDA, EINDE) == Fraction(isda, 360)


@given(DAGEN, DAGEN, st.sampled_from(sorted(BIJ_PYXIRR)))
def test_gelijk_aan_een_ander_programma(een: date, ander: date, conventie: Dagtelling) -> None:
    van, tot = min(een, ander), max(een, ander)
    assert dagen(van, tot, conventie) == pyxirr.days_between(van, tot, BIJ_PYXIRR[conventie])
    assert float(jaardeel(van, tot, conventie)) == pytest.approx(
        pyxirr.year_fraction(van, tot, BIJ_PYXIRR[conventie]), abs=1e-12
    )


@given(DAGEN, DAGEN, DAGEN)
def test_aaneengesloten_perioden_tellen_op(een: date, ander: date, derde: date) -> None:
    van, midden, tot = sorted((een, ander, derde))
    for conventie in (
        Dagtelling.ACT_365,
        Dagtelling.ACT_360,
        Dagtelling.ACT_ACT_ISDA,
        Dagtelling.D30E_360,
    ):
        assert jaardeel(van, midden, conventie) + jaardeel(midden, tot, conventie) == jaardeel(
            van, tot, conventie
        )


def test_maand_telt_geen_dagen() -> None:
    with pytest.raises(ConventieTeltGeenDagen, match="telt maanden"):
        jaardeel(date(2026, 1, 1), date(2026, 2, 1), Dagtelling.MAAND)


def test_de_isda_vorm_wil_de_einddatum() -> None:
    with pytest.raises(EinddatumOntbreekt, match="einddatum"):
        dagen(date(2026, 1, 1), date(2026, 2, 1), Dagtelling.D30E_360_ISDA)


def test_een_periode_loopt_vooruit() -> None:
    with pytest.raises(PeriodeLooptTerug, match="loopt terug"):
        dagen(date(2026, 2, 1), date(2026, 1, 1), Dagtelling.ACT_365)


@pytest.mark.parametrize(
    ("deel", "tekst"),
    [
        (Fraction(8, 12), "8/12"),
        (Fraction(3, 12), "3/12"),
        (Fraction(30, 365), "30/365"),
        (Fraction(30, 366), "30/366"),
        (Fraction(45, 360), "45/360"),
        (Fraction(31, 360), "31/360"),
        (Fraction(0), "0/12"),
        (Fraction(2), "24/12"),
        (Fraction(1, 365) + Fraction(1, 366), "731/133590"),
    ],
)
def test_een_deel_van_een_jaar_staat_er_zoals_het_geteld_is(deel: Fraction, tekst: str) -> None:
    assert breuk(deel) == tekst
