"""A day visits a loan only where it brings something: a loan that nothing happens to costs nothing, however long it stands."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from services.ledger import examples
from services.ledger.domain.lening.dag import volgende_actie
from services.ledger.domain.verloop import gegevens as g
from tests.steun.ledger.boek import Papier
from tests.steun.ledger.verhalen import alle_verhalen, neem

DAG = timedelta(days=1)


def _renteloos_met_uitstel() -> Papier:
    papier = Papier(
        examples.open_lening(
            product="bedrijfskapitaal_renteloos", methode="renteloos", jaarrente_procent=0
        )
    )
    papier.dag(date(2026, 4, 10), date(2026, 4, 9))
    neem(papier, g.Uitstel(van=date(2026, 5, 1), maanden=12))
    return papier


@pytest.mark.parametrize(
    "verhaal", [*alle_verhalen(), _renteloos_met_uitstel], ids=lambda een: een.__name__
)
def test_een_dag_bezoekt_een_lening_alleen_als_hij_iets_brengt(
    verhaal: Callable[[], Papier],
) -> None:
    papier = verhaal()
    dag, bezoeken = papier.feiten[-1].boekdatum, 0  # type: ignore[attr-defined]
    papier.dag(dag, dag - DAG)
    for _ in range(500):
        dag += DAG
        op, _ = volgende_actie(papier.lening)
        is_bezoek = op is not None and op <= dag
        feiten = papier.dag(dag, dag - DAG)
        assert feiten or not is_bezoek, dag
        bezoeken += is_bezoek
    assert bezoeken <= 30
