"""Opening, assessing, refusing, withdrawing, and the loan that the ledger opened: right facts, says no, stays quiet."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from services.bbz.domain.commands import BevestigLening, VerlengBeslistermijn, WijzigGroep
from services.bbz.domain.events import FEITEN as NAMEN
from services.bbz.domain.events import (
    Aanvraagfeit,
    AanvraagIngetrokken,
    AanvullingAlsnogBinnen,
    GroepGewijzigd,
    IntrekkingGehoord,
    LeningBevestigd,
)
from services.bbz.domain.state import Aanvraag, evolve
from services.bbz.domain.weigeringen import (
    AanvraagBestaatNiet,
    AanvraagIsAfgedaan,
    AanvraagIsNietBeoordeeld,
    BesluitMagNiet,
    VoorstelOntbreekt,
)
from services.bbz.examples import (
    AANVRAAG,
    AFWIJZEN,
    AFWIJZING,
    BEOORDELEN,
    BEOORDELING,
    BESLOTEN,
    FEITEN,
    GEOPEND,
    INTREKKEN,
    KREDIET,
    LENING,
    OPENEN,
    VERZOEKEN,
)
from shared.parameters import ParameterOnbekend
from tests.bbz.gegeven import BEOORDEELD, OPEN, als, gegeven, stil_daarna

VERSTREKT = (*BEOORDEELD, KREDIET)
AFGEWEZEN = (*BEOORDEELD, AFWIJZING)
INGETROKKEN = (
    GEOPEND,
    AanvraagIngetrokken(
        dossier_id=GEOPEND.dossier_id,
        gemeente="GM9901",
        reden="op_verzoek",
        ingetrokken_op=BESLOTEN,
    ),
)


def test_een_aanvraag_wordt_een_keer_geopend() -> None:
    assert als((), OPENEN) == [GEOPEND]
    assert stil_daarna((), OPENEN)
    assert als(VERSTREKT, OPENEN) == []


def test_een_andere_groep_verandert_een_lopende_aanvraag_en_een_besluit_niet() -> None:
    starter = WijzigGroep(aanvraag_id=AANVRAAG, op=BESLOTEN, groep="starter")
    assert [type(feit) for feit in als(BEOORDEELD, starter)] == [GroepGewijzigd]
    assert stil_daarna(BEOORDEELD, starter)
    for feiten in (VERSTREKT, AFGEWEZEN, INGETROKKEN):
        assert als(feiten, starter) == []


def test_zonder_bekende_beslistermijn_wordt_er_niets_geopend() -> None:
    with pytest.raises(ParameterOnbekend, match="beslistermijn_bbz"):
        als((), OPENEN.model_copy(update={"aanvraagdatum": date(2019, 12, 31)}))


def test_een_beoordeling_wordt_vastgelegd_en_een_nieuwe_ook() -> None:
    assert als(OPEN, BEOORDELEN) == [BEOORDELING]
    assert stil_daarna(OPEN, BEOORDELEN)
    assert als(BEOORDEELD, BEOORDELEN.model_copy(update={"op": BESLOTEN})) == []
    assert len(als(BEOORDEELD, BEOORDELEN.model_copy(update={"advies": "afwijzen"}))) == 1


def test_wie_bedrijfskapitaal_wil_toewijzen_stelt_een_bedrag_voor() -> None:
    with pytest.raises(VoorstelOntbreekt):
        als(OPEN, BEOORDELEN.model_copy(update={"voorgesteld_cent": None}))
    assert als(OPEN, BEOORDELEN.model_copy(update={"voorgesteld_cent": None, "advies": "afwijzen"}))
    levensonderhoud = (GEOPEND.model_copy(update={"soort": "levensonderhoud"}),)
    assert als(levensonderhoud, BEOORDELEN.model_copy(update={"voorgesteld_cent": None}))


def test_een_aanvraag_wordt_afgewezen_door_een_tweede_persoon_met_mandaat() -> None:
    assert als(BEOORDEELD, AFWIJZEN) == [AFWIJZING]
    assert stil_daarna(BEOORDEELD, AFWIJZEN)


@pytest.mark.parametrize(("wie", "regel"), [("consulent-1", "vier_ogen"), ("auditor-1", "mandaat")])
def test_wie_niet_mag_tekenen_wijst_niet_af(wie: str, regel: str) -> None:
    with pytest.raises(BesluitMagNiet) as geweigerd:
        als(BEOORDEELD, AFWIJZEN.model_copy(update={"ondertekenaar": wie}))
    assert geweigerd.value.toets.regel == regel


def test_een_onbeoordeelde_aanvraag_wordt_niet_afgewezen() -> None:
    with pytest.raises(AanvraagIsNietBeoordeeld):
        als(OPEN, AFWIJZEN)


@pytest.mark.parametrize("feiten", [VERSTREKT, AFGEWEZEN, INGETROKKEN])
@pytest.mark.parametrize(
    "verzoek",
    [
        BEOORDELEN,
        AFWIJZEN.model_copy(update={"reden": "te_veel_vermogen"}),
        VerlengBeslistermijn(aanvraag_id=AANVRAAG, op=BESLOTEN, weken=1),
    ],
)
def test_na_een_besluit_kan_er_niets_meer(feiten: tuple[Aanvraagfeit, ...], verzoek: Any) -> None:
    with pytest.raises(AanvraagIsAfgedaan):
        als(feiten, verzoek)


@pytest.mark.parametrize(
    "verzoek",
    [
        verzoek
        for verzoek in VERZOEKEN
        if type(verzoek).__name__
        not in (
            "OpenAanvraag",
            "WijzigGroep",
            "ControleerBeslistermijn",
            "VraagAanvulling",
            "VerwerkAanvulling",
            "BevestigLening",
        )
    ],
    ids=lambda verzoek: type(verzoek).__name__,
)
def test_een_aanvraag_die_niet_bestaat_zegt_dat(verzoek: Any) -> None:
    with pytest.raises(AanvraagBestaatNiet):
        als((), verzoek)


def test_een_intrekking_beeindigt_een_lopende_aanvraag_en_geen_besluit() -> None:
    for lopend in (OPEN, BEOORDEELD):
        assert [type(feit) for feit in als(lopend, INTREKKEN)] == [AanvraagIngetrokken]
        assert stil_daarna(lopend, INTREKKEN)
    for besloten in (VERSTREKT, AFGEWEZEN):
        with pytest.raises(AanvraagIsAfgedaan):
            als(besloten, INTREKKEN)


def test_een_oude_intrekking_van_voor_de_aanvraag_blijft_leesbaar() -> None:
    gehoord = next(feit for feit in FEITEN if isinstance(feit, IntrekkingGehoord))
    assert als((gehoord,), OPENEN) == []
    with pytest.raises(AanvraagBestaatNiet):
        als((gehoord,), INTREKKEN)


def test_de_geopende_lening_wordt_een_keer_onthouden() -> None:
    bevestig = BevestigLening(aanvraag_id=AANVRAAG, lening_id=LENING, op=BESLOTEN)
    assert [type(feit) for feit in als(VERSTREKT, bevestig)] == [LeningBevestigd]
    assert stil_daarna(VERSTREKT, bevestig)
    assert als(BEOORDEELD, bevestig) == []
    assert als(VERSTREKT, bevestig.model_copy(update={"lening_id": uuid4()})) == []


def test_elk_feit_wordt_gekend_en_een_vreemd_feit_niet() -> None:
    assert {type(feit).__name__ for feit in FEITEN} == set(NAMEN)
    for feit in FEITEN:
        is_stil = feit == GEOPEND or isinstance(feit, AanvullingAlsnogBinnen)
        assert evolve(gegeven(OPEN), feit) != gegeven(OPEN) or is_stil
    with pytest.raises(TypeError, match="unknown fact"):
        evolve(Aanvraag(), Aanvraagfeit(dossier_id=GEOPEND.dossier_id, gemeente="GM9901"))
