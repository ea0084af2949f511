"""One loan, as its facts make it: small, whatever its age. A term leaves the state when it is wholly paid."""

from datetime import date
from functools import cached_property
from typing import Literal, TypeVar
from uuid import UUID

from services.ledger.domain.aflosschema import Methode, Schemavraag, termijngrens, vervaldag
from services.ledger.domain.besluiten import Besluit, BesluitVoorgesteld, VoorstelVerworpen
from services.ledger.domain.boekregels import Cohort
from services.ledger.domain.dagtelling import Dagtelling
from services.ledger.domain.events import (
    AchterstandIngelopen,
    AflossingGeboekt,
    BetalingGemist,
    LeningAfgelost,
    LeningGeopend,
    LeningHerrekend,
    Mutatie,
    OpenTermijn,
    Rekenstand,
    RenteGeboekt,
    Saldi,
    Termijndeel,
    TermijnVervallen,
    Voorwaarden,
)
from shared.begrippen import Feit, Regeling, Waarde

GEEN = UUID(int=0)
Soort = TypeVar("Soort", bound=Waarde)


class Afboeking(Waarde):
    """The base of the interest falls by this many cents from this day on."""

    dag: date
    cent: int


class Lening(Waarde):
    """An ordinary loan goes from term to term. Once a mutation changed its course it is computed from its first day on: then `geboekt`
    holds its balances and `stand` what came of it.
    """

    status: Literal["onbekend", "lopend", "afgelost"] = "onbekend"
    lening_id: UUID = GEEN
    dossier_id: UUID = GEEN
    gemeente: str = ""
    regeling: Regeling = "bbz"
    cohort: Cohort = Cohort.BBZ_VANAF_2020
    betalingskenmerk: str = ""
    parameterset: str = ""
    voorwaarden: Voorwaarden | None = None
    hoofdsom_cent: int = 0
    niet_vervallen_cent: int = 0
    kosten_cent: int = 0
    tegoed_cent: int = 0
    geboekte_termijn: int = 0
    vervallen_termijn: int = 0
    open_termijnen: tuple[OpenTermijn, ...] = ()
    afboekingen: tuple[Afboeking, ...] = ()
    voorstellen: tuple[BesluitVoorgesteld, ...] = ()
    geboekt: Saldi | None = None
    stand: Rekenstand | None = None

    @cached_property
    def vraag(self) -> Schemavraag:
        """The conditions as the rules of the schedule know them."""
        if self.voorwaarden is None:
            raise ValueError("a loan that was not opened has no conditions")
        return schemavraag(self.voorwaarden)

    @property
    def is_rentedragend(self) -> bool:
        return self.vraag.methode is not Methode.RENTELOOS and self.vraag.jaarrente_procent > 0

    @property
    def telt_dagen(self) -> bool:
        """Interest per day instead of per month (A-2)."""
        return self.vraag.dagtelling is not Dagtelling.MAAND

    @property
    def vervallen(self) -> tuple[OpenTermijn, ...]:
        return tuple(termijn for termijn in self.open_termijnen if termijn.is_vervallen)

    @property
    def gemist(self) -> tuple[OpenTermijn, ...]:
        return tuple(termijn for termijn in self.open_termijnen if termijn.is_gemist)

    @property
    def rentetermijn(self) -> int:
        """The next term whose interest is to be posted."""
        return max(self.geboekte_termijn, self.vraag.rentevrij) + 1

    @property
    def is_herrekend(self) -> bool:
        return self.geboekt is not None

    @property
    def saldi(self) -> Saldi:
        if self.geboekt is not None:
            return self.geboekt
        return Saldi(
            hoofdsom_cent=self.hoofdsom_cent, rente_cent=sum(termijn.rente_cent for termijn in self.open_termijnen),
            kosten_cent=self.kosten_cent, vervallen_cent=self.kosten_cent + sum(termijn.open_cent for termijn in self.vervallen),
            achterstand_cent=sum(termijn.open_cent for termijn in self.gemist), tegoed_cent=self.tegoed_cent,
            gemiste_termijnen=len(self.gemist),
        )  # fmt: skip

    def grens(self, nr: int) -> date:
        """First day after term `nr`; of term 0: the first day that bears interest."""
        return termijngrens(self.vraag, nr)

    def vervaldag(self, nr: int) -> date:
        return vervaldag(self.vraag, nr)


def schemavraag(voorwaarden: Voorwaarden) -> Schemavraag:
    return Schemavraag(
        voorwaarden.hoofdsom_cent, voorwaarden.jaarrente_procent, voorwaarden.termijnen, Methode(voorwaarden.methode),
        voorwaarden.rente_vanaf, voorwaarden.eerste_vervaldag, voorwaarden.termijnmaanden, Dagtelling(voorwaarden.dagtelling),
        voorwaarden.aflossingsvrij, voorwaarden.rentevrij,
    )  # fmt: skip


