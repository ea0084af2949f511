"""Given what happened, when somebody asks, then these facts: right events, says no, stays quiet."""

from collections.abc import Sequence
from datetime import date
from functools import reduce

import pytest

from services.routing.domain.commands import GekozenRoute, GevoerdGesprek, Routeverzoek
from services.routing.domain.decide import GEEN_REGEL_PAST, REDENEN_KEUZE, Kader, decide
from services.routing.domain.events import (
    FEITEN,
    GeenRouteGevonden,
    GesprekVastgelegd,
    RoutekeuzeGesloten,
    RouteToegewezen,
)
from services.routing.domain.state import Routekeuze, evolve
from services.routing.domain.weigeringen import (
    DossierIsOnbekend,
    GeenTeam,
    GesprekOntbreekt,
    InstrumentPastNietBijRoute,
    LeidendeRouteIsNietGekozen,
    RouteIsDubbel,
    RoutekeuzeIsGesloten,
    RouteOntbreekt,
    VervolgLigtInVerleden,
    VoorstelOntbreekt,
    Weigering,
)
from services.routing.examples import (
    BEPAAL_ROUTE,
    BEVESTIG_ROUTE,
    DINSDAG,
    DOSSIER,
    GEEN_ROUTE_GEVONDEN,
    GESPREK_VASTGELEGD,
    HERZIE_ROUTE,
    KIES_ROUTE,
    REGISTREER_GESPREK,
    ROUTE_TOEGEWEZEN,
    ROUTEKEUZE_GESLOTEN,
    SLUIT_ROUTEKEUZE,
    VERZOEKEN,
)
from services.routing.examples import FEITEN as VOORBEELDEN
from shared.begrippen import Feit, Urgentie
from shared.organisatie.staat import Organisatie
from tests.steun.organisatie import ORGANISATIE

ZONDER_REGEL = {"groep": "ouder", "hulpvraag": ("bedrijf_starten",), "gemeente": "GM9903"}
HERHALING = HERZIE_ROUTE.model_copy(
    update={
        "groep": BEPAAL_ROUTE.groep,
        "hulpvraag": BEPAAL_ROUTE.hulpvraag,
        "urgentie": BEPAAL_ROUTE.urgentie,
    }
)


def zonder_stukken(_route: int, _op: date) -> tuple[str, ...]:
    """What routes wait for is told beside these stories."""
    return ()


KADER = Kader(ORGANISATIE.team_voor, zonder_stukken)


def gegeven(*feiten: Feit) -> Routekeuze:
    return reduce(evolve, feiten, Routekeuze())


def na(verzoek: Routeverzoek, *feiten: Feit) -> Sequence[Feit]:
    return decide(gegeven(*feiten), verzoek, KADER)


def test_een_aanmelding_krijgt_alle_passende_routes_met_een_leidende_en_een_team() -> None:
    assert na(BEPAAL_ROUTE) == [ROUTE_TOEGEWEZEN]


def test_past_er_geen_regel_dan_staat_dat_er_uitdrukkelijk() -> None:
    (feit,) = na(BEPAAL_ROUTE.model_copy(update=ZONDER_REGEL))
    assert feit == GEEN_ROUTE_GEVONDEN
    assert GEEN_ROUTE_GEVONDEN.redenen == (GEEN_REGEL_PAST,)


def test_dezelfde_aanmelding_nog_eens_blijft_stil() -> None:
    assert na(BEPAAL_ROUTE, ROUTE_TOEGEWEZEN) == []


def test_een_aanvulling_die_iets_verandert_geeft_nieuwe_routes() -> None:
    (feit,) = na(HERZIE_ROUTE, ROUTE_TOEGEWEZEN)
    assert isinstance(feit, RouteToegewezen)
    assert feit.is_spoed
    assert feit.leidende_reden == "Route 2 gaat voor, want er is spoed."
    assert feit.aanmelding_ontvangen_op == BEPAAL_ROUTE.ontvangen_op
    assert feit.toegewezen_op == DINSDAG
    assert [(route.nummer, route.instrumenten) for route in feit.routes] == [
        (2, ("bbz_krediet", "schuldhulpverlening"))
    ]


def test_een_aanvulling_die_niets_verandert_blijft_stil() -> None:
    assert na(HERHALING, ROUTE_TOEGEWEZEN) == []


def test_een_aanvulling_kan_alsnog_een_route_geven_en_ook_weer_wegnemen() -> None:
    (feit,) = na(HERHALING, GEEN_ROUTE_GEVONDEN)
    assert isinstance(feit, RouteToegewezen)
    (weg,) = na(
        HERHALING.model_copy(update={"groep": "ouder", "hulpvraag": ("bedrijf_starten",)}),
        ROUTE_TOEGEWEZEN,
    )
    assert isinstance(weg, GeenRouteGevonden)


def test_een_aanvulling_zonder_aanmelding_kan_niet() -> None:
    with pytest.raises(DossierIsOnbekend):
        na(HERZIE_ROUTE)


