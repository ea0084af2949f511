"""Letters about papers: what they ask, what they say of the term, and when they are not needed any more."""

from datetime import date
from typing import Any, get_args
from uuid import UUID, uuid5

import pytest

from services.intake.domain.stukken.begrippen import RedenAfwijzing
from services.notify import examples
from services.notify.adapters.publish import publish
from services.notify.domain.brief import Inlevercode
from services.notify.domain.briefkeuze import brief_over
from services.notify.domain.commands import (
    AnnuleerBerichten,
    VerstuurBuitenBehandeling,
    VerstuurStukkenverzoek,
)
from services.notify.domain.events import BerichtVerstuurd, BezorgingMislukt
from services.notify.domain.stukkenverzoek import REDENEN, STUKKEN
from services.notify.policies import verzoeken
from shared.contracts import bbz, intake
from shared.contracts.base import Contract
from shared.contracts.notify import BriefMislukt, BriefVerstuurd
from shared.parameter_files import load_parameters
from shared.stukken import Stuksoort
from tests.facts import stored
from tests.notify.test_brieven import BERICHT, DOORSTAD, brief

VAN: dict[str, Any] = {"dossier_id": examples.DOSSIER, "gemeente": "GM9901"}
UITVRAAG = UUID(int=5)
GEVRAAGD = intake.StukkenGevraagd(
    **VAN,
    uitvraag_id=UITVRAAG,
    soorten=("jaarcijfers",),
    aanvraag_id=examples.AANVRAAG,
    hersteltermijn_tot=date(2026, 4, 16),
    gevraagd_op=examples.DAG,
    schort_op=True,
)


def vraag(event: Contract) -> list[Any]:
    return list(verzoeken(event, examples.AANLEIDING))


def test_een_vraag_om_stukken_zegt_wat_tot_wanneer_en_wat_er_met_de_termijn_gebeurt() -> None:
    tekst = brief(examples.STUKKENVERZOEK).tekst
    assert "Stuk 1: De jaarcijfers van uw bedrijf" in tekst
    assert "Uiterlijk: 16 april 2026" in tekst
    assert "Die tijd staat stil" in tekst
    assert "artikel 4:15" in tekst
    assert "niet te behandelen (artikel 4:5" in tekst
    assert DOORSTAD.telefoon in tekst
    assert "vul deze code in" not in tekst


def test_de_code_staat_er_alleen_als_er_een_is() -> None:
    tekst = brief_over(
        examples.STUKKENVERZOEK,
        BERICHT,
        afzender=DOORSTAD,
        geadresseerde=examples.GEADRESSEERDE,
        datum=examples.DAG,
        parameters=load_parameters(),
        inlevercode=Inlevercode(code="ABCDE-12345", adres="https://doorstad.example/inleveren"),
    ).tekst
    assert "https://doorstad.example/inleveren en vul deze code in: ABCDE-12345" in tekst


def test_voor_een_route_of_na_de_termijn_staat_niets_stil() -> None:
    over_tijd = brief(examples.STUKKENVERZOEK.na(schort_op=False)).tekst
    assert "staat stil" not in over_tijd
    assert "artikel 4:5" in over_tijd
    route = brief(examples.STUKKENVERZOEK.na(schort_op=False, is_aanvraag=False)).tekst
    assert "4:5" not in route
    assert "Bel ons dan meteen" in route


@pytest.mark.parametrize("reden", REDENEN)
def test_wat_niet_goed_was_wordt_gezegd(reden: str) -> None:
    opnieuw = brief(examples.STUKKENVERZOEK.na(na_afwijzing=reden))
    assert REDENEN[reden] in opnieuw.tekst
    assert opnieuw.betreft == "Wij vragen u een stuk opnieuw"


def test_een_besluit_om_niet_te_behandelen_noemt_artikel_en_bezwaar() -> None:
    tekst = brief(examples.BUITEN_BEHANDELING).tekst
    assert "Awb artikel 4:5 lid 1" in tekst
    assert "Die waren op 16 maart 2026 niet allemaal binnen" in tekst
    assert "bezwaar" in tekst


def test_elke_soort_stuk_heeft_een_zin() -> None:
    assert set(get_args(Stuksoort)) == set(STUKKEN)
    assert set(get_args(RedenAfwijzing)) == set(REDENEN)


def test_een_vraag_vraagt_een_brief_en_compleet_neemt_hem_terug() -> None:
    (verzoek,) = vraag(GEVRAAGD)
    assert isinstance(verzoek, VerstuurStukkenverzoek)
    assert verzoek.gegevens.schort_op
    compleet = intake.StukkenCompleet(
        **VAN, uitvraag_id=UITVRAAG, aanvraag_id=examples.AANVRAAG, compleet_op=examples.DAG
    )
    (terug,) = vraag(compleet)
    assert isinstance(terug, AnnuleerBerichten)
    assert terug.bericht_id == verzoek.bericht_id == uuid5(UITVRAAG, "stukkenbrief")


def test_een_afwijzing_geeft_een_brief_als_er_nog_tijd_is() -> None:
    afgewezen = intake.StukAfgewezen(
        **VAN,
        stuk_id=UUID(int=6),
        soort="jaarcijfers",
        reden="onleesbaar",
        uitvraag_id=UITVRAAG,
        hersteltermijn_tot=date(2026, 4, 16),
        afgewezen_op=examples.DAG,
    )
    (verzoek,) = vraag(afgewezen)
    assert isinstance(verzoek, VerstuurStukkenverzoek)
    assert verzoek.gegevens.na_afwijzing == "onleesbaar"
    assert vraag(afgewezen.model_copy(update={"hersteltermijn_tot": None})) == []


def test_buiten_behandeling_stellen_wordt_bekendgemaakt() -> None:
    gesteld = bbz.AanvraagBuitenBehandelingGesteld(
        **VAN,
        aanvraag_id=examples.AANVRAAG,
        grondslag="Awb artikel 4:5 lid 1",
        hersteltermijn_tot=date(2026, 3, 16),
        gesteld_op=examples.DAG,
    )
    (verzoek,) = vraag(gesteld)
    assert isinstance(verzoek, VerstuurBuitenBehandeling)


def test_een_nieuwe_soort_brief_heeft_een_eigen_gebeurtenis() -> None:
    verstuurd = BerichtVerstuurd(
        dossier_id=examples.DOSSIER,
        soort="stukkenverzoek",
        kanaal="post",
        aanleiding=examples.GEBEURTENIS,
        verstuurd_op=examples.DAG,
    )
    mislukt = BezorgingMislukt(
        dossier_id=examples.DOSSIER,
        soort="buiten_behandeling",
        reden="opmaak_mislukt",
        vastgesteld_op=examples.DAG,
    )
    assert isinstance(publish(stored(verstuurd, BERICHT, examples.DAG)), BriefVerstuurd)
    assert isinstance(publish(stored(mislukt, BERICHT, examples.DAG)), BriefMislukt)
