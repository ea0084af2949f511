"""Living costs in the dossier: granted, settled, and what must be paid back as a task with its own page."""

from datetime import date
from typing import Any

from services.routing.projections.dossier import Dossier, evolve
from services.routing.projections.taken import eerstvolgende
from services.routing.projections.tijdlijn import regel_van
from shared.contracts import bbz, vordering
from tests.routing.test_werkvoorraad import AANVRAAG, BELOFTEN, DOSSIER, GEOPEND, LENING, MAANDAG

TOEGEKEND = bbz.LevensonderhoudToegekend(
    dossier_id=DOSSIER,
    aanvraag_id=AANVRAAG,
    gemeente="GM9901",
    groep="gevestigd",
    vorm="renteloze_lening",
    huishouden="alleenstaande",
    maandbedragen=tuple(
        bbz.Maandbedrag(maand=date(2026, maand, 1), bedrag_cent=cent)
        for maand, cent in ((3, 100_000), (4, 90_000))
    ),
    grondslag="Bbz art. 11 lid 1",
    aanvraagdatum=MAANDAG,
    besluitdatum=date(2026, 3, 9),
    parameterset="0" * 16,
    ondertekenaar="consulent-2",
    mandaat="M-2025-01",
)


def mutatie(
    soort: type[vordering.Vorderingsmutatie],
    achterstand: int = 0,
    saldo: int = 50_000,
    **anders: Any,
) -> vordering.Vorderingsmutatie:
    return soort(
        vordering_id=LENING,
        dossier_id=DOSSIER,
        gemeente="GM9901",
        boekdatum=date(2027, 5, 3),
        valutadatum=date(2027, 5, 3),
        hoofdsom_saldo_cent=saldo,
        rente_saldo_cent=0,
        kosten_saldo_cent=0,
        achterstand_cent=achterstand,
        grondslag="Awb 4:97",
        uitleg="€ 500,00 is niet op tijd betaald.",
        **anders,
    )


VERZUIM = mutatie(
    vordering.VerzuimIngetreden,
    50_000,
    termijn=1,
    vervaldag=date(2027, 4, 30),
    openstaand_cent=50_000,
    verzuim_vanaf=date(2027, 5, 1),
    betalingskenmerk="1234567890123456",
)


def test_toegekend_levensonderhoud_staat_in_het_dossier_en_de_tijdlijn() -> None:
    dossier = evolve(evolve(Dossier(), GEOPEND), TOEGEKEND)
    assert [(een.stand, een.sinds) for een in dossier.aanvragen] == [
        ("toegekend", date(2026, 3, 9))
    ]
    regel = regel_van(TOEGEKEND)
    assert (regel.wat, regel.toelichting, regel.wie) == (
        "Levensonderhoud toegekend",
        "2 maanden, samen € 1.900,00.",
        "consulent-2",
    )


def test_een_vordering_in_verzuim_wordt_een_taak_met_haar_eigen_pagina_en_verdwijnt_als_zij_is_voldaan() -> (
    None
):
    geopend = evolve(evolve(Dossier(), GEOPEND), TOEGEKEND)
    rood = evolve(geopend, VERZUIM)
    assert [(een.soort, een.achterstand_cent, een.saldo_cent) for een in rood.leningen] == [
        ("vordering", 50_000, 50_000)
    ]
    taak = eerstvolgende(rood, BELOFTEN)
    assert (taak.stap, taak.adres) == ("achterstand", f"/vorderingen/{LENING}/invordering")
    voldaan = evolve(rood, mutatie(vordering.VorderingVoldaan, 0, 0))
    assert [(een.is_afgelost, een.achterstand_sinds) for een in voldaan.leningen] == [(True, None)]
    assert eerstvolgende(voldaan, BELOFTEN).stap == "afgesloten"


def test_de_tijdlijn_noemt_vordering_en_vaststelling_met_hun_pagina() -> None:
    assert (regel_van(VERZUIM).wat, regel_van(VERZUIM).adres) == (
        "Verzuim ingetreden",
        f"/vorderingen/{LENING}",
    )
    vastgesteld = vordering.LevensonderhoudVastgesteld(
        vaststelling_id=LENING,
        dossier_id=DOSSIER,
        aanvraag_id=AANVRAAG,
        gemeente="GM9901",
        boekjaar_begin=date(2026, 1, 1),
        verstrekt_cent=190_000,
        netto_inkomen_cent=1_500_000,
        jaarnorm_cent=1_640_000,
        om_niet_cent=140_000,
        extra_cent=0,
        terug_cent=50_000,
        renteloze_lening_cent=0,
        grondslag="Bbz art. 12 en 13",
        parameterset="0" * 16,
        besloten_door="consulent-2",
        mandaat="D-2025-01",
        besloten_op=date(2027, 3, 15),
    )
    regel = regel_van(vastgesteld)
    assert (regel.dag, regel.adres) == (date(2027, 3, 15), f"/vaststellingen/{LENING}")
    assert "€ 1.400,00 wordt om niet" in regel.toelichting
