"""Each (view, event) on real PostgreSQL, through the projector's own handler."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args
from uuid import UUID, uuid4

import pytest

from services.ledger.projections.debiteuren import STAPPEN as STAPPEN_VAN_DE_LEDGER
from services.routing.adapters import eigenaren
from services.routing.domain.beloften import Beloften
from services.routing.domain.eigenaar.state import Eigenaarschap
from services.routing.domain.events import FEITEN
from services.routing.entrypoints import projector
from services.routing.entrypoints.lights import licht_van
from services.routing.projections import dossiertabel, invorderingstaken, tijdlijn, werkvoorraad
from services.routing.projections.dossier import Dossier
from services.routing.projections.tijdlijn import Tijdlijnregel
from services.routing.projections.werkvoorraad import Keuze, Werkvoorraadregel
from shared.begrippen import Urgentie
from shared.contracts import bbz, intake, invordering, klok, ledger, notify, routing
from shared.contracts.base import Contract
from shared.contracts.organisatie import WerkafspraakVastgesteld
from shared.parameter_files import load_parameters
from shared.recht.invorderingsstappen import Stap as Ladderstap
from shared.settings import Database
from shared.store import Store
from shared.web.lights import Stand
from tests.routing.stories import envelope
from tests.steun.organisatie import vertel

BELOFTEN = Beloften(load_parameters())
DOSSIER = UUID("5b0f6c3e-9d2a-4e0b-8a55-0f4c1d2e3a01")
AANVRAAG = UUID("5b0f6c3e-9d2a-4e0b-8a55-0f4c1d2e3a02")
LENING = UUID("5b0f6c3e-9d2a-4e0b-8a55-0f4c1d2e3a03")
BRIEF = UUID("5b0f6c3e-9d2a-4e0b-8a55-0f4c1d2e3a04")
MAANDAG = date(2026, 3, 2)
DINSDAG = date(2026, 3, 3)

ONTVANGEN = intake.AanmeldingOntvangen(
    dossier_id=DOSSIER,
    gemeente="GM9901",
    kanaal="telefoon",
    groep="gevestigd",
    hulpvraag=("bedrijfskapitaal",),
    urgentie=Urgentie(),
    ontvangen_op=MAANDAG,
)
TOEGEWEZEN = routing.RouteToegewezen(
    dossier_id=DOSSIER,
    gemeente="GM9901",
    groep="gevestigd",
    hulpvraag=("bedrijfskapitaal",),
    routes=(
        routing.Route(
            nummer=2,
            instrumenten=("bbz_krediet",),
            redenen=("De ondernemer vraagt geld voor het bedrijf.",),
        ),
    ),
    leidende_route=2,
    leidende_reden="Route 2 gaat voor, want er is geld nodig.",
    team="Zelfstandigenloket Doorstad",
    is_spoed=False,
    aanmelding_ontvangen_op=MAANDAG,
    toegewezen_op=MAANDAG,
)
VAST = TOEGEWEZEN.model_copy(update={"gekozen_door": "medewerker", "toegewezen_op": DINSDAG})
WERK = routing.Route(nummer=3, instrumenten=("mobiliteitsteam",), redenen=("…",))
VAST_WERK = VAST.model_copy(update={"routes": (WERK,), "leidende_route": 3})
GEEN_ROUTE = routing.GeenRouteGevonden(
    dossier_id=DOSSIER,
    gemeente="GM9901",
    team="Zelfstandigenloket regio",
    redenen=("Geen enkele regel past.",),
    vastgesteld_op=MAANDAG,
)
GESPROKEN = routing.GesprekVastgelegd(
    dossier_id=DOSSIER,
    gemeente="GM9901",
    vorm="video",
    gesproken_op=DINSDAG,
    vervolg_op=date(2026, 3, 9),
    vastgelegd_door="consulent-1",
)
GEOPEND = bbz.AanvraagGeopend(
    dossier_id=DOSSIER,
    aanvraag_id=AANVRAAG,
    gemeente="GM9901",
    groep="gevestigd",
    soort="bedrijfskapitaal",
    aanvraagdatum=MAANDAG,
    beslistermijn_tot=date(2026, 6, 1),
)
INGEDIEND = intake.AanvraagIngediend(
    dossier_id=DOSSIER,
    aanvraag_id=AANVRAAG,
    gemeente="GM9901",
    groep="gevestigd",
    soort="bedrijfskapitaal",
    ontvangen_op=DINSDAG,
    ingediend_door="ondernemer",
    ingediend_op=DINSDAG,
)
BEOORDEELD = bbz.AanvraagBeoordeeld(
    dossier_id=DOSSIER,
    aanvraag_id=AANVRAAG,
    gemeente="GM9901",
    advies="toewijzen",
    beoordelaar="consulent-1",
    beoordeeld_op=DINSDAG,
)
VERSTREKT = bbz.KredietVerstrekt(
    dossier_id=DOSSIER,
    aanvraag_id=AANVRAAG,
    lening_id=LENING,
    gemeente="GM9901",
    regeling="bbz",
    product="bedrijfskapitaal_rentedragend",
    groep="gevestigd",
    hoofdsom_cent=1_200_000,
    jaarrente_procent=Decimal(8),
    methode="annuitair",
    termijnen=36,
    dagtelling="maand",
    uitbetaald_op=date(2026, 3, 10),
    eerste_vervaldag=date(2026, 4, 30),
    aanvraagdatum=MAANDAG,
    besluitdatum=date(2026, 3, 9),
    parameterset="2026-01",
    ondertekenaar="consulent-2",
    mandaat="m1",
)
STAND: dict[str, Any] = {"dossier_id": DOSSIER, "lening_id": LENING, "gemeente": "GM9901"}
LENING_GEOPEND = ledger.LeningGeopend(
    **STAND,
    boekdatum=date(2026, 3, 10),
    valutadatum=date(2026, 3, 10),
    hoofdsom_saldo_cent=1_200_000,
    rente_saldo_cent=0,
    achterstand_cent=0,
    aanvraag_id=AANVRAAG,
    regeling="bbz",
    hoofdsom_cent=1_200_000,
    termijnen=36,
    eerste_vervaldag=date(2026, 4, 30),
    einddatum=date(2029, 3, 31),
    betalingskenmerk="7000000000000001",
)
RENTE = ledger.RenteGeboekt(
    **STAND,
    boekdatum=date(2026, 4, 30),
    valutadatum=date(2026, 4, 30),
    hoofdsom_saldo_cent=1_200_000,
    rente_saldo_cent=8_000,
    achterstand_cent=0,
    termijn=1,
    rente_cent=8_000,
    grondslag="Bbz art. 15",
    uitleg="",
    boekregels=(),
)
GEMIST = ledger.BetalingGemist(
    **STAND,
    boekdatum=date(2026, 5, 1),
    valutadatum=date(2026, 4, 30),
    hoofdsom_saldo_cent=1_200_000,
    rente_saldo_cent=8_000,
    achterstand_cent=37_604,
    termijn=1,
    vervaldag=date(2026, 4, 30),
    termijnbedrag_cent=37_604,
    openstaand_cent=37_604,
    gemiste_termijnen=1,
    betalingskenmerk="7000000000000001",
)
AFGELOST = ledger.AflossingGeboekt(
    **STAND,
    boekdatum=date(2026, 5, 8),
    valutadatum=date(2026, 5, 8),
    hoofdsom_saldo_cent=1_170_396,
    rente_saldo_cent=0,
    achterstand_cent=0,
    ontvangen_cent=37_604,
    kosten_cent=0,
    rente_cent=8_000,
    aflossing_cent=29_604,
    tegoed_cent=0,
    grondslag="Awb 4:92",
    boekregels=(),
)
INGELOPEN = ledger.AchterstandIngelopen(
    **STAND,
    boekdatum=date(2026, 5, 8),
    valutadatum=date(2026, 5, 8),
    hoofdsom_saldo_cent=1_170_396,
    rente_saldo_cent=0,
    achterstand_cent=0,
)
KLAAR = ledger.LeningAfgelost(
    **STAND,
    boekdatum=date(2029, 3, 31),
    valutadatum=date(2029, 3, 31),
    hoofdsom_saldo_cent=0,
    rente_saldo_cent=0,
    achterstand_cent=0,
)


@dataclass
class Views:
    """The projector's handler on a real database."""

    store: Store

    def hear(self, *events: Contract) -> "Views":
        consumer, _ = projector.make(self.store, BELOFTEN.parameters)
        with self.store.transaction() as transaction:
            for number, event in enumerate(events):
                consumer.handle(transaction, envelope(event, number), event)
            assert consumer.handle_page
            consumer.handle_page(transaction, events)
        return self

    def agree(self, *afspraken: WerkafspraakVastgesteld) -> "Views":
        """What the agent of the service kept of the organisation."""
        vertel(self.store, *afspraken)
        return self

    def dossier(self) -> Dossier:
        with self.store.cursor() as cursor:
            found = dossiertabel.read(cursor, DOSSIER)
        assert found is not None
        return found

    def regel(self) -> Werkvoorraadregel:
        (regel,) = [*self.rows(Keuze("alles")), *self.rows(Keuze("afgesloten"))]
        return regel

    def rows(self, keuze: Keuze, werkdag: date = MAANDAG) -> list[Werkvoorraadregel]:
        with self.store.cursor() as cursor:
            return werkvoorraad.rows(cursor, keuze, werkdag)

    def tijdlijn(self) -> Sequence[Tijdlijnregel]:
        with self.store.cursor() as cursor:
            return tijdlijn.read(cursor, DOSSIER, 100)[0]


