"""A granted credit of bbz as the loan it becomes, granted living costs as the cases they become."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from services.bbz.adapters.publish import publish as publish_bbz
from services.bbz.examples import BIJSTAND, LEVENSONDERHOUD
from services.ledger.policies import (
    boekjaar_begin,
    te_openen_lening,
    te_openen_vaststellingen,
    vaststelling_id,
)
from shared.contracts import bbz
from shared.recht.cohort import Cohort
from tests.facts import stored
from tests.steun.ledger.stad import PARAMETERS, krediet


@pytest.mark.parametrize(
    ("regeling", "besluit", "cohort"),
    [
        ("bbz", date(2026, 1, 8), Cohort.BBZ_VANAF_2020),
        ("bbz", date(2019, 12, 31), Cohort.BBZ_VOOR_2020),
        ("tozo", date(2020, 5, 1), Cohort.TOZO),
    ],
)
def test_het_cohort_volgt_uit_regeling_en_besluit(
    regeling: str, besluit: date, cohort: Cohort
) -> None:
    verzoek = te_openen_lening(krediet(regeling=regeling, besluitdatum=besluit), PARAMETERS, None)
    assert (verzoek.cohort, verzoek.op) == (cohort, besluit)


def test_rente_loopt_vanaf_de_maand_na_de_uitbetaling_en_geboekt_wordt_op_de_werkdag() -> None:
    verzoek = te_openen_lening(krediet(), PARAMETERS, date(2026, 1, 12))
    assert (verzoek.rente_vanaf, verzoek.op, verzoek.jaarrente_procent) == (
        date(2026, 2, 1),
        date(2026, 1, 12),
        Decimal(8),
    )


def test_wat_bbz_toekent_opent_in_het_grootboek_een_vaststelling_met_dezelfde_maanden() -> None:
    """The fact of bbz, as it is published, is all that the ledger needs."""
    event = publish_bbz(stored(BIJSTAND, LEVENSONDERHOUD, BIJSTAND.besluitdatum))
    assert isinstance(event, bbz.LevensonderhoudToegekend)
    (openen,) = te_openen_vaststellingen(event, date(2026, 1, 5))
    assert openen.vaststelling_id == vaststelling_id(event.dossier_id, date(2024, 1, 1))
    assert sum(een.bedrag_cent for een in openen.maanden) == BIJSTAND.totaal_cent
    assert (openen.op, openen.huishouden, openen.groep) == (
        date(2026, 1, 5),
        "alleenstaande",
        "gevestigd",
    )


def test_maanden_uit_een_volgend_dossier_tellen_in_de_vaststelling_van_het_eerste() -> None:
    ander = BIJSTAND.na(dossier_id=uuid4(), eerste_dossier_id=BIJSTAND.dossier_id)
    event = publish_bbz(stored(ander, uuid4(), BIJSTAND.besluitdatum))
    assert isinstance(event, bbz.LevensonderhoudToegekend)
    (openen,) = te_openen_vaststellingen(event, None)
    assert openen.vaststelling_id == vaststelling_id(BIJSTAND.dossier_id, date(2024, 1, 1))
    assert openen.dossier_id == ander.dossier_id


@pytest.mark.parametrize(
    ("maand", "eerste", "begin"),
    [
        (date(2025, 1, 1), 1, date(2025, 1, 1)),
        (date(2025, 12, 1), 1, date(2025, 1, 1)),
        (date(2025, 3, 1), 4, date(2024, 4, 1)),
        (date(2025, 4, 1), 4, date(2025, 4, 1)),
    ],
)
def test_een_boekjaar_hoeft_geen_kalenderjaar_te_zijn(
    maand: date, eerste: int, begin: date
) -> None:
    assert boekjaar_begin(maand, eerste) == begin
