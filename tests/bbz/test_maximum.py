"""The maximum per group and year of the application (Bbz art. 20, 24, 26, 29; A-9), and what has no source."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.bbz.domain.begrippen import Product
from services.bbz.domain.maximum import maximum
from services.bbz.domain.toets import Voorstel
from services.bbz.domain.voorwaarden import VOORWAARDEN
from services.bbz.examples import PARAMETERS
from shared.begrippen import Groep, Regeling
from shared.parameters import ParameterOnbekend
from tests.bbz.gegeven import KADER

RENTEDRAGEND: Product = "bedrijfskapitaal_rentedragend"
MAXIMUM = next(voorwaarde for voorwaarde in VOORWAARDEN if voorwaarde.regel == "maximum")


def voorstel(
    groep: Groep,
    product: Product,
    aangevraagd: date,
    cent: int | None = 1,
    regeling: Regeling = "bbz",
) -> Voorstel:
    return Voorstel(
        gemeente="GM9901",
        groep=groep,
        aanvraagdatum=aangevraagd,
        regeling=regeling,
        product=product,
        bedrag_cent=cent,
        ondertekenaar="teamleider-1",
        besluitdatum=date(2026, 1, 15),
    )


@pytest.mark.parametrize(
    ("groep", "product", "jaar", "euro", "artikel"),
    [
        ("gevestigd", RENTEDRAGEND, 2004, 162_344, "Bbz art. 20"),
        ("gevestigd", RENTEDRAGEND, 2015, 192_243, "Bbz art. 20"),
        ("gevestigd", RENTEDRAGEND, 2023, 248_064, "Bbz art. 20"),
        ("gevestigd", RENTEDRAGEND, 2024, 247_047, "Bbz art. 20"),
        ("gevestigd", RENTEDRAGEND, 2025, 253_420, "Bbz art. 20"),
        ("gevestigd", RENTEDRAGEND, 2026, 261_048, "Bbz art. 20"),
        ("binnenvaart", RENTEDRAGEND, 2026, 261_048, "Bbz art. 20"),
        ("starter", RENTEDRAGEND, 2012, 34_134, "Bbz art. 24"),
        ("starter", RENTEDRAGEND, 2025, 46_656, "Bbz art. 24"),
        ("starter", RENTEDRAGEND, 2026, 48_060, "Bbz art. 24"),
        ("starter", "voorbereidingskrediet", 2009, 2_469, "Bbz art. 29"),
        ("ouder", "bedrijfskapitaal_renteloos", 2026, 13_052, "Bbz art. 26"),
    ],
)
def test_het_maximum_is_dat_van_de_groep_en_het_jaar_van_de_aanvraag(
    groep: Groep, product: Product, jaar: int, euro: int, artikel: str
) -> None:
    for dag in (date(jaar, 1, 1), date(jaar, 12, 31)):
        precies = maximum(voorstel(groep, product, dag, euro * 100), PARAMETERS)
        assert (precies.uitkomst, precies.toegestaan_cent, precies.grondslag) == (
            "voldaan",
            euro * 100,
            artikel,
        )
        erboven = maximum(voorstel(groep, product, dag, euro * 100 + 1), PARAMETERS)
        assert (erboven.uitkomst, erboven.gevraagd_cent, erboven.toegestaan_cent) == (
            "niet_voldaan",
            euro * 100 + 1,
            euro * 100,
        )


@pytest.mark.parametrize(
    ("groep", "product", "dag", "parameter"),
    [
        ("gevestigd", RENTEDRAGEND, date(2003, 12, 31), "max_bedrijfskapitaal_gevestigde"),
        ("gevestigd", RENTEDRAGEND, date(2016, 6, 1), "max_bedrijfskapitaal_gevestigde"),
        ("gevestigd", RENTEDRAGEND, date(2027, 1, 1), "max_bedrijfskapitaal_gevestigde"),
        ("starter", RENTEDRAGEND, date(2019, 6, 1), "max_bedrijfskapitaal_starter"),
        ("starter", RENTEDRAGEND, date(2027, 1, 1), "max_bedrijfskapitaal_starter"),
        ("starter", "voorbereidingskrediet", date(2026, 6, 1), "max_voorbereidingskrediet"),
        ("ouder", "bedrijfskapitaal_renteloos", date(2022, 6, 1), "max_bedrijfskapitaal_oudere"),
    ],
)
def test_een_onbekend_maximum_weigert_en_noemt_de_parameter(
    groep: Groep, product: Product, dag: date, parameter: str
) -> None:
    with pytest.raises(ParameterOnbekend, match=parameter):
        maximum(voorstel(groep, product, dag), PARAMETERS)
    toets = MAXIMUM.uitkomst(voorstel(groep, product, dag), KADER)
    assert (toets.uitkomst, toets.parameter, toets.toegestaan_cent) == (
        "niet_te_bepalen",
        parameter,
        None,
    )
    assert dag.isoformat() in toets.uitleg


def test_tozo_heeft_een_eigen_maximum_dat_na_september_2021_niet_meer_bestaat() -> None:
    toen = maximum(
        voorstel("gevestigd", RENTEDRAGEND, date(2021, 9, 30), 10_157_00, "tozo"), PARAMETERS
    )
    assert (toen.uitkomst, toen.grondslag) == ("voldaan", "Tozo art. 15")
    with pytest.raises(ParameterOnbekend, match="max_tozo_lening"):
        maximum(voorstel("gevestigd", RENTEDRAGEND, date(2021, 10, 1), 1, "tozo"), PARAMETERS)


@given(cent=st.integers(1, 10**12), dag=st.dates(date(2023, 1, 1), date(2026, 12, 31)))
def test_alleen_een_bedrag_tot_en_met_het_maximum_voldoet(cent: int, dag: date) -> None:
    toets = maximum(voorstel("gevestigd", RENTEDRAGEND, dag, cent), PARAMETERS)
    assert toets.toegestaan_cent is not None
    assert toets.is_voldaan == (cent <= toets.toegestaan_cent)
