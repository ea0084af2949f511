"""One realistic example of every fact and request, shared by every test."""

from datetime import date
from uuid import UUID

from services.routing.domain.commands import (
    BepaalRoute,
    BevestigRoute,
    GekozenRoute,
    HeropenDossier,
    HerzieRoute,
    KiesRoute,
    NoteerStuk,
    RegistreerGesprek,
    SluitDossier,
    SluitRoutekeuze,
)
from services.routing.domain.eigenaar import commands as eigenaar_verzoeken
from services.routing.domain.eigenaar import events as eigenaar
from services.routing.domain.events import (
    GeenRouteGevonden,
    GesprekVastgelegd,
    Route,
    RoutekeuzeAfgesloten,
    RoutekeuzeGesloten,
    RoutekeuzeHeropend,
    RouteToegewezen,
    StukGehoord,
)
from shared.begrippen import Urgentie

DOSSIER = UUID("5b0f6c3e-9d2a-4e0b-8a55-0f4c1d2e3a01")
MAANDAG = date(2026, 3, 2)
DINSDAG = date(2026, 3, 3)

BEPAAL_ROUTE = BepaalRoute(
    dossier_id=DOSSIER,
    gemeente="GM9901",
    groep="gevestigd",
    hulpvraag=("bedrijfskapitaal", "bedrijf_versterken"),
    urgentie=Urgentie(),
    ontvangen_op=MAANDAG,
    op=MAANDAG,
)
HERZIE_ROUTE = HerzieRoute(
    dossier_id=DOSSIER,
    groep="gevestigd",
    hulpvraag=("bedrijfskapitaal", "schulden"),
    urgentie=Urgentie(beslag_gelegd=True),
    op=DINSDAG,
)
KIES_ROUTE = KiesRoute(
    dossier_id=DOSSIER,
    routes=(
        GekozenRoute(nummer=1, instrumenten=("coaching",)),
        GekozenRoute(nummer=3, instrumenten=()),
    ),
    leidende_route=1,
    reden="gesprek",
    op=DINSDAG,
)
REGISTREER_GESPREK = RegistreerGesprek(
    dossier_id=DOSSIER, vorm="telefoon", vervolg_op=date(2026, 3, 10), op=DINSDAG
)
SLUIT_ROUTEKEUZE = SluitRoutekeuze(dossier_id=DOSSIER, reden="op_verzoek", op=DINSDAG)
BEVESTIG_ROUTE = BevestigRoute(dossier_id=DOSSIER, op=DINSDAG)
NOTEER_STUK = NoteerStuk(
    dossier_id=DOSSIER,
    stuk_id=UUID("5b0f6c3e-9d2a-4e0b-8a55-0f4c1d2e3b01"),
    soort="jaarcijfers",
    stand="gecontroleerd",
    op=DINSDAG,
)
SLUIT_DOSSIER = SluitDossier(dossier_id=DOSSIER, reden="geholpen", op=DINSDAG)
HEROPEN_DOSSIER = HeropenDossier(dossier_id=DOSSIER, op=DINSDAG)
VERZOEKEN = (
    BEPAAL_ROUTE,
    HERZIE_ROUTE,
    BEVESTIG_ROUTE,
    KIES_ROUTE,
    REGISTREER_GESPREK,
    NOTEER_STUK,
    SLUIT_ROUTEKEUZE,
    SLUIT_DOSSIER,
    HEROPEN_DOSSIER,
)

