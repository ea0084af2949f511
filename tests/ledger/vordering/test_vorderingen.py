"""A vordering on paper: verzuim, toerekening, decisions by one and by two, and books that balance whatever happens."""

from datetime import date, timedelta
from functools import reduce
from typing import Any
from uuid import UUID, uuid5

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.ledger.adapters.publish import publish
from services.ledger.domain.grootboek.weigeringen import BedragIsNietPositief
from services.ledger.domain.vier_ogen.weigeringen import (
    BesluitVraagtTweedePersoon,
    MandaatOntbreekt,
    VoorstelIsOnbekend,
    VoorstelIsVanUzelf,
    Weigering,
)
from services.ledger.domain.vordering.boeken import te_vinden_termijnen
from services.ledger.domain.vordering.commands import (
    BekrachtigVorderingsbesluit,
    BoekOntvangst,
    NeemVorderingsbesluit,
    OpenVordering,
    SluitVorderingsdag,
    StelVorderingsbesluitVoor,
    VerwerpVorderingsbesluit,
    Vorderingsverzoek,
)
from services.ledger.domain.vordering.decide import decide_vordering
from services.ledger.domain.vordering.events import FEITEN, Vorderingsmutatie, Vorderingstermijn
from services.ledger.domain.vordering.state import Vordering, evolve
from services.ledger.domain.vordering.weigeringen import (
    BedragIsTeHoog,
    GeenWettelijkeRente,
    InvorderingIsAlZo,
    VorderingIsAfgedaan,
    VorderingIsOnbekend,
)
from services.ledger.entrypoints.woorden.vaststelling import FEITEN as WOORDEN
from services.ledger.projections import vorderingen
from services.ledger.projections.regels import bedrag_van
from shared.parameters import ParameterOnbekend
from shared.recht.mandaat import Mandaat, Mandaatregister
from tests.facts import stored
from tests.recht.boeken import rekeningsaldi
from tests.steun.ledger.stad import KADER
from tests.steun.organisatie import MANDATEN_SCHULD

ID, BESLUIT = UUID(int=7), UUID(int=8)
# The last day up to which the parameters know the wettelijke rente.
GEOPEND, LAATSTE, BESLOTEN = date(2024, 1, 8), date(2024, 2, 19), date(2025, 1, 1)
TERUG = OpenVordering(
    vordering_id=ID,
    op=GEOPEND,
    vaststelling_id=UUID(int=1),
    aanvraag_id=UUID(int=2),
    dossier_id=UUID(int=3),
    gemeente="GM9901",
    soort="terugvordering",
    hoofdsom_cent=164_632,
    grondslag="Bbz art. 12 lid 2 c",
)
LENING = TERUG.model_copy(
    update={
        "soort": "renteloze_lening",
        "hoofdsom_cent": 770_298,
        "termijnen": tuple(
            Vorderingstermijn(
                nr=nr, vervaldag=date(2023 + nr, 12, 31), cent=77_030 if nr < 10 else 77_028
            )
            for nr in range(1, 11)
        ),
    }
)


def doe(feiten: list[Vorderingsmutatie], verzoek: Vorderingsverzoek) -> list[Vorderingsmutatie]:
    vordering = reduce(evolve, feiten, Vordering())
    return decide_vordering(
        vordering, over_het_voorstel(vordering, verzoek), KADER.parameters, MANDATEN_SCHULD
    )


def over_het_voorstel(vordering: Vordering, verzoek: Vorderingsverzoek) -> Vorderingsverzoek:
    """`bekrachtig()` is about the proposal that waits, where a test names no other."""
    if (
        isinstance(verzoek, BekrachtigVorderingsbesluit)
        and verzoek.besluit_id == BESLUIT
        and vordering.voorstellen
    ):
        return verzoek.model_copy(update={"besluit_id": vordering.voorstellen[-1].besluit_id})
    return verzoek


def verloop(*verzoeken: Vorderingsverzoek) -> list[Vorderingsmutatie]:
    feiten: list[Vorderingsmutatie] = []
    for verzoek in verzoeken:
        feiten += doe(feiten, verzoek)
    return feiten


def namen(feiten: list[Vorderingsmutatie]) -> list[str]:
    return [type(feit).__name__ for feit in feiten]


def ontvangst(cent: int, op: date = LAATSTE, nummer: int = 0) -> BoekOntvangst:
    return BoekOntvangst(
        vordering_id=ID,
        op=op,
        betaling_id=uuid5(ID, f"{op}/{nummer}"),
        bedrag_cent=cent,
        valutadatum=op,
    )


