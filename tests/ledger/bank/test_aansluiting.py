"""Every euro once, always: whatever lines come in, whatever people decide and take back, whatever breaks in between."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deploy.local.city.bankbestand import Storting
from services.ledger.adapters.bank.aansluiting import Aansluiting, aansluiting
from services.ledger.adapters.log import LENING
from services.ledger.application import bank
from services.ledger.application import lening as application
from services.ledger.application import vordering as vorderingen
from services.ledger.application.replay import replay
from services.ledger.domain.bank.weigeringen import OntvangstIsElders, OntvangstIsNietBesloten
from services.ledger.domain.lening.commands import BoekBetaling, NeemBesluit
from services.ledger.domain.verloop.gegevens import Herroeping, Kosten
from services.ledger.domain.vier_ogen.weigeringen import Weigering
from services.ledger.domain.vordering.commands import (
    BoekOntvangst,
    NeemVorderingsbesluit,
    OpenVordering,
    Vorderingsverzoek,
)
from shared.facts import Cause
from shared.handle import Command
from shared.settings import Database
from tests.steun.ledger.stad import KADER, Stad, krediet, lening_id, storting

OPEN, VERVAL = date(2026, 1, 12), date(2026, 2, 28)
# Beside the loans 0 and 1 a vordering; its receipts go by the same bank.
VORDERING = 2
TERUG = OpenVordering(
    vordering_id=lening_id(VORDERING),
    op=OPEN,
    vaststelling_id=UUID(int=1),
    aanvraag_id=UUID(int=2),
    dossier_id=UUID(int=3),
    gemeente="GM9901",
    soort="terugvordering",
    hoofdsom_cent=60_000,
    grondslag="Bbz art. 12 lid 2 c",
)


@pytest.fixture
def stad(new_database: Callable[[str], Database]) -> Iterator[Stad]:
    stad = Stad.nieuw(new_database("ledger"))
    stad.dag(OPEN)
    _open(stad)
    yield stad
    stad.store.close()


def _open(stad: Stad) -> None:
    stad.hoor(krediet(0), krediet(1))
    vraag(stad, TERUG)
    stad.dag(VERVAL)


def vraag(stad: Stad, verzoek: Vorderingsverzoek) -> list[Any]:
    with stad.store.transaction() as transaction:
        return vorderingen.verwerk(transaction, KADER, verzoek, Cause("x", "ledger", verzoek.op))


def regels(stad: Stad) -> list[dict[str, Any]]:
    return stad.rijen(
        "SELECT ontvangst_id, betaling_id, status, bedrag_cent, lening_id, reden FROM ontvangsten ORDER BY volgorde"
    )


def duid(stad: Stad, ontvangst_id: UUID, besluit: str, nummer: int | None = None) -> None:
    with stad.store.transaction() as transaction:
        schuld = None if nummer is None else lening_id(nummer)
        bank.duid(transaction, ontvangst_id, besluit, schuld, "debiteuren-1", transaction.workday())


def zet_terug(stad: Stad, ontvangst_id: UUID) -> None:
    with stad.store.transaction() as transaction:
        bank.zet_terug(transaction, ontvangst_id, "debiteuren-1", transaction.workday())


def herroep(stad: Stad, nummer: int, van: UUID, soort: str = "correctie", sleutel: int = 1) -> UUID:
    besluit_id = UUID(int=10_000 + sleutel)
    if nummer == VORDERING:
        velden: dict[str, Any] = {
            "soort": soort,
            "motivering": "vergissing",
            "actor": "consulent-2",
            "betaling_id": van,
        }
        vraag(
            stad,
            NeemVorderingsbesluit(
                vordering_id=lening_id(nummer), op=VERVAL, besluit_id=besluit_id, **velden
            ),
        )
        return besluit_id
    with stad.store.transaction() as transaction:
        dag = transaction.workday()
        verzoek = NeemBesluit(
            lening_id=lening_id(nummer),
            besluit_id=besluit_id,
            gegevens=Herroeping(soort=soort, van=van),
            op=dag,  # type: ignore[arg-type]
            motivering="vergissing",
            valutadatum=dag,
            actor="consulent-2",
        )
        application.besluit(transaction, KADER, verzoek, Command("consulent-2"))
    return besluit_id


def sluit(stad: Stad) -> Aansluiting:
    gevonden = aansluiting(stad.store)
    assert gevonden.is_gelijk, gevonden
    return gevonden


def test_een_boeking_van_een_verkeerde_lening_komt_terug_in_de_wachtrij_met_haar_bedrag(
    stad: Stad,
) -> None:
    stad.afschrift(VERVAL, storting(0, 4_321))
    stad.werk()
    (regel,) = regels(stad)
    herroep(stad, 0, regel["betaling_id"])
    (regel,) = regels(stad)
    assert (regel["status"], regel["bedrag_cent"], regel["lening_id"]) == ("te_duiden", 4_321, None)
    assert "teruggedraaid" in regel["reden"]
    assert sluit(stad).wachtrij_cent == 4_321
    duid(stad, regel["ontvangst_id"], "toegewezen", 1)
    stad.werk()
    assert (regels(stad)[0]["status"], regels(stad)[0]["lening_id"]) == ("geboekt", lening_id(1))
    assert sluit(stad).schulden_cent == 4_321


def test_een_regel_kan_na_een_correctie_weer_op_dezelfde_lening(stad: Stad) -> None:
    stad.afschrift(VERVAL, storting(0, 4_321))
    stad.werk()
    for keer in range(3):
        herroep(stad, 0, regels(stad)[0]["betaling_id"], sleutel=keer)
        duid(stad, regels(stad)[0]["ontvangst_id"], "toegewezen", 0)
        stad.werk()
        assert sluit(stad).schulden_cent == 4_321


def test_een_correctie_van_een_correctie_neemt_het_geld_terug_uit_de_wachtrij(stad: Stad) -> None:
    stad.afschrift(VERVAL, storting(0, 4_321))
    stad.werk()
    besluit_id = herroep(stad, 0, regels(stad)[0]["betaling_id"])
    herroep(stad, 0, besluit_id, sleutel=2)
    assert (regels(stad)[0]["status"], sluit(stad).schulden_cent) == ("geboekt", 4_321)


def test_een_correctie_van_een_correctie_kan_niet_als_het_geld_elders_staat(stad: Stad) -> None:
    stad.afschrift(VERVAL, storting(0, 4_321))
    stad.werk()
    besluit_id = herroep(stad, 0, regels(stad)[0]["betaling_id"])
    duid(stad, regels(stad)[0]["ontvangst_id"], "toegewezen", 1)
    stad.werk()
    with pytest.raises(OntvangstIsElders):
        herroep(stad, 0, besluit_id, sleutel=2)
    assert sluit(stad).schulden_cent == 4_321


@pytest.mark.parametrize("besluit", ["terugstorten", "geen_lening"])
def test_een_besluit_over_een_regel_kan_terug(stad: Stad, besluit: str) -> None:
    stad.afschrift(VERVAL, Storting("zonder kenmerk", 4_321, gestructureerd=False))
    (regel,) = regels(stad)
    with pytest.raises(OntvangstIsNietBesloten):
        zet_terug(stad, regel["ontvangst_id"])
    duid(stad, regel["ontvangst_id"], besluit)
    assert sluit(stad).wachtrij_cent == 0
    zet_terug(stad, regel["ontvangst_id"])
    assert (regels(stad)[0]["status"], sluit(stad).wachtrij_cent) == ("te_duiden", 4_321)


def test_geboekt_geld_gaat_alleen_met_een_correctie_van_de_schuld(stad: Stad) -> None:
    stad.afschrift(VERVAL, storting(0, 4_321))
    stad.werk()
    with pytest.raises(OntvangstIsNietBesloten):
        zet_terug(stad, regels(stad)[0]["ontvangst_id"])


def test_dezelfde_ontvangst_twee_keer_gevraagd_wordt_een_keer_geboekt(stad: Stad) -> None:
    verzoek = BoekBetaling(
        lening_id=lening_id(0),
        betaling_id=UUID(int=7),
        bedrag_cent=5_000,
        valutadatum=VERVAL,
        op=VERVAL,
    )
    for verwacht in (True, False):
        with stad.store.transaction() as transaction:
            assert (
                bool(application.verwerk(transaction, KADER, verzoek, Cause("x", "ledger", VERVAL)))
                is verwacht
            )
    assert stad.namen(0).count("AflossingGeboekt") == 1


def test_dezelfde_ontvangst_twee_keer_op_een_vordering_wordt_een_keer_geboekt(stad: Stad) -> None:
    verzoek = BoekOntvangst(
        vordering_id=lening_id(VORDERING),
        betaling_id=UUID(int=7),
        bedrag_cent=5_000,
        valutadatum=VERVAL,
        op=VERVAL,
    )
    assert [bool(vraag(stad, verzoek)) for _ in range(2)] == [True, False]
    assert stad.namen(VORDERING).count("OntvangstGeboekt") == 1
    herroep(stad, VORDERING, verzoek.betaling_id)
    assert vraag(stad, verzoek) == [], "taken off it never counts again under this number"


def test_een_regel_zonder_feit_blijft_in_de_wachtrij(
    stad: Stad, monkeypatch: pytest.MonkeyPatch
) -> None:
    stad.afschrift(VERVAL, storting(0, 1_000), storting(1, 2_000))
    origineel = bank.verwerk
    monkeypatch.setattr(
        bank, "verwerk", lambda *wat: [] if wat[2].bedrag_cent == 1_000 else origineel(*wat)
    )
    stad.werk()
    assert [(regel["status"], regel["reden"]) for regel in regels(stad)] == [
        ("te_duiden", bank.AL_GEBOEKT),
        ("geboekt", None),
    ]
    sluit(stad)


def test_een_boeking_met_een_ander_bedrag_wordt_niet_geloofd(
    stad: Stad, monkeypatch: pytest.MonkeyPatch
) -> None:
    stad.afschrift(VERVAL, storting(0, 1_000))
    origineel = bank.verwerk
    monkeypatch.setattr(
        bank,
        "verwerk",
        lambda a, b, wat, d: origineel(a, b, wat.model_copy(update={"bedrag_cent": 999}), d),
    )
    stad.werk()
    assert [regel["status"] for regel in regels(stad)] == ["te_duiden"]
    assert "AflossingGeboekt" not in stad.namen(0)
    sluit(stad)


@pytest.mark.parametrize("fout", [ValueError, KeyError, TypeError])
def test_een_fout_in_onze_code_wordt_geen_weigering_van_de_wet(
    stad: Stad, fout: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def kapot(*_: object) -> None:
        raise fout("kapot")

    stad.afschrift(VERVAL, storting(0, 1_000))
    monkeypatch.setattr("services.ledger.domain.verloop.dagloop.verwerk", kapot)
    stad.werk()
    assert [regel["status"] for regel in regels(stad)] == ["te_duiden"]
    assert regels(stad)[0]["reden"].startswith("Het boeken mislukte")
    with pytest.raises(fout):
        _boek_kosten(stad)
    sluit(stad)


def _boek_kosten(stad: Stad) -> None:
    with stad.store.transaction() as transaction:
        verzoek = NeemBesluit(
            lening_id=lening_id(0),
            besluit_id=UUID(int=8),
            gegevens=Kosten(bedrag_cent=1_500, grondslag="Awb 4:113"),
            op=VERVAL,
            motivering="betaalt_niet",
            valutadatum=VERVAL,
            actor="consulent-2",
        )
        application.besluit(transaction, KADER, verzoek, Command("consulent-2"))


def test_de_replay_en_de_aansluiting_zien_een_regel_die_nergens_staat(stad: Stad) -> None:
    stad.afschrift(VERVAL, storting(0, 1_000), storting(1, 2_000))
    stad.werk()
    stad.projecteer()
    assert replay(stad.store).is_equal
    with stad.store.cursor() as cursor:
        cursor.execute(
            "UPDATE ontvangsten SET lening_id = %s WHERE bedrag_cent = 1000", (lening_id(1),)
        )
    assert not replay(stad.store).receipts.is_equal
    verschil = aansluiting(stad.store)
    assert not verschil.is_gelijk
    assert {cent for _, _, cent in verschil.verschillen} == {1_000}


HANDELINGEN = [
    "toegewezen",
    "terugstorten",
    "geen_lening",
    "zet_terug",
    "correctie",
    "storno",
    "terug",
]
STAPPEN = st.lists(
    st.one_of(
        st.tuples(
            st.just("afschrift"),
            st.lists(
                st.tuples(st.sampled_from([0, 1, VORDERING, 9]), st.integers(-500, 90_000)),
                max_size=3,
            ),
        ),
        st.tuples(st.sampled_from(HANDELINGEN), st.integers(0, 8)),
        st.tuples(st.just("werk"), st.booleans()),
    ),
    min_size=3,
    max_size=12,
)


class Klap(BaseException):
    """Like the end of the process."""


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(stappen=STAPPEN)
def test_elke_euro_staat_er_altijd_een_keer(
    new_database: Callable[[str], Database], stappen: list[tuple[str, Any]]
) -> None:
    stad = Stad.nieuw(new_database("ledger"))
    try:
        stad.dag(OPEN)
        _open(stad)
        for plaats, (stap, wat) in enumerate(stappen):
            with suppress(Weigering):
                _doe(stad, plaats, stap, wat)
            sluit(stad)
        stad.werk()
        sluit(stad)
        stad.projecteer()
        assert replay(stad.store).is_equal
    finally:
        stad.store.close()


def _doe(stad: Stad, plaats: int, stap: str, wat: Any) -> None:
    if stap == "afschrift":
        stad.afschrift(
            VERVAL,
            *[
                storting(nummer, cent) if nummer < 9 else Storting("x", cent, gestructureerd=False)
                for nummer, cent in wat
            ],
        )
        return
    if stap == "werk":
        _werk(stad, met_klap=wat)
        return
    gevonden = regels(stad)
    if not gevonden:
        return
    regel = gevonden[wat % len(gevonden)]
    if stap == "zet_terug":
        zet_terug(stad, regel["ontvangst_id"])
    elif stap in ("correctie", "storno") and regel["lening_id"] and regel["betaling_id"]:
        nummer = next(een for een in (0, 1, VORDERING) if lening_id(een) == regel["lening_id"])
        herroep(stad, nummer, regel["betaling_id"], stap, plaats)
    elif stap == "terug":
        laatste = [een for nummer in (0, 1) for een in _herroepingen(stad, nummer)]
        if laatste:
            herroep(stad, laatste[-1][0], laatste[-1][1], sleutel=plaats)
    elif stap in ("toegewezen", "terugstorten", "geen_lening"):
        duid(stad, regel["ontvangst_id"], stap, wat % 3 if stap == "toegewezen" else None)


def _herroepingen(stad: Stad, nummer: int) -> list[tuple[int, UUID]]:
    with stad.store.transaction() as transaction:
        return [
            (nummer, een.besluit_id)
            for een in transaction.load(LENING, lening_id(nummer)).herroepingen
        ]


def _werk(stad: Stad, *, met_klap: bool) -> None:
    if not met_klap:
        stad.werk()
        return
    origineel = application.plan

    def kapot(*args: Any) -> None:
        origineel(*args)
        raise Klap

    application.plan = kapot
    try:
        stad.werk()
    except Klap:
        pass
    finally:
        application.plan = origineel


def test_dagen_gaan_door_na_een_correctie(stad: Stad) -> None:
    stad.afschrift(VERVAL, storting(0, 70_000), storting(1, 2_000))
    stad.werk()
    herroep(stad, 0, regels(stad)[0]["betaling_id"])
    stad.dagen(VERVAL + timedelta(days=1), date(2026, 4, 2))
    sluit(stad)
