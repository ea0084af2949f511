"""A payment was missed: its last day is over, every receipt of that day is known, and something is still open (Bbz art. 39, Awb 4:87).

What may go out about it is one rule, from the state of collection (rekenregels 9; Awb 4:87, 4:94 lid 2, 4:112).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from services.ledger.domain.grootboek.boeking import OpenTermijn
from services.ledger.domain.invordering.schuldbeeld import Schuldbeeld
from services.ledger.domain.invordering.state import Traject
from services.ledger.domain.lening.bijboeken import Bijboeking
from services.ledger.domain.lening.events import BetalingGemist
from shared.parameters import Parameterset
from shared.recht.post import verzenddag
from shared.recht.termijnen import wekentermijn

Beletsel = Literal["alles_gevraagd", "staat_stil", "aanmaning"]


@dataclass(frozen=True, slots=True)
class Invorderingsstand:
    """A loan and its ladder at the start of a day, before what that day brings."""

    beeld: Schuldbeeld
    traject: Traject
    dag: date
    parameters: Parameterset

    @property
    def beletsel(self) -> Beletsel | None:
        """Why no herinnering for a single term goes out; None: it may."""
        if self.beeld.beschikking:
            return "alles_gevraagd"
        if self.staat_stil:
            return "staat_stil"
        return "aanmaning" if self._is_aanmaning_aan_de_beurt else None

    @property
    def staat_stil(self) -> bool:
        """By the books, by a person or for an appointment, on this day or on the day that its post goes out."""
        van_mensen = [pauze for pauze in self.traject.pauzes if pauze.bron is None]
        dagen = (self.dag, verzenddag(self.dag))
        return bool(self.traject.afspraak) or any(
            een.loopt(dag) for een in (*self.beeld.stops, *van_mensen) for dag in dagen
        )

    def laatste_dag(self, termijn: OpenTermijn, opgeeist_op: date | None) -> date | None:
        """The last day to pay; None while the time for it stands still. What was claimed at once has its betaaltermijn (Awb 4:87)."""
        if opgeeist_op is None or termijn.vervaldag < opgeeist_op:
            return termijn.vervaldag
        tot = self._betaaltermijn_tot(opgeeist_op)
        stil_op = self.traject.gepauzeerd_op or self.dag
        return None if self.staat_stil and stil_op <= tot else max(termijn.vervaldag, tot)

    def _betaaltermijn_tot(self, opgeeist_op: date) -> date:
        """As the ladder counts it, pauses included; from the decision where no ladder runs yet."""
        beschikking = self.beeld.beschikking
        if self.traject.beschikking and self.traject.betaaltermijn_tot:
            return self.traject.betaaltermijn_tot
        bekend = beschikking.bekendgemaakt_op if beschikking else opgeeist_op
        return wekentermijn("betaaltermijn", bekend, self.parameters).laatste_dag

    @property
    def _is_aanmaning_aan_de_beurt(self) -> bool:
        """A demand lies ready, goes out today, or is the step of this day: it asks this term too."""
        traject, post = self.traject, verzenddag(self.dag)
        vandaag = traject.verstuurd_op is not None and traject.verstuurd_op >= self.dag
        gepland = traject.volgende
        komt = (
            gepland is not None
            and gepland.stap in ("aanmaning", "tweede_aanmaning")
            and gepland.op <= post
        )
        return bool(traject.opgemaakt) or vandaag or komt


def stel_gemist_vast(
    boeking: Bijboeking,
    afschriften_tot: date | None,
    invordering: Callable[[], Invorderingsstand],
) -> None:
    """What was to be paid before the last day of which all receipts are known, once each."""
    for termijn in boeking.termijnen:
        if (
            afschriften_tot is None
            or not termijn.is_vervallen
            or termijn.is_gemist
            or termijn.vervaldag >= afschriften_tot
        ):
            continue
        stand = invordering()
        laatste_dag = stand.laatste_dag(termijn, boeking.stand.opgeeist_op)
        if laatste_dag and laatste_dag < afschriften_tot:
            _leg_gemist_vast(boeking, termijn, laatste_dag, stand.beletsel)


def _leg_gemist_vast(
    boeking: Bijboeking, termijn: OpenTermijn, laatste_dag: date, beletsel: str | None
) -> None:
    boeking.boeken.gemist.add(termijn.vervaldag)
    aantal = sum(een.is_gemist and een.nr > 0 for een in boeking.termijnen)
    opgeeist_op = boeking.stand.opgeeist_op
    is_ineens = not termijn.nr or (opgeeist_op is not None and termijn.vervaldag >= opgeeist_op)
    grondslag = "Awb 4:87" if is_ineens else "Bbz art. 39 lid 1 a 3"
    boeking.leg_vast(
        BetalingGemist(
            **boeking.kop(termijn.vervaldag, grondslag),
            termijn=0 if termijn.vervaldag == opgeeist_op else termijn.nr,
            vervaldag=termijn.vervaldag,
            termijnbedrag_cent=termijn.termijnbedrag_cent,
            openstaand_cent=termijn.open_cent,
            gemiste_termijnen=aantal,
            betalingskenmerk=boeking.lening.betalingskenmerk,
            laatste_dag=laatste_dag if is_ineens else None,
            geen_herinnering=beletsel,
        )
    )
    boeking.stel_saldi_vast()
