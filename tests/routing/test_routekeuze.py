"""The rules, one by one and in every combination of group, questions and urgency."""

from itertools import combinations, product
from typing import get_args

import pytest

from services.routing.domain.routekeuze import (
    INSTRUMENTEN,
    ROUTEREGELS,
    VOORRANGSREGELS,
    Routeregel,
    Voorrangsregel,
    Vraagstuk,
    passende_routes,
    voorrang,
)
from shared.begrippen import Groep, Hulpvraag, Instrument, Urgentie

GROEPEN: tuple[Groep, ...] = get_args(Groep)
HULPVRAGEN: tuple[Hulpvraag, ...] = get_args(Hulpvraag)
URGENTIES = (
    Urgentie(),
    Urgentie(geen_inkomen=True),
    Urgentie(beslag_gelegd=True),
    Urgentie(dreigende_ontruiming=True, geen_inkomen=True),
)


def vraagstuk(groep: Groep, *hulpvraag: Hulpvraag, **urgentie: bool) -> Vraagstuk:
    return Vraagstuk(groep=groep, hulpvraag=frozenset(hulpvraag), urgentie=Urgentie(**urgentie))


def uitkomst(vraag: Vraagstuk) -> tuple[dict[int, tuple[Instrument, ...]], int]:
    routes = passende_routes(vraag)
    return {route.nummer: route.instrumenten for route in routes}, voorrang(vraag, routes).route


ALLE = [
    Vraagstuk(groep=groep, hulpvraag=frozenset(vragen), urgentie=urgentie)
    for groep, urgentie in product(GROEPEN, URGENTIES)
    for aantal in range(1, len(HULPVRAGEN) + 1)
    for vragen in combinations(HULPVRAGEN, aantal)
]

# For each rule: a case in which it holds, and its nearest neighbour in which it does not.
PER_REGEL = {
    "bedrijf_versterken": (
        vraagstuk("gevestigd", "bedrijf_versterken"),
        vraagstuk("beeindigend", "bedrijf_versterken"),
    ),
    "stoppen_of_versterken": (
        vraagstuk("beeindigend", "bedrijf_versterken"),
        vraagstuk("beeindigend", "bedrijf_beeindigen"),
    ),
    "start_voorbereiden": (
        vraagstuk("starter", "bedrijfskapitaal"),
        vraagstuk("gevestigd", "bedrijfskapitaal"),
    ),
    "ander_bedrijf_starten": (
        vraagstuk("gevestigd", "bedrijf_starten"),
        vraagstuk("ouder", "bedrijf_starten"),
    ),
    "starten_groep_onbekend": (
        vraagstuk("gevestigd", "bedrijf_starten").na(is_groep_bekend=False),
        vraagstuk("gevestigd", "bedrijf_starten"),
    ),
    "schulden_door_te_weinig_inkomen": (
        vraagstuk("gevestigd", "schulden", geen_inkomen=True),
        vraagstuk("gevestigd", "schulden"),
    ),
    "bedrijfskapitaal": (
        vraagstuk("binnenvaart", "bedrijfskapitaal"),
        vraagstuk("beeindigend", "bedrijfskapitaal"),
    ),
    "levensonderhoud": (vraagstuk("ouder", "levensonderhoud"), vraagstuk("ouder", "schulden")),
    "geen_inkomen": (
        vraagstuk("starter", "schulden", geen_inkomen=True),
        vraagstuk("starter", "schulden"),
    ),
    "inkomen_tijdens_stoppen": (
        vraagstuk("beeindigend", "bedrijf_beeindigen"),
        vraagstuk("gevestigd", "bedrijf_beeindigen"),
    ),
    "geld_buiten_het_bbz": (
        vraagstuk("gevestigd", "levensonderhoud").na(is_buiten_bbz=True),
        vraagstuk("gevestigd", "levensonderhoud"),
    ),
    "schulden": (vraagstuk("marginaal", "schulden"), vraagstuk("marginaal", "levensonderhoud")),
    "dreigende_situatie": (
        vraagstuk("gevestigd", "werk_in_loondienst", beslag_gelegd=True),
        vraagstuk("gevestigd", "werk_in_loondienst", geen_inkomen=True),
    ),
    "geen_kapitaal_bij_stoppen": (
        vraagstuk("beeindigend", "bedrijfskapitaal"),
        vraagstuk("beeindigend", "levensonderhoud"),
    ),
    "bedrijf_loopt_af": (
        vraagstuk("beeindigend", "werk_in_loondienst"),
        vraagstuk("ouder", "werk_in_loondienst"),
    ),
    "stoppen_overwegen": (
        vraagstuk("gevestigd", "bedrijf_beeindigen"),
        vraagstuk("beeindigend", "bedrijf_beeindigen"),
    ),
    "stoppen_op_leeftijd": (
        vraagstuk("ouder", "bedrijf_beeindigen"),
        vraagstuk("gevestigd", "bedrijf_beeindigen"),
    ),
    "werk_in_loondienst": (
        vraagstuk("starter", "werk_in_loondienst"),
        vraagstuk("starter", "schulden"),
    ),
    "bijbaan_bij_laag_inkomen": (
        vraagstuk("marginaal", "levensonderhoud"),
        vraagstuk("gevestigd", "levensonderhoud"),
    ),
}


@pytest.mark.parametrize("regel", ROUTEREGELS, ids=lambda regel: regel.naam)
def test_elke_regel_geldt_waar_hij_moet_en_geeft_zijn_reden_en_instrumenten(
    regel: Routeregel,
) -> None:
    wel, niet = PER_REGEL[regel.naam]
    route = next(route for route in passende_routes(wel) if route.nummer == regel.route)
    assert regel.naam in route.regels
    assert regel.reden in route.redenen
    assert set(regel.instrumenten) <= set(route.instrumenten)
    assert all(regel.naam not in route.regels for route in passende_routes(niet))


