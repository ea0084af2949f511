"""A closed dossier leaves the caseload and comes back when it is opened again; its loan goes on meanwhile."""

from collections.abc import Callable, Iterator
from datetime import date
from uuid import uuid4

import pytest

from services.routing.domain.events import FEITEN, RoutekeuzeAfgesloten, RoutekeuzeHeropend
from services.routing.domain.weigeringen import DossierIsOnbekend, RoutekeuzeIsGesloten
from services.routing.examples import (
    HEROPEN_DOSSIER,
    KIES_ROUTE,
    ROUTE_TOEGEWEZEN,
    ROUTEKEUZE_AFGESLOTEN,
    ROUTEKEUZE_GESLOTEN,
    ROUTEKEUZE_HEROPEND,
    SLUIT_DOSSIER,
)
from services.routing.policies import verzoek_na
from shared.begrippen import Feit
from shared.contracts import intake
from shared.contracts.base import Contract
from shared.settings import Database
from shared.store import Store
from tests.routing.test_besluiten import gegeven, na
from tests.routing.test_werkvoorraad import (
    DINSDAG,
    DOSSIER,
    GEMIST,
    GEOPEND,
    KLAAR,
    LENING_GEOPEND,
    ONTVANGEN,
    TOEGEWEZEN,
    VERSTREKT,
    Views,
)

WOENSDAG = date(2026, 3, 4)
VAN = {"dossier_id": DOSSIER, "gemeente": "GM9901"}
AFGESLOTEN = intake.DossierAfgesloten(**VAN, reden="geholpen", afgesloten_op=DINSDAG)
HEROPEND = intake.DossierHeropend(**VAN, reden="nieuwe_feiten", heropend_op=WOENSDAG)
GEWIST = intake.PersoonGewist(**VAN, gewist_op=DINSDAG)


@pytest.fixture
def views(new_database: Callable[[str], Database]) -> Iterator[Views]:
    store = Store(new_database("routing"), FEITEN)
    yield Views(store)
    store.close()


def test_een_gesloten_dossier_kiest_niets_tot_het_heropend_is() -> None:
    assert na(SLUIT_DOSSIER, ROUTE_TOEGEWEZEN) == [ROUTEKEUZE_AFGESLOTEN]
    gesloten = (ROUTE_TOEGEWEZEN, ROUTEKEUZE_AFGESLOTEN)
    assert na(SLUIT_DOSSIER, *gesloten) == []
    with pytest.raises(RoutekeuzeIsGesloten):
        na(KIES_ROUTE, *gesloten)
    assert na(HEROPEN_DOSSIER, *gesloten) == [ROUTEKEUZE_HEROPEND]
    assert na(HEROPEN_DOSSIER, ROUTE_TOEGEWEZEN) == []
    open_ = gegeven(ROUTE_TOEGEWEZEN, ROUTEKEUZE_GESLOTEN, ROUTEKEUZE_HEROPEND)
    assert (open_.status, open_.uitkomst) == ("open", ROUTE_TOEGEWEZEN)
    with pytest.raises(DossierIsOnbekend):
        na(SLUIT_DOSSIER)


@pytest.mark.parametrize(
    ("event", "soort", "reden"),
    [
        (AFGESLOTEN, RoutekeuzeAfgesloten, "geholpen"),
        (GEWIST, RoutekeuzeAfgesloten, "gewist"),
        (HEROPEND, RoutekeuzeHeropend, None),
    ],
)
def test_wat_intake_zegt_wordt_ons_verzoek(
    event: Contract, soort: type[Feit], reden: str | None
) -> None:
    verzoek = verzoek_na(event, DINSDAG)
    assert verzoek is not None
    eerder = [ROUTEKEUZE_GESLOTEN] if reden is None else []
    (feit,) = na(verzoek, ROUTE_TOEGEWEZEN, *eerder)
    assert type(feit) is soort
    assert getattr(feit, "reden", None) == reden
    assert verzoek.op == (WOENSDAG if event is HEROPEND else DINSDAG)


def test_afsluiten_haalt_het_dossier_uit_de_werkvoorraad_en_heropenen_brengt_het_terug(
    views: Views,
) -> None:
    open_ = views.hear(ONTVANGEN, TOEGEWEZEN).regel()
    gesloten = views.hear(AFGESLOTEN).regel()
    assert (gesloten.stap, gesloten.wacht_op, gesloten.termijn) == ("afgesloten", "niemand", None)
    assert views.tijdlijn()[0].toelichting == "Reden: geholpen."
    weer = views.hear(HEROPEND).regel()
    assert (weer.stap, weer.actie, weer.termijn) == (open_.stap, open_.actie, open_.termijn)
    assert views.tijdlijn()[0].wat == "Dossier heropend"


def test_een_lening_loopt_door_in_een_gesloten_dossier(views: Views) -> None:
    views.hear(ONTVANGEN, TOEGEWEZEN, GEOPEND, VERSTREKT, LENING_GEOPEND, AFGESLOTEN)
    assert views.regel().stap == "lening_loopt"
    assert views.hear(GEMIST).regel().stap == "achterstand"
    assert views.hear(KLAAR).regel().stap == "afgesloten"


def test_wissen_en_samenvoegen_staan_in_de_tijdlijn(views: Views) -> None:
    samen = intake.PersoonSamengevoegd(
        **VAN, persoon_id=uuid4(), was_persoon_id=uuid4(), samengevoegd_op=DINSDAG
    )
    views.hear(ONTVANGEN, samen, GEWIST)
    gewist, samengevoegd = views.tijdlijn()[:2]
    assert gewist.wat == "Persoonsgegevens gewist"
    assert samengevoegd.adres == f"/personen/{samen.persoon_id}"
    assert views.regel().stap == "afgesloten"
