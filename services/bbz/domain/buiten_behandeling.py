"""An application is left unhandled by a decision: what was asked did not come in in time (Awb 4:5 lid 1 and 4)."""

from services.bbz.domain.commands import StelBuitenBehandeling
from services.bbz.domain.events import AanvraagBuitenBehandelingGesteld, Aanvraagfeit
from services.bbz.domain.kader import Kader
from services.bbz.domain.mandaat import mandaat
from services.bbz.domain.state import Aanvraag
from services.bbz.domain.verstrekking import voorstel
from services.bbz.domain.weigeringen import (
    BesluitMagNiet,
    BuitenBehandelingIsTeLaat,
    GeenStukUitgebleven,
)

GRONDSLAG = "Awb artikel 4:5 lid 1"


def stel_buiten_behandeling(
    state: Aanvraag, verzoek: StelBuitenBehandeling, kader: Kader
) -> list[Aanvraagfeit]:
    """Only after papers were asked by a letter with a last day, and within four weeks after it; nobody assessed it, so one person signs."""
    if state.buiten_behandeling and (
        state.buiten_behandeling.ondertekenaar == verzoek.ondertekenaar
    ):
        return []
    state.moet_lopen()
    uitgebleven = state.uitgebleven
    if uitgebleven is None or uitgebleven.uitvraag_id is None or state.hersteltermijn_tot is None:
        raise GeenStukUitgebleven
    uiterlijk = uitgebleven.buiten_behandeling_tot
    if uiterlijk is None or verzoek.op > uiterlijk:
        raise BuitenBehandelingIsTeLaat
    toets = mandaat(
        voorstel(state, verzoek.ondertekenaar, verzoek.op).na(bedrag_cent=0), kader.mandaten
    )
    if not toets.is_voldaan:
        raise BesluitMagNiet(toets)
    return [
        AanvraagBuitenBehandelingGesteld(
            dossier_id=state.kern.dossier_id,
            gemeente=state.kern.gemeente,
            grondslag=GRONDSLAG,
            hersteltermijn_tot=state.hersteltermijn_tot,
            ondertekenaar=verzoek.ondertekenaar,
            mandaat=kader.mandaten.kenmerk(verzoek.ondertekenaar, state.kern.gemeente, verzoek.op),
            gesteld_op=verzoek.op,
        )
    ]
