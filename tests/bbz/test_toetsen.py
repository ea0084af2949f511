"""What the conditions of a credit say, word for word: product, maximum, looptijd and rente, also while something is still open."""

from datetime import date
from typing import Any

import pytest

from services.bbz.domain.begrippen import Product
from services.bbz.domain.beslistermijn import beslistermijn_tot
from services.bbz.domain.looptijd import eerste_vervaldag, looptijd, rentestart
from services.bbz.domain.maximum import maximum
from services.bbz.domain.producten import (
    METHODEN,
    PRODUCTEN,
    TOZO,
    gewone_product,
    product,
    productregel,
)
from services.bbz.domain.rente import jaarrente, rente
from services.bbz.domain.toets import Toets, Voorstel
from services.bbz.examples import PARAMETERS
from shared.begrippen import Groep
from tests.recht.sets import met_waarde

RENTEDRAGEND: Product = "bedrijfskapitaal_rentedragend"


def voorstel(**anders: Any) -> Voorstel:
    basis: dict[str, Any] = {
        "gemeente": "GM9901",
        "groep": "gevestigd",
        "aanvraagdatum": date(2025, 9, 1),
        "product": RENTEDRAGEND,
        "bedrag_cent": 2_400_000,
        "termijnen": 60,
        "uitbetaald_op": date(2025, 10, 1),
        "ondertekenaar": "consulent-2",
        "besluitdatum": date(2025, 9, 29),
    }
    return Voorstel(**(basis | anders))


def test_het_maximum_in_woorden() -> None:
    precies = maximum(voorstel(bedrag_cent=25_342_000), PARAMETERS)
    assert precies == Toets(
        regel="maximum",
        grondslag="Bbz art. 20",
        uitkomst="voldaan",
        uitleg="Het krediet is hooguit € 253.420,00 voor een aanvraag van 1 september 2025.",
        parameter="max_bedrijfskapitaal_gevestigde = 253420.00 EUR [Bbz art. 20]",
        gevraagd_cent=25_342_000,
        toegestaan_cent=25_342_000,
    )
    erboven = maximum(voorstel(bedrag_cent=25_342_001), PARAMETERS)
    assert erboven.uitkomst == "niet_voldaan"
    assert (
        erboven.uitleg
        == "€ 253.420,01 is meer dan het maximum: hooguit € 253.420,00 voor een aanvraag van 1 september 2025."
    )


def test_het_maximum_dat_nog_open_is() -> None:
    assert maximum(voorstel(product=None), PARAMETERS) == Toets(
        regel="maximum",
        grondslag="Bbz art. 20, 24, 26",
        uitkomst="nog_open",
        uitleg="Het maximum hangt af van het product.",
    )
    zonder = maximum(voorstel(bedrag_cent=None), PARAMETERS)
    assert (zonder.uitkomst, zonder.gevraagd_cent, zonder.toegestaan_cent) == (
        "nog_open",
        None,
        25_342_000,
    )


def test_de_looptijd_in_woorden() -> None:
    assert looptijd(voorstel(), PARAMETERS) == Toets(
        regel="looptijd",
        grondslag="Bbz art. 15 b",
        uitkomst="voldaan",
        uitleg="De looptijd is hooguit 120 maanden.",
        parameter="looptijd_max_bbz_lening = 120 maanden [Bbz art. 15 b]",
        gevraagd_maanden=60,
        toegestaan_maanden=120,
    )
    te_lang = looptijd(voorstel(termijnen=121), PARAMETERS)
    assert te_lang.uitkomst == "niet_voldaan"
    assert (
        te_lang.uitleg == "121 maandtermijnen vanaf 30 november 2025 lopen langer dan 120 maanden."
    )
    tozo = looptijd(
        voorstel(
            regeling="tozo",
            besluitdatum=date(2020, 6, 1),
            uitbetaald_op=date(2020, 6, 8),
            termijnen=36,
        ),
        PARAMETERS,
    )
    assert (tozo.grondslag, tozo.toegestaan_maanden, tozo.uitkomst) == (
        "Tozo art. 14 b",
        36,
        "voldaan",
    )


