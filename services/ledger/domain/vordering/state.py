"""One vordering, as its facts make it: what is due, since when, and what is open."""

from datetime import date, timedelta
from typing import Literal
from uuid import UUID

from services.ledger.domain.grootboek.boeking import Saldi
from services.ledger.domain.vier_ogen.motivering import Motivering
from services.ledger.domain.vordering.besluitsoorten import SOORTEN, VAN_FEIT
from services.ledger.domain.vordering.events import (
    Besluitsoort,
    OntvangstGeboekt,
    OntvangstTeruggenomen,
    TegoedToegerekend,
    VerzuimGezuiverd,
    VerzuimIngetreden,
    VerzuimrenteVastgesteld,
    VorderingBuitenInvordering,
    VorderingGeopend,
    VorderingHeropend,
    VorderingInInvordering,
    VorderingKwijtgescholden,
    Vorderingsbesluit,
    VorderingsbesluitVerworpen,
    VorderingsbesluitVoorgesteld,
    VorderingskostenGeboekt,
    Vorderingsoort,
    VorderingstegoedTeruggestort,
    Vorderingstermijn,
    VorderingVoldaan,
)
from services.ledger.domain.vordering.ontvangst import (
    Aflossing,
    Ontvangst,
    geboekt,
    toegerekend,
    vervangen,
    zonder,
)
from shared.begrippen import Feit, Waarde
from shared.recht.cohort import Cohort
from shared.recht.toerekening import Post

GEEN = UUID(int=0)
DAG = timedelta(days=1)


class Genomen(Waarde):
    """A decision or proposal that was made, as it was asked; `bedrag_cent` where a person names it."""

    besluit_id: UUID
    is_voorstel: bool
    soort: Besluitsoort
    bedrag_cent: int | None
    motivering: Motivering
    door: str
    betaling_id: UUID | None = None


