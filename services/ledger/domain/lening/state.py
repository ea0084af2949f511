"""One loan, as its facts make it: small, whatever its age. `stand` and `punt` are what the rules computed of them, beside the log."""

from datetime import date
from functools import cached_property
from typing import Literal, TypeVar
from uuid import UUID

from services.ledger.domain.grootboek.boeking import (
    Mutatie,
    OpenTermijn,
    Rekenpunt,
    Rekenstand,
    Saldi,
)
from services.ledger.domain.grootboek.gemist import wat_gemist_is, zonder_termijn
from services.ledger.domain.lening.besluiten import Besluit, BesluitVoorgesteld, VoorstelVerworpen
from services.ledger.domain.lening.events import (
    AflossingGeboekt,
    LeningAfgelost,
    LeningGeopend,
    LeningHeropend,
)
from services.ledger.domain.lening.onderdelen import Ontvangen, Product, Voorwaarden
from services.ledger.domain.lening.saldi import na_regels
from services.ledger.domain.verloop.gegevens import Herroeping
from shared.begrippen import Feit, Groep, Regeling, Waarde
from shared.recht.aflosschema import Methode, Schemavraag
from shared.recht.cohort import Cohort
from shared.recht.dagtelling import Dagtelling

GEEN = UUID(int=0)
Soort = TypeVar("Soort", bound=Waarde)


class Herroepen(Waarde):
    """A storno or correctie, and what it took back."""

    besluit_id: UUID
    van: UUID


class Lening(Waarde):
    """What the beschikking fixed, the balances after the last fact, how it stood after the last decision, and what waits for a person."""

    status: Literal["onbekend", "lopend", "afgelost"] = "onbekend"
    lening_id: UUID = GEEN
    dossier_id: UUID = GEEN
    gemeente: str = ""
    regeling: Regeling = "bbz"
    cohort: Cohort = Cohort.BBZ_VANAF_2020
    product: Product = "bedrijfskapitaal_rentedragend"
    groep: Groep | None = None
    aanvraagdatum: date = date.min
    besluitdatum: date = date.min
    uitbetaald_op: date = date.min
    betalingskenmerk: str = ""
    parameterset: str = ""
    voorwaarden: Voorwaarden | None = None
    saldi: Saldi = Saldi()
    gerekend_tm: date = date.min
    stand: Rekenstand | None = None
    punt: Rekenpunt | None = None
    voorstellen: tuple[BesluitVoorgesteld, ...] = ()
    heeft_besluiten: bool = False
    ontvangsten: tuple[Ontvangen, ...] = ()
    herroepingen: tuple[Herroepen, ...] = ()

    @cached_property
    def vraag(self) -> Schemavraag:
        """The conditions as the rules of the schedule know them."""
        if self.voorwaarden is None:
            raise ValueError("a loan that was not opened has no conditions")
        return schemavraag(self.voorwaarden)

    @property
    def open_termijnen(self) -> tuple[OpenTermijn, ...]:
        return self.stand.open_termijnen if self.stand else ()

    @property
    def bekende_ontvangsten(self) -> frozenset[UUID]:
        """Every receipt that was ever booked here, also when it was taken off."""
        return frozenset(een.betaling_id for een in self.ontvangsten)

    @property
    def getelde_ontvangsten(self) -> dict[UUID, int]:
        """The receipts that count, in cents; a revocation that is itself revoked gives back what it took."""
        weg: set[UUID] = set()
        for een in reversed(self.herroepingen):
            if een.besluit_id not in weg:
                weg.add(een.van)
        return {
            een.betaling_id: een.bedrag_cent
            for een in self.ontvangsten
            if een.betaling_id not in weg
        }

    @property
    def vervallen(self) -> tuple[OpenTermijn, ...]:
        return tuple(termijn for termijn in self.open_termijnen if termijn.is_vervallen)

    @property
    def wat_gemist_is(self) -> str:
        """In words; empty when nothing was found missed."""
        is_opgeeist = self.stand is not None and self.stand.status == "opgeeist"
        return wat_gemist_is(len(self.gemist), zonder_termijn(self.gemist), is_opgeeist=is_opgeeist)

    @property
    def gemist(self) -> tuple[OpenTermijn, ...]:
        return tuple(termijn for termijn in self.open_termijnen if termijn.is_gemist)


