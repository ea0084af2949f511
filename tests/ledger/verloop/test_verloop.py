"""The course of loans: worked examples, every mutation, every refusal, both clocks, and the invariants of the books."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.ledger.domain.grootboek.boekregels import Grootboek, rekening
from services.ledger.domain.lening.besluitsoorten import soort_van
from services.ledger.domain.verantwoording.journaal import Journaalpost, Vorm, journaal
from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.verloop import mutaties as m
from services.ledger.domain.verloop.herboeking import boekingen
from services.ledger.domain.verloop.kennis import Kennis, Verloop, bekend
from services.ledger.domain.verloop.leningstand import (
    Leningvoorwaarden,
    Product,
    Stand,
    Uitbetaling,
)
from services.ledger.domain.verloop.saldi import (
    Leningstatus,
    Saldo,
    saldo,
    signalen_bij_voorwaarden,
)
from services.ledger.domain.verloop.tozo import TozoLooptijdIsVoorbij, tozoplan
from services.ledger.domain.verloop.verloop import tot_het_begin, verloop
from services.ledger.domain.vooruitblik.vergelijking import Plan, vergelijk
from shared.money import bedrag
from shared.parameter_files import load_parameters
from shared.recht.aflosschema import Methode, Schemavraag, aflosschema
from shared.recht.cohort import Cohort, Regeling
from shared.recht.dagtelling import Dagtelling
from tests.recht.boeken import rekeningsaldi

PARAMETERS = load_parameters()
START = date(2026, 3, 1)


def bbz(**anders: Any) -> Leningvoorwaarden:
    schema: dict[str, Any] = {
        "hoofdsom_cent": 2400000,
        "jaarrente_procent": Decimal(8),
        "termijnen": 60,
        "methode": Methode.LINEAIR,
        "start": START,
        "eerste_vervaldag": date(2026, 3, 31),
    }
    schema |= {
        naam: anders.pop(naam) for naam in list(anders) if naam in Schemavraag.__dataclass_fields__
    }
    velden: dict[str, Any] = {
        "lening_id": "a",
        "regeling": Regeling.BBZ,
        "product": Product.RENTEDRAGEND,
        "cohort": Cohort.BBZ_VANAF_2020,
        "groep": "gevestigd",
        "aanvraagdatum": date(2026, 1, 15),
        "toekenningsdatum": date(2026, 2, 10),
        "schema": Schemavraag(**schema),
        "uitbetalingen": (Uitbetaling(date(2026, 2, 10), schema["hoofdsom_cent"]),),
    }
    return Leningvoorwaarden(**(velden | anders))


def tozo(betaald: date = date(2020, 4, 15), **anders: Any) -> Leningvoorwaarden:
    return replace(
        bbz(
            hoofdsom_cent=1015700,
            jaarrente_procent=Decimal(2),
            start=date(2020, 5, 1),
            eerste_vervaldag=date(2020, 5, 31),
        ),
        regeling=Regeling.TOZO,
        cohort=Cohort.TOZO,
        aanvraagdatum=betaald,
        toekenningsdatum=betaald,
        artikel="Tozo art. 14",
        uitbetalingen=(Uitbetaling(betaald, 1015700),),
        **anders,
    )


def dag(tekst: str) -> date:
    return date.fromisoformat(tekst)


def mut(soort: Any, op: str, boekdatum: str = "", naam: str = "", **velden: Any) -> Any:
    """A mutation; of a decision its content is not judged, for the rules must say no themselves."""
    kop = {
        "mutatie_id": naam or f"{soort.__name__}-{op}",
        "boekdatum": dag(boekdatum or op),
        "valutadatum": dag(op),
        "lening_id": velden.pop("lening_id", ""),
    }
    if not issubclass(soort, g.Gegevens):
        return soort(**kop, **velden)
    gegevens = soort.model_construct(**velden)
    return m.Besluitmutatie(**kop, gegevens=gegevens, regel=soort_van(gegevens).regel)


def veranderd(besluit: Any, **velden: Any) -> Any:
    """The same decision with another content, or on another day."""
    eigen = {naam: velden.pop(naam) for naam in list(velden) if naam in m.Mutatie.__slots__}
    return replace(besluit, gegevens=besluit.gegevens.na(**velden), **eigen)


def betaal(op: str, cent: int, **velden: Any) -> Any:
    return mut(m.Betaling, op, bedrag_cent=cent, **velden)


def loop(
    tot: str,
    *mutaties: m.Mutatie,
    leningen: tuple[Leningvoorwaarden, ...] = (bbz(),),
    bekend_op: str = "",
) -> Verloop:
    return verloop(bekend(leningen, mutaties, PARAMETERS, dag(bekend_op or tot)), dag(tot))


def stand(
    tot: str, *mutaties: m.Mutatie, lening: Leningvoorwaarden | None = None, bekend_op: str = ""
) -> Saldo:
    een = lening or bbz()
    uit = loop(tot, *mutaties, leningen=(een,), bekend_op=bekend_op)
    assert not uit.geweigerd, uit.geweigerd
    return saldo(een, uit.standen[een.lening_id], dag(tot))


def reden(tot: str, *mutaties: m.Mutatie, lening: Leningvoorwaarden | None = None) -> str:
    (geweigerd,) = loop(tot, *mutaties, leningen=(lening or bbz(),)).geweigerd
    return geweigerd.reden


def op_tijd(lening: Leningvoorwaarden, tot_nr: int = 999) -> tuple[m.Mutatie, ...]:
    """Payments of every term on its vervaldag."""
    termijnen = aflosschema(lening.schema).termijnen[:tot_nr]
    return tuple(
        betaal(een.vervaldag.isoformat(), een.termijn_cent, naam=f"b{een.nr}") for een in termijnen
    )


@pytest.mark.parametrize("methode", Methode)
@pytest.mark.parametrize(
    "dagtelling",
    [Dagtelling.MAAND, Dagtelling.ACT_365, Dagtelling.ACT_ACT_ISDA, Dagtelling.D30E_360],
)
def test_wie_op_tijd_betaalt_volgt_het_schema(methode: Methode, dagtelling: Dagtelling) -> None:
    """By days the vervaldag is the first day after the term: who pays on its last day pays no interest over that day."""
    eerste = date(2026, 3, 31) if dagtelling is Dagtelling.MAAND else date(2026, 4, 1)
    lening = bbz(
        methode=methode,
        dagtelling=dagtelling,
        termijnen=14,
        aflossingsvrij=2,
        eerste_vervaldag=eerste,
    )
    uit = loop("2027-05-31", *op_tijd(lening), leningen=(lening,))
    schema = aflosschema(lening.schema)
    termijnen = [een.bedrag_cent for een in uit.postings if een.soort == "termijn"]
    assert termijnen == [een.termijn_cent for een in schema.termijnen if een.termijn_cent]
    assert saldo(lening, uit.standen["a"], dag("2027-05-31")).status is Leningstatus.AFGELOST
    assert (
        sum(een.bedrag_cent for een in uit.postings if een.soort == "rente")
        == schema.totaal_rente_cent
    )


def test_de_rente_staat_in_een_zin() -> None:
    (rente, *_) = [een for een in loop("2026-03-31").postings if een.soort == "rente"]
    assert (
        str(rente.formule) == "Rente maart 2026: 8 % van € 24.000,00 / 12 = € 160,00 (Bbz art. 15)"
    )


def test_een_gemiste_termijn_blijft_rente_dragen() -> None:
    nu = stand("2026-05-01")
    assert (nu.hoofdsom_cent, nu.rente_cent, nu.achterstand_cent) == (2400000, 32000, 112000)
    assert nu.status is Leningstatus.ACHTERSTAND
    assert stand("2026-03-31").status is Leningstatus.LOPEND


def test_een_betaling_op_de_eerste_dag_telt_voor_de_termijn_mee() -> None:
    op_de_dag = stand("2026-04-30", betaal("2026-04-01", 56000))
    erna = stand("2026-04-30", betaal("2026-04-02", 56000))
    assert (op_de_dag.rente_cent, erna.rente_cent) == (15733, 16000)


def test_bij_een_dagtelling_telt_een_betaling_vanaf_haar_eigen_dag() -> None:
    lening = bbz(dagtelling=Dagtelling.ACT_365)
    nu = stand("2026-04-30", betaal("2026-04-11", 56307), lening=lening)
    assert nu.rente_cent == round((2400000 * 10 + 2360000 * 20) * 8 / 36500)


def test_te_veel_betaald_is_tegoed_en_betaalt_de_volgende_termijn() -> None:
    assert stand("2026-04-10", betaal("2026-04-10", 60000)).tegoed_cent == 4000
    nu = stand("2026-05-01", betaal("2026-04-10", 60000))
    assert (nu.tegoed_cent, nu.rente_cent, nu.achterstand_cent) == (0, 12000, 52000)


def test_terugstorten_kan_tot_het_tegoed() -> None:
    assert (
        stand(
            "2026-04-12",
            betaal("2026-04-10", 60000),
            mut(g.Terugstorting, "2026-04-12", bedrag_cent=4000),
        ).tegoed_cent
        == 0
    )
    assert "Het tegoed is € 40,00" in reden(
        "2026-04-12",
        betaal("2026-04-10", 60000),
        mut(g.Terugstorting, "2026-04-12", bedrag_cent=4001),
    )


def test_extra_aflossing_met_gelijke_termijn_loopt_eerder_af() -> None:
    extra = mut(m.ExtraAflossing, "2026-04-01", bedrag_cent=56000 + 1200000)
    na = loop("2031-12-31", extra, *op_tijd(bbz(), 29)[1:])
    assert (
        sum(
            een.bedrag_cent
            for een in na.postings
            if een.soort == "termijn" and een.valutadatum > dag("2026-04-01")
        )
        > 0
    )
    aflossingen = [een.bedrag_cent - 0 for een in na.postings if een.soort == "termijn"]
    assert len(aflossingen) == 30
    assert stand("2026-04-30", extra).rente_cent == 7733


def test_extra_aflossing_met_gelijke_einddatum_verlaagt_de_termijn() -> None:
    extra = mut(
        m.ExtraAflossing, "2026-04-01", bedrag_cent=56000 + 1180000, keuze=m.Keuze.EINDDATUM_BLIJFT
    )
    uit = loop("2026-05-31", extra)
    termijn = [een for een in uit.postings if een.soort == "termijn"][1]
    assert termijn.bedrag_cent == 20000 + 7867
    midden = loop(
        "2026-05-31", replace(extra, valutadatum=dag("2026-04-02"), boekdatum=dag("2026-04-02"))
    )
    assert [een.bedrag_cent for een in midden.postings if een.soort == "termijn"][1:] == [
        40000 + 16000,
        7867 + 19655,
    ]


@pytest.mark.parametrize(
    ("dagtelling", "op", "nodig"),
    [
        (Dagtelling.MAAND, "2026-03-01", 2400000),
        (Dagtelling.MAAND, "2026-03-11", 2416000),
        (Dagtelling.MAAND, "2026-04-01", 2416000),
        (Dagtelling.MAAND, "2026-04-15", 2432000),
        (Dagtelling.ACT_365, "2026-03-11", 2405260),
        (Dagtelling.D30E_360, "2026-03-11", 2405333),
    ],
)
def test_aflossing_ineens_op_elke_dag(dagtelling: Dagtelling, op: str, nodig: int) -> None:
    lening = bbz(dagtelling=dagtelling)
    uit = loop("2026-12-31", mut(m.AflossingIneens, op), leningen=(lening,))
    assert sum(een.bedrag_cent for een in uit.postings if een.soort == "betaling") == nodig
    assert saldo(lening, uit.standen["a"], dag("2026-12-31")).status is Leningstatus.AFGELOST
    assert "is te weinig" in reden(
        "2026-12-31", mut(m.AflossingIneens, op, bedrag_cent=nodig - 1), lening=lening
    )
    assert (
        stand(
            "2026-12-31", mut(m.AflossingIneens, op, bedrag_cent=nodig + 5), lening=lening
        ).tegoed_cent
        == 5
    )


def test_kosten_worden_eerst_betaald() -> None:
    kosten = mut(g.Kosten, "2026-04-05", bedrag_cent=1500, grondslag="Awb 4:113")
    nu = stand("2026-04-10", kosten, betaal("2026-04-10", 10000))
    assert (nu.kosten_cent, nu.rente_cent, nu.hoofdsom_cent) == (0, 7500, 2400000)


def test_w12_uitstel_van_aflossing() -> None:
    uitstel = mut(g.Uitstel, "2026-02-20", van=START, maanden=6)
    nu = stand("2026-09-01", uitstel)
    assert (nu.hoofdsom_cent, nu.rente_cent, nu.achterstand_cent) == (2400000, 96000, 96000)
    assert (nu.uitstelmaanden, nu.einddatum) == (6, date(2031, 8, 31))
    assert stand("2026-02-21", uitstel).einddatum == date(2031, 8, 31)
    assert stand("2026-03-31", uitstel).status is Leningstatus.UITSTEL


def test_uitgestelde_rente_draagt_geen_rente_en_vervalt_erna() -> None:
    uitstel = mut(g.Uitstel, "2026-02-20", van=START, maanden=6, rente_mee=True)
    nu = stand("2026-09-29", uitstel)
    assert (nu.uitgestelde_rente_cent, nu.achterstand_cent, nu.volgende_vervaldag) == (
        96000,
        0,
        date(2026, 9, 30),
    )
    later = stand("2026-10-01", uitstel)
    assert (later.uitgestelde_rente_cent, later.rente_cent, later.achterstand_cent) == (
        96000,
        16000,
        96000 + 16000 + 40000,
    )
    zelf = veranderd(uitstel, rente_vervaldag=date(2027, 1, 15))
    assert stand("2026-12-31", zelf).achterstand_cent == 3 * 40000 + 16000 * 3


def uitstellen(*maanden: int) -> tuple[m.Mutatie, ...]:
    delen, jaar = [], 2026
    for nummer, aantal in enumerate(maanden):
        delen.append(
            mut(g.Uitstel, f"{jaar + nummer}-02-20", van=date(jaar + nummer, 3, 1), maanden=aantal)
        )
    return tuple(delen)


def test_w13_grenzen_van_uitstel() -> None:
    assert not loop("2026-03-01", *uitstellen(12, 12, 12), bekend_op="2029-01-01").geweigerd
    assert (
        "hooguit 12 maanden uitstel, niet 13"
        in loop("2026-03-01", *uitstellen(13), bekend_op="2029-01-01").geweigerd[0].reden
    )
    te_veel = loop("2026-03-01", *uitstellen(10, 8, 12, 7), bekend_op="2030-01-01")
    assert "30 zijn verleend en 7 erbij is 37" in te_veel.geweigerd[0].reden
    vierde = loop("2026-03-01", *uitstellen(10, 8, 12, 6), bekend_op="2030-01-01")
    assert not vierde.geweigerd
    assert [een.tekst for een in vierde.signalen] == [
        "Dit is de 4e periode van uitstel: de wet noemt eenmaal en tweemaal verlengen (Bbz art. 41 lid 2, A-6)."
    ]


def test_uitstel_voorbij_tien_jaar_vraagt_een_besluit() -> None:
    uit = loop("2026-03-01", *uitstellen(6), leningen=(bbz(termijnen=116),))
    assert "langer dan 120 maanden" in uit.signalen[0].tekst
    assert not loop("2026-03-01", *uitstellen(4), leningen=(bbz(termijnen=116),)).signalen


def test_dubbel_uitstel_en_leeg_uitstel_worden_geweigerd() -> None:
    dubbel = (
        mut(g.Uitstel, "2026-02-20", van=START, maanden=6),
        mut(g.Uitstel, "2026-02-21", van=date(2026, 8, 1), maanden=6),
    )
    assert "al uitstel verleend" in reden("2026-03-01", *dubbel)
    assert "ten minste één maand" in reden(
        "2026-03-01", mut(g.Uitstel, "2026-02-20", van=START, maanden=0)
    )


def test_tozo_kent_de_grenzen_van_artikel_41_niet() -> None:
    uitstel = mut(g.Uitstel, "2022-06-20", van=date(2022, 7, 1), maanden=40)
    assert stand("2023-01-01", uitstel, lening=tozo()).uitstelmaanden == 40


@pytest.mark.parametrize(
    ("op", "start", "termijnen", "einde"),
    [
        ("2020-06-01", "2021-01-01", 28, "2023-04-30"),
        ("2021-01-01", "2021-07-01", 28, "2023-10-31"),
        ("2021-07-01", "2022-01-01", 40, "2025-04-30"),
        ("2022-01-01", "2022-07-01", 46, "2026-04-30"),
    ],
)
def test_de_vier_tekstversies_van_tozo(op: str, start: str, termijnen: int, einde: str) -> None:
    plan = tozoplan(tozo(), dag(op), dag(op), PARAMETERS)
    assert (plan.schema.start, plan.schema.termijnen) == (dag(start), termijnen)
    assert aflosschema(plan.schema).einddatum == dag(einde)
    assert plan.aanloop is not None
    assert plan.aanloop.maanden == 8


def test_w01_w02_w03_tozo_in_het_verloop() -> None:
    nu = stand("2022-07-31", lening=tozo(einddatum_besluit=date(2026, 10, 31)))
    assert (nu.uitgestelde_rente_cent, nu.rente_cent, nu.einddatum) == (
        13543,
        1693,
        date(2026, 10, 31),
    )
    uit = loop("2022-07-31", leningen=(tozo(einddatum_besluit=date(2026, 10, 31)),))
    assert [een.bedrag_cent for een in uit.postings] == [1015700, 13543, 1693, 21226]
    assert stand("2022-02-01", lening=tozo(), bekend_op="2021-12-01").rente_cent == 1693
    assert stand("2022-02-01", lening=tozo(), bekend_op="2022-02-01").rente_cent == 0


def test_een_tozolening_van_december_2020_heeft_geen_rente_over_2020() -> None:
    assert (
        tozoplan(tozo(date(2020, 12, 3)), dag("2022-01-01"), dag("2022-01-01"), PARAMETERS).aanloop
        is None
    )


def test_een_tozolening_zonder_termijnen_wordt_geweigerd() -> None:
    with pytest.raises(TozoLooptijdIsVoorbij, match="geen termijn over"):
        tozoplan(
            tozo(einddatum_besluit=date(2022, 6, 30)),
            dag("2022-01-01"),
            dag("2022-01-01"),
            PARAMETERS,
        )


def test_een_nieuwe_tozotekst_boekt_terug_en_opnieuw() -> None:
    """The first text asked a term in January 2021; the Kamerbrief of December 2020 moved it, so nothing fell due then."""
    geboekt = boekingen((tozo(),), (), PARAMETERS, dag("2022-02-28"))
    terug = [een for een in geboekt if een.is_tegenboeking]
    assert {een.boekdatum for een in terug} == {dag("2022-01-01")} or not terug
    assert sum(een.posting.bedrag_cent for een in geboekt if een.posting.soort == "rente") == 13543


def test_opeising_maakt_alles_verschuldigd_en_de_rente_loopt_door() -> None:
    opeising = mut(g.Opeising, "2026-05-10", grond=m.Grond.NIET_BETAALD)
    nu = stand("2026-05-31", opeising)
    assert (nu.status, nu.achterstand_cent) == (Leningstatus.OPGEEIST, 2400000 + 32000)
    assert nu.rente_cent == 48000
    assert "al opgeeist" in reden(
        "2026-06-01", opeising, mut(g.Opeising, "2026-05-20", grond=m.Grond.INSOLVENTIE)
    )
    assert "geldt niet voor een Tozo-lening" in reden(
        "2022-09-01",
        mut(g.Opeising, "2022-08-10", grond=m.Grond.DUURZAAM_ONVERMOGEN),
        lening=tozo(),
    )


OUD = bbz(
    start=date(2023, 11, 1),
    eerste_vervaldag=date(2023, 11, 30),
    toekenningsdatum=date(2023, 10, 10),
    aanvraagdatum=date(2023, 9, 1),
    uitbetalingen=(Uitbetaling(date(2023, 10, 10), 2400000),),
)


def test_wettelijke_rente_over_achterstand_en_nooit_twee_rentes() -> None:
    besluit = mut(g.WettelijkeRente, "2024-01-01", tot=date(2025, 1, 1), toerekenbaar=True)
    nu = stand("2025-01-01", besluit, lening=OUD)
    assert nu.wettelijke_rente_cent == round((2 * 40000 + 2 * 16000) * 0.07)
    rente = [
        een.bedrag_cent
        for een in loop("2024-01-31", besluit, leningen=(OUD,)).postings
        if een.soort == "rente"
    ]
    assert rente == [16000, 16000, 15467]
    assert "toerekenbare tekortkoming" in reden(
        "2025-01-01", veranderd(besluit, toerekenbaar=False), lening=OUD
    )
    assert "geen achterstand" in reden(
        "2025-01-01", replace(besluit, valutadatum=date(2023, 11, 1)), lening=OUD
    )
    assert "niet bevestigd met een bron" in reden(
        "2025-03-01", veranderd(besluit, tot=date(2025, 2, 1)), lening=OUD
    )


def test_onder_de_drempel_is_er_geen_wettelijke_rente() -> None:
    besluit = mut(g.WettelijkeRente, "2024-01-01", tot=date(2024, 1, 11), toerekenbaar=True)
    uit = loop("2024-02-01", besluit, leningen=(OUD,))
    assert "niet verschuldigd" in uit.signalen[0].tekst
    assert not [een for een in uit.postings if een.soort == "wettelijke_rente"]


def rentekwijt(**anders: Any) -> Any:
    velden: dict[str, Any] = {
        "boekjaar_begin": date(2024, 1, 1),
        "netto_inkomen_cent": 1500000,
        "jaarnorm_cent": 1555368,
        "bijstand_in_boekjaar": False,
        "vermogen_binnen_grens": True,
    }
    return mut(g.Rentekwijtschelding, "2025-06-01", **(velden | anders))


@pytest.mark.parametrize(
    ("anders", "kwijt"),
    [
        ({}, 55368),
        ({"netto_inkomen_cent": 0}, 192000),
        ({"bijstand_in_boekjaar": True}, 0),
        ({"vermogen_binnen_grens": False}, 0),
        ({"netto_inkomen_cent": 1600000}, 0),
    ],
)
def test_rentekwijtschelding_van_artikel_21(anders: dict[str, Any], kwijt: int) -> None:
    voor = stand("2025-06-01", lening=OUD)
    na = stand("2025-06-01", rentekwijt(**anders), lening=OUD)
    assert voor.rente_cent - na.rente_cent == kwijt


def test_betaalde_rente_die_kwijtgescholden_is_gaat_terug() -> None:
    na = stand(
        "2025-05-31",
        *op_tijd(OUD, 19),
        replace(rentekwijt(), valutadatum=date(2025, 5, 31), boekdatum=date(2025, 5, 31)),
        lening=OUD,
    )
    assert (na.tegoed_cent, na.rente_cent) == (55368, 0)


@pytest.mark.parametrize(
    ("mutatie", "lening", "zin"),
    [
        (rentekwijt(), tozo(), "geldt niet voor een Tozo-lening"),
        (rentekwijt(), replace(OUD, groep="starter"), "alleen voor gevestigde"),
        (
            rentekwijt(),
            replace(OUD, product=Product.BORGTOCHT),
            "Bbz art. 21 lid 2). Doorstart rekent dat bedrag niet uit",
        ),
        (
            rentekwijt(),
            replace(OUD, product=Product.BORGTOCHT, groep="starter"),
            "alleen voor gevestigde",
        ),
        (rentekwijt(boekjaar_begin=date(2026, 1, 1)), OUD, "2 boekjaren na"),
        (rentekwijt(boekjaar_begin=date(2023, 1, 1)), OUD, "2 boekjaren na"),
        (rentekwijt(boekjaar_begin=date(2025, 1, 1)), OUD, "nog niet voorbij"),
    ],
)
def test_rentekwijtschelding_wordt_geweigerd(
    mutatie: m.Mutatie, lening: Leningvoorwaarden, zin: str
) -> None:
    assert zin in reden("2025-06-01", mutatie, lening=lening)


def test_einde_bedrijf_maakt_renteloos_en_aflossen_gaat_naar_draagkracht() -> None:
    einde = mut(g.EindeBedrijf, "2026-06-01", verwijtbaar=False, renteloos=True)
    draag = mut(g.Draagkracht, "2026-07-01", netto_inkomen_cent=160001, norm_cent=141946)
    nu = stand("2026-08-01", einde, draag)
    assert (nu.rente_cent, nu.achterstand_cent) == (48000, 48000 + 3 * 40000)
    voor, na = stand("2026-08-12", einde, draag), stand("2026-08-13", einde, draag)
    assert na.achterstand_cent == voor.achterstand_cent + 9028, (
        "six weeks after the decision (Awb 4:87)"
    )
    assert "niet verwijtbaar" in reden("2026-08-01", veranderd(einde, verwijtbaar=True))
    assert "geldt niet voor een Tozo-lening" in reden(
        "2023-08-01",
        replace(einde, valutadatum=date(2023, 6, 1), boekdatum=date(2023, 6, 1)),
        lening=tozo(),
    )
    assert "pas als de lening renteloos is" in reden("2026-08-01", draag)
    laat = mut(g.Draagkracht, "2031-06-01", netto_inkomen_cent=160001, norm_cent=141946)
    assert "60 maanden" in reden("2031-07-01", einde, laat)
    uit = loop("2031-06-01", einde)
    assert any(
        "A-16" in een
        for een in signalen_bij_voorwaarden(bbz(), uit.standen["a"], dag("2031-06-01"), PARAMETERS)
    )


def test_voor_2020_was_renteloos_van_rechtswege() -> None:
    lening = bbz(
        start=date(2019, 1, 1),
        eerste_vervaldag=date(2019, 1, 31),
        toekenningsdatum=date(2018, 12, 1),
        aanvraagdatum=date(2018, 11, 1),
        uitbetalingen=(Uitbetaling(date(2018, 12, 1), 2400000),),
        cohort=Cohort.BBZ_VOOR_2020,
    )
    einde = mut(
        g.EindeBedrijf, "2019-12-31", boekdatum="2026-05-01", verwijtbaar=True, renteloos=False
    )
    assert stand("2026-05-01", einde, lening=lening).rente_cent == 11 * 16000 + 15484
    zonder_besluit = loop(
        "2026-05-01", replace(einde, valutadatum=date(2020, 1, 1)), leningen=(lening,)
    )
    assert "beoordeel opeising" in zonder_besluit.signalen[0].tekst


def test_kwijtschelding_en_schuldregeling() -> None:
    for deel, veld in (("hoofdsom", "hoofdsom_cent"), ("rente", "rente_cent")):
        kwijt = mut(
            g.Kwijtschelding, "2026-05-10", bedrag_cent=10000, deel=deel, grondslag="PW 58 lid 7"
        )
        assert (
            getattr(stand("2026-05-10"), veld) - getattr(stand("2026-05-10", kwijt), veld) == 10000
        )
    te_veel = mut(g.Kwijtschelding, "2026-05-10", bedrag_cent=1, deel="kosten", grondslag="x")
    assert "Er staat € 0,00 kosten open" in reden("2026-05-10", te_veel)
    regeling = mut(
        g.Schuldregeling, "2026-05-10", bedrag_cent=2000000, alle_schuldeisers_werken_mee=True
    )
    assert stand("2026-05-10", regeling).hoofdsom_cent == 400000
    assert "alle concurrente schuldeisers" in reden(
        "2026-05-10", veranderd(regeling, alle_schuldeisers_werken_mee=False)
    )
    assert "hoofdsom open" in reden("2026-05-10", veranderd(regeling, bedrag_cent=2400001))


def test_achterstand_van_gedupeerden_vervalt_maar_de_lening_blijft() -> None:
    kwijt = mut(g.AchterstandKwijt, "2026-05-10", grondslag="Wet hersteloperatie toeslagen")
    nu = stand("2026-05-10", kwijt)
    assert (nu.achterstand_cent, nu.hoofdsom_cent, nu.rente_cent) == (0, 2400000 - 80000, 0)


def test_buiten_invordering_blijft_de_schuld_bestaan() -> None:
    stop = mut(g.BuitenInvordering, "2026-05-10")
    assert (stand("2026-05-11", stop).status, stand("2026-05-11", stop).hoofdsom_cent) == (
        Leningstatus.BUITEN_INVORDERING,
        2400000,
    )
    weer = mut(g.BuitenInvordering, "2026-05-20", naam="weer", hervat=True)
    assert stand("2026-05-21", stop, weer).status is Leningstatus.ACHTERSTAND


VOORBEREIDING = bbz(
    product=Product.VOORBEREIDING,
    hoofdsom_cent=300000,
    methode=Methode.RENTELOOS,
    jaarrente_procent=Decimal(0),
)


def test_een_voorbereidingskrediet_wordt_rentedragend_of_om_niet() -> None:
    om = mut(
        g.Omzetting,
        "2027-01-01",
        jaarrente_procent=Decimal(8),
        termijnen=36,
        methode=Methode.LINEAIR,
    )
    assert stand("2026-12-31", lening=VOORBEREIDING).rente_cent == 0
    nu = stand("2027-01-31", om, lening=VOORBEREIDING)
    assert (nu.rente_cent, nu.einddatum) == (2000, date(2029, 12, 31))
    niet = mut(g.OmNiet, "2027-01-01", bedrag_cent=300000, grondslag="Bbz art. 29")
    assert stand("2027-01-31", niet, lening=VOORBEREIDING).status is Leningstatus.AFGELOST
    assert "maar een keer" in reden(
        "2027-02-01", om, replace(om, mutatie_id="nog"), lening=VOORBEREIDING
    )
    assert "voor 2020" in reden("2027-02-01", niet)
    assert "hoofdsom open" in reden(
        "2027-02-01", veranderd(niet, bedrag_cent=300001), lening=VOORBEREIDING
    )


def test_oude_hoofdsom_mag_om_niet_worden() -> None:
    oud = bbz(aanvraagdatum=date(2019, 12, 31))
    niet = mut(g.OmNiet, "2026-05-01", bedrag_cent=500000, grondslag="Bbz art. 21 lid 1 (oud)")
    assert stand("2026-05-01", niet, lening=oud).hoofdsom_cent == 1900000


BORG = bbz(
    product=Product.BORGTOCHT,
    hoofdsom_cent=2000000,
    uitbetalingen=(),
    methode=Methode.RENTELOOS,
    jaarrente_procent=Decimal(0),
)


def test_w20_borgtocht() -> None:
    claim = mut(
        g.Borgtochtclaim,
        "2026-06-01",
        hoofdsom_cent=1500000,
        rente_cent=60000,
        kosten_cent=20000,
        toestemming=True,
    )
    for dag, achterstand in (("2026-06-02", 0), ("2026-07-13", 0), ("2026-07-14", 1500000)):
        nu = stand(dag, claim, lening=BORG)
        assert (nu.hoofdsom_cent, nu.achterstand_cent) == (1500000, achterstand), dag
    assert (
        "€ 800,00 rente en kosten niet"
        in loop("2026-06-02", claim, leningen=(BORG,)).postings[0].formule
    )
    assert "toestemming" in reden("2026-06-02", veranderd(claim, toestemming=False), lening=BORG)
    assert "dekt hooguit € 20.000,00" in reden(
        "2026-06-02", veranderd(claim, hoofdsom_cent=2000001), lening=BORG
    )
    assert "Alleen een borgtocht" in reden("2026-06-02", claim)
    assert stand("2026-06-01", lening=BORG).status is Leningstatus.NIET_UITBETAALD


def test_een_storno_haalt_de_betaling_weg_vanaf_zijn_boekdatum() -> None:
    incasso = betaal("2026-03-31", 56000, naam="incasso")
    storno = mut(m.Herroeping, "2026-03-31", boekdatum="2026-04-08", van="incasso")
    assert stand("2026-04-05", incasso, storno, bekend_op="2026-04-05").achterstand_cent == 0
    assert stand("2026-04-05", incasso, storno, bekend_op="2026-04-08").achterstand_cent == 56000
    geboekt = boekingen((bbz(),), (incasso, storno), PARAMETERS, dag("2026-04-10"))
    (terug,) = [een for een in geboekt if een.is_tegenboeking]
    assert (terug.boekdatum, terug.posting.valutadatum, terug.posting.bedrag_cent) == (
        dag("2026-04-08"),
        dag("2026-03-31"),
        -56000,
    )
    assert "bestaat niet" in reden("2026-04-10", replace(storno, van="weg"))


def test_een_betaling_met_een_eerdere_valutadatum_rekent_alles_erna_opnieuw() -> None:
    laat = betaal("2026-04-01", 56000, boekdatum="2026-06-10")
    assert stand("2026-05-31", laat, bekend_op="2026-06-09").rente_cent == 48000
    assert stand("2026-05-31", laat, bekend_op="2026-06-10").rente_cent == 15733 + 15733
    geboekt = boekingen((bbz(),), (laat,), PARAMETERS, dag("2026-06-15"))
    terug = [(een.posting.soort, een.posting.valutadatum) for een in geboekt if een.is_tegenboeking]
    assert ("rente", dag("2026-04-30")) in terug
    assert all(een.boekdatum == dag("2026-06-10") for een in geboekt if een.is_tegenboeking)


def test_een_betaling_over_twee_leningen() -> None:
    twee = (bbz(), replace(bbz(jaarrente_procent=Decimal(2)), lening_id="b"))
    uit = loop("2026-04-10", betaal("2026-04-10", 60000), leningen=twee)
    assert {een.lening_id: een.bedrag_cent for een in uit.postings if een.soort == "betaling"} == {
        "a": 56000,
        "b": 4000,
    }
    keus = loop("2026-04-10", betaal("2026-04-10", 60000, keuze=("b",)), leningen=twee)
    assert {een.lening_id: een.bedrag_cent for een in keus.postings if een.soort == "betaling"} == {
        "b": 44000,
        "a": 16000,
    }
    weg = loop("2026-04-10", betaal("2026-04-10", 60000, keuze=("c",)), leningen=twee)
    assert "staat niet open" in weg.geweigerd[0].reden
    zonder = loop(
        "2026-04-10", mut(g.Opeising, "2026-04-01", grond=m.Grond.INSOLVENTIE), leningen=twee
    )
    assert "Noem een van: a, b" in zonder.geweigerd[0].reden
    rest = loop("2026-04-10", betaal("2026-04-10", 200000), leningen=twee)
    assert [rest.standen[een].tegoed_cent for een in "ab"] == [100000, 0]


def test_uitbetaling_in_delen_draagt_rente_vanaf_de_volgende_termijn() -> None:
    lening = bbz(
        uitbetalingen=(
            Uitbetaling(date(2026, 2, 10), 1200000),
            Uitbetaling(date(2026, 3, 20), 1200000),
        )
    )
    assert stand("2026-04-30", lening=lening).rente_cent == 8000 + 16000


def test_signalen_bij_de_voorwaarden() -> None:
    lening = bbz(jaarrente_procent=Decimal(5), termijnen=121)
    teksten = list(signalen_bij_voorwaarden(lening, Stand(lening.schema), START, PARAMETERS))
    assert "5 %" in teksten[0]
    assert "langer dan 120 maanden" in teksten[1]


DAGEN = st.dates(min_value=date(2026, 2, 10), max_value=date(2028, 12, 31))
BEDRAGEN = st.integers(min_value=1, max_value=3000000)


def _mutatie(keuze: int, valuta: date, later: int, cent: int) -> m.Mutatie:
    boekdatum = (valuta + timedelta(days=later)).isoformat()
    soorten: tuple[tuple[type, dict[str, Any]], ...] = (
        (m.Betaling, {"bedrag_cent": cent}),
        (m.Betaling, {"bedrag_cent": cent // 30 + 1}),
        (m.ExtraAflossing, {"bedrag_cent": cent, "keuze": m.Keuze.EINDDATUM_BLIJFT}),
        (m.ExtraAflossing, {"bedrag_cent": cent // 10 + 1}),
        (g.Kosten, {"bedrag_cent": cent % 5000 + 1, "grondslag": "Awb 4:113"}),
        (g.Uitstel, {"van": valuta, "maanden": cent % 13 + 1, "rente_mee": bool(cent % 2)}),
        (g.Opeising, {"grond": m.Grond.NIET_BETAALD}),
        (m.AflossingIneens, {}),
        (g.Terugstorting, {"bedrag_cent": cent % 1000 + 1}),
        (
            g.Kwijtschelding,
            {"bedrag_cent": cent % 100000 + 1, "deel": "hoofdsom", "grondslag": "besluit"},
        ),
        (g.AchterstandKwijt, {"grondslag": "besluit"}),
        (g.EindeBedrijf, {"verwijtbaar": False, "renteloos": True}),
        (m.Herroeping, {"van": f"m{cent % 6}"}),
    )
    soort, velden = soorten[keuze]
    mutatie: m.Mutatie = mut(soort, valuta.isoformat(), boekdatum, **velden)
    return mutatie


MUTATIES = st.lists(
    st.builds(_mutatie, st.integers(0, 12), DAGEN, st.integers(0, 200), BEDRAGEN), max_size=8
).map(lambda rij: tuple(replace(een, mutatie_id=f"m{nr}") for nr, een in enumerate(rij)))
LENINGEN = st.builds(
    lambda methode, dagtelling, vrij: bbz(
        methode=methode, dagtelling=dagtelling, aflossingsvrij=vrij, termijnen=24
    ),
    st.sampled_from(Methode),
    st.sampled_from((Dagtelling.MAAND, Dagtelling.ACT_365, Dagtelling.ACT_ACT_ISDA)),
    st.sampled_from((0, 3)),
)


@settings(max_examples=60, deadline=None)
@given(LENINGEN, MUTATIES, DAGEN)
def test_de_boeken_kloppen_altijd(
    lening: Leningvoorwaarden, mutaties: tuple[m.Mutatie, ...], tot: date
) -> None:
    uit = verloop(bekend((lening,), mutaties, PARAMETERS, tot), tot)
    eind = uit.standen["a"]
    for posting in uit.postings:
        assert sum(regel.bedrag_cent for regel in posting.boekregels) == 0
    boek = rekeningsaldi(regel for posting in uit.postings for regel in posting.boekregels)

    def van(grootboek: Grootboek) -> int:
        return boek.get(rekening(grootboek, lening.cohort).code, 0)

    assert van(Grootboek.HOOFDSOM) == eind.hoofdsom_cent >= 0
    assert van(Grootboek.RENTE) == eind.rente_open(Grootboek.RENTE) >= 0
    assert van(Grootboek.UITGESTELDE_RENTE) == eind.rente_open(Grootboek.UITGESTELDE_RENTE)
    assert van(Grootboek.KOSTEN) == eind.kosten_cent >= 0
    assert -van(Grootboek.TEGOED) == eind.tegoed_cent >= 0
    assert eind.niet_vervallen_cent >= 0


@settings(max_examples=40, deadline=None)
@given(LENINGEN, MUTATIES, DAGEN)
def test_terug_en_opnieuw_boeken_is_gelijk_aan_vanaf_nul(
    lening: Leningvoorwaarden, mutaties: tuple[m.Mutatie, ...], tot: date
) -> None:
    """The lines of all bookings, reversals included, are those of one run with everything known; none is booked after the day."""
    geboekt = boekingen((lening,), mutaties, PARAMETERS, tot)
    vanaf_nul = verloop(bekend((lening,), mutaties, PARAMETERS, tot), tot)
    assert all(een.boekdatum <= tot for een in geboekt)
    boeken = rekeningsaldi(regel for een in geboekt for regel in een.posting.boekregels)
    zuiver = rekeningsaldi(regel for een in vanaf_nul.postings for regel in een.boekregels)
    assert {code: cent for code, cent in boeken.items() if cent} == {
        code: cent for code, cent in zuiver.items() if cent
    }


@settings(max_examples=40, deadline=None)
@given(LENINGEN, MUTATIES, DAGEN, DAGEN)
def test_wat_toen_bekend_was_verandert_nooit(
    lening: Leningvoorwaarden, mutaties: tuple[m.Mutatie, ...], een: date, ander: date
) -> None:
    """Bookings up to a day are the same whatever is booked later; the order in which mutations are handed over does not matter."""
    toen, later = min(een, ander), max(een, ander)
    vroeg = boekingen((lening,), mutaties, PARAMETERS, toen)
    laat = [
        boeking
        for boeking in boekingen((lening,), mutaties, PARAMETERS, later)
        if boeking.boekdatum <= toen
    ]
    assert list(vroeg) == laat
    saldi = [
        verloop(bekend((lening,), volgorde, PARAMETERS, toen), later).standen
        for volgorde in (mutaties, mutaties[::-1])
    ]
    assert saldi[0] == saldi[1]


def test_drie_plannen_naast_elkaar() -> None:
    uitstel = mut(g.Uitstel, "2026-03-01", van=START, maanden=6)
    extra = mut(m.ExtraAflossing, "2026-04-01", bedrag_cent=1200000, keuze=m.Keuze.EINDDATUM_BLIJFT)
    te_lang = mut(g.Uitstel, "2026-03-01", naam="te_lang", van=START, maanden=13)
    plannen = (
        Plan("gewoon"),
        Plan("uitstel", (uitstel,)),
        Plan("extra", (extra,)),
        Plan("te lang", (te_lang,)),
    )
    gewoon, met_uitstel, met_extra, verboden = vergelijk((bbz(),), (), plannen, START, PARAMETERS)
    assert (gewoon.maandbedrag_cent, gewoon.einddatum, gewoon.totaal_rente_cent) == (
        56000,
        date(2031, 2, 28),
        488000,
    )
    assert (met_uitstel.maandbedrag_cent, met_uitstel.einddatum, met_uitstel.totaal_rente_cent) == (
        16000,
        date(2031, 8, 31),
        584000,
    )
    assert (met_uitstel.uitstelmaanden, met_uitstel.hoogste_maandbedrag_cent) == (6, 56000)
    assert met_extra.einddatum == date(2031, 2, 28)
    assert met_extra.totaal_rente_cent < gewoon.totaal_rente_cent
    assert "hooguit 12 maanden" in verboden.verboden[0]
    assert verboden.einddatum == gewoon.einddatum


def test_een_journaal_dat_klopt() -> None:
    geboekt = boekingen((bbz(),), (betaal("2026-03-31", 56000),), PARAMETERS, dag("2026-04-01"))
    posten = [
        Journaalpost(
            een.boekdatum, een.posting.valutadatum, str(een.posting.formule), een.posting.boekregels
        )
        for een in geboekt
    ]
    regels = list(journaal(posten, Vorm.HLEDGER))
    assert regels[0] == "commodity EUR 1000.00"
    assert "account Income:BbzVanaf2020:BatenRente  ; type: R" in regels
    begin = regels.index("2026-02-10 * Uitbetaling € 24.000,00")
    assert regels[begin + 1 : begin + 5] == [
        "    ; valutadatum: 2026-02-10",
        "    Assets:BbzVanaf2020:Hoofdsom  EUR 24000.00",
        "    Assets:BbzVanaf2020:UitbetaaldBedrijfskapitaal  EUR -24000.00",
        "",
    ]
    regels = list(journaal(posten, Vorm.BEANCOUNT))
    assert "0001-01-01 open Income:BbzVanaf2020:BatenRente EUR" in regels
    assert (
        '2026-03-31 * "Rente maart 2026: 8 % van € 24.000,00 / 12 = € 160,00 (Bbz art. 15)"'
        in regels
    )
    leeg = list(journaal([], Vorm.HLEDGER))
    assert list(journaal([replace(posten[0], regels=())], Vorm.HLEDGER)) == leeg, (
        "a mutation without lines is no booking"
    )


@settings(max_examples=60, deadline=None)
@given(LENINGEN, MUTATIES, DAGEN, DAGEN)
def test_verder_rekenen_is_gelijk_aan_vanaf_nul(
    lening: Leningvoorwaarden, mutaties: tuple[m.Mutatie, ...], een: date, ander: date
) -> None:
    """Incremental equals replay: knowing more later, from any cut."""
    toen, later = min(een, ander), max(een, ander)
    eerder = verloop(bekend((lening,), mutaties, PARAMETERS, toen), toen)
    verder = verloop(bekend((lening,), mutaties, PARAMETERS, later), later, eerder)
    vanaf_nul = verloop(bekend((lening,), mutaties, PARAMETERS, later), later)
    assert (verder.standen, verder.postings, verder.geweigerd) == (
        vanaf_nul.standen,
        vanaf_nul.postings,
        vanaf_nul.geweigerd,
    )


@settings(max_examples=200, deadline=None)
@given(LENINGEN, MUTATIES, st.lists(st.integers(0, 2), min_size=8, max_size=8), st.integers(0, 8))
def test_wat_er_op_een_dag_bij_komt_is_gelijk_aan_vanaf_nul(
    lening: Leningvoorwaarden, los: tuple[m.Mutatie, ...], keuze: list[int], al: int
) -> None:
    """Many on the same few days, known one after another, in the order of their ids or not."""
    dagen = (date(2026, 3, 31), date(2026, 5, 4), date(2027, 1, 31))
    alle = tuple(
        replace(een, valutadatum=dagen[nr], boekdatum=max(een.boekdatum, dagen[nr]))
        for een, nr in zip(los, keuze, strict=False)
    )
    eerder = tot_het_begin(Kennis((lening,), alle[:al], PARAMETERS, dagen[-1]), dagen[-1])
    alles = Kennis((lening,), alle, PARAMETERS, dagen[-1])
    assert tot_het_begin(alles, dagen[-1], eerder) == tot_het_begin(alles, dagen[-1])


def test_kwijtschelden_kan_tot_en_met_wat_openstaat() -> None:
    alles = mut(
        g.Kwijtschelding, "2026-03-31", bedrag_cent=2400000, deel="hoofdsom", grondslag="besluit"
    )
    assert stand("2026-03-31", alles).hoofdsom_cent == 0
    regeling = mut(
        g.Schuldregeling, "2026-03-31", bedrag_cent=2400000, alle_schuldeisers_werken_mee=True
    )
    assert stand("2026-03-31", regeling).hoofdsom_cent == 0


def test_wettelijke_rente_loopt_ten_minste_een_dag_en_niet_over_wettelijke_rente() -> None:
    besluit = mut(g.WettelijkeRente, "2024-01-01", tot=date(2024, 1, 1), toerekenbaar=True)
    assert "ligt niet na" in reden("2024-02-01", besluit, lening=OUD)
    eerste = veranderd(besluit, tot=date(2024, 12, 1))
    tweede = mut(g.WettelijkeRente, "2024-12-02", tot=date(2024, 12, 31), toerekenbaar=True)
    uit = loop("2024-12-31", eerste, tweede, leningen=(OUD,))
    formule = [een.formule for een in uit.postings if een.soort == "wettelijke_rente"][1]
    toen = loop("2024-12-02", eerste, leningen=(OUD,)).standen["a"]
    zonder = toen.achterstand(dag("2024-12-02")) - toen.rente_open(Grootboek.WETTELIJKE_RENTE)
    assert toen.rente_open(Grootboek.WETTELIJKE_RENTE) > 0
    assert f"7 % van {bedrag(zonder)}, 29 dagen" in formule


def test_extra_aflossing_in_de_aflossingsvrije_tijd_spreidt_over_de_termijnen_erna() -> None:
    lening = bbz(aflossingsvrij=12)
    extra = mut(
        m.ExtraAflossing, "2026-06-01", bedrag_cent=48000 + 480000, keuze=m.Keuze.EINDDATUM_BLIJFT
    )
    uit = loop("2027-03-31", extra, leningen=(lening,))
    assert [een.bedrag_cent for een in uit.postings if een.soort == "termijn"][-1] == 12800 + 40000


def test_uitstel_van_vandaag_verschuift_de_einddatum_al() -> None:
    uitstel = mut(g.Uitstel, "2026-02-20", van=START, maanden=6)
    assert stand("2026-02-20", uitstel).einddatum == date(2031, 8, 31)
    assert not list(signalen_bij_voorwaarden(tozo(), Stand(tozo().schema), START, PARAMETERS))


def test_een_tozolening_met_een_termijn_kan() -> None:
    assert (
        tozoplan(
            tozo(einddatum_besluit=date(2022, 7, 31)),
            dag("2022-01-01"),
            dag("2022-01-01"),
            PARAMETERS,
        ).schema.termijnen
        == 1
    )