@pytest.mark.parametrize("regel", [*ROUTEREGELS, *VOORRANGSREGELS], ids=lambda regel: regel.naam)
def test_elke_reden_is_een_nederlandse_zin(regel: Routeregel | Voorrangsregel) -> None:
    reden = regel.reden
    assert reden[0].isupper()
    assert reden.endswith(".")
    assert len(reden.split()) <= 26
    assert ". " not in reden


def test_regels_hebben_elk_een_eigen_naam_en_reden() -> None:
    assert (
        len({regel.naam for regel in ROUTEREGELS})
        == len({regel.reden for regel in ROUTEREGELS})
        == len(ROUTEREGELS)
        == len(PER_REGEL)
    )


def test_elk_vraagstuk_krijgt_routes_met_een_leidende_of_uitdrukkelijk_geen() -> None:
    zonder = []
    for vraag in ALLE:
        routes = passende_routes(vraag)
        if not routes:
            zonder.append(vraag)
            continue
        assert voorrang(vraag, routes).route in {route.nummer for route in routes}
        assert all(route.redenen for route in routes)
        assert [route.nummer for route in routes] == sorted({route.nummer for route in routes})
    assert zonder == [vraagstuk("ouder", "bedrijf_starten")], (
        "an older entrepreneur who starts is the one case for a person"
    )


def test_zonder_hulpvraag_past_geen_regel() -> None:
    assert all(
        passende_routes(vraagstuk(groep)) == () for groep in GROEPEN if groep != "beeindigend"
    )


def test_wie_stopt_krijgt_nooit_krediet_en_altijd_begeleiding() -> None:
    for vraag in ALLE:
        if vraag.groep == "beeindigend":
            routes, _ = uitkomst(vraag)
            assert "stopbegeleiding" in routes[3]
            assert "bbz_krediet" not in routes.get(2, ())


def test_hulp_buiten_het_bbz_krijgt_routes_zonder_bbz() -> None:
    zonder = []
    for vraag in (vraag.na(is_buiten_bbz=True) for vraag in ALLE):
        routes = passende_routes(vraag)
        zonder += [] if routes else [vraag]
        gekregen = {instrument for route in routes for instrument in route.instrumenten}
        assert not {"bbz_krediet", "bbz_levensonderhoud"} & gekregen
        if routes:
            assert voorrang(vraag, routes).route in {route.nummer for route in routes}
    assert [vraag.hulpvraag for vraag in zonder] == [frozenset({"bedrijf_starten"})]


def test_van_een_onbekende_groep_telt_geen_groep() -> None:
    """Whatever stands in its place, the outcome is the same, there is one, and its lead route is among them."""
    uitkomsten: dict[tuple[frozenset[Hulpvraag], Urgentie], set[str]] = {}
    for vraag in (vraag.na(is_groep_bekend=False) for vraag in ALLE):
        routes = passende_routes(vraag)
        leidend = voorrang(vraag, routes)
        assert leidend.route in {route.nummer for route in routes}
        uitkomsten.setdefault((vraag.hulpvraag, vraag.urgentie), set()).add(f"{routes} {leidend}")
    assert {len(gevonden) for gevonden in uitkomsten.values()} == {1}


def test_kapitaal_vragen_geeft_krediet_aan_alle_andere_groepen() -> None:
    for vraag in ALLE:
        if vraag.vraagt("bedrijfskapitaal") and vraag.groep != "beeindigend":
            assert "bbz_krediet" in uitkomst(vraag)[0][2]


@pytest.mark.parametrize(
    ("vraag", "routes", "leidend"),
    [
        (vraagstuk("gevestigd", "bedrijfskapitaal"), {2: ("bbz_krediet",)}, 2),
        (
            vraagstuk("starter", "bedrijfskapitaal"),
            {1: ("voorbereiding_starter",), 2: ("bbz_krediet",)},
            2,
        ),
        (
            vraagstuk("gevestigd", "schulden", "bedrijf_versterken"),
            {1: ("ondernemersadvies", "coaching"), 2: ("schuldhulpverlening",)},
            2,
        ),
        (
            vraagstuk("beeindigend", "bedrijf_beeindigen"),
            {2: ("bbz_levensonderhoud",), 3: ("stopbegeleiding", "mobiliteitsteam")},
            3,
        ),
        (
            vraagstuk("gevestigd", "bedrijf_versterken", "werk_in_loondienst"),
            {1: ("ondernemersadvies", "coaching"), 3: ("mobiliteitsteam",)},
            1,
        ),
        (
            vraagstuk("gevestigd", "werk_in_loondienst", beslag_gelegd=True),
            {2: ("schuldhulpverlening",), 3: ("mobiliteitsteam",)},
            2,
        ),
        (
            vraagstuk("marginaal", "levensonderhoud"),
            {2: ("bbz_levensonderhoud",), 3: ("mobiliteitsteam",)},
            2,
        ),
        (
            vraagstuk("ouder", "bedrijf_beeindigen", "levensonderhoud"),
            {2: ("bbz_levensonderhoud",), 3: ("stopbegeleiding",)},
            3,
        ),
    ],
)
def test_uitgewerkte_gevallen(
    vraag: Vraagstuk, routes: dict[int, tuple[Instrument, ...]], leidend: int
) -> None:
    assert uitkomst(vraag) == (routes, leidend)


def test_elk_instrument_hoort_bij_een_route() -> None:
    gebruikt = {instrument for instrumenten in INSTRUMENTEN.values() for instrument in instrumenten}
    assert gebruikt == set(get_args(Instrument))
