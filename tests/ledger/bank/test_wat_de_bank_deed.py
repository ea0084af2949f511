"""What a bank did is a fact: a storno, a late receipt, a receipt on any loan finds its place, whatever was decided meanwhile (BW 6:203)."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.ledger.domain.lening.commands import BekrachtigVoorstel, DoeVoorstel, NeemBesluit
from services.ledger.domain.lening.events import LeningAfgelost, LeningHeropend
from services.ledger.domain.lening.weigeringen import MutatieMagNiet
from services.ledger.domain.verloop.gegevens import (
    Betaalkeuze,
    BuitenInvordering,
    Gegevens,
    Herroeping,
    Kwijtschelding,
    Opeising,
    Terugstorting,
)
from services.ledger.domain.verloop.mutaties import Grond
from services.ledger.domain.vier_ogen.weigeringen import Weigering
from tests.steun.ledger.boek import Papier, namen, rekeningen

DAG = date(2026, 3, 2)


def twee_ogen(papier: Papier, gegevens: Gegevens, op: date, nummer: int) -> None:
    """Proposed by one, decided by another."""
    velden = {"lening_id": papier.lening.lening_id, "besluit_id": UUID(int=900 + nummer), "op": op}
    wat = {
        "gegevens": gegevens,
        "motivering": "verzoek_debiteur",
        "valutadatum": op,
        "actor": "consulent-1",
    }
    papier.doe(DoeVoorstel.model_validate(velden | wat))
    papier.doe(BekrachtigVoorstel.model_validate(velden | {"actor": "teamleider-1"}))


def herroep(
    papier: Papier, betaling: int, op: date, soort: str = "storno", nummer: int = 1
) -> list[str]:
    feiten = papier.doe(
        NeemBesluit(
            lening_id=papier.lening.lening_id,
            besluit_id=UUID(int=800 + nummer),
            op=op,
            valutadatum=op,
            motivering="storno_bank",
            gegevens=Herroeping(soort=soort, van=UUID(int=betaling)),
            actor="consulent-1",  # type: ignore[arg-type]
        )
    )
    return namen(feiten)


def klopt(papier: Papier) -> None:
    """The books balance, the loan from its facts is the loan, and tegoed is the account."""
    levend = papier.lening
    papier.vouw()
    assert papier.lening == levend
    saldo = rekeningen(papier)
    assert sum(saldo.values()) == 0
    assert -saldo.get("tegoed_debiteur", 0) == papier.lening.saldi.tegoed_cent


def betaald_en_teruggestort(te_veel: int = 50_000) -> tuple[Papier, int]:
    """Everything paid with too much, and the surplus paid back. Returns what was open before the receipt."""
    papier = Papier()
    papier.dagen(papier.lening.uitbetaald_op, DAG)
    open_cent = papier.lening.saldi.hoofdsom_cent + papier.lening.saldi.rente_cent
    papier.betaal(open_cent + te_veel, DAG)
    papier.dagen(DAG + timedelta(days=1), date(2026, 4, 10))
    assert papier.lening.status == "afgelost"
    twee_ogen(
        papier, Terugstorting(bedrag_cent=papier.lening.saldi.tegoed_cent), date(2026, 4, 10), 1
    )
    assert papier.lening.saldi.tegoed_cent == 0
    return papier, open_cent


def test_een_storno_nadat_het_te_veel_is_teruggestort_laat_de_lening_zoals_zij_was_en_de_teruggave_als_vordering() -> (
    None
):
    papier, open_cent = betaald_en_teruggestort()
    terug = -rekeningen(papier)["bank"]
    herroep(papier, 1, date(2026, 4, 11))
    zonder = Papier()
    zonder.dagen(zonder.lening.uitbetaald_op, date(2026, 4, 10))
    assert papier.lening.saldi.hoofdsom_cent == zonder.lening.saldi.hoofdsom_cent
    assert papier.lening.saldi.hoofdsom_cent <= open_cent
    assert papier.lening.saldi.rente_cent == zonder.lening.saldi.rente_cent
    assert papier.lening.saldi.tegoed_cent < 0
    assert rekeningen(papier)["bank"] == papier.lening.saldi.tegoed_cent, (
        "all that left the bank is the claim"
    )
    assert papier.lening.status == "lopend"
    assert papier.van(LeningHeropend)
    assert terug != papier.lening.saldi.tegoed_cent
    klopt(papier)
    papier.dagen(date(2026, 4, 11), date(2026, 6, 2))
    klopt(papier)


def test_een_lening_is_niet_afgelost_zolang_de_teruggave_open_staat_en_betaalt_die_daarna() -> None:
    papier, _ = betaald_en_teruggestort()
    herroep(papier, 1, date(2026, 4, 11))
    claim = -papier.lening.saldi.tegoed_cent
    schuld = papier.lening.saldi.hoofdsom_cent + papier.lening.saldi.rente_cent
    papier.betaal(schuld, date(2026, 4, 12))
    papier.dagen(date(2026, 4, 13), date(2026, 5, 10))
    assert papier.lening.status == "lopend"
    papier.betaal(claim + 100_000, date(2026, 5, 10))
    papier.dagen(date(2026, 5, 11), date(2026, 6, 10))
    assert papier.lening.status == "afgelost"
    assert papier.lening.saldi.tegoed_cent > 0
    klopt(papier)


def test_een_nieuwe_terugstorting_boven_het_tegoed_blijft_geweigerd() -> None:
    papier, _ = betaald_en_teruggestort()
    herroep(papier, 1, date(2026, 4, 11))
    with pytest.raises(MutatieMagNiet):
        twee_ogen(papier, Terugstorting(bedrag_cent=1), date(2026, 4, 11), 2)


def _kwijt(papier: Papier) -> None:
    twee_ogen(
        papier,
        Kwijtschelding(
            bedrag_cent=papier.lening.saldi.hoofdsom_cent, deel="hoofdsom", grondslag="Bbz art. 42"
        ),
        DAG,
        3,
    )


def _opgeeist(papier: Papier) -> None:
    twee_ogen(papier, Opeising(grond=Grond.NIET_BETAALD), DAG, 3)


def _gestopt(papier: Papier) -> None:
    twee_ogen(papier, BuitenInvordering(), DAG, 3)


def _ineens(papier: Papier) -> None:
    papier.betaal(papier.lening.saldi.hoofdsom_cent * 2, DAG)
    keuze = Betaalkeuze(betaling_id=UUID(int=papier.betaling), keuze="aflossing_ineens")
    papier.doe(
        NeemBesluit(
            lening_id=papier.lening.lening_id,
            besluit_id=UUID(int=77),
            op=DAG,
            valutadatum=DAG,
            motivering="verzoek_debiteur",
            gegevens=keuze,
            actor="consulent-1",
        )
    )


TOESTANDEN = {
    "kwijtgescholden": _kwijt,
    "opgeeist": _opgeeist,
    "buiten invordering": _gestopt,
    "ineens afgelost": _ineens,
}


@pytest.mark.parametrize("toestand", TOESTANDEN)
def test_een_storno_komt_op_elke_lening_aan(toestand: str) -> None:
    papier = Papier()
    papier.dagen(papier.lening.uitbetaald_op, DAG - timedelta(days=1))
    papier.betaal(70_000, DAG - timedelta(days=1))
    papier.dag(DAG)
    TOESTANDEN[toestand](papier)
    voor = rekeningen(papier)["bank"]
    assert herroep(papier, 1, DAG)
    assert rekeningen(papier)["bank"] == voor - 70_000
    klopt(papier)
    papier.dagen(DAG, DAG + timedelta(days=40))
    klopt(papier)


@pytest.mark.parametrize("toestand", TOESTANDEN)
def test_een_ontvangst_op_elke_lening_vindt_een_plaats_of_wordt_geweigerd(toestand: str) -> None:
    """Refused is the queue, with the reason: never an empty list."""
    papier = Papier()
    papier.dagen(papier.lening.uitbetaald_op, DAG)
    TOESTANDEN[toestand](papier)
    voor = rekeningen(papier).get("bank", 0)
    try:
        feiten = papier.betaal(12_345, DAG)
    except Weigering:
        assert rekeningen(papier).get("bank", 0) == voor
    else:
        assert feiten
        assert rekeningen(papier)["bank"] == voor + 12_345
    klopt(papier)


@pytest.mark.parametrize("eerder", [0, 1, 40, 4_000])
def test_een_ontvangst_van_voor_de_uitbetaling_vindt_een_plaats(eerder: int) -> None:
    papier = Papier()
    papier.dagen(papier.lening.uitbetaald_op, DAG)
    assert papier.betaal(12_345, papier.lening.uitbetaald_op - timedelta(days=eerder), DAG)
    assert rekeningen(papier)["bank"] == 12_345
    klopt(papier)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 3_500_000), st.integers(0, 60), st.booleans()),
        min_size=1,
        max_size=4,
    )
)
def test_wat_de_bank_bracht_min_wat_zij_terugnam_staat_op_de_bank(
    stappen: list[tuple[int, int, bool]],
) -> None:
    papier, som, terug = Papier(), 0, 0
    papier.dagen(papier.lening.uitbetaald_op, DAG)
    for nummer, (cent, dagen, storno) in enumerate(stappen):
        op = DAG + timedelta(days=nummer)
        try:
            papier.betaal(cent, op - timedelta(days=dagen), op)
        except Weigering:
            continue
        if papier.lening.saldi.tegoed_cent > 0 and papier.lening.status == "afgelost":
            over = papier.lening.saldi.tegoed_cent
            twee_ogen(papier, Terugstorting(bedrag_cent=over), op, 10 + nummer)
            terug += over
        som += cent
        if storno:
            herroep(papier, papier.betaling, op, nummer=10 + nummer)
            som -= cent
        assert rekeningen(papier).get("bank", 0) == som - terug
        klopt(papier)
        assert sum(papier.lening.getelde_ontvangsten.values()) == som
    papier.dagen(DAG + timedelta(days=5), DAG + timedelta(days=35))
    klopt(papier)
    assert bool(papier.van(LeningAfgelost)) or papier.lening.status == "lopend"