def schemavraag(voorwaarden: Voorwaarden) -> Schemavraag:
    return Schemavraag(
        voorwaarden.hoofdsom_cent,
        voorwaarden.jaarrente_procent,
        voorwaarden.termijnen,
        Methode(voorwaarden.methode),
        voorwaarden.rente_vanaf,
        voorwaarden.eerste_vervaldag,
        voorwaarden.termijnmaanden,
        Dagtelling(voorwaarden.dagtelling),
        voorwaarden.aflossingsvrij,
        voorwaarden.rentevrij,
    )


def evolve(lening: Lening, feit: Feit) -> Lening:
    match feit:
        case BesluitVoorgesteld():
            return _met(lening, voorstellen=(*lening.voorstellen, feit))
        case VoorstelVerworpen():
            return _zonder_voorstel(lening, feit.besluit_id)
        case LeningGeopend():
            return _na(_geopend(feit), feit)
        case Besluit():
            return _na(
                _zonder_voorstel(_met_herroeping(lening, feit), feit.besluit_id),
                feit,
                heeft_besluiten=True,
            )
        case AflossingGeboekt() if (
            feit.betaling_id and feit.betaling_id not in lening.bekende_ontvangsten
        ):
            nieuw = Ontvangen(betaling_id=feit.betaling_id, bedrag_cent=feit.ontvangen_cent)
            return _na(lening, feit, ontvangsten=(*lening.ontvangsten, nieuw))
        case LeningAfgelost():
            return _na(lening, feit, status="afgelost")
        case LeningHeropend():
            return _na(lening, feit, status="lopend")
        case Mutatie():
            return _na(lening, feit)
        case _:
            raise TypeError(f"unknown fact {type(feit).__name__}")


def _geopend(feit: LeningGeopend) -> Lening:
    return Lening(
        status="lopend",
        lening_id=feit.lening_id,
        dossier_id=feit.dossier_id,
        gemeente=feit.gemeente,
        regeling=feit.regeling,
        cohort=feit.cohort,
        product=feit.product,
        groep=feit.groep,
        aanvraagdatum=feit.aanvraagdatum,
        besluitdatum=feit.besluitdatum,
        uitbetaald_op=feit.valutadatum,
        betalingskenmerk=feit.betalingskenmerk,
        parameterset=feit.parameterset,
        voorwaarden=feit.voorwaarden,
    )


def _na(lening: Lening, feit: Mutatie, **anders: object) -> Lening:
    """Balances follow from the lines; the fact says what of it is due. What was computed comes beside the last of a decision."""
    anders |= {"gerekend_tm": feit.gerekend_tm or feit.boekdatum}
    if feit.stand:
        anders |= {"stand": feit.stand, "punt": feit.punt}
    gezegd = feit.saldi
    saldi = na_regels(
        lening.saldi,
        feit.boekregels,
        vervallen_cent=gezegd.vervallen_cent,
        achterstand_cent=gezegd.achterstand_cent,
        gemiste_termijnen=gezegd.gemiste_termijnen,
    )
    return _met(lening, saldi=saldi, **anders)


def _met_herroeping(lening: Lening, feit: Besluit) -> Lening:
    gegevens = getattr(feit, "gegevens", None)
    if not isinstance(gegevens, Herroeping):
        return lening
    return _met(
        lening,
        herroepingen=(
            *lening.herroepingen,
            Herroepen(besluit_id=feit.besluit_id, van=gegevens.van),
        ),
    )


def _zonder_voorstel(lening: Lening, besluit_id: UUID) -> Lening:
    return _met(
        lening, voorstellen=tuple(een for een in lening.voorstellen if een.besluit_id != besluit_id)
    )


def _met(waarde: Soort, **anders: object) -> Soort:
    return waarde.na(**anders)
