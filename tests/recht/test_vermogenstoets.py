"""Art. 3: both limits, the share, exactly at the limit, unknown years."""

from datetime import date

import pytest

from shared.begrippen import Groep
from shared.parameter_files import load_parameters
from shared.parameters import ParameterOnbekend
from shared.recht.vermogenstoets import VermogenKloptNiet, vermogenstoets

PARAMETERS = load_parameters()
OP = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("groep", "eigen", "totaal", "uitkomst"),
    [
        ("gevestigd", 5978200, 5978200, (True, "ondergrens", None)),
        ("gevestigd", 5978201, 5978201, (False, "aandeel", 5978200)),
        ("gevestigd", 6000000, 20000000, (True, "aandeel", None)),
        ("gevestigd", 6000001, 20000000, (False, "aandeel", 5978200)),
        ("starter", 25123300, 25123300, (True, "bovengrens", None)),
        ("starter", 25123301, 99999999, (False, "bovengrens", 25123300)),
        ("starter", 25123299, 25123299, (False, "aandeel", 5978200)),
        ("ouder", 17586400, 17586400, (True, "grens_oudere", None)),
        ("ouder", 17586401, 99999999, (False, "bovengrens", 17586400)),
        ("gevestigd", -100, 0, (True, "aandeel", None)),
    ],
)
def test_mag_het_om_niet(
    groep: Groep, eigen: int, totaal: int, uitkomst: tuple[bool, str, int | None]
) -> None:
    uit = vermogenstoets(groep, eigen, totaal, OP, PARAMETERS)
    assert (uit.mag_om_niet, uit.regel, uit.grens_cent) == uitkomst
    assert uit.uitleg.startswith("Om niet mag" if uitkomst[0] else "Niet om niet")


def test_waar_de_ondergrens_onbekend_is_beslist_wat_wel_bekend_is() -> None:
    assert not vermogenstoets(
        "gevestigd", 24389201, 99999999, date(2025, 5, 1), PARAMETERS
    ).mag_om_niet
    assert vermogenstoets("gevestigd", 6000000, 20000000, date(2025, 5, 1), PARAMETERS).mag_om_niet
    with pytest.raises(
        ParameterOnbekend, match="vermogensgrens_om_niet_onder is onbekend op 2025-05-01"
    ):
        vermogenstoets("gevestigd", 6000001, 20000000, date(2025, 5, 1), PARAMETERS)


def test_een_onbekend_jaar_weigert() -> None:
    with pytest.raises(ParameterOnbekend, match="vermogensgrens_om_niet_boven"):
        vermogenstoets("gevestigd", 1, 1, date(2023, 1, 1), PARAMETERS)


def test_totaal_vermogen_is_zonder_aftrek_van_schulden() -> None:
    with pytest.raises(VermogenKloptNiet, match="zonder aftrek van schulden"):
        vermogenstoets("gevestigd", 2, 1, OP, PARAMETERS)


@pytest.mark.parametrize(
    ("groep", "eigen", "totaal", "artikel", "uitleg"),
    [
        (
            "ouder",
            100,
            100,
            "Bbz art. 3 lid 2",
            "Om niet mag: € 1,00 is niet meer dan de grens voor oudere zelfstandigen (Bbz art. 3 lid 2)",
        ),
        (
            "ouder",
            17586401,
            17586401,
            "Bbz art. 3 lid 2",
            "Niet om niet: € 175.864,01 is meer dan € 175.864,00 (Bbz art. 3 lid 2)",
        ),
        (
            "starter",
            25123301,
            99999999,
            "Bbz art. 3 lid 1 a",
            "Niet om niet: € 251.233,01 is meer dan € 251.233,00 (Bbz art. 3 lid 1 a)",
        ),
        (
            "starter",
            6000000,
            20000000,
            "Bbz art. 3 lid 1 b",
            "Om niet mag: € 60.000,00 is niet meer dan 30 % van € 200.000,00 (Bbz art. 3 lid 1 b)",
        ),
        (
            "starter",
            25123300,
            25123300,
            "Bbz art. 3 lid 1 b",
            "Om niet mag: € 251.233,00 is precies de bovengrens en dus niet meer dan die grens (A-10) (Bbz art. 3 lid 1 b)",
        ),
        (
            "starter",
            5978200,
            5978200,
            "Bbz art. 3 lid 1 b",
            "Om niet mag: € 59.782,00 is niet meer dan de ondergrens van € 59.782,00 (Bbz art. 3 lid 1 b)",
        ),
        (
            "starter",
            6000001,
            20000000,
            "Bbz art. 3 lid 1 b",
            "Niet om niet: € 60.000,01 is meer dan € 59.782,00 en meer dan 30 % van € 200.000,00 (Bbz art. 3 lid 1 b)",
        ),
    ],
)
def test_elke_uitkomst_noemt_artikel_en_som(
    groep: Groep, eigen: int, totaal: int, artikel: str, uitleg: str
) -> None:
    uit = vermogenstoets(groep, eigen, totaal, OP, PARAMETERS)
    assert (uit.artikel, uit.uitleg) == (artikel, uitleg)
