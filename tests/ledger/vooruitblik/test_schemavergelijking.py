"""The schedule that was agreed beside what is asked now, and the lines of the chart."""

from datetime import date

from services.ledger.domain.grootboek.boeking import Mutatie
from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.vooruitblik.schemavergelijking import (
    Hoofdsomlijnen,
    Schemadag,
    hoofdsomlijnen,
    schemadagen,
)
from services.ledger.domain.vooruitblik.toekomst import toekomst
from services.ledger.entrypoints.pages.grafiek import BOVEN, BREED, HOOG, LINKS, teken
from services.ledger.examples import besluit
from tests.steun.ledger.boek import PARAMETERS, Papier

FEB, MAART, DAG = date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 2)


def gemist() -> Papier:
    """The first term was paid, the second was missed."""
    papier = Papier()
    papier.dag(FEB)
    papier.betaal(70_000, FEB)
    papier.dag(DAG, date(2026, 4, 1))
    return papier


def bekijk(papier: Papier) -> tuple[list[Schemadag], Hoofdsomlijnen]:
    feiten = [feit for feit in papier.feiten if isinstance(feit, Mutatie)]
    komt = toekomst(feiten, DAG, PARAMETERS)
    return schemadagen(papier.lening, feiten, komt, DAG), hoofdsomlijnen(
        papier.lening, feiten, komt, DAG
    )


def test_wie_loopt_zoals_afgesproken_ziet_geen_verschil_in_wat_al_gevraagd_is() -> None:
    dagen, _ = bekijk(gemist())
    assert [(dag.dag, dag.stand, dag.open_cent) for dag in dagen[:2]] == [
        (FEB, "betaald", 0),
        (MAART, "gemist", 69_667),
    ]
    assert (dagen[2].stand, len(dagen)) == ("komt nog", 60)
    assert not dagen[0].is_anders
    assert dagen[2].is_anders, "interest over a term that was missed"


def test_uitstel_maakt_het_schema_langer_dan_afgesproken() -> None:
    papier = gemist()
    papier.doe(besluit(g.Uitstel(van=date(2026, 4, 1), maanden=6), DAG))
    dagen, _ = bekijk(papier)
    assert len(dagen) == 66
    assert (dagen[-1].afgesproken, dagen[-1].dag) == (None, date(2031, 7, 31))
    assert dagen[0].stand == "betaald"


def test_wat_afgesproken_was_en_niet_meer_komt_vervalt() -> None:
    papier = gemist()
    papier.betaal(1_500_000, DAG)
    dagen, _ = bekijk(papier)
    assert (dagen[-1].nu_cent, dagen[-1].stand) == (None, "vervalt")


def test_de_lijnen_beginnen_en_eindigen_waar_de_lening_dat_doet() -> None:
    _, lijnen = bekijk(gemist())
    assert lijnen.besluit[0] == (date(2026, 1, 10), 3_000_000)
    assert lijnen.besluit[-1] == (date(2031, 1, 31), 0)
    assert lijnen.gegaan[-1] == lijnen.komt[0] == (DAG, 2_950_000)
    assert lijnen.komt[-1][1] == 0
    assert dict(lijnen.gegaan)[FEB] == 2_950_000


def test_de_grafiek_blijft_binnen_haar_vlak() -> None:
    _, lijnen = bekijk(gemist())
    grafiek = teken(lijnen, DAG)
    punten = [
        tuple(map(int, punt.split(",")))
        for lijn in (grafiek.besluit, grafiek.gegaan, grafiek.komt)
        for punt in lijn.split()
    ]
    assert all(LINKS <= x <= BREED and BOVEN <= y <= BOVEN + HOOG for x, y in punten)
    assert grafiek.bedragen[-1].waarde == 3_000_000
    assert [merk.waarde for merk in grafiek.jaren] == [2027, 2028, 2029, 2030, 2031]
