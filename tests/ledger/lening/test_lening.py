"""Given facts, when a request, then facts: the loan from opening to the last cent (rekenregels 1, W-04, W-05)."""

from datetime import date
from decimal import Decimal
from typing import get_args

import pytest

from services.ledger import examples
from services.ledger.domain.grootboek.weigeringen import BedragIsNietPositief
from services.ledger.domain.lening.commands import Leningverzoek
from services.ledger.domain.lening.events import (
    LENINGFEITEN,
    AflossingGeboekt,
    BetalingGemist,
    LeningGeopend,
    RenteGeboekt,
    TermijnVervallen,
)
from services.ledger.domain.lening.onderdelen import Termijndeel
from services.ledger.domain.lening.state import Lening
from services.ledger.domain.lening.toelichting import uitleg_van
from services.ledger.domain.lening.weigeringen import LeningIsAfgelost, LeningIsOnbekend
from services.ledger.domain.vier_ogen.weigeringen import Weigering
from shared.dates import plus_maanden
from shared.recht.aflosschema import SchemaKanNiet, aflosschema
from tests.steun.ledger.boek import Papier, namen, rekeningen
from tests.steun.ledger.verhalen import elk_besluit

ANNUITEIT = examples.open_lening(methode="annuitair")
RENTELOOS = examples.open_lening(
    methode="renteloos",
    jaarrente_procent=Decimal(0),
    product="bedrijfskapitaal_renteloos",
    termijnen=30,
)
OP_DAGEN = examples.open_lening(dagtelling="act_365", termijnen=12)
EIND_FEBRUARI, EIND_MAART, EIND_APRIL = date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)


@pytest.mark.parametrize(
    ("opening", "rente_cent", "laatste_cent"),
    [
        (examples.open_lening(), 610_000, 50_333),
        (ANNUITEIT, 649_752, 60_841),
        (RENTELOOS, 0, 100_000),
    ],
    ids=["W-04 lineair", "W-05 annuiteit", "renteloos"],
)
def test_een_lening_die_elke_maand_betaald_wordt_volgt_het_schema_op_de_cent(
    opening, rente_cent: int, laatste_cent: int
) -> None:
    papier = Papier(opening)
    schema = aflosschema(papier.lening.vraag)
    for termijn in schema.termijnen:
        papier.dag(termijn.vervaldag)
        vervallen = papier.van(TermijnVervallen)[-1]
        assert (vervallen.termijn, vervallen.vervaldag) == (termijn.nr, termijn.vervaldag)
        assert (vervallen.rente_cent, vervallen.aflossing_cent) == (
            termijn.rente_cent,
            termijn.aflossing_cent,
        )
        papier.betaal(termijn.termijn_cent, termijn.vervaldag)
        assert papier.lening.saldi.hoofdsom_cent == termijn.eindsaldo_cent
    assert sum(feit.rente_cent for feit in papier.van(RenteGeboekt)) == rente_cent
    assert schema.termijnen[-1].termijn_cent == laatste_cent
    assert namen(papier.feiten)[-1] == "LeningAfgelost"
    assert papier.lening.saldi.model_dump() == dict.fromkeys(papier.lening.saldi.model_dump(), 0)
    eind = {
        "bank": 3_000_000 + rente_cent,
        "uitbetaald_bedrijfskapitaal": -3_000_000,
        "hoofdsom": 0,
        "verschenen_rente": 0,
    }
    assert rekeningen(papier) == eind | {"baten_rente": -rente_cent} or not rente_cent


def test_een_opening_vermeldt_schema_kenmerk_en_boeking() -> None:
    geopend = Papier().feiten[0]
    assert isinstance(geopend, LeningGeopend)
    assert (geopend.voorwaarden.vast_cent, geopend.einddatum, len(geopend.betalingskenmerk)) == (
        50_000,
        date(2031, 1, 31),
        16,
    )
    assert sum(regel.bedrag_cent for regel in geopend.boekregels) == 0
    assert geopend.saldi.hoofdsom_cent == 3_000_000


def test_een_lening_wordt_een_keer_geopend() -> None:
    papier = Papier()
    assert papier.doe(examples.open_lening()) == []


