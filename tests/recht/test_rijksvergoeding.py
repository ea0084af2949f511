"""Settlement with the Rijk: W-15, W-16 and the years before 2020."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.parameter_files import load_parameters
from shared.parameters import ParameterOnbekend
from shared.recht.cohort import Cohort
from shared.recht.rijksvergoeding import Jaarcijfers, afrekening
from tests.recht.sets import met_waarde

PARAMETERS = load_parameters()


def regels(
    jaar: int, cohort: Cohort, lasten: int = 0, baten: int = 0
) -> list[tuple[int, str, int]]:
    return [
        (regel.jaar, regel.soort, regel.bedrag_cent)
        for regel in afrekening(Jaarcijfers(jaar, cohort, lasten, baten), PARAMETERS)
    ]


def test_w15_honderd_procent_en_vijf_jaar_terugname() -> None:
    uit = regels(2026, Cohort.BBZ_VANAF_2020, lasten=123456789)
    assert uit == [
        (2026, "vergoeding", 123456789),
        (2027, "terugname", -24691358),
        (2028, "terugname", -24691358),
        (2029, "terugname", -18518518),
        (2030, "terugname", -12345679),
        (2031, "terugname", -12345679),
    ]
    assert sum(cent for _, soort, cent in uit if soort == "terugname") == -92592592


def test_w15_ronde_getallen() -> None:
    assert [cent for _, _, cent in regels(2026, Cohort.BBZ_VANAF_2020, lasten=10000000)][1:] == [
        -2000000,
        -2000000,
        -1500000,
        -1000000,
        -1000000,
    ]


@pytest.mark.parametrize(
    ("cohort", "baten", "uit"),
    [
        (Cohort.BBZ_VOOR_2020, 800000, [(2026, "aandeel_baten", -600000)]),
        (Cohort.BBZ_VANAF_2020, 800000, []),
        (Cohort.TOZO, 800000, [(2026, "vergoeding", -800000)]),
    ],
)
def test_w16_baten(cohort: Cohort, baten: int, uit: list[tuple[int, str, int]]) -> None:
    assert regels(2026, cohort, baten=baten) == uit


def test_tozo_is_lasten_min_baten() -> None:
    assert regels(2021, Cohort.TOZO, lasten=1000000, baten=250000) == [(2021, "vergoeding", 750000)]


def test_voor_2020_was_het_een_declaratie_van_driekwart() -> None:
    assert regels(2019, Cohort.BBZ_VOOR_2020, lasten=1000000) == [(2019, "vergoeding", 750000)]


def test_baten_van_voor_2020_zijn_onbekend() -> None:
    with pytest.raises(ParameterOnbekend, match="rijk_aandeel_baten_kapitaal_voor_2020"):
        regels(2019, Cohort.BBZ_VOOR_2020, baten=1)


def test_de_uitleg_is_een_zin_met_het_artikel() -> None:
    (regel,) = afrekening(Jaarcijfers(2026, Cohort.BBZ_VOOR_2020, 0, 800000), PARAMETERS)
    assert (
        regel.uitleg
        == "aandeel_baten 2026: 75 % van € 8.000,00 over 2026 = € 6.000,00 (Bbz-2026 art. 49.2)"
    )


@given(st.integers(min_value=0, max_value=10**12))
def test_de_gemeente_draagt_een_kwart_op_afronding_na(lasten: int) -> None:
    netto = sum(cent for _, _, cent in regels(2024, Cohort.BBZ_VANAF_2020, lasten=lasten))
    assert abs(netto - lasten / 4) <= 2.5


def test_zonder_cijfers_zijn_er_geen_regels() -> None:
    for cohort in Cohort:
        assert afrekening(Jaarcijfers(2026, cohort), PARAMETERS) == ()


@pytest.mark.parametrize(
    ("naam", "cohort"),
    [
        ("rijk_vergoeding_lasten_kapitaal", Cohort.BBZ_VANAF_2020),
        ("rijk_aandeel_baten_kapitaal_voor_2020", Cohort.BBZ_VOOR_2020),
        ("rijk_vergoeding_tozo", Cohort.TOZO),
    ],
)
def test_het_percentage_is_dat_van_de_eerste_dag_van_het_jaar(naam: str, cohort: Cohort) -> None:
    cijfers = Jaarcijfers(2026, cohort, 1000, 700)
    gewoon = afrekening(cijfers, PARAMETERS)
    assert afrekening(cijfers, met_waarde(naam, "50", date(2026, 1, 2))) == gewoon
    assert afrekening(cijfers, met_waarde(naam, "50", date(2026, 1, 1))) != gewoon


def test_de_jaren_van_terugname_staan_op_volgorde() -> None:
    omgekeerd = type(PARAMETERS)(tuple(reversed(PARAMETERS.rijen)))
    cijfers = Jaarcijfers(2026, Cohort.BBZ_VANAF_2020, 10000)
    assert afrekening(cijfers, omgekeerd) == afrekening(cijfers, PARAMETERS)
