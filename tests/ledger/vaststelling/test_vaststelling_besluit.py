"""The vaststelling on paper: right events, says no, stays quiet; and every outcome of art. 12 and 13 leads to what must be paid back."""

from datetime import date
from decimal import Decimal
from functools import reduce
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.ledger.domain.vaststelling.commands import (
    BekrachtigVaststelling,
    LegJaargegevensVast,
    OpenVaststelling,
    StelVaststellingVoor,
    Vaststellingsverzoek,
    VerwerpVaststelling,
)
from services.ledger.domain.vaststelling.decide import decide_vaststelling, omvang
from services.ledger.domain.vaststelling.events import (
    FEITEN,
    Jaargegevens,
    LevensonderhoudVastgesteld,
    Vaststellingsfeit,
)
from services.ledger.domain.vaststelling.state import Vaststellingsdossier, evolve
from services.ledger.domain.vaststelling.weigeringen import (
    BoekjaarLooptNog,
    HerzieningVraagtMinder,
    JaargegevensOntbreken,
    JaargegevensZonderBron,
    TerugvorderingVraagtBesluit,
    VaststellingIsGedaan,
    VaststellingIsOnbekend,
    VaststellingIsVeranderd,
)
from services.ledger.domain.vier_ogen.weigeringen import (
    MandaatOntbreekt,
    VoorstelIsOnbekend,
    VoorstelIsVanUzelf,
    Weigering,
)
from services.ledger.domain.vordering.opening import te_openen_vorderingen
from services.ledger.projections.vaststellingen import regel
from shared.recht.jaarnorm import Huishouden
from shared.recht.vaststellingsvraag import Bijstandsmaand
from tests.steun.ledger.stad import KADER
from tests.steun.organisatie import MANDATEN_SCHULD

ID, OP = UUID(int=5), date(2025, 3, 3)
OPENEN = OpenVaststelling(
    vaststelling_id=ID,
    op=date(2024, 7, 1),
    dossier_id=UUID(int=1),
    gemeente="GM9901",
    aanvraag_id=UUID(int=2),
    groep="gevestigd",
    huishouden=Huishouden.ALLEENSTAANDE,
    boekjaar_begin=date(2024, 1, 1),
    aanvraagdatum=date(2024, 6, 3),
    maanden=tuple(Bijstandsmaand(date(2024, 7 + nummer, 1), 100_000) for nummer in range(6)),
)


def gegevens(netto: int | None = 1_120_000, boven: int = 0, **anders: Any) -> Jaargegevens:
    velden: dict[str, Any] = {
        "inkomensbron": "jaarstukken",
        "netto_inkomen_cent": netto,
        "huishouden": Huishouden.ALLEENSTAANDE,
        "vermogen_boven_grens_cent": boven,
        "vermogensbron": "vermogensonderzoek",
    }
    return Jaargegevens(**(velden | anders))


def vastleggen(wat: Jaargegevens | None = None, op: date = OP) -> LegJaargegevensVast:
    return LegJaargegevensVast(
        vaststelling_id=ID, op=op, gegevens=wat or gegevens(), actor="consulent-1"
    )


def voorstellen(
    *, terugvorderen: bool | None = None, op: date = OP, nummer: int = 1
) -> StelVaststellingVoor:
    return StelVaststellingVoor(
        vaststelling_id=ID,
        op=op,
        voorstel_id=UUID(int=nummer),
        terugvorderen=terugvorderen,
        motivering="beleid_gemeente",
        actor="consulent-1",
    )


def tekenen(actor: str = "consulent-2", op: date = OP) -> BekrachtigVaststelling:
    return BekrachtigVaststelling(vaststelling_id=ID, op=op, actor=actor)


TWEEDE = OPENEN.model_copy(
    update={"aanvraag_id": UUID(int=3), "maanden": (Bijstandsmaand(date(2024, 3, 1), 90_000),)}
)
VERWERPEN = VerwerpVaststelling(vaststelling_id=ID, op=OP, actor="consulent-1")


def vouw(feiten: list[Vaststellingsfeit]) -> Vaststellingsdossier:
    return reduce(evolve, feiten, Vaststellingsdossier())


def doe(feiten: list[Vaststellingsfeit], verzoek: Vaststellingsverzoek) -> list[Vaststellingsfeit]:
    return decide_vaststelling(vouw(list(feiten)), verzoek, KADER.parameters, MANDATEN_SCHULD)


