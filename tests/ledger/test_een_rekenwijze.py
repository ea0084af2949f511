"""The loan that goes from term to term and the run from its first day come to the same cents, for any story told in time.

Up to the end of the last term: after it the run goes on asking interest over arrears (BW 6:119 lid 3), the loan only once it is herrekend.
"""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.ledger import examples
from services.ledger.domain.doorrekening.kennis import Kennis
from services.ledger.domain.doorrekening.leningstand import Stand
from services.ledger.domain.doorrekening.verloop import verloop
from services.ledger.domain.geschiedenis import lees
from services.ledger.domain.weigeringen import LeningIsAfgelost
from shared.parameter_files import load_parameters
from tests.ledger.boek import Papier
from tests.ledger.test_invarianten import OPENINGEN

PARAMETERS = load_parameters()
DAG = timedelta(days=1)
# Days to the next receipt, and what was paid.
ONTVANGSTEN = st.lists(st.tuples(st.integers(1, 40), st.integers(1, 40_000) | st.integers(1, 800_000)), max_size=12)


def stand_op(papier: Papier, dag: date) -> Stand:
    """The run from the first day, over the same facts."""
    geschiedenis = lees(papier.feiten)
    kennis = Kennis((geschiedenis.lening,), tuple(geschiedenis.mutaties), PARAMETERS, dag)
    return verloop(kennis, dag).standen[geschiedenis.lening.lening_id]


@settings(max_examples=200, deadline=None)
@given(OPENINGEN.filter(lambda opening: opening.dagtelling == "maand"), ONTVANGSTEN)
def test_beide_rekenwijzen_geven_dezelfde_centen(opening, ontvangsten) -> None:
    papier, dag = Papier(opening), opening.rente_vanaf
    for verder, cent in ontvangsten:
        tot = dag + timedelta(days=verder)
        if tot + DAG >= papier.lening.grens(opening.termijnen):
            break
        papier.dagen(dag, tot)
        dag = tot + DAG
        try:
            papier.betaal(cent, tot, dag)
        except LeningIsAfgelost:
            break
    papier.dagen(dag, dag)
    lening, stand = papier.lening, stand_op(papier, dag)
    assert (lening.saldi.hoofdsom_cent, lening.saldi.tegoed_cent) == (stand.hoofdsom_cent, stand.tegoed_cent)
    assert (lening.saldi.rente_cent, lening.saldi.vervallen_cent) == (stand.rente_open(), stand.openstaand(dag).totaal_cent)


@pytest.mark.parametrize("dagtelling", ["act_365", "30e_360"])
def test_ook_bij_rente_op_dagen(dagtelling: str) -> None:
    papier, dag = Papier(examples.open_lening(dagtelling=dagtelling, termijnen=12)), date(2026, 2, 1)
    for tot in (date(2026, 3, 2), date(2026, 3, 17), date(2026, 4, 5), date(2026, 7, 20), date(2026, 9, 8)):
        papier.dagen(dag, tot)
        papier.betaal(papier.lening.saldi.vervallen_cent or 1, tot, tot + DAG)
        dag = tot + DAG
    papier.dagen(dag, dag)
    stand = stand_op(papier, dag)
    assert papier.lening.saldi.hoofdsom_cent == stand.hoofdsom_cent
    assert (papier.lening.saldi.rente_cent, papier.lening.saldi.tegoed_cent) == (stand.rente_open(), stand.tegoed_cent)