@pytest.fixture
def views(new_database: Callable[[str], Database]) -> Iterator[Views]:
    store = Store(new_database("routing"), FEITEN)
    yield Views(store)
    store.close()


def test_een_aanmelding_wacht_op_een_route(views: Views) -> None:
    regel = views.hear(ONTVANGEN).regel()
    assert (regel.stap, regel.gemeente, regel.groep, regel.team, regel.wacht_sinds) == (
        "routekeuze",
        "GM9901",
        "gevestigd",
        "",
        MAANDAG,
    )
    assert views.dossier().hulpvraag == ("bedrijfskapitaal",)
    assert views.tijdlijn()[0] == Tijdlijnregel(
        dag=MAANDAG,
        wat="Aanmelding ontvangen",
        toelichting="Aangemeld aan de telefoon.",
        wie="intake",
    )


def test_een_aanvulling_vervangt_de_codes(views: Views) -> None:
    aangevuld = intake.AanmeldingAangevuld(
        dossier_id=DOSSIER,
        gemeente="GM9901",
        groep="marginaal",
        hulpvraag=("schulden",),
        urgentie=Urgentie(beslag_gelegd=True),
        aangevuld_op=DINSDAG,
    )
    dossier = views.hear(ONTVANGEN, aangevuld).dossier()
    assert (dossier.groep, dossier.hulpvraag, dossier.is_spoed, dossier.ontvangen_op) == (
        "marginaal",
        ("schulden",),
        True,
        MAANDAG,
    )
    assert views.regel().is_spoed
    assert views.tijdlijn()[0].wat == "Aanmelding aangevuld"


def test_een_intrekking_sluit_het_dossier(views: Views) -> None:
    ingetrokken = intake.AanmeldingIngetrokken(
        dossier_id=DOSSIER, gemeente="GM9901", reden="op_verzoek", ingetrokken_op=DINSDAG
    )
    regel = views.hear(ONTVANGEN, TOEGEWEZEN, ingetrokken).regel()
    assert (regel.stap, regel.wacht_op, regel.termijn) == ("afgesloten", "niemand", None)
    assert views.tijdlijn()[0].toelichting == "Reden: op verzoek van de ondernemer."


def test_een_route_vraagt_een_eerste_gesprek_binnen_twee_werkdagen(views: Views) -> None:
    regel = views.hear(ONTVANGEN, TOEGEWEZEN).regel()
    assert (regel.stap, regel.termijn, regel.herkomst, regel.team) == (
        "eerste_gesprek",
        date(2026, 3, 4),
        "belofte",
        "Zelfstandigenloket Doorstad",
    )
    assert views.tijdlijn()[0].wat == "Voorgesteld: route 2"


def test_na_het_gesprek_wordt_het_voorstel_bevestigd_en_dan_de_aanvraag_ingediend(
    views: Views,
) -> None:
    gesproken = GESPROKEN.model_copy(update={"vervolg_op": None})
    regel = views.hear(ONTVANGEN, TOEGEWEZEN, gesproken).regel()
    assert (regel.stap, regel.wacht_op, regel.termijn) == (
        "route_bevestigen",
        "ons",
        date(2026, 3, 5),
    )
    regel = views.hear(VAST).regel()
    assert (regel.stap, regel.wacht_op, regel.termijn, regel.adres) == (
        "aanvraag_indienen",
        "ondernemer",
        date(2026, 3, 13),
        f"/aanmeldingen/{DOSSIER}/aanvraag?soort=bedrijfskapitaal",
    )
    assert views.tijdlijn()[0].wat == "Vastgesteld: route 2"
    regel = views.hear(INGEDIEND).regel()
    assert (regel.stap, regel.adres) == ("beoordelen", f"/aanvragen/{AANVRAAG}")
    assert views.tijdlijn()[0].wat == "Aanvraag ingediend: bedrijfskapitaal"
    assert views.hear(GEOPEND).regel().termijn == date(2026, 6, 1)


