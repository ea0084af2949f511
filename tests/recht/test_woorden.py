"""Words that are stored, sent out or asked for as they stand: a change is a new word beside the old one, never another spelling."""

from enum import StrEnum

import pytest

from services.ledger.domain.grootboek.boekregels import Grootboek, Soort
from shared.recht.aflosschema import Methode
from shared.recht.cohort import Cohort, Regeling
from shared.recht.dagtelling import Dagtelling
from shared.recht.jaarnorm import Huishouden


@pytest.mark.parametrize(
    ("lijst", "woorden"),
    [
        (
            Dagtelling,
            "maand 30e_360 30_360_bond 30e_360_isda act_365 act_360 act_act_isda act_act_afb",
        ),
        (Methode, "lineair annuitair renteloos"),
        (Huishouden, "alleenstaande gehuwden aow_alleenstaande aow_gehuwden alleenstaande_18_20"),
        (Regeling, "bbz tozo"),
        (Cohort, "bbz_voor_2020 bbz_vanaf_2020 tozo"),
        (Soort, "activa passiva baten lasten"),
        (
            Grootboek,
            "bank te_duiden_ontvangsten uitbetaald_bedrijfskapitaal hoofdsom verschenen_rente uitgestelde_rente wettelijke_rente kosten "
            "buiten_invordering terugvordering_levensonderhoud tegoed_debiteur baten_rente baten_wettelijke_rente baten_kosten "
            "baten_terugvordering lasten_om_niet lasten_kwijtgescholden_rente lasten_kwijtgescholden_hoofdsom "
            "lasten_kwijtgescholden_overig lasten_borgtocht",
        ),
    ],
)
def test_de_woorden_staan_vast(lijst: type[StrEnum], woorden: str) -> None:
    assert [str(woord) for woord in lijst] == woorden.split()
