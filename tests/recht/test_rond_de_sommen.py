"""Around the sums: barred term by term, Tozo interest by the balance, wettelijke rente however it is cut, renteloos, tegoed, bounds."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.verloop import mutaties as m
from services.ledger.domain.verloop.aflossing import met_bedragen
from services.ledger.domain.verloop.kennis import Kennis, Verloop, bekend
from services.ledger.domain.verloop.leningstand import Leningvoorwaarden, Product, Uitbetaling
from services.ledger.domain.verloop.saldi import Leningstatus
from services.ledger.domain.verloop.verloop import verloop
from services.ledger.entrypoints.reken.lening import Vraag, antwoord
from shared.dates import plus_maanden
from shared.money import afgerond
from shared.recht.aflosschema import Methode
from shared.recht.cohort import Cohort
from shared.recht.dagtelling import Dagtelling
from shared.recht.toerekening import Post
from shared.recht.verjaring import Stuiting, Verlenging
from shared.recht.wettelijke_rente import wettelijke_rente
from tests.ledger.verloop.test_verloop import (
    PARAMETERS,
    bbz,
    betaal,
    dag,
    loop,
    mut,
    reden,
    stand,
    tozo,
)

CASES = Path(__file__).resolve().parents[3] / "shared" / "data" / "cases"
# --- Verjaring (Awb 4:104-4:111)
# € 24.000,00 of 10 January 2018 in 60 linear terms; each asks € 400,00 and, nothing being paid, € 160,00 interest.
OUDE = bbz(
    start=date(2018, 2, 1),
    eerste_vervaldag=date(2018, 2, 28),
    toekenningsdatum=date(2018, 1, 10),
    aanvraagdatum=date(2017, 12, 1),
    uitbetalingen=(Uitbetaling(date(2018, 1, 10), 2400000),),
    cohort=Cohort.BBZ_VOOR_2020,
)
TERMIJN = 40000 + 16000


def verjaard(op: str, *anders: m.Mutatie, lening: Leningvoorwaarden = OUDE, **velden: Any) -> int:
    kwijt = mut(
        g.AchterstandKwijt, op, naam="zzzz", grondslag="Awb 4:104", verjaring=True, **velden
    )
    uit = loop(op, *anders, kwijt, leningen=(lening,))
    assert not uit.geweigerd
    (posting,) = [een for een in uit.postings if een.soort == "achterstand_kwijt"]
    return posting.bedrag_cent


@pytest.mark.parametrize(
    ("op", "anders", "velden", "termijnen"),
    [
        ("2024-04-10", (), {}, 14),
        ("2023-02-28", (), {}, 0),
        ("2023-03-01", (), {}, 1),
        ("2023-03-31", (), {}, 1),
        ("2023-04-01", (), {}, 2),
        # A stuiting starts the term of what was due anew; what fell due later keeps its own.
        ("2024-04-10", (), {"stuitingen": (Stuiting(date(2019, 1, 15)),)}, 14),
        ("2024-01-15", (), {"stuitingen": (Stuiting(date(2019, 1, 15)),)}, 0),
        ("2024-01-16", (), {"stuitingen": (Stuiting(date(2019, 1, 15)),)}, 11),
        ("2024-04-10", (), {"stuitingen": (Stuiting(date(2020, 6, 1), "dwangbevel"),)}, 0),
        # Too late: what was barred stays barred.
        ("2024-04-10", (), {"stuitingen": (Stuiting(date(2023, 6, 1)),)}, 4),
        # Uitstel, a surseance, and time that is not over.
        ("2024-04-10", (mut(g.Uitstel, "2020-01-10", van=date(2020, 2, 1), maanden=6),), {}, 8),
        (
            "2024-04-10",
            (),
            {"verlengingen": (Verlenging(date(2020, 2, 1), date(2020, 8, 1), "surseance"),)},
            8,
        ),
        (
            "2024-04-10",
            (),
            {"verlengingen": (Verlenging(date(2015, 1, 1), date(2016, 1, 1), "wsnp"),)},
            14,
        ),
    ],
)
def test_elke_termijn_verjaart_op_haar_eigen_dag(
    op: str, anders: Any, velden: dict[str, Any], termijnen: int
) -> None:
    assert verjaard(op, *anders, **velden) == termijnen * TERMIJN


def test_veertien_termijnen_en_niet_alle() -> None:
    """The example: € 7.840,00, not € 33.600,00."""
    assert verjaard("2024-04-10") == 784000
    na = stand(
        "2024-04-10",
        mut(g.AchterstandKwijt, "2024-04-10", grondslag="Awb 4:104", verjaring=True),
        lening=OUDE,
    )
    assert na.hoofdsom_cent == 2400000 - 14 * 40000
    alles = mut(g.AchterstandKwijt, "2024-04-10", grondslag="Toeslagengedupeerden")
    assert stand("2024-04-10", lening=OUDE).achterstand_cent == 33600_00
    assert stand("2024-04-10", alles, lening=OUDE).achterstand_cent == 0


def test_wie_betaalt_erkent_wat_toen_vervallen_was_en_een_storno_neemt_dat_terug() -> None:
    betaling = betaal("2020-01-15", 100, naam="p")
    storno = m.Herroeping(
        mutatie_id="q", boekdatum=date(2020, 2, 1), valutadatum=date(2020, 1, 15), van="p"
    )
    assert verjaard("2025-01-16", betaling) == 23 * TERMIJN - 100
    assert "nog niets verjaard" in _reden_streng("2025-01-15", betaling)
    assert verjaard("2024-04-10", betaling, storno) == 14 * TERMIJN


def test_een_verlenging_die_terugloopt_wordt_geweigerd() -> None:
    kwijt = mut(
        g.AchterstandKwijt,
        "2024-04-10",
        grondslag="Awb 4:104",
        verjaring=True,
        verlengingen=(Verlenging(date(2020, 8, 1), date(2020, 2, 1), "wsnp"),),
    )
    assert "loopt terug" in reden("2024-04-10", kwijt, lening=OUDE)


def _reden_streng(op: str, *anders: m.Mutatie) -> str:
    kwijt = mut(g.AchterstandKwijt, op, naam="zzzz", grondslag="Awb 4:104", verjaring=True)

    (geweigerd,) = verloop(
        bekend((OUDE,), (*anders, kwijt), PARAMETERS, dag(op), streng=True), dag(op)
    ).geweigerd
    return geweigerd.reden


def test_wat_ineens_is_opgeeist_en_kosten_verjaren_na_hun_betaaltermijn() -> None:
    """Six weeks to pay (Awb 4:87), then five years."""
    opeising, kosten = (
        mut(g.Opeising, "2018-03-05", grond=m.Grond.NIET_BETAALD),
        mut(g.Kosten, "2018-03-05", bedrag_cent=1500, grondslag="Awb 4:113"),
    )
    een = bbz(
        schema=OUDE.schema,
        uitbetalingen=OUDE.uitbetalingen,
        toekenningsdatum=OUDE.toekenningsdatum,
        aanvraagdatum=OUDE.aanvraagdatum,
    )
    assert verjaard("2023-04-16", opeising, kosten, lening=een) == TERMIJN + 16000, (
        "terms of February and March (interest only)"
    )
    assert verjaard("2023-04-17", opeising, kosten, lening=een) == TERMIJN + 16000 + 2360000 + 1500


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 90), st.lists(st.dates(date(2018, 3, 1), date(2025, 1, 1)), max_size=3))
def test_verjaring_neemt_nooit_meer_dan_de_achterstand_en_een_stuiting_nooit_minder_over(
    na: int, dagen: list[date]
) -> None:
    op = plus_maanden(date(2023, 2, 10), na % 24) + timedelta(days=na)
    zonder, met = (
        verjaard(op.isoformat()),
        verjaard(op.isoformat(), stuitingen=tuple(Stuiting(een) for een in dagen if een < op)),
    )
    assert met <= zonder <= stand(op.isoformat(), lening=OUDE).achterstand_cent


# --- Tozo interest of 2020 by the balance
def rente_2020(*mutaties: m.Mutatie, lening: Leningvoorwaarden | None = None) -> list[int]:
    uit = loop("2022-06-30", *mutaties, leningen=(lening or tozo(),))
    assert not uit.geweigerd
    return [een.bedrag_cent for een in uit.postings if een.soort == "rente"]


def in_delen(*delen: tuple[str, int]) -> Leningvoorwaarden:
    return replace(tozo(), uitbetalingen=tuple(Uitbetaling(dag(op), cent) for op, cent in delen))


@pytest.mark.parametrize(
    ("mutaties", "lening", "rente"),
    [
        ((), tozo(), [13543]),
        ((mut(m.ExtraAflossing, "2020-09-10", bedrag_cent=1015700),), tozo(), [8464]),
        ((mut(m.AflossingIneens, "2020-09-10", bedrag_cent=1015700),), tozo(), [8464]),
        ((mut(m.AflossingIneens, "2020-09-10"),), tozo(), [8464]),
        ((mut(m.ExtraAflossing, "2020-09-01", bedrag_cent=1015700),), tozo(), [6771]),
        ((mut(m.ExtraAflossing, "2020-09-10", bedrag_cent=500000),), tozo(), [11043]),
        ((mut(m.ExtraAflossing, "2020-12-31", bedrag_cent=500000),), tozo(), [13543]),
        ((mut(m.ExtraAflossing, "2020-04-20", bedrag_cent=1015700),), tozo(), []),
        ((), in_delen(("2020-04-15", 700000), ("2020-07-01", 315700)), [11964]),
        ((), in_delen(("2020-04-15", 700000), ("2020-06-30", 315700)), [12490]),
        ((), in_delen(("2020-11-30", 700000), ("2020-12-01", 315700)), [1167]),
        (
            (),
            in_delen(
                ("2020-12-01", 1015700),
            ),
            [],
        ),
    ],
)
def test_de_tozo_rente_van_2020_volgt_het_saldo(
    mutaties: tuple[m.Mutatie, ...], lening: Leningvoorwaarden, rente: list[int]
) -> None:
    assert rente_2020(*mutaties, lening=lening) == rente


def test_wie_de_tozo_lening_in_2020_aflost_is_de_rente_pas_later_schuldig_of_betaalt_haar_meteen() -> (
    None
):
    zonder = mut(m.AflossingIneens, "2020-09-10", bedrag_cent=1015700)
    nu = stand("2020-09-30", zonder, lening=tozo(), bekend_op="2022-02-01")
    assert (nu.hoofdsom_cent, nu.uitgestelde_rente_cent, nu.achterstand_cent) == (0, 8464, 0)
    assert nu.status is not Leningstatus.AFGELOST
    assert stand("2022-07-02", zonder, lening=tozo()).achterstand_cent == 8464
    meteen = mut(m.AflossingIneens, "2020-09-10")
    assert (
        stand("2020-09-10", meteen, lening=tozo(), bekend_op="2022-02-01").status
        is Leningstatus.AFGELOST
    )
    assert "is te weinig" in reden(
        "2020-09-10", mut(m.AflossingIneens, "2020-09-10", bedrag_cent=1015699), lening=tozo()
    )


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 260), st.integers(1, 400_000)), max_size=4))
def test_de_rente_van_2020_is_de_som_van_de_saldi_per_maand(stappen: list[tuple[int, int]]) -> None:
    """An own sum: the balance at the first day of each month, after what was paid on that day."""
    mutaties = [
        mut(
            m.ExtraAflossing,
            (date(2020, 4, 16) + timedelta(days=na)).isoformat(),
            naam=f"e{nummer}",
            bedrag_cent=cent,
        )
        for nummer, (na, cent) in enumerate(stappen)
    ]
    saldi = [
        max(
            0,
            1015700
            - sum(een.bedrag_cent for een in mutaties if een.valutadatum <= date(2020, maand, 1)),
        )
        for maand in range(5, 13)
    ]
    verwacht = afgerond(Fraction(sum(saldi) * 2, 1200))
    assert sum(rente_2020(*mutaties)) == verwacht


# --- Wettelijke rente, however it is cut (BW 6:119 lid 2)
# € 1.000,00 fell due on 30 June 2023 and stays unpaid.
VERVALLEN = bbz(
    hoofdsom_cent=100000,
    termijnen=1,
    methode=Methode.RENTELOOS,
    product=Product.RENTELOOS,
    start=date(2023, 6, 1),
    eerste_vervaldag=date(2023, 6, 30),
    toekenningsdatum=date(2023, 5, 10),
    aanvraagdatum=date(2023, 5, 1),
    uitbetalingen=(Uitbetaling(date(2023, 5, 10), 100000),),
)
VAN, TOT = date(2023, 7, 1), date(2025, 1, 1)


def in_besluiten(*grenzen: date) -> list[m.Mutatie]:
    dagen = [VAN, *grenzen, TOT]
    return [
        mut(
            g.WettelijkeRente,
            van.isoformat(),
            naam=f"w{nummer}",
            tot=tot,
            toerekenbaar=True,
        )
        for nummer, (van, tot) in enumerate(pairwise(dagen))
    ]


def wettelijk(uit: Verloop) -> list[int]:
    assert not uit.geweigerd
    return [een.bedrag_cent for een in uit.postings if een.soort == "wettelijke_rente"]


def test_wettelijke_rente_in_een_besluit_of_in_twee() -> None:
    assert wettelijk(loop("2025-01-01", *in_besluiten(), leningen=(VERVALLEN,))) == [10254]
    assert wettelijk(
        loop("2025-01-01", *in_besluiten(date(2024, 7, 1)), leningen=(VERVALLEN,))
    ) == [6506, 3748]


GRENZEN = st.sets(st.dates(VAN + timedelta(days=1), TOT - timedelta(days=1)), max_size=5).map(
    sorted
)
AFLOSSINGEN = st.lists(
    st.tuples(st.dates(VAN, TOT - timedelta(days=1)), st.integers(1, 40_000)), max_size=3
)


@settings(max_examples=60, deadline=None)
@given(GRENZEN)
def test_wettelijke_rente_is_hetzelfde_hoe_men_haar_ook_knipt(grenzen: list[date]) -> None:
    assert (
        sum(wettelijk(loop("2025-01-01", *in_besluiten(*grenzen), leningen=(VERVALLEN,)))) == 10254
    )


@settings(max_examples=60, deadline=None)
@given(GRENZEN, AFLOSSINGEN)
def test_geknipt_met_betalingen_draagt_betaalde_rente_geen_rente(
    grenzen: list[date], aflossingen: list[tuple[date, int]]
) -> None:
    """A payment first takes wettelijke rente that was fixed: then less hoofdsom is paid, never more rente in all than uncut and unpaid."""
    betalingen = [
        betaal(op.isoformat(), cent, naam=f"p{nummer}")
        for nummer, (op, cent) in enumerate(aflossingen)
    ]
    uit = loop("2025-01-01", *in_besluiten(*grenzen), *betalingen, leningen=(VERVALLEN,))
    bedragen = [een.bedrag_cent for een in uit.postings if een.soort == "wettelijke_rente"]
    assert sum(bedragen) <= 10254
    assert all(cent > 0 for cent in bedragen)


def test_een_klein_bedrag_per_besluit_telt_samen_voor_de_drempel() -> None:
    """€ 20,00 is reached by the sum (Awb 4:98 lid 2): 30 days each, nothing until it is."""
    klein = replace(
        VERVALLEN,
        schema=replace(VERVALLEN.schema, hoofdsom_cent=30000),
        uitbetalingen=(Uitbetaling(date(2023, 5, 10), 30000),),
    )
    maanden = [plus_maanden(VAN, nummer) for nummer in range(1, 18)]
    delen = wettelijk(loop("2025-01-01", *in_besluiten(*maanden), leningen=(klein,)))
    heel = wettelijk(loop("2025-01-01", *in_besluiten(), leningen=(klein,)))
    assert sum(delen) == sum(heel) == 3076
    assert delen[0] >= 2000
    assert len(delen) < len(maanden)


@given(st.sets(st.dates(date(2015, 1, 2), date(2024, 12, 30)), min_size=1, max_size=6).map(sorted))
def test_ook_de_som_zelf_is_in_delen_gelijk(grenzen: list[date]) -> None:
    """As a vordering is fixed: what is due up to a day, less what was fixed before."""

    standen, al = [Post(date(2015, 1, 1), 500_000)], 0
    for tot in [*grenzen, date(2024, 12, 31)]:
        al += max(0, wettelijke_rente(standen, tot, PARAMETERS).verschuldigd_cent - al)
    assert al == wettelijke_rente(standen, date(2024, 12, 31), PARAMETERS).verschuldigd_cent


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(["maand", "act_365", "30e_360", "act_act_isda"]),
    st.lists(
        st.tuples(st.integers(0, 300), st.sampled_from(["kosten", "stop", "dag"])), max_size=6
    ),
)
def test_contractrente_hangt_niet_af_van_wat_er_tussendoor_wordt_besloten(
    telling: str, stappen: list[tuple[int, str]]
) -> None:
    lening = bbz(dagtelling=Dagtelling(telling), eerste_vervaldag=date(2026, 4, 1))
    mutaties = []
    for nummer, (na, soort) in enumerate(stappen):
        op = (date(2026, 3, 1) + timedelta(days=na)).isoformat()
        if soort == "kosten":
            mutaties.append(
                mut(g.Kosten, op, naam=f"k{nummer}", bedrag_cent=100, grondslag="Awb 4:113")
            )
        if soort == "stop":
            mutaties.append(
                mut(g.BuitenInvordering, op, naam=f"s{nummer}", hervat=bool(nummer % 2))
            )

    def rente(*alle: m.Mutatie) -> list[tuple[date, int]]:
        return [
            (een.valutadatum, een.bedrag_cent)
            for een in loop("2027-03-01", *alle, leningen=(lening,)).postings
            if een.soort == "rente"
        ]

    assert rente(*mutaties) == rente()


# --- Renteloos from the end date (art. 43 lid 2, B-8)
@pytest.mark.parametrize(
    ("einde", "rente"),
    [
        ("2026-06-01", [16000, 16000, 16000]),
        ("2026-06-02", [16000, 16000, 16000, 533]),
        ("2026-06-15", [16000, 16000, 16000, 7467]),
        ("2026-06-30", [16000, 16000, 16000, 15467]),
        ("2026-07-01", [16000, 16000, 16000, 16000]),
    ],
)
def test_renteloos_telt_vanaf_de_dag_waarop_het_bedrijf_eindigde(
    einde: str, rente: list[int]
) -> None:
    """€ 24.000,00 at 8 % is € 160,00 a month; June has 30 days."""
    uit = loop("2026-12-31", mut(g.EindeBedrijf, einde, verwijtbaar=False, renteloos=True))
    regels = [
        regel
        for een in uit.postings
        for regel in een.boekregels
        if regel.rekening.endswith("baten_rente")
    ]
    assert -sum(regel.bedrag_cent for regel in regels) == sum(rente)
    assert uit.standen["a"].rente_open() == sum(rente)


@pytest.mark.parametrize(
    "telling", [Dagtelling.ACT_365, Dagtelling.D30E_360, Dagtelling.ACT_ACT_ISDA]
)
def test_renteloos_bij_een_dagtelling(telling: Dagtelling) -> None:
    lening = bbz(dagtelling=telling, eerste_vervaldag=date(2026, 4, 1))
    einde = mut(g.EindeBedrijf, "2026-06-15", verwijtbaar=False, renteloos=True)
    delen = {
        Dagtelling.ACT_365: Fraction(14, 365),
        Dagtelling.D30E_360: Fraction(14, 360),
        Dagtelling.ACT_ACT_ISDA: Fraction(14, 365),
    }
    rente = [
        een.bedrag_cent
        for een in loop("2026-12-31", einde, leningen=(lening,)).postings
        if een.soort == "rente"
    ]
    assert rente[3:] == [afgerond(2400000 * Fraction(8, 100) * delen[telling])]


def test_een_betaalde_termijn_die_verder_loopt_dan_het_einde_geeft_rente_terug() -> None:
    """Due on the 20th, paid on the 20th, the business ended on the 25th: six of thirty days of June go back."""
    lening = bbz(eerste_vervaldag=date(2026, 3, 20))
    betalingen = [
        betaal(f"2026-{maand:02}-20", 56000 - nummer * 267, naam=f"p{maand}")
        for nummer, maand in enumerate(range(3, 7))
    ]
    uit = loop(
        "2026-06-25",
        *betalingen,
        mut(g.EindeBedrijf, "2026-06-25", verwijtbaar=False, renteloos=True),
        leningen=(lening,),
    )
    juni = [een.bedrag_cent for een in uit.postings if een.soort == "rente"][3]
    (einde,) = [een for een in uit.postings if een.soort == "renteloos"]
    assert sum(max(0, regel.bedrag_cent) for regel in einde.boekregels) == juni - afgerond(
        Fraction(juni * 24, 30)
    )


# --- Tegoed pays at once
def test_kosten_worden_uit_het_tegoed_betaald_op_hun_eigen_dag() -> None:
    bestand = CASES / "b33_tegoed_kosten.json"
    if not bestand.exists():
        pytest.skip(f"{bestand} is not here")
    vraag = Vraag.model_validate_json(bestand.read_text())
    for peil in antwoord(vraag, PARAMETERS).saldi[:3]:
        assert (peil.kosten_cent, peil.achterstand_cent, peil.tegoed_cent) == (0, 0, 3000), (
            peil.geldig_op
        )


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["betaal", "ontvang", "kosten", "opeis", "regel"]),
            st.integers(0, 90),
            st.integers(1, 90_000),
        ),
        min_size=1,
        max_size=7,
    ),
    st.sampled_from(["maand", "act_365"]),
)
def test_er_is_nooit_tegoed_naast_iets_dat_te_betalen_is(
    stappen: list[tuple[str, int, int]], telling: str
) -> None:
    """At the end of any day, whatever happened."""
    lening = bbz(
        dagtelling=Dagtelling(telling),
        eerste_vervaldag=date(2026, 4, 1),
        hoofdsom_cent=240000,
        termijnen=6,
    )
    mutaties: list[m.Mutatie] = []
    for nummer, (soort, na, cent) in enumerate(stappen):
        op, naam = (date(2026, 2, 12) + timedelta(days=na)).isoformat(), f"m{nummer}"
        match soort:
            case "kosten":
                mutaties.append(
                    mut(g.Kosten, op, naam=naam, bedrag_cent=cent, grondslag="Awb 4:113")
                )
            case "opeis":
                mutaties.append(mut(g.Opeising, op, naam=naam, grond=m.Grond.NIET_BETAALD))
            case "regel":
                mutaties.append(
                    mut(
                        g.Schuldregeling,
                        op,
                        naam=naam,
                        bedrag_cent=cent,
                        alle_schuldeisers_werken_mee=True,
                    )
                )
            case _:
                mutaties.append(
                    mut(
                        m.Betaling if soort == "betaal" else m.Ontvangst,
                        op,
                        naam=naam,
                        bedrag_cent=cent,
                    )
                )
    for na in range(0, 100, 7):
        op = date(2026, 2, 12) + timedelta(days=na)
        nu = loop(op.isoformat(), *mutaties, leningen=(lening,)).standen["a"]
        assert not (nu.tegoed_cent and nu.openstaand(op).totaal_cent), op


# --- Bounds
def test_een_aflossing_ineens_zonder_bedrag_was_wat_er_toen_nodig_was() -> None:
    """A payment of April that is found in June does not make the payoff of May smaller: what is too much is tegoed.

    € 1.000,00, and the interest of May over € 680,00 that had been paid by then: € 4,53.
    """
    ineens, laat = (
        mut(m.AflossingIneens, "2026-05-15", naam="x"),
        betaal("2026-04-10", 100000, boekdatum="2026-06-10", naam="laat"),
    )
    lening = bbz()
    vast = met_bedragen((lening,), (ineens, laat), PARAMETERS)
    (toen,) = [
        een.bedrag_cent
        for een in loop("2026-05-15", ineens).postings
        if een.mutatie_id == "x" and een.soort == "betaling"
    ]
    assert vast[0] == replace(ineens, bedrag_cent=toen, aanvaard=True)
    nu = stand("2026-06-30", *vast)
    assert (nu.status, nu.tegoed_cent) == (Leningstatus.AFGELOST, 100000 + 453)


def test_een_aanvaarde_aflossing_ineens_die_te_weinig_blijkt_blijft_een_ontvangst() -> None:
    betaling, ineens = (
        betaal("2026-04-10", 100000, naam="p"),
        mut(m.AflossingIneens, "2026-05-15", naam="x"),
    )
    vast = met_bedragen((bbz(),), (betaling, ineens), PARAMETERS)
    storno = m.Herroeping(
        mutatie_id="s", boekdatum=date(2026, 6, 1), valutadatum=date(2026, 4, 10), van="p"
    )
    uit = loop("2026-06-01", *vast, storno)
    assert not uit.geweigerd
    ontvangen = sum(
        regel.bedrag_cent
        for een in uit.postings
        for regel in een.boekregels
        if regel.rekening == "bank"
    )
    assert ontvangen == vast[1].bedrag_cent  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("methode", "extra", "einde"),
    [
        (Methode.LINEAIR, 0, "2031-02-28"),
        (Methode.LINEAIR, 1200000, "2028-08-31"),
        (Methode.LINEAIR, 40000, "2031-01-31"),
        (Methode.LINEAIR, 39999, "2031-02-28"),
        (Methode.ANNUITAIR, 0, "2031-02-28"),
        (Methode.ANNUITAIR, 1200000, "2028-06-30"),
    ],
)
def test_na_een_extra_aflossing_eindigt_de_lening_eerder(
    methode: Methode, extra: int, einde: str
) -> None:
    lening = bbz(methode=methode)
    mutaties = (mut(m.ExtraAflossing, "2026-03-10", bedrag_cent=extra),) if extra else ()
    assert stand("2026-03-20", *mutaties, lening=lening).einddatum == dag(einde)
    op_tijd = [mut(m.ExtraAflossing, "2026-03-10", bedrag_cent=extra)] if extra else []
    uit = loop("2032-01-01", *op_tijd, leningen=(lening,))
    laatste = max(
        een.termijn for een in uit.postings if een.soort == "termijn" and een.aflossing_cent
    )
    if methode is Methode.LINEAIR:
        assert plus_maanden(date(2026, 3, 1), laatste) - timedelta(days=1) == dag(einde)


def test_met_gelijke_einddatum_uitstel_en_opeising_blijft_de_einddatum_van_het_schema() -> None:
    blijft = mut(
        m.ExtraAflossing, "2026-03-10", bedrag_cent=1200000, keuze=m.Keuze.EINDDATUM_BLIJFT
    )
    assert stand("2026-03-20", blijft).einddatum == date(2031, 2, 28)
    assert stand("2026-06-20", blijft).einddatum == date(2031, 2, 28)
    extra = mut(m.ExtraAflossing, "2026-03-10", bedrag_cent=1200000)
    uitstel = mut(g.Uitstel, "2026-04-10", van=date(2026, 5, 1), maanden=3)
    assert stand("2026-06-20", extra, uitstel).einddatum == date(2028, 11, 30)
    laat = mut(g.Uitstel, "2026-04-10", van=date(2030, 5, 1), maanden=3)
    assert stand("2026-06-20", extra, laat).einddatum == date(2028, 8, 31), (
        "uitstel after the last term moves nothing"
    )
    assert stand(
        "2026-06-20", mut(g.Opeising, "2026-05-10", grond=m.Grond.NIET_BETAALD)
    ).einddatum == date(2031, 2, 28)


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from([Methode.LINEAIR, Methode.ANNUITAIR, Methode.RENTELOOS]),
    st.integers(1, 60),
    st.integers(1, 3_000_000),
    st.integers(0, 3_000_000),
)
def test_de_einddatum_is_de_dag_waarop_de_laatste_termijn_eindigt(
    methode: Methode, termijnen: int, hoofdsom: int, extra: int
) -> None:
    """The run itself says when the last term asks hoofdsom, when everything is paid on its day."""
    lening = bbz(methode=methode, termijnen=termijnen, hoofdsom_cent=hoofdsom)
    mutaties = (mut(m.ExtraAflossing, "2026-03-10", bedrag_cent=extra),) if extra else ()

    uit = verloop(
        Kennis((lening,), mutaties, PARAMETERS, date(2033, 1, 1), betaalt_vanaf=date(2026, 3, 31)),
        date(2033, 1, 1),
    )
    laatste = max(
        (een.termijn for een in uit.postings if een.soort == "termijn" and een.aflossing_cent),
        default=1,
    )
    assert stand("2026-03-20", *mutaties, lening=lening).einddatum == plus_maanden(
        date(2026, 3, 1), laatste
    ) - timedelta(days=1)
