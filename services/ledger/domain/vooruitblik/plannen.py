"""What if: the outcome of plans for one loan, with the rules that forbid them; nothing is recorded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, Literal
from uuid import UUID

from pydantic import Field

from services.ledger.domain.grootboek.boeking import Mutatie
from services.ledger.domain.lening.besluitsoorten import SOORTEN, mutatie_van
from services.ledger.domain.lening.events import LeningGeopend
from services.ledger.domain.lening.geschiedenis import lees
from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.verloop import mutaties as m
from services.ledger.domain.verloop.mutaties import mutatie_id
from services.ledger.domain.vooruitblik.andere_looptijd import AndereLooptijd, met_looptijd
from services.ledger.domain.vooruitblik.toekomst import Toekomst, toekomst
from services.ledger.domain.vooruitblik.vergelijking import Plan, Planuitkomst, vergelijk
from shared.parameters import Parameterset
from shared.velden import PositiefCent


class ExtraAflossing(g.Gegevens):
    """The debtor pays more than is due, and says what that does (rekenregels 1)."""

    soort: Literal["extra_aflossing"] = "extra_aflossing"
    bedrag_cent: PositiefCent
    keuze: m.Keuze = m.Keuze.TERMIJNBEDRAG_BLIJFT


class AflossingIneens(g.Gegevens):
    """The debtor pays exactly what is needed to be rid of the loan (A-2)."""

    soort: Literal["aflossing_ineens"] = "aflossing_ineens"


# What only makes sense about something that happened, or that the bank does.
GEEN_PLAN = frozenset({g.Herroeping, g.Betaalkeuze, g.Uitstelintrekking, g.Borgtochtclaim})


if TYPE_CHECKING:
    Planstap = g.Gegevens
else:
    Planstap = Annotated[
        reduce(
            or_,
            (
                *(
                    soort.formulier.vraag or soort.gegevens
                    for soort in SOORTEN.values()
                    if soort.gegevens not in GEEN_PLAN
                ),
                ExtraAflossing,
                AflossingIneens,
            ),
        ),
        Field(discriminator="soort"),
    ]


@dataclass(frozen=True, slots=True)
class Doorrekening:
    """`dichtstbij` is the nearest value of a field that the rule does allow."""

    toekomst: Toekomst
    dichtstbij: tuple[str, int] | None = None

    @property
    def mag(self) -> bool:
        return not self.toekomst.verboden


def vergelijk_plannen(
    feiten: Sequence[Mutatie],
    plannen: Iterable[tuple[str, Sequence[g.Gegevens]]],
    op: date,
    parameters: Parameterset,
) -> tuple[Planuitkomst, ...]:
    """Every plan as if decided today and paid on time from now on."""
    historie = lees(feiten)
    vanaf = len(historie.mutaties)
    uitgewerkt = [
        Plan(naam, tuple(_mutatie(plaats, een, op) for plaats, een in enumerate(gegevens, vanaf)))
        for naam, gegevens in plannen
    ]
    return vergelijk((historie.lening,), tuple(historie.mutaties), uitgewerkt, op, parameters)


def reken_door(
    feiten: Sequence[Mutatie], plan: g.Gegevens | None, op: date, parameters: Parameterset
) -> Doorrekening:
    """One plan as if decided today; None: everything goes on as it is."""
    if plan is None:
        return Doorrekening(toekomst(feiten, op, parameters))
    if isinstance(plan, AndereLooptijd):
        uit, hooguit = met_looptijd(feiten, plan, op, parameters)
        return Doorrekening(uit, ("termijnen", hooguit) if uit.verboden and hooguit else None)
    uit = toekomst(feiten, op, parameters, (_mutatie(len(feiten), plan, op),))
    return Doorrekening(
        uit,
        _minder_uitstel(feiten, plan, op, parameters)
        if uit.verboden and isinstance(plan, g.Uitstel)
        else None,
    )


def _mutatie(plaats: int, gegevens: g.Gegevens, op: date) -> m.Mutatie:
    nummer = mutatie_id(plaats, UUID(int=plaats))
    match gegevens:
        case ExtraAflossing(bedrag_cent=cent, keuze=keuze):
            return m.ExtraAflossing(
                mutatie_id=nummer, boekdatum=op, valutadatum=op, bedrag_cent=cent, keuze=keuze
            )
        case AflossingIneens():
            return m.AflossingIneens(mutatie_id=nummer, boekdatum=op, valutadatum=op)
    return mutatie_van(gegevens, nummer, op, op)


def _minder_uitstel(
    feiten: Sequence[Mutatie], plan: g.Uitstel, op: date, parameters: Parameterset
) -> tuple[str, int] | None:
    """The most months that are still allowed from that day (Bbz art. 41 lid 2)."""
    geopend = feiten[0]
    if not isinstance(geopend, LeningGeopend) or geopend.regeling == "tozo":
        return None
    over = (
        parameters.waarde("uitstel_max_totaal", op).aantal
        - toekomst(feiten, op, parameters).uitstelmaanden
    )
    hooguit = min(parameters.waarde("uitstel_max_per_besluit", op).aantal, over)
    return ("maanden", hooguit) if 0 < hooguit < plan.maanden else None
