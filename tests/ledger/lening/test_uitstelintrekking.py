"""Uitstel that is withdrawn (Awb 4:96): right facts, says no, and what stands again as if it was never withdrawn."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from services.ledger import examples
from services.ledger.domain.lening.besluitsoorten import mutatie_van
from services.ledger.domain.lening.betaalbesluiten import UitstelIngetrokken, UitstelVerleend
from services.ledger.domain.lening.events import TermijnVervallen
from services.ledger.domain.lening.schuldbeeld import beeld_van
from services.ledger.domain.lening.weigeringen import MutatieMagNiet
from services.ledger.domain.verantwoording import bdfs
from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.verloop.mutaties import Mutatie
from services.ledger.domain.verloop.uitstelverloop import geldend_uitstel
from tests.steun.ledger.boek import Papier
from tests.steun.ledger.verhalen import neem

APRIL, JULI, EIND = date(2026, 4, 1), date(2026, 7, 1), date(2026, 9, 30)
INTREKKING = g.Uitstelintrekking()
EEN_DAG = timedelta(days=1)


def betaald_met_uitstel(tot: date, *, ingetrokken_op: date | None = None, **anders: Any) -> Papier:
    """Twelve months of uitstel from April on; every term is paid on its vervaldag."""
    papier, dag = Papier(examples.open_lening(groep="gevestigd")), date(2026, 2, 1)
    while dag <= tot:
        papier.dag(dag, dag - EEN_DAG)
        if papier.lening.saldi.vervallen_cent:
            papier.betaal(papier.lening.saldi.vervallen_cent, dag)
        if dag == APRIL:
            neem(papier, g.Uitstel(van=APRIL, maanden=12, **anders), APRIL)
        if dag == ingetrokken_op:
            neem(papier, INTREKKING, dag)
        dag += EEN_DAG
    return papier


def gevraagd(papier: Papier) -> dict[int, tuple[int, int]]:
    """What each term asked in the end: interest and aflossing."""
    return {
        feit.termijn: (feit.rente_cent, feit.aflossing_cent)
        for feit in papier.feiten
        if isinstance(feit, TermijnVervallen)
    }


def test_vanaf_de_intrekking_vragen_termijnen_weer_aflossing() -> None:
    papier = betaald_met_uitstel(EIND, ingetrokken_op=JULI)
    (feit,) = papier.van(UitstelIngetrokken)
    assert feit.uitleg == (
        "Het uitstel is ingetrokken en eindigt op 1 juli 2026. Termijnen die vanaf die dag vervallen, vragen weer aflossing (Awb 4:96)"
    )
    aflossing = {nr: cent for nr, (_, cent) in gevraagd(papier).items()}
    assert aflossing == {1: 50_000, 2: 50_000, 3: 0, 4: 0, 5: 0, 6: 50_000, 7: 50_000, 8: 50_000}
    assert papier.lening.stand is not None
    assert (papier.lening.stand.uitstelmaanden, papier.lening.stand.einddatum) == (
        3,
        date(2031, 4, 30),
    )
    zonder = betaald_met_uitstel(EIND)
    assert zonder.lening.stand is not None
    assert (zonder.lening.stand.uitstelmaanden, zonder.lening.stand.einddatum) == (
        12,
        date(2032, 1, 31),
    )


def test_uitgestelde_rente_is_te_betalen_op_de_eerste_vervaldag_na_de_intrekking() -> None:
    papier = betaald_met_uitstel(date(2026, 7, 30), ingetrokken_op=JULI, rente_mee=True)
    open_ = {termijn.vervaldag: termijn.rente_cent for termijn in papier.lening.open_termijnen}
    assert open_ == {date(2026, 7, 31): 3 * 19_333}


def test_maanden_die_begonnen_zijn_tellen_mee_voor_de_grens_en_de_rest_komt_vrij() -> None:
    papier = betaald_met_uitstel(EIND, ingetrokken_op=date(2026, 7, 2))
    assert papier.lening.stand is not None
    assert papier.lening.stand.uitstelmaanden == 4
    for van, maanden in ((date(2026, 11, 1), 12), (date(2027, 11, 1), 12), (date(2028, 11, 1), 8)):
        neem(papier, g.Uitstel(van=van, maanden=maanden), EIND)
    with pytest.raises(MutatieMagNiet, match="hooguit 36 maanden"):
        neem(papier, g.Uitstel(van=date(2029, 11, 1), maanden=1), EIND)


def test_uitstel_dat_nog_moet_beginnen_laat_niets_achter() -> None:
    papier = Papier()
    papier.dag(APRIL, APRIL - EEN_DAG)
    neem(papier, g.Uitstel(van=date(2026, 6, 1), maanden=6), APRIL)
    neem(papier, INTREKKING, date(2026, 4, 2))
    assert papier.lening.stand is not None
    assert (papier.lening.stand.uitstelmaanden, papier.lening.stand.uitstel_tot) == (0, None)


def test_zonder_uitstel_valt_er_niets_in_te_trekken() -> None:
    papier = Papier()
    papier.dag(APRIL, APRIL - EEN_DAG)
    with pytest.raises(MutatieMagNiet, match=r"geen uitstel.*Awb 4:96"):
        neem(papier, INTREKKING, APRIL)
    assert papier.van(UitstelIngetrokken) == []


def test_een_intrekking_die_een_vergissing_was_geeft_het_uitstel_terug() -> None:
    papier = betaald_met_uitstel(EIND, ingetrokken_op=JULI)
    intrekking = papier.van(UitstelIngetrokken)[0]
    neem(papier, g.Herroeping(soort="correctie", van=intrekking.besluit_id), EIND)  # type: ignore[attr-defined]
    assert papier.lening.stand is not None
    # What was paid of the terms that ask no aflossing any more repaid hoofdsom: two terms fall away at the end.
    assert (papier.lening.stand.uitstelmaanden, papier.lening.stand.einddatum) == (
        12,
        date(2031, 11, 30),
    )
    assert {nr: cent for nr, (_, cent) in gevraagd(papier).items()}[6] == 0


def test_ook_van_een_tozo_lening_wordt_uitstel_ingetrokken() -> None:
    papier = Papier(examples.open_lening(regeling="tozo"))
    papier.dag(APRIL, APRIL - EEN_DAG)
    neem(papier, g.Uitstel(van=APRIL, maanden=48), APRIL)
    neem(papier, INTREKKING, JULI)
    assert papier.van(UitstelIngetrokken)[0].grondslag == "Awb 4:96"
    assert papier.lening.stand is not None
    assert papier.lening.stand.uitstelmaanden == 3


def test_de_invordering_staat_stil_tot_de_intrekking_en_bdfs_ziet_het() -> None:
    papier = betaald_met_uitstel(EIND, ingetrokken_op=JULI)
    (stop,) = beeld_van(papier.lening, lambda: papier.feiten).stops
    assert (stop.reden, stop.van, stop.tot) == ("uitstel", APRIL, JULI)
    cijfers = None
    for feit in papier.feiten:
        cijfers = bdfs.na(cijfers, feit, JULI)  # type: ignore[arg-type]
    assert cijfers is not None
    assert [cijfers.op(dag).status for dag in (date(2026, 6, 30), JULI)] == ["52", "51"]


def test_een_intrekking_raakt_alleen_het_uitstel_dat_dan_loopt() -> None:
    def uitstel(nummer: int, van: date, maanden: int) -> Mutatie:
        return mutatie_van(g.Uitstel(van=van, maanden=maanden), str(UUID(int=nummer)), APRIL, APRIL)

    eerste, later = uitstel(1, APRIL, 6), uitstel(2, date(2027, 1, 1), 6)
    intrekking = mutatie_van(g.Uitstelintrekking(), "3", JULI, JULI)
    assert geldend_uitstel([later, intrekking, eerste]) == [
        (later, date(2027, 7, 1)),
        (eerste, JULI),
    ]
    assert geldend_uitstel([]) == []


def test_het_besluit_heeft_de_naam_van_zijn_feit() -> None:
    papier = betaald_met_uitstel(JULI, ingetrokken_op=JULI)
    assert [
        type(feit).__name__
        for feit in papier.feiten
        if isinstance(feit, UitstelVerleend | UitstelIngetrokken)
    ] == [
        "UitstelVerleend",
        "UitstelIngetrokken",
    ]