def dag(op: date, tot: date | None = None) -> SluitVorderingsdag:
    return SluitVorderingsdag(vordering_id=ID, op=op, afschriften_tot=tot or op)


def besluit(soort: Any, cent: int = 0, op: date = BESLOTEN, **anders: Any) -> NeemVorderingsbesluit:
    velden: dict[str, Any] = {
        "besluit_id": uuid5(BESLUIT, f"{soort}/{cent}/{op}"),
        "motivering": "dringende_redenen",
        "actor": "debiteuren-1",
    }
    return NeemVorderingsbesluit(
        vordering_id=ID, op=op, soort=soort, bedrag_cent=cent, **(velden | anders)
    )


def voorstel(
    soort: Any, cent: int = 0, op: date = BESLOTEN, **anders: Any
) -> StelVorderingsbesluitVoor:
    return StelVorderingsbesluitVoor(**dict(besluit(soort, cent, op, **anders)))


def bekrachtig(op: date = BESLOTEN, actor: str = "teamleider-1") -> BekrachtigVorderingsbesluit:
    return BekrachtigVorderingsbesluit(vordering_id=ID, op=op, besluit_id=BESLUIT, actor=actor)


IN_VERZUIM = (TERUG, dag(LAATSTE + timedelta(days=1)))


def test_de_betaaltermijn_is_zes_weken_na_bekendmaking() -> None:
    (geopend,) = verloop(TERUG)
    assert [(een.vervaldag, een.cent) for een in geopend.termijnen] == [(LAATSTE, 164_632)]  # type: ignore[attr-defined]
    assert geopend.grondslag == "Bbz art. 12 lid 2 c; Awb 4:86, 4:87"
    assert doe([geopend], TERUG) == []


def test_verzuim_begint_als_de_afschriften_tot_voorbij_de_laatste_dag_binnen_zijn_en_maar_een_keer() -> (
    None
):
    assert namen(verloop(TERUG, dag(date(2024, 3, 1), LAATSTE))) == ["VorderingGeopend"]
    feiten = verloop(*IN_VERZUIM)
    assert namen(feiten) == ["VorderingGeopend", "VerzuimIngetreden"]
    assert feiten[-1].verzuim_vanaf == LAATSTE + timedelta(days=1)  # type: ignore[attr-defined]
    assert (feiten[-1].saldi.achterstand_cent, feiten[-1].saldi.gemiste_termijnen) == (164_632, 1)
    assert doe(feiten, dag(date(2024, 6, 1))) == []


def test_een_betaling_gaat_naar_kosten_dan_rente_dan_hoofdsom_en_de_rest_is_tegoed() -> None:
    feiten = verloop(
        *IN_VERZUIM,
        besluit("kosten", 1_500),
        voorstel("wettelijke_rente"),
        bekrachtig(),
        ontvangst(20_000, date(2025, 1, 7)),
    )
    betaald = feiten[-1]
    assert betaald.kosten_cent == 1_500  # type: ignore[attr-defined]
    # 7 % over € 1.646,32 from 20 February up to 1 January: 316 days of a leap year.
    assert (betaald.rente_cent, betaald.hoofdsom_cent) == (9_950, 8_550)  # type: ignore[attr-defined]
    te_veel = doe(feiten, ontvangst(1_000_000, date(2025, 1, 8)))
    assert namen(te_veel) == ["OntvangstGeboekt", "VorderingVoldaan"]
    assert te_veel[-1].saldi.tegoed_cent == te_veel[0].tegoed_cent > 0  # type: ignore[attr-defined]
    with pytest.raises(VorderingIsAfgedaan):
        doe([*feiten, *te_veel], ontvangst(1, date(2025, 1, 9)))


def test_w_14_wettelijke_rente_over_een_jaar_alleen_boven_de_drempel() -> None:
    """A year of 7 % over € 300,00 is € 21,00; over € 280,00 it is € 19,60 and not due."""
    for cent, rente in ((30_000, 2_100), (28_000, None)):
        opgelegd = TERUG.model_copy(
            update={
                "hoofdsom_cent": cent,
                "termijnen": (Vorderingstermijn(nr=1, vervaldag=date(2023, 12, 31), cent=cent),),
            }
        )
        gedaan = (opgelegd, dag(date(2024, 1, 15)))
        if rente is None:
            with pytest.raises(GeenWettelijkeRente):
                verloop(*gedaan, voorstel("wettelijke_rente", op=date(2025, 1, 1)))
        else:
            feiten = verloop(
                *gedaan,
                voorstel("wettelijke_rente", op=date(2025, 1, 1)),
                bekrachtig(date(2025, 1, 1)),
            )
            assert feiten[-1].saldi.rente_cent == rente


