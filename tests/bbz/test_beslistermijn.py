"""The term to decide: its length, one extension, standing still, and that its end is told once (Bbz art. 35; Awb 4:15; Atw 4 a)."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.bbz.domain.beslistermijn import beslistermijn_tot, opgeschorte_dagen
from services.bbz.domain.commands import (
    ControleerBeslistermijn,
    StelBuitenBehandeling,
    VerlengBeslistermijn,
    VerwerkAanvulling,
    VraagAanvulling,
)
from services.bbz.domain.events import (
    AanvraagBuitenBehandelingGesteld,
    AanvullingAlsnogBinnen,
    AanvullingGevraagd,
    AanvullingVerwerkt,
    BeslistermijnVerlengd,
    BeslistermijnVerstreken,
)
from services.bbz.domain.weigeringen import (
    BeslistermijnIsAlVerlengd,
    BeslistermijnIsVoorbij,
    BesluitMagNiet,
    BuitenBehandelingIsTeLaat,
    GeenStukUitgebleven,
    VerlengingIsTeLang,
)
from services.bbz.examples import AANVRAAG, BESLOTEN, PARAMETERS, TERMIJN, UITVRAAG
from shared.recht import beslistermijnen as termijnen
from tests.bbz.gegeven import BEOORDEELD, KADER, OPEN, als, gegeven, stil_daarna

NA = TERMIJN + timedelta(days=1)


def controleer(op: date) -> ControleerBeslistermijn:
    return ControleerBeslistermijn(aanvraag_id=AANVRAAG, op=op)


def vraag(tot: date = date(2025, 10, 13), op: date = BESLOTEN) -> VraagAanvulling:
    return VraagAanvulling(
        aanvraag_id=AANVRAAG, uitvraag_id=UITVRAAG, op=op, hersteltermijn_tot=tot
    )


def binnen(op: date, uitvraag_id: UUID = UITVRAAG) -> VerwerkAanvulling:
    return VerwerkAanvulling(aanvraag_id=AANVRAAG, uitvraag_id=uitvraag_id, op=op)


def stel(op: date, wie: str = "consulent-2") -> StelBuitenBehandeling:
    return StelBuitenBehandeling(aanvraag_id=AANVRAAG, ondertekenaar=wie, op=op)


def verleng(weken: int, op: date = BESLOTEN) -> VerlengBeslistermijn:
    return VerlengBeslistermijn(aanvraag_id=AANVRAAG, op=op, weken=weken)


@pytest.mark.parametrize(
    ("ontvangen", "laatste"),
    [
        (date(2025, 9, 1), date(2025, 12, 1)),
        (date(2026, 3, 2), date(2026, 6, 1)),
        (date(2026, 2, 23), date(2026, 5, 25)),
        (date(2025, 9, 25), date(2025, 12, 25)),
        (date(2025, 9, 27), date(2025, 12, 27)),
    ],
)
def test_dertien_weken_na_ontvangst_ook_als_dat_een_feestdag_of_zaterdag_is(
    ontvangen: date, laatste: date
) -> None:
    assert beslistermijn_tot(ontvangen, PARAMETERS) == laatste


@given(ontvangen=st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_dezelfde_dag_als_de_rekenhulp_van_de_wet(ontvangen: date) -> None:
    assert (
        beslistermijn_tot(ontvangen, PARAMETERS)
        == termijnen.beslistermijn(ontvangen, PARAMETERS).laatste_dag
    )


def test_een_keer_verlengen_met_hooguit_dertien_weken() -> None:
    verlengd = als(OPEN, verleng(13))
    assert [type(feit) for feit in verlengd] == [BeslistermijnVerlengd]
    assert gegeven((*OPEN, *verlengd)).beslistermijn_tot == date(2026, 3, 2)
    with pytest.raises(BeslistermijnIsAlVerlengd):
        als((*OPEN, *verlengd), verleng(1))
    with pytest.raises(VerlengingIsTeLang, match="14 weken"):
        als(OPEN, verleng(14))


def test_verlengen_kan_tot_en_met_de_laatste_dag() -> None:
    assert als(OPEN, verleng(1, TERMIJN))
    with pytest.raises(BeslistermijnIsVoorbij):
        als(OPEN, verleng(1, NA))


def test_het_einde_van_de_termijn_wordt_een_keer_gemeld() -> None:
    assert als(BEOORDEELD, controleer(TERMIJN)) == []
    verstreken = als(BEOORDEELD, controleer(NA))
    assert [type(feit) for feit in verstreken] == [BeslistermijnVerstreken]
    for later in (NA, NA + timedelta(days=1), NA + timedelta(days=400)):
        assert als((*BEOORDEELD, *verstreken), controleer(later)) == []
    assert gegeven((*BEOORDEELD, *verstreken)).laatste_dag is None
    assert als((), controleer(NA)) == []


def test_de_termijn_staat_stil_tot_de_aanvulling_binnen_is() -> None:
    gevraagd = (*OPEN, *als(OPEN, vraag()))
    assert stil_daarna(OPEN, vraag())
    assert gegeven(gevraagd).laatste_dag == date(2025, 10, 13)
    verwerkt = als(gevraagd, binnen(date(2025, 10, 6)))
    assert len(verwerkt) == 1
    assert isinstance(verwerkt[0], AanvullingVerwerkt)
    assert (verwerkt[0].dagen, verwerkt[0].beslistermijn_tot, verwerkt[0].is_uitgebleven) == (
        6,
        date(2025, 12, 7),
        False,
    )
    assert als((*gevraagd, *verwerkt), binnen(date(2025, 10, 7))) == []
    assert als(gevraagd, binnen(date(2025, 10, 6), UUID(int=5))) == []


def test_een_aanvulling_die_uitblijft_laat_de_termijn_weer_lopen() -> None:
    gevraagd = (*OPEN, *als(OPEN, vraag()))
    assert als(gevraagd, controleer(date(2025, 10, 13))) == []
    uitgebleven = als(gevraagd, controleer(date(2025, 10, 14)))
    assert [(type(feit), getattr(feit, "dagen", 0)) for feit in uitgebleven] == [
        (AanvullingVerwerkt, 13)
    ]
    assert gegeven((*gevraagd, *uitgebleven)).laatste_dag == date(2025, 12, 14)


def test_een_dag_die_veel_later_komt_meldt_beide_eindes() -> None:
    gevraagd = (*OPEN, *als(OPEN, vraag()))
    assert [type(feit) for feit in als(gevraagd, controleer(date(2026, 6, 1)))] == [
        AanvullingVerwerkt,
        BeslistermijnVerstreken,
    ]


def test_een_vraag_waarvoor_de_termijn_niet_stil_kan_staan_doet_niets() -> None:
    gevraagd = (*OPEN, *als(OPEN, vraag()))
    ander = vraag(date(2025, 10, 20)).na(uitvraag_id=UUID(int=5))
    assert als(gevraagd, ander) == []
    assert als(OPEN, vraag(BESLOTEN)) == []
    assert als(OPEN, vraag(NA + timedelta(days=9), NA)) == []
    assert als((), vraag()) == []


def test_een_nieuwe_vraag_na_de_laatste_dag_sluit_eerst_de_oude_af() -> None:
    gevraagd = (*OPEN, *als(OPEN, vraag()))
    ander = vraag(date(2025, 11, 3), date(2025, 10, 20)).na(uitvraag_id=UUID(int=5))
    feiten = als(gevraagd, ander)
    assert [type(feit) for feit in feiten] == [AanvullingVerwerkt, AanvullingGevraagd]
    na = gegeven((*gevraagd, *feiten))
    assert na.aanvulling
    assert na.uitgebleven is None


def test_buiten_behandeling_kan_alleen_na_stukken_die_uitbleven_en_tot_vier_weken_daarna() -> None:
    gevraagd = (*OPEN, *als(OPEN, vraag()))
    for zonder in (OPEN, gevraagd):
        with pytest.raises(GeenStukUitgebleven):
            als(zonder, stel(date(2025, 10, 13)))
    uitgebleven = (*gevraagd, *als(gevraagd, controleer(date(2025, 10, 14))))
    laatste = gegeven(uitgebleven).uitgebleven
    assert laatste
    assert laatste.buiten_behandeling_tot == date(2025, 11, 10)
    (gesteld,) = als(uitgebleven, stel(date(2025, 11, 10)))
    assert isinstance(gesteld, AanvraagBuitenBehandelingGesteld)
    assert gesteld.hersteltermijn_tot == date(2025, 10, 13)
    assert als((*uitgebleven, gesteld), stel(date(2025, 11, 10))) == []
    assert gegeven((*uitgebleven, gesteld)).status == "buiten_behandeling"
    assert gegeven((*uitgebleven, gesteld)).laatste_dag is None
    with pytest.raises(BuitenBehandelingIsTeLaat):
        als(uitgebleven, stel(date(2025, 11, 11)))
    with pytest.raises(BesluitMagNiet):
        als(uitgebleven, stel(date(2025, 11, 10), "auditor-1"))


def test_wat_te_laat_maar_voor_het_besluit_binnenkomt_wordt_behandeld() -> None:
    gevraagd = (*OPEN, *als(OPEN, vraag()))
    uitgebleven = (*gevraagd, *als(gevraagd, controleer(date(2025, 10, 14))))
    (alsnog,) = als(uitgebleven, binnen(date(2025, 10, 20)))
    assert isinstance(alsnog, AanvullingAlsnogBinnen)
    assert als((*uitgebleven, alsnog), binnen(date(2025, 10, 21))) == []
    with pytest.raises(GeenStukUitgebleven):
        als((*uitgebleven, alsnog), stel(date(2025, 10, 21)))


@given(gevraagd=st.dates(date(2025, 1, 1), date(2026, 1, 1)), dagen=st.integers(0, 200))
def test_opgeschorte_dagen_tellen_zoals_de_rekenhulp_van_de_wet(gevraagd: date, dagen: int) -> None:
    tot = gevraagd + timedelta(days=dagen)
    assert opgeschorte_dagen(gevraagd, tot) == len(termijnen.Opschorting(gevraagd, tot).dagen)


@given(
    weken=st.integers(1, 13),
    op=st.dates(date(2025, 9, 1), TERMIJN),
    dag=st.dates(date(2025, 9, 1), date(2026, 12, 31)),
)
def test_verstreken_is_precies_na_de_laatste_dag(weken: int, op: date, dag: date) -> None:
    verlengd = (*OPEN, *als(OPEN, verleng(weken, op), KADER))
    laatste = gegeven(verlengd).beslistermijn_tot
    assert bool(als(verlengd, controleer(dag))) == (dag > laatste)


def test_een_late_dag_op_de_laatste_dag_zelf_meldt_geen_einde() -> None:
    gevraagd = (*OPEN, *als(OPEN, vraag()))
    assert [type(feit) for feit in als(gevraagd, controleer(date(2025, 12, 14)))] == [
        AanvullingVerwerkt
    ]
    assert [type(feit) for feit in als(gevraagd, controleer(date(2025, 12, 15)))] == [
        AanvullingVerwerkt,
        BeslistermijnVerstreken,
    ]


def test_een_aanvulling_op_de_laatste_dag_is_op_tijd() -> None:
    gevraagd = (*OPEN, *als(OPEN, vraag()))
    for op, uitgebleven in ((date(2025, 10, 13), False), (date(2025, 10, 14), True)):
        verwerkt, *alsnog = als(gevraagd, binnen(op))
        assert bool(alsnog) is uitgebleven
        assert isinstance(verwerkt, AanvullingVerwerkt)
        assert (verwerkt.is_uitgebleven, verwerkt.dagen) == (uitgebleven, 13)


def test_een_verlenging_noemt_haar_artikel() -> None:
    (verlengd,) = als(OPEN, verleng(13))
    assert isinstance(verlengd, BeslistermijnVerlengd)
    assert (verlengd.grondslag, verlengd.weken) == ("Bbz art. 35 lid 3", 13)