def verloop(*verzoeken: Vaststellingsverzoek) -> list[Vaststellingsfeit]:
    feiten: list[Vaststellingsfeit] = []
    for verzoek in verzoeken:
        feiten += doe(feiten, verzoek)
    return feiten


@pytest.mark.parametrize(
    ("netto", "boven", "terugvorderen", "om_niet", "extra", "terug", "lening"),
    [
        (1_120_000, 0, True, 435_368, 0, 164_632, 0),
        (1_120_000, 0, False, 600_000, 0, 0, 0),
        (500_000, 0, None, 777_684, 177_684, 0, 0),
        (955_368, 0, None, 600_000, 0, 0, 0),
        (2_000_000, 0, True, 0, 0, 600_000, 0),
        (955_368, 250_000, None, 350_000, 0, 0, 250_000),
        (1_120_000, 10_000_000, True, 0, 0, 164_632, 435_368),
    ],
)
def test_w_07_tot_w_11_elke_uitkomst_opent_precies_wat_terugbetaald_moet_worden(
    netto: int,
    boven: int,
    terugvorderen: bool | None,
    om_niet: int,
    extra: int,
    terug: int,
    lening: int,
) -> None:
    feiten = verloop(
        OPENEN,
        vastleggen(gegevens(netto, boven)),
        voorstellen(terugvorderen=terugvorderen),
        tekenen(),
    )
    besluit = feiten[-1]
    assert isinstance(besluit, LevensonderhoudVastgesteld)
    uit = besluit.uitkomst
    assert (uit.om_niet_cent, uit.extra_cent, uit.terug_cent, uit.renteloze_lening_cent) == (
        om_niet,
        extra,
        terug,
        lening,
    )
    geopend = {een.soort: een for een in te_openen_vorderingen(besluit, KADER.parameters)}
    assert {soort: een.hoofdsom_cent for soort, een in geopend.items()} == {
        soort: cent
        for soort, cent in (("terugvordering", terug), ("renteloze_lening", lening))
        if cent
    }
    if lening:
        termijnen = geopend["renteloze_lening"].termijnen
        assert sum(een.cent for een in termijnen) == lening
        assert [een.vervaldag.year for een in termijnen] == list(range(2025, 2035))
    assert (besluit.mandaat, besluit.voorgesteld_door, besluit.besloten_door) == (
        "D-2025-01",
        "consulent-1",
        "consulent-2",
    )
    assert [regel(vouw(list(feiten[: nummer + 1]))).stand for nummer in range(len(feiten))] == [
        "wacht_op_gegevens",
        "te_beoordelen",
        "te_tekenen",
        "vastgesteld",
    ]


def test_een_laat_besluit_verschuift_de_termijnen_van_de_lening_met_hele_jaren() -> None:
    laat = date(2027, 11, 25)
    stap = (
        OPENEN,
        vastleggen(gegevens(955_368, 100_000), laat),
        voorstellen(op=laat),
        tekenen(op=laat),
    )
    besluit = verloop(*stap)[-1]
    assert isinstance(besluit, LevensonderhoudVastgesteld)
    (lening,) = te_openen_vorderingen(besluit, KADER.parameters)
    assert (lening.termijnen[0].vervaldag, len(lening.termijnen)) == (date(2028, 12, 31), 10)


def test_wat_al_zo_is_blijft_stil() -> None:
    feiten = verloop(OPENEN, vastleggen(), voorstellen(terugvorderen=True), tekenen())
    assert doe(feiten[:1], OPENEN) == []
    assert doe(feiten[:2], vastleggen()) == []
    assert doe(feiten[:3], voorstellen(terugvorderen=True)) == []
    assert doe(feiten, tekenen()) == []


def test_nieuwe_gegevens_zetten_het_voorstel_opzij_en_een_verworpen_voorstel_kan_opnieuw() -> None:
    voorgesteld = verloop(OPENEN, vastleggen(), voorstellen(terugvorderen=True))
    anders = [*voorgesteld, *doe(voorgesteld, vastleggen(gegevens(500_000)))]
    assert vouw(list(anders)).voorstel is None
    verworpen = [*voorgesteld, *doe(voorgesteld, VERWERPEN)]
    assert vouw(list(verworpen)).stand == "te_beoordelen"
    assert {
        type(feit).__name__
        for feit in [
            *verworpen,
            *verloop(OPENEN, TWEEDE, vastleggen(), voorstellen(terugvorderen=True), tekenen()),
        ]
    } == set(FEITEN)


