"""Given what came in, when somebody settles a route, then it waits for the papers of the dated list, or says why it does not."""

from collections.abc import Sequence
from datetime import date
from functools import partial, reduce
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.routing.domain.commands import GekozenRoute, KiesRoute, NoteerStuk, Routeverzoek
from services.routing.domain.decide import Kader, decide
from services.routing.domain.events import RouteToegewezen, StukGehoord
from services.routing.domain.state import Routekeuze, evolve
from services.routing.domain.stukken import Nodig, Soortstand, Stukstand
from services.routing.domain.weigeringen import STANDEN, GesprekOntbreekt, StukkenOntbreken
from services.routing.examples import (
    BEVESTIG_ROUTE,
    DINSDAG,
    DOSSIER,
    GEEN_ROUTE_GEVONDEN,
    GESPREK_VASTGELEGD,
    HERZIE_ROUTE,
    KIES_ROUTE,
    NOTEER_STUK,
    ROUTE_TOEGEWEZEN,
    ROUTEKEUZE_GESLOTEN,
    STUK_GEHOORD,
)
from services.routing.policies import verzoek_na
from shared.begrippen import Feit
from shared.contracts import intake
from shared.contracts.base import Contract
from shared.parameter_files import load_parameters
from shared.stukken import SOORTEN, in_woorden, nodig_voor_route
from tests.steun.organisatie import ORGANISATIE

PARAMETERS = load_parameters()
KADER = Kader(ORGANISATIE.team_voor, partial(nodig_voor_route, PARAMETERS))
GESPROKEN = (ROUTE_TOEGEWEZEN, GESPREK_VASTGELEGD)
ROUTE_3 = KIES_ROUTE.na(routes=(GekozenRoute(nummer=3, instrumenten=()),), leidende_route=3)


def gegeven(*feiten: Feit) -> Routekeuze:
    return reduce(evolve, feiten, Routekeuze())


def na(verzoek: Routeverzoek, *feiten: Feit) -> Sequence[Feit]:
    return decide(gegeven(*feiten), verzoek, KADER)


def stuk(stand: Stukstand, *, nummer: int = 1, is_laatste: bool = True) -> StukGehoord:
    return STUK_GEHOORD.na(stuk_id=UUID(int=nummer), stand=stand, is_laatste=is_laatste)


@pytest.mark.parametrize("verzoek", [BEVESTIG_ROUTE, KIES_ROUTE], ids=["bevestigen", "kiezen"])
@pytest.mark.parametrize(
    ("gehoord", "stand"),
    [
        ([], "ontbreekt"),
        ([stuk("ontvangen")], "te_controleren"),
        ([stuk("ontvangen"), stuk("afgewezen")], "afgewezen"),
        ([stuk("gecontroleerd"), stuk("vervallen")], "ontbreekt"),
        ([stuk("gecontroleerd", is_laatste=False)], "er_volgt_meer"),
        ([stuk("gecontroleerd"), stuk("ontvangen", nummer=2)], "te_controleren"),
        ([stuk("gecontroleerd").na(soort="begroting")], "ontbreekt"),
    ],
)
def test_een_route_wacht_op_stukken_die_er_niet_zijn(
    verzoek: Routeverzoek, gehoord: list[Feit], stand: Soortstand
) -> None:
    with pytest.raises(StukkenOntbreken) as gezegd:
        na(verzoek, *GESPROKEN, *gehoord)
    routes = {1, 2} if verzoek == BEVESTIG_ROUTE else {1}
    assert set(gezegd.value.ontbreken) == {
        Nodig(route=route, soort="jaarcijfers", stand=stand) for route in routes
    }
    assert f"Voor route 1: jaarcijfers ({STANDEN[stand]})." in str(gezegd.value)


def test_met_de_stukken_erbij_staat_de_route_vast() -> None:
    (feit,) = na(BEVESTIG_ROUTE, *GESPROKEN, stuk("ontvangen"), stuk("gecontroleerd"))
    assert feit == ROUTE_TOEGEWEZEN.na(gekozen_door="medewerker", toegewezen_op=DINSDAG)
    gemist = [stuk("ontvangen"), stuk("afgewezen"), stuk("gecontroleerd", nummer=2)]
    assert na(BEVESTIG_ROUTE, *GESPROKEN, *gemist) == [feit]


def test_route_3_vraagt_geen_stukken() -> None:
    (feit,) = na(ROUTE_3, *GESPROKEN)
    assert isinstance(feit, RouteToegewezen)


def test_eerst_het_gesprek_en_dan_de_stukken() -> None:
    with pytest.raises(GesprekOntbreekt):
        na(BEVESTIG_ROUTE, ROUTE_TOEGEWEZEN)


@pytest.mark.parametrize("verzoek", [BEVESTIG_ROUTE, KIES_ROUTE], ids=["bevestigen", "kiezen"])
def test_met_een_reden_staat_de_route_vast_zonder_stukken(verzoek: Routeverzoek) -> None:
    (feit,) = na(verzoek.na(zonder_stukken="spoed"), *GESPROKEN)
    assert isinstance(feit, RouteToegewezen)
    (eerste, *_) = feit.routes
    assert (eerste.zonder_stukken, eerste.ontbrekende_stukken) == ("spoed", ("jaarcijfers",))
    assert all(een.zonder_stukken is None for een in feit.routes if een.nummer == 3)
    assert na(verzoek, *GESPROKEN, feit) == [], "what is settled does not wait again"