class Vordering(Waarde):
    """Terms stay as they were asked; what was paid fills them from the first on."""

    status: Literal["onbekend", "open", "voldaan"] = "onbekend"
    vordering_id: UUID = GEEN
    dossier_id: UUID = GEEN
    gemeente: str = ""
    soort: Vorderingsoort = "terugvordering"
    cohort: Cohort = Cohort.BBZ_VANAF_2020
    grondslag: str = ""
    betalingskenmerk: str = ""
    parameterset: str = ""
    termijnen: tuple[Vorderingstermijn, ...] = ()
    verzuim_tot: int = 0
    aflossingen: tuple[Aflossing, ...] = ()
    rente_cent: int = 0
    vastgestelde_rente_cent: int = 0
    rentebetalingen: tuple[Aflossing, ...] = ()
    kosten_cent: int = 0
    tegoed_cent: int = 0
    besluit_id: UUID = GEEN
    bekendgemaakt_op: date = date.min
    gestaakt_op: date | None = None
    gestaakt_door: UUID | None = None
    voorstellen: tuple[VorderingsbesluitVoorgesteld, ...] = ()
    genomen: tuple[Genomen, ...] = ()
    ontvangsten: tuple[Ontvangst, ...] = ()

    @property
    def bekende_ontvangsten(self) -> frozenset[UUID]:
        """Every receipt that was ever booked here, also when it was taken off."""
        return frozenset(een.betaling_id for een in self.ontvangsten)

    @property
    def tellende_ontvangsten(self) -> tuple[Ontvangst, ...]:
        """The receipts that were not taken off."""
        return tuple(een for een in self.ontvangsten if not een.is_teruggenomen)

    @property
    def getelde_ontvangsten(self) -> dict[UUID, int]:
        """The receipts that count, in cents."""
        return {een.betaling_id: een.bedrag_cent for een in self.tellende_ontvangsten}

    def ontvangst(self, betaling_id: UUID) -> Ontvangst:
        """A receipt that is known here; raises StopIteration for another."""
        return next(een for een in self.ontvangsten if een.betaling_id == betaling_id)

    @property
    def is_gestaakt(self) -> bool:
        return self.gestaakt_op is not None

    @property
    def hoofdsom_cent(self) -> int:
        return sum(termijn.cent for termijn in self.termijnen) - sum(
            een.cent for een in self.aflossingen
        )

    @property
    def open_termijnen(self) -> tuple[Vorderingstermijn, ...]:
        """What is open of each term, the oldest first."""
        betaald, over = sum(een.cent for een in self.aflossingen), []
        for termijn in self.termijnen:
            open_cent = max(0, termijn.cent - betaald)
            betaald = max(0, betaald - termijn.cent)
            if open_cent:
                over.append(termijn.na(cent=open_cent))
        return tuple(over)

    @property
    def in_verzuim(self) -> tuple[Vorderingstermijn, ...]:
        """Open terms that were found unpaid (Awb 4:97)."""
        return tuple(termijn for termijn in self.open_termijnen if termijn.nr <= self.verzuim_tot)

    @property
    def saldi(self) -> Saldi:
        achterstand = sum(termijn.cent for termijn in self.in_verzuim)
        vervallen = achterstand + self.rente_cent + self.kosten_cent
        return Saldi(
            hoofdsom_cent=self.hoofdsom_cent,
            rente_cent=self.rente_cent,
            kosten_cent=self.kosten_cent,
            vervallen_cent=vervallen,
            achterstand_cent=achterstand,
            tegoed_cent=self.tegoed_cent,
            gemiste_termijnen=len(self.in_verzuim),
        )

    def saldi_op(self, dag: date) -> Saldi:
        """The balances with every term whose last day is over, also where nobody looked since (a close of the day finds verzuim)."""
        niet_gezien = [
            termijn.cent
            for termijn in self.open_termijnen
            if termijn.nr > self.verzuim_tot and termijn.vervaldag < dag
        ]
        saldi = self.saldi
        return saldi.na(vervallen_cent=saldi.vervallen_cent + sum(niet_gezien))

    @property
    def schuld_cent(self) -> int:
        """Hoofdsom, rente and kosten that are open."""
        return self.hoofdsom_cent + self.rente_cent + self.kosten_cent

    @property
    def nog_te_betalen_cent(self) -> int:
        """With what was paid back of a receipt that was taken off later: a tegoed below zero (BW 6:203)."""
        return self.schuld_cent - min(0, self.tegoed_cent)

    @property
    def verzuim_sinds(self) -> date | None:
        """The first unpaid vervaldag that was found; None without verzuim."""
        return self.in_verzuim[0].vervaldag if self.in_verzuim else None

    @property
    def grondslagen(self) -> tuple[Post, ...]:
        """The arrears from each day on, for wettelijke rente: each term from the day after its vervaldag (Awb 4:97)."""
        begin = [
            termijn.vervaldag + DAG for termijn in self.termijnen if termijn.nr <= self.verzuim_tot
        ]
        dagen = sorted(
            {*begin, *(een.dag for een in self.aflossingen if begin and een.dag > begin[0])}
        )
        return tuple(Post(dag, self._achterstand_op(dag)) for dag in dagen)

    @property
    def betaalde_rente(self) -> tuple[Post, ...]:
        """What was paid of the wettelijke rente in all, from each day on: it bears no rente any more (BW 6:119 lid 2)."""
        dagen = sorted({een.dag for een in self.rentebetalingen})
        return tuple(
            Post(dag, sum(een.cent for een in self.rentebetalingen if een.dag <= dag))
            for dag in dagen
        )

    def _achterstand_op(self, dag: date) -> int:
        gevraagd = sum(
            termijn.cent
            for termijn in self.termijnen
            if termijn.nr <= self.verzuim_tot and termijn.vervaldag < dag
        )
        return max(0, gevraagd - sum(een.cent for een in self.aflossingen if een.dag <= dag))


def evolve(vordering: Vordering, feit: Feit) -> Vordering:
    match feit:
        case VorderingGeopend():
            velden = feit.model_dump(
                include={
                    "vordering_id",
                    "dossier_id",
                    "gemeente",
                    "soort",
                    "cohort",
                    "grondslag",
                    "betalingskenmerk",
                }
            )
            return Vordering(
                status="open",
                termijnen=feit.termijnen,
                parameterset=feit.parameterset,
                besluit_id=feit.vaststelling_id,
                bekendgemaakt_op=feit.bekendgemaakt_op,
                **velden,
            )
        case OntvangstGeboekt():
            met = _met(vordering, ontvangsten=(*vordering.ontvangsten, geboekt(feit)))
            return _betaald(met, feit, feit.tegoed_cent)
        case TegoedToegerekend():
            ontvangst = toegerekend(vordering.ontvangst(feit.betaling_id), feit)
            return _betaald(
                _met(vordering, ontvangsten=vervangen(vordering.ontvangsten, ontvangst)),
                feit,
                -feit.bedrag_cent,
            )
        case VerzuimIngetreden():
            return _met(vordering, verzuim_tot=feit.termijn)
        case VorderingVoldaan():
            return _met(vordering, status="voldaan")
        case VorderingHeropend():
            return _met(vordering, status="open")
        case VorderingsbesluitVoorgesteld():
            return _met(
                vordering,
                voorstellen=(*vordering.voorstellen, feit),
                genomen=(*vordering.genomen, _genomen(feit)),
            )
        case VorderingsbesluitVerworpen():
            return _zonder(vordering, feit.besluit_id)
        case Vorderingsbesluit():
            na = _zonder(_na_besluit(vordering, feit), feit.besluit_id)
            return na if feit.voorgesteld_door else _met(na, genomen=(*na.genomen, _genomen(feit)))
        case VerzuimGezuiverd():
            return vordering
        case _:
            raise TypeError(f"unknown fact {type(feit).__name__}")


