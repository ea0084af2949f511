"""What a debtor still pays, and what a decision would change in it."""

from datetime import date

from services.ledger.domain.grootboek.boeking import Mutatie
from services.ledger.domain.lening.besluit import beproef, omvang
from services.ledger.domain.lening.besluitsoorten import mutatie_van
from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.verloop import mutaties as m
from services.ledger.domain.verloop.mutaties import Grond
from services.ledger.domain.vooruitblik.gevolg import Gevolg, gevolg
from services.ledger.domain.vooruitblik.toekomst import Toekomst, toekomst
from services.ledger.examples import besluit
from tests.steun.ledger.boek import PARAMETERS, Papier

MAART = date(2026, 3, 2)


def papier(dag: date = MAART) -> Papier:
    papier = Papier()
    papier.dag(dag)
    return papier


def komt(papier: Papier, op: date = MAART, *extra: m.Mutatie) -> Toekomst:
    return toekomst(
        [feit for feit in papier.feiten if isinstance(feit, Mutatie)], op, PARAMETERS, extra
    )


def van(papier: Papier, gegevens: g.Gegevens, op: date = MAART) -> Gevolg:
    feiten = [feit for feit in papier.feiten if isinstance(feit, Mutatie)]
    nieuw = beproef(papier.lening, besluit(gegevens, op), papier.dossier)
    return gevolg(feiten, nieuw, omvang(nieuw), op, PARAMETERS)


def test_wat_vervallen_is_wordt_nu_betaald_en_de_rest_op_zijn_dag() -> None:
    nu = komt(papier())
    assert nu.ineens_cent == 70_000
    assert (len(nu.betaaldagen), nu.betaaldagen[0].dag, nu.einde) == (
        59,
        date(2026, 3, 31),
        date(2031, 1, 31),
    )
    assert nu.betaaldagen[-1].hoofdsom_cent == 0
    assert nu.ineens_cent + sum(een.aflossing_cent for een in nu.betaaldagen) == 3_000_000 + 20_000


def test_wie_niets_heeft_gemist_betaalt_alleen_wat_nog_komt() -> None:
    na = papier()
    na.betaal(70_000, date(2026, 2, 28))
    assert komt(na).ineens_cent == 0
    assert komt(na).volgende_cent == 69_667
    assert sum(een.rente_cent for een in komt(na).betaaldagen) == komt(na).rente_cent


def test_de_hoofdsom_daalt_van_dag_tot_dag_tot_nul() -> None:
    standen = [een.hoofdsom_cent for een in komt(papier()).betaaldagen]
    assert standen == sorted(standen, reverse=True)


def test_uitstel_schuift_de_laatste_betaling_op() -> None:
    gevolgen = van(papier(), g.Uitstel(van=date(2026, 3, 1), maanden=6))
    assert (gevolgen.nu.einde, gevolgen.straks.einde) == (date(2031, 1, 31), date(2031, 7, 31))
    assert (gevolgen.nu.uitstelmaanden, gevolgen.straks.uitstelmaanden) == (0, 6)
    assert gevolgen.saldi_oud == gevolgen.saldi_nieuw
    eerste = gevolgen.termijnen[0]
    assert (eerste.dag, eerste.nu_cent, eerste.straks_cent) == (date(2026, 3, 31), 70_000, 20_000)


def test_opeising_maakt_alles_nu_verschuldigd() -> None:
    gevolgen = van(papier(), g.Opeising(grond=Grond.NIET_BETAALD))
    assert gevolgen.straks.ineens_cent == 3_000_000 + 20_000
    assert gevolgen.omvang_cent == 3_000_000
    assert all(een.straks_cent is None or een.straks_cent <= 20_000 for een in gevolgen.termijnen)


def test_een_besluit_dat_niets_aan_de_termijnen_verandert_zegt_dat() -> None:
    assert van(papier(), g.BuitenInvordering()).termijnen == ()


def test_een_plan_dat_niet_mag_noemt_de_regel() -> None:
    te_lang = mutatie_van(g.Uitstel(van=MAART, maanden=13), "x", MAART, MAART)
    assert "hooguit 12 maanden" in komt(papier(), MAART, te_lang).verboden[0]
