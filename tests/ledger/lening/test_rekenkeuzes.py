"""The choices about a running loan where the law is silent (rekenregels 3, B-1 to B-6), on a living loan and from its first day."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest

from services.ledger import examples
from services.ledger.domain.lening.dag import volgende_actie
from services.ledger.domain.lening.events import AflossingGeboekt, RenteGeboekt, TermijnVervallen
from services.ledger.domain.lening.geschiedenis import lees
from services.ledger.domain.lening.weigeringen import MutatieMagNiet
from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.verloop.kennis import Kennis
from services.ledger.domain.verloop.mutaties import Grond
from services.ledger.domain.verloop.saldi import signalen_bij_voorwaarden
from services.ledger.domain.verloop.verloop import verloop
from services.ledger.domain.vooruitblik.schemastand import schemaregels
from shared.recht.aflosschema import aflosschema
from tests.steun.ledger.boek import PARAMETERS, Papier, namen
from tests.steun.ledger.verhalen import VOORBEREIDING, samen

DAG = timedelta(days=1)
EIND_FEBRUARI, EIND_MAART = date(2026, 2, 28), date(2026, 3, 31)


def kort(**anders: Any) -> Papier:
    """Three terms, of which nothing is paid for a year."""
    papier = Papier(examples.open_lening(termijnen=3, **anders))
    papier.dagen(date(2026, 2, 1), date(2027, 2, 1))
    return papier


@pytest.mark.parametrize("dagtelling", ["maand", "act_365"])
def test_na_de_laatste_termijn_loopt_geen_rente_meer(dagtelling: str) -> None:
    """B-1."""
    papier = kort(dagtelling=dagtelling)
    assert [feit.termijn for feit in papier.van(RenteGeboekt)] == [1, 2, 3]  # type: ignore[attr-defined]
    historie = lees(papier.feiten)
    uit = verloop(Kennis((historie.lening,), (), PARAMETERS, date(2027, 2, 1)), date(2027, 2, 1))
    stand = uit.standen[historie.lening.lening_id]
    assert papier.lening.saldi.rente_cent == stand.rente_open()
    (signaal,) = signalen_bij_voorwaarden(historie.lening, stand, date(2027, 2, 1), PARAMETERS)
    assert "er loopt geen rente meer (Bbz art. 15)" in signaal


def test_ook_niet_over_een_lening_die_is_opgeeist() -> None:
    """B-1: until then the claimed loan goes on bearing interest (Bbz art. 41 lid 6)."""
    papier = Papier(examples.open_lening(termijnen=3))
    papier.dagen(date(2026, 2, 1), date(2026, 3, 10))
    samen(papier, g.Opeising(grond=Grond.NIET_BETAALD), date(2026, 3, 10))
    papier.dagen(date(2026, 3, 11), date(2027, 2, 1))
    assert papier.lening.saldi.rente_cent == 3 * 20_000


def test_uitstel_verschuift_de_laatste_termijn_en_dus_de_rente() -> None:
    papier = Papier(examples.open_lening(termijnen=3))
    papier.doe(examples.besluit(g.Uitstel(van=date(2026, 2, 1), maanden=2), date(2026, 2, 1)))
    papier.dagen(date(2026, 2, 2), date(2027, 2, 1))
    assert len(papier.van(RenteGeboekt)) == 5


@pytest.mark.parametrize(
    ("dag", "dagen_vol"), [(date(2026, 2, 27), 26), (EIND_FEBRUARI, 27), (date(2026, 3, 1), 28)]
)
def test_bij_een_dagtelling_draagt_de_dag_van_betaling_geen_rente(
    dag: date, dagen_vol: int
) -> None:
    """B-2: also when it is the last day of the term; then only what is for the term itself is on time, and lowers nothing."""
    papier = Papier(examples.open_lening(dagtelling="act_365", termijnen=12))
    papier.dagen(date(2026, 2, 1), dag)
    papier.betaal(1_000_000, dag, dag + DAG)
    op_tijd = papier.lening.saldi.tegoed_cent if dag == EIND_FEBRUARI else 0
    papier.dagen(dag + DAG, date(2026, 3, 5))
    rente = papier.van(RenteGeboekt)[0].rente_cent  # type: ignore[attr-defined]
    exact = (3_000_000 * dagen_vol + (2_000_000 + op_tijd) * (28 - dagen_vol)) * Decimal(8) / 36500
    assert rente == int(exact.quantize(Decimal(1)))


@pytest.mark.parametrize("dagtelling", ["maand", "30e_360", "act_365"])
@pytest.mark.parametrize("vervaldag", [EIND_FEBRUARI, date(2026, 3, 1), date(2026, 3, 15)])
def test_wie_elke_termijn_op_haar_vervaldag_betaalt_betaalt_het_schema(
    vervaldag: date, dagtelling: str
) -> None:
    """B-2, day by day in the living ledger."""
    papier = Papier(
        examples.open_lening(dagtelling=dagtelling, termijnen=6, eerste_vervaldag=vervaldag)
    )
    schema = aflosschema(papier.lening.vraag).termijnen
    for dag in (date(2026, 2, 1) + nr * DAG for nr in range(240)):
        papier.dag(dag, dag - DAG)
        for termijn in schema:
            if termijn.vervaldag == dag:
                papier.betaal(termijn.termijn_cent, dag)
    gevraagd = [
        (feit.vervaldag, feit.rente_cent + feit.aflossing_cent)
        for feit in papier.van(TermijnVervallen)
    ]  # type: ignore[attr-defined]
    assert gevraagd == [(een.vervaldag, een.termijn_cent) for een in schema]
    assert papier.lening.status == "afgelost"


ONTVANGSTEN = (
    (date(2026, 2, 27), 250_000),
    (EIND_FEBRUARI, 100_000),
    (date(2026, 3, 1), 90_000),
    (date(2026, 3, 20), 70_000),
)


@pytest.mark.parametrize("dagtelling", ["maand", "30e_360", "act_365"])
@pytest.mark.parametrize("volgorde", list(permutations(range(4))))
def test_een_ontvangst_wordt_verdeeld_naar_haar_valutadatum(
    volgorde: tuple[int, ...], dagtelling: str
) -> None:
    """B-3: in any order of becoming known, in one day or long after."""
    op_tijd, later = (
        Papier(examples.open_lening(dagtelling=dagtelling, termijnen=12)) for _ in range(2)
    )
    for dag in (date(2026, 2, 1) + nr * DAG for nr in range(100)):
        for papier in (op_tijd, later):
            papier.dag(dag, dag - DAG)
        for nummer, (telt, cent) in enumerate(ONTVANGSTEN, start=1):
            if telt == dag:
                op_tijd.betaling = nummer - 1
                op_tijd.betaal(cent, telt, dag)
        for plaats, nummer in enumerate(volgorde):
            if dag == date(2026, 4, 2) + plaats * 3 * DAG:
                later.betaling = nummer
                later.betaal(ONTVANGSTEN[nummer][1], ONTVANGSTEN[nummer][0], dag)
    velden = {"hoofdsom_cent", "rente_cent", "vervallen_cent", "tegoed_cent"}
    assert later.lening.saldi.model_dump(include=velden) == op_tijd.lening.saldi.model_dump(
        include=velden
    )


def test_te_veel_voor_de_vervaldag_is_wat_de_termijn_vraagt_en_dan_hoofdsom_ook_als_het_later_bekend_wordt() -> (
    None
):
    """B-3: at its valutadatum the coming term was that of February."""
    papier = Papier()
    papier.dag(EIND_FEBRUARI, date(2026, 2, 26))
    papier.betaal(100_000, date(2026, 2, 27), date(2026, 3, 2))
    ontvangst, verrekend = papier.van(AflossingGeboekt)
    assert isinstance(ontvangst, AflossingGeboekt)
    assert (ontvangst.extra_cent, ontvangst.tegoed_cent, verrekend.valutadatum) == (
        30_000,
        70_000,
        EIND_FEBRUARI,
    )
    assert papier.lening.saldi.tegoed_cent == 0


def test_een_voorbereidingskrediet_heeft_geen_termijnen_tot_het_is_omgezet() -> None:
    """B-4."""
    papier = Papier(examples.open_lening(**VOORBEREIDING))
    papier.dagen(date(2026, 2, 1), date(2026, 6, 1))
    assert namen(papier.feiten) == ["LeningGeopend"]
    assert volgende_actie(papier.lening) == (None, None)
    assert schemaregels(papier.lening) == []
    papier.betaal(50_000, date(2026, 6, 1))
    assert (papier.lening.saldi.hoofdsom_cent, papier.lening.saldi.tegoed_cent) == (2_950_000, 0)
    omzetting = g.Omzetting(jaarrente_procent=Decimal(8), termijnen=36, methode="lineair")  # type: ignore[arg-type]
    samen(papier, omzetting, date(2026, 7, 1))
    assert len(schemaregels(papier.lening)) == 36
    papier.dagen(date(2026, 7, 2), date(2026, 8, 1))
    (rente,) = papier.van(RenteGeboekt)
    assert (rente.rente_cent, rente.termijn) == (19_667, 1)  # type: ignore[attr-defined]


def test_in_de_laatste_maand_wacht_een_afgeloste_lening_op_haar_rente() -> None:
    """B-5."""
    papier = Papier(examples.open_lening(termijnen=1))
    papier.betaal(3_020_000, date(2026, 2, 10))
    assert papier.lening.status == "lopend"
    papier.dag(EIND_FEBRUARI)
    assert (papier.lening.status, papier.lening.saldi.tegoed_cent) == ("afgelost", 0)


def test_zonder_vastgelegde_groep_weigert_artikel_21_en_zegt_wie_haar_kent() -> None:
    """B-6."""
    papier = Papier(examples.open_lening(groep=None))
    nieuwjaar = date(2027, 1, 4)
    papier.dag(nieuwjaar, nieuwjaar)
    kwijt = g.Rentekwijtschelding(
        boekjaar_begin=date(2026, 1, 1),
        netto_inkomen_cent=0,
        jaarnorm_cent=1_500_000,
        bijstand_in_boekjaar=False,
        vermogen_binnen_grens=True,
    )
    with pytest.raises(
        MutatieMagNiet,
        match=r"niet vastgelegd tot welke groep.*consulent die de aanvraag behandelde",
    ):
        papier.doe(examples.voorstel(kwijt, nieuwjaar))


def test_een_lening_van_voor_het_rekenpunt_heeft_dezelfde_saldi_en_gaat_verder() -> None:
    """Facts of before kept no stand: the balances are those of the lines, and the next day computes the loan from its first day."""
    nieuw = Papier()
    nieuw.dagen(date(2026, 2, 1), date(2026, 3, 5))
    nieuw.betaal(70_000, date(2026, 3, 4), date(2026, 3, 5))
    oud = Papier()
    oud.feiten = [feit.model_copy(update={"stand": None, "punt": None}) for feit in nieuw.feiten]
    oud.vouw()
    assert (oud.lening.saldi, oud.lening.status, oud.lening.punt) == (
        nieuw.lening.saldi,
        "lopend",
        None,
    )
    assert volgende_actie(oud.lening)[0] == oud.lening.uitbetaald_op
    for papier in (oud, nieuw):
        papier.dag(EIND_MAART, date(2026, 3, 30))
    wanneer = {"parameterset"}
    assert oud.lening.model_dump(exclude=wanneer) == nieuw.lening.model_dump(exclude=wanneer)
