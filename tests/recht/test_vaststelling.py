"""Definitieve vaststelling: W-07 to W-11, every outcome of art. 12 and 13, the choices, refusals and invariants."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.begrippen import Groep
from shared.parameter_files import load_parameters
from shared.parameters import ParameterOnbekend
from shared.recht.jaarnorm import Huishouden, jaarnorm, maandnorm
from shared.recht.vaststelling import Jaarbedrag, alternatieven, vaststelling
from shared.recht.vaststellingsvraag import (
    Bijstandsmaand,
    VaststellingKanNiet,
    Vaststellingsvraag,
    Vermogensbron,
)
from tests.recht.sets import met_waarde

PARAMETERS = load_parameters()
GEEN_VERMOGEN = Vermogensbron(0, "besluit van 2023-12-01")


def maanden(aantal: int, cent: int, jaar: int = 2024) -> tuple[Bijstandsmaand, ...]:
    return tuple(Bijstandsmaand(date(jaar, nummer, 1), cent) for nummer in range(1, aantal + 1))


def vraag(**anders: Any) -> Vaststellingsvraag:
    basis: dict[str, Any] = {
        "boekjaar_begin": date(2024, 1, 1),
        "aanvraagdatum": date(2023, 12, 1),
        "besluitdatum": date(2025, 6, 1),
        "groep": "gevestigd",
        "maanden": maanden(6, 100000),
        "netto_inkomen_cent": 0,
        "huishouden": Huishouden.ALLEENSTAANDE,
        "vermogensbron": GEEN_VERMOGEN,
        "terugvorderen": True,
    }
    return Vaststellingsvraag(**(basis | anders))


def uitkomst(**anders: Any) -> tuple[int, int, int, int]:
    uit = vaststelling(vraag(**anders), PARAMETERS)
    return uit.om_niet_cent, uit.extra_cent, uit.terug_cent, uit.renteloze_lening_cent


def test_de_jaarnorm_van_2024() -> None:
    assert jaarnorm(date(2024, 1, 1), Huishouden.ALLEENSTAANDE, None, 0, PARAMETERS).cent == 1555368
    assert (
        jaarnorm(date(2024, 1, 1), Huishouden.GEHUWDEN, None, 12345, PARAMETERS).cent
        == 6 * 183404 + 6 * 186921 + 12345
    )
    assert jaarnorm(date(2024, 1, 1), None, 1555368, 0, PARAMETERS).uitleg.startswith(
        "jaarnorm = normen € 15.553,68 + Zvw art. 46 € 0,00"
    )
    assert maandnorm(Huishouden.AOW_GEHUWDEN, date(2026, 7, 1), PARAMETERS) == 217610


def test_w07_terugvordering() -> None:
    assert uitkomst(
        netto_inkomen_cent=None, bruto_inkomen_cent=1400000, correctie_procent=Decimal(20)
    ) == (435368, 0, 164632, 0)


def test_w08_extra() -> None:
    assert uitkomst(netto_inkomen_cent=500000) == (777684, 177684, 0, 0)


def test_w09_precies_de_jaarnorm() -> None:
    assert uitkomst(netto_inkomen_cent=955368) == (600000, 0, 0, 0)


def test_w10_alles_terug() -> None:
    assert uitkomst(netto_inkomen_cent=2000000) == (0, 0, 600000, 0)


def test_w11_een_renteloze_lening_voor_vermogen() -> None:
    uit = vaststelling(
        vraag(
            maanden=maanden(6, 128383),
            netto_inkomen_cent=785070,
            vermogensbron=Vermogensbron(10**9, "taxatie"),
        ),
        PARAMETERS,
    )
    assert uit.renteloze_lening_cent == 770298
    assert uit.om_niet_cent == 0
    assert uit.jaarbedragen == (
        *(Jaarbedrag(jaar, 77030) for jaar in range(2025, 2034)),
        Jaarbedrag(2034, 77028),
    )


def test_het_extra_bedrag_vult_hooguit_het_gat() -> None:
    assert uitkomst(maanden=maanden(12, 100000), netto_inkomen_cent=300000) == (
        1255368,
        55368,
        0,
        0,
    )


def test_geen_extra_voor_wie_al_de_volle_norm_kreeg() -> None:
    assert uitkomst(maanden=maanden(6, 130845), netto_inkomen_cent=0) == (785070, 0, 0, 0)


def test_de_andere_keuze_van_het_evenredige_deel_staat_erbij() -> None:
    anders = alternatieven(vraag(netto_inkomen_cent=500000), PARAMETERS)
    assert anders["evenredig_deel"].extra_cent == 6 * 128383 - 600000
    assert uitkomst(netto_inkomen_cent=500000, evenredig_deel="maandnormen") == (
        770298,
        170298,
        0,
        0,
    )


def test_niet_terugvorderen_maakt_dat_deel_om_niet() -> None:
    assert uitkomst(netto_inkomen_cent=2000000, terugvorderen=False) == (600000, 0, 0, 0)
    assert (
        "niet terug"
        in vaststelling(
            vraag(netto_inkomen_cent=2000000, terugvorderen=False), PARAMETERS
        ).signalen[0]
    )
    assert (
        alternatieven(vraag(netto_inkomen_cent=2000000, terugvorderen=False), PARAMETERS)[
            "terugvorderen"
        ].terug_cent
        == 600000
    )


def test_zonder_besluit_over_terugvorderen_is_er_een_besluit_nodig() -> None:
    uit = vaststelling(vraag(netto_inkomen_cent=2000000, terugvorderen=None), PARAMETERS)
    assert uit.besluit_nodig
    assert uit.terug_cent == 600000
    assert "gemotiveerd besluit" in uit.signalen[0]
    assert not vaststelling(
        vraag(netto_inkomen_cent=500000, terugvorderen=None), PARAMETERS
    ).besluit_nodig


def test_voor_2020_was_terugvorderen_plicht() -> None:
    oud = vraag(
        boekjaar_begin=date(2018, 1, 1),
        maanden=maanden(6, 100000, 2018),
        aanvraagdatum=date(2017, 12, 1),
        huishouden=None,
        jaarnorm_cent=1555368,
        netto_inkomen_cent=2000000,
        terugvorderen=False,
        besluitdatum=date(2019, 12, 31),
    )
    uit = vaststelling(oud, PARAMETERS)
    assert uit.terug_cent == 600000
    assert "verplicht" in uit.signalen[0]


def test_bijzondere_bijstand_telt_in_norm_en_bijstand() -> None:
    assert uitkomst(netto_inkomen_cent=955368, bijzondere_bijstand_cent=50000) == (650000, 0, 0, 0)
    assert uitkomst(netto_inkomen_cent=955468, bijzondere_bijstand_cent=50000) == (
        649900,
        0,
        100,
        0,
    )


# Vereenvoudigd Bbz up to and including March 2022, ordinary Bbz from April on.
V2022: dict[str, Any] = {
    "boekjaar_begin": date(2022, 1, 1),
    "maanden": maanden(9, 0, 2022)[:3]
    + tuple(Bijstandsmaand(date(2022, nummer, 1), 100000) for nummer in range(4, 10)),
    "aanvraagdatum": date(2022, 4, 1),
    "besluitdatum": date(2023, 6, 1),
    "huishouden": None,
    "jaarnorm_cent": 1555368,
}


def test_vereenvoudigd_bbz_is_inkomen() -> None:
    bruto = {
        "netto_inkomen_cent": None,
        "bruto_inkomen_cent": 1000000,
        "correctie_procent": Decimal(10),
    }
    assert uitkomst(**V2022, **bruto, vereenvoudigd_bbz_cent=55368) == (600000, 0, 0, 0)
    assert uitkomst(**V2022, netto_inkomen_cent=900000, vereenvoudigd_bbz_cent=55368) == (
        600000,
        0,
        0,
        0,
    )


V2026: dict[str, Any] = {
    "boekjaar_begin": date(2026, 1, 1),
    "aanvraagdatum": date(2026, 1, 1),
    "besluitdatum": date(2027, 1, 1),
    "maanden": maanden(6, 100000, 2026),
    "huishouden": None,
    "jaarnorm_cent": 1555368,
    "netto_inkomen_cent": 955368,
    "vermogensbron": None,
}


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
def test_vermogen_boven_de_grens_blijft_lening(
    groep: Groep, eigen: int, totaal: int, lening: int
) -> None:
    assert (
        uitkomst(**V2026, groep=groep, eigen_vermogen_cent=eigen, totaal_vermogen_cent=totaal)[3]
        == lening
    )


def test_de_andere_grens_bij_de_aandeeltoets_staat_erbij() -> None:
    gevraagd = vraag(**V2026, eigen_vermogen_cent=6000000, totaal_vermogen_cent=6000000)
    assert vaststelling(gevraagd, PARAMETERS).renteloze_lening_cent == 21800
    assert alternatieven(gevraagd, PARAMETERS)["grens_bij_aandeeltoets"].renteloze_lening_cent == 0


def test_extra_en_vermogen_samen_is_een_signaal() -> None:
    uit = vaststelling(
        vraag(netto_inkomen_cent=500000, vermogensbron=Vermogensbron(10000, "taxatie")), PARAMETERS
    )
    assert (uit.extra_cent, uit.renteloze_lening_cent) == (177684, 10000)
    assert any("art. 3 sluit om niet uit" in signaal for signaal in uit.signalen)


def test_elk_onderdeel_noemt_zijn_artikel() -> None:
    uit = vaststelling(vraag(netto_inkomen_cent=500000), PARAMETERS)
    assert {een.soort: een.artikel for een in uit.onderdelen} == {
        "netto_inkomen": "Bbz art. 6",
        "jaarnorm": "Bbz art. 1 g",
        "extra": "Bbz art. 12 lid 2 a",
        "om_niet": "Bbz art. 12 lid 2 a",
    }
    extra = next(een for een in uit.onderdelen if een.soort == "extra")
    assert extra.uitleg.startswith(
        "bijstand € 6.000,00 + netto inkomen € 5.000,00 tegenover jaarnorm € 15.553,68; hooguit"
    )


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
        (
            {"huishouden": None, "jaarnorm_cent": 1, "evenredig_deel": "maandnormen"},
            "huishouden nodig",
        ),
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
        (
            {"boekjaar_begin": date(2026, 1, 1), "maanden": (), "besluitdatum": date(2027, 1, 1)},
            "bijstandsnorm_alleenstaande",
        ),
        (
            {"vermogensbron": None, "eigen_vermogen_cent": 1, "totaal_vermogen_cent": 1},
            "vermogensgrens_om_niet_boven",
        ),
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
def test_elke_euro_krijgt_precies_een_bestemming(
    aantal: int, cent: int, netto: int, boven: int, terugvorderen: bool
) -> None:
    gevraagd = vraag(
        maanden=maanden(aantal, cent),
        netto_inkomen_cent=netto,
        vermogensbron=Vermogensbron(boven, "taxatie"),
        terugvorderen=terugvorderen,
    )
    uit = vaststelling(gevraagd, PARAMETERS)
    assert (
        uit.om_niet_cent + uit.terug_cent + uit.renteloze_lening_cent
        == uit.verstrekt_cent + uit.extra_cent
    )
    assert min(uit.om_niet_cent, uit.terug_cent, uit.renteloze_lening_cent, uit.extra_cent) >= 0
    assert not (uit.extra_cent and uit.terug_cent)
    assert uit.verstrekt_cent + uit.extra_cent + netto <= uit.jaarnorm_cent or uit.extra_cent == 0
    assert sum(jaar.cent for jaar in uit.jaarbedragen) == uit.renteloze_lening_cent
    assert len(uit.jaarbedragen) <= 10


def test_de_jaarnorm_vraagt_normen_of_een_huishouden() -> None:
    with pytest.raises(ValueError, match="De jaarnorm ontbreekt"):
        jaarnorm(date(2024, 1, 1), None, None, 0, PARAMETERS)


def test_de_vergoeding_van_de_zvw_telt_in_de_jaarnorm() -> None:
    uit = jaarnorm(date(2024, 1, 1), None, 100, 7, met_waarde("zvw_vergoeding_art_46", "1.50"))
    assert (uit.cent, uit.uitleg) == (
        257,
        "jaarnorm = normen € 1,00 + Zvw art. 46 € 1,50 + bijzondere bijstand € 0,07",
    )


def zinnen(**anders: Any) -> dict[str, tuple[int, str, str]]:
    return {
        een.soort: (een.cent, een.artikel, een.uitleg)
        for een in vaststelling(vraag(**anders), PARAMETERS).onderdelen
    }


def test_elk_onderdeel_van_een_terugvordering_met_vermogen() -> None:
    uit = zinnen(
        **V2022,
        netto_inkomen_cent=None,
        bruto_inkomen_cent=1400001,
        correctie_procent=Decimal("20.5"),
        vereenvoudigd_bbz_cent=100,
        vermogensbron=Vermogensbron(10000, "taxatie"),
    )
    som = "bijstand € 6.000,00 + netto inkomen € 11.131,01 tegenover jaarnorm € 15.553,68"
    assert uit == {
        "netto_inkomen": (
            1113101,
            "Bbz art. 6",
            "bruto € 14.000,01 min 20,5 % = € 11.130,01 (art. 6 lid 2) + vereenvoudigd Bbz € 1,00 (art. 60ab b)",
        ),
        "jaarnorm": (
            1555368,
            "Bbz art. 1 g",
            "jaarnorm = normen € 15.553,68 + Zvw art. 46 € 0,00 + bijzondere bijstand € 0,00",
        ),
        "terug": (157733, "Bbz art. 12 lid 2 c", f"{som}; hooguit de bijstand zelf"),
        "renteloze_lening": (
            10000,
            "Bbz art. 13",
            "vermogen boven de grens volgens taxatie; er blijft hooguit € 4.422,67 als lening over",
        ),
        "om_niet": (432267, "Bbz art. 12 lid 2 c", "wat overblijft is bijstand om niet"),
    }


def test_elk_onderdeel_van_een_extra_bedrag() -> None:
    uit = zinnen(**V2022, netto_inkomen_cent=500000, vereenvoudigd_bbz_cent=1)
    assert (
        uit["netto_inkomen"][2]
        == "netto inkomen € 5.000,00 + vereenvoudigd Bbz € 0,01 (art. 60ab b)"
    )
    assert zinnen(netto_inkomen_cent=500000)["netto_inkomen"][2] == "netto inkomen € 5.000,00"
    assert uit["extra"] == (
        177684,
        "Bbz art. 12 lid 2 a",
        "bijstand € 6.000,00 + netto inkomen € 5.000,01 tegenover jaarnorm € 15.553,68; hooguit het deel over 6 maanden: € 7.776,84",
    )
    assert set(uit) == {"netto_inkomen", "jaarnorm", "extra", "om_niet"}


@pytest.mark.parametrize(("netto", "letter"), [(955367, "a"), (955368, "b"), (955369, "c")])
def test_het_artikel_van_om_niet_volgt_uit_het_verschil_met_de_jaarnorm(
    netto: int, letter: str
) -> None:
    assert zinnen(netto_inkomen_cent=netto)["om_niet"][1] == f"Bbz art. 12 lid 2 {letter}"


def test_een_cent_onder_de_jaarnorm_geeft_een_cent_extra() -> None:
    assert uitkomst(netto_inkomen_cent=955367) == (600001, 1, 0, 0)
    assert uitkomst(netto_inkomen_cent=955369) == (599999, 0, 1, 0)


def test_een_halve_cent_gaat_omhoog_in_het_evenredige_deel_en_in_het_netto_inkomen() -> None:
    assert uitkomst(
        huishouden=None, jaarnorm_cent=100001, maanden=maanden(6, 1), netto_inkomen_cent=0
    ) == (50001, 49995, 0, 0)
    bruto = zinnen(netto_inkomen_cent=None, bruto_inkomen_cent=5, correctie_procent=Decimal(10))
    assert bruto["netto_inkomen"][0] == 5
    assert bruto["netto_inkomen"][2] == "bruto € 0,05 min 10 % = € 0,05 (art. 6 lid 2)"


def test_een_bruto_inkomen_van_niets_is_niets() -> None:
    assert (
        zinnen(netto_inkomen_cent=None, bruto_inkomen_cent=0, correctie_procent=Decimal(10))[
            "netto_inkomen"
        ][0]
        == 0
    )


def test_maandnormen_tellen_ook_bijzondere_bijstand() -> None:
    basis: dict[str, Any] = {
        "netto_inkomen_cent": 0,
        "evenredig_deel": "maandnormen",
        "bijzondere_bijstand_cent": 5000,
    }
    assert uitkomst(**basis)[1] == 6 * 128383 + 5000 - 605000


@pytest.mark.parametrize(
    ("anders", "signalen"),
    [
        ({"netto_inkomen_cent": 500000}, 0),
        ({"netto_inkomen_cent": 500000, "terugvorderen": False}, 0),
        ({"netto_inkomen_cent": 2000000}, 0),
        ({"netto_inkomen_cent": 2000000, "terugvorderen": False}, 1),
        ({"netto_inkomen_cent": 955368, "vermogensbron": Vermogensbron(10000, "taxatie")}, 0),
    ],
)
def test_een_signaal_alleen_als_er_iets_te_bekijken_is(
    anders: dict[str, Any], signalen: int
) -> None:
    uit = vaststelling(vraag(**anders), PARAMETERS)
    assert len(uit.signalen) == signalen
    assert uit.besluit_nodig is False


def test_een_ingevoerde_correctie_staat_bij_de_signalen() -> None:
    uit = vaststelling(
        vraag(netto_inkomen_cent=None, bruto_inkomen_cent=1, correctie_procent=Decimal("2.5")),
        PARAMETERS,
    )
    assert uit.signalen == (
        "De correctie van 2,5 % is ingevoerd en komt niet uit de parameters (art. 6 lid 2, A-11).",
    )


def test_de_eerste_aflossing_is_in_het_jaar_na_de_laatste_maand_met_bijstand() -> None:
    gebroken: dict[str, Any] = {
        "boekjaar_begin": date(2024, 7, 1),
        "besluitdatum": date(2025, 7, 1),
        "huishouden": None,
        "jaarnorm_cent": 1500000,
        "vermogensbron": Vermogensbron(1000, "taxatie"),
        "netto_inkomen_cent": 1400000,
    }
    jaren = (Bijstandsmaand(date(2024, 9, 1), 50000), Bijstandsmaand(date(2025, 2, 1), 50000))
    assert vaststelling(vraag(**gebroken, maanden=jaren), PARAMETERS).jaarbedragen[0] == Jaarbedrag(
        2026, 100
    )
    zonder = vaststelling(vraag(**gebroken, maanden=(), bijzondere_bijstand_cent=50000), PARAMETERS)
    assert zonder.jaarbedragen[0] == Jaarbedrag(2025, 100)


def test_wie_een_kleine_lening_overhoudt_betaalt_geen_lege_jaren() -> None:
    uit = vaststelling(
        vraag(netto_inkomen_cent=955368, vermogensbron=Vermogensbron(7, "taxatie")), PARAMETERS
    )
    assert uit.jaarbedragen == tuple(Jaarbedrag(jaar, 1) for jaar in range(2025, 2032))


def test_een_percentage_dat_niet_opgaat_heeft_een_jaar_meer() -> None:
    uit = vaststelling(
        vraag(netto_inkomen_cent=955368, vermogensbron=Vermogensbron(10000, "taxatie")),
        met_waarde("renteloze_lening_min_aflossing", "30"),
    )
    assert [jaar.cent for jaar in uit.jaarbedragen] == [3000, 3000, 3000, 1000]


def test_de_keuzes_van_de_gemeente_gelden_als_niemand_kiest() -> None:
    eigen = vaststelling(
        vraag(netto_inkomen_cent=500000),
        met_waarde("levensonderhoud_evenredig_deel", "maandnormen"),
    )
    assert eigen.extra_cent == 6 * 128383 - 600000
    gevraagd = vraag(**V2026, eigen_vermogen_cent=6000000, totaal_vermogen_cent=6000000)
    boven = met_waarde("vermogensgrens_bij_aandeeltoets", "boven")
    assert vaststelling(gevraagd, boven).renteloze_lening_cent == 0
    assert alternatieven(gevraagd, boven)["grens_bij_aandeeltoets"].renteloze_lening_cent == 21800
    uitleg = {een.soort: een.uitleg for een in vaststelling(gevraagd, PARAMETERS).onderdelen}[
        "renteloze_lening"
    ]
    assert uitleg.endswith(
        "; eigen vermogen boven € 59.782,00; er blijft hooguit € 6.000,00 als lening over"
    )


def test_het_alternatief_van_maandnormen_is_de_jaarnorm() -> None:
    anders = alternatieven(
        vraag(netto_inkomen_cent=500000, evenredig_deel="maandnormen"), PARAMETERS
    )
    assert anders["evenredig_deel"].extra_cent == 177684
    boven = vraag(
        **V2026,
        eigen_vermogen_cent=6000000,
        totaal_vermogen_cent=6000000,
        grens_bij_aandeeltoets="boven",
    )
    assert alternatieven(boven, PARAMETERS)["grens_bij_aandeeltoets"].renteloze_lening_cent == 21800


def test_het_laatste_jaar_neemt_ook_een_grotere_rest() -> None:
    uit = vaststelling(
        vraag(netto_inkomen_cent=955368, vermogensbron=Vermogensbron(14, "taxatie")), PARAMETERS
    )
    assert [jaar.cent for jaar in uit.jaarbedragen] == [1] * 9 + [5]


def test_wat_altijd_genoemd_wordt_staat_er_ook_als_het_niets_is() -> None:
    uit = zinnen(huishouden=None, jaarnorm_cent=0, netto_inkomen_cent=0, maanden=())
    assert {soort: cent for soort, (cent, _, _) in uit.items()} == {
        "netto_inkomen": 0,
        "jaarnorm": 0,
        "om_niet": 0,
    }
    assert (
        zinnen(netto_inkomen_cent=500000, vermogensbron=Vermogensbron(100, "x"))["om_niet"][0]
        == 777684 - 100
    )


def test_het_alternatief_bij_een_gemeente_met_maandnormen() -> None:
    eigen = met_waarde("levensonderhoud_evenredig_deel", "maandnormen")
    assert (
        alternatieven(vraag(netto_inkomen_cent=500000), eigen)["evenredig_deel"].extra_cent
        == 177684
    )
    boven = met_waarde("vermogensgrens_bij_aandeeltoets", "boven")
    gevraagd = vraag(**V2026, eigen_vermogen_cent=6000000, totaal_vermogen_cent=6000000)
    assert set(alternatieven(gevraagd, boven)) == {"grens_bij_aandeeltoets"}


@pytest.mark.parametrize(
    ("begin", "besluit", "mag"),
    [
        (date(2024, 1, 1), date(2024, 12, 31), False),
        (date(2024, 1, 1), date(2025, 1, 1), True),
        (date(2024, 7, 1), date(2025, 6, 30), False),
        (date(2024, 7, 1), date(2025, 7, 1), True),
    ],
)
def test_een_vaststelling_komt_na_het_boekjaar(begin: date, besluit: date, *, mag: bool) -> None:
    gevraagd = vraag(
        boekjaar_begin=begin,
        besluitdatum=besluit,
        huishouden=None,
        jaarnorm_cent=1555368,
        maanden=(),
    )
    if mag:
        vaststelling(gevraagd, PARAMETERS)
        return
    with pytest.raises(VaststellingKanNiet, match="Daarna kan de vaststelling"):
        vaststelling(gevraagd, PARAMETERS)


@pytest.mark.parametrize(
    "begin", [date(2020, 1, 1), date(2021, 1, 1), date(2022, 4, 1), date(2024, 1, 1)]
)
def test_vereenvoudigd_bbz_hoort_alleen_bij_een_boekjaar_waarin_gewone_bijstand_volgde(
    begin: date,
) -> None:
    gevraagd = V2022 | {
        "boekjaar_begin": begin,
        "maanden": (Bijstandsmaand(begin, 100000),),
        "besluitdatum": date(2026, 1, 1),
    }
    with pytest.raises(VaststellingKanNiet, match="1 oktober 2021 t/m 31 maart 2022"):
        uitkomst(**gevraagd, netto_inkomen_cent=0, vereenvoudigd_bbz_cent=1)
    assert uitkomst(**gevraagd, netto_inkomen_cent=1555368)[2] == 100000, (
        "without it the boekjaar is settled as any other"
    )


def test_vereenvoudigd_bbz_in_een_gebroken_boekjaar() -> None:
    gebroken = V2022 | {
        "boekjaar_begin": date(2021, 7, 1),
        "maanden": (Bijstandsmaand(date(2022, 4, 1), 100000),),
    }
    assert uitkomst(**gebroken, netto_inkomen_cent=1455367, vereenvoudigd_bbz_cent=1) == (
        100000,
        0,
        0,
        0,
    )


@given(st.integers(0, 6))
def test_een_maand_van_niets_is_geen_maand_met_bijstand(lege: int) -> None:
    zes = maanden(6, 100000)
    leeg = tuple(Bijstandsmaand(date(2024, 7 + nummer, 1), 0) for nummer in range(lege))
    for netto in (0, 500000, 2000000):
        assert uitkomst(maanden=zes + leeg, netto_inkomen_cent=netto) == uitkomst(
            maanden=zes, netto_inkomen_cent=netto
        )
