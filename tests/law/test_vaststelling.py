"""Definitieve vaststelling: W-07 to W-11, every outcome of art. 12 and 13, the choices, refusals and invariants."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ledger.domain.jaarnorm import Huishouden, jaarnorm, maandnorm
from services.ledger.domain.vaststelling import (
    Bijstandsmaand,
    Jaarbedrag,
    VaststellingKanNiet,
    Vaststellingsvraag,
    Vermogensbron,
    alternatieven,
    vaststelling,
)
from shared.begrippen import Groep
from shared.parameter_files import load_parameters
from shared.parameters import ParameterOnbekend

PARAMETERS = load_parameters()
GEEN_VERMOGEN = Vermogensbron(0, "besluit van 2023-12-01")


def maanden(aantal: int, cent: int, jaar: int = 2024) -> tuple[Bijstandsmaand, ...]:
    return tuple(Bijstandsmaand(date(jaar, nummer, 1), cent) for nummer in range(1, aantal + 1))


def vraag(**anders: Any) -> Vaststellingsvraag:
    basis: dict[str, Any] = {
        "boekjaar_begin": date(2024, 1, 1), "aanvraagdatum": date(2023, 12, 1), "besluitdatum": date(2025, 6, 1), "groep": "gevestigd",
        "maanden": maanden(6, 100000), "netto_inkomen_cent": 0, "huishouden": Huishouden.ALLEENSTAANDE, "vermogensbron": GEEN_VERMOGEN,
        "terugvorderen": True,
    }  # fmt: skip
    return Vaststellingsvraag(**(basis | anders))


def uitkomst(**anders: Any) -> tuple[int, int, int, int]:
    uit = vaststelling(vraag(**anders), PARAMETERS)
    return uit.om_niet_cent, uit.extra_cent, uit.terug_cent, uit.renteloze_lening_cent


def test_de_jaarnorm_van_2024() -> None:
    assert jaarnorm(date(2024, 1, 1), Huishouden.ALLEENSTAANDE, None, 0, PARAMETERS).cent == 1555368
    assert jaarnorm(date(2024, 1, 1), Huishouden.GEHUWDEN, None, 12345, PARAMETERS).cent == 6 * 183404 + 6 * 186921 + 12345
    assert jaarnorm(date(2024, 1, 1), None, 1555368, 0, PARAMETERS).uitleg.startswith("jaarnorm = normen € 15.553,68 + Zvw art. 46 € 0,00")
    assert maandnorm(Huishouden.AOW_GEHUWDEN, date(2026, 7, 1), PARAMETERS) == 217610


def test_w07_terugvordering() -> None:
    assert uitkomst(netto_inkomen_cent=None, bruto_inkomen_cent=1400000, correctie_procent=Decimal(20)) == (435368, 0, 164632, 0)


def test_w08_extra() -> None:
    assert uitkomst(netto_inkomen_cent=500000) == (777684, 177684, 0, 0)


def test_w09_precies_de_jaarnorm() -> None:
    assert uitkomst(netto_inkomen_cent=955368) == (600000, 0, 0, 0)


def test_w10_alles_terug() -> None:
    assert uitkomst(netto_inkomen_cent=2000000) == (0, 0, 600000, 0)


def test_w11_een_renteloze_lening_voor_vermogen() -> None:
    uit = vaststelling(
        vraag(maanden=maanden(6, 128383), netto_inkomen_cent=785070, vermogensbron=Vermogensbron(10**9, "taxatie")), PARAMETERS
    )
    assert uit.renteloze_lening_cent == 770298
    assert uit.om_niet_cent == 0
    assert uit.jaarbedragen == (*(Jaarbedrag(jaar, 77030) for jaar in range(2025, 2034)), Jaarbedrag(2034, 77028))


def test_het_extra_bedrag_vult_hooguit_het_gat() -> None:
    assert uitkomst(maanden=maanden(12, 100000), netto_inkomen_cent=300000) == (1255368, 55368, 0, 0)


def test_geen_extra_voor_wie_al_de_volle_norm_kreeg() -> None:
    assert uitkomst(maanden=maanden(6, 130845), netto_inkomen_cent=0) == (785070, 0, 0, 0)


def test_de_andere_keuze_van_het_evenredige_deel_staat_erbij() -> None:
    anders = alternatieven(vraag(netto_inkomen_cent=500000), PARAMETERS)
    assert anders["evenredig_deel"].extra_cent == 6 * 128383 - 600000
    assert uitkomst(netto_inkomen_cent=500000, evenredig_deel="maandnormen") == (770298, 170298, 0, 0)


def test_niet_terugvorderen_maakt_dat_deel_om_niet() -> None:
    assert uitkomst(netto_inkomen_cent=2000000, terugvorderen=False) == (600000, 0, 0, 0)
    assert "niet terug" in vaststelling(vraag(netto_inkomen_cent=2000000, terugvorderen=False), PARAMETERS).signalen[0]
    assert alternatieven(vraag(netto_inkomen_cent=2000000, terugvorderen=False), PARAMETERS)["terugvorderen"].terug_cent == 600000


def test_zonder_besluit_over_terugvorderen_is_er_een_besluit_nodig() -> None:
    uit = vaststelling(vraag(netto_inkomen_cent=2000000, terugvorderen=None), PARAMETERS)
    assert uit.besluit_nodig
    assert uit.terug_cent == 600000
    assert "gemotiveerd besluit" in uit.signalen[0]
    assert not vaststelling(vraag(netto_inkomen_cent=500000, terugvorderen=None), PARAMETERS).besluit_nodig


def test_voor_2020_was_terugvorderen_plicht() -> None:
    uit = vaststelling(vraag(netto_inkomen_cent=2000000, terugvorderen=False, besluitdatum=date(2019, 12, 31)), PARAMETERS)
    assert uit.terug_cent == 600000
    assert "verplicht" in uit.signalen[0]


def test_bijzondere_bijstand_telt_in_norm_en_bijstand() -> None:
    assert uitkomst(netto_inkomen_cent=955368, bijzondere_bijstand_cent=50000) == (650000, 0, 0, 0)
    assert uitkomst(netto_inkomen_cent=955468, bijzondere_bijstand_cent=50000) == (649900, 0, 100, 0)


def test_vereenvoudigd_bbz_is_inkomen() -> None:
    bruto = {"netto_inkomen_cent": None, "bruto_inkomen_cent": 1000000, "correctie_procent": Decimal(10)}
    assert uitkomst(**bruto, vereenvoudigd_bbz_cent=55368) == (600000, 0, 0, 0)
    assert uitkomst(netto_inkomen_cent=900000, vereenvoudigd_bbz_cent=55368) == (600000, 0, 0, 0)


V2026: dict[str, Any] = {
    "boekjaar_begin": date(2026, 1, 1), "aanvraagdatum": date(2026, 1, 1), "besluitdatum": date(2026, 7, 1),
    "maanden": maanden(6, 100000, 2026), "huishouden": None, "jaarnorm_cent": 1555368, "netto_inkomen_cent": 955368, "vermogensbron": None,
}  # fmt: skip


@pytest.mark.parametrize(
    ("groep", "eigen", "totaal", "lening"),
    [
        ("gevestigd", 5978200, 5978200, 0),
        ("gevestigd", 5978300, 5978300, 100),
        ("gevestigd", 6000000, 20000000, 0),
        ("gevestigd", 25123400, 99999900, 100),
        ("gevestigd", 30000000, 99999900, 600000),
        ("ouder", 17586400, 17586400, 0),
        ("ouder", 17586500, 17586500, 100),
    ],
)
def test_vermogen_boven_de_grens_blijft_lening(groep: Groep, eigen: int, totaal: int, lening: int) -> None:
    assert uitkomst(**V2026, groep=groep, eigen_vermogen_cent=eigen, totaal_vermogen_cent=totaal)[3] == lening


def test_de_andere_grens_bij_de_aandeeltoets_staat_erbij() -> None:
    gevraagd = vraag(**V2026, eigen_vermogen_cent=6000000, totaal_vermogen_cent=6000000)
    assert vaststelling(gevraagd, PARAMETERS).renteloze_lening_cent == 21800
    assert alternatieven(gevraagd, PARAMETERS)["grens_bij_aandeeltoets"].renteloze_lening_cent == 0


def test_extra_en_vermogen_samen_is_een_signaal() -> None:
    uit = vaststelling(vraag(netto_inkomen_cent=500000, vermogensbron=Vermogensbron(10000, "taxatie")), PARAMETERS)
    assert (uit.extra_cent, uit.renteloze_lening_cent) == (177684, 10000)
    assert any("art. 3 sluit om niet uit" in signaal for signaal in uit.signalen)


def test_elk_onderdeel_noemt_zijn_artikel() -> None:
    uit = vaststelling(vraag(netto_inkomen_cent=500000), PARAMETERS)
    assert {een.soort: een.artikel for een in uit.onderdelen} == {
        "netto_inkomen": "Bbz art. 6", "jaarnorm": "Bbz art. 1 g", "extra": "Bbz art. 12 lid 2 a", "om_niet": "Bbz art. 12 lid 2 a",
    }  # fmt: skip
    extra = next(een for een in uit.onderdelen if een.soort == "extra")
    assert extra.uitleg.startswith("bijstand € 6.000,00 + netto inkomen € 5.000,00 tegenover jaarnorm € 15.553,68; hooguit")


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"bruto_inkomen_cent": 1}, "netto of het bruto"),
        ({"netto_inkomen_cent": None}, "netto of het bruto"),
        ({"jaarnorm_cent": 1}, "jaarnorm of het huishouden"),
        ({"maanden": maanden(1, 1, 2025)}, "ligt in het boekjaar"),
        ({"maanden": maanden(1, 1) * 2}, "één keer"),
        ({"maanden": maanden(1, -1)}, "niet negatief"),
        ({"vermogensbron": None}, "vermogen ontbreekt"),
        ({"vermogensbron": None, "eigen_vermogen_cent": 1}, "vermogen ontbreekt"),
        ({"vermogensbron": None, "totaal_vermogen_cent": 1}, "vermogen ontbreekt"),
        ({"huishouden": None, "jaarnorm_cent": 1, "evenredig_deel": "maandnormen"}, "huishouden nodig"),
    ],
)
def test_een_onvolledig_dossier_wordt_geweigerd(anders: dict[str, Any], zin: str) -> None:
    with pytest.raises(VaststellingKanNiet, match=zin):
        vaststelling(vraag(**anders), PARAMETERS)


@pytest.mark.parametrize(
    ("anders", "naam"),
    [
        ({"netto_inkomen_cent": None, "bruto_inkomen_cent": 1400000}, "inkomen_correctie_art_6_2"),
        ({"brutering": True}, "brutering_art_4"),
        ({"boekjaar_begin": date(2025, 1, 1), "maanden": ()}, "bijstandsnorm_alleenstaande"),
        ({"vermogensbron": None, "eigen_vermogen_cent": 1, "totaal_vermogen_cent": 1}, "vermogensgrens_om_niet_boven"),
    ],
)
def test_een_onbekende_parameter_weigert(anders: dict[str, Any], naam: str) -> None:
    with pytest.raises(ParameterOnbekend, match=naam):
        vaststelling(vraag(**anders), PARAMETERS)


@given(
    st.integers(min_value=0, max_value=12),
    st.integers(min_value=0, max_value=200000),
    st.integers(min_value=0, max_value=3000000),
    st.integers(min_value=0, max_value=1000000),
    st.booleans(),
)
def test_elke_euro_krijgt_precies_een_bestemming(aantal: int, cent: int, netto: int, boven: int, terugvorderen: bool) -> None:
    gevraagd = vraag(
        maanden=maanden(aantal, cent), netto_inkomen_cent=netto, vermogensbron=Vermogensbron(boven, "taxatie"), terugvorderen=terugvorderen
    )
    uit = vaststelling(gevraagd, PARAMETERS)
    assert uit.om_niet_cent + uit.terug_cent + uit.renteloze_lening_cent == uit.verstrekt_cent + uit.extra_cent
    assert min(uit.om_niet_cent, uit.terug_cent, uit.renteloze_lening_cent, uit.extra_cent) >= 0
    assert not (uit.extra_cent and uit.terug_cent)
    assert uit.verstrekt_cent + uit.extra_cent + netto <= uit.jaarnorm_cent or uit.extra_cent == 0
    assert sum(jaar.cent for jaar in uit.jaarbedragen) == uit.renteloze_lening_cent
    assert len(uit.jaarbedragen) <= 10