@pytest.mark.parametrize(
    ("termijnen", "eerste", "uitkomst"),
    [
        (120, None, "voldaan"),
        (121, None, "niet_voldaan"),
        (120, date(2025, 12, 1), "voldaan"),
        (120, date(2025, 12, 2), "niet_voldaan"),
        (119, date(2026, 1, 1), "voldaan"),
        (119, date(2026, 1, 2), "niet_voldaan"),
        (1, date(2035, 11, 1), "voldaan"),
        (1, date(2035, 11, 2), "niet_voldaan"),
        (121, date(2025, 10, 2), "niet_voldaan"),
    ],
)
def test_de_laatste_termijn_vervalt_binnen_de_looptijd_vanaf_de_rente(
    termijnen: int, eerste: date | None, uitkomst: str
) -> None:
    """Paid out on 1 October 2025, so interest from 1 November: the last day that will do is 1 November 2035."""
    assert (
        looptijd(voorstel(termijnen=termijnen, eerste_vervaldag=eerste), PARAMETERS).uitkomst
        == uitkomst
    )


@pytest.mark.parametrize(
    "anders",
    [{"termijnen": None}, {"uitbetaald_op": None}, {"termijnen": None, "uitbetaald_op": None}],
)
def test_zonder_termijnen_of_uitbetaling_is_de_looptijd_nog_open(anders: dict[str, Any]) -> None:
    toets = looptijd(voorstel(**anders), PARAMETERS)
    assert (toets.uitkomst, toets.uitleg) == ("nog_open", "De looptijd is hooguit 120 maanden.")


def test_de_looptijd_zonder_product_is_nog_open() -> None:
    assert looptijd(voorstel(product=None), PARAMETERS) == Toets(
        regel="looptijd",
        grondslag="Bbz art. 15 b",
        uitkomst="nog_open",
        uitleg="De looptijd hangt af van het product.",
    )


def test_de_rente_start_op_de_eerste_van_de_volgende_maand() -> None:
    assert (rentestart(date(2025, 12, 31)), eerste_vervaldag(date(2025, 12, 31))) == (
        date(2026, 1, 1),
        date(2026, 1, 31),
    )


def test_de_rente_in_woorden() -> None:
    assert rente(voorstel(), PARAMETERS) == Toets(
        regel="rente",
        grondslag="Bbz art. 15 a",
        uitkomst="voldaan",
        uitleg="De rente is 8 % per jaar, vast voor de hele looptijd.",
        parameter="rente_bbz_lening = 8 procent per jaar [Bbz-2015 art. 15; 2021Z13686; samendiemen.nl]",
    )
    afgeleid = rente(voorstel(besluitdatum=date(2026, 3, 1)), PARAMETERS).uitleg
    assert afgeleid.endswith(
        "looptijd. Dit percentage is afgeleid: geen bron noemt het voor deze datum."
    )
    assert rente(
        voorstel(groep="ouder", product="bedrijfskapitaal_renteloos"), PARAMETERS
    ) == Toets(
        regel="rente",
        grondslag="Bbz art. 26",
        uitkomst="voldaan",
        uitleg="Deze lening is renteloos.",
    )
    assert rente(voorstel(product=None), PARAMETERS) == Toets(
        regel="rente",
        grondslag="Bbz art. 15 a",
        uitkomst="nog_open",
        uitleg="De rente hangt af van het product.",
    )


@pytest.mark.parametrize(
    ("anders", "percentage"),
    [
        ({}, 8),
        ({"groep": "starter"}, 8),
        ({"groep": "starter", "product": "voorbereidingskrediet"}, 0),
        ({"groep": "ouder", "product": "bedrijfskapitaal_renteloos"}, 0),
        ({"regeling": "tozo", "besluitdatum": date(2020, 6, 1)}, 2),
        ({"product": None}, 0),
    ],
)
def test_de_jaarrente_van_elk_product(anders: dict[str, Any], percentage: int) -> None:
    assert jaarrente(voorstel(**anders), PARAMETERS) == percentage