def test_een_keuze_met_de_hand_vervangt_die_van_de_regels_en_noemt_de_reden() -> None:
    (feit,) = na(KIES_ROUTE, ROUTE_TOEGEWEZEN, GESPREK_VASTGELEGD)
    assert isinstance(feit, RouteToegewezen)
    assert feit.gekozen_door == "medewerker"
    assert [
        (route.nummer, route.instrumenten, route.redenen, route.regels) for route in feit.routes
    ] == [
        (1, ("coaching",), (REDENEN_KEUZE["gesprek"],), ()),
        (3, (), (REDENEN_KEUZE["gesprek"],), ()),
    ]
    assert feit.team == "Ondernemersadvies Doorstad"


def test_waar_geen_regel_paste_kan_een_consulent_kiezen() -> None:
    (feit,) = na(KIES_ROUTE, GEEN_ROUTE_GEVONDEN, GESPREK_VASTGELEGD)
    assert isinstance(feit, RouteToegewezen)
    assert (feit.groep, feit.hulpvraag, feit.gemeente) == ("ouder", ("bedrijf_starten",), "GM9903")


def test_dezelfde_keuze_nog_eens_blijft_stil() -> None:
    (feit,) = na(KIES_ROUTE, ROUTE_TOEGEWEZEN, GESPREK_VASTGELEGD)
    assert na(KIES_ROUTE, ROUTE_TOEGEWEZEN, GESPREK_VASTGELEGD, feit) == []


def test_een_voorstel_van_de_regels_staat_pas_vast_na_een_gesprek() -> None:
    assert ROUTE_TOEGEWEZEN.gekozen_door == "regels"
    for verzoek in (BEVESTIG_ROUTE, KIES_ROUTE):
        with pytest.raises(GesprekOntbreekt):
            na(verzoek, ROUTE_TOEGEWEZEN)
    (feit,) = na(BEVESTIG_ROUTE, ROUTE_TOEGEWEZEN, GESPREK_VASTGELEGD)
    assert feit == ROUTE_TOEGEWEZEN.na(gekozen_door="medewerker", toegewezen_op=DINSDAG)
    assert na(BEVESTIG_ROUTE, ROUTE_TOEGEWEZEN, GESPREK_VASTGELEGD, feit) == []


@pytest.mark.parametrize("verzoek", [BEVESTIG_ROUTE, KIES_ROUTE], ids=["bevestigen", "kiezen"])
def test_het_gesprek_kan_in_dezelfde_stap(verzoek: Routeverzoek) -> None:
    met = verzoek.na(gesprek=GevoerdGesprek(vorm="telefoon", vervolg_op=date(2026, 3, 10)))
    gesprek, route = na(met, ROUTE_TOEGEWEZEN)
    assert gesprek == GESPREK_VASTGELEGD
    assert isinstance(route, RouteToegewezen)
    assert route.gekozen_door == "medewerker"
    assert na(met, ROUTE_TOEGEWEZEN, gesprek, route) == []
    verleden = verzoek.na(gesprek=GevoerdGesprek(vorm="video", vervolg_op=date(2026, 3, 2)))
    with pytest.raises(VervolgLigtInVerleden):
        na(verleden, ROUTE_TOEGEWEZEN)


def test_een_volgend_gesprek_bij_een_vaste_route_wordt_vastgelegd() -> None:
    vast = ROUTE_TOEGEWEZEN.na(gekozen_door="medewerker")
    met = BEVESTIG_ROUTE.na(gesprek=GevoerdGesprek(vorm="video"))
    (feit,) = na(met, vast, GESPREK_VASTGELEGD)
    assert isinstance(feit, GesprekVastgelegd)


def test_waar_de_regels_niets_voorstellen_is_niets_te_bevestigen() -> None:
    with pytest.raises(VoorstelOntbreekt):
        na(BEVESTIG_ROUTE, GEEN_ROUTE_GEVONDEN, GESPREK_VASTGELEGD)


def test_na_een_bevestiging_blijven_de_routes_staan_als_de_aanmelding_verandert() -> None:
    (vast,) = na(BEVESTIG_ROUTE, ROUTE_TOEGEWEZEN, GESPREK_VASTGELEGD)
    (feit,) = na(HERZIE_ROUTE, ROUTE_TOEGEWEZEN, GESPREK_VASTGELEGD, vast)
    assert isinstance(feit, RouteToegewezen)
    assert (feit.routes, feit.gekozen_door) == (ROUTE_TOEGEWEZEN.routes, "medewerker")


def test_na_een_keuze_met_de_hand_blijven_de_regels_van_de_routes_af() -> None:
    (keuze,) = na(KIES_ROUTE, ROUTE_TOEGEWEZEN, GESPREK_VASTGELEGD)
    assert isinstance(keuze, RouteToegewezen)
    (feit,) = na(HERZIE_ROUTE, ROUTE_TOEGEWEZEN, keuze)
    assert isinstance(feit, RouteToegewezen)
    assert (feit.routes, feit.leidende_route, feit.team) == (
        keuze.routes,
        keuze.leidende_route,
        keuze.team,
    )
    assert (feit.hulpvraag, feit.is_spoed) == (HERZIE_ROUTE.hulpvraag, True)


