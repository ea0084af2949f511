"""May this application be recorded? What is asked may be incomplete: it counts from receipt all the same (Awb 4:5, 4:13)."""

from services.intake.domain.aanvraag.commands import DienAanvraagIn
from services.intake.domain.aanvraag.events import AanvraagIngediend
from services.intake.domain.aanvraag.state import Aanvraagbeeld
from services.intake.domain.aanvraag.weigeringen import (
    AanvraagLooptAl,
    GroepIsOnbekend,
    HulpIsBuitenBbz,
    OntvangstLigtInToekomst,
    OntvangstLigtTeVerTerug,
    OntvangstLigtVoorVoorganger,
    TipIsOnbekend,
    VraagPastNietBijSoort,
)
from services.intake.domain.weigeringen import (
    AanmeldingBestaatNiet,
    AanmeldingIsIngetrokken,
    DossierIsGesloten,
)
from shared.dates import plus_maanden

# No law: a day so long ago is a slip of the keyboard.
HOOGSTENS_MAANDEN_TERUG = 12


def decide(beeld: Aanvraagbeeld, verzoek: DienAanvraagIn) -> list[AanvraagIngediend]:
    """Raises the Weigering."""
    if beeld.aanmelding.status == "onbekend":
        raise AanmeldingBestaatNiet
    if beeld.aanmelding.status == "ingetrokken":
        raise AanmeldingIsIngetrokken
    if beeld.aanmelding.status == "afgesloten":
        raise DossierIsGesloten
    if beeld.aanmelding.is_buiten_bbz:
        raise HulpIsBuitenBbz
    if any(een.aanvraag_id == verzoek.aanvraag_id for een in beeld.bekend):
        return []
    if lopend := beeld.lopend(verzoek.soort):
        raise AanvraagLooptAl(verzoek.soort, lopend.aanvraag_id)
    if not beeld.aanmelding.is_groep_bekend:
        raise GroepIsOnbekend
    _moet_passen(verzoek)
    voorganger = beeld.voorganger(verzoek.soort)
    if verzoek.ontvangen_op > verzoek.op:
        raise OntvangstLigtInToekomst
    if verzoek.ontvangen_op < plus_maanden(verzoek.op, -HOOGSTENS_MAANDEN_TERUG):
        raise OntvangstLigtTeVerTerug
    if voorganger and verzoek.ontvangen_op < voorganger.ontvangen_op:
        raise OntvangstLigtVoorVoorganger
    gegeven = {tip.code for tip in voorganger.tips} if voorganger else set()
    if not gegeven.issuperset(verzoek.opgevolgde_tips):
        raise TipIsOnbekend
    return [
        AanvraagIngediend(
            dossier_id=verzoek.dossier_id,
            aanvraag_id=verzoek.aanvraag_id,
            gemeente=beeld.aanmelding.gemeente,
            groep=beeld.aanmelding.groep,
            soort=verzoek.soort,
            ontvangen_op=verzoek.ontvangen_op,
            gevraagd_cent=verzoek.gevraagd_cent,
            gevraagde_maanden=verzoek.gevraagde_maanden,
            bestemming=verzoek.bestemming,
            voorganger=voorganger.aanvraag_id if voorganger else None,
            ingediend_door=verzoek.ingediend_door,
            ingediend_op=verzoek.op,
            opgevolgde_tips=verzoek.opgevolgde_tips,
        )
    ]


def _moet_passen(verzoek: DienAanvraagIn) -> None:
    past_niet = (
        verzoek.gevraagde_maanden if verzoek.soort == "bedrijfskapitaal" else verzoek.bestemming
    )
    if past_niet is not None:
        raise VraagPastNietBijSoort
