"""VerstrekKrediet: what is granted, what is refused with rule, article and figures, and what stays quiet."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.bbz.domain.begrippen import Product
from services.bbz.domain.events import (
    Aanvraagfeit,
    AanvraagGeopend,
    KredietVerstrekt,
    VerstrekkingGeweigerd,
)
from services.bbz.domain.verstrekking import lening_id
from services.bbz.domain.weigeringen import (
    AanvraagBestaatNiet,
    AanvraagIsAfgedaan,
    EersteVervaldagLigtTeVroeg,
    KredietIsAlVerstrekt,
    LevensonderhoudIsGeenKrediet,
    MethodePastNietBijProduct,
    UitbetalingLigtTeVer,
    UitbetalingLigtVoorBesluit,
    Weigering,
)
from services.bbz.examples import (
    AANVRAAG,
    AFWIJZING,
    BEOORDELING,
    GEOPEND,
    KREDIET,
    PARAMETERS,
    VERSTREKKEN,
)
from shared.begrippen import Groep
from tests.bbz.gegeven import BEOORDEELD, OPEN, als, stil_daarna


def geopend(groep: Groep = "gevestigd", **anders: Any) -> AanvraagGeopend:
    return GEOPEND.model_copy(update={"groep": groep, **anders})


def enige(feiten: list[Aanvraagfeit]) -> Any:
    assert len(feiten) == 1
    return feiten[0]


def verzoek(**anders: Any) -> Any:
    return VERSTREKKEN.model_copy(update=anders)


def test_een_krediet_wordt_verstrekt_met_alles_wat_het_grootboek_nodig_heeft() -> None:
    krediet = enige(als(BEOORDEELD, VERSTREKKEN))
    assert krediet == KREDIET.model_copy(update={"onderbouwing": krediet.onderbouwing})
    assert krediet.lening_id == lening_id(AANVRAAG)
    assert krediet.jaarrente_procent == Decimal(8)
    assert [toets.regel for toets in krediet.onderbouwing] == [
        "vier_ogen",
        "mandaat",
        "product",
        "advies",
        "levensvatbaar",
        "maximum",
        "looptijd",
        "rente",
    ]
    assert all(toets.is_voldaan for toets in krediet.onderbouwing)


def test_hetzelfde_verzoek_nog_eens_blijft_stil_ook_een_dag_later() -> None:
    assert stil_daarna(BEOORDEELD, VERSTREKKEN)
    assert als((*BEOORDEELD, KREDIET), verzoek(op=date(2025, 9, 30))) == []


@pytest.mark.parametrize(
    "anders",
    [
        {"bedrag_cent": 1},
        {"termijnen": 59},
        {"methode": "annuitair"},
        {"ondertekenaar": "teamleider-1"},
        {"uitbetaald_op": date(2025, 10, 2)},
    ],
)
def test_een_tweede_krediet_op_dezelfde_aanvraag_kan_niet(anders: dict[str, Any]) -> None:
    with pytest.raises(KredietIsAlVerstrekt):
        als((*BEOORDEELD, KREDIET), verzoek(**anders))


@pytest.mark.parametrize(
    ("feiten", "anders", "regel", "grondslag", "cent", "maanden"),
    [
        (
            BEOORDEELD,
            {"bedrag_cent": 253_420_01, "ondertekenaar": "teamleider-1"},
            "maximum",
            "Bbz art. 20",
            (253_420_01, 253_420_00),
            None,
        ),
        (
            BEOORDEELD,
            {"bedrag_cent": 25_000_01},
            "mandaat",
            "Awb art. 10:3",
            (25_000_01, 25_000_00),
            None,
        ),
        (
            BEOORDEELD,
            {"ondertekenaar": "debiteuren-1"},
            "mandaat",
            "Awb art. 10:3",
            (24_000_00, 0),
            None,
        ),
        (
            BEOORDEELD,
            {"ondertekenaar": "consulent-1"},
            "vier_ogen",
            "vierogenprincipe (mandaatregeling)",
            None,
            None,
        ),
        (OPEN, {}, "vier_ogen", "vierogenprincipe (mandaatregeling)", None, None),
        (BEOORDEELD, {"termijnen": 121}, "looptijd", "Bbz art. 15 b", None, (121, 120)),
        (BEOORDEELD, {"termijnen": 10**9}, "looptijd", "Bbz art. 15 b", None, (10**9, 120)),
        (
            BEOORDEELD,
            {"eerste_vervaldag": date(2031, 1, 1)},
            "looptijd",
            "Bbz art. 15 b",
            None,
            (60, 120),
        ),
        (
            BEOORDEELD,
            {"eerste_vervaldag": date(9999, 12, 31)},
            "looptijd",
            "Bbz art. 15 b",
            None,
            (60, 120),
        ),
        (
            BEOORDEELD,
            {"product": "bedrijfskapitaal_renteloos", "methode": "renteloos"},
            "product",
            "Bbz art. 2",
            None,
            None,
        ),
        ((geopend("beeindigend"), BEOORDELING), {}, "product", "Bbz art. 2 lid 2", None, None),
        ((geopend("marginaal"), BEOORDELING), {}, "product", "Bbz art. 22", None, None),
        (
            (GEOPEND, BEOORDELING.model_copy(update={"advies": "afwijzen"})),
            {},
            "advies",
            "Bbz art. 2 lid 1",
            None,
            None,
        ),
        (
            (GEOPEND, BEOORDELING.model_copy(update={"is_levensvatbaar": False})),
            {},
            "levensvatbaar",
            "Bbz art. 1 c, 2 lid 1",
            None,
            None,
        ),
    ],
)
def test_een_regel_die_het_verbiedt_weigert_met_artikel_en_cijfers(
    feiten: tuple[Aanvraagfeit, ...],
    anders: dict[str, Any],
    regel: str,
    grondslag: str,
    cent: tuple[int, int] | None,
    maanden: tuple[int, int] | None,
) -> None:
    weigering = enige(als(feiten, verzoek(**anders)))
    assert isinstance(weigering, VerstrekkingGeweigerd)
    assert (weigering.regel, weigering.grondslag) == (regel, grondslag)
    if cent:
        assert (weigering.gevraagd_cent, weigering.toegestaan_cent) == cent
    if maanden:
        assert (weigering.gevraagd_maanden, weigering.toegestaan_maanden) == maanden
    assert weigering.parameterset == PARAMETERS.versie
    assert weigering.uitleg
    assert stil_daarna(feiten, verzoek(**anders))


@pytest.mark.parametrize(
    ("aangevraagd", "besluit", "regel", "parameter"),
    [
        (date(2027, 1, 2), date(2027, 2, 1), "maximum", "max_bedrijfskapitaal_gevestigde"),
        (date(2016, 3, 1), date(2025, 2, 1), "maximum", "max_bedrijfskapitaal_gevestigde"),
    ],
)
def test_een_onbekende_parameter_weigert_en_wordt_genoemd(
    aangevraagd: date, besluit: date, regel: str, parameter: str
) -> None:
    weigering = enige(
        als(
            (geopend(aanvraagdatum=aangevraagd), BEOORDELING),
            verzoek(op=besluit, uitbetaald_op=besluit),
        )
    )
    assert (weigering.regel, weigering.parameter, weigering.toegestaan_cent) == (
        regel,
        parameter,
        None,
    )
    assert f"{parameter} is onbekend op {aangevraagd.isoformat()}" in weigering.uitleg


def test_het_maximum_is_dat_van_de_aanvraagdatum_ook_als_het_besluit_in_een_later_jaar_valt() -> (
    None
):
    later = verzoek(
        op=date(2026, 1, 12),
        uitbetaald_op=date(2026, 1, 15),
        bedrag_cent=253_420_01,
        ondertekenaar="teamleider-1",
    )
    assert enige(als(BEOORDEELD, later)).toegestaan_cent == 253_420_00


def test_een_afgeleide_rente_wordt_gebruikt_en_zo_genoemd() -> None:
    krediet = enige(als(BEOORDEELD, verzoek(op=date(2026, 1, 12), uitbetaald_op=date(2026, 1, 15))))
    rente = krediet.onderbouwing[-1]
    assert krediet.jaarrente_procent == Decimal(8)
    assert "afgeleid" in rente.uitleg
    assert "afgeleid" in rente.parameter
    assert "afgeleid" not in enige(als(BEOORDEELD, VERSTREKKEN)).onderbouwing[-1].uitleg


def test_een_oudere_krijgt_een_renteloze_lening_ook_als_het_bedrijf_niet_levensvatbaar_is() -> None:
    feiten = (geopend("ouder"), BEOORDELING.model_copy(update={"is_levensvatbaar": False}))
    krediet = enige(
        als(
            feiten,
            verzoek(
                product="bedrijfskapitaal_renteloos", methode="renteloos", bedrag_cent=12_671_00
            ),
        )
    )
    assert isinstance(krediet, KredietVerstrekt)
    assert krediet.jaarrente_procent == 0


@pytest.mark.parametrize(
    ("uitbetaald", "eerste"),
    [
        (date(2025, 10, 1), date(2025, 11, 30)),
        (date(2025, 10, 31), date(2025, 11, 30)),
        (date(2025, 12, 31), date(2026, 1, 31)),
        (date(2026, 1, 5), date(2026, 2, 28)),
    ],
)
def test_de_eerste_termijn_vervalt_op_de_laatste_dag_van_de_maand_na_uitbetaling(
    uitbetaald: date, eerste: date
) -> None:
    assert enige(als(BEOORDEELD, verzoek(uitbetaald_op=uitbetaald))).eerste_vervaldag == eerste


def test_het_besluit_kan_een_andere_eerste_vervaldag_noemen() -> None:
    assert enige(
        als(BEOORDEELD, verzoek(eerste_vervaldag=date(2025, 11, 20)))
    ).eerste_vervaldag == date(2025, 11, 20)


@pytest.mark.parametrize(
    ("feiten", "anders", "reden"),
    [
        ((), {}, AanvraagBestaatNiet),
        ((*BEOORDEELD, AFWIJZING), {}, AanvraagIsAfgedaan),
        ((geopend(soort="levensonderhoud"), BEOORDELING), {}, LevensonderhoudIsGeenKrediet),
        (BEOORDEELD, {"methode": "renteloos"}, MethodePastNietBijProduct),
        (BEOORDEELD, {"product": "voorbereidingskrediet"}, MethodePastNietBijProduct),
        (BEOORDEELD, {"uitbetaald_op": date(2025, 9, 28)}, UitbetalingLigtVoorBesluit),
        (BEOORDEELD, {"uitbetaald_op": date(9999, 12, 31)}, UitbetalingLigtTeVer),
        (BEOORDEELD, {"eerste_vervaldag": date(2025, 10, 31)}, EersteVervaldagLigtTeVroeg),
    ],
)
def test_wat_geen_besluit_kan_zeggen_wordt_niet_vastgelegd(
    feiten: tuple[Aanvraagfeit, ...], anders: dict[str, Any], reden: type[Weigering]
) -> None:
    with pytest.raises(reden):
        als(feiten, verzoek(**anders))


@given(
    cent=st.integers(1, 400_000_00),
    termijnen=st.integers(1, 240),
    wie=st.sampled_from(["consulent-1", "consulent-2", "teamleider-1"]),
    beoordelaar=st.sampled_from(["consulent-1", "consulent-2", "teamleider-1"]),
    levensvatbaar=st.booleans(),
)
def test_er_wordt_alleen_verstrekt_wat_alle_regels_toestaan(
    cent: int, termijnen: int, wie: str, beoordelaar: str, levensvatbaar: bool
) -> None:
    feiten = (
        GEOPEND,
        BEOORDELING.model_copy(
            update={"beoordelaar": beoordelaar, "is_levensvatbaar": levensvatbaar}
        ),
    )
    feit = enige(als(feiten, verzoek(bedrag_cent=cent, termijnen=termijnen, ondertekenaar=wie)))
    grens = {"consulent-1": 0, "consulent-2": 25_000_00, "teamleider-1": 253_420_00}[wie]
    mag = levensvatbaar and wie != beoordelaar and cent <= grens and termijnen <= 120
    assert isinstance(feit, KredietVerstrekt) == mag
    if isinstance(feit, KredietVerstrekt):
        assert (feit.hoofdsom_cent, feit.termijnen, feit.ondertekenaar) == (cent, termijnen, wie)


PRODUCTEN: list[Product] = [
    "bedrijfskapitaal_rentedragend",
    "bedrijfskapitaal_renteloos",
    "voorbereidingskrediet",
]


@given(groep=st.sampled_from(["beeindigend", "marginaal"]), product=st.sampled_from(PRODUCTEN))
def test_een_groep_zonder_lening_krijgt_er_nooit_een(groep: Groep, product: Product) -> None:
    methode = "lineair" if product == "bedrijfskapitaal_rentedragend" else "renteloos"
    feit = enige(
        als((geopend(groep), BEOORDELING), verzoek(product=product, methode=methode, bedrag_cent=1))
    )
    assert isinstance(feit, VerstrekkingGeweigerd)
