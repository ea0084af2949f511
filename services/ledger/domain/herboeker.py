"""The facts of a herrekening, in order: how it stood, what no longer holds, the decision, what is new, and what follows from it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from services.ledger.domain.besluiten import Besluit
from services.ledger.domain.boekregels import omgekeerd
from services.ledger.domain.doorrekening.kennis import Verloop as Uitkomst
from services.ledger.domain.doorrekening.leningstand import Posting, Stand
from services.ledger.domain.events import (
    AchterstandIngelopen,
    BetalingGemist,
    BoekingTeruggedraaid,
    LeningAfgelost,
    LeningHeropend,
    LeningHerrekend,
    Mutatie,
    OpenTermijn,
    Saldi,
    TermijnVervallen,
)
from services.ledger.domain.geschiedenis import Boeking, Geschiedenis, boeking, bron
from services.ledger.domain.herrekenfeiten import feit_van, termijn_van
from services.ledger.domain.rekenstand import met_achterstand, na_regels, open_termijnen, rekenstand, schuld
from services.ledger.domain.state import Lening
from shared.begrippen import Feit
from shared.money import bedrag


@dataclass
class Herboeker:
    """`uit` is the run with everything known; `saldi` runs along with the facts."""

    lening: Lening
    historie: Geschiedenis
    uit: Uitkomst
    parameterset: str
    dag: date
    feiten: list[Mutatie] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.saldi = self.lening.saldi
        self.gemist = set(self.historie.gemist)

    @property
    def stand(self) -> Stand:
        return self.uit.standen[self.historie.lening.lening_id]

    @property
    def termijnen(self) -> tuple[OpenTermijn, ...]:
        return open_termijnen(self.historie, self.stand, self.dag, self.gemist)

    def boek(self, besluit: Besluit | None) -> None:
        """The difference between what is booked and what has to be."""
        geboekt = self.historie.geboekt
        nodig = Counter(boeking(een.valutadatum, een.boekregels) for een in self.uit.postings if een.boekregels)
        terug, nieuw = geboekt - nodig, self._postings(nodig - geboekt)
        if terug or not (self.lening.is_herrekend or besluit or not nieuw):
            self._meld_herrekening(terug or Counter(boeking(een.valutadatum, een.boekregels) for een in nieuw), terug.total())
        for een in sorted(terug.elements()):
            self._draai_terug(een)
        if besluit:
            nieuw = self._neem_besluit(besluit, nieuw)
        for posting in nieuw:
            self._leg_vast(feit_van(posting, self.stand.schema, self._kop()))
        self._laat_vervallen()

    def stel_gemist_vast(self, afschriften_tot: date | None) -> None:
        """Terms whose vervaldag lies before the last day of which all receipts are known, once each."""
        for termijn in self.termijnen:
            if afschriften_tot is None or not termijn.is_vervallen or termijn.is_gemist or termijn.vervaldag >= afschriften_tot:
                continue
            self.gemist.add(termijn.vervaldag)
            aantal = sum(een.is_gemist for een in self.termijnen)
            uitleg = f"Van termijn {termijn.nr} ({bedrag(termijn.termijnbedrag_cent)}) staat {bedrag(termijn.open_cent)} nog open."
            self._leg_vast(BetalingGemist(
                **self._kop(termijn.vervaldag, "Bbz art. 39 lid 1 a 3", uitleg), termijn=termijn.nr, vervaldag=termijn.vervaldag,
                termijnbedrag_cent=termijn.termijnbedrag_cent, openstaand_cent=termijn.open_cent, gemiste_termijnen=aantal,
                betalingskenmerk=self.lening.betalingskenmerk,
            ))  # fmt: skip

    def sluit_af(self) -> list[Feit]:
        """What follows for the loan as a whole; the last fact says how it stands."""
        stand = rekenstand(self.historie, self.stand, self.termijnen, self.dag)
        if self.lening.gemist and not any(een.is_gemist for een in self.termijnen):
            self._leg_vast(AchterstandIngelopen(**self._kop(self.dag, "Bbz art. 39", "De achterstand is ingelopen.")))
        if stand.status == "afgelost" and self.lening.status != "afgelost":
            self._leg_vast(LeningAfgelost(**self._kop(self.dag, "Bbz art. 39", "Er staat niets meer open: de lening is afgelost.")))
        if stand.status != "afgelost" and self.lening.status == "afgelost":
            self._leg_vast(LeningHeropend(**self._kop(self.dag, "Bbz art. 39", "Er staat weer iets open op deze lening.")))
        if self.feiten:
            saldi = met_achterstand(self.saldi, self.termijnen)
            self.feiten[-1] = self.feiten[-1].model_copy(update={"stand": stand, "saldi": saldi})
        return list(self.feiten)

    def _meld_herrekening(self, anders: Iterable[Boeking], teruggedraaid: int) -> None:
        vanaf = min(een.valutadatum for een in anders)
        nieuw = self._nieuwe_saldi()
        verschil = bedrag(schuld(nieuw) - schuld(self.saldi))
        uitleg = (
            f"Herrekend vanaf {vanaf}: nog te betalen was {bedrag(schuld(self.saldi))}, is {bedrag(schuld(nieuw))}, verschil {verschil}."
        )
        self._leg_vast(LeningHerrekend(
            **self._kop(vanaf, "Awb 4:92; law.md A-22", uitleg), vanaf=vanaf, saldi_oud=self.saldi, saldi_nieuw=nieuw,
            teruggedraaid=teruggedraaid,
        ))  # fmt: skip

    def _nieuwe_saldi(self) -> Saldi:
        stand = self.stand
        los = Saldi(
            hoofdsom_cent=stand.hoofdsom_cent, rente_cent=stand.rente_open(), kosten_cent=stand.kosten_cent, tegoed_cent=stand.tegoed_cent
        )
        return met_achterstand(los, self.termijnen)

    def _postings(self, nodig: Counter[Boeking]) -> list[Posting]:
        over, nieuw = Counter(nodig), []
        for posting in self.uit.postings:
            sleutel = boeking(posting.valutadatum, posting.boekregels)
            if over[sleutel] > 0:
                over[sleutel] -= 1
                nieuw.append(posting)
        return nieuw

    def _draai_terug(self, een: Boeking) -> None:
        feit = self.historie.boekingen[een].pop()
        self._leg_vast(BoekingTeruggedraaid(
            **self._kop(een.valutadatum, feit.grondslag, f"Teruggedraaid: {feit.uitleg}"), boekregels=omgekeerd(feit.boekregels),
            soort=type(feit).__name__, bedrag_cent=sum(max(0, regel.bedrag_cent) for regel in feit.boekregels),
        ))  # fmt: skip

    def _neem_besluit(self, besluit: Besluit, nieuw: list[Posting]) -> list[Posting]:
        """The decision carries its own booking, and what a caseworker must look at; returns the other postings."""
        eigen = next((een for een in self.uit.postings if _is_van(een.mutatie_id, besluit)), None)
        anders: dict[str, Any] = {"signalen": tuple(een.tekst for een in self.uit.signalen if _is_van(een.mutatie_id, besluit))}
        if eigen:
            anders |= {"uitleg": eigen.formule, "grondslag": eigen.grondslag, "boekregels": eigen.boekregels}
        self._leg_vast(besluit.model_copy(update=anders))
        return [een for een in nieuw if een is not eigen]

    def _laat_vervallen(self) -> None:
        """Terms that fell due, or that ask something else than was thought."""
        rente = {een.valutadatum: een.bedrag_cent for een in self.uit.postings if een.soort == "rente" and not een.mutatie_id}
        for posting in self.uit.postings:
            if posting.soort != "termijn":
                continue
            feit = termijn_van(posting, rente, self.stand.schema, self._kop())
            eerder = self.historie.termijnen.get(feit.termijn)
            if feit.vervaldag <= self.dag and not (eerder and _vraagt(eerder) == _vraagt(feit)):
                self.historie.termijnen[feit.termijn] = feit
                self._leg_vast(feit)

    def _kop(self, valutadatum: date | None = None, grondslag: str = "", uitleg: str = "") -> dict[str, Any]:
        kop = {
            "dossier_id": self.lening.dossier_id, "gemeente": self.lening.gemeente, "boekdatum": self.dag,
            "parameterset": self.parameterset,
        }  # fmt: skip
        return kop if valutadatum is None else kop | {"valutadatum": valutadatum, "grondslag": grondslag, "uitleg": uitleg}

    def _leg_vast(self, feit: Mutatie) -> None:
        self.saldi = na_regels(self.saldi, feit.boekregels)
        self.feiten.append(feit.model_copy(update={"saldi": self.saldi}))


def _is_van(mutatie_id: str, besluit: Besluit) -> bool:
    return bool(mutatie_id) and bron(mutatie_id) == besluit.besluit_id


def _vraagt(termijn: TermijnVervallen) -> tuple[date, int, int]:
    return termijn.vervaldag, termijn.rente_cent, termijn.aflossing_cent
