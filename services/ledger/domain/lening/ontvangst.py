"""A receipt: it counts from the day on which it was credited, whenever it becomes known (Awb art. 4:89 lid 3, 4:92)."""

from services.ledger.domain.grootboek.weigeringen import BedragIsNietPositief
from services.ledger.domain.lening.commands import BoekBetaling
from services.ledger.domain.lening.dossier import Leningdossier
from services.ledger.domain.lening.geschiedenis import LAATSTE, ontvangst
from services.ledger.domain.lening.herrekening import gerekend_tm, reken_door
from services.ledger.domain.lening.state import Lening
from services.ledger.domain.lening.weigeringen import LeningIsAfgelost, LeningIsOnbekend
from services.ledger.domain.verloop.mutaties import mutatie_id
from shared.begrippen import Feit


def boek_betaling(lening: Lening, verzoek: BoekBetaling, dossier: Leningdossier) -> list[Feit]:
    """What is due, the coming term, then the hoofdsom; what was booked on a later day is done again with it (A-22)."""
    if verzoek.betaling_id in lening.bekende_ontvangsten:
        return []
    moet_kunnen(lening, verzoek)
    nummer = mutatie_id(LAATSTE, verzoek.betaling_id)
    betaling = ontvangst(nummer, verzoek.bedrag_cent, verzoek.op, verzoek.valutadatum)
    return reken_door(
        lening, dossier, verzoek.op, max(verzoek.valutadatum, gerekend_tm(lening)), betaling
    ).sluit_af()


def moet_kunnen(lening: Lening, verzoek: BoekBetaling) -> None:
    """Raises what speaks against any receipt on this loan."""
    if lening.status == "onbekend":
        raise LeningIsOnbekend
    if lening.status == "afgelost":
        raise LeningIsAfgelost
    if verzoek.bedrag_cent <= 0:
        raise BedragIsNietPositief