VRAAG_VOOR_ROUTE = intake.StukkenGevraagd(
    dossier_id=DOSSIER,
    gemeente="GM9901",
    uitvraag_id=UUID(int=31),
    soorten=("jaarcijfers",),
    route=2,
    hersteltermijn_tot=date(2026, 3, 17),
    gevraagd_op=DINSDAG,
)
JAARCIJFERS = {
    "dossier_id": DOSSIER,
    "gemeente": "GM9901",
    "stuk_id": UUID(int=32),
    "soort": "jaarcijfers",
}


def test_een_voorstel_wacht_op_de_stukken_van_zijn_route(views: Views) -> None:
    """Ask, wait, look, confirm: each time the list says whose turn it is and for what."""
    gesproken = GESPROKEN.model_copy(update={"vervolg_op": None})
    regel = views.hear(ONTVANGEN, TOEGEWEZEN, gesproken).regel()
    assert (regel.stap, regel.wacht_op, regel.adres) == (
        "route_bevestigen",
        "ons",
        f"/stukken/{DOSSIER}?waarvoor=route-2#vragen",
    )
    assert regel.actie == "Vraag stukken en bevestig dan de route: jaarcijfers"
    regel = views.hear(VRAAG_VOOR_ROUTE).regel()
    assert (regel.stap, regel.wacht_op, regel.termijn) == (
        "route_bevestigen",
        "ondernemer",
        date(2026, 3, 17),
    )
    assert regel.actie == "Wacht op stukken en bevestig dan de route: jaarcijfers"
    assert (
        werkvoorraad.te_doen(regel, date(2026, 3, 18))
        == "Vraag na waar de stukken blijven: jaarcijfers"
    )
    binnen = intake.StukOntvangen(
        **JAARCIJFERS, bron="loket", bestandssoort="pdf", bytes=9, ontvangen_op=DINSDAG
    )
    regel = views.hear(binnen).regel()
    assert (regel.stap, regel.wacht_op, regel.adres) == (
        "route_bevestigen",
        "ons",
        f"/stukken/{DOSSIER}",
    )
    assert regel.actie == "Controleer stukken en bevestig dan de route: jaarcijfers"
    gekeurd = intake.StukGecontroleerd(**JAARCIJFERS, gecontroleerd_op=DINSDAG)
    compleet = intake.StukkenCompleet(
        dossier_id=DOSSIER,
        gemeente="GM9901",
        uitvraag_id=VRAAG_VOOR_ROUTE.uitvraag_id,
        route=2,
        compleet_op=DINSDAG,
    )
    regel = views.hear(compleet, gekeurd).regel()
    assert (regel.stap, regel.wacht_op) == ("route_bevestigen", "ons")
    assert regel.actie == "Bevestig de route die de regels voorstellen"


def test_een_route_zonder_hulp_uit_het_bbz_vraagt_geen_aanvraag(views: Views) -> None:
    """Only work was asked for: whoever talks takes the Bbz out of the proposal, and nothing is applied for."""
    gesproken = GESPROKEN.model_copy(update={"vervolg_op": None})
    assert views.hear(ONTVANGEN, TOEGEWEZEN, gesproken, VAST_WERK).regel().stap == "begeleiding"


def aangevuld(**anders: Any) -> intake.AanmeldingAangevuld:
    return intake.AanmeldingAangevuld(
        **{
            "dossier_id": DOSSIER,
            "gemeente": "GM9901",
            "groep": "gevestigd",
            "hulpvraag": ("bedrijfskapitaal",),
            "urgentie": Urgentie(),
            "aangevuld_op": date(2026, 4, 7),
        }
        | anders
    )


def test_hulp_buiten_het_bbz_vraagt_geen_aanvraag_tot_zij_er_wel_onder_valt(views: Views) -> None:
    buiten = ONTVANGEN.model_copy(update={"is_buiten_bbz": True})
    gesproken = GESPROKEN.model_copy(update={"vervolg_op": None})
    assert views.hear(buiten, TOEGEWEZEN, gesproken, VAST).regel().stap == "begeleiding"
    regel = views.hear(aangevuld()).regel()
    assert (regel.stap, regel.wacht_op, regel.termijn) == (
        "aanvraag_indienen",
        "ondernemer",
        date(2026, 3, 13),
    ), "what lapses first"
    assert views.dossier().opnieuw_op == date(2026, 4, 7)
    assert views.hear(INGEDIEND).dossier().opnieuw_op is None


def test_wat_verandert_na_een_afwijzing_wordt_opnieuw_bekeken_tot_er_is_gesproken(
    views: Views,
) -> None:
    afgewezen = bbz.AanvraagAfgewezen(
        dossier_id=DOSSIER,
        aanvraag_id=AANVRAAG,
        gemeente="GM9901",
        grondslag="Bbz art. 2 lid 1",
        reden="…",
        afgewezen_op=date(2026, 3, 20),
    )
    gesproken = GESPROKEN.model_copy(update={"vervolg_op": None})
    events = (ONTVANGEN, TOEGEWEZEN, gesproken, VAST, GEOPEND, BEOORDEELD, afgewezen)
    assert views.hear(*events).regel().stap == "afgesloten"
    assert views.hear(aangevuld(aangevuld_op=DINSDAG)).regel().stap == "afgesloten", (
        "it was known when the decision was made"
    )
    regel = views.hear(aangevuld()).regel()
    assert (regel.stap, regel.wacht_op, regel.termijn, regel.herkomst) == (
        "opnieuw_bekijken",
        "ons",
        date(2026, 4, 9),
        "belofte",
    )
    later = gesproken.model_copy(update={"gesproken_op": date(2026, 4, 8)})
    assert views.hear(later).regel().stap == "afgesloten"


def test_wat_buiten_behandeling_is_gesteld_vraagt_geen_besluit_meer(views: Views) -> None:
    gesteld = bbz.AanvraagBuitenBehandelingGesteld(
        dossier_id=DOSSIER,
        aanvraag_id=AANVRAAG,
        gemeente="GM9901",
        grondslag="Awb art. 4:5",
        hersteltermijn_tot=date(2026, 3, 17),
        gesteld_op=date(2026, 3, 18),
    )
    gesproken = GESPROKEN.model_copy(update={"vervolg_op": None})
    regel = views.hear(ONTVANGEN, TOEGEWEZEN, gesproken, VAST, GEOPEND, gesteld).regel()
    assert (regel.stap, regel.wacht_sinds) == ("afgesloten", date(2026, 3, 18))
    assert views.tijdlijn()[0].wat == "Aanvraag buiten behandeling gesteld"


