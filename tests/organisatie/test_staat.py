"""De organisatie zoals zij staat: wie wat mag op een dag, tot en met welke dag, en wat er gebeurt als dat ophoudt."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.contracts.organisatie import (
    LoketIngericht,
    MandaatIngetrokken,
    MandaatVerleend,
    MedewerkerAangesteld,
    MedewerkerVertrokken,
    Organisatiegebeurtenis,
    RolIngetrokken,
    RolToegekend,
    VervangingGeregeld,
)
from shared.organisatie.staat import Organisatie, vouw, vouw_alles
from tests.steun.organisatie import GEBEURTENISSEN, ORGANISATIE

DAG = date(2026, 3, 2)
GISTEREN, MORGEN = DAG - timedelta(days=1), DAG + timedelta(days=1)
AAN = MedewerkerAangesteld(medewerker_id="c-9", aanduiding="Consulent 9", vanaf=date(2025, 1, 1))
ROL = RolToegekend(
    toekenning_id="r",
    medewerker_id="c-9",
    rol="consulent",
    gemeenten=("GM9901",),
    van=date(2025, 1, 1),
)
MANDAAT = MandaatVerleend(
    mandaat_id="M",
    houder="c-9",
    onderwerp="aanvraag",
    gemeenten=("GM9901",),
    tot_cent=100,
    geldig_van=date(2025, 1, 1),
)


def na(*gebeurtenissen: Organisatiegebeurtenis) -> Organisatie:
    return vouw_alles(gebeurtenissen, ORGANISATIE)


@pytest.mark.parametrize(
    ("daarna", "op", "mag"),
    [
        ((), DAG, True),
        ((RolIngetrokken(toekenning_id="r", medewerker_id="c-9", per=MORGEN),), DAG, True),
        ((RolIngetrokken(toekenning_id="r", medewerker_id="c-9", per=DAG),), DAG, False),
        ((RolIngetrokken(toekenning_id="r", medewerker_id="c-9", per=DAG),), GISTEREN, True),
        ((MedewerkerVertrokken(medewerker_id="c-9", per=DAG),), DAG, False),
        ((MedewerkerVertrokken(medewerker_id="c-9", per=MORGEN),), DAG, True),
        ((), date(2024, 12, 31), False),
        ((MedewerkerVertrokken(medewerker_id="c-9", per=GISTEREN), AAN), DAG, False),
        (
            (MedewerkerVertrokken(medewerker_id="c-9", per=GISTEREN), AAN.na(vanaf=DAG)),
            DAG,
            True,
        ),
    ],
)
def test_een_rol_telt_van_haar_eerste_tot_haar_laatste_dag(
    daarna: tuple[Organisatiegebeurtenis, ...], op: date, mag: bool
) -> None:
    o = na(AAN, ROL, *daarna)
    assert ("consulent" in o.rollen_van("c-9", op)) is mag
    assert o.gemeenten_van("c-9", op) == (frozenset({"GM9901"}) if mag else frozenset())


def test_een_rol_tot_en_met_een_dag_telt_die_dag_nog() -> None:
    o = na(AAN, ROL.na(tot=DAG))
    assert (o.rollen_van("c-9", DAG), o.rollen_van("c-9", MORGEN)) == ({"consulent"}, frozenset())


@pytest.mark.parametrize(
    ("daarna", "op", "geldt"),
    [
        ((), DAG, True),
        ((MandaatIngetrokken(mandaat_id="M", houder="c-9", per=DAG),), DAG, False),
        ((MandaatIngetrokken(mandaat_id="M", houder="c-9", per=DAG),), GISTEREN, True),
        ((MandaatIngetrokken(mandaat_id="M", houder="c-9", per=date(2025, 1, 1)),), DAG, False),
        ((MedewerkerVertrokken(medewerker_id="c-9", per=DAG),), DAG, False),
        ((MedewerkerVertrokken(medewerker_id="c-9", per=MORGEN),), DAG, True),
    ],
)
def test_een_mandaat_dat_ophield_telt_die_dag_niet_meer(
    daarna: tuple[Organisatiegebeurtenis, ...], op: date, geldt: bool
) -> None:
    register = na(AAN, MANDAAT, *daarna).mandaatregister("aanvraag")
    assert (register.ruimste("c-9", "GM9901", op) is not None) is geldt


def test_een_mandaat_dat_gisteren_afliep_telt_vandaag_niet() -> None:
    register = na(AAN, MANDAAT.na(geldig_tot=GISTEREN)).mandaatregister("aanvraag")
    assert register.ruimste("c-9", "GM9901", GISTEREN)
    assert register.ruimste("c-9", "GM9901", DAG) is None


def test_een_mandaat_over_aanvragen_is_er_geen_over_schulden() -> None:
    assert na(AAN, MANDAAT).mandaatregister("schuld").ruimste("c-9", "GM9901", DAG) is None


def test_wie_vervangt_hangt_van_de_dag_af_en_van_wie_er_nog_werkt() -> None:
    weg = VervangingGeregeld(
        vervanging_id="v",
        medewerker_id="consulent-1",
        vervanger_id="c-9",
        van=DAG,
        tot=MORGEN,
    )
    o = na(AAN, weg)
    dagen = (GISTEREN, DAG, MORGEN, MORGEN + timedelta(days=1))
    assert [o.vervanger("consulent-1", dag) for dag in dagen] == [None, "c-9", "c-9", None]
    assert (
        vouw(o, MedewerkerVertrokken(medewerker_id="c-9", per=DAG)).vervanger("consulent-1", DAG)
        is None
    )
    anders = weg.na(vervanging_id="w", vervanger_id="consulent-2")
    assert vouw(o, anders).vervanger("consulent-1", DAG) == "consulent-2"


def test_een_loket_ondertekent_vanaf_zijn_eerste_dag() -> None:
    oud = ORGANISATIE.afzender("GM9901", DAG)
    assert oud
    nieuw: LoketIngericht = oud.na(loket="Nieuw loket", vanaf=DAG)
    o = na(nieuw)
    assert (o.afzender("GM9901", GISTEREN), o.afzender("GM9901", DAG)) == (oud, nieuw)
    assert o.afzender("GM9999", DAG) is None


@pytest.mark.parametrize(
    ("gemeente", "route", "team"),
    [
        ("GM9901", 3, "Mobiliteitsteam regio"),
        ("GM9901", 1, "Ondernemersadvies Doorstad"),
        ("GM9901", 2, "Zelfstandigenloket Doorstad"),
        ("GM9902", 1, "Ondernemersadvies Nieuwerdam"),
        ("GM9902", 2, "Zelfstandigenloket regio"),
        ("GM9903", None, "Zelfstandigenloket regio"),
    ],
)
def test_het_team_is_dat_van_de_eerste_regel_die_past(
    gemeente: str, route: int | None, team: str
) -> None:
    assert ORGANISATIE.team_voor(gemeente, route) == team
    assert Organisatie().team_voor(gemeente, route) is None


@given(st.permutations(range(len(GEBEURTENISSEN))))
def test_wat_een_ander_betreft_verandert_niets_aan_de_uitkomst(volgorde: list[int]) -> None:
    """Events about different things may come in any order: each id stands on its own."""
    anders = vouw_alles(GEBEURTENISSEN[nummer] for nummer in volgorde)
    assert anders == ORGANISATIE


def test_nog_eens_horen_verandert_niets_en_de_staat_komt_terug_zoals_hij_was() -> None:
    assert vouw_alles(GEBEURTENISSEN, ORGANISATIE) == ORGANISATIE
    tekst = ORGANISATIE.model_dump_json(exclude_defaults=True)
    assert Organisatie.model_validate_json(tekst) == ORGANISATIE