def test_rente_stopt_over_wat_betaald_is_en_een_onbekend_percentage_weigert() -> None:
    half = verloop(
        *IN_VERZUIM,
        ontvangst(100_000, date(2024, 3, 1)),
        voorstel("wettelijke_rente", op=date(2024, 12, 31)),
    )[-1]
    geheel = verloop(*IN_VERZUIM, voorstel("wettelijke_rente", op=date(2024, 12, 31)))[-1]
    assert 0 < half.bedrag_cent < geheel.bedrag_cent  # type: ignore[attr-defined]
    with pytest.raises(
        ParameterOnbekend, match="wettelijke_rente is niet bevestigd met een bron op 2025-01-01"
    ):
        verloop(*IN_VERZUIM, voorstel("wettelijke_rente", op=date(2026, 2, 1)))


TEKENT = Mandaatregister(
    (
        Mandaat(
            mandaat_id="D-2020",
            houder="teamleider-1",
            gemeenten=("GM9901",),
            geldig_van=date(2020, 1, 1),
        ),
    )
)
KNIPPEN = st.sets(st.dates(date(2024, 3, 1), date(2024, 12, 30)), max_size=5).map(sorted)


def teken(feiten: list[Vorderingsmutatie], op: date) -> list[Vorderingsmutatie]:
    vordering = reduce(evolve, feiten, Vordering())
    return decide_vordering(
        vordering, over_het_voorstel(vordering, bekrachtig(op)), KADER.parameters, TEKENT
    )


def vastgesteld(*dagen: date) -> int:
    """The wettelijke rente that decisions on these days fix together; a day too early to be due fixes nothing."""
    feiten = verloop(*IN_VERZUIM)
    for op in dagen:
        try:
            feiten += doe(feiten, voorstel("wettelijke_rente", op=op))
        except GeenWettelijkeRente:
            continue
        feiten += teken(feiten, op)
    return reduce(evolve, feiten, Vordering()).vastgestelde_rente_cent


@settings(max_examples=60, deadline=None)
@given(KNIPPEN)
def test_wettelijke_rente_in_hoeveel_besluiten_ook_is_samen_hetzelfde(dagen: list[date]) -> None:
    assert vastgesteld(*dagen, BESLOTEN) == vastgesteld(BESLOTEN) == 9_950


def test_wettelijke_rente_die_betaald_is_draagt_na_een_jaar_geen_rente() -> None:
    """€ 10.000,00 from 1 January 2023: a year of 4 and 6 % is fixed and paid at once; then 7 % over the hoofdsom alone (BW 6:119 lid 2)."""
    oud = TERUG.model_copy(
        update={
            "hoofdsom_cent": 1_000_000,
            "termijnen": (Vorderingstermijn(nr=1, vervaldag=date(2022, 12, 31), cent=1_000_000),),
        }
    )
    begin, nieuwjaar = verloop(oud, dag(date(2023, 1, 15))), date(2024, 1, 1)
    begin += doe(begin, voorstel("wettelijke_rente", op=nieuwjaar))
    begin += teken(begin, nieuwjaar)
    eerste = begin[-1].bedrag_cent  # type: ignore[attr-defined]
    betaald = [*begin, *doe(begin, ontvangst(eerste, nieuwjaar))]
    assert doe(betaald, voorstel("wettelijke_rente", op=BESLOTEN))[-1].bedrag_cent == 70_000  # type: ignore[attr-defined]
    open_nog = doe(begin, voorstel("wettelijke_rente", op=BESLOTEN))[-1].bedrag_cent  # type: ignore[attr-defined]
    assert open_nog == 70_000 + (eerste * 7 + 50) // 100


@given(
    st.lists(
        st.tuples(st.sampled_from(["betaal", "kosten", "kwijt"]), st.integers(1, 200_000)),
        max_size=8,
    )
)
def test_op_een_vordering_staat_nooit_tegoed_naast_schuld(stappen: list[tuple[str, int]]) -> None:
    feiten, op = verloop(TERUG), LAATSTE
    for nummer, (soort, cent) in enumerate(stappen):
        op += timedelta(days=1)
        verzoeken = {
            "betaal": (ontvangst(cent, op),),
            "kosten": (besluit("kosten", cent, op, besluit_id=uuid5(BESLUIT, str(nummer))),),
            "kwijt": (voorstel("kwijtschelding", cent, op), bekrachtig(op)),
        }[soort]
        try:
            for verzoek in verzoeken:
                feiten += doe(feiten, verzoek)
        except Weigering:
            continue
        nu = reduce(evolve, feiten, Vordering())
        assert not (nu.tegoed_cent and nu.nog_te_betalen_cent)