def test_een_aanvraag_die_bbz_al_opende_blijft_zoals_bbz_haar_vertelde(views: Views) -> None:
    dossier = views.hear(ONTVANGEN, GEOPEND, BEOORDEELD, INGEDIEND).dossier()
    (aanvraag,) = dossier.aanvragen
    assert (aanvraag.stand, aanvraag.beslistermijn_tot) == ("beoordeeld", date(2026, 6, 1))


def test_bij_spoed_is_de_belofte_dezelfde_werkdag() -> None:
    zaterdag = date(2026, 3, 7)
    assert BELOFTEN.eerste_gesprek(MAANDAG, is_spoed=True).termijn == MAANDAG
    assert BELOFTEN.eerste_gesprek(zaterdag, is_spoed=True).termijn == date(2026, 3, 9)
    assert BELOFTEN.eerste_gesprek(date(2026, 4, 2), is_spoed=False).termijn == date(2026, 4, 8), (
        "over Goede Vrijdag, a weekend and Easter"
    )
    assert BELOFTEN.contact_over_achterstand(date(2026, 5, 1)).termijn == date(2026, 5, 11), (
        "over 5 May"
    )


def test_een_gemeente_belooft_iets_anders_vanaf_een_dag(tmp_path: Path) -> None:
    """The promise of the day itself counts, and its words follow its number."""
    (tmp_path / "eigen.toml").write_text(
        '[belofte_contact_achterstand]\nunit = "dagen"\nselect_on = "dag_van_de_gemiste_betaling"\n'
        'rows = [{ valid_from = 2026-05-04, value = "1", source = "besluit van het college", confidence = "D" }]\n',
        "utf-8",
    )
    beloften = Beloften(load_parameters(tmp_path))
    eerder, nu = (
        beloften.contact_over_achterstand(dag) for dag in (date(2026, 5, 1), date(2026, 5, 6))
    )
    assert eerder == (date(2026, 5, 11), "binnen 5 werkdagen contact na een gemiste betaling")
    assert nu == (date(2026, 5, 7), "binnen 1 werkdag contact na een gemiste betaling")


def test_de_volgorde_van_topics_maakt_niet_uit(views: Views) -> None:
    een = views.hear(
        ONTVANGEN, TOEGEWEZEN, GEOPEND, BEOORDEELD, VERSTREKT, LENING_GEOPEND
    ).dossier()
    with views.store.cursor() as cursor:
        cursor.execute("DELETE FROM dossiers")
    ander = views.hear(
        LENING_GEOPEND, GEOPEND, BEOORDEELD, VERSTREKT, TOEGEWEZEN, ONTVANGEN
    ).dossier()
    assert ander == een


def test_geen_route_vraagt_een_keuze_met_de_hand(views: Views) -> None:
    regel = views.hear(ONTVANGEN, GEEN_ROUTE).regel()
    assert (regel.stap, regel.termijn, regel.herkomst) == (
        "route_kiezen",
        date(2026, 3, 4),
        "belofte",
    )
    assert views.tijdlijn()[0].toelichting == "Geen enkele regel past."
    assert views.hear(TOEGEWEZEN).regel().stap == "eerste_gesprek"


def test_een_gesprek_met_vervolg_wacht_op_de_afspraak(views: Views) -> None:
    regel = views.hear(ONTVANGEN, TOEGEWEZEN, GESPROKEN).regel()
    assert (regel.stap, regel.wacht_op, regel.termijn, regel.herkomst) == (
        "vervolggesprek",
        "ons",
        date(2026, 3, 9),
        "afspraak",
    )
    assert (views.tijdlijn()[0].wat, views.tijdlijn()[0].wie) == (
        "Gesproken via video",
        "consulent-1",
    )
    zonder = GESPROKEN.model_copy(update={"vervolg_op": None})
    regel = views.hear(zonder).regel()
    assert (regel.stap, regel.wacht_op) == ("route_bevestigen", "ons")
    regel = views.hear(VAST_WERK).regel()
    assert (regel.stap, regel.actie, regel.wacht_op, regel.termijn) == (
        "begeleiding",
        "Verwijs door naar het mobiliteitsteam",
        "ons",
        None,
    ), "nobody waits for an answer to what was never sent"


def test_een_aanvraag_heeft_een_wettelijke_termijn_maar_het_gesprek_vervalt_eerder(
    views: Views,
) -> None:
    assert views.hear(ONTVANGEN, TOEGEWEZEN, GEOPEND).regel().stap == "eerste_gesprek"
    regel = views.hear(GESPROKEN.model_copy(update={"vervolg_op": None}), VAST).regel()
    assert (regel.stap, regel.termijn, regel.herkomst, regel.grondslag) == (
        "beoordelen",
        date(2026, 6, 1),
        "wet",
        "Bbz artikel 35",
    )
    assert regel.adres == f"/aanvragen/{AANVRAAG}"
    assert "Aanvraag geopend: bedrijfskapitaal" in [stap.wat for stap in views.tijdlijn()]


def test_een_beoordeelde_aanvraag_wacht_op_een_tweede_handtekening(views: Views) -> None:
    regel = views.hear(ONTVANGEN, TOEGEWEZEN, GEOPEND, BEOORDEELD).regel()
    assert (regel.stap, regel.termijn) == ("tekenen", date(2026, 6, 1))
    assert (views.tijdlijn()[0].toelichting, views.tijdlijn()[0].wie) == (
        "Advies: toewijzen.",
        "consulent-1",
    )


def test_een_geweigerde_verstrekking_blijft_werk(views: Views) -> None:
    geweigerd = bbz.VerstrekkingGeweigerd(
        dossier_id=DOSSIER,
        aanvraag_id=AANVRAAG,
        gemeente="GM9901",
        regel="Het bedrag is hoger dan het maximum",
        grondslag="Bbz art. 20",
        gevraagd_cent=30_000_000,
        toegestaan_cent=24_000_000,
        geweigerd_op=DINSDAG,
    )
    regel = views.hear(ONTVANGEN, TOEGEWEZEN, GEOPEND, BEOORDEELD, geweigerd).regel()
    assert (regel.stap, regel.herkomst) == ("verstrekking_bekijken", "wet")
    assert (
        views.tijdlijn()[0].toelichting
        == "Het bedrag is hoger dan het maximum (Bbz art. 20). Er is niets betaald."
    )


def test_een_afgewezen_aanvraag_sluit_het_werk(views: Views) -> None:
    afgewezen = bbz.AanvraagAfgewezen(
        dossier_id=DOSSIER,
        aanvraag_id=AANVRAAG,
        gemeente="GM9901",
        grondslag="Bbz art. 2",
        reden="Het bedrijf is niet levensvatbaar.",
        afgewezen_op=DINSDAG,
    )
    assert views.hear(ONTVANGEN, TOEGEWEZEN, GEOPEND, afgewezen).regel().stap == "afgesloten"
    assert views.tijdlijn()[0].toelichting == "Het bedrijf is niet levensvatbaar. (Bbz art. 2)"