def test_rente_wordt_een_keer_per_termijn_geboekt_met_uitleg_en_grondslag() -> None:
    papier = Papier()
    assert namen(papier.dag(EIND_FEBRUARI)) == ["RenteGeboekt", "TermijnVervallen"]
    assert papier.dag(EIND_FEBRUARI) == []
    rente = papier.van(RenteGeboekt)[0]
    assert (
        uitleg_van(rente)
        == "Rente februari 2026: 8 % van € 30.000,00 / 12 = € 200,00 (Bbz art. 15)"
    )
    assert (rente.grondslag, rente.parameterset, rente.boekdatum) == (
        "Bbz art. 15",
        "0123456789abcdef",
        EIND_FEBRUARI,
    )


def test_er_gebeurt_niets_voor_het_einde_van_de_termijn() -> None:
    assert Papier().dag(date(2026, 2, 27)) == []


def test_achterstallige_hoofdsom_blijft_rente_dragen() -> None:
    papier = Papier()
    papier.dag(EIND_FEBRUARI)
    papier.dag(EIND_MAART)
    assert [feit.rente_cent for feit in papier.van(RenteGeboekt)] == [20_000, 20_000]
    papier.betaal(70_000, date(2026, 4, 1))
    papier.dag(EIND_APRIL)
    assert papier.van(RenteGeboekt)[-1].rente_cent == 19_800, (
        "credited on the first day, and 400 of it went to the interest of two terms"
    )


@pytest.mark.parametrize(
    ("dag", "rente_cent"), [(date(2026, 4, 1), 19_667), (date(2026, 4, 2), 20_000)]
)
def test_een_ontvangst_op_de_eerste_dag_telt_mee_en_een_latere_pas_de_volgende_termijn(
    dag: date, rente_cent: int
) -> None:
    papier = Papier()
    papier.dag(EIND_MAART)
    papier.betaal(90_000, dag)
    papier.dag(EIND_APRIL)
    assert papier.van(RenteGeboekt)[-1].rente_cent == rente_cent


def test_een_betaling_gaat_naar_rente_en_dan_naar_de_oudste_hoofdsom() -> None:
    papier = Papier()
    papier.dag(EIND_FEBRUARI)
    papier.dag(EIND_MAART)
    papier.betaal(50_000, date(2026, 4, 2))
    betaling = papier.van(AflossingGeboekt)[0]
    assert (betaling.rente_cent, betaling.aflossing_cent, betaling.tegoed_cent) == (
        40_000,
        10_000,
        0,
    )
    assert betaling.delen == (
        Termijndeel(termijn=1, rente_cent=20_000, aflossing_cent=10_000),
        Termijndeel(termijn=2, rente_cent=20_000),
    )


def test_wie_te_vroeg_betaalt_heeft_tegoed_dat_de_termijn_op_de_vervaldag_betaalt() -> None:
    papier = Papier()
    assert papier.betaal(70_000, date(2026, 2, 20))[0].saldi.tegoed_cent == 70_000
    assert namen(papier.dag(EIND_FEBRUARI, EIND_MAART)) == [
        "RenteGeboekt",
        "TermijnVervallen",
        "AflossingGeboekt",
    ]
    assert papier.lening.saldi.model_dump(exclude={"hoofdsom_cent"}) == dict.fromkeys(
        (
            "rente_cent",
            "kosten_cent",
            "vervallen_cent",
            "achterstand_cent",
            "tegoed_cent",
            "gemiste_termijnen",
        ),
        0,
    )


def test_wie_veel_meer_betaalt_lost_extra_af_en_houdt_zijn_termijnbedrag() -> None:
    papier = Papier()
    papier.dag(EIND_FEBRUARI)
    betaling = papier.betaal(70_000 + 69_667 + 500_000, EIND_FEBRUARI)[0]
    assert isinstance(betaling, AflossingGeboekt)
    assert (betaling.rente_cent, betaling.aflossing_cent) == (20_000, 50_000)
    papier.dag(EIND_MAART)
    assert papier.van(TermijnVervallen)[-1].aflossing_cent == 50_000
    assert papier.van(RenteGeboekt)[-1].rente_cent == round(
        (3_000_000 - 50_000 - betaling.extra_cent) * 8 / 1200
    )