def test_een_renteloze_lening_vraagt_elk_jaar_een_deel_en_verzuim_wordt_gezuiverd() -> None:
    """W-11: nine times € 770,30, the last € 770,28."""
    feiten = verloop(LENING, dag(date(2025, 1, 2)), ontvangst(77_030, date(2025, 2, 1)))
    assert namen(feiten) == [
        "VorderingGeopend",
        "VerzuimIngetreden",
        "OntvangstGeboekt",
        "VerzuimGezuiverd",
    ]
    vordering = reduce(evolve, feiten, Vordering())
    assert [een.nr for een in te_vinden_termijnen(vordering)] == list(range(2, 11))
    rest = verloop(LENING, ontvangst(9 * 77_030), ontvangst(77_028, nummer=1))
    assert namen(rest)[-1] == "VorderingVoldaan"


def test_gestaakt_wordt_niemand_gevonden_en_hervat_weer_wel() -> None:
    gestaakt = verloop(TERUG, voorstel("invordering_gestaakt"), bekrachtig())
    assert gestaakt[-1].boekregels == ()
    assert doe(gestaakt, dag(date(2024, 6, 1))) == []
    hervat = doe(gestaakt, besluit("invordering_hervat"))
    assert namen(hervat) == ["VorderingInInvordering"]
    assert namen(doe([*gestaakt, *hervat], dag(date(2025, 6, 1)))) == ["VerzuimIngetreden"]


def test_alles_kwijtschelden_voldoet_de_vordering_en_neemt_de_bate_terug() -> None:
    feiten = verloop(TERUG, voorstel("kwijtschelding", 164_632), bekrachtig())
    assert namen(feiten)[-2:] == ["VorderingKwijtgescholden", "VorderingVoldaan"]
    assert not any(rekeningsaldi(regel for feit in feiten for regel in feit.boekregels).values())
    assert (feiten[-2].mandaat, feiten[-2].voorgesteld_door) == ("D-2025-02", "debiteuren-1")  # type: ignore[attr-defined]


def test_een_verworpen_voorstel_verandert_niets() -> None:
    weg = VerwerpVorderingsbesluit(
        vordering_id=ID, op=BESLOTEN, besluit_id=BESLUIT, actor="debiteuren-1"
    )
    feiten = verloop(TERUG, voorstel("kwijtschelding", 100), weg)
    nu, geopend = reduce(evolve, feiten, Vordering()), reduce(evolve, feiten[:1], Vordering())
    assert nu.model_copy(update={"genomen": ()}) == geopend
    assert (
        doe(feiten[:2], voorstel("kwijtschelding", 100))
        == doe(feiten, voorstel("kwijtschelding", 100))
        == []
    )


@pytest.mark.parametrize(
    ("verzoeken", "reden"),
    [
        ((ontvangst(1),), VorderingIsOnbekend),
        ((TERUG, ontvangst(0)), BedragIsNietPositief),
        ((TERUG, besluit("kosten", 0)), BedragIsNietPositief),
        ((TERUG, besluit("kwijtschelding", 100)), BesluitVraagtTweedePersoon),
        ((TERUG, besluit("wettelijke_rente")), BesluitVraagtTweedePersoon),
        ((TERUG, voorstel("kwijtschelding", 164_633)), BedragIsTeHoog),
        ((TERUG, voorstel("wettelijke_rente")), GeenWettelijkeRente),
        ((TERUG, besluit("invordering_hervat")), InvorderingIsAlZo),
        ((TERUG, bekrachtig()), VoorstelIsOnbekend),
        (
            (TERUG, voorstel("kwijtschelding", 100), bekrachtig(actor="debiteuren-1")),
            VoorstelIsVanUzelf,
        ),
        ((TERUG, voorstel("kwijtschelding", 100), bekrachtig(actor="auditor-1")), MandaatOntbreekt),
        (
            (
                TERUG.model_copy(update={"hoofdsom_cent": 3_000_000}),
                voorstel("kwijtschelding", 2_500_001),
                bekrachtig(actor="consulent-2"),
            ),
            MandaatOntbreekt,
        ),
    ],
)
def test_wat_niet_mag_wordt_geweigerd(
    verzoeken: tuple[Vorderingsverzoek, ...], reden: type[Weigering]
) -> None:
    feiten = verloop(*verzoeken[:-1])
    with pytest.raises(reden):
        doe(feiten, verzoeken[-1])


