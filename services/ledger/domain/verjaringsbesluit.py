"""A decision that arrears are barred, with what the books know of aanmaningen and dwangbevelen (Awb 4:105, 4:106)."""

from services.ledger.domain.commands import NeemBesluit
from services.ledger.domain.gronden import VERJARING
from services.ledger.domain.herrekening import Boek
from services.ledger.domain.mutatiegegevens import AchterstandKwijt


def verjaring_aangevuld(verzoek: NeemBesluit, boek: Boek) -> NeemBesluit:
    """Who waives arrears because they are barred, waives what is barred and no more; every stuiting that is known counts."""
    gegevens = verzoek.gegevens
    if not isinstance(gegevens, AchterstandKwijt) or not (
        gegevens.verjaring or verzoek.motivering == "verjaard" or gegevens.grondslag == VERJARING
    ):
        return verzoek
    alle = sorted({*gegevens.stuitingen, *boek.stuitingen()}, key=lambda een: (een.dag, een.soort))
    return verzoek.model_copy(update={"gegevens": gegevens.model_copy(update={"verjaring": True, "stuitingen": tuple(alle)})})
