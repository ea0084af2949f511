"""Who gets a dossier: the right events, a no, or quiet."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.routing.domain.eigenaar import verdeling, weigeringen
from services.routing.domain.eigenaar.commands import (
    BeeindigEigenaarschap,
    HeropenEigenaarschap,
    NeemAf,
    WekDossier,
)
from services.routing.domain.eigenaar.decide import Kader, decide
from services.routing.domain.eigenaar.events import (
    DossierGesluimerd,
    DossierGewekt,
    DossierOvergedragen,
    EigenaarschapBeeindigd,
    EigenaarToegewezen,
)
from services.routing.domain.eigenaar.state import Eigenaarschap, evolve
from services.routing.domain.weigeringen import DossierIsOnbekend
from services.routing.examples import (
    DINSDAG,
    DOSSIER,
    DRAAG_OVER,
    EIGENAAR_TOEGEWEZEN,
    EIGENAARSFEITEN,
    MAAK_WAKKER,
    MAANDAG,
    NEEM_OVER,
    SLUIMER,
    VERDEEL_DOSSIER,
    WIJS_TOE,
)
from shared.begrippen import Feit
from shared.contracts.organisatie import (
    DossierAfgeschermd,
    MedewerkerAangesteld,
    MedewerkerVertrokken,
    RolToegekend,
    TeamIngericht,
    VervangingGeregeld,
)
from shared.organisatie.staat import Organisatie, vouw_alles

BEGIN = date(2025, 1, 1)
TEAM, ANDER_TEAM = "Zelfstandigenloket Doorstad", "Mobiliteitsteam regio"
GEMEENTEN = ("GM9901", "GM9902")
REDENEN_ZONDER = ("niemand_beschikbaar", "vertrokken", "afgeschermd")


def medewerker(naam: str, team: str, *rollen: str, gemeenten: Any = GEMEENTEN) -> list[Any]:
    return [
        MedewerkerAangesteld(medewerker_id=naam, aanduiding=naam.title(), team=team, vanaf=BEGIN),
        *(
            RolToegekend(
                toekenning_id=f"{naam}.{rol}",
                medewerker_id=naam,
                rol=rol,  # type: ignore[arg-type]
                gemeenten=gemeenten,
                van=BEGIN,
            )
            for rol in rollen
        ),
    ]


BASIS = [
    TeamIngericht(team_id="loket", naam=TEAM),
    TeamIngericht(team_id="werk", naam=ANDER_TEAM),
    *medewerker("consulent-1", "loket", "consulent"),
    *medewerker("consulent-2", "loket", "consulent"),
    *medewerker("consulent-3", "werk", "consulent"),
    *medewerker("teamleider-1", "werk", "consulent", "manager"),
    *medewerker("debiteuren-1", "loket", "debiteuren"),
    *medewerker("consulent-9", "loket", "consulent", gemeenten=("GM9902",)),
]


def vervanging(wie: str, door: str, van: date, tot: date) -> VervangingGeregeld:
    return VervangingGeregeld(
        vervanging_id=f"{wie}-{door}", medewerker_id=wie, vervanger_id=door, van=van, tot=tot
    )


def organisatie(*meer: Any) -> Organisatie:
    return vouw_alles([*BASIS, *meer])


def staat(*feiten: Feit) -> Eigenaarschap:
    gevouwen = Eigenaarschap()
    for feit in feiten:
        gevouwen = evolve(gevouwen, feit)
    return gevouwen


def toegewezen(wie: str | None, **anders: Any) -> EigenaarToegewezen:
    return EIGENAAR_TOEGEWEZEN.na(**({"eigenaar": wie} | anders))


KADER = Kader(organisatie(), slaapt_hoogstens=92)
GEGEVEN = staat(toegewezen("consulent-1"))
SLAAPT = staat(
    toegewezen("consulent-1"),
    DossierGesluimerd(
        dossier_id=DOSSIER,
        gemeente="GM9901",
        tot=date(2026, 3, 9),
        reden="drukte",
        gesluimerd_op=DINSDAG,
    ),
)
NIEMAND = staat(toegewezen(None, reden="niemand_beschikbaar"))
DICHT = staat(toegewezen("consulent-1"), EigenaarschapBeeindigd(beeindigd_op=DINSDAG))


@pytest.mark.parametrize(
    ("last", "meer", "wie"),
    [
        ({}, (), "consulent-1"),
        ({"consulent-1": 1}, (), "consulent-2"),
        ({"consulent-1": 3, "consulent-2": 3}, (), "consulent-1"),
        ({}, (vervanging("consulent-1", "consulent-2", BEGIN, MAANDAG),), "consulent-2"),
        ({}, (vervanging("consulent-1", "consulent-2", BEGIN, BEGIN),), "consulent-1"),
        ({}, (MedewerkerVertrokken(medewerker_id="consulent-1", per=MAANDAG),), "consulent-2"),
        ({}, (MedewerkerVertrokken(medewerker_id="consulent-1", per=DINSDAG),), "consulent-1"),
    ],
)
def test_de_regel_geeft_een_nieuw_dossier_aan_wie_van_het_team_het_minste_heeft(
    last: dict[str, int], meer: tuple[Any, ...], wie: str
) -> None:
    (feit,) = decide(Eigenaarschap(), VERDEEL_DOSSIER, Kader(organisatie(*meer), last))
    assert feit == toegewezen(wie)


def test_is_niemand_beschikbaar_dan_heeft_het_team_het_en_zoekt_de_regel_later_weer() -> None:
    leeg = Kader(Organisatie())
    (feit,) = decide(Eigenaarschap(), VERDEEL_DOSSIER, leeg)
    assert feit == toegewezen(None, reden="niemand_beschikbaar")
    assert decide(NIEMAND, VERDEEL_DOSSIER, leeg) == []
    assert decide(NIEMAND, VERDEEL_DOSSIER, KADER) == [toegewezen("consulent-1")]


def test_een_ander_team_van_de_regels_vraagt_een_andere_eigenaar() -> None:
    ander = VERDEEL_DOSSIER.na(team=ANDER_TEAM)
    assert decide(GEGEVEN, VERDEEL_DOSSIER, KADER) == []
    assert decide(GEGEVEN, ander, KADER) == [
        toegewezen("consulent-3", team=ANDER_TEAM, was="consulent-1")
    ]
    niemand_daar = Kader(vouw_alles(een for een in BASIS if "werk" not in str(een)))
    assert decide(GEGEVEN, ander, niemand_daar) == [
        toegewezen("consulent-1", team=ANDER_TEAM, was="consulent-1", reden="ander_team")
    ], "better somebody of another team than nobody"


@pytest.mark.parametrize(
    ("eerder", "is_gekozen"),
    [
        (GEGEVEN, True),
        (staat(toegewezen("consulent-2"), toegewezen("consulent-1", reden="overgenomen")), False),
    ],
)
def test_wat_een_mens_gaf_of_koos_houdt_zijn_eigenaar(
    eerder: Eigenaarschap, is_gekozen: bool
) -> None:
    (feit,) = decide(eerder, VERDEEL_DOSSIER.na(team=ANDER_TEAM, is_gekozen=is_gekozen), KADER)
    assert isinstance(feit, EigenaarToegewezen)
    assert (feit.eigenaar, feit.team, feit.reden) == ("consulent-1", ANDER_TEAM, eerder.reden)


def test_wat_gesloten_is_wordt_niet_verdeeld() -> None:
    assert decide(DICHT, VERDEEL_DOSSIER.na(team=ANDER_TEAM), KADER) == []


def test_overnemen() -> None:
    (feit,) = decide(GEGEVEN, NEEM_OVER, KADER)
    assert feit == toegewezen(
        "consulent-2", was="consulent-1", reden="overgenomen", toegewezen_op=DINSDAG
    )
    (opgepakt,) = decide(NIEMAND, NEEM_OVER.na(eigenaar_was=None), KADER)
    assert isinstance(opgepakt, EigenaarToegewezen)
    assert opgepakt.reden == "opgepakt"
    assert decide(staat(feit), NEEM_OVER, KADER) == [], "already theirs"


def test_wie_te_laat_is_hoort_van_wie_het_dossier_nu_is() -> None:
    intussen = staat(toegewezen("consulent-3"))
    with pytest.raises(
        weigeringen.DossierIsToegewezen, match="Dit dossier is intussen van Consulent-3"
    ):
        decide(intussen, NEEM_OVER, KADER)
    with pytest.raises(weigeringen.DossierIsToegewezen, match="van niemand"):
        decide(NIEMAND, NEEM_OVER, KADER)


@pytest.mark.parametrize("wie", ["debiteuren-1", "consulent-9", "niemand-1"])
def test_zonder_rol_voor_de_gemeente_wordt_een_dossier_niet_van_u(wie: str) -> None:
    with pytest.raises(weigeringen.BehandelenMagNiet):
        decide(GEGEVEN, NEEM_OVER.na(door=wie), KADER)
    with pytest.raises(weigeringen.MedewerkerBehandeltNiet):
        decide(GEGEVEN, WIJS_TOE.na(aan=wie), KADER)
    with pytest.raises(weigeringen.MedewerkerBehandeltNiet):
        decide(GEGEVEN, DRAAG_OVER.na(aan=wie), KADER)


def test_een_rol_telt_op_de_dag_zelf() -> None:
    weg = Kader(organisatie(MedewerkerVertrokken(medewerker_id="consulent-2", per=DINSDAG)))
    with pytest.raises(weigeringen.BehandelenMagNiet):
        decide(GEGEVEN, NEEM_OVER, weg)
    assert decide(GEGEVEN, NEEM_OVER.na(op=MAANDAG), weg)


@pytest.mark.parametrize("door", ["consulent-1", "consulent-2", "teamleider-1"])
def test_het_team_en_wie_het_leidt_wijzen_toe(door: str) -> None:
    (feit,) = decide(GEGEVEN, WIJS_TOE.na(door=door), KADER)
    assert isinstance(feit, EigenaarToegewezen)
    assert (feit.eigenaar, feit.reden) == ("consulent-2", "toegewezen")


@pytest.mark.parametrize("door", ["consulent-3", "debiteuren-1", "consulent-9"])
def test_een_ander_wijst_niet_toe(door: str) -> None:
    with pytest.raises(weigeringen.ToewijzenMagNiet):
        decide(GEGEVEN, WIJS_TOE.na(door=door), KADER)


def test_overdragen_noemt_beide_en_wat_ervoor_gedaan_is() -> None:
    (feit,) = decide(GEGEVEN, DRAAG_OVER, KADER)
    assert feit == DossierOvergedragen(
        dossier_id=DOSSIER,
        gemeente="GM9901",
        van="consulent-1",
        aan="consulent-2",
        reden="afwezigheid",
        punten=("gesproken_met_opvolger",),
        overgedragen_op=DINSDAG,
    )
    assert staat(toegewezen("consulent-1"), feit).eigenaar == "consulent-2"
    with pytest.raises(weigeringen.OverdragenMagNiet):
        decide(GEGEVEN, DRAAG_OVER.na(door="consulent-2"), KADER)
    with pytest.raises(weigeringen.OpvolgerIsEigenaar):
        decide(GEGEVEN, DRAAG_OVER.na(aan="consulent-1"), KADER)
    waarneming = vervanging("consulent-1", "consulent-2", DINSDAG, DINSDAG)
    assert decide(GEGEVEN, DRAAG_OVER.na(door="consulent-2"), Kader(organisatie(waarneming)))


@pytest.mark.parametrize(
    ("vorige", "meer", "wie"),
    [
        ("consulent-2", (), "consulent-2"),
        # Who is away for a while keeps it: the substitute sees the work.
        (
            "consulent-2",
            (vervanging("consulent-2", "consulent-1", DINSDAG, DINSDAG),),
            "consulent-2",
        ),
        (
            "consulent-2",
            (MedewerkerVertrokken(medewerker_id="consulent-2", per=DINSDAG),),
            "consulent-1",
        ),
        ("debiteuren-1", (), "consulent-1"),
        ("niemand-1", (), "consulent-1"),
        (None, (), "consulent-1"),
    ],
)
def test_een_vervolg_gaat_naar_wie_het_vorige_dossier_had_zolang_die_daar_de_rol_heeft(
    vorige: str | None, meer: tuple[Any, ...], wie: str
) -> None:
    kader = Kader(organisatie(*meer), {"consulent-2": 9}, vorige=vorige)
    (feit,) = decide(Eigenaarschap(), VERDEEL_DOSSIER.na(op=DINSDAG), kader)
    assert (feit.eigenaar, feit.reden) == (wie, "verdeeld")


@pytest.mark.parametrize(
    ("termijn", "tot", "fout"),
    [
        (None, DINSDAG, weigeringen.SluimerdagIsVoorbij),
        (DINSDAG, date(2026, 3, 4), weigeringen.TermijnIsVoorbij),
        (MAANDAG, date(2026, 3, 4), weigeringen.TermijnIsVoorbij),
        (date(2026, 3, 8), date(2026, 3, 9), weigeringen.TermijnGaatVoor),
        (None, DINSDAG + timedelta(days=93), weigeringen.SluimerdagIsTeVer),
    ],
)
def test_een_dossier_slaapt_nooit_voorbij_een_termijn(
    termijn: date | None, tot: date, fout: type[Exception]
) -> None:
    with pytest.raises(fout):
        decide(GEGEVEN, SLUIMER.na(tot=tot), replace(KADER, termijn=termijn))


def test_sluimeren_tot_op_de_dag_van_de_termijn_mag_en_op_die_dag_is_het_wakker() -> None:
    termijn = date(2026, 3, 9)
    (feit,) = decide(GEGEVEN, SLUIMER.na(tot=termijn), replace(KADER, termijn=termijn))
    slaapt = staat(toegewezen("consulent-1"), feit)
    assert decide(slaapt, SLUIMER.na(tot=termijn), KADER) == []
    dag = WekDossier(dossier_id=DOSSIER, op=termijn - timedelta(days=1))
    assert decide(slaapt, dag, KADER) == []
    (wakker,) = decide(slaapt, dag.na(op=termijn), KADER)
    assert isinstance(wakker, DossierGewekt)
    assert wakker.reden == "dag"
    assert evolve(slaapt, wakker).sluimert_tot is None
    with pytest.raises(weigeringen.DossierRust):
        decide(DICHT, SLUIMER, KADER)


def test_wat_wekt() -> None:
    redenen = [
        decide(SLAAPT, verzoek, KADER)[-1]
        for verzoek in (
            MAAK_WAKKER,
            WekDossier(dossier_id=DOSSIER, is_nieuws=True, op=DINSDAG),
            NEEM_OVER,
            DRAAG_OVER,
        )
    ]
    assert [een.reden for een in redenen if isinstance(een, DossierGewekt)] == [
        "met_de_hand",
        "nieuws",
        "andere_eigenaar",
        "andere_eigenaar",
    ]
    assert decide(GEGEVEN, MAAK_WAKKER, KADER) == []
    with pytest.raises(weigeringen.BehandelenMagNiet):
        decide(SLAAPT, MAAK_WAKKER.na(door="debiteuren-1"), KADER)


def test_het_werk_van_wie_vertrok_valt_aan_het_team() -> None:
    verzoek = NeemAf(dossier_id=DOSSIER, op=DINSDAG)
    weg = Kader(organisatie(MedewerkerVertrokken(medewerker_id="consulent-1", per=DINSDAG)))
    assert decide(GEGEVEN, verzoek, KADER) == []
    assert decide(GEGEVEN, verzoek.na(op=MAANDAG), weg) == []
    (feit,) = decide(GEGEVEN, verzoek, weg)
    assert feit == toegewezen(None, was="consulent-1", reden="vertrokken", toegewezen_op=DINSDAG)
    zonder = staat(toegewezen("consulent-1"), feit)
    assert decide(zonder, verzoek, weg) == []
    assert decide(zonder, VERDEEL_DOSSIER, weg) == [], "a person looks who can take it"


def test_niemand_heeft_een_dossier_dat_hij_niet_mag_openen() -> None:
    """Also the rule does not give it, and who has it loses it; whoever is named gets it as any other dossier."""
    dicht = Kader(organisatie(DossierAfgeschermd(dossier_id=DOSSIER, voor=("consulent-2",))))
    (af,) = decide(GEGEVEN, NeemAf(dossier_id=DOSSIER, op=DINSDAG), dicht)
    assert af == toegewezen(None, was="consulent-1", reden="afgeschermd", toegewezen_op=DINSDAG)
    zonder = staat(toegewezen("consulent-1"), af)
    assert decide(zonder, VERDEEL_DOSSIER, dicht) == [], "a person looks who can take it"
    assert decide(Eigenaarschap(), VERDEEL_DOSSIER, dicht)[0].eigenaar == "consulent-2"
    with pytest.raises(weigeringen.MedewerkerBehandeltNiet):
        decide(
            zonder, WIJS_TOE.na(aan="consulent-1", eigenaar_was=None, door="teamleider-1"), dicht
        )
    (aan,) = decide(
        zonder, WIJS_TOE.na(aan="consulent-2", eigenaar_was=None, door="teamleider-1"), dicht
    )
    assert aan.eigenaar == "consulent-2"
    assert decide(staat(aan), NeemAf(dossier_id=DOSSIER, op=DINSDAG), dicht) == []


def test_sluiten_en_heropenen() -> None:
    dicht = BeeindigEigenaarschap(dossier_id=DOSSIER, op=DINSDAG)
    open_ = HeropenEigenaarschap(dossier_id=DOSSIER, op=DINSDAG)
    assert decide(GEGEVEN, dicht, KADER) == [EigenaarschapBeeindigd(beeindigd_op=DINSDAG)]
    assert decide(DICHT, dicht, KADER) == decide(GEGEVEN, open_, KADER) == []
    (weer,) = decide(DICHT, open_, KADER)
    assert isinstance(weer, EigenaarToegewezen)
    assert (weer.eigenaar, weer.reden) == ("consulent-1", "heropend")
    assert staat(
        toegewezen("consulent-1"), EigenaarschapBeeindigd(beeindigd_op=DINSDAG), weer
    ).is_open
    weg = Kader(organisatie(MedewerkerVertrokken(medewerker_id="consulent-1", per=DINSDAG)))
    (ander,) = decide(DICHT, open_, weg)
    assert isinstance(ander, EigenaarToegewezen)
    assert (ander.eigenaar, ander.reden) == ("consulent-2", "verdeeld")


def test_een_dossier_dat_niemand_kent_heeft_geen_eigenaar() -> None:
    for verzoek in (NEEM_OVER, WIJS_TOE, DRAAG_OVER, SLUIMER, MAAK_WAKKER):
        with pytest.raises(DossierIsOnbekend):
            decide(Eigenaarschap(), verzoek, KADER)


def test_een_vervanger_krijgt_het_werk_op_de_dag_zelf_en_geeft_het_terug() -> None:
    weg = vervanging("consulent-1", "consulent-2", DINSDAG, date(2026, 3, 5))
    ook_weg = vervanging("consulent-2", "consulent-3", date(2026, 3, 4), date(2026, 3, 4))
    o = organisatie(weg, ook_weg)
    dagen = [MAANDAG + timedelta(days=nr) for nr in range(5)]
    assert [verdeling.waarnemer(o, "consulent-1", dag) for dag in dagen] == [
        "consulent-1",
        "consulent-2",
        "consulent-3",
        "consulent-2",
        "consulent-1",
    ]
    assert verdeling.werk_van(o, "consulent-3", dagen[2]) == {
        "consulent-1",
        "consulent-2",
        "consulent-3",
    }
    assert verdeling.werk_van(o, "consulent-2", dagen[4]) == {"consulent-2"}
    assert verdeling.werk_van(o, "consulent-2", None) == {"consulent-2"}


def test_wie_elkaar_vervangen_houden_elk_hun_eigen_werk() -> None:
    o = organisatie(
        vervanging("consulent-1", "consulent-2", BEGIN, DINSDAG),
        vervanging("consulent-2", "consulent-1", BEGIN, DINSDAG),
    )
    wie = {verdeling.waarnemer(o, een, DINSDAG) for een in ("consulent-1", "consulent-2")}
    assert wie == {"consulent-1", "consulent-2"}


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                VERDEEL_DOSSIER,
                VERDEEL_DOSSIER.na(team=ANDER_TEAM),
                NEEM_OVER,
                NEEM_OVER.na(eigenaar_was=None),
                WIJS_TOE,
                DRAAG_OVER,
                SLUIMER,
                MAAK_WAKKER,
                WekDossier(dossier_id=DOSSIER, op=DINSDAG),
                NeemAf(dossier_id=DOSSIER, op=DINSDAG),
                BeeindigEigenaarschap(dossier_id=DOSSIER, op=DINSDAG),
                HeropenEigenaarschap(dossier_id=DOSSIER, op=DINSDAG),
            ]
        ),
        max_size=12,
    ),
    st.sampled_from([KADER, Kader(Organisatie())]),
)
def test_een_open_dossier_heeft_een_eigenaar_of_een_reden_waarom_niet(
    verzoeken: list[Any], kader: Kader
) -> None:
    nu = Eigenaarschap()
    for verzoek in verzoeken:
        try:
            feiten = decide(nu, verzoek, kader)
        except (weigeringen.Eigenaarsweigering, DossierIsOnbekend):
            continue
        for feit in feiten:
            nu = evolve(nu, feit)
        assert decide(nu, VERDEEL_DOSSIER.na(team=nu.team or TEAM), kader) == [] or not nu.is_bekend
        assert not nu.is_open or nu.eigenaar or nu.reden in REDENEN_ZONDER
        assert nu.sluimert_tot is None or nu.is_open


def test_elk_feit_verandert_de_staat_of_is_er_niet() -> None:
    for feit in EIGENAARSFEITEN:
        eerder = evolve(SLAAPT, toegewezen("consulent-3"))
        assert evolve(eerder, feit) != eerder
    with pytest.raises(TypeError):
        evolve(GEGEVEN, Feit())
