"""Each kind of decision about a vordering stands in one table, with a fact of its own and a booking that balances."""

from typing import get_args

from services.ledger.domain.vordering import events as e
from services.ledger.domain.vordering.besluitsoorten import ALLE, SOORTEN, VAN_FEIT
from shared.recht.cohort import Cohort


def test_de_tabel_is_compleet_en_elk_feit_hoort_bij_een_soort() -> None:
    assert list(SOORTEN) == list(get_args(e.Besluitsoort))
    besluiten = {
        feit
        for feit in e.FEITEN.values()
        if issubclass(feit, e.Vorderingsbesluit) and feit is not e.Vorderingsbesluit
    }
    assert set(VAN_FEIT) == besluiten
    assert len(VAN_FEIT) == len(ALLE)
    for soort in ALLE:
        assert issubclass(soort.feit, e.OntvangstTeruggenomen) is soort.over_ontvangst


def test_wat_een_soort_boekt_is_in_evenwicht() -> None:
    for soort in ALLE:
        regels = soort.boekregels(Cohort.BBZ_VANAF_2020, 1_234)
        assert sum(regel.bedrag_cent for regel in regels) == 0
        assert sorted(abs(regel.bedrag_cent) for regel in regels) == [1_234] * (
            2 if soort.boekt else 0
        )