def test_de_rente_van_een_voorbereidingskrediet_komt_uit_de_parameters() -> None:
    assert rente(
        voorstel(groep="starter", product="voorbereidingskrediet"), PARAMETERS
    ).parameter == ("rente_voorbereidingskrediet = 0 procent per jaar [Bbz art. 29]")


def test_elke_productregel_noemt_bestaande_parameters() -> None:
    regels = {TOZO, *(regel for per_groep in PRODUCTEN.values() for regel in per_groep.values())}
    namen = {
        naam
        for regel in regels
        for naam in (regel.maximum, regel.rente, regel.looptijd)
        if naam is not None
    }
    assert namen <= set(PARAMETERS.op_naam)
    assert {regel.looptijd_grondslag for regel in regels} == {"Bbz art. 15 b", "Tozo art. 14 b"}


@pytest.mark.parametrize(
    ("groep", "gewoon"),
    [
        ("gevestigd", RENTEDRAGEND),
        ("binnenvaart", RENTEDRAGEND),
        ("starter", RENTEDRAGEND),
        ("ouder", "bedrijfskapitaal_renteloos"),
        ("beeindigend", None),
        ("marginaal", None),
    ],
)
def test_het_gewone_product_van_een_groep(groep: Groep, gewoon: Product | None) -> None:
    assert gewone_product(groep) == gewoon


def test_de_methoden_van_elk_product() -> None:
    assert METHODEN == {
        "bedrijfskapitaal_rentedragend": ("lineair", "annuitair"),
        "bedrijfskapitaal_renteloos": ("renteloos",),
        "voorbereidingskrediet": ("renteloos",),
    }


@pytest.mark.parametrize(
    ("anders", "grondslag", "uitkomst", "uitleg"),
    [
        (
            {},
            "Bbz art. 20",
            "voldaan",
            "De groep gevestigd kan een bedrijfskapitaal rentedragend krijgen.",
        ),
        ({"product": None}, "Bbz art. 2", "nog_open", "Er is nog geen product gekozen."),
        (
            {"product": "voorbereidingskrediet"},
            "Bbz art. 2",
            "niet_voldaan",
            "De groep gevestigd krijgt geen voorbereidingskrediet.",
        ),
        (
            {"groep": "beeindigend"},
            "Bbz art. 2 lid 2",
            "niet_voldaan",
            "Wie met het bedrijf stopt, krijgt geen bedrijfskapitaal.",
        ),
        (
            {"groep": "marginaal"},
            "Bbz art. 22",
            "niet_voldaan",
            "Wie onder artikel 22 valt, krijgt bedrijfskapitaal om niet en geen lening.",
        ),
        ({"regeling": "tozo", "groep": "beeindigend"}, "Tozo art. 15", "voldaan", None),
        (
            {"regeling": "tozo", "product": "voorbereidingskrediet"},
            "Bbz art. 2",
            "niet_voldaan",
            None,
        ),
    ],
)
def test_welk_product_een_groep_kan_krijgen(
    anders: dict[str, Any], grondslag: str, uitkomst: str, uitleg: str | None
) -> None:
    toets = product(voorstel(**anders))
    assert (toets.regel, toets.grondslag, toets.uitkomst) == ("product", grondslag, uitkomst)
    assert uitleg is None or toets.uitleg == uitleg


def test_zonder_product_is_er_geen_regel() -> None:
    assert productregel("bbz", "gevestigd", None) is None
    assert productregel("tozo", "gevestigd", None) is None


def test_een_termijn_van_precies_de_grens_verschuift_nog_wel() -> None:
    """Twelve weeks move to a working day, thirteen do not (Atw 4 a)."""
    twaalf = met_waarde("beslistermijn_bbz", "12")
    assert beslistermijn_tot(date(2025, 10, 2), twaalf) == date(2025, 12, 29)
    assert beslistermijn_tot(date(2025, 9, 25), PARAMETERS) == date(2025, 12, 25)