def test_stukken_die_uitbleven_vragen_een_besluit_binnen_vier_weken(views: Views) -> None:
    wie = {"dossier_id": DOSSIER, "gemeente": "GM9901"}
    gevraagd = intake.StukkenGevraagd.model_validate(
        {
            **wie,
            "uitvraag_id": UUID(int=5),
            "soorten": ("jaarcijfers",),
            "aanvraag_id": AANVRAAG,
            "hersteltermijn_tot": date(2026, 3, 17),
            "gevraagd_op": DINSDAG,
            "schort_op": True,
        }
    )
    regel = views.hear(
        ONTVANGEN,
        TOEGEWEZEN,
        GESPROKEN.model_copy(update={"vervolg_op": None}),
        VAST,
        GEOPEND,
        gevraagd,
    ).regel()
    assert (regel.stap, regel.termijn) == ("buiten_behandeling", date(2026, 4, 14))
    assert views.tijdlijn()[0].toelichting == "In te leveren tot en met 17 maart 2026."
    compleet = intake.StukkenCompleet.model_validate(
        {**wie, "uitvraag_id": UUID(int=5), "aanvraag_id": AANVRAAG, "compleet_op": DINSDAG}
    )
    assert views.hear(compleet).regel().stap != "buiten_behandeling"


def test_een_gevraagde_aanvulling_wacht_op_de_ondernemer_tot_de_termijn_weer_loopt(
    views: Views,
) -> None:
    wie = {"dossier_id": DOSSIER, "aanvraag_id": AANVRAAG, "gemeente": "GM9901"}
    gevraagd = bbz.AanvullingGevraagd.model_validate(
        {**wie, "hersteltermijn_tot": date(2026, 3, 17), "gevraagd_op": DINSDAG}
    )
    regel = views.hear(ONTVANGEN, TOEGEWEZEN, GEOPEND, gevraagd).regel()
    assert (regel.stap, regel.wacht_op, regel.termijn, regel.grondslag) == (
        "aanvulling",
        "ondernemer",
        date(2026, 3, 17),
        "Awb artikel 4:15",
    )
    assert views.tijdlijn()[0].toelichting == "Het antwoord moet er zijn op 17 maart 2026."
    verder = bbz.BeslistermijnGewijzigd.model_validate(
        {
            **wie,
            "reden": "aangevuld",
            "beslistermijn_tot": date(2026, 6, 9),
            "gewijzigd_op": date(2026, 3, 10),
        }
    )
    assert views.hear(
        GESPROKEN.model_copy(update={"vervolg_op": None}), VAST, verder
    ).regel().termijn == date(2026, 6, 9)
    assert views.regel().stap == "beoordelen"
    assert views.tijdlijn()[0].wat == "Beslistermijn gewijzigd"


def test_een_verstreken_beslistermijn_en_een_ingetrokken_aanvraag_staan_in_de_tijdlijn(
    views: Views,
) -> None:
    wie = {"dossier_id": DOSSIER, "aanvraag_id": AANVRAAG, "gemeente": "GM9901"}
    verstreken = bbz.BeslistermijnVerstreken.model_validate(
        {**wie, "beslistermijn_tot": date(2026, 6, 1), "vastgesteld_op": date(2026, 6, 2)}
    )
    assert (
        views.hear(ONTVANGEN, TOEGEWEZEN, GEOPEND, BEOORDEELD, verstreken).regel().stap == "tekenen"
    )
    assert views.tijdlijn()[0].toelichting == "Er is nog geen besluit."
    ingetrokken = bbz.AanvraagIngetrokken.model_validate(
        {**wie, "reden": "op_verzoek", "ingetrokken_op": date(2026, 6, 3)}
    )
    assert (
        views.hear(GESPROKEN.model_copy(update={"vervolg_op": None}), VAST, ingetrokken)
        .regel()
        .stap
        == "afgesloten"
    )
    assert views.tijdlijn()[0].wat == "Aanvraag ingetrokken"


def test_een_verstrekt_krediet_is_een_lening_ook_voor_het_grootboek_iets_zegt(views: Views) -> None:
    assert (
        views.hear(ONTVANGEN, TOEGEWEZEN, GEOPEND, BEOORDEELD, VERSTREKT).regel().stap
        == "lening_loopt"
    )
    (lening,) = views.dossier().leningen
    assert (lening.lening_id, lening.hoofdsom_cent, lening.saldo_cent) == (
        LENING,
        1_200_000,
        1_200_000,
    )
    assert views.tijdlijn()[0].adres == f"/leningen/{LENING}"
    assert views.tijdlijn()[0].toelichting.replace("\xa0", " ") == "€ 12.000,00 in 36 termijnen."


@pytest.mark.parametrize(
    ("events", "saldo", "achterstand", "stap", "wat"),
    [
        ((LENING_GEOPEND,), 1_200_000, 0, "lening_loopt", "Lening geopend"),
        ((LENING_GEOPEND, RENTE), 1_208_000, 0, "lening_loopt", "Rente geboekt: € 80,00"),
        (
            (LENING_GEOPEND, RENTE, GEMIST),
            1_208_000,
            37_604,
            "achterstand",
            "Betaling gemist: € 376,04",
        ),
        (
            (LENING_GEOPEND, GEMIST, AFGELOST),
            1_170_396,
            0,
            "lening_loopt",
            "Betaling geboekt: € 376,04",
        ),
        (
            (LENING_GEOPEND, GEMIST, AFGELOST, INGELOPEN),
            1_170_396,
            0,
            "lening_loopt",
            "Achterstand ingelopen",
        ),
        ((LENING_GEOPEND, KLAAR), 0, 0, "afgesloten", "Lening afgelost"),
    ],
    ids=lambda value: value[-1].__class__.__name__ if isinstance(value, tuple) else None,
)
def test_elke_mutatie_geeft_saldo_achterstand_en_stap(
    views: Views, events: tuple[Contract, ...], saldo: int, achterstand: int, stap: str, wat: str
) -> None:
    views.hear(ONTVANGEN, TOEGEWEZEN, GEOPEND, BEOORDEELD, VERSTREKT, *events)
    dossier, regel = views.dossier(), views.regel()
    assert (dossier.saldo_cent, dossier.achterstand_cent, regel.achterstand_cent, regel.stap) == (
        saldo,
        achterstand,
        achterstand,
        stap,
    )
    assert views.tijdlijn()[0].wat.replace("\xa0", " ") == wat


