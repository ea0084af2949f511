"""KenLevensonderhoudToe: what is granted, what is refused with rule, article and figures, and what stays quiet."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.bbz.domain.events import Aanvraagfeit, LevensonderhoudToegekend, VerstrekkingGeweigerd
from services.bbz.domain.weigeringen import (
    AanvraagBestaatNiet,
    AanvraagIsAfgedaan,
    BedrijfskapitaalIsGeenLevensonderhoud,
    LevensonderhoudIsAlToegekend,
    NormbronOntbreekt,
    PeriodeBegintMiddenInMaand,
    PeriodeLigtTeVer,
    Weigering,
)
from services.bbz.examples import AFWIJZING, BEOORDELING, GEOPEND, PARAMETERS, TOEKENNEN
from shared.begrippen import Groep
from tests.bbz.gegeven import BEOORDEELD, als, stil_daarna


def beoordeeld(
    groep: Groep = "gevestigd", *, levensvatbaar: bool = True, **anders: Any
) -> tuple[Aanvraagfeit, ...]:
    geopend = GEOPEND.model_copy(update={"soort": "levensonderhoud", "groep": groep, **anders})
    return geopend, BEOORDELING.model_copy(
        update={"voorgesteld_cent": None, "is_levensvatbaar": levensvatbaar}
    )


def verzoek(**anders: Any) -> Any:
    return TOEKENNEN.model_copy(update=anders)


def enige(feiten: list[Aanvraagfeit]) -> Any:
    assert len(feiten) == 1
    return feiten[0]


def test_levensonderhoud_wordt_toegekend_maand_voor_maand() -> None:
    bijstand = enige(als(beoordeeld(), TOEKENNEN))
    assert isinstance(bijstand, LevensonderhoudToegekend)
    assert [(een.maand.isoformat(), een.bedrag_cent) for een in bijstand.maandbedragen] == [
        ("2025-10-01", 100_000),
        ("2025-11-01", 100_000),
        ("2025-12-01", 100_000),
        ("2026-01-01", 100_000),
        ("2026-02-01", 100_000),
        ("2026-03-01", 100_000),
    ]
    assert (bijstand.vorm, bijstand.grondslag, bijstand.totaal_cent) == (
        "renteloze_lening",
        "Bbz art. 11 lid 1",
        600_000,
    )
    assert (bijstand.mandaat, bijstand.parameterset) == ("M-2025-01", PARAMETERS.versie)
    assert [toets.regel for toets in bijstand.onderbouwing] == [
        "vier_ogen",
        "mandaat",
        "advies",
        "levensvatbaar",
        "norm",
        "duur",
        "vorm",
    ]
    assert all(toets.is_voldaan for toets in bijstand.onderbouwing)


def test_hetzelfde_verzoek_nog_eens_blijft_stil_ook_een_dag_later() -> None:
    assert stil_daarna(beoordeeld(), TOEKENNEN)
    feiten = (*beoordeeld(), enige(als(beoordeeld(), TOEKENNEN)))
    assert als(feiten, verzoek(op=date(2025, 9, 30))) == []
    with pytest.raises(LevensonderhoudIsAlToegekend):
        als(feiten, verzoek(maanden=7))


@pytest.mark.parametrize(
    ("feiten", "anders", "regel", "grondslag", "cent", "maanden"),
    [
        (
            beoordeeld(),
            {"ondertekenaar": "consulent-1"},
            "vier_ogen",
            "vierogenprincipe (mandaatregeling)",
            None,
            None,
        ),
        (beoordeeld()[:1], {}, "vier_ogen", "vierogenprincipe (mandaatregeling)", None, None),
        (
            beoordeeld(),
            {"ondertekenaar": "auditor-1"},
            "mandaat",
            "Awb art. 10:3",
            (600_000, 0),
            None,
        ),
        (
            beoordeeld("starter"),
            {"maanden": 26},
            "mandaat",
            "Awb art. 10:3",
            (2_600_000, 2_500_000),
            None,
        ),
        (
            beoordeeld(),
            {"maandbedrag_cent": 140_001},
            "norm",
            "Participatiewet art. 20-22",
            (140_001, 136_906),
            None,
        ),
        (beoordeeld(), {"maanden": 13}, "duur", "Bbz art. 18", None, (13, 12)),
        (
            beoordeeld(),
            {
                "maanden": 37,
                "verlengingsgrond": "tijdelijke_oorzaak_van_buiten",
                "maandbedrag_cent": 1,
            },
            "duur",
            "Bbz art. 18",
            None,
            (37, 36),
        ),
        (
            beoordeeld(),
            {"verlengingsgrond": "verzoek_ondernemer"},
            "duur",
            "Bbz art. 18",
            None,
            (6, 12),
        ),
        (
            beoordeeld("starter"),
            {"maanden": 37, "maandbedrag_cent": 1},
            "duur",
            "Bbz art. 23",
            None,
            (37, 36),
        ),
        (
            beoordeeld("starter"),
            {"verlengingsgrond": "verzoek_ondernemer"},
            "duur",
            "Bbz art. 23",
            None,
            (6, 36),
        ),
        (beoordeeld("beeindigend"), {"maanden": 13}, "duur", "Bbz art. 27", None, (13, 12)),
        (beoordeeld("ouder"), {}, "duur", "Bbz art. 25", None, (6, None)),
        (
            beoordeeld("ouder"),
            {"verwacht_bruto_jaarinkomen_cent": 1_006_499},
            "duur",
            "Bbz art. 25",
            None,
            (6, None),
        ),
        (beoordeeld(levensvatbaar=False), {}, "levensvatbaar", "Bbz art. 1 c, 2 lid 1", None, None),
        (
            beoordeeld("marginaal", levensvatbaar=False),
            {},
            "levensvatbaar",
            "Bbz art. 1 c, 2 lid 1",
            None,
            None,
        ),
        (beoordeeld(), {"vorm": "om_niet"}, "vorm", "Bbz art. 19", None, (6, 6)),
        (
            beoordeeld(),
            {"vorm": "om_niet", "is_blijvend_onder_norm": True},
            "vorm",
            "Bbz art. 19",
            None,
            (6, 6),
        ),
        (
            beoordeeld(),
            {
                "vorm": "om_niet",
                "is_blijvend_onder_norm": True,
                "is_vermogen_binnen_grens": True,
                "maanden": 7,
            },
            "vorm",
            "Bbz art. 19",
            None,
            (7, 6),
        ),
        (
            beoordeeld("starter"),
            {"vorm": "om_niet", "is_blijvend_onder_norm": True, "is_vermogen_binnen_grens": True},
            "vorm",
            "Bbz art. 19",
            None,
            (6, 6),
        ),
    ],
)
def test_een_regel_die_het_verbiedt_weigert_met_artikel_en_cijfers(
    feiten: tuple[Aanvraagfeit, ...],
    anders: dict[str, Any],
    regel: str,
    grondslag: str,
    cent: tuple[int, int] | None,
    maanden: tuple[int, int | None] | None,
) -> None:
    weigering = enige(als(feiten, verzoek(**anders)))
    assert isinstance(weigering, VerstrekkingGeweigerd)
    assert (weigering.regel, weigering.grondslag) == (regel, grondslag)
    if cent:
        assert (weigering.gevraagd_cent, weigering.toegestaan_cent) == cent
    if maanden:
        assert (weigering.gevraagd_maanden, weigering.toegestaan_maanden) == maanden
    assert weigering.uitleg
    assert stil_daarna(feiten, verzoek(**anders))


@pytest.mark.parametrize(
    ("groep", "levensvatbaar", "anders"),
    [
        ("gevestigd", True, {"maanden": 12}),
        (
            "gevestigd",
            True,
            {
                "maanden": 36,
                "verlengingsgrond": "tijdelijke_oorzaak_van_buiten",
                "maandbedrag_cent": 50_000,
            },
        ),
        (
            "marginaal",
            True,
            {"vorm": "om_niet", "is_blijvend_onder_norm": True, "is_vermogen_binnen_grens": True},
        ),
        ("binnenvaart", True, {}),
        ("starter", True, {"maanden": 36, "maandbedrag_cent": 50_000}),
        ("beeindigend", False, {"maanden": 24, "verlengingsgrond": "verzoek_ondernemer"}),
        (
            "ouder",
            False,
            {
                "maanden": 48,
                "maandbedrag_cent": 50_000,
                "verwacht_bruto_jaarinkomen_cent": 1_006_500,
            },
        ),
    ],
)
def test_elke_groep_krijgt_levensonderhoud_binnen_haar_eigen_regels(
    groep: Groep, levensvatbaar: bool, anders: dict[str, Any]
) -> None:
    assert isinstance(
        enige(als(beoordeeld(groep, levensvatbaar=levensvatbaar), verzoek(**anders))),
        LevensonderhoudToegekend,
    )


def test_een_onbekende_norm_weigert_en_wordt_genoemd() -> None:
    weigering = enige(als(beoordeeld(), verzoek(norm_cent=None, normbron=None)))
    assert (weigering.regel, weigering.parameter) == ("norm", "bijstandsnorm_alleenstaande")
    assert "bijstandsnorm_alleenstaande is onbekend op 2026-01-01" in weigering.uitleg


def test_een_bekende_norm_gaat_voor_op_een_ingevulde() -> None:
    feiten = beoordeeld(aanvraagdatum=date(2026, 7, 1), beslistermijn_tot=date(2026, 10, 1))
    weigering = enige(
        als(
            feiten,
            verzoek(
                op=date(2026, 7, 6),
                van=date(2026, 7, 1),
                norm_cent=999_999,
                maandbedrag_cent=141_947,
            ),
        )
    )
    assert (weigering.regel, weigering.toegestaan_cent) == ("norm", 141_946)
    assert "bijstandsnorm_alleenstaande = 1419.46" in weigering.parameter


@pytest.mark.parametrize(
    ("feiten", "anders", "reden"),
    [
        ((), {}, AanvraagBestaatNiet),
        ((*beoordeeld(), AFWIJZING), {}, AanvraagIsAfgedaan),
        (BEOORDEELD, {}, BedrijfskapitaalIsGeenLevensonderhoud),
        (beoordeeld(), {"van": date(2025, 10, 2)}, PeriodeBegintMiddenInMaand),
        (beoordeeld(), {"van": date(2024, 8, 1)}, PeriodeLigtTeVer),
        (beoordeeld(), {"van": date(2026, 10, 1)}, PeriodeLigtTeVer),
        (beoordeeld(), {"normbron": None}, NormbronOntbreekt),
        (beoordeeld(), {"norm_cent": None}, NormbronOntbreekt),
    ],
)
def test_wat_geen_besluit_kan_zeggen_wordt_niet_vastgelegd(
    feiten: tuple[Aanvraagfeit, ...], anders: dict[str, Any], reden: type[Weigering]
) -> None:
    with pytest.raises(reden):
        als(feiten, verzoek(**anders))


@given(maanden=st.integers(1, 12), cent=st.integers(1, 136_906))
def test_wat_is_toegekend_is_elke_maand_het_bedrag_en_nooit_meer_dan_de_norm(
    maanden: int, cent: int
) -> None:
    bijstand = enige(als(beoordeeld(), verzoek(maanden=maanden, maandbedrag_cent=cent)))
    assert bijstand.totaal_cent == maanden * cent
    assert len({een.maand for een in bijstand.maandbedragen}) == maanden