def test_een_reden_die_niet_nodig_is_blijft_weg() -> None:
    (feit,) = na(BEVESTIG_ROUTE.na(zonder_stukken="spoed"), *GESPROKEN, stuk("gecontroleerd"))
    assert isinstance(feit, RouteToegewezen)
    assert {een.zonder_stukken for een in feit.routes} == {None}


def test_een_route_die_erbij_komt_wacht_wel_en_de_vaste_houdt_haar_reden() -> None:
    (vast,) = na(ROUTE_3, *GESPROKEN)
    met_route_1: KiesRoute = KIES_ROUTE
    with pytest.raises(StukkenOntbreken):
        na(met_route_1, *GESPROKEN, vast)
    (met_reden,) = na(met_route_1.na(zonder_stukken="anders_ingezien"), *GESPROKEN, vast)
    anders = met_route_1.na(
        routes=(GekozenRoute(nummer=1, instrumenten=()),), zonder_stukken="niet_nodig"
    )
    (nu,) = na(anders, *GESPROKEN, vast, met_reden)
    assert isinstance(nu, RouteToegewezen)
    assert nu.routes[0].zonder_stukken == "anders_ingezien"
    (herzien,) = na(HERZIE_ROUTE, *GESPROKEN, vast, met_reden)
    assert isinstance(herzien, RouteToegewezen)
    assert herzien.routes[0].zonder_stukken == "anders_ingezien"


def test_een_keuze_waar_geen_regel_paste_wacht_ook() -> None:
    with pytest.raises(StukkenOntbreken):
        na(KIES_ROUTE, GEEN_ROUTE_GEVONDEN, GESPREK_VASTGELEGD)


def test_wat_van_een_stuk_wordt_verteld_wordt_een_keer_genoteerd() -> None:
    assert na(NOTEER_STUK, ROUTE_TOEGEWEZEN) == [STUK_GEHOORD]
    assert na(NOTEER_STUK, ROUTE_TOEGEWEZEN, STUK_GEHOORD) == []
    assert na(NOTEER_STUK.na(is_laatste=False), ROUTE_TOEGEWEZEN, STUK_GEHOORD) == []
    assert na(NOTEER_STUK, ROUTE_TOEGEWEZEN, ROUTEKEUZE_GESLOTEN) == [STUK_GEHOORD], (
        "a dossier that is opened again has its papers"
    )


STUK = {"dossier_id": DOSSIER, "gemeente": "GM9901", "stuk_id": UUID(int=1), "soort": "begroting"}
UITVRAAG = uuid4()
VERTELD: list[tuple[Contract, Stukstand | None]] = [
    (
        intake.StukOntvangen(
            **STUK,
            bron="loket",
            bestandssoort="pdf",
            bytes=3,
            is_laatste=False,
            ontvangen_op=DINSDAG,
        ),
        "ontvangen",
    ),
    (intake.StukGecontroleerd(**STUK, gecontroleerd_op=DINSDAG), "gecontroleerd"),
    (intake.StukAfgewezen(**STUK, reden="onleesbaar", afgewezen_op=DINSDAG), "afgewezen"),
    (intake.StukVervallen(**STUK, reden="dubbel", vervallen_op=DINSDAG), "vervallen"),
    (
        intake.StukVervallen(
            **STUK | {"stuk_id": None},
            uitvraag_id=UITVRAAG,
            reden="niet_nodig",
            vervallen_op=DINSDAG,
        ),
        None,
    ),
]


@pytest.mark.parametrize(("verteld", "stand"), VERTELD)
def test_wat_intake_vertelt(verteld: Contract, stand: Stukstand | None) -> None:
    verzoek = verzoek_na(verteld, date(2026, 3, 9))
    if stand is None:
        assert verzoek is None
        return
    assert verzoek == NoteerStuk(
        dossier_id=DOSSIER,
        stuk_id=UUID(int=1),
        soort="begroting",
        stand=stand,
        is_laatste=stand != "ontvangen",
        op=date(2026, 3, 9),
    )


@given(
    st.lists(
        st.tuples(st.integers(1, 3), st.sampled_from(["ontvangen", "gecontroleerd", "afgewezen"])),
        max_size=8,
    )
)
def test_een_route_staat_alleen_vast_met_gecontroleerde_stukken_of_een_reden(
    gehoord: list[tuple[int, Stukstand]],
) -> None:
    feiten = [stuk(stand, nummer=nummer) for nummer, stand in gehoord]
    laatst = dict(gehoord)
    is_er = "gecontroleerd" in laatst.values() and "ontvangen" not in laatst.values()
    try:
        (feit,) = na(BEVESTIG_ROUTE, *GESPROKEN, *feiten)
    except StukkenOntbreken:
        assert not is_er
    else:
        assert is_er
    (feit,) = na(BEVESTIG_ROUTE.na(zonder_stukken="spoed"), *GESPROKEN, *feiten)
    assert isinstance(feit, RouteToegewezen)
    assert all(bool(een.ontbrekende_stukken) is not is_er for een in feit.routes)


def test_een_soort_die_wij_nog_niet_kennen_is_te_lezen() -> None:
    assert in_woorden("nieuw_soort_stuk") == "nieuw soort stuk"
    assert in_woorden("uittreksel_kvk") == "uittreksel van de KvK"
    assert all(in_woorden(soort) for soort in SOORTEN)
