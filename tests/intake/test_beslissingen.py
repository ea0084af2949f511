"""Wat intake besluit: de juiste feiten, een weigering, of stilte."""

from functools import reduce
from typing import get_args

import pytest

from services.intake.adapters.publish import publish
from services.intake.domain.commands import Aanmeldingsverzoek
from services.intake.domain.decide import decide
from services.intake.domain.events import FEITEN
from services.intake.domain.state import Aanmelding, evolve
from services.intake.domain.weigeringen import (
    AanmeldingBestaatNiet,
    AanmeldingIsIngetrokken,
    HulpvraagOntbreekt,
)
from services.intake.examples import (
    AANGEVULD,
    DAG,
    DOSSIER,
    INGETROKKEN,
    ONTVANGEN,
    REGISTREER,
    TREK_IN,
    VERZOEKEN,
    VUL_AAN,
)
from services.intake.examples import FEITEN as VOORBEELDEN
from shared.begrippen import Feit
from shared.contracts import BY_NAME
from tests.facts import stored


def gegeven(*feiten: Feit) -> Aanmelding:
    return reduce(evolve, feiten, Aanmelding())


def test_een_eerste_aanmelding_wordt_ontvangen() -> None:
    assert decide(gegeven(), REGISTREER) == [ONTVANGEN]


def test_dezelfde_aanmelding_nog_eens_geeft_niets() -> None:
    assert decide(gegeven(ONTVANGEN), REGISTREER) == []


def test_een_aanmelding_zonder_hulpvraag_wordt_geweigerd() -> None:
    with pytest.raises(HulpvraagOntbreekt):
        decide(gegeven(), REGISTREER.model_copy(update={"hulpvraag": ()}))


def test_een_aanvulling_vervangt_de_codes() -> None:
    assert decide(gegeven(ONTVANGEN), VUL_AAN) == [AANGEVULD]
    assert gegeven(ONTVANGEN, AANGEVULD).hulpvraag == ("bedrijfskapitaal", "levensonderhoud")


def test_een_aanvulling_die_niets_verandert_geeft_niets() -> None:
    assert decide(gegeven(ONTVANGEN, AANGEVULD), VUL_AAN) == []


def test_een_aanvulling_zonder_hulpvraag_wordt_geweigerd() -> None:
    with pytest.raises(HulpvraagOntbreekt):
        decide(gegeven(ONTVANGEN), VUL_AAN.model_copy(update={"hulpvraag": ()}))


def test_wat_niet_bestaat_kan_niet_worden_aangevuld_of_ingetrokken() -> None:
    for verzoek in (VUL_AAN, TREK_IN):
        with pytest.raises(AanmeldingBestaatNiet):
            decide(gegeven(), verzoek)


def test_een_aanmelding_wordt_een_keer_ingetrokken() -> None:
    assert decide(gegeven(ONTVANGEN), TREK_IN) == [INGETROKKEN]
    assert decide(gegeven(ONTVANGEN, INGETROKKEN), TREK_IN) == []


def test_een_ingetrokken_aanmelding_kan_niet_worden_aangevuld() -> None:
    with pytest.raises(AanmeldingIsIngetrokken, match="nieuwe aanmelding"):
        decide(gegeven(ONTVANGEN, INGETROKKEN), VUL_AAN)


@pytest.mark.parametrize("feit", VOORBEELDEN, ids=lambda feit: type(feit).__name__)
def test_elk_feit_wordt_gepubliceerd_onder_zijn_eigen_naam(feit: Feit) -> None:
    contract = publish(stored(feit, DOSSIER, DAG))
    assert contract is not None
    assert type(contract) is BY_NAME[type(feit).__name__]
    assert contract.key() == str(DOSSIER)


def test_van_elk_feit_en_elk_verzoek_is_een_voorbeeld() -> None:
    assert {type(feit) for feit in VOORBEELDEN} == set(FEITEN.values())
    assert {type(verzoek) for verzoek in VERZOEKEN} == set(get_args(Aanmeldingsverzoek))