@pytest.mark.parametrize(
    ("verzoeken", "reden"),
    [
        ((tekenen(),), VaststellingIsOnbekend),
        ((OPENEN, vastleggen(op=date(2024, 12, 31))), BoekjaarLooptNog),
        (
            (OPENEN, vastleggen(gegevens(huishouden=None, jaarnorm_cent=1_500_000))),
            JaargegevensZonderBron,
        ),
        ((OPENEN, vastleggen(gegevens(vermogensbron=None))), JaargegevensZonderBron),
        ((OPENEN, voorstellen()), JaargegevensOntbreken),
        ((OPENEN, vastleggen(), voorstellen()), TerugvorderingVraagtBesluit),
        ((OPENEN, vastleggen(), tekenen()), VoorstelIsOnbekend),
        ((OPENEN, vastleggen(), VERWERPEN), VoorstelIsOnbekend),
        (
            (OPENEN, vastleggen(), voorstellen(terugvorderen=True), tekenen("consulent-1")),
            VoorstelIsVanUzelf,
        ),
        (
            (OPENEN, vastleggen(), voorstellen(terugvorderen=True), tekenen("auditor-1")),
            MandaatOntbreekt,
        ),
        (
            (
                OPENEN,
                vastleggen(),
                voorstellen(terugvorderen=True),
                tekenen(),
                vastleggen(gegevens(1)),
            ),
            VaststellingIsGedaan,
        ),
        (
            (
                OPENEN,
                vastleggen(),
                voorstellen(terugvorderen=True),
                tekenen(),
                tekenen("teamleider-1"),
            ),
            VaststellingIsGedaan,
        ),
    ],
)
def test_wat_niet_mag_wordt_geweigerd(
    verzoeken: tuple[Vaststellingsverzoek, ...], reden: type[Weigering]
) -> None:
    feiten = verloop(*verzoeken[:-1])
    with pytest.raises(reden):
        doe(feiten, verzoeken[-1])


def test_het_mandaat_dekt_alles_waarover_besloten_wordt() -> None:
    maanden = tuple(Bijstandsmaand(date(2024, maand, 1), 250_000) for maand in range(1, 13))
    veel = OPENEN.model_copy(update={"maanden": maanden})
    stap = (veel, vastleggen(gegevens(0)), voorstellen(terugvorderen=True))
    dossier = vouw(list(verloop(*stap)))
    assert dossier.voorstel is not None
    assert omvang(dossier.voorstel.uitkomst) == 3_000_000
    with pytest.raises(MandaatOntbreekt):
        verloop(*stap, tekenen())
    assert isinstance(verloop(*stap, tekenen("teamleider-1"))[-1], LevensonderhoudVastgesteld)


def test_een_uitkomst_die_sinds_het_voorstel_veranderde_wordt_niet_getekend() -> None:
    feiten = verloop(OPENEN, vastleggen(), voorstellen(terugvorderen=True))
    oud = feiten[-1].model_copy(
        update={"uitkomst": vouw(list(feiten)).bereken(gegevens(500_000), OP, KADER.parameters)}
    )
    with pytest.raises(VaststellingIsVeranderd):
        doe([*feiten[:-1], oud], tekenen())


def aanvraag(nummer: int, maanden: list[tuple[int, int]]) -> OpenVaststelling:
    bedragen = tuple(Bijstandsmaand(date(2024, maand, 1), cent) for maand, cent in maanden)
    return OPENEN.model_copy(update={"aanvraag_id": UUID(int=2 + nummer), "maanden": bedragen})


BIJSTAND = st.lists(
    st.tuples(st.integers(1, 12), st.integers(1, 125_000)),
    min_size=2,
    max_size=8,
    unique_by=lambda een: een[0],
)