@pytest.mark.parametrize(
    ("wijziging", "weigering"),
    [
        ({"routes": ()}, RouteOntbreekt),
        (
            {
                "routes": (
                    GekozenRoute(nummer=1, instrumenten=()),
                    GekozenRoute(nummer=1, instrumenten=("coaching",)),
                )
            },
            RouteIsDubbel,
        ),
        ({"leidende_route": 2}, LeidendeRouteIsNietGekozen),
        (
            {"routes": (GekozenRoute(nummer=1, instrumenten=("bbz_krediet",)),)},
            InstrumentPastNietBijRoute,
        ),
    ],
)
def test_een_keuze_die_niet_klopt_wordt_geweigerd(
    wijziging: dict[str, object], weigering: type[Weigering]
) -> None:
    with pytest.raises(weigering) as gezegd:
        na(KIES_ROUTE.model_copy(update=wijziging), ROUTE_TOEGEWEZEN, GESPREK_VASTGELEGD)
    assert str(gezegd.value).endswith(".")


def test_een_gesprek_wordt_vastgelegd_met_het_vervolg() -> None:
    assert na(REGISTREER_GESPREK, ROUTE_TOEGEWEZEN) == [GESPREK_VASTGELEGD]
    assert na(REGISTREER_GESPREK, ROUTE_TOEGEWEZEN, GESPREK_VASTGELEGD) == []


def test_een_vervolg_voor_vandaag_kan_niet() -> None:
    with pytest.raises(VervolgLigtInVerleden):
        na(REGISTREER_GESPREK.model_copy(update={"vervolg_op": date(2026, 3, 2)}), ROUTE_TOEGEWEZEN)
    assert na(REGISTREER_GESPREK.model_copy(update={"vervolg_op": DINSDAG}), ROUTE_TOEGEWEZEN)


def test_een_intrekking_sluit_de_keuze_een_keer() -> None:
    assert na(SLUIT_ROUTEKEUZE, ROUTE_TOEGEWEZEN) == [ROUTEKEUZE_GESLOTEN]
    assert na(SLUIT_ROUTEKEUZE, ROUTE_TOEGEWEZEN, ROUTEKEUZE_GESLOTEN) == []
    with pytest.raises(DossierIsOnbekend):
        na(SLUIT_ROUTEKEUZE)


def test_na_sluiting_kiezen_de_regels_niet_meer_en_mag_niemand_kiezen() -> None:
    assert na(HERZIE_ROUTE, ROUTE_TOEGEWEZEN, ROUTEKEUZE_GESLOTEN) == []
    for verzoek in (BEVESTIG_ROUTE, KIES_ROUTE, REGISTREER_GESPREK):
        with pytest.raises(RoutekeuzeIsGesloten):
            na(verzoek, ROUTE_TOEGEWEZEN, ROUTEKEUZE_GESLOTEN)


def test_geen_inkomen_alleen_is_geen_spoed_maar_wel_een_reden() -> None:
    (feit,) = na(BEPAAL_ROUTE.model_copy(update={"urgentie": Urgentie(geen_inkomen=True)}))
    assert isinstance(feit, RouteToegewezen)
    assert not feit.is_spoed
    assert "bbz_levensonderhoud" in feit.routes[1].instrumenten


def test_zonder_team_wordt_een_dossier_niet_stil_verdeeld() -> None:
    with pytest.raises(GeenTeam):
        decide(Routekeuze(), BEPAAL_ROUTE, Kader(Organisatie().team_voor, zonder_stukken))


def test_van_elk_feit_en_elk_verzoek_is_er_een_voorbeeld_dat_heen_en_terug_kan() -> None:
    assert {type(feit) for feit in VOORBEELDEN} == set(FEITEN.values())
    assert {type(verzoek) for verzoek in VERZOEKEN} == set(Routeverzoek.__args__)
    for voorbeeld in (*VOORBEELDEN, *VERZOEKEN):
        assert type(voorbeeld).model_validate_json(voorbeeld.model_dump_json()) == voorbeeld
    assert isinstance(ROUTEKEUZE_GESLOTEN, RoutekeuzeGesloten)
    assert all(voorbeeld.dossier_id == DOSSIER for voorbeeld in VERZOEKEN)


def test_een_toestand_kan_bewaard_en_teruggelezen_worden() -> None:
    for feiten in (
        (ROUTE_TOEGEWEZEN, GESPREK_VASTGELEGD),
        (GEEN_ROUTE_GEVONDEN, ROUTEKEUZE_GESLOTEN),
    ):
        state = gegeven(*feiten)
        assert Routekeuze.model_validate_json(state.model_dump_json()) == state
