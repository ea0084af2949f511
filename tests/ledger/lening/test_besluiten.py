"""Mutations by people on a living loan: booked, proposed and decided, refused; and the past that changes."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from services.ledger import examples
from services.ledger.domain.grootboek.boeking import Mutatie
from services.ledger.domain.lening.events import (
    AflossingGeboekt,
    BoekingTeruggedraaid,
    LeningHerrekend,
    RenteGeboekt,
)
from services.ledger.domain.lening.state import Lening, evolve
from services.ledger.domain.lening.weigeringen import (
    BetaalkeuzeKanNiet,
    HerroepingKanNiet,
    LeningIsAfgelost,
    MutatieMagNiet,
    ValutadatumKanNiet,
)
from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.verloop.mutaties import Grond
from services.ledger.domain.vier_ogen.weigeringen import (
    BesluitVraagtTweedePersoon,
    MandaatOntbreekt,
    VoorstelIsOnbekend,
    VoorstelIsVanUzelf,
)
from shared.recht.cohort import Cohort
from tests.steun.ledger.boek import Papier, namen, rekeningen

FEB, MRT, APR = date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)
EEN_DAG = timedelta(days=1)


def betaald_tot(dag: date, *, betaalt: bool = True) -> Papier:
    """Every day closed, and every term paid on its vervaldag when `betaalt`."""
    papier, nu = Papier(), date(2026, 2, 1)
    while nu <= dag:
        papier.dag(nu, nu - EEN_DAG)
        if betaalt and papier.lening.saldi.vervallen_cent:
            papier.betaal(papier.lening.saldi.vervallen_cent, nu)
        nu += EEN_DAG
    return papier


def besluit(papier: Papier, gegevens: g.Gegevens, op: date, **anders: object) -> list[Mutatie]:
    return papier.doe(examples.besluit(gegevens, op, **anders))  # type: ignore[return-value]


def samen(
    papier: Papier, gegevens: g.Gegevens, op: date, actor: str = "teamleider-1", **anders: object
) -> list[Mutatie]:
    """Proposed by one, decided by another."""
    voorstel = examples.voorstel(gegevens, op, **anders)
    papier.doe(voorstel)
    return papier.doe(examples.bekrachtig(voorstel, actor))  # type: ignore[return-value]


def klopt(papier: Papier) -> None:
    """Balances follow from the lines, every fact balances, and the log gives the same loan."""
    lening = Lening()
    for feit in papier.feiten:
        assert isinstance(feit, Mutatie)
        assert sum(regel.bedrag_cent for regel in feit.boekregels) == 0
        lening = evolve(lening, feit)
        assert feit.saldi == lening.saldi
    assert lening == papier.lening
    saldi, boek = papier.lening.saldi, rekeningen(papier)
    rente = sum(
        boek.get(naam, 0) for naam in ("verschenen_rente", "uitgestelde_rente", "wettelijke_rente")
    )
    assert (saldi.hoofdsom_cent, saldi.rente_cent, saldi.kosten_cent) == (
        boek["hoofdsom"],
        rente,
        boek.get("kosten", 0),
    )
    assert saldi.tegoed_cent == -boek.get("tegoed_debiteur", 0)


def test_kosten_gaan_voor_rente_en_aflossing() -> None:
    papier = betaald_tot(date(2026, 3, 30))
    (feit,) = besluit(papier, g.Kosten(bedrag_cent=700, grondslag="Awb 4:113"), date(2026, 3, 30))
    assert (type(feit).__name__, feit.saldi.kosten_cent, feit.uitleg) == (
        "KostenGeboekt",
        700,
        "Kosten in rekening gebracht: € 7,00 (Awb 4:113)",
    )
    papier.dag(MRT, date(2026, 3, 30))
    aflossing = papier.betaal(1_000, MRT)[0]
    assert isinstance(aflossing, AflossingGeboekt)
    assert (aflossing.kosten_cent, aflossing.rente_cent) == (700, 300)
    klopt(papier)


def test_een_storno_draait_de_ontvangst_terug_en_alles_erna_opnieuw() -> None:
    papier = betaald_tot(APR)
    voor = papier.lening.saldi
    feiten = besluit(
        papier,
        g.Herroeping(soort="storno", van=UUID(int=1)),
        date(2026, 5, 4),
        motivering="storno_bank",
    )
    assert namen(feiten)[0] == "LeningHerrekend"
    assert "BetalingGestorneerd" in namen(feiten)
    herrekend = feiten[0]
    assert isinstance(herrekend, LeningHerrekend)
    assert (herrekend.vanaf, herrekend.saldi_oud) == (FEB, voor)
    assert herrekend.saldi_nieuw == papier.lening.saldi
    # Term 1 is open again: 30.000 bears interest in March instead of 29.500, and what came later paid the oldest term first.
    assert papier.lening.saldi.vervallen_cent == 70_000 + 333 + 469
    assert all(feit.boekdatum == date(2026, 5, 4) for feit in feiten)
    klopt(papier)
    with pytest.raises(HerroepingKanNiet):
        besluit(
            papier,
            g.Herroeping(soort="storno", van=UUID(int=1)),
            date(2026, 5, 5),
            besluit_id=UUID(int=99),
        )


def test_een_nagekomen_betaling_herrekent_de_rente_en_toont_oud_nieuw_en_verschil() -> None:
    papier = betaald_tot(APR, betaalt=False)
    assert sum(feit.rente_cent for feit in papier.van(RenteGeboekt)) == 60_000
    feiten = papier.betaal(70_000, FEB, date(2026, 5, 4))
    teruggedraaid = [feit for feit in feiten if isinstance(feit, BoekingTeruggedraaid)]
    assert [feit.bedrag_cent for feit in teruggedraaid] == [20_000, 20_000], (
        "interest of March and April was over too much"
    )
    assert [feit.rente_cent for feit in feiten if isinstance(feit, RenteGeboekt)] == [
        19_667,
        19_667,
    ]
    herrekend = feiten[0]
    assert isinstance(herrekend, LeningHerrekend)
    assert "verschil € -706,66" in herrekend.uitleg.replace("\u2212", "-").replace("-€ ", "€ -")
    klopt(papier)


def test_alleen_wie_op_tijd_geboekt_is_of_later_komt_op_hetzelfde_uit() -> None:
    nagekomen, op_tijd = betaald_tot(APR, betaalt=False), betaald_tot(APR)
    for nummer, termijn in enumerate((70_000, 69_667, 69_333)):
        nagekomen.betaal(termijn, (FEB, MRT, APR)[nummer], date(2026, 5, 4))
    nagekomen.dag(date(2026, 5, 5), date(2026, 5, 4))
    assert nagekomen.lening.saldi.model_dump() == op_tijd.lening.saldi.model_dump()
    klopt(nagekomen)


def test_een_correctie_van_kosten_laat_de_oude_boeking_staan() -> None:
    papier = betaald_tot(date(2026, 3, 30))
    (kosten,) = besluit(papier, g.Kosten(bedrag_cent=700, grondslag="Awb 4:113"), date(2026, 3, 30))
    besluit(
        papier,
        g.Herroeping(soort="correctie", van=kosten.besluit_id),
        date(2026, 4, 2),
        motivering="vergissing",
    )  # type: ignore[attr-defined]
    assert papier.lening.saldi.kosten_cent == 0
    assert kosten in papier.feiten
    klopt(papier)


def test_uitstel_vraagt_alleen_rente() -> None:
    """W-12: during uitstel of aflossing the balance stays and the interest is asked."""
    papier = betaald_tot(date(2026, 3, 5))
    besluit(papier, g.Uitstel(van=date(2026, 3, 1), maanden=6), date(2026, 3, 5))
    papier.dagen(date(2026, 3, 6), MRT)
    assert (papier.lening.saldi.vervallen_cent, papier.lening.saldi.hoofdsom_cent) == (
        19_667,
        2_950_000,
    )
    stand = papier.lening.stand
    assert stand
    assert (stand.status, stand.uitstelmaanden, stand.einddatum) == (
        "uitstel",
        6,
        date(2031, 7, 31),
    )
    klopt(papier)


def test_uitstel_heeft_de_grenzen_van_artikel_41() -> None:
    """W-13."""
    papier = betaald_tot(date(2026, 3, 5))
    with pytest.raises(MutatieMagNiet, match="hooguit 12 maanden"):
        besluit(papier, g.Uitstel(van=date(2026, 3, 1), maanden=13), date(2026, 3, 5))
    for van, maanden in ((date(2026, 3, 1), 10), (date(2027, 1, 1), 8), (date(2028, 1, 1), 12)):
        besluit(papier, g.Uitstel(van=van, maanden=maanden), date(2026, 3, 5))
    with pytest.raises(MutatieMagNiet, match="hooguit 36 maanden"):
        besluit(papier, g.Uitstel(van=date(2029, 1, 1), maanden=7), date(2026, 3, 5))
    (feit,) = besluit(papier, g.Uitstel(van=date(2029, 1, 1), maanden=6), date(2026, 3, 5))
    assert any("4e periode" in tekst for tekst in feit.signalen)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "gegevens",
    [
        g.EindeBedrijf(verwijtbaar=False, renteloos=True),
        g.Rentekwijtschelding(
            boekjaar_begin=date(2026, 1, 1),
            netto_inkomen_cent=0,
            jaarnorm_cent=1,
            bijstand_in_boekjaar=False,
            vermogen_binnen_grens=True,
        ),
    ],
)
def test_een_tozo_lening_kent_artikel_21_en_43_niet(gegevens: g.Gegevens) -> None:
    papier = Papier(examples.open_lening(regeling="tozo", cohort=Cohort.TOZO))
    with pytest.raises(MutatieMagNiet, match="Tozo"):
        papier.doe(examples.voorstel(gegevens, date(2026, 4, 10)))


def test_uitstel_van_een_tozo_lening_is_awb_zonder_grens() -> None:
    papier = Papier(examples.open_lening(regeling="tozo", cohort=Cohort.TOZO))
    (feit,) = besluit(papier, g.Uitstel(van=date(2026, 2, 1), maanden=40), date(2026, 2, 1))
    assert feit.grondslag == "Awb 4:94"


@pytest.mark.parametrize(
    ("keuze", "vast_cent"), [("termijnbedrag_blijft", 50_000), ("einddatum_blijft", 40_000)]
)
def test_een_extra_aflossing_houdt_het_bedrag_of_de_einddatum(keuze, vast_cent: int) -> None:
    papier = betaald_tot(date(2026, 3, 1))
    papier.betaal(590_000, date(2026, 3, 1))
    besluit(
        papier, g.Betaalkeuze(betaling_id=UUID(int=papier.betaling), keuze=keuze), date(2026, 3, 2)
    )
    papier.dagen(date(2026, 3, 2), APR)
    april = papier.lening.vervallen[-1]
    assert (april.vervaldag, april.aflossing_cent) == (APR, vast_cent)
    klopt(papier)
    with pytest.raises(BetaalkeuzeKanNiet):
        besluit(papier, g.Betaalkeuze(betaling_id=UUID(int=77), keuze=keuze), date(2026, 4, 30))


def test_aflossing_ineens_kan_op_elke_dag() -> None:
    papier = betaald_tot(date(2026, 3, 10))
    papier.betaal(2_950_000 + 19_667, date(2026, 3, 10))
    besluit(
        papier,
        g.Betaalkeuze(betaling_id=UUID(int=papier.betaling), keuze="aflossing_ineens"),
        date(2026, 3, 10),
    )
    assert (
        papier.lening.status,
        papier.lening.saldi.hoofdsom_cent,
        papier.lening.saldi.rente_cent,
    ) == ("afgelost", 0, 0)
    klopt(papier)
    with pytest.raises(LeningIsAfgelost):
        besluit(papier, g.Uitstel(van=date(2026, 4, 1), maanden=2), date(2026, 3, 11))
    besluit(papier, g.Herroeping(soort="storno", van=UUID(int=papier.betaling)), date(2026, 3, 12))
    assert (papier.lening.status, "LeningHeropend" in namen(papier.feiten)) == ("lopend", True)


def test_geld_kwijtschelden_opeisen_of_teruggeven_vraagt_een_tweede_persoon() -> None:
    papier = betaald_tot(date(2026, 3, 30))
    opeising = g.Opeising(grond=Grond.BESTEMMING)
    with pytest.raises(BesluitVraagtTweedePersoon):
        besluit(papier, opeising, date(2026, 3, 30))
    voorstel = examples.voorstel(opeising, date(2026, 3, 30), motivering="betaalt_niet")
    assert namen(papier.doe(voorstel)) == ["BesluitVoorgesteld"]
    assert papier.doe(voorstel) == []
    assert papier.lening.saldi.vervallen_cent == 0
    with pytest.raises(VoorstelIsVanUzelf):
        papier.doe(examples.bekrachtig(voorstel, "debiteuren-1"))
    with pytest.raises(MandaatOntbreekt):
        papier.doe(examples.bekrachtig(voorstel, "auditor-1"))
    with pytest.raises(MandaatOntbreekt):
        papier.doe(examples.bekrachtig(voorstel, "consulent-2"))
    (feit,) = papier.doe(examples.bekrachtig(voorstel))
    assert (feit.voorgesteld_door, feit.besloten_door, feit.mandaat) == (
        "debiteuren-1",
        "teamleider-1",
        "M-1",
    )  # type: ignore[attr-defined]
    assert papier.lening.saldi.vervallen_cent == 2_950_000
    with pytest.raises(VoorstelIsOnbekend):
        papier.doe(examples.bekrachtig(voorstel))
    klopt(papier)


def test_een_voorstel_kan_worden_verworpen() -> None:
    papier = betaald_tot(date(2026, 3, 30))
    voorstel = examples.voorstel(g.Opeising(grond=Grond.INSOLVENTIE), date(2026, 3, 30))
    papier.doe(voorstel)
    verwerp = examples.VerwerpVoorstel(
        lening_id=voorstel.lening_id,
        besluit_id=voorstel.besluit_id,
        op=voorstel.op,
        actor="debiteuren-1",
    )
    assert namen(papier.doe(verwerp)) == ["VoorstelVerworpen"]
    assert papier.lening.voorstellen == ()


@pytest.mark.parametrize(
    ("gegevens", "rekening", "cent"),
    [
        (
            g.Kwijtschelding(bedrag_cent=10_000, deel="rente", grondslag="Beleidsregel 2"),
            "lasten_kwijtgescholden_rente",
            10_000,
        ),
        (
            g.Schuldregeling(bedrag_cent=2_000_000, alle_schuldeisers_werken_mee=True),
            "lasten_kwijtgescholden_hoofdsom",
            2_000_000,
        ),
        (
            g.AchterstandKwijt(grondslag="Toeslagengedupeerden"),
            "lasten_kwijtgescholden_rente",
            40_000,
        ),
    ],
)
def test_kwijtschelden_zijn_lasten_tegen_wat_open_stond(
    gegevens: g.Gegevens, rekening: str, cent: int
) -> None:
    papier = betaald_tot(date(2026, 4, 10), betaalt=False)
    samen(papier, gegevens, date(2026, 4, 10))
    assert rekeningen(papier)[rekening] == cent
    klopt(papier)


def test_een_schuldregeling_vraagt_alle_schuldeisers() -> None:
    papier = betaald_tot(date(2026, 4, 10))
    with pytest.raises(MutatieMagNiet, match="schuldeisers"):
        samen(
            papier,
            g.Schuldregeling(bedrag_cent=5, alle_schuldeisers_werken_mee=False),
            date(2026, 4, 10),
        )


def test_na_het_einde_van_het_bedrijf_is_de_rest_renteloos_en_gaat_de_helft_boven_de_norm_naar_aflossing() -> (
    None
):
    papier = betaald_tot(MRT)
    samen(papier, g.EindeBedrijf(verwijtbaar=False, renteloos=True), MRT)
    besluit(papier, g.Draagkracht(netto_inkomen_cent=200_000, norm_cent=150_001), MRT)
    papier.dagen(date(2026, 4, 1), date(2026, 6, 1))
    # March was paid whole on its last day; the interest of that day (1/31 of € 196,67) goes back and pays part of what is due.
    assert papier.lening.saldi.vervallen_cent == 25_000 - 635
    assert papier.van(RenteGeboekt)[-1].valutadatum == MRT
    klopt(papier)
    with pytest.raises(MutatieMagNiet, match="verwijtbaar"):
        samen(betaald_tot(MRT), g.EindeBedrijf(verwijtbaar=True, renteloos=True), MRT)


def test_wettelijke_rente_gaat_bij_beschikking_en_weigert_een_onbekend_percentage() -> None:
    papier = betaald_tot(date(2026, 4, 10), betaalt=False)
    with pytest.raises(MutatieMagNiet, match="wettelijke_rente"):
        samen(
            papier, g.WettelijkeRente(tot=date(2026, 10, 1), toerekenbaar=True), date(2026, 4, 10)
        )


def test_een_storno_na_het_terugstorten_maakt_de_teruggave_een_vordering() -> None:
    papier = betaald_tot(date(2026, 3, 10))
    voor = papier.lening.saldi
    papier.betaal(1_000, date(2026, 3, 10))
    samen(papier, g.Terugstorting(bedrag_cent=1_000), date(2026, 3, 11))
    assert papier.lening.saldi.tegoed_cent == 0
    besluit(papier, g.Herroeping(soort="storno", van=UUID(int=papier.betaling)), date(2026, 3, 12))
    assert papier.lening.saldi == voor.model_copy(update={"tegoed_cent": -1_000})
    klopt(papier)


def test_buiten_invordering_en_hervat() -> None:
    papier = betaald_tot(MRT)
    samen(papier, g.BuitenInvordering(), MRT)
    assert papier.lening.stand
    assert papier.lening.stand.status == "buiten_invordering"
    samen(papier, g.BuitenInvordering(hervat=True), date(2026, 4, 1))
    assert namen(papier.feiten)[-1] == "InvorderingHervat"


def test_niets_telt_in_de_toekomst() -> None:
    with pytest.raises(ValutadatumKanNiet):
        besluit(betaald_tot(MRT), g.Kosten(bedrag_cent=1, grondslag="Awb"), MRT, valutadatum=APR)