ROUTE_TOEGEWEZEN = RouteToegewezen(
    dossier_id=DOSSIER,
    gemeente="GM9901",
    groep="gevestigd",
    hulpvraag=("bedrijfskapitaal", "bedrijf_versterken"),
    is_spoed=False,
    routes=(
        Route(
            nummer=1,
            instrumenten=("ondernemersadvies", "coaching"),
            regels=("bedrijf_versterken",),
            redenen=(
                "De ondernemer wil het bedrijf versterken: een adviseur bekijkt samen met de ondernemer hoe het bedrijf geld verdient.",
            ),
        ),
        Route(
            nummer=2,
            instrumenten=("bbz_krediet",),
            regels=("bedrijfskapitaal",),
            redenen=(
                "De ondernemer vraagt geld voor het bedrijf: dat kan een krediet uit het Bbz zijn.",
            ),
        ),
    ),
    leidende_route=2,
    leidende_reden="Route 2 gaat voor, want er is geld nodig.",
    team="Zelfstandigenloket Doorstad",
    gekozen_door="regels",
    aanmelding_ontvangen_op=MAANDAG,
    toegewezen_op=MAANDAG,
)
GEEN_ROUTE_GEVONDEN = GeenRouteGevonden(
    dossier_id=DOSSIER,
    gemeente="GM9903",
    groep="ouder",
    hulpvraag=("bedrijf_starten",),
    is_spoed=False,
    team="Zelfstandigenloket regio",
    redenen=(
        "Geen enkele regel past bij deze groep en deze hulpvraag: een consulent kiest de route met de hand.",
    ),
    aanmelding_ontvangen_op=MAANDAG,
    vastgesteld_op=MAANDAG,
)
GESPREK_VASTGELEGD = GesprekVastgelegd(
    dossier_id=DOSSIER,
    gemeente="GM9901",
    vorm="telefoon",
    gesproken_op=DINSDAG,
    vervolg_op=date(2026, 3, 10),
)
STUK_GEHOORD = StukGehoord(
    stuk_id=NOTEER_STUK.stuk_id,
    soort="jaarcijfers",
    stand="gecontroleerd",
    gehoord_op=DINSDAG,
)
ROUTEKEUZE_GESLOTEN = RoutekeuzeGesloten(reden="op_verzoek", gesloten_op=DINSDAG)
ROUTEKEUZE_AFGESLOTEN = RoutekeuzeAfgesloten(reden="geholpen", afgesloten_op=DINSDAG)
ROUTEKEUZE_HEROPEND = RoutekeuzeHeropend(heropend_op=DINSDAG)
EIGENAAR_TOEGEWEZEN = eigenaar.EigenaarToegewezen(
    dossier_id=DOSSIER,
    gemeente="GM9901",
    team="Zelfstandigenloket Doorstad",
    eigenaar="consulent-1",
    was=None,
    reden="verdeeld",
    toegewezen_op=MAANDAG,
)
DOSSIER_OVERGEDRAGEN = eigenaar.DossierOvergedragen(
    dossier_id=DOSSIER,
    gemeente="GM9901",
    van="consulent-1",
    aan="consulent-2",
    reden="afwezigheid",
    punten=("gesproken_met_opvolger",),
    overgedragen_op=DINSDAG,
)
DOSSIER_GESLUIMERD = eigenaar.DossierGesluimerd(
    dossier_id=DOSSIER,
    gemeente="GM9901",
    tot=date(2026, 3, 4),
    reden="later_afgesproken",
    gesluimerd_op=DINSDAG,
)
DOSSIER_GEWEKT = eigenaar.DossierGewekt(
    dossier_id=DOSSIER, gemeente="GM9901", reden="dag", gewekt_op=date(2026, 3, 4)
)
EIGENAARSCHAP_BEEINDIGD = eigenaar.EigenaarschapBeeindigd(beeindigd_op=DINSDAG)
EIGENAARSFEITEN = (
    EIGENAAR_TOEGEWEZEN,
    DOSSIER_OVERGEDRAGEN,
    DOSSIER_GESLUIMERD,
    DOSSIER_GEWEKT,
    EIGENAARSCHAP_BEEINDIGD,
)
VERDEEL_DOSSIER = eigenaar_verzoeken.VerdeelDossier(
    dossier_id=DOSSIER, gemeente="GM9901", team="Zelfstandigenloket Doorstad", op=MAANDAG
)
NEEM_OVER = eigenaar_verzoeken.NeemOver(
    dossier_id=DOSSIER, door="consulent-2", eigenaar_was="consulent-1", op=DINSDAG
)
WIJS_TOE = eigenaar_verzoeken.WijsToe(
    dossier_id=DOSSIER,
    door="consulent-1",
    aan="consulent-2",
    eigenaar_was="consulent-1",
    op=DINSDAG,
)
DRAAG_OVER = eigenaar_verzoeken.DraagOver(
    dossier_id=DOSSIER,
    door="consulent-1",
    aan="consulent-2",
    reden="afwezigheid",
    punten=("gesproken_met_opvolger",),
    op=DINSDAG,
)
SLUIMER = eigenaar_verzoeken.Sluimer(
    dossier_id=DOSSIER,
    door="consulent-1",
    tot=date(2026, 3, 4),
    reden="later_afgesproken",
    op=DINSDAG,
)
MAAK_WAKKER = eigenaar_verzoeken.MaakWakker(dossier_id=DOSSIER, door="consulent-1", op=DINSDAG)
FEITEN = (
    ROUTE_TOEGEWEZEN,
    GEEN_ROUTE_GEVONDEN,
    GESPREK_VASTGELEGD,
    STUK_GEHOORD,
    ROUTEKEUZE_GESLOTEN,
    ROUTEKEUZE_AFGESLOTEN,
    ROUTEKEUZE_HEROPEND,
    *EIGENAARSFEITEN,
)
