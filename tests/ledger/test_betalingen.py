"""How the latest terms were paid: by stories, against what the rules themselves say is open, and on the page with its table."""

from datetime import date, timedelta
from functools import reduce
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.ledger.application.rebuild import rebuild
from services.ledger.domain.grootboek.boeking import Mutatie
from services.ledger.domain.verloop import gegevens as g
from services.ledger.projections.betalingen import LAATSTE, Termijnbetaling
from services.ledger.projections.debiteur import Debiteur
from services.ledger.projections.debiteuren import evolve
from tests.ledger.test_web import (
    client_of,
    stad,  # noqa: F401 the city with two loans
)
from tests.steun.ledger.boek import Papier
from tests.steun.ledger.stad import Stad, lening_id, storting
from tests.steun.ledger.verhalen import alle_verhalen, neem

FEB, MRT = date(2026, 2, 28), date(2026, 3, 31)


def rij_van(papier: Papier) -> Debiteur:
    lening = papier.lening.lening_id

    def na(rij: Debiteur | None, feit: Mutatie) -> Debiteur:
        return evolve(rij, lening, feit)

    rij = reduce(na, (feit for feit in papier.feiten if isinstance(feit, Mutatie)), None)
    assert rij
    return rij


def betaald(papier: Papier) -> list[str]:
    return [een.betaald for een in rij_van(papier).betalingen]


def open_van(papier: Papier) -> set[int]:
    stand = papier.lening.stand
    assert stand
    return {een.nr for een in stand.open_termijnen if een.is_vervallen and een.open_cent and een.nr}


def termijn_van(papier: Papier, vervaldag: date) -> int:
    return next(
        een.gevraagd_cent for een in rij_van(papier).betalingen if een.vervaldag == vervaldag
    )


def test_een_termijn_is_open_tot_hij_betaald_of_gemist_is() -> None:
    papier = Papier()
    papier.dagen(date(2026, 1, 11), FEB)
    assert betaald(papier) == ["open"]
    papier.betaal(termijn_van(papier, FEB), FEB)
    assert betaald(papier) == ["op_tijd"]
    papier.dagen(date(2026, 3, 1), date(2026, 4, 2))
    assert betaald(papier) == ["op_tijd", "gemist"]


def test_wie_later_betaalt_betaalt_eerst_alle_rente_en_dan_de_oudste_termijn_te_laat() -> None:
    """BW 6:44 lid 1: also the interest of the term after it goes before what is left of the first."""
    papier, dag = Papier(), MRT + timedelta(days=3)
    papier.dagen(date(2026, 1, 11), dag)
    assert betaald(papier) == ["gemist", "gemist"]
    eerste, tweede = rij_van(papier).betalingen
    papier.betaal(eerste.gevraagd_cent, dag)
    assert betaald(papier) == ["gemist", "gemist"]
    papier.betaal(tweede.rente_cent, dag)
    assert betaald(papier) == ["te_laat", "gemist"]
    papier.betaal(tweede.aflossing_cent - 1, dag)
    assert betaald(papier) == ["te_laat", "gemist"], "a cent is missing"


def test_een_betaling_die_wordt_teruggehaald_maakt_de_termijn_weer_open() -> None:
    papier = Papier()
    papier.dagen(date(2026, 1, 11), FEB)
    papier.betaal(termijn_van(papier, FEB), FEB)
    assert betaald(papier) == ["op_tijd"]
    (ontvangst,) = [f for f in papier.feiten if getattr(f, "betaling_id", None)]
    neem(papier, g.Herroeping(soort="storno", van=ontvangst.betaling_id), FEB)  # type: ignore[attr-defined]
    assert betaald(papier) == ["open"]


@pytest.mark.parametrize("verhaal", alle_verhalen(), ids=lambda verhaal: verhaal.__name__)
def test_in_elk_verhaal_is_open_wat_volgens_de_regels_open_is(verhaal: Any) -> None:
    papier = verhaal()
    rij = rij_van(papier)
    if rij.is_opgeeist:
        return
    assert _open(rij.betalingen) == open_van(papier) & {een.termijn for een in rij.betalingen}


def _open(betalingen: tuple[Termijnbetaling, ...]) -> set[int]:
    return {een.termijn for een in betalingen if een.betaald in ("open", "gemist")}


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 200_000)), max_size=5))
def test_wat_iemand_ook_betaalt_open_is_wat_open_is(stortingen: list[tuple[int, int]]) -> None:
    papier, dag = Papier(), date(2026, 2, 20)
    papier.dagen(date(2026, 1, 11), dag)
    for dagen, cent in stortingen:
        tot = dag + timedelta(days=dagen)
        papier.dagen(dag + timedelta(days=1), tot)
        dag = max(dag, tot)
        papier.betaal(cent, dag)
        rij = rij_van(papier)
        assert _open(rij.betalingen) == open_van(papier)
        assert len(rij.betalingen) <= LAATSTE


@pytest.fixture
def gemist(stad: Stad) -> Stad:
    stad.dag(FEB + timedelta(days=1))
    stad.afschrift(FEB + timedelta(days=1), storting(1))
    for later in (2, 3):
        stad.dag(FEB + timedelta(days=later))
        stad.afschrift(FEB + timedelta(days=later))
    stad.dag(FEB + timedelta(days=4))
    stad.projecteer()
    return stad


def test_de_lijst_tekent_de_termijnen_met_hun_tabel_en_opnieuw_gemaakt_zijn_zij_gelijk(
    gemist: Stad,
) -> None:
    blad = client_of(gemist).get("/debiteuren").text
    assert 'aria-label="Laatste termijnen: 1 niet betaald"' in blad
    assert 'aria-label="Laatste termijnen: 1 op tijd"' in blad
    assert "<td>28 februari 2026</td><td>niet betaald</td>" in blad
    eerst = gemist.rijen("SELECT lening_id, betalingen FROM debiteuren ORDER BY 1")
    assert {rij["lening_id"] for rij in eerst} == {lening_id(0), lening_id(1)}
    rebuild(gemist.store)
    assert gemist.rijen("SELECT lening_id, betalingen FROM debiteuren ORDER BY 1") == eerst
