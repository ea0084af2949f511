"""Balanced lines, the chart of accounts, cohorts."""

from datetime import date

import pytest

from services.ledger.domain.grootboek.boekregels import (
    BoekingIsNietInBalans,
    Boekregel,
    Grootboek,
    Soort,
    boeking,
    credit,
    debet,
    met_uitbetaald,
    omgekeerd,
    rekening,
    rekeningschema,
)
from shared.parameter_files import load_parameters
from shared.recht.cohort import Cohort, Regeling, cohort_van
from tests.recht.boeken import rekeningsaldi

PARAMETERS = load_parameters()
NA_2020 = Cohort.BBZ_VANAF_2020


def test_een_boeking_is_in_balans() -> None:
    regels = boeking(
        debet(Grootboek.HOOFDSOM, NA_2020, 100),
        credit(Grootboek.BANK, NA_2020, 100),
        debet(Grootboek.RENTE, NA_2020, 0),
    )
    assert regels == (Boekregel("bbz_vanaf_2020:hoofdsom", 100), Boekregel("bank", -100))
    assert rekeningsaldi(regels + omgekeerd(regels)) == {"bank": 0, "bbz_vanaf_2020:hoofdsom": 0}


def test_een_uitbetaling_van_vroeger_staat_op_de_rekening_voor_uitbetalingen() -> None:
    oud = boeking(debet(Grootboek.HOOFDSOM, NA_2020, 100), credit(Grootboek.BANK, NA_2020, 100))
    nieuw = boeking(
        debet(Grootboek.HOOFDSOM, NA_2020, 100), credit(Grootboek.UITBETAALD, NA_2020, 100)
    )
    assert met_uitbetaald(oud) == met_uitbetaald(nieuw) == nieuw
    assert met_uitbetaald(()) == ()


def test_een_scheve_boeking_wordt_niet_geboekt() -> None:
    with pytest.raises(BoekingIsNietInBalans, match="schelen € 0,01"):
        boeking(debet(Grootboek.HOOFDSOM, NA_2020, 100), credit(Grootboek.BANK, NA_2020, 99))


@pytest.mark.parametrize(
    ("regeling", "op", "cohort"),
    [
        (Regeling.BBZ, date(2019, 12, 31), Cohort.BBZ_VOOR_2020),
        (Regeling.BBZ, date(2020, 1, 1), Cohort.BBZ_VANAF_2020),
        (Regeling.TOZO, date(2020, 4, 15), Cohort.TOZO),
    ],
)
def test_het_cohort_volgt_uit_de_datum_van_toekenning(
    regeling: Regeling, op: date, cohort: Cohort
) -> None:
    assert cohort_van(regeling, op, PARAMETERS) is cohort


def test_het_rekeningschema_heeft_elke_rekening_een_keer() -> None:
    codes = [een.code for een in rekeningschema()]
    assert len(codes) == len(set(codes)) == 2 + 3 * (len(Grootboek) - 2)
    assert {"bank", "te_duiden_ontvangsten", "tozo:hoofdsom", "bbz_voor_2020:baten_rente"} <= set(
        codes
    )


@pytest.mark.parametrize(
    ("grootboek", "soort"),
    [
        (Grootboek.HOOFDSOM, Soort.ACTIVA),
        (Grootboek.BANK, Soort.ACTIVA),
        (Grootboek.TEGOED, Soort.PASSIVA),
        (Grootboek.TE_DUIDEN, Soort.PASSIVA),
        (Grootboek.RENTEBATEN, Soort.BATEN),
        (Grootboek.OM_NIET, Soort.LASTEN),
    ],
)
def test_elke_rekening_staat_aan_een_kant(grootboek: Grootboek, soort: Soort) -> None:
    assert rekening(grootboek, NA_2020).soort is soort


def test_saldi_tellen_op_en_staan_op_volgorde_van_rekening() -> None:
    regels = (
        Boekregel("tozo:rente", 5),
        Boekregel("bank", -9),
        Boekregel("tozo:rente", 7),
        Boekregel("bank", -3),
    )
    assert list(rekeningsaldi(regels).items()) == [("bank", -12), ("tozo:rente", 12)]


def test_het_rekeningschema_staat_op_volgorde_van_code() -> None:
    schema = rekeningschema()
    assert list(schema) == sorted(schema, key=lambda een: een.code)
    assert [(een.code, een.cohort) for een in schema if een.cohort is None] == [
        ("bank", None),
        ("te_duiden_ontvangsten", None),
    ]


@pytest.mark.parametrize("grootboek", Grootboek)
def test_de_kant_volgt_uit_het_woord(grootboek: Grootboek) -> None:
    verwacht = {"baten": Soort.BATEN, "lasten": Soort.LASTEN}.get(
        grootboek.value.split("_")[0], Soort.ACTIVA
    )
    anders = {Grootboek.TE_DUIDEN: Soort.PASSIVA, Grootboek.TEGOED: Soort.PASSIVA}
    assert rekening(grootboek, NA_2020).soort is anders.get(grootboek, verwacht)
