"""A receipt that is taken off a vordering: as if it never came, with its bank line in the queue, whatever was decided meanwhile."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import reduce
from typing import Any
from uuid import UUID, uuid5

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from deploy.local.city.bankbestand import Storting
from services.ledger.adapters.bank.aansluiting import aansluiting
from services.ledger.adapters.publish import publish
from services.ledger.application.replay import replay
from services.ledger.domain.grootboek.boekregels import omgekeerd
from services.ledger.domain.grootboek.weigeringen import BedragIsNietPositief
from services.ledger.domain.invordering.state import traject_id
from services.ledger.domain.verantwoording.bdfs import Vorderingcijfers, Vorderingstatus
from services.ledger.domain.verantwoording.bdfs import na as cijfers_na
from services.ledger.domain.verantwoording.grootboektelling import Telling, kapitaalcijfers, tel
from services.ledger.domain.vier_ogen.weigeringen import (
    BesluitnummerIsVergeven,
    BesluitVraagtTweedePersoon,
    Weigering,
)
from services.ledger.domain.vordering.commands import BoekOntvangst, NeemVorderingsbesluit
from services.ledger.domain.vordering.events import Vorderingsmutatie, VorderingstegoedTeruggestort
from services.ledger.domain.vordering.state import Vordering, evolve
from services.ledger.domain.vordering.weigeringen import (
    OntvangstIsOnbekend,
    TegoedIsTeLaag,
    VorderingIsOnbekend,
)
from services.ledger.projections import vorderingen
from services.ledger.projections.regels import bedrag_van
from tests.facts import stored
from tests.ledger.vaststelling.test_vaststellingen import W07, client, namen, stad, stel_vast  # noqa: F401
from tests.ledger.vordering.test_vorderingen import (
    BESLOTEN,
    BESLUIT,
    ID,
    IN_VERZUIM,
    LAATSTE,
    LENING,
    TERUG,
    bekrachtig,
    besluit,
    dag,
    doe,
    ontvangst,
    verloop,
    voorstel,
)
from tests.ledger.vordering.test_vorderingen import namen as soorten
from tests.recht.boeken import rekeningsaldi
from tests.steun.ledger.stad import Stad, krediet, lening_id

DAG = timedelta(days=1)
SOORTEN = ["storno", "correctie"]
MAART = date(2025, 3, 10)


def eraf(
    betaling: BoekOntvangst, soort: str = "storno", op: date = BESLOTEN, **anders: Any
) -> NeemVorderingsbesluit:
    velden: dict[str, Any] = {
        "besluit_id": uuid5(BESLUIT, f"eraf/{betaling.betaling_id}"),
        "betaling_id": betaling.betaling_id,
    }
    return besluit(soort, op=op, **(velden | {"motivering": "vergissing"} | anders))


def stand(feiten: Sequence[Vorderingsmutatie]) -> Vordering:
    return reduce(evolve, feiten, Vordering())


@pytest.mark.parametrize("soort", SOORTEN)
def test_de_tegenboeking_is_precies_het_omgekeerde_van_de_ontvangst(soort: str) -> None:
    betaling = ontvangst(20_000, date(2025, 1, 7))
    voor = verloop(
        *IN_VERZUIM, besluit("kosten", 1_500), voorstel("wettelijke_rente"), bekrachtig()
    )
    met = [*voor, *doe(voor, betaling)]
    (terug,) = doe(met, eraf(betaling, soort, date(2025, 1, 9)))
    assert (
        type(terug).__name__
        == {"storno": "OntvangstGestorneerd", "correctie": "OntvangstGecorrigeerd"}[soort]
    )
    assert set(terug.boekregels) == set(omgekeerd(met[-1].boekregels))
    assert (terug.boekdatum, terug.valutadatum) == (date(2025, 1, 9), betaling.valutadatum), (
        "it counts in the year of the receipt"
    )
    assert terug.saldi == stand(voor).saldi
    assert (terug.bedrag_cent, terug.kosten_cent, terug.rente_cent, terug.hoofdsom_cent) == (
        20_000,
        1_500,
        9_950,
        8_550,
    )  # type: ignore[attr-defined]


def terug(cent: int, nummer: int = 60) -> list[Any]:
    """Proposed by one, decided by another."""
    return [voorstel("terugstorting", cent, besluit_id=UUID(int=nummer)), bekrachtig()]


def test_een_tegoed_gaat_terug_met_twee_personen_en_wat_er_niet_is_niet() -> None:
    feiten = verloop(TERUG, ontvangst(164_632 + 5_000), *terug(3_000))
    assert (stand(feiten).status, stand(feiten).tegoed_cent, feiten[-1].grondslag) == (
        "voldaan",
        2_000,
        "BW 6:203",
    )
    assert stand(feiten).getelde_ontvangsten == {ontvangst(1).betaling_id: 169_632}, (
        "the bank line stands on the vordering as it came"
    )
    with pytest.raises(BesluitVraagtTweedePersoon):
        doe(feiten, besluit("terugstorting", 2_000, besluit_id=UUID(int=61)))
    for cent, reden in ((2_001, TegoedIsTeLaag), (0, BedragIsNietPositief)):
        with pytest.raises(reden):
            doe(feiten, terug(cent, 62)[0])
    wacht = [*feiten, *doe(feiten, terug(2_000, 63)[0]), *doe(feiten, terug(2_000, 64)[0])]
    eens = [*wacht, *doe(wacht, bekrachtig(BESLOTEN))]
    with pytest.raises(TegoedIsTeLaag):
        doe(eens, bekrachtig(BESLOTEN))
    with pytest.raises(VorderingIsOnbekend):
        doe([], terug(1)[0])


@pytest.mark.parametrize("soort", SOORTEN)
def test_wat_is_teruggestort_moet_terugkomen_als_de_betaling_er_later_af_gaat(soort: str) -> None:
    """B-16: as without the receipt, and the sum that was paid back is a claim, paid after what is due (BW 6:203)."""
    betaling = ontvangst(169_632)
    feiten = verloop(TERUG, betaling, *terug(5_000), eraf(betaling, soort))
    nu = stand(feiten)
    assert (nu.status, nu.hoofdsom_cent, nu.tegoed_cent, nu.nog_te_betalen_cent) == (
        "open",
        164_632,
        -5_000,
        169_632,
    )
    rij = reduce(lambda rij, feit: vorderingen.evolve(rij, ID, feit), feiten, None)
    assert "moet weer terugkomen" in rij.reden  # type: ignore[attr-defined]
    feiten += doe(feiten, ontvangst(164_632, nummer=1))
    assert (stand(feiten).status, stand(feiten).schuld_cent, stand(feiten).nog_te_betalen_cent) == (
        "open",
        0,
        5_000,
    )
    feiten += doe(feiten, ontvangst(5_100, nummer=2))
    assert (stand(feiten).status, stand(feiten).tegoed_cent) == ("voldaan", 100)


@pytest.mark.parametrize("soort", SOORTEN)
def test_een_voldane_vordering_gaat_weer_open_en_een_latere_betaling_kan_er_weer_op(
    soort: str,
) -> None:
    betaling = ontvangst(164_632, LAATSTE - DAG)
    feiten = verloop(TERUG, betaling, eraf(betaling, soort, LAATSTE + DAG))
    assert soorten(feiten)[-2:] == [type(feiten[-2]).__name__, "VorderingHeropend"]
    assert (stand(feiten).status, feiten[-1].saldi.hoofdsom_cent) == ("open", 164_632)
    feiten += doe(feiten, dag(LAATSTE + 2 * DAG))
    assert soorten(feiten)[-1] == "VerzuimIngetreden"
    feiten += doe(feiten, ontvangst(164_632, LAATSTE + 3 * DAG))
    assert soorten(feiten)[-2:] == ["OntvangstGeboekt", "VorderingVoldaan"]


def test_wat_een_ander_te_veel_betaalde_betaalt_wat_weer_open_gaat() -> None:
    eerste, tweede = ontvangst(64_632), ontvangst(200_000, nummer=1)
    feiten = verloop(TERUG, eerste, tweede, eraf(eerste))
    assert soorten(feiten)[-2:] == ["OntvangstGestorneerd", "TegoedToegerekend"]
    assert (stand(feiten).status, stand(feiten).saldi.tegoed_cent) == ("voldaan", 200_000 - 164_632)
    feiten += doe(feiten, eraf(tweede))
    assert soorten(feiten)[-2:] == ["OntvangstGestorneerd", "VorderingHeropend"]
    assert (feiten[-1].saldi.hoofdsom_cent, feiten[-1].saldi.tegoed_cent) == (164_632, 0)


def test_wettelijke_rente_telt_alsof_de_betaling_er_nooit_was() -> None:
    betaling = ontvangst(100_000, date(2024, 3, 1))
    met = verloop(
        *IN_VERZUIM,
        betaling,
        eraf(betaling, op=date(2024, 6, 1)),
        voorstel("wettelijke_rente"),
        bekrachtig(),
    )
    assert met[-1].bedrag_cent == 9_950  # type: ignore[attr-defined]


TOESTANDEN = {
    "open": (),
    "voldaan": (ontvangst(164_632, nummer=9),),
    "kwijtgescholden": (voorstel("kwijtschelding", 114_632), bekrachtig()),
    "gestaakt": (voorstel("invordering_gestaakt"), bekrachtig()),
    "met kosten": (besluit("kosten", 1_500),),
}


@pytest.mark.parametrize("toestand", TOESTANDEN)
@pytest.mark.parametrize("soort", SOORTEN)
def test_een_storno_komt_op_elke_vordering_aan(soort: str, toestand: str) -> None:
    betaling = ontvangst(50_000)
    feiten = verloop(*IN_VERZUIM, betaling, *TOESTANDEN[toestand])
    voor = stand(feiten)
    feiten += doe(feiten, eraf(betaling, soort))
    nu = stand(feiten)
    assert (
        nu.nog_te_betalen_cent - nu.tegoed_cent
        == voor.nog_te_betalen_cent - voor.tegoed_cent + 50_000
    )
    assert (
        betaling.betaling_id in nu.getelde_ontvangsten,
        betaling.betaling_id in nu.bekende_ontvangsten,
    ) == (False, True)
    assert doe(feiten, betaling) == [], "the same receipt never counts again"


def test_een_gestaakte_vordering_die_heropent_staat_nog_stil() -> None:
    betaling = ontvangst(164_632)
    feiten = verloop(
        TERUG, voorstel("invordering_gestaakt"), bekrachtig(), betaling, eraf(betaling)
    )
    rij, cijfers = None, None
    for feit in feiten:
        rij, cijfers = (
            vorderingen.evolve(rij, ID, feit),
            cijfers_na(cijfers, feit, date(2024, 1, 1)),
        )
    assert rij is not None
    assert (rij.licht, rij.is_afgelost, "staat stil" in rij.reden) == ("uitstel", False, True)
    assert isinstance(cijfers, Vorderingcijfers)
    assert (cijfers.status, cijfers.saldo_cent, cijfers.ontvangen_cent) == (
        Vorderingstatus.BUITEN_INVORDERING,
        164_632,
        0,
    )


def test_hetzelfde_besluit_blijft_stil_en_een_ander_met_dat_nummer_wordt_geweigerd() -> None:
    eerste, tweede = ontvangst(10_000), ontvangst(10_000, nummer=1)
    feiten = verloop(TERUG, eerste, tweede, eraf(eerste))
    assert doe(feiten, eraf(eerste)) == []
    zelfde_nummer = eraf(eerste).besluit_id
    for anders in (
        eraf(tweede, besluit_id=zelfde_nummer),
        eraf(eerste, "correctie"),
        eraf(eerste, motivering="storno_bank"),
    ):
        with pytest.raises(BesluitnummerIsVergeven):
            doe(feiten, anders)


@pytest.mark.parametrize(
    ("verzoeken", "reden"),
    [
        ((eraf(ontvangst(1)),), VorderingIsOnbekend),
        ((TERUG, eraf(ontvangst(1))), OntvangstIsOnbekend),
        ((TERUG, eraf(ontvangst(1), betaling_id=None)), OntvangstIsOnbekend),
        (
            (TERUG, ontvangst(1), eraf(ontvangst(1)), eraf(ontvangst(1), besluit_id=UUID(int=99))),
            OntvangstIsOnbekend,
        ),
        (
            (
                TERUG,
                ontvangst(1),
                eraf(ontvangst(1)),
                eraf(ontvangst(1), "correctie", besluit_id=UUID(int=99)),
            ),
            OntvangstIsOnbekend,
        ),
    ],
)
def test_wat_hier_niet_staat_gaat_er_niet_af(
    verzoeken: tuple[Any, ...], reden: type[Weigering]
) -> None:
    feiten = verloop(*verzoeken[:-1])
    with pytest.raises(reden):
        doe(feiten, verzoeken[-1])


def test_het_mag_ook_als_voorstel_met_een_tweede_persoon() -> None:
    betaling = ontvangst(10_000)
    vraag = voorstel("storno", besluit_id=UUID(int=5), betaling_id=betaling.betaling_id)
    feiten = verloop(TERUG, betaling, vraag, bekrachtig())
    assert soorten(feiten)[-2:] == ["VorderingsbesluitVoorgesteld", "OntvangstGestorneerd"]
    assert stand(feiten).hoofdsom_cent == 164_632


def test_in_de_jaarcijfers_is_de_betaling_weg_in_haar_eigen_jaar_zodra_zij_eraf_is() -> None:
    betaling = ontvangst(50_000, date(2024, 3, 1))
    feiten = verloop(*IN_VERZUIM, betaling, eraf(betaling, op=BESLOTEN))
    for bekend_op, ontvangen in ((date(2024, 12, 31), 50_000), (BESLOTEN, 0)):
        telling = Telling()
        for feit in feiten:
            if feit.boekdatum <= bekend_op:
                tel(telling, feit.gemeente, feit.valutadatum, feit.boekregels)
        cijfers = [een for jaar in (2024, 2025) for een in kapitaalcijfers(telling, "GM9901", jaar)]
        assert sum(een.terugvordering_cent for een in cijfers if een.jaar == 2024) == ontvangen
        assert not any(
            een.terugvordering_cent or een.baten_cent for een in cijfers if een.jaar == 2025
        )


HANDELINGEN = ["betaal", "dag", "kosten", "kwijt", "terug", "storno", "correctie"]


@settings(max_examples=80, deadline=None)
@given(
    st.booleans(),
    st.lists(st.tuples(st.sampled_from(HANDELINGEN), st.integers(1, 200_000)), max_size=14),
)
def test_de_boeken_kloppen_en_een_terugname_wordt_nooit_geweigerd(
    is_lening: bool, stappen: list[tuple[str, int]]
) -> None:
    feiten, op, betaald = verloop(LENING if is_lening else TERUG), LAATSTE, list[BoekOntvangst]()
    for nummer, (soort, cent) in enumerate(stappen):
        op += DAG
        if soort in SOORTEN:
            telt = [een for een in betaald if een.betaling_id in stand(feiten).getelde_ontvangsten]
            feiten += doe(feiten, eraf(telt[cent % len(telt)], soort, op)) if telt else []
        else:
            try:
                feiten += _stap(feiten, soort, cent, op, nummer, betaald)
            except Weigering:
                continue
        _klopt(feiten)


def _stap(
    feiten: list[Vorderingsmutatie],
    soort: str,
    cent: int,
    op: date,
    nummer: int,
    betaald: list[BoekOntvangst],
) -> list[Vorderingsmutatie]:
    if soort == "betaal":
        betaald.append(ontvangst(cent, op, nummer))
        return doe(feiten, betaald[-1])
    if soort == "dag":
        return doe(feiten, dag(op))
    nummer_id = uuid5(BESLUIT, str(nummer))
    if soort == "kosten":
        return doe(feiten, besluit("kosten", cent, op, besluit_id=nummer_id))
    soort_besluit = "terugstorting" if soort == "terug" else "kwijtschelding"
    if soort == "terug":
        cent = stand(feiten).tegoed_cent
    voorgesteld = doe(feiten, voorstel(soort_besluit, cent, op, besluit_id=nummer_id))
    return [*voorgesteld, *doe([*feiten, *voorgesteld], bekrachtig(op))]


def _klopt(feiten: list[Vorderingsmutatie]) -> None:
    nu, terug = (
        stand(feiten),
        sum(een.bedrag_cent for een in feiten if isinstance(een, VorderingstegoedTeruggestort)),
    )
    totalen = rekeningsaldi(regel for feit in feiten for regel in feit.boekregels)
    assert not any(sum(regel.bedrag_cent for regel in feit.boekregels) for feit in feiten)
    assert totalen.get("bank", 0) == sum(nu.getelde_ontvangsten.values()) - terug
    assert (
        totalen.get("bbz_vanaf_2020:terugvordering_levensonderhoud", 0)
        == nu.hoofdsom_cent + nu.rente_cent
    )
    assert totalen.get("bbz_vanaf_2020:kosten", 0) == nu.kosten_cent
    assert -totalen.get("bbz_vanaf_2020:tegoed_debiteur", 0) == nu.tegoed_cent >= -terug
    assert min(nu.hoofdsom_cent, nu.rente_cent, nu.kosten_cent) >= 0
    assert not (nu.tegoed_cent > 0 and nu.nog_te_betalen_cent)
    assert (nu.status == "voldaan") == (nu.nog_te_betalen_cent == 0)
    assert sum(bedrag_van(feit) for feit in feiten) == nu.schuld_cent - nu.tegoed_cent
    assert feiten[-1].saldi == nu.saldi_op(feiten[-1].boekdatum)
    assert all(
        publish(stored(feit, ID, feit.boekdatum))
        for feit in feiten
        if "besluitV" not in type(feit).__name__
    )


KOMT = st.lists(st.tuples(st.integers(1, 120_000), st.integers(-20, 200)), min_size=1, max_size=6)


@settings(max_examples=80, deadline=None)
@given(st.booleans(), KOMT, st.integers(0, 5))
def test_zonder_die_betaling_is_de_vordering_zoals_zij_zonder_was(
    is_lening: bool, komt: list[tuple[int, int]], welke: int
) -> None:
    """Verzuim, arrears and the days on which wettelijke rente runs are those of a life in which it never came."""
    opening, tot = (LENING if is_lening else TERUG), dag(date(2026, 6, 1))
    betalingen = [
        ontvangst(cent, LAATSTE + DAG * na, nummer) for nummer, (cent, na) in enumerate(komt)
    ]
    feiten, geboekt = verloop(opening), list[BoekOntvangst]()
    for betaling in sorted(betalingen, key=lambda een: een.op):
        if stand(feiten).status == "open":
            feiten += doe(feiten, betaling)
            geboekt.append(betaling)
    weg = geboekt[welke % len(geboekt)]
    feiten += doe(feiten, eraf(weg, op=date(2025, 6, 1)))
    feiten += doe(feiten, tot)
    met, zonder = (
        stand(feiten),
        stand(verloop(opening, *[een for een in geboekt if een is not weg], tot)),
    )
    for veld in (
        "status",
        "saldi",
        "open_termijnen",
        "in_verzuim",
        "grondslagen",
        "betaalde_rente",
        "getelde_ontvangsten",
    ):
        assert getattr(met, veld) == getattr(zonder, veld), veld


@pytest.fixture
def vordering(stad: Stad, client: TestClient) -> UUID:
    """A vordering of € 1.646,32, due on 14 April 2025, and two bank lines on it that pay it with € 1,00 too much."""
    (vordering_id,) = (
        UUID(een) for een in stel_vast(client, W07, terugvorderen=True)["vorderingen"].values()
    )
    kenmerk = client.get(f"/ledger/v1/vorderingen/{vordering_id}").json()["betalingskenmerk"]
    stad.dag(date(2025, 3, 11))
    stad.afschrift(MAART, Storting(kenmerk, 64_632), Storting(kenmerk, 100_100))
    stad.werk()
    return vordering_id


def kijk(client: TestClient, vordering_id: UUID) -> Any:
    return client.get(f"/ledger/v1/vorderingen/{vordering_id}").json()


def neem(client: TestClient, vordering_id: UUID, betaling_id: str, soort: str, sleutel: str) -> Any:
    body = {"soort": soort, "betaling_id": betaling_id, "motivering": "vergissing"}
    wie = {"Doorstart-Actor": "debiteuren-1", "Idempotency-Key": sleutel}
    return client.post(f"/ledger/v1/vorderingen/{vordering_id}/besluiten", json=body, headers=wie)


@pytest.mark.parametrize("soort", SOORTEN)
def test_de_bankregel_komt_terug_met_zijn_bedrag_en_kan_op_de_goede_schuld(
    stad: Stad,
    client: TestClient,
    vordering: UUID,
    soort: str,
) -> None:
    voor = date(2024, 9, 10)
    stad.hoor(
        krediet(
            1,
            uitbetaald_op=voor,
            eerste_vervaldag=date(2024, 10, 31),
            aanvraagdatum=voor,
            besluitdatum=voor,
        )
    )
    assert kijk(client, vordering)["status"] == "voldaan"
    eerste, _ = kijk(client, vordering)["ontvangsten"]
    sleutels = [neem(client, vordering, eerste["betaling_id"], soort, "s-1") for _ in range(2)]
    assert [een.status_code for een in sleutels] == [200, 200], sleutels[0].text
    assert sleutels[0].content == sleutels[1].content
    assert neem(client, vordering, eerste["betaling_id"], soort, "s-2").status_code == 409
    na = kijk(client, vordering)
    assert (
        na["status"],
        na["saldi"]["hoofdsom_cent"],
        na["saldi"]["tegoed_cent"],
        len(na["ontvangsten"]),
    ) == ("open", 64_532, 0, 1)
    (wacht,) = client.get("/ledger/v1/ontvangsten").json()["ontvangsten"]
    assert (wacht["bedrag_cent"], "teruggedraaid" in wacht["reden"]) == (64_632, True)
    assert aansluiting(stad.store).wachtrij_cent == 64_632
    wie = {"Doorstart-Actor": "debiteuren-1", "Idempotency-Key": "t-1"}
    body = {"besluit": "toegewezen", "lening_id": str(lening_id(1))}
    assert (
        client.post(
            f"/ledger/v1/ontvangsten/{wacht['ontvangst_id']}/toewijzingen", json=body, headers=wie
        ).status_code
        == 202
    )
    stad.werk()
    assert "AflossingGeboekt" in stad.namen(1)
    gevonden = aansluiting(stad.store)
    assert (gevonden.is_gelijk, gevonden.schulden_cent) == (True, 164_732)
    stad.projecteer()
    assert replay(stad.store).is_equal


def test_dezelfde_regel_kan_weer_op_dezelfde_vordering(
    stad: Stad, client: TestClient, vordering: UUID
) -> None:
    for keer in range(2):
        betaling = kijk(client, vordering)["ontvangsten"][-1]
        assert (
            neem(client, vordering, betaling["betaling_id"], "storno", f"s-{keer}").status_code
            == 200
        )
        (wacht,) = client.get("/ledger/v1/ontvangsten").json()["ontvangsten"]
        voorbeeld = client.post(
            f"/ledger/v1/ontvangsten/{wacht['ontvangst_id']}/voorbeelden",
            json={"lening_id": str(vordering)},
        ).json()
        oud, nieuw = (
            voorbeeld["saldi_oud"]["hoofdsom_cent"],
            voorbeeld["saldi_nieuw"]["hoofdsom_cent"],
        )
        assert (voorbeeld["bedrag_cent"], oud, nieuw) == (
            betaling["bedrag_cent"],
            betaling["bedrag_cent"] - 100,
            0,
        )
        pagina = client.post(
            f"/bank/ontvangsten/{wacht['ontvangst_id']}",
            data={"besluit": "toegewezen", "lening": str(vordering)},
        )
        assert (pagina.status_code, "Betaling geboekt" in pagina.text) == (200, True)
        assert kijk(client, vordering)["saldi"]["hoofdsom_cent"] == oud, "a preview books nothing"
        body = {"besluit": "toegewezen", "lening_id": str(vordering)}
        client.post(
            f"/ledger/v1/ontvangsten/{wacht['ontvangst_id']}/toewijzingen",
            json=body,
            headers={"Idempotency-Key": f"t-{keer}"},
        )
        stad.werk()
        assert (kijk(client, vordering)["status"], aansluiting(stad.store).schulden_cent) == (
            "voldaan",
            164_732,
        )


def test_de_ladder_begint_als_een_voldane_vordering_na_haar_laatste_dag_heropent(
    stad: Stad,
    client: TestClient,
    vordering: UUID,
) -> None:
    stad.dagen(date(2025, 3, 12), date(2025, 4, 17))
    assert namen(stad, traject_id(vordering)) == []
    assert (
        neem(
            client,
            vordering,
            kijk(client, vordering)["ontvangsten"][1]["betaling_id"],
            "storno",
            "s-1",
        ).status_code
        == 200
    )
    stad.dagen(date(2025, 4, 18), date(2025, 4, 19))
    assert namen(stad, vordering)[-3:] == [
        "OntvangstGestorneerd",
        "VorderingHeropend",
        "VerzuimIngetreden",
    ]
    assert namen(stad, traject_id(vordering)) == ["InvorderingGestart", "BetaaltermijnGesteld"]
    stad.projecteer()
    (rij,) = stad.rijen(
        "SELECT licht, achterstand_cent, is_afgelost FROM debiteuren WHERE lening_id = %s",
        vordering,
    )
    assert rij == {"licht": "achterstand", "achterstand_cent": 100_000, "is_afgelost": False}
    assert replay(stad.store).is_equal


def test_de_pagina_laat_eerst_zien_wat_het_doet(
    stad: Stad, client: TestClient, vordering: UUID
) -> None:
    pad, velden = (
        f"/vorderingen/{vordering}/besluiten",
        {"soort": "storno", "motivering": "storno_bank"},
    )
    pagina = client.get(f"/vorderingen/{vordering}?blad=besluiten").text
    assert ("de bank nam haar terug" in pagina, "Kwijtschelden" in pagina) == (True, False), (
        "voldaan: only a receipt can still go"
    )
    zonder = client.post(pad, data=velden)
    assert (zonder.status_code, "Kies welke betaling eraf gaat" in zonder.text) == (400, True)
    velden["betaling_id"] = kijk(client, vordering)["ontvangsten"][0]["betaling_id"]
    assert velden["betaling_id"] in pagina
    eerst = client.post(pad, data=velden, follow_redirects=False)
    assert (eerst.status_code, "Er is nog niets vastgelegd" in eerst.text) == (200, True)
    assert "€\xa0645,32" in eerst.text
    assert kijk(client, vordering)["status"] == "voldaan"
    assert aansluiting(stad.store).wachtrij_cent == 0
    assert (
        client.post(pad, data=velden | {"bevestigd": "ja"}, follow_redirects=False).status_code
        == 303
    )
    assert (kijk(client, vordering)["status"], aansluiting(stad.store).wachtrij_cent) == (
        "open",
        64_632,
    )
    opnieuw = client.post(pad, data=velden, follow_redirects=False)
    assert (opnieuw.status_code, "Kies een betaling die hier nog staat" in opnieuw.text) == (
        409,
        True,
    )


def test_een_tegoed_gaat_door_twee_personen_terug_en_de_bank_sluit_aan(
    stad: Stad,
    client: TestClient,
    vordering: UUID,
) -> None:
    pagina = client.get(f"/vorderingen/{vordering}?blad=besluiten").text
    assert ("Tegoed terugstorten" in pagina, "Invordering staken" in pagina) == (True, False)
    pad, velden = (
        f"/vorderingen/{vordering}/besluiten",
        {"soort": "terugstorting", "bedrag": "1,00", "motivering": "verzoek_debiteur"},
    )
    eerst = client.post(pad, data=velden, follow_redirects=False)
    assert (eerst.status_code, "Doe het voorstel" in eerst.text) == (200, True)
    assert (
        client.post(pad, data=velden | {"bevestigd": "ja"}, follow_redirects=False).status_code
        == 303
    )
    (wacht,) = kijk(client, vordering)["voorstellen"]
    assert kijk(client, vordering)["saldi"]["tegoed_cent"] == 100, "a proposal books nothing"
    tekenen = (
        f"/ledger/v1/vorderingen/{vordering}/voorstellen/{wacht['besluit_id']}/bekrachtigingen"
    )
    for wie, status in (
        (wacht["voorgesteld_door"], 409),
        ("consulent-2", 200),
        ("consulent-2", 200),
    ):
        antwoord = client.post(
            tekenen, headers={"Doorstart-Actor": wie, "Idempotency-Key": f"b-{wie}"}
        )
        assert antwoord.status_code == status, antwoord.text
    assert (kijk(client, vordering)["saldi"]["tegoed_cent"], aansluiting(stad.store).is_gelijk) == (
        0,
        True,
    )
    stad.projecteer()
    (rij,) = stad.rijen(
        "SELECT licht, stap, tegoed_cent::int AS tegoed FROM debiteuren WHERE lening_id = %s",
        vordering,
    )
    assert rij == {"licht": "bij", "stap": None, "tegoed": 0}
    tweede = kijk(client, vordering)["ontvangsten"][1]
    assert neem(client, vordering, tweede["betaling_id"], "storno", "s-1").status_code == 200
    assert "Te veel teruggestort" in client.get(f"/vorderingen/{vordering}").text
    gevonden = aansluiting(stad.store)
    assert (gevonden.is_gelijk, gevonden.wachtrij_cent) == (True, 100_100)
    stad.projecteer()
    (rij,) = stad.rijen(
        "SELECT reden, tegoed_cent::int AS tegoed FROM debiteuren WHERE lening_id = %s", vordering
    )
    assert rij == {"reden": "€ 1,00 is teruggestort en moet weer terugkomen", "tegoed": -100}
    assert replay(stad.store).is_equal
