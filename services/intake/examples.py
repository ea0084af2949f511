"""One realistic example of every fact and request, shared by every test."""

from datetime import date
from typing import Any
from uuid import UUID

from services.intake.domain.aanvraag.commands import DienAanvraagIn
from services.intake.domain.aanvraag.events import AanvraagIngediend
from services.intake.domain.commands import (
    CorrigeerPersoonsgegevens,
    HeropenDossier,
    RegistreerAanmelding,
    RegistreerAanvulling,
    RegistreerIntrekking,
    SluitDossier,
    VoegPersoonSamen,
    WisPersoon,
)
from services.intake.domain.events import (
    AanmeldingAangevuld,
    AanmeldingIngetrokken,
    AanmeldingOntvangen,
    DossierAfgesloten,
    DossierHeropend,
    PersoonGewist,
    PersoonSamengevoegd,
    PersoonsgegevensGecorrigeerd,
)
from services.intake.domain.notities.commands import MaakNotitie
from services.intake.domain.notities.events import NotitieGemaakt
from services.intake.domain.stukken.commands import (
    ControleerStuk,
    LaatStukVervallen,
    LaatUitvraagVervallen,
    RegistreerOntvangst,
    VraagStukken,
    WijsStukAf,
)
from services.intake.domain.stukken.events import (
    StukAfgewezen,
    StukGecontroleerd,
    StukkenCompleet,
    StukkenGevraagd,
    StukOntvangen,
    StukVervallen,
)
from shared.begrippen import Urgentie

DOSSIER = UUID("0d055ee1-0000-4000-8000-000000000001")
PERSOON = UUID("0d055ee1-0000-4000-8000-00000000000a")
ANDER = UUID("0d055ee1-0000-4000-8000-00000000000b")
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

UITVRAAG = UUID("0b1b1b1b-0000-4000-8000-000000000001")
STUK = UUID("05705705-0000-4000-8000-000000000001")
NOTITIE = UUID("0070071e-0000-4000-8000-000000000001")
VAN: dict[str, Any] = {"dossier_id": DOSSIER, "gemeente": "GM9901"}
LAATSTE_DAG = date(2026, 3, 16)

VRAAG_STUKKEN = VraagStukken(
    **VAN,
    uitvraag_id=UITVRAAG,
    soorten=("jaarcijfers", "legitimatie"),
    aanvraag_id=AANVRAAG,
    hersteltermijn_tot=LAATSTE_DAG,
    lopende=frozenset({AANVRAAG}),
    op=DAG,
)
REGISTREER_ONTVANGST = RegistreerOntvangst(
    **VAN,
    stuk_id=STUK,
    soort="jaarcijfers",
    bron="ondernemer",
    bestandssoort="pdf",
    bytes=81234,
    kenmerk="1f" * 32,
    op=DAG,
)
CONTROLEER_STUK = ControleerStuk(**VAN, stuk_id=STUK, op=DAG)
WIJS_STUK_AF = WijsStukAf(
    **VAN,
    stuk_id=STUK,
    reden="onleesbaar",
    uitvraag_id=UUID(int=7),
    lopende=frozenset({AANVRAAG}),
    op=DAG,
)
LAAT_VERVALLEN = LaatStukVervallen(**VAN, stuk_id=STUK, reden="ander_dossier", op=DAG)
LAAT_UITVRAAG_VERVALLEN = LaatUitvraagVervallen(**VAN, uitvraag_id=UITVRAAG, op=DAG)
MAAK_NOTITIE = MaakNotitie(**VAN, notitie_id=NOTITIE, door="consulent-1", op=DAG)

STUKKEN_GEVRAAGD = StukkenGevraagd(
    **VAN,
    uitvraag_id=UITVRAAG,
    soorten=("jaarcijfers", "legitimatie"),
    aanvraag_id=AANVRAAG,
    hersteltermijn_tot=LAATSTE_DAG,
    gevraagd_op=DAG,
    schort_op=True,
)
STUK_ONTVANGEN = StukOntvangen(
    **VAN,
    stuk_id=STUK,
    soort="jaarcijfers",
    bron="ondernemer",
    bestandssoort="pdf",
    bytes=81234,
    kenmerk="1f" * 32,
    ontvangen_op=DAG,
)
STUK_GECONTROLEERD = StukGecontroleerd(
    **VAN, stuk_id=STUK, soort="jaarcijfers", gecontroleerd_op=DAG
)
STUK_AFGEWEZEN = StukAfgewezen(
    **VAN,
    stuk_id=STUK,
    soort="jaarcijfers",
    reden="onleesbaar",
    uitvraag_id=UITVRAAG,
    hersteltermijn_tot=LAATSTE_DAG,
    afgewezen_op=DAG,
)
STUK_VERVALLEN = StukVervallen(
    **VAN, stuk_id=STUK, soort="jaarcijfers", reden="ander_dossier", vervallen_op=DAG
)
STUKKEN_COMPLEET = StukkenCompleet(
    **VAN, uitvraag_id=UITVRAAG, aanvraag_id=AANVRAAG, compleet_op=DAG
)
NOTITIE_GEMAAKT = NotitieGemaakt(**VAN, notitie_id=NOTITIE, door="consulent-1", gemaakt_op=DAG)
STUKFEITEN = (
    STUKKEN_GEVRAAGD,
    STUK_ONTVANGEN,
    STUK_GECONTROLEERD,
    STUK_AFGEWEZEN,
    STUK_VERVALLEN,
    STUKKEN_COMPLEET,
)
SLUIT = SluitDossier(dossier_id=DOSSIER, reden="geholpen", op=DAG)
HEROPEN = HeropenDossier(dossier_id=DOSSIER, reden="nieuwe_feiten", op=DAG)
VOEG_SAMEN = VoegPersoonSamen(dossier_id=DOSSIER, persoon_id=PERSOON, was_persoon_id=ANDER, op=DAG)
WIS = WisPersoon(dossier_id=DOSSIER, op=DAG)
AFGESLOTEN = DossierAfgesloten(gemeente="GM9901", reden="geholpen", afgesloten_op=DAG)
HEROPEND = DossierHeropend(gemeente="GM9901", reden="nieuwe_feiten", heropend_op=DAG)
SAMENGEVOEGD = PersoonSamengevoegd(
    gemeente="GM9901", persoon_id=PERSOON, was_persoon_id=ANDER, samengevoegd_op=DAG
)
GEWIST = PersoonGewist(gemeente="GM9901", gewist_op=DAG)

FEITEN = (
    ONTVANGEN,
    AANGEVULD,
    INGETROKKEN,
    GECORRIGEERD,
    INGEDIEND,
    *STUKFEITEN,
    NOTITIE_GEMAAKT,
    AFGESLOTEN,
    HEROPEND,
    SAMENGEVOEGD,
    GEWIST,
)
VERZOEKEN = (REGISTREER, VUL_AAN, TREK_IN, CORRIGEER, SLUIT, HEROPEN, VOEG_SAMEN, WIS)
STUKVERZOEKEN = (
    VRAAG_STUKKEN,
    REGISTREER_ONTVANGST,
    CONTROLEER_STUK,
    WIJS_STUK_AF,
    LAAT_VERVALLEN,
    LAAT_UITVRAAG_VERVALLEN,
)