def test_een_betaling_in_een_keer_midden_in_de_maand_laat_de_rente_van_die_maand_staan() -> None:
    papier = Papier()
    papier.dag(EIND_FEBRUARI)
    papier.betaal(70_000, EIND_FEBRUARI)
    papier.betaal(2_950_000 + 19_667, date(2026, 3, 10))
    assert papier.lening.status == "lopend"
    papier.dag(EIND_MAART)
    assert (papier.lening.status, papier.lening.saldi.tegoed_cent) == ("afgelost", 0)


def test_wat_te_veel_is_betaald_blijft_zichtbaar_als_tegoed() -> None:
    papier = Papier(RENTELOOS)
    papier.betaal(3_000_500, date(2026, 2, 10))
    for maanden in range(31):
        papier.dag(plus_maanden(EIND_FEBRUARI, maanden))
    assert (
        papier.lening.status,
        papier.lening.saldi.tegoed_cent,
        papier.lening.saldi.hoofdsom_cent,
    ) == ("afgelost", 500, 0)


def test_een_gemiste_betaling_wordt_een_keer_vastgesteld() -> None:
    papier = Papier()
    papier.dag(EIND_FEBRUARI, date(2026, 2, 27))
    gemist = papier.dag(date(2026, 3, 2), date(2026, 3, 1))
    assert namen(gemist) == ["BetalingGemist"]
    assert isinstance(gemist[0], BetalingGemist)
    assert (
        gemist[0].openstaand_cent,
        gemist[0].gemiste_termijnen,
        gemist[0].saldi.achterstand_cent,
    ) == (70_000, 1, 70_000)
    assert papier.dag(date(2026, 3, 3), date(2026, 3, 2)) == []


@pytest.mark.parametrize("tot", [None, date(2026, 2, 27), EIND_FEBRUARI])
def test_niemand_wordt_gemaand_om_geld_dat_in_een_ongelezen_bestand_kan_staan(
    tot: date | None,
) -> None:
    papier = Papier()
    papier.dag(EIND_FEBRUARI, tot)
    assert papier.dag(date(2026, 3, 10), tot) == []


def test_wie_op_tijd_betaalt_mist_niets_en_wie_deels_betaalt_mist_de_rest() -> None:
    papier = Papier()
    papier.dag(EIND_FEBRUARI)
    papier.betaal(69_999, EIND_FEBRUARI, date(2026, 3, 2))
    (gemist,) = papier.dag(date(2026, 3, 2), date(2026, 3, 1))
    assert isinstance(gemist, BetalingGemist)
    assert (gemist.openstaand_cent, gemist.termijnbedrag_cent) == (1, 70_000)


def test_een_achterstand_is_ingelopen_als_alles_wat_gemist_is_betaald_is() -> None:
    papier = Papier()
    papier.dag(EIND_FEBRUARI)
    papier.dag(date(2026, 4, 2), date(2026, 4, 1))
    assert namen(papier.betaal(90_000, date(2026, 4, 3)))[-1] == "AflossingGeboekt"
    assert namen(papier.betaal(50_000, date(2026, 4, 4))) == [
        "AflossingGeboekt",
        "AchterstandIngelopen",
    ]


def test_een_betaling_die_geboekte_rente_verandert_laat_de_lening_herrekenen() -> None:
    papier = Papier()
    papier.dag(EIND_MAART)
    assert namen(papier.betaal(40_000, EIND_MAART, date(2026, 4, 2))) == ["AflossingGeboekt"]
    assert namen(papier.betaal(40_000, EIND_FEBRUARI, date(2026, 4, 2)))[0] == "LeningHerrekend"


def test_een_betaling_van_voor_de_vervaldag_die_later_bekend_wordt_draait_niets_terug() -> None:
    papier = Papier()
    papier.dag(EIND_FEBRUARI)
    assert namen(papier.betaal(70_000, date(2026, 2, 27), date(2026, 3, 2))) == [
        "AflossingGeboekt",
        "AflossingGeboekt",
    ]
    assert (papier.lening.saldi.vervallen_cent, papier.lening.saldi.tegoed_cent) == (0, 0)


