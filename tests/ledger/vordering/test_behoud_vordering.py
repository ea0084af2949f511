"""Of a vordering too: every decision has one effect however often and whenever it is asked, and nothing recorded vanishes."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.ledger.domain.grootboek.weigeringen import MutatieIsVerdwenen
from services.ledger.domain.vier_ogen.weigeringen import (
    BesluitnummerIsVergeven,
    VoorstelIsOnbekend,
    Weigering,
)
from services.ledger.domain.vordering.behoud import moet_alles_bewaren, verdwenen
from services.ledger.domain.vordering.commands import (
    BekrachtigVorderingsbesluit,
    NeemVorderingsbesluit,
    VerwerpVorderingsbesluit,
    Vorderingsverzoek,
)
from services.ledger.domain.vordering.events import (
    Besluitsoort,
    Vorderingsbesluit,
    Vorderingsmutatie,
)
from services.ledger.domain.vordering.state import Vordering
from shared.parameters import ParameterOnbekend
from tests.ledger.lening.test_terugdraaien import stand
from tests.ledger.vordering.test_vorderingen import (
    BESLUIT,
    ID,
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

DAG = timedelta(days=1)
SOORTEN: tuple[Besluitsoort, ...] = (
    "kosten",
    "wettelijke_rente",
    "kwijtschelding",
    "invordering_gestaakt",
    "invordering_hervat",
    "storno",
    "correctie",
    "terugstorting",
)
STAPPEN = st.lists(
    st.tuples(
        st.sampled_from(["neem", "stel_voor", "bekrachtig", "verwerp", "betaal", "dag"]),
        st.sampled_from(SOORTEN),
        st.integers(0, 2),
        st.integers(1, 90_000),
        st.integers(0, 9),
    ),
    max_size=14,
)


@settings(max_examples=60, deadline=None)
@given(st.booleans(), STAPPEN)
def test_elk_besluit_heeft_een_gevolg_hoe_vaak_en_wanneer_het_ook_herhaald_wordt(
    is_lening: bool, stappen: list[tuple[str, Besluitsoort, int, int, int]]
) -> None:
    """Random commands, each sent again at every later moment, with the same and with other content."""
    feiten, op, gelukt = (
        verloop(LENING if is_lening else TERUG),
        date(2024, 3, 1),
        list[Vorderingsverzoek](),
    )
    for wat, soort, nummer, cent, later in stappen:
        op += DAG * later
        verzoek = _verzoek(wat, soort, nummer, cent, op, feiten)
        nieuw = _doe(feiten, verzoek)
        feiten += nieuw
        gelukt += [verzoek] if nieuw and verzoek not in gelukt else []
        for eerder in gelukt:
            _is_al_gedaan(feiten, eerder.model_copy(update={"op": op}))
    besloten = [feit.besluit_id for feit in feiten if isinstance(feit, Vorderingsbesluit)]
    assert len(besloten) == len(set(besloten))
    assert verdwenen(Vordering(), feiten) is None


def _verzoek(
    wat: str, soort: Besluitsoort, nummer: int, cent: int, op: date, feiten: list[Vorderingsmutatie]
) -> Vorderingsverzoek:
    over: dict[str, Any] = {
        "vordering_id": ID,
        "op": op,
        "besluit_id": uuid5(BESLUIT, f"stel_voor/{soort}/{nummer}"),
    }
    telt = sorted(stand(feiten).getelde_ontvangsten)
    eigen = {
        "besluit_id": uuid5(BESLUIT, f"{wat}/{soort}/{nummer}"),
        "betaling_id": telt[cent % len(telt)] if telt else None,
    }
    match wat:
        case "neem":
            return besluit(soort, cent, op, **eigen)
        case "stel_voor":
            return voorstel(soort, cent, op, **eigen)
        case "bekrachtig":
            return BekrachtigVorderingsbesluit(**over, actor="teamleider-1")
        case "verwerp":
            return VerwerpVorderingsbesluit(**over, actor="teamleider-1")
        case "betaal":
            return ontvangst(cent, op, nummer)
    return dag(op)


def _doe(feiten: list[Vorderingsmutatie], verzoek: Vorderingsverzoek) -> list[Vorderingsmutatie]:
    try:
        return doe(feiten, verzoek)
    except (Weigering, ParameterOnbekend):
        return []


def _is_al_gedaan(feiten: list[Vorderingsmutatie], eerder: Vorderingsverzoek) -> None:
    if isinstance(eerder, BekrachtigVorderingsbesluit):
        with pytest.raises(VoorstelIsOnbekend):
            doe(feiten, eerder)
        return
    assert doe(feiten, eerder) == []
    if isinstance(eerder, NeemVorderingsbesluit):
        with pytest.raises(BesluitnummerIsVergeven):
            doe(feiten, eerder.model_copy(update={"motivering": "bezwaar_of_beroep"}))


def _boek() -> list[Vorderingsmutatie]:
    """A life with a receipt that was taken off, kosten, a waiver by two, and a refund."""
    eerste, tweede = ontvangst(10_000), ontvangst(200_000, nummer=1)
    weg = besluit("storno", besluit_id=UUID(int=50), betaling_id=eerste.betaling_id)
    kwijt = voorstel("kwijtschelding", 400, besluit_id=UUID(int=51))
    terug = voorstel("terugstorting", 1_000, besluit_id=UUID(int=52))
    return verloop(
        TERUG, eerste, weg, besluit("kosten", 150), kwijt, bekrachtig(), tweede, terug, bekrachtig()
    )


BOEK = _boek()
EEN_KEER = [
    nummer
    for nummer, feit in enumerate(BOEK)
    if hasattr(feit, "besluit_id") or hasattr(feit, "betaling_id")
]


@pytest.mark.parametrize("nummer", EEN_KEER)
def test_een_feit_dat_twee_keer_of_met_andere_bedragen_is_vastgelegd_wordt_genoemd(
    nummer: int,
) -> None:
    """Whatever fact of a life stands there again, or changed a balance otherwise than by its lines: by replay and by the next decision."""
    feit = BOEK[nummer]
    assert verdwenen(Vordering(), BOEK) is None
    assert verdwenen(Vordering(), [*BOEK[: nummer + 1], feit]) in {
        getattr(feit, "besluit_id", None),
        getattr(feit, "betaling_id", None),
    }
    with pytest.raises(MutatieIsVerdwenen):
        moet_alles_bewaren(stand(BOEK[: nummer + 1]), [feit])
    if feit.boekregels:
        zonder = feit.model_copy(update={"boekregels": ()})
        assert verdwenen(Vordering(), [*BOEK[:nummer], zonder, *BOEK[nummer + 1 :]]) is not None
    anders = feit.model_copy(
        update={"saldi": feit.saldi.model_copy(update={"kosten_cent": feit.saldi.kosten_cent + 1})}
    )
    assert verdwenen(Vordering(), [*BOEK[:nummer], anders, *BOEK[nummer + 1 :]]) is not None
