"""What others say becomes our request, the same one however often it is heard; and what we tell the world."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.bbz.adapters.publish import publish
from services.bbz.domain.commands import (
    BevestigLening,
    OpenAanvraag,
    RegistreerIntrekking,
    WijzigGroep,
)
from services.bbz.domain.events import Aanvraagfeit, AanvullingVerwerkt
from services.bbz.examples import AANVRAAG, DOSSIER, FEITEN, KREDIET, LENING
from services.bbz.policies import nieuwe_dag, raakt_dossier, verzoek_aan, verzoeken
from shared.begrippen import Aanvraagsoort, Urgentie
from shared.contracts import bbz, intake, klok, ledger, routing
from shared.contracts.topics import HEARS
from shared.facts import Cause, StoredFact


def ingediend(
    soort: Aanvraagsoort = "bedrijfskapitaal",
    *,
    aanvraag_id: UUID = AANVRAAG,
    dossier_id: UUID = DOSSIER,
    **anders: Any,
) -> intake.AanvraagIngediend:
    return intake.AanvraagIngediend(
        **{
            "dossier_id": dossier_id,
            "aanvraag_id": aanvraag_id,
            "gemeente": "GM9901",
            "groep": "gevestigd",
            "soort": soort,
            "ontvangen_op": date(2025, 9, 1),
            "ingediend_door": "consulent",
            "ingediend_op": date(2025, 9, 2),
        }
        | anders
    )


def lening(aanvraag: UUID = AANVRAAG) -> ledger.LeningGeopend:
    return ledger.LeningGeopend(
        lening_id=LENING,
        dossier_id=DOSSIER,
        gemeente="GM9901",
        boekdatum=date(2025, 10, 1),
        valutadatum=date(2025, 10, 1),
        hoofdsom_saldo_cent=24_000_00,
        rente_saldo_cent=0,
        achterstand_cent=0,
        aanvraag_id=aanvraag,
        regeling="bbz",
        hoofdsom_cent=24_000_00,
        termijnen=60,
        eerste_vervaldag=date(2025, 11, 30),
        einddatum=date(2030, 10, 31),
        betalingskenmerk="7",
    )


def test_een_ingediende_aanvraag_wordt_geopend_zoals_zij_is_gevraagd() -> None:
    voorganger = uuid4()
    event = ingediend(gevraagd_cent=24_000_00, bestemming="voorraad", voorganger=voorganger)
    assert verzoeken(event) == [
        OpenAanvraag(
            aanvraag_id=AANVRAAG,
            dossier_id=DOSSIER,
            gemeente="GM9901",
            groep="gevestigd",
            soort="bedrijfskapitaal",
            aanvraagdatum=date(2025, 9, 1),
            voorganger=voorganger,
            gevraagd_cent=24_000_00,
            bestemming="voorraad",
            op=date(2025, 9, 2),
        )
    ]


def test_een_route_opent_niets() -> None:
    route = routing.RouteToegewezen(
        dossier_id=DOSSIER,
        gemeente="GM9901",
        groep="gevestigd",
        hulpvraag=("bedrijfskapitaal",),
        routes=(routing.Route(nummer=2, instrumenten=("bbz_krediet",), redenen=("…",)),),
        leidende_route=2,
        team="team-bbz",
        is_spoed=False,
        aanmelding_ontvangen_op=date(2025, 9, 1),
        toegewezen_op=date(2025, 9, 2),
    )
    assert verzoeken(route) == []
    assert raakt_dossier(route) is None
    assert routing.TOPIC not in HEARS["bbz"]


def test_een_intrekking_en_een_andere_groep_raken_elke_lopende_aanvraag_van_het_dossier() -> None:
    ingetrokken = intake.AanmeldingIngetrokken(
        dossier_id=DOSSIER, gemeente="GM9901", reden="op_verzoek", ingetrokken_op=date(2025, 9, 3)
    )
    aangevuld = intake.AanmeldingAangevuld(
        dossier_id=DOSSIER,
        gemeente="GM9901",
        groep="starter",
        hulpvraag=("bedrijfskapitaal",),
        urgentie=Urgentie(),
        aangevuld_op=date(2025, 9, 3),
    )
    assert raakt_dossier(ingetrokken) == raakt_dossier(aangevuld) == DOSSIER
    assert verzoek_aan(ingetrokken, AANVRAAG) == RegistreerIntrekking(
        aanvraag_id=AANVRAAG, reden="op_verzoek", op=date(2025, 9, 3)
    )
    assert verzoek_aan(aangevuld, AANVRAAG) == WijzigGroep(
        aanvraag_id=AANVRAAG, groep="starter", op=date(2025, 9, 3)
    )
    onbekend = aangevuld.model_copy(update={"is_groep_bekend": False})
    assert verzoek_aan(onbekend, AANVRAAG) is None
    assert verzoeken(ingetrokken) == verzoeken(aangevuld) == []
    assert verzoek_aan(lening(), AANVRAAG) is None


def test_een_geopende_lening_wordt_onthouden() -> None:
    assert verzoeken(lening()) == [
        BevestigLening(aanvraag_id=AANVRAAG, lening_id=LENING, op=date(2025, 10, 1))
    ]


def test_een_dag_vraagt_hier_nog_niets_en_wordt_wel_gehoord() -> None:
    dag = klok.DagAangebroken(dag=date(2025, 9, 2))
    assert nieuwe_dag(dag) == date(2025, 9, 2)
    assert verzoeken(dag) == []
    assert nieuwe_dag(lening()) is None


def verteld(feit: Aanvraagfeit) -> object:
    cause = Cause("c", "bbz", date(2025, 9, 2))
    return publish(StoredFact(1, AANVRAAG, 1, type(feit).__name__, feit, cause, datetime.now(UTC)))


def test_wat_anderen_nodig_hebben_wordt_verteld_en_de_rest_niet() -> None:
    stil = {type(feit).__name__ for feit in FEITEN if verteld(feit) is None}
    assert stil == {
        "AanvullingAlsnogBinnen",
        "GroepGewijzigd",
        "IntrekkingGehoord",
        "LeningBevestigd",
    }
    assert {type(verteld(feit)) for feit in FEITEN} - {type(None)} == set(bbz.CONTRACTS)


def test_een_verstrekt_krediet_draagt_alles_voor_het_grootboek() -> None:
    krediet = verteld(KREDIET)
    assert isinstance(krediet, bbz.KredietVerstrekt)
    assert krediet.aanvraag_id == AANVRAAG
    assert krediet.key() == str(DOSSIER)
    shared = set(bbz.KredietVerstrekt.model_fields) - {"aanvraag_id"}
    assert {name: getattr(krediet, name) for name in shared} == {
        name: getattr(KREDIET, name) for name in shared
    }


@pytest.mark.parametrize(
    ("uitgebleven", "reden"), [(True, "aanvulling_uitgebleven"), (False, "aangevuld")]
)
def test_een_nieuwe_laatste_dag_zegt_waarom(uitgebleven: bool, reden: str) -> None:
    feit = next(feit for feit in FEITEN if isinstance(feit, AanvullingVerwerkt)).model_copy(
        update={"is_uitgebleven": uitgebleven}
    )
    gewijzigd = verteld(feit)
    assert isinstance(gewijzigd, bbz.BeslistermijnGewijzigd)
    assert (gewijzigd.reden, gewijzigd.beslistermijn_tot) == (reden, feit.beslistermijn_tot)