def test_dagrente_wacht_op_de_afschriften_en_telt_elke_dag_tot_de_ontvangst() -> None:
    papier = Papier(OP_DAGEN)
    assert papier.dag(date(2026, 3, 1), date(2026, 2, 27)) == []
    papier.betaal(1_000_000, date(2026, 2, 15), date(2026, 3, 1))
    papier.dag(date(2026, 3, 1), EIND_FEBRUARI)
    rente = papier.van(RenteGeboekt)[0]
    exact = (3_000_000 * 14 + 2_000_000 * 14) * Decimal(8) / 100 / 365
    assert rente.rente_cent == int(exact.quantize(Decimal(1)))
    assert namen(papier.betaal(500_000, EIND_FEBRUARI, date(2026, 3, 2)))[0] == "LeningHerrekend"


def test_dagen_na_elkaar_of_in_een_keer_geeft_hetzelfde() -> None:
    per_dag, ineens = Papier(), Papier()
    per_dag.dagen(date(2026, 2, 1), date(2026, 8, 15))
    ineens.dag(date(2026, 8, 15), date(2026, 8, 14))
    wanneer = {"gerekend_tm": True, "stand": {"gerekend_tm"}}
    assert per_dag.lening.model_dump(exclude=wanneer) == ineens.lening.model_dump(exclude=wanneer)


def test_een_vervaldag_na_de_termijn_laat_de_rente_eerst_boeken() -> None:
    papier = Papier(examples.open_lening(eerste_vervaldag=date(2026, 3, 15)))
    assert namen(papier.dag(EIND_FEBRUARI)) == ["RenteGeboekt"]
    assert namen(papier.dag(date(2026, 3, 14))) == []
    assert namen(papier.dag(date(2026, 3, 15))) == ["TermijnVervallen"]


def test_een_vervaldag_in_de_termijn_boekt_de_rente_op_die_dag() -> None:
    papier = Papier(examples.open_lening(eerste_vervaldag=date(2026, 2, 20)))
    assert namen(papier.dag(date(2026, 2, 19))) == []
    assert namen(papier.dag(date(2026, 2, 20))) == ["RenteGeboekt", "TermijnVervallen"]


def _afgelost() -> Lening:
    papier = Papier(RENTELOOS)
    papier.betaal(3_000_000, date(2026, 2, 10))
    papier.dag(date(2028, 12, 31))
    return papier.lening


@pytest.mark.parametrize(
    ("lening", "verzoek", "weigering"),
    [
        (Lening(), examples.boek_betaling(), LeningIsOnbekend),
        (Papier().lening, examples.boek_betaling(0), BedragIsNietPositief),
        (_afgelost(), examples.boek_betaling(), LeningIsAfgelost),
        (
            Lening(),
            examples.open_lening(dagtelling="act_365", eerste_vervaldag=date(2026, 2, 20)),
            SchemaKanNiet,
        ),
        (Lening(), examples.open_lening(termijnen=0), SchemaKanNiet),
    ],
)
def test_weigeringen_zeggen_in_een_zin_waarom(
    lening: Lening, verzoek, weigering: type[Exception]
) -> None:
    papier = Papier()
    papier.lening = lening
    with pytest.raises(weigering) as gezegd:
        papier.doe(verzoek)
    assert str(gezegd.value).endswith(".")
    assert (
        lening.status != "onbekend"
        or not issubclass(weigering, Weigering)
        or papier.lening is lening
    )


def test_een_dag_voor_een_onbekende_of_afgeloste_lening_doet_niets() -> None:
    papier = Papier()
    for lening in (Lening(), _afgelost()):
        papier.lening = lening
        assert papier.dag(date(2030, 1, 1)) == []


def test_de_voorbeelden_tonen_elk_feit_en_elk_verzoek() -> None:
    assert {type(feit).__name__ for feit in (*examples.feiten(), *elk_besluit())} == set(
        LENINGFEITEN
    )
    assert {type(verzoek) for verzoek in examples.VERZOEKEN} == set(get_args(Leningverzoek))
