"""Two decisions never share an id, and what was recorded stays until it is taken back by a recorded decision: by table and property."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.ledger import examples
from services.ledger.domain.grootboek.boeking import Mutatie
from services.ledger.domain.grootboek.boekregels import omgekeerd
from services.ledger.domain.grootboek.weigeringen import MutatieIsVerdwenen
from services.ledger.domain.lening.behoud import verdwenen
from services.ledger.domain.lening.besluiten import Besluit
from services.ledger.domain.lening.commands import (
    BekrachtigVoorstel,
    Leningverzoek,
    VerwerpVoorstel,
)
from services.ledger.domain.lening.geschiedenis import lees
from services.ledger.domain.lening.open_termijnen import Boeken
from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.vier_ogen.weigeringen import (
    BesluitnummerIsVergeven,
    VoorstelIsOnbekend,
    Weigering,
)
from shared.begrippen import Feit
from tests.steun.ledger.boek import Papier

MAART = date(2026, 3, 10)
KOSTEN, KWIJT = (
    g.Kosten(bedrag_cent=1_500, grondslag="Awb 4:113"),
    g.Kwijtschelding(bedrag_cent=400, deel="kosten", grondslag="Beleidsregel"),
)
NUMMER = UUID(int=41)


def papier() -> Papier:
    nieuw = Papier()
    nieuw.dagen(date(2026, 2, 27), date(2026, 3, 2))
    return nieuw


def kosten(cent: int = 1_500, op: date = MAART, **anders: Any) -> Leningverzoek:
    return examples.besluit(
        KOSTEN.model_copy(update={"bedrag_cent": cent}), op, **({"besluit_id": NUMMER} | anders)
    )


def voorstel(cent: int = 400, op: date = MAART, **anders: Any) -> Leningverzoek:
    return examples.voorstel(
        KWIJT.model_copy(update={"bedrag_cent": cent}), op, **({"besluit_id": NUMMER} | anders)
    )


@pytest.mark.parametrize(
    "anders",
    [
        kosten(4_000),
        kosten(motivering="vergissing"),
        kosten(actor="consulent-1"),
        kosten(valutadatum=date(2026, 3, 2)),
        examples.besluit(g.Uitstel(van=date(2026, 4, 1), maanden=2), MAART, besluit_id=NUMMER),
        voorstel(),
    ],
)
def test_een_nummer_hoort_bij_een_besluit(anders: Leningverzoek) -> None:
    lening = papier()
    assert lening.doe(kosten())
    assert lening.doe(kosten()) == lening.doe(kosten(op=MAART + timedelta(days=3))) == []
    with pytest.raises(BesluitnummerIsVergeven):
        lening.doe(anders)
    assert lening.lening.saldi.kosten_cent == 1_500


@pytest.mark.parametrize("einde", ["wacht", "bekrachtigd", "verworpen"])
def test_een_voorstel_wordt_een_keer_gedaan_wat_er_ook_van_werd(einde: str) -> None:
    lening = papier()
    lening.doe(kosten(besluit_id=UUID(int=40)))
    lening.doe(voorstel())
    besluit = {"lening_id": examples.LENING, "besluit_id": NUMMER, "op": MAART}
    if einde == "bekrachtigd":
        lening.doe(BekrachtigVoorstel(**besluit, actor="teamleider-1"))
    if einde == "verworpen":
        lening.doe(VerwerpVoorstel(**besluit, actor="teamleider-1"))
    voor = list(lening.feiten)
    assert lening.doe(voorstel(op=MAART + timedelta(days=2))) == []
    for anders in (voorstel(300), kosten(400)):
        with pytest.raises(BesluitnummerIsVergeven):
            lening.doe(anders)
    if einde != "wacht":
        with pytest.raises(VoorstelIsOnbekend):
            lening.doe(BekrachtigVoorstel(**besluit, actor="teamleider-1"))
    assert lening.feiten == voor
    assert lening.lening.saldi.kosten_cent == (1_100 if einde == "bekrachtigd" else 1_500)


def _twee_keer_hetzelfde_nummer() -> list[Feit]:
    """The facts as the books got them before: a waiver that was decided twice under one id, and what a later booking made of it."""
    lening = papier()
    lening.doe(kosten(besluit_id=UUID(int=40)))
    lening.doe(voorstel())
    lening.doe(
        BekrachtigVoorstel(
            lening_id=examples.LENING, besluit_id=NUMMER, op=MAART, actor="teamleider-1"
        )
    )
    return [*lening.feiten, lening.feiten[-1]]


def test_een_mutatie_die_verdwijnt_is_een_fout_van_ons_en_geen_weigering() -> None:
    feiten = _twee_keer_hetzelfde_nummer()
    with pytest.raises(MutatieIsVerdwenen) as fout:
        lees(feiten)
    assert not isinstance(fout.value, Weigering)
    assert fout.value.van == NUMMER == verdwenen(feiten)  # type: ignore[arg-type]
    assert str(NUMMER) in str(fout.value)


def test_een_herberekening_met_een_verdwenen_mutatie_legt_niets_vast() -> None:
    lening = papier()
    lening.feiten = _twee_keer_hetzelfde_nummer()
    lening.vouw()
    voor = list(lening.feiten)
    with pytest.raises(MutatieIsVerdwenen):
        lening.doe(kosten(200, besluit_id=UUID(int=42)))
    assert lening.feiten == voor


def test_kosten_en_ontvangsten_die_stil_teruggedraaid_zijn_worden_genoemd() -> None:
    lening = papier()
    lening.betaal(40_000, date(2026, 3, 3))
    lening.doe(kosten())
    assert verdwenen(lening.feiten) is None  # type: ignore[arg-type]
    (geboekt,) = [feit for feit in lening.feiten if isinstance(feit, Besluit)]
    (ontvangst,) = [feit for feit in lening.feiten if getattr(feit, "betaling_id", None)]
    lening.doe(
        examples.besluit(
            g.Herroeping(soort="correctie", van=NUMMER), MAART, besluit_id=UUID(int=43)
        )
    )
    terug = [feit for feit in lening.feiten if type(feit).__name__ == "BoekingTeruggedraaid"]
    zonder_besluit = [
        feit
        for feit in lening.feiten
        if not (isinstance(feit, Besluit) and feit.besluit_id == UUID(int=43))
    ]
    assert verdwenen(lening.feiten) is None  # type: ignore[arg-type]
    assert verdwenen(zonder_besluit) == NUMMER == geboekt.besluit_id  # type: ignore[arg-type]
    weg = terug[0].model_copy(
        update={
            "soort": "AflossingGeboekt",
            "valutadatum": ontvangst.valutadatum,
            "boekregels": omgekeerd(ontvangst.boekregels),  # type: ignore[attr-defined]
        }
    )
    assert verdwenen([*lening.feiten, weg]) == ontvangst.betaling_id  # type: ignore[arg-type, attr-defined]


STAPPEN = st.lists(
    st.tuples(
        st.sampled_from(
            ["kosten", "voorstel", "bekrachtig", "verwerp", "betaal", "dag", "correctie"]
        ),
        st.integers(0, 5),
        st.integers(1, 3_000),
        st.integers(0, 4),
    ),
    max_size=14,
)


@settings(max_examples=40)
@given(STAPPEN)
def test_elk_besluit_heeft_een_gevolg_hoe_vaak_en_wanneer_het_ook_herhaald_wordt(
    stappen: list[tuple[str, int, int, int]],
) -> None:
    """Random commands, each sent again later, with the same and with other content, on other days, before and after what became of it."""
    lening, op, gelukt = papier(), date(2026, 3, 4), list[Leningverzoek]()
    for wat, nummer, cent, later in stappen:
        op += timedelta(days=later)
        verzoek = _verzoek(wat, nummer, cent, op)
        for poging in (
            verzoek,
            verzoek.model_copy(
                update={
                    "op": op,
                    **({"valutadatum": op} if hasattr(verzoek, "valutadatum") else {}),
                }
            ),
        ):
            if _doe(lening, poging) and poging not in gelukt:
                gelukt.append(poging)
        for eerder in gelukt:
            if hasattr(eerder, "gegevens"):
                assert _doe(lening, eerder.model_copy(update={"op": op, "valutadatum": op})) == []
                with pytest.raises(BesluitnummerIsVergeven):
                    lening.doe(eerder.model_copy(update={"motivering": "bezwaar_of_beroep"}))
    _een_gevolg_elk(lening)


def _verzoek(wat: str, nummer: int, cent: int, op: date) -> Leningverzoek:
    eigen, van = uuid5(NUMMER, f"{wat}/{nummer}"), uuid5(NUMMER, f"kosten/{nummer}")
    over = {
        "lening_id": examples.LENING,
        "besluit_id": uuid5(NUMMER, f"voorstel/{nummer}"),
        "op": op,
        "actor": "teamleider-1",
    }
    match wat:
        case "kosten":
            return kosten(cent, op, besluit_id=eigen)
        case "voorstel":
            return voorstel(cent, op, besluit_id=eigen)
        case "bekrachtig":
            return BekrachtigVoorstel(**over)
        case "verwerp":
            return VerwerpVoorstel(**over)
        case "betaal":
            return examples.boek_betaling(
                cent * 10, op, betaling_id=uuid5(NUMMER, f"betaal/{nummer}/{op}")
            )
        case "correctie":
            return examples.besluit(g.Herroeping(soort="correctie", van=van), op, besluit_id=eigen)
    return examples.sluit_dag(op, op - timedelta(days=1))


def _doe(lening: Papier, verzoek: Leningverzoek) -> list[Feit]:
    if hasattr(verzoek, "betaling_id") and any(
        getattr(feit, "betaling_id", None) == verzoek.betaling_id for feit in lening.feiten
    ):
        return []
    try:
        return lening.doe(verzoek)
    except Weigering:
        return []


def _een_gevolg_elk(lening: Papier) -> None:
    feiten: list[Mutatie] = lening.feiten  # type: ignore[assignment]
    besloten = [feit.besluit_id for feit in feiten if isinstance(feit, Besluit)]
    assert len(besloten) == len(set(besloten))
    assert verdwenen(feiten) is None
    historie, boeken = lees(feiten), Boeken()
    for feit in feiten:
        boeken.neem(feit)
    assert {UUID(een.mutatie_id.rpartition("/")[2]) for een in historie.mutaties} >= set(besloten)
    stand = lening.lening
    lening.vouw()
    assert lening.lening == stand
