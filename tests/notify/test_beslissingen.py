"""Does a letter go out: given what happened before, when somebody asks, then these facts or silence."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notify import examples
from services.notify.domain import commands, events
from services.notify.domain.decide import decide, decide_bezorging
from services.notify.domain.gegevens import Toekenningsgegevens
from services.notify.domain.state import Bericht, evolve
from services.notify.domain.weigeringen import BerichtBestaatNiet, BezorgingIsNietMislukt, Weigering
from shared.begrippen import Feit

DAG = examples.DAG
GERESERVEERD, VERSTUURD = examples.FEITEN[1], examples.FEITEN[2]
MISLUKT = examples.FEITEN[4]


def given_facts(*feiten: Feit) -> Bericht:
    state = Bericht()
    for feit in feiten:
        state = evolve(state, feit)
    return state


def herinnering(**anders: Any) -> commands.VerstuurHerinnering:
    return commands.VerstuurHerinnering.model_validate(
        {
            "aanleiding": examples.AANLEIDING,
            "dossier_id": examples.DOSSIER,
            "lening_id": examples.LENING,
            "gemeente": "GM9901",
            "op": DAG,
            "gegevens": examples.HERINNERING,
        }
        | anders
    )


def toekenning(**half: Any) -> commands.VerstuurToekenning:
    return commands.VerstuurToekenning.model_validate(
        {
            "aanleiding": examples.AANLEIDING,
            "dossier_id": examples.DOSSIER,
            "lening_id": examples.LENING,
            "gemeente": "GM9901",
            "op": DAG,
        }
        | half
    )


def test_een_gemiste_betaling_geeft_een_herinnering() -> None:
    assert decide(Bericht(), herinnering()) == [GERESERVEERD]


@pytest.mark.parametrize(
    "eerder",
    [(GERESERVEERD,), (GERESERVEERD, VERSTUURD), (GERESERVEERD, MISLUKT), (examples.FEITEN[3],)],
)
def test_een_termijn_geeft_daarna_stilte(eerder: Sequence[Feit]) -> None:
    assert (
        decide(
            given_facts(*eerder),
            herinnering(aanleiding=examples.AANLEIDING.model_copy(update={"event_id": uuid4()})),
        )
        == []
    )


def test_elke_termijn_en_elke_lening_heeft_een_eigen_brief() -> None:
    termijn_4 = examples.HERINNERING.model_copy(update={"termijn": 4})
    ids = {
        herinnering().bericht_id,
        herinnering(gegevens=termijn_4).bericht_id,
        herinnering(lening_id=uuid4()).bericht_id,
    }
    assert len(ids) == 3
    assert (
        herinnering(
            aanleiding=examples.AANLEIDING.model_copy(update={"event_id": uuid4()})
        ).bericht_id
        == herinnering().bericht_id
    )


def test_een_herhaalde_gebeurtenis_wordt_vastgelegd_maar_niet_verstuurd() -> None:
    herhaald = examples.AANLEIDING.model_copy(update={"is_herhaling": True})
    (feit,) = decide(Bericht(), herinnering(aanleiding=herhaald))
    assert isinstance(feit, events.BerichtNietVerstuurd)
    assert (feit.reden, feit.soort, feit.aanleiding) == (
        "herhaling",
        "herinnering",
        examples.GEBEURTENIS,
    )


def test_een_gebeurtenis_van_voor_het_startmerk_wordt_vastgelegd_maar_niet_verstuurd() -> None:
    oud = examples.AANLEIDING.model_copy(
        update={"vastgelegd": datetime(2025, 8, 31, 23, 59, tzinfo=UTC)}
    )
    (feit,) = decide(Bericht(), herinnering(aanleiding=oud))
    assert isinstance(feit, events.BerichtNietVerstuurd)
    assert feit.reden == "voor_startmerk"
    precies = examples.AANLEIDING.model_copy(update={"vastgelegd": examples.AANLEIDING.startmerk})
    assert decide(Bericht(), herinnering(aanleiding=precies)) == [GERESERVEERD]


@pytest.mark.parametrize("besluit_eerst", [True, False])
def test_een_toekenning_wacht_op_besluit_en_rekening_in_welke_volgorde_ook(
    besluit_eerst: bool,
) -> None:
    helften: list[dict[str, Any]] = [{"krediet": examples.KREDIET}, {"rekening": examples.REKENING}]
    eerste, tweede = helften if besluit_eerst else reversed(helften)
    (aangevuld,) = decide(Bericht(), toekenning(**eerste))
    assert isinstance(aangevuld, events.ToekenningAangevuld)
    assert decide(given_facts(aangevuld), toekenning(**eerste)) == []
    (gereserveerd,) = decide(given_facts(aangevuld), toekenning(**tweede))
    assert isinstance(gereserveerd, events.BerichtGereserveerd)
    assert gereserveerd.gegevens == Toekenningsgegevens(
        krediet=examples.KREDIET, rekening=examples.REKENING
    )
    assert decide(given_facts(aangevuld, gereserveerd), toekenning(**tweede)) == []


def test_een_gereserveerde_brief_wordt_een_keer_verstuurd() -> None:
    verzoek = commands.RegistreerVerzending(op=DAG)
    assert decide_bezorging(given_facts(GERESERVEERD), verzoek) == [VERSTUURD]
    assert decide_bezorging(given_facts(GERESERVEERD, VERSTUURD), verzoek) == []
    assert decide_bezorging(Bericht(), verzoek) == []


def test_wie_betaald_heeft_krijgt_geen_herinnering_meer() -> None:
    verzoek = commands.AnnuleerBericht(reden="betaald", op=DAG)
    (feit,) = decide_bezorging(given_facts(GERESERVEERD), verzoek)
    assert isinstance(feit, events.BerichtNietVerstuurd)
    assert feit.reden == "betaald"
    assert (
        decide_bezorging(given_facts(GERESERVEERD, feit), commands.RegistreerVerzending(op=DAG))
        == []
    )
    assert decide_bezorging(given_facts(GERESERVEERD, VERSTUURD), verzoek) == [], (
        "a letter that is out cannot be called back"
    )


def test_een_mislukte_brief_gaat_weer_in_de_rij_als_iemand_dat_vraagt() -> None:
    hervat = commands.HervatBezorging(op=DAG)
    (feit,) = decide_bezorging(given_facts(GERESERVEERD, MISLUKT), hervat)
    state = given_facts(GERESERVEERD, MISLUKT, feit)
    assert state.status == "gereserveerd"
    assert decide_bezorging(state, hervat) == []
    assert decide_bezorging(state, commands.RegistreerVerzending(op=DAG)) == [VERSTUURD]


def test_een_brief_die_niet_mislukt_is_hoeft_niet_opnieuw() -> None:
    with pytest.raises(BezorgingIsNietMislukt):
        decide_bezorging(given_facts(GERESERVEERD, VERSTUURD), commands.HervatBezorging(op=DAG))
    with pytest.raises(BerichtBestaatNiet):
        decide_bezorging(Bericht(), commands.HervatBezorging(op=DAG))


VRAGEN = st.tuples(st.just("vraag"), st.integers(1, 3), st.booleans(), st.booleans())
BEZORGINGEN = st.tuples(
    st.just("bezorg"),
    st.integers(1, 3),
    st.sampled_from(["verzend", "annuleer", "mislukt", "hervat"]),
    st.none(),
)
STAPPEN = st.lists(VRAGEN | BEZORGINGEN, max_size=40)


@given(STAPPEN)
def test_in_elke_volgorde_en_hoe_vaak_ook_hoogstens_een_brief_per_termijn(
    stappen: list[tuple[str, int, Any, Any]],
) -> None:
    states: dict[int, Bericht] = {}
    verstuurd: dict[int, int] = {}
    for soort, termijn, wat, herhaald in stappen:
        state = states.get(termijn, Bericht())
        if soort == "vraag":
            aanleiding = examples.AANLEIDING.model_copy(
                update={
                    "event_id": uuid4(),
                    "is_herhaling": herhaald,
                    "vastgelegd": datetime(2020 if wat else 2030, 1, 1, tzinfo=UTC),
                }
            )
            gegevens = examples.HERINNERING.model_copy(update={"termijn": termijn})
            feiten = decide(state, herinnering(aanleiding=aanleiding, gegevens=gegevens))
            assert not (wat or herhaald) or not any(
                isinstance(feit, events.BerichtGereserveerd) for feit in feiten
            )
        else:
            verzoeken: dict[str, commands.Bezorgverzoek] = {
                "verzend": commands.RegistreerVerzending(op=DAG),
                "annuleer": commands.AnnuleerBericht(reden="betaald", op=DAG),
                "mislukt": commands.RegistreerMislukking(reden="opmaak_mislukt", op=DAG),
                "hervat": commands.HervatBezorging(op=DAG),
            }
            try:
                feiten = decide_bezorging(state, verzoeken[wat])
            except Weigering:
                feiten = []
        for feit in feiten:
            state = evolve(state, feit)
            verstuurd[termijn] = verstuurd.get(termijn, 0) + isinstance(
                feit, events.BerichtVerstuurd
            )
        states[termijn] = state
    assert all(aantal <= 1 for aantal in verstuurd.values())
