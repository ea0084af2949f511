"""A next application: what was granted on those before it counts (choices C-1 and C-2), and no month is granted twice."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, get_args
from uuid import UUID, uuid4

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.bbz.adapters.publish import publish
from services.bbz.application import AANVRAAG as STROOM
from services.bbz.application import Bbz, met_eerder, verwerk_in
from services.bbz.domain.bijstandsduur import duur
from services.bbz.domain.commands import Aanvraagverzoek
from services.bbz.domain.eerder import Eerder
from services.bbz.domain.events import (
    AanvraagAfgewezen,
    Aanvraagfeit,
    KredietVerstrekt,
    LevensonderhoudToegekend,
    Maandbedrag,
    VerstrekkingGeweigerd,
)
from services.bbz.domain.maximum import maximum
from services.bbz.domain.tips import TIPS, Tip
from services.bbz.domain.toets import Bijstandsvoorstel, Voorstel
from services.bbz.domain.weigeringen import AanvraagIsAfgedaan, PeriodeIsAlToegekend
from services.bbz.examples import (
    AANVRAAG,
    AFWIJZEN,
    BEOORDELEN,
    BEOORDELING,
    BESLOTEN,
    BIJSTAND,
    GEOPEND,
    KREDIET,
    OPENEN,
    PARAMETERS,
    TOEKENNEN,
    VERSTREKKEN,
)
from services.bbz.policies import verzoeken
from shared.begrippen import Groep
from shared.contracts import bbz as contract
from shared.dates import plus_maanden
from shared.facts import Cause
from shared.store import Store
from tests.bbz.gegeven import BEOORDEELD, KADER, als
from tests.bbz.test_policies import ingediend
from tests.facts import stored

LEVENSONDERHOUD = (
    GEOPEND.model_copy(update={"soort": "levensonderhoud"}),
    BEOORDELING.model_copy(update={"voorgesteld_cent": None}),
)


def bijstand(van: date, maanden: int, **anders: Any) -> LevensonderhoudToegekend:
    maandbedragen = tuple(
        Maandbedrag(maand=plus_maanden(van, nummer), bedrag_cent=1_000_00)
        for nummer in range(maanden)
    )
    return BIJSTAND.na(maandbedragen=maandbedragen, **anders)


def na_eerder(
    feiten: Sequence[Aanvraagfeit], verzoek: Aanvraagverzoek, eerder: Eerder
) -> list[Aanvraagfeit]:
    return als(feiten, verzoek, replace(KADER, eerder=eerder))


@pytest.mark.parametrize(
    ("eerder", "mag"),
    [
        (Eerder(), True),
        (Eerder(kredieten=(KREDIET.na(hoofdsom_cent=229_420_00),)), True),
        (Eerder(kredieten=(KREDIET.na(hoofdsom_cent=229_420_01),)), False),
        (Eerder(kredieten=(KREDIET.na(hoofdsom_cent=200_000_00),) * 2), False),
        (
            Eerder(kredieten=(KREDIET.na(product="voorbereidingskrediet", hoofdsom_cent=10**9),)),
            True,
        ),
        (Eerder(kredieten=(KREDIET.na(regeling="tozo", hoofdsom_cent=10**9),)), True),
    ],
)
def test_een_tweede_krediet_telt_bij_het_eerste_voor_het_maximum(eerder: Eerder, mag: bool) -> None:
    """Of 2025 the maximum is 253,420 euro; 24,000 is asked."""
    (feit,) = na_eerder((GEOPEND, BEOORDELING), VERSTREKKEN, eerder)
    if mag:
        assert isinstance(feit, KredietVerstrekt)
        return
    assert isinstance(feit, VerstrekkingGeweigerd)
    over = max(0, 253_420_00 - sum(een.hoofdsom_cent for een in eerder.kredieten))
    assert (feit.regel, feit.grondslag, feit.toegestaan_cent) == ("maximum", "Bbz art. 20", over)
    assert "al eerder verstrekt" in feit.uitleg


def test_een_starterslening_na_een_voorbereidingskrediet_heeft_haar_eigen_maximum() -> None:
    voorstel = Voorstel(
        gemeente="GM9901",
        groep="starter",
        aanvraagdatum=date(2026, 3, 2),
        product="bedrijfskapitaal_rentedragend",
        bedrag_cent=48_060_00,
        ondertekenaar="teamleider-1",
        besluitdatum=date(2026, 3, 9),
    )
    voorbereiding = KREDIET.na(product="voorbereidingskrediet", hoofdsom_cent=2_500_00)
    assert maximum(voorstel, PARAMETERS, Eerder(kredieten=(voorbereiding,))).is_voldaan
    lening = KREDIET.na(groep="starter", hoofdsom_cent=1)
    assert not maximum(voorstel, PARAMETERS, Eerder(kredieten=(voorbereiding, lening))).is_voldaan


@pytest.mark.parametrize(
    ("maanden", "eerder", "grond", "mag", "over"),
    [
        (6, bijstand(date(2025, 1, 1), 6), None, True, 6),
        (7, bijstand(date(2025, 1, 1), 6), None, False, 6),
        (1, bijstand(date(2024, 1, 1), 12), None, False, 0),
        (24, bijstand(date(2024, 1, 1), 12), "tijdelijke_oorzaak_van_buiten", True, 24),
        (25, bijstand(date(2024, 1, 1), 12), "tijdelijke_oorzaak_van_buiten", False, 24),
        (12, bijstand(date(2022, 1, 1), 36, groep="starter"), None, True, 12),
        (6, bijstand(date(2025, 1, 1), 6, groep="binnenvaart"), None, True, 6),
    ],
)
def test_meer_maanden_tellen_bij_de_eerdere_voor_de_duur(
    maanden: int, eerder: LevensonderhoudToegekend, grond: Any, mag: bool, over: int
) -> None:
    verzoek = TOEKENNEN.na(maanden=maanden, verlengingsgrond=grond)
    (feit,) = na_eerder(LEVENSONDERHOUD, verzoek, Eerder(bijstand=(eerder,)))
    if mag:
        assert isinstance(feit, LevensonderhoudToegekend)
        return
    assert isinstance(feit, VerstrekkingGeweigerd)
    assert (feit.regel, feit.gevraagd_maanden, feit.toegestaan_maanden) == ("duur", maanden, over)
    assert "al eerder toegekend" in feit.uitleg


@pytest.mark.parametrize(("maanden", "mag"), [(2, True), (3, False)])
def test_meteen_om_niet_telt_de_maanden_die_zo_al_zijn_toegekend(maanden: int, mag: bool) -> None:
    """At most six months at once om niet (art. 19); four were."""
    om_niet = bijstand(date(2025, 1, 1), 4, vorm="om_niet")
    lening = bijstand(date(2025, 5, 1), 2)
    verzoek = TOEKENNEN.na(
        maanden=maanden, vorm="om_niet", is_blijvend_onder_norm=True, is_vermogen_binnen_grens=True
    )
    (feit,) = na_eerder(LEVENSONDERHOUD, verzoek, Eerder(bijstand=(om_niet, lening)))
    assert isinstance(feit, LevensonderhoudToegekend if mag else VerstrekkingGeweigerd)


@pytest.mark.parametrize("van", [date(2025, 5, 1), date(2025, 10, 1), date(2026, 3, 1)])
def test_een_maand_wordt_een_keer_toegekend(van: date) -> None:
    eerder = Eerder(bijstand=(bijstand(van, 6, groep="starter"),))
    with pytest.raises(PeriodeIsAlToegekend):
        na_eerder(LEVENSONDERHOUD, TOEKENNEN, eerder)


def test_een_volgend_dossier_noemt_het_eerste_voor_de_vaststelling() -> None:
    """The months of a boekjaar are settled together (Bbz art. 12)."""
    eerste, tweede = bijstand(date(2025, 1, 1), 2), bijstand(date(2025, 3, 1), 2)
    (hier,) = na_eerder(LEVENSONDERHOUD, TOEKENNEN, Eerder(bijstand=(eerste,)))
    assert isinstance(hier, LevensonderhoudToegekend)
    assert hier.eerste_dossier_id is None
    elders = uuid4()
    keten = Eerder(bijstand=(tweede, eerste.na(dossier_id=elders)))
    (daar,) = na_eerder(LEVENSONDERHOUD, TOEKENNEN, keten)
    assert isinstance(daar, LevensonderhoudToegekend)
    assert daar.eerste_dossier_id == elders
    later = Eerder(bijstand=(tweede.na(eerste_dossier_id=elders),))
    (ook,) = na_eerder(LEVENSONDERHOUD, TOEKENNEN, later)
    assert isinstance(ook, LevensonderhoudToegekend)
    assert ook.eerste_dossier_id == elders


@given(
    gehad=st.integers(1, 40),
    maanden=st.integers(1, 40),
    groep=st.sampled_from(["gevestigd", "starter", "beeindigend", "marginaal"]),
)
def test_wat_samen_mag_hangt_er_niet_van_af_over_hoeveel_aanvragen_het_is_verdeeld(
    gehad: int, maanden: int, groep: Groep
) -> None:
    voorstel = Bijstandsvoorstel(
        gemeente="GM9901",
        groep=groep,
        aanvraagdatum=date(2025, 9, 1),
        maanden=maanden,
        ondertekenaar="consulent-2",
        besluitdatum=BESLOTEN,
    )
    eerder = Eerder(bijstand=(bijstand(date(2020, 1, 1), gehad, groep=groep),))
    apart = duur(voorstel, PARAMETERS, eerder).is_voldaan
    assert apart == duur(voorstel.na(maanden=maanden + gehad), PARAMETERS).is_voldaan


def test_een_afwijzing_geeft_tips_mee_die_een_volgende_aanvraag_kan_opvolgen() -> None:
    tips = ("ondernemingsplan", "kosten_verlagen")
    (feit,) = als(BEOORDEELD, AFWIJZEN.na(tips=tips))
    assert isinstance(feit, AanvraagAfgewezen)
    assert (feit.tips, feit.soort) == (tips, "bedrijfskapitaal")
    assert als((*BEOORDEELD, feit), AFWIJZEN.na(tips=tips)) == []
    with pytest.raises(AanvraagIsAfgedaan):
        als((*BEOORDEELD, feit), AFWIJZEN)
    verteld = publish(stored(feit, AANVRAAG, BESLOTEN))
    assert isinstance(verteld, contract.AanvraagAfgewezen)
    assert verteld.tips[0] == contract.Tip(code=tips[0], tekst=TIPS["ondernemingsplan"])
    assert set(TIPS) == set(get_args(Tip))


def test_tips_worden_op_de_pagina_aangekruist_en_later_als_opgevolgd_getoond(
    bbz: Bbz, client: httpx.Client
) -> None:
    doe(bbz.store, BEOORDELEN)
    pad, wie = f"/aanvragen/{AANVRAAG}", {"Doorstart-Actor": "consulent-2"}
    assert TIPS["jaarcijfers"] in client.get(f"{pad}?handeling=afwijzingen", headers=wie).text
    form = {"reden": "niet_levensvatbaar", "tip_jaarcijfers": "ja", "tip_vakkennis": "ja"}
    eerst = client.post(f"{pad}/afwijzingen", data=form, headers=wie)
    assert f"Tip: {TIPS['jaarcijfers']}" in eerst.text
    assert 'name="tips" value="jaarcijfers vakkennis"' in eerst.text
    getoond = {"reden": "niet_levensvatbaar", "tips": "jaarcijfers vakkennis", "bevestigd": "ja"}
    assert client.post(f"{pad}/afwijzingen", data=getoond, headers=wie).status_code == 303
    assert list(bbz.store.stream(AANVRAAG))[-1].fact.tips == ("jaarcijfers", "vakkennis")
    assert TIPS["vakkennis"] in client.get(pad).text
    tweede = uuid4()
    volgende = ingediend(
        aanvraag_id=tweede, voorganger=AANVRAAG, opgevolgde_tips=("jaarcijfers", "onbekend")
    )
    doe(bbz.store, *verzoeken(volgende))
    text = client.get(f"/aanvragen/{tweede}").text
    assert "Tips die zijn opgevolgd" in text
    assert TIPS["jaarcijfers"] in text
    assert f'href="{pad}"' in text


def doe(store: Store, *verzoeken: Aanvraagverzoek) -> None:
    for verzoek in verzoeken:
        with store.transaction() as transaction:
            verwerk_in(
                transaction, KADER.parameters, verzoek, Cause("c", "consulent-2", verzoek.op)
            )


def test_de_hele_keten_van_voorgangers_telt(store: Store) -> None:
    tweede, derde = uuid4(), uuid4()
    doe(store, OPENEN, BEOORDELEN, VERSTREKKEN)
    doe(
        store,
        *verzoeken(ingediend(aanvraag_id=tweede, voorganger=AANVRAAG)),
        *verzoeken(ingediend(aanvraag_id=derde, voorganger=tweede)),
        BEOORDELEN.na(aanvraag_id=derde),
    )
    with store.transaction() as transaction:
        kader = met_eerder(transaction, KADER, transaction.load(STROOM, derde))
    assert [een.hoofdsom_cent for een in kader.eerder.kredieten] == [24_000_00]
    te_veel = VERSTREKKEN.na(
        aanvraag_id=derde, bedrag_cent=229_420_01, ondertekenaar="teamleider-1"
    )
    doe(store, te_veel)
    geweigerd = list(store.stream(derde))[-1].fact
    assert isinstance(geweigerd, VerstrekkingGeweigerd)
    assert geweigerd.toegestaan_cent == 229_420_00


def test_een_voorganger_die_bbz_niet_kent_telt_niet(store: Store) -> None:
    doe(store, OPENEN.na(voorganger=UUID(int=7)), BEOORDELEN, VERSTREKKEN)
    assert list(store.stream(AANVRAAG))[-1].name == "KredietVerstrekt"


def test_wie_al_beslist_heeft_krijgt_de_weg_naar_een_vervolgaanvraag(
    bbz: Bbz, client: httpx.Client
) -> None:
    doe(bbz.store, BEOORDELEN, VERSTREKKEN)
    credit = {
        "bedrag_cent": 1_000_00,
        "product": "bedrijfskapitaal_rentedragend",
        "termijnen": 12,
        "uitbetaald_op": BESLOTEN.isoformat(),
    }
    answer = client.post(
        f"/bbz/v1/aanvragen/{AANVRAAG}/verstrekkingen",
        json=credit,
        headers={"Doorstart-Actor": "consulent-2"},
    )
    waar = f"/aanmeldingen/{OPENEN.dossier_id}/aanvraag?soort=bedrijfskapitaal"
    assert answer.status_code == 409
    assert waar in answer.headers["link"]
    assert waar in answer.json()["watTeDoen"]
    assert waar in client.get(f"/aanvragen/{AANVRAAG}").text
