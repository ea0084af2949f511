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
    AanvraagLooptNog,
    DossierIsAlGesloten,
    DossierIsGesloten,
    DossierIsOpen,
    HulpvraagLooptElders,
    HulpvraagOntbreekt,
    PersoonIsGewist,
)
from services.intake.examples import (
    AANGEVULD,
    AFGESLOTEN,
    ANDER,
    DAG,
    DOSSIER,
    GEWIST,
    HEROPEN,
    HEROPEND,
    INGETROKKEN,
    ONTVANGEN,
    REGISTREER,
    SLUIT,
    TREK_IN,
    VERZOEKEN,
    VUL_AAN,
    WIS,
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


def test_een_open_dossier_wordt_een_keer_gesloten() -> None:
    assert decide(gegeven(ONTVANGEN), SLUIT) == [AFGESLOTEN]
    for eerder in (AFGESLOTEN, INGETROKKEN):
        with pytest.raises(DossierIsAlGesloten):
            decide(gegeven(ONTVANGEN, eerder), SLUIT)


def test_een_dossier_met_een_lopende_aanvraag_wordt_niet_gesloten() -> None:
    with pytest.raises(AanvraagLooptNog) as geweigerd:
        decide(gegeven(ONTVANGEN), SLUIT.na(loopt=ANDER))
    assert geweigerd.value.aanvraag_id == ANDER


@pytest.mark.parametrize("eerder", [AFGESLOTEN, INGETROKKEN])
def test_een_gesloten_dossier_wordt_heropend_en_gaat_verder(eerder: Feit) -> None:
    assert decide(gegeven(ONTVANGEN, eerder), HEROPEN) == [HEROPEND]
    verder = gegeven(ONTVANGEN, eerder, HEROPEND)
    assert (verder.status, verder.hulpvraag) == ("open", ONTVANGEN.hulpvraag)
    assert decide(verder, VUL_AAN) == [AANGEVULD]


def test_wat_open_is_of_elders_loopt_of_gewist_is_wordt_niet_heropend() -> None:
    for stand, verzoek, weigering in (
        (gegeven(ONTVANGEN), HEROPEN, DossierIsOpen),
        (gegeven(ONTVANGEN, AFGESLOTEN), HEROPEN.na(elders=ANDER), HulpvraagLooptElders),
        (gegeven(ONTVANGEN, AFGESLOTEN, GEWIST), HEROPEN, PersoonIsGewist),
        (gegeven(), HEROPEN, AanmeldingBestaatNiet),
        (gegeven(), SLUIT, AanmeldingBestaatNiet),
        (gegeven(ONTVANGEN, AFGESLOTEN), VUL_AAN, DossierIsGesloten),
        (gegeven(ONTVANGEN), VUL_AAN.na(elders=ANDER), HulpvraagLooptElders),
    ):
        with pytest.raises(weigering):
            decide(stand, verzoek)


def test_wie_gewist_wordt_heeft_geen_open_dossier_meer_en_een_keer_is_genoeg() -> None:
    assert decide(gegeven(ONTVANGEN), WIS) == [GEWIST]
    assert gegeven(ONTVANGEN, GEWIST).status == "afgesloten"
    assert gegeven(ONTVANGEN, INGETROKKEN, GEWIST).status == "ingetrokken"
    assert decide(gegeven(ONTVANGEN, GEWIST), WIS) == []


def test_een_aanvulling_zegt_ook_of_de_groep_bekend_is_en_of_het_buiten_het_bbz_valt() -> None:
    onbekend = REGISTREER.na(is_groep_bekend=False, is_buiten_bbz=True)
    stand = gegeven(*decide(gegeven(), onbekend))
    assert (stand.is_groep_bekend, stand.is_buiten_bbz) == (False, True)
    zelfde = {"groep": stand.groep, "hulpvraag": stand.hulpvraag, "urgentie": stand.urgentie}
    bekend = VUL_AAN.na(**zelfde)
    assert decide(stand, bekend.na(is_groep_bekend=False, is_buiten_bbz=True)) == []
    (aangevuld,) = decide(stand, bekend)
    assert evolve(stand, aangevuld).is_groep_bekend is True


@pytest.mark.parametrize("feit", VOORBEELDEN, ids=lambda feit: type(feit).__name__)
def test_elk_feit_wordt_gepubliceerd_onder_zijn_eigen_naam(feit: Feit) -> None:
    contract = publish(stored(feit, DOSSIER, DAG))
    assert contract is not None
    assert type(contract) is BY_NAME[type(feit).__name__]
    assert contract.key() == str(DOSSIER)


def test_van_elk_feit_en_elk_verzoek_is_een_voorbeeld() -> None:
    assert {type(feit) for feit in VOORBEELDEN} == set(FEITEN.values())
    assert {type(verzoek) for verzoek in VERZOEKEN} == set(get_args(Aanmeldingsverzoek))
