"""What a day brings to a loan: interest at the end of a term, terms that fall due, payments that were missed."""

from collections.abc import Callable
from datetime import date

from services.ledger.domain.boekregels import Grootboek, boeking, credit, debet
from services.ledger.domain.commands import SluitDag
from services.ledger.domain.decide_betaling import verreken_tegoed
from services.ledger.domain.events import BetalingGemist, Mutatie, OpenTermijn, RenteGeboekt, TermijnVervallen
from services.ledger.domain.state import Lening
from services.ledger.domain.termijnbedrag import DAG, aflossing_van, heeft_rente, rente_loopt, rente_van, rentebegrip
from services.ledger.domain.verloop import Verloop, sluit_af
from shared.begrippen import Feit
from shared.money import bedrag

Stap = Callable[[Verloop, date], None]


def sluit_dag(lening: Lening, verzoek: SluitDag) -> list[Feit]:
    """All that is to be done up to and including a day, in the order of the days; a second time there is nothing left to do."""
    verloop = Verloop(lening)
    if lening.status == "lopend":
        while stap := _volgende_stap(verloop.lening, verzoek):
            stap(verloop, verzoek.dag)
        for termijn in _gemist(verloop.lening, verzoek.afschriften_tot):
            verloop.leg_vast(_betaling_gemist(verloop, termijn, verzoek.dag))
    return verloop.feiten


def volgende_actie(lening: Lening) -> tuple[date | None, date | None]:
    """When a day has something to do for this loan: on or after the first day, or as soon as statements are in beyond the second."""
    if lening.status != "lopend":
        return None, None
    if lening.stand:
        return lening.stand.volgende_dag, min((termijn.vervaldag for termijn in lening.vervallen if not termijn.is_gemist), default=None)
    dagen, afschriften = [dag_van_verval(lening)], [termijn.vervaldag for termijn in lening.vervallen if not termijn.is_gemist]
    if (rente := rentedag(lening)) and lening.telt_dagen:
        afschriften.append(lening.grens(lening.rentetermijn) - 2 * DAG)
    else:
        dagen.append(rente)
    return min((dag for dag in dagen if dag), default=None), min(afschriften, default=None)


def rentedag(lening: Lening) -> date | None:
    """When the next interest is posted: the last day of the term, or its vervaldag when that comes first."""
    nr = lening.rentetermijn
    return min(lening.grens(nr) - DAG, lening.vervaldag(nr)) if heeft_rente(lening, nr) and rente_loopt(lening) else None


def dag_van_verval(lening: Lening) -> date | None:
    """When the next term falls due; None while its interest is still to be posted, or when nothing is left to ask."""
    nr = lening.vervallen_termijn + 1
    if nr > lening.vraag.termijnen or (heeft_rente(lening, nr) and rente_loopt(lening) and lening.geboekte_termijn < nr):
        return None
    is_geboekt = any(not termijn.is_vervallen for termijn in lening.open_termijnen)
    return lening.vervaldag(nr) if lening.niet_vervallen_cent or is_geboekt else None


def _volgende_stap(lening: Lening, verzoek: SluitDag) -> Stap | None:
    rente, verval = rentedag(lening), dag_van_verval(lening)
    if rente and rente <= verzoek.dag and (verval is None or rente <= verval) and _afschriften_zijn_binnen(lening, verzoek.afschriften_tot):
        return _boek_rente
    return _laat_vervallen if verval and verval <= verzoek.dag else None


def _afschriften_zijn_binnen(lening: Lening, tot: date | None) -> bool:
    """Interest on days waits for the statements of the whole term: a receipt inside it changes the sum."""
    return not lening.telt_dagen or (tot is not None and tot >= lening.grens(lening.rentetermijn) - DAG)


def _boek_rente(verloop: Verloop, dag: date) -> None:
    """One posting for a term (Bbz art. 15; no interest on interest, Bbz art. 41 lid 3)."""
    lening = verloop.lening
    nr = lening.rentetermijn
    som = rente_van(lening, nr)
    geboekt = RenteGeboekt(
        **verloop.mutatie(
            boekdatum=dag, valutadatum=lening.grens(nr) - DAG, grondslag=rentebegrip(lening), uitleg=som.uitleg,
            boekregels=boeking(debet(Grootboek.RENTE, lening.cohort, som.cent), credit(Grootboek.RENTEBATEN, lening.cohort, som.cent)),
        ),
        termijn=nr, van=lening.grens(nr - 1), tot=lening.grens(nr), vervaldag=lening.vervaldag(nr), rente_cent=som.cent,
    )  # fmt: skip
    verloop.leg_vast(geboekt)


def _laat_vervallen(verloop: Verloop, dag: date) -> None:
    """The next term falls due (Bbz art. 39); tegoed of an early payment pays it at once."""
    lening = verloop.lening
    nr = lening.vervallen_termijn + 1
    rente = sum(termijn.rente_cent for termijn in lening.open_termijnen if termijn.nr == nr)
    aflossing = aflossing_van(lening, nr, rente)
    vervallen: Mutatie = TermijnVervallen(
        **verloop.mutatie(
            boekdatum=dag, valutadatum=lening.vervaldag(nr), grondslag="Bbz art. 39",
            uitleg=f"Termijn {nr} is vervallen: {bedrag(rente)} rente en {bedrag(aflossing)} aflossing.",
        ),
        termijn=nr, vervaldag=lening.vervaldag(nr), rente_cent=rente, aflossing_cent=aflossing,
    )  # fmt: skip
    verloop.leg_vast(vervallen)
    verreken_tegoed(verloop, dag, lening.vervaldag(nr))
    sluit_af(verloop, vervallen)


def _gemist(lening: Lening, afschriften_tot: date | None) -> list[OpenTermijn]:
    """Terms to be found missed: their vervaldag lies before the last day of which all receipts are known."""
    if afschriften_tot is None:
        return []
    return [termijn for termijn in lening.vervallen if not termijn.is_gemist and termijn.vervaldag < afschriften_tot]


def _betaling_gemist(verloop: Verloop, termijn: OpenTermijn, dag: date) -> BetalingGemist:
    lening = verloop.lening
    return BetalingGemist(
        **verloop.mutatie(
            boekdatum=dag, valutadatum=termijn.vervaldag, grondslag="Bbz art. 39 lid 1 a 3",
            uitleg=f"Van termijn {termijn.nr} ({bedrag(termijn.termijnbedrag_cent)}) staat {bedrag(termijn.open_cent)} nog open.",
        ),
        termijn=termijn.nr, vervaldag=termijn.vervaldag, termijnbedrag_cent=termijn.termijnbedrag_cent, openstaand_cent=termijn.open_cent,
        gemiste_termijnen=len(lening.gemist) + 1, betalingskenmerk=lening.betalingskenmerk,
    )  # fmt: skip
