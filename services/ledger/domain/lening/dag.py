"""What a day brings to a loan by itself: how far it can be computed, and which payments were missed."""

from datetime import date, timedelta

from services.ledger.domain.lening.commands import SluitDag
from services.ledger.domain.lening.dossier import Leningdossier
from services.ledger.domain.lening.gemist import Invorderingsstand, stel_gemist_vast
from services.ledger.domain.lening.herrekening import gerekend_tm, reken_door
from services.ledger.domain.lening.schuldbeeld import beeld_van
from services.ledger.domain.lening.state import Lening
from shared.begrippen import Feit
from shared.recht.dagtelling import Dagtelling

DAG = timedelta(days=1)


def sluit_dag(lening: Lening, verzoek: SluitDag, dossier: Leningdossier) -> list[Feit]:
    """All that is to be done up to and including a day; a second time there is nothing left to do."""
    tot = rekenbaar_tm(lening, verzoek)
    if lening.status != "lopend" or tot is None:
        return []
    bijboeking = reken_door(lening, dossier, verzoek.dag, tot)
    stel_gemist_vast(
        bijboeking, verzoek.afschriften_tot, lambda: _invordering(lening, dossier, verzoek.dag)
    )
    return bijboeking.sluit_af()


def _invordering(lening: Lening, dossier: Leningdossier, dag: date) -> Invorderingsstand:
    return Invorderingsstand(
        beeld_van(lening, lambda: dossier.feiten), dossier.traject, dag, dossier.parameters
    )


def rekenbaar_tm(lening: Lening, verzoek: SluitDag) -> date | None:
    """Interest on days waits for the statements: a receipt inside the term changes the sum. None for a day that is behind."""
    al = gerekend_tm(lening)
    if verzoek.dag < al:
        return None
    if lening.voorwaarden is None or lening.vraag.dagtelling is Dagtelling.MAAND:
        return verzoek.dag
    afschriften_tot = verzoek.afschriften_tot or al - DAG
    return max(al, min(verzoek.dag, afschriften_tot + DAG))


def volgende_actie(lening: Lening) -> tuple[date | None, date | None]:
    """When a day has something to do for this loan: on or after the first day, or as soon as statements are in beyond the second."""
    if lening.status != "lopend":
        return None, None
    if lening.stand is None or lening.punt is None:
        return lening.uitbetaald_op, None
    return lening.stand.volgende_dag, min(
        (termijn.vervaldag for termijn in lening.vervallen if not termijn.is_gemist), default=None
    )