@settings(max_examples=40, deadline=None)
@given(BIJSTAND, st.integers(1, 7), st.integers(-200_000, 2_000_000), st.booleans(), st.booleans())
def test_maanden_over_twee_aanvragen_geven_dezelfde_som_als_een_aanvraag(
    maanden: list[tuple[int, int]],
    knip: int,
    netto: int,
    is_al_besloten: bool,
    in_dezelfde_maand: bool,
) -> None:
    """One vaststelling for a dossier and boekjaar (Bbz art. 12 lid 1); after a decision only the difference is asked or paid."""
    if in_dezelfde_maand:
        delen = (
            [(maand, cent - cent // 3) for maand, cent in maanden],
            [(maand, cent // 3) for maand, cent in maanden if cent > 2],
        )
    else:
        delen = maanden[:knip], maanden[knip:]
    eerste, tweede = (aanvraag(nummer, deel) for nummer, deel in enumerate(delen))
    besluit = (vastleggen(gegevens(netto)), voorstellen(terugvorderen=True), tekenen())
    heel = verloop(aanvraag(0, maanden), *besluit)
    if is_al_besloten:
        feiten = verloop(
            eerste, *besluit, tweede, voorstellen(terugvorderen=True, nummer=2), tekenen()
        )
    else:
        feiten = verloop(eerste, tweede, *besluit)
    assert doe(feiten, eerste) == doe(feiten, tweede) == [], (
        "an application that is heard again counts once"
    )
    samen, ineens = besluiten(feiten), besluiten(heel)[0].uitkomst
    assert samen[-1].uitkomst == ineens
    extra = sum(een.nog_extra_cent for een in samen)
    terug = sum(
        een.hoofdsom_cent
        for besloten in samen
        for een in te_openen_vorderingen(besloten, KADER.parameters)
    )
    assert extra - terug == ineens.extra_cent - ineens.terug_cent
    assert [een.herziet is not None for een in samen] == [
        nummer > 0 for nummer in range(len(samen))
    ]
    nummers = [
        een.vordering_id
        for besloten in samen
        for een in te_openen_vorderingen(besloten, KADER.parameters)
    ]
    assert len(nummers) == len(set(nummers))


def besluiten(feiten: list[Vaststellingsfeit]) -> list[LevensonderhoudVastgesteld]:
    return [feit for feit in feiten if isinstance(feit, LevensonderhoudVastgesteld)]


def test_maanden_die_bijkomen_zetten_het_voorstel_opzij_en_een_herziening_vraagt_nooit_minder() -> (
    None
):
    voorgesteld = verloop(OPENEN, vastleggen(), voorstellen(terugvorderen=True))
    aangevuld = [*voorgesteld, *doe(voorgesteld, TWEEDE)]
    assert vouw(list(aangevuld)).stand == "te_beoordelen"
    with pytest.raises(VoorstelIsOnbekend):
        doe(aangevuld, tekenen())
    besloten = [*voorgesteld, *doe(voorgesteld, tekenen())]
    with pytest.raises(VaststellingIsGedaan):
        doe(besloten, voorstellen(terugvorderen=True, nummer=2))
    herzien = [*besloten, *doe(besloten, TWEEDE)]
    with pytest.raises(HerzieningVraagtMinder):
        doe(herzien, voorstellen(terugvorderen=False, nummer=2))
    herzien += doe(herzien, voorstellen(terugvorderen=True, nummer=2))
    herzien += doe(herzien, tekenen())
    (terug,) = te_openen_vorderingen(besluiten(herzien)[-1], KADER.parameters)
    assert (besluiten(herzien)[-1].uitkomst.terug_cent, terug.hoofdsom_cent) == (
        164_632 + 90_000,
        90_000,
    )


@given(
    netto=st.integers(-500_000, 3_000_000),
    boven=st.integers(0, 2_000_000),
    terugvorderen=st.booleans(),
)
def test_wat_verstrekt_is_wordt_om_niet_terug_of_lening_tot_op_de_cent(
    netto: int, boven: int, terugvorderen: bool
) -> None:
    dossier: Vaststellingsdossier = vouw(list(verloop(OPENEN)))
    uit = dossier.bereken(gegevens(netto, boven), OP, KADER.parameters, terugvorderen)
    assert (
        uit.om_niet_cent + uit.terug_cent + uit.renteloze_lening_cent
        == uit.verstrekt_cent + uit.extra_cent
    )
    assert min(uit.terug_cent, uit.renteloze_lening_cent, uit.extra_cent) >= 0
    assert terugvorderen or uit.terug_cent == 0


def test_bruto_inkomen_met_een_ingevulde_correctie_zegt_dat_erbij() -> None:
    """W-07 with bruto 14.000,00 and 20 %."""
    dossier = vouw(list(verloop(OPENEN)))
    uit = dossier.bereken(
        gegevens(None, bruto_inkomen_cent=1_400_000, correctie_procent=Decimal(20)),
        OP,
        KADER.parameters,
        terugvorderen=True,
    )
    assert (uit.netto_inkomen_cent, uit.terug_cent) == (1_120_000, 164_632)
    assert any("ingevoerd" in signaal for signaal in uit.signalen)
