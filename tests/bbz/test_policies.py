"""What others say becomes our request, the same one however often it is heard; and what we tell the world."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest

from services.bbz.adapters.publish import publish
from services.bbz.domain.commands import BevestigLening, OpenAanvraag, RegistreerIntrekking
from services.bbz.domain.events import Aanvraagfeit, AanvullingVerwerkt
from services.bbz.examples import AANVRAAG, DOSSIER, FEITEN, KREDIET, LENING
from services.bbz.policies import aanvraag_id, nieuwe_dag, verzoeken
from shared.begrippen import Instrument
from shared.contracts import bbz, intake, klok, ledger, routing
from shared.facts import Cause, StoredFact


def route(*instrumenten: Instrument, dossier_id: UUID = DOSSIER) -> routing.RouteToegewezen:
    routes = (
        routing.Route(nummer=1, instrumenten=("coaching",), redenen=("…",)),
        routing.Route(nummer=2, instrumenten=instrumenten, redenen=("…",)),
    )
    return routing.RouteToegewezen(
        dossier_id=dossier_id,
        gemeente="GM9901",
        groep="gevestigd",
        hulpvraag=("bedrijfskapitaal",),
        routes=routes,
        leidende_route=2,
        team="team-bbz",
        is_spoed=False,
        aanmelding_ontvangen_op=date(2025, 9, 1),
        toegewezen_op=date(2025, 9, 2),
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


@pytest.mark.parametrize(
    ("instrumenten", "soorten"),
    [
        (("bbz_krediet",), ["bedrijfskapitaal"]),
        (("bbz_levensonderhoud",), ["levensonderhoud"]),
        (("bbz_levensonderhoud", "bbz_krediet"), ["bedrijfskapitaal", "levensonderhoud"]),
        (("schuldhulpverlening",), []),
        ((), []),
    ],
)
def test_een_route_met_bbz_opent_een_aanvraag_van_elke_soort(
    instrumenten: tuple[Instrument, ...], soorten: list[str]
) -> None:
    gevraagd = verzoeken(route(*instrumenten))
    assert [verzoek.soort for verzoek in gevraagd if isinstance(verzoek, OpenAanvraag)] == soorten
    assert gevraagd == verzoeken(route(*instrumenten))


def test_de_aanvraagdatum_is_de_dag_van_ontvangst_en_niet_die_van_de_route() -> None:
    (verzoek,) = verzoeken(route("bbz_krediet"))
    assert isinstance(verzoek, OpenAanvraag)
    assert (verzoek.aanvraagdatum, verzoek.op, verzoek.aanvraag_id) == (
        date(2025, 9, 1),
        date(2025, 9, 2),
        AANVRAAG,
    )


def test_elk_dossier_en_elke_soort_heeft_een_eigen_vast_nummer() -> None:
    ander = uuid4()
    nummers = {
        aanvraag_id(dossier, soort)
        for dossier in (DOSSIER, ander)
        for soort in ("bedrijfskapitaal", "levensonderhoud")
    }
    assert len(nummers) == 4
    assert aanvraag_id(DOSSIER, "bedrijfskapitaal") in nummers


def test_een_intrekking_raakt_beide_soorten() -> None:
    event = intake.AanmeldingIngetrokken(
        dossier_id=DOSSIER, gemeente="GM9901", reden="op_verzoek", ingetrokken_op=date(2025, 9, 3)
    )
    gevraagd = verzoeken(event)
    assert all(isinstance(verzoek, RegistreerIntrekking) for verzoek in gevraagd)
    assert [verzoek.aanvraag_id for verzoek in gevraagd] == [
        AANVRAAG,
        aanvraag_id(DOSSIER, "levensonderhoud"),
    ]


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
    assert stil == {"GroepGewijzigd", "IntrekkingGehoord", "LeningBevestigd"}
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