def evolve(lening: Lening, feit: Feit) -> Lening:
    match feit:
        case BesluitVoorgesteld():
            return _met(lening, voorstellen=(*lening.voorstellen, feit))
        case VoorstelVerworpen():
            return _zonder_voorstel(lening, feit.besluit_id)
        case Mutatie() if lening.is_herrekend or isinstance(feit, Besluit | LeningHerrekend) or feit.stand:
            return _na_herrekening(lening, feit)
        case LeningGeopend():
            return Lening(
                status="lopend", lening_id=feit.lening_id, dossier_id=feit.dossier_id, gemeente=feit.gemeente, regeling=feit.regeling,
                cohort=feit.cohort, betalingskenmerk=feit.betalingskenmerk, parameterset=feit.parameterset,
                voorwaarden=feit.voorwaarden, hoofdsom_cent=feit.voorwaarden.hoofdsom_cent,
                niet_vervallen_cent=feit.voorwaarden.hoofdsom_cent,
            )  # fmt: skip
        case RenteGeboekt():
            termijn = OpenTermijn(nr=feit.termijn, vervaldag=feit.vervaldag, termijnbedrag_cent=feit.rente_cent, rente_cent=feit.rente_cent)
            return _met(
                lening, geboekte_termijn=feit.termijn, open_termijnen=(*lening.open_termijnen, termijn),
                afboekingen=tuple(stap for stap in lening.afboekingen if stap.dag > feit.tot),
            )  # fmt: skip
        case TermijnVervallen():
            return _met(
                lening, vervallen_termijn=feit.termijn, niet_vervallen_cent=lening.niet_vervallen_cent - feit.aflossing_cent,
                open_termijnen=_met_vervallen(lening.open_termijnen, feit),
            )  # fmt: skip
        case AflossingGeboekt():
            return _na_aflossing(lening, feit)
        case BetalingGemist():
            return _met(
                lening,
                open_termijnen=tuple(_met(open_, is_gemist=True) if open_.nr == feit.termijn else open_ for open_ in lening.open_termijnen),
            )
        case AchterstandIngelopen():
            return lening
        case LeningAfgelost():
            return _met(lening, status="afgelost", afboekingen=())
        case _:
            raise TypeError(f"unknown fact {type(feit).__name__}")


def afboekingen(lening: Lening, feit: AflossingGeboekt) -> tuple[Afboeking, ...]:
    """From which day a receipt lowers the base of the interest (rekenregels 1): extra aflossing from its own day, a term at the earliest
    from the day after that term, whose interest runs to its end.

    Under a day count money received bears no interest from its own day, also while it waits as tegoed.
    """
    if not lening.is_rentedragend:
        return ()
    vervaldagen = {termijn.nr: termijn.vervaldag for termijn in lening.open_termijnen}
    stappen = [(max(feit.valutadatum, vervaldagen[deel.termijn], lening.grens(deel.termijn)), deel.aflossing_cent) for deel in feit.delen]
    tegoed = feit.tegoed_cent if lening.telt_dagen else 0
    uit_tegoed_op = max((dag for dag, _ in stappen), default=feit.valutadatum)
    stappen += [(feit.valutadatum, feit.extra_cent), (feit.valutadatum if tegoed > 0 else uit_tegoed_op, tegoed)]
    return tuple(Afboeking(dag=dag, cent=cent) for dag, cent in stappen if cent)


def _na_herrekening(lening: Lening, feit: Mutatie) -> Lening:
    """The fact says how the loan stands after it."""
    na = _zonder_voorstel(lening, feit.besluit_id) if isinstance(feit, Besluit) else lening
    na = _met(
        na, geboekt=feit.saldi, hoofdsom_cent=feit.saldi.hoofdsom_cent, kosten_cent=feit.saldi.kosten_cent,
        tegoed_cent=feit.saldi.tegoed_cent, afboekingen=(),
    )  # fmt: skip
    if feit.stand is None:
        return na
    return _met(
        na, stand=feit.stand, open_termijnen=feit.stand.open_termijnen, niet_vervallen_cent=feit.stand.niet_vervallen_cent,
        status="afgelost" if feit.stand.status == "afgelost" else "lopend",
    )  # fmt: skip


def _zonder_voorstel(lening: Lening, besluit_id: UUID) -> Lening:
    return _met(lening, voorstellen=tuple(een for een in lening.voorstellen if een.besluit_id != besluit_id))


def _na_aflossing(lening: Lening, feit: AflossingGeboekt) -> Lening:
    delen = {deel.termijn: deel for deel in feit.delen}
    betaald = (_betaald(termijn, delen.get(termijn.nr)) for termijn in lening.open_termijnen)
    return _met(
        lening, hoofdsom_cent=lening.hoofdsom_cent - feit.aflossing_cent - feit.extra_cent,
        niet_vervallen_cent=lening.niet_vervallen_cent - feit.extra_cent, kosten_cent=lening.kosten_cent - feit.kosten_cent,
        tegoed_cent=lening.tegoed_cent + feit.tegoed_cent,
        open_termijnen=tuple(termijn for termijn in betaald if termijn.open_cent or not termijn.is_vervallen),
        afboekingen=(*lening.afboekingen, *afboekingen(lening, feit)),
    )  # fmt: skip


def _met_vervallen(termijnen: tuple[OpenTermijn, ...], feit: TermijnVervallen) -> tuple[OpenTermijn, ...]:
    vervallen = OpenTermijn(
        nr=feit.termijn, vervaldag=feit.vervaldag, termijnbedrag_cent=feit.rente_cent + feit.aflossing_cent, rente_cent=feit.rente_cent,
        aflossing_cent=feit.aflossing_cent, is_vervallen=True,
    )  # fmt: skip
    andere = tuple(termijn for termijn in termijnen if termijn.nr != feit.termijn)
    return tuple(sorted((*andere, vervallen), key=lambda termijn: termijn.nr)) if vervallen.open_cent else andere


def _betaald(termijn: OpenTermijn, deel: Termijndeel | None) -> OpenTermijn:
    if deel is None:
        return termijn
    return _met(termijn, rente_cent=termijn.rente_cent - deel.rente_cent, aflossing_cent=termijn.aflossing_cent - deel.aflossing_cent)


def _met(waarde: Soort, **anders: object) -> Soort:
    return waarde.model_copy(update=anders)
