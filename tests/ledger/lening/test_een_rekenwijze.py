"""One arithmetic: a loan that goes from day to day, the same loan computed from its first day, and its log folded again (A-22).

Whatever the conditions, whatever is paid, whenever it becomes known.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.ledger import examples
from services.ledger.domain.lening.besluitsoorten import soort_van
from services.ledger.domain.lening.commands import OpenLening
from services.ledger.domain.lening.geschiedenis import lees, rekenlening
from services.ledger.domain.lening.rekenpunt import stand_van, zonder_betaalde_rente
from services.ledger.domain.lening.state import Lening, evolve
from services.ledger.domain.lening.weigeringen import LeningIsAfgelost
from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.verloop.kennis import Kennis
from services.ledger.domain.verloop.leningstand import Stand
from services.ledger.domain.verloop.mutaties import Grond
from services.ledger.domain.verloop.verloop import tot_het_begin, vervolg
from shared.dates import plus_maanden
from shared.parameter_files import load_parameters
from tests.steun.ledger.boek import Papier, rekeningen
from tests.steun.ledger.verhalen import neem, samen

PARAMETERS = load_parameters()
DAG, APRIL = timedelta(days=1), date(2026, 4, 21)
START = date(2026, 2, 1)
DAGTELLINGEN = ("maand", "30e_360", "act_365", "act_360", "act_act_isda")
METHODEN = ("lineair", "annuitair", "renteloos")
# The last day of the first term, the first day after it, a day long after it; by the month also a day inside the term.
VERVALDAGEN = (date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 15))
IN_DE_TERMIJN = (date(2026, 2, 20), date(2026, 2, 1))


def opening(
    methode: str, dagtelling: str, vervaldag: date, termijnen: int, hoofdsom_cent: int = 3_000_000
) -> OpenLening:
    rente = Decimal(0) if methode == "renteloos" else Decimal(8)
    anders: dict[str, Any] = {
        "methode": methode,
        "dagtelling": dagtelling,
        "jaarrente_procent": rente,
    }
    return examples.open_lening(
        **anders, eerste_vervaldag=vervaldag, termijnen=termijnen, hoofdsom_cent=hoofdsom_cent
    )


OPENINGEN = st.builds(
    opening,
    st.sampled_from(METHODEN),
    st.sampled_from(DAGTELLINGEN),
    st.sampled_from(VERVALDAGEN),
    st.integers(1, 8),
    st.integers(1, 5_000_000),
) | st.builds(
    opening,
    st.sampled_from(METHODEN),
    st.just("maand"),
    st.sampled_from(IN_DE_TERMIJN),
    st.integers(1, 8),
)
# On the first or last day of a term, around the vervaldag, or any day; how many days later it is known; what was paid.
DAGEN = st.builds(
    lambda maand, na: plus_maanden(START, maand) + timedelta(days=na),
    st.integers(0, 10),
    st.sampled_from((-2, -1, 0, 1, 14, 19)),
) | st.dates(START, date(2026, 12, 31))
BEDRAGEN = st.integers(1, 2_000) | st.integers(1, 80_000) | st.integers(1, 1_000_000)
ONTVANGSTEN = st.lists(
    st.tuples(DAGEN, st.integers(0, 3) | st.integers(0, 70), BEDRAGEN), max_size=8
)
EINDE = date(2027, 3, 20)


def leef(
    opening: OpenLening, ontvangsten: list[tuple[date, int, int]], tot: date = EINDE
) -> Papier:
    """Every day closed in the morning, every receipt booked on the day it becomes known."""
    papier, dag = Papier(opening), START - DAG
    bekend = sorted(
        (telt + timedelta(days=later), nummer, telt, cent)
        for nummer, (telt, later, cent) in enumerate(ontvangsten, start=1)
    )
    while dag < tot:
        dag += DAG
        papier.dag(dag, dag - DAG)
        while bekend and bekend[0][0] <= dag:
            _, papier.betaling, telt, cent = bekend.pop(0)
            papier.betaling -= 1
            try:
                papier.betaal(cent, telt, dag)
            except LeningIsAfgelost:
                bekend.clear()
    return papier


def vanaf_nul(papier: Papier, dag: date) -> Stand:
    """The run from the first day, over the same facts."""
    geschiedenis = lees(papier.feiten)
    kennis = Kennis((geschiedenis.lening,), tuple(geschiedenis.mutaties), PARAMETERS, dag)
    return zonder_betaalde_rente(tot_het_begin(kennis, dag).standen[geschiedenis.lening.lening_id])


def verder(papier: Papier, dag: date) -> Stand:
    """The loan as it stood after its last fact, up to the same day."""
    punt, een = papier.lening.punt, rekenlening(papier.lening)
    stand = stand_van(punt)
    assert punt
    assert stand
    return zonder_betaalde_rente(
        vervolg(Kennis((een,), (), PARAMETERS, dag), stand, punt.dag, dag).standen[een.lening_id]
    )


def klopt(papier: Papier, dag: date) -> None:
    stand, lening, boek = vanaf_nul(papier, dag), Lening(), rekeningen(papier)
    assert verder(papier, dag) == stand
    saldi = papier.lening.saldi
    assert (saldi.hoofdsom_cent, saldi.rente_cent, saldi.tegoed_cent) == (
        stand.hoofdsom_cent,
        stand.rente_open(),
        stand.tegoed_cent,
    )
    assert saldi.vervallen_cent == stand.openstaand(dag).totaal_cent
    rente = sum(
        boek.get(naam, 0) for naam in ("verschenen_rente", "uitgestelde_rente", "wettelijke_rente")
    )
    assert (boek["hoofdsom"], rente) == (saldi.hoofdsom_cent, saldi.rente_cent)
    assert -boek.get("tegoed_debiteur", 0) == saldi.tegoed_cent
    for feit in papier.feiten:
        lening = evolve(lening, feit)
    assert lening == papier.lening, "replay gives the same loan"
    assert Lening.model_validate_json(lening.model_dump_json()) == lening, (
        "so does its stored state"
    )


@settings(max_examples=250, deadline=None)
@given(OPENINGEN, ONTVANGSTEN)
def test_van_dag_tot_dag_is_vanaf_nul(
    opening: OpenLening, ontvangsten: list[tuple[date, int, int]]
) -> None:
    klopt(leef(opening, ontvangsten), EINDE)


@settings(max_examples=100, deadline=None)
@given(OPENINGEN, ONTVANGSTEN)
def test_wanneer_iets_bekend_wordt_maakt_voor_de_saldi_niet_uit(
    opening: OpenLening, ontvangsten: list[tuple[date, int, int]]
) -> None:
    later, op_tijd = (
        leef(opening, ontvangsten),
        leef(opening, [(telt, 0, cent) for telt, _, cent in ontvangsten]),
    )
    if "afgelost" not in (
        later.lening.status,
        op_tijd.lening.status,
    ):  # what comes after that is refused, and waits for a person
        velden = {"hoofdsom_cent", "rente_cent", "kosten_cent", "vervallen_cent", "tegoed_cent"}
        assert later.lening.saldi.model_dump(include=velden) == op_tijd.lening.saldi.model_dump(
            include=velden
        )


@pytest.mark.parametrize("methode", METHODEN)
@pytest.mark.parametrize("dagtelling", DAGTELLINGEN)
def test_elke_methode_en_dagtelling_ook_te_laat_te_weinig_en_te_veel(
    methode: str, dagtelling: str
) -> None:
    betalingen = [
        (date(2026, 2, 28), 2, 70_000),
        (date(2026, 3, 1), 0, 1),
        (date(2026, 3, 31), 5, 69_000),
        (date(2026, 4, 30), 0, 70_001),
        (date(2026, 5, 31), 1, 900_000),
        (date(2026, 7, 1), 30, 300_000),
    ]
    klopt(leef(opening(methode, dagtelling, date(2026, 2, 28), 12), betalingen), EINDE)


BESLUITEN = (
    g.Kosten(bedrag_cent=700, grondslag="Awb 4:113"),
    g.Uitstel(van=date(2026, 4, 1), maanden=3),
    g.Uitstel(van=date(2026, 4, 1), maanden=3, rente_mee=True),
    g.Opeising(grond=Grond.NIET_BETAALD),
    g.EindeBedrijf(verwijtbaar=False, renteloos=True),
    g.AchterstandKwijt(grondslag="Toeslagengedupeerden"),
    g.Kwijtschelding(bedrag_cent=1_000, deel="hoofdsom", grondslag="Beleidsregel 2"),
    g.Herroeping(soort="storno", van=UUID(int=1)),
    g.Betaalkeuze(betaling_id=UUID(int=1), keuze="einddatum_blijft"),
    g.BuitenInvordering(),
)


@pytest.mark.parametrize("methode", METHODEN)
@pytest.mark.parametrize("dagtelling", ["maand", "act_365"])
@pytest.mark.parametrize("gegevens", BESLUITEN, ids=lambda gegevens: gegevens.soort)
def test_na_een_besluit_gaat_het_van_dag_tot_dag_verder(
    gegevens: g.Gegevens, methode: str, dagtelling: str
) -> None:
    """With receipts before and after it, some of which become known days later."""
    betaald = 30_000 if isinstance(gegevens, g.AchterstandKwijt) else 900_000
    papier, op = (
        leef(
            opening(methode, dagtelling, date(2026, 2, 28), 12),
            [(date(2026, 3, 3), 0, betaald)],
            date(2026, 4, 20),
        ),
        APRIL,
    )
    (samen if soort_van(gegevens).vier_ogen else neem)(papier, gegevens, op)
    for nummer, dag in enumerate(op + een * DAG for een in range(1, 200)):
        papier.dag(dag, dag - DAG)
        if nummer % 25 == 7 and papier.lening.status == "lopend":
            papier.betaal(40_000 + nummer, dag - (nummer % 3) * DAG, dag)
    klopt(papier, dag)
