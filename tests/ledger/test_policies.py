"""A granted credit of bbz as the loan it becomes."""

from datetime import date
from decimal import Decimal

import pytest

from services.ledger.domain.boekregels import Cohort
from services.ledger.policies import te_openen_lening
from tests.ledger.stad import PARAMETERS, krediet


@pytest.mark.parametrize(
    ("regeling", "besluit", "cohort"),
    [
        ("bbz", date(2026, 1, 8), Cohort.BBZ_VANAF_2020),
        ("bbz", date(2019, 12, 31), Cohort.BBZ_VOOR_2020),
        ("tozo", date(2020, 5, 1), Cohort.TOZO),
    ],
)
def test_het_cohort_volgt_uit_regeling_en_besluit(regeling: str, besluit: date, cohort: Cohort) -> None:
    verzoek = te_openen_lening(krediet(regeling=regeling, besluitdatum=besluit), PARAMETERS, None)
    assert (verzoek.cohort, verzoek.op) == (cohort, besluit)


def test_rente_loopt_vanaf_de_maand_na_de_uitbetaling_en_geboekt_wordt_op_de_werkdag() -> None:
    verzoek = te_openen_lening(krediet(), PARAMETERS, date(2026, 1, 12))
    assert (verzoek.rente_vanaf, verzoek.op, verzoek.jaarrente_procent) == (date(2026, 2, 1), date(2026, 1, 12), Decimal(8))
