"""Terms: W-17 to W-19, decisions with extension and suspension, dwangsom, and what is refused."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.dates import geteld, is_werkdag
from shared.parameter_files import load_parameters
from shared.parameters import ParameterOnbekend
from shared.recht.aanmaning import aanmaning
from shared.recht.beslistermijnen import (
    Opschorting,
    OpschortingLooptTerug,
    OpschortingValtBuitenTermijn,
    VerlengingIsTeLang,
    beslistermijn,
    dwangsom_cent,
    dwangsomtermijn,
    jaarstukkentermijn,
)
from shared.recht.termijnen import TermijnIsOnbekend, wekentermijn
from shared.recht.verjaring import (
    Stuiting,
    Verlenging,
    VerlengingLooptTerug,
    VorderingIsAlVerjaard,
    verjaring,
)
from tests.recht.sets import met_waarde

PARAMETERS = load_parameters()


@pytest.mark.parametrize(
    ("soort", "datum", "laatste"),
    [
        ("bezwaar", date(2026, 5, 20), date(2026, 7, 1)),
        ("bezwaar", date(2026, 11, 13), date(2026, 12, 28)),
        ("aanmaning", date(2026, 3, 23), date(2026, 4, 7)),
        ("aanmaning", date(2026, 2, 20), date(2026, 3, 6)),
        ("betaaltermijn", date(2026, 5, 19), date(2026, 6, 30)),
        ("betaaltermijn", date(2026, 5, 20), date(2026, 7, 1)),
        ("buiten_behandeling", date(2026, 6, 1), date(2026, 6, 29)),
        ("voorschot", date(2026, 6, 6), date(2026, 7, 6)),
    ],
)
def test_een_termijn_van_weken(soort: str, datum: date, laatste: date) -> None:
    assert wekentermijn(soort, datum, PARAMETERS).laatste_dag == laatste


def test_elke_stap_staat_erbij() -> None:
    uit = wekentermijn("bezwaar", date(2026, 11, 13), PARAMETERS)
    assert [(stap.dag, stap.uitleg) for stap in uit.stappen] == [
        (date(2026, 12, 25), "6 weken vanaf de dag na 2026-11-13 (Awb 6:7, 6:8)"),
        (
            date(2026, 12, 28),
            "een zaterdag, zondag of feestdag: de eerstvolgende werkdag (Atw 1 lid 1)",
        ),
    ]
    assert uit.grondslag == "Awb 6:7, 6:8"


@pytest.mark.parametrize(
    ("datum", "soort", "verlenging", "opschortingen", "laatste"),
    [
        (date(2026, 3, 2), "beslistermijn", 0, (), date(2026, 6, 1)),
        (date(2026, 2, 23), "beslistermijn", 0, (), date(2026, 5, 25)),
        (date(2026, 3, 2), "beslistermijn", 13, (), date(2026, 8, 31)),
        (
            date(2026, 3, 2),
            "beslistermijn",
            0,
            (Opschorting(date(2026, 3, 10), date(2026, 3, 20)),),
            date(2026, 6, 10),
        ),
        (
            date(2026, 3, 2),
            "beslistermijn",
            0,
            (
                Opschorting(date(2026, 3, 10), date(2026, 3, 20)),
                Opschorting(date(2026, 3, 15), date(2026, 3, 25)),
            ),
            date(2026, 6, 15),
        ),
        (
            date(2026, 3, 2),
            "beslistermijn",
            0,
            (Opschorting(date(2026, 3, 10), date(2026, 3, 11)),),
            date(2026, 6, 1),
        ),
        (
            date(2026, 3, 2),
            "beslistermijn",
            0,
            (Opschorting(date(2026, 6, 1), date(2026, 6, 4)),),
            date(2026, 6, 3),
        ),
        (date(2026, 3, 9), "beslistermijn_overig", 0, (), date(2026, 5, 4)),
        (date(2026, 3, 10), "beslistermijn_overig", 0, (), date(2026, 5, 6)),
        (date(2026, 7, 1), "beslistermijn_bezwaar", 0, (), date(2026, 8, 12)),
        (date(2026, 7, 1), "beslistermijn_bezwaar", 6, (), date(2026, 9, 23)),
        (date(2026, 7, 4), "beslistermijn_bezwaar_commissie", 0, (), date(2026, 9, 28)),
    ],
)
def test_beslistermijnen(
    datum: date, soort: str, verlenging: int, opschortingen: tuple[Opschorting, ...], laatste: date
) -> None:
    assert beslistermijn(datum, PARAMETERS, soort, verlenging, opschortingen).laatste_dag == laatste


def test_dertien_weken_schuift_niet_naar_een_werkdag() -> None:
    uit = beslistermijn(date(2026, 2, 23), PARAMETERS)
    assert not is_werkdag(uit.laatste_dag)
    assert (
        uit.stappen[-1].uitleg
        == "langer dan 12 weken: een weekend of feestdag verschuift de dag niet (Atw 4 a)"
    )


def test_een_termijn_wordt_hooguit_een_keer_en_niet_te_lang_verlengd() -> None:
    with pytest.raises(VerlengingIsTeLang, match="hooguit 13 weken"):
        beslistermijn(date(2026, 3, 2), PARAMETERS, verlenging_weken=14)
    with pytest.raises(VerlengingIsTeLang, match="hooguit 0 weken"):
        beslistermijn(date(2026, 3, 2), PARAMETERS, "beslistermijn_overig", 1)
    with pytest.raises(VerlengingIsTeLang):
        beslistermijn(date(2026, 3, 2), PARAMETERS, verlenging_weken=-1)


def test_een_opschorting_begint_binnen_de_termijn() -> None:
    with pytest.raises(OpschortingValtBuitenTermijn, match="loopt"):
        beslistermijn(
            date(2026, 3, 2),
            PARAMETERS,
            opschortingen=(Opschorting(date(2026, 6, 2), date(2026, 6, 9)),),
        )


def test_een_onbekende_termijn_wordt_geweigerd() -> None:
    with pytest.raises(TermijnIsOnbekend, match="Kies uit: aanmaning"):
        wekentermijn("betovergrootmoeder", date(2026, 1, 1), PARAMETERS)
    with pytest.raises(TermijnIsOnbekend, match="Kies uit: beslistermijn"):
        beslistermijn(date(2026, 1, 1), PARAMETERS, "bezwaar")


@given(
    st.dates(min_value=date(2020, 1, 1), max_value=date(2100, 1, 1)),
    st.sampled_from(("bezwaar", "aanmaning", "betaaltermijn")),
)
def test_een_korte_termijn_eindigt_op_een_werkdag(datum: date, soort: str) -> None:
    assert is_werkdag(wekentermijn(soort, datum, PARAMETERS).laatste_dag)


def test_jaarstukken_binnen_zes_maanden() -> None:
    assert jaarstukkentermijn(date(2025, 12, 31), PARAMETERS).laatste_dag == date(2026, 6, 30)
    assert jaarstukkentermijn(date(2025, 8, 31), PARAMETERS).laatste_dag == date(2026, 2, 28)


def test_dwangsom() -> None:
    uit = dwangsomtermijn(date(2015, 3, 2), PARAMETERS)
    assert [stap.dag for stap in uit.stappen] == [date(2015, 3, 16), date(2015, 4, 27)]
    assert [
        dwangsom_cent(date(2015, 3, 2), dagen, PARAMETERS)
        for dagen in (0, 1, 14, 15, 28, 29, 42, 50)
    ] == [
        0,
        2000,
        28000,
        31000,
        70000,
        74000,
        126000,
        126000,
    ]


def test_het_bedrag_van_de_dwangsom_is_nu_onbekend() -> None:
    assert dwangsomtermijn(date(2026, 3, 2), PARAMETERS).laatste_dag == date(2026, 4, 27)
    with pytest.raises(ParameterOnbekend, match="dwangsom_dag_1_14 is onbekend op 2026-03-02"):
        dwangsom_cent(date(2026, 3, 2), 3, PARAMETERS)


@pytest.mark.parametrize(("hoofdsom", "cent"), [(49999, 700), (50000, 1500), (90000, 1500)])
def test_de_vergoeding_van_een_aanmaning(hoofdsom: int, cent: int) -> None:
    uit = aanmaning(date(2015, 3, 2), hoofdsom, PARAMETERS)
    assert (uit.vergoeding_cent, uit.termijn.laatste_dag, uit.dwangbevel_vanaf) == (
        cent,
        date(2015, 3, 16),
        date(2015, 3, 17),
    )
    assert "Awb 4:113" in uit.uitleg


def test_een_aanmaning_gaat_uit_zonder_vergoeding_als_het_bedrag_onbekend_is() -> None:
    uit = aanmaning(date(2026, 3, 23), 50000, PARAMETERS)
    assert (uit.vergoeding_cent, uit.termijn.laatste_dag) == (0, date(2026, 4, 7))
    assert "zonder vergoeding" in uit.uitleg
    assert "aanmaningsvergoeding_hoog is onbekend op 2026-03-23" in uit.uitleg


EINDE = date(2021, 6, 30)


@pytest.mark.parametrize(
    ("stuitingen", "verlengingen", "laatste"),
    [
        ((), (), date(2026, 6, 30)),
        ((Stuiting(date(2025, 5, 15)),), (), date(2030, 5, 15)),
        ((), (Verlenging(date(2022, 3, 1), date(2023, 3, 1)),), date(2027, 6, 30)),
        ((Stuiting(date(2026, 6, 30)),), (), date(2031, 6, 30)),
        (
            (Stuiting(date(2027, 1, 1)),),
            (Verlenging(date(2022, 3, 1), date(2023, 3, 1)),),
            date(2032, 1, 1),
        ),
        (
            (Stuiting(date(2022, 9, 1), "erkenning"),),
            (Verlenging(date(2022, 3, 1), date(2023, 3, 2)),),
            date(2028, 3, 1),
        ),
        ((), (Verlenging(date(2026, 7, 1), date(2027, 7, 1)),), date(2026, 6, 30)),
        ((), (Verlenging(date(2020, 7, 1), date(2021, 7, 1)),), date(2026, 6, 30)),
        ((), (Verlenging(date(2026, 6, 30), date(2026, 7, 30)),), date(2026, 7, 30)),
        ((), (Verlenging(date(2022, 3, 1), date(2022, 3, 11)),), date(2026, 7, 10)),
        ((Stuiting(date(2025, 5, 15)), Stuiting(date(2023, 1, 1))), (), date(2030, 5, 15)),
    ],
)
def test_verjaring(
    stuitingen: tuple[Stuiting, ...], verlengingen: tuple[Verlenging, ...], laatste: date
) -> None:
    assert verjaring(EINDE, PARAMETERS, stuitingen, verlengingen).laatste_dag == laatste


def test_een_verjaarde_vordering_wordt_niet_gestuit() -> None:
    with pytest.raises(VorderingIsAlVerjaard, match="verjaarde na 2026-06-30"):
        verjaring(EINDE, PARAMETERS, (Stuiting(date(2026, 7, 1)),))


@given(
    st.dates(min_value=date(2021, 7, 1), max_value=date(2026, 6, 30)),
    st.dates(min_value=date(2021, 7, 1), max_value=date(2026, 6, 30)),
)
def test_overlappend_uitstel_telt_een_keer(een: date, ander: date) -> None:
    van, tot = min(een, ander), max(een, ander)
    dubbel = (Verlenging(van, tot), Verlenging(van, tot))
    assert (
        verjaring(EINDE, PARAMETERS, verlengingen=dubbel).laatste_dag
        == verjaring(EINDE, PARAMETERS, verlengingen=dubbel[:1]).laatste_dag
    )


@pytest.mark.parametrize(
    ("soort", "grondslag", "weken"),
    [
        ("bezwaar", "Awb 6:7, 6:8", 6),
        ("betaaltermijn", "Awb 4:87", 6),
        ("aanmaning", "Awb 4:112", 2),
        ("buiten_behandeling", "Awb 4:5 lid 4", 4),
        ("voorschot", "PW 52", 4),
        ("ingebrekestelling", "Awb 4:17", 2),
    ],
)
def test_elke_wekentermijn_noemt_haar_artikel(soort: str, grondslag: str, weken: int) -> None:
    uit = wekentermijn(soort, date(2026, 2, 3), PARAMETERS)
    assert uit.grondslag == grondslag
    assert uit.stappen[0].uitleg == f"{weken} weken vanaf de dag na 2026-02-03 ({grondslag})"


@pytest.mark.parametrize(
    ("soort", "grondslag", "weken", "hooguit"),
    [
        ("beslistermijn", "Bbz art. 35 lid 2", 13, 13),
        ("beslistermijn_overig", "Awb 4:13", 8, 0),
        ("beslistermijn_bezwaar", "Awb 7:10", 6, 6),
        ("beslistermijn_bezwaar_commissie", "Awb 7:10", 12, 6),
    ],
)
def test_elke_beslistermijn_noemt_haar_artikel_en_haar_verlenging(
    soort: str, grondslag: str, weken: int, hooguit: int
) -> None:
    uit = beslistermijn(date(2026, 2, 3), PARAMETERS, soort)
    assert (uit.grondslag, uit.stappen[0].uitleg) == (
        grondslag,
        f"{weken} weken vanaf de dag na 2026-02-03 ({grondslag})",
    )
    with pytest.raises(
        VerlengingIsTeLang,
        match=rf"met {hooguit + 1} we\w+ verlengd worden. De wet staat hooguit {hooguit} we\w+ toe",
    ):
        beslistermijn(date(2026, 2, 3), PARAMETERS, soort, hooguit + 1)
    for meer in range(1, hooguit + 1):
        eind = beslistermijn(date(2026, 2, 3), PARAMETERS, soort, meer).stappen[1]
        assert (eind.dag, eind.uitleg) == (
            date(2026, 2, 3) + timedelta(weeks=weken + meer),
            f"verlengd met {geteld(meer, 'week')}",
        )


def test_elke_stap_van_een_beslistermijn() -> None:
    stil = (
        Opschorting(date(2026, 3, 20), date(2026, 3, 25)),
        Opschorting(date(2026, 3, 10), date(2026, 3, 22)),
    )
    uit = beslistermijn(date(2026, 3, 2), PARAMETERS, verlenging_weken=2, opschortingen=stil)
    assert [(stap.dag, stap.uitleg) for stap in uit.stappen] == [
        (date(2026, 6, 1), "13 weken vanaf de dag na 2026-03-02 (Bbz art. 35 lid 2)"),
        (date(2026, 6, 15), "verlengd met 2 weken"),
        (date(2026, 6, 26), "opgeschort na 2026-03-10 tot 2026-03-22: 11 dagen (Awb 4:15)"),
        (date(2026, 6, 29), "opgeschort na 2026-03-20 tot 2026-03-25: 3 dagen (Awb 4:15)"),
        (
            date(2026, 6, 29),
            "langer dan 12 weken: een weekend of feestdag verschuift de dag niet (Atw 4 a)",
        ),
    ]


@pytest.mark.parametrize(("verlenging", "verschuift"), [(0, True), (6, True)])
def test_tot_en_met_twaalf_weken_verschuift_een_feestdag_de_dag(
    verlenging: int, verschuift: bool
) -> None:
    """Twelve weeks in all still move (Atw 4 a), thirteen do not."""
    datum = date(2026, 12, 26) - timedelta(weeks=6 + verlenging)
    uit = beslistermijn(datum, PARAMETERS, "beslistermijn_bezwaar", verlenging)
    assert (uit.laatste_dag == date(2026, 12, 28)) is verschuift
    lang = beslistermijn(
        date(2026, 12, 26) - timedelta(weeks=13), PARAMETERS, "beslistermijn_bezwaar_commissie", 1
    )
    assert lang.laatste_dag == date(2026, 12, 26)


def test_een_opschorting_op_de_laatste_dag_telt_nog() -> None:
    uit = beslistermijn(
        date(2026, 3, 2),
        PARAMETERS,
        opschortingen=(Opschorting(date(2026, 6, 1), date(2026, 6, 4)),),
    )
    assert uit.laatste_dag == date(2026, 6, 3)


def test_de_stappen_van_jaarstukken_en_dwangsom() -> None:
    jaarstukken = jaarstukkentermijn(date(2025, 12, 31), PARAMETERS)
    assert jaarstukken.grondslag == "Bbz art. 38 lid 2"
    assert [stap.uitleg for stap in jaarstukken.stappen] == [
        "6 maanden na het boekjaar dat eindigt op 2025-12-31 (Bbz art. 38 lid 2)"
    ]
    dwangsom = dwangsomtermijn(date(2015, 3, 2), PARAMETERS)
    assert dwangsom.grondslag == "Awb 4:17"
    assert (
        dwangsom.stappen[-1].uitleg
        == "dwangsom vanaf 2015-03-17, hooguit 42 dagen (Awb 4:17 lid 1)"
    )


def test_de_trappen_van_de_dwangsom_staan_niet_op_volgorde_van_het_bestand() -> None:
    omgekeerd = type(PARAMETERS)(tuple(reversed(PARAMETERS.rijen)))
    with pytest.raises(ParameterOnbekend, match="dwangsom_dag_1_14 is onbekend"):
        dwangsom_cent(date(2026, 3, 2), 40, omgekeerd)


def test_elke_stap_van_een_verjaring() -> None:
    uit = verjaring(
        EINDE,
        PARAMETERS,
        (Stuiting(date(2023, 5, 1)),),
        (Verlenging(date(2022, 3, 1), date(2022, 5, 1)),),
    )
    assert uit.grondslag == "Awb 4:104, 4:110, 4:111"
    assert [(stap.dag, stap.uitleg) for stap in uit.stappen] == [
        (date(2026, 6, 30), "5 jaar na 2021-06-30 (Awb 4:104)"),
        (date(2026, 8, 30), "verlengd met uitstel van 2022-03-01 tot 2022-05-01 (Awb 4:111)"),
        (
            date(2028, 5, 1),
            "gestuit door aanmaning op 2023-05-01: nieuwe termijn van 5 jaar vanaf de volgende dag (Awb 4:110)",
        ),
    ]


def test_na_een_stuiting_loopt_de_termijn_hooguit_de_jaren_van_de_wet() -> None:
    assert verjaring(
        EINDE, met_waarde("verjaringstermijn", "20"), (Stuiting(date(2025, 5, 15)),)
    ).laatste_dag == date(2030, 5, 15)
    kort = met_waarde("verjaringstermijn_na_stuiting_max", "3")
    assert verjaring(EINDE, kort, (Stuiting(date(2025, 5, 15)),)).laatste_dag == date(2028, 5, 15)


def test_uitstel_dat_niets_toevoegt_staat_niet_bij_de_stappen_en_het_volgende_wel() -> None:
    niets = Verlenging(date(2022, 3, 1), date(2022, 3, 1))
    voorbij = Verlenging(date(2020, 1, 1), date(2020, 3, 1))
    later = Verlenging(date(2023, 1, 1), date(2023, 2, 1), "wsnp")
    uit = verjaring(EINDE, PARAMETERS, (), (later, niets, voorbij))
    assert [stap.dag for stap in uit.stappen] == [date(2026, 6, 30), date(2026, 7, 30)]
    assert "verlengd met wsnp" in uit.stappen[-1].uitleg


def test_uitstel_in_een_andere_volgorde_geeft_dezelfde_dag() -> None:
    eerste, tweede = (
        Verlenging(date(2022, 3, 1), date(2022, 6, 15)),
        Verlenging(date(2022, 5, 1), date(2022, 12, 1)),
    )
    assert verjaring(EINDE, PARAMETERS, (), (tweede, eerste)) == verjaring(
        EINDE, PARAMETERS, (), (eerste, tweede)
    )


def test_een_opschorting_die_terugloopt_of_voor_de_termijn_ligt_wordt_geweigerd() -> None:
    with pytest.raises(OpschortingLooptTerug, match="van 2026-03-20 tot 2026-03-19 loopt terug"):
        beslistermijn(
            date(2026, 3, 2),
            PARAMETERS,
            opschortingen=(Opschorting(date(2026, 3, 20), date(2026, 3, 19)),),
        )
    with pytest.raises(
        OpschortingValtBuitenTermijn, match="van 2026-01-20 ligt niet binnen de termijn"
    ):
        beslistermijn(
            date(2026, 3, 2),
            PARAMETERS,
            opschortingen=(Opschorting(date(2026, 1, 20), date(2026, 3, 2)),),
        )
    niets = beslistermijn(
        date(2026, 3, 2),
        PARAMETERS,
        opschortingen=(Opschorting(date(2026, 3, 20), date(2026, 3, 20)),),
    )
    assert niets.laatste_dag == date(2026, 6, 1)


def test_alleen_opgeschorte_dagen_binnen_de_termijn_tellen() -> None:
    uit = beslistermijn(
        date(2026, 3, 2),
        PARAMETERS,
        opschortingen=(Opschorting(date(2026, 2, 20), date(2026, 3, 6)),),
    )
    assert uit.stappen[1].uitleg == "opgeschort na 2026-02-20 tot 2026-03-06: 3 dagen (Awb 4:15)"
    assert uit.laatste_dag == date(2026, 6, 4)


def test_een_stuiting_voor_de_termijn_loopt_verkort_haar_niet() -> None:
    for dag in (date(2020, 5, 15), EINDE):
        uit = verjaring(EINDE, PARAMETERS, (Stuiting(dag, "erkenning"),))
        assert uit.laatste_dag == date(2026, 6, 30)
        assert (
            uit.stappen[-1].uitleg
            == f"erkenning op {dag} stuit niets: de termijn loopt nog niet (Awb 4:104)"
        )
    samen = verjaring(EINDE, PARAMETERS, (Stuiting(date(2020, 5, 15)), Stuiting(date(2021, 7, 1))))
    assert samen.laatste_dag == date(2026, 7, 1)


def test_een_verlenging_loopt_niet_terug() -> None:
    with pytest.raises(VerlengingLooptTerug, match="van 2022-03-01 tot 2022-02-28 loopt terug"):
        verjaring(EINDE, PARAMETERS, (), (Verlenging(date(2022, 3, 1), date(2022, 2, 28)),))