def test_achterstand_heeft_altijd_een_actie_met_een_dag(views: Views) -> None:
    later = GEMIST.model_copy(update={"boekdatum": date(2026, 6, 1), "achterstand_cent": 75_208})
    achterstallig = (ONTVANGEN, TOEGEWEZEN, VERSTREKT, LENING_GEOPEND, GEMIST, later)
    assert (
        views.hear(*achterstallig).regel().actie
        == "Niets: debiteurenbeheer belt over de achterstand"
    )
    regel = views.hear(DAG_VAN_MEI, CONSULENT_BELT).regel()
    assert (regel.actie, regel.termijn, regel.wacht_op) == (
        "Bel over de achterstand",
        date(2026, 5, 11),
        "ons",
    )
    assert views.dossier().leningen[0].achterstand_sinds == date(2026, 5, 1), (
        "since the first missed term, not the last"
    )


@pytest.mark.parametrize(
    "soort", ["ontvangstbevestiging", "toekenning", "afwijzing", "herinnering"]
)
def test_een_brief_staat_in_de_tijdlijn_en_verandert_verder_niets(
    views: Views, soort: notify.Berichtsoort
) -> None:
    eerder = views.hear(ONTVANGEN, TOEGEWEZEN).regel()
    verstuurd = notify.BerichtVerstuurd(
        dossier_id=DOSSIER,
        bericht_id=BRIEF,
        soort=soort,
        kanaal="post",
        aanleiding=uuid4(),
        verstuurd_op=DINSDAG,
    )
    regel = views.hear(verstuurd).regel()
    assert regel == eerder.model_copy(
        update={"wacht_sinds": DINSDAG, "laatste_wat": views.tijdlijn()[0].wat}
    )
    assert views.tijdlijn()[0].wat.endswith("verstuurd")
    assert views.tijdlijn()[0].adres == f"/brieven/{BRIEF}"


def test_een_mislukte_brief_staat_in_de_tijdlijn(views: Views) -> None:
    mislukt = notify.BezorgingMislukt(
        dossier_id=DOSSIER,
        bericht_id=BRIEF,
        soort="herinnering",
        reden="gegevens gewist",
        vastgesteld_op=DINSDAG,
    )
    assert views.hear(ONTVANGEN, mislukt).tijdlijn()[0].wat == "Herinnering niet bezorgd"


def test_een_dag_verandert_geen_dossier_maar_wel_de_werkdag(views: Views) -> None:
    views.hear(klok.DagAangebroken(dag=DINSDAG))
    assert views.rows(Keuze()) == []
    with views.store.transaction() as transaction:
        assert transaction.workday() == DINSDAG


def test_een_feit_dat_wij_nog_niet_kennen_staat_met_zijn_naam_in_de_tijdlijn() -> None:
    class LeningOpgeeist(ledger.Mutatie):
        """Something that a later version tells."""

    class LevensonderhoudToegekend(Contract):
        topic = bbz.TOPIC

    assert tijdlijn.regel_van(LeningOpgeeist(**{**KLAAR.model_dump()})).wat == "Lening opgeeist"
    nieuw = tijdlijn.regel_van(LevensonderhoudToegekend())
    assert (nieuw.wat, nieuw.wie, nieuw.dag) == ("Levensonderhoud toegekend", "bbz", None)


AANVULLING = bbz.AanvullingGevraagd.model_validate(
    {
        "dossier_id": DOSSIER,
        "aanvraag_id": AANVRAAG,
        "gemeente": "GM9901",
        "hersteltermijn_tot": date(2026, 3, 17),
        "gevraagd_op": DINSDAG,
    }
)
DAG_VAN_MEI = klok.DagAangebroken(dag=date(2026, 5, 4))
CONSULENT_BELT, CONSULENT_VORDERT = (
    WerkafspraakVastgesteld(
        afspraak_id=f"van-nu-af-{stap}",
        stap=stap,
        rol="consulent",
        niveau="gemeente",
        gemeenten=("GM9901",),
        van=date(2026, 5, 1),
    )
    for stap in ("debiteurenbeheer", "invordering")
)
LADDER = invordering.InvorderingGestart(
    schuldsoort="lening",
    schuld_id=LENING,
    dossier_id=DOSSIER,
    gemeente="GM9901",
    periode=1,
    op=date(2026, 5, 4),
    uitleg="Gestart",
    sinds=date(2026, 5, 1),
    achterstand_cent=37_604,
    gemiste_termijnen=1,
    volgende_stap="contact",
    volgende_stap_op=date(2026, 5, 18),
)


@pytest.mark.parametrize(
    ("stap", "actie", "wacht_op"),
    [
        ("contact", "Bel of ga langs over de achterstand", "ons"),
        ("aanmaning", "Stuur de aanmaning", "ons"),
        ("tweede_aanmaning", "Stuur de tweede aanmaning", "ons"),
        ("opeising", "Stel voor de lening op te eisen", "ons"),
        ("dwangbevel", "Vaardig het dwangbevel uit", "ons"),
        ("overdracht", "Draag de invordering over aan de deurwaarder", "ons"),
        ("opnieuw_bekijken", "Bekijk de invordering opnieuw", "ons"),
        ("gesprek", "Voer het afgesproken gesprek", "ons"),
        ("afspraak_nakijken", "Wacht op de afgesproken betaling", "ondernemer"),
        ("hervatten", "Niets: de invordering staat stil of gaat vanzelf verder", "niemand"),
        (
            "aanmaning_versturen",
            "Niets: de invordering staat stil of gaat vanzelf verder",
            "niemand",
        ),
        (
            "stap_van_een_nieuwere_ledger",
            "Bekijk wat de volgende stap van de invordering is",
            "ons",
        ),
    ],
)
def test_de_werkvoorraad_volgt_de_ladder(
    views: Views, stap: str, actie: str, wacht_op: str
) -> None:
    ladder = LADDER.model_copy(update={"volgende_stap": stap})
    views.hear(DAG_VAN_MEI).agree(CONSULENT_BELT, CONSULENT_VORDERT)
    regel = views.hear(ONTVANGEN, TOEGEWEZEN, VERSTREKT, LENING_GEOPEND, GEMIST, ladder).regel()
    assert (regel.stap, regel.actie, regel.wacht_op) == ("achterstand", actie, wacht_op)
    assert regel.termijn == (None if wacht_op == "niemand" else date(2026, 5, 18))
    over = invordering.InvorderingBeeindigd(
        **LADDER.model_dump(include=set(invordering.Invordering.model_fields))
        | {"reden": "ingelopen", "volgende_stap": None, "volgende_stap_op": None}
    )
    assert views.hear(over).dossier().leningen[0].stap is None


