"""Application of payments: Awb 4:92, BW 6:43 and 6:44."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.recht.toerekening import (
    Openstaand,
    Post,
    Schuld,
    SchuldIsOnbekend,
    Toerekening,
    verdeel,
    verdeel_over,
)

JAN, FEB, MRT, APR = (date(2026, maand, 1) for maand in (1, 2, 3, 4))
OPEN = Openstaand(1500, (Post(FEB, 2000), Post(JAN, 1000)), (Post(MRT, 5000), Post(JAN, 5000)))


@pytest.mark.parametrize(
    ("betaald", "kosten", "rente", "hoofdsom", "rest"),
    [
        (0, 0, (), (), 0),
        (1000, 1000, (), (), 0),
        (2000, 1500, (Post(JAN, 500),), (), 0),
        (4500, 1500, (Post(JAN, 1000), Post(FEB, 2000)), (), 0),
        (10500, 1500, (Post(JAN, 1000), Post(FEB, 2000)), (Post(JAN, 5000), Post(MRT, 1000)), 0),
        (20000, 1500, (Post(JAN, 1000), Post(FEB, 2000)), (Post(JAN, 5000), Post(MRT, 5000)), 5500),
    ],
)
def test_kosten_dan_rente_dan_hoofdsom(
    betaald: int, kosten: int, rente: tuple[Post, ...], hoofdsom: tuple[Post, ...], rest: int
) -> None:
    uit = verdeel(betaald, OPEN)
    assert (uit.kosten_cent, uit.rente, uit.hoofdsom, uit.rest_cent) == (
        kosten,
        rente,
        hoofdsom,
        rest,
    )


def test_de_uitleg_noemt_elk_deel() -> None:
    assert (
        verdeel(4600, OPEN).uitleg
        == "Betaling van € 46,00: € 15,00 kosten, € 30,00 rente, € 1,00 aflossing (Awb 4:92 lid 1; BW 6:44 lid 1)"
    )
    assert verdeel(0, OPEN).uitleg == "Betaling van € 0,00: niets (Awb 4:92 lid 1; BW 6:44 lid 1)"


def schuld(naam: str, rente: int, ontstaan: date, *posten: Post, kosten: int = 0) -> Schuld:
    return Schuld(naam, ontstaan, Decimal(rente), Openstaand(kosten, (), posten))


BBZ = schuld("bbz", 8, FEB, Post(FEB, 5000), Post(APR, 90000))
TOZO = schuld("tozo", 2, JAN, Post(JAN, 3000))
OUDER = schuld("ouder", 8, JAN, Post(MRT, 2000))


def over(
    betaald: int, *schulden: Schuld, keuze: tuple[str, ...] = ()
) -> tuple[dict[str, int], int]:
    verdeling, rest = verdeel_over(betaald, schulden, MRT, keuze)
    return {naam: deel.toegerekend_cent for naam, deel in verdeling.items()}, rest


def test_eerst_opeisbaar_dan_het_meest_bezwarend_dan_het_oudst() -> None:
    assert over(1000, BBZ, TOZO, OUDER) == ({"ouder": 1000}, 0)
    assert over(6000, BBZ, TOZO, OUDER) == ({"ouder": 2000, "bbz": 4000}, 0)
    assert over(10000, BBZ, TOZO, OUDER) == ({"ouder": 2000, "bbz": 5000, "tozo": 3000}, 0)
    assert over(10001, BBZ, TOZO, OUDER) == ({"ouder": 2000, "bbz": 5001, "tozo": 3000}, 0)
    assert over(100007, BBZ, TOZO, OUDER) == ({"ouder": 2000, "bbz": 95000, "tozo": 3000}, 7)


def test_even_bezwarend_en_even_oud_gaat_naar_evenredigheid_met_de_rest_naar_de_eerste() -> None:
    een, twee = schuld("een", 8, JAN, Post(JAN, 200)), schuld("twee", 8, JAN, Post(JAN, 100))
    assert over(100, een, twee) == ({"een": 67, "twee": 33}, 0)


def test_de_debiteur_wijst_de_schuld_aan() -> None:
    assert over(2500, BBZ, TOZO, OUDER, keuze=("tozo",)) == ({"tozo": 2500}, 0)
    assert over(4000, BBZ, TOZO, OUDER, keuze=("tozo",)) == ({"tozo": 3000, "ouder": 1000}, 0)
    verdeling, _ = verdeel_over(2500, (BBZ, TOZO), MRT, ("tozo",))
    assert verdeling["tozo"].grondslag.endswith("BW 6:43 lid 1; Awb 4:92 lid 2")


def test_een_onbekende_keuze_wordt_geweigerd() -> None:
    with pytest.raises(SchuldIsOnbekend, match="Kies een openstaande schuld"):
        over(100, BBZ, keuze=("weg",))


def test_kosten_gaan_ook_bij_meer_schulden_voor() -> None:
    verdeling, _ = verdeel_over(2500, (schuld("a", 8, JAN, Post(JAN, 5000), kosten=1000),), MRT)
    assert (verdeling["a"].kosten_cent, verdeling["a"].hoofdsom_cent) == (1000, 1500)


POSTEN = st.lists(
    st.builds(
        Post, st.sampled_from((JAN, FEB, MRT, APR)), st.integers(min_value=0, max_value=10**6)
    ),
    max_size=4,
).map(tuple)
STANDEN = st.builds(Openstaand, st.integers(min_value=0, max_value=10**4), POSTEN, POSTEN)
SCHULDEN = st.lists(
    st.tuples(st.sampled_from((JAN, FEB)), st.sampled_from((Decimal(2), Decimal(8))), STANDEN),
    min_size=1,
    max_size=4,
).map(lambda rijen: tuple(Schuld(str(nr), *rij) for nr, rij in enumerate(rijen)))


@given(st.integers(min_value=0, max_value=10**7), STANDEN)
def test_geen_cent_gaat_verloren(betaald: int, stand: Openstaand) -> None:
    uit = verdeel(betaald, stand)
    assert uit.toegerekend_cent + uit.rest_cent == betaald
    assert stand.na(uit).totaal_cent == stand.totaal_cent - uit.toegerekend_cent
    assert uit.rest_cent == 0 or stand.na(uit).totaal_cent == 0
    assert (
        uit.hoofdsom_cent == 0
        or stand.na(uit).kosten_cent == sum(post.cent for post in stand.na(uit).rente) == 0
    )


@given(st.integers(min_value=0, max_value=10**7), SCHULDEN)
def test_geen_cent_gaat_over_schulden_verloren(betaald: int, schulden: tuple[Schuld, ...]) -> None:
    verdeling, rest = verdeel_over(betaald, schulden, MRT)
    assert sum(deel.toegerekend_cent for deel in verdeling.values()) + rest == betaald
    assert rest == max(0, betaald - sum(een.openstaand.totaal_cent for een in schulden))
    assert all(deel.rest_cent == 0 for deel in verdeling.values())


@given(
    st.integers(min_value=0, max_value=10**6), st.integers(min_value=0, max_value=10**6), SCHULDEN
)
def test_twee_betalingen_na_elkaar_zijn_een_betaling(
    een: int, twee: int, schulden: tuple[Schuld, ...]
) -> None:
    """Only where nothing is shared in proportion: rounding of shares depends on the amount."""
    uniek = {(schuld.jaarrente_procent, schuld.ontstaan_op): schuld for schuld in schulden}.values()
    eerst, rest = verdeel_over(een, tuple(uniek), MRT)
    daarna = tuple(
        Schuld(
            s.schuld_id,
            s.ontstaan_op,
            s.jaarrente_procent,
            s.openstaand.na(eerst[s.schuld_id]) if s.schuld_id in eerst else s.openstaand,
        )
        for s in uniek
    )
    tweede, rest_twee = verdeel_over(twee, daarna, MRT)
    samen, rest_samen = verdeel_over(een + twee, tuple(uniek), MRT)
    assert rest + rest_twee == rest_samen
    for schuld_een in uniek:
        naam = schuld_een.schuld_id
        delen = [
            deel[naam].toegerekend_cent if naam in deel else 0 for deel in (eerst, tweede, samen)
        ]
        assert delen[0] + delen[1] == delen[2]


def test_wat_niet_open_staat_is_niets() -> None:
    assert Openstaand().totaal_cent == 0
    assert verdeel(5, Openstaand()).rest_cent == 5
    assert (Toerekening().kosten_cent, Toerekening().rest_cent) == (0, 0)
    assert verdeel(700, Openstaand(200)).uitleg.startswith(
        "Betaling van € 7,00: € 2,00 kosten, € 5,00 nog niet toegerekend (Awb"
    )


def test_wat_open_blijft_staat_op_volgorde_van_vervaldag() -> None:
    stand = Openstaand(0, (), (Post(MRT, 30), Post(JAN, 20), Post(JAN, 10)))
    assert stand.na(verdeel(15, stand)).hoofdsom == (Post(JAN, 15), Post(MRT, 30))
    assert stand.na(verdeel(0, stand)).hoofdsom == (Post(JAN, 10), Post(JAN, 20), Post(MRT, 30))


def test_de_grondslag_van_een_verdeling_over_schulden() -> None:
    verdeling, _ = verdeel_over(100, (TOZO,), MRT)
    assert verdeling["tozo"].grondslag == "Awb 4:92 lid 1; BW 6:44 lid 1; BW 6:43 lid 2"
    verdeling, _ = verdeel_over(94000, (BBZ,), MRT, ("bbz",))
    assert (
        verdeling["bbz"].grondslag == "Awb 4:92 lid 1; BW 6:44 lid 1; BW 6:43 lid 1; Awb 4:92 lid 2"
    )


def test_een_schuld_die_in_twee_ronden_betaald_wordt_telt_op() -> None:
    verdeling, rest = verdeel_over(
        6001, (schuld("a", 8, JAN, Post(JAN, 5000), Post(APR, 100), kosten=1000),), MRT
    )
    assert (verdeling["a"].kosten_cent, verdeling["a"].hoofdsom, verdeling["a"].rest_cent) == (
        1000,
        (Post(JAN, 5000), Post(APR, 1)),
        0,
    )
    assert rest == 0