def _na_besluit(vordering: Vordering, feit: Vorderingsbesluit) -> Vordering:
    match feit:
        case VorderingskostenGeboekt():
            return _met(vordering, kosten_cent=vordering.kosten_cent + feit.bedrag_cent)
        case VerzuimrenteVastgesteld():
            vastgesteld = vordering.vastgestelde_rente_cent + feit.bedrag_cent
            return _met(
                vordering,
                rente_cent=vordering.rente_cent + feit.bedrag_cent,
                vastgestelde_rente_cent=vastgesteld,
            )
        case VorderingKwijtgescholden():
            return _afgelost(vordering, feit.valutadatum, feit.bedrag_cent)
        case VorderingBuitenInvordering():
            return _met(vordering, gestaakt_op=feit.boekdatum, gestaakt_door=feit.besluit_id)
        case VorderingInInvordering():
            return _met(vordering, gestaakt_op=None, gestaakt_door=None)
        case VorderingstegoedTeruggestort():
            return _met(vordering, tegoed_cent=vordering.tegoed_cent - feit.bedrag_cent)
        case OntvangstTeruggenomen():
            return _teruggenomen(vordering, feit)
    return vordering


def _betaald(
    vordering: Vordering, feit: OntvangstGeboekt | TegoedToegerekend, tegoed_cent: int
) -> Vordering:
    """Rente and hoofdsom that a receipt paid count from its day."""
    rente = (
        (Aflossing(dag=feit.valutadatum, cent=feit.rente_cent, betaling_id=feit.betaling_id),)
        if feit.rente_cent
        else ()
    )
    betaald = _met(
        vordering,
        rente_cent=vordering.rente_cent - feit.rente_cent,
        kosten_cent=vordering.kosten_cent - feit.kosten_cent,
        tegoed_cent=vordering.tegoed_cent + tegoed_cent,
        rentebetalingen=(*vordering.rentebetalingen, *rente),
    )
    return _afgelost(betaald, feit.valutadatum, feit.hoofdsom_cent, feit.betaling_id)


def _teruggenomen(vordering: Vordering, feit: OntvangstTeruggenomen) -> Vordering:
    """As it would be had the receipt never paid; the receipt stays known."""
    weg = vordering.ontvangst(feit.betaling_id).na(is_teruggenomen=True)
    return _met(
        vordering,
        ontvangsten=vervangen(vordering.ontvangsten, weg),
        aflossingen=zonder(vordering.aflossingen, feit.betaling_id),
        rentebetalingen=zonder(vordering.rentebetalingen, feit.betaling_id),
        rente_cent=vordering.rente_cent + feit.rente_cent,
        kosten_cent=vordering.kosten_cent + feit.kosten_cent,
        tegoed_cent=vordering.tegoed_cent - feit.tegoed_cent,
    )


def genomen_bedrag(soort: Besluitsoort, cent: int) -> int | None:
    return cent if SOORTEN[soort].noemt_bedrag else None


def _genomen(feit: Vorderingsbesluit | VorderingsbesluitVoorgesteld) -> Genomen:
    if isinstance(feit, VorderingsbesluitVoorgesteld):
        soort, door = feit.soort, feit.voorgesteld_door
    else:
        soort, door = VAN_FEIT[type(feit)].naam, feit.besloten_door
    return Genomen(
        besluit_id=feit.besluit_id,
        is_voorstel=isinstance(feit, VorderingsbesluitVoorgesteld),
        soort=soort,
        bedrag_cent=genomen_bedrag(soort, feit.bedrag_cent),
        motivering=feit.motivering,
        door=door,
        betaling_id=getattr(feit, "betaling_id", None),
    )


def _afgelost(
    vordering: Vordering, dag: date, cent: int, betaling_id: UUID | None = None
) -> Vordering:
    erbij = Aflossing(dag=dag, cent=cent, betaling_id=betaling_id)
    return _met(vordering, aflossingen=(*vordering.aflossingen, erbij)) if cent else vordering


def _zonder(vordering: Vordering, besluit_id: UUID) -> Vordering:
    return _met(
        vordering,
        voorstellen=tuple(een for een in vordering.voorstellen if een.besluit_id != besluit_id),
    )


def _met(vordering: Vordering, **anders: object) -> Vordering:
    return vordering.na(**anders)
