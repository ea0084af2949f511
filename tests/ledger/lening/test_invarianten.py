"""What holds for every loan, whatever happens to it and in which order (hypothesis)."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from services.ledger import examples
from services.ledger.domain.grootboek.boeking import Mutatie
from services.ledger.domain.lening.events import AflossingGeboekt, BetalingGemist, RenteGeboekt
from services.ledger.domain.lening.state import Lening, evolve
from services.ledger.domain.lening.weigeringen import LeningIsAfgelost
from tests.steun.ledger.boek import Papier, rekeningen

OPENINGEN = st.builds(
    examples.open_lening,
    hoofdsom_cent=st.integers(1, 5_000_000),
    termijnen=st.integers(1, 14),
    methode=st.sampled_from(["lineair", "annuitair"]),
    jaarrente_procent=st.sampled_from([Decimal(2), Decimal(8)]),
    dagtelling=st.sampled_from(["maand", "act_365", "30e_360"]),
    eerste_vervaldag=st.sampled_from([date(2026, 2, 28), date(2026, 3, 1)]),
) | st.builds(
    examples.open_lening,
    methode=st.just("renteloos"),
    jaarrente_procent=st.just(Decimal(0)),
    termijnen=st.integers(1, 14),
)
# Days between two steps, how late the statement of a receipt comes, and what was paid.
STAPPEN = st.lists(
    st.tuples(
        st.integers(0, 40),
        st.integers(0, 5),
        st.none() | st.integers(1, 800_000) | st.integers(1, 40_000),
    ),
    max_size=40,
)


def leef(opening, stappen) -> Papier:
    papier, dag = Papier(opening), opening.rente_vanaf
    for verder, later, cent in stappen:
        dag += timedelta(days=verder)
        papier.dag(dag, dag - timedelta(days=1 + later))
        if cent is not None:
            try:
                papier.betaal(cent, dag - timedelta(days=later), dag)
            except LeningIsAfgelost:
                continue
    return papier


@settings(max_examples=150, deadline=None)
@given(OPENINGEN, STAPPEN)
def test_boeken_kloppen_na_elk_feit(opening, stappen) -> None:
    papier = leef(opening, stappen)
    lening, hoofdsom = Lening(), 0
    for feit in papier.feiten:
        assert isinstance(feit, Mutatie)
        assert sum(regel.bedrag_cent for regel in feit.boekregels) == 0
        lening = evolve(lening, feit)
        assert feit.saldi == lening.saldi
        hoofdsom += sum(
            regel.bedrag_cent for regel in feit.boekregels if regel.rekening.endswith(":hoofdsom")
        )
        if isinstance(feit, AflossingGeboekt):
            delen = (
                feit.kosten_cent
                + feit.rente_cent
                + feit.aflossing_cent
                + feit.extra_cent
                + feit.tegoed_cent
            )
            assert delen == feit.ontvangen_cent
        assert lening.saldi.hoofdsom_cent == hoofdsom >= 0
        assert min(lening.saldi.model_dump().values()) >= 0
        if stand := feit.stand:
            open_aflossing = sum(termijn.aflossing_cent for termijn in stand.open_termijnen)
            assert lening.saldi.hoofdsom_cent == stand.niet_vervallen_cent + open_aflossing
            assert lening.saldi.vervallen_cent == sum(
                termijn.open_cent for termijn in lening.vervallen
            )
    assert lening == papier.lening, "replay gives the same loan"


@settings(max_examples=150, deadline=None)
@given(OPENINGEN, STAPPEN)
def test_de_grootboekrekeningen_zijn_de_saldi(opening, stappen) -> None:
    papier = leef(opening, stappen)
    saldi, grootboek = papier.lening.saldi, Counter(rekeningen(papier))
    assert grootboek["hoofdsom"] == saldi.hoofdsom_cent
    assert grootboek["verschenen_rente"] == saldi.rente_cent
    assert -grootboek["tegoed_debiteur"] == saldi.tegoed_cent
    assert sum(grootboek.values()) == 0


@settings(max_examples=150, deadline=None)
@given(OPENINGEN, STAPPEN)
def test_per_termijn_een_keer_rente_en_hoogstens_een_keer_gemist(opening, stappen) -> None:
    papier = leef(opening, stappen)
    for soort in (RenteGeboekt, BetalingGemist):
        nummers = [feit.termijn for feit in papier.van(soort)]
        assert nummers == sorted(set(nummers))


@settings(max_examples=100, deadline=None)
@given(OPENINGEN, STAPPEN)
def test_wat_is_geleend_wordt_afgelost_en_niet_meer(opening, stappen) -> None:
    papier = leef(opening, stappen)
    dag = papier.feiten[-1].boekdatum
    for _ in range(opening.termijnen + 3):
        dag += timedelta(days=31)
        papier.dag(dag, dag - timedelta(days=1))
        if papier.lening.status == "lopend":
            papier.betaal(papier.lening.saldi.vervallen_cent or 1, dag)
    assert papier.lening.status == "afgelost"
    boek = Counter(rekeningen(papier))
    assert (boek["hoofdsom"], boek["verschenen_rente"]) == (0, 0)
    lent = -boek["uitbetaald_bedrijfskapitaal"]
    assert boek["bank"] == lent - boek["baten_rente"] - boek["tegoed_debiteur"], (
        "what came in is what was lent, the interest, and tegoed"
    )
