"""Whenever something becomes known: the loan comes to the same, and its log gives the same loan (A-22)."""

from datetime import date, timedelta
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from services.ledger.domain.lening.weigeringen import LeningIsAfgelost
from services.ledger.domain.verloop import gegevens as g
from tests.ledger.lening.test_besluiten import klopt
from tests.steun.ledger.boek import Papier
from tests.steun.ledger.verhalen import neem

EINDE = date(2026, 7, 1)
KOSTEN = g.Kosten(bedrag_cent=700, grondslag="Awb 4:113")
# Each receipt: credited on a day, booked so many days later.
ONTVANGSTEN = st.lists(
    st.tuples(st.integers(0, 120), st.integers(0, 40), st.integers(100, 150_000)),
    min_size=1,
    max_size=5,
    unique=True,
)


def _boek(volgorde: list[tuple[date, date, int, int]]) -> Papier:
    papier, dag = Papier(), date(2026, 2, 1)
    neem(papier, KOSTEN, dag)
    for geboekt, telt, cent, nummer in [*volgorde, (EINDE, EINDE, 0, -1)]:
        while dag < geboekt:
            papier.dag(dag)
            dag += timedelta(days=1)
        if nummer >= 0:
            papier.betaling = nummer
            try:
                papier.betaal(cent, telt, geboekt)
            except LeningIsAfgelost:
                continue
    papier.dag(EINDE)
    return papier


@settings(max_examples=25, deadline=None)
@given(ONTVANGSTEN)
def test_laat_of_op_tijd_bekend_komt_op_hetzelfde_uit(ontvangsten) -> None:
    begin, nummers = date(2026, 2, 1), count()
    alle = sorted(
        (begin + timedelta(days=na), begin + timedelta(days=na + later), cent)
        for na, later, cent in ontvangsten
    )
    met_nummer = [(telt, geboekt, cent, next(nummers)) for telt, geboekt, cent in alle]
    op_tijd = _boek([(telt, telt, cent, nummer) for telt, _, cent, nummer in met_nummer])
    later = _boek(
        sorted((geboekt, telt, cent, nummer) for telt, geboekt, cent, nummer in met_nummer)
    )
    klopt(op_tijd)
    klopt(later)
    velden = {"hoofdsom_cent", "rente_cent", "kosten_cent", "vervallen_cent", "tegoed_cent"}
    if len({telt for telt, *_ in met_nummer}) == len(met_nummer):
        assert later.lening.saldi.model_dump(include=velden) == op_tijd.lening.saldi.model_dump(
            include=velden
        )
