"""What the facts of a loan tell the rules: its conditions, every mutation with both its dates, and what stands in the books."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from services.ledger.domain.besluiten import Besluit
from services.ledger.domain.boekregels import Boekregel, Regeling
from services.ledger.domain.doorrekening import leningstand
from services.ledger.domain.doorrekening import mutaties as m
from services.ledger.domain.events import (
    AflossingGeboekt,
    BetalingGemist,
    BoekingTeruggedraaid,
    LeningGeopend,
    Mutatie,
    RenteGeboekt,
    TermijnVervallen,
)
from services.ledger.domain.mutatiegegevens import Betaalkeuze, Gegevens, Herroeping
from services.ledger.domain.state import schemavraag
from services.ledger.domain.vermogenstoets import Groep
from shared.begrippen import Feit

PRODUCTEN = {
    "bedrijfskapitaal_rentedragend": leningstand.Product.RENTEDRAGEND, "bedrijfskapitaal_renteloos": leningstand.Product.RENTELOOS,
    "voorbereidingskrediet": leningstand.Product.VOORBEREIDING,
}  # fmt: skip


class Boeking(NamedTuple):
    """Bookings are the same when they count from the same day and have the same lines."""

    valutadatum: date
    regels: tuple[tuple[str, int], ...]


@dataclass
class Geschiedenis:
    """Made by `lees`; `boekingen` holds, for every booking that stands, the facts that made it."""

    lening: leningstand.Lening
    mutaties: list[m.Mutatie] = field(default_factory=list)
    boekingen: dict[Boeking, list[Mutatie]] = field(default_factory=dict)
    termijnen: dict[int, TermijnVervallen] = field(default_factory=dict)
    gemist: set[date] = field(default_factory=set)

    @property
    def geboekt(self) -> Counter[Boeking]:
        return Counter({boeking: len(feiten) for boeking, feiten in self.boekingen.items() if feiten})


def lees(feiten: Iterable[Feit]) -> Geschiedenis:
    """The history of an opened loan, in the order in which it was booked."""
    mutatiefeiten = [feit for feit in feiten if isinstance(feit, Mutatie)]
    geopend = mutatiefeiten[0]
    if not isinstance(geopend, LeningGeopend):
        raise TypeError("a history starts with the opening of the loan")
    geschiedenis = Geschiedenis(rekenlening(geopend), mutaties(mutatiefeiten))
    for feit in mutatiefeiten:
        _neem(geschiedenis, feit)
    return geschiedenis


def rekenlening(geopend: LeningGeopend) -> leningstand.Lening:
    """The loan as the rules know it; the conditions of the besluit stand, also for Tozo."""
    vraag = schemavraag(geopend.voorwaarden)
    return leningstand.Lening(
        str(geopend.lening_id), Regeling(geopend.regeling), PRODUCTEN[geopend.product], geopend.cohort, Groep(geopend.groep or "starter"),
        geopend.aanvraagdatum, geopend.besluitdatum, vraag, (leningstand.Uitbetaling(geopend.valutadatum, vraag.hoofdsom_cent),),
        schema_staat_vast=True, artikel="Tozo art. 14" if geopend.regeling == "tozo" else "Bbz art. 15",
    )  # fmt: skip


def mutaties(feiten: Iterable[Mutatie]) -> list[m.Mutatie]:
    """Every mutation once, in the order of its first booking; a receipt as the debtor meant it."""
    gevonden: dict[UUID, m.Mutatie] = {}
    for feit in feiten:
        if isinstance(feit, AflossingGeboekt) and feit.betaling_id and feit.betaling_id not in gevonden:
            nummer = mutatie_id(len(gevonden), feit.betaling_id)
            gevonden[feit.betaling_id] = ontvangst(nummer, feit.ontvangen_cent, feit.boekdatum, feit.valutadatum)
        elif isinstance(feit, Besluit):
            _voeg_toe(gevonden, feit)
    return list(gevonden.values())


def mutatie_id(plaats: int, bron: UUID) -> str:
    """The id of a mutation for the rules: what counts from the same day is done in the order in which it was booked."""
    return f"{plaats:06d}/{bron}"


def bron(mutatie_id: str) -> UUID:
    """The receipt or the besluit that a mutation came from."""
    return UUID(mutatie_id.rpartition("/")[2])


def ontvangst(nummer: str, cent: int, boekdatum: date, valutadatum: date) -> m.Ontvangst:
    return m.Ontvangst(mutatie_id=nummer, boekdatum=boekdatum, valutadatum=valutadatum, bedrag_cent=cent)


def boeking(valutadatum: date, regels: Iterable[Boekregel]) -> Boeking:
    return Boeking(valutadatum, tuple(sorted((regel.rekening, regel.bedrag_cent) for regel in regels)))


def _voeg_toe(gevonden: dict[UUID, m.Mutatie], feit: Besluit) -> None:
    gegevens: Gegevens = feit.gegevens  # type: ignore[attr-defined]
    if isinstance(gegevens, Betaalkeuze):
        betaling = gevonden[gegevens.betaling_id]
        if isinstance(betaling, m.Ontvangst):
            gevonden[gegevens.betaling_id] = gegevens.betaling(betaling)
        return
    mutatie = gegevens.mutatie(mutatie_id(len(gevonden), feit.besluit_id), feit.boekdatum, feit.valutadatum)
    gevonden[feit.besluit_id] = herroept(mutatie, gevonden[gegevens.van]) if isinstance(gegevens, Herroeping) else mutatie


def herroept(mutatie: m.Mutatie, van: m.Mutatie) -> m.Herroeping:
    """The revocation of this mutation."""
    if not isinstance(mutatie, m.Herroeping):
        raise TypeError("only a Herroeping revokes")
    return replace(mutatie, van=van.mutatie_id)


def _neem(geschiedenis: Geschiedenis, feit: Mutatie) -> None:
    match feit:
        case TermijnVervallen():
            geschiedenis.termijnen[feit.termijn] = feit
        case BetalingGemist():
            geschiedenis.gemist.add(feit.vervaldag)
    if not feit.boekregels:
        return
    if isinstance(feit, BoekingTeruggedraaid):
        terug = (Boekregel(regel.rekening, -regel.bedrag_cent) for regel in feit.boekregels)
        geschiedenis.boekingen[boeking(feit.valutadatum, terug)].pop()
    else:
        geschiedenis.boekingen.setdefault(boeking(_telt_vanaf(feit), feit.boekregels), []).append(feit)


def _telt_vanaf(feit: Mutatie) -> date:
    """Interest by the month is due, and so posted, on the vervaldag where that comes before the end of the term."""
    return min(feit.tot - timedelta(days=1), feit.vervaldag) if isinstance(feit, RenteGeboekt) else feit.valutadatum
