"""One realistic example of every fact and request, shared by every test."""

from datetime import date
from uuid import UUID

from services.intake.domain.aanvraag.commands import DienAanvraagIn
from services.intake.domain.aanvraag.events import AanvraagIngediend
from services.intake.domain.commands import (
    CorrigeerPersoonsgegevens,
    RegistreerAanmelding,
    RegistreerAanvulling,
    RegistreerIntrekking,
)
from services.intake.domain.events import (
    AanmeldingAangevuld,
    AanmeldingIngetrokken,
    AanmeldingOntvangen,
    PersoonsgegevensGecorrigeerd,
)
from shared.begrippen import Urgentie

DOSSIER = UUID("0d055ee1-0000-4000-8000-000000000001")
DAG = date(2026, 3, 2)
SPOED = Urgentie(beslag_gelegd=True)

REGISTREER = RegistreerAanmelding(
    dossier_id=DOSSIER,
    gemeente="GM9901",
    kanaal="telefoon",
    groep="gevestigd",
    hulpvraag=("bedrijfskapitaal", "schulden"),
    urgentie=SPOED,
    op=DAG,
)
VUL_AAN = RegistreerAanvulling(
    dossier_id=DOSSIER,
    groep="gevestigd",
    hulpvraag=("bedrijfskapitaal", "levensonderhoud"),
    urgentie=SPOED,
    op=DAG,
)
TREK_IN = RegistreerIntrekking(dossier_id=DOSSIER, reden="op_verzoek", op=DAG)

ONTVANGEN = AanmeldingOntvangen(
    dossier_id=DOSSIER,
    gemeente="GM9901",
    kanaal="telefoon",
    groep="gevestigd",
    hulpvraag=("bedrijfskapitaal", "schulden"),
    urgentie=SPOED,
    ontvangen_op=DAG,
)
AANGEVULD = AanmeldingAangevuld(
    gemeente="GM9901",
    groep="gevestigd",
    hulpvraag=("bedrijfskapitaal", "levensonderhoud"),
    urgentie=SPOED,
    aangevuld_op=DAG,
)
INGETROKKEN = AanmeldingIngetrokken(gemeente="GM9901", reden="op_verzoek", ingetrokken_op=DAG)

CORRIGEER = CorrigeerPersoonsgegevens(
    dossier_id=DOSSIER, velden=("straat", "huisnummer"), reden="verhuizing", op=DAG
)
GECORRIGEERD = PersoonsgegevensGecorrigeerd(
    gemeente="GM9901", velden=("straat", "huisnummer"), reden="verhuizing", gecorrigeerd_op=DAG
)

AANVRAAG = UUID("0d055ee1-0000-4000-8000-000000000002")
DIEN_IN = DienAanvraagIn(
    dossier_id=DOSSIER,
    aanvraag_id=AANVRAAG,
    soort="bedrijfskapitaal",
    ontvangen_op=DAG,
    gevraagd_cent=24_000_00,
    bestemming="inrichting",
    ingediend_door="consulent",
    op=DAG,
)
INGEDIEND = AanvraagIngediend(
    dossier_id=DOSSIER,
    aanvraag_id=AANVRAAG,
    gemeente="GM9901",
    groep="gevestigd",
    soort="bedrijfskapitaal",
    ontvangen_op=DAG,
    gevraagd_cent=24_000_00,
    gevraagde_maanden=None,
    bestemming="inrichting",
    voorganger=None,
    ingediend_door="consulent",
    ingediend_op=DAG,
)

FEITEN = (ONTVANGEN, AANGEVULD, INGETROKKEN, GECORRIGEERD, INGEDIEND)
VERZOEKEN = (REGISTREER, VUL_AAN, TREK_IN, CORRIGEER)