def elk_feit() -> list[Vorderingsmutatie]:
    """Every kind of fact, in lives that can happen."""
    weg = VerwerpVorderingsbesluit(
        vordering_id=ID, op=BESLOTEN, besluit_id=BESLUIT, actor="debiteuren-1"
    )
    return [
        *verloop(
            *IN_VERZUIM,
            besluit("kosten", 1_500),
            voorstel("wettelijke_rente"),
            bekrachtig(),
            voorstel("kwijtschelding", 1_000),
            bekrachtig(),
            voorstel("invordering_gestaakt"),
            bekrachtig(),
            besluit("invordering_hervat"),
            voorstel("kwijtschelding", 1),
            weg,
            ontvangst(1_000_000, date(2025, 2, 1)),
        ),
        *verloop(LENING, dag(date(2025, 1, 2)), ontvangst(77_030, date(2025, 2, 1))),
        *verloop(
            TERUG,
            ontvangst(64_632),
            ontvangst(200_000, nummer=1),
            besluit("storno", betaling_id=ontvangst(64_632).betaling_id),
            voorstel("terugstorting", 35_368),
            bekrachtig(),
            besluit("correctie", betaling_id=ontvangst(1, nummer=1).betaling_id),
        ),
    ]


def test_elk_feit_heeft_een_woord_een_regel_in_balans_en_een_bericht_of_blijft_binnen() -> None:
    feiten = elk_feit()
    assert set(namen(feiten)) == set(FEITEN) == set(WOORDEN)
    stil = set()
    for feit in feiten:
        assert feit.uitleg
        assert sum(regel.bedrag_cent for regel in feit.boekregels) == 0
        bericht = publish(stored(feit, ID, feit.boekdatum))
        if bericht is None:
            stil.add(type(feit).__name__)
        else:
            assert (type(bericht).__name__, bericht.key()) == (type(feit).__name__, str(ID))
    assert stil == {"VorderingsbesluitVoorgesteld", "VorderingsbesluitVerworpen"}


def test_een_rode_vordering_heeft_altijd_een_volgende_stap_met_een_datum() -> None:
    rij = None
    for feit in elk_feit():
        rij = vorderingen.evolve(rij, ID, feit)
        assert rij.soort == "vordering"
        assert (rij.licht != "achterstand") or (rij.stap and rij.stap_op)
        assert rij.reden
    with pytest.raises(ValueError, match="not opened"):
        vorderingen.evolve(None, ID, elk_feit()[1])


@given(
    st.lists(
        st.tuples(st.sampled_from(["betaal", "dag", "kosten", "kwijt"]), st.integers(1, 120_000)),
        max_size=12,
    )
)
def test_de_boeken_kloppen_na_elke_gebeurtenis(stappen: list[tuple[str, int]]) -> None:
    """The lines of all facts together are the balances of the last one, whatever the order."""
    feiten, op = verloop(TERUG), LAATSTE
    for nummer, (soort, cent) in enumerate(stappen):
        op += timedelta(days=1)
        verzoeken = {
            "betaal": (ontvangst(cent, op),),
            "dag": (dag(op),),
            "kosten": (besluit("kosten", cent, op, besluit_id=uuid5(BESLUIT, str(nummer))),),
            "kwijt": (voorstel("kwijtschelding", cent, op), bekrachtig(op)),
        }[soort]
        try:
            for verzoek in verzoeken:
                feiten += doe(feiten, verzoek)
        except Weigering:
            continue
    totalen = rekeningsaldi(regel for feit in feiten for regel in feit.boekregels)
    nu = reduce(evolve, feiten, Vordering())
    assert sum(totalen.values()) == 0
    assert (
        totalen.get("bbz_vanaf_2020:terugvordering_levensonderhoud", 0)
        == nu.hoofdsom_cent + nu.rente_cent
    )
    assert totalen.get("bbz_vanaf_2020:kosten", 0) == nu.kosten_cent
    assert -totalen.get("bbz_vanaf_2020:tegoed_debiteur", 0) == nu.tegoed_cent
    assert sum(bedrag_van(feit) for feit in feiten) == nu.nog_te_betalen_cent - nu.tegoed_cent
    assert feiten[-1].saldi == nu.saldi_op(feiten[-1].boekdatum)
