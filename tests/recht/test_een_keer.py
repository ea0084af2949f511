"""What the law gives once: waived, decided and taken back once, over its own boekjaar; and nothing is accepted that does nothing."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.ledger.domain.grootboek.boekregels import Grootboek, rekening
from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.verloop import mutaties as m
from services.ledger.domain.verloop.kennis import bekend
from services.ledger.domain.verloop.rentekwijtschelding import boekjaarnummer
from services.ledger.domain.verloop.verloop import vergeefs, verloop
from shared.dates import plus_maanden
from shared.recht.aflosschema import Methode
from shared.recht.cohort import Cohort
from tests.ledger.verloop.test_verloop import (
    BORG,
    OUD,
    PARAMETERS,
    VOORBEREIDING,
    bbz,
    betaal,
    dag,
    loop,
    mut,
    op_tijd,
    reden,
    rentekwijt,
    stand,
    veranderd,
)
from tests.recht.boeken import rekeningsaldi

JUNI = "2025-06-01"


def kwijt(naam: str, **anders: Any) -> m.Mutatie:
    mutatie: m.Mutatie = replace(rentekwijt(**anders), mutatie_id=naam)
    return mutatie


def herroep(
    van: str, naam: str, boekdatum: str, soort: Literal["storno", "correctie"] = "correctie"
) -> m.Herroeping:
    return m.Herroeping(
        mutatie_id=naam,
        boekdatum=dag(boekdatum),
        valutadatum=date(2026, 3, 31),
        van=van,
        soort=soort,
    )


def waived(*mutaties: m.Mutatie, lening: Any = OUD, tot: str = JUNI) -> int:
    uit = loop(tot, *mutaties, leningen=(lening,))
    regels = [regel for posting in uit.postings for regel in posting.boekregels]
    return rekeningsaldi(regels).get(
        rekening(Grootboek.KWIJTSCHELDING_RENTE, Cohort.BBZ_VANAF_2020).code, 0
    )


def test_rente_van_een_boekjaar_wordt_een_keer_kwijtgescholden() -> None:
    assert "al besloten: € 553,68" in reden(JUNI, kwijt("a"), kwijt("b"), lening=OUD)
    assert waived(kwijt("a"), kwijt("b")) == 55368
    overlap = kwijt("b", boekjaar_begin=date(2024, 5, 1))
    assert "(een deel van) het boekjaar" in reden(JUNI, kwijt("a"), overlap, lening=OUD)


def test_na_een_correctie_kan_er_opnieuw_over_het_boekjaar_worden_besloten() -> None:
    terug = herroep("a", "terug", JUNI)
    assert waived(kwijt("a"), terug, kwijt("b", netto_inkomen_cent=1540000)) == 15368


def test_kwijtgescholden_rente_is_nooit_betaald_en_gaat_dus_niet_terug() -> None:
    """€ 1.920,00 over 2024, all waived in part before: what is left is waived, nothing goes back."""
    eerder = mut(
        g.Kwijtschelding, "2025-05-01", bedrag_cent=150000, deel="rente", grondslag="besluit"
    )
    na = stand(JUNI, eerder, kwijt("a", netto_inkomen_cent=0), lening=OUD)
    assert na.tegoed_cent == 0
    achterstand = mut(g.AchterstandKwijt, "2025-05-01", grondslag="Toeslagengedupeerden")
    assert stand(JUNI, achterstand, kwijt("a", netto_inkomen_cent=0), lening=OUD).tegoed_cent == 0
    assert waived(achterstand, kwijt("a", netto_inkomen_cent=0)) == 18 * 16000, (
        "all interest up to April 2025, not that of 2024 twice"
    )


def test_samen_met_bijstand_niet_meer_dan_de_jaarnorm() -> None:
    """Art. 21 lid 3."""
    assert waived(kwijt("a", netto_inkomen_cent=0, bijstand_cent=1500000)) == 55368
    assert waived(kwijt("a", netto_inkomen_cent=1540000, bijstand_cent=1500000)) == 15368
    assert waived(kwijt("a", netto_inkomen_cent=0, bijstand_cent=1555368)) == 0


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 19),
    st.lists(
        st.tuples(st.sampled_from(["rente", "jaar"]), st.integers(1, 200_000), st.integers(0, 20)),
        max_size=6,
    ),
)
def test_er_wordt_nooit_meer_rente_kwijtgescholden_dan_er_is(
    betaald: int, stappen: list[tuple[str, int, int]]
) -> None:
    """Whatever is waived, how often and when: paid + waived + open = booked, and no cent goes back that was not paid."""
    mutaties: list[m.Mutatie] = list(op_tijd(OUD, betaald))
    for nummer, (soort, cent, dagen) in enumerate(stappen):
        op = (date(2025, 6, 1) + timedelta(days=dagen)).isoformat()
        if soort == "rente":
            mutaties.append(
                mut(
                    g.Kwijtschelding,
                    op,
                    naam=f"k{nummer}",
                    bedrag_cent=cent,
                    deel="rente",
                    grondslag="besluit",
                )
            )
        else:
            mutaties.append(
                replace(
                    kwijt(f"j{nummer}", netto_inkomen_cent=1555368 - cent),
                    valutadatum=dag(op),
                    boekdatum=dag(op),
                )
            )
    uit = loop("2025-06-25", *mutaties, leningen=(OUD,))
    van_2024 = [een for een in uit.standen["a"].rente if een.over.year == 2024]
    assert all(0 <= een.open_cent <= een.geboekt_cent - een.kwijt_cent for een in van_2024)
    jaar = [een.bedrag_cent for een in uit.postings if een.soort == "rentekwijtschelding"]
    assert sum(jaar) <= 192000
    assert len(jaar) <= 1
    betaalde_rente = sum(
        termijn.cent
        for posting in uit.postings
        if posting.toerekening
        for termijn in posting.toerekening.rente
    )
    assert uit.standen["a"].tegoed_cent <= betaalde_rente


@pytest.mark.parametrize(
    ("aanvraag", "begin", "nummer"),
    [
        ("2024-02-01", "2023-07-01", 0),
        ("2024-02-01", "2024-07-01", 1),
        ("2024-02-01", "2025-07-01", 2),
        ("2024-02-01", "2026-07-01", 3),
        ("2024-07-01", "2024-07-01", 0),
        ("2024-06-30", "2024-07-01", 1),
        ("2024-12-31", "2024-01-01", 0),
        ("2024-01-20", "2024-01-01", 0),
        ("2024-12-31", "2025-01-01", 1),
        ("2023-09-01", "2024-01-01", 1),
        ("2023-09-01", "2022-01-01", -1),
        ("2024-03-01", "2024-02-29", 0),
    ],
)
def test_een_boekjaar_telt_vanaf_dat_van_de_aanvraag(
    aanvraag: str, begin: str, nummer: int
) -> None:
    assert boekjaarnummer(dag(aanvraag), dag(begin)) == nummer


@given(st.dates(date(2010, 1, 1), date(2030, 1, 1)), st.dates(date(2020, 1, 1), date(2020, 12, 28)))
def test_elke_dag_ligt_in_precies_een_boekjaar(aanvraag: date, begin: date) -> None:
    nul = [
        jaar
        for jaar in range(-15, 15)
        if boekjaarnummer(aanvraag, plus_maanden(begin, 12 * jaar)) == 0
    ]
    assert len(nul) == 1
    van = plus_maanden(begin, 12 * nul[0])
    assert van <= aanvraag < plus_maanden(van, 12)


def test_een_gebroken_boekjaar_geeft_recht_over_de_twee_boekjaren_na_dat_van_de_aanvraag() -> None:
    gebroken = replace(OUD, aanvraagdatum=date(2024, 2, 1))
    op = date(2028, 1, 1)
    alle = [
        replace(kwijt("a", boekjaar_begin=date(jaar, 7, 1)), valutadatum=op, boekdatum=op)
        for jaar in (2023, 2024, 2025, 2026)
    ]
    mag = [not loop("2028-01-01", een, leningen=(gebroken,)).geweigerd for een in alle]
    assert mag == [False, True, True, False]


EINDE = mut(g.EindeBedrijf, "2026-06-01", naam="e", verwijtbaar=False, renteloos=True)
DRAAG = mut(g.Draagkracht, "2026-07-01", naam="d", netto_inkomen_cent=160001, norm_cent=141946)
REGELING = mut(
    g.Schuldregeling, "2026-05-10", naam="s", bedrag_cent=100000, alle_schuldeisers_werken_mee=True
)
OM_NIET = mut(g.OmNiet, "2027-01-01", naam="o", bedrag_cent=1000, grondslag="Bbz art. 29")
OMZETTING = mut(
    g.Omzetting, "2027-01-01", naam="z", jaarrente_procent=8, termijnen=36, methode=Methode.LINEAIR
)
CLAIM = mut(g.Borgtochtclaim, "2026-06-01", naam="b", hoofdsom_cent=900000, toestemming=True)
STOP = mut(g.BuitenInvordering, "2026-05-10", naam="st")


@pytest.mark.parametrize(
    ("eerder", "nog_eens", "lening", "zin"),
    [
        ((EINDE,), EINDE, bbz(), "al vastgelegd op 1 juni 2026"),
        (
            (EINDE,),
            replace(EINDE, valutadatum=date(2026, 7, 1), boekdatum=date(2026, 7, 1)),
            bbz(),
            "al vastgelegd op 1 juni 2026",
        ),
        ((EINDE, DRAAG), DRAAG, bbz(), "Over juli 2026 is de draagkracht al vastgesteld: € 90,28"),
        (
            (EINDE, DRAAG),
            veranderd(DRAAG, valutadatum=date(2026, 7, 31), netto_inkomen_cent=150000),
            bbz(),
            "Over juli 2026",
        ),
        ((REGELING,), REGELING, bbz(), "al een schuldregeling getroffen"),
        ((OM_NIET,), OM_NIET, VOORBEREIDING, "al hoofdsom om niet geworden"),
        ((OMZETTING,), OMZETTING, VOORBEREIDING, "maar een keer"),
        ((CLAIM,), CLAIM, BORG, "al geboekt"),
        (
            (CLAIM,),
            veranderd(CLAIM, hoofdsom_cent=1100001),
            BORG,
            "Daarvan is € 9.000,00 al ingeroepen",
        ),
        ((STOP,), STOP, bbz(), "al gestopt"),
        ((), veranderd(STOP, hervat=True), bbz(), "niets te hervatten"),
        ((), mut(g.AchterstandKwijt, "2026-03-10", grondslag="besluit"), bbz(), "geen achterstand"),
        (
            (),
            mut(g.Opeising, "2026-02-01", grond=m.Grond.NIET_BETAALD),
            bbz(),
            "toen was er nog geen lening",
        ),
    ],
)
def test_wat_maar_een_keer_kan_of_niets_doet_wordt_geweigerd(
    eerder: tuple[m.Mutatie, ...], nog_eens: m.Mutatie, lening: Any, zin: str
) -> None:
    tweede = replace(nog_eens, mutatie_id="zz")
    kennis = bekend((lening,), (*eerder, tweede), PARAMETERS, date(2027, 6, 1), streng=True)
    uit = verloop(kennis, date(2027, 6, 1))
    assert [een.mutatie_id for een in uit.geweigerd] == ["zz"], uit.geweigerd
    assert zin in uit.geweigerd[0].reden
    if not eerder:
        return
    nu = replace(tweede, boekdatum=dag("2027-03-01"))
    later = bekend(
        (lening,),
        (*eerder, herroep(eerder[-1].mutatie_id, "h", "2027-02-01"), nu),
        PARAMETERS,
        date(2027, 6, 1),
        streng=True,
    )
    assert not verloop(later, date(2027, 6, 1)).geweigerd, (
        "after the first was taken back it may be decided again"
    )


def test_renteloos_kan_later_bij_hetzelfde_einde_worden_besloten() -> None:
    eerst = veranderd(EINDE, mutatie_id="a", renteloos=False)
    assert stand("2026-09-30", eerst, EINDE).rente_cent == stand("2026-09-30", EINDE).rente_cent


def test_een_deel_van_de_borgtocht_dat_is_terugbetaald_kan_niet_opnieuw_worden_ingeroepen() -> None:
    terug = betaal("2026-06-10", 900000)
    nog = veranderd(
        CLAIM,
        mutatie_id="b2",
        valutadatum=date(2026, 7, 1),
        boekdatum=date(2026, 7, 1),
        hoofdsom_cent=1100001,
    )
    assert "dekt hooguit" in reden("2026-08-01", CLAIM, terug, nog, lening=BORG)


@pytest.mark.parametrize(
    ("op", "mag"),
    [("2026-02-09", False), ("2026-02-10", True), ("2031-02-09", True), ("2031-02-10", False)],
)
def test_een_borgtocht_geldt_vanaf_zijn_besluit_en_zolang_hij_is_verleend(
    op: str, *, mag: bool
) -> None:
    assert (
        bool(
            loop(
                op, replace(CLAIM, valutadatum=dag(op), boekdatum=dag(op)), leningen=(BORG,)
            ).geweigerd
        )
        is not mag
    )


@pytest.mark.parametrize(("op", "mag"), [("2036-02-09", True), ("2036-02-10", False)])
def test_een_borgtocht_duurt_hooguit_tien_jaar(op: str, *, mag: bool) -> None:
    lang = replace(BORG, schema=replace(BORG.schema, termijnen=240))
    assert (
        bool(
            loop(
                op, replace(CLAIM, valutadatum=dag(op), boekdatum=dag(op)), leningen=(lang,)
            ).geweigerd
        )
        is not mag
    )


# --- What was taken back
BETALING = betaal("2026-03-31", 56000, naam="p")


@pytest.mark.parametrize(
    ("keten", "telt"),
    [
        ((), True),
        ((("p", "h1"),), False),
        ((("p", "h1"), ("h1", "h2")), True),
        ((("p", "h1"), ("h1", "h2"), ("h2", "h3")), False),
        ((("p", "h1"), ("h1", "h2"), ("p", "h3")), False),
        ((("p", "h1"), ("h1", "h2"), ("p", "h3"), ("h3", "h4")), True),
    ],
)
def test_een_correctie_van_een_storno_geeft_de_betaling_terug(
    keten: tuple[tuple[str, str], ...], *, telt: bool
) -> None:
    herroepingen = [
        herroep(van, naam, f"2026-04-{nummer:02}")
        for nummer, (van, naam) in enumerate(keten, start=8)
    ]
    assert stand("2026-04-20", BETALING, *herroepingen).achterstand_cent == (0 if telt else 56000)
    assert stand("2026-04-20", BETALING, *reversed(herroepingen)).achterstand_cent == (
        0 if telt else 56000
    )


def test_een_herroeping_van_wat_geweigerd_was_draait_niets_terug() -> None:
    weg, terug = (
        mut(
            g.Omzetting,
            "2026-04-01",
            naam="w",
            jaarrente_procent=8,
            termijnen=3,
            methode=Methode.LINEAIR,
        ),
        herroep("w", "h", "2026-04-08"),
    )
    kennis = bekend((bbz(),), (weg, terug), PARAMETERS, date(2026, 4, 20), streng=True)
    assert [
        een.mutatie_id
        for een in vergeefs(kennis, date(2026, 4, 20), verloop(kennis, date(2026, 4, 20)))
    ] == ["h"]
    kennis = bekend(
        (bbz(),),
        (BETALING, herroep("p", "h", "2026-04-08")),
        PARAMETERS,
        date(2026, 4, 20),
        streng=True,
    )
    assert not vergeefs(kennis, date(2026, 4, 20), verloop(kennis, date(2026, 4, 20)))


@pytest.mark.parametrize(
    ("herroepingen", "geweigerd", "zin"),
    [
        (
            (herroep("p", "h1", "2026-04-08"), herroep("p", "h2", "2026-04-09")),
            "h2",
            "al teruggedraaid",
        ),
        ((herroep("weg", "h1", "2026-04-08"),), "h1", "bestaat niet"),
        ((herroep("h1", "h1", "2026-04-08"),), "h1", "bestaat niet"),
        (
            (herroep("p", "h1", "2026-04-08"), herroep("h1", "h2", "2026-04-09", "storno")),
            "h2",
            "Een storno draait een ontvangst terug",
        ),
        (
            (herroep("p", "h1", "2026-04-10"), herroep("h1", "h2", "2026-04-08")),
            "h2",
            "later geboekt",
        ),
    ],
)
def test_een_herroeping_die_niets_terugdraait_wordt_geweigerd(
    herroepingen: tuple[m.Mutatie, ...], geweigerd: str, zin: str
) -> None:
    uit = loop("2026-04-20", BETALING, *herroepingen)
    assert [een.mutatie_id for een in uit.geweigerd] == [geweigerd]
    assert zin in uit.geweigerd[0].reden


def test_herroepingen_in_een_kring_tellen_geen_van_alle() -> None:
    uit = loop(
        "2026-04-20",
        BETALING,
        herroep("b", "a", "2026-04-08"),
        herroep("c", "b", "2026-04-08"),
        herroep("a", "c", "2026-04-08"),
    )
    assert {een.mutatie_id for een in uit.geweigerd} == {"a", "b", "c"}


SOORTEN = st.sampled_from(
    [
        "betaal",
        "extra",
        "kosten",
        "storno",
        "uitstel",
        "intrekking",
        "opeising",
        "einde",
        "draag",
        "kwijt",
        "regeling",
        "achterstand",
        "verjaard",
        "stop",
        "hervat",
        "jaar",
    ]
)


def _mutatie(nummer: int, soort: str, dagen: int, cent: int) -> m.Mutatie:
    op, naam = (date(2024, 1, 15) + timedelta(days=dagen)).isoformat(), f"m{nummer}"
    match soort:
        case "extra":
            return mut(m.ExtraAflossing, op, naam=naam, bedrag_cent=cent)
        case "kosten":
            return mut(g.Kosten, op, naam=naam, bedrag_cent=cent, grondslag="Awb 4:113")
        case "storno":
            return herroep(f"m{cent % max(1, nummer)}", naam, op)
        case "uitstel":
            return mut(g.Uitstel, op, naam=naam, van=dag(op), maanden=1 + cent % 12)
        case "intrekking":
            return mut(g.Uitstelintrekking, op, naam=naam)
        case "opeising":
            return mut(g.Opeising, op, naam=naam, grond=m.Grond.NIET_BETAALD)
        case "einde":
            return mut(g.EindeBedrijf, op, naam=naam, verwijtbaar=False, renteloos=bool(cent % 2))
        case "draag":
            return mut(g.Draagkracht, op, naam=naam, netto_inkomen_cent=cent, norm_cent=1000)
        case "kwijt":
            return mut(
                g.Kwijtschelding,
                op,
                naam=naam,
                bedrag_cent=cent,
                deel=("hoofdsom", "rente", "kosten")[cent % 3],
                grondslag="x",
            )
        case "regeling":
            return mut(
                g.Schuldregeling, op, naam=naam, bedrag_cent=cent, alle_schuldeisers_werken_mee=True
            )
        case "achterstand" | "verjaard":
            return mut(
                g.AchterstandKwijt, op, naam=naam, grondslag="x", verjaring=soort == "verjaard"
            )
        case "stop" | "hervat":
            return mut(g.BuitenInvordering, op, naam=naam, hervat=soort == "hervat")
        case "jaar":
            return mut(
                g.Rentekwijtschelding,
                op,
                naam=naam,
                boekjaar_begin=date(2024, 1, 1),
                netto_inkomen_cent=cent,
                jaarnorm_cent=80000,
                bijstand_in_boekjaar=False,
                vermogen_binnen_grens=True,
            )
    return betaal(op, cent, naam=naam)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(SOORTEN, st.integers(0, 500), st.integers(1, 90_000)), max_size=7))
def test_wat_wordt_aanvaard_verandert_iets(stappen: list[tuple[str, int, int]]) -> None:
    """Property: without an accepted mutation the loan stands otherwise, or something else is booked."""
    mutaties = tuple(_mutatie(nummer, *stap) for nummer, stap in enumerate(stappen))
    tot = date(2025, 8, 1)

    def run(alle: tuple[m.Mutatie, ...]) -> Any:
        return verloop(bekend((OUD,), alle, PARAMETERS, tot, streng=True), tot)

    alles = run(mutaties)
    kennis = bekend((OUD,), mutaties, PARAMETERS, tot, streng=True)
    geweigerd = {een.mutatie_id for een in (*alles.geweigerd, *vergeefs(kennis, tot, alles))}
    for een in mutaties:
        if een.mutatie_id in geweigerd:
            continue
        zonder = run(tuple(ander for ander in mutaties if ander is not een))
        # What was accepted and taken back again shows in what takes it back.
        assert (zonder.standen, zonder.postings, zonder.geweigerd) != (
            alles.standen,
            alles.postings,
            alles.geweigerd,
        ), een
