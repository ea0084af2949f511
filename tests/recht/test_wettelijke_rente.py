"""Wettelijke rente: W-14, dated rates, leap years, capitalisation per year of default, unknown rates."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.money import afgerond
from shared.parameter_files import load_parameters
from shared.parameters import ParameterOnbekend
from shared.recht.toerekening import Post
from shared.recht.wettelijke_rente import (
    VerzuimIsNietBegonnen,
    krediethypotheekrente,
    wettelijke_rente,
)
from tests.recht.sets import met_waarde

PARAMETERS = load_parameters()


def rente(cent: int, van: date, tot: date) -> int:
    return wettelijke_rente([Post(van, cent)], tot, PARAMETERS).rente_cent


def test_w14_de_drempel_van_twintig_euro() -> None:
    boven = wettelijke_rente([Post(date(2024, 1, 1), 30000)], date(2025, 1, 1), PARAMETERS)
    onder = wettelijke_rente([Post(date(2024, 1, 1), 28000)], date(2025, 1, 1), PARAMETERS)
    assert (boven.rente_cent, boven.verschuldigd_cent) == (2100, 2100)
    assert (onder.rente_cent, onder.verschuldigd_cent) == (1960, 0)
    assert onder.uitleg == (
        "1 januari 2024 tot 1 januari 2025: 7 % van € 280,00, 366 dagen",
        "€ 19,60 is niet verschuldigd: minder dan € 20,00 (Awb 4:98 lid 2)",
    )
    assert boven.uitleg[-1] == "€ 21,00 is verschuldigd: niet minder dan € 20,00 (Awb 4:98 lid 2)"


def test_precies_twintig_euro_is_verschuldigd() -> None:
    assert (
        wettelijke_rente(
            [Post(date(2024, 1, 1), 28571)], date(2025, 1, 1), PARAMETERS
        ).verschuldigd_cent
        == 2000
    )


def test_een_nieuw_tarief_geldt_vanaf_zijn_dag() -> None:
    verwacht = afgerond(
        1000000 * (Fraction(6, 100) * Fraction(31, 365) + Fraction(7, 100) * Fraction(31, 366))
    )
    assert rente(1000000, date(2023, 12, 1), date(2024, 2, 1)) == verwacht


def test_na_elk_jaar_verzuim_wordt_de_rente_bijgeschreven() -> None:
    uit = wettelijke_rente([Post(date(2020, 7, 1), 1000000)], date(2022, 7, 1), PARAMETERS)
    assert [jaar.rente_cent for jaar in uit.jaren] == [19972, 20399]
    assert uit.rente_cent == 40371
    assert [een.grondslag_cent for een in uit.jaren[1].perioden] == [1019972, 1019972]


def test_de_dag_van_betaling_draagt_geen_rente() -> None:
    assert rente(36600000, date(2024, 3, 1), date(2024, 3, 2)) == 7000
    assert rente(36600000, date(2024, 3, 1), date(2024, 3, 1)) == 0


def test_een_deelbetaling_verlaagt_de_grondslag() -> None:
    uit = wettelijke_rente(
        [Post(date(2024, 1, 1), 36600000), Post(date(2024, 1, 11), 18300000)],
        date(2024, 1, 21),
        PARAMETERS,
    )
    assert uit.rente_cent == 70000 + 35000


@pytest.mark.parametrize(
    ("tot", "op"), [(date(2025, 1, 2), "2025-01-01"), (date(2026, 3, 1), "2025-01-01")]
)
def test_een_onbevestigd_tarief_weigert(tot: date, op: str) -> None:
    with pytest.raises(
        ParameterOnbekend, match=f"wettelijke_rente is niet bevestigd met een bron op {op}"
    ):
        rente(1000000, date(2024, 12, 1), tot)


def test_een_tarief_dat_men_nog_niet_kende_weigert() -> None:
    with pytest.raises(ParameterOnbekend):
        wettelijke_rente(
            [Post(date(2024, 1, 1), 1000000)],
            date(2024, 2, 1),
            PARAMETERS,
            bekend_op=date(2023, 12, 31),
        )


def test_zonder_grondslag_is_er_geen_verzuim() -> None:
    with pytest.raises(VerzuimIsNietBegonnen, match="geen achterstand"):
        wettelijke_rente([], date(2024, 1, 1), PARAMETERS)


@pytest.mark.parametrize(("dag", "percentage"), [(date(2024, 5, 1), 4), (date(2022, 5, 1), 0)])
def test_de_rente_van_een_krediethypotheek_is_nooit_negatief(dag: date, percentage: int) -> None:
    assert krediethypotheekrente(dag, PARAMETERS) == percentage


@given(
    st.integers(min_value=0, max_value=10**8),
    st.dates(min_value=date(2015, 1, 1), max_value=date(2022, 12, 31)),
    st.data(),
)
def test_langer_verzuim_geeft_nooit_minder_rente(cent: int, van: date, data: st.DataObject) -> None:
    tot = data.draw(st.dates(min_value=van, max_value=date(2022, 12, 31)))
    later = data.draw(st.dates(min_value=tot, max_value=date(2022, 12, 31)))
    assert 0 <= rente(cent, van, tot) <= rente(cent, van, later)


def test_een_heel_verloop_in_zinnen() -> None:
    uit = wettelijke_rente(
        [Post(date(2024, 1, 11), 50000), Post(date(2023, 12, 1), 100000)],
        date(2024, 12, 21),
        PARAMETERS,
    )
    assert [
        (een.van, een.tot, een.grondslag_cent, een.procent)
        for jaar in uit.jaren
        for een in jaar.perioden
    ] == [
        (date(2023, 12, 1), date(2024, 1, 1), 100000, 6),
        (date(2024, 1, 1), date(2024, 1, 11), 100000, 7),
        (date(2024, 1, 11), date(2024, 12, 1), 50000, 7),
        (date(2024, 12, 1), date(2024, 12, 21), 50000 + uit.jaren[0].rente_cent, 7),
    ]
    assert uit.uitleg[0] == "1 december 2023 tot 1 januari 2024: 6 % van € 1.000,00, 31 dagen"


def test_een_tarief_verandert_ook_midden_in_het_jaar() -> None:
    uit = wettelijke_rente(
        [Post(date(2023, 7, 1), 36500)],
        date(2023, 7, 11),
        met_waarde("wettelijke_rente", "12", date(2023, 7, 6)),
    )
    assert [(een.van, een.tot, een.procent) for een in uit.jaren[0].perioden] == [
        (date(2023, 7, 1), date(2023, 7, 6), 6),
        (date(2023, 7, 6), date(2023, 7, 11), 12),
    ]


def test_elk_kalenderjaar_telt_zijn_eigen_dagen_ook_met_een_doorlopend_tarief() -> None:
    uit = wettelijke_rente([Post(date(2019, 12, 31), 36600 * 365)], date(2020, 1, 2), PARAMETERS)
    assert [een.exact_cent for een in uit.jaren[0].perioden] == [2 * 366, 2 * 365]


def test_ook_na_het_derde_jaar_wordt_bijgeschreven() -> None:
    uit = wettelijke_rente([Post(date(2015, 1, 1), 1000000)], date(2019, 7, 1), PARAMETERS)
    assert [jaar.rente_cent for jaar in uit.jaren] == [
        20000,
        20400,
        20808,
        21224,
        afgerond(Fraction(1082432 * 2 * 181, 36500)),
    ]
