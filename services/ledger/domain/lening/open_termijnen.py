"""What stands in the books of a loan: bookings by what they are, and the terms of which people were told."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from services.ledger.domain.grootboek.boeking import Mutatie, OpenTermijn
from services.ledger.domain.grootboek.boekregels import Boekregel
from services.ledger.domain.lening.events import (
    BetalingGemist,
    BoekingTeruggedraaid,
    RenteGeboekt,
    TermijnVervallen,
)


class Boekingskenmerk(NamedTuple):
    """Bookings are the same when they count from the same day and have the same lines."""

    valutadatum: date
    regels: tuple[tuple[str, int], ...]


class Termijnvraag(NamedTuple):
    """What a term asks on its vervaldag. `nr` 0: no term, such as a claim."""

    nr: int
    vervaldag: date
    rente_cent: int
    aflossing_cent: int

    @property
    def cent(self) -> int:
        return self.rente_cent + self.aflossing_cent


@dataclass
class Boeken:
    """`gesloten` are terms whose vervaldag is still to come; `gevraagd` is what every term asked on its vervaldag.

    `betaald` is what was paid of what is no term, by vervaldag.
    """

    boekingen: dict[Boekingskenmerk, list[Mutatie]] = field(default_factory=dict)
    vervallen: dict[int, Termijnvraag] = field(default_factory=dict)
    gesloten: list[Termijnvraag] = field(default_factory=list)
    gevraagd: dict[date, Termijnvraag] = field(default_factory=dict)
    gemist: set[date] = field(default_factory=set)
    betaald: Counter[date] = field(default_factory=Counter)

    @property
    def geboekt(self) -> Counter[Boekingskenmerk]:
        return Counter(
            {kenmerk: len(feiten) for kenmerk, feiten in self.boekingen.items() if feiten}
        )

    def neem(self, feit: Mutatie) -> None:
        """One fact more, in the order in which they were booked."""
        match feit:
            case TermijnVervallen():
                self.vervallen[feit.termijn] = Termijnvraag(
                    feit.termijn, feit.vervaldag, feit.rente_cent, feit.aflossing_cent
                )
            case BetalingGemist():
                self.gemist.add(feit.vervaldag)
        if isinstance(feit, BoekingTeruggedraaid):
            terug = (Boekregel(regel.rekening, -regel.bedrag_cent) for regel in feit.boekregels)
            self.boekingen[boekingskenmerk(feit.valutadatum, terug)].pop()
        elif feit.boekregels:
            self.boekingen.setdefault(
                boekingskenmerk(_telt_vanaf(feit), feit.boekregels), []
            ).append(feit)


def boeken_na(termijnen: Iterable[OpenTermijn]) -> Boeken:
    """The books since the last decision: nothing was booked yet, and these terms are open."""
    boeken = Boeken()
    for termijn in termijnen:
        if termijn.is_gemist:
            boeken.gemist.add(termijn.vervaldag)
        if not termijn.nr:
            boeken.betaald[termijn.vervaldag] = termijn.termijnbedrag_cent - termijn.open_cent
            continue
        rente = termijn.termijnbedrag_cent - termijn.aflossing_cent
        boeken.gevraagd[termijn.vervaldag] = vraag = Termijnvraag(
            termijn.nr, termijn.vervaldag, rente, termijn.aflossing_cent
        )
        if not termijn.is_vervallen:
            boeken.gesloten.append(vraag)
    return boeken


def boekingskenmerk(valutadatum: date, regels: Iterable[Boekregel]) -> Boekingskenmerk:
    return Boekingskenmerk(
        valutadatum, tuple(sorted((regel.rekening, regel.bedrag_cent) for regel in regels))
    )


def _telt_vanaf(feit: Mutatie) -> date:
    """Interest by the month is due, and so posted, on the vervaldag where that comes before the end of the term."""
    return (
        min(feit.tot - timedelta(days=1), feit.vervaldag)
        if isinstance(feit, RenteGeboekt)
        else feit.valutadatum
    )
