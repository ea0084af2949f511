"""A run as facts, in order: what no longer holds, the decision, what is new, and what follows from it for the loan."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from services.ledger.domain.grootboek.boeking import (
    Mutatie,
    OpenTermijn,
    Rekenpunt,
    Rekenstand,
    Saldi,
    Verandering,
)
from services.ledger.domain.grootboek.boekregels import omgekeerd
from services.ledger.domain.lening.besluiten import Besluit
from services.ledger.domain.lening.events import (
    AchterstandIngelopen,
    BoekingTeruggedraaid,
    LeningAfgelost,
    LeningHeropend,
    LeningHerrekend,
    TermijnVervallen,
)
from services.ledger.domain.lening.feit_van_posting import feit_van, termijn_vervallen
from services.ledger.domain.lening.open_termijnen import (
    Boeken,
    Boekingskenmerk,
    Termijnvraag,
    boekingskenmerk,
)
from services.ledger.domain.lening.rekenpunt import rekenpunt
from services.ledger.domain.lening.rekenstand import (
    open_termijnen,
    rekenstand,
    verandering_naar,
    wat_anderen_weten,
)
from services.ledger.domain.lening.saldi import met_achterstand, na_feit, schuld
from services.ledger.domain.lening.state import Lening
from services.ledger.domain.lening.toelichting import uitleg_van
from services.ledger.domain.verloop import leningstand
from services.ledger.domain.verloop import mutaties as m
from services.ledger.domain.verloop.kennis import Verloop
from services.ledger.domain.verloop.leningstand import Posting, Stand
from services.ledger.domain.verloop.mutaties import bron
from shared.begrippen import Feit
from shared.dates import voluit
from shared.money import bedrag


@dataclass
class Bijboeking:
    """`uit` is a run of `rekenlening` up to and including `tot`; what it posts is laid beside the books, and booked on `dag`.

    `nieuw` is the mutation that only now became known.
    """

    lening: Lening
    rekenlening: leningstand.Leningvoorwaarden
    boeken: Boeken
    uit: Verloop
    parameterset: str
    dag: date
    tot: date
    nieuw: m.Mutatie | None = None
    feiten: list[Mutatie] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.saldi = self.lening.saldi
        self.boeken.gevraagd |= {vraag.vervaldag: vraag for vraag in self._termijnvragen()}
        for toerekening in (een.toerekening for een in self.uit.postings if een.toerekening):
            for post in (*toerekening.rente, *toerekening.hoofdsom):
                self.boeken.betaald[post.vervaldag] += post.cent

    @property
    def stand(self) -> Stand:
        return self.uit.standen[self.rekenlening.lening_id]

    @property
    def termijnen(self) -> tuple[OpenTermijn, ...]:
        return open_termijnen(self.stand, self.boeken, self.tot)

    @property
    def rekenstand(self) -> Rekenstand:
        """Where the loan stands after the run."""
        return rekenstand(self.rekenlening, self.stand, self.termijnen, self.tot)

    @property
    def rekenpunt(self) -> Rekenpunt:
        """From where the sums go on."""
        return rekenpunt(self.stand, self.uit.mijlpalen[-1][0])

    def boek(self, besluit: Besluit | None = None) -> None:
        """The difference between what is booked and what has to be."""
        geboekt = self.boeken.geboekt
        nodig = Counter(
            boekingskenmerk(een.valutadatum, een.boekregels)
            for een in self.uit.postings
            if een.boekregels
        )
        terug, nieuw = geboekt - nodig, self._postings(nodig - geboekt)
        if terug:
            self._meld_herrekening(terug)
        for een in sorted(terug.elements()):
            self._draai_terug(een)
        if besluit:
            nieuw = self._neem_besluit(besluit, nieuw)
        self._boek_postings(nieuw)
        self.stel_saldi_vast()

    def sluit_af(self) -> list[Feit]:
        """What follows for the loan as a whole. Beside the last fact goes how it stands and from where the sums go on."""
        if not self.feiten:
            return []
        stand = self.rekenstand
        if self.lening.gemist and not any(een.is_gemist for een in stand.open_termijnen):
            self.leg_vast(AchterstandIngelopen(**self.kop(self._valuta, "Bbz art. 39")))
        if stand.status == "afgelost" and self.lening.status != "afgelost":
            self.leg_vast(LeningAfgelost(**self.kop(self._valuta, "Bbz art. 39")))
        if stand.status != "afgelost" and self.lening.status == "afgelost":
            self.leg_vast(LeningHeropend(**self.kop(self._valuta, "Bbz art. 39")))
        was = wat_anderen_weten(self.lening.stand) if self.lening.stand else None
        verandering = verandering_naar(stand, was)
        self._zeg_wat_gemist_is(verandering)
        self.feiten[-1] = self.feiten[-1].na(
            verandering=verandering,
            gerekend_tm=None if self.tot == self.dag else self.tot,
            stand=stand,
            punt=self.rekenpunt,
        )
        return list(self.feiten)

    def leg_vast(self, feit: Mutatie) -> None:
        self.saldi = na_feit(self.saldi, feit)
        self.feiten.append(feit.na(saldi=self.saldi))

    def stel_saldi_vast(self) -> None:
        """The exact figures, in the last fact so far."""
        self.saldi = met_achterstand(self.saldi, self.termijnen)
        if self.feiten:
            self.feiten[-1] = self.feiten[-1].na(saldi=self.saldi)

    def kop(
        self, valutadatum: date | None = None, grondslag: str = "", uitleg: str = ""
    ) -> dict[str, Any]:
        kop = {
            "dossier_id": self.lening.dossier_id,
            "gemeente": self.lening.gemeente,
            "boekdatum": self.dag,
            "parameterset": self.parameterset,
        }
        if valutadatum is not None:
            kop |= {"valutadatum": valutadatum, "grondslag": grondslag}
        return kop | {"uitleg": uitleg} if uitleg else kop

    @property
    def _valuta(self) -> date:
        """What follows from a booking counts from the same day."""
        return self.feiten[-1].valutadatum

    def _zeg_wat_gemist_is(self, verandering: Verandering | None) -> None:
        """Where a mutation ends in terms that fell due, which nobody else hears of, the last fact that others hear says it too."""
        gehoord = [
            nr for nr, feit in enumerate(self.feiten) if not isinstance(feit, TermijnVervallen)
        ]
        if self.nieuw and gehoord:
            feit, nu = self.feiten[gehoord[-1]], {"achterstand_cent", "gemiste_termijnen"}
            saldi = feit.saldi.na(**self.saldi.model_dump(include=nu))
            self.feiten[gehoord[-1]] = feit.na(verandering=verandering, saldi=saldi)

    def _meld_herrekening(self, terug: Counter[Boekingskenmerk]) -> None:
        vanaf = min(een.valutadatum for een in terug)
        nieuw = self._nieuwe_saldi()
        was, wordt = schuld(self.saldi), schuld(nieuw)
        bedragen = f"was {bedrag(was)}, is {bedrag(wordt)}, verschil {bedrag(wordt - was)}"
        uitleg = f"Herrekend vanaf {voluit(vanaf)}: nog te betalen {bedragen}."
        self.leg_vast(
            LeningHerrekend(
                **self.kop(vanaf, "Awb 4:92; rekenregels A-22", uitleg),
                vanaf=vanaf,
                saldi_oud=self.saldi,
                saldi_nieuw=nieuw,
                teruggedraaid=terug.total(),
            )
        )

    def _nieuwe_saldi(self) -> Saldi:
        stand = self.stand
        los = Saldi(
            hoofdsom_cent=stand.hoofdsom_cent,
            rente_cent=stand.rente_open(),
            kosten_cent=stand.kosten_cent,
            tegoed_cent=stand.tegoed_cent,
        )
        return met_achterstand(los, self.termijnen)

    def _draai_terug(self, een: Boekingskenmerk) -> None:
        feit = self.boeken.boekingen[een].pop()
        self.leg_vast(
            BoekingTeruggedraaid(
                **self.kop(een.valutadatum, feit.grondslag, f"Teruggedraaid: {uitleg_van(feit)}"),
                boekregels=omgekeerd(feit.boekregels),
                soort=type(feit).__name__,
                bedrag_cent=sum(max(0, regel.bedrag_cent) for regel in feit.boekregels),
            )
        )

    def _postings(self, nodig: Counter[Boekingskenmerk]) -> list[Posting]:
        """Those that are not in the books; of bookings that are the same, those of the mutation that is new."""
        over, gekozen = Counter(nodig), []
        eigen = self.nieuw.mutatie_id if self.nieuw else ""
        for posting in sorted(self.uit.postings, key=lambda een: een.mutatie_id != eigen):
            kenmerk = boekingskenmerk(posting.valutadatum, posting.boekregels)
            if over[kenmerk] > 0:
                over[kenmerk] -= 1
                gekozen.append(posting)
        return gekozen

    def _neem_besluit(self, besluit: Besluit, nieuw: list[Posting]) -> list[Posting]:
        """The decision carries its own booking, and what a caseworker must look at; returns the other postings."""
        eigen = next((een for een in nieuw if _is_van(een.mutatie_id, besluit)), None)
        toelichting = eigen or next(
            (een for een in self.uit.postings if _is_van(een.mutatie_id, besluit)), None
        )
        anders: dict[str, Any] = {
            "signalen": tuple(
                een.tekst for een in self.uit.signalen if _is_van(een.mutatie_id, besluit)
            )
        }
        if toelichting:
            anders |= {"uitleg": str(toelichting.formule), "grondslag": toelichting.grondslag}
        self.leg_vast(besluit.na(**(anders | ({"boekregels": eigen.boekregels} if eigen else {}))))
        return [een for een in nieuw if een is not eigen]

    def _boek_postings(self, nieuw: list[Posting]) -> None:
        """New postings in their order, and between them the terms that fell due, or that ask something else than was thought."""
        gesloten, gekozen = list(self.boeken.gesloten), {id(een) for een in nieuw}
        for posting in self.uit.postings:
            if posting.soort == "termijn":
                gesloten.append(self._vraag_van(posting))
                continue
            self._laat_vervallen(gesloten, posting.valutadatum)
            if id(posting) in gekozen:
                self.leg_vast(
                    feit_van(posting, self.stand.schema, self.boeken.gevraagd, self.kop())
                )
        self._laat_vervallen(gesloten, self.tot)

    def _laat_vervallen(self, gesloten: list[Termijnvraag], dag: date) -> None:
        for vraag in [een for een in gesloten if een.vervaldag <= dag]:
            gesloten.remove(vraag)
            if self.boeken.vervallen.get(vraag.nr) != vraag:
                self.leg_vast(termijn_vervallen(vraag, self.kop()))

    def _termijnvragen(self) -> list[Termijnvraag]:
        return [self._vraag_van(een) for een in self.uit.postings if een.soort == "termijn"]

    def _vraag_van(self, posting: Posting) -> Termijnvraag:
        valt = posting.vervaldag or posting.valutadatum
        return Termijnvraag(
            posting.termijn,
            valt,
            posting.bedrag_cent - posting.aflossing_cent,
            posting.aflossing_cent,
        )


def _is_van(mutatie_id: str, besluit: Besluit) -> bool:
    return bool(mutatie_id) and bron(mutatie_id) == besluit.besluit_id