def test_het_dossier_weet_wat_debiteurenbeheer_met_de_ondernemer_had(views: Views) -> None:
    def van(soort: type[invordering.Invordering], **anders: Any) -> invordering.Invordering:
        vast = LADDER.model_dump(include=set(invordering.Invordering.model_fields))
        return soort.model_validate(vast | anders)

    wie = {"wijze": "telefoon", "is_afgerond": False, "door": "debiteuren-1"}
    mis = van(invordering.ContactGelegd, op=date(2026, 5, 6), uitkomst="niet_bereikt", **wie)
    raak = van(invordering.ContactGelegd, op=date(2026, 5, 7), uitkomst="bereikt", **wie)
    pauze = {"reden": "afspraak", "van": date(2026, 5, 7), "afspraak": "betaling"}
    afspraak = van(invordering.InvorderingGepauzeerd, **pauze, afspraak_op=date(2026, 5, 20))
    voorbij = van(invordering.PauzeBeeindigd, reden="afspraak", afspraak="betaling")
    assert (
        views.hear(DAG_VAN_MEI, ONTVANGEN, LENING_GEOPEND, LADDER).dossier().schuldcontact is None
    )
    eerst = views.hear(mis).dossier().schuldcontact
    assert eerst
    assert (eerst.contact_op, eerst.is_bereikt) == (date(2026, 5, 6), False)
    dossier = views.hear(raak, afspraak).dossier()
    assert dossier.schuldcontact
    assert (dossier.schuldcontact.contact_op, dossier.schuldcontact.is_bereikt) == (raak.op, True)
    assert dossier.schuldafspraak_op == date(2026, 5, 20)
    assert views.hear(voorbij).dossier().schuldafspraak_op is None


def test_elke_stap_van_de_ladder_heeft_woorden() -> None:
    assert (
        set(get_args(Ladderstap))
        == set(invorderingstaken.LADDER) | invorderingstaken.VANZELF | {"afspraak_nakijken"}
        == set(STAPPEN_VAN_DE_LEDGER)
    )


@pytest.mark.parametrize(
    ("events", "termijn", "wacht_op", "daarna"),
    [
        ((GESPROKEN,), date(2026, 3, 9), "ons", "Voer het afgesproken gesprek"),
        (
            (GESPROKEN.model_copy(update={"vervolg_op": None}), VAST),
            date(2026, 3, 13),
            "ondernemer",
            "Vraag na of er een aanvraag om bedrijfskapitaal komt",
        ),
        (
            (GEOPEND, GESPROKEN.model_copy(update={"vervolg_op": None}), VAST, AANVULLING),
            date(2026, 3, 17),
            "ondernemer",
            "Besluit over de aanvraag zonder de gevraagde gegevens",
        ),
        ((VERSTREKT, LENING_GEOPEND, GEMIST), date(2026, 5, 11), "ons", "Bel over de achterstand"),
        (
            (VERSTREKT, LENING_GEOPEND, GEMIST, LADDER),
            date(2026, 5, 18),
            "ons",
            "Bel of ga langs over de achterstand",
        ),
        (
            (
                VERSTREKT,
                LENING_GEOPEND,
                GEMIST,
                LADDER.model_copy(update={"volgende_stap": "afspraak_nakijken"}),
            ),
            date(2026, 5, 18),
            "ondernemer",
            "Kijk of de afspraak is nagekomen",
        ),
    ],
)
def test_wat_wij_moeten_doen_staat_nooit_onder_wacht_op_wie_wij_ook_wachtten(
    views: Views, events: tuple[Contract, ...], termijn: date, wacht_op: str, daarna: str
) -> None:
    """What is ours, and what was somebody else's once the day has passed. A light is then never `bij`."""
    views.hear(DAG_VAN_MEI).agree(CONSULENT_BELT, CONSULENT_VORDERT)
    regel = views.hear(ONTVANGEN, TOEGEWEZEN, *events).regel()
    assert (regel.termijn, regel.wacht_op) == (termijn, wacht_op)
    eerst = [] if wacht_op == "ons" else [regel]
    assert views.rows(Keuze("wacht"), termijn) == eerst
    assert views.rows(Keuze("team"), termijn) == ([] if eerst else [regel])
    for dag in (termijn + timedelta(days=1), termijn + timedelta(days=40)):
        assert views.rows(Keuze("team"), dag) == [regel]
        assert views.rows(Keuze("wacht"), dag) == []
        assert licht_van(regel, dag).stand is not Stand.BIJ
    assert werkvoorraad.te_doen(regel, termijn + timedelta(days=1)) == daarna


def test_bladen_filters_volgorde_en_bladzijden(views: Views) -> None:
    ids = [UUID(int=number) for number in range(1, 6)]
    for number, dossier_id in enumerate(ids):
        dag = MAANDAG + timedelta(days=number)
        gemeente = "GM9901" if number % 2 else "GM9902"
        views.hear(
            ONTVANGEN.model_copy(
                update={"dossier_id": dossier_id, "ontvangen_op": dag, "gemeente": gemeente}
            ),
            TOEGEWEZEN.model_copy(
                update={
                    "dossier_id": dossier_id,
                    "aanmelding_ontvangen_op": dag,
                    "toegewezen_op": dag,
                    "gemeente": gemeente,
                }
            ),
        )
    assert [regel.dossier_id for regel in views.rows(Keuze("team"), date(2026, 3, 5))] == ids
    assert [regel.dossier_id for regel in views.rows(Keuze(limit=2, offset=2))] == ids[2:4]
    assert [regel.dossier_id for regel in views.rows(Keuze(descending=True))] == ids[:2:-1] + ids[
        2::-1
    ]
    assert [regel.dossier_id for regel in views.rows(Keuze(filters={"gemeente": "GM9901"}))] == ids[
        1::2
    ]
    assert len(views.rows(Keuze(zoek=f"Dossier {str(ids[2])[:23]}"))) == len(ids)
    assert [regel.dossier_id for regel in views.rows(Keuze(zoek=f"dossier {ids[2]}"))] == [ids[2]]
    assert (
        views.rows(Keuze(zoek="-9223372036854775808/-1"))
        == views.rows(Keuze(zoek="50 % van €"))
        == []
    )
    with views.store.cursor() as cursor:
        keuze = Keuze("alles", {"gemeente": "GM9901", "stap": "eerste_gesprek"})
        assert werkvoorraad.count(cursor, keuze, MAANDAG) == 2
        assert werkvoorraad.counts(cursor, keuze, date(2026, 3, 5)) == {
            "mij": 0,
            "team": 2,
            "wacht": 0,
            "gesluimerd": 0,
            "alles": 2,
            "afgesloten": 0,
        }
        assert werkvoorraad.choices(cursor, keuze, MAANDAG, "gemeente") == [
            ("GM9901", 2),
            ("GM9902", 3),
        ]
        assert werkvoorraad.zonder_eigenaar(cursor, None) == 0


