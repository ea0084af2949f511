"""A decision that arrears are barred, with what the books know of aanmaningen and dwangbevelen (Awb 4:105, 4:106)."""

from services.ledger.domain.lening.commands import NeemBesluit
from services.ledger.domain.lening.dossier import Leningdossier
from services.ledger.domain.lening.weigeringen import MutatieMagNiet
from services.ledger.domain.verloop.gegevens import AchterstandKwijt, Kwijtschelding
from services.ledger.domain.vier_ogen.gronden import VERJARING

GEEN_BEDRAG = (
    "Kies bij verjaring 'Achterstand kwijtschelden': dan vervalt alleen wat verjaard is, "
    "elk bedrag na zijn eigen termijn (Awb 4:104)."
)


def verjaring_aangevuld(verzoek: NeemBesluit, dossier: Leningdossier) -> NeemBesluit:
    """Who waives arrears because they are barred, waives what is barred and no more; every stuiting that is known counts.

    Raises MutatieMagNiet for an amount at choice: nobody but the law says what is barred.
    """
    gegevens = verzoek.gegevens
    if not isinstance(gegevens, AchterstandKwijt | Kwijtschelding) or not _om_verjaring(
        verzoek, gegevens
    ):
        return verzoek
    if isinstance(gegevens, Kwijtschelding):
        raise MutatieMagNiet(GEEN_BEDRAG)
    alle = sorted({*gegevens.stuitingen, *dossier.stuitingen}, key=lambda een: (een.dag, een.soort))
    return verzoek.na(gegevens=gegevens.na(verjaring=True, stuitingen=tuple(alle)))


def _om_verjaring(verzoek: NeemBesluit, gegevens: AchterstandKwijt | Kwijtschelding) -> bool:
    gezegd = isinstance(gegevens, AchterstandKwijt) and gegevens.verjaring
    return gezegd or verzoek.motivering == "verjaard" or gegevens.grondslag == VERJARING