def test_een_werkafspraak_of_een_dag_verandert_wie_er_belt(views: Views) -> None:
    """Of two desks one calls, before and after; an agreement of later counts from its own day."""
    views.hear(ONTVANGEN, TOEGEWEZEN, VERSTREKT, LENING_GEOPEND, GEMIST, DAG_VAN_MEI)
    niet_van_ons = views.regel()
    assert (niet_van_ons.wacht_op, niet_van_ons.termijn) == ("collega", None)
    assert niet_van_ons.adres == f"/leningen/{LENING}/invordering"
    later = CONSULENT_BELT.model_copy(update={"van": date(2026, 5, 6)})
    assert views.hear(later).regel() == niet_van_ons
    views.agree(later)
    assert views.hear(klok.DagAangebroken(dag=date(2026, 5, 5))).regel() == niet_van_ons
    van_ons = views.hear(klok.DagAangebroken(dag=date(2026, 5, 6))).regel()
    assert (van_ons.actie, van_ons.wacht_op) == ("Bel over de achterstand", "ons")
    assert van_ons.laatste_wat == niet_van_ons.laatste_wat
    aanmaning = LADDER.model_copy(update={"volgende_stap": "aanmaning"})
    assert (
        views.hear(aanmaning).regel().actie
        == "Niets: debiteurenbeheer is aan zet met de invordering"
    ), "who calls is agreed apart from who takes the steps after it"


STUKKEN = {"dossier_id": DOSSIER, "gemeente": "GM9901"}
GEVRAAGD = intake.StukkenGevraagd(
    **STUKKEN,  # type: ignore[arg-type]
    uitvraag_id=UUID(int=8),
    soorten=("jaarcijfers",),
    route=2,
    hersteltermijn_tot=date(2026, 3, 17),
    gevraagd_op=DINSDAG,
)
BINNEN = intake.StukOntvangen(
    **STUKKEN,  # type: ignore[arg-type]
    stuk_id=UUID(int=9),
    soort="jaarcijfers",
    bron="loket",
    bestandssoort="pdf",
    bytes=1,
    ontvangen_op=DINSDAG,
)


def test_gevraagde_stukken_wachten_op_de_ondernemer_en_wat_binnenkomt_is_voor_ons(
    views: Views,
) -> None:
    begin = (ONTVANGEN, TOEGEWEZEN, GESPROKEN.model_copy(update={"vervolg_op": None}), VAST_WERK)
    regel = views.hear(*begin, GEVRAAGD).regel()
    assert (regel.stap, regel.wacht_op, regel.termijn) == (
        "stukken",
        "ondernemer",
        date(2026, 3, 17),
    )
    assert regel.adres == f"/stukken/{DOSSIER}"
    assert views.rows(Keuze("team"), date(2026, 3, 18)) == [regel], "late is ours"
    compleet = intake.StukkenCompleet(
        **STUKKEN,  # type: ignore[arg-type]
        uitvraag_id=UUID(int=8),
        compleet_op=DINSDAG,
    )
    regel = views.hear(BINNEN, compleet).regel()
    assert (regel.stap, regel.wacht_op) == ("stukken_bekijken", "ons")
    gekeurd = intake.StukGecontroleerd(
        **STUKKEN,  # type: ignore[arg-type]
        stuk_id=UUID(int=9),
        soort="jaarcijfers",
        gecontroleerd_op=DINSDAG,
    )
    assert views.hear(gekeurd).regel().stap == "begeleiding"
    voor_een_aanvraag = GEVRAAGD.model_copy(update={"aanvraag_id": AANVRAAG})
    assert views.hear(voor_een_aanvraag).regel().stap == "begeleiding", (
        "what an application misses is its own task"
    )


def test_stukken_die_niet_goed_zijn_of_vervallen(views: Views) -> None:
    afgewezen = intake.StukAfgewezen(
        **STUKKEN,  # type: ignore[arg-type]
        stuk_id=UUID(int=9),
        soort="jaarcijfers",
        reden="onleesbaar",
        uitvraag_id=UUID(int=8),
        hersteltermijn_tot=date(2026, 3, 24),
        afgewezen_op=DINSDAG,
    )
    stand = views.hear(ONTVANGEN, GEVRAAGD, BINNEN, afgewezen).dossier().stukken
    assert [een.hersteltermijn_tot for een in stand.uitvragen] == [date(2026, 3, 24)]
    assert stand.te_bekijken == ()
    vervallen = intake.StukVervallen(
        **STUKKEN,  # type: ignore[arg-type]
        soort="jaarcijfers",
        reden="niet_nodig",
        uitvraag_id=UUID(int=8),
        vervallen_op=DINSDAG,
    )
    assert views.hear(vervallen).dossier().stukken.uitvragen == ()


def test_van_mij_mijn_team_en_gesluimerd_volgen_wie_het_dossier_heeft(views: Views) -> None:
    """Who has it stands beside the row, and counts at once; sleep never hides a deadline, also not one that came later."""
    views.hear(ONTVANGEN, TOEGEWEZEN)

    def geef(eigenaar: str | None, tot: date | None = None) -> None:
        staat = Eigenaarschap(
            is_open=True,
            gemeente="GM9901",
            team=TOEGEWEZEN.team,
            eigenaar=eigenaar,
            reden="verdeeld",
            sinds=MAANDAG,
            sluimert_tot=tot,
        )
        with views.store.cursor() as cursor:
            eigenaren.write(cursor, DOSSIER, staat)

    def op(
        blad: werkvoorraad.Blad, werkdag: date = MAANDAG, team: str | None = TOEGEWEZEN.team
    ) -> int:
        keuze = Keuze(blad, mijn=("consulent-1", "consulent-3"), mijn_team=team)
        return len(views.rows(keuze, werkdag))

    geef("consulent-1")
    assert [op(blad) for blad in werkvoorraad.BLADEN] == [1, 1, 0, 0, 1, 0]
    assert op("team", team="Mobiliteitsteam regio") == 0
    geef("consulent-2")
    assert [op("mij"), op("team")] == [0, 1]
    geef(None)
    assert views.regel().is_zonder_eigenaar
    with views.store.cursor() as cursor:
        assert werkvoorraad.zonder_eigenaar(cursor, TOEGEWEZEN.team) == 1
        assert werkvoorraad.zonder_eigenaar(cursor, "Mobiliteitsteam regio") == 0
    assert len(views.rows(Keuze(filters={"van": "niemand"}))) == 1
    geef("consulent-3", tot=date(2026, 3, 4))
    assert [op(blad) for blad in werkvoorraad.BLADEN] == [0, 0, 0, 1, 1, 0]
    assert [op("mij", date(2026, 3, 4)), op("gesluimerd", date(2026, 3, 4))] == [1, 0]
    geef("consulent-3", tot=date(2026, 3, 5))
    assert [op("mij"), op("gesluimerd")] == [1, 0], "its deadline of the 4th goes before"
